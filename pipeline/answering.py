"""What people filled in on the workbook of questions: each row becomes a decision, or one sentence why it was not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from pipeline.doors.workbooks.questions import KEYS
from pipeline.errors import Unreadable
from pipeline.model.decisions import Answer, Decisions, Sameness, folded
from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg
from pipeline.model.questions import CHOICES, PAIRED, Question
from pipeline.model.source import Cell, Sheet, Workbook

__all__ = ["FilledRow", "FilledSheet", "Taken", "read_filled", "refused_by_checks", "take"]

_YES: Final = frozenset(folded(word) for word in ("да", "иә", "yes", *(choices[0] for choices in CHOICES.values())))
_NO: Final = frozenset(folded(word) for word in ("нет", "жоқ", "no", *(choices[1] for choices in CHOICES.values())))
_OUT: Final = frozenset(folded(choices[2]) for choices in CHOICES.values())
_NEEDED: Final = ("answer", "text", "rule", "of", "about")
_HEAD_ROWS: Final = 40
"""The row of keys stands among the first, even where rows were put in above it."""
_WRITTEN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LONGEST: Final = 32_000


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with an answer. ``row``: its number as Excel shows it; ``about``: the text or the pair that was asked about."""

    row: int
    answer: str
    text: str
    rule: str
    field: str
    about: str


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The rows that hold an answer, who gave it ("" where nobody signed) and the day as it was written ("" for none)."""

    rows: tuple[FilledRow, ...]
    by: str
    on: str

    def day(self) -> date | None:
        """The day that was written. Raises Unreadable for what is no day."""
        if not self.on:
            return None
        written = _WRITTEN_DAY.fullmatch(self.on)
        try:
            return date(int(written[3]), int(written[2]), int(written[1])) if written else date.fromisoformat(self.on[:10])
        except ValueError as error:
            message = msg("“{text}” is no day on which the questions were answered.", text=self.on)
            raise Unreadable(message, msg("Write it as 01.03.2027, or leave it empty.")) from error


@dataclass(slots=True)
class Taken:
    """What became of the rows: decisions with the row each came from, rows that say what is decided already, and refusals by row."""

    answers: list[tuple[int, Answer]] = field(default_factory=list)
    same: list[tuple[int, Sameness]] = field(default_factory=list)
    different: list[tuple[int, Sameness]] = field(default_factory=list)
    known: int = 0
    refused: dict[int, Message] = field(default_factory=dict)

    def count(self) -> int:
        return len(self.answers) + len(self.same) + len(self.different)

    def added_to(self, decisions: Decisions) -> Decisions:
        """The decisions there were, and these behind them."""
        return Decisions(
            (*decisions.values, *(one for _, one in self.answers)), (*decisions.same, *(one for _, one in self.same)),
            (*decisions.different, *(one for _, one in self.different)),
        )  # fmt: skip


def read_filled(workbook: Workbook) -> FilledSheet:
    """The answers on a workbook of questions, in whatever order its rows and columns came back.

    Raises Unreadable where no sheet is ours.
    """
    for sheet in workbook.sheets:
        for row in range(1, _HEAD_ROWS):
            columns = {cell.text: column for (at, column), cell in sheet.cells.items() if at == row and cell.text in KEYS}
            if columns.keys() >= set(_NEEDED):
                return _filled(sheet, row, columns)
    raise Unreadable(
        msg("{file} is no workbook of questions.", file=workbook.file),
        msg("Make one with guide questions --out, fill it in and save it; its hidden row and columns must stay."),
    )


def _filled(sheet: Sheet, key_row: int, columns: Mapping[str, int]) -> FilledSheet:
    def said(row: int, key: str) -> str:
        cell: Cell | None = sheet.cells.get((row, columns[key])) if key in columns else None
        return cell.text.strip() if cell else ""

    rows = [
        FilledRow(row, said(row, "answer"), said(row, "text"), said(row, "rule"), said(row, "of"), said(row, "about"))
        for row in sorted({row for row, _ in sheet.cells if row > key_row + 1})
        if said(row, "answer") or said(row, "text")
    ]
    return FilledSheet(tuple(rows), said(key_row - 2, "field"), said(key_row - 1, "field"))


def take(sheet: FilledSheet, questions: Iterable[Question], decisions: Decisions, by: str, on: date) -> Taken:
    """Every filled row as a decision by that person on that day; what cannot be one is refused in a sentence."""
    asked = {_key(one.rule, one.field, one.wrote): one for one in questions}
    taken, seen = Taken(), dict[tuple[str, str, str], int]()
    for row in sheet.rows:
        key = _key(row.rule, row.field, row.about)
        question = asked.get(key)
        if key in seen:
            taken.refused[row.row] = msg("the question is answered in row {row} already", row=seen[key])
        elif question is None:
            _take_unasked(row, decisions, taken)
        elif question.is_pair:
            _take_pair(row, question, by, on, taken)
        else:
            _take_value(row, question, by, on, taken)
        if row.row not in taken.refused:
            seen[key] = row.row
    return taken


def _key(rule: str, name: str, text: str) -> tuple[str, str, str]:
    return rule, name, folded(_CONTROL.sub(" ", text)[:_LONGEST])


def _take_unasked(row: FilledRow, decisions: Decisions, taken: Taken) -> None:
    key = _key(row.rule, row.field, row.about)
    decided = any(_key(one.rule, one.field, one.wrote) == key for one in decisions.values)
    pair = set(row.about.split(PAIRED)) if not row.field else set()
    if decided or any(pair == set(one.listings) for one in (*decisions.same, *decisions.different)):
        taken.known += 1
    else:
        taken.refused[row.row] = msg("nobody asks about “{text}” any more: the cell was mended, or the row is gone", text=row.about)


def _choice(text: str) -> str:
    """ "yes", "no", "out", "" for nothing chosen, "?" for what is none of the choices."""
    word = folded(text)
    kinds = (("yes", _YES), ("no", _NO), ("out", _OUT))
    return next((kind for kind, words in kinds if word in words), "?") if word else ""


def _take_pair(row: FilledRow, question: Question, by: str, on: date, taken: Taken) -> None:
    choice = _choice(row.answer)
    pair = Sameness(tuple(question.wrote.split(PAIRED)), by, on)
    if row.text or choice not in ("yes", "no"):
        taken.refused[row.row] = msg("whether two listings are one is answered by yes or no, without another text")
    elif choice == "yes":
        taken.same.append((row.row, pair))
    else:
        taken.different.append((row.row, pair))


def _take_value(row: FilledRow, question: Question, by: str, on: date, taken: Taken) -> None:
    choice = _choice(row.answer)
    prints: str | None = None
    if choice == "?":
        taken.refused[row.row] = msg("“{text}” is none of the answers; the right text goes into the column beside", text=row.answer)
    elif row.text and (choice == "out" or (choice == "yes" and folded(row.text) != folded(question.proposed))):
        taken.refused[row.row] = msg(
            "“{answer}” is chosen, and “{text}” is to be printed: only one of them can hold", answer=row.answer, text=row.text
        )
    elif row.text:
        prints = row.text
    elif choice == "yes" and not question.proposed:
        taken.refused[row.row] = msg("yes agrees with what is proposed, and nothing is; the right text goes into the column beside")
    else:
        prints = {"yes": question.proposed, "no": question.wrote, "out": ""}[choice]
    if prints is not None:
        taken.answers.append((row.row, Answer(question.rule, question.field, question.wrote, prints.strip(), by=by, on=on)))


def refused_by_checks(taken: Taken, findings: Sequence[Finding], is_refusal: Callable[[Finding], bool]) -> Taken:
    """``taken`` without the answers that did not pass the checks, as the findings of a try with them say."""
    bad = {(folded(one.before or ""), one.after) for one in findings if is_refusal(one)}
    kept, refused = [], dict(taken.refused)
    for row, answer in taken.answers:
        if (folded(answer.wrote), answer.prints) in bad:
            shown = answer.prints, answer.wrote
            refused[row] = msg("“{answer}”, the answer for “{text}”, does not pass the checks itself", answer=shown[0], text=shown[1])
        else:
            kept.append((row, answer))
    return replace(taken, answers=kept, refused=refused)
