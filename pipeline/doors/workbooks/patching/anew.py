"""A plain .xlsx of what was read of a workbook: for .xls, .ods and text tables, and for what cannot be patched.

Every cell stands where it stood and is what it was: text stays text, whatever it looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from pipeline.doors.workbooks.writing import fixed_times
from pipeline.model.source import Cell, CellKind, Sheet, Workbook

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["PlainBook", "write_plain"]

_NAMELESS: Final = "Лист1"
_LONGEST: Final = 32_767
"""Characters of a cell, as Excel allows; so are the 31 of a sheet's name and the signs that it may not have."""
_MOST_LETTERS: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_NARROW, _WIDE, _WIDE_FROM = 14, 40, 40
_HEADER_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class PlainBook:
    """The file, and what it could not hold. ``names``: old name of a sheet -> its name here."""

    content: bytes
    names: dict[str, str]
    uncalculated: int = 0
    """Formulas without a value, of which nothing is left."""
    cut: int = 0
    """Texts longer than a cell holds."""


def write_plain(workbook: Workbook) -> PlainBook:
    """Write all sheets with their cells, merges, comments, hidden rows and columns. Same content, same bytes."""
    from openpyxl import Workbook as Book

    book = Book()
    book.properties.creator = ""
    names: dict[str, str] = {}
    lost = cut = 0
    for position, sheet in enumerate(workbook.sheets):
        names[sheet.name] = _free_name(sheet.name, set(names.values()))
        made: Worksheet = book.worksheets[0] if not position else book.create_sheet()
        made.title = names[sheet.name]
        made.sheet_state = sheet.state if any(one.state == "visible" for one in workbook.sheets) else "visible"
        _write_cells(made, sheet)
        _write_layout(made, sheet)
        lost += sum(cell.kind is CellKind.UNCALCULATED for cell in sheet.cells.values())
        cut += sum(len(cell.text) > _LONGEST for cell in sheet.cells.values())
    return PlainBook(fixed_times(book), names, lost, cut)


def _free_name(name: str, taken: set[str]) -> str:
    bare = _FORBIDDEN.sub("_", name).strip("'")[:_MOST_LETTERS] or _NAMELESS
    number, made = 1, bare
    folded = {one.casefold() for one in taken}
    while made.casefold() in folded:
        number += 1
        made = f"{bare[: _MOST_LETTERS - 5]} ({number})"
    return made


def _write_cells(made: Worksheet, sheet: Sheet) -> None:
    from openpyxl.cell import MergedCell
    from openpyxl.comments import Comment

    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.kind is CellKind.UNCALCULATED:
            continue
        target = made.cell(row, column)
        if isinstance(target, MergedCell):
            continue
        _write(target, cell)
        if cell.comment:
            target.comment = Comment(cell.comment, "")
    for (row, column), text in sorted(sheet.remarks.items()):
        target = made.cell(row, column)
        if not isinstance(target, MergedCell):
            target.comment = Comment(text, "")


def _write(target: SheetCell, cell: Cell) -> None:
    value = cell.value
    if cell.kind is CellKind.NUMBER and isinstance(value, int | float):
        target.value = value
        if cell.text.isdigit() and cell.text.startswith("0") and len(cell.text) > 1:
            target.number_format = "0" * len(cell.text)
        elif cell.text.endswith("%"):
            places = len(cell.text.removesuffix("%").partition(".")[2])
            target.number_format = f"0.{'0' * places}%" if places else "0%"
    elif cell.kind is CellKind.DATE and isinstance(value, date | time):
        target.value = value
        target.number_format = _date_format(value)
    elif cell.kind is CellKind.BOOLEAN and isinstance(value, bool):
        target.value = value
    elif cell.kind is CellKind.ERROR and cell.text.startswith("#"):
        target.value = cell.text
        target.data_type = "e"
    else:
        _write_text(target, cell.text)


def _write_text(target: SheetCell, text: str) -> None:
    text = _CONTROLS.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPE.sub("_x005F_", text[:_LONGEST]))
    target.value = text
    target.data_type = "s"
    target.number_format = "@"
    if text.startswith(_FORMULA_SIGNS):
        target.quotePrefix = True


def _date_format(value: date | time) -> str:
    if isinstance(value, datetime):
        return "dd.mm.yyyy hh:mm:ss" if value.time() != time(0) else "dd.mm.yyyy"
    return "hh:mm:ss" if isinstance(value, time) else "dd.mm.yyyy"


def _write_layout(made: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    for top, left, bottom, right in sheet.merges:
        # merge_cells would empty the cells below the first; some writers leave something there.
        made.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
    longest: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= _HEADER_ROWS:
            longest[column] = max(longest.get(column, 0), len(cell.text))
    for column, length in longest.items():
        known = sheet.widths.get(column, 0)
        made.column_dimensions[get_column_letter(column)].width = known or (_WIDE if length > _WIDE_FROM else max(_NARROW, length + 2))
    for row in sheet.hidden_rows:
        made.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        made.column_dimensions[get_column_letter(column)].hidden = True
