"""Which pages of a chapter are made up anew when its galleys have changed: as few as can be, and each between its old neighbours.

A page that holds what it held keeps its columns to the point. All others are broken anew, and a page may begin with any unit at which a
column may begin. Of all ways from the chapter's beginning to its end the search finds the one with

1. the fewest pages of the book whose content changes: its own, and those of the indexes and the contents that print the number of a page
   on which something no longer begins; then
2. the fewest entries that begin on another page; then
3. the fewest spreads (what a page cannot hold goes to the page facing it: both lie on one forme); then
4. the least badness (:class:`pipeline.makeup.measures.Weights`) of the columns broken anew.

It is a shortest path (A*, Hart, Nilsson and Raphael 1968) over the places (page, first unit). Between two pages that stay lies a window
of pages made up anew; what a window of one page cannot take goes to the page before or after, and so on: no window is wider than it must
be. What is left to go at least is known exactly enough: every page on which a galley has changed or is missing must change.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.makeup.breaks import Column
from pipeline.makeup.lastpage import level_last_page
from pipeline.makeup.measures import SLIGHT, Measures, Unit, Weights, column_badness, placeable

__all__ = ["HeldChapter", "HeldPage", "Holding", "breaks_after", "fit_pages", "hold_pages", "squeeze"]

MORE_PAGES = 4
"""A chapter that needs so many pages more than its lines alone would take is made up afresh."""
DRIFT = 2
"""No page begins farther from where it began than so many pages and all that has come and gone: it keeps the search short."""
MOST_CITED = 6
"""So many sets of index pages are followed from one place on; an entry or two that moved, and nearly all of them change."""
Cost = tuple[int, int, int, float]
"""Pages of the book whose content changes, entries that begin on another page, spreads on which anything changes, badness."""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A chapter's page as it was made up before.

    ``columns``: of the units as they are now, where the page still holds the galleys it held, of the same heights; else empty.
    ``changes``: what is drawn on it changes in any case. ``mark``: the unit that begins it now, or the one that comes next.
    ``hole``: the most that a column of it lacked at its foot, points.
    """

    mark: int
    columns: tuple[Column, ...] = ()
    changes: bool = False
    hole: float = 0.0


@dataclass(frozen=True)
class HeldChapter:
    """A chapter's units now, and its pages before.

    ``homes``: for each unit the page (from 0) on which its entry began, -1 for one that begins no entry or was not there. ``hole``: what a
    column may lack at its foot. ``free``: blank pages (for notes) after the chapter that it may grow into. ``grown``: points by which
    galleys have grown, shrunk, come or gone. ``locators``: for each unit that has a home, the pages of the book, as bits, that print its
    number and need not change otherwise. ``tight``: how many times as far spaces may shrink where that spares a page.
    """

    units: Sequence[Unit]
    pages: Sequence[HeldPage]
    homes: Sequence[int]
    first_height: float
    height: float
    columns: int
    weights: Weights
    hole: float
    verso_first: bool = False
    free: int = 0
    grown: float = 0.0
    locators: Sequence[int] = ()
    tight: float = 1.0

    def tightened(self) -> HeldChapter:
        """The same chapter with spaces that shrink as far as they may at the worst."""
        units = [replace(unit, shrink=max(unit.shrink, min(unit.shrink * self.tight, unit.before))) for unit in self.units]
        return replace(self, units=units, tight=1.0)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to fill a page: the units before which its columns end, and the height they are stretched to."""

    badness: float
    cuts: tuple[int, ...]
    target: float


class _Spot(NamedTuple):
    """A page and the unit it begins with; ``facing``: the page it faces, before it, has changed; ``cited``: pages elsewhere that have."""

    page: int
    start: int
    facing: bool = False
    cited: int = 0


@dataclass(order=True, slots=True)
class _Place:
    """A spot in the order in which they are looked at; ``anew``: only its changed ways are left."""

    least: Cost
    spot: _Spot
    anew: bool
    cost: Cost = field(compare=False)


@dataclass(frozen=True, slots=True)
class Holding:
    """A chapter's columns, ``columns`` of the chapter for each page but the last, and how many of its pages change.

    ``cited``: pages elsewhere, as bits, that print the number of something that now begins on another page.
    """

    columns: list[Column]
    changed: int
    cited: int = 0


def hold_pages(chapter: HeldChapter) -> Holding | None:
    """The chapter within its own pages and the blank ones after it, else on as few more as it takes.

    None where so many more are needed that it is better made up afresh.
    """
    most = len(chapter.pages) + chapter.free
    measures = Measures(placeable(chapter.units, chapter.height))
    least = max(most + 1, math.ceil(_needed(measures, chapter.height)[0] / chapter.columns))
    for pages in (most, *range(least, least + MORE_PAGES)):
        if found := fit_pages(chapter, pages):
            return found
    return None


def fit_pages(chapter: HeldChapter, most: int) -> Holding | None:
    """The chapter on ``most`` pages, be they more or fewer than it had; None where they cannot hold it.

    With holes no larger than allowed, else with larger ones, else with tighter spaces.
    """
    measures = Measures(placeable(chapter.units, chapter.height))
    needed = _needed(measures, chapter.height)
    within = replace(chapter, pages=chapter.pages[:most])
    for hole in (chapter.hole, math.inf):
        if found := _Search(within, measures, needed, most, hole).run():
            return found
    return fit_pages(chapter.tightened(), most) if chapter.tight > 1 else None


def squeeze(chapter: HeldChapter, pages: int) -> list[Column] | None:
    """The chapter broken anew on so many pages at most; None where they cannot hold it."""
    found = fit_pages(replace(chapter, pages=(), homes=[-1] * len(chapter.units)), pages)
    return found.columns if found else None


def _needed(measures: Measures, height: float) -> list[int]:
    """From each unit on, how many columns of full height it takes at least: the fullest column first is never a loss here."""
    needed = [0] * (measures.count + 1)
    for start in range(measures.count - 1, -1, -1):
        ends = breaks_after(measures, start, height)
        needed[start] = 1 + needed[ends[-1]] if ends else needed[start + 1]
    return needed


def breaks_after(measures: Measures, start: int, room: float) -> Sequence[int]:
    """Every place where a column that begins with ``start`` may end."""
    breaks, limit = measures.breaks, measures.next_forced(start)
    low = bisect_right(breaks, start)
    high = bisect_right(breaks, room + SLIGHT, low, bisect_right(breaks, limit), key=lambda end: measures.least(start, end))
    ends: Sequence[int] = breaks[low:high]
    if limit == measures.count and measures.least(start, measures.count) <= room + SLIGHT:
        return [*ends, measures.count]
    return ends


class _Search:
    """The cheapest way through the chapter on at most ``most`` pages."""

    def __init__(self, chapter: HeldChapter, measures: Measures, needed: Sequence[int], most: int, hole: float) -> None:
        self.chapter, self.measures, self.most, self.hole, self._needed = chapter, measures, most, hole, needed
        self._breaks = {0, *measures.breaks, measures.count}
        self._old = [page.columns if self._may_stand(page.columns) else () for page in chapter.pages]
        self._must = [0] * (most + 1)
        for page in range(len(chapter.pages) - 1, -1, -1):
            self._must[page] = self._must[page + 1] + (chapter.pages[page].changes or not self._old[page])
        self._starts = [at for at, home in enumerate(chapter.homes) if home >= 0]
        self._drift = DRIFT * chapter.height * chapter.columns + chapter.grown
        self._queue: list[_Place] = []
        self._reached: dict[_Spot, Cost] = {}
        self._from: dict[_Spot, tuple[_Spot, _Way | None]] = {}
        self._known: dict[tuple[int, int], list[tuple[int, _Way]]] = {}
        self._sets: dict[tuple[int, int, bool], list[tuple[int, Cost]]] = {}

    def _may_stand(self, columns: Sequence[Column]) -> bool:
        """Whether columns still end where they may: beside a galley that came or went, another break may be forbidden or forced."""
        ends = all(column.end in self._breaks for column in columns)
        return ends and all(self.measures.next_forced(column.start) >= column.end for column in columns)

    def run(self) -> Holding | None:
        """The cheapest way; None where there is none."""
        self._reach(_Spot(0, 0), (0, 0, 0, 0.0))
        while self._queue:
            place = heapq.heappop(self._queue)
            if place.cost != self._reached[place.spot]:
                continue
            if place.spot.start == self.measures.count:
                cited = place.spot.cited
                return Holding(self._way(place.spot), place.cost[0] - cited.bit_count(), cited)
            if place.anew:
                self._make_up(place.spot, place.cost)
            elif self._is_worth_while(place.spot, place.cost):
                self._hold(place.spot, place.cost)
        return None

    def _is_worth_while(self, spot: _Spot, cost: Cost) -> bool:
        """Whether no cheaper way came here by which no other pages elsewhere change, and not too many ways by which others do."""
        sets, own = self._sets.setdefault(spot[:3], []), cost[0] - spot.cited.bit_count()
        if len(sets) == MOST_CITED or any(
            (other[0] + (cited & ~spot.cited).bit_count(), *other[1:]) <= (own, *cost[1:]) for cited, other in sets
        ):
            return False
        sets.append((spot.cited, (own, *cost[1:])))
        return True

    def _hold(self, spot: _Spot, cost: Cost) -> None:
        """Go on over the page as it was, where it begins as it did; its changed ways wait for their turn."""
        if columns := self._kept(spot):
            self._step(spot, cost, columns[-1].end, None)
        if spot.page < self.most:
            least = (cost[0] + 1 + self._must[spot.page + 1], *cost[1:])
            heapq.heappush(self._queue, _Place(least, spot, True, cost))

    def _kept(self, spot: _Spot) -> tuple[Column, ...]:
        """The page's old columns, if they begin here; a chapter's last page is kept as one in its midst only where it was full."""
        columns = self._old[spot.page] if spot.page < len(self._old) else ()
        if not columns or columns[0].start != spot.start:
            return ()
        is_midst = spot.page == len(self._old) - 1 and columns[-1].end < self.measures.count
        return () if is_midst and self.chapter.pages[spot.page].hole > self.hole else columns

    def _make_up(self, spot: _Spot, cost: Cost) -> None:
        """Go on over the page broken anew, in the best way for each of its ends."""
        at = spot.page, spot.start
        if at not in self._known:
            self._known[at] = list(self._ways(*at))
        for end, way in self._known[at]:
            moved, cited = self._moved(spot.page, spot.start, end)
            more = (cited & ~spot.cited).bit_count()
            self._step(spot, (cost[0] + more, cost[1] + moved, cost[2], cost[3] + way.badness), end, way, cited)

    def _step(self, spot: _Spot, cost: Cost, end: int, way: _Way | None, cited: int = 0) -> None:
        """Go on to the next page, over this one as it was or in a new ``way``.

        Pages the chapter no longer needs once it has ended become notes, and so change too.
        """
        changes = way is not None or self.chapter.pages[spot.page].changes
        is_verso = self.chapter.verso_first == (spot.page % 2 == 0)
        emptied = max(0, len(self.chapter.pages) - spot.page - 1) if end == self.measures.count else 0
        spreads = int(changes and not spot.facing)
        after = _Spot(spot.page + 1, end, changes and is_verso and end < self.measures.count, spot.cited | cited)
        self._reach(after, (cost[0] + changes + emptied, cost[1], cost[2] + spreads, cost[3]), spot, way)

    def _reach(self, spot: _Spot, cost: Cost, before: _Spot | None = None, way: _Way | None = None) -> None:
        if not self._leads_on(spot) or (spot in self._reached and self._reached[spot] <= cost):
            return
        self._reached[spot] = cost
        if before is not None:
            self._from[spot] = (before, way)
        must = 0 if spot.start == self.measures.count else self._must[spot.page]
        heapq.heappush(self._queue, _Place((cost[0] + must, *cost[1:]), spot, False, cost))

    def _leads_on(self, spot: _Spot) -> bool:
        """Whether enough pages are left for what follows, and the page begins near enough to where it began."""
        if spot.start == self.measures.count:
            return True
        if math.ceil(self._needed[spot.start] / self.chapter.columns) > self.most - spot.page:
            return False
        if spot.page >= len(self.chapter.pages):
            return True
        extent, mark = self.measures.extent, self.chapter.pages[spot.page].mark
        return abs(extent[spot.start] - extent[mark]) <= self._drift

    def _moved(self, page: int, start: int, end: int) -> tuple[int, int]:
        """How many entries begin on a page on which they did not begin, and the pages elsewhere that print its number."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        moved = [at for at in self._starts[low:high] if self.chapter.homes[at] != page]
        cited = 0
        for at in moved if self.chapter.locators else ():
            cited |= self.chapter.locators[at]
        return len(moved), cited

    def _room(self, page: int) -> float:
        return self.chapter.first_height if page == 0 else self.chapter.height

    def _ways(self, page: int, start: int) -> Iterator[tuple[int, _Way]]:
        """The best way to fill a page that begins with ``start`` for each unit it may end before."""
        chapter, room = self.chapter, self._room(page)
        fits = self._needed[start] <= chapter.columns
        if fits and (last := level_last_page(self.measures, start, room, chapter.columns, chapter.weights)) is not None:
            yield self.measures.count, _Way(last.badness, last.cuts, last.target)
        ways: dict[int, tuple[float, tuple[int, ...]]] = {start: (0.0, ())}
        for _ in range(chapter.columns):
            longer: dict[int, tuple[float, tuple[int, ...]]] = {}
            for first, (badness, cuts) in ways.items():
                for end, own in self._ends(page, first, room):
                    if end not in longer or badness + own < longer[end][0]:
                        longer[end] = (badness + own, (*cuts, end))
            ways = longer
        split = chapter.weights.split_page if chapter.verso_first == (page % 2 == 0) else chapter.weights.split_leaf
        for end, (badness, cuts) in ways.items():
            yield end, _Way(badness + (split if self.measures.units[end].splits else 0.0), cuts, room)

    def _ends(self, page: int, first: int, room: float) -> Iterator[tuple[int, float]]:
        """Where a column that begins with ``first`` may end before the chapter does, and the badness of each."""
        measures, weights, pages = self.measures, self.chapter.weights, self.chapter.pages
        hole = max(self.hole, pages[page].hole if page < len(pages) - 1 else 0.0)
        ends = [end for end in breaks_after(measures, first, room) if end < measures.count]
        if not ends and page == 0 and room < self.chapter.height:
            yield first, column_badness(room, 0.0, 0.0, weights)  # what comes next is too high to stand under the head
        for end in ends:
            slack, (stretch, shrink) = room - measures.natural(first, end), measures.give(first, end)
            unit = measures.units[end]
            if unit.forced:
                yield end, column_badness(min(slack, 0.0), 0.0, shrink, weights)
            elif slack - stretch <= hole + SLIGHT:
                yield end, column_badness(slack, stretch, shrink, weights) + unit.penalty

    def _way(self, spot: _Spot) -> list[Column]:
        """The columns on the way to a spot at the chapter's end."""
        made: list[tuple[Column, ...]] = []
        while spot.page:
            spot, way = self._from[spot]
            made.append(self.chapter.pages[spot.page].columns if way is None else self._columns(spot, way))
        return [column for columns in reversed(made) for column in columns]

    def _columns(self, spot: _Spot, way: _Way) -> tuple[Column, ...]:
        starts, frame = (spot.start, *way.cuts), self._room(spot.page)
        return tuple(
            Column(start, end, self.measures.spaces(start, end, way.target), frame) for start, end in zip(starts, way.cuts, strict=False)
        )
