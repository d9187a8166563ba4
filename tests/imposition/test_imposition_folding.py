"""Every page once, folding gives the reading order, and the tables are the published ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.imposition import SCHEMES, SIGNATURE_SIZES, creep_of, folded_formes, impose
from pipeline.model.signatures import INNER, OUTER, Signatures
from tests.imposition.folded_sheets import FOLDS, bound, faces, folded, printed, table

PUBLISHED = {
    4: ("4 1", "2 3"),
    8: ("r5 r4 | 8 1", "r3 r6 | 2 7"),
    16: ("r5 r12 r9 r8 | 4 13 16 1", "r7 r10 r11 r6 | 2 15 14 3"),
    32: (
        "r5 r28 r29 r4 | 12 21 20 13 | r9 r24 r17 r16 | 8 25 32 1",
        "r3 r30 r27 r6 | 14 19 22 11 | r15 r18 r23 r10 | 2 31 26 7",
    ),
}
"""Outer and inner side, as pdfimpose 2.10 lays them out; that of 16 is PDF::Imposition's 1x8x2 too."""


@pytest.mark.parametrize("size", SIGNATURE_SIZES)
def test_the_tables_are_the_published_ones(size: int) -> None:
    outer, inner = folded_formes(size)
    assert (table(outer), table(inner)) == PUBLISHED[size]


@pytest.mark.parametrize("size", SIGNATURE_SIZES)
def test_both_formes_hold_the_pages_that_the_arithmetic_of_plates_gives_them(size: int) -> None:
    plates = Signatures(size).plates(size)
    for forme, name in zip(folded_formes(size), (OUTER, INNER), strict=True):
        assert sorted(cell.page for cell in forme.cells) == plates[1, name]


def test_saddle_stitch_of_eight_pages_lies_as_published() -> None:
    """PDFClerk: 8 | 1, 2 | 7; 6 | 3, 4 | 5."""
    outside, inside = impose(8, "saddle", 4).sheets
    assert [table(forme) for sheet in (outside, inside) for forme in sheet.formes] == ["8 1", "2 7", "6 3", "4 5"]


@given(st.integers(1, 60))
def test_saddle_sheets_follow_the_formula(quarter: int) -> None:
    count = 4 * quarter
    for at, sheet in enumerate(impose(count, "saddle", 4).sheets):
        front, back = ([cell.page for cell in forme.cells] for forme in sheet.formes)
        assert front == [count - 2 * at, 1 + 2 * at]
        assert back == [2 + 2 * at, count - 1 - 2 * at]


@settings(max_examples=300)
@given(
    pages=st.integers(1, 400),
    scheme=st.sampled_from(SCHEMES),
    size=st.sampled_from(SIGNATURE_SIZES),
    method=st.sampled_from(("sheetwise", "work-and-turn", "work-and-tumble")),
    booklet=st.sampled_from((0, 16, 32)),
    copy=st.integers(0, 1),
)
def test_folding_gives_the_reading_order_and_every_page_once(pages: int, scheme: str, size: int, method: str, booklet: int, copy: int) -> None:
    plan = impose(pages, scheme, size, method, booklet)
    book = bound(list(plan.sheets), scheme, lambda made: made[min(copy, len(made) - 1)])
    assert [face.page for face in book] == list(range(1, pages + len(plan.blanks) + 1))
    assert all(face.upright for face in book)
    assert plan.blanks == tuple(range(pages + 1, len(book) + 1))
    assert len(plan.blanks) < 4


@pytest.mark.parametrize(("size", "wrong"), [(8, "ah"), (16, "haa"), (16, "aah"), (32, "ahah"), (32, "aahh")])
def test_folded_in_another_order_the_pages_do_not_follow_one_another(size: int, wrong: str) -> None:
    [sheet] = impose(size, "signatures", size).sheets
    assert [face.page for face in faces(folded(printed(sheet), FOLDS[size]))] == list(range(1, size + 1))
    assert [face.page for face in faces(folded(printed(sheet), wrong))] != list(range(1, size + 1))


@pytest.mark.parametrize(
    ("pages", "size", "sizes"),
    [(176, 16, [16] * 11), (40, 16, [16, 16, 8]), (36, 16, [16, 16, 4]), (28, 16, [16, 8, 4]), (60, 32, [32, 16, 8, 4]), (5, 16, [8]), (3, 16, [4])],
)
def test_what_is_left_over_is_folded_from_smaller_sheets(pages: int, size: int, sizes: list[int]) -> None:
    plan = impose(pages, "signatures", size)
    assert [sheet.size for sheet in plan.sheets] == sizes
    assert len(plan.blanks) == sum(sizes) - pages


@pytest.mark.parametrize("method", ["work-and-turn", "work-and-tumble"])
def test_one_set_of_plates_prints_both_sides_and_gives_two_copies(method: str) -> None:
    [sheet] = impose(8, "signatures", 8, method).sheets
    assert sheet.formes == (sheet.front,)
    assert sheet.copies == 2
    assert sorted(cell.page for cell in sheet.front.cells) == list(range(1, 9))
    wanted = "r5 r4 r3 r6 | 8 1 2 7" if method == "work-and-turn" else "r7 r2 | 6 3 | r5 r4 | 8 1"
    assert table(sheet.front) == wanted


def test_creep_grows_with_every_sheet_inside() -> None:
    """64 pages at 0.10 mm: 1.5 mm (impozycjoner.com: caliper times pages / 4 - 1)."""
    creep = creep_of(64, 0.10)
    assert creep.greatest_mm == pytest.approx(1.5)
    assert [creep.at(layer) for layer in (0, 1, 15)] == pytest.approx([0, 0.1, 1.5])
    assert creep_of(4, 0.1).greatest_mm == 0


def test_layers_are_counted_through_all_that_lies_in_one_another() -> None:
    plan = impose(32, "saddle", 8)
    layers = {cell.page: cell.layer for sheet in plan.sheets for forme in sheet.formes for cell in forme.cells}
    assert [layers[page] for page in (1, 2, 3, 15, 16, 17, 31, 32)] == [0, 0, 1, 7, 7, 7, 0, 0]
    assert plan.nested_pages == 32
    signatures = impose(32, "signatures", 16)
    layers = {cell.page: cell.layer for sheet in signatures.sheets for forme in sheet.formes for cell in forme.cells}
    assert [layers[page] for page in (1, 8, 16, 17, 25, 32)] == [0, 3, 0, 0, 3, 0]
    assert signatures.nested_pages == 16
    assert impose(17, "signatures", 32).nested_pages == 16
