"""The edition's translations held against its texts: those that the book in a language prints, listing by listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pipeline.desk import Desk
from pipeline.doors.catalogues import parse_catalogue
from pipeline.doors.pdf.extents import extent_of
from pipeline.edition_texts import all_front_matter
from pipeline.localise.translations import ContentCatalogue, content_texts, is_wanted
from pipeline.model.edition import Edition
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.galley import FontFace
from pipeline.model.listings import Listing
from pipeline.model.slots import Slot
from pipeline.model.waiver import Waiver
from pipeline.revision import (
    NO_TERMS,
    Glossary,
    Pair,
    check_head,
    check_place,
    holds,
    is_held,
    missing_front,
    revise,
    revise_front,
    revise_label,
)
from pipeline.revision.rules import HOLDING, PLACEHOLDERS
from pipeline.revision.table import read_glossary
from pipeline.source_files import GLOSSARY
from pipeline.stock import load_faces
from pipeline.waive import is_answered_for

__all__ = [
    "answers_by_listing", "check_table", "glossary_of", "held_keys", "own_labels", "printed_catalogue", "revise_front_matter",
    "revise_heads", "revise_labels", "revise_listing", "revise_listings", "revise_places", "text_width",
]

_NORMAL: Final = 400


@lru_cache(maxsize=2)
def _table(text: str) -> tuple[Glossary, tuple[Finding, ...]]:
    glossary, findings = read_glossary(text, GLOSSARY) if text.strip() else (NO_TERMS, [])
    return glossary, tuple(findings)


def glossary_of(text: str) -> Glossary:
    """The glossary of the file's text; what of it cannot be used is told by :func:`check_table`."""
    return _table(text)[0]


@lru_cache(maxsize=1)
def _text_face() -> FontFace | None:
    """The upright face of normal weight that running text is set in: the first of fonts.toml."""
    faces = [face for face in load_faces() if face.weight == _NORMAL and face.style == "normal"]
    return faces[0] if faces else None


def text_width(text: str) -> float:
    """The width of a text in one line of the book's type, in ems. Raises MissingTool without fonts."""
    face = _text_face()
    return extent_of(face, text).width if face else float(len(text))


def check_table(text: str) -> tuple[Finding, ...]:
    """What of the edition's glossary cannot be used, and why."""
    return _table(text)[1]


def revise_listing(listing: Listing, lang: Lang, catalogue: ContentCatalogue, glossary: Glossary) -> list[Finding]:
    """What is noticed about the translations that stand in a listing's entry; one that is not printed is not looked at.

    A finding stands at the key of its text in the catalogue (a line would move with every line above it, and its waiver would not).
    """
    return [
        finding for pair in _pairs(listing, lang, catalogue) for finding in revise(pair, glossary, text_width)
        if not (catalogue.meant and is_held(finding) and pair.place.cell in catalogue.meant)
    ]


def held_keys(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> frozenset[str]:
    """Keys of the translations that are none by these findings, and that nobody answers for: they are neither printed nor counted."""
    return frozenset(
        finding.place.cell for finding in findings
        if is_held(finding) and isinstance(finding.place, CellRef) and not is_answered_for(finding, waivers)
    )


def printed_catalogue(
    listings: Sequence[Listing], lang: Lang, catalogue: ContentCatalogue, glossary: Glossary, waivers: Sequence[Waiver]
) -> ContentCatalogue:
    """The translations that a book prints: without those that are none, as :func:`held_keys` has it."""
    found = [
        finding for listing in listings for pair in _pairs(listing, lang, catalogue) if pair.place.cell not in catalogue.meant
        for finding in holds(pair, glossary)
    ]
    return catalogue.without(held_keys(found, waivers))


def answers_by_listing(waivers: Sequence[Waiver]) -> Mapping[str, tuple[Waiver, ...]]:
    """Of the waivers those that may let a translation count that is none, by the listing they are for, "" for any."""
    found: dict[str, tuple[Waiver, ...]] = {}
    for waiver in waivers:
        if (waiver.id, waiver.code) in HOLDING:
            listing = waiver.cell.partition("/")[0]
            found[listing] = (*found.get(listing, ()), waiver)
    return found


def revise_places(listing: Listing, lang: Lang, catalogue: ContentCatalogue, slots: Mapping[str, Slot]) -> list[Finding]:
    """What is noticed about the lines that a listing's translations take; ``slots`` by key, of those that are to be looked at.

    ``catalogue``: of those that are printed (:func:`printed_catalogue`).
    """
    pairs = _pairs(listing, lang, catalogue) if slots else ()
    return [finding for pair in pairs if (slot := slots.get(pair.place.cell)) for finding in check_place(pair, slot)]


def _pairs(listing: Listing, lang: Lang, catalogue: ContentCatalogue) -> Iterator[Pair]:
    if not catalogue.entries:
        return
    file = f"translations/content.{lang}.po"
    for field, text in content_texts(listing):
        if text.lang != lang and is_wanted(listing, field, text, lang):
            key = f"{listing.id}/{field}"
            target = catalogue.translation(key, text.value)
            if target is not None:
                yield Pair(text.value, text.lang, target, lang, field, CellRef(file, cell=key))


def revise_labels(lang: Lang, overrides: str) -> list[Finding]:
    """What is noticed about the edition's own labels, ``overrides`` being their catalogue's text; placeholders are checked where they are
    taken (LOC-004). Raises Unreadable where it is no PO file.
    """
    file = f"translations/labels.{lang}.po"
    found = []
    for entry in parse_catalogue(overrides, file) if overrides else ():
        if entry.is_translated and entry.msgid:
            place = CellRef(file, cell=f"{entry.context}|{entry.msgid}")
            noticed = revise_label(entry.msgid, entry.plural, entry.plurals or (entry.msgstr,), lang, place)
            found += [one for one in noticed if one.id != PLACEHOLDERS.id]
    return found


def revise_front_matter(desk: Desk, edition: Edition, lang: Lang, glossary: str) -> list[Finding]:
    """What is noticed about the front matter in a language: each text is held against the same in the staff's language, or where that has
    none, in the first that has; what is missing is told. ``glossary``: a CSV file's text. Raises Unreadable.
    """
    ranked = sorted(all_front_matter(desk, edition), key=lambda text: text.lang != edition.staff_language)
    found = missing_front(ranked, lang)
    for text in ranked:
        if text.lang == lang:
            source = next(other for other in ranked if other.name == text.name)
            found += revise_front(text, source if source.lang != lang else None, glossary_of(glossary), text_width)
    return found


def own_labels(lang: Lang, overrides: str) -> dict[str, str]:
    """Label ("context|msgid") -> the edition's own wording, of those that do not count. Raises Unreadable."""
    return {pair.place.cell: pair.target for pair in _label_pairs(lang, overrides)}


def revise_heads(lang: Lang, overrides: str, shown: Mapping[str, str]) -> list[Finding]:
    """What is noticed about own labels that are cut off in heads; ``shown``: label -> what is left of it. Raises Unreadable."""
    pairs = _label_pairs(lang, overrides) if shown else ()
    return [check_head(pair, shown[pair.place.cell]) for pair in pairs if pair.place.cell in shown]


def _label_pairs(lang: Lang, overrides: str) -> Iterator[Pair]:
    file = f"translations/labels.{lang}.po"
    for entry in parse_catalogue(overrides, file) if overrides else ():
        if entry.is_translated and entry.msgid and not entry.plural:
            yield Pair(entry.msgid, "en", entry.msgstr, lang, "", CellRef(file, cell=f"{entry.context}|{entry.msgid}"))


def revise_listings(listings: Sequence[Listing], lang: Lang, catalogue: ContentCatalogue, glossary: Glossary) -> list[Finding]:
    """The same of all listings, in their order."""
    return [finding for listing in listings for finding in revise_listing(listing, lang, catalogue, glossary)]
