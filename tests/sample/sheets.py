"""Workbooks: rows laid into sheets, and files whose bytes depend on nothing but what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .facts import Organisation

__all__ = ["Column", "Getter", "Page", "Value", "new_workbook", "workbook_bytes"]

Value = str | int | float | date | None
Getter = Callable[[Organisation], Value]
Column = tuple[str, Getter]
"""A header and what stands under it."""

_SAVED: Final = datetime(2026, 5, 12, 9, 0, 0)  # noqa: DTZ001  (Office properties have no time zone)
_ZIP_DATE: Final = (2026, 5, 12, 9, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_NARROW, _WIDE = 16, 44
_WIDE_FROM: Final = 60
_SHADE: Final = PatternFill("solid", fgColor="DDE6EE")


def new_workbook(title: str, author: str) -> tuple[Workbook, Page]:
    """A workbook with one sheet of that name, by an invented author."""
    book = Workbook()
    book.properties.creator = author
    book.properties.created = _SAVED
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = title
    return book, Page(sheet)


class Page:
    """A sheet that is filled from top to bottom; ``row`` is the next free row, 1-based."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 1

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows

    def line(self, values: Sequence[Value]) -> int:
        """Write a row; returns its number."""
        for column, value in enumerate(values, start=1):
            if value is not None and value != "":
                cell = self.sheet.cell(self.row, column, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(value, date):
                    cell.number_format = "dd.mm.yyyy"
        self.row += 1
        return self.row - 1

    def title(self, text: str, columns: int = 1) -> int:
        """A bold line across ``columns`` merged columns."""
        row = self.line([text])
        self.sheet.cell(row, 1).font = Font(bold=True, size=12)
        self.merge(row, 1, row, columns)
        return row

    def header(self, texts: Sequence[str]) -> int:
        """A header row, bold on grey."""
        row = self.line(texts)
        for column in range(1, len(texts) + 1):
            cell = self.sheet.cell(row, column)
            cell.font, cell.fill = Font(bold=True), _SHADE
        return row

    def table(self, columns: Sequence[Column], rows: Sequence[Organisation]) -> dict[str, int]:
        """A header and a row for each organisation; returns slug -> row number."""
        self.header([header for header, _ in columns])
        return self.records(columns, rows)

    def records(self, columns: Sequence[Column], rows: Sequence[Organisation], first: int = 1) -> dict[str, int]:
        """A row for each organisation, without a header; columns headed № are numbered from ``first``. Returns slug -> row number."""
        return {
            made.slug: self.line([number if header.startswith("№") else value(made) for header, value in columns])
            for number, made in enumerate(rows, start=first)
        }

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merge cells, where there is more than one."""
        if (first_row, first_column) != (last_row, last_column):
            self.sheet.merge_cells(
                start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)

    def settle(self, *, frozen: str = "") -> None:
        """Set widths by what the columns hold, and freeze the rows and columns before the cell ``frozen``."""
        for column in range(1, self.sheet.max_column + 1):
            longest = max((len(str(self.sheet.cell(row, column).value or "")) for row in range(1, self.sheet.max_row + 1)), default=0)
            self.sheet.column_dimensions[get_column_letter(column)].width = _WIDE if longest > _WIDE_FROM else _NARROW
        if frozen:
            self.sheet.freeze_panes = frozen


def workbook_bytes(book: Workbook) -> bytes:
    """The file, with fixed times in it. Parts are stored unpacked: another zlib would pack them into other bytes."""
    saved = BytesIO()
    book.save(saved)
    made = BytesIO()
    with ZipFile(saved) as packed, ZipFile(made, "w", ZIP_STORED) as plain:
        for name in packed.namelist():
            content = packed.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _SAVED.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>", content)
            entry = ZipInfo(name, _ZIP_DATE)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            plain.writestr(entry, content)
    return made.getvalue()
