"""The order of names in lists and indexes: CLDR's letters, filed word by word.

Letters stand as in CLDR 48 (root, ru, and the kk tailoring ``[reorder Cyrl]&Е<ё<<<Ё&Ұ<ү<<<Ү&[before 1]ь<і<<<І``); Kazakh in
Latin letters, for which the CLDR has nothing, as in the state alphabet of 2021. A key has three levels, as ICU's have:
letters, then accents, then case; equal names are told apart by their full text. ICU is the oracle of the tests.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.localise.filing import filing_text

__all__ = ["FIGURES_BUCKET", "UNLETTERED_BUCKET", "bucket", "sort_key", "subject_key"]

FIGURES_BUCKET: Final = "0–9"
UNLETTERED_BUCKET: Final = "…"
"""Names without any letter or figure."""

_ROOT_CYRILLIC: Final = "аәӕбвгғдђеєжҗзѕиійјкқӄлљмнңњоөпрстћуүұфхһцчџшщъыьэюя"
_KAZAKH_CYRILLIC: Final = "аәӕбвгғдђеёєжҗзѕийјкқӄлљмнңњоөпрстћуұүфхһцчџшщъыіьэюя"
_ROOT_LATIN: Final = "abcdeəfghiıjklmnŋopqrstuvwxyzþ"
_KAZAKH_LATIN: Final = "aäbcdeəfgğhıijklmnñŋoöpqrsştuūüvwxyzþ"

_RUSSIAN_LABELS: Final = "абвгдежзийклмнопрстуфхцчшщыэюя"
"""As ICU's AlphabeticIndex has them: no Ё, Ъ, Ь; a Kazakh letter falls under the label before it (Ә under А)."""
_KAZAKH_LABELS: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_LATIN_LABELS: Final = "abcdefghijklmnopqrstuvwxyz"
_KAZAKH_LATIN_LABELS: Final = "aäbcdefgğhıijklmnñoöpqrsştuūüvwxyz"

_PUNCTUATION: Final = " _-‐‑‒–—―,;:!¡?¿.…·()[]{}§¶@*/\\&#%†‡•^°©®+±×<=>|~−$€₸₽№™"
"""CLDR root order (ICU 78); the space comes first, so that names are filed word by word."""
_MARKS: Final = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
"""Accents in CLDR's order."""
_BASES: Final = {"ґ": "г\u0338", "ø": "o\u0338", "ł": "l\u0338", "đ": "d\u0338", "ħ": "h\u0338", "ß": "ss", "æ": "ae", "œ": "oe"}

# Blocks of primary weights, three bytes each; 0 ends a level.
_PUNCTUATION_BLOCK, _SYMBOLS, _FIGURES, _FIRST_SCRIPT, _GREEK, _SECOND_SCRIPT, _OTHER = (block << 21 for block in range(7))
_LEVEL_END: Final = (0).to_bytes(3, "big")
_NUMBERS_AND_SIGNS: Final = re.compile(r"[0-9]+|[^0-9]", re.DOTALL)
_NUMBER: Final = re.compile("[0-9]")
_LONGEST_NUMBER: Final = 4000
"""Digits that are read as one number; Python refuses to read many more."""


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """The two ordered scripts of a language, and the labels its index shows for each."""

    first: str
    second: str
    first_labels: str
    second_labels: str
    is_turkic_latin: bool = False

    def block(self, letter: str) -> int | None:
        """The primary weight of a lower-case letter; None where it stands in neither alphabet."""
        position = self.first.find(letter)
        if position >= 0:
            return _FIRST_SCRIPT + position
        position = self.second.find(letter)
        return _SECOND_SCRIPT + position if position >= 0 else None

    def lower(self, char: str) -> str:
        if self.is_turkic_latin and char in "Iİ":
            return "ı" if char == "I" else "i"
        return char.lower()

    def upper(self, letter: str) -> str:
        return "İ" if self.is_turkic_latin and letter == "i" else letter.upper()


_ALPHABETS: Final = {
    "kk": _Alphabet(_KAZAKH_CYRILLIC, _ROOT_LATIN, _KAZAKH_LABELS, _LATIN_LABELS),
    "ru": _Alphabet(_ROOT_CYRILLIC, _ROOT_LATIN, _RUSSIAN_LABELS, _LATIN_LABELS),
    "en": _Alphabet(_ROOT_LATIN, _ROOT_CYRILLIC, _LATIN_LABELS, _RUSSIAN_LABELS),
    "kk-Latn": _Alphabet(_KAZAKH_LATIN, _KAZAKH_CYRILLIC, _KAZAKH_LATIN_LABELS, _KAZAKH_LABELS, is_turkic_latin=True),
}


@lru_cache(maxsize=65536)
def sort_key(text: str, lang: str) -> bytes:
    """The key that files ``text`` in an index of ``lang`` (kk, kk-Latn, ru, en); keys compare as bytes.

    Word by word (space before hyphen before letters), numbers by value (language.md 1.1); what of a name is passed over:
    :mod:`pipeline.localise.filing`. Different texts (after NFC) have different keys. Raises KeyError for another language.
    """
    return _key(text, filing_text(text, lang), lang)


@lru_cache(maxsize=4096)
def subject_key(text: str, lang: str) -> bytes:
    """As :func:`sort_key`, for the words of a subject, of which none is passed over: "NGO law" stands under N."""
    return _key(text, filing_text(text, lang, is_subject=True), lang)


def _key(text: str, filed: str, lang: str) -> bytes:
    table = _weights_of(lang)
    if _NUMBER.search(filed):
        parts = _NUMBERS_AND_SIGNS.findall(filed)
        weights = [(_number_weight(part), b"\1", b"\1") if part[0] in "0123456789" else table[part] for part in parts]
    else:
        weights = [table[char] for char in filed]
    levels = [b"".join(level) for level in zip(*weights, strict=True)] or [b"", b"", b""]
    whole = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
    return levels[0] + _LEVEL_END + levels[1] + b"\0" + levels[2] + b"\0" + whole


@lru_cache(maxsize=65536)
def bucket(text: str, lang: str) -> str:
    """The index letter ``text`` stands under: a letter of the language's labels, FIGURES_BUCKET or UNLETTERED_BUCKET.

    Buckets never go back where names stand in the order of :func:`sort_key`. Raises KeyError for an unknown language.
    """
    filed = filing_text(text, lang)
    if not filed or not filed[0].isalnum():
        return UNLETTERED_BUCKET
    if filed[0] in "0123456789":
        return FIGURES_BUCKET
    alphabet = _ALPHABETS[lang]
    first = int.from_bytes(_weights_of(lang)[filed[0]][0][:3], "big")
    for block, letters, labels in (
        (_FIRST_SCRIPT, alphabet.first, alphabet.first_labels),
        (_SECOND_SCRIPT, alphabet.second, alphabet.second_labels),
    ):
        if block <= first < block + len(letters):
            position = bisect_right(_places(letters, labels), first - block) - 1
            return alphabet.upper(labels[max(position, 0)])
    letter = chr(first - (_OTHER if first >= _OTHER else _GREEK))
    return letter.upper() if letter.upper().lower() == letter else letter


@cache
def _places(letters: str, labels: str) -> list[int]:
    return [letters.index(label) for label in labels]


def _number_weight(digits: str) -> bytes:
    """A number's weight: the length of its value first, then the value, so that 9 < 10 < 101."""
    value = digits.lstrip("0")[:_LONGEST_NUMBER].encode("ascii")
    return _FIGURES.to_bytes(3, "big") + len(value).to_bytes(3, "big") + value


class _Weights(dict[str, tuple[bytes, bytes, bytes]]):
    """Letter, accent and case weights of characters, made when first asked for; a combining mark has no letter weight."""

    def __init__(self, alphabet: _Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, char: str) -> tuple[bytes, bytes, bytes]:
        lower = self._alphabet.lower(char)
        case = bytes([1 if lower == char else 2])
        whole = self._alphabet.block(lower)
        made = (whole.to_bytes(3, "big"), b"\1", case) if whole is not None else (*self._parted(lower), case)
        self[char] = made
        return made

    def _parted(self, lower: str) -> tuple[bytes, bytes]:
        letters, accents = bytearray(), bytearray()
        for base in unicodedata.normalize("NFD", _BASES.get(lower, lower)):
            if unicodedata.combining(base):
                accents.append(2 + _MARKS.index(base) if base in _MARKS else 2 + len(_MARKS))
                continue
            letters += _primary(base, self._alphabet).to_bytes(3, "big")
            accents.append(1)
        return bytes(letters), bytes(accents)


@cache
def _weights_of(lang: str) -> _Weights:
    return _Weights(_ALPHABETS[lang])


def _primary(char: str, alphabet: _Alphabet) -> int:
    known = alphabet.block(char)
    if known is not None:
        return known
    position = _PUNCTUATION.find(char)
    if position >= 0:
        return _PUNCTUATION_BLOCK + 1 + position
    if not char.isalnum():
        return _SYMBOLS + ord(char)
    # The CLDR's root has Latin, Greek, Cyrillic; where Cyrillic is put first, Greek follows Latin.
    is_greek = "\u0370" <= char <= "\u03ff" and alphabet.first == _ROOT_LATIN
    return (_GREEK if is_greek else _OTHER) + ord(char)
