"""Cyrillic names and texts in Latin letters, by published schemes (tables with their sources: transliteration.toml).

Libraries were tried and left: ICU's Kazakh transform is wrong for every й and ё, the others leave Kazakh letters as they are (language.md
5.4). What a scheme gives is a proposal: a person's own spelling goes before it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from pipeline.model.casing import upper
from pipeline.model.fields import KAZAKH_LATIN

__all__ = ["SCHEMES", "romanise"]

SCHEMES: Final = ("kk-bgn", "kk-plain", "kk-latn-2021", "ru-bgn", "ru-plain", "kz-usual")

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_INSIDE: Final = "\u00ad\u2060"
"""Soft hyphen and word joiner: a word goes on after them."""
_MARKS: Final = "\u0300-\u036f"
_WORD: Final = re.compile(rf"[^\W\d_](?:[{_MARKS}{_INSIDE}]*[^\W\d_])*[{_MARKS}]*")
_LINK: Final = re.compile(r"@\w|://|\w\.(?:kz|com|org|net|ru|info|қаз|рф)(?!\w)")
"""What a link or address has, also one in Cyrillic (таза-су.қаз): in another spelling it would lead elsewhere."""
_UNBROKEN: Final = re.compile(r"\S+")
_STRESSES: Final = "\u0300\u0301"
"""Reading aids (за́мок), no part of the spelling."""
_BEFORE_IOTATED: Final = "аеёиоуыэюяәөұүіїє" + "йъь"
_SIGNS: Final = str.maketrans("", "", "’”")

_LATIN_TO_CYRILLIC: Final = {
    **dict(zip("ABCEHIKMOPTXYaceiopxyhƏəƟɵ", "АВСЕНІКМОРТХУасеіорхуһӘәӨө", strict=True)),
}
"""Letters that look alike, by which a word typed in two alphabets is read in the one that it is meant in."""
_CYRILLIC_TO_LATIN: Final = {cyrillic: latin for latin, cyrillic in _LATIN_TO_CYRILLIC.items()}
_ACRONYM: Final = re.compile("[A-Z]{2,}[а-яёәғқңөұүһі]+")
"""An English acronym with a Kazakh ending (CEOның): each part is in its own alphabet."""


@dataclass(frozen=True, slots=True)
class _Scheme:
    """Small Cyrillic letter -> Latin letters; ``iotated``: the same where no consonant stands before them.

    ``iotated_after``: the small letters that are none. ``endings``: two small letters at a word's end -> Latin letters.
    """

    letters: Mapping[str, str]
    iotated: Mapping[str, str] = field(default_factory=dict)
    iotated_after: str = _BEFORE_IOTATED
    endings: Mapping[str, str] = field(default_factory=dict)
    lang: str = ""
    is_plain: bool = False

    def capital(self, latin: str) -> str:
        return upper(latin[:1], self.lang) + latin[1:]


def romanise(text: str, scheme: str) -> str:
    """``text`` (NFC) with every Cyrillic letter in the Latin letters of ``scheme``; all else, links and addresses too, stays as it is.

    Schemes are SCHEMES: kk-bgn (BGN/PCGN 1979), kk-plain (the same without diacritics), kk-latn-2021, ru-bgn (BGN/PCGN 1947), ru-plain,
    kz-usual (English names of Kazakhstan's places, from Kazakh or Russian).
    A capital that becomes several letters is as its neighbours are: Шымкент Shymkent, ШЫМКЕНТ SHYMKENT, Ш. Sh. A word with look-alike
    letters of the other alphabet is read in the alphabet it is meant in. Raises KeyError for another scheme.
    """
    _scheme(scheme)
    plain = unicodedata.normalize("NFC", text)
    if not _CYRILLIC.search(plain):
        return plain
    if _LINK.search(plain):
        made = _UNBROKEN.sub(lambda found: found[0] if _LINK.search(found[0]) else _words(found[0], scheme), plain)
    else:
        made = _words(plain, scheme)
    return unicodedata.normalize("NFC", made)


def _words(text: str, scheme: str) -> str:
    return _WORD.sub(lambda found: _romanised(found[0], scheme), text)


@lru_cache(maxsize=65536)
def _romanised(word: str, scheme: str) -> str:
    if not _CYRILLIC.search(word):
        return word
    table = _scheme(scheme)
    letters = _in_one_alphabet(word)
    ending = table.endings.get(letters[-2:].lower(), "") if len(letters) > 2 else ""
    made: list[str] = []
    previous = ""
    for at, char in enumerate(letters[:-2] if ending else letters):
        if unicodedata.combining(char):
            if char not in _STRESSES and not (table.is_plain and previous in table.letters):
                made.append(char)
            continue
        if char in _INSIDE:
            made.append(char)
            continue
        latin = _latin(char.lower(), previous, table)
        if latin is None:
            made.append(char)
        elif char.islower():
            made.append(latin)
        else:
            made.append(upper(latin, table.lang) if _among_capitals(letters, at) else table.capital(latin))
        previous = char.lower()
    return "".join(made) + (ending.upper() if letters[-1].isupper() else ending)


def _latin(letter: str, previous: str, table: _Scheme) -> str | None:
    """The Latin letters of a small letter after ``previous`` ("" at a word's head); None where it is none of a known alphabet."""
    if letter in table.iotated and (not previous or previous in table.iotated_after):
        return table.iotated[letter]
    known = table.letters.get(letter)
    if known is not None or not _CYRILLIC.match(letter):
        return known
    base, *marks = list(unicodedata.normalize("NFD", letter))  # ӣ, ѐ
    if base not in table.letters:
        return None
    return table.letters[base] + "".join(mark for mark in marks if not table.is_plain and mark not in _STRESSES)


def _among_capitals(letters: str, at: int) -> bool:
    """Whether a capital stands in a word of capitals: the next letter is one, or at a word's end the one before."""
    following = next((letters[other] for other in range(at + 1, len(letters)) if letters[other].isalpha()), "")
    before = next((letters[other] for other in range(at - 1, -1, -1) if letters[other].isalpha()), "")
    return following.isupper() if following else before.isupper()


def _in_one_alphabet(word: str) -> str:
    """A word of two alphabets in the one it is meant in, where the letters of the other one look like letters of this."""
    latin = [char for char in word if char.isalpha() and not _CYRILLIC.match(char)]
    if not latin or _ACRONYM.fullmatch(word):
        return word
    if all(char in _LATIN_TO_CYRILLIC for char in latin):
        return "".join(_LATIN_TO_CYRILLIC.get(char, char) for char in word)
    if all(char in _CYRILLIC_TO_LATIN for char in word if _CYRILLIC.match(char)):
        return "".join(_CYRILLIC_TO_LATIN.get(char, char) for char in word)
    return word


@cache
def _scheme(name: str) -> _Scheme:
    tables: dict[str, Any] = tomllib.loads(resources.files("pipeline.localise").joinpath("transliteration.toml").read_text("utf-8"))
    if name not in SCHEMES:
        raise KeyError(name)
    table = tables[name]
    if "plain" in table:
        full = _scheme(table["plain"])
        letters = {**_plain(full.letters), **table.get("letters", {})}
        after = table.get("iotated_after", _BEFORE_IOTATED)
        return _Scheme(letters, _plain(full.iotated), after, table.get("endings", {}), is_plain=True)
    other = tables[table["else"]]["letters"] if "else" in table else {}
    lang = KAZAKH_LATIN if table.get("turkic") else ""
    return _Scheme({**tables["others"], **other, **table["letters"]}, table.get("iotated", {}), lang=lang)


def _plain(letters: Mapping[str, str]) -> dict[str, str]:
    """The same without diacritics, and without the signs that stand for ъ and ь."""
    bare = {letter: unicodedata.normalize("NFD", latin).translate(_SIGNS) for letter, latin in letters.items()}
    return {letter: "".join(char for char in latin if not unicodedata.combining(char)) for letter, latin in bare.items()}
