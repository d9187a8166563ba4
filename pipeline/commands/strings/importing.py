"""``guide strings import``: translations back into the edition's catalogues.

--json gives:

    exit_code  0; 4 where something could not be taken
    dry_run
    files      [] file, lang, by ("" where nobody signed), checks [] about the translations themselves,
               counts {content, labels: added, changed, approved, doubtful, same, kept, refused},
               absent {content, labels: texts of the edition that are not in the file; 0 where it holds none of them}, findings [],
               remarks [] key, remark: what the translator says beside a text
    written    [] catalogues that were changed
    backups    [] what they were before
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from pipeline import revising
from pipeline.commands.strings.opening import Translations, catalogue_name, judge_for, open_translations
from pipeline.commands.strings.placing import taken_heads, taken_places
from pipeline.commands.strings.writing import tell_written, write_over
from pipeline.copies_folder import release
from pipeline.desk import Desk, decoded, shown_name
from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.saved import saved_moment
from pipeline.errors import ExitCode, GuideError, Unreadable, UsageError
from pipeline.model.fields import Lang
from pipeline.model.findings import Finding, Severity
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.source import SourceFile, Workbook
from pipeline.source_files import GLOSSARY, read_workbook_file
from pipeline.strings import accepting
from pipeline.strings.arrival import Arrival, Known, day_of
from pipeline.strings.catalogue_files import read_po, rewritten_po
from pipeline.strings.conflicts import Choice, Choices
from pipeline.strings.held import no_judge
from pipeline.strings.importing import COUNTS, Taken, take
from pipeline.strings.plural_forms import joined_forms
from pipeline.strings.reading_po import read_po_arrival
from pipeline.strings.reading_workbook import read_workbook, stated_language
from pipeline.strings.revised import revised
from pipeline.strings.telling import told_counts
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind, unit_name
from pipeline.strings.xliff import read_xliff
from pipeline.terminal import Printer
from pipeline.wording import say

__all__ = ["run"]

_XLIFF: Final = (".xlf", ".xliff", ".mqxliff")
_CATALOGUES: Final = (".po", ".pot")
_MEMORY: Final = ".tmx"
_SHOWN: Final = 8
"""Findings of one kind that are printed."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was read and not yet understood: a workbook's columns are found by what the edition knows of its language."""

    path: Path
    bytes_read: bytes
    content: Workbook | Arrival
    findings: tuple[Finding, ...] = ()

    @property
    def lang(self) -> Lang | None:
        return self.content.lang if isinstance(self.content, Arrival) else stated_language(self.content)

    @property
    def day(self) -> str:
        """On which it was saved, as it says itself."""
        return self.content.day if isinstance(self.content, Arrival) else day_of(saved_moment(self.bytes_read))


@dataclass(frozen=True, slots=True)
class _File:
    """One file, and what became of it."""

    name: str
    lang: Lang
    by: str
    taken: Mapping[CatalogueKind, Taken]
    findings: tuple[Finding, ...]
    checks: tuple[Finding, ...] = ()
    """What is noticed about the translations themselves; they were taken all the same."""

    @property
    def failed(self) -> bool:
        """Whether something in it could not be taken."""
        return bool(self.count("refused")) or any(finding.severity is Severity.ERROR for finding in self.findings)

    def count(self, name: str) -> int:
        return sum(taken.counts[name] for taken in self.taken.values())


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Take every file, one after the other, then write all catalogues that changed. Raises GuideError; nothing is then written."""
    if arguments.theirs and arguments.ours:
        raise UsageError(msg("--theirs and --ours do not go together."), msg("See: guide --help"))
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    desk.require_sources()
    opened = [_open(Path(name)) for name in arguments.files]
    spoken = _spoken(arguments, opened, printer)
    try:
        by_lang: dict[Lang, Translations] = {}
        files = [_take(one, arguments, desk, by_lang, spoken) for one in opened]
        written, backups = _write(desk, by_lang, dry_run=arguments.dry_run)
    except GuideError as error:
        spoken.failure(error)
        return error.exit_code
    printer.clear()
    for one, file in zip(opened, files, strict=True):
        if not (arguments.dry_run or file.failed):
            release(one.path, one.bytes_read)
    return _tell(files, written, backups, arguments, spoken)


def _open(path: Path) -> _Opened:
    """Raises Unreadable, in a sentence that names the file."""
    name = shown_name(path.name)
    content = read_workbook_file(path, shown_name(path.as_posix()))
    ending = path.suffix.lower()
    if ending in _CATALOGUES:
        return _Opened(path, content, read_po_arrival(decoded(content, path), name))
    if ending in _XLIFF:
        return _Opened(path, content, read_xliff(content, name))
    if ending == _MEMORY:
        raise Unreadable(
            msg("{file} is a translation memory, not a file that was sent out to be translated; nothing was taken.", file=name),
            msg("Take it with guide strings memory import, or send the translated file."))
    workbook, findings = open_workbook(SourceFile(name, content))
    return _Opened(path, content, workbook, tuple(findings))


def _spoken(arguments: argparse.Namespace, opened: Sequence[_Opened], printer: Printer) -> Printer:
    """Speaks the translators' language where nobody asked for another."""
    lang = arguments.ui_lang or next((one.lang for one in opened if one.lang), arguments.lang)

    def word(message: Message) -> str:
        return say(message, lang)

    return Printer(word, as_json=printer.as_json, lang=lang) if lang else printer


def _take(opened: _Opened, arguments: argparse.Namespace, desk: Desk, by_lang: dict[Lang, Translations], printer: Printer) -> _File:
    """One file into the catalogues of its language, in memory. Raises GuideError where nothing of it may be taken."""
    asked = cast("Lang | None", arguments.lang)
    name = opened.content.file
    lang = accepting.require_one_language(name, opened.lang, asked)
    accepting.require_letters(name, lang, opened.findings)
    if lang not in by_lang:
        by_lang[lang] = open_translations(desk, lang, cast("Lang", printer.lang), printer)
    ours = by_lang[lang]
    known: Known = {kind: {unit_name(unit, kind): unit.source for unit in one.units} for kind, one in ours.wanted.items()}
    arrival = opened.content if isinstance(opened.content, Arrival) else read_workbook(opened.content, known)
    texts, findings = joined_forms(accepting.named_labels(arrival.texts, known), known["labels"])
    arrival = replace(arrival, texts=tuple(texts))
    accepting.require_own(arrival, ours.gathered.edition.id, known)
    by_kind = accepting.of_kinds(texts, known)
    accepting.require_in_place(arrival)
    held = {unit_name(unit, "content"): unit.target for unit in ours.catalogues["content"].units}
    accepting.require_language(arrival, lang, by_kind["content"], held)
    by, day, word = arguments.by or arrival.by, opened.day, partial(say, lang=cast("Lang", printer.lang))
    choices = _choices(arguments, [*known["content"], *known["labels"]])
    taken, checks = {}, []
    glossary = revising.glossary_of(desk.text_or(GLOSSARY))
    for kind in CATALOGUE_KINDS:
        unread = [name for name in arrival.refused if name in known[kind]]
        judge = judge_for(desk, ours.gathered, lang) if kind == "content" else no_judge
        taken[kind] = take(by_kind[kind], ours.wanted[kind], ours.catalogues[kind], by, choices, unread, judge, day, word)
        ours.catalogues[kind] = taken[kind].catalogue
        changed = taken[kind].changed
        slots = taken_places(desk, ours, changed) if kind == "content" else {}
        cut = taken_heads(desk, ours, changed) if kind == "labels" else {}
        checks += revised(by_kind[kind], changed, lang, glossary, revising.text_width, slots, cut)
    found = [*opened.findings, *arrival.findings, *findings, *(finding for one in taken.values() for finding in one.findings)]
    return _File(name, lang, by, taken, tuple(found), tuple(checks))


def _choices(arguments: argparse.Namespace, known: Sequence[str]) -> Choices:
    """What was chosen where two translated a text. Raises UsageError for a key that no text has: nobody would see that it holds nowhere."""
    of: dict[str, Choice] = {}
    for option, chosen, other in (("--theirs-of", arguments.theirs_of, "theirs"), ("--ours-of", arguments.ours_of, "ours")):
        for key in filter(None, map(str.strip, (chosen or "").split(","))):
            if key not in known and not any(name.startswith(f"{key}/") for name in known):
                raise UsageError(msg("{option}: the edition has no text “{key}”.", option=option, key=key),
                                 msg("Give keys as the findings name them (ngo-0001/mission), or the id of a listing."))
            if of.setdefault(key, cast("Choice", other)) != other:
                raise UsageError(msg("“{key}” is given both to --theirs-of and to --ours-of.", key=key), msg("Give it to one of them."))
    return Choices("theirs" if arguments.theirs else "ours" if arguments.ours else "", of)


def _write(desk: Desk, by_lang: Mapping[Lang, Translations], *, dry_run: bool) -> tuple[list[str], list[str]]:
    """Catalogues that changed, each with what it was before beside it; gives the names of both. Raises Unwritable."""
    made: dict[str, tuple[str, str]] = {}
    for lang, ours in by_lang.items():
        for kind, catalogue in ours.catalogues.items():
            text = ours.texts[kind]
            if catalogue != read_po(text, kind, lang):
                made[catalogue_name(kind, lang)] = text, rewritten_po(text, catalogue)
    if dry_run or not made:
        return list(made), []
    for ours in by_lang.values():
        ours.keep_ids(desk)
    return list(made), write_over(desk, made)


def _tell(
    files: Sequence[_File], written: Sequence[str], backups: Sequence[str], arguments: argparse.Namespace, printer: Printer
) -> ExitCode:
    code = ExitCode.UNREADABLE if any(file.failed for file in files) else ExitCode.GOOD
    places = [str(Path(arguments.sources) / name) for name in written], [str(Path(arguments.sources) / name) for name in backups]
    if printer.as_json:
        printer.json({
            "exit_code": int(code), "dry_run": arguments.dry_run, "files": [_json(file, printer) for file in files],
            "written": [] if arguments.dry_run else places[0], "backups": places[1],
        })  # fmt: skip
        return code
    for file in files:
        printer.text(file.name)
        _tell_findings((*file.findings, *file.checks), printer)
        _tell_remarks([remark for taken in file.taken.values() for remark in taken.remarks], printer)
        counts = {name: file.count(name) for name in COUNTS}
        for message in told_counts(counts):
            printer.text(f"  {printer.word(message)}")
        absent = sum(taken.absent for taken in file.taken.values())
        if absent:
            message = nmsg("{n} text of the edition is not in the file and stays as it is.",
                           "{n} texts of the edition are not in the file and stay as they are.", absent)
            printer.text(f"  {printer.word(message)}")
    tell_written(places[0], places[1], printer, dry_run=arguments.dry_run)
    return code


def _tell_findings(findings: Sequence[Finding], printer: Printer) -> None:
    """Of each kind the first few, and how many more there are: the rest is in --json."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.INFO:
            kinds.setdefault((finding.id, finding.code), []).append(finding)
    for several in sorted(kinds.values(), key=lambda found: found[0].severity is not Severity.ERROR):
        printer.findings(several[:_SHOWN], every=True)
        if len(several) > _SHOWN:
            rest = len(several) - _SHOWN
            more = nmsg("… and {n} more of this kind; --json tells all", "… and {n} more of this kind; --json tells all", rest)
            printer.text(f"    {printer.word(more)}")


def _tell_remarks(remarks: Sequence[tuple[str, str]], printer: Printer) -> None:
    """What the translator asks or remarks, the first few; the catalogues keep it beside the texts."""
    if not remarks:
        return
    printer.line(nmsg("{n} remark of the translator:", "{n} remarks of the translator:", len(remarks)))
    for name, remark in remarks[:_SHOWN]:
        printer.text(f"    {name}: {' / '.join(remark.splitlines())}")
    if len(remarks) > _SHOWN:
        rest = len(remarks) - _SHOWN
        more = nmsg("… and {n} more of this kind; --json tells all", "… and {n} more of this kind; --json tells all", rest)
        printer.text(f"    {printer.word(more)}")


def _json(file: _File, printer: Printer) -> dict[str, Any]:
    return {
        "file": file.name, "lang": file.lang, "by": file.by, "counts": {kind: taken.counts for kind, taken in file.taken.items()},
        "absent": {kind: taken.absent for kind, taken in file.taken.items()}, "findings": printer.findings_json(file.findings),
        "checks": printer.findings_json(file.checks),
        "remarks": [{"key": name, "remark": remark} for taken in file.taken.values() for name, remark in taken.remarks],
    }  # fmt: skip
