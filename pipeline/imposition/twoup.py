"""Two pages a side on the paper of an office printer, so that folded and stapled they make a proof one can leaf through."""

from __future__ import annotations

from typing import Final

from pipeline.imposition.layout import spine_at_left
from pipeline.imposition.schemes import Imposition
from pipeline.model.pages import MM
from pipeline.model.sheets import PlacedPage, SheetSide

__all__ = ["A4_MM", "BOOKLET_PAGES", "two_up", "two_up_scale"]

A4_MM: Final = (297.0, 210.0)
"""A4 as it lies before the printer's two pages are folded together."""
SAME: Final = 0.999
"""Nearer to 1 is true size: a fifth of a millimetre on A5, which PDFs differ by."""
BOOKLET_PAGES: Final = 64
"""Sixteen sheets of office paper: more a stapler does not take, and they would not fold."""


def two_up_scale(trim: tuple[float, float]) -> float:
    """How much pages of that width and height (points) are made smaller to fit two on A4; never larger than they are."""
    scale = min(1.0, A4_MM[0] * MM / (2 * trim[0]), A4_MM[1] * MM / trim[1])
    return 1.0 if scale > SAME else scale


def two_up(plan: Imposition, trim: tuple[float, float]) -> list[SheetSide]:
    """Both sides of every sheet, pages beside one another at the fold; ``plan``: saddle sheets of four pages, sheetwise."""
    width, height = A4_MM[0] * MM, A4_MM[1] * MM
    scale = two_up_scale(trim)
    wide, high = trim[0] * scale, trim[1] * scale
    bottom = (height - high) / 2
    sides = []
    for sheet in plan.sheets:
        for forme in sheet.formes:
            placed = []
            for cell in forme.cells:
                left = width / 2 if spine_at_left(cell) else width / 2 - wide
                placed.append(PlacedPage(cell.page, left, bottom, False, scale, (left, bottom, wide, high)))
            pages = tuple(one for one in placed if one.page <= plan.pages)
            sides.append(SheetSide(width, height, pages, blanks=tuple(one for one in placed if one.page > plan.pages)))
    return sides
