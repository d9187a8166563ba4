"""What a row under the header is: a record, or one of the many things that stand between records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from pipeline.ingest.folding import fold, fold_header
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Header, header_at, is_name, is_number_row, is_tag_row
from pipeline.ingest.regions import is_place_heading, region_in
from pipeline.ingest.vocabulary import IGNORED, is_blank, synonyms, words
from pipeline.model.source import Cell, CellKind

__all__ = ["CONTACT_FIELDS", "CONTACT_TEXT", "RowKind", "Table", "heading_cell", "kind_of_row", "make_table"]


class RowKind(Enum):
    """``value`` is the message code of a skipped row."""

    RECORD = "record"
    CONTINUATION = "continuation"
    GROUP = "group"
    NAMELESS = "no-name"
    TOTAL = "total-row"
    HEADER = "repeated-header"
    NUMBERS = "number-row"
    EXAMPLE = "example-row"
    NOTE = "note-row"
    HEADING = "heading-row"
    BLANK = "blank-row"
    FORMULAS = "formula-row"


CONTACT_FIELDS: Final = frozenset({
    "phones", "mobile", "fax", "freephone", "helpline", "contacts", "emails", "site", "social", "press_phone", "press_email",
})
CONTACT_TEXT: Final = re.compile(r"@|https?://|www\.|(?:\d[\s()/-]*){5,}")
_LONG_NOTE: Final = 60
_AMOUNT: Final = re.compile(r"\d|[\s.,%:()-]+$")
_AFTER_MARK: Final = re.compile(r"[:(/—–]")
_DIGITS: Final = re.compile(r"[\d\s]+$")
_LONGEST_HEADER: Final = 80
_NO_HEADER: Final = re.compile(r"\d{3}|@")
_SURE: Final = 0.95
_EXAMPLE_ROWS: Final = 2
_FEW: Final = re.compile(r"\D*\d{1,6}(?:[.,]\d+)?\D{0,20}$")
"""A count or a sum, and no telephone number."""
_TOTAL_OF: Final = frozenset({
    "по", "в", "на", "за", "для", "нпо", "нко", "организаций", "организации", "экспертов", "уеу", "уйым", "for", "in", "of",
})
_LONGEST_HEADING: Final = 120
_OPENERS: Final = ("*", "•", "†")


@dataclass(frozen=True, slots=True)
class Table:
    """A header with what its rows are compared with. Columns are 1-based."""

    grid: Grid
    header: Header
    fields: Mapping[int, str] = field(default_factory=dict)
    names: tuple[int, ...] = ()
    ignored: frozenset[int] = frozenset()
    header_words: frozenset[str] = frozenset()
    last_full_row: int = 0
    """The last row with more than one filled cell: below it only notes stand."""


def make_table(grid: Grid, header: Header) -> Table:
    """The table under a header."""
    fields = {column.number: column.field for column in header.columns if column.field}
    known = frozenset(fold_header(text) for column in header.columns for text in column.texts if text)
    return Table(
        grid, header, fields, tuple(number for number, name in fields.items() if is_name(name)),
        frozenset(column.number for column in header.columns if column.field == IGNORED),
        frozenset(text for text in known if text),
        max((row for row, cells in grid.rows.items() if len(cells) > 1), default=0),
    )


def _is_said(cell: Cell) -> bool:
    return cell.kind not in (CellKind.ERROR, CellKind.UNCALCULATED) and not is_blank(cell.text)


def kind_of_row(table: Table, row: int, *, has_record: bool, gap: bool) -> RowKind:
    """Say what a non-empty row is. ``has_record``: a record stands above; ``gap``: blank rows part it from that."""
    cells = table.grid.rows[row]
    if is_tag_row(table.grid, row):
        return RowKind.HEADER
    if is_number_row(table.grid, row, least=2 if row == table.header.last_row + 1 else 3):
        return RowKind.NUMBERS
    if _repeats_header(table, row, cells):
        return RowKind.HEADER
    said = {column: cell for column, cell in cells.items() if _is_said(cell)}
    counted = {column: cell for column, cell in said.items() if column not in table.ignored} or said
    if _is_example(table, row, said):
        return RowKind.EXAMPLE
    if _is_total(said) or (len(counted) != len(said) and _is_total(counted)):
        return RowKind.TOTAL
    if _is_counted_heading(said):
        return RowKind.GROUP
    return _kind_by_name(table, row, said, counted, has_record=has_record, gap=gap)


def _kind_by_name(
    table: Table, row: int, said: Mapping[int, Cell], counted: Mapping[int, Cell], *, has_record: bool, gap: bool,
) -> RowKind:
    covered = [column for column in table.names if table.grid.is_covered(row, column)]
    named = [column for column in table.names if column in said and any(char.isalpha() for char in said[column].text)]
    lone = next(iter(counted.items())) if len(counted) == 1 else None
    if lone is not None and not covered:
        kind = _kind_of_lone(table, row, *lone, gap=gap)
        if kind is not None:
            return kind
    if named:
        return RowKind.RECORD
    typed = [column for column in said if column not in table.ignored and not table.grid.rows[row][column].formula]
    if not typed:
        return RowKind.FORMULAS if any(cell.formula for cell in table.grid.rows[row].values()) else RowKind.BLANK
    if covered and has_record:
        return RowKind.CONTINUATION
    if has_record and not gap and all(table.fields.get(column) in CONTACT_FIELDS for column in typed):
        return RowKind.CONTINUATION
    return RowKind.NAMELESS


def _kind_of_lone(table: Table, row: int, column: int, cell: Cell, *, gap: bool) -> RowKind | None:
    """A row with one filled cell: a group heading, a note, or (None) what its column says."""
    text = cell.text.strip()
    bottom, right = table.grid.merges.get((row, column), (row, column))
    wide = bottom == row and right - column >= 1 and right - column + 1 >= min(3, len(table.header.columns))
    if is_place_heading(text, sure=column in table.names and not wide):
        return RowKind.GROUP
    aside = column in table.ignored and any(char.isalpha() for char in text)
    if (wide or aside) and not _is_note(text):
        # A heading in a sentence of its own ("НПО Павлодарской области") says the region of what follows as well as a bare name does.
        return RowKind.GROUP if len(text) <= _LONGEST_HEADING and region_in(text) is not None else RowKind.HEADING
    if wide or _is_note(text):
        return RowKind.NOTE
    below = row < table.last_full_row
    if column in table.names and not (gap and not below):
        return None
    if table.fields.get(column) in CONTACT_FIELDS or (CONTACT_TEXT.search(text) and column not in table.ignored and not gap):
        return None
    if column in table.ignored or cell.kind is CellKind.NUMBER:
        return None
    return RowKind.NOTE if not below else None


def _is_note(text: str) -> bool:
    folded = fold(text)
    if text.startswith(_OPENERS):
        return True
    if any(folded == word or (folded.startswith(word + " ") and (":" in text or len(text) > _LONG_NOTE)) for word in words().notes):
        return True
    return len(text) > 200 or (len(text) > _LONG_NOTE and text.endswith(".") and "«" not in text and '"' not in text)


def _repeats_header(table: Table, row: int, cells: Mapping[int, Cell]) -> bool:
    short = [cell.text for cell in cells.values() if len(cell.text) <= _LONGEST_HEADER and not _NO_HEADER.search(cell.text)]
    if len(short) < 2:
        return False
    texts = [fold_header(text) for text in short]
    same = sum(1 for text in texts if text in table.header_words)
    if len(texts) >= 2 and same >= 2 and same * 3 >= len(cells) * 2:
        return True
    # In other words: most cells are header words exactly. Likeness is not tried here, for speed and for safety.
    known = synonyms(table.header.kind)
    if sum(1 for text in texts if text in known) < 3:
        return False
    again = header_at(table.grid, (row,), table.header.kind)
    sure = [column for column in again.columns if column.field is not None and column.confidence >= _SURE]
    return any(is_name(column.field) for column in sure) and len({column.field for column in sure}) >= 3 and len(sure) * 3 >= len(cells) * 2


def _is_example(table: Table, row: int, said: Mapping[int, Cell]) -> bool:
    """The first or last cell says "пример". An organisation may be called so: under "name" only right below the header counts."""
    if not said:
        return False
    for column in {min(said), max(said)}:
        text = said[column].text
        if column in table.names and row - table.header.last_row > _EXAMPLE_ROWS:
            continue
        head = fold(_AFTER_MARK.split(text, maxsplit=1)[0])
        if fold(text) in words().examples or head in words().examples:
            return True
    return False


def heading_cell(table: Table, row: int) -> tuple[int, Cell]:
    """Where a group row's text stands: beside a running number, but in the number's column where nothing else is filled."""
    cells = table.grid.rows[row]
    lettered = {column: cell for column, cell in cells.items() if any(char.isalpha() for char in cell.text)} or dict(cells)
    column = min({column: cell for column, cell in lettered.items() if column not in table.ignored} or lettered)
    return column, cells[column]


def _is_counted_heading(said: Mapping[int, Cell]) -> bool:
    """A place's name in one cell, how many there are in others: "г. Алматы" and 14."""
    lettered = [column for column, cell in said.items() if any(char.isalpha() for char in cell.text) and not _FEW.match(cell.text)]
    if len(said) < 2 or len(lettered) != 1:
        return False
    column = lettered[0]
    rest = [cell for other, cell in said.items() if other != column]
    return is_place_heading(said[column].text, sure=True) and all(_FEW.match(cell.text) for cell in rest)


def _is_total(counted: Mapping[int, Cell]) -> bool:
    if not counted or len(counted[min(counted)].text) > _LONGEST_HEADER:
        return False
    ordered = [counted[column] for column in sorted(counted)]
    folded = _DIGITS.sub("", fold(_AFTER_MARK.split(ordered[0].text, maxsplit=1)[0]))
    if folded in words().totals:
        return all(cell.kind is CellKind.NUMBER or cell.formula or _AMOUNT.match(cell.text) for cell in ordered[1:])
    return _is_total_of(folded) and all(cell.formula or _FEW.match(cell.text) for cell in ordered[1:])


def _is_total_of(folded: str) -> bool:
    """ "Итого по Акмолинской области", "Қарағанды облысы бойынша барлығы": of something, with a word for total first or last."""
    parts = folded.split()
    if len(parts) < 2:
        return False
    if parts[0] in words().totals:
        return parts[1] in _TOTAL_OF or region_in(folded) is not None
    return parts[-1] in words().totals and ("бойынша" in parts or region_in(folded) is not None)
