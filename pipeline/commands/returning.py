"""``guide return``: a copy of every source workbook for its author, with what is to be mended marked in it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.commands.offering import area_names, failing_choices
from pipeline.copies_folder import put_copies, require_apart
from pipeline.desk import Desk, shown_name
from pipeline.errors import ExitCode, GuideError, OutputFailedVerification, UsageError
from pipeline.gathering import UNREADABLE, Gathered
from pipeline.memory import Memory
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Listing
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.questions import open_questions
from pipeline.model.returned import Gravity, MarkedBook
from pipeline.model.source import FileReading
from pipeline.normalise.rules import COPIES
from pipeline.returning import (
    Copy,
    Offered,
    columns_of,
    counts_of,
    language_of_book,
    make_copy,
    marked_book,
    names_of_copies,
    read_original,
)
from pipeline.terminal import Printer
from pipeline.wording import say
from pipeline.workers import spare_collection

__all__ = ["run"]

_AUTHOR = {"kk": "Анықтамалық", "ru": "Справочник", "en": "The guide"}


@dataclass(frozen=True, slots=True)
class _Made:
    """One copy, before it is written. ``name``: from the folder of copies."""

    file: str
    name: str
    lang: Lang
    marked: MarkedBook
    copy: Copy


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Make the copies, read them again, write them all or none. Raises GuideError.

    Gives code 4 where a workbook could not be read (it gets no copy, and its reason is told), 7 where a copy failed its re-reading, else 0.
    """
    from pipeline import stages

    spare_collection()
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    memory = Memory(None)
    outcome = stages.check_edition(desk, printer, memory)
    gathered = outcome.gathered
    folder = Path(arguments.out) if arguments.out else desk.build / gathered.edition.id / "return"
    require_apart(folder, desk.sources)
    if not arguments.out:
        desk.settle()
        desk.require_own_place(gathered.edition.id)
    wanted = _wanted(arguments.files, desk)
    offered = _offered(desk, outcome.weighed.findings, wanted, memory, printer)
    made, failed = _copies(desk, gathered, outcome.weighed.findings, wanted, offered, printer)
    refused, twice = _not_returned(outcome.weighed.findings, wanted)
    printer.clear()
    if not printer.as_json:
        _tell_lost(made, printer)
        printer.findings(twice, every=True)
    printer.begin(msg("Writing the files"))
    put_copies(folder, {one.name: one.copy.content for one in made}, whole=not arguments.files)
    if not arguments.out:
        desk.keep_place(gathered.edition.id)
    printer.clear()
    code = ExitCode.FAILED_VERIFICATION if failed else ExitCode.UNREADABLE if refused else ExitCode.GOOD
    if printer.as_json:
        told = [_json(one, folder, printer) for one in made]
        errors = [{"file": file, "error": printer.word(error.message)} for file, error in failed]
        printer.json({"exit_code": int(code), "edition": gathered.edition.id, "copies": told, "failed": errors,
                      "refused": printer.findings_json(refused), "two_copies": printer.findings_json(twice)})
    else:
        _tell(made, folder, refused, failed, printer)
    return code


def _offered(desk: Desk, findings: Sequence[Finding], wanted: frozenset[str], memory: Memory, printer: Printer) -> Offered:
    """Of each question of the wanted workbooks, the choices that would not be accepted."""
    asked = open_questions(one for one in findings if _file_of(one) in wanted)
    failing = failing_choices(desk, asked, memory, printer)
    return Offered({one.asked: failing.get(place, set()) for place, one in enumerate(asked)})


def _not_returned(findings: Sequence[Finding], wanted: frozenset[str]) -> tuple[list[Finding], list[Finding]]:
    """Workbooks that could not be read, and those that lie there in two copies."""
    unread = [finding for finding in findings if finding.id == UNREADABLE.id and _file_of(finding) in wanted]
    return unread, [finding for finding in findings if finding.id == COPIES.id]


def _file_of(finding: Finding) -> str:
    return finding.place.file if isinstance(finding.place, CellRef) else ""


def _wanted(named: Sequence[str], desk: Desk) -> frozenset[str]:
    """Workbooks of the edition by name: as named from its folder, or by a path to it. Raises UsageError for one that is none."""
    known = [shown_name(name) for name in desk.workbook_names()]
    if not named:
        return frozenset(known)
    chosen = set()
    for name in named:
        found = [one for one in known if name == one or Path(name) == desk.sources / one]
        found = found or [one for one in known if one.endswith(f"/{name}")]
        if len(found) != 1:
            raise UsageError(
                msg("“{file}” is none of the edition's workbooks.", file=name) if not found
                else msg("“{file}” may be any of: {files}.", file=name, files=", ".join(found)),
                msg("Name it from the edition's folder, such as {file}.", file=known[0] if known else "provinces/10-abai.xlsx"),
            )
        chosen.add(found[0])
    return frozenset(chosen)


def _copies(
    desk: Desk, gathered: Gathered, findings: Sequence[Finding], wanted: frozenset[str], offered: Offered, printer: Printer
) -> tuple[list[_Made], list[tuple[str, GuideError]]]:
    """The copies of all readable workbooks that are wanted, and those that failed their re-reading."""
    names = names_of_copies(reading.file for reading in gathered.readings)
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(_file_of(finding), []).append(finding)
    listings: dict[str, list[Listing]] = {}
    for listing in gathered.clean.listings:
        listings.setdefault(listing.source.file, []).append(listing)
    readings = [reading for reading in gathered.readings if reading.file in wanted]
    printer.begin(msg("Marking the copies"))
    made: list[_Made] = []
    failed: list[tuple[str, GuideError]] = []
    for done, reading in enumerate(readings, start=1):
        file = reading.file
        try:
            lang = language_of_book(reading, listings.get(file, []), gathered.edition.staff_language)
            offer = replace(offered, areas=area_names(desk, lang))
            made.append(_made(desk, reading, by_file.get(file, []), listings.get(file, []), names[file], lang, offer))
        except OutputFailedVerification as error:
            failed.append((file, error))
        printer.advance(done, len(readings))
    return made, failed


def _made(desk: Desk, reading: FileReading, findings: Sequence[Finding], listings: Sequence[Listing], name: str, lang: Lang,
          offered: Offered) -> _Made:
    rows = {(listing.source.sheet, int(listing.source.cell)): listing for listing in listings}
    wide = any(finding.code == "second-reader-skipped" for finding in findings)
    source = desk.read_source(reading.file)
    sheets = read_original(source, reading, wide=wide)
    marked = marked_book(findings, columns_of(reading), rows, reading.answers, lang, _AUTHOR[lang], say, sheets, offered)
    copy = make_copy(source, reading, sheets, marked, wide=wide)
    if copy.is_new and not name.lower().endswith(".xlsx"):
        name = f"{name}.xlsx"  # what has no macros any more must not be called .xlsm: Excel would not open it
    return _Made(reading.file, name, lang, marked, copy)


def _tell_lost(made: Sequence[_Made], printer: Printer) -> None:
    """What a copy cannot keep is named before anything is written."""
    for one in made:
        for lost in one.copy.lost:
            printer.line(msg("{file}: not kept in the copy: {lost}.", file=one.file, lost=lost))


def _counts(one: _Made) -> Message:
    counts = counts_of(one.marked)
    if one.marked.sheet is not None and not one.marked.sheet.lines:
        return msg("nothing to mend")
    return msg("to mend: {must}, to check: {check}, repaired: {repaired}", must=counts[Gravity.MUST], check=counts[Gravity.CHECK],
               repaired=counts[Gravity.REPAIRED])


def _tell(
    made: Sequence[_Made], folder: Path, refused: Sequence[Finding], failed: Sequence[tuple[str, GuideError]], printer: Printer
) -> None:
    for one in made:
        printer.text(f"  {folder / one.name}  ({one.lang}; {printer.word(_counts(one))})")
    printer.findings(refused, every=True)
    for _, error in failed:
        printer.line(error.message)
    printer.line(nmsg("{n} copy was written.", "{n} copies were written.", len(made)))
    if refused:
        printer.line(nmsg("{n} workbook could not be read and has no copy.", "{n} workbooks could not be read and have no copies.",
                          len({_file_of(finding) for finding in refused})))


def _json(one: _Made, folder: Path, printer: Printer) -> dict[str, Any]:
    sheet = one.marked.sheet
    return {
        "file": one.file, "copy": str(folder / one.name), "lang": one.lang,
        "marked": {gravity.value: count for gravity, count in counts_of(one.marked).items()},
        "lines": len(sheet.lines) if sheet is not None else 0,
        "questions": sum(bool(line.key and not line.answer) for line in sheet.lines) if sheet is not None else 0,
        "not_kept": [printer.word(lost) for lost in one.copy.lost],
    }
