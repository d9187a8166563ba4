"""Blocks over the whole measure, and blocks that begin a column, a page or a recto."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.pages import MadePage
from tests.core.cut_blocks import ROOM, block, bound, entries, galley, notes, placed_pieces, section


def rows(page: MadePage) -> list[tuple[str, int, float]]:
    """(block, column, top of its first piece) in the order of placing."""
    return [(placement.block, placement.column, placement.ys[0]) for placement in page.placements]


def test_a_block_over_the_whole_measure_stands_under_level_columns_and_the_text_goes_on_under_it() -> None:
    blocks, galleys = entries(5, (42,))
    galleys["picture"] = galley("picture", [80.0], width=230.0)
    pages, _ = bound([section("one", [*blocks[:2], block("picture", spans=True), *blocks[2:]])], galleys)
    assert len(pages) == 1
    assert rows(pages[0]) == [
        ("ngo-00", 0, 30.0), ("ngo-01", 1, 30.0), ("picture", 0, 82.0), ("ngo-02", 0, 172.0), ("ngo-03", 0, 222.0), ("ngo-04", 1, 172.0),
    ]
    assert {placement.x for placement in pages[0].placements if placement.block == "picture"} == {40.0}


def test_a_block_over_the_measure_that_does_not_fit_under_the_columns_heads_the_next_page() -> None:
    blocks, galleys = entries(8, (60, 60))
    galleys["picture"] = galley("picture", [200.0], width=230.0)
    pages, findings = bound([section("one", [*blocks[:3], block("picture", spans=True), *blocks[3:]])], galleys)
    assert [placement.block for placement in pages[1].placements][:2] == ["picture", "ngo-03"]
    assert placed_pieces(pages, set(galleys)) == [
        (name, piece)
        for name in ("ngo-00", "ngo-01", "ngo-02", "picture", "ngo-03", "ngo-04", "ngo-05", "ngo-06", "ngo-07")
        for piece in range(len(galleys[name].pieces))
    ]
    assert findings == []


def test_blocks_over_the_measure_follow_one_another_and_may_end_a_section() -> None:
    blocks, galleys = entries(1, (70,))
    galleys |= {name: galley(name, [50.0], width=230.0) for name in ("head", "a", "b")}
    pages, _ = bound([section("one", [block("a", spans=True), *blocks, block("b", spans=True)], head=block("head"))], galleys)
    assert [placement.block for placement in pages[0].placements] == ["head", "a", "ngo-00", "b"]


def test_a_block_over_the_measure_higher_than_a_page_is_parted_over_pages() -> None:
    galleys = {"list": galley("list", [100.0] * 7, width=230.0), "ngo-01": galley("ngo-01", [40.0])}
    pages, findings = bound([section("one", [block("list", spans=True), block("ngo-01")])], galleys)
    assert placed_pieces(pages, set(galleys)) == [*(("list", piece) for piece in range(7)), ("ngo-01", 0)]
    assert findings == []
    assert [placement.block for placement in pages[-1].placements] == ["list", "ngo-01"]


def test_a_picture_is_a_block_of_one_piece_and_is_never_parted() -> None:
    blocks, galleys = entries(6, (20, 20, 20, 20, 20))
    galleys["ngo-02"] = galley("ngo-02", [150.0])
    pages, findings = bound([section("one", blocks)], galleys)
    assert sum(placement.block == "ngo-02" for page in pages for placement in page.placements) == 1
    assert findings == []


def test_a_head_higher_than_a_page_is_reported() -> None:
    blocks, galleys = entries(1)
    galleys["head"] = galley("head", [ROOM + 12], width=230.0)
    _, findings = bound([section("one", blocks, head=block("head"))], galleys)
    assert [(found.id, found.code) for found in findings] == [("LAY-001", "overfull-column")]


@pytest.mark.parametrize(
    ("opens", "place"), [("", (0, 1)), ("column", (0, 1)), ("page", (1, 0)), ("recto", (2, 0))]
)
def test_a_block_may_begin_a_column_a_page_or_a_recto(opens: str, place: tuple[int, int]) -> None:
    filler, galleys = notes()
    blocks, more = entries(2, (70,))
    galleys |= more
    pages, _ = bound([section("one", [blocks[0], replace(blocks[1], opens=opens)], columns=2)], galleys, filler=filler)
    found = [
        (number, placement.column) for number, page in enumerate(pages) for placement in page.placements if placement.block == "ngo-01"
    ]
    assert found == [place]
    assert [page.section for page in pages] == {3: ["one", "notes", "one"], 2: ["one", "one"], 1: ["one"]}[len(pages)]


def test_a_forced_page_leaves_the_columns_before_it_level() -> None:
    blocks, galleys = entries(5, (42,))
    pages, _ = bound([section("one", [*blocks[:4], replace(blocks[4], opens="page")])], galleys)
    feet = {placement.column: placement.ys[-1] for placement in pages[0].placements}
    assert feet[0] == pytest.approx(feet[1])
    assert [placement.block for placement in pages[1].placements] == ["ngo-04"]
