"""Sheets that are no tables of listings, told apart by their shape so that each can be refused by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, Literal

from pipeline.ingest.folding import fold
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Header
from pipeline.ingest.matching import match_header
from pipeline.ingest.vocabulary import words
from pipeline.model.source import CellKind, ListingKind

__all__ = ["Shape", "refused_shape", "shape_of"]

Shape = Literal["empty", "pivot", "card", "cards", "form", "transposed", "calendar", "chart", "one-cell", "prose", "no-header"]

_KINDS: Final[tuple[ListingKind, ...]] = ("organisation", "expert")
_CARD_LABELS: Final = 4
_LONG_TEXT: Final = 60
_SURE_TWIN: Final = 0.9
_SHORT_TEXT: Final = 20
_LABEL_ROWS: Final = 200
"""Rows that are looked at for labels: a card is short, and of many cards the first ones tell."""
_WHOLE: Final = 25
_CONTACT: Final = re.compile(r"@|(?:\d[\s()/-]*){6,}")


def shape_of(grid: Grid) -> Shape:
    """The shape of a sheet in which no header was found."""
    if not grid.rows:
        return "empty"
    if is_pivot(grid):
        return "pivot"
    labels = _card_labels(grid)
    if labels is not None:
        return _kind_of_labels(grid, labels)
    if is_calendar(grid):
        return "calendar"
    if _is_one_cell(grid):
        return "one-cell"
    if _is_chart(grid):
        return "chart"
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


@dataclass(frozen=True, slots=True)
class _Labels:
    """Header words one under another in one column: row -> field."""

    column: int
    fields: Mapping[int, str]


def _card_labels(grid: Grid) -> _Labels | None:
    """The labels of a card or form, where a column holds four different ones at least and little else; None where none does."""
    by_column: dict[int, list[int]] = {}
    for row, cells in islice(grid.rows.items(), _LABEL_ROWS):
        for column, cell in cells.items():
            if cell.kind is CellKind.TEXT and len(cell.text) <= _LONG_TEXT:
                by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        if len(rows) < _CARD_LABELS:
            continue
        for kind in _KINDS:
            labels = {row: match_header(grid.rows[row][column].text.rstrip(" :_."), kind) for row in rows}
            sure = {row: found.field for row, found in labels.items() if found.field and found.confidence >= 0.85}
            if len(set(sure.values())) >= _CARD_LABELS and len(sure) * 2 >= len(rows):
                return _Labels(column, sure)
    return None


def _kind_of_labels(grid: Grid, labels: _Labels) -> Literal["card", "cards", "form", "transposed"]:
    """What stands beside labels: nothing (a form), one value, values of several listings, or the same labels come again further down."""
    beside = {row: [column for column, cell in grid.rows[row].items() if column > labels.column and cell.text.strip(" _.")]
              for row in labels.fields}
    if sum(1 for columns in beside.values() if columns) * 2 < len(beside):
        return "form"
    if Counter(labels.fields.values()).most_common(_CARD_LABELS)[-1][1] >= 2:
        return "cards"
    wide = sum(1 for columns in beside.values() if len(columns) >= 2)
    return "transposed" if wide * 2 > len(beside) else "card"


def refused_shape(grid: Grid, header: Header) -> Shape | Literal["lists", "side-by-side"] | None:
    """The shape for which a sheet is refused though a header was found in it; None for a table."""
    if is_card(grid, header):
        return shape_of(grid)
    if is_side_by_side(grid, header):
        return "lists"
    return "side-by-side" if are_twins(header) else None


def is_card(grid: Grid, header: Header) -> bool:
    """Whether a supposed header is only the first label of a card: more labels stand one under another than side by side."""
    return len(header.fields) < _CARD_LABELS and _card_labels(grid) is not None


def is_calendar(grid: Grid) -> bool:
    """Whether five days of the week or six months stand in one row, or months one under another."""
    named = words().calendar
    down: Counter[int] = Counter()
    for cells in islice(grid.rows.values(), _LABEL_ROWS):
        days = {fold(cell.text) for cell in cells.values() if len(cell.text) <= _SHORT_TEXT} & named
        if len(days) >= 5:
            return True
        down.update(column for column, cell in cells.items() if len(cell.text) <= _SHORT_TEXT and fold(cell.text) in named)
    return any(count >= 6 for count in down.values())


def _is_one_cell(grid: Grid) -> bool:
    """Whether whole organisations stand in single cells: most cells of one column hold words and a telephone or an e-mail as well."""
    by_column: Counter[int] = Counter(column for cells in grid.rows.values() for column in cells)
    full: Counter[int] = Counter(
        column for cells in grid.rows.values() for column, cell in cells.items()
        if len(cell.text) >= _WHOLE and _CONTACT.search(cell.text) and sum(map(str.isalpha, cell.text)) * 3 >= len(cell.text)
    )
    return any(count >= 2 and count * 2 >= by_column[column] for column, count in full.items())


def _is_chart(grid: Grid) -> bool:
    """Whether posts and departments are spread over a sheet: few cells a row, several columns, short texts."""
    texts = [cell.text for cells in grid.rows.values() for cell in cells.values()]
    columns = {column for cells in grid.rows.values() for column in cells}
    posts = sum(1 for text in texts if set(fold(text).split()) & words().posts)
    narrow = sum(1 for cells in grid.rows.values() if len(cells) <= max(1, len(columns) // 2))
    return posts >= 3 and posts * 3 >= len(texts) and len(columns) >= 3 and narrow * 2 >= len(grid.rows)


def _is_prose(grid: Grid) -> bool:
    texts = [cell.text for cells in grid.rows.values() for cell in cells.values() if cell.kind is CellKind.TEXT]
    if not texts:
        return False
    lone_rows = sum(1 for cells in grid.rows.values() if len(cells) == 1)
    average = sum(len(text) for text in texts) / len(texts)
    return lone_rows * 5 >= len(grid.rows) * 4 or (average > _LONG_TEXT and max(len(cells) for cells in grid.rows.values()) <= 4)


def are_twins(header: Header) -> bool:
    """Whether a header says the same columns twice or more, side by side: two tables whose rows are no rows of one."""
    said = [column for column in header.columns if column.field and column.confidence >= _SURE_TWIN]
    names = [position for position, column in enumerate(said) if column.field == "name"]
    if len(names) < 2 or len({said[position].lang for position in names}) > 1:
        return False
    width = names[1] - names[0]
    blocks = [frozenset(column.field for column in said[position:position + width]) for position in names]
    return len(blocks[0]) >= 2 and all(block == blocks[0] for block in blocks)


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
