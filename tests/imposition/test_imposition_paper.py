"""Conventional printed sheets as imprints have them; sheets and kilograms of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.imposition import conventional_sheets, conversion_factor, paper_for
from pipeline.model.stock import PaperStock

STOCK = PaperStock(
    grammage_gsm=80, bulk_cm3_g=1.22, sheet_cm=(45, 64), pages_per_sheet=16, imprint_sheet_cm=(60, 84), imprint_fraction=16,
    make_ready_sheets=30, running_percent=6, cover_caliper_mm=0.25, spine_glue_mm=0.2, spine_tolerance_mm=0.5,
)


@pytest.mark.parametrize(
    ("pages", "sheet_cm", "fraction", "published"),
    [
        (192, (70, 100), 16, 15.48),  # obumage.net
        (9 * 16, (84, 108), 16, 15.12),  # nine sheets of 84x108
        (9 * 32, (84, 108), 32, 15.12),
        (16, (60, 90), 16, 1.0),
        (176, (60, 84), 16, 10.23),
    ],
)
def test_conventional_printed_sheets(pages: int, sheet_cm: tuple[float, float], fraction: int, published: float) -> None:
    assert conventional_sheets(pages, sheet_cm, fraction) == published


@pytest.mark.parametrize(
    ("sheet_cm", "factor"),
    [((60, 84), 0.93), ((84, 60), 0.93), ((70, 90), 1.17), ((75, 90), 1.25), ((70, 100), 1.29), ((70, 108), 1.40), ((84, 108), 1.68)],
)
def test_conversion_factors_are_those_in_use(sheet_cm: tuple[float, float], factor: float) -> None:
    """didacts.ru; and none is more than a hundredth away from the ratio of areas."""
    assert conversion_factor(sheet_cm) == factor
    assert factor == pytest.approx(sheet_cm[0] * sheet_cm[1] / 5400, abs=0.0075)


def test_another_format_is_converted_by_its_area() -> None:
    assert conversion_factor((64, 90)) == 1.07


def test_paper_of_a_run_is_counted_sheet_by_sheet() -> None:
    """176 pages, 11 sheets of 16: 200 x 11; waste 11 x (2 x 30 + 2 x 6% of 200); 0.288 m² of 80 g: 23.04 g a sheet."""
    need = paper_for(176, 200, STOCK)
    assert (need.sheets, need.waste) == (2200 + 11 * 84, 11 * 84)
    assert need.kilograms == pytest.approx(3124 * 0.02304)
    assert paper_for(176, 1000, STOCK).sheets == 11 * (1000 + 60 + 120)
    assert paper_for(176, 3000, STOCK).sheets == 11 * (3000 + 60 + 360)


def test_a_last_half_sheet_is_printed_two_copies_at_once() -> None:
    need = paper_for(24, 1000, STOCK)
    assert need.sheets - need.waste == 1000 + 500
    assert need.waste == 60 + 120 + 60 + 60


@given(pages=st.integers(1, 600), run=st.integers(1, 5000))
def test_there_is_paper_for_every_page_of_every_copy(pages: int, run: int) -> None:
    need = paper_for(pages, run, STOCK)
    assert (need.sheets - need.waste) * STOCK.pages_per_sheet >= pages * run
    bare = paper_for(pages, run, replace(STOCK, make_ready_sheets=0, running_percent=0))
    assert bare.waste == 0
    assert bare.sheets == need.sheets - need.waste
