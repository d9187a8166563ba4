"""Copy-fitting: of all settings within a design's limits, the one that hits a page count with the least change.

The objective is one sum: the weighted squares of the steps away from the design, and what each page left for notes weighs
(:class:`pipeline.model.fit.FitLimits`). A count is that of the finished book, padding included.

Every setting has a floor, the least it can come to: its own change, and the fewest pages for notes that are still possible. Settings
are measured from the lowest floor up, and none whose floor is no lower than the best that was found. What was measured bounds what was not:
with the same columns, a book that is no tighter in spacing, leading and size is no shorter, and one that is no looser no longer. A break
that falls badly may cost a page: settings no more than ``NEAR`` steps apart may differ by ``SLACK`` pages the other way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model.fit import AS_DESIGNED, BookLength, FitLimits, Steps

__all__ = ["Found", "find_setting", "fit_cost"]

SLACK: Final = 1
"""Pages by which a looser setting may come out shorter than one that is little tighter."""
NEAR: Final = 2
"""Steps; settings further apart than this come out in order."""
_SAME: Final = 1e-9

Measure = Callable[[Steps], BookLength]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. ``steps`` None: no setting hits the count. ``lengths``: all that was measured.

    ``complete``: every setting that could be better was measured.
    """

    steps: Steps | None
    lengths: dict[Steps, BookLength]
    complete: bool = True

    def nearest(self, target: int) -> list[int]:
        """The counts measured next below and next above ``target``."""
        counts = {length.pages for length in self.lengths.values()}
        below, above = [count for count in counts if count < target], [count for count in counts if count > target]
        return [*([max(below)] if below else []), *([min(above)] if above else [])]


def fit_cost(limits: FitLimits, steps: Steps, length: BookLength, target: int | None) -> float:
    """The objective; infinite for a book of another count than ``target``. None: any count will do."""
    if target is not None and length.pages != target:
        return math.inf
    return limits.change(steps) + limits.notes_page * length.notes


def find_setting(limits: FitLimits, multiple: int, target: int | None, measure: Measure, confirm: Measure | None = None) -> Found:
    """Search for the setting that hits ``target`` pages, or whole signatures (None), at the least cost.

    Of equal costs the fewer pages, then the lesser change. ``multiple``: every book is filled up to one. ``measure`` may be a little
    wrong where ``confirm`` is given: the best is confirmed, and where that differs the search goes on.
    """
    search = _Search(limits, multiple, target, measure)
    while True:
        best = search.run()
        if best is None or confirm is None or (exact := confirm(best)) == search.lengths[best]:
            return Found(best, search.lengths, search.complete)
        search.lengths[best] = exact
        confirm = _once(confirm, best, exact)


def _once(confirm: Measure, steps: Steps, exact: BookLength) -> Measure:
    return lambda other: exact if other == steps else confirm(other)


class _Search:
    def __init__(self, limits: FitLimits, multiple: int, target: int | None, measure: Measure) -> None:
        self.limits, self.multiple, self.target, self._measure = limits, multiple, target, measure
        self.candidates = limits.candidates()
        self.lengths: dict[Steps, BookLength] = {}
        self.complete = True

    def run(self) -> Steps | None:
        """Measure until nothing left could be better; the best, or None where nothing hits the target."""
        self._take(AS_DESIGNED)
        while live := self._live():
            self._take(self._next(live))
        return self._best()

    def _take(self, steps: Steps) -> None:
        if steps not in self.lengths:
            self.lengths[steps] = self._measure(steps)

    def _rank(self, steps: Steps) -> tuple[float, int, float, int]:
        length = self.lengths[steps]
        cost = fit_cost(self.limits, steps, length, self.target)
        return round(cost, 6), length.pages, round(self.limits.change(steps), 6), self.candidates.index(steps)

    def _best(self) -> Steps | None:
        best = min(self.lengths, key=self._rank)
        return best if self._rank(best)[0] < math.inf else None

    def _live(self) -> list[tuple[float, Steps]]:
        """Floors of the settings that were not measured and may be better than the best, the lowest first.

        Once as many settings of type were tried as may be, only their spacing is still changed.
        """
        best = self._best()
        least = math.inf if best is None else fit_cost(self.limits, best, self.lengths[best], self.target)
        margin = _SAME if self.target is None else -_SAME  # of equal costs fewer pages win, which only matters where any count will do
        opened = self._opened()
        found = []
        for steps in self.candidates:
            if steps in self.lengths or self.limits.change(steps) > least + margin:
                continue
            floor = self._floor(steps)
            if floor < math.inf and floor < least + margin:
                found.append((floor, steps))
        if len(opened) >= self.limits.typesettings and any(steps[1:] not in opened for _, steps in found):
            self.complete = False
            found = [(floor, steps) for floor, steps in found if steps[1:] in opened]
        return sorted(found, key=lambda pair: pair[0])

    def _opened(self) -> set[tuple[int, ...]]:
        return {steps[1:] for steps in self.lengths}

    def _next(self, live: Sequence[tuple[float, Steps]]) -> Steps:
        """Spacing of type that is set already comes first; without a hit so far, the ends of what is possible.

        A count beyond the tightest (or loosest) setting cannot be reached, and one typesetting tells.
        """
        opened = self._opened()
        set_already = [steps for _, steps in live if steps[1:] in opened]
        _, lowest = live[0]
        if self.target is None or self._best() is not None:
            return set_already[0] if set_already else lowest
        direction = -1 if self.lengths[AS_DESIGNED].pages > self.target else 1
        if set_already:
            kind = set_already[0][1:]
            return max((steps for steps in set_already if steps[1:] == kind), key=lambda steps: direction * steps[0])
        far = [steps for _, steps in live if steps[:3] == self._end(direction)]
        return far[0] if far else lowest

    def _end(self, direction: int) -> tuple[int, ...]:
        return tuple(option.steps[0 if direction < 0 else -1] for option in self.limits.options[:3])

    def _floor(self, steps: Steps) -> float:
        """The least this setting can come to."""
        low, high = 0, -1
        for other, length in self.lengths.items():
            if other[3] != steps[3]:
                continue  # a book with more columns may be either longer or shorter
            apart = [two - one for one, two in zip(other, steps, strict=True)]
            slack = SLACK if sum(map(abs, apart)) <= NEAR else 0
            if min(apart) >= 0:
                low = max(low, length.filled - slack)
            if max(apart) <= 0:
                high = length.filled + slack if high < 0 else min(high, length.filled + slack)
        return self.limits.change(steps) + self.limits.notes_page * self._fewest_notes(low, math.inf if high < 0 else high)

    def _fewest_notes(self, low: int, high: float) -> float:
        """The fewest pages that fill up a book of ``low`` to ``high`` pages; infinite where it cannot hit the target."""
        if self.target is not None:
            top = min(high, self.target)
            return self.target - top if top >= max(low, self.target - self.multiple + 1) else math.inf
        if high == math.inf or high // self.multiple * self.multiple >= low:
            return 0
        return -high % self.multiple
