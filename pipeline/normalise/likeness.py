"""How alike two strings are: the only door to rapidfuzz in this stage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

__all__ = ["edits", "is_one_edit", "likeness", "most_alike", "nearest", "pairs_within", "word_order"]


def edits(one: str, other: str, most: int) -> int:
    """Letters inserted, left out, replaced or swapped between two words; ``most`` + 1 where there are more than ``most``."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=most)


def is_one_edit(one: str, other: str) -> bool:
    """Do two different strings differ by one letter (or one swap)?"""
    return one != other and abs(len(one) - len(other)) <= 1 and edits(one, other, 1) == 1


def likeness(one: str, other: str) -> float:
    """0 to 100, whatever the order of the words; a name that only gained or lost words is like itself."""
    from rapidfuzz import fuzz

    return max(fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other))


def nearest(wanted: str, choices: Iterable[str], at_least: float) -> str:
    """The most alike of ``choices``, whatever the order of the words; "" where none is as alike as ``at_least`` (0 to 100)."""
    from rapidfuzz import fuzz, process

    known = tuple(choices)
    found = process.extractOne(_in_order(wanted), _all_in_order(known), scorer=fuzz.ratio, score_cutoff=at_least)
    return "" if found is None else known[found[2]]


def most_alike(wanted: str, choices: Sequence[str], at_least: float, most: int) -> list[tuple[int, float]]:
    """Places of the most alike among ``choices``, best first, with the likeness (0 to 100). All in :func:`word_order`."""
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=at_least, limit=most)
    return [(place, score) for _, score, place in found]


def word_order(text: str) -> str:
    """The words of a text in alphabetical order: two that differ in the order of words alone are the same."""
    return _in_order(text)


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))


@lru_cache(maxsize=16)
def _all_in_order(choices: tuple[str, ...]) -> tuple[str, ...]:
    """Words in alphabetical order: what rapidfuzz's ``token_sort_ratio`` would make of every choice each time."""
    return tuple(map(_in_order, choices))


def pairs_within(texts: Sequence[str], most: Callable[[int], int]) -> Iterator[tuple[str, str]]:
    """Pairs of texts with few letters inserted, left out or replaced; a swap counts as two.

    ``most``: how many at the most, by the length of the shorter one. These are counted ten times as fast as :func:`edits`.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    by_length = sorted(texts, key=lambda text: (len(text), text))
    lengths = list(map(len, by_length))
    for place, text in enumerate(by_length):
        allowed = most(len(text))
        if allowed:
            rest = by_length[place + 1 : bisect_right(lengths, len(text) + allowed)]
            for found, _, _ in process.extract(text, rest, scorer=Levenshtein.distance, score_cutoff=allowed, limit=None):
                yield text, found
