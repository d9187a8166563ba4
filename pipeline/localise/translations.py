"""Translated content of listings: read from and written to PO files keyed by ``listing-id/field``.

The merge of new sources into a translator's file is ours and goes by key (language.md 4.1): gettext's own similarity matching gives a
new record another organisation's text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, write_catalogue
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.listings import Listing, Organisation, Person, Text
from pipeline.model.meant import meant_in
from pipeline.model.packing import packable

__all__ = [
    "ContentCatalogue", "ContentEntry", "content_template", "content_texts", "fold_source", "is_wanted", "load_content", "source_name",
    "words_of", "write_content",
]

_QUOTES_TO_PLAIN = str.maketrans({**dict.fromkeys("«»„“”‟", '"'), **dict.fromkeys("‘’‚‛`´ʼ", "'")})
_PLAIN_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


class ContentEntry(NamedTuple):
    """One text of a content catalogue: msgctxt ``listing-id/field``, msgid as sent, msgstr "" where nobody translated it yet."""

    context: str
    msgid: str
    msgstr: str = ""
    fuzzy: bool = False
    comment: str = ""
    previous: str = ""


@packable
@dataclass(frozen=True, slots=True)
class ContentCatalogue:
    """Approved translations into ``lang``: key -> (folded source, translation), several where a file holds a key twice."""

    lang: Lang
    entries: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    """Key -> the source text as the catalogue has it, for findings."""
    meant: tuple[str, ...] = ()
    """Keys of translations that look like none and are meant so, as somebody said, sorted."""
    doubtful: tuple[str, ...] = ()
    """Keys of translations that are to be looked at again (fuzzy), sorted."""

    def translation(self, key: str, source: str) -> str | None:
        """The translation of exactly this source; white space and the shape of quotes apart."""
        known = self.entries.get(key)
        if known is None:
            return None
        folded = fold_source(source)
        return next((text for other, text in known if other == folded), None)

    def is_stale(self, key: str, source: str) -> bool:
        """Whether the key is translated, but from another source."""
        return key in self.entries and self.translation(key, source) is None

    def part(self, keys: Iterable[str]) -> ContentCatalogue:
        """The part of the catalogue under these keys, such as those of one listing (:meth:`by_listing`)."""
        own = sorted(keys)
        meant = tuple(key for key in own if key in self.meant) if self.meant else ()
        return ContentCatalogue(self.lang, {key: self.entries[key] for key in own}, {key: self.sources[key] for key in own}, meant)

    def without(self, keys: Collection[str]) -> ContentCatalogue:
        """The catalogue without the translations under these keys: those texts are printed as they were sent in."""
        if not keys:
            return self
        entries = {key: known for key, known in self.entries.items() if key not in keys}
        return ContentCatalogue(self.lang, entries, {key: self.sources[key] for key in entries}, self.meant)

    def by_listing(self) -> dict[str, list[str]]:
        """Listing id -> the keys that belong to it."""
        found: dict[str, list[str]] = {}
        for key in self.entries:
            found.setdefault(key.partition("/")[0], []).append(key)
        return found


@lru_cache(maxsize=4096)
def fold_source(text: str) -> str:
    """``text`` without what may change in it and leave its translation good: kind of white space and of quotation marks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES_TO_PLAIN).split())


def load_content(po_text: str, lang: Lang) -> ContentCatalogue:
    """Read a content catalogue; fuzzy, empty and obsolete entries and those without msgctxt are not used.

    Raises Unreadable where the text is no PO file.
    """
    entries: dict[str, tuple[tuple[str, str], ...]] = {}
    sources: dict[str, str] = {}
    meant: set[tuple[str, str, str]] = set()
    doubtful: set[str] = set()
    for entry in parse_catalogue(po_text, f"content.{lang}.po"):
        if entry.context and entry.is_translated and not entry.plural:
            entries[entry.context] = (*entries.get(entry.context, ()), (fold_source(entry.msgid), entry.msgstr))
            sources.setdefault(entry.context, entry.msgid)
            if entry.note and meant_in(entry.note)[0]:
                meant.add(words_of(entry.context, entry.msgid, entry.msgstr))
        elif entry.context and entry.fuzzy and entry.msgstr and not entry.obsolete:
            doubtful.add(entry.context)
    return ContentCatalogue(lang, entries, sources, _meant_keys(entries, meant), tuple(sorted(doubtful)))


def words_of(key: str, source: str, target: str) -> tuple[str, str, str]:
    """Field, text and translation: where somebody says of one that it is meant so, it holds for the same words in that field everywhere."""
    return key.rpartition("/")[2], fold_source(source), target


def _meant_keys(entries: Mapping[str, tuple[tuple[str, str], ...]], meant: Collection[tuple[str, str, str]]) -> tuple[str, ...]:
    if not meant:
        return ()
    return tuple(sorted(key for key, known in entries.items() if any(words_of(key, *pair) in meant for pair in known)))


def write_content(entries: Iterable[ContentEntry | tuple[str, str, str]], lang: Lang) -> str:
    """The text of a content catalogue into ``lang``: sorted by key, no clock, no no-break spaces (tools turn them into plain ones)."""
    rows = sorted({ContentEntry(*entry) for entry in entries})
    return write_catalogue(
        (
            CatalogueEntry(
                msgid=row.msgid.translate(_PLAIN_SPACES), msgstr=row.msgstr.translate(_PLAIN_SPACES), context=row.context,
                fuzzy=row.fuzzy, comment=row.comment, previous=row.previous.translate(_PLAIN_SPACES),
            )
            for row in rows
        ),
        lang,
        project="guide-content",
    )


def content_texts(listing: Listing) -> list[tuple[str, Text]]:
    """The translatable texts of a listing as (field, text); of its names the one in the language it was sent in, or the first."""
    found: list[tuple[str, Text | None]] = [("name", source_name(listing.names, listing.sent_in))]
    if isinstance(listing, Organisation):
        found += [("acronym", listing.acronym), ("former_name", listing.former_name), ("address", listing.address)]
        found += [*_person_texts("head", listing.head), *_person_texts("press", listing.press)]
        found += [("mission", listing.mission), ("targets", listing.targets), ("plans", listing.plans)]
    else:
        found += [("position", listing.position), ("degree", listing.degree), ("affiliation", listing.affiliation), ("cv", listing.cv)]
    return [(name, text) for name, text in found if text is not None and text.value]


def source_name(names: Mapping[Lang, Text], sent_in: Lang) -> Text | None:
    """The name that translations are made from."""
    return names.get(sent_in) or next((names[lang] for lang in LANGUAGES if lang in names), None)


def _person_texts(name: str, person: Person | None) -> list[tuple[str, Text | None]]:
    return [(name, person.name), (f"{name}_role", person.role)] if person else []


def content_template(listings: Sequence[Listing], lang: Lang | None = None) -> list[tuple[str, str, Lang]]:
    """Everything a translator may be asked for, as (msgctxt, msgid, language of the msgid), in the order of listings and fields.

    With ``lang`` only what that edition needs: texts sent in another language, and names not given in it.
    """
    template = []
    for listing in listings:
        for name, text in content_texts(listing):
            if lang is None or is_wanted(listing, name, text, lang):
                template.append((f"{listing.id}/{name}", text.value, text.lang))
    return template


def is_wanted(listing: Listing, name: str, text: Text, lang: Lang) -> bool:
    """Whether the edition in ``lang`` needs a translation of a listing's text."""
    given = (name == "name" and lang in listing.names) or any(other.lang == lang for other in listing.others.get(name, ()))
    return text.lang != lang and not given
