"""What people filled in on the workbook of questions: each row becomes a decision, or one sentence why it was not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from pipeline.doors.workbooks.questions import KEYS
from pipeline.errors import Unreadable
from pipeline.ingest.grid import column_letter
from pipeline.model.decisions import Answer, Decisions, Sameness, folded
from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg
from pipeline.model.questions import PAIRED, Choice, Question, chosen
from pipeline.model.source import Cell, CellKind, Sheet, Workbook

__all__ = ["FilledRow", "FilledSheet", "Taken", "all_chosen", "day_of_answers", "read_filled", "refused_by_checks", "take"]

_NEEDED: Final = ("answer", "text", "rule", "of", "about")
_HEAD_ROWS: Final = 40
"""The row of keys stands among the first, even where rows were put in above it."""
_FIRST_DAY: Final = date(2000, 1, 1)
_YEARS_AFTER: Final = 1
"""An edition is answered for before it is out: no later than so many years after the day of its data."""
_WRITTEN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LONGEST: Final = 32_000
_DATED: Final = frozenset({"founded", "verified"})
_NUMERIC: Final = frozenset({
    "bin", "founded", "postcode", "phones", "mobile", "fax", "freephone", "helpline", "contacts", "press_phone",
})
"""Fields in which a number of digits alone says all that there is to say."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with an answer. ``row``: its number as Excel shows it; ``about``: the text or the pair that was asked about.

    ``trouble``: why a cell of it cannot be understood; ``place``: the address of the cell of ``text``, and ``kind`` what it holds.
    """

    row: int
    answer: str
    text: str
    rule: str
    field: str
    about: str
    trouble: Message | None = None
    place: str = ""
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The rows that hold an answer, who gave it ("" where nobody signed) and the day as it was written ("" for none).

    ``unsigned``, ``undated``: why the cell of the name, or of the day, cannot be understood.
    """

    rows: tuple[FilledRow, ...]
    by: str
    on: str
    unsigned: Message | None = None
    undated: Message | None = None

    def signed(self, given: str) -> str:
        """Who answered: ``given``, else who signed. Raises Unreadable for a signature that cannot be read."""
        if not given and self.unsigned is not None:
            raise Unreadable(msg("The name of who answered cannot be read: {reason}.", reason=self.unsigned), _SIGN)
        return (given or self.by).strip()

    def day(self, given: str, data_date: date) -> date | None:
        """The day that was ``given``, else written. Raises Unreadable for what is none (see :func:`day_of_answers`)."""
        if not given and self.undated is not None:
            raise Unreadable(msg("The day of the answers cannot be read: {reason}.", reason=self.undated), _WRITE_DAY)
        return day_of_answers(given or self.on, data_date)


_SIGN: Final = msg("Write your name into its first yellow cell, or give it with --by.")
_WRITE_DAY: Final = msg("Write it as 01.03.2027, or leave it empty.")


def day_of_answers(text: str, data_date: date) -> date | None:
    """A day as it is written; None for an empty text.

    Raises Unreadable for what is no day, for one before 2000, and for one more than a year after the day of the edition's data, which is
    the only clock that an edition has.
    """
    if not text:
        return None
    written = _WRITTEN_DAY.fullmatch(text)
    try:
        day = date(int(written[3]), int(written[2]), int(written[1])) if written else date.fromisoformat(text[:10])
    except ValueError as error:
        raise Unreadable(msg("“{text}” is no day on which the questions were answered.", text=text), _WRITE_DAY) from error
    last = date(data_date.year + _YEARS_AFTER, data_date.month, min(data_date.day, 28))
    if not _FIRST_DAY <= day <= last:
        first, latest = (f"{one:%d.%m.%Y}" for one in (_FIRST_DAY, last))
        raise Unreadable(
            msg("“{text}” cannot be the day on which the questions were answered.", text=text),
            msg("Days from {first} to {last} are taken: a year after data_date in edition.toml at the latest.", first=first, last=latest),
        )
    return day


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
    def cell(row: int, key: str) -> Cell | None:
        return sheet.cells.get((row, columns[key])) if key in columns else None

    def said(row: int, key: str) -> str:
        found = cell(row, key)
        return found.text.strip() if found and found.kind not in _VALUELESS else ""

    def trouble(row: int, *keys: str) -> Message | None:
        found = [_trouble(f"{column_letter(columns[key])}{row}", one) for key in keys if (one := cell(row, key)) is not None]
        return next((one for one in found if one is not None), None)

    rows = []
    for row in sorted({row for row, _ in sheet.cells if row > key_row}):
        wrong = trouble(row, "answer", "text")
        if said(row, "rule") == "rule" or not (said(row, "answer") or said(row, "text") or wrong):
            continue  # the headers, whose hidden ones are the keys, or a question without an answer
        typed = cell(row, "text")
        rows.append(FilledRow(
            row, said(row, "answer"), said(row, "text"), said(row, "rule"), said(row, "of"), said(row, "about"), wrong,
            f"{column_letter(columns['text'])}{row}", typed.kind if typed else CellKind.TEXT,
        ))
    by, on = key_row - 2, key_row - 1
    return FilledSheet(tuple(rows), said(by, "field"), said(on, "field"), trouble(by, "field"), trouble(on, "field"))


_VALUELESS: Final = (CellKind.UNCALCULATED, CellKind.ERROR)


def _trouble(place: str, cell: Cell) -> Message | None:
    """Why nothing can be read in a cell that looks filled."""
    if cell.kind is CellKind.UNCALCULATED:
        return msg("{cell} holds a formula whose value was never stored; type what it should say", cell=place)
    if cell.kind is CellKind.ERROR:
        return msg("{cell} shows the error {text}; type what it should say", cell=place, text=cell.text)
    return None


def _unfit(row: FilledRow, question: Question) -> Message | None:
    """Why a date, a number, a yes of Excel's cannot be the text that is asked for, where it does not say exactly one thing."""
    if not row.text or row.kind is CellKind.TEXT:
        return None
    if row.kind is CellKind.DATE and question.field in _DATED:
        return None
    if row.kind is CellKind.NUMBER and question.field in _NUMERIC and row.text.isdigit():
        return None
    if row.kind is CellKind.BOOLEAN and question.is_plain:
        return None
    kinds = {CellKind.DATE: msg("a date"), CellKind.NUMBER: msg("a number"), CellKind.BOOLEAN: msg("a yes or no")}
    return msg("{cell} holds {kind} ({text}), and a text is asked for; type it with an apostrophe before it",
               cell=row.place, kind=kinds.get(row.kind, msg("no text")), text=row.text)


def take(sheet: FilledSheet, questions: Iterable[Question], decisions: Decisions, by: str, on: date) -> Taken:
    """Every filled row as a decision by that person on that day; what cannot be one is refused in a sentence."""
    asked = {_key(one.rule, one.field, one.wrote): one for one in questions}
    taken, seen = Taken(), dict[tuple[str, str, str], int]()
    for row in sheet.rows:
        key = _key(row.rule, row.field, row.about)
        question = asked.get(key)
        if row.trouble is not None:
            taken.refused[row.row] = row.trouble
        elif key in seen:
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
    elif not row.about:
        taken.refused[row.row] = msg("no question stands in it, or its hidden cells are gone")
    else:
        taken.refused[row.row] = msg("nobody asks about “{text}” any more: the cell was mended, or the row is gone", text=row.about)


def _take_pair(row: FilledRow, question: Question, by: str, on: date, taken: Taken) -> None:
    choice = chosen(row.answer, marks=True)
    pair = Sameness(tuple(question.wrote.split(PAIRED)), by, on)
    if row.text or choice not in ("yes", "no"):
        taken.refused[row.row] = msg("whether two listings are one is answered by yes or no, without another text")
    elif choice == "yes":
        taken.same.append((row.row, pair))
    else:
        taken.different.append((row.row, pair))


def _take_value(row: FilledRow, question: Question, by: str, on: date, taken: Taken) -> None:
    choice, unfit, own = chosen(row.answer, marks=True), _unfit(row, question), question.own_choice(row.answer)
    prints = row.text or own or (question.prints(choice or "out"))
    if unfit is not None:
        taken.refused[row.row] = unfit
    elif row.answer and choice is None and not own:
        taken.refused[row.row] = msg("“{text}” is none of the answers; the right text goes into the column beside", text=row.answer)
    elif row.text and (own or choice == "out" or (choice == "yes" and folded(row.text) != folded(question.proposed))):
        taken.refused[row.row] = msg(
            "“{answer}” is chosen, and “{text}” is to be printed: only one of them can hold", answer=row.answer, text=row.text
        )
    elif prints is None:
        taken.refused[row.row] = msg("yes agrees with what is proposed, and nothing is; the right text goes into the column beside")
    else:
        taken.answers.append((row.row, Answer(question.rule, question.field, question.wrote, prints.strip(), by=by, on=on)))


def all_chosen(questions: Sequence[Question], choice: Choice) -> Taken:
    """One choice as the answer to every question that it can answer, by their places: to be tried, and not offered where it fails."""
    asked = [(place, one, one.prints(choice)) for place, one in enumerate(questions) if not one.is_pair]
    return Taken([(place, Answer(one.rule, one.field, one.wrote, prints)) for place, one, prints in asked if prints is not None])


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
