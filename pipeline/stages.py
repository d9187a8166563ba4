"""The table of contents of the program: from a folder of workbooks to the written guides and their report.

What makes books is loaded by what makes books: a check of the workbooks needs none of it, and loads in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.desk import Desk
from pipeline.errors import ExitCode, GuideError
from pipeline.gathering import UNREADABLE, Gathered, gather, keep_ids
from pipeline.keys import code_fact
from pipeline.memory import Memory, digest_of
from pipeline.model.edition import Edition
from pipeline.model.fields import LANGUAGES, EditionLang, Lang, source_language
from pipeline.model.findings import CellRef, Finding
from pipeline.model.fit import FitGoal, Fitted
from pipeline.model.message import msg
from pipeline.model.outcome import MadeLanguage, Summary
from pipeline.model.plan import BookPlan
from pipeline.progress import Progress
from pipeline.source_files import GLOSSARY
from pipeline.stock import load_faces, read_design_texts
from pipeline.stylelint import lint_design, require_printable
from pipeline.waive import Weighed, weigh

if TYPE_CHECKING:
    from pipeline.earlier import EarlierPages
    from pipeline.localise import ContentCatalogue
    from pipeline.model.galley import FontFace
    from pipeline.production import Press, Produced, Store, Unread

__all__ = ["Outcome", "build_edition", "check_edition", "plan_edition", "revised_translations", "summarise"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. ``files``: everything written, in order."""

    gathered: Gathered
    weighed: Weighed
    produced: tuple[Produced, ...] = ()
    files: tuple[Path, ...] = field(default_factory=tuple)

    @property
    def exit_code(self) -> ExitCode:
        """The gravest thing that happened, by the documented codes."""
        if any(made.failed for made in self.produced):
            return ExitCode.FAILED_VERIFICATION
        if self.gathered.unreadable:
            return ExitCode.UNREADABLE
        return ExitCode.BLOCKED if self.weighed.blocking else ExitCode.GOOD


def summarise(outcome: Outcome) -> Summary:
    """What a run came to, without all it was made of."""
    gathered, weighed = outcome.gathered, outcome.weighed
    languages = tuple(
        MadeLanguage(
            made.lang, made.pages, dict(made.count.typeset), dict(made.count.cached), tuple(made.count.names),
            made.coverage.overall.told_percent, made.corrections, made.fitted, made.untranslated,
        )
        for made in outcome.produced
    )
    return Summary(
        gathered.edition.id, int(outcome.exit_code), gathered.balance, weighed.findings, weighed.waived, languages,
        tuple(map(str, outcome.files)),
    )


def check_edition(desk: Desk, progress: Progress, memory: Memory | None = None) -> Outcome:
    """Findings of the workbooks and of the design's stylesheets: nothing is typeset, nothing written. Raises GuideError."""
    gathered = gather(desk, progress, memory)
    styles = lint_design(gathered.edition.design, read_design_texts(gathered.edition.design), gathered.edition.inks)
    progress.begin(msg("Checking the translations"))
    languages = dict.fromkeys(map(source_language, gathered.edition.languages))
    revised = [finding for lang in languages for finding in revised_translations(desk, gathered, lang, memory)]
    findings = dict.fromkeys([*gathered.findings, *styles, *revised])
    return Outcome(gathered, weigh(list(findings), gathered.waivers))


def revised_translations(desk: Desk, gathered: Gathered, lang: Lang, memory: Memory | None = None) -> list[Finding]:
    """What is noticed about the translations into a language, and about the glossary; a file that cannot be read is a finding.

    ``memory``: of earlier runs, which tells what the last build translated.
    """
    from pipeline import revising
    from pipeline.localise.translations import load_content

    try:
        glossary, labels = desk.text_or(GLOSSARY), desk.text_or(f"translations/labels.{lang}.po")
        catalogue = load_content(desk.text_or(f"translations/content.{lang}.po"), lang)
        found = revising.revise_listings(gathered.clean.listings, lang, catalogue, revising.glossary_of(glossary))
        found += revising.revise_front_matter(desk, gathered.edition, lang, glossary)
        found += _revised_places(desk, gathered, catalogue, glossary, memory)
        return [*found, *revising.revise_labels(lang, labels), *revising.check_table(glossary)]
    except GuideError as error:
        return [UNREADABLE.finding("unreadable", error.message, hint=error.hint, place=CellRef("translations"))]


def _revised_places(
    desk: Desk, gathered: Gathered, catalogue: ContentCatalogue, glossary: str, memory: Memory | None
) -> list[Finding]:
    """What of the translations no longer fits where it stood in the last build, and what of the labels is cut off in heads.

    What sets is loaded only where there is anything to set.
    """
    from pipeline import revising

    lang, edition = catalogue.lang, gathered.edition
    overrides = desk.text_or(f"translations/labels.{lang}.po")
    if not overrides and not (desk.build / edition.id / lang).is_dir():
        return []
    from pipeline.slots import Slots, heads_cut

    heads = revising.revise_heads(lang, overrides, heads_cut(desk, edition, lang, revising.own_labels(lang, overrides)))
    shelf = memory.shelf(f"catalogue-{lang}") if memory else None
    before = shelf.recall("content", shelf.key("content")) if shelf else None
    slots, listings = Slots.of(desk, edition, lang), gathered.clean.listings
    wanted = slots.to_be_measured(catalogue, before) if slots else frozenset()
    if slots is None or not wanted:
        return heads
    looked_at = [listing for listing in listings if listing.id in {key.partition("/")[0] for key in wanted}]
    printed = revising.printed_catalogue(looked_at, lang, catalogue, revising.glossary_of(glossary), gathered.waivers)
    places = {key: slot for key, slot in slots.places(listings, {one.id for one in looked_at}, printed).items() if key in wanted}
    return [*heads, *(one for listing in looked_at for one in revising.revise_places(listing, lang, printed, places))]


def build_edition(
    desk: Desk,
    languages: Sequence[EditionLang],
    executor: Executor | None,
    progress: Progress, memory: Memory,
    fit: FitGoal | None = None,
    earlier: EarlierPages | None = None,
    printers: Sequence[str] = (),
) -> Outcome:
    """The whole way. Raises GuideError where nothing sensible can be made; the previous output is then untouched.

    ``executor`` runs what can run apart (:func:`pipeline.workers.open_workers`); ``memory``: of earlier runs; ``fit``: the page count
    that every language is fitted to, each by itself, before any is made; ``earlier``: pages that are to stay; ``printers``: names of
    those that press files are made for, else the edition's own.
    """
    from pipeline import printing, production

    faces = _faces()
    gathered = gather(desk, progress, memory, executor, lambda: production.look_ahead(desk, memory, languages), languages)
    desk.require_own_place(gathered.edition.id)
    require_printable(_lint(gathered.edition, memory))
    chosen = tuple(languages) or gathered.edition.languages
    kept = {lang: earlier.read(gathered.edition, lang) for lang in chosen} if earlier else {}
    refuses = earlier is not None and earlier.refuse_reflow
    if not refuses:  # else only when the pages have stayed
        keep_ids(desk, gathered, memory)
    store = _store(memory)
    printings = printing.printings_of(desk, gathered.edition, printers)
    press = production.Press(desk, faces, store, executor, progress, memory, desk.inputs_digest(), printings, kept, refuses)
    # Where nothing is readable nothing is made: the last good books stay.
    wanted = chosen if gathered.clean.listings else ()
    fitted = _fitted(gathered, wanted, press, fit) if fit else {}
    unread = [production.produce(gathered, lang, press, fitted.get(lang)) for lang in wanted]
    store.finish()
    if refuses:
        keep_ids(desk, gathered, memory)
    outcome = _written(desk, gathered, unread, memory, progress)
    memory.finish()
    return outcome


def _faces() -> tuple[FontFace, ...]:
    """The faces to set with. Raises MissingTool where nothing can be set on this machine."""
    from pipeline.lastrun import engine_facts

    engine_facts()
    return load_faces()


def _store(memory: Memory) -> Store:
    from pipeline.galley_store import DiskGalleyStore, NoGalleyStore

    return DiskGalleyStore(memory.folder / "galleys.sqlite") if memory.folder else NoGalleyStore()


def _lint(edition: Edition, memory: Memory) -> list[Finding]:
    """What of the edition's design cannot be printed; looked through once, and again where it changed."""
    texts = read_design_texts(edition.design)
    key = f"{code_fact()}\ninks {edition.inks!r}\ndesign {edition.design} {digest_of(repr(sorted(texts.items())))}"
    return memory.shelf("styles").remember("design", key, lambda: lint_design(edition.design, texts, edition.inks))


def _written(desk: Desk, gathered: Gathered, unread: Sequence[Unread], memory: Memory, progress: Progress) -> Outcome:
    """What was produced, written once its PDFs have been read again.

    While they are being read: the report as it is if they are sound, and whatever is to be remembered but their verdicts.
    """
    outcome = _outcome(gathered, [one.draft for one in unread])
    files = _files(desk, outcome)
    memory.finish()
    produced = [one.read() for one in unread]
    if any(made.failed for made in produced):
        outcome = _outcome(gathered, produced)
        files = _files(desk, outcome)
    if files:
        progress.begin(msg("Writing the files"))
        desk.write(files, [path for made in outcome.produced for path in made.stale])
        desk.keep_place(gathered.edition.id)
    return replace(outcome, files=tuple(files))


def _outcome(gathered: Gathered, produced: Sequence[Produced]) -> Outcome:
    made = {source_language(one.lang) for one in produced}
    others = {f"translations/{kind}.{lang}.po" for kind in ("content", "labels") for lang in LANGUAGES if lang not in made}
    fronts = tuple(f".{lang}.md" for lang in LANGUAGES if lang not in made)
    # Those of books that were not made match nothing now.
    waivers = [waiver for waiver in gathered.waivers if waiver.file not in others and not waiver.file.endswith(fronts)]
    return Outcome(gathered, weigh(_all_findings(gathered, produced), waivers), tuple(produced))


def _fitted(gathered: Gathered, languages: Sequence[EditionLang], press: Press, goal: FitGoal) -> dict[EditionLang, Fitted]:
    from pipeline.copyfit import fit_book

    return {lang: fit_book(gathered, lang, press, goal) for lang in languages}


def plan_edition(
    desk: Desk, languages: Sequence[EditionLang], executor: Executor | None, progress: Progress, memory: Memory
) -> list[BookPlan]:
    """How long each language's book is in other settings and without some fields; nothing is written but the cache. Raises GuideError."""
    from pipeline.copyfit import plan_book
    from pipeline.production import Press

    faces = _faces()
    gathered = gather(desk, progress, memory, executor)
    store = _store(memory)
    press = Press(desk, faces, store, executor, progress, memory, desk.inputs_digest())
    wanted = (languages or gathered.edition.languages) if gathered.clean.listings else ()
    plans = [plan_book(gathered, lang, press) for lang in wanted]
    store.finish()
    memory.finish()
    return plans


def _files(desk: Desk, outcome: Outcome) -> dict[Path, bytes]:
    """Every sound book, and the report in the staff's language, to be written at once: an interruption leaves the last edition whole."""
    if not outcome.produced:
        return {}
    from pipeline.proof.report import report_files
    from pipeline.reporting import report_facts, staff_words

    gathered = outcome.gathered
    folder = desk.build / gathered.edition.id
    facts = report_facts(folder, gathered, outcome.weighed, outcome.produced, outcome.exit_code)
    files = {path: content for made in outcome.produced if not made.failed for path, content in made.files.items()}
    return files | report_files(folder, facts, staff_words(gathered.edition.staff_language))


def _all_findings(gathered: Gathered, produced: Sequence[Produced]) -> list[Finding]:
    """Every finding once, though three languages may have met it."""
    return list(dict.fromkeys([*gathered.findings, *(finding for made in produced for finding in made.findings)]))
