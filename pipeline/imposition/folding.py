"""Where each page of a signature lies on its sheet: a finished signature is unfolded, the last fold first.

The first page's leaf keeps its place, at the lower right of the outer side; at each fold the other half is folded behind it, so that the
last fold, at the left, is the spine. Sheets are folded across (the left half behind the right) and at the head (the upper half behind the
lower) by turns, which keeps the fore edges and heads where a knife opens them: 4 across; 8 head, across; 16 across, head, across; 32 head,
across, head, across. The tables that come of it are those of folding machines (they stand in ``tests/imposition``, where a sheet is folded
the other way round, from the flat sheet to the reading order).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Final

__all__ = ["FOLDS", "Cell", "Fold", "Forme", "folded_formes", "in_rows"]


class Fold(Enum):
    """ACROSS: about an upright line, the left half behind the right; HEAD: about a level line, the upper half behind the lower."""

    ACROSS = "across"
    HEAD = "head"


FOLDS: Final[dict[int, tuple[Fold, ...]]] = {
    4: (Fold.ACROSS,),
    8: (Fold.HEAD, Fold.ACROSS),
    16: (Fold.ACROSS, Fold.HEAD, Fold.ACROSS),
    32: (Fold.HEAD, Fold.ACROSS, Fold.HEAD, Fold.ACROSS),
}
"""Pages of a signature -> its folds in the order in which they are made."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one page on a forme. ``row`` from the top, ``column`` from the left, both from 0, as one looks at the printed side.

    ``page`` from 1; ``turned``: it stands on its head. ``layer``: leaves between it and the outermost leaf of what it is folded into.
    """

    page: int
    row: int
    column: int
    turned: bool
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Forme:
    """One side of a press sheet: what one set of plates prints."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def moved(self, row: int, column: int, rows: int, columns: int) -> Forme:
        """The same cells on a larger forme, so many rows down and columns to the right."""
        return Forme(rows, columns, tuple(replace(cell, row=cell.row + row, column=cell.column + column) for cell in self.cells))

    def tumbled(self) -> Forme:
        """Turned by half a circle: what stood at the lower right stands at the upper left, on its head."""
        last_row, last_column = self.rows - 1, self.columns - 1
        cells = [replace(cell, row=last_row - cell.row, column=last_column - cell.column, turned=not cell.turned) for cell in self.cells]
        return Forme(self.rows, self.columns, in_rows(cells))


def in_rows(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """From the upper left, row by row."""
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf as it lies: the page that looks up, the one that looks down, and whether they stand on their heads."""

    upper: int
    lower: int
    turned: bool = False

    def turned_over(self, fold: Fold) -> _Leaf:
        """Folding at the head puts what lies behind upside down."""
        return _Leaf(self.lower, self.upper, self.turned if fold is Fold.ACROSS else not self.turned)


_Pile = tuple[_Leaf, ...]
_Sheet = list[list[_Pile]]


@cache
def folded_formes(pages: int) -> tuple[Forme, Forme]:
    """Outer and inner forme of a signature of 4, 8, 16 or 32 pages, numbered from 1. Raises KeyError for any other count."""
    sheet: _Sheet = [[tuple(_Leaf(page, page + 1) for page in range(1, pages, 2))]]
    for fold in reversed(FOLDS[pages]):
        sheet = _unfolded(sheet, fold)
    outer = [[pile[0].upper for pile in row] for row in sheet]
    inner = [[pile[0].lower for pile in reversed(row)] for row in sheet]
    turned = [row[0][0].turned for row in sheet]
    return _forme(outer, turned, pages), _forme(inner, turned, pages)


def _unfolded(sheet: _Sheet, fold: Fold) -> _Sheet:
    """The sheet before the fold: the lower half of every pile turned back, to the left or above."""
    front = [[pile[: len(pile) // 2] for pile in row] for row in sheet]
    behind = [[tuple(leaf.turned_over(fold) for leaf in reversed(pile[len(pile) // 2 :])) for pile in row] for row in sheet]
    if fold is Fold.ACROSS:
        return [[*reversed(left), *right] for left, right in zip(behind, front, strict=True)]
    return [*reversed(behind), *front]


def _forme(places: list[list[int]], turned: list[bool], pages: int) -> Forme:
    cells = [
        Cell(page, row, column, turned[row], _layer(page, pages)) for row, line in enumerate(places) for column, page in enumerate(line)
    ]
    return Forme(len(places), len(places[0]), tuple(cells))


def _layer(place: int, pages: int) -> int:
    """Leaves outside this one in a pile that is folded into each other: 0 for the first two and the last two pages."""
    return (min(place, pages + 1 - place) - 1) // 2
