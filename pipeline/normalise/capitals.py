"""Names that were sent in capital letters: re-cased, abbreviations never (data.md section 4, case 23)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.normalise.folding import word_set
from pipeline.normalise.gazetteer import is_city, places_by_kato
from pipeline.normalise.regions import regions

__all__ = ["is_shouted", "recased", "recased_person"]

_VOWELS: Final = frozenset("АЕЁИОУЫЭЮЯӘІӨҰҮAEIOUYЙ")
_ABBREVIATIONS: Final = word_set(
    "СПИД ВИЧ РК ЮКО ВКО ЗКО СКО ЗОЖ НПО ООН ДЦП США СНГ ЮНЕСКО ЮНИСЕФ АИТВ ЖИТС ҚР ҮЕҰ БҰҰ ШҚО БҚО СҚО ЖОО ЛГБТ ЛЖВ МСБ ЖКХ ЦРБ "
    "IT NGO UN UNESCO UNICEF HIV AIDS USA EU PR"
)
_SMALL: Final = word_set(
    "и в во на по для с со о об от до из к у за при без или не және мен бен пен үшін туралы бойынша of the and for in on to at by with a an"
)
_SHORT_WORDS: Final = word_set("дом мир лес сад дар наш мой мы я жас бал жол күн нұр ана әке ел ер ой ән our new one")
"""Words of up to three letters that are no abbreviations; any other of that length stays in capitals."""
_SHORTENED: Final = word_set("Г С П А ИМ Р УЛ ОБЛ")
"""Words before the name of a place or a person that are shortened with a full stop."""
_COMMON: Final = _SMALL | _SHORT_WORDS
_PROPER_BEGINNINGS: Final = ("КАЗАХСТАН", "ҚАЗАҚСТАН", "KAZAKHSTAN", "АБАЯ", "АБАЙ")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONG_RUN: Final = re.compile(r"[^АЕЁИОУЫЭЮЯӘІӨҰҮЙAEIOUY]{6,}")


def is_shouted(name: str) -> bool:
    """Is every word in capitals, and one of them certainly a word and no abbreviation?"""
    return name.upper() == name and any(len(word) >= 6 and not _is_abbreviation(word) for word in _WORD.findall(name))


def _is_abbreviation(word: str) -> bool:
    """Known, without vowels, or with more consonants in a row than a word has (КРЦРМСИГ)."""
    vowels = sum(char in _VOWELS for char in word)
    return (
        word in _ABBREVIATIONS
        or vowels == 0
        or bool(_LONG_RUN.search(word))
        or (len(word) <= 3 and word.casefold() not in _COMMON)
    )


@cache
def _place_names() -> frozenset[str]:
    names = {name.upper() for place in places_by_kato().values() if is_city(place) for name in place.names.values()}
    names |= {word.upper() for region in regions().values() for name in region.short.values() for word in name.split()}
    return frozenset(names)


def recased(name: str) -> str:
    """The name with a capital at its start, at the start of a quoted part and in names of places; the rest small."""
    made: list[str] = []
    position = 0
    for match in _WORD.finditer(name):
        made.append(name[position : match.start()])
        position = match.end()
        word = match[0]
        first = match.start() == 0 or name[: match.start()].strip(' «"“„(') == "" or name[match.start() - 1] in '«"“„'
        shortened = not first and word in _SHORTENED and name[position : position + 1] == "."
        made.append(word.lower() if shortened else _recased_word(word, first))
    return "".join(made) + name[position:]


def _recased_word(word: str, first: bool) -> str:
    if word.casefold() in _SMALL:
        return word.capitalize() if first else word.lower()
    if _is_abbreviation(word):
        return word
    proper = word in _place_names() or word.startswith(_PROPER_BEGINNINGS)
    return word.capitalize() if first or proper else word.lower()


def recased_person(name: str) -> str:
    """A person's name in capitals with a capital at each word only; initials stay."""
    if name.upper() != name or not any(len(word) > 2 for word in _WORD.findall(name)):
        return name
    return _WORD.sub(lambda match: match[0].capitalize() if len(match[0]) > 1 else match[0], name)
