"""The last page of a chapter: its columns end level, not at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.makeup.measures import FORBIDDEN, NOTHING, SLIGHT, Measures, Weights

__all__ = ["LastPage", "level_last_page"]


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
        measures, units = self.measures, self.measures.units
        if measures.least(first, measures.count) <= self.room + SLIGHT:
            self._finish((*cuts, measures.count), penalty)
        if left == 1:
            return
        share = measures.natural(first, measures.count) / left
        fitting = []
        for end in range(first + 1, measures.count):
            if measures.least(first, end) > self.room + SLIGHT:
                break
            if units[end].penalty != FORBIDDEN:
                fitting.append(end)
        for end in sorted(fitting, key=lambda end: abs(measures.natural(first, end) - share)):
            self.follow((*cuts, end), penalty + units[end].penalty)

    def _hopeless(self, cuts: tuple[int, ...], first: int, left: int, penalty: float) -> bool:
        """True where the rest cannot fit, or the columns so far are already as bad as the best page found.

        The columns still to come drop at most ``left - 1`` spaces at their heads, and the highest is no lower than their mean.
        """
        measures = self.measures
        dropped = (left - 1) * measures.widest
        if measures.least(first, measures.count) - dropped > self.room * left + SLIGHT:
            return True
        if self.best is None:
            return False
        mean = (measures.natural(first, measures.count) - dropped) / left
        reach = max([mean, *(measures.natural(one, end) for one, end in _columns(self.start, cuts))])
        return penalty + self._level(cuts, min(self.room, reach)) >= self.best.badness - NOTHING

    def _level(self, cuts: Sequence[int], target: float) -> float:
        """Badness of columns that are to end at ``target``: spaces shrunk or stretched, the rest is unevenness."""
        weights, cost = self.weights, 0.0
        for first, end in _columns(self.start, cuts):
            stretch, shrink = self.measures.give(first, end)
            slack = target - self.measures.natural(first, end)
            if slack < 0:
                cost += weights.shrink * (slack / shrink) ** 2 if shrink else 0.0
            else:
                used = min(slack, stretch)
                cost += weights.stretch * (used / stretch) ** 2 if stretch else 0.0
                cost += weights.uneven * ((slack - used) / weights.baseline) ** 2
        return cost

    def _finish(self, cuts: tuple[int, ...], penalty: float) -> None:
        weights = self.weights
        naturals = [self.measures.natural(first, end) for first, end in _columns(self.start, cuts)]
        target = min(self.room, max(naturals))
        cost = penalty + self._level(cuts, target)
        cost += weights.uneven * (self.columns - len(cuts)) * (target / weights.baseline) ** 2
        fill = sum(naturals) / (self.room * self.columns)
        cost += weights.scant * max(0.0, 0.25 - fill) * 4
        if self.best is None or cost < self.best.badness - NOTHING:
            self.best = LastPage(cost, cuts, target)


def _columns(start: int, cuts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip((start, *cuts), cuts, strict=False))


def level_last_page(measures: Measures, start: int, room: float, columns: int, weights: Weights) -> LastPage | None:
    """The best way to set all units from ``start`` on one page of columns ``room`` high; None where they do not fit."""
    search = _Search(measures, start, room, columns, weights)
    search.follow((), 0.0)
    return search.best
