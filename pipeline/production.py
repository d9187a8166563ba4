"""One language of an edition: localise, compose, typeset, make up, write the PDFs, read them again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from math import lcm
from pathlib import Path
from typing import Protocol

from pipeline import book, compose, localise, makeup, revising, typeset
from pipeline.colophon import imprint_facts, imprint_of
from pipeline.counting import Copy
from pipeline.coverage import gate_of, standings_of, untranslated_of, with_front
from pipeline.design import Design, read_design
from pipeline.desk import Desk, read_text
from pipeline.doors.json_text import json_lines
from pipeline.drawing import Pressroom
from pipeline.earlier import account_for
from pipeline.edition_texts import content_text, front_matter, label_overrides
from pipeline.entries import Entry, Wording, make_entries
from pipeline.errors import GuideError, Unreadable
from pipeline.finishing import Finishing, Impression, finish_book
from pipeline.gathering import Gathered, remembered_edition
from pipeline.keys import catalogue_key, template_texts
from pipeline.lastrun import run_key
from pipeline.latin_notes import latin_notes
from pipeline.memory import Memory, digest_of
from pipeline.model.corrections import Corrections, corrections_json
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, source_language
from pipeline.model.findings import Finding
from pipeline.model.fit import Fitted, Setting
from pipeline.model.galley import FontFace, StyleSheet
from pipeline.model.localised import CoverageCount
from pipeline.model.message import msg
from pipeline.model.standing import Untranslated
from pipeline.pictures import Pictures
from pipeline.printers import PrinterProfile
from pipeline.printing import Printing, own_printer
from pipeline.progress import Progress
from pipeline.slots import cut_heads, slots_beyond_column
from pipeline.source_files import GLOSSARY
from pipeline.stock import book_digest, read_design_texts

__all__ = ["AtHand", "Press", "Produced", "Unread", "at_hand", "copy_of", "look_ahead", "produce"]

class Store(typeset.GalleyStore, Protocol):
    def finish(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Press:
    """What all languages share: where to write, what to set with."""

    desk: Desk
    faces: tuple[FontFace, ...]
    store: Store
    executor: Executor | None
    progress: Progress
    memory: Memory
    digest: str
    printings: tuple[Printing, ...] = ()
    """The press files to be made of each language."""
    kept: Mapping[EditionLang, makeup.KeptMap] = field(default_factory=dict)
    """Pages of an earlier build, which are to stay."""
    refuse_reflow: bool = False
    disguise: Callable[[Sequence[Entry], compose.Composing], tuple[list[Entry], compose.Composing]] | None = None
    """What becomes of a book's entries before they are set, where it is no edition's."""
    stamp: str = ""
    """What each page of the proof says of itself, where it is no edition's."""
    beside: Callable[[Finishing, book.MadeBook, Sequence[Entry]], dict[Path, bytes]] | None = None
    """Further files of each book."""


@dataclass(frozen=True, slots=True)
class PressFile:
    """For whom a press file is, and its pages, which may be more or fewer than the proof's."""

    printer: str
    pages: int


@dataclass(frozen=True, slots=True)
class Produced:
    """One language's files (not yet written), counts and findings. ``failed``: the re-reading found the PDF wrong."""

    lang: EditionLang
    files: dict[Path, bytes]
    pages: int
    count: typeset.TypesetCount
    coverage: CoverageCount
    findings: tuple[Finding, ...]
    failed: bool
    withheld_print: bool
    stale: tuple[Path, ...] = ()
    """Files of an earlier run that must not be mistaken for this one's: press files for other printers, or all where none may be made."""
    corrections: Corrections | None = None
    fitted: Fitted | None = None
    prints: Mapping[Path, PressFile] = field(default_factory=dict)
    untranslated: tuple[Untranslated, ...] = ()
    """What stands in another language, where too much does."""


def _design(edition: Edition, profile: PrinterProfile, setting: Setting | None = None) -> tuple[Design, dict[str, str]]:
    """The design for a printer (in a setting, or as designed), and the texts it was read from."""
    texts = read_design_texts(edition.design)
    inks, safe_mm = edition.inks, profile.safe_mm
    return read_design(edition.design, texts, edition.trim_mm, profile.bleed_mm, setting, inks, safe_mm), texts


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a build will set with, where the last one is remembered: else nothing, since reading it takes longer than it is worth.

    ``specimens``: blocks of the last build, in batches as :func:`pipeline.typeset.warm_up` takes them.
    """

    sheets: tuple[StyleSheet, ...] = ()
    specimens: tuple[tuple[tuple[str, ...], StyleSheet], ...] = ()
    hyphenation: Mapping[str, str] = field(default_factory=dict)


def at_hand(desk: Desk, memory: Memory, languages: Sequence[EditionLang]) -> AtHand:
    """Sheets and specimens of the first language."""
    try:
        edition = remembered_edition(desk, memory)
        if edition is None:
            return AtHand()
        sheets = _design(edition, own_printer(desk, edition))[0].sheets
    except GuideError:
        return AtHand()  # it is told when they are read in earnest
    shelf = memory.shelf(f"entries-{(*languages, *edition.languages)[0]}")
    # By their names the first is an expert and the last an organisation, where there are both.
    entries = [shelf.recall(name, shelf.key(name)) for name in (*shelf.names()[:1], *shelf.names()[-1:])]
    blocks = [entry.block for entry in entries if isinstance(entry, Entry)]
    return AtHand(tuple(sheets.values()), tuple(((block.html,), sheets[block.sheet]) for block in blocks), _hyphenation()[0])


def look_ahead(desk: Desk, memory: Memory, languages: Sequence[EditionLang]) -> None:
    """Unpack what is remembered of the first language, while other processes read workbooks."""
    edition = remembered_edition(desk, memory)
    for lang in (languages or edition.languages)[:1] if edition else ():
        for name in (f"entries-{lang}", f"catalogue-{source_language(lang)}", f"index-lines-{lang}", f"pages-{lang}"):
            memory.shelf(name).unpack()


def _hyphenation() -> tuple[dict[str, str], str]:
    paths = localise.own_dictionaries()
    digest = sha256(b"".join(path.read_bytes() for path in paths.values())).hexdigest()[:16]
    return {lang: str(path) for lang, path in paths.items()}, digest


def _corrections(made: book.MadeBook, lang: EditionLang, press: Press, design: Design, profile: PrinterProfile) -> Corrections | None:
    """What the book came to against the pages it was to keep, if any. Raises WouldReflow."""
    kept = press.kept.get(lang)
    if kept is None:
        return None
    signatures = makeup.Signatures(profile.page_multiple, nested=profile.binding == "saddle")
    return account_for(
        kept, made.page_map, signatures, design.geometry.baseline, made.overmatter, refuse_reflow=press.refuse_reflow
    )


def _account(finishing: Finishing, corrections: Corrections | None) -> tuple[dict[Path, bytes], tuple[Path, ...]]:
    """The file that tells of corrections; else where one of an earlier run would lie."""
    path = finishing.path(".corrections.json")
    if corrections is None:
        return {}, (path,)
    told = {"edition": finishing.edition.id, "lang": finishing.lang, **corrections_json(corrections)}
    return {path: json_lines(told)}, ()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One language ready to be set: its entries, what they are composed with, and what was noticed on the way."""

    entries: list[Entry]
    composing: compose.Composing
    imprint: dict[str, str]
    coverage: CoverageCount
    findings: list[Finding]
    catalogue: localise.ContentCatalogue
    worded: str
    """The key of all that entries and index lines are worded with."""
    wording: Wording


def _prepare(gathered: Gathered, lang: EditionLang, press: Press, design: Design, texts: dict[str, str]) -> _Prepared:
    edition = gathered.edition
    overrides = label_overrides(press.desk, lang)
    catalogue = _catalogue(lang, press)
    wording = Wording(lang, edition, overrides, edition.design, template_texts(texts), press.desk.text_or(GLOSSARY))
    entries = make_entries(gathered.clean.listings, wording, catalogue, press.memory, press.executor, gathered.waivers)
    coverage, findings = localise.sum_up([entry.localised for entry in entries], catalogue)
    coverage = replace(coverage, lang=lang)
    if press.disguise is None:
        front = revising.revise_front_matter(press.desk, edition, source_language(lang), wording.glossary)
        coverage, findings = with_front(coverage, front), [*findings, *front]
    findings += latin_notes(lang, edition.design, texts)
    findings += localise.unused_spellings(edition.places, gathered.clean.listings) if lang == "en" else []
    findings += localise.check_labels(lang, overrides) if overrides else []
    findings += [*revising.revise_labels(source_language(lang), overrides), *revising.check_table(wording.glossary)]
    lines = press.memory.shelf(f"index-lines-{lang}").recall("lines", "\n".join(wording.facts()))
    labels = localise.labels(lang, overrides or None)
    composing = compose.Composing(
        lang, edition, labels, design.templates, localise.sort_key, localise.bucket, front_matter(press.desk, lang), localise.set_words,
        subject_key=localise.subject_key, lines=lines or {},
    )
    if press.disguise:
        entries, composing = press.disguise(entries, composing)
    imprint = imprint_facts(edition, lang, labels, press.digest)
    return _Prepared(entries, composing, imprint, coverage, findings, catalogue, "\n".join(wording.facts()), wording)


def _keep_lines(prepared: _Prepared, lang: EditionLang, press: Press) -> None:
    """Remember the index lines of the book that was made."""
    composing = prepared.composing
    if composing.used_lines != composing.lines:
        press.memory.shelf(f"index-lines-{lang}").keep("lines", prepared.worded, composing.used_lines)


def copy_of(gathered: Gathered, lang: EditionLang, press: Press) -> Copy:
    """What a language's book is counted from, for copy-fitting."""
    edition, profile = gathered.edition, own_printer(press.desk, gathered.edition)
    design, texts = _design(edition, profile)
    prepared = _prepare(gathered, lang, press, design, texts)
    pictures, imprint = Pictures(press.desk, edition, press.memory), imprint_of(prepared.imprint, lang, profile.stock)
    facts = f"{run_key(press.desk, [lang])}\ndesign texts {digest_of(repr(sorted(texts.items())))}"
    return Copy(
        prepared.entries, prepared.composing, imprint.provisional, lcm(edition.page_multiple, profile.page_multiple),
        lambda setting: _design(edition, profile, setting)[0], lambda fitted: _typesetter(fitted, press, pictures), facts, design.fit,
        profile.page_multiple,
    )


class _Maker:
    """Makes one language's book as each printer gets it.

    Where bleed, safe edge or page multiple make other pages they are made up anew from the same galleys, never stretched.
    """

    def __init__(
        self, edition: Edition, prepared: _Prepared, design: Design, typesetter: typeset.Typesetter, pressroom: Pressroom,
        progress: Progress, kept: makeup.KeptMap | None, setting: Setting | None, made_from: Mapping[str, str],
    ) -> None:
        self._edition, self._prepared, self._design, self._typesetter = edition, prepared, design, typesetter
        self._pressroom, self._progress, self._kept, self._setting = pressroom, progress, kept, setting
        self._made_from = made_from
        self._made: dict[tuple[object, ...], book.MadeBook] = {}

    def make(self, printer: PrinterProfile) -> book.MadeBook:
        """The book for a printer; two who want the same pages get the very same."""
        design = self._design.for_printer(printer.bleed_mm, printer.safe_mm)
        multiple = lcm(self._edition.page_multiple, printer.page_multiple)
        kind = (design.furniture, multiple, printer.stock.imprint_sheet_cm, printer.stock.imprint_fraction)
        if kind not in self._made:
            composing = self._prepared.composing
            if self._made:  # index lines are the same in every book
                composing = replace(composing, lines=composing.used_lines)
            imprint = imprint_of(self._prepared.imprint, composing.lang, printer.stock)
            made = book.make_book(
                self._prepared.entries, composing, design, self._typesetter, self._pressroom, imprint.provisional, multiple,
                self._progress, self._kept, imprint.of_pages,
            )
            setting = self._setting.named() if self._setting else {}
            self._made[kind] = replace(made, page_map=replace(made.page_map, setting=setting, made_from=self._made_from))
        return self._made[kind]


@dataclass(frozen=True, slots=True)
class Unread:
    """One language whose PDFs are being read again in other processes.

    ``draft``: what was produced, as it is if they are sound. ``read`` waits for the reading, and gives what was produced.
    """

    draft: Produced
    read: Callable[[], Produced]


def produce(gathered: Gathered, lang: EditionLang, press: Press, fitted: Fitted | None = None) -> Unread:
    """Everything of one language, in memory: nothing is written before it was read again. ``fitted``: the setting copy-fitting chose.

    Pages that are to stay are made up in the setting they were made in. Raises WouldReflow where they cannot stay and must.
    """
    edition, kept = gathered.edition, press.kept.get(lang)
    setting = fitted.setting if fitted else kept.setting if kept else None
    profile = own_printer(press.desk, edition)
    design, texts = _design(edition, profile, setting)
    prepared = _prepare(gathered, lang, press, design, texts)
    pictures = Pictures(press.desk, edition, press.memory)
    typesetter = _typesetter(design, press, pictures)
    pressroom = Pressroom(design.geometry, press.memory, lang, press.executor)
    press.progress.begin(msg("Setting the pages ({lang})", lang=lang))
    made_from = {"sources": press.digest, "design": book_digest(texts)}
    maker = _Maker(edition, prepared, design, typesetter, pressroom, press.progress, kept, setting, made_from)
    made = maker.make(profile)
    _keep_lines(prepared, lang, press)
    corrections = _corrections(made, lang, press, design, profile)
    gate = gate_of(edition, prepared.coverage, gathered.waivers)
    standings = standings_of(prepared.entries, made.page_map)
    impressions = () if not gate.is_open else tuple(Impression(one, maker.make(one.profile)) for one in press.printings)
    finishing = _finishing(press, edition, lang, design, pictures, profile)
    found = [*_faults(made, finishing, gathered, prepared, typesetter), *gate.findings, *pictures.findings(made.pages, profile)]
    press.progress.begin(msg("Writing the PDFs ({lang})", lang=lang))
    finished = finish_book(finishing, made, [entry.localised.listing for entry in prepared.entries], impressions, standings)
    prints = {finishing.path(one.printing.suffix): PressFile(one.printing.profile.name, len(one.made.pages)) for one in impressions}
    account, old_account = _account(finishing, corrections)
    draft = Produced(
        lang, finished.files | account | _further(press, finishing, made, prepared), len(made.pages), typesetter.count, prepared.coverage,
        tuple(found), failed=False, withheld_print=not gate.is_open, stale=(*_stale(press, finishing, prints, made_from), *old_account),
        corrections=corrections, fitted=fitted, prints=prints,
        untranslated=untranslated_of(prepared.entries, standings, lang, prepared.catalogue) if gate.is_short else (),
    )

    def read() -> Produced:
        wrong = finished.faults()
        return replace(draft, findings=(*draft.findings, *wrong), failed=True) if wrong else draft

    return Unread(draft, read)


def _out_of_place(gathered: Gathered, prepared: _Prepared, typesetter: typeset.Typesetter, design: Design) -> list[Finding]:
    """Labels that are cut off in heads, and translations that make their entries higher than a column.

    What else has no place here has made its own: pages are made up for it.
    """
    wording, lang = prepared.wording, source_language(prepared.composing.lang)
    if lang != prepared.composing.lang:
        return []
    labels = revising.own_labels(lang, wording.overrides)
    found = revising.revise_heads(lang, wording.overrides, cut_heads(typesetter, labels, lang) if labels else {})
    slots = slots_beyond_column(typesetter.galleys, [entry.localised.listing for entry in prepared.entries], design)
    high = [listing for listing in gathered.clean.listings if listing.id in {key.partition("/")[0] for key in slots}] if slots else []
    glossary = revising.glossary_of(wording.glossary)
    printed = revising.printed_catalogue(high, lang, prepared.catalogue, glossary, gathered.waivers)
    return [*found, *(one for listing in high for one in revising.revise_places(listing, lang, printed, slots))]


def _faults(
    made: book.MadeBook, finishing: Finishing, gathered: Gathered, prepared: _Prepared, typesetter: typeset.Typesetter
) -> list[Finding]:
    """What was noticed on the way and about the pages, and, where they are an edition's, about translations that have no place on them."""
    faults = (fault.finding(finishing.path(".proof.pdf").name) for fault in made.typography)
    found = [*prepared.findings, *made.findings, *faults]
    return found if finishing.stamp else [*found, *_out_of_place(gathered, prepared, typesetter, finishing.design)]


def _further(press: Press, finishing: Finishing, made: book.MadeBook, prepared: _Prepared) -> dict[Path, bytes]:
    return press.beside(finishing, made, prepared.entries) if press.beside else {}


def _stale(press: Press, finishing: Finishing, prints: Mapping[Path, PressFile], made_from: Mapping[str, str]) -> list[Path]:
    """Press files and covers that are not this book's: also all of them where it may not be printed."""
    old = [path for path in press.desk.press_files(finishing.edition.id, finishing.lang) if path not in prints]
    return [*old, *_old_covers(press, finishing, made_from)]


def _old_covers(press: Press, finishing: Finishing, made_from: Mapping[str, str]) -> tuple[Path, ...]:
    """Covers of an earlier state of the book: it may be thicker now, and its parts begin on other pages."""
    covers = tuple(press.desk.cover_files(finishing.edition.id, finishing.lang))
    path = finishing.path(".pagemap.json")
    with suppress(Unreadable):
        if covers and makeup.read_mapped_book(read_text(path), str(path)).is_of(made_from):
            return ()
    return covers


def _finishing(
    press: Press, edition: Edition, lang: EditionLang, design: Design, pictures: Pictures, profile: PrinterProfile
) -> Finishing:
    folder, memory = press.desk.build, press.memory
    return Finishing(folder, edition, lang, design, press.faces, memory, press.executor, press.progress, pictures, profile, press.stamp)


def _catalogue(lang: EditionLang, press: Press) -> localise.ContentCatalogue:
    """The content catalogue; parsing thousands of strings is remembered too. Raises Unreadable for a broken one."""
    text, source = content_text(press.desk, lang), source_language(lang)
    shelf = press.memory.shelf(f"catalogue-{source}")
    return shelf.remember("content", catalogue_key(press.desk, source), lambda: localise.load_content(text, source))


def _typesetter(design: Design, press: Press, pictures: Pictures) -> typeset.Typesetter:
    hyphenation, digest = _hyphenation()
    setting = typeset.Typesetting(design.sheets, press.faces, hyphenation, digest)
    return typeset.Typesetter(setting, press.store, press.executor, press.progress.advance, pictures.place)

