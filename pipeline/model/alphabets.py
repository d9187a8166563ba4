"""Latin and Cyrillic letters that look alike, and words in which both stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = [
    "KAZAKH_LETTERS", "MendedWords", "is_cyrillic", "is_kept_whole", "is_latin", "is_mixed", "is_of_one_alphabet", "mend_words", "to_latin",
]

KAZAKH_LETTERS: Final = frozenset("ӘәҒғҚқҢңӨөҰұҮүҺһІі")
_TWINS: Final = dict(zip("ABCEHIKMOPTXYaceiopxyk", "АВСЕНІКМОРТХУасеіорхук", strict=True))
"""Latin -> Cyrillic letters that look alike; k is no twin on paper but is typed for one. Own table (data.md 3.2, homoglyph)."""
_ONLY_LATIN_LOOKS: Final = {"h": "һ", "Y": "Ү", "y": "ү"}
"""In Kazakh words the straight ү and һ look like Latin letters, the Russian у does not."""
_REVERSE: Final = {cyrillic: latin for latin, cyrillic in _TWINS.items()} | {"һ": "h", "Ү": "Y", "ү": "y"}
_ALWAYS: Final = str.maketrans({"ə": "ә", "Ə": "Ә", "ɵ": "ө", "Ɵ": "Ө", "ӛ": "ө", "Ӛ": "Ө"})
_FOREIGN: Final = re.compile("[A-Za-zəƏɵƟӛӚ]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile("[A-Za-z]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_ROMAN: Final = re.compile(r"[IVXLCDM]+\Z")
_LATIN_LETTER: Final = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")


def is_latin(char: str) -> bool:
    return "A" <= char <= "Z" or "a" <= char <= "z"


def is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"


@dataclass(frozen=True, slots=True)
class MendedWords:
    """The text with the certain words mended, and the words whose letters are of two alphabets and cannot be settled."""

    text: str
    unsettled: tuple[str, ...] = ()


def is_of_one_alphabet(text: str) -> bool:
    """Whether a look tells that there is nothing to mend: plain Latin, or no letter that could stand for a Cyrillic one."""
    return text.isascii() or _FOREIGN.search(text) is None


@lru_cache(maxsize=65536)
def mend_words(text: str, kazakh: bool = False) -> MendedWords:
    """Give every word one alphabet where all its foreign letters have a twin in it (data.md case 19).

    ``kazakh``: the text is Kazakh, where Latin Y and h stand for Ү and һ.
    """
    if is_of_one_alphabet(text):
        return MendedWords(text)
    text = text.translate(_ALWAYS)
    if not (_LATIN.search(text) and _CYRILLIC.search(text)):
        return MendedWords(text)
    unsettled: list[str] = []

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii() or not (_LATIN.search(word) and _CYRILLIC.search(word)):
            return word
        one = _one_alphabet(word, kazakh or any(char in KAZAKH_LETTERS for char in word))
        if one is None:
            unsettled.append(word)
            return word
        return one

    return MendedWords(_WORD.sub(mended, text), tuple(unsettled))


def _one_alphabet(word: str, kazakh: bool) -> str | None:
    """The word in one alphabet; None where each alphabet has a letter that the other lacks."""
    latin = to_latin(word)
    if latin is not None and _ROMAN.match(latin):
        return latin
    twins = _TWINS | _ONLY_LATIN_LOOKS if kazakh else _TWINS
    fits_cyrillic = all(not is_latin(char) or char in twins for char in word)
    if fits_cyrillic and latin is not None:  # every letter has a twin: the alphabet most of them are of
        fits_cyrillic = sum(map(is_cyrillic, word)) * 2 >= len(word)
    if fits_cyrillic:
        return "".join(twins.get(char, char) for char in word)
    return latin


def to_latin(word: str) -> str | None:
    """The word with Cyrillic look-alikes made Latin; None where a Cyrillic letter has no Latin twin."""
    made = "".join(_REVERSE.get(char, char) for char in word)
    return None if any(map(is_cyrillic, made)) else made


def is_mixed(word: str) -> bool:
    """Do Latin and Cyrillic letters stand in it together?"""
    return not word.isascii() and _CYRILLIC.search(word) is not None and _LATIN_LETTER.search(word) is not None


def is_kept_whole(word: str) -> bool:
    """Is it a word that no line's end may break, in any language?

    One with a capital after its first letter (an abbreviation, a name such as ҚазҰУ or YouTube), and one with Latin and Cyrillic letters
    in it, which the patterns of neither language fit.
    """
    rest = word[1:]
    return rest != rest.lower() or is_mixed(word)
