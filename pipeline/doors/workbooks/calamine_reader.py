"""python-calamine: second reader of .xlsx, only reader of .xls and .ods."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import Final

import python_calamine

from pipeline.doors.workbooks.values import make_cell
from pipeline.model.source import Cell, Sheet, SheetState

__all__ = ["CalamineFailed", "read_with_calamine"]

_STATES: Final[dict[str, SheetState]] = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}


class CalamineFailed(Exception):
    """calamine could not open the workbook; ``password`` where it said that it is locked."""

    def __init__(self, cause: str, *, password: bool = False) -> None:
        super().__init__(cause)
        self.password = password


@contextlib.contextmanager
def _quiet_panics() -> Iterator[None]:
    # A panic inside the Rust library writes its backtrace to file descriptor 2 by itself, before Python hears of it.
    try:
        kept, silent = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        os.dup2(silent, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(silent)


def _cells(sheet: python_calamine.CalamineSheet) -> dict[tuple[int, int], Cell]:
    """Non-empty cells by 1-based (row, column).

    ``iter_rows`` begins at row 1 but at the first column in use, whatever its documentation says (calamine 0.9.1).
    """
    start = sheet.start
    if start is None:
        return {}
    cells: dict[tuple[int, int], Cell] = {}
    for row, values in enumerate(sheet.iter_rows(), start=1):
        for column, value in enumerate(values, start=start[1] + 1):
            if value != "":
                cell = make_cell(value)
                if cell is not None:
                    cells[row, column] = cell
    return cells


def read_with_calamine(content: bytes, *, skip: frozenset[str] = frozenset()) -> tuple[Sheet, ...]:
    """All worksheets, except those named in ``skip``, which come back without cells. Raises CalamineFailed.

    Error cells and formulas without a stored value are blank here; hidden rows and columns are not known.
    """
    try:
        with _quiet_panics():
            book = python_calamine.load_workbook(io.BytesIO(content))
            return tuple(_sheet(book, entry, skip) for entry in book.sheets_metadata
                         if entry.typ == python_calamine.SheetTypeEnum.WorkSheet)
    except python_calamine.PasswordError as problem:
        raise CalamineFailed(str(problem), password=True) from problem
    except Exception as problem:
        raise CalamineFailed(str(problem)) from problem
    except BaseException as problem:
        # pyo3's PanicException derives from BaseException and cannot be imported (python-calamine#111).
        if type(problem).__name__ != "PanicException":
            raise
        raise CalamineFailed(str(problem)) from None


def _sheet(book: python_calamine.CalamineWorkbook, entry: python_calamine.SheetMetadata, skip: frozenset[str]) -> Sheet:
    state = _STATES.get(str(entry.visible).rpartition(".")[2], "visible")
    if entry.name in skip:
        return Sheet(entry.name, state, {})
    sheet = book.get_sheet_by_name(entry.name)
    merges = tuple(
        (start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1)
        for start, end in sheet.merged_cell_ranges or () if start != end
    )
    return Sheet(entry.name, state, _cells(sheet), merges)
