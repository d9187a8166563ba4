"""Whether a translation is as long as its text lets one expect, by the width of both in the book's own type, and as its place holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.message import Figure, msg, nmsg
from pipeline.model.slots import Slot
from pipeline.revision.pairs import NAMES, Pair
from pipeline.revision.rules import LENGTH

__all__ = ["Width", "check_head", "check_length", "check_place"]

Width = Callable[[str], float]
"""The width of a text set in one line of the book's type, in ems."""

_GROWTH: Final[Mapping[Lang, float]] = {"kk": 1.33, "ru": 1.4, "en": 1.0}
"""What the same text takes in each language (language.md 3: 27 to 40 % more lines than English, measured in five faces)."""
_LETTERS: Final = 60
"""A shorter text may well be twice as long in another language."""
_LONGER, _SHORTER = 1.9, 0.5
_NEAR: Final = 0.8
"""Letters tell that it is not worth measuring: no two texts of one language differ more in width than in letters by this."""


def check_length(pair: Pair, width: Width) -> Iterator[Finding]:
    """STR-052: twice as long as expected, or half as long."""
    longest = max(len(pair.source), len(pair.target))
    if longest < _LETTERS or pair.field in NAMES or not pair.target or not pair.source:
        return
    growth = _GROWTH[pair.lang] / _GROWTH[pair.source_lang]
    by_letters = len(pair.target) / len(pair.source) / growth
    if _SHORTER / _NEAR < by_letters < _LONGER * _NEAR:
        return
    times = width(pair.target) / max(width(pair.source), 1e-6)
    if not _SHORTER < times / growth < _LONGER:
        hint = msg("Is it the translation of this text, and of all of it?")
        if times > growth:
            message = msg("Set in the book's type the translation is {times} times as long as its text.", times=Figure(times, 1))
            yield pair.told(LENGTH, "longer", message, hint)
        else:
            message = msg("Set in the book's type the translation is {share} % as long as its text.", share=round(times * 100))
            yield pair.told(LENGTH, "shorter", message, hint)


def check_place(pair: Pair, slot: Slot) -> Iterator[Finding]:
    """STR-052: more lines than its place has. Nothing is told while what follows moves within its page.

    Nor where no shortening of this text would help, because the rest of the entry has outgrown its place.
    """
    lines = slot.lines
    if 0 < slot.most < lines:
        message = nmsg("The translation takes {lines} line; beside the rest of its entry a column holds {most}.",
                       "The translation takes {lines} lines; beside the rest of its entry a column holds {most}.",
                       lines, lines=lines, most=slot.most)
        hint = nmsg("Shorten it by {n} line, or its entry is parted wherever it stands.",
                    "Shorten it by {n} lines, or its entry is parted wherever it stands.", lines - slot.most)
        yield pair.told(LENGTH, "beyond-column", message, hint)
    elif 0 < slot.page < lines:
        message = nmsg("The translation takes {lines} line where {fits} fit; what follows moves to another page, or closer together.",
                       "The translation takes {lines} lines where {fits} fit; what follows moves to another page, or closer together.",
                       lines, lines=lines, fits=slot.fits)
        hint = nmsg("Shortened by {n} line it leaves the pages as they are.", "Shortened by {n} lines it leaves the pages as they are.",
                    lines - slot.fits)
        yield pair.told(LENGTH, "beyond-page", message, hint)


def check_head(pair: Pair, shown: str) -> Finding:
    """STR-052: a label that is cut off where it is a running head or a thumb tab; ``shown``: what is left of it."""
    message = msg("As a running head or thumb tab it is cut off: “{shown}”.", shown=shown)
    return pair.told(LENGTH, "too-wide", message, msg("Shorten it: a running head has half the width of the type area."))
