"""The last page of a chapter: its columns end level, not at the foot."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.makeup.measures import NOTHING, SLIGHT, Measures, Weights, column_badness

__all__ = ["LastPage", "is_too_long", "level_last_page"]

FULL_ENOUGH = 0.25
"""A last page that holds this share of what it could is not scant."""

HALF_FULL = 0.5
"""One that holds this share is full enough for entries to be parted on it."""


@dataclass(frozen=True, slots=True)
class LastPage:
    """``cuts`` are the ends of its columns; ``target`` is the height they are stretched to."""

    badness: float
    cuts: tuple[int, ...]
    target: float


class _Search:
    """All ways to part the rest into columns of one page, best guesses first; what cannot become better is not followed."""

    def __init__(self, measures: Measures, start: int, room: float, columns: int, weights: Weights) -> None:
        self.measures, self.start, self.room, self.columns, self.weights = measures, start, room, columns, weights
        self.best: LastPage | None = None
        self.least = math.inf

    def follow(self, cuts: tuple[int, ...], penalty: float) -> None:
        """Try every way on from columns that end at ``cuts``; ``penalty``: badness of those breaks."""
        measures, breaks = self.measures, self.measures.breaks
        first, left = cuts[-1] if cuts else self.start, self.columns - len(cuts)
        forced = measures.next_forced(first)
        if forced == measures.count and measures.least(first, measures.count) <= self.room + SLIGHT:
            self._finish((*cuts, measures.count), penalty)
        if left == 1:
            return
        if forced < measures.count and measures.least(first, forced) <= self.room + SLIGHT:
            self.follow((*cuts, forced), penalty)
        low = high = bisect_left(breaks, first + 1)
        while high < len(breaks) and breaks[high] < forced and measures.least(first, breaks[high]) <= self.room + SLIGHT:
            high += 1
        share = measures.natural(first, measures.count) / left
        middle = bisect_left(breaks, share, low, high, key=lambda end: measures.natural(first, end))
        for place in range(middle, high):
            if not self._goes_on(cuts, breaks[place], penalty, longer=True):
                break
        for place in range(middle - 1, low - 1, -1):
            if not self._goes_on(cuts, breaks[place], penalty, longer=False):
                break

    def _goes_on(self, cuts: tuple[int, ...], end: int, penalty: float, *, longer: bool) -> bool:
        """Follow a column that ends before unit ``end``; False where ends still farther from its share of the height are no better.

        Longer columns than the share make all that come after too short, shorter ones are too short themselves: each way one of the two
        only grows, and the columns before are the farther from level.
        """
        left = self.columns - len(cuts) - 1
        if is_too_long(self.measures, end, self.room, left):
            return longer  # a longer column leaves less to the rest
        before, own, rest = self._bounds(cuts, end, left, longer=longer)
        if penalty + before + own + rest < self.least - NOTHING:
            self.follow((*cuts, end), penalty + self.measures.units[end].penalty)
        return penalty + before + (rest if longer else own) < self.least - NOTHING

    def _bounds(self, cuts: tuple[int, ...], end: int, left: int, *, longer: bool) -> tuple[float, float, float]:
        """The least badness of the columns that end at ``cuts``, of the one that ends before ``end``, and of the ``left`` ones after it.

        The rest drops at most ``left - 1`` spaces at its columns' heads, and its highest column is no lower than their mean.
        """
        measures, weights = self.measures, self.weights
        first = cuts[-1] if cuts else self.start
        natural, remaining = measures.natural(first, end), measures.natural(end, measures.count)
        is_free = measures.next_forced(end) == measures.count
        target = max((measures.natural(one, after) for one, after in self._free(cuts)), default=0.0)
        if is_free:
            target = max(target, (remaining - (left - 1) * measures.widest) / left)
        target = min(self.room, max(target, natural) if longer else target)
        own = column_badness(max(0.0, target - natural), measures.give(first, end)[0], 0.0, weights, is_last=True)
        missing = left * target - remaining - measures.give(end, measures.count)[0]
        rest = weights.uneven * (missing / weights.baseline) ** 2 / left if is_free and missing > 0 else 0.0
        return self._level(cuts, target), own, rest

    def _free(self, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The columns that do not end before a forced break: those that are to end level."""
        return ((first, end) for first, end in _columns(self.start, cuts) if not self.measures.is_forced(end))

    def _level(self, cuts: Sequence[int], target: float) -> float:
        """Badness of columns that are to end at ``target``: spaces shrunk or stretched, the rest is unevenness."""
        weights, cost = self.weights, 0.0
        for first, end in _columns(self.start, cuts):
            stretch, shrink = self.measures.give(first, end)
            natural = self.measures.natural(first, end)
            slack = min(self.room - natural, 0.0) if self.measures.is_forced(end) else target - natural
            cost += column_badness(max(slack, -shrink), stretch, shrink, weights, is_last=True)
        return cost

    def _finish(self, cuts: tuple[int, ...], penalty: float) -> None:
        weights, natural = self.weights, self.measures.natural
        target = min(self.room, max(natural(first, end) for first, end in self._free(cuts)))
        cost = penalty + self._level(cuts, target)
        cost += weights.uneven * (self.columns - len(cuts)) * (target / weights.baseline) ** 2
        fill = sum(natural(first, end) for first, end in _columns(self.start, cuts)) / (self.room * self.columns)
        cost += weights.scant * max(0.0, 1.0 - fill / FULL_ENOUGH)
        parted = sum(self.measures.units[end].splits for end in cuts[:-1])
        cost += weights.split_scant * parted * max(0.0, 1.0 - fill / HALF_FULL)
        if cost < self.least - NOTHING:
            self.least, self.best = cost, LastPage(cost, cuts, target)


def _columns(start: int, cuts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip((start, *cuts), cuts, strict=False))


def is_too_long(measures: Measures, start: int, room: float, columns: int) -> bool:
    """True where so many columns cannot hold the units from ``start`` on, wherever they are parted."""
    return measures.least(start, measures.count) - (columns - 1) * measures.widest > room * columns + SLIGHT


def level_last_page(measures: Measures, start: int, room: float, columns: int, weights: Weights) -> LastPage | None:
    """The best way to set all units from ``start`` on one page of columns ``room`` high; None where they do not fit."""
    search = _Search(measures, start, room, columns, weights)
    search.follow((), 0.0)
    return search.best
