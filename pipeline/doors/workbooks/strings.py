"""The workbook for translators: a sheet that says what to do, then a sheet a catalogue. Same content, same bytes.

The headers are the column names that Weblate knows, and the sheet of texts is the active one, because Weblate reads no other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pipeline.doors.workbooks.writing import fixed_times, line_count

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = [
    "BY", "COLUMNS", "DOUBTFUL_FILL", "EMPTY_FILL", "FUZZY", "LONGEST", "GuideLine", "StringsBook", "StringsRow", "StringsSheet",
    "write_strings_book",
]

COLUMNS: Final = ("location", "source", "target", "fuzzy", "translator_comments", "developer_comments", "context", "id")
"""Of a sheet of texts, in this order; the last is hidden. Weblate cannot save a workbook that has a column with any other name."""
FUZZY: Final = "x"
"""What stands in the column fuzzy of a text to be looked at again."""
BY: Final = "by"
"""Stands hidden in the row where the translator's name is written."""
LONGEST: Final = 32_000
"""Letters that a cell of Excel surely holds."""
_WIDTHS: Final = (24, 58, 58, 7, 24, 50, 20, 12)
_OPEN: Final = frozenset({"target", "fuzzy", "translator_comments"})
_BESIDE: Final = frozenset({"location", "developer_comments", "context"})
"""What stands beside a text to help, in small type: it is longer than most texts, and rows are as high as their longest cell."""
_SMALL_PT: Final = 9
_LINE, _SMALL_LINE = 15.0, 12.0
"""Points that a line of each size takes."""
_SIGNS, _SMALL_SIGNS = 1.12, 1.34
"""Letters to a unit of a column's width, in each size."""
_TERM_WIDTH: Final = 34
_MOST_LINES: Final = 18
EMPTY_FILL, DOUBTFUL_FILL = "FFF3B0", "F9CFA0"
"""Colours of what is not translated, and of what is to be looked at again."""
_LOCKED, _HEAD, _HEAD_OPEN, _INK = "F2F4F6", "DDE6EE", "FFE9A8", "3A4652"
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line of the first sheet; ``of``: what the text beside it is about, "" for a line across both columns."""

    text: str
    of: str = ""
    bold: bool = False
    asks: str = ""
    """:data:`BY`: the cell beside is to be filled in."""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class StringsRow:
    """A text, its cells by the order of :data:`COLUMNS`; ``link``: where its place in the proof opens, "" for none."""

    cells: Sequence[str]
    link: str = ""


@dataclass(frozen=True, slots=True)
class StringsSheet:
    name: str
    rows: Sequence[StringsRow]


@dataclass(frozen=True, slots=True)
class StringsBook:
    """``guide``: the first sheet; ``notes``: what each of the columns is, in words, for the notes at their heads."""

    guide_name: str
    guide: Sequence[GuideLine]
    sheets: Sequence[StringsSheet]
    notes: Sequence[str]
    author: str
    glossary_name: str = ""
    glossary: Sequence[Sequence[str]] = ()
    """The rows of the sheet of terms, header first; none: there is no such sheet."""


def write_strings_book(book: StringsBook) -> bytes:
    """A .xlsx file."""
    from openpyxl import Workbook

    made = Workbook()
    made.properties.creator = book.author
    _add_styles(made)
    guide: Worksheet = made.worksheets[0]
    guide.title = book.guide_name
    _write_guide(guide, book.guide)
    for strings in book.sheets:
        _write_sheet(made.create_sheet(strings.name), strings, book)
    if book.glossary:
        _write_glossary(made.create_sheet(book.glossary_name), book.glossary)
    made.active = int(bool(book.sheets))
    for place, sheet in enumerate(made.worksheets):
        sheet.sheet_view.tabSelected = place == int(bool(book.sheets))
    return fixed_times(made)


def _add_styles(made: Workbook) -> None:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    top, edge = Alignment(wrap_text=True, vertical="top"), Border(bottom=Side("thin", "C9D3DC"), right=Side("thin", "E3E8EC"))
    for name, fill, locked, font in (
        ("open", None, False, Font()), ("locked", _LOCKED, True, Font()), ("beside", _LOCKED, True, Font(size=_SMALL_PT, color=_INK)),
        ("head", _HEAD, True, Font(bold=True)), ("head open", _HEAD_OPEN, True, Font(bold=True)),
    ):  # fmt: skip
        style = NamedStyle(f"strings {name}", font=font, border=edge, alignment=top, number_format="@")
        style.protection = Protection(locked=locked)
        if fill:
            style.fill = PatternFill("solid", fgColor=fill)
        made.add_named_style(style)


def _put(sheet: Worksheet, row: int, column: int, text: str, style: str) -> None:
    """A cell that is a text whatever it begins with, and whatever it looks like."""
    cell = sheet.cell(row, column)
    cell.style = style
    value = _ESCAPE.sub("_x005F_", _ILLEGAL.sub(" ", text))
    if value:
        cell.value = value
        cell.data_type = "s"
        if value[0] in "=+-@":
            cell.quotePrefix = True


def _write_guide(sheet: Worksheet, lines: Sequence[GuideLine]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    widths = (34, 90)
    for letter, wide in zip("AB", widths, strict=True):
        sheet.column_dimensions[letter].width = wide
    sheet.column_dimensions["C"].hidden = True
    for row, line in enumerate(lines, start=1):
        for column, text in ((1, line.of or line.text), (2, line.text if line.of else "")):
            cell = sheet.cell(row, column)
            cell.number_format, cell.alignment = "@", Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=line.bold or (column == 1 and bool(line.of)), size=14 if line.bold and row == 1 else 11)
            if text:
                cell.value, cell.data_type = text, "s"
        if line.asks:
            sheet.cell(row, 2).fill, sheet.cell(row, 2).protection = PatternFill("solid", fgColor=EMPTY_FILL), Protection(locked=False)
            sheet.cell(row, 3, line.asks)
        if line.fill:
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor=line.fill)
        if not line.of:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        width = widths[1] if line.of else sum(widths)
        sheet.row_dimensions[row].height = (20.0 if row == 1 else 15.0) * max(line_count(line.text, width), 1) + 5
    _protect(sheet)
    _set_page(sheet, "portrait")


def _write_sheet(sheet: Worksheet, strings: StringsSheet, book: StringsBook) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter

    for column, (name, width, note) in enumerate(zip(COLUMNS, _WIDTHS, (*book.notes, ""), strict=True), start=1):
        _put(sheet, 1, column, name, "strings head open" if name in _OPEN else "strings head")
        if note:
            sheet.cell(1, column).comment = Comment(note, book.author, height=120, width=320)
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.column_dimensions[get_column_letter(column)].hidden = column == len(COLUMNS)
    for number, row in enumerate(strings.rows, start=2):
        height = _LINE
        for column, (name, text, width) in enumerate(zip(COLUMNS, row.cells, _WIDTHS, strict=True), start=1):
            is_small = name in _BESIDE
            _put(sheet, number, column, text, "strings open" if name in _OPEN else "strings beside" if is_small else "strings locked")
            if name != "id":
                lines = min(line_count(text, width * (_SMALL_SIGNS if is_small else _SIGNS)), _MOST_LINES)
                height = max(height, lines * (_SMALL_LINE if is_small else _LINE))
        if row.link:  # on the key, which is short: LibreOffice breaks no line in a linked cell
            sheet.cell(number, COLUMNS.index("context") + 1).hyperlink = row.link
        sheet.row_dimensions[number].height = height + 3
    _set_sheet(sheet, len(strings.rows) + 1)


def _write_glossary(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    """Locked as a whole: terms are the edition's, and change in its own table."""
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text, "strings head" if number == 1 else "strings locked")
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _TERM_WIDTH
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    sheet.freeze_panes = "A2"
    _protect(sheet)
    _set_page(sheet, "landscape")
    sheet.print_title_rows = "1:1"


def _set_sheet(sheet: Worksheet, last: int) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    target, fuzzy = (get_column_letter(COLUMNS.index(name) + 1) for name in ("target", "fuzzy"))
    place = f"{target}2:{fuzzy}{max(last, 2)}"
    doubtful, empty = PatternFill("solid", bgColor=DOUBTFUL_FILL), PatternFill("solid", bgColor=EMPTY_FILL)
    marked = FormulaRule([f"AND(LEN(${fuzzy}2)>0,LEN(${target}2)>0)"], fill=doubtful, stopIfTrue=True)  # type: ignore[no-untyped-call]
    missing = FormulaRule([f"LEN(${target}2)=0"], fill=empty)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(place, marked)
    sheet.conditional_formatting.add(f"{target}2:{target}{max(last, 2)}", missing)
    choices = DataValidation("list", formula1=f'"{FUZZY}"', allow_blank=True)
    choices.showErrorMessage = False  # who writes 1 or yes is understood
    choices.add(f"{fuzzy}2:{fuzzy}{max(last, 2)}")
    sheet.add_data_validation(choices)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(last, 2)}"
    sheet.freeze_panes = "B2"
    _protect(sheet)
    _set_page(sheet, "landscape")
    sheet.print_title_rows = "1:1"


def _protect(sheet: Worksheet) -> None:
    """Without a password: it keeps hands off by mistake, and whoever means it can take it off."""
    sheet.protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)  # False: not protected


def _set_page(sheet: Worksheet, orientation: Literal["portrait", "landscape"]) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
