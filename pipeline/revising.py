"""The edition's translations held against its texts: those that the book in a language prints, listing by listing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pipeline.doors.catalogues import parse_catalogue
from pipeline.doors.pdf.extents import extent_of
from pipeline.localise.translations import ContentCatalogue, content_texts, is_wanted
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.galley import FontFace
from pipeline.model.listings import Listing
from pipeline.revision import NO_TERMS, Glossary, Pair, revise, revise_label
from pipeline.revision.rules import PLACEHOLDERS
from pipeline.revision.table import read_glossary
from pipeline.source_files import GLOSSARY
from pipeline.stock import load_faces

__all__ = ["check_table", "glossary_of", "revise_labels", "revise_listing", "revise_listings", "text_width"]

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
    return [finding for pair in _pairs(listing, lang, catalogue) for finding in revise(pair, glossary, text_width)]


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


def revise_listings(listings: Sequence[Listing], lang: Lang, catalogue: ContentCatalogue, glossary: Glossary) -> list[Finding]:
    """The same of all listings, in their order."""
    return [finding for listing in listings for finding in revise_listing(listing, lang, catalogue, glossary)]
