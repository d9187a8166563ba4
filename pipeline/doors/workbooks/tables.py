"""Writing lists as a workbook: one table a sheet, to be read and filtered. Same content, same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.doors.workbooks.writing import fixed_times, row_height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["ListColumn", "ListSheet", "write_lists"]

_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767
"""Characters that Excel keeps in a cell."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """``width`` in Excel's units, about a figure each; longer texts are wrapped."""

    header: str
    width: float = 18


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet with one table: header in row 1, frozen and with a filter; numbers are written as numbers, all else as text."""

    name: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[str | int]]


def write_lists(sheets: Sequence[ListSheet], author: str) -> bytes:
    """A .xlsx file. A text that begins like a formula (= + - @) is written as the text that it is."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = author
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(_NOT_IN_NAMES.sub(" ", sheet.name)[:_LONGEST_NAME]), sheet)
    return fixed_times(book)


def _write(page: Worksheet, sheet: ListSheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    wrapped, head, fill = Alignment(wrap_text=True, vertical="top"), Font(name="Calibri", bold=True), PatternFill("solid", fgColor="DDE6EE")
    for number, column in enumerate(sheet.columns, start=1):
        cell = page.cell(1, number, column.header)
        cell.font, cell.fill, cell.alignment = head, fill, wrapped
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[1].height = row_height([(column.header, column.width) for column in sheet.columns])
    for row, values in enumerate(sheet.rows, start=2):
        texts = zip(map(str, values), (column.width for column in sheet.columns), strict=True)
        long = [(text, width) for text, width in texts if len(text) > width - 2]
        if long:
            page.row_dimensions[row].height = row_height(long)
        for number, value in enumerate(values, start=1):
            if value == "":
                continue
            filled = page.cell(row, number, _UNWRITABLE.sub("", value)[:_LONGEST_TEXT] if isinstance(value, str) else value)
            filled.alignment = wrapped
            if isinstance(value, str):
                filled.data_type, filled.number_format = "s", "@"
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{max(len(sheet.rows) + 1, 2)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"

