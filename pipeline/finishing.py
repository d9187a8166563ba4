"""Finishing: a made book becomes its files; each PDF is read again before it counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from pipeline import __version__, book, makeup, prepress, proof, verify
from pipeline.design import Design
from pipeline.doors.json_text import to_json
from pipeline.doors.pdf import DocumentFacts, Note, merge_needs
from pipeline.keys import code_fact
from pipeline.memory import Memory, Shelf, value_digest
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, Lang
from pipeline.model.findings import Finding
from pipeline.model.galley import FontFace
from pipeline.model.localised import LocalListing, LocalOrganisation
from pipeline.model.message import msg
from pipeline.model.pages import MM
from pipeline.model.standing import Standing
from pipeline.pictures import Pictures
from pipeline.printers import PrinterProfile
from pipeline.printing import Printing
from pipeline.progress import Progress
from pipeline.wording import say

__all__ = ["Finished", "Finishing", "Impression", "document_facts", "faults_of_keyed", "finish_book", "keyed_proof"]


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a book of one language is finished with; ``folder``: of all outputs."""

    folder: Path
    edition: Edition
    lang: EditionLang
    design: Design
    faces: tuple[FontFace, ...]
    memory: Memory
    executor: Executor | None
    progress: Progress
    pictures: Pictures
    printer: PrinterProfile
    """The edition's own, whose tones the proof shows too."""
    stamp: str = ""
    """What each page of the proof says of itself, where it is no edition's."""

    def path(self, suffix: str) -> Path:
        """Where the file with this ending goes."""
        return self.folder / self.edition.id / self.lang / f"guide-{self.edition.id}-{self.lang}{suffix}"


@dataclass(frozen=True, slots=True)
class Impression:
    """The book as it is made up for one printer, and the press file to be made of it."""

    printing: Printing
    made: book.MadeBook


@dataclass(frozen=True, slots=True)
class Finished:
    """Files not yet written; ``faults`` waits for their re-reading, and says what it found."""

    files: dict[Path, bytes]
    faults: Callable[[], tuple[Finding, ...]]


def finish_book(
    finishing: Finishing, made: book.MadeBook, listings: Sequence[LocalListing], impressions: Sequence[Impression],
    marked: Sequence[Standing] = (),
) -> Finished:
    """The files of a made book, whose PDFs are being read again; a press file for each impression.

    ``marked``: what the proof marks in its margins.
    """
    shelf = finishing.memory.shelf(f"verdicts-{finishing.lang}")
    before = shelf.recall("pages", code_fact())
    known: dict[str, str] = dict(before) if isinstance(before, dict) else {}
    # The pages of both files are the same: where no verdict is known, those of the first are read at once.
    written = _written(finishing, made, listings, impressions, _notes(finishing, marked, len(made.pages)), at_once=not known)
    finishing.progress.begin(msg("Re-reading the PDFs ({lang})", lang=finishing.lang))
    files = {finishing.path(one.suffix): one.content for one in written}
    typography = makeup.typography_json(made.page_map, made.typography)
    files[finishing.path(".pagemap.json")] = makeup.page_map_file(made.page_map)
    files[finishing.path(".typography.json")] = to_json(typography) + b"\n"

    def begun(one: _Written) -> Callable[[], verify.Verified]:
        return verify.begin_to_verify(one.reading, finishing.path(one.suffix).name, known)

    first = begun(written[0])

    def faults() -> tuple[Finding, ...]:
        sound, found = dict[str, str](), list[Finding]()
        for number, one in enumerate(written):
            # The pages of the second file are those of the first: it begins with what is known by then.
            verified = begun(one)() if number else first()
            known.update(verified.sound)
            sound.update(verified.sound)
            found += verified.findings
        if sound != before:
            shelf.keep("pages", code_fact(), sound)
        return tuple(found)

    return Finished(files, faults)


@dataclass(frozen=True, slots=True)
class _Written:
    """A PDF, not yet on disk: ending of its name, bytes, and its re-reading."""

    suffix: str
    content: bytes
    reading: verify.Reading


def _written(
    finishing: Finishing, made: book.MadeBook, listings: Sequence[LocalListing], impressions: Sequence[Impression], notes: Sequence[Note],
    *, at_once: bool,
) -> list[_Written]:
    """The PDFs, the proof first; other processes read the one while the next is written, that first one ``at_once``."""
    edition, lang, geometry = finishing.edition, finishing.lang, finishing.design.geometry
    facts = document_facts(edition, lang)
    read = partial(verify.Reading, executor=finishing.executor)
    expected = _expected(finishing, made, listings)
    needs, subsets = merge_needs(made.pages), _KeptSubsets(finishing.memory.shelf(f"subsets-{lang}"))
    guides = {block.listing: block.guide for section in made.sections for block in section.blocks if block.listing}

    own = finishing.pictures.converted(made.pages, finishing.printer)
    proofs = proof.proof_pdf(
        made.pages, geometry, needs, finishing.faces, facts, made.page_map, guides, subsets, edition.inks, own, notes,
        prepress.plainest(finishing.faces),
    )
    files = [_Written(".proof.pdf", proofs, read(proofs, expected, at_once=at_once))]
    for one in impressions:
        profile, pages = one.printing.profile, one.made.pages
        its_needs, its_expected = (needs, expected) if one.made is made else (merge_needs(pages), _expected(finishing, one.made, listings))
        content = prepress.press_pdf(
            pages, geometry, its_needs, finishing.faces, facts, profile, subsets, edition.inks, f"guide-{edition.id}",
            finishing.pictures.converted(pages, profile),
        )
        boxes = prepress.press_boxes(*one.made.page_map.trim, profile)
        terms = verify.PressTerms(boxes, profile.pdfx, profile.intent.identifier, bool(profile.intent.profile))
        files.append(_Written(one.printing.suffix, content, read(content, its_expected, terms, at_once=at_once)))
    return files


def document_facts(edition: Edition, lang: EditionLang) -> DocumentFacts:
    """What a PDF of the edition says of itself."""
    return DocumentFacts(
        title=edition.title[lang], author=edition.publisher.name[lang], lang=lang,
        created=datetime.combine(edition.data_date, time(12), UTC), creator=f"guide-pipeline {__version__}",
    )


def keyed_proof(finishing: Finishing, made: book.MadeBook, standings: Sequence[Standing], bars: Collection[str], reader: Lang) -> bytes:
    """The translators' proof of a made book, worded for ``reader``."""
    geometry, face = finishing.design.geometry, prepress.plainest(finishing.faces)
    notes = proof.key_notes(standings, bars, geometry, face, lambda message: say(message, reader))
    return proof.keyed_proof_pdf(
        made.pages, geometry, merge_needs(made.pages), finishing.faces, document_facts(finishing.edition, finishing.lang), made.page_map,
        (notes, face), inks=finishing.edition.inks, pictures=finishing.pictures.converted(made.pages, finishing.printer),
    )


def faults_of_keyed(
    finishing: Finishing, made: book.MadeBook, listings: Sequence[LocalListing], content: bytes, name: str
) -> tuple[Finding, ...]:
    """What a second engine finds wrong in a translators' proof: its pages must be those of the book. ``name``: of its file."""
    boxes = proof.keyed_boxes(*made.page_map.trim)
    reading = verify.Reading(content, _expected(finishing, made, listings), executor=finishing.executor, boxes=boxes)
    return tuple(verify.begin_to_verify(reading, name, {})().findings)


def _notes(finishing: Finishing, marked: Sequence[Standing], pages: int) -> list[Note]:
    """The marks in the margins of a proof of so many pages, worded for the staff; remembered, because wording takes longer than drawing."""
    if finishing.stamp:
        return proof.stamps(finishing.stamp, pages, finishing.design.geometry, prepress.plainest(finishing.faces))
    if not marked:
        return []
    staff, geometry = finishing.edition.staff_language, finishing.design.geometry
    key = f"{code_fact()}\nworded in {staff}\ngeometry {geometry!r}\nmarked {value_digest(list(marked))}"
    shelf = finishing.memory.shelf(f"notes-{finishing.lang}")
    face = prepress.plainest(finishing.faces)
    return shelf.remember("margin", key, lambda: proof.margin_notes(marked, geometry, face, lambda message: say(message, staff)))


class _KeptSubsets:
    """Font subsets, remembered between runs."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def get(self, key: str) -> bytes | None:
        kept = self._shelf.recall(key, code_fact())
        return kept if isinstance(kept, bytes) else None

    def put(self, key: str, content: bytes) -> None:
        self._shelf.keep(key, code_fact(), content)


def _expected(finishing: Finishing, made: book.MadeBook, listings: Sequence[LocalListing]) -> verify.Expected:
    """What the re-reading must find in either PDF."""
    geometry = finishing.design.geometry
    return verify.Expected(
        made.page_map,
        {listing.id: _due_indexes(listing) for listing in listings},
        [face.name for face in finishing.faces],
        (geometry.outer, 0.0, geometry.trim_width - geometry.outer, finishing.design.foot_mm * MM),
        frozenset(section.name for section in made.sections if not section.has_furniture),
        {section.name: section.tab for section in made.sections if section.tab},
    )


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
