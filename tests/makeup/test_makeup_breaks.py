"""Column breaking is arithmetic: properties on made-up heights, and every way there is for a few units."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.makeup.breaks import FORBIDDEN, Chapter, Column, Unit, Weights
from pipeline.makeup.lastpage import level_last_page
from pipeline.makeup.measures import Measures
from tests.core.all_ways import all_ways, break_columns, fits, greedy, length, objective, runs_of

HEIGHT = 100.0
WEIGHTS = (Weights(), Weights(hole=0.05, uneven=0.02), Weights(hole=3, uneven=1, scant=10, split_scant=20, stretch=4, short=5))


BEFORE = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (3.0, 0.0, 0.0), (8.0, 18.0, 2.5), (8.0, 5.0, 0.0))
"""Space above, how far it stretches, how far it shrinks."""
PENALTIES = (0.0, 0.0, 1.0, 1.6, 12.0, FORBIDDEN)


FORCED_ONE_IN = 8
"""One break in so many is forced."""


def unit_of(number: int, highest: int) -> Unit:
    """One number, one unit: hypothesis is quicker with plain numbers."""
    number, height = divmod(number, highest)
    number, space = divmod(number, len(BEFORE))
    number, penalty = divmod(number, len(PENALTIES))
    return Unit(float(1 + height), *BEFORE[space], PENALTIES[penalty], number % 2 == 1, number >= 2 * FORCED_ONE_IN - 2)


def unit_lists(most: int, highest: int = 70, *, whole: bool = False) -> st.SearchStrategy[list[Unit]]:
    """Units like entries' lines: spaces give little, breaks cost something, a few are forbidden; ``whole``: never more than fits."""
    numbers = st.lists(st.integers(0, highest * len(BEFORE) * len(PENALTIES) * 2 * FORCED_ONE_IN - 1), min_size=1, max_size=most)
    made = numbers.map(lambda found: [unit_of(number, highest) for number in found])
    return made.map(loosened) if whole else made


def loosened(units: list[Unit]) -> list[Unit]:
    """The same, with the forbidden breaks allowed in each run that is higher than a column."""
    starts = [0, *allowed_breaks(units), len(units)]
    for start, end in pairwise(starts):
        if not fits(units, (start, end), HEIGHT):
            units = [replace(unit, penalty=1.0) if start < at < end else unit for at, unit in enumerate(units)]
    return units


def allowed_breaks(units: Sequence[Unit]) -> list[int]:
    return [at for at, unit in enumerate(units) if at and (unit.forced or unit.penalty != FORBIDDEN)]


def broken(units: Sequence[Unit], per_page: int, first: float = HEIGHT, **more: object) -> list[Column]:
    return break_columns(units, HEIGHT, per_page, first_height=first, **more)  # type: ignore[arg-type]


def foot(units: Sequence[Unit], column: Column) -> float:
    return sum(unit.height for unit in units[column.start : column.end]) + sum(column.spaces)


def ends_by_force(units: Sequence[Unit], column: Column) -> bool:
    return column.end < len(units) and units[column.end].forced


FRAMES = st.sampled_from([HEIGHT, 75.0, 40.0])


@given(unit_lists(9, whole=True), st.integers(1, 3), FRAMES, st.booleans(), st.sampled_from(WEIGHTS))
@settings(max_examples=250, deadline=None)
def test_no_way_at_all_is_better(units: list[Unit], per_page: int, first: float, verso_first: bool, weights: Weights) -> None:
    heights = (first, HEIGHT)
    made = runs_of(broken(units, per_page, first, verso_first=verso_first, weights=weights))
    least = min(objective(units, runs, per_page, heights, verso_first, weights) for runs in all_ways(units, per_page, heights))
    assert objective(units, made, per_page, heights, verso_first, weights) == pytest.approx(least, abs=1e-6)


def test_no_way_at_all_is_better_in_three_hundred_chapters_drawn_by_lot() -> None:
    """Longer and with more forced breaks than shrinking examples are."""
    dice = random.Random(11)
    highest = 45 * len(BEFORE) * len(PENALTIES) * 2 * FORCED_ONE_IN
    for _ in range(300):
        units = loosened([unit_of(dice.randrange(highest), 45) for _ in range(dice.randint(4, 9))])
        per_page, verso_first, weights = dice.randint(1, 3), dice.random() < 0.5, dice.choice(WEIGHTS)
        heights = (dice.choice([HEIGHT, 75.0, 40.0]), HEIGHT)
        made = runs_of(broken(units, per_page, heights[0], verso_first=verso_first, weights=weights))
        least = min(objective(units, runs, per_page, heights, verso_first, weights) for runs in all_ways(units, per_page, heights))
        assert objective(units, made, per_page, heights, verso_first, weights) == pytest.approx(least, abs=1e-6)


GIVE = (5.0, 3.0)


def given_way(lower: float, weights: Weights) -> float:
    """What the space over the first page's columns weighs."""
    return weights.stretch * (lower / GIVE[0]) ** 2 if lower > 0 else weights.shrink * (lower / GIVE[1]) ** 2


def misses(units: Sequence[Unit], columns: Sequence[Column], per_page: int) -> bool:
    """Whether a column before the last page does not reach its foot and could."""
    return any(
        column.height - foot(units, column) > 1.0 and (column.is_empty or not ends_by_force(units, column))
        for column in columns[: (len(columns) - 1) // per_page * per_page]
    )


@given(unit_lists(8, whole=True), st.integers(1, 3), st.sampled_from([75.0, 40.0]), st.booleans(), st.sampled_from(WEIGHTS))
@settings(max_examples=150, deadline=None)
def test_the_space_over_a_first_page_gives_where_a_column_would_miss_its_foot_and_then_as_is_best(
    units: list[Unit], per_page: int, first: float, verso_first: bool, weights: Weights
) -> None:
    rigid = broken(units, per_page, first, verso_first=verso_first, weights=weights)
    made = broken(units, per_page, first, verso_first=verso_first, weights=weights, give=GIVE)
    if not misses(units, rigid, per_page):
        assert made == rigid
        return

    def weighed(lower: float, ways: Iterable[Sequence[tuple[int, int]]]) -> list[tuple[float, int]]:
        """What each way costs and its number of columns, which tells its pages; the cheapest of them."""
        heights = (first - lower, HEIGHT)
        costs = [(objective(units, runs, per_page, heights, verso_first, weights), -(-len(runs) // per_page)) for runs in ways]
        least = min(costs)[0]
        return [(cost + given_way(lower, weights), pages) for cost, pages in costs if cost < least + 1e-6]

    most = -(-len(rigid) // per_page)
    tried = [weighed(lower, all_ways(units, per_page, (first - lower, HEIGHT))) for lower in range(-3, 6)]
    none_longer = min(best[0][0] for best in tried if any(pages <= most for _, pages in best))
    all_as_long = min((best[0][0] for best in tried if all(pages <= most for _, pages in best)), default=math.inf)
    [(cost, pages)] = weighed(first - made[0].height, [runs_of(made)])
    assert pages <= most
    assert none_longer - 1e-6 <= cost <= all_as_long + 1e-6


@given(unit_lists(120, whole=True), st.integers(1, 3), FRAMES, st.booleans(), st.sampled_from(WEIGHTS))
@settings(max_examples=40, deadline=None)
def test_filling_each_column_as_it_comes_is_never_better(
    units: list[Unit], per_page: int, first: float, verso_first: bool, weights: Weights
) -> None:
    heights = (first, HEIGHT)
    made = runs_of(broken(units, per_page, first, verso_first=verso_first, weights=weights))
    simple = greedy(units, per_page, heights)
    assert objective(units, made, per_page, heights, verso_first, weights) <= objective(
        units, simple, per_page, heights, verso_first, weights
    ) + 1e-6


@given(unit_lists(60, highest=150), st.integers(1, 3), FRAMES)
@settings(max_examples=50, deadline=None)
def test_every_unit_stands_once_in_order(units: list[Unit], per_page: int, first: float) -> None:
    columns = broken(units, per_page, first)
    assert [at for column in columns for at in range(column.start, column.end)] == list(range(len(units)))
    assert all(len(column.spaces) == column.end - column.start for column in columns)
    assert all(column.spaces[0] == 0 for column in columns if not column.is_empty)


@given(unit_lists(60, highest=150), st.integers(1, 3), FRAMES)
@settings(max_examples=50, deadline=None)
def test_only_a_unit_higher_than_any_column_runs_over_its_frame(units: list[Unit], per_page: int, first: float) -> None:
    for column in broken(units, per_page, first):
        if foot(units, column) > column.height + 0.001:
            assert column.end - column.start == 1
            assert units[column.start].height > HEIGHT


@given(unit_lists(60), st.integers(1, 3), FRAMES)
@settings(max_examples=50, deadline=None)
def test_a_forbidden_break_is_used_only_inside_what_no_column_could_hold(units: list[Unit], per_page: int, first: float) -> None:
    allowed = {0, len(units), *allowed_breaks(units)}
    for column in broken(units, per_page, first):
        if column.start not in allowed:
            head = max(place for place in allowed if place < column.start)
            end = min(place for place in allowed if place > column.start)
            assert not fits(units, (head, end), HEIGHT)


@given(unit_lists(60), st.integers(1, 3), FRAMES)
@settings(max_examples=50, deadline=None)
def test_spaces_give_no_more_than_they_may(units: list[Unit], per_page: int, first: float) -> None:
    for column in broken(units, per_page, first):
        for unit, space in zip(units[column.start + 1 : column.end], column.spaces[1:], strict=True):
            assert unit.before - unit.shrink - 1e-6 <= space <= unit.before + unit.stretch + 1e-6


@given(unit_lists(60, whole=True), st.integers(2, 3), FRAMES)
@settings(max_examples=50, deadline=None)
def test_columns_of_the_last_page_end_level_as_far_as_their_spaces_stretch(units: list[Unit], per_page: int, first: float) -> None:
    columns = broken(units, per_page, first)
    last = columns[(len(columns) - 1) // per_page * per_page :]
    reach = max(foot(units, column) for column in last if not ends_by_force(units, column))
    for column in last:
        if ends_by_force(units, column):
            continue
        stretched = sum(unit.before + unit.stretch for unit in units[column.start + 1 : column.end])
        limit = stretched + sum(unit.height for unit in units[column.start : column.end])
        assert foot(units, column) == pytest.approx(min(reach, limit), abs=0.001) or length(units, (column.start, column.end)) >= reach - 0.001


@given(unit_lists(60, whole=True), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_columns_before_the_last_page_end_at_the_foot_as_far_as_their_spaces_stretch(units: list[Unit], per_page: int) -> None:
    columns = broken(units, per_page)
    for column in columns[: (len(columns) - 1) // per_page * per_page]:
        if ends_by_force(units, column):
            continue
        limit = foot(units, Column(column.start, column.end, tuple(
            0.0 if not at else unit.before + unit.stretch for at, unit in enumerate(units[column.start : column.end])
        ), HEIGHT))
        assert foot(units, column) == pytest.approx(min(HEIGHT, limit), abs=0.001)


def test_entries_of_unlike_height_still_share_the_last_page() -> None:
    """A rule of thumb (only cuts near the mean) once sent the last ten lines to a page of their own."""
    units = [Unit(17 * 10.5), Unit(33 * 10.5), Unit(10 * 10.5)]
    assert runs_of(break_columns(units, 48 * 10.5, 2)) == [(0, 1), (1, 3)]


def test_a_column_may_stay_nearly_empty_where_the_alternative_is_worse() -> None:
    """A rule of thumb (no column under 40 % full) once took the break that costs a thousand."""
    units = [Unit(30), Unit(30), Unit(60, penalty=1000.0)]
    assert runs_of(break_columns(units, HEIGHT, 1, weights=Weights(hole=0.01))) == [(0, 1), (1, 3)]


def test_an_entry_is_parted_within_a_spread_rather_than_over_a_leaf() -> None:
    units = [Unit(30), Unit(40), Unit(30, splits=True), Unit(30, splits=True), Unit(60)]
    on_verso = break_columns(units, HEIGHT, 1, verso_first=True, weights=Weights(hole=0.1))
    on_recto = break_columns(units, HEIGHT, 1, verso_first=False, weights=Weights(hole=0.1))
    assert runs_of(on_verso)[0] == (0, 3)
    assert runs_of(on_recto)[0] == (0, 1)


def test_what_is_too_high_for_the_first_page_leaves_its_columns_empty() -> None:
    columns = break_columns([Unit(80), Unit(60)], HEIGHT, 2, first_height=50.0)
    assert runs_of(columns) == [(0, 0), (0, 0), (0, 1), (1, 2)]
    assert [column.height for column in columns] == [50.0, 50.0, HEIGHT, HEIGHT]


def test_a_unit_higher_than_its_column_stands_alone_and_the_rest_is_broken_well() -> None:
    rows = [Unit(10) for _ in range(25)]
    columns = break_columns([*rows, Unit(130), *rows], HEIGHT, 1)
    alone = [column for column in columns if column.start == 25]
    assert [(column.start, column.end) for column in alone] == [(25, 26)]
    assert max(end - start for start, end in runs_of(columns)) <= 10
    assert [end for _, end in runs_of(columns) if end > 41] == [46, 51]


def test_a_run_no_column_holds_is_parted_once_and_nothing_else_is() -> None:
    units = [Unit(60), Unit(60), Unit(60, penalty=FORBIDDEN), Unit(20), Unit(20, penalty=FORBIDDEN)]
    assert runs_of(break_columns(units, HEIGHT, 1)) == [(0, 1), (1, 2), (2, 5)]


@pytest.mark.parametrize("first", [0.0, -4.0, -40.0])
def test_a_head_that_leaves_no_room_leaves_the_columns_under_it_empty(first: float) -> None:
    units = [Unit(30.0, 8.0, 18.0)] * 12
    columns = break_columns(units, HEIGHT, 2, first_height=first, give=GIVE)
    assert [column.is_empty for column in columns[:3]] == [True, True, False]


def test_no_units_make_no_columns() -> None:
    assert break_columns([], HEIGHT, 2) == []


def index_lines(count: int) -> list[Unit]:
    """Letters with lines under them, as in an index of organisations; always the same."""
    dice = random.Random(1)
    units: list[Unit] = []
    while len(units) < count:
        units.append(Unit(14, 7, 8, 2))
        units += [Unit(dice.choice([9.3, 9.3, 18.6]), penalty=0.0 if line else FORBIDDEN) for line in range(dice.randint(5, 60))]
    return units[:count]


def test_a_column_ends_before_a_forced_break_and_is_neither_stretched_nor_a_hole() -> None:
    units = [Unit(30), Unit(20, 5, 20), Unit(30, 5, 20, forced=True), Unit(60, 5, 20), Unit(60, 5, 20)]
    columns = break_columns(units, HEIGHT, 1)
    assert runs_of(columns) == [(0, 2), (2, 4), (4, 5)]
    assert columns[0].spaces == (0.0, 5.0)
    assert columns[1].spaces == (0.0, 10.0)


def test_a_forced_break_on_the_last_page_leaves_the_other_columns_level() -> None:
    units = [Unit(20), Unit(15, 0, 40, forced=True), Unit(15, 0, 40), Unit(10, 0, 40), Unit(10, 0, 40)]
    columns = break_columns(units, HEIGHT, 3)
    assert runs_of(columns) == [(0, 1), (1, 3), (3, 5)]
    assert [foot(units, column) for column in columns] == [20.0, 30.0, 30.0]


def test_a_forced_break_overrules_a_forbidden_one() -> None:
    assert runs_of(break_columns([Unit(20), Unit(20, penalty=FORBIDDEN, forced=True)], HEIGHT, 2)) == [(0, 1), (1, 2)]


def listings(count: int) -> list[Unit]:
    """Entries of twelve pieces, as the pocket design cuts them; always the same."""
    dice = random.Random(3)
    units: list[Unit] = []
    for _ in range(count):
        units.append(Unit(38, 10.5, 14, 2.5))
        units.append(Unit(31.5, 2.5, 3.5, 0, FORBIDDEN, True))
        units += [Unit(dice.choice([10.5, 10.5, 21]), dice.choice([0, 0, 0, 2.5]), 0, 0, 1.6, True) for _ in range(9)]
        units.append(Unit(31.5, 2.5, 3.5, 0, 4, True))
    return units


@pytest.mark.parametrize(("made", "columns", "counts"), [(listings, 2, (1000, 5000)), (index_lines, 3, (4000, 20000))])
def test_work_grows_as_the_chapter_does(made: Callable[[int], list[Unit]], columns: int, counts: tuple[int, int]) -> None:
    """Column ends weighed, not seconds: five times the entries are five times the work, and a handful of ends a place."""
    short, long = (Chapter(made(count), 504, columns, WEIGHTS[2]) for count in counts)
    assert long.tried < 5.3 * short.tried
    assert long.tried < 10 * len(long.measures.units)


def test_five_thousand_listings_in_one_chapter_are_broken_in_two_seconds() -> None:
    """60,000 units; measured: 0.6 s of processor time."""
    started = time.process_time()
    columns = Chapter(listings(5000), 504, 2, Weights()).columns_from(400, verso_first=True)
    assert columns[-1].end == 60_000
    assert time.process_time() - started < 4, "twice what was promised, for a machine that does other work at the same time"


@pytest.mark.parametrize(("room", "is_parted"), [(600.0, False), (180.0, True)])
def test_on_a_nearly_empty_page_an_entry_stays_whole(room: float, is_parted: bool) -> None:
    """Three short entries, the second with its contacts below: on a page they almost fill, level columns are worth parting it."""
    units = [Unit(60), Unit(30, before=10), Unit(30, penalty=12, splits=True), Unit(60, before=10)]
    weights = Weights(hole=3, uneven=1, scant=30, short=30, split_scant=200)
    best = level_last_page(Measures(units), 0, room, 2, weights)
    assert best is not None
    assert (best.cuts[0] == 2) == is_parted
