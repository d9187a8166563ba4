"""Workbooks of Excel 97-2003 (.xls): a walk through the records for what calamine does not tell, then calamine for the values."""

from __future__ import annotations

import struct
from dataclasses import replace

from pipeline.doors.workbooks.biff import Layout, Locked, Records, scan
from pipeline.doors.workbooks.calamine_reader import CalamineFailed, read_with_calamine
from pipeline.doors.workbooks.compound import make_compound, read_stream
from pipeline.doors.workbooks.limits import Limits
from pipeline.doors.workbooks.ooxml import TooMuch
from pipeline.doors.workbooks.values import completed, remarks_of
from pipeline.doors.workbooks.zipped import beyond, damaged, too_far
from pipeline.errors import Unreadable
from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.model.source import Sheet, SourceFile, Workbook

__all__ = ["read_xls"]


def read_xls(source: SourceFile, limits: Limits) -> tuple[Workbook, list[Finding]]:
    """Read with calamine. Raises Unreadable for a password, a damaged file and cells too many or too far apart."""
    try:
        records = _scan(source)
    except (struct.error, IndexError, ValueError) as problem:
        raise damaged(source, str(problem)) from problem
    spent = 0  # the reader keeps the rectangles of all sheets at once
    for layout in records.layouts:
        spent += layout.last_row * layout.last_column
        if spent > limits.dense_cells:
            raise too_far(source, "", layout.last_row, layout.last_column)
    if sum(layout.cells for layout in records.layouts) > limits.cells:
        raise beyond(source, TooMuch("?", "cells", 0), limits)
    if (letters := sum(layout.letters for layout in records.layouts)) > limits.second_letters:
        raise beyond(source, TooMuch("?", "letters", letters), limits, limits.second_letters)
    try:
        sheets = read_with_calamine(make_compound(records.stream))
    except CalamineFailed as problem:
        if problem.password:
            raise _locked(source) from problem
        raise damaged(source, str(problem)) from problem
    except ValueError as problem:
        raise damaged(source, str(problem)) from problem
    if len(records.layouts) == len(sheets):
        sheets = tuple(_with_layout(sheet, layout) for sheet, layout in zip(sheets, records.layouts, strict=True))
    return Workbook(source.name, sheets, "calamine"), []


def _scan(source: SourceFile) -> Records:
    try:
        return scan(read_stream(source.content, ("Workbook", "Book")))
    except Locked:
        raise _locked(source) from None


def _locked(source: SourceFile) -> Unreadable:
    return Unreadable(
        msg("{file}: the workbook is locked with a password and cannot be read.", file=source.name),
        msg("Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save it."),
    )


def _with_layout(sheet: Sheet, layout: Layout) -> Sheet:
    cells = completed(sheet.cells, errors=layout.errors, formulas=layout.formulas, digits=layout.digits, notes=layout.notes)
    used_rows, used_columns = {row for row, _ in cells}, {column for _, column in cells}
    return replace(sheet, cells=cells, hidden_rows=frozenset(layout.hidden_rows & used_rows),
                   hidden_columns=layout.hidden_columns.among(used_columns), remarks=remarks_of(cells, layout.notes),
                   widths={column: width for column, width in layout.widths.items() if column in used_columns})
