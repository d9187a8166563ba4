"""Spines agree with the worked values that printers publish."""

from __future__ import annotations

import pytest

from pipeline.imposition import spine_width

INCH_MM = 25.4


def inches(pages: int, leaf_inches: float, allowance_inches: float = 0.0) -> float:
    return spine_width(pages, leaf_inches * INCH_MM, allowance_mm=allowance_inches * INCH_MM).width_mm / INCH_MM


@pytest.mark.parametrize(
    ("paper", "a_page", "pages", "published"),
    [
        ("white", 0.002252, 100, 0.225), ("white", 0.002252, 200, 0.450), ("white", 0.002252, 250, 0.563), ("white", 0.002252, 300, 0.676),
        ("cream", 0.0025, 158, 0.395), ("premium colour", 0.002347, 100, 0.235), ("premium colour", 0.002347, 300, 0.704),
    ],
)
def test_kdp(paper: str, a_page: float, pages: int, published: float) -> None:
    """KDP states inches for each page; the two of premium colour are its factor multiplied out (no worked value is published)."""
    assert spine_width(pages, 2 * a_page * INCH_MM).width_mm / INCH_MM == pytest.approx(published, abs=0.0005)


def test_patterson() -> None:
    """pattersonprinting.com/diagrams.htm: 128 pages / 2 x .0039 = .2496 in (50# white offset)."""
    assert inches(128, 0.0039) == pytest.approx(0.2496, abs=1e-9)


def test_forty_acres() -> None:
    """fortyacrespress.com/mb_15_calc.html: .0327 + .0046 x 100 sheets = .4927 in; the constant is the cover's."""
    assert inches(200, 0.0046, 0.0327) == pytest.approx(0.4927, abs=1e-9)


def test_printshopcentral() -> None:
    """printshopcentral.com/how-to-calculate-a-spine.html: 200 / 2 x .005 = .5 in (60#)."""
    assert inches(200, 0.005) == pytest.approx(0.5, abs=1e-9)


def test_polygraphcity() -> None:
    """polygraphcity.ru: 96 pages, gloss 115 g (0.087 mm): 4.18 mm of block; with 2 mm for creases and 2 mm for glue and cover 8.18 mm."""
    spine = spine_width(96, 0.087, allowance_mm=2 + 2)
    assert round(spine.block_mm, 2) == 4.18
    assert round(spine.width_mm, 2) == 8.18


@pytest.mark.parametrize(("grammage", "bulk", "pages", "millimetres"), [(80, 1.22, 100, 5.88), (115, 0.80, 96, 5.416), (90, 0.90, 200, 9.1), (80, 1.20, 120, 6.76)])
def test_cloudprinter(grammage: float, bulk: float, pages: int, millimetres: float) -> None:
    """docs.cloudprinter.com/client/how-to-calculate-spine-width: gsm x bulk x pages / 2 / 1000 + 2 x cover (0.5 mm, soft).

    The formula with its bulk values (OFF 1.22, ECB 1.20, MCS 0.90, MCG 0.80) multiplied out by hand; it publishes no worked value.
    """
    spine = spine_width(pages, grammage * bulk / 1000, cover_caliper_mm=0.5)
    assert spine.width_mm == pytest.approx(millimetres, abs=1e-9)


def test_every_part_is_told_by_itself() -> None:
    spine = spine_width(176, 0.0976, cover_caliper_mm=0.25, allowance_mm=0.2, tolerance_mm=0.4)
    assert (spine.block_mm, spine.cover_mm, spine.allowance_mm, spine.tolerance_mm) == pytest.approx((8.5888, 0.5, 0.2, 0.4))
    assert spine.width_mm == pytest.approx(9.2888)


def test_an_odd_page_has_a_leaf_of_its_own() -> None:
    assert spine_width(3, 0.1).block_mm == pytest.approx(0.2)


def test_text_stands_on_a_spine_only_where_it_fits_a_thinner_one_too() -> None:
    narrow, wide = spine_width(96, 0.1), spine_width(160, 0.1)
    assert narrow.text_height_mm() == 0  # 4.8 mm
    assert wide.text_height_mm() == pytest.approx(8 - 0.5 - 3)
