"""What places are called in the English book: as the editor writes them, as the gazetteer has them, else by transliteration.

A village has no English name of its own: it is its Kazakh one in Latin letters. So what is made stands in print as the name, and the
report proposes it once for each place (LOC-043). An address that nobody translated is put into Latin letters too, and stays untranslated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from pipeline.localise.rules import PLACE_SPELLING, ROMANISED_PLACE
from pipeline.localise.transliteration import romanise
from pipeline.localise.typography import set_text
from pipeline.model.edition import place_key
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Listing, Text, Town
from pipeline.model.message import msg, nmsg

__all__ = ["PLACES", "PlaceName", "address_letters", "english_place", "romanised_address", "romanised_place", "unused_spellings"]

PLACES: Final = "kz-usual"
"""The scheme for names of places and streets, Kazakh and Russian."""

_KIND_BEFORE: Final = re.compile(r"^(?:(?:[сапг]|пос|ст)\.\s*|(?:село|аул|ауыл|посёлок|поселок|город)\s+)(?=\w)", re.IGNORECASE)
_KIND_AFTER: Final = re.compile(r"\s+(?:ауылы|селосы|кенті|қаласы|[ақк]\.)$", re.IGNORECASE)
_RUSSIAN_ENDINGS: Final = frozenset({"ка", "о", "ск", "ское"})
_WORD_HEAD: Final = re.compile(r"(?<![^\s-])[^\W\d_]")
_NAMED: Final = 5
"""How many spellings without a place a finding names."""


class PlaceName(NamedTuple):
    """``name``: the English one, "" where there is none; ``made``: by transliteration, for somebody to confirm."""

    name: str
    made: bool = False


def english_place(town: Town, spellings: Mapping[str, str], *, letters: bool = True) -> PlaceName:
    """The English name of ``town``. ``spellings``: the editor's (Edition.places), by КАТО code or by the Kazakh or Russian name.

    ``letters`` False: nothing is transliterated. A place that the gazetteer does not know stands there as somebody wrote it: the word for
    village or town beside it is left out.
    """
    own = _own_name(town)
    if spelling := next((spelt for key in _keys(town) if (spelt := spellings.get(key))), ""):
        return PlaceName(spelling)
    if given := town.names.get("en"):
        return PlaceName(given)
    bare = set_text(own if town.kato else _without_kind(own), "en")  # before its letters change: initials are parted in any alphabet
    if (made := romanise(bare, PLACES)) == bare:
        return PlaceName(bare)
    return PlaceName(_WORD_HEAD.sub(lambda head: head[0].upper(), made), made=True) if letters else PlaceName("")


def romanised_place(town: Town, made: str, place: CellRef) -> Finding:
    """The proposal for a place's name; the same words for every listing there, so that it is told once."""
    own = _own_name(town)
    return ROMANISED_PLACE.finding(
        "romanised-place",
        msg("“{name}” has no English name; it is printed as “{letters}”.", name=own, letters=made),
        hint=msg("If it is spelt otherwise, write the spelling under [places] in edition.toml: {line}", line=f'"{own}" = "{made}"'),
        place=place, before=own, after=made,
    )


def address_letters(street: str) -> str:
    """A street that nobody translated, in Latin letters."""
    return romanise(street, PLACES)


def romanised_address(street: Text, key: str, made: str, place: CellRef) -> Finding:
    """The proposal for an address: told, so that nobody takes it for a translation."""
    return ROMANISED_PLACE.finding(
        "romanised-address",
        msg("{key} is not translated; the address is printed in Latin letters.", key=key),
        hint=msg("Translate it in translations/content.en.po: guide strings export en."),
        place=place, before=street.value, after=made,
    )


def unused_spellings(spellings: Mapping[str, str], listings: Iterable[Listing]) -> list[Finding]:
    """A finding where the editor spells places that no listing is in."""
    if not spellings:
        return []
    met = {key for listing in listings if listing.town for key in _keys(listing.town)}
    unused = sorted(set(spellings) - met)
    if not unused:
        return []
    named = ", ".join(unused[:_NAMED]) + (", …" if len(unused) > _NAMED else "")
    return [PLACE_SPELLING.finding(
        "no-such-place",
        nmsg("{n} spelling under [places] in edition.toml belongs to no place of this edition: {keys}.",
             "{n} spellings under [places] in edition.toml belong to no place of this edition: {keys}.", len(unused), keys=named),
        hint=msg("Write the name as the Kazakh or the Russian book has it, or its code in KATO, the state classifier; nothing need be done "
                 "if no listing is there."),
        place=CellRef("edition.toml", "", "places"),
    )]


def _keys(town: Town) -> list[str]:
    languages: tuple[Lang, ...] = ("kk", "ru")
    names = [town.names.get(lang, "") for lang in languages]
    return [key for key in (town.kato, *(place_key(form) for name in names for form in (name, _without_kind(name)))) if key]


def _own_name(town: Town) -> str:
    """The Kazakh name: it is the law's, and stands in the nominative, where Russian has «села Акана Курманова».

    But of a place that was named in Russian (Денисовка) Kazakh has the stem alone (Денисов), and English the whole.
    """
    kazakh, russian = town.names.get("kk", ""), town.names.get("ru", "")
    return russian if kazakh and russian.removeprefix(kazakh) in _RUSSIAN_ENDINGS else kazakh or russian


def _without_kind(name: str) -> str:
    return _KIND_AFTER.sub("", _KIND_BEFORE.sub("", name)) or name
