"""The last page of a chapter: its columns end level, not at the foot."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.makeup.measures import NOTHING, SLIGHT, Measures, Weights

__all__ = ["LastPage", "is_too_long", "level_last_page"]

FULL_ENOUGH = 0.25
"""A last page that holds this share of what it could is not scant."""


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

    def follow(self, cuts: tuple[int, ...], penalty: float) -> None:
        """Try every way on from columns that end at ``cuts``; ``penalty``: badness of those breaks."""
        first = cuts[-1] if cuts else self.start
        left = self.columns - len(cuts)
        if self._hopeless(cuts, first, left, penalty):
            return
        measures = self.measures
        forced = measures.next_forced(first)
        if forced == measures.count and measures.least(first, measures.count) <= self.room + SLIGHT:
            self._finish((*cuts, measures.count), penalty)
        if left == 1:
            return
        for end in self._ends(first, forced, measures.natural(first, measures.count) / left):
            self.follow((*cuts, end), penalty + measures.units[end].penalty)

    def _ends(self, first: int, forced: int, share: float) -> Iterator[int]:
        """Where a column that begins with unit ``first`` may end, those nearest to its ``share`` of the height first."""
        measures, breaks = self.measures, self.measures.breaks
        low = bisect_left(breaks, first + 1)
        high = low
        while high < len(breaks) and breaks[high] <= forced and measures.least(first, breaks[high]) <= self.room + SLIGHT:
            high += 1
        right = bisect_left(breaks, share, low, high, key=lambda end: measures.natural(first, end))
        left = right - 1
        while left >= low or right < high:
            below = share - measures.natural(first, breaks[left]) if left >= low else math.inf
            above = measures.natural(first, breaks[right]) - share if right < high else math.inf
            if below <= above:
                yield breaks[left]
                left -= 1
            else:
                yield breaks[right]
                right += 1

    def _hopeless(self, cuts: tuple[int, ...], first: int, left: int, penalty: float) -> bool:
        """True where the rest cannot fit, or the columns so far are already as bad as the best page found.

        The columns still to come drop at most ``left - 1`` spaces at their heads, and the highest is no lower than their mean.
        """
        measures = self.measures
        if is_too_long(measures, first, self.room, left):
            return True
        if self.best is None:
            return False
        reach = 0.0
        if measures.next_forced(first) == measures.count:
            reach = (measures.natural(first, measures.count) - (left - 1) * measures.widest) / left
        reach = max([reach, *(measures.natural(one, end) for one, end in self._free(cuts))])
        return penalty + self._level(cuts, min(self.room, reach)) >= self.best.badness - NOTHING

    def _free(self, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The columns that do not end before a forced break: those that are to end level."""
        return ((first, end) for first, end in _columns(self.start, cuts) if not self.measures.is_forced(end))

    def _level(self, cuts: Sequence[int], target: float) -> float:
        """Badness of columns that are to end at ``target``: spaces shrunk or stretched, the rest is unevenness."""
        weights, cost = self.weights, 0.0
        for first, end in _columns(self.start, cuts):
            stretch, shrink = self.measures.give(first, end)
            slack = target - self.measures.natural(first, end)
            if self.measures.is_forced(end):
                slack = min(self.room - self.measures.natural(first, end), 0.0)
            if slack < 0:
                cost += weights.shrink * (slack / shrink) ** 2 if shrink > SLIGHT else 0.0
            else:
                used = min(slack, stretch)
                cost += weights.stretch * (used / stretch) ** 2 if stretch > SLIGHT else 0.0
                if slack - used > SLIGHT:
                    cost += weights.short + weights.uneven * ((slack - used) / weights.baseline) ** 2
        return cost

    def _finish(self, cuts: tuple[int, ...], penalty: float) -> None:
        weights, natural = self.weights, self.measures.natural
        target = min(self.room, max(natural(first, end) for first, end in self._free(cuts)))
        cost = penalty + self._level(cuts, target)
        cost += weights.uneven * (self.columns - len(cuts)) * (target / weights.baseline) ** 2
        fill = sum(natural(first, end) for first, end in _columns(self.start, cuts)) / (self.room * self.columns)
        cost += weights.scant * max(0.0, 1.0 - fill / FULL_ENOUGH)
        if self.best is None or cost < self.best.badness - NOTHING:
            self.best = LastPage(cost, cuts, target)


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
