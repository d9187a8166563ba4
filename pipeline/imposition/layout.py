"""Formes -> places on a sheet in points, with fold, cut and collating marks.

Between pages that the knife parts lies twice the trimming allowance; where two pages share a fold at the spine, nothing, or the paper
that is milled off for perfect binding. The gaps read the same from both ends and the whole is centred, so that front and back fall on
one another however the sheet is turned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from pipeline.imposition.folding import Cell, Forme
from pipeline.imposition.schemes import Imposition, PressSheet
from pipeline.model.pages import MM
from pipeline.model.sheets import MarkBar, MarkLine, MarkText, PlacedPage, SheetSide

__all__ = ["Allowances", "lay_out", "spine_at_left"]

LEAST_TRIM: Final = 3 * MM
MARK_GAP: Final = 1 * MM
"""Between what is trimmed off and the marks."""
MARK_LENGTH: Final = 4 * MM
SLUG: Final = 4 * MM
"""Room for the slug line, outside the marks. So much, and sixteen pages of A5 with 3 mm of bleed just go on a sheet of 45 x 64 cm."""
SLUG_SIZE: Final = 7.0
COLLATING_WIDTH: Final = 3 * MM
"""Across the fold."""
COLLATING_HEIGHT: Final = 7 * MM
"""Each signature's mark begins where the one before it ends."""
COLLATING_ENDS: Final = 12 * MM
"""Kept free at the head and at the foot."""


@dataclass(frozen=True, slots=True)
class Allowances:
    """Points. ``bleed``: printed beyond the trim; ``mill``: taken off the spine of each page for perfect binding; ``caliper``: of a leaf,
    by which pages are shifted for creep, 0 for not at all.
    """

    bleed: float
    mill: float = 0.0
    caliper: float = 0.0

    @property
    def trim(self) -> float:
        """Cut off at head, foot and fore edge."""
        return max(self.bleed, LEAST_TRIM)


def lay_out(plan: Imposition, trim: tuple[float, float], allowances: Allowances, job: str) -> list[SheetSide]:
    """Every forme of the book, in the order of the sheets, for pages of that width and height.

    ``job`` stands in the slug, after sheet, side (A outer, B inner, AB both from one set of plates) and pages.
    """
    sides = []
    for sheet in plan.sheets:
        for at, forme in enumerate(sheet.formes):
            name = "AB" if sheet.copies > 1 else "AB"[at]
            slug = f"{sheet.signature}/{len(plan.sheets)} {name}   {_span(sheet)}   {job}"
            sides.append(_Ground(forme, trim, allowances).side(plan, sheet, slug))
    return sides


def spine_at_left(cell: Cell) -> bool:
    """A recto's spine is at its left, a verso's at its right; on its head it is the other way round."""
    return bool(cell.page % 2) != cell.turned


def _span(sheet: PressSheet) -> str:
    """Its pages: "1-16", and for sheets that lie in one another "1-4, 173-176"."""
    pages = sorted({cell.page for forme in sheet.formes for cell in forme.cells})
    breaks = [0, *(at for at, (one, two) in enumerate(pairwise(pages), 1) if two != one + 1), len(pages)]
    return ", ".join(f"{pages[start]}-{pages[end - 1]}" for start, end in pairwise(breaks))


@dataclass(frozen=True)
class _Ground:
    """A forme measured out on its sheet."""

    forme: Forme
    trim: tuple[float, float]
    allowances: Allowances

    @property
    def edge(self) -> float:
        """From the sheet's edge to the first trim."""
        return self.allowances.trim + MARK_GAP + MARK_LENGTH + SLUG

    @cached_property
    def lefts(self) -> tuple[float, ...]:
        """Left edge of the trim in each column."""
        lefts = [self.edge]
        for right in self.top_row[1:]:
            gap = self.allowances.mill if spine_at_left(right) else self.allowances.trim
            lefts.append(lefts[-1] + self.trim[0] + 2 * gap)
        return tuple(lefts)

    @cached_property
    def bottoms(self) -> tuple[float, ...]:
        """Lower edge of the trim in each row, from the top."""
        step = self.trim[1] + 2 * self.allowances.trim
        return tuple(self.edge + step * (self.forme.rows - 1 - row) for row in range(self.forme.rows))

    @property
    def top_row(self) -> list[Cell]:
        return [cell for cell in self.forme.cells if cell.row == 0]

    @property
    def size(self) -> tuple[float, float]:
        return self.lefts[-1] + self.trim[0] + self.edge, self.bottoms[0] + self.trim[1] + self.edge

    def side(self, plan: Imposition, sheet: PressSheet, slug: str) -> SheetSide:
        placed = [self.placed(cell) for cell in self.forme.cells]
        pages = tuple(one for one in placed if one.page <= plan.pages)
        blanks = tuple(one for one in placed if one.page > plan.pages)
        lines = (*self.cut_marks(), *self.fold_marks(sheet.method))
        bars = () if plan.scheme == "saddle" else tuple(self.collating_marks(sheet))
        return SheetSide(*self.size, pages, lines, bars, (MarkText(slug, self.lefts[0], SLUG / 3, SLUG_SIZE),), blanks)

    def placed(self, cell: Cell) -> PlacedPage:
        """The page's place; for creep it moves to the spine, and what would cross the fold is clipped."""
        width, height = self.trim
        x, y = self.lefts[cell.column], self.bottoms[cell.row]
        bleed, at_left = self.allowances.bleed, spine_at_left(cell)
        spine = min(bleed, self.allowances.mill)
        clip = (x - (spine if at_left else bleed), y - bleed, width + spine + bleed, height + 2 * bleed)
        x += cell.layer * self.allowances.caliper * (-1 if at_left else 1)
        corner = (x + width, y + height) if cell.turned else (x, y)
        return PlacedPage(cell.page, *corner, cell.turned, 1.0, clip)

    def ticks(self, at: float, *, level: bool, dashed: bool = False) -> Iterator[MarkLine]:
        """Two ticks at a height, or at a distance from the left, in the margins on either side of all pages."""
        far = self.size[0] if level else self.size[1]
        for start, end in ((SLUG, SLUG + MARK_LENGTH), (far - SLUG - MARK_LENGTH, far - SLUG)):
            yield MarkLine((start, at), (end, at), dashed) if level else MarkLine((at, start), (at, end), dashed)

    def cut_marks(self) -> Iterator[MarkLine]:
        """Where the trims end; at a spine that is not milled nothing is cut."""
        width, height = self.trim
        for cell in self.top_row:
            left = self.lefts[cell.column]
            spine, fore = (left, left + width) if spine_at_left(cell) else (left + width, left)
            for x in (spine, fore) if self.allowances.mill else (fore,):
                yield from self.ticks(x, level=False)
        for bottom in self.bottoms:
            yield from self.ticks(bottom, level=True)
            yield from self.ticks(bottom + height, level=True)

    def fold_marks(self, method: str) -> Iterator[MarkLine]:
        """In the middle between two pages the sheet is folded; where it gives two copies it is cut in its own middle."""
        width, height = self.trim
        for column, (left, right) in enumerate(pairwise(self.lefts), 1):
            cut = method == "work-and-turn" and 2 * column == self.forme.columns
            yield from self.ticks((left + width + right) / 2, level=False, dashed=not cut)
        for row, (upper, lower) in enumerate(pairwise(self.bottoms), 1):
            cut = method == "work-and-tumble" and 2 * row == self.forme.rows
            yield from self.ticks((upper + lower + height) / 2, level=True, dashed=not cut)

    def collating_marks(self, sheet: PressSheet) -> Iterator[MarkBar]:
        """On the back of the fold, between a signature's first and last page: gathered they make a stair, and a gap or a turn shows."""
        first = min(cell.page for forme in sheet.formes for cell in forme.cells)
        width, height = self.trim
        steps = max(int((height - 2 * COLLATING_ENDS) // COLLATING_HEIGHT), 1)
        for cell in self.forme.cells:
            if cell.page == first:
                fold = (self.lefts[cell.column - 1] + width + self.lefts[cell.column]) / 2
                top = self.bottoms[cell.row] + height - COLLATING_ENDS - (sheet.signature - 1) % steps * COLLATING_HEIGHT
                yield MarkBar((fold - COLLATING_WIDTH / 2, top - COLLATING_HEIGHT, COLLATING_WIDTH, COLLATING_HEIGHT))
