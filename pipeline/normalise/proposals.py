"""Terms of a closed list that a free text may mean, by word stems and by letters: proposed to a person, never printed by themselves.

Kazakh and Russian words change at their ends (балаларға, детей), so two words are alike where their beginnings agree and what differs is
no longer than an ending. No stemmer has both languages; a stem that is wrong now and then costs a person's "no", nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Generic, TypeVar

from pipeline.normalise.folding import fold_kazakh, word_set
from pipeline.normalise.likeness import nearest

__all__ = ["Proposer"]

_MOST: Final = 3
_LIKELY: Final = 82
"""Likeness (0 to 100) at which a spelling of the list is proposed for a whole text."""
_MISTYPED: Final = 86
_LONG_WORD: Final = 6
"""Letters from which a word may be a mistyped one of the list."""
_SHORTEST_STEM: Final = 3
_SHORT_ENDING, _LONG_ENDING = 3, 6
"""Letters that may follow a stem of three letters, and a longer one."""
_FILLERS: Final = frozenset(map(fold_kazakh, word_set(
    "и в во на по для с со о об от из к у за при без или не а также мен бен пен және үшін туралы бойынша да де "
    "the and for in on to of at by with a an"
)))  # fmt: skip
Term = TypeVar("Term")


class Proposer(Generic[Term]):
    """Finds the terms that a text may mean among the spellings (folded, as ``fold_kazakh`` does) of a list."""

    def __init__(self, spellings: Mapping[str, Term]) -> None:
        self._spellings = spellings
        self._words = {spelling: words for spelling in spellings if (words := _words(spelling))}
        self._by_beginning: dict[str, list[str]] = {}
        for word in dict.fromkeys(word for words in self._words.values() for word in words):
            self._by_beginning.setdefault(word[:_SHORTEST_STEM], []).append(word)
        self._known: dict[str, frozenset[str]] = {}

    def near(self, text: str) -> tuple[Term, ...]:
        """At most three terms, the one that explains most of the text first; each explains a word that no other does."""
        folded = fold_kazakh(text)
        whole = nearest(folded, self._spellings, _LIKELY)
        if whole:
            return (self._spellings[whole],)
        alike = {word: self._alike(word) for word in _words(folded)}
        met = frozenset().union(*alike.values()) if alike else frozenset[str]()
        found = [spelling for spelling, words in self._words.items() if met.issuperset(words)]
        terms: list[Term] = []
        explained: set[str] = set()
        for spelling in sorted(found, key=lambda one: (-sum(map(len, self._words[one])), one)):
            words = {word for word, others in alike.items() if not others.isdisjoint(self._words[spelling])}
            if words <= explained:
                continue
            explained |= words
            if self._spellings[spelling] not in terms:
                terms.append(self._spellings[spelling])
        return tuple(terms[:_MOST])

    def _alike(self, word: str) -> frozenset[str]:
        """Words of the list with the stem of ``word``, or one that is mistyped in it."""
        known = self._known.get(word)
        if known is None:
            by_stem = [other for other in self._by_beginning.get(word[:_SHORTEST_STEM], ()) if _share_stem(word, other)]
            if not by_stem and len(word) >= _LONG_WORD:
                long = (other for others in self._by_beginning.values() for other in others if len(other) >= _LONG_WORD)
                mistyped = nearest(word, long, _MISTYPED)
                by_stem = [mistyped] if mistyped else []
            known = self._known[word] = frozenset(by_stem)
        return known


def _words(folded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in folded.split() if word not in _FILLERS and not word.isdigit()))


def _share_stem(one: str, other: str) -> bool:
    """Do two folded words begin alike, and differ by no more than an ending?"""
    common = _common(one, other)
    shorter, longer = sorted((len(one), len(other)))
    ending = _SHORT_ENDING if common <= _SHORTEST_STEM else _LONG_ENDING
    return common >= max(_SHORTEST_STEM, shorter - 2) and longer - common <= ending


def _common(one: str, other: str) -> int:
    """Letters that both begin with."""
    return next((place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), min(len(one), len(other)))
