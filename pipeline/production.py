"""One language of an edition: localise, compose, typeset, make up, write the PDFs, read them again."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from pipeline import __version__, book, compose, localise, makeup, normalise, prepress, proof, typeset, verify
from pipeline.design import Design, read_design
from pipeline.desk import Desk, read_design_texts
from pipeline.doors.pdf import DocumentFacts, merge_needs
from pipeline.gathering import Gathered
from pipeline.model.edition import Edition
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.galley import FontFace
from pipeline.model.localised import CoverageCount, LocalListing, LocalOrganisation
from pipeline.model.message import msg
from pipeline.model.pages import MM
from pipeline.progress import Progress

__all__ = ["Press", "Produced", "produce"]

COVERAGE = rule(
    "LOC-001",
    title=msg("Too little of the edition is translated"),
    rationale=msg("The publisher promised this share of the texts in the edition's own language; below it the book is not printed."),
    codes={"coverage": Severity.ERROR},
)


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
    digest: str


@dataclass(frozen=True, slots=True)
class Produced:
    """One language's files (not yet written), counts and findings. ``failed``: the re-reading found the PDF wrong."""

    lang: Lang
    files: dict[Path, bytes]
    pages: int
    count: typeset.TypesetCount
    coverage: CoverageCount
    findings: tuple[Finding, ...]
    failed: bool
    withheld_print: bool
    stale: tuple[Path, ...] = ()
    """Files of an earlier run that must not be mistaken for this one's: the press file where none may be made."""


def _design(edition: Edition) -> tuple[Design, prepress.PrinterProfile]:
    profile = prepress.load_profile(edition.printer_profile)
    return read_design(edition.design, read_design_texts(edition.design), edition.trim_mm, profile.bleed_mm), profile


def _hyphenation() -> tuple[dict[str, str], str]:
    path = localise.dictionary_path("kk")
    return {"kk": str(path)}, sha256(path.read_bytes()).hexdigest()[:16]


def _colophon(edition: Edition, lang: Lang, labels: localise.Labels, digest: str) -> dict[str, str]:
    width, height = (f"{side:g}" for side in edition.trim_mm)
    return {
        "edition": str(edition.number), "impression": str(edition.impression), "data_date": localise.format_date(edition.data_date, lang),
        "print_run": labels.plural("{n} copy", "{n} copies", edition.print_run), "isbn": edition.isbn.get(lang, ""), "udc": edition.udc,
        "bbk": edition.bbk, "publisher": edition.publisher.name[lang], "publisher_contact": edition.publisher.contact[lang],
        "printer": ", ".join(part for part in (edition.printer.name[lang], edition.printer.contact[lang]) if part), "digest": digest,
        "paper": edition.paper.get(lang, ""), "format": f"{width} × {height}",
    }


def _coverage_finding(edition: Edition, coverage: CoverageCount) -> list[Finding]:
    wanted, found = edition.required_coverage.get(coverage.lang, 0.0), coverage.overall.percent
    if found >= wanted:
        return []
    message = msg(
        "{found} % of the texts of the “{lang}” edition are translated, {wanted} % are required",
        found=f"{found:.1f}", lang=coverage.lang, wanted=f"{wanted:g}",
    )
    hint = msg("Add translations, or lower the share under [languages.{lang}] in edition.toml.", lang=coverage.lang)
    return [COVERAGE.finding("coverage", message, hint=hint, place=CellRef("edition.toml"))]


def _due_indexes(listing: LocalListing) -> list[str]:
    """Indexes that must lead to a listing."""
    if not isinstance(listing, LocalOrganisation):
        return ["index-people", *(["index-topics"] if listing.topics else []), *(["index-places"] if listing.town else [])]
    due = ["index-organisations"]
    due += ["index-acronyms"] if listing.acronym or listing.former_name else []
    due += ["index-areas"] if listing.areas else []
    due += ["index-places"] if listing.town else []
    due += ["index-people"] if listing.head or listing.press else []
    return due


def produce(gathered: Gathered, lang: Lang, press: Press) -> Produced:
    """Everything of one language, in memory: nothing is written before it was read again."""
    edition = gathered.edition
    catalogue = localise.load_content(press.desk.text_or(f"translations/content.{lang}.po"), lang)
    listings, coverage, findings = localise.localise(gathered.clean.listings, lang, catalogue, normalise.legal_forms())
    overrides = press.desk.text_or(f"translations/labels.{lang}.po")
    findings += localise.check_labels(lang, overrides) if overrides else []
    labels = localise.labels(lang, overrides or None)
    design, profile = _design(edition)
    composing = compose.Composing(
        lang, edition, labels, design.templates, localise.sort_key, localise.bucket, press.desk.front_matter(lang), localise.set_text
    )
    count = typeset.TypesetCount()
    hyphenation, digest = _hyphenation()
    setting = typeset.Typesetting(design.sheets, press.faces, hyphenation, digest)
    typesetter = partial(
        typeset.typeset, setting=setting, store=press.store, executor=press.executor, count=count, progress=press.progress.advance
    )
    press.progress.begin(msg("Setting the pages ({lang})", lang=lang))
    multiple = _multiple(edition.page_multiple, profile.page_multiple)
    made = book.make_book(listings, composing, design, typesetter, _colophon(edition, lang, labels, press.digest), multiple)
    gate = _coverage_finding(edition, coverage)
    findings = [*findings, *made.findings, *gate]
    press.progress.begin(msg("Writing and re-reading the PDFs ({lang})", lang=lang))
    files, faults = _files(made, listings, gathered, lang, press, design, profile, with_print=not gate)
    stale = (_path(press, edition, lang, ".print.pdf"),) if gate else ()
    return Produced(
        lang, files, len(made.pages), count, coverage, (*findings, *faults), failed=bool(faults), withheld_print=bool(gate), stale=stale
    )


def _multiple(edition: int, profile: int) -> int:
    """The page count must suit the edition and the printer both."""
    from math import lcm

    return lcm(edition, profile)


def _path(press: Press, edition: Edition, lang: Lang, suffix: str) -> Path:
    return press.desk.build / edition.id / lang / f"guide-{edition.id}-{lang}{suffix}"


def _expected(made: book.MadeBook, listings: list[LocalListing], press: Press, design: Design) -> verify.Expected:
    """What the re-reading must find in either PDF."""
    geometry = design.geometry
    return verify.Expected(
        made.page_map,
        {listing.id: _due_indexes(listing) for listing in listings},
        [face.name for face in press.faces],
        0.0,
        (geometry.outer, 0.0, geometry.trim_width - geometry.outer, design.foot_mm * MM),
        frozenset(section.name for section in made.sections if not section.has_furniture),
    )


def _files(
    made: book.MadeBook,
    listings: list[LocalListing],
    gathered: Gathered,
    lang: Lang,
    press: Press,
    design: Design,
    profile: prepress.PrinterProfile,
    *,
    with_print: bool,
) -> tuple[dict[Path, bytes], list[Finding]]:
    """The files' bytes, and what their re-reading found."""
    edition = gathered.edition
    facts = DocumentFacts(
        title=edition.title[lang], author=edition.publisher.name[lang], lang=lang,
        created=datetime.combine(edition.data_date, time(12), UTC), creator=f"guide-pipeline {__version__}",
    )
    needs, faces, geometry = merge_needs(made.galleys), press.faces, design.geometry
    guides = {block.listing: block.guide for section in made.sections for block in section.blocks if block.listing}
    written = {".proof.pdf": (proof.proof_pdf(made.pages, geometry, needs, faces, facts, made.page_map, guides), 0.0)}
    if with_print:
        written[".print.pdf"] = (prepress.press_pdf(made.pages, geometry, needs, faces, facts, profile), profile.bleed_mm * MM)
    expected = _expected(made, listings, press, design)
    files: dict[Path, bytes] = {}
    faults: list[Finding] = []
    for suffix, (content, bleed) in written.items():
        path = _path(press, edition, lang, suffix)
        files[path] = content
        faults += verify.verify_pdf(content, path.name, replace(expected, bleed=bleed))
    page_map = json.dumps(makeup.page_map_json(made.page_map), ensure_ascii=False, indent=1)
    files[_path(press, edition, lang, ".pagemap.json")] = (page_map + "\n").encode()
    return files, faults
