"""Workbooks made on the fly for the tests of ingest."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ingest import EMPTY, Mapping, read_source
from pipeline.model.findings import Finding
from pipeline.model.source import FileReading, SheetReading, SourceFile, SourceRow

Rows = Iterable[Sequence[object]]


def fill(sheet: Worksheet, rows: Rows, merges: Sequence[str] = ()) -> Worksheet:
    """Write rows from A1 on; None leaves a cell empty."""
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.cell(row, column, value)
    for area in merges:
        sheet.merge_cells(area)
    return sheet


def packed(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(rows: Rows, merges: Sequence[str] = (), title: str = "Лист1") -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet, rows, merges)
    return packed(book)


class Read:
    """A reading with the shortcuts that tests want; checks the balance of every sheet."""

    def __init__(self, reading: FileReading, rows: list[SourceRow], findings: list[Finding]) -> None:
        self.reading, self.rows, self.findings = reading, rows, findings
        for sheet in reading.sheets:
            assert sheet.rows == sheet.records + sheet.rejected + sheet.groups + sheet.continuations + sheet.skipped
        assert sum(sheet.records for sheet in reading.sheets) == len(rows)

    @property
    def sheet(self) -> SheetReading:
        return self.reading.sheets[0]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def finding(self, code: str) -> Finding:
        found = [finding for finding in self.findings if finding.code == code]
        assert len(found) == 1, f"{code}: {self.codes}"
        return found[0]

    def texts(self, name: str) -> list[list[str]]:
        return [[value.text for value in row.values.get(name, ())] for row in self.rows]

    def names(self) -> list[str]:
        return [next(row.values[name][0].text for name in ("name", "name_ru", "name_kk",
                "name_en") if name in row.values) for row in self.rows]

    def groups(self) -> list[str]:
        return [row.group.text if row.group else "" for row in self.rows]

    def fields(self) -> dict[str, str | None]:
        return {column.letter: column.field for column in self.sheet.columns}


def read(content: bytes, name: str = "list.xlsx", mapping: Mapping = EMPTY) -> Read:
    return Read(*read_source(SourceFile(name, content), mapping=mapping))


def read_table(rows: Rows, merges: Sequence[str] = (), *, title: str = "Лист1", name: str = "list.xlsx", mapping: Mapping = EMPTY) -> Read:
    return read(book_of(rows, merges, title), name, mapping)
