"""Writing workbooks as people keep them: titles, merged cells, comments, hidden sheets. Same content, same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

__all__ = ["Book", "Page", "Value"]

Value = str | int | float | date | None

_SAVED: Final = datetime(2026, 5, 12, 9, 0, 0)  # noqa: DTZ001  (Office properties have no time zone)
_ZIP_DATE: Final = (2026, 5, 12, 9, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_NARROW, _WIDE = 16, 44
_WIDE_FROM: Final = 60
_SHADE: Final = PatternFill("solid", fgColor="DDE6EE")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


class Book:
    """A workbook by an invented author."""

    def __init__(self, author: str) -> None:
        self._book = Workbook()
        self._book.properties.creator = author
        self._book.properties.created = _SAVED
        self._pages = 0

    def page(self, title: str, *, hidden: bool = False) -> Page:
        """A new sheet of that name."""
        sheet = self._book.worksheets[0] if not self._pages else self._book.create_sheet(title)
        self._pages += 1
        sheet.title = title
        if hidden:
            sheet.sheet_state = "hidden"
        return Page(sheet)

    def to_bytes(self) -> bytes:
        """The file, with fixed times in it. Parts are stored unpacked: another zlib would pack them into other bytes."""
        saved = BytesIO()
        with ZipFile(saved, "w", ZIP_STORED) as packed:
            ExcelWriter(self._book, packed).write_data()
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


class Page:
    """A sheet that is filled from top to bottom; ``row`` is the next free row, 1-based."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._longest: dict[int, int] = {}
        self.row = 1

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows

    def line(self, values: Sequence[Value]) -> int:
        """Write a row; returns its number."""
        for column, value in enumerate(values, start=1):
            if value is not None and value != "":
                self.write(self.row, column, value)
                cell = self._sheet.cell(self.row, column)
                cell.alignment = _WRAPPED
                if isinstance(value, date):
                    cell.number_format = "dd.mm.yyyy"
        self.row += 1
        return self.row - 1

    def write(self, row: int, column: int, value: Value) -> None:
        """Write a cell, as it comes."""
        self._sheet.cell(row, column, value)
        self._longest[column] = max(self._longest.get(column, 0), len(str(value)))

    def title(self, text: str, columns: int = 1) -> int:
        """A bold line across ``columns`` merged columns."""
        row = self.line([text])
        self._sheet.cell(row, 1).font = Font(bold=True, size=12)
        self.merge(row, 1, row, columns)
        return row

    def header(self, texts: Sequence[str]) -> int:
        """A header row, bold on grey."""
        row = self.line(texts)
        for column in range(1, len(texts) + 1):
            cell = self._sheet.cell(row, column)
            cell.font, cell.fill = Font(bold=True), _SHADE
        return row

    def comment(self, row: int, column: int, text: str, author: str) -> None:
        """A note on a cell."""
        self._sheet.cell(row, column).comment = Comment(text, author)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merge cells, where there is more than one."""
        if (first_row, first_column) != (last_row, last_column):
            self._sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)

    def settle(self, *, frozen: str = "") -> None:
        """Set widths by what the columns hold, and freeze the rows and columns before the cell ``frozen``."""
        for column in range(1, self._sheet.max_column + 1):
            width = _WIDE if self._longest.get(column, 0) > _WIDE_FROM else _NARROW
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        for row in range(1, self._sheet.max_row + 1):
            self._sheet.cell(row, 1)  # rows left empty stand in the file too, as Excel writes them
        if frozen:
            self._sheet.freeze_panes = frozen
