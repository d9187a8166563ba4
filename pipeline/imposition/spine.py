"""How wide a spine is: the block's leaves, the cover twice, and allowances that are stated, never hidden.

``block = pages / 2 * caliper of a leaf``; where only the paper's name is known, ``caliper = grammage * bulk / 1000``. Printers give their
figures in many ways (inches for each page, pages to an inch, grammage and bulk): all are a caliper of a leaf. Paper varies by some
micrometres a leaf, so a width is told with its tolerance, and the printer's own figure wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.model.stock import PaperStock

__all__ = ["Spine", "spine_of", "spine_width", "stated_spine"]

LEAST_FOR_TEXT_MM: Final = 5.0
"""Narrower spines carry no text: it would run over the fold (KDP draws the same line at 79 pages, 0.18 in or 4.5 mm)."""
CLEAR_MM: Final = 1.5
"""Kept free between text and each fold; KDP asks for 0.0625 in (1.59 mm) and refuses covers that are off by more."""


@dataclass(frozen=True, slots=True)
class Spine:
    """Millimetres, each part by itself. ``cover_mm``: both covers together; ``allowance_mm``: glue, creases, what the printer states."""

    block_mm: float
    cover_mm: float
    allowance_mm: float
    tolerance_mm: float

    @property
    def width_mm(self) -> float:
        return self.block_mm + self.cover_mm + self.allowance_mm

    def text_height_mm(self) -> float:
        """Room for the text across the spine, as it remains even where the block comes out thinner; 0 where no text fits."""
        narrowest = self.width_mm - self.tolerance_mm
        return max(narrowest - 2 * CLEAR_MM, 0.0) if self.width_mm >= LEAST_FOR_TEXT_MM else 0.0


def spine_width(
    pages: int, leaf_caliper_mm: float, *, cover_caliper_mm: float = 0.0, allowance_mm: float = 0.0, tolerance_mm: float = 0.5
) -> Spine:
    """The spine of a perfect-bound or sewn book; an odd page has a leaf of its own."""
    return Spine(-(-pages // 2) * leaf_caliper_mm, 2 * cover_caliper_mm, allowance_mm, tolerance_mm)


def stated_spine(width_mm: float, reckoned: Spine) -> Spine:
    """The width that the printer stated; what it has beyond, or short of, block and cover is his allowance."""
    allowance = width_mm - reckoned.block_mm - reckoned.cover_mm
    return Spine(reckoned.block_mm, reckoned.cover_mm, allowance, reckoned.tolerance_mm)


def spine_of(pages: int, stock: PaperStock) -> Spine:
    """The spine with a printer's own paper and cover."""
    return spine_width(
        pages, stock.leaf_caliper_mm, cover_caliper_mm=stock.cover_caliper_mm, allowance_mm=stock.spine_glue_mm,
        tolerance_mm=stock.spine_tolerance_mm,
    )
