"""The Kazakh book in Latin letters: what is localised for the Kazakh one, transliterated just before it is composed.

Everything is set by the typographic rules of Kazakh first: they know its words in Cyrillic, and transliteration leaves spaces, dashes and
quotes as they are. Texts that stand in another language stay in their own letters; names among them get Latin ones beside them, by which
the indexes file them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import overload

from pipeline.localise.collation import bucket, sort_key
from pipeline.localise.transliteration import romanise
from pipeline.localise.typography import set_text
from pipeline.model.edition import Edition, Party
from pipeline.model.fields import KAZAKH_LATIN, EditionLang, source_language
from pipeline.model.localised import (
    LocalArea,
    LocalExpert,
    LocalListing,
    LocalOrganisation,
    LocalPerson,
    LocalPhone,
    LocalText,
    LocalTopic,
)

__all__ = ["SCHEME", "latin_edition", "latin_letters", "latin_listing", "set_words"]

SCHEME = "kk-latn-2021"


def latin_letters(text: str) -> str:
    """Kazakh ``text`` in Latin letters."""
    return romanise(text, SCHEME)


def set_words(text: str, lang: EditionLang) -> str:
    """``text``, written in the source language of ``lang``, set by its typographic rules and in the letters of ``lang``."""
    words = set_text(text, source_language(lang))
    return words if lang != KAZAKH_LATIN else latin_letters(words)


def latin_listing(listing: LocalListing, filed: str) -> LocalListing:
    """A listing of the Kazakh book as the one in Latin letters has it; ``filed``: what the Kazakh one files it by."""
    own = latin_letters(filed)
    key = sort_key(own, KAZAKH_LATIN) + b"\0" + listing.id.encode("utf-8")
    if isinstance(listing, LocalOrganisation):
        return replace(_organisation(listing), sort_key=key, bucket=bucket(own, KAZAKH_LATIN))
    return replace(_expert(listing), sort_key=key, bucket=bucket(own, KAZAKH_LATIN))


def _organisation(one: LocalOrganisation) -> LocalOrganisation:
    is_kazakh = one.name.lang == "kk"
    return replace(
        one, region_name=latin_letters(one.region_name), region_short=latin_letters(one.region_short), name=_name(one.name),
        quoted=latin_letters(one.quoted) if is_kazakh else one.quoted, display=latin_letters(one.display) if is_kazakh else one.display,
        form_short=latin_letters(one.form_short), form_full=latin_letters(one.form_full),
        acronym=_name(one.acronym), former_name=_name(one.former_name), town=_text(one.town), address=_text(one.address),
        phones=_phones(one.phones), head=_person(one.head), press=_person(one.press), mission=_text(one.mission),
        areas=tuple(LocalArea(area.code, latin_letters(area.name)) for area in one.areas),
        targets=_text(one.targets), plans=_text(one.plans),
        languages=tuple(map(latin_letters, one.languages)), verified=latin_letters(one.verified),
    )


def _expert(one: LocalExpert) -> LocalExpert:
    return replace(
        one, name=_name(one.name), position=_text(one.position), degree=_text(one.degree), affiliation=_text(one.affiliation),
        topics=tuple(LocalTopic(topic.code, _text(topic.name)) for topic in one.topics),
        languages=tuple(map(latin_letters, one.languages)), town=_text(one.town),
        phones=_phones(one.phones), cv=_text(one.cv), verified=latin_letters(one.verified),
    )


@overload
def _text(text: LocalText) -> LocalText: ...
@overload
def _text(text: None) -> None: ...
def _text(text: LocalText | None) -> LocalText | None:
    """A Kazakh text in Latin letters; any other as it is."""
    return text if text is None or text.lang != "kk" else LocalText(latin_letters(text.value), KAZAKH_LATIN, text.fallback)


@overload
def _name(name: LocalText) -> LocalText: ...
@overload
def _name(name: None) -> None: ...
def _name(name: LocalText | None) -> LocalText | None:
    """A name in Latin letters: a Kazakh one in its place, one of another language beside it."""
    if name is None or name.lang == "kk":
        return _text(name)
    letters = latin_letters(name.value)
    return replace(name, romanised=letters if letters != name.value else "")


def _person(person: LocalPerson | None) -> LocalPerson | None:
    return LocalPerson(_name(person.name), _text(person.role)) if person else None


def _phones(phones: tuple[LocalPhone, ...]) -> tuple[LocalPhone, ...]:
    return tuple(replace(phone, text=latin_letters(phone.text), note=latin_letters(phone.note)) for phone in phones)


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
