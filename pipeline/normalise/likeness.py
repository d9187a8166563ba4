"""How alike two strings are: the only door to rapidfuzz in this stage."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["edits", "is_one_edit", "likeness", "nearest"]


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
    """The most alike of ``choices``; "" where none is as alike as ``at_least`` (0 to 100)."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(wanted, list(choices), scorer=fuzz.token_sort_ratio, score_cutoff=at_least)
    return "" if found is None else str(found[0])
