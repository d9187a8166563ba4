"""A copy is read again before it counts: its cells must be those of the original, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.utils import get_column_letter

from pipeline.doors.workbooks.calamine_reader import CalamineFailed, read_with_calamine
from pipeline.doors.workbooks.ooxml import OpenpyxlFailed, read_with_openpyxl
from pipeline.model.returned import MARKER
from pipeline.model.source import CellKind, Sheet

__all__ = ["first_difference", "read_again"]


def read_again(content: bytes, *, wide: bool = False) -> tuple[Sheet, ...] | None:
    """The sheets of a file as the reader sees them that did not help to write it; our own sheet is left out. None: it does not open.

    ``wide``: cells lie so far apart that this reader would fill too much room; the other one reads.
    """
    try:
        sheets = read_with_openpyxl(content) if wide else read_with_calamine(content)
    except (CalamineFailed, OpenpyxlFailed):
        return None
    return tuple(sheet for sheet in sheets if all(cell.text != MARKER for cell in sheet.cells.values()))


def first_difference(before: Iterable[Sheet], after: Iterable[Sheet], names: Mapping[str, str] | None = None) -> str:
    """The first cell that is another one, such as "НПО!E14"; "" where none is. ``names``: sheets that are called otherwise now."""
    now = {sheet.name: sheet for sheet in after}
    for sheet in before:
        name = (names or {}).get(sheet.name, sheet.name)
        other = now.pop(name, None)
        if other is None:
            return name
        ours, theirs = _texts(sheet), _texts(other)
        if ours != theirs:
            row, column = min(place for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place))
            return f"{name}!{get_column_letter(column)}{row}"
    return next(iter(now), "")


def _texts(sheet: Sheet) -> dict[tuple[int, int], str]:
    """What is read of cells; what only one of the readers sees (errors, empty strings, formulas without a value) is set aside."""
    aside = (CellKind.ERROR, CellKind.UNCALCULATED)
    return {place: cell.text for place, cell in sheet.cells.items() if cell.text and cell.kind not in aside}
