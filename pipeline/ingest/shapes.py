"""Sheets that are no tables of listings, told apart by their shape so that each can be refused by name."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, Literal

from pipeline.ingest.folding import fold
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Header
from pipeline.ingest.matching import match_header
from pipeline.ingest.vocabulary import words
from pipeline.model.source import CellKind, ListingKind

__all__ = ["Shape", "is_card", "is_side_by_side", "shape_of"]

Shape = Literal["empty", "pivot", "card", "form", "prose", "no-header"]

_KINDS: Final[tuple[ListingKind, ...]] = ("organisation", "expert")
_CARD_LABELS: Final = 4
_LONG_TEXT: Final = 60


def shape_of(grid: Grid) -> Shape:
    """The shape of a sheet in which no header was found."""
    if not grid.rows:
        return "empty"
    if is_pivot(grid):
        return "pivot"
    filled = _card_labels(grid)
    if filled is not None:
        return "card" if filled else "form"
    return "prose" if _is_prose(grid) else "no-header"


def is_pivot(grid: Grid) -> bool:
    """Whether the corner words of a pivot table stand in the sheet ("Названия строк", "Общий итог", "Sum of ...")."""
    pivots = words().pivots
    signs: set[str] = set()
    for cells in grid.rows.values():
        for cell in cells.values():
            if cell.kind is not CellKind.TEXT or len(cell.text) > _LONG_TEXT:
                continue
            folded = fold(cell.text)
            signs.update(sign for sign in pivots if folded == sign or folded.startswith(sign + " "))
    return len(signs) >= 2


def _card_labels(grid: Grid) -> bool | None:
    """None: no card. True: labels stand one under another with values beside them. False: the values are missing (a form)."""
    by_column: dict[int, list[int]] = {}
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            if cell.kind is CellKind.TEXT and len(cell.text) <= _LONG_TEXT:
                by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        if len(rows) < _CARD_LABELS or len(rows) > 200:
            continue
        for kind in _KINDS:
            labels = {row: match_header(grid.rows[row][column].text.rstrip(" :_."), kind) for row in rows}
            sure = {row: found.field for row, found in labels.items() if found.field and found.confidence >= 0.85}
            if len(set(sure.values())) >= _CARD_LABELS and len(sure) * 2 >= len(rows):
                filled = sum(1 for row in sure if any(
                    beside > column and cell.text.strip(" _.") for beside, cell in grid.rows[row].items()))
                return filled * 2 >= len(sure)
    return None


def is_card(grid: Grid, header: Header) -> bool:
    """Whether a supposed header is only the first label of a card: more labels stand one under another than side by side."""
    return len(header.fields) < _CARD_LABELS and _card_labels(grid) is not None


def _is_prose(grid: Grid) -> bool:
    texts = [cell.text for cells in grid.rows.values() for cell in cells.values() if cell.kind is CellKind.TEXT]
    if not texts:
        return False
    lone_rows = sum(1 for cells in grid.rows.values() if len(cells) == 1)
    average = sum(len(text) for text in texts) / len(texts)
    return lone_rows * 5 >= len(grid.rows) * 4 or (average > _LONG_TEXT and max(len(cells) for cells in grid.rows.values()) <= 4)


def is_side_by_side(grid: Grid, header: Header) -> bool:
    """Whether the columns are separate lists of different length, parted by an empty column (lists for drop-downs)."""
    numbers = [column.number for column in header.columns if column.header]
    if len(numbers) < 2:
        return False
    last = header.last_row
    depths = {column: [row for row, cells in grid.rows.items() if row > last and column in cells] for column in numbers}
    blocks: list[list[int]] = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if after - before > 1:
            blocks.append([])
        blocks[-1].append(after)
    if len(blocks) < 2:
        return False
    lengths = [max(len(depths[column]) for column in block) for block in blocks]
    first_rows = all(depths[column] and depths[column][0] - last <= 2 for block in blocks for column in block[:1])
    return first_rows and min(lengths) * 2 < max(lengths) and max(lengths) >= 10
