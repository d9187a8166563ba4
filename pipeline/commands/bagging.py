"""The bag of a job: checks, papers, its round, and the files that go to the folder of hand-offs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipeline import handoff, verify
from pipeline.commands.bag_papers import (
    WORDS,
    checked,
    folding_dummy,
    preflight_papers,
    proofs,
    spec_sheets,
    swatch_sheet,
    weighed_all,
)
from pipeline.commands.handoff_changes import changes_since
from pipeline.commands.handoff_ready import built_summary
from pipeline.commands.job_facts import Books, gather_books, job_of
from pipeline.desk import Desk, read_file, read_text
from pipeline.errors import MissingTool, OutputFailedVerification, UsageError
from pipeline.handoff import Round
from pipeline.memory import Memory
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, source_language
from pipeline.model.findings import Finding, Severity
from pipeline.model.job import Job, WaivedFinding
from pipeline.model.message import msg
from pipeline.model.outcome import Summary
from pipeline.model.waiver import Waiver
from pipeline.preflight import Preflighted
from pipeline.printers import PrinterProfile
from pipeline.printing import printings_of
from pipeline.progress import Progress
from pipeline.settings import read_edition, read_waivers
from pipeline.stock import font_licences
from pipeline.waive import UNUSED, Weighed, weigh

__all__ = ["Bagged", "Wanted", "hand_off"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be handed off; empty: all languages, the edition's own printer, no waivers but those of the edition."""

    languages: tuple[EditionLang, ...] = ()
    printer: str = ""
    waivers: str = ""


@dataclass(frozen=True, slots=True)
class Bagged:
    """``findings`` that block: then there is no bag. ``is_new``: a round that was not there; else the bag stands as it stood."""

    job: Job
    path: Path | None
    sha256: str
    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...]
    is_new: bool

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def hand_off(desk: Desk, wanted: Wanted, memory: Memory, progress: Progress) -> Bagged:
    """Check, pack, read again, write. Raises GuideError; then the folder of hand-offs is as it was."""
    desk.settle()
    edition = read_edition(desk.text("edition.toml"))
    [printing] = printings_of(desk, edition, [wanted.printer] if wanted.printer else [])
    profile = printing.profile
    languages = _languages(edition, wanted)
    summary = built_summary(desk, wanted.languages, memory)
    books = gather_books(
        desk, edition, languages, printing, wanted.printer, {Path(file).name for file in summary.files}, progress
    )
    job = job_of(edition, profile, books)
    waivers, name = _waivers(desk, wanted)
    found = _found(desk, job, books, summary)
    shelf = _Shelf(desk, edition, edition.id if printing.is_own else f"{edition.id}-{profile.name}")
    content = handoff.content_digest(job, {"waivers": [repr(one) for one in waivers], "waived": [repr(one) for one in found.waived]})
    alike = shelf.alike(content, languages)
    if alike and shelf.stands(alike) and not any(one.severity is Severity.ERROR for one in found.findings):
        return _as_it_stood(job, shelf, alike)
    checks = {one.file: checked(one, books.content(one), profile, progress) for book in job.books for one in book.files}
    weighed, answered = weighed_all(checks, found, waivers, name)
    if weighed.blocking:
        return Bagged(job, None, "", (), weighed.findings, weighed.waived, is_new=False)
    _require_complete(answered)
    job = _with_fonts(job, answered)
    packing = _Packing(books, answered, weighed, shelf, content, profile, progress)
    if alike:  # its bag is gone or damaged: the same bag once more, if this program packs the same
        again = packing.packed(packing.numbered(job, alike.number))
        if again.sha256 == alike.sha256:
            return packing.written(again)
    return packing.written(packing.packed(packing.numbered(job, shelf.next_number())))


def _languages(edition: Edition, wanted: Wanted) -> tuple[EditionLang, ...]:
    """In the edition's order. Raises UsageError for one that the edition does not have."""
    for lang in wanted.languages:
        if lang not in edition.languages:
            raise UsageError(
                msg("The edition is not published in the language “{lang}”.", lang=lang),
                msg("Use some of: {names}.", names=", ".join(edition.languages)),
            )
    return tuple(lang for lang in edition.languages if not wanted.languages or lang in wanted.languages)


def _found(desk: Desk, job: Job, books: Books, summary: Summary) -> Weighed:
    """What blocks before any file was checked: errors of the build and of the covers, and numbers that disagree."""
    numbers = handoff.numbers_wrong(job, {lang: len(kept.pages) for lang, kept in books.maps.items()}, books.imprints)
    covers = weigh(
        list(dict.fromkeys(one for cover in books.covers.values() for one in cover.findings)),
        read_waivers(desk.text_or("waivers.toml")),
    )
    found = (*summary.findings, *(one for one in covers.findings if one.id != UNUSED.id))  # a waiver may be the build's
    return Weighed((*(one for one in found if one.severity is Severity.ERROR), *numbers), (*summary.waived, *covers.waived))


def _waivers(desk: Desk, wanted: Wanted) -> tuple[list[Waiver], str]:
    """Waivers for the hand-off: [[handoff]] of the edition's waivers.toml, and the file that was named."""
    own = read_waivers(desk.text_or("waivers.toml"), "waivers.toml", handoff=True)
    if not wanted.waivers:
        return own, "waivers.toml"
    text, name = read_text(Path(wanted.waivers)), Path(wanted.waivers).name
    return [*own, *read_waivers(text, wanted.waivers), *read_waivers(text, wanted.waivers, handoff=True)], name


def _require_complete(checks: Mapping[str, Preflighted]) -> None:
    """Raises MissingTool where something was not measured."""
    for file, made in checks.items():
        if made.verdict == "incomplete":
            raise MissingTool(
                msg("{file} could not be checked as a whole, so nothing is handed off.", file=file),
                msg("guide preflight tells what was not measured."),
            )


def _with_fonts(job: Job, checks: Mapping[str, Preflighted]) -> Job:
    def fonts(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted({one["name"] for name in names for one in checks[name].inventories["fonts"]}))

    return replace(job, books=tuple(replace(book, fonts=fonts([one.file for one in book.files])) for book in job.books))


class _Shelf:
    """The folder of an edition's hand-offs: its ledger and its bags."""

    def __init__(self, desk: Desk, edition: Edition, series: str) -> None:
        self.desk, self.edition, self.series = desk, edition, series
        self.folder = desk.build / edition.id / "handoff"
        path = self.folder / handoff.LEDGER
        self.rounds = handoff.read_ledger(read_file(path) if path.exists() else None, str(path))

    def alike(self, content: str, languages: Collection[str]) -> Round | None:
        """The last round of any of these books, where it is of this content."""
        last = next((one for one in reversed(self.rounds) if one.series == self.series and {*one.languages} & {*languages}), None)
        return last if last is not None and last.content == content else None

    def stands(self, one: Round) -> bool:
        """Whether its bag lies there as it was packed."""
        held = self.bag(one)
        return held is not None and sha256(held).hexdigest() == one.sha256

    def before(self, number: int) -> tuple[Round, ...]:
        """The rounds that came before this one in its series, in their order."""
        return tuple(sorted((one for one in self.rounds if one.series == self.series and one.number < number), key=lambda one: one.number))

    def bag(self, one: Round) -> bytes | None:
        path = self.folder / one.bag
        return read_file(path) if path.is_file() else None

    def next_number(self) -> int:
        bags = [path.name for path in self.folder.glob("*.zip")] if self.folder.is_dir() else []
        return handoff.next_number(self.rounds, self.series, bags)


def _as_it_stood(job: Job, shelf: _Shelf, standing: Round) -> Bagged:
    job = replace(job, job=standing.job, round=standing.number)
    return Bagged(job, shelf.folder / standing.bag, standing.sha256, (), (), (), is_new=False)


@dataclass(frozen=True, slots=True)
class _Bag:
    """A bag in memory, read again."""

    job: Job
    name: str
    content: bytes
    names: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class _Packing:
    """All that a bag is packed from, but the number of its round."""

    books: Books
    checks: Mapping[str, Preflighted]
    weighed: Weighed
    shelf: _Shelf
    content: str
    profile: PrinterProfile
    progress: Progress

    def numbered(self, job: Job, number: int) -> Job:
        """The job as this round of its series, with what was answered for."""
        before = self.shelf.before(number)
        waived = tuple(
            WaivedFinding(one.id, one.code, str(one.place or ""), {lang: word(one.message) for lang, word in WORDS.items()}, reason)
            for one, reason in self.weighed.waived if one.severity is Severity.ERROR
        )
        name = handoff.job_name(self.shelf.series, number)
        return replace(job, job=name, round=number, since=before[-1].number if before else 0, waived=waived)

    def packed(self, job: Job) -> _Bag:
        """Raises OutputFailedVerification where the bag does not stand its own test."""
        bag = f"{job.job}.zip"
        files = _sheets(job, self.books, self.checks, self.profile, self.progress)
        files |= changes_since(job, self.books, self.shelf.before(job.round), self.shelf.folder, self.profile, self.progress)
        files |= {f"fonts-licences/{name}": text for name, text in font_licences().items()}
        files |= {"job.json": handoff.job_bytes(job, {lang: handoff.rows_json(job, word) for lang, word in WORDS.items()})}
        files |= {"job.xjdf": handoff.ticket_bytes(job)}
        files |= {"README.txt": handoff.readme_bytes(job, bag, [*files, handoff.SUMS], WORDS)}
        files |= {handoff.SUMS: handoff.sums_of(files)}
        content = handoff.pack(files)
        self.progress.begin(msg("Reading the bag again"))
        _require_sound(content, bag)
        return _Bag(job, bag, content, tuple(files))

    def written(self, bag: _Bag) -> Bagged:
        """The bag, its page maps and the ledger in their places, all or none. Raises Unwritable."""
        shelf, job = self.shelf, bag.job
        one = Round(job.round, shelf.series, job.job, self.content, bag.name, bag.sha256, tuple(book.lang for book in job.books))
        rounds = [*(kept for kept in shelf.rounds if (kept.series, kept.number) != (one.series, one.number)), one]
        files = {shelf.folder / bag.name: bag.content, shelf.folder / handoff.LEDGER: handoff.ledger_bytes(job.edition, rounds)}
        files |= {shelf.folder / "maps" / job.job / f"{lang}.pagemap.json": text for lang, text in self.books.map_files.items()}
        self.progress.begin(msg("Writing the files"))
        shelf.desk.write(files)
        return Bagged(job, shelf.folder / bag.name, bag.sha256, bag.names, self.weighed.findings, self.weighed.waived, is_new=True)


def _sheets(job: Job, books: Books, checks: Mapping[str, Preflighted], profile: PrinterProfile, progress: Progress) -> dict[str, bytes]:
    """The files that stand before the job's own words, in the order of their numbers."""
    files = {one.file: books.content(one) for book in job.books for one in book.files}
    for book in job.books:
        for one in book.files:
            files |= dict(preflight_papers(checks[one.file], one, files[one.file], source_language(book.lang), progress))
        files |= dict(proofs(book, files, profile, progress))
        progress.begin(msg("Drawing the folding dummy ({lang})", lang=book.lang))
        files[f"06_folding_dummy_{book.lang}.pdf"] = folding_dummy(job, book, files[book.interior.file])
    progress.begin(msg("Collecting the colours"))
    files["07_swatches.pdf"] = swatch_sheet(job, files, profile)
    progress.begin(msg("Setting the specification"))
    files |= dict(spec_sheets(job))
    return dict(sorted(files.items()))


def _require_sound(packed: bytes, bag: str) -> None:
    """Raises OutputFailedVerification where the bag does not stand its own test."""
    found = handoff.read_bag(packed, bag, verify.page_texts).findings
    if found:
        raise OutputFailedVerification(
            msg("The bag failed its own re-reading and was not written: {reason}", reason=found[0].message),
            msg("Please send us {file}.", file=bag),
        )
