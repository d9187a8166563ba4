"""The Kazakh book in Latin letters: what is localised for the Kazakh one, transliterated just before it is composed.

Everything is set by the typographic rules of Kazakh first: they know its words in Cyrillic, and transliteration leaves spaces, dashes and
quotes as they are. Texts that stand in another language stay in their own letters; names among them get Latin ones beside them, by which
the indexes file them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.localise.collation import bucket, sort_key
from pipeline.localise.reworded import Rewording, reworded
from pipeline.localise.transliteration import romanise
from pipeline.localise.typography import set_text
from pipeline.model.edition import Edition, Party
from pipeline.model.fields import KAZAKH_LATIN, NAME_FIELDS, EditionLang, source_language
from pipeline.model.localised import LocalListing, LocalPhone, LocalText

__all__ = ["SCHEME", "latin_edition", "latin_letters", "latin_listing", "set_words"]

SCHEME = "kk-latn-2021"
_CLASS_MARK: Final = re.compile(r"\b\d[\d.]*(?:\(\d*[А-ЯЁ][а-яё]{1,3}\)(?:[\d.я]*\d)?|я\d+)")
"""A class of the ББК (66.7(5Каз)я2): catalogues know it in these letters only."""


def latin_letters(text: str) -> str:
    """Kazakh ``text`` in Latin letters."""
    return romanise(text, SCHEME)


def set_words(text: str, lang: EditionLang) -> str:
    """``text``, written in the source language of ``lang``, set by its typographic rules and in the letters of ``lang``."""
    words = set_text(text, source_language(lang))
    if lang != KAZAKH_LATIN:
        return words
    marks = _CLASS_MARK.findall(words)
    between = [latin_letters(part) for part in _CLASS_MARK.split(words)] if marks else [latin_letters(words)]
    return "".join(itertools.chain.from_iterable(itertools.zip_longest(between, marks, fillvalue="")))


def latin_listing(listing: LocalListing, filed: str) -> LocalListing:
    """A listing of the Kazakh book as the one in Latin letters has it; ``filed``: what the Kazakh one files it by."""
    own = latin_letters(filed)
    is_kazakh = listing.name.lang == "kk"
    by = Rewording(_text, latin_letters, latin_letters if is_kazakh else str, _phone)
    key = sort_key(own, KAZAKH_LATIN) + b"\0" + listing.id.encode("utf-8")
    return replace(reworded(listing, by), sort_key=key, bucket=bucket(own, KAZAKH_LATIN))


def _text(field: str, text: LocalText) -> LocalText:
    """A Kazakh text in Latin letters; a name of another language with them beside it, any other text as it is."""
    if text.lang == "kk":
        return LocalText(latin_letters(text.value), KAZAKH_LATIN, text.fallback)
    if field not in NAME_FIELDS:
        return text
    letters = latin_letters(text.value)
    return replace(text, romanised=letters if letters != text.value else "")


def _phone(phone: LocalPhone) -> LocalPhone:
    return replace(phone, text=latin_letters(phone.text), note=latin_letters(phone.note))


def latin_edition(edition: Edition) -> Edition:
    """The edition with its own words in Kazakh in Latin letters too: as its settings give them, else made from the Kazakh ones."""
    publisher, printer = edition.publisher, edition.printer
    return replace(
        edition, title=_with_latin(edition.title), subtitle=_with_latin(edition.subtitle), paper=_with_latin(edition.paper),
        place=_with_latin(edition.place),
        publisher=Party(_with_latin(publisher.name), _with_latin(publisher.contact)),
        printer=Party(_with_latin(printer.name), _with_latin(printer.contact)),
        cover=replace(edition.cover, price=_with_latin(edition.cover.price)),
    )


def _with_latin(texts: Mapping[EditionLang, str]) -> Mapping[EditionLang, str]:
    return {**texts, KAZAKH_LATIN: texts.get(KAZAKH_LATIN) or latin_letters(texts.get("kk", ""))}
