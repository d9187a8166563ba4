"""Writing blank workbooks: a table to be filled, with drop-downs, notes and an example row. Same content, same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.model.source import LIST_SHEET

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["SAVED", "BlankColumn", "BlankTable", "fixed_times", "line_count", "row_height", "write_blank"]

LAST_ROW: Final = 1000
"""Drop-downs reach down to this row."""
SAVED: Final = datetime(2026, 1, 1)  # noqa: DTZ001  (office properties have no time zone; never the clock's)
_ZIP_DATE: Final = (2026, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_TITLE_HEIGHT: Final = 62.0
_LINE_HEIGHT: Final = 15.0
_HEADER_LINES: Final = 4
_BOLD: Final = 1.15
"""How much wider than the average figure, in which Excel counts a column's width, a bold letter runs."""
_TEXT: Final = "@"
_ALERT: Final = ("Список", "Выберите из списка. / Тізімнен таңдаңыз. / Choose from the list.")


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column to fill: ``header`` and ``note`` may have several lines; ``choices`` names one of the table's lists, "" for none."""

    header: str
    note: str
    example: str
    width: float
    choices: str = ""
    strict: bool = False
    """Nothing but the list may be typed."""
    number_format: str = _TEXT
    """Text unless said otherwise, or Excel would take telephones and BINs for numbers."""


@dataclass(frozen=True, slots=True)
class BlankTable:
    """The visible sheet: a title over the table, its columns, and the lists its drop-downs show."""

    name: str
    title: str
    columns: Sequence[BlankColumn]
    lists: Mapping[str, Sequence[str]]
    author: str


def write_blank(table: BlankTable) -> bytes:
    """A .xlsx file: title, header row 2 with notes, example row 3, everything below to be filled; lists on a hidden sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = table.author
    sheet: Worksheet = book.worksheets[0]
    sheet.title = table.name
    _write_table(sheet, table)
    _write_lists(book, sheet, table)
    return fixed_times(book)


def _write_table(sheet: Worksheet, table: BlankTable) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Border(right=Side("thin", "A9B8C6"), bottom=Side("thin", "A9B8C6"))
    sheet.cell(1, 1, table.title).font = Font(bold=True, size=12)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=min(8, len(table.columns)))
    sheet.cell(1, 1).alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    sheet.row_dimensions[2].height = row_height([(column.header, _width(column)) for column in table.columns])
    sheet.row_dimensions[3].height = row_height([(column.example, _width(column)) for column in table.columns])
    for number, column in enumerate(table.columns, start=1):
        header = sheet.cell(2, number, column.header)
        header.font, header.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EE")
        header.alignment = Alignment(wrap_text=True, vertical="top")
        header.border = edge
        header.comment = Comment(column.note, table.author, height=150, width=320)
        sheet.cell(3, number).border = edge
        if column.example:
            example = sheet.cell(3, number, column.example)
            example.font, example.number_format = Font(italic=True, color="808080"), _TEXT
            example.alignment = Alignment(wrap_text=True, vertical="top")
        letter = header.column_letter
        sheet.column_dimensions[letter].width = _width(column)
        sheet.column_dimensions[letter].number_format = column.number_format
    sheet.freeze_panes = "C3"
    _set_print(sheet)


def _width(column: BlankColumn) -> float:
    """As wide as the column asks for, as its header's longest word needs, and so that the header has four lines at most."""
    width = max(column.width, *(len(word) * _BOLD + 2 for word in column.header.split()))
    while line_count(column.header, width) > max(_HEADER_LINES, column.header.count("\n") + 1):
        width += 1
    return width


def row_height(texts: Sequence[tuple[str, float]]) -> float:
    """Points that hold the wrapped texts, each in a column of the width beside it: no program sets a saved row's height anew."""
    return _LINE_HEIGHT * max(line_count(text, width) for text, width in texts) + 4


def line_count(text: str, width: float) -> int:
    """Lines of a bold text wrapped to a column's width, in Excel's units."""
    found = 0
    for line in text.split("\n"):
        found += 1
        used = 0.0
        for word in line.split():
            length = len(word) * _BOLD
            if used and used + 1 + length > width - 1:
                found, used = found + 1, 0.0
            used += length + (1 if used else 0)
    return found


def _set_print(sheet: Worksheet) -> None:
    """A4 across, five sheets wide; the header, the number and the name stand on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = _fit_to_page()
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 5, 0
    sheet.print_title_rows, sheet.print_title_cols = "2:2", "A:B"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    if sheet.oddFooter is not None:
        sheet.oddFooter.right.text = "&P / &N"


def _fit_to_page() -> PageSetupProperties:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _write_lists(book: Workbook, sheet: Worksheet, table: BlankTable) -> None:
    """Lists stand on a hidden sheet: written into the rule itself, a list may have 255 characters only.

    They stand one below another, each in a column of its own: side by side they would look like a table of listings.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(LIST_SHEET)
    lists.sheet_state = "hidden"
    places: dict[str, str] = {}
    row = 1
    for position, (name, choices) in enumerate(table.lists.items(), start=1):
        for choice in choices:
            lists.cell(row, position, choice)
            row += 1
        letter = get_column_letter(position)
        places[name] = f"'{LIST_SHEET}'!${letter}${row - len(choices)}:${letter}${row - 1}"
        row += 1
    for number, column in enumerate(table.columns, start=1):
        if not column.choices:
            continue
        rule = DataValidation("list", formula1=places[column.choices], allow_blank=True)
        rule.errorTitle, rule.error = _ALERT
        rule.showErrorMessage, rule.errorStyle = True, "stop" if column.strict else "information"
        letter = get_column_letter(number)
        rule.add(f"{letter}4:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def fixed_times(book: Workbook) -> bytes:
    """The file with fixed times: openpyxl writes the clock's into its properties and its zip."""
    book.properties.created = SAVED
    saved, made = BytesIO(), BytesIO()
    book.save(saved)
    with ZipFile(saved) as packed, ZipFile(made, "w") as fixed:
        for name in packed.namelist():
            content = packed.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + SAVED.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>", content)
            entry = ZipInfo(name, _ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            fixed.writestr(entry, content)
    return made.getvalue()
