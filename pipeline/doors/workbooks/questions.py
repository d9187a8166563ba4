"""The workbook of open questions: a row each, with drop-downs, for people who know Excel and no code. Same content, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.doors.workbooks.writing import fixed_times, line_count

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["BY_ROW", "KEYS", "QuestionRow", "QuestionTable", "write_questions"]

KEYS: Final = ("number", "place", "field", "question", "wrote", "proposed", "answer", "text", "rule", "of", "about", "choices")
"""Stand in a hidden row above the headers, so that columns are known in any language and wherever they were moved."""
BY_ROW: Final = 3
_KEY_ROW, _HEAD_ROW, _FIRST_ROW = 5, 6, 7
_WIDTHS: Final = (5, 30, 18, 48, 34, 34, 24, 34, 10, 10, 10, 10)
_HIDDEN: Final = 4
"""The last columns are for the program."""
_ANSWERED: Final = ("answer", "text")
_LONGEST: Final = 32_000
"""Characters that a cell of Excel surely holds."""
_MOST_LINES: Final = 20
_LISTS: Final = "lists"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in words; ``choices``: its drop-down; ``terms``: may the other text be chosen from the table's terms?"""

    place: str
    field: str
    question: str
    wrote: str
    proposed: str
    rule: str
    of: str
    about: str
    choices: tuple[str, ...]
    terms: bool = False


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """The sheet. ``headers``: of the eight visible columns; ``by`` and ``on``: what stands before the cells for the name and the day."""

    name: str
    title: str
    guide: str
    by: str
    on: str
    headers: Sequence[str]
    terms: Sequence[str]
    rows: Sequence[QuestionRow]
    author: str


def write_questions(table: QuestionTable) -> bytes:
    """A .xlsx file: title, what to do, who answers and when, then a row a question."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = table.author
    sheet: Worksheet = book.worksheets[0]
    sheet.title = table.name
    _write_head(sheet, table)
    lists = list(dict.fromkeys(row.choices for row in table.rows))
    for number, row in enumerate(table.rows, start=1):
        _write_row(sheet, _FIRST_ROW + number - 1, number, row, lists.index(row.choices) + 1)
    _write_lists(book, sheet, table, lists)
    _set_sheet(sheet, _FIRST_ROW + len(table.rows) - 1)
    return fixed_times(book)


def _write_head(sheet: Worksheet, table: QuestionTable) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    last = len(KEYS) - _HIDDEN
    for row, text, font in ((1, table.title, Font(bold=True, size=14)), (2, table.guide, Font())):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        cell = _put(sheet, row, 1, text)
        cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 20.0 if row == 1 else 15.0 * line_count(text, sum(_WIDTHS[:last])) + 6
    for row, label in ((BY_ROW, table.by), (BY_ROW + 1, table.on)):
        _put(sheet, row, 2, label).font = Font(bold=True)
        sheet.cell(row, 3).fill, sheet.cell(row, 3).number_format = PatternFill("solid", fgColor="FFF6D6"), "@"
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=4)
    for column, (key, width) in enumerate(zip(KEYS, _WIDTHS, strict=True), start=1):
        _put(sheet, _KEY_ROW, column, key)
        head = _put(sheet, _HEAD_ROW, column, table.headers[column - 1] if column <= last else key)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="FFE9A8" if key in _ANSWERED else "DDE6EE")
        head.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width, sheet.column_dimensions[letter].hidden = width, column > last
    sheet.row_dimensions[_KEY_ROW].hidden = True


def _write_row(sheet: Worksheet, place: int, number: int, row: QuestionRow, choices: int) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    values = (str(number), row.place, row.field, row.question, row.wrote, row.proposed, "", "", row.rule, row.of, row.about, str(choices))
    edge = Border(bottom=Side("thin", "C9D3DC"))
    lines = 1
    for column, (key, value, width) in enumerate(zip(KEYS, values, _WIDTHS, strict=True), start=1):
        cell = _put(sheet, place, column, value)
        cell.alignment, cell.border = Alignment(wrap_text=column <= len(KEYS) - _HIDDEN, vertical="top"), edge
        if key in _ANSWERED:
            cell.fill = PatternFill("solid", fgColor="FFF6D6")
        if column <= len(KEYS) - _HIDDEN:
            lines = max(lines, line_count(value, width))
    sheet.row_dimensions[place].height = 15.0 * min(lines, _MOST_LINES) + 3


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    """A cell that is a text whatever it begins with: nobody's "=..." may become a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(row, column)
    value = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_LONGEST]
    if value:
        cell.value = value
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    return cell


def _write_lists(book: Workbook, sheet: Worksheet, table: QuestionTable, lists: Sequence[tuple[str, ...]]) -> None:
    """The drop-downs; what they show stands on a hidden sheet, because a list in the rule itself may have 255 characters only.

    A row's list is found by the number in its hidden column, its areas by its rule: drop-downs stay where they are when rows are sorted,
    cells go with their row. Where no areas are asked the list is a column that is empty.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    answer, text, number = (get_column_letter(KEYS.index(key) + 1) for key in (*_ANSWERED, "choices"))
    last = _FIRST_ROW + len(table.rows) - 1
    shown = book.create_sheet(_LISTS)
    shown.sheet_state = "hidden"
    for column, values in enumerate((table.terms, *lists), start=1):
        for row, value in enumerate(values, start=1):
            _put(shown, row, column, value)
    start, most = f"'{_LISTS}'!$A$1,0,VALUE(${number}{_FIRST_ROW})", max(map(len, lists), default=1)
    choices = DataValidation("list", formula1=f"OFFSET({start},COUNTA(OFFSET({start},{most},1)),1)", allow_blank=True)
    choices.showErrorMessage, choices.errorStyle = True, "warning"  # other words may be typed, and are understood in any language
    choices.add(f"{answer}{_FIRST_ROW}:{answer}{last}")
    sheet.add_data_validation(choices)
    rules = sorted({row.rule for row in table.rows if row.terms})
    if table.terms and rules:
        rule, of_none = get_column_letter(KEYS.index("rule") + 1), len(lists) + 1
        asked = "+".join(f'(${rule}{_FIRST_ROW}="{one}")' for one in rules)
        offered = f"OFFSET('{_LISTS}'!$A$1,0,IF({asked},0,{of_none}),IF({asked},{len(table.terms)},1),1)"
        terms = DataValidation("list", formula1=offered, allow_blank=True)
        terms.showErrorMessage = False  # several may be typed, parted by semicolons
        terms.add(f"{text}{_FIRST_ROW}:{text}{last}")
        sheet.add_data_validation(terms)


def _set_sheet(sheet: Worksheet, last_row: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    last = get_column_letter(len(KEYS))
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{last}{max(last_row, _HEAD_ROW)}"
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
