"""Our own first sheet of a copy that came back: no listings stand on it, but the answers that its author gave."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.ingest.folding import fold
from pipeline.ingest.grid import column_letter
from pipeline.ingest.rules import RETURNED
from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.questions import chosen, is_plain
from pipeline.model.returned import ANSWER_HEADERS, FILLS, MARKER, SHOWN, print_of
from pipeline.model.source import Cell, CellKind, Sheet

__all__ = ["is_mend_sheet", "only_our_sheet", "read_answers", "read_lines"]

_MOST_ROWS: Final = 500
"""The mark stands in the first rows, even where rows were put in above it."""
_KEYS: Final = ("rule", "field", "wrote", "proposed")
_MOST_SHOWN, _LONGEST_SHOWN = 3, 60
"""Cells with other words that are named, and letters that are shown of each."""
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A filled answer: where, what, and the hidden key of its row ("" for none). ``is_torn``: the row shows another question."""

    row: int
    ref: CellRef
    cell: Cell
    key: str
    is_torn: bool


def only_our_sheet(file: str, sheet: str) -> Finding:
    """A workbook in which nothing is left but our own sheet: its listings are gone, as when only that sheet was saved as .csv."""
    return RETURNED.finding(
        "only-our-sheet", msg("Beside our own sheet of what is to be mended, the file holds no list that could be read."),
        hint=msg("Ask its author for the whole workbook, saved as .xlsx."), place=CellRef(file, sheet))


def read_answers(file: str, sheet: Sheet) -> tuple[tuple[Answer, ...], list[Finding]]:
    """The answers of its author, each once, and what could not be understood as one; other words of his on our sheet are told."""
    marker = _marker(sheet)
    if marker is None:
        return (), []
    answers: dict[Answer, None] = {}
    findings: list[Finding] = []
    for _, found in read_lines(file, sheet):
        if isinstance(found, Finding):
            findings.append(found)
        else:
            answers[found] = None
    findings += _other_words(file, sheet, marker)
    if answers:
        message = nmsg("One answer of the workbook's author was read.", "{n} answers of the workbook's author were read.", len(answers))
        findings.append(RETURNED.finding("answers-read", message, place=CellRef(file, sheet.name)))
    return tuple(answers), findings


def read_lines(file: str, sheet: Sheet) -> Iterator[tuple[int, Answer | Finding]]:
    """(row as Excel shows it, what its author answered there or why that could not be understood) of every filled line."""
    marker = _marker(sheet)
    if marker is not None:
        for line in _lines(file, sheet, marker):
            yield line.row, _answer(line)


def _answer(line: _Line) -> Answer | Finding:
    """What one filled cell says, or why it says nothing."""
    text, ref = line.cell.text.strip(), line.ref
    asked = _asked(line.key)
    if line.cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED):
        return RETURNED.finding(
            "answer-unclear", msg("The answer is a formula that shows no value."), hint=msg("Write the answer itself, as text."), place=ref)
    if asked is None:
        return RETURNED.finding(
            "answer-without-question", msg("“{text}” stands where nothing was asked; it was not read as an answer.", text=text),
            hint=msg("If it is a correction, write it into the cell that it is about."), place=ref, before=text)
    if line.is_torn:
        return RETURNED.finding(
            "answer-moved", msg("“{text}” stands beside another question than it was asked with; it was not read as an answer.", text=text),
            hint=msg("Rows of our sheet were moved in part. Give the answer on the sheet of a new copy."), place=ref, before=text)
    rule, name, wrote, proposed = asked
    prints = text if is_plain(rule, name) and chosen(text) in ("yes", "no") else _printed(text, wrote, proposed)
    if prints is None:
        return RETURNED.finding(
            "answer-unclear", msg("“{text}” agrees, but nothing was proposed there.", text=text),
            hint=msg("Ask for the right text, and write it there."), place=ref, before=text)
    return Answer(rule, name, wrote, prints)


def _lines(file: str, sheet: Sheet, marker: Place) -> Iterator[_Line]:
    """Filled cells of the answer column below the header, each with the hidden key of the question that its row shows."""
    column = _answer_column(sheet, marker)
    shown = _shown_by_row(sheet, marker, column)
    keys = {row: sheet.cells[row, marker[1]].text for row in shown if (row, marker[1]) in sheet.cells}
    wrotes = {row: _squeezed(asked[2]) for row, key in keys.items() if (asked := _asked(key)) is not None}
    still_shown = {row for row, wrote in wrotes.items() if wrote in shown[row]}
    for (row, at), cell in sorted(sheet.cells.items()):
        if at == column and row > marker[0] and (cell.text.strip() or cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED)):
            other = row in wrotes and row not in still_shown and bool(shown[row] & set(wrotes.values()))
            yield _Line(row, CellRef(file, sheet.name, f"{column_letter(at)}{row}"), cell, keys.get(row, ""), other)


def _shown_by_row(sheet: Sheet, marker: Place, answers: int) -> Mapping[int, set[str]]:
    """Row below the header -> the texts that a person sees in it, without his answer."""
    found: dict[int, set[str]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > marker[0]:
            texts = found.setdefault(row, set())
            if column not in (answers, marker[1]):
                texts.add(_squeezed(cell.text))
    return found


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _other_words(file: str, sheet: Sheet, marker: Place) -> list[Finding]:
    """What somebody wrote on our sheet beside the answers, known by the prints of our own texts; read as nothing, but told."""
    kept = [cell.text.removeprefix(SHOWN).split() for cell in sheet.cells.values() if cell.text.startswith(SHOWN)]
    known = {one for prints in kept for one in prints}
    if not known:
        return []  # a copy of an earlier version, or its last rows were taken out
    answers = _answer_column(sheet, marker)
    others = [
        (CellRef(file, sheet.name, f"{column_letter(column)}{row}"), cell.text) for (row, column), cell in sorted(sheet.cells.items())
        if row > marker[0] and column not in (answers, marker[1]) and cell.text.strip()
        and not cell.text.startswith((SHOWN, FILLS)) and print_of(cell.text) not in known
    ]
    if not others:
        return []
    shown = ", ".join(f"{ref.cell} “{_short(text)}”" for ref, text in others[:_MOST_SHOWN]) + ("…" if len(others) > _MOST_SHOWN else "")
    return [RETURNED.finding(
        "other-words",
        nmsg("In one cell of our sheet stand words of its author, beside the column of answers; they were not read: {cells}",
             "In {n} cells of our sheet stand words of its author, beside the column of answers; they were not read: {cells}", len(others),
             cells=shown),
        hint=msg("Read them: a correction belongs into the cell that it is about, an answer into the last column."), place=others[0][0])]


def _short(text: str) -> str:
    flat = _squeezed(text)
    return flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1] + "…"


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
    choice = chosen(text)
    if choice == "yes":
        return proposed or None
    return text if choice is None else wrote if choice == "no" else ""
