"""Where columns and pages break: pure arithmetic over heights and penalties, no typesetting, no PDF.

Dynamic programming over a whole chapter (Knuth and Plass's total fit, turned from lines to columns): of all ways to part the units into
columns, the one with the least total badness. The terms of the objective are the fields of :class:`Weights`.

It works from the chapter's end: what the units from one on cost at best depends on that unit and on where in a spread its column stands,
and on nothing before it. So there is one figure for each unit and each column of a spread, and time grows as the chapter does. No break
is left out by rule of thumb; tests/makeup/test_makeup_breaks.py compares with all there are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.makeup.lastpage import LastPage, level_last_page
from pipeline.makeup.measures import FORBIDDEN, NOTHING, SLIGHT, Measures, Unit, Weights, column_badness, placeable

__all__ = ["FORBIDDEN", "Column", "Unit", "Weights", "break_columns", "column_badness"]


@dataclass(frozen=True, slots=True)
class Column:
    """Units start..end-1 stand in this column; ``spaces`` are the spaces above each, 0 for the first; ``height`` of the frame."""

    start: int
    end: int
    spaces: tuple[float, ...]
    height: float

    @property
    def is_empty(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the units from one on cost at best, and where the column they begin in ends; ``last``: they all stand on this page."""

    badness: float
    end: int = 0
    last: LastPage | None = None


_End = tuple[int, float, bool]
"""The unit a column may end before, the badness of column and break, and whether the break parts an entry."""


class _Chapter:
    """One chapter being broken. A column's ``phase`` is its place in a spread: the verso's columns, then the recto's.

    Where no entry can be parted, as in an index, verso and recto are the same and a page is enough.
    """

    def __init__(self, units: Sequence[Unit], height: float, columns: int, weights: Weights) -> None:
        self.measures = Measures(placeable(units, height))
        self.height, self.columns, self.weights = height, columns, weights
        self.phases = columns * (2 if any(unit.splits for unit in units) else 1)
        self.plans = self._work_back()

    def ends(self, start: int, height: float) -> list[_End]:
        """Every end of a column ``height`` high that begins with unit ``start`` and does not hold the chapter's last."""
        measures, weights = self.measures, self.weights
        units, extent, stretch, shrink = measures.units, measures.extent, measures.stretch, measures.shrink
        top = extent[start] + units[start].before
        stretched, shrunk = stretch[start + 1], shrink[start + 1]
        found = []
        for end in range(start + 1, measures.count):
            slack, give = height - (extent[end] - top), shrink[end] - shrunk
            if slack < -give - SLIGHT:
                break
            unit = units[end]
            if unit.penalty != FORBIDDEN:
                badness = column_badness(slack, stretch[end] - stretched, give, weights)
                found.append((end, badness + unit.penalty, unit.splits))
        return found

    def last_page(self, start: int, height: float) -> LastPage | None:
        return level_last_page(self.measures, start, height, self.columns, self.weights)

    def split_badness(self, phase: int) -> float:
        """What parting an entry costs at the end of that column: nothing within a page."""
        if (phase + 1) % self.columns:
            return 0.0
        return self.weights.split_page if phase < self.columns else self.weights.split_leaf

    def best(self, ends: Sequence[_End], after: Callable[[int], float], phase: int, last: LastPage | None) -> _Plan:
        """The best of all ``ends`` and of ending the chapter here; ``after``: what the units from one on cost in the next column."""
        split = self.split_badness(phase)
        least, chosen = (last.badness if last else math.inf), 0
        for end, badness, splits in ends:
            total = badness + after(end)
            if splits:
                total += split
            if total < least - NOTHING:
                least, chosen = total, end
        return _Plan(least, chosen, None if chosen else last)

    def _work_back(self) -> list[list[_Plan]]:
        """Plans by phase and unit, from the chapter's last unit to its first."""
        plans = [[_Plan(math.inf)] * self.measures.count for _ in range(self.phases)]
        badness = [[math.inf] * self.measures.count for _ in range(self.phases)]
        for start in range(self.measures.count - 1, -1, -1):
            ends, last = self.ends(start, self.height), self.last_page(start, self.height)
            for phase in range(self.phases):
                after = badness[(phase + 1) % self.phases].__getitem__
                plan = self.best(ends, after, phase, None if phase % self.columns else last)
                plans[phase][start] = plan
                badness[phase][start] = plan.badness
        return plans

    def from_first_page(self, height: float, phase: int) -> list[_Plan]:
        """The plans of the whole chapter's columns but the last page's; ``height`` is that of the first page's columns.

        A first column stays empty (its plan ends where it begins) only where what comes next is too high for it, though not for later ones.
        """
        measures = self.measures

        @cache
        def plan(start: int, column: int) -> _Plan:
            if column >= self.columns:
                return self.plans[(phase + column) % self.phases][start]
            if measures.least(start, measures.run_end(start)) > height + SLIGHT:
                hole = column_badness(height, 0.0, 0.0, self.weights)
                return _Plan(hole + plan(start, column + 1).badness, start)
            last = None if column else self.last_page(start, height)
            return self.best(self.ends(start, height), lambda end: plan(end, column + 1).badness, phase + column, last)

        chosen = [plan(0, 0)]
        while chosen[-1].last is None:
            chosen.append(plan(chosen[-1].end, len(chosen)))
        return chosen

    def column(self, start: int, end: int, target: float, height: float) -> Column:
        """Units start..end-1 with their spaces such that the column ends at ``target``, as far as they give."""
        if start == end:
            return Column(start, end, (), height)
        slack = target - self.measures.natural(start, end)
        stretch, shrink = self.measures.give(start, end)
        give = stretch if slack >= 0 else shrink
        share = max(-1.0, min(1.0, slack / give)) if give else 0.0
        inner = self.measures.units[start + 1 : end]
        spaces = (unit.before + share * (unit.stretch if share > 0 else unit.shrink) for unit in inner)
        return Column(start, end, (0.0, *spaces), height)


def break_columns(
    units: Sequence[Unit],
    height: float,
    columns: int,
    *,
    first_height: float | None = None,
    verso_first: bool = False,
    weights: Weights | None = None,
) -> list[Column]:
    """Part ``units`` into columns ``height`` points high, ``columns`` to a page.

    ``first_height`` is that of the first page's columns where a head stands over them; ``verso_first`` tells on which side the chapter
    opens. Every unit stands in exactly one column, in order. The last page's columns end level. A unit higher than ``height`` stands alone
    in a column (the caller reports it); what fits no column of the first page leaves them empty.
    """
    if not units:
        return []
    chapter = _Chapter(units, height, columns, weights or Weights())
    lower = height if first_height is None else first_height
    made: list[Column] = []
    start = 0
    for number, plan in enumerate(chapter.from_first_page(lower, 0 if verso_first else columns)):
        frame = lower if number < columns else height
        if plan.last is None:
            made.append(chapter.column(start, plan.end, frame, frame))
            start = plan.end
            continue
        for end in plan.last.cuts:
            made.append(chapter.column(start, end, plan.last.target, frame))
            start = end
    return made
