"""Which pages of a chapter are made up anew when its galleys have changed: as few as can be, and each between its old neighbours.

A page that holds what it held keeps its columns to the point. All others are broken anew, and a page may begin with any unit at which a
column may begin. Of all ways from the chapter's beginning to its end the search finds the one with

1. the fewest pages whose content changes; then
2. the fewest entries that begin on another page; then
3. the least badness (:class:`pipeline.makeup.measures.Weights`) of the columns broken anew.

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

from pipeline.makeup.breaks import Column
from pipeline.makeup.lastpage import level_last_page
from pipeline.makeup.measures import SLIGHT, Measures, Unit, Weights, column_badness, placeable

__all__ = ["HeldChapter", "HeldPage", "hold_pages", "squeeze"]

MORE_PAGES = 4
"""A chapter that needs so many pages more than its lines alone would take is made up afresh."""
DRIFT = 2
"""No page begins farther from where it began than so many pages and all that has come and gone: it keeps the search short."""
Cost = tuple[int, int, float]
"""Pages whose content changes, entries that begin on another page, badness."""


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

    @property
    def end(self) -> int:
        return self.columns[-1].end


@dataclass(frozen=True)
class HeldChapter:
    """A chapter's units now, and its pages before.

    ``homes``: for each unit the page (from 0) on which its entry began, -1 for one that begins no entry or was not there. ``hole``: what a
    column may lack at its foot. ``free``: blank pages (for notes) after the chapter that it may grow into. ``grown``: points by which
    galleys have grown, shrunk, come or gone.
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


@dataclass(frozen=True, slots=True)
class _Ways:
    """One way to fill a page: the units before which its columns end, and the height they are stretched to."""

    badness: float
    cuts: tuple[int, ...]
    target: float


@dataclass(order=True, slots=True)
class _Place:
    """A page and the unit it begins with, in the order in which places are looked at; ``anew``: only its changed ways are left."""

    least: Cost
    page: int
    start: int
    anew: bool
    cost: Cost = field(compare=False)


def hold_pages(chapter: HeldChapter) -> list[Column] | None:
    """The chapter's columns, ``chapter.columns`` for each page but the last; None where its pages are better made up afresh.

    First within its own pages and the blank ones after it, with holes no larger than allowed; then with larger holes; only then on more
    pages than it had.
    """
    measures = Measures(placeable(chapter.units, chapter.height))
    needed = _needed(measures, chapter.height)
    most = len(chapter.pages) + chapter.free
    least = max(most + 1, math.ceil(needed[0] / chapter.columns))
    for pages in (most, *range(least, least + MORE_PAGES)):
        for hole in (chapter.hole, math.inf):
            if found := _Search(chapter, measures, needed, pages, hole).run():
                return found
    return None


def squeeze(chapter: HeldChapter, pages: int) -> list[Column] | None:
    """The chapter broken anew on so many pages at most; None where they cannot hold it."""
    measures = Measures(placeable(chapter.units, chapter.height))
    moved = replace(chapter, pages=(), homes=[-1] * measures.count)
    return _Search(moved, measures, _needed(measures, chapter.height), pages, chapter.hole).run()


def _needed(measures: Measures, height: float) -> list[int]:
    """From each unit on, how many columns of full height it takes at least: the fullest column first is never a loss here."""
    needed = [0] * (measures.count + 1)
    for start in range(measures.count - 1, -1, -1):
        ends = _breaks_after(measures, start, height)
        needed[start] = 1 + needed[ends[-1]] if ends else needed[start + 1]
    return needed


def _breaks_after(measures: Measures, start: int, room: float) -> Sequence[int]:
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
        self._must = [0] * (most + 1)
        for page in range(len(chapter.pages) - 1, -1, -1):
            self._must[page] = self._must[page + 1] + (chapter.pages[page].changes or not chapter.pages[page].columns)
        self._starts = [at for at, home in enumerate(chapter.homes) if home >= 0]
        self._drift = DRIFT * chapter.height * chapter.columns + chapter.grown
        self._queue: list[_Place] = []
        self._reached: dict[tuple[int, int], Cost] = {}
        self._from: dict[tuple[int, int], tuple[int, tuple[Column, ...]]] = {}

    def run(self) -> list[Column] | None:
        """The columns of the cheapest way; None where there is none."""
        self._reach(0, 0, (0, 0, 0.0))
        while self._queue:
            place = heapq.heappop(self._queue)
            if place.cost != self._reached[place.page, place.start]:
                continue
            if place.start == self.measures.count:
                return self._way(place.page)
            if place.anew:
                self._make_up(place)
            else:
                self._hold(place)
        return None

    def _hold(self, place: _Place) -> None:
        """Go on over the page as it was, where it begins as it did; its changed ways wait for their turn."""
        cost, columns = place.cost, self._kept(place)
        if columns:
            changes = self.chapter.pages[place.page].changes + self._emptied(place.page, columns[-1].end)
            self._reach(place.page + 1, columns[-1].end, (cost[0] + changes, cost[1], cost[2]), place.start, columns)
        if place.page < self.most:
            least = (cost[0] + 1 + self._must[place.page + 1], cost[1], cost[2])
            heapq.heappush(self._queue, _Place(least, place.page, place.start, True, cost))

    def _kept(self, place: _Place) -> tuple[Column, ...]:
        """The page's old columns, if they begin here; a chapter's last page is kept as one in its midst only where it was full."""
        pages = self.chapter.pages
        if place.page >= len(pages) or not pages[place.page].columns or pages[place.page].columns[0].start != place.start:
            return ()
        page = pages[place.page]
        was_last = place.page == len(pages) - 1
        return () if was_last and page.end < self.measures.count and page.hole > self.hole else page.columns

    def _emptied(self, page: int, end: int) -> int:
        """Pages the chapter no longer needs once it has ended on ``page``: they become notes, and so change too."""
        return max(0, len(self.chapter.pages) - page - 1) if end == self.measures.count else 0

    def _make_up(self, place: _Place) -> None:
        """Go on over the page broken anew, in the best way for each of its ends."""
        cost, frame = place.cost, self._room(place.page)
        for end, way in self._ways(place.page, place.start):
            changes = 1 + self._emptied(place.page, end)
            step = (cost[0] + changes, cost[1] + self._moved(place.page, place.start, end), cost[2] + way.badness)
            if self._is_better(place.page + 1, end, step):
                starts = (place.start, *way.cuts)
                columns = tuple(
                    Column(one, after, self.measures.spaces(one, after, way.target), frame)
                    for one, after in zip(starts, way.cuts, strict=False)
                )
                self._reach(place.page + 1, end, step, place.start, columns)

    def _reach(self, page: int, start: int, cost: Cost, before: int = 0, columns: tuple[Column, ...] = ()) -> None:
        if not self._is_better(page, start, cost):
            return
        self._reached[page, start] = cost
        self._from[page, start] = (before, columns)
        must = 0 if start == self.measures.count else self._must[page]
        heapq.heappush(self._queue, _Place((cost[0] + must, cost[1], cost[2]), page, start, False, cost))

    def _is_better(self, page: int, start: int, cost: Cost) -> bool:
        """Whether a place is worth going on from: no page too few is left, it is near its old neighbours, and no way there was cheaper."""
        if start < self.measures.count:
            if math.ceil(self._needed[start] / self.chapter.columns) > self.most - page:
                return False
            if page < len(self.chapter.pages):
                mark = self.chapter.pages[page].mark
                if abs(self.measures.extent[start] - self.measures.extent[mark]) > self._drift:
                    return False
        return (page, start) not in self._reached or cost < self._reached[page, start]

    def _moved(self, page: int, start: int, end: int) -> int:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return sum(self.chapter.homes[at] != page for at in self._starts[low:high])

    def _room(self, page: int) -> float:
        return self.chapter.first_height if page == 0 else self.chapter.height

    def _ways(self, page: int, start: int) -> Iterator[tuple[int, _Ways]]:
        """The best way to fill a page that begins with ``start`` for each unit it may end before."""
        chapter, room = self.chapter, self._room(page)
        fits = self._needed[start] <= chapter.columns
        if fits and (last := level_last_page(self.measures, start, room, chapter.columns, chapter.weights)) is not None:
            yield self.measures.count, _Ways(last.badness, last.cuts, last.target)
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
            yield end, _Ways(badness + (split if self.measures.units[end].splits else 0.0), cuts, room)

    def _ends(self, page: int, first: int, room: float) -> Iterator[tuple[int, float]]:
        """Where a column that begins with ``first`` may end before the chapter does, and the badness of each."""
        measures, weights, pages = self.measures, self.chapter.weights, self.chapter.pages
        hole = max(self.hole, pages[page].hole if page < len(pages) - 1 else 0.0)
        ends = [end for end in _breaks_after(measures, first, room) if end < measures.count]
        if not ends and page == 0 and room < self.chapter.height:
            yield first, column_badness(room, 0.0, 0.0, weights)  # what comes next is too high to stand under the head
        for end in ends:
            slack, (stretch, shrink) = room - measures.natural(first, end), measures.give(first, end)
            unit = measures.units[end]
            if unit.forced:
                yield end, column_badness(min(slack, 0.0), 0.0, shrink, weights)
            elif slack - stretch <= hole + SLIGHT:
                yield end, column_badness(slack, stretch, shrink, weights) + unit.penalty

    def _way(self, pages: int) -> list[Column]:
        """The columns on the way to the chapter's end after so many pages."""
        made: list[tuple[Column, ...]] = []
        start = self.measures.count
        for page in range(pages, 0, -1):
            start, columns = self._from[page, start]
            made.append(columns)
        return [column for columns in reversed(made) for column in columns]
