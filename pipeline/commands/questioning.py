"""``guide questions``: what a person has to decide, as lines to copy, as a workbook to fill in, and that workbook taken back."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.answering import Taken, day_of_answers, read_filled, refused_by_checks, take
from pipeline.commands.offering import area_names, failing_choices, is_refusal
from pipeline.desk import Desk, is_same_file, shown_name, today, write_file
from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.questions import QuestionRow, QuestionTable, write_questions
from pipeline.errors import ExitCode, UsageError
from pipeline.gathering import Gathered, gather
from pipeline.memory import Memory
from pipeline.model.decisions import Decisions
from pipeline.model.decisions_toml import FILE, HEAD, answer_toml, sameness_toml
from pipeline.model.field_words import field_words
from pipeline.model.fields import Lang
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.questions import Choice, Question, answer_lines, open_questions
from pipeline.model.source import SourceFile
from pipeline.normalise import load_decisions, rules
from pipeline.normalise.decisions import to_toml
from pipeline.outputs import alone
from pipeline.returned_answers import mend_sheet, take_returned, without_unasked
from pipeline.source_files import read_workbook_file
from pipeline.terminal import Printer
from pipeline.wording import say

__all__ = ["run"]

BACKUP: Final = f".{FILE}.bak"
"""Hidden, so that it is no source."""
_SHOWN_PLACES: Final = 3
_HEADERS: Final = (
    msg("No."), msg("Where"), msg("Field"), msg("Question"), msg("The cell says"), msg("Proposed"), msg("Your answer"),
    msg("Other text to print"),
)  # fmt: skip
_GUIDE: Final = msg(
    "Nothing that is proposed here is printed until somebody answers. In “{answer}” choose from the list: what is proposed is right, what "
    "the cell says is right, or nothing is to be printed. Or write the right text into “{text}”; several areas are parted by semicolons. "
    "What you do not know stays empty. Write your name below, save the workbook, and run: guide questions --take FILE"
)


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Show open questions, write them out, or take answers. Raises GuideError; nothing is then written."""
    desk = Desk(Path(arguments.sources), Path("build"))
    if arguments.out is not None and arguments.take is not None:
        raise UsageError(msg("--out and --take do not go together."), msg("Write the workbook first, and take it when it is filled in."))
    if arguments.take is not None:
        return _take(desk, Path(arguments.take), arguments.by or "", arguments.on or "", printer)
    memory = Memory(None)
    gathered = gather(desk, printer, memory)
    questions = open_questions(gathered.findings)
    printer.clear()
    if arguments.out is not None:
        lang: Lang = arguments.ui_lang or gathered.edition.staff_language
        return _write_out(desk, Path(arguments.out), gathered, questions, lang, memory, printer)
    if printer.as_json:
        printer.json({"exit_code": int(ExitCode.GOOD), "questions": [_json(one, printer) for one in questions]})
    else:
        _show(questions, printer)
    return ExitCode.GOOD


def _json(question: Question, printer: Printer) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": question.rule, "code": question.code, "severity": question.severity.value, "field": question.field, "wrote": question.wrote,
        "proposed": question.proposed, "message": printer.word(question.message),
        "places": [{"file": ref.file, "sheet": ref.sheet, "cell": ref.cell} for ref in question.places], "lines": answer_lines(question),
    }  # fmt: skip
    return {**made, "hint": printer.word(question.hint)} if question.hint else made


def _show(questions: Sequence[Question], printer: Printer) -> None:
    """Each question with the lines that answer it, ready to copy."""
    if not questions:
        printer.line(msg("There is no open question."))
        return
    for question in questions:
        printer.text(f"{question.rule} {question.code}  {_places(question, printer)}")
        printer.text(f"  {printer.word(question.message)}")
        if question.hint and not question.is_pair:
            printer.text(f"  {printer.word(question.hint)}")
        for line in answer_lines(question).rstrip().split("\n"):
            printer.text(f"    {line}")
        printer.text()
    printer.line(nmsg("{n} question is open.", "{n} questions are open.", len(questions)))
    printer.line(msg("Copy the lines of the right answers into {file}, or fill them in as a workbook:", file=FILE))
    printer.text("  guide questions --out questions.xlsx")


def _places(question: Question, printer: Printer) -> str:
    shown = "; ".join(map(str, question.places[:_SHOWN_PLACES]))
    rest = len(question.places) - _SHOWN_PLACES
    more = nmsg("and {n} more place", "and {n} more places", rest)
    return f"{shown} {printer.word(more)}" if rest > 0 else shown


def _write_out(
    desk: Desk, path: Path, gathered: Gathered, questions: Sequence[Question], lang: Lang, memory: Memory, printer: Printer
) -> ExitCode:
    """The workbook of questions, in the language asked for or the staff's.

    Raises UsageError rather than write over anything or among the sources.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(msg("{file} must end in .xlsx.", file=str(path)), msg("For example: --out questions.xlsx"))
    if os.path.lexists(path):
        raise UsageError(msg("{file} exists.", file=str(path)), msg("Name a file that does not exist yet: somebody may have filled it in."))
    if path.absolute().resolve().is_relative_to(desk.sources.absolute().resolve()):
        hint = msg("Name a place outside of it: every workbook in that folder is read as a list of organisations.")
        raise UsageError(msg("{file} lies in the edition's folder.", file=str(path)), hint)
    if questions:
        failing = failing_choices(desk, questions, memory, printer)
        write_file(path, write_questions(_table(desk, gathered, questions, failing, lang)))
    if printer.as_json:
        printer.json({"exit_code": int(ExitCode.GOOD), "questions": len(questions), "file": str(path) if questions else ""})
    elif questions:
        printer.line(nmsg("{file} holds {n} question.", "{file} holds {n} questions.", len(questions), file=str(path)))
        printer.line(msg("When it is filled in: guide questions {folder} --take {file}", folder=str(desk.sources), file=str(path)))
    else:
        printer.line(msg("There is no open question; nothing was written."))
    return ExitCode.GOOD


def _table(desk: Desk, gathered: Gathered, questions: Sequence[Question], failing: Mapping[int, set[Choice]], lang: Lang) -> QuestionTable:
    def word(message: Message) -> str:
        return say(message, lang)

    headers = [word(header) for header in _HEADERS]
    areas = area_names(desk, lang)
    return QuestionTable(
        name=word(msg("Questions")), title=word(msg("Questions on the edition {id}", id=gathered.edition.id)),
        guide=word(Message(_GUIDE.msgid, (("answer", headers[6]), ("text", headers[7])))), by=word(msg("Who answers")),
        on=word(msg("On which day (may stay empty)")), headers=headers, terms=areas,
        rows=[_row(question, lang, failing.get(place, set())) for place, question in enumerate(questions)],
        author=gathered.edition.publisher.name.get(lang, ""),
    )  # fmt: skip


def _row(question: Question, lang: Lang, failing: set[Choice]) -> QuestionRow:
    places = "\n".join(map(str, question.places[:_SHOWN_PLACES]))
    rest = len(question.places) - _SHOWN_PLACES
    more_places = nmsg("and {n} more place", "and {n} more places", rest)
    more = f"\n{say(more_places, lang)}" if rest > 0 else ""
    asked = msg("Are they one listing? Choose from the list.") if question.is_pair else question.hint
    hint = f"\n{say(asked, lang)}" if asked else ""
    return QuestionRow(
        places + more, say(field_words(question.field), lang) if question.field else "", say(question.message, lang) + hint,
        question.wrote, question.proposed, question.rule, question.field, question.wrote, question.choices(lang, failing),
        question.rule == rules.AREAS.id,
    )  # fmt: skip


def _take(desk: Desk, path: Path, by: str, on: str, printer: Printer) -> ExitCode:
    """Answers of a filled workbook into decisions.toml, as far as they can be taken; code 4 where a row could not be."""
    name = shown_name(path.name)
    workbook = open_workbook(SourceFile(name, read_workbook_file(path, name)))[0]
    text = desk.text_or(FILE)
    decisions, memory = load_decisions(text), Memory(None)
    sheet = mend_sheet(workbook)
    if sheet is None:
        filled = read_filled(workbook)
        gathered, is_empty = gather(desk, printer, memory), not filled.rows
        day = filled.day(on, gathered.edition.data_date) or today()
        signed = _signed(filled.signed(by), is_empty, name, msg("Write your name into its first yellow cell, or give it with --by."))
        taken = take(filled, open_questions(gathered.findings), decisions, signed, day)
    else:
        file, gathered = _edition_file(desk, path), gather(desk, printer, memory)
        day = day_of_answers(on, gathered.edition.data_date) or today()
        taken = take_returned(sheet, file, decisions, by.strip(), day)
        is_empty = not (taken.count() or taken.known or taken.refused)
        _signed(by, is_empty, name, msg("Give the name of whoever filled it in with --by."))
    if taken.answers:
        tried = gather(desk, printer, memory, tried=taken.added_to(decisions)).findings
        taken = refused_by_checks(taken if sheet is None else without_unasked(taken, tried), tried, is_refusal)
    if taken.count():
        made = _with(text, decisions, taken).encode()
        with alone(desk.sources):  # two who take answers at once
            desk.require_unchanged(FILE, text)
            desk.write_sources({**({BACKUP: text.encode()} if text else {}), FILE: made})
    printer.clear()
    return _tell(desk, is_empty, taken, bool(text), printer)


def _signed(by: str, is_empty: bool, name: str, hint: Message) -> str:
    """Who answered. Raises UsageError where anything is answered and nobody signed."""
    if not is_empty and not by.strip():
        raise UsageError(msg("Nobody has signed {file}.", file=name), hint)
    return by.strip()


def _edition_file(desk: Desk, path: Path) -> str:
    """The edition's workbook that ``path`` is, or is the copy of. Raises UsageError where that is none, or not clear."""
    from pipeline.returning import names_of_copies  # brings what writes workbooks

    names = desk.workbook_names()
    same = [one for one in names if is_same_file(desk.sources / one, path)]
    named = [one for one, copy in names_of_copies(names).items() if path.name in (Path(one).name, Path(copy).name)]
    whole = [one for one in named if path.absolute().as_posix().endswith(f"/{one}")]
    found = same or (named if len(named) == 1 else whole)
    if len(found) != 1:
        raise UsageError(
            msg("{file} is a copy made by guide return, but of none of the edition's workbooks, as far as its name tells.",
                file=shown_name(path.name)),
            msg("Give it back the name of the workbook that it is a copy of, or put it in that workbook's place."),
        )
    return found[0]


def _with(text: str, decisions: Decisions, taken: Taken) -> str:
    """The file with new entries at its end: what people wrote there stays as it is, their notes too."""
    entries = [answer_toml(one) for _, one in taken.answers]
    entries += [sameness_toml("same", one) for _, one in taken.same] + [sameness_toml("different", one) for _, one in taken.different]
    made = (text.rstrip("\n") + "\n" if text.strip() else HEAD) + "".join(f"\n{entry}" for entry in entries)
    wanted = taken.added_to(decisions)
    return made if load_decisions(made) == wanted else to_toml(wanted)


def _tell(desk: Desk, is_empty: bool, taken: Taken, backed_up: bool, printer: Printer) -> ExitCode:
    code = ExitCode.UNREADABLE if taken.refused else ExitCode.GOOD
    target = str(desk.sources / FILE)
    if printer.as_json:
        refused = [{"row": row, "reason": printer.word(reason)} for row, reason in sorted(taken.refused.items())]
        printer.json({"exit_code": int(code), "taken": taken.count(), "known": taken.known, "refused": refused, "file": target})
        return code
    for row, reason in sorted(taken.refused.items()):
        printer.line(msg("Row {row} was not taken: {reason}.", row=row, reason=reason))
    if is_empty:
        printer.line(msg("No question is answered in it; nothing was written."))
    elif taken.count():
        printer.line(nmsg("{n} answer was written to {file}.", "{n} answers were written to {file}.", taken.count(), file=target))
        if backed_up:
            printer.line(msg("The file as it was before: {file}", file=str(desk.sources / BACKUP)))
    if taken.known:
        printer.line(nmsg("{n} answer was there already.", "{n} answers were there already.", taken.known))
    return code
