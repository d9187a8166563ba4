"""Workbooks in zip containers (.xlsx, .xlsm, .ods): container first, then the readers, then the comparison."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import ParseError

from openpyxl.utils import column_index_from_string

from pipeline.doors.workbooks.archive import check_archive
from pipeline.doors.workbooks.calamine_reader import CalamineFailed, read_with_calamine
from pipeline.doors.workbooks.compare import compare_readers
from pipeline.doors.workbooks.limits import Limits
from pipeline.doors.workbooks.ooxml import OpenpyxlFailed, read_with_openpyxl
from pipeline.doors.workbooks.opendocument import OdsTable, is_encrypted, scan_tables
from pipeline.doors.workbooks.rules import MACROS, SECOND_READER
from pipeline.errors import Unreadable
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.model.source import Sheet, SourceFile, Workbook

__all__ = ["damaged", "read_ods", "read_xlsx", "too_far"]

_ADDRESS: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


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


def _extent(places: Iterable[tuple[int, int]]) -> tuple[int, int]:
    row = column = 0
    for place in places:
        row, column = max(row, place[0]), max(column, place[1])
    return row, column


def read_xlsx(source: SourceFile, limits: Limits, *, macros: bool) -> tuple[Workbook, list[Finding]]:
    """Read with openpyxl and calamine and compare. Raises Unreadable."""
    check_archive(source, limits)
    findings: list[Finding] = []
    if macros:
        findings.append(MACROS.finding(
            "macros", msg("The workbook contains macros. They were not run; only the cells were read."), place=CellRef(source.name)))
    try:
        first = read_with_openpyxl(source.content)
    except OpenpyxlFailed as problem:
        sheets, found = _believe_calamine(source, limits, str(problem))
        return Workbook(source.name, sheets, "calamine"), findings + found
    findings += _second_reading(source, limits, first)
    return Workbook(source.name, first, "openpyxl"), findings


def _believe_calamine(source: SourceFile, limits: Limits, cause: str) -> tuple[tuple[Sheet, ...], list[Finding]]:
    _check_stored_addresses(source, limits)
    try:
        sheets = read_with_calamine(source.content)
    except CalamineFailed as problem:
        raise damaged(source, str(problem)) from problem
    if not sheets:
        raise damaged(source, cause)
    note = SECOND_READER.finding(
        "first-reader-failed",
        msg("The first reader could not open the workbook ({cause}); the second reader was believed. Error cells, comments and "
            "hidden rows are not visible to it.", cause=cause.partition("\n")[0][:120]),
        hint=msg("Open the workbook in Excel and save it as an ordinary Excel workbook (.xlsx)."),
        place=CellRef(source.name),
    )
    return sheets, [note]


def _check_stored_addresses(source: SourceFile, limits: Limits) -> None:
    """Refuse sheets whose stored addresses span too large a rectangle, before calamine fills it with blanks."""
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                continue
            places = ((int(row), column_index_from_string(letters.decode())) for letters, row in _ADDRESS.findall(archive.read(name)))
            rows, columns = _extent(places)
            if rows * columns > limits.dense_cells:
                raise too_far(source, name.rpartition("/")[2], rows, columns)


def _second_reading(source: SourceFile, limits: Limits, first: tuple[Sheet, ...]) -> list[Finding]:
    findings: list[Finding] = []
    skipped: set[str] = set()
    for sheet in first:
        rows, columns = _extent(sheet.cells)
        if rows * columns > limits.dense_cells:
            skipped.add(sheet.name)
            findings.append(SECOND_READER.finding(
                "second-reader-skipped",
                msg("The sheet was read by one reader only: its cells lie as far apart as row {row} and column {column}.",
                    row=str(rows), column=str(columns)),
                hint=msg("Look for a stray cell far below or to the right of the table and delete it."),
                place=CellRef(source.name, sheet.name),
            ))
    try:
        second = read_with_calamine(source.content, skip=frozenset(skipped))
    except CalamineFailed as problem:
        findings.append(SECOND_READER.finding(
            "second-reader-failed",
            msg("The second reader could not open the workbook ({cause}); the first reader alone was believed.",
                cause=str(problem).partition("\n")[0][:120]),
            hint=msg("Open the workbook in Excel and save it under a new name."),
            place=CellRef(source.name),
        ))
        return findings
    return findings + compare_readers(source.name, first, second, frozenset(skipped))


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
    for table in tables:
        if max(table.stored_cells, table.last_row * table.last_column) > limits.dense_cells:
            raise too_far(source, table.name, table.last_row, table.last_column)
    try:
        sheets = read_with_calamine(source.content)
    except CalamineFailed as problem:
        raise damaged(source, str(problem)) from problem
    by_name = {table.name: table for table in tables}
    return Workbook(source.name, tuple(_with_layout(sheet, by_name.get(sheet.name)) for sheet in sheets), "calamine"), []


def _with_layout(sheet: Sheet, table: OdsTable | None) -> Sheet:
    if table is None:
        return sheet
    cells = dict(sheet.cells)
    for place, text in table.comments.items():
        if place in cells:
            cells[place] = replace(cells[place], comment=text)
    used = {column for _, column in cells}
    return replace(sheet, cells=cells, merges=tuple(table.merges), hidden_rows=frozenset(table.hidden_rows),
                   hidden_columns=frozenset(table.hidden_columns & used))
