"""Answers on the first sheet of a copy that came back -> decisions of the edition for that workbook, or why a line was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pipeline.answering import Taken
from pipeline.ingest.mended import is_mend_sheet, read_lines
from pipeline.model.decisions import Answer, Decisions
from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg
from pipeline.model.source import Sheet, Workbook

__all__ = ["mend_sheet", "take_returned", "without_unasked"]

_REASONS: Final = {
    ("answer-without-question", True): msg("nothing was asked there"),
    ("answer-unclear", True): msg("it agrees, but nothing was proposed there"),
    ("answer-unclear", False): msg("its cell holds a formula without a value, or an error; ask for what it should say"),
    ("answer-moved", True): msg("it stands beside another question than it was asked with"),
}
"""By the finding's code, and whether it has a text."""
_STALE: Final = ("SRC-380", "stale-answer")


def mend_sheet(workbook: Workbook) -> Sheet | None:
    """The sheet of answers, if the workbook is a copy that was made for its author."""
    return next((sheet for sheet in workbook.sheets if is_mend_sheet(sheet)), None)


def take_returned(sheet: Sheet, file: str, decisions: Decisions, by: str, on: date) -> Taken:
    """Every answer of the sheet as a decision that holds for ``file``, by that person on that day.

    It is bound to the workbook, as the answers of a copy are: what one province says of its own words ("by agreement") may be a consent,
    and is no other province's.
    """
    taken, decided = Taken(), decisions.index()
    given: dict[tuple[str, str, str], tuple[int, str]] = {}
    for row, found in read_lines(file, sheet):
        if isinstance(found, Finding):
            taken.refused[row] = _REASONS[found.code, found.before is not None]
            continue
        rule, name, text = found.asked
        ways = ((rule, field, text) for field in (name, ""))
        earlier = next((one for asked in ways for where in (file, "") if (one := decided.get((asked, where))) is not None), None)
        before = given.get(found.asked)
        if found.prints in (earlier.prints if earlier else None, before[1] if before else None):
            taken.known += 1
        elif earlier is not None:
            taken.refused[row] = msg("for “{text}” “{answer}” is decided already", text=found.wrote, answer=earlier.prints)
        elif before is not None:
            taken.refused[row] = msg("the question is answered in row {row} already", row=before[0])
        else:
            given[found.asked] = row, found.prints
            taken.answers.append((row, replace(found, file=file, by=by, on=on)))
    return taken


def without_unasked(taken: Taken, findings: Sequence[Finding]) -> Taken:
    """``taken`` without the answers that nobody asks for any more, as the findings of a try with them say."""
    stale = {(one.place.file if one.place else "", one.before, one.after) for one in findings if (one.id, one.code) == _STALE}

    def is_stale(answer: Answer) -> bool:
        return (answer.file, answer.wrote, answer.prints) in stale

    refused = {row: _unasked(answer) for row, answer in taken.answers if is_stale(answer)}
    kept: Iterable[tuple[int, Answer]] = (one for one in taken.answers if not is_stale(one[1]))
    return replace(taken, answers=list(kept), refused={**taken.refused, **refused})


def _unasked(answer: Answer) -> Message:
    return msg("nobody asks about “{text}” any more: the cell was mended, or the row is gone", text=answer.wrote)
