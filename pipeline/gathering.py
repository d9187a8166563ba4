"""From the edition's folder to clean listings: settings, ingest, normalise, identity, balance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import repeat
from string import ascii_uppercase
from typing import Final

from pipeline import ingest, keys, normalise
from pipeline.balancing import balance_findings, weigh_rows
from pipeline.desk import Desk, shown_name
from pipeline.doors.workbooks import load_workbook_readers
from pipeline.edition_texts import require_made
from pipeline.errors import GuideError
from pipeline.memory import Memory, pack
from pipeline.model.balance import Balance
from pipeline.model.decisions import EMPTY, Decisions
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.message import msg
from pipeline.model.packing import packable
from pipeline.model.source import FileReading, SourceFile, SourceRow
from pipeline.model.waiver import Waiver
from pipeline.progress import Progress
from pipeline.unfilled import unfilled, unnamed

__all__ = ["UNREADABLE", "FileRead", "Gathered", "gather", "keep_ids", "load_readers", "read_and_clean", "remembered_edition", "rows_of"]

UNREADABLE = rule(
    "SRC-001",
    title=msg("A file could not be read"),
    rationale=msg("A workbook that is left out takes all its organisations with it; nobody notices until the book is printed."),
    codes={"unreadable": Severity.ERROR, "nothing-readable": Severity.ERROR, "not-a-workbook": Severity.WARNING},
)


@packable
@dataclass(frozen=True, slots=True)
class FileRead:
    """One workbook, read and its rows cleaned: what the next run need not do again where nothing it depends on has changed.

    ``reading`` None: it could not be opened, and ``findings`` say why. ``rows``: how many records were read, for the balance.
    """

    reading: FileReading | None
    findings: tuple[Finding, ...]
    rows: int
    cleaned: normalise.CleanedRows
    lost: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything known of the edition before any language is chosen."""

    edition: Edition
    waivers: tuple[Waiver, ...]
    readings: tuple[FileReading, ...]
    clean: normalise.Normalised
    balance: Balance
    findings: tuple[Finding, ...]
    unreadable: tuple[str, ...]
    """Files that could not be read; the build goes on without them and ends with code 4."""


@dataclass(frozen=True, slots=True)
class _Settled:
    """What people decided on the edition, and how it decides what a workbook's rows become."""

    mapping: ingest.Mapping
    vocabulary: normalise.Vocabulary
    registry: normalise.IdRegistry
    answers: Decisions
    facts: tuple[str, ...]
    """Lines of a workbook's key: everything but its own bytes and the answers in decisions.toml."""


def read_and_clean(
    source: SourceFile, mapping: ingest.Mapping, vocabulary: normalise.Vocabulary, decisions: Decisions = EMPTY
) -> FileRead:
    """One picklable call: a workbook to cleaned rows. What cannot be read becomes a finding."""
    try:
        reading, rows, found = ingest.read_source(source, mapping=mapping)
    except GuideError as error:
        finding = UNREADABLE.finding("unreadable", error.message, hint=error.hint, place=CellRef(source.name))
        return FileRead(None, (finding,), 0, normalise.clean_rows((), vocabulary), lost=True)
    cleaned = normalise.clean_rows(rows, vocabulary, decisions.with_answers(reading.answers, source.name))
    return FileRead(reading, tuple(map(normalise.without_persons, found)), len(rows), cleaned, ingest.is_lost(reading, found))


_REPEATING: Final = frozenset({"comment", "several-names", "name-with-contacts"})
"""Findings of whole rows that hold words of a listing."""
_SPECIMEN = SourceFile(
    "specimen.csv",
    "Наименование;Область;Город;Адрес;Телефон;Электронная почта;Сайт;Миссия\n"
    "ОФ «Образец»;Алматы;Алматы;ул. Абая, 1;+7 727 250-00-00;office@obrazets.example;obrazets.example;Образец строки\n".encode(),
)
"""A line of every kind of cell."""


def load_readers() -> None:
    """Have at hand what workbooks are read and rows cleaned with: libraries, tables of places, words of headers."""
    load_workbook_readers()
    read_and_clean(_SPECIMEN, ingest.EMPTY, normalise.load_vocabulary("", ""))


def read_packed(
    source: SourceFile, mapping: ingest.Mapping, vocabulary: normalise.Vocabulary, decisions: Decisions
) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """What answers were looked for, and :func:`read_and_clean`, packed as the memory keeps it."""
    made = read_and_clean(source, mapping, vocabulary, decisions)
    return made.cleaned.consulted, pack(made)


def _settled(desk: Desk, memory: Memory, tried: Decisions | None) -> _Settled:
    texts = {name: desk.text_or(f"{name}.toml") for name in (*keys.DECISIONS, "ids")}
    vocabulary = normalise.load_vocabulary(texts["areas"], texts["topics"])
    registry = memory.shelf("settings").remember(
        "ids.toml", keys.ids_key(desk), lambda: normalise.load_ids(texts["ids"])
    )
    mapping, answers = ingest.load_mapping(texts["mapping"], "mapping.toml"), tried or normalise.load_decisions(texts["decisions"])
    return _Settled(mapping, vocabulary, registry, answers, keys.decision_facts(desk))


def _read_workbooks(
    desk: Desk, settled: _Settled, progress: Progress, memory: Memory, executor: Executor | None, meanwhile: Callable[[], None]
) -> dict[str, FileRead]:
    """Every workbook by name: remembered where neither it nor a decision that it met changed, else read, several at a time.

    ``meanwhile`` is called while other processes read.
    """
    shelf, consulted = memory.shelf("workbooks"), memory.shelf("consulted")
    found: dict[str, FileRead] = {}
    waiting: dict[str, tuple[str, SourceFile]] = {}
    names = desk.workbook_names()
    for name in names:
        try:
            source = desk.read_source(name)
        except GuideError as error:
            finding = UNREADABLE.finding("unreadable", error.message, hint=error.hint, place=CellRef(shown_name(name)))
            found[name] = FileRead(None, (finding,), 0, normalise.clean_rows((), settled.vocabulary), lost=True)
            continue
        key = keys.workbook_key(name, source.content, settled.facts)
        remembered = shelf.recall(name, keys.with_answers(key, name, consulted.recall(name, key), settled.answers))
        if isinstance(remembered, FileRead):
            found[name] = remembered
        else:
            waiting[name] = key, source
    spread = map if executor is None else executor.map
    known = (repeat(settled.mapping), repeat(settled.vocabulary), repeat(settled.answers))
    made = spread(read_packed, [source for _, source in waiting.values()], *known)
    meanwhile()
    for (name, (key, _)), (asked, packed) in zip(waiting.items(), made, strict=True):
        consulted.keep(name, key, asked)
        found[name] = shelf.keep_packed(name, keys.with_answers(key, name, asked, settled.answers), packed)
        progress.advance(len(found), len(names))
    return {name: found[name] for name in names}


def _with_returned(answers: Decisions, reads: Mapping[str, FileRead]) -> Decisions:
    """The edition's decisions, and the answers that came back in workbooks."""
    for name, read in reads.items():
        if read.reading is not None:
            answers = answers.with_answers(read.reading.answers, name)
    return answers


def _settings(desk: Desk, memory: Memory) -> tuple[Edition, list[Waiver]]:
    """edition.toml and waivers.toml, checked; the checker is slow to load and loaded only where one of them has changed."""
    edition, waivers = desk.text("edition.toml"), desk.text_or("waivers.toml")

    def read() -> tuple[Edition, list[Waiver]]:
        from pipeline.settings import read_edition, read_waivers

        return read_edition(edition), read_waivers(waivers)

    return memory.shelf("settings").remember("settings", keys.settings_key(desk), read)


def remembered_edition(desk: Desk, memory: Memory) -> Edition | None:
    """What edition.toml says, if an earlier run has checked it. Raises Unreadable where it cannot be read."""
    kept: tuple[Edition, list[Waiver]] | None = memory.shelf("settings").recall("settings", keys.settings_key(desk))
    return kept[0] if kept else None


def _unfilled(desk: Desk, edition: Edition, languages: Sequence[EditionLang], vocabulary: normalise.Vocabulary) -> list[Finding]:
    chosen = tuple(languages) or edition.languages
    for lang in chosen:
        require_made(edition, lang)
    # Of Kazakh in Latin letters only what is its own: all else is told of the Kazakh texts.
    lists = {
        "areas.toml": [(one.term.code, one.term.names) for one in vocabulary.areas],
        "topics.toml": [(one.term.code, one.term.names) for one in vocabulary.topics],
    }
    return [*unfilled(edition, chosen, {lang: desk.front_matter(lang) for lang in chosen}), *unnamed(lists, chosen)]


def gather(
    desk: Desk, progress: Progress, memory: Memory | None = None, executor: Executor | None = None,
    meanwhile: Callable[[], None] = lambda: None, languages: Sequence[EditionLang] = (), tried: Decisions | None = None,
) -> Gathered:
    """Read and clean everything. Raises Unreadable where a settings file cannot be used; a workbook that cannot is a finding.

    ``memory`` spares what has not changed since an earlier run; ``executor`` reads several workbooks at a time, and ``meanwhile`` is
    called while it does. ``languages``: those to be made, none for all of the edition; what is unfilled in others is not told.
    ``tried``: decisions in place of the edition's, to see what they would come to; ``memory`` must then be one of this process alone.
    """
    desk.require_sources()
    memory = memory or Memory(None)
    edition, waivers = _settings(desk, memory)
    settled = _settled(desk, memory, tried)
    progress.begin(msg("Reading workbooks"))
    reads = _read_workbooks(desk, settled, progress, memory, executor, meanwhile)
    progress.begin(msg("Cleaning the data"))
    clean = normalise.unite(
        [read.cleaned for read in reads.values()], settled.registry, _with_returned(settled.answers, reads), edition.data_date
    )
    read_findings = [finding for read in reads.values() for finding in read.findings]
    findings = [*_unfilled(desk, edition, languages, settled.vocabulary), *_without_rows(read_findings, clean.withheld)]
    findings += [_not_a_workbook(name) for name in desk.other_documents()]
    if not reads:
        message = msg("There is no workbook in the edition's folder")
        hint = msg("Put the provinces' workbooks (.xlsx, .ods, .xls or .csv) into that folder.")
        findings.append(UNREADABLE.finding("nothing-readable", message, hint=hint, place=CellRef(desk.sources.name)))
    followed = {number for read in reads.values() if read.reading for number in read.reading.decided}
    findings += ingest.unused_decisions(settled.mapping, followed, [name for name, read in reads.items() if read.lost], "mapping.toml")
    balance = weigh_rows(
        {name: read.reading for name, read in reads.items() if read.reading}, {name: read.rows for name, read in reads.items()}, clean,
        [shown_name(name) for name, read in reads.items() if not read.reading],
    )
    findings += clean.findings
    findings += normalise.copies_of_one({name: read.cleaned.drafts for name, read in reads.items() if read.reading})
    findings += normalise.dated_findings(clean.listings, edition.data_date, edition.verified_months)
    findings += balance_findings(balance)
    unreadable = tuple(shown_name(name) for name, read in reads.items() if read.lost) if reads else (desk.sources.name,)
    readings = tuple(read.reading for read in reads.values() if read.reading)
    return Gathered(edition, tuple(waivers), readings, clean, balance, tuple(findings), unreadable)


def _without_rows(found: Sequence[Finding], withheld: Iterable[CellRef]) -> list[Finding]:
    """What was found in workbooks, without that which repeats words of rows that ask to be left out."""
    rows = {(ref.file, ref.sheet, ref.cell) for ref in withheld}
    return [
        finding for finding in found
        if finding.code not in _REPEATING or not isinstance(finding.place, CellRef)
        or (finding.place.file, finding.place.sheet, finding.place.cell.lstrip(ascii_uppercase)) not in rows
    ]


def _not_a_workbook(name: str) -> Finding:
    shown = shown_name(name)
    return UNREADABLE.finding(
        "not-a-workbook",
        msg("{file}: a file of this kind is not read; if it holds listings, they are missing from the guide.", file=shown),
        hint=msg("Ask for the list as an Excel workbook (.xlsx); take the file out of the folder if it holds none."), place=CellRef(shown))


def rows_of(desk: Desk, files: Iterable[str]) -> list[SourceRow]:
    """The rows of some of the edition's workbooks, as they were read, cell by cell. Raises Unreadable."""
    mapping = ingest.load_mapping(desk.text_or("mapping.toml"), "mapping.toml")
    return [row for name in dict.fromkeys(files) for row in ingest.read_source(desk.read_source(name), mapping=mapping)[1]]


def keep_ids(desk: Desk, gathered: Gathered, memory: Memory) -> None:
    """Write newly allotted ids to ids.toml. Raises Unwritable; an id that cannot be kept must not be printed.

    ``memory`` knows the file as it was written: it was changed by nobody else.
    """
    text = gathered.clean.registry.to_toml()
    if text != desk.text_or("ids.toml"):
        desk.write_sources({"ids.toml": text.encode()})
        memory.shelf("settings").keep("ids.toml", keys.ids_key(desk), normalise.load_ids(text))
