"""Where one table of a sheet ends and the next, with a header of its own, begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final

from pipeline.ingest.folding import fold
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Header, find_header, header_at, is_name, is_number_row, is_tag_row
from pipeline.ingest.matching import says_fields
from pipeline.ingest.regions import is_place_heading
from pipeline.ingest.vocabulary import words
from pipeline.model.source import ListingKind

__all__ = ["Part", "part_sheet"]

_KINDS: Final[tuple[ListingKind, ...]] = ("organisation", "expert")
_SURE: Final = 0.95
_MOST_DEPTH: Final = 3
_MOST_TITLES: Final = 4
_TITLE_WORDS: Final = frozenset({
    "список", "реестр", "перечень", "таблица", "приложение", "раздел", "тизим", "тизилим", "кесте", "косымша", "list", "table", "annex",
    "register",
})


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table: its titles, its header and what stands under it, up to the titles of the next.

    ``header_row``: no later than there its header begins, though one further down says more; None where it is still to be found.
    """

    grid: Grid
    header_row: int | None = None
    is_example: bool = False
    """A title above says so: how to fill the table in, not what to print."""


def part_sheet(grid: Grid) -> list[Part]:
    """The tables of a sheet that stand one under another; a sheet with one table, or none, is one part.

    A header repeated for every block, in other words or another order, begins no table: its columns are those of the first.
    """
    starts = _starts(grid)
    if len(starts) < 2:
        return [Part(grid, starts[0].rows[0] if starts else None)]
    tops = [min(grid.rows), *(_title_row(grid, before.last_row, header.rows[0]) for before, header in pairwise(starts))]
    parts = []
    for position, (top, header) in enumerate(zip(tops, starts, strict=True)):
        end = tops[position + 1] if position + 1 < len(tops) else max(grid.rows) + 1
        rows = {row: cells for row, cells in grid.rows.items() if top <= row < end}
        titles = [cell.text for row, cells in rows.items() if row < header.rows[0] for cell in cells.values()]
        is_example = any(fold(text).split(" ")[0] in words().examples for text in titles if text.strip())
        parts.append(Part(replace(grid, rows=rows), header.rows[0], is_example))
    return parts


def _starts(grid: Grid) -> list[Header]:
    """The headers that begin a table of their own, from the top; nothing is weighed where header words stand in one place only."""
    likely = [row for row, cells in grid.rows.items() if says_fields([cell.text for cell in cells.values()]) and not is_tag_row(grid, row)]
    found: list[Header] = []
    if not any(after - before > 1 for before, after in pairwise(likely)):
        return found
    for row in likely:
        current = found[-1] if found else None
        if current is not None and (row <= current.last_row or (_has_records(grid, current, row) and _says_again(grid, current, row))):
            continue
        header = _header_from(grid, row)
        if header is None:
            continue
        if current is None or (_has_records(grid, current, row) and not _goes_on(current, header)):
            found.append(header)
        elif not _has_records(grid, current, row) and header.score > current.score:
            found[-1] = header  # what stood above it was a legend in words of a header
    return found


def _says_again(grid: Grid, current: Header, row: int) -> bool:
    """Whether a row by itself is the header once more; most that say header words are, and need no more looking at."""
    return _goes_on(current, header_at(grid, (row,), current.kind))


def _has_records(grid: Grid, header: Header, end: int) -> bool:
    return any(header.last_row < row < end and _is_filled(grid, row, header) for row in grid.rows)


def _header_from(grid: Grid, row: int) -> Header | None:
    """The header that begins in a row, for the kind it fits best; None where it has no name or too little that is sure."""
    if is_number_row(grid, row):
        return None
    found = [header for kind in _KINDS if (header := find_header(grid, kind, start=row)) is not None]
    good = [header for header in found if any(is_name(column.field) and column.confidence >= _SURE for column in header.columns)
            and len({column.field for column in header.columns if column.field and column.confidence >= _SURE}) >= 2]
    return max(good, key=lambda header: header.score, default=None)


def _is_filled(grid: Grid, row: int, header: Header) -> bool:
    names = {column.number for column in header.columns if is_name(column.field)}
    cells = grid.rows[row]
    return len(cells) >= 2 and bool(names & cells.keys()) and not is_number_row(grid, row)


def _goes_on(current: Header, header: Header) -> bool:
    """Whether a header says again what the current one says: the same fields, in whatever words and order."""
    before = {_plain(column.field) for column in current.columns if column.field}
    after = {_plain(column.field) for column in header.columns if column.field}
    if current.kind == header.kind and (before == after or (len(current.rows) > 1 and after < before)):
        return True
    texts = {fold(column.header) for column in current.columns if column.header}
    again = {fold(column.header) for column in header.columns if column.header}
    return len(texts & again) * 5 >= len(texts | again) * 4


def _plain(field: str | None) -> str:
    return "name" if is_name(field) else field or ""


def _title_row(grid: Grid, above: int, header_row: int) -> int:
    """The first of the title rows that belong to a header: lone cells above it, after a gap, or such as no record has."""
    titles: list[int] = []
    row = header_row
    while len(titles) < _MOST_TITLES and (row := _row_above(grid, row, above)) > above and len(grid.rows[row]) == 1:
        titles.append(row)
    for row in titles:
        if row - 1 not in grid.rows:
            return row
    own = list(takewhile(lambda row: _is_title(grid, row), titles))
    return own[-1] if own else header_row


def _row_above(grid: Grid, row: int, floor: int) -> int:
    return next((above for above in range(row - 1, max(floor, row - 4), -1) if above in grid.rows), floor)


def _is_title(grid: Grid, row: int) -> bool:
    column, cell = next(iter(grid.rows[row].items()))
    if grid.merges.get((row, column), (row, column))[1] > column:
        return True
    if is_place_heading(cell.text, sure=True):
        return True
    known = set(fold(cell.text).split())
    return bool(known & (_TITLE_WORDS | words().kinds["expert"] | words().kinds["organisation"])) and "«" not in cell.text
