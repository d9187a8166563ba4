"""Where columns and pages break: pure arithmetic over heights and penalties, no typesetting, no PDF.

Dynamic programming over a whole chapter (Knuth and Plass's total fit, turned from lines to columns): of all ways to part the units into
columns, the one with the least total badness. The terms of the objective are the fields of :class:`Weights`.

It works from the chapter's end: what the units from one on cost at best depends on that unit and on where in a spread its column stands,
and on nothing before it. So there is one figure for each place a column may begin and each column of a spread. The ends of a column are
tried from the fullest down, until a column would be so empty that even the cheapest rest could not make up for it: about ten a place.
Time grows as the chapter does, and no break is left out by rule of thumb; tests/makeup/test_makeup_breaks.py compares with all there are.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.makeup.lastpage import LastPage, is_too_long, level_last_page
from pipeline.makeup.measures import EVEN, FORBIDDEN, NOTHING, SLIGHT, Measures, Unit, Weights, column_badness, placeable
from pipeline.model.packing import packable

__all__ = ["FORBIDDEN", "RIGID", "Chapter", "Column", "Give", "Unit", "Weights", "column_badness"]

Give = tuple[float, float]
"""How far a space may be stretched and shrunk, points."""
RIGID: Give = (0.0, 0.0)
STEP = 1.0
"""Points by which the columns of a first page are tried lower or higher."""


@packable
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


class _Places:
    """The units a column may begin with, and running sums at each: what lies between two of them costs one subtraction.

    ``tops`` leave out the space above the unit, which falls away at a column's head; so do ``stretched`` and ``shrunk``.
    """

    def __init__(self, measures: Measures) -> None:
        units = measures.units
        self.at = [0, *measures.breaks]
        self.count = len(self.at)
        self.extent = [measures.extent[at] for at in self.at]
        self.least = [measures.extent[at] - measures.shrink[at] for at in self.at]
        self.tops = [measures.extent[at] + units[at].before for at in self.at]
        self.stretch = [measures.stretch[at] for at in self.at]
        self.stretched = [measures.stretch[at + 1] for at in self.at]
        self.shrink = [measures.shrink[at] for at in self.at]
        self.shrunk = [measures.shrink[at + 1] for at in self.at]
        self.penalty = [units[at].penalty for at in self.at]
        self.splits = [units[at].splits for at in self.at]
        self.forced = [units[at].forced for at in self.at]


class _Floor:
    """The least figure among the places a column may end before, kept while that window moves towards the chapter's beginning."""

    def __init__(self) -> None:
        self._least: deque[tuple[int, float]] = deque()

    def add(self, place: int, figure: float) -> None:
        while self._least and self._least[0][1] >= figure:
            self._least.popleft()
        self._least.appendleft((place, figure))

    def up_to(self, place: int) -> float:
        while self._least and self._least[-1][0] > place:
            self._least.pop()
        return self._least[-1][1] if self._least else math.inf


class Chapter:
    """A chapter worked out once: its columns follow for any height of the first page and for either side it may open on.

    A column's ``phase`` is its place in a spread: the verso's columns, then the recto's. Where no entry can be parted, as in an index,
    verso and recto are the same and a page is enough. ``tried`` counts the column ends weighed.
    """

    def __init__(self, units: Sequence[Unit], height: float, columns: int, weights: Weights) -> None:
        self.measures = Measures(placeable(units, height))
        self.height, self.columns, self.weights = height, columns, weights
        self.phases = columns * (2 if any(unit.splits for unit in units) else 1)
        self.tried = 0
        self._places = _Places(self.measures)
        self._index = {at: place for place, at in enumerate(self._places.at)}
        self._lasts: dict[int, LastPage | None] = {}
        self._figures = [[math.inf] * self._places.count for _ in range(self.phases)]
        self._ends = [[0] * self._places.count for _ in range(self.phases)]
        self._work_back()

    def split_badness(self, phase: int) -> float:
        """What parting an entry costs at the end of that column: nothing within a page."""
        if (phase + 1) % self.columns:
            return 0.0
        return self.weights.split_page if phase < self.columns else self.weights.split_leaf

    def _work_back(self) -> None:
        """The least badness from each place on, from the chapter's last to its first."""
        places, figures = self._places, self._figures
        floor, reach, may_be_last = _Floor(), places.count - 1, True
        barrier = places.count - 1
        for place in range(places.count - 1, -1, -1):
            start = places.at[place]
            may_be_last = may_be_last and not is_too_long(self.measures, start, self.height, self.columns)
            last = self._lasts[start] = (
                level_last_page(self.measures, start, self.height, self.columns, self.weights) if may_be_last else None
            )
            limit = self.height + SLIGHT + places.tops[place] - places.shrunk[place]
            while reach > place and places.extent[reach] - places.shrink[reach] > limit:
                reach -= 1
            self._weigh(place, min(reach, barrier), floor.up_to(reach), math.inf if last is None else last.badness)
            floor.add(place, min(figure[place] for figure in figures))
            if places.forced[place]:
                barrier = place

    def _weigh(self, place: int, reach: int, floor: float, last: float) -> None:
        """Find the best end of a column that begins at ``place`` and ends before ``reach`` at most, for every phase.

        ``floor``: what the rest costs at least wherever the column ends; ``last``: what ending the chapter on this page costs.
        """
        places, weights, phases = self._places, self.weights, range(self.phases)
        extent, stretch, shrink, bottom = places.extent, places.stretch, places.shrink, self.height + places.tops[place]
        stretched, shrunk = places.stretched[place], places.shrunk[place]
        least = [math.inf if phase % self.columns else last for phase in phases]
        chosen, most = [0] * self.phases, math.inf
        after = [self._figures[(phase + 1) % self.phases] for phase in phases]
        split = [self.split_badness(phase) for phase in phases]
        for end in range(reach, place, -1):
            self.tried += 1
            slack, given = bottom - extent[end], shrink[end] - shrunk
            if places.forced[end]:
                badness = column_badness(min(slack, 0.0), 0.0, given, weights)
            else:
                badness = column_badness(slack, stretch[end] - stretched, given, weights)
                if slack >= 0 and badness + floor >= most:
                    break
            badness += places.penalty[end]
            splits = places.splits[end]
            for phase in phases:
                total = badness + after[phase][end] + (split[phase] if splits else 0.0)
                if total < least[phase] - NOTHING:
                    least[phase], chosen[phase] = total, end
            most = max(least)
        for phase in phases:
            self._figures[phase][place] = least[phase]
            self._ends[phase][place] = places.at[chosen[phase]]

    def _plan(self, start: int, phase: int) -> _Plan:
        """The plan for the units from ``start`` on in a page of full height."""
        place = self._index[start]
        end = self._ends[phase][place]
        return _Plan(self._figures[phase][place], end, None if end else self._lasts[start])

    def _first_page_ends(self, start: int, height: float) -> Iterator[tuple[int, float, bool]]:
        """The ends of a column ``height`` high that begins with unit ``start``, from the fullest down, each with its badness alone.

        True: fuller ends are all that can be better.
        """
        places, place, measures = self._places, self._index[start], self.measures
        limit = height + SLIGHT + places.tops[place] - places.shrunk[place]
        reach = bisect_right(places.least, limit, place + 1) - 1
        forced = measures.next_forced(start)
        if forced < measures.count:
            reach = min(reach, self._index[forced])
        for end in range(reach, place, -1):
            self.tried += 1
            slack, given = height + places.tops[place] - places.extent[end], places.shrink[end] - places.shrunk[place]
            if places.forced[end]:
                yield end, column_badness(min(slack, 0.0), 0.0, given, self.weights), False
            else:
                badness = column_badness(slack, places.stretch[end] - places.stretched[place], given, self.weights)
                yield end, badness, slack >= 0

    def _from_first_page(self, height: float, phase: int) -> list[_Plan]:
        """The plans of the whole chapter's columns but the last page's; ``height`` is that of the first page's columns.

        A first column stays empty (its plan ends where it begins) only where what comes next is too high for it, though not for later ones.
        """
        measures = self.measures
        floor = self._floor_after(height) if height != self.height else 0.0

        @cache
        def plan(start: int, column: int) -> _Plan:
            if column >= self.columns or height == self.height:
                return self._plan(start, (phase + column) % self.phases)
            if measures.least(start, measures.run_end(start)) > height + SLIGHT:
                hole = column_badness(height, 0.0, 0.0, self.weights)
                return _Plan(hole + plan(start, column + 1).badness, start)
            last = None if column else level_last_page(measures, start, height, self.columns, self.weights)
            split = self.split_badness((phase + column) % self.phases)
            least, chosen, places = (last.badness if last else math.inf), 0, self._places
            for end, badness, downhill in self._first_page_ends(start, height):
                if downhill and badness + floor >= least:
                    break
                total = badness + places.penalty[end] + plan(places.at[end], column + 1).badness + (split if places.splits[end] else 0.0)
                if total < least - NOTHING:
                    least, chosen = total, places.at[end]
            return _Plan(least, chosen, None if chosen else last)

        chosen = [plan(0, 0)]
        while chosen[-1].last is None:
            chosen.append(plan(chosen[-1].end, len(chosen)))
        return chosen

    def _floor_after(self, height: float) -> float:
        """What all that follows a column of the first page costs at least, wherever that ends; those columns are ``height`` high."""
        if self._lasts[0] is not None:
            return 0.0  # it may all end on this page
        limit = self.columns * (height + self.measures.widest + SLIGHT)
        reach = max(1, bisect_right(self._places.least, limit))  # under a head that leaves no room nothing stands at all
        return min(min(figures[:reach]) for figures in self._figures)

    def _misses(self, plans: Sequence[_Plan], height: float) -> bool:
        """True where a column before the last page does not reach its foot, and could; those of the first are ``height`` high."""
        start, measures = 0, self.measures
        for number, plan in enumerate(plans[:-1]):
            if plan.end == start:
                return True
            frame = height if number < self.columns else self.height
            missing = frame - measures.natural(start, plan.end) - measures.give(start, plan.end)[0]
            if missing > EVEN and not measures.is_forced(plan.end):
                return True
            start = plan.end
        return False

    def _best_height(self, height: float, phase: int, give: Give) -> float:
        """The height of the first page's columns where the space over them gives: as designed, unless a column misses its foot then.

        What the space gives is one more term of the sum, weighed as the spaces of a column are. It never makes the chapter a page longer.
        """
        plans = self._from_first_page(height, phase)
        if give == RIGID or height == self.height or not self._misses(plans, height):
            return height
        stretch, shrink = give
        least, chosen, most = plans[0].badness, height, len(plans)
        steps = (step * STEP for step in range(-int(shrink / STEP), int(stretch / STEP) + 1) if step)
        ways = sorted((column_badness(lower, stretch, shrink, self.weights), lower) for lower in steps if 0 < height - lower <= self.height)
        for given, lower in ways:
            if given + self._floor_after(height - lower) >= least - NOTHING:
                continue
            plans = self._from_first_page(height - lower, phase)
            if given + plans[0].badness < least - NOTHING and len(plans) <= most:
                least, chosen = given + plans[0].badness, height - lower
        return chosen

    def _column(self, start: int, end: int, target: float, height: float) -> Column:
        return Column(start, end, self.measures.spaces(start, end, target), height)

    def rest(self, at: int, phase: int) -> float:
        """What all units from ``at`` on cost at best where ``at`` heads a column of that phase; infinite where none may begin with it."""
        place = self._index.get(at)
        return math.inf if place is None else self._figures[phase][place]

    def least_rest(self, at: int, room: float) -> float:
        """What they cost at least from any unit on that may head a column, from ``at`` on to as far as one column reaches."""
        limit = self.measures.extent[at] - self.measures.shrink[at] + room + self.measures.widest + SLIGHT
        first, end = bisect_left(self._places.at, at), bisect_right(self._places.least, limit)
        return min((min(figures[first:end]) for figures in self._figures if figures[first:end]), default=math.inf)

    def least_badness(self, first_height: float, *, verso_first: bool) -> float:
        """What the whole chapter costs at best where the columns of its first page are ``first_height`` high."""
        return self._from_first_page(first_height, 0 if verso_first else self.columns % self.phases)[0].badness

    def columns_from(self, first_height: float, *, verso_first: bool, give: Give = RIGID) -> list[Column]:
        """The chapter's columns where those of its first page are ``first_height`` high; ``verso_first``: it opens on a verso.

        ``give``: how much lower or higher those may begin, together; their ``height`` tells.
        """
        made: list[Column] = []
        start, phase = 0, 0 if verso_first else self.columns % self.phases
        first_height = self._best_height(first_height, phase, give)
        for number, plan in enumerate(self._from_first_page(first_height, phase)):
            frame = first_height if number < self.columns else self.height
            if plan.last is None:
                made.append(self._column(start, plan.end, frame, frame))
                start = plan.end
                continue
            for end in plan.last.cuts:
                made.append(self._column(start, end, plan.last.target, frame))
                start = end
        return made
