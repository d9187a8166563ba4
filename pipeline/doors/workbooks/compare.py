"""The same workbook seen by two readers: which cells does only one of them see?"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from pipeline.doors.workbooks.rules import SECOND_READER
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.source import CellKind, Sheet

__all__ = ["compare_readers"]


def _solid(sheet: Sheet) -> set[tuple[int, int]]:
    return {place for place, cell in sheet.cells.items() if cell.kind not in (CellKind.ERROR, CellKind.UNCALCULATED) and cell.text != ""}


def _set_aside(sheet: Sheet) -> set[tuple[int, int]]:
    return {place for place, cell in sheet.cells.items() if cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED)}


def _ref(file: str, sheet: str, place: tuple[int, int]) -> CellRef:
    return CellRef(file, sheet, f"{get_column_letter(place[1])}{place[0]}")


def compare_readers(file: str, first: Sequence[Sheet], second: Sequence[Sheet], skipped: frozenset[str]) -> list[Finding]:
    """Findings for every sheet whose non-empty cells differ; error cells and empty strings are set aside.

    ``skipped``: sheets that the second reader was not asked to read.
    """
    findings: list[Finding] = []
    others = {sheet.name: sheet for sheet in second}
    for sheet in first:
        other = others.get(sheet.name)
        if other is None or sheet.name in skipped:
            continue
        ours, theirs, aside = _solid(sheet), _solid(other), _set_aside(sheet)
        missing, extra = sorted(theirs - ours - aside), sorted(ours - theirs)
        if missing:
            findings.append(SECOND_READER.finding(
                "cells-missing",
                nmsg("One cell has contents that only the second reader sees ({cell}).",
                     "{n} cells have contents that only the second reader sees, the first of them {cell}.",
                     len(missing), cell=_ref(file, sheet.name, missing[0]).cell),
                hint=msg("Open the workbook in Excel, save it under a new name and use that file."),
                place=_ref(file, sheet.name, missing[0]), before=other.cells[missing[0]].text,
            ))
        if extra:
            findings.append(SECOND_READER.finding(
                "cells-extra",
                nmsg("One cell has contents that the second reader does not see ({cell}); it was read.",
                     "{n} cells have contents that the second reader does not see, the first of them {cell}; they were read.",
                     len(extra), cell=_ref(file, sheet.name, extra[0]).cell),
                hint=msg("Compare the cell with what Excel shows."),
                place=_ref(file, sheet.name, extra[0]), after=sheet.cells[extra[0]].text,
            ))
    return findings
