"""Counting and fitting a real book, the small edition: counts are those of the finished book, and the fit is the best of all settings."""

from __future__ import annotations

import math

import pytest
from fit_editions import SmallEdition, every_steps, grid

from pipeline import compose
from pipeline.fitting import find_setting, fit_cost
from pipeline.galley_store import DiskGalleyStore
from pipeline.model.fit import AS_DESIGNED, BookLength, Steps

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small_edition(tmp_path_factory: pytest.TempPathFactory) -> SmallEdition:
    return SmallEdition(DiskGalleyStore(tmp_path_factory.mktemp("galleys") / "galleys.sqlite"))


@pytest.fixture(scope="module")
def lengths(small_edition: SmallEdition) -> dict[Steps, BookLength]:
    """Every setting of the grid, counted."""
    return {steps: small_edition.counter.count(grid().setting(steps)) for steps in every_steps(grid())}


@pytest.mark.parametrize("steps", [AS_DESIGNED, (-2, 0, 0, 0), (2, 1, 1, 0), (0, -1, -1, 1), (-2, -1, 0, 0), (1, 0, -1, 1)])
def test_a_count_is_that_of_the_finished_book(small_edition: SmallEdition, steps: Steps) -> None:
    setting = grid().setting(steps)
    made = small_edition.make(setting)
    notes = sum(page.section == "notes" for page in made.page_map.pages)
    length = small_edition.counter.count(setting)
    assert (length.pages, length.notes) == (len(made.pages), notes)
    assert length == small_edition.counter.count(setting, true_figures=True)
    assert length.filled <= length.pages < length.filled + small_edition.copy.page_multiple


def test_the_fit_has_the_least_change_of_all_settings(small_edition: SmallEdition, lengths: dict[Steps, BookLength]) -> None:
    counts = sorted({length.pages for length in lengths.values()})
    assert len(counts) > 1
    for target in (*counts, None):
        measured: list[Steps] = []

        def measure(steps: Steps, measured: list[Steps] = measured) -> BookLength:
            measured.append(steps)
            return lengths[steps]

        found = find_setting(grid(), small_edition.copy.page_multiple, target, measure)
        least = min(fit_cost(grid(), steps, length, target) for steps, length in lengths.items())
        assert found.steps is not None
        assert fit_cost(grid(), found.steps, lengths[found.steps], target) == pytest.approx(least)
        if target:
            made = small_edition.make(grid().setting(found.steps))
            assert len(made.pages) == target


def test_counts_beyond_the_limits_are_not_found(small_edition: SmallEdition, lengths: dict[Steps, BookLength]) -> None:
    multiple = small_edition.copy.page_multiple
    counts = {length.pages for length in lengths.values()}
    for target, nearest in ((min(counts) - multiple, [min(counts)]), (max(counts) + multiple, [max(counts)])):
        found = find_setting(grid(), multiple, target, lengths.__getitem__)
        assert found.steps is None
        assert found.complete
        assert found.nearest(target) == nearest
        assert min(fit_cost(grid(), steps, length, target) for steps, length in lengths.items()) == math.inf


@pytest.mark.parametrize("fields", [("plans",), ("social",), ("head",), ("plans", "social", "head")])
def test_without_fields_the_count_is_that_of_the_book_made_without_them(small_edition: SmallEdition, fields: tuple[str, ...]) -> None:
    setting = grid().setting()
    made = small_edition.make(setting, fields)
    length = small_edition.counter.count(setting, fields)
    assert length.pages == len(made.pages)
    assert length.filled <= small_edition.counter.count(setting).filled
    texts = "\n".join(text for page in made.pages for text in page.texts)
    assert ("ngo_1" in texts) is ("social" not in fields)
    assert ("жылғы жоспар" in texts) is ("plans" not in fields)


def test_whoever_is_the_only_contact_stays(small_edition: SmallEdition) -> None:
    for entry in small_edition.entries:
        listing = entry.localised.listing
        left = compose.without_fields(listing, ("head",))
        kept = getattr(listing, "head", None) and not getattr(listing, "press", None)
        assert getattr(left, "head", None) == (getattr(listing, "head", None) if kept else None)
        assert compose.without_fields(listing, ()) is listing


def test_a_count_taken_before_costs_nothing(small_edition: SmallEdition) -> None:
    heard: list[int] = []
    counter = type(small_edition.counter)(small_edition.copy, small_edition.counter._shelf, heard.append)
    small_edition.counter.count(grid().setting())
    assert counter.count(grid().setting()) == small_edition.counter.count(grid().setting())
    assert heard == []
