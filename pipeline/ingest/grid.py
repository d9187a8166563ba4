"""A sheet as its reader sees it: without hidden rows and columns, with merged cells known from every cell they cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.model.findings import CellRef
from pipeline.model.source import Cell, CellKind, Sheet

__all__ = ["Grid", "column_letter", "column_number", "make_grid"]

_MOST_COVERED: Final = 2_000_000
"""Cells under merges that are noted at most; overlapping merges over a whole sheet would cost hours otherwise."""


@lru_cache(maxsize=16384)
def column_letter(column: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A -> 1, aa -> 27."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows``: row -> column -> non-blank cell, in order; ``covered``: cell under a merge -> the merge's first cell;
    ``merges``: first cell -> (last row, last column)."""

    file: str
    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    covered: Mapping[tuple[int, int], tuple[int, int]]
    merges: Mapping[tuple[int, int], tuple[int, int]]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    covered_columns: Mapping[int, tuple[int, ...]]
    """Row -> the columns of its cells under merges."""
    veiled_rows: tuple[int, ...] = ()
    """Visible rows that hold something in hidden columns only."""
    remarks: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """Row -> column -> the comment on an empty cell."""

    def ref(self, row: int, column: int) -> CellRef:
        """The cell as Excel names it."""
        return CellRef(self.file, self.name, f"{column_letter(column)}{row}")

    def text(self, row: int, column: int) -> str:
        """The text at a cell, or of the merge that covers it; "" where there is none."""
        cell = self.cell(row, column)[0]
        return cell.text.strip() if cell is not None and cell.kind not in (CellKind.ERROR, CellKind.UNCALCULATED) else ""

    def cell(self, row: int, column: int) -> tuple[Cell | None, tuple[int, int]]:
        """The cell, or the first cell of the merge that covers it, and where that stands."""
        place = self.covered.get((row, column), (row, column))
        return self.rows.get(place[0], {}).get(place[1]), place

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a merge that begins in a row above reaches down to this cell."""
        return self.covered.get((row, column), (row, column))[0] < row


def _is_solid(cell: Cell) -> bool:
    return cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED) or bool(cell.text.strip("\u00a0\u200b\ufeff \t\r\n"))


def _coverage(sheet: Sheet, last_row: int, last_column: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    budget = _MOST_COVERED
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column) + 1):
                budget -= 1
                if budget < 0:
                    return
                if (row, column) != (top, left):
                    yield (row, column), (top, left)


def make_grid(file: str, sheet: Sheet) -> Grid:
    """The visible, non-blank cells of a sheet. ``hidden_rows`` and ``hidden_columns`` list those that hold something."""
    rows: dict[int, dict[int, Cell]] = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    veiled: set[int] = set()
    for (row, column), cell in sorted(sheet.cells.items()):
        if not _is_solid(cell):
            continue
        if row in sheet.hidden_rows:
            hidden_rows.add(row)
        elif column in sheet.hidden_columns:
            hidden_columns.add(column)
            veiled.add(row)
        else:
            rows.setdefault(row, {})[column] = cell
    last_row, last_column = max(rows, default=0), max((max(cells) for cells in rows.values()), default=0)
    covered = dict(_coverage(sheet, last_row, last_column))
    merges = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    by_row: dict[int, list[int]] = {}
    for row, column in covered:
        by_row.setdefault(row, []).append(column)
    return Grid(file, sheet.name, rows, covered, merges, tuple(sorted(hidden_rows)), tuple(sorted(hidden_columns)),
                {row: tuple(columns) for row, columns in by_row.items()}, tuple(sorted(veiled - rows.keys())), _remarks(sheet))


def _remarks(sheet: Sheet) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.remarks.items()):
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            found.setdefault(row, {})[column] = text
    return found
