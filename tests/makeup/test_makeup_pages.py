"""Galleys become pages: each once, heads with what they head, sections bound one after another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.makeup import Gap, MakeupSettings, Weights, bind, notes_needed, number_pages
from pipeline.makeup.breaks import FORBIDDEN, Chapter, Unit
from pipeline.makeup.columns import pour
from pipeline.model.findings import Severity
from pipeline.model.galley import Galley, Joint, Piece
from pipeline.model.pages import MadePage, Placement, Side
from tests.core.cut_blocks import (
    GEOMETRY,
    GIVING,
    ROOM,
    SETTINGS,
    block,
    bound,
    entries,
    galley,
    index_sections,
    notes,
    placed_pieces,
    section,
)


@given(st.lists(st.lists(st.integers(8, 90), min_size=1, max_size=8), min_size=1, max_size=25), st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_every_piece_of_every_galley_is_placed_once_and_in_order(heights: list[list[int]], columns: int) -> None:
    names = [f"ngo-{number:02}" for number in range(len(heights))]
    galleys = {name: galley(name, list(map(float, parts))) for name, parts in zip(names, heights, strict=True)}
    pages, findings = bound([section("one", [block(name) for name in names], columns=columns)], galleys)
    assert placed_pieces(pages, set(names)) == [(name, piece) for name in names for piece in range(len(galleys[name].pieces))]
    assert findings == []
    for page in pages:
        for placement in page.placements:
            assert placement.ys[0] >= GEOMETRY.top - 0.001
            assert placement.ys[-1] + galleys[placement.block].pieces[placement.end - 1].height <= GEOMETRY.top + ROOM + 0.01


@given(st.lists(st.tuples(st.booleans(), st.integers(8, 60)), min_size=2, max_size=80))
@settings(max_examples=40, deadline=None)
def test_a_heading_is_never_parted_from_what_it_heads(shapes: list[tuple[bool, int]]) -> None:
    blocks = [block(f"b{number:03}", keep=keep) for number, (keep, _) in enumerate(shapes)]
    galleys = {made.name: galley(made.name, [12.0 if keep else float(height)]) for made, (keep, height) in zip(blocks, shapes, strict=True)}
    # No more than a few headings in a row: a run higher than a column could not be kept.
    blocks = [replace(made, keep_with_next=made.keep_with_next and at % 4 != 0) for at, made in enumerate(blocks)]
    pages, _ = bound([section("one", blocks, gap="line", columns=3)], galleys)
    where = {placement.block: (number, placement.column) for number, page in enumerate(pages) for placement in page.placements}
    for made, follower in itertools.pairwise(blocks):
        if made.keep_with_next:
            assert where[made.name] == where[follower.name]


def test_a_head_stands_over_the_columns_of_its_first_page_only() -> None:
    blocks, galleys = entries(30)
    galleys["head"] = galley("head", [50.0, 20.0], width=230.0)
    pages, _ = bound([section("one", blocks, head=block("head"))], galleys)
    assert len(pages) > 2
    head, first = pages[0].placements[:2]
    assert (head.block, head.ys) == ("head", (30.0, 82.0))
    assert first.ys[0] == pytest.approx(GEOMETRY.top + galleys["head"].height + SETTINGS.head.natural)
    assert all(page.placements[0].ys[0] == GEOMETRY.top for page in pages[1:])


def test_columns_under_a_head_begin_lower_together_where_one_would_not_reach_its_foot() -> None:
    blocks, galleys = entries(16, [80.0])
    galleys["head"] = galley("head", [35.0], width=230.0)
    foot = GEOMETRY.top + ROOM

    def first_page(settings: MakeupSettings) -> tuple[set[float], list[float]]:
        """Where its columns begin, and what is left at their feet."""
        pages, _ = bind([section("one", blocks, head=block("head"))], galleys, GEOMETRY, settings)
        columns = [[placement for placement in pages[0].placements[1:] if placement.column == column] for column in range(2)]
        assert pages[0].placements[0].ys == (GEOMETRY.top,)
        return {column[0].ys[0] for column in columns}, [foot - column[-1].ys[-1] - 80.0 for column in columns]

    assert first_page(SETTINGS) == ({GEOMETRY.top + 45}, pytest.approx([5.0, 5.0]))
    [top], left = first_page(GIVING)
    assert 5.0 <= top - GEOMETRY.top - 45 <= 12.0
    assert left == pytest.approx([0.0, 0.0])


def test_a_head_under_other_columns_goes_down_with_its_own() -> None:
    blocks, galleys = entries(18, [80.0])
    galleys["head"] = galley("head", [15.0], width=230.0)
    sections = [section("one", blocks[:2]), section("two", blocks[2:], head=block("head"), runs_on=True)]
    tops = []
    for measures in (SETTINGS, GIVING):
        pages, _ = bind(sections, galleys, GEOMETRY, measures)
        placed = {placement.block: placement.ys[0] for placement in pages[0].placements}
        assert placed["ngo-02"] - placed["head"] == pytest.approx(25.0)
        tops.append(placed["head"])
    assert 0 < tops[1] - tops[0] <= 12


def test_columns_stand_at_the_sides_of_recto_and_verso() -> None:
    blocks, galleys = entries(20)
    pages, _ = bound([section("one", blocks)], galleys)
    left = [{placement.column: placement.x for placement in page.placements} for page in pages]
    assert left[0] == {0: 40.0, 1: 160.0}
    assert left[1] == {0: 30.0, 1: 150.0}
    assert [page.side for page in pages[:2]] == [Side.RECTO, Side.VERSO]


def test_guide_words_are_the_first_and_last_entry_of_a_page_also_one_that_only_goes_on_there() -> None:
    galleys = {"ngo-01": galley("ngo-01", [100.0] * 8), "ngo-02": galley("ngo-02", [60.0])}
    pages, _ = bound([section("one", [block("ngo-01", guide="Ақ"), block("ngo-02", guide="Бел")], columns=1)], galleys)
    assert [(page.first_guide, page.last_guide) for page in pages] == [("Ақ", "Ақ"), ("Ақ", "Ақ"), ("Ақ", "Бел")]


def test_what_is_higher_than_its_column_is_placed_and_reported_with_its_cell() -> None:
    galleys = {"ngo-01": galley("ngo-01", [ROOM + 25]), "ngo-02": galley("ngo-02", [40.0])}
    pages, findings = bound([section("one", [block("ngo-01", guide="Ұзын"), block("ngo-02")], columns=1)], galleys)
    assert placed_pieces(pages, set(galleys)) == [("ngo-01", 0), ("ngo-02", 0)]
    assert [(found.id, found.code, found.severity) for found in findings] == [("LAY-001", "overfull-column", Severity.ERROR)]
    assert "Ұзын" in str(findings[0].message)
    assert "25 pt" in str(findings[0].message)
    assert str(findings[0].place) == "a.xlsx › НПО › A7"


def test_a_head_alone_on_its_page_is_better_than_text_over_the_foot() -> None:
    galleys = {"head": galley("head", [200.0], width=230.0), "ngo-01": galley("ngo-01", [250.0])}
    pages, findings = bound([section("one", [block("ngo-01")], head=block("head"))], galleys)
    assert [[placement.block for placement in page.placements] for page in pages] == [["head"], ["ngo-01"]]
    assert findings == []


def test_a_section_runs_on_under_the_one_before_where_enough_of_the_page_is_left() -> None:
    sections, galleys = index_sections(30.0, 30)
    pages, _ = bound(sections, galleys)
    assert len(pages) == 1
    assert pages[0].section == "one"
    assert (pages[0].first_guide, pages[0].last_guide) == ("A0", "B11")
    feet = {name: max(placement.ys[-1] for placement in pages[0].placements if placement.block.startswith(name)) for name in "ab"}
    head = next(placement for placement in pages[0].placements if placement.block == "head-two")
    assert head.ys[0] == pytest.approx(feet["a"] + 10 + 2 * SETTINGS.head.natural)
    assert head.ys[0] + 30 + SETTINGS.head.natural <= min(p.ys[0] for p in pages[0].placements if p.block.startswith("b"))


@pytest.mark.parametrize(("second_height", "first_count"), [(30.0, 80), (190.0, 30)])
def test_a_section_begins_a_page_where_too_little_is_left(second_height: float, first_count: int) -> None:
    sections, galleys = index_sections(second_height, first_count)
    pages, _ = bound(sections, galleys)
    assert [page.section for page in pages] == ["one", "two"]


def test_a_section_that_opens_on_a_recto_gets_a_notes_page_before_it_and_no_blank() -> None:
    filler, galleys = notes()
    blocks, more = entries(2)
    galleys |= more
    sections = [section("one", blocks[:1]), section("two", blocks[1:], opens_on_recto=True)]
    pages, _ = bound(sections, galleys, filler=filler)
    assert [(page.section, page.side) for page in pages] == [("one", Side.RECTO), ("notes", Side.VERSO), ("two", Side.RECTO)]
    pages, _ = bound(sections, galleys, first_index=1, filler=filler)
    assert [(page.section, page.side) for page in pages] == [("one", Side.VERSO), ("two", Side.RECTO)]


def test_front_matter_has_a_page_for_each_of_the_engines_pages() -> None:
    galleys = {"foreword": galley("foreword", [ROOM, ROOM, 120.0], width=230.0)}
    pages, _ = bound([section("foreword", [block("foreword")], flows=True)], galleys, first_index=3)
    assert [page.placements for page in pages] == [
        (Placement("foreword", 30.0, (30.0,), first=0),), (Placement("foreword", 40.0, (30.0,), first=1),),
        (Placement("foreword", 30.0, (30.0,), first=2),),
    ]


@given(st.integers(0, 2000), st.integers(1, 64))
def test_notes_pages_fill_up_to_the_printers_multiple_and_no_further(count: int, multiple: int) -> None:
    assert (count + notes_needed(count, multiple)) % multiple == 0
    assert 0 <= notes_needed(count, multiple) < multiple


def test_folios_count_from_the_half_title() -> None:
    pages = [MadePage("one", side, ()) for side in (Side.RECTO, Side.VERSO, Side.RECTO)]
    assert [page.folio for page in number_pages(pages)] == ["1", "2", "3"]


def test_a_section_that_runs_on_and_then_does_not_fit_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[int] = []
    before = Chapter.__init__

    def counted(self: Chapter, units: Sequence[Unit], *more: object) -> None:
        worked.append(len(units))
        before(self, units, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Chapter, "__init__", counted)
    sections, galleys = index_sections(30.0, 30)
    galleys["b00"] = galley("b00", [ROOM - 60])
    pages, _ = bound(sections, galleys)
    assert [page.section for page in pages] == ["one", "two"]
    assert worked == [30, 12]


def seamed(before: Sequence[float], joints: Sequence[Joint]) -> Galley:
    pieces = [Piece(30.0, b"", space, joint) for space, joint in zip(before, joints, strict=True)]
    return Galley(110.0, tuple(pieces))


def test_spaces_inside_an_entry_give_with_those_between_entries_and_lines_do_not() -> None:
    within = replace(SETTINGS, gaps={**SETTINGS.gaps, "seam": Gap(0.0, 4.0, 1.0)})
    joints = [Joint.BLOCK, Joint.KEEP, Joint.LINE, Joint.LIST, Joint.CLOSE]
    galleys = {name: seamed([0.0, 3.0, 0.0, 0.0, 2.0], joints) for name in ("ngo-00", "ngo-01", "ngo-02")}
    pages, _ = bind([section("one", [block(name) for name in galleys], columns=1)], galleys, GEOMETRY, within)
    first, second = pages[0].placements[:2]
    assert (first.end, second.end) == (5, 5)
    share = (ROOM - (2 * 155.0 + 8.0)) / (12 + 4 * 4)
    spaces = [round(below - above - 30.0, 2) for above, below in itertools.pairwise([*first.ys, *second.ys])]
    assert spaces == [
        pytest.approx(space, abs=0.01)
        for space in (3 + 4 * share, 0, 0, 2 + 4 * share, 8 + 12 * share, 3 + 4 * share, 0, 0, 2 + 4 * share)
    ]


def test_a_place_to_part_costs_by_its_kind_and_by_the_lines_it_strands() -> None:
    weights = Weights(split_block=1, split_line=2, split_list=3, split_close=4, stranded=10, stranded_lines=4, baseline=10.0)
    made = seamed([0.0] * 6, [Joint.BLOCK, Joint.KEEP, Joint.LINE, Joint.LIST, Joint.CLOSE, Joint.BLOCK])
    poured = pour(section("one", [block("ngo-00")]), {"ngo-00": made}, GEOMETRY, replace(SETTINGS, weights=weights))
    assert poured.chapter is not None
    units = poured.chapter.units()
    assert [unit.penalty for unit in units] == [0.0, FORBIDDEN, 2, 3, 4, 1 + 10]
    assert [unit.splits for unit in units] == [False, True, True, True, True, True]
