"""Our own first sheet of a copy that came back: no listings stand on it, but the answers that its author gave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from pipeline.ingest.folding import fold
from pipeline.ingest.grid import column_letter
from pipeline.ingest.rules import RETURNED
from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.questions import CHOICES
from pipeline.model.returned import ANSWER_HEADERS, MARKER
from pipeline.model.source import Cell, CellKind, Sheet

__all__ = ["is_mend_sheet", "read_answers"]

_YES: Final = frozenset(map(fold, ("да", "иә", "yes", "верно", "дұрыс", "ok")))
_NO: Final = frozenset(map(fold, ("нет", "жоқ", "no")))
_MOST_ROWS: Final = 500
"""The mark stands in the first rows, even where rows were put in above it."""
_KEYS: Final = ("rule", "field", "wrote", "proposed")
Place = tuple[int, int]


def is_mend_sheet(sheet: Sheet) -> bool:
    """Whether the sheet is ours: by the mark in its hidden column, whatever it is called now and wherever it stands."""
    return _marker(sheet) is not None


def _marker(sheet: Sheet) -> Place | None:
    for place, cell in sheet.cells.items():
        if cell.text == MARKER:
            return place
        if place[0] > _MOST_ROWS:
            return None
    return None


def read_answers(file: str, sheet: Sheet) -> tuple[tuple[Answer, ...], list[Finding]]:
    """The answers of its author, each once, and what could not be understood as one."""
    marker = _marker(sheet)
    if marker is None:
        return (), []
    answers: dict[Answer, None] = {}
    findings: list[Finding] = []
    for place, cell, key in _lines(sheet, marker):
        text = cell.text.strip()
        ref = CellRef(file, sheet.name, f"{column_letter(place[1])}{place[0]}")
        asked = _asked(key)
        if asked is None:
            findings.append(RETURNED.finding(
                "answer-without-question", msg("“{text}” stands where nothing was asked; it was not read as an answer.", text=text),
                hint=msg("If it is a correction, write it into the cell that it is about."), place=ref, before=text))
            continue
        rule, name, wrote, proposed = asked
        prints = _printed(text, wrote, proposed)
        if prints is None:
            findings.append(RETURNED.finding(
                "answer-unclear", msg("“{text}” agrees, but nothing was proposed there.", text=text),
                hint=msg("Ask for the right text, and write it there."), place=ref, before=text))
            continue
        answers[Answer(rule, name, wrote, prints)] = None
    if answers:
        message = nmsg("One answer of the workbook's author was read.", "{n} answers of the workbook's author were read.", len(answers))
        findings.append(RETURNED.finding("answers-read", message, place=CellRef(file, sheet.name)))
    return tuple(answers), findings


def _lines(sheet: Sheet, marker: Place) -> Iterator[tuple[Place, Cell, str]]:
    """Filled cells of the answer column below the header, with the hidden key beside each ("" for none)."""
    column = _answer_column(sheet, marker)
    for (row, at), cell in sorted(sheet.cells.items()):
        if at == column and row > marker[0] and cell.text.strip() and cell.kind not in (CellKind.ERROR, CellKind.UNCALCULATED):
            key = sheet.cells.get((row, marker[1]))
            yield (row, at), cell, key.text if key is not None else ""


def _answer_column(sheet: Sheet, marker: Place) -> int:
    """By its header; else the column beside the hidden one, where it was made."""
    headers = {fold(text) for text in ANSWER_HEADERS.values()}
    for (row, column), cell in sheet.cells.items():
        if row == marker[0] and fold(cell.text) in headers:
            return column
    return marker[1] - 1


def _asked(key: str) -> tuple[str, str, str, str] | None:
    """Rule, field, text in question and proposal of a hidden key; None where it is none."""
    try:
        kept = json.loads(key)
        rule, name, wrote, proposed = (kept[one] for one in _KEYS)
    except (ValueError, KeyError, TypeError):
        return None
    if not all(isinstance(value, str) for value in (rule, name, wrote, proposed)) or not rule or not wrote:
        return None
    return rule, name, wrote, proposed


def _printed(text: str, wrote: str, proposed: str) -> str | None:
    """What an answer says is printed; None for a yes to nothing."""
    folded = fold(text)
    for choices in CHOICES.values():
        yes, no, out = map(fold, choices)
        if folded == yes:
            return proposed or None
        if folded == no:
            return wrote
        if folded == out:
            return ""
    if folded in _YES:
        return proposed or None
    return wrote if folded in _NO else text
