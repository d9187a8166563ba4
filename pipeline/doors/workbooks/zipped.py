"""Workbooks in zip containers (.xlsx, .xlsm, .ods): container first, then the readers, then the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import ParseError

from pipeline.doors.workbooks.archive import check_archive
from pipeline.doors.workbooks.calamine_reader import CalamineFailed, read_with_calamine
from pipeline.doors.workbooks.compare import compare_readers
from pipeline.doors.workbooks.limits import Limits, megabytes, too_large
from pipeline.doors.workbooks.ooxml import FirstReading, OpenpyxlFailed, TooMuch, read_first
from pipeline.doors.workbooks.opendocument import OdsTable, is_encrypted, scan_tables
from pipeline.doors.workbooks.outline import outlines, with_outline
from pipeline.doors.workbooks.rules import MACROS, SECOND_READER
from pipeline.doors.workbooks.values import completed, remarks_of
from pipeline.errors import Unreadable
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.model.source import Sheet, SourceFile, Workbook

__all__ = ["beyond", "damaged", "read_ods", "read_xlsx", "too_far"]

_MANY, _REPEATED = 200_000, 10
"""Cells of a sheet from which on it is asked how often each is repeated, and how often it may be."""


def damaged(source: SourceFile, cause: str) -> Unreadable:
    """The error for a workbook that no reader opens."""
    return Unreadable(
        msg("{file}: the workbook is damaged and cannot be read ({cause}).", file=source.name, cause=cause.partition("\n")[0][:160] or "?"),
        msg("Open it in Excel, let it repair the file, and save it as a new .xlsx file."),
    )


def too_far(source: SourceFile, sheet: str, rows: int, columns: int) -> Unreadable:
    """The error for a sheet whose cells lie so far apart that reading it would need too much memory."""
    return Unreadable(
        msg("{file}: the sheet {sheet} claims {rows} rows and {columns} columns, more than can be read.",
            file=source.name, sheet=sheet or "?", rows=str(rows), columns=str(columns)),
        msg("Look for a stray cell far below or to the right of the table, delete those rows and columns and save it again."),
    )


def beyond(source: SourceFile, problem: TooMuch, limits: Limits, letters: int = 0) -> Unreadable:
    """The error for a sheet with more cells, or more text in them, than may be read; ``letters``: the bound of a single reader."""
    most = letters or limits.letters
    if problem.what == "cells":
        cause = msg("{file}: the sheet {sheet} holds more than {limit} filled cells, as many as are read.",
                    file=source.name, sheet=problem.sheet, limit=str(limits.cells))
        return too_large(cause, limits.unpacked_bytes * 2)
    if problem.what == "merges":
        cause = msg("{file}: the sheet {sheet} holds {count} merged ranges; at most {limit} are read.",
                    file=source.name, sheet=problem.sheet, count=str(problem.count), limit=str(limits.merges))
        return too_large(cause, limits.unpacked_bytes * problem.count // limits.merges)
    cause = msg("{file}: written out cell by cell, the sheet {sheet} holds {size} MB of text; at most {limit} MB are read.",
                file=source.name, sheet=problem.sheet, size=megabytes(problem.count), limit=megabytes(most))
    return too_large(cause, limits.unpacked_bytes * problem.count // most)


def read_xlsx(source: SourceFile, limits: Limits, *, macros: bool) -> tuple[Workbook, list[Finding]]:
    """Read with openpyxl and calamine and compare. Raises Unreadable."""
    check_archive(source, limits)
    findings: list[Finding] = []
    if macros:
        findings.append(MACROS.finding(
            "macros", msg("The workbook contains macros. They were not run; only the cells were read."), place=CellRef(source.name)))
    try:
        first = read_first(source.content, limits)
    except TooMuch as problem:
        raise beyond(source, problem, limits) from problem
    except OpenpyxlFailed as problem:
        sheets, found = _believe_calamine(source, limits, str(problem))
        return Workbook(source.name, sheets, "calamine"), findings + found
    findings += _second_reading(source, limits, first)
    return Workbook(source.name, first.sheets, "openpyxl"), findings


def _believe_calamine(source: SourceFile, limits: Limits, cause: str) -> tuple[tuple[Sheet, ...], list[Finding]]:
    try:
        found = outlines(source.content)
    except ValueError as problem:
        raise damaged(source, str(problem)) from problem
    spent = 0
    for outline in found:
        spent += outline.row * outline.column
        if spent > limits.dense_cells:
            raise too_far(source, outline.name, outline.row, outline.column)
        if outline.letters > limits.second_letters:
            raise beyond(source, TooMuch(outline.name, "letters", outline.letters), limits, limits.second_letters)
    try:
        sheets = read_with_calamine(source.content)
    except CalamineFailed as problem:
        raise damaged(source, str(problem)) from problem
    if not sheets:
        raise damaged(source, cause)
    by_name = {outline.name: outline for outline in found}
    note = SECOND_READER.finding(
        "first-reader-failed",
        msg("The first reader could not open the workbook ({cause}); the second reader was believed.", cause=_in_short(cause)),
        hint=msg("Open the workbook in Excel and save it as an ordinary Excel workbook (.xlsx)."),
        place=CellRef(source.name),
    )
    return tuple(with_outline(sheet, by_name[sheet.name]) if sheet.name in by_name else sheet for sheet in sheets), [note]


def _in_short(cause: str) -> str:
    return cause.partition("\n")[0][:120]


def _second_reading(source: SourceFile, limits: Limits, first: FirstReading) -> list[Finding]:
    findings: list[Finding] = []
    skipped: set[str] = set()
    spent = 0
    for name, extent in first.extents.items():
        area = extent.row * extent.column
        if spent + area > limits.dense_cells:
            skipped.add(name)
            findings.append(SECOND_READER.finding(
                "second-reader-skipped",
                msg("The sheet was read by one reader only: its cells lie as far apart as row {row} and column {column}.",
                    row=str(extent.row), column=str(extent.column)),
                hint=msg("Look for a stray cell far below or to the right of the table and delete it."),
                place=CellRef(source.name, name),
            ))
        elif extent.letters <= limits.second_letters:
            spent += area
        else:
            skipped.add(name)
            findings.append(SECOND_READER.finding(
                "second-reader-skipped",
                msg("The sheet was read by one reader only: written out cell by cell, it holds {size} MB of text.",
                    size=megabytes(extent.letters)),
                hint=msg("Look for long texts that are repeated in many rows."), place=CellRef(source.name, name),
            ))
    try:
        second = read_with_calamine(source.content, skip=frozenset(skipped))
    except CalamineFailed as problem:
        findings.append(SECOND_READER.finding(
            "second-reader-failed",
            msg("The second reader could not open the workbook ({cause}); the first reader alone was believed.",
                cause=_in_short(str(problem))),
            hint=msg("Open the workbook in Excel and save it under a new name."),
            place=CellRef(source.name),
        ))
        return findings
    return findings + compare_readers(source.name, first.sheets, second, frozenset(skipped))


def read_ods(source: SourceFile, limits: Limits) -> tuple[Workbook, list[Finding]]:
    """Read with calamine after a scan of content.xml, which also knows hidden rows, columns and comments. Raises Unreadable."""
    check_archive(source, limits)
    if is_encrypted(source):
        raise Unreadable(
            msg("{file}: the workbook is locked with a password and cannot be read.", file=source.name),
            msg("Open it in LibreOffice, remove the password and save it."),
        )
    try:
        tables = scan_tables(source)
    except (ParseError, KeyError, ValueError) as problem:
        raise damaged(source, str(problem)) from problem
    _check_tables(source, tables, limits)
    try:
        sheets = read_with_calamine(source.content)
    except CalamineFailed as problem:
        raise damaged(source, str(problem)) from problem
    by_name = {table.name: table for table in tables}
    read = tuple(_with_layout(sheet, by_name[sheet.name]) for sheet in sheets if sheet.name in by_name)
    return Workbook(source.name, read, "calamine"), []


def _check_tables(source: SourceFile, tables: Sequence[OdsTable], limits: Limits) -> None:
    """Raises Unreadable for sheets that are larger than what is read, most of it repetitions of a few cells perhaps."""
    spent = 0
    for table in tables:
        spent += max(table.stored_cells, table.last_row * table.last_column)
        if spent > limits.dense_cells:
            raise too_far(source, table.name, table.last_row, table.last_column)
        if table.stored_cells > _MANY and table.stored_cells > _REPEATED * table.written:
            raise Unreadable(
                msg("{file}: the sheet {sheet} claims {count} filled cells, and only {written} of them differ.",
                    file=source.name, sheet=table.name, count=str(table.stored_cells), written=str(table.written)),
                msg("Delete the rows and columns that repeat the same text and save it again."))
    if (cells := sum(table.stored_cells for table in tables)) > limits.cells:
        raise beyond(source, TooMuch(tables[0].name, "cells", cells), limits)
    if (letters := sum(table.letters for table in tables)) > limits.second_letters:
        raise beyond(source, TooMuch(tables[0].name, "letters", letters), limits, limits.second_letters)


def _with_layout(sheet: Sheet, table: OdsTable) -> Sheet:
    cells = completed(
        sheet.cells, errors=table.errors, uncalculated=table.uncalculated, formulas=table.formulas, digits=table.digits,
        notes=table.comments)
    used = {column for _, column in cells}
    return replace(sheet, cells=cells, merges=tuple(table.merges), hidden_rows=frozenset(table.hidden_rows),
                   hidden_columns=frozenset(table.hidden_columns & used), remarks=remarks_of(cells, table.comments),
                   widths={column: width for column, width in table.widths.items() if column in used})
