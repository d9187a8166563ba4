"""Galleys become pages: each once, heads with what they head, sections bound one after another, furniture, page map."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.makeup import (
    Gap,
    MakeupSettings,
    Weights,
    bind,
    draw_page,
    furnish,
    furniture_blocks,
    map_pages,
    notes_needed,
    number_pages,
)
from pipeline.makeup.breaks import FORBIDDEN, Chapter, Unit
from pipeline.makeup.columns import pour
from pipeline.model.book import Block, Section
from pipeline.model.findings import Finding, Severity
from pipeline.model.galley import Galley, Joint, Line, Piece
from pipeline.model.pages import MadePage, Placement, Side
from tests.core.cut_blocks import FURNITURE, GEOMETRY, GIVING, SETTINGS, block, galley, placed_pieces, points, section, shapes_of

ROOM = GEOMETRY.column_height


def bound(
    sections: Sequence[Section], galleys: dict[str, Galley], *, first_index: int = 0, filler: Section | None = None
) -> tuple[list[MadePage], list[Finding]]:
    return bind(sections, galleys, GEOMETRY, SETTINGS, first_index=first_index, filler=filler)


def entries(count: int, heights: Sequence[float] = (30, 20, 20)) -> tuple[list[Block], dict[str, Galley]]:
    names = [f"ngo-{number:02}" for number in range(count)]
    return [block(name, guide=name.upper()) for name in names], {name: galley(name, heights) for name in names}


def notes() -> tuple[Section, dict[str, Galley]]:
    return section("notes", [block("lines")], kind="notes", flows=True), {"lines": galley("lines", [ROOM], width=230.0)}


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


def index_sections(second_height: float, first_count: int) -> tuple[list[Section], dict[str, Galley]]:
    one = [block(f"a{number:02}", guide=f"A{number}") for number in range(first_count)]
    two = [block(f"b{number:02}", guide=f"B{number}") for number in range(12)]
    galleys = {made.name: galley(made.name, [10.0]) for made in (*one, *two)}
    galleys |= {"head-one": galley("head-one", [30.0], width=230.0), "head-two": galley("head-two", [second_height], width=230.0)}
    sections = [
        section("one", one, kind="index", gap="line", columns=3, head=block("head-one")),
        section("two", two, kind="index", gap="line", columns=3, head=block("head-two"), runs_on=True),
    ]
    return sections, galleys


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


def furnished(sections: Sequence[Section], tab_length: float = 30.0) -> tuple[list[MadePage], dict[str, Galley], dict[str, Block]]:
    """One page a section with its furniture; words of tabs are ``tab_length`` points long."""
    blocks, galleys = entries(len(sections))
    owned = [replace(made, blocks=(blocks[at],)) for at, made in enumerate(sections)]
    pages = number_pages(bound(owned, galleys)[0])
    words = {made.name: made for made in furniture_blocks(pages, {made.name: made for made in owned})}
    for name, made in words.items():
        length = tab_length if made.sheet == "tab" else 60.0
        galleys[name] = Galley(150.0, (Piece(10.0, name.encode(), lines=(Line(name, 0, 0, length, 10),)),))
    return furnish(pages, owned, galleys, GEOMETRY, FURNITURE), galleys, words


def test_running_heads_stand_inside_guide_words_and_folios_outside() -> None:
    pages, _, words = furnished([section("one", [], title="Алматы"), section("two", [], title="Абай")])
    recto, verso = ({placement.block: placement for placement in page.placements} for page in pages)
    middle = GEOMETRY.measure / 2
    assert recto["running-left:Алматы"].x == 40
    assert recto["guide-right:NGO-00"].x == recto["folio-right:1"].x == 40 + middle
    assert verso["running-right:Абай"].x == 30 + middle
    assert verso["guide-left:NGO-01"].x == verso["folio-left:2"].x == 30
    assert recto["running-left:Алматы"].ys == (points(4),)
    assert recto["folio-right:1"].ys == (pytest.approx(400 - points(8)),)
    assert words["running-left:Алматы"].html == '<div class="running-left" lang="kk">Алматы</div>'


def test_words_of_furniture_are_escaped() -> None:
    _, _, words = furnished([section("one", [], title="Құқық & <тәртіп>")])
    assert words["running-left:Құқық & <тәртіп>"].html.endswith(">Құқық &amp; &lt;тәртіп></div>")


def test_title_pages_have_no_furniture_and_are_counted() -> None:
    pages, _, _ = furnished([section("title", [], has_furniture=False), section("one", [])])
    assert {placement.block for placement in pages[0].placements} == {"ngo-00"}
    assert [page.folio for page in pages] == ["1", "2"]


def test_thumb_tabs_step_down_the_fore_edge_and_bleed() -> None:
    sections = [section(f"s{number}", [], tab=word) for number, word in enumerate(["Абай", "Ақмола", "Ақмола", "Шымкент"])]
    pages, _, _ = furnished([*sections, section("plain", [])])
    tops = [page.bars[0][1] for page in pages[:4]]
    assert tops[0] == pytest.approx(points(10))
    assert tops[0] < tops[1] == tops[2] < tops[3] == pytest.approx(400 - points(10) - points(20))
    assert pages[4].bars == ()
    recto, verso = pages[0].bars[0], pages[1].bars[0]
    assert (recto[0], recto[0] + recto[2]) == (pytest.approx(300 - points(7)), pytest.approx(300 + points(3)))
    assert (verso[0], verso[0] + verso[2]) == (pytest.approx(-points(3)), pytest.approx(points(7)))


@pytest.mark.parametrize("tab_length", [30.0, 110.0])
def test_the_word_of_a_tab_lies_inside_its_bar_however_long(tab_length: float) -> None:
    """White on white it would be lost: «Северо-Казахстанская» is longer than a tab is high."""
    pages, _, _ = furnished([section("one", [], tab="Бір"), section("two", [], tab="Екі"), section("three", [], tab="Үш")], tab_length)
    for page in pages:
        _, top, _, height = page.bars[0]
        word = next(placement for placement in page.placements if placement.block.startswith("tab:"))
        ends = sorted((word.ys[0], word.ys[0] + tab_length * (1 if word.turn == -90 else -1)))
        assert top <= ends[0] < ends[1] <= top + height
        assert top + height <= 400 - points(10) + 0.001
        assert (word.turn == -90) == (page.side is Side.RECTO)


def drawn(pages: Sequence[MadePage], galleys: dict[str, Galley]) -> str:
    return draw_page(pages[0], galleys, GEOMETRY).content.decode()


def test_a_page_is_drawn_in_reading_order_with_its_furniture_first() -> None:
    blocks, galleys = entries(6, (60, 60))
    galleys |= {"head": galley("head", [40.0], width=230.0), "folio": galley("folio", [10.0])}
    pages, _ = bound([section("one", blocks, head=block("head"))], galleys)
    page = replace(pages[0], placements=(Placement("folio", 40, (380,)), *pages[0].placements), bars=((290.0, 10.0, 20.0, 50.0),))
    content = drawn([page], galleys)
    assert content.startswith("q 0 0 0 1 k 290 340 20 50 re f Q\n")
    names = re.findall(r"\(([^)]*)\)", content)
    assert names[:2] == ["folio 0", "head 0"]
    assert names[2:] == [f"ngo-{number:02} {piece}" for number in range(len(names) // 2 - 1) for piece in range(2)]
    assert content.count("q ") == content.count("Q") == len(names) + 1


def test_a_piece_is_moved_to_its_place_counted_from_the_foot() -> None:
    galleys = {"ngo-01": galley("ngo-01", [20.0], link="https://a.example")}
    page = MadePage("one", Side.RECTO, (Placement("ngo-01", 40.0, (100.0,)),), folio="7")
    made = draw_page(page, galleys, GEOMETRY)
    assert made.content == b"q 1 0 0 1 40 300 cm\n(ngo-01 0)\nQ"
    assert [(link.box, link.target) for link in made.links] == [((45.0, 291.0, 65.0, 299.0), "https://a.example")]
    assert made.folio == "7"


@pytest.mark.parametrize(("turn", "matrix"), [(90, "0 1 -1 0 5 300 cm"), (-90, "0 -1 1 0 5 300 cm")])
def test_a_turned_piece_reads_upwards_or_downwards(turn: int, matrix: str) -> None:
    page = MadePage("one", Side.VERSO, (Placement("w", 5.0, (100.0,), turn=turn),))  # type: ignore[arg-type]
    assert f"q {matrix}\n" in drawn([page], {"w": galley("w", [10.0])})


def mapped() -> tuple[list[MadePage], dict[str, Galley], list[Section]]:
    galleys = {"ngo-01": galley("ngo-01", [100.0] * 6, joint=Joint.LINE), "ngo-02": galley("ngo-02", [60.0]), "x": galley("x", [12.0])}
    galleys["head"] = galley("head", [40.0], width=230.0)
    chapter = section("one", [block("ngo-01"), block("ngo-02")], columns=1, head=block("head"))
    index = section("index-a", [block("x", term="Ақ", targets=("ngo-01", "ngo-02"), locators="1, 3")], kind="index")
    return number_pages(bound([chapter, index], galleys)[0]), galleys, [chapter, index]


def test_the_page_map_says_where_every_run_of_every_galley_stands() -> None:
    pages, galleys, sections = mapped()
    found = map_pages("small", "kk", pages, [draw_page(page, galleys, GEOMETRY) for page in pages], sections, shapes_of(galleys), GEOMETRY)
    runs = [(entry.block, entry.page_index, entry.continued) for entry in found.entries]
    assert runs == [("head", 0, False), ("ngo-01", 0, False), ("ngo-01", 1, True), ("ngo-01", 2, True), ("ngo-02", 2, False)]
    assert [str(entry.cells[0]) for entry in found.entries[1:]] == ["a.xlsx › НПО › A7"] * 4
    assert found.entries[1].text == "ngo-01 0\nngo-01 1"
    x0, y0, x1, y1 = found.entries[1].box
    assert (x0, x1, y1 - y0) == (40.0, 150.0, 202.0)
    assert [(line.term, line.printed, line.folio, line.text) for line in found.lines] == [("Ақ", "1, 3", "4", "x 0")]
    assert [page.side for page in found.pages] == [Side.RECTO, Side.VERSO, Side.RECTO, Side.VERSO]


def test_anchors_lead_to_the_first_line_of_a_listing_or_section() -> None:
    pages, galleys, sections = mapped()
    found = map_pages("small", "kk", pages, [draw_page(page, galleys, GEOMETRY) for page in pages], sections, shapes_of(galleys), GEOMETRY)
    assert found.anchors["one"] == (0, 370.0)
    assert found.anchors["ngo-01"] == (0, 370.0 - 40 - SETTINGS.head.natural)
    assert found.anchors["ngo-02"][0] == 2
    assert found.sections == (("one", "One", 0), ("index-a", "Index-A", 3))
    assert found.folio_of("ngo-02") == "3"
    assert found.folio_of("ngo-99") is None


def test_a_section_that_runs_on_is_anchored_under_its_own_head() -> None:
    sections, galleys = index_sections(30.0, 30)
    pages = number_pages(bound(sections, galleys)[0])
    found = map_pages("small", "kk", pages, [draw_page(page, galleys, GEOMETRY) for page in pages], sections, shapes_of(galleys), GEOMETRY)
    assert found.anchors["two"][0] == found.anchors["one"][0] == 0
    assert found.anchors["two"][1] < found.anchors["one"][1]


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
