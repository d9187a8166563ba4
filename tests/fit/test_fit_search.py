"""The search for the least change, on books whose length is a formula, against every setting there is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fitting import SLACK, find_setting, fit_cost
from pipeline.model.fit import AS_DESIGNED, BookLength, FitLimits, FitOption, Steps

MULTIPLE = 16


def limits(*, notes_page: float = 0.4, typesettings: int = 99) -> FitLimits:
    return FitLimits(
        FitOption(10.5, 8.25, 13.5, 0.75, 0.5), FitOption(10.5, 10, 11, 0.25, 3), FitOption(8.5, 8.2, 8.65, 0.15, 4), FitOption(3, 3, 4, 1, 6),
        0.3, notes_page, typesettings,
    )


class Book:
    """So many pages as designed; each step of an option changes them by its share; ``wobble``: pages a bad break costs at a setting."""

    def __init__(self, pages: float, shares: tuple[float, float, float, float], wobble: int = 0) -> None:
        self.pages, self.shares, self.wobble = pages, shares, wobble
        self.measured: list[Steps] = []

    def length(self, steps: Steps) -> BookLength:
        bad = self.wobble if hash(steps) % 3 == 0 else 0
        filled = round(self.pages + sum(share * count for share, count in zip(self.shares, steps, strict=True))) + bad
        padded = math.ceil(filled / MULTIPLE) * MULTIPLE
        return BookLength(padded, filled, 1 + padded - filled)

    def __call__(self, steps: Steps) -> BookLength:
        self.measured.append(steps)
        return self.length(steps)


def brute_force(book: Book, within: FitLimits, target: int | None) -> float:
    return min(fit_cost(within, steps, book.length(steps), target) for steps in within.candidates())


shares = st.tuples(st.floats(0.5, 3), st.floats(0.5, 6), st.floats(0.5, 6), st.floats(-5, 5))


@settings(max_examples=150, deadline=None)
@given(st.floats(90, 170), shares, st.integers(0, SLACK), st.sampled_from([None, 96, 112, 128, 144, 160]), st.sampled_from([0.0, 0.4, 3.0]))
def test_the_setting_found_is_the_best_of_all(
    pages: float, each: tuple[float, float, float, float], wobble: int, target: int | None, notes_page: float
) -> None:
    book, within = Book(pages, each, wobble), limits(notes_page=notes_page)
    found = find_setting(within, MULTIPLE, target, book)
    least = brute_force(book, within, target)
    assert found.complete
    assert len(book.measured) == len(set(book.measured))
    if found.steps is None:
        assert least == math.inf
    else:
        assert fit_cost(within, found.steps, found.lengths[found.steps], target) == pytest.approx(least)
        assert target in (None, found.lengths[found.steps].pages)


def test_spacing_alone_costs_no_typesetting() -> None:
    book = Book(113, (1.0, 4.0, 4.0, -1.0))
    found = find_setting(limits(), MULTIPLE, 112, book)
    assert found.steps == (-1, 0, 0, 0)
    assert {steps[1:] for steps in book.measured} == {(0, 0, 0)}


def test_a_count_beyond_the_tightest_setting_is_told_by_two_settings_of_type_for_each_number_of_columns() -> None:
    book = Book(140, (1.0, 2.0, 2.0, 0.5))
    found = find_setting(limits(), MULTIPLE, 96, book)
    assert found.steps is None
    assert found.complete
    assert len({steps[1:] for steps in book.measured}) <= 4
    assert found.nearest(96) == [128 if 128 in {length.pages for length in found.lengths.values()} else 144]


def test_more_change_is_worth_fewer_pages_for_notes_only_as_layout_says() -> None:
    book = Book(116, (1.0, 3.0, 3.0, 9.0))
    thrifty = find_setting(limits(notes_page=5.0), MULTIPLE, 128, book)
    careless = find_setting(limits(notes_page=0.0), MULTIPLE, 128, book)
    assert careless.steps == AS_DESIGNED
    assert thrifty.steps is not None
    assert thrifty.lengths[thrifty.steps].notes < careless.lengths[AS_DESIGNED].notes


def test_of_equal_costs_whole_signatures_take_the_fewer_pages() -> None:
    within = FitLimits(*(FitOption(10, 9, 11, 1, 1) for _ in range(3)), FitOption(3, 3, 3, 1, 1), 0.3, 1.0, 99)

    def measure(steps: Steps) -> BookLength:
        filled = {-1: 96, 0: 104, 1: 112}.get(steps[0], 104) if not any(steps[1:]) else 104
        padded = math.ceil(filled / 16) * 16
        return BookLength(padded, filled, padded - filled)

    assert find_setting(within, 16, None, measure).steps == (-1, 0, 0, 0)


def test_no_more_settings_of_type_are_tried_than_layout_allows() -> None:
    book = Book(150, (0.0, 4.0, 4.0, 0.0))
    free, bound = (find_setting(limits(typesettings=most), MULTIPLE, 144, book) for most in (99, 3))
    assert free.complete
    assert free.steps is not None
    assert len({steps[1:] for steps in free.lengths}) > 3
    assert not bound.complete
    assert len({steps[1:] for steps in bound.lengths}) == 3


def test_what_confirms_otherwise_is_searched_on() -> None:
    book = Book(113, (1.0, 4.0, 4.0, -1.0))

    def confirm(steps: Steps) -> BookLength:
        return BookLength(128, 113, 16) if steps == (-1, 0, 0, 0) else book.length(steps)

    found = find_setting(limits(), MULTIPLE, 112, book, confirm)
    assert found.steps == (-2, 0, 0, 0)
    assert found.lengths[-1, 0, 0, 0] == BookLength(128, 113, 16)


def test_steps_end_at_the_limits() -> None:
    assert list(FitOption(10.5, 10, 11, 0.25, 1).steps) == [-2, -1, 0, 1, 2]
    assert list(FitOption(8.5, 8.2, 8.7, 0.15, 1).steps) == [-2, -1, 0, 1]
    assert list(FitOption(3, 3, 3, 1, 1).steps) == [0]
    assert FitOption(8.5, 8.2, 8.7, 0.15, 1).value(-2) == 8.2
    within = limits()
    assert within.candidates()[0] == AS_DESIGNED
    changes = [within.change(steps) for steps in within.candidates()]
    assert changes == sorted(changes)
