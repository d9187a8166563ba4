"""The text on a spine: the title and the year in the largest type that keeps off both folds, or the year alone, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.doors.pdf.extents import Extent
from pipeline.model.casing import upper
from pipeline.model.cover import SpineLine
from pipeline.model.pages import MM

__all__ = ["SpineRoom", "reads_upwards", "spine_line"]

DOWNWARDS: Final = frozenset({"en"})
"""Languages whose books are read downwards on the spine; the CIS trade sets it upwards."""
EM_ABOVE: Final = 0.75
"""Of an em above the baseline, the rest below: what a preflight takes for the height of letters, whatever they are."""
EM_CLEAR_MM: Final = 1.52
"""Between an em of the text and each fold: the 1.5 mm that imposition keeps free, and what rounding takes (KDP: 0.0625 in)."""
STEP_PT: Final = 0.5


@dataclass(frozen=True, slots=True)
class SpineRoom:
    """Millimetres. ``high_mm``: for letters across the spine, even where the book comes out thinner; 0 for none."""

    width_mm: float
    length_mm: float
    high_mm: float


def reads_upwards(lang: str) -> bool:
    """Which way the trade of a language sets a spine."""
    return lang not in DOWNWARDS


def spine_line(
    title: str, year: str, room: SpineRoom, measures: Mapping[str, Any], extent: Callable[[str], Extent], lang: str
) -> SpineLine | None:
    """``measures``: [spine] of the design's cover.toml; ``extent`` of a text in its face. Raises KeyError where a measure is missing.

    Figures go below no line: the year still fits where the title does not.
    """
    for text, ending in ((upper(title, lang) if measures["capitals"] else title, year), (year, "")):
        size = float(measures["most_pt"])
        while size >= measures["least_pt"]:
            if (made := _line(text, ending, size, room, measures, extent, lang)) is not None:
                return made
            size -= STEP_PT
    return None


def _line(
    text: str, ending: str, size: float, room: SpineRoom, measures: Mapping[str, Any], extent: Callable[[str], Extent], lang: str
) -> SpineLine | None:
    """The line at that size; None where its letters, or an em of it, come too near to a fold, or it is longer than the spine."""
    whole, spaced = extent(f"{text}{ending}"), measures["spaced"] * size
    between = 3 * size if ending else 0.0
    long = whole.width * size + spaced * len(text + ending) + between
    if (whole.above + whole.below) * size > room.high_mm * MM or long > (room.length_mm - 2 * measures["ends_mm"]) * MM:
        return None
    # The baseline from the spine's middle, downwards: ink in the middle, as far as an em stays clear of both folds.
    half = (room.width_mm / 2 - EM_CLEAR_MM) * MM
    highest, lowest = EM_ABOVE * size - half, half - (1 - EM_ABOVE) * size
    if highest > lowest:
        return None
    baseline = min(max((whole.above - whole.below) / 2 * size, highest), lowest)
    return SpineLine(text, ending, size, spaced, reads_upwards(lang), baseline - whole.middle * size)
