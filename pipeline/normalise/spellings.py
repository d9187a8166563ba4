"""Names of organisations compared: spellings in three languages and two alphabets, abbreviations, typing errors, numbers and places.

A name is compared word by word. What may differ is how a word is spelt; a word more or less is never a spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from pipeline.normalise.folding import fold_kazakh, word_set
from pipeline.normalise.likeness import edits

__all__ = ["Likeness", "Spelling", "compare_spellings", "extra_words", "is_branch", "most_edits", "skeleton", "spelling"]


class Likeness(IntEnum):
    """How two names agree, from not at all to letter by letter."""

    NUMBERED = 0
    """Their numbers differ («Школа № 12», «Школа № 21»): never one, however alike the rest."""
    DIFFERENT = 1
    FOREIGN = 2
    """No language in common: they can be translations of each other, or not."""
    PART = 3
    """One has words that the other has not («Союз женщин», «Союз женщин Алматы»)."""
    SHORTENED = 4
    """One is the acronym of the other, or abbreviates its words."""
    NEAR = 5
    """A typing error or two."""
    SPELT = 6
    """The same when spelt in one alphabet (Үміт, Umit; Ак Бота, Акбота)."""
    SAME = 7


_CYRILLIC: Final = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "э": "e", "ж": "j", "з": "z", "и": "i",
    "й": "i", "і": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "",
    "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN: Final = {
    "ä": "a", "ğ": "g", "ģ": "g", "ı": "i", "ī": "i", "ï": "i", "ñ": "n", "ń": "n", "ö": "o", "ó": "o", "ş": "sh", "ç": "ch", "ü": "u",
    "ú": "u", "ū": "u", "w": "u", "q": "k", "y": "i", "'": "", "’": "", "á": "a", "ǵ": "g",
}  # fmt: skip
_CLUSTERS: Final = (
    ("shch", "sh"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ng", "n"), ("x", "ks"), ("ph", "f"),
    ("ck", "k"), ("ie", "e"), ("io", "e"),
)  # fmt: skip
"""What one sound is written with in Latin letters, by whichever rule (BGN, passports, the Latin Kazakh of 2018 and 2021)."""
_TWICE: Final = re.compile(r"(.)\1+")
_NUMBER: Final = re.compile(r"\d+")
_ROMAN: Final = word_set("i ii iii iv v vi vii viii ix x xi xii")
_TOKEN: Final = re.compile(r"[^\W_]+\.?")
_NOISE: Final = word_set(
    "города город г қаласы каласы қ к қаласының каласынын области область обл облысы облысынын района район ауданы имени им атындагы "
    "республики республика казахстан рк и мен пен жане по the of and city в"
)
"""Words that one row writes and another leaves out without naming another organisation."""
_BRANCH: Final = ("филиал", "представительств", "отделени", "болимшес", "окилдиг", "branch", "affiliate")
_SHORT: Final = 3
_ONE_EDIT_FROM: Final = 5
_TWO_EDITS_FROM: Final = 10
_MOST_EDITS: Final = 2
"""Typing errors in a whole name."""


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A folded word in bare Latin letters, whichever alphabet and rule it was written by; for comparing only.

    >>> skeleton("қайнар"), skeleton("kaynar"), skeleton("qainar")
    ('kainar', 'kainar', 'kainar')
    """
    made = "".join(_CYRILLIC.get(char) or _LATIN.get(char, "" if char in "ъь'’" else char) for char in word)
    for written, sound in _CLUSTERS:
        made = made.replace(written, sound)
    return _TWICE.sub(r"\1", made)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name made ready to be compared. ``words`` are folded, without noise; ``dotted``: places of words that ended in a full stop."""

    folded: str
    lang: str
    words: tuple[str, ...]
    bones: tuple[str, ...]
    dotted: frozenset[int]
    numbers: tuple[str, ...]
    initials: str
    joined: str
    """All words as one, in bare letters: Ак Бота, Ак-Бота, Акбота."""


@lru_cache(maxsize=65536)
def spelling(name: str, lang: str) -> Spelling:
    """Take a bare name apart."""
    folded = fold_kazakh(name)
    every = folded.split()
    dotted = _dotted(name) if "." in name else frozenset()
    words = tuple(word for word in every if word not in _NOISE) or tuple(every)
    bones = tuple(map(skeleton, words))
    dots = frozenset(place for place, word in enumerate(words) if word in dotted)
    numbers = [number for word in every if any(map(str.isdigit, word)) for number in _NUMBER.findall(word)]
    numbers += [word for word in every if word in _ROMAN]
    return Spelling(folded, lang, words, bones, dots, tuple(sorted(numbers)), "".join(word[0] for word in words), skeleton("".join(words)))


def _dotted(name: str) -> frozenset[str]:
    """Folded words that end in a full stop: abbreviations."""
    return frozenset(fold_kazakh(token) for token in _TOKEN.findall(name) if token.endswith("."))


def most_edits(letters: int) -> int:
    """How many letters two names written as one word may be apart, by the length of the shorter, to be worth comparing word by word."""
    return 0 if letters < _ONE_EDIT_FROM else 2 if letters < _TWO_EDITS_FROM else _MOST_EDITS + 1


def is_branch(name: Spelling) -> bool:
    """Does the name say that it is a branch of another organisation?"""
    return any(word.startswith(_BRANCH) for word in name.words)


def compare_spellings(one: Spelling, other: Spelling) -> Likeness:
    """How alike two names are, whichever languages they are in."""
    if one.folded == other.folded:
        return Likeness.SAME
    if one.numbers != other.numbers:
        return Likeness.NUMBERED
    if one.joined == other.joined:
        return Likeness.SPELT
    if _is_acronym(one, other) or _is_acronym(other, one):
        return Likeness.SHORTENED
    return _by_words(one, other)


def _is_acronym(short: Spelling, long: Spelling) -> bool:
    """ЦПЖ and Центр поддержки женщин; initials of three words at least."""
    return len(short.words) == 1 and len(long.words) >= _SHORT and short.words[0] == long.initials


def _by_words(one: Spelling, other: Spelling) -> Likeness:
    few, many = sorted((one, other), key=lambda name: (len(name.words), name.folded))
    left = list(range(len(many.words)))
    wrong = shortened = 0
    for place in range(len(few.words)):
        (cost, short), there = min((_apart(few, place, many, there), there) for there in left)
        if cost > _MOST_EDITS:
            return _strange(one, other)
        wrong, shortened = wrong + cost, shortened + short
        left.remove(there)
    if wrong > _MOST_EDITS:
        return _strange(one, other)
    if left:
        return Likeness.PART if wrong <= 1 else _strange(one, other)
    return Likeness.SHORTENED if shortened else Likeness.NEAR


def _strange(one: Spelling, other: Spelling) -> Likeness:
    return Likeness.DIFFERENT if one.lang == other.lang else Likeness.FOREIGN


def _apart(one: Spelling, place: int, other: Spelling, there: int) -> tuple[int, int]:
    """(typing errors, is one an abbreviation of the other) of two words; more errors than a name may have where they are different."""
    mine, theirs = one.bones[place], other.bones[there]
    if mine == theirs:
        return 0, 0
    if (place in one.dotted and _begins(other.words[there], one.words[place])) or (
        there in other.dotted and _begins(one.words[place], other.words[there])
    ):
        return 0, 1
    shorter = min(len(mine), len(theirs))
    allowed = 2 if shorter >= _TWO_EDITS_FROM else 1 if shorter >= _ONE_EDIT_FROM else 0
    if not allowed or abs(len(mine) - len(theirs)) > allowed or any(map(str.isdigit, mine + theirs)):
        return _MOST_EDITS + 1, 0
    found = edits(mine, theirs, allowed)
    return (found if found <= allowed else _MOST_EDITS + 1), 0


def _begins(word: str, short: str) -> bool:
    return len(short) < len(word) and word.startswith(short)


def extra_words(one: Spelling, other: Spelling) -> tuple[str, ...]:
    """Folded words that only one of two names has."""
    return tuple(_without(one.words, other.words)) + tuple(_without(other.words, one.words))


def _without(words: Sequence[str], others: Iterable[str]) -> list[str]:
    rest = set(others)
    return [word for word in words if word not in rest]
