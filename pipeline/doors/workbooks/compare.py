"""The same workbook seen by two readers: which cells does only one of them see, and which do they read differently?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.utils import get_column_letter

from pipeline.doors.workbooks.rules import SECOND_READER
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.source import Cell, CellKind, Sheet

__all__ = ["compare_readers"]

_ASIDE: Final = (CellKind.ERROR, CellKind.UNCALCULATED)
_CLOSE: Final = 1e-12
_MOMENT: Final = timedelta(seconds=1)
_SAVE_ANEW: Final = msg("Open the workbook in Excel, save it under a new name and use that file.")
_LOOK: Final = msg("Compare the cell with what Excel shows.")

Places = Mapping[tuple[int, int], Cell]


def _solid(sheet: Sheet) -> set[tuple[int, int]]:
    return {place for place, cell in sheet.cells.items() if cell.kind not in _ASIDE and cell.text != ""}


def _set_aside(sheet: Sheet) -> set[tuple[int, int]]:
    return {place for place, cell in sheet.cells.items() if cell.kind in _ASIDE}


def _ref(file: str, sheet: str, place: tuple[int, int]) -> CellRef:
    return CellRef(file, sheet, f"{get_column_letter(place[1])}{place[0]}")


def _agree(one: Cell, other: Cell) -> bool:
    """Whether two readers mean the same: spaces, the last digits of a number and fractions of a second are no difference."""
    if one.text == other.text:
        return True
    first, second = one.value, other.value
    if one.kind is CellKind.NUMBER and other.kind is CellKind.NUMBER and isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) <= _CLOSE * max(abs(first), abs(second))
    if isinstance(first, datetime | date | time) and isinstance(second, datetime | date | time):
        return _moments_agree(first, second)
    return one.kind is other.kind and one.text.split() == other.text.split()


def _moments_agree(one: date | time, other: date | time) -> bool:
    if isinstance(one, time) or isinstance(other, time):
        return isinstance(one, time) and isinstance(other, time) and (one.hour, one.minute) == (other.hour, other.minute)
    first, second = (moment if isinstance(moment, datetime) else datetime.combine(moment, time()) for moment in (one, other))
    return abs(first - second) <= _MOMENT


def compare_readers(file: str, first: Sequence[Sheet], second: Sequence[Sheet], skipped: frozenset[str]) -> list[Finding]:
    """Findings for every sheet whose non-empty cells differ; error cells and empty strings are set aside.

    ``skipped``: sheets that the second reader was not asked to read.
    """
    findings: list[Finding] = []
    others = {sheet.name: sheet for sheet in second}
    for sheet in first:
        other = others.pop(sheet.name, None)
        if sheet.name in skipped:
            continue
        if other is None:
            findings.append(SECOND_READER.finding(
                "sheet-extra", msg("The second reader does not see this sheet; it was read."), hint=_LOOK, place=CellRef(file, sheet.name)))
        else:
            findings += _compare_sheet(file, sheet, other)
    findings += [
        SECOND_READER.finding("sheet-missing", msg("Only the second reader sees this sheet; it was not read."), hint=_SAVE_ANEW,
                              place=CellRef(file, sheet.name))
        for sheet in others.values() if sheet.cells
    ]
    return findings


def _compare_sheet(file: str, sheet: Sheet, other: Sheet) -> list[Finding]:
    findings: list[Finding] = []
    ours, theirs, aside = _solid(sheet), _solid(other), _set_aside(sheet)
    missing, extra = sorted(theirs - ours - aside), sorted(ours - theirs)
    if missing:
        findings.append(SECOND_READER.finding(
            "cells-missing",
            nmsg("One cell has contents that only the second reader sees ({cell}).",
                 "{n} cells have contents that only the second reader sees, the first of them {cell}.",
                 len(missing), cell=_ref(file, sheet.name, missing[0]).cell),
            hint=_SAVE_ANEW, place=_ref(file, sheet.name, missing[0]), before=other.cells[missing[0]].text,
        ))
    if extra:
        findings.append(SECOND_READER.finding(
            "cells-extra",
            nmsg("One cell has contents that the second reader does not see ({cell}); it was read.",
                 "{n} cells have contents that the second reader does not see, the first of them {cell}; they were read.",
                 len(extra), cell=_ref(file, sheet.name, extra[0]).cell),
            hint=_LOOK, place=_ref(file, sheet.name, extra[0]), after=sheet.cells[extra[0]].text,
        ))
    different = sorted(place for place in ours & theirs if not _agree(sheet.cells[place], other.cells[place]))
    if different:
        first = different[0]
        mine, its = sheet.cells[first].text, other.cells[first].text
        findings.append(SECOND_READER.finding(
            "cells-differ",
            nmsg("Two readers see different things in cell {cell}: “{first}” and “{second}”; the first was taken.",
                 "Two readers see different things in {n} cells, such as {cell}: “{first}” and “{second}”; the first was taken.",
                 len(different), cell=_ref(file, sheet.name, first).cell, first=_short(mine), second=_short(its)),
            hint=_LOOK, place=_ref(file, sheet.name, first), before=its, after=mine,
        ))
    return findings


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
