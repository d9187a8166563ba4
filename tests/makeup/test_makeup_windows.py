"""The fewest pages made up anew: properties on made-up heights, and every way there is for a few units."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.makeup.breaks import FORBIDDEN, Column, Unit, Weights, column_badness
from pipeline.makeup.lastpage import level_last_page
from pipeline.makeup.measures import SLIGHT, Measures, placeable
from pipeline.makeup.windows import HeldChapter, HeldPage, hold_pages, squeeze
from tests.core.all_ways import break_columns

HEIGHT = 60.0
WEIGHTS = Weights(hole=3, uneven=1, scant=30, short=22)
Cost = tuple[int, int, float]


def unit(height: float, kind: int = 0) -> Unit:
    """An entry's first line, one of its other lines, or one that must not be parted from the line before it."""
    return (Unit(height, 8.0, 6.0, 2.0), Unit(height, 0.0, 0.0, 0.0, 1.6, splits=True), Unit(height, 0.0, 0.0, 0.0, FORBIDDEN))[kind]


def held_chapter(
    before: Sequence[Unit], now: Sequence[tuple[Unit, int]], columns: int, hole: float, *, first: float = HEIGHT, free: int = 0
) -> HeldChapter:
    """A chapter of ``before`` broken as well as can be, and its units ``now``, each with its number before (-1: it is new)."""
    broken = break_columns(before, HEIGHT, columns, first_height=first, weights=WEIGHTS)
    at = {number: index for index, (_, number) in enumerate(now) if number >= 0}
    pages, following = [], len(now)
    homes = [-1] * len(now)
    for page in range((len(broken) - 1) // columns, -1, -1):
        on_page = broken[page * columns : (page + 1) * columns]
        numbers = [number for column in on_page for number in range(column.start, column.end)]
        marks = [at[number] for number in numbers if number in at]
        following = min([following, *marks])
        same = bool(marks) and marks == list(range(marks[0], marks[0] + len(numbers)))
        same = same and all(now[at[number]][0] == before[number] for number in numbers)
        shift = marks[0] - numbers[0] if same else 0
        kept = tuple(replace(column, start=column.start + shift, end=column.end + shift) for column in on_page) if same else ()
        pages.append(HeldPage(following, kept, not same, 0.0))
        for mark in marks:
            homes[mark] = page if not now[mark][0].splits and now[mark][0].penalty != FORBIDDEN else -1
    grown = sum(one.height for one, number in now if number < 0) + sum(
        abs(one.height - before[number].height) for one, number in now if number >= 0
    ) + sum(one.height for number, one in enumerate(before) if number not in at)
    return HeldChapter([one for one, _ in now], pages[::-1], homes, first, HEIGHT, columns, WEIGHTS, hole, free=free, grown=grown)


def held_columns(chapter: HeldChapter) -> list[Column] | None:
    found = hold_pages(chapter)
    return found.columns if found else None


def on_pages(chapter: HeldChapter, columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    per_page = chapter.columns
    return [tuple(columns[at : at + per_page]) for at in range(0, len(columns), per_page)]


def changed(chapter: HeldChapter, columns: Sequence[Column]) -> int:
    """Pages that do not hold what they held."""
    pages = on_pages(chapter, columns)
    kept = sum(one.columns == other and not one.changes for one, other in zip(chapter.pages, pages, strict=False) if one.columns)
    return max(len(pages), len(chapter.pages)) - kept


def moved(chapter: HeldChapter, columns: Sequence[Column]) -> int:
    return sum(
        chapter.homes[at] not in (-1, page) for page, on_page in enumerate(on_pages(chapter, columns)) for column in on_page
        for at in range(column.start, column.end)
    )


def cited_of(chapter: HeldChapter, page: int, units: Iterable[int]) -> int:
    """The pages elsewhere that print a number of what now begins on another page."""
    found = 0
    for at in units:
        found |= chapter.locators[at] if chapter.homes[at] not in (-1, page) else 0
    return found


class EveryWay:
    """The least pages changed, entries moved and badness of every way there is: nothing is left out by any rule."""

    def __init__(self, chapter: HeldChapter, most: int, hole: float) -> None:
        self.chapter, self.most, self.hole = chapter, most, hole
        self.measures = Measures(placeable(chapter.units, chapter.height))
        self.count = self.measures.count
        self.starts = [at for at in range(1, self.count) if self.measures.units[at].penalty != FORBIDDEN]
        self.rest, self.rests = cache(self._rest), cache(self.every_rest)

    def room(self, page: int) -> float:
        return self.chapter.first_height if page == 0 else self.chapter.height

    def entries(self, page: int, start: int, end: int) -> int:
        return sum(self.chapter.homes[at] not in (-1, page) for at in range(start, end))

    def every_rest(self, page: int, start: int) -> set[tuple[int, int]]:
        """Pages changed from here on, and the set of pages elsewhere that print a number of what moves, of every way there is."""
        if start == self.count:
            return {(max(0, len(self.chapter.pages) - page), 0)}
        if page == self.most:
            return set()
        steps = [(end, cost[0]) for end, cost in self.kept(page, start)]
        if level_last_page(self.measures, start, self.room(page), self.chapter.columns, self.chapter.weights) is not None:
            steps.append((self.count, 1))
        steps += [(end, 1) for end in {end for end, _ in self.filled(page, start, self.chapter.columns)}]
        found = set()
        for end, own in steps:
            cited = cited_of(self.chapter, page, range(start, end)) if (end, (own, 0, 0.0)) not in self.kept(page, start) else 0
            for pages, more in self.rests(page + 1, end):
                found.add((pages + own, more | cited))
        return found

    def filled(self, page: int, start: int, left: int) -> list[tuple[int, float]]:
        """Ends and badness of every way to fill the columns left on a page, not ending the chapter."""
        measures, weights = self.measures, self.chapter.weights
        if not left:
            split = weights.split_page if self.chapter.verso_first == (page % 2 == 0) else weights.split_leaf
            return [(start, split if measures.units[start].splits else 0.0)]
        room, found, fits = self.room(page), [], False
        for end in (at for at in self.starts if at > start):
            slack, (stretch, shrink) = room - measures.natural(start, end), measures.give(start, end)
            badness = column_badness(slack, stretch, shrink, weights)
            fits = fits or badness != FORBIDDEN
            if badness != FORBIDDEN and slack - stretch <= self.hole + SLIGHT:
                found += [(last, badness + measures.units[end].penalty + more) for last, more in self.filled(page, end, left - 1)]
        if page == 0 and room < self.chapter.height and not fits:
            found += [(last, column_badness(room, 0.0, 0.0, weights) + more) for last, more in self.filled(page, start, left - 1)]
        return found

    def kept(self, page: int, start: int) -> list[tuple[int, Cost]]:
        """Over a page as it was, where it begins here and its columns may still end where they do."""
        if page >= len(self.chapter.pages):
            return []
        held = self.chapter.pages[page]
        if not held.columns or held.columns[0].start != start or any(column.end not in {*self.starts, self.count} for column in held.columns if column.end):
            return []
        end = held.columns[-1].end
        midst = page == len(self.chapter.pages) - 1 and end < self.count
        return [] if midst and held.hole > self.hole else [(end, (int(held.changes), 0, 0.0))]

    def _rest(self, page: int, start: int) -> Cost | None:
        if start == self.count:
            return (max(0, len(self.chapter.pages) - page), 0, 0.0)
        if page == self.most:
            return None
        steps = self.kept(page, start)
        last = level_last_page(self.measures, start, self.room(page), self.chapter.columns, self.chapter.weights)
        if last is not None:
            steps.append((self.count, (1, self.entries(page, start, self.count), last.badness)))
        steps += [(end, (1, self.entries(page, start, end), badness)) for end, badness in self.filled(page, start, self.chapter.columns)]
        found = []
        for end, cost in steps:
            after = self.rest(page + 1, end)
            if after is not None:
                found.append((cost[0] + after[0], cost[1] + after[1], cost[2] + after[2]))
        return min(found, default=None)


def cheapest(chapter: HeldChapter, most: int, hole: float) -> Cost | None:
    return EveryWay(chapter, most, hole).rest(0, 0)


@st.composite
def corrected_chapters(draw: st.DrawFn, most: int = 16) -> HeldChapter:
    """Few units, a few of them longer, shorter, gone or new."""
    kinds = st.tuples(st.integers(4, 40), st.sampled_from((0, 0, 1, 1, 2)))
    before = [unit(float(height), kind if at else 0) for at, (height, kind) in enumerate(draw(st.lists(kinds, min_size=3, max_size=most)))]
    now = [(one, number) for number, one in enumerate(before)]
    for change, place, height in draw(st.lists(st.tuples(st.sampled_from("+-~~"), st.integers(0, most), st.integers(4, 40)), max_size=3)):
        at = place % len(now)
        if change == "+":
            now.insert(at, (unit(float(height)), -1))
        elif change == "~":
            now[at] = (replace(now[at][0], height=float(height)), now[at][1])
        elif len(now) > 1:
            del now[at]
    first = draw(st.sampled_from((HEIGHT, HEIGHT, 35.0)))
    hole = draw(st.sampled_from((0.0, 10.0, 25.0)))
    return held_chapter(before, now, draw(st.integers(1, 2)), hole, first=first, free=draw(st.integers(0, 1)))


@given(corrected_chapters())
@settings(max_examples=300, deadline=None)
def test_no_way_changes_fewer_pages_or_moves_fewer_entries(chapter: HeldChapter) -> None:
    most = len(chapter.pages) + chapter.free
    best = cheapest(chapter, most, chapter.hole) or cheapest(chapter, most, math.inf)
    assume(best is not None)
    assert best is not None
    found = hold_pages(chapter)
    assert found is not None
    assert (changed(chapter, found.columns), moved(chapter, found.columns)) <= best[:2]
    assert found.changed == changed(chapter, found.columns)


@given(corrected_chapters(), st.data())
@settings(max_examples=200, deadline=None)
def test_no_way_changes_fewer_pages_of_the_book(plain: HeldChapter, data: st.DataObject) -> None:
    """Its own pages, and those of the indexes that print the number of what moves."""
    sets = data.draw(st.lists(st.integers(0, 31), min_size=len(plain.units), max_size=len(plain.units)))
    chapter = replace(plain, locators=sets)
    most = len(chapter.pages) + chapter.free
    ways = EveryWay(chapter, most, chapter.hole).rests(0, 0) or EveryWay(chapter, most, math.inf).rests(0, 0)
    assume(ways)
    found = hold_pages(chapter)
    assert found is not None
    cited = 0
    for page, on_page in enumerate(on_pages(chapter, found.columns)):
        cited |= cited_of(chapter, page, [at for column in on_page for at in range(column.start, column.end)])
    assert found.cited == cited
    assert changed(chapter, found.columns) + cited.bit_count() <= min(pages + more.bit_count() for pages, more in ways)


@given(corrected_chapters(30))
@settings(max_examples=200, deadline=None)
def test_every_unit_stands_once_in_order_and_no_column_is_overfull(chapter: HeldChapter) -> None:
    columns = held_columns(chapter)
    if columns is None:
        return
    assert [at for column in columns for at in range(column.start, column.end)] == list(range(len(chapter.units)))
    units = placeable(chapter.units, chapter.height)
    for number, column in enumerate(columns):
        room = chapter.first_height if number < chapter.columns else chapter.height
        assert sum(units[at].height for at in range(column.start, column.end)) + sum(column.spaces) <= room + 1e-3
        if 0 < column.start < len(units) and not column.is_empty:
            assert units[column.start].penalty != FORBIDDEN


@given(corrected_chapters())
@settings(max_examples=100, deadline=None)
def test_a_chapter_without_changes_stays_to_the_point(chapter: HeldChapter) -> None:
    assume(all(page.columns and not page.changes for page in chapter.pages))
    assume(sum(column.end - column.start for page in chapter.pages for column in page.columns) == len(chapter.units))
    assert held_columns(chapter) == [column for page in chapter.pages for column in page.columns]


def full_chapter(count: int, columns: int = 2) -> list[Unit]:
    """Entries that fill their columns to the line: two of 26 points and a space of 8 between them."""
    return [unit(26.0) for _ in range(count * columns * 2)]


def numbered(units: Sequence[Unit]) -> list[tuple[Unit, int]]:
    return [(one, number) for number, one in enumerate(units)]


def test_one_page_takes_what_its_spaces_can_give() -> None:
    before = full_chapter(10)
    now = numbered(before)
    now[17] = (unit(28.0), 17)
    chapter = held_chapter(before, now, 2, 20.0)
    columns = held_columns(chapter)
    assert columns is not None
    assert changed(chapter, columns) == 1
    assert moved(chapter, columns) == 0


def test_an_entry_that_fits_nowhere_moves_what_follows_it_and_nothing_before() -> None:
    before = [*full_chapter(10), unit(26.0)]
    now = numbered(before)
    now.insert(17, (unit(26.0), -1))
    chapter = held_chapter(before, now, 2, 5.0)
    columns = held_columns(chapter)
    assert columns is not None
    assert len(on_pages(chapter, columns)) == 11
    assert on_pages(chapter, columns)[:4] == [page.columns for page in chapter.pages[:4]]
    assert changed(chapter, columns) == 7


@pytest.mark.parametrize("verso_first", [False, True])
def test_what_does_not_fit_goes_to_the_facing_page(verso_first: bool) -> None:
    """Every page has room for a line more; the page before would do as well."""
    before = [unit(22.0) if at % 6 == 0 else unit(5.0, 1) for at in range(60)]
    now = numbered(before)
    held = held_chapter(before, now, 1, 30.0)
    page = held.pages[5].columns[0]
    for _ in range(2):
        now.insert(page.start + 2, (unit(5.0, 1), -1))
    columns = held_columns(replace(held_chapter(before, now, 1, 30.0), verso_first=verso_first))
    assert columns is not None
    differ = [at for at, (old, new) in enumerate(zip(held.pages, columns, strict=False)) if len(old.columns[0].spaces) != len(new.spaces)]
    assert differ == ([4, 5] if verso_first else [5, 6])


def test_a_hole_within_the_limit_moves_nothing_and_beyond_it_the_neighbour_gives() -> None:
    before = full_chapter(6)
    now = numbered(before)
    now[9] = (unit(8.0), 9)
    for hole, pages in ((20.0, 1), (11.0, 1), (0.0, 4)):
        chapter = held_chapter(before, now, 2, hole)
        columns = held_columns(chapter)
        assert columns is not None
        assert changed(chapter, columns) <= pages


def test_a_long_chapter_that_moves_to_its_end_takes_no_long_time() -> None:
    before = [unit(20.0 + at * 7 % 13) if at % 3 == 0 else unit(7.0, 1) for at in range(4000)]
    now = numbered(before)
    now.insert(30, (unit(30.0), -1))
    chapter = held_chapter(before, now, 2, 20.0)
    columns = held_columns(chapter)
    assert columns is not None
    assert [at for column in columns for at in range(column.start, column.end)] == list(range(4001))


@given(corrected_chapters(24), st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_a_squeezed_chapter_stands_on_no_more_pages_than_it_may(chapter: HeldChapter, pages: int) -> None:
    columns = squeeze(chapter, pages)
    if columns is None:
        assert cheapest(replace(chapter, pages=(), homes=[-1] * len(chapter.units)), pages, math.inf) is None
        return
    assert len(on_pages(chapter, columns)) <= pages
    assert [at for column in columns for at in range(column.start, column.end)] == list(range(len(chapter.units)))


def test_the_first_unit_may_not_fit_under_the_head() -> None:
    before = [unit(50.0), unit(20.0), unit(30.0)]
    chapter = held_chapter(before, numbered(before), 1, 10.0, first=35.0)
    columns = held_columns(chapter)
    assert columns is not None
    assert columns[0].is_empty or columns[0].start == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_same_chapter_is_held_the_same_way(seed: int) -> None:
    before = full_chapter(8)
    now = numbered(before)
    now[5 + seed] = (unit(31.0), 5 + seed)
    chapter = held_chapter(before, now, 2, 12.0)
    assert held_columns(chapter) == held_columns(chapter)


def test_tighter_spaces_spare_a_chapter_a_page() -> None:
    """Ten full pages and eight points more than all spaces can give: a little more of each, and the chapter keeps its pages."""
    before = full_chapter(10)
    now = numbered(before)
    now[17] = (unit(29.0), 17)
    chapter = held_chapter(before, now, 2, 5.0)
    assert len(on_pages(chapter, held_columns(chapter) or [])) == 11
    tight = replace(chapter, tight=2.0)
    columns = held_columns(tight)
    assert columns is not None
    assert len(on_pages(tight, columns)) == 10
    assert (changed(tight, columns), moved(tight, columns)) == (1, 0)
    assert sorted({space for column in columns for space in column.spaces}) == pytest.approx([0.0, 5.0, 8.0])


@given(corrected_chapters(24), st.floats(1.0, 4.0))
@settings(max_examples=100, deadline=None)
def test_tighter_spaces_never_overlap_nor_cost_a_page(plain: HeldChapter, tight: float) -> None:
    found, loose = hold_pages(replace(plain, tight=tight)), hold_pages(plain)
    if found is None:
        assert loose is None
        return
    assert all(space >= -1e-9 for column in found.columns for space in column.spaces)
    if loose is not None:
        assert len(found.columns) <= len(loose.columns) or len(on_pages(plain, found.columns)) <= len(on_pages(plain, loose.columns))
