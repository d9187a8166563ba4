"""Entries set a line shorter or longer so that columns reach their feet: the best way there is, never a page more, never more missed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.makeup import Breaks, Column, Gap, MakeupSettings, Weights, bind, find_uneven, level
from pipeline.makeup.breaks import Chapter, Unit
from pipeline.makeup.columns import units_of
from pipeline.makeup.feet import column_faults
from pipeline.makeup.levelling import Uneven
from pipeline.makeup.versions import At, BestWay, Version, Window
from pipeline.model.book import Block, Reset, Section
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import MadePage, Side
from tests.core.all_ways import break_columns, objective, runs_of
from tests.core.cut_blocks import GEOMETRY, block, galley, placed_pieces, section

WEIGHTS = Weights(baseline=10.0, hole=3, short=30, uneven=1, scant=30, split_list=12, split_close=14, stranded=8)
SETTINGS = MakeupSettings({"entry": Gap(8.0, 6.0, 2.0), "seam": Gap(0.0, 1.0, 0.5), "head": Gap(10.0, 12.0, 3.0)}, WEIGHTS)
LOW = replace(GEOMETRY, lines=18)
Versions = Mapping[str, Mapping[Reset, GalleyShape]]


def shape(name: str, heights: Sequence[float]) -> GalleyShape:
    made = galley(name, heights)
    return GalleyShape.of(made, sha256(repr(made).encode()).hexdigest())


def by_lot(dice: random.Random, count: int) -> tuple[list[Block], dict[str, GalleyShape], dict[str, dict[Reset, GalleyShape]]]:
    """Entries, and what some of them are with a line less or more."""
    blocks = [block(f"ngo-{number:02}") for number in range(count)]
    shapes: dict[str, GalleyShape] = {}
    versions: dict[str, dict[Reset, GalleyShape]] = {}
    for one in blocks:
        heights = [30.0, *[10.0] * dice.randint(2, 5), 20.0]
        shapes[one.name] = shape(one.name, heights)
        versions[one.name] = {}
        if dice.random() < 0.4:
            versions[one.name]["taken-in"] = shape(one.name, [heights[0], *heights[2:]])
        if dice.random() < 0.4:
            versions[one.name]["driven-out"] = shape(one.name, [heights[0], 10.0, *heights[1:]])
    return blocks, shapes, versions


def flat(blocks: Sequence[Sequence[Unit]]) -> list[Unit]:
    return [unit for units in blocks for unit in units]


@pytest.mark.parametrize("columns", [1, 2])
def test_no_way_at_all_is_better(columns: int) -> None:
    """Every choice of versions, each broken as is best: what the search must find."""
    dice = random.Random(columns)
    for _ in range(60):
        blocks, shapes, versions = by_lot(dice, 14)
        height, first_height, verso = 180.0, dice.choice([180.0, 130.0]), dice.random() < 0.5
        units = partial(units_of, gap=SETTINGS.gaps["entry"], keep=False, settings=SETTINGS)
        plain = [units(one, shapes[one.name]) for one in blocks]
        chapter = Chapter(flat(plain), height, columns, WEIGHTS)
        made = chapter.columns_from(first_height, verso_first=verso)
        starts = [sum(map(len, plain[:at])) for at in range(len(plain))]
        first = dice.choice([0, columns])
        start = made[first].start
        begin = max(at for at, unit in enumerate(starts) if unit <= start)
        piece = start - starts[begin]
        window = Window(first, At(begin, 0 if piece else -1, piece), begin + 3)
        every: list[list[Version]] = [[(0.0, plain[at])] for at in range(len(blocks))]
        for at in window.blocks():
            every[at] += [(WEIGHTS.reset, units(blocks[at], one)) for one in versions[blocks[at].name].values()]

        def phase(number: int, verso: bool = verso, phases: int = chapter.phases) -> int:
            return (number + (0 if verso else columns)) % phases

        costs = []
        for choice in itertools.product(*(range(len(every[at])) for at in window.blocks())):
            chosen = dict(zip(window.blocks(), choice, strict=True))
            tried = Chapter(flat([every[at][chosen.get(at, 0)][1] for at in range(len(blocks))]), height, columns, WEIGHTS)
            rest = tried.rest(start, phase(first)) if first or first_height == height else tried.least_badness(first_height, verso_first=verso)
            costs.append(rest + sum(every[at][version][0] for at, version in chosen.items()))
        found = BestWay(chapter, starts, window, every, first_height, phase).better_than(1e6)
        assert found.badness == pytest.approx(min(costs), abs=1e-6)
        assert not BestWay(chapter, starts, window, every, first_height, phase).better_than(min(costs) - 0.01).badness < min(costs) - 1e-6


def made_up(sections: list[Section], shapes: Mapping[str, GalleyShape]) -> tuple[list[MadePage], int]:
    """Its pages, and how many columns miss their feet."""
    pages, findings = bind(sections, shapes, LOW, SETTINGS, first_index=1)
    assert findings == []
    return pages, len(list(column_faults(pages, sections, shapes, LOW)))


def test_columns_that_miss_their_feet_become_fewer_and_pages_stay_as_many() -> None:
    dice = random.Random(5)
    before_all = after_all = 0
    for _ in range(60):
        blocks, shapes, versions = by_lot(dice, 20)
        shapes["head"] = shape("head", [25.0])
        chapter = section("one", blocks, head=block("head"))
        pages, before = made_up([chapter], shapes)
        resets: dict[str, Reset] = {}
        for uneven in find_uneven(pages, [chapter], shapes, LOW, SETTINGS):
            near = {one.name for one in uneven.near()}
            assert uneven.side is pages[0].side is Side.VERSO
            found = level(uneven, {name: of for name, of in versions.items() if name in near})
            assert found == level(Uneven(uneven.section, uneven.side, LOW, SETTINGS, dict(shapes)), {name: versions[name] for name in sorted(near)})
            resets.update(found)
        again, after = made_up([chapter], {**shapes, **{name: versions[name][how] for name, how in resets.items()}})
        assert len(again) == len(pages)
        assert after <= before
        assert bool(resets) <= (before > 0)
        before_all, after_all = before_all + before, after_all + after
    assert after_all < 0.7 * before_all


@st.composite
def chapters(draw: st.DrawFn) -> tuple[list[Block], dict[str, GalleyShape], dict[str, dict[Reset, GalleyShape]]]:
    """As ``by_lot``, in the hands of hypothesis: one number an entry tells its lines and how it may be set."""
    blocks: list[Block] = []
    shapes: dict[str, GalleyShape] = {}
    versions: dict[str, dict[Reset, GalleyShape]] = {}
    for number in draw(st.lists(st.integers(0, 31), min_size=8, max_size=24)):
        lines, may = divmod(number, 4)
        one = block(f"ngo-{len(blocks):02}")
        heights = [30.0, *[10.0] * (2 + lines % 4), *([20.0] if lines < 4 else [])]
        blocks.append(one)
        shapes[one.name], versions[one.name] = shape(one.name, heights), {}
        if may & 1:
            versions[one.name]["taken-in"] = shape(one.name, [heights[0], *heights[2:]])
        if may & 2:
            versions[one.name]["driven-out"] = shape(one.name, [heights[0], 10.0, *heights[1:]])
    return blocks, shapes, versions


def chosen_shapes(shapes: Mapping[str, GalleyShape], versions: Versions, resets: Mapping[str, Reset]) -> dict[str, GalleyShape]:
    return {**shapes, **{name: versions[name][how] for name, how in resets.items()}}


def weighed(chapter: Section, shapes: Mapping[str, GalleyShape]) -> float:
    """The objective of a chapter's columns on the first page's verso, from its definitions, and what the space under its head weighs."""
    units = flat([units_of(one, shapes[one.name], SETTINGS.gaps["entry"], keep=False, settings=SETTINGS) for one in chapter.blocks])
    height = LOW.column_height - (shapes[chapter.head.name].height + SETTINGS.head.natural if chapter.head else 0.0)
    stretch, shrink = SETTINGS.head.give if chapter.head else (0.0, 0.0)
    columns = break_columns(
        units, LOW.column_height, chapter.columns, first_height=height, verso_first=True, give=(stretch, shrink), weights=WEIGHTS
    )
    frames, lower = (columns[0].height, LOW.column_height), height - columns[0].height
    given = WEIGHTS.stretch * (lower / stretch) ** 2 if lower > 0 else WEIGHTS.shrink * (lower / shrink) ** 2 if lower else 0.0
    return given + objective(units, runs_of(columns), chapter.columns, frames, True, WEIGHTS)


@given(chapters(), st.integers(1, 3), st.booleans())
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_or_worse_and_no_page_more(
    made: tuple[list[Block], dict[str, GalleyShape], dict[str, dict[Reset, GalleyShape]]], columns: int, under_a_head: bool
) -> None:
    blocks, shapes, versions = made
    shapes = {**shapes, "head": shape("head", [25.0])}
    chapter = section("one", blocks, columns=columns, head=block("head") if under_a_head else None)
    pages, missed = made_up([chapter], shapes)
    resets: dict[str, Reset] = {}
    for uneven in find_uneven(pages, [chapter], shapes, LOW, SETTINGS):
        assert {one.name for one in uneven.near()} <= {one.name for one in blocks}
        resets.update(level(uneven, {one.name: versions[one.name] for one in uneven.near()}))
    again = chosen_shapes(shapes, versions, resets)
    levelled, still = made_up([chapter], again)
    assert len(levelled) == len(pages)
    assert placed_pieces(levelled, set(versions)) == [(one.name, at) for one in blocks for at in range(len(again[one.name].pieces))]
    before, after = weighed(chapter, shapes), weighed(chapter, again) + WEIGHTS.reset * len(resets)
    assert (still <= missed and after < before) if resets else again == shapes


@given(chapters(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_what_was_worked_out_before_changes_nothing(
    made: tuple[list[Block], dict[str, GalleyShape], dict[str, dict[Reset, GalleyShape]]], remembers: bool
) -> None:
    blocks, shapes, versions = made
    chapter = section("one", blocks)
    known: dict[str, list[Column]] = {}

    def remember(key: str, make: Callable[[], list[Column]]) -> list[Column]:
        if key not in known:
            known[key] = make()
        return known[key]

    breaks: dict[str, Breaks] = {}
    pages, _ = bind([chapter], shapes, LOW, SETTINGS, first_index=1, remember=remember if remembers else None, breaks=breaks)
    for afresh, at_hand in zip(
        find_uneven(pages, [chapter], shapes, LOW, SETTINGS), find_uneven(pages, [chapter], shapes, LOW, SETTINGS, breaks), strict=True
    ):
        near = {one.name: versions[one.name] for one in afresh.near()}
        assert near.keys() == {one.name for one in at_hand.near()}
        resets = dict(level(afresh, near))
        assert resets == dict(level(at_hand, near))
        again = chosen_shapes(shapes, versions, resets)
        assert bind([chapter], again, LOW, SETTINGS, first_index=1, remember=remember if remembers else None) == bind(
            [chapter], again, LOW, SETTINGS, first_index=1
        )


def test_what_stands_out_of_the_measure_is_not_chosen() -> None:
    blocks, shapes, _ = by_lot(random.Random(1), 20)
    chapter = section("one", blocks)
    pages, _ = made_up([chapter], shapes)
    for uneven in find_uneven(pages, [chapter], shapes, LOW, SETTINGS):
        out = {one.name: {"driven-out": replace(shape(one.name, [90.0, 20.0]), stands_out=(3.0, "long"))} for one in uneven.near()}
        assert level(uneven, out) == ()  # type: ignore[arg-type]


def test_sections_that_others_go_on_under_are_left_as_they_are() -> None:
    blocks, shapes, _ = by_lot(random.Random(0), 40)
    shapes |= {"under": shape("under", [20.0]), "last": shape("last", [30.0])}
    chapter = section("one", blocks)
    under = section("two", [block("last")], head=block("under"), runs_on=True)
    in_parts = replace(chapter, blocks=(*blocks[:3], replace(blocks[3], spans=True), *blocks[4:]))
    for sections in ([chapter], [chapter, under], [in_parts]):
        pages, missed = made_up(sections, shapes)
        assert missed
        assert bool(find_uneven(pages, sections, shapes, LOW, SETTINGS)) == (sections == [chapter])
