"""Findings about what was read of a sheet: columns, rows and cells, each with the address that Excel shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pipeline.ingest.evidence import LOOK_WORDS, Evidence, field_for, is_at_odds
from pipeline.ingest.grid import Grid, column_letter
from pipeline.ingest.headers import MULTIPLE, Column, Header
from pipeline.ingest.naming import without_numbers
from pipeline.ingest.records import RowsRead, name_cell
from pipeline.ingest.rowkinds import CONTACT_FIELDS, CONTACT_TEXT, RowKind, Table
from pipeline.ingest.rules import CELLS, COLUMNS, HIDDEN, NAMELESS, ROWS
from pipeline.ingest.vocabulary import IGNORED
from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import Message, msg, nmsg

__all__ = ["above_findings", "another_table", "column_findings", "example_table", "hidden_findings", "row_findings", "row_list"]

_SURE: Final = 0.75
_SHOWN: Final = 60
_MAPPING_HINT: Final = msg("Rename the header as in the blank workbook, or decide the column with: guide map FILE")
_GUESS_HINT: Final = msg("Look at a few records. If it is wrong, decide the column with: guide map FILE")
_SENTENCES: Final[dict[RowKind, Message]] = {
    RowKind.TOTAL: msg("This row is a total and was not read as a listing."),
    RowKind.HEADER: msg("This row repeats the header and was not read as a listing."),
    RowKind.NUMBERS: msg("This row numbers the columns and was not read as a listing."),
    RowKind.EXAMPLE: msg("This row is an example and was not read as a listing."),
    RowKind.NOTE: msg("This row was taken for a note and not read as a listing."),
    RowKind.HEADING: msg("This row was taken for a heading and not read as a listing."),
}


def row_list(rows: Sequence[int]) -> str:
    """Row numbers as a person writes them: "3, 5-9, 12"."""
    parts: list[str] = []
    start = before = 0
    for row in [*rows, 0]:
        if start and row == before + 1:
            before = row
            continue
        if start:
            parts.append(str(start) if start == before else f"{start}-{before}")
        start = before = row
    return ", ".join(parts) if len(parts) <= 12 else ", ".join(parts[:12]) + ", ..."


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN - 1] + "…"


def hidden_findings(grid: Grid) -> list[Finding]:
    """Hidden rows and columns that hold something."""
    findings = []
    if grid.hidden_rows:
        findings.append(HIDDEN.finding(
            "hidden-rows",
            nmsg("One hidden row holds something and was not read: {rows}.", "{n} hidden rows hold something and were not read: {rows}.",
                 len(grid.hidden_rows), rows=row_list(grid.hidden_rows)),
            hint=msg("If they belong to the list, switch off the filter or unhide the rows, and save the workbook."),
            place=CellRef(grid.file, grid.name, str(grid.hidden_rows[0])),
        ))
    if grid.hidden_columns:
        letters = ", ".join(column_letter(column) for column in grid.hidden_columns)
        findings.append(HIDDEN.finding(
            "hidden-columns",
            nmsg("One hidden column holds something and was not read: {columns}.",
                 "{n} hidden columns hold something and were not read: {columns}.", len(grid.hidden_columns), columns=letters),
            hint=msg("If they belong to the list, unhide the columns and save the workbook."),
            place=CellRef(grid.file, grid.name, f"{column_letter(grid.hidden_columns[0])}1"),
        ))
    return findings


def column_findings(grid: Grid, header: Header, rows: Iterable[int], evidence: Mapping[int, Evidence]) -> list[Finding]:
    """Columns that were not understood, only guessed, or understood twice; ``rows``: those under the header."""
    filled = Counter[int](column for row in rows for column in grid.rows[row])
    top = header.rows[0] if header.rows else min(grid.rows, default=1)
    findings = [
        found for column in header.columns if filled[column.number]
        and (found := _column_finding(column, grid.ref(top, column.number), header, evidence.get(column.number))) is not None
    ]
    known = {column.number for column in header.columns}
    findings += [
        COLUMNS.finding(
            "column-without-header",
            nmsg("Column {letter} has no header; its one filled cell is not read.",
                 "Column {letter} has no header; its {n} filled cells are not read.", count, letter=column_letter(number)),
            hint=_looks_like(evidence.get(number)), place=grid.ref(top, number), after=_proposed(evidence.get(number), header),
        )
        for number, count in sorted(filled.items()) if number not in known
    ]
    return findings + _twice(grid, header, top, frozenset(filled))


def _column_finding(column: Column, place: CellRef, header: Header, evidence: Evidence | None) -> Finding | None:
    named = {"letter": column_letter(column.number), "header": _short(column.header)}
    if column.field is None:
        return COLUMNS.finding(
            "column-unmapped", msg("Column {letter} (“{header}”) was not understood and is not read.", **named),
            hint=_looks_like(evidence), place=place, before=column.header, after=_proposed(evidence, header))
    seen: dict[str, int | Message] = {}
    if evidence is not None:
        seen = {"fitting": evidence.fitting, "of": evidence.of, "look": LOOK_WORDS[evidence.look]}
    if column.why == "values":
        return COLUMNS.finding(
            "column-by-values",
            msg("Column {letter} (“{header}”) was taken for the field {field}, because {fitting} of its {of} values look like {look}.",
                **named, field=field_words(column.field), **seen),
            hint=_GUESS_HINT, place=place, before=column.header, after=column.field)
    if column.field == IGNORED:
        return _unnumbered(column, place, named, evidence)
    if evidence is not None and is_at_odds(column.field, evidence, header.kind):
        return COLUMNS.finding(
            "column-values",
            msg("Column {letter} (“{header}”) is the field {field} by its header, but {fitting} of its {of} values look like {look}.",
                **named, field=field_words(column.field), **seen),
            hint=msg("Look at a few records. If the header is wrong, mend it, or decide the column with: guide map FILE"),
            place=place, before=column.header, after=_proposed(evidence, header))
    if column.confidence < _SURE:
        return COLUMNS.finding(
            "column-guessed",
            msg("Column {letter} (“{header}”) was taken for the field {field} by a guess.", **named, field=field_words(column.field)),
            hint=_GUESS_HINT, place=place, before=column.header, after=column.field)
    return None


def _unnumbered(column: Column, place: CellRef, named: Mapping[str, str], evidence: Evidence | None) -> Finding | None:
    """A column that its header calls a running number, and that holds words: what stands there must not go unsaid."""
    if evidence is None or not evidence.is_strong or evidence.look not in ("text", "name", "person", "region"):
        return None
    return COLUMNS.finding(
        "column-unmapped", msg("Column {letter} (“{header}”) is a running number by its header, but holds words; it is not read.", **named),
        hint=_MAPPING_HINT, place=place, before=column.header)


def _looks_like(evidence: Evidence | None) -> Message:
    if evidence is None or not evidence.is_strong or evidence.look in ("text", "number", "answer"):
        return _MAPPING_HINT
    return msg("{fitting} of its {of} values look like {look}: rename the header as in the blank workbook, or decide the column with: "
               "guide map FILE", fitting=evidence.fitting, of=evidence.of, look=LOOK_WORDS[evidence.look])


def _proposed(evidence: Evidence | None, header: Header) -> str | None:
    return field_for(evidence.look, header.kind) if evidence is not None and evidence.is_strong else None


def _twice(grid: Grid, header: Header, top: int, filled: frozenset[int]) -> list[Finding]:
    by_field: dict[tuple[str, str | None], list[int]] = {}
    for column in header.columns:
        if column.field and column.field not in MULTIPLE and column.number in filled:
            by_field.setdefault((column.field, column.lang), []).append(column.number)
    return [
        COLUMNS.finding(
            "column-twice",
            msg("The columns {letters} were all taken for the field {field}; the first filled one counts.",
                letters=", ".join(column_letter(number) for number in numbers), field=field_words(name)),
            hint=_MAPPING_HINT, place=grid.ref(top, numbers[1]),
        )
        for (name, _), numbers in by_field.items() if len(numbers) > 1
    ]


def example_table(grid: Grid, rows: Sequence[int]) -> Finding:
    """The finding for a table whose title says that it shows how to fill another in."""
    return ROWS.finding(
        "example-table",
        nmsg("A title says that this table is an example; its one row was not read as a listing: {rows}.",
             "A title says that this table is an example; its {n} rows were not read as listings: {rows}.", len(rows), rows=row_list(rows)),
        place=CellRef(grid.file, grid.name, str(rows[0]) if rows else ""))


def another_table(grid: Grid, rows: Sequence[int]) -> Finding:
    """The finding for titles and header of a table that stands under another."""
    return ROWS.finding(
        "another-table", msg("Another table begins here, with a header of its own (rows {rows}).", rows=row_list(rows)),
        place=CellRef(grid.file, grid.name, str(rows[0])))


def above_findings(table: Table) -> list[Finding]:
    """Rows above the header that have a name and a contact where the table has them: listings that somebody put there."""
    contacts = [column for column, name in table.fields.items() if name in CONTACT_FIELDS]
    above = [
        row for row, cells in table.grid.rows.items() if row < min(table.header.rows, default=0)
        and any(column in cells for column in table.names)
        and any(column in cells and CONTACT_TEXT.search(cells[column].text) for column in contacts)
    ]
    if not above:
        return []
    return [ROWS.finding(
        "rows-above",
        nmsg("One row above the header looks like a listing and was not read: {rows}.",
             "{n} rows above the header look like listings and were not read: {rows}.", len(above), rows=row_list(above)),
        hint=msg("Move them under the header."), place=CellRef(table.grid.file, table.grid.name, str(above[0])))]


def row_findings(table: Table, read: RowsRead) -> list[Finding]:
    """Rows that were rejected or left out, and cells without a value."""
    file, sheet = table.grid.file, table.grid.name
    findings = [_nameless(table, row) for row in read.rejected]
    findings += [
        ROWS.finding(kind.value, _SENTENCES[kind], place=CellRef(file, sheet, str(row)), before=_row_text(table, row),
                     hint=msg("If it is a listing after all, give it a name and at least one more cell.") if kind is RowKind.NOTE else None)
        for kind, row in read.skipped if kind in _SENTENCES
    ]
    blank = [row for kind, row in read.skipped if kind is RowKind.BLANK]
    formulas = [row for kind, row in read.skipped if kind is RowKind.FORMULAS]
    if blank:
        findings.append(ROWS.finding(
            "blank-row",
            nmsg("One row holds nothing but a number or a dash: {rows}.", "{n} rows hold nothing but a number or a dash: {rows}.",
                 len(blank), rows=row_list(blank)), place=CellRef(file, sheet, str(blank[0]))))
    if formulas:
        findings.append(ROWS.finding(
            "formula-row",
            nmsg("One row holds nothing but formulas: {rows}.", "{n} rows hold nothing but formulas: {rows}.",
                 len(formulas), rows=row_list(formulas)), place=CellRef(file, sheet, str(formulas[0]))))
    return findings + _cell_findings(table, read)


def _row_text(table: Table, row: int) -> str:
    return _short(" | ".join(cell.text for _, cell in sorted(table.grid.rows[row].items())))


def _nameless(table: Table, row: int) -> Finding:
    return NAMELESS.finding(
        "no-name",
        msg("The row has contents but no name, so it cannot be printed: {text}", text=_row_text(table, row)),
        hint=msg("Write the name in this cell. If the row belongs to the listing above, merge the name cells or move the contents up."),
        place=name_cell(table, row), before=_row_text(table, row),
    )


def _cell_findings(table: Table, read: RowsRead) -> list[Finding]:
    findings = [
        CELLS.finding("error-cell", msg("The cell shows the error {error}, so its value was not read.", error=text),
                      hint=msg("Correct the formula, or write the value itself."), place=ref, before=text)
        for ref, text in read.errors
    ]
    for column, rows in sorted(read.uncalculated.items()):
        findings.append(CELLS.finding(
            "uncalculated",
            nmsg("Column {letter}: the formula in row {rows} was never calculated, so the cell has no value.",
                 "Column {letter}: {n} formulas were never calculated, so their cells have no value (rows {rows}).",
                 len(rows), letter=column_letter(column), rows=row_list(rows)),
            hint=msg("Open the workbook in Excel and save it: Excel calculates the formulas and stores their values."),
            place=table.grid.ref(rows[0], column),
        ))
    findings += [
        ROWS.finding("comment", msg("The cell has a comment: {text}", text=_short(text)), place=ref, before=text)
        for ref, text in ((ref, without_numbers(text)) for ref, text in read.comments)
    ]
    return findings
