"""Where a table's header stands, how many rows it has, and what each column means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pipeline.ingest.grid import Grid, column_letter
from pipeline.ingest.hxl import hxl_field, is_tag
from pipeline.ingest.matching import NOTHING, HeaderMatch, can_tell, is_header_word, match_header, match_nested, says_fields
from pipeline.ingest.regions import is_place_heading
from pipeline.ingest.vocabulary import IGNORED
from pipeline.model.fields import Lang
from pipeline.model.source import CellKind, ColumnReading, ListingKind, Why

__all__ = ["MULTIPLE", "Column", "Header", "find_header", "header_at", "is_header_word_row", "is_name", "is_number_row", "is_tag_row"]

_SEARCHED_ROWS: Final = 40
_SURE_FIELDS: Final = 6
_ROWS_PAST_SURE: Final = 4
_MOST_DEPTH: Final = 3
_DEPTH_COST: Final = 0.3
_ENOUGH: Final = 0.65
_EXACT: Final = 0.95
_ALMOST: Final = 0.9
_ALPHABETS: Final = (
    "абвгдежзийклмнопрстуфхцчшщ", "абвгдежзиклмнопрстуфхцчшщ", "абвгдеёжзийклмнопрст", "аәбвгғдеёжзийкқлмн", "abcdefghijklmnopqrst",
)
_UNLIKE_KINDS: Final = frozenset({CellKind.NUMBER, CellKind.DATE, CellKind.ERROR})
_UNLIKE_HEADER: Final = re.compile(r"@|https?://|www\.|\d{5,}|\+7|\d[\d\s()-]{7,}\d")
MULTIPLE: Final = frozenset({
    "phones", "mobile", "fax", "freephone", "helpline", "contacts", "emails", "site", "social", "areas", "topics", "languages",
    "targets", "press_phone", "press_email", "town", "address", "note", "plans", "mission", "cv",
})
"""Fields of which several columns are no cause for doubt."""


def is_name(field: str | None) -> bool:
    """Whether a field is one of the listing's names."""
    return field in ("name", "name_ru", "name_kk", "name_en")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: 1-based number, the header above it (outermost first), its field and how sure that is."""

    number: int
    texts: tuple[str, ...]
    field: str | None
    confidence: float
    lang: Lang | None = None
    why: Why = ""

    @property
    def header(self) -> str:
        """What a person reads above the column."""
        return " › ".join(" ".join(text.split()) for text in dict.fromkeys(self.texts) if text)

    def reading(self) -> ColumnReading:
        """The column as reports show it; a running number has no field."""
        return ColumnReading(column_letter(self.number), self.header, self.field or None, self.confidence, self.reason)

    @property
    def reason(self) -> Why:
        """Why the column has its field; "" where it has none."""
        if self.why or self.field is None:
            return self.why
        if self.texts and is_tag(self.texts[-1]):
            return "tag"
        return "word" if self.confidence >= _ALMOST else "near"


@dataclass(frozen=True, slots=True)
class Header:
    """A header of one to three rows (and tag rows), understood for one kind of listing."""

    kind: ListingKind
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float
    tagged: bool = False

    @property
    def last_row(self) -> int:
        """The lowest header row; 0 for a table without a header."""
        return self.rows[-1] if self.rows else 0

    @property
    def has_name(self) -> bool:
        """Whether a column holds the listing's name."""
        return any(is_name(column.field) for column in self.columns)

    @property
    def fields(self) -> frozenset[str]:
        """Distinct fields that are sure enough."""
        return frozenset(column.field for column in self.columns if column.field and column.confidence >= _ENOUGH)


def is_tag_row(grid: Grid, row: int) -> bool:
    """Two or more HXL hashtags, and hardly anything else."""
    cells = grid.rows.get(row, {})
    marked = [cell.text for cell in cells.values() if "#" in cell.text]
    if len(marked) < 2:
        return False
    tags = sum(1 for text in marked if is_tag(text))
    return tags >= 2 and tags * 2 > len(cells)


def is_number_row(grid: Grid, row: int, *, least: int = 3) -> bool:
    """A row that numbers the columns: 1, 2, 3 ... or А, Б, В ...; ``least``: so many cells at least."""
    cells = grid.rows.get(row, {})
    if len(cells) < least:
        return False
    texts = [cells[column].text.strip(" .()") for column in sorted(cells)]
    if all(text.isdecimal() and len(text) <= 3 for text in texts):
        numbers = [int(text) for text in texts]
        return numbers[0] in (0, 1, 2) and all(after - before == 1 for before, after in pairwise(numbers))
    if len(texts) < 3 or any(len(text) != 1 for text in texts):
        return False
    together = "".join(texts).casefold()
    return any(letters.startswith(together) for letters in _ALPHABETS)


def is_header_word_row(grid: Grid, row: int) -> bool:
    """Whether every cell of a row is a header word."""
    return all(is_header_word(cell.text) for cell in grid.rows[row].values())


def _used_columns(grid: Grid, rows: Sequence[int]) -> set[int]:
    return {column for row in rows for column in (*grid.rows.get(row, ()), *grid.covered_columns.get(row, ()))}


def _nested_texts(grid: Grid, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Column -> the texts above it; a parent that is not merged is taken from the left where a child stands below."""
    columns = sorted(_used_columns(grid, rows))
    found: dict[int, list[str]] = {column: [] for column in columns}
    for position, row in enumerate(rows):
        below = rows[position + 1:]
        parent = ""
        for column in columns:
            text = grid.text(row, column)
            has_child = any(grid.text(child, column) and not grid.is_covered(child, column) for child in below)
            if text:
                parent = text if has_child else ""
            elif has_child and parent and not any(grid.text(up, column) for up in rows[:position]):
                text = parent
            else:
                parent = ""
            found[column].append(text)
    return {column: tuple(texts) for column, texts in found.items() if any(texts)}


def _penalty(grid: Grid, rows: Sequence[int]) -> float:
    return float(sum(
        cell.kind in _UNLIKE_KINDS or _is_unlike(cell.text) for row in rows for cell in grid.rows.get(row, {}).values()
    ))


@lru_cache(maxsize=16384)
def _is_unlike(text: str) -> bool:
    return len(text) > 150 or _UNLIKE_HEADER.search(text) is not None


def header_at(grid: Grid, rows: Sequence[int], kind: ListingKind) -> Header:
    """The header that these rows would make, whatever they hold."""
    header = _header_above(grid, rows, kind, float("-inf"))
    assert header is not None
    return header


def _header_above(grid: Grid, rows: Sequence[int], kind: ListingKind, floor: float) -> Header | None:
    """The header that these rows would make, or None as soon as it is plain that its score will not be above ``floor``.

    A column adds one to the score at most (:func:`_finished`), and one that says nothing adds nothing.
    """
    if any(is_tag_row(grid, row) for row in rows):
        return _tagged_header(grid, rows, kind)
    cost = _DEPTH_COST * (len(rows) - 1) + _penalty(grid, rows)
    if len(_used_columns(grid, rows)) - cost <= floor:
        return None
    nested = _nested_texts(grid, rows)
    telling = {number for number, texts in nested.items() if any(can_tell(text) for text in texts)}
    highest = len(telling) - cost
    columns: list[Column] = []
    for number, texts in sorted(nested.items()):
        if highest <= floor:
            return None
        match = match_nested(texts, kind)
        columns.append(Column(number, texts, match.field, match.confidence, match.lang))
        if match.field is None and number in telling:
            highest -= 1
    return _finished(Header(kind, tuple(rows), tuple(columns), 0.0), grid)


def _tagged_header(grid: Grid, rows: Sequence[int], kind: ListingKind) -> Header:
    tag_rows = [row for row in rows if is_tag_row(grid, row)]
    text_rows = [row for row in rows if row not in tag_rows]
    texts = _nested_texts(grid, text_rows) if text_rows else {}
    tags = {column: cell.text for row in reversed(tag_rows) for column, cell in grid.rows.get(row, {}).items()}
    columns = []
    for number in sorted({*texts, *tags}):
        above, tag = texts.get(number, ()), tags.get(number, "")
        match = _tagged_column(above, tag, kind)
        columns.append(Column(number, (*above, tag), match.field, match.confidence, match.lang))
    return _finished(Header(kind, tuple(rows), tuple(columns), 0.0, tagged=True), grid)


def _tagged_column(above: tuple[str, ...], tag: str, kind: ListingKind) -> HeaderMatch:
    """A tag decides; where a directory has no field for it, the words above count only if they say a field exactly."""
    if is_tag(tag):
        field, confidence = hxl_field(tag, kind)
        if field is not None:
            return HeaderMatch(field, confidence)
        if tag.casefold().startswith(("#org", "#x_")):
            return NOTHING
    words_above = tuple(text for text in above if text) or ((tag,) if tag and not is_tag(tag) else ())
    match = match_nested(words_above, kind)
    if is_tag(tag) and match.confidence < _EXACT:
        return NOTHING
    return replace(match, confidence=min(match.confidence, 0.7)) if is_name(match.field) else match


def _finished(header: Header, grid: Grid) -> Header:
    """Settle columns that claim one name, let an acronym stand for a missing name, and count the score."""
    columns = _one_name(header.columns)
    if not any(is_name(column.field) for column in columns) and header.kind == "organisation":
        acronym = next((column for column in columns if column.field == "acronym"), None)
        if acronym is not None:
            columns = tuple(replace(column, field="name", confidence=0.6) if column is acronym else column for column in columns)
    seen: dict[str, float] = {}
    for column in columns:
        if column.field and column.confidence >= 0.6:
            before = seen.get(column.field)
            seen[column.field] = max(before or 0.0, column.confidence) if before is None or column.field not in MULTIPLE else before + 0.2
    ignored = sum(0.2 for column in columns if column.field == IGNORED)
    depth = len([row for row in header.rows if not is_tag_row(grid, row)])
    score = sum(seen.values()) + ignored - _DEPTH_COST * max(0, depth - 1) - _penalty(grid, header.rows)
    return replace(header, columns=columns, score=score + (3.0 if header.tagged else 0.0))


def _one_name(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of several columns understood as the plain name only the surest keeps it; a less sure one becomes the acronym where none is."""
    names = [column for column in columns if column.field == "name"]
    if len(names) < 2:
        return columns
    best = max(names, key=lambda column: (column.confidence, -column.number))
    taken = any(column.field == "acronym" for column in columns)
    settled = []
    for column in columns:
        if column.field == "name" and column is not best and column.confidence < best.confidence:
            is_bare_tag = is_tag(column.texts[-1]) and not taken
            settled.append(replace(column, field="acronym" if is_bare_tag else None, confidence=0.7 if is_bare_tag else 0.0))
            taken = taken or is_bare_tag
        else:
            settled.append(column)
    return tuple(settled)


def _is_sure(header: Header) -> bool:
    """So many columns said exactly that no row far below can be a better header: rows of records need not be tried."""
    exact = {column.field for column in header.columns if column.field and column.confidence >= _EXACT}
    return header.has_name and len(exact) >= _SURE_FIELDS


def _is_header(header: Header, width: int) -> bool:
    sure = header.fields
    if header.tagged:
        return bool(sure) or len(header.columns) >= 3
    if header.has_name and len(sure) >= 2:
        return True
    if header.has_name and width <= 2:
        return any(is_name(column.field) and column.confidence >= 0.95 for column in header.columns)
    return len({column.field for column in header.columns if column.field and column.confidence >= 0.9}) >= 3


def _candidates(grid: Grid, *, late: bool) -> Iterator[tuple[int, ...]]:
    """Runs of one to three rows that could be a header: among the first rows of the sheet, or ``late``: further down where header words
    stand."""
    numbers = sorted(grid.rows)
    for position in range(_SEARCHED_ROWS, len(numbers)) if late else range(min(_SEARCHED_ROWS, len(numbers))):
        row = numbers[position]
        if is_number_row(grid, row) or (late and not _says_fields(grid, row)):
            continue
        for depth in range(1, 2 if is_tag_row(grid, row) else _MOST_DEPTH + 1):
            run = tuple(numbers[position:position + depth])
            if len(run) < depth or run[-1] - run[0] != depth - 1 or any(is_number_row(grid, later) for later in run[1:]):
                break
            if depth > 1 and (is_tag_row(grid, run[-1]) or _is_heading(grid, run[-1])):
                break
            yield run


def _is_heading(grid: Grid, row: int) -> bool:
    """Whether a region's name stands alone in a row: a heading of what follows, not the lower row of a header."""
    cells = grid.rows.get(row, {})
    return len(cells) == 1 and all(is_place_heading(cell.text) for cell in cells.values())


def _says_fields(grid: Grid, row: int) -> bool:
    return says_fields([cell.text for cell in grid.rows[row].values()])


def _with_tags(grid: Grid, run: tuple[int, ...]) -> tuple[int, ...]:
    rows = list(run)
    while is_tag_row(grid, rows[-1] + 1):
        rows.append(rows[-1] + 1)
    return tuple(rows)


def find_header(grid: Grid, kind: ListingKind, *, start: int | None = None) -> Header | None:
    """The likeliest header for this kind of listing, or None. ``start``: the row where a person said it begins."""
    width = len({column for cells in grid.rows.values() for column in cells})
    best = _best(grid, kind, _from_row(grid, start) if start is not None else _candidates(grid, late=False), width, start)
    if best is None and start is None:
        best = _best(grid, kind, _candidates(grid, late=True), width, start)
    if best is None:
        return None
    return _with_translations(grid, best if start is not None else _with_parents(grid, best))


def _best(grid: Grid, kind: ListingKind, runs: Iterable[tuple[int, ...]], width: int, start: int | None) -> Header | None:
    best: Header | None = None
    for run in runs:
        if start is None and best is not None and run[0] > best.rows[-1] + _ROWS_PAST_SURE and _is_sure(best):
            break
        if start is None and best is not None and run[0] > best.rows[-1] and _is_sure(best) and not _says_fields(grid, run[0]):
            continue
        floor = best.score if best is not None and start is None else float("-inf")
        header = _header_above(grid, _with_tags(grid, run), kind, floor)
        if header is None or (start is None and not _is_header(header, width)):
            continue
        if best is None or header.score > best.score + 1e-9:
            best = header
    return best


def _with_translations(grid: Grid, header: Header) -> Header:
    """Take in rows right above and below that say the same in another language: two cells or more, and most of the row."""
    for step in (-1, 1):
        for _ in range(_MOST_DEPTH - 1):
            row = header.rows[0] - 1 if step < 0 else header.last_row + 1
            if not _is_translation(grid, header, row):
                break
            more = {column.number: grid.text(row, column.number) for column in header.columns}
            columns = tuple(
                replace(column, texts=(more[column.number], *column.texts) if step < 0 else (*column.texts, more[column.number]))
                for column in header.columns)
            header = replace(header, rows=(row, *header.rows) if step < 0 else (*header.rows, row), columns=columns)
    return header


def _is_translation(grid: Grid, header: Header, row: int) -> bool:
    cells = grid.rows.get(row, {})
    if header.tagged or len(cells) < 2 or is_number_row(grid, row) or is_tag_row(grid, row):
        return False
    again = {column: match_header(cell.text, header.kind) for column, cell in cells.items()}
    same = sum(1 for column in header.columns if column.number in again and _says_again(column, again[column.number]))
    return same >= 2 and same * 3 >= len(cells) * 2


def _says_again(column: Column, match: HeaderMatch) -> bool:
    if match.field is None or column.field is None or match.confidence < _ALMOST:
        return False
    if is_name(column.field):
        return is_name(match.field)
    return match.field == column.field or (len(column.texts) > 1 and match.field == "contacts" and column.field in MULTIPLE)


def _with_parents(grid: Grid, header: Header) -> Header:
    """Take in a row of merged headings right above ("Кто?", "Где?") that belongs to the header though it tells no field."""
    above = header.rows[0] - 1
    cells = grid.rows.get(above, {})
    wide = sum(1 for column in cells if grid.merges.get((above, column), (0, 0))[1] > column)
    if len(cells) < 2 or not wide or len([row for row in header.rows if not is_tag_row(grid, row)]) >= _MOST_DEPTH:
        return header
    taller = header_at(grid, (above, *header.rows), header.kind)
    return taller if header.fields <= taller.fields and taller.has_name == header.has_name else header


def _from_row(grid: Grid, start: int) -> list[tuple[int, ...]]:
    runs: list[tuple[int, ...]] = [(start,)]
    for row in range(start + 1, start + _MOST_DEPTH):
        if row not in grid.rows or is_number_row(grid, row) or is_tag_row(grid, row) or _is_heading(grid, row):
            break
        runs.append((*runs[-1], row))
    return runs
