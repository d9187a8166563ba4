"""Made-up pages are drawn, and the page map says where everything stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.makeup import draw_page, map_pages, number_pages
from pipeline.model.book import Section
from pipeline.model.galley import Galley, Joint
from pipeline.model.pages import MadePage, Placement, Side
from tests.core.cut_blocks import GEOMETRY, SETTINGS, block, bound, entries, galley, index_sections, section, shapes_of


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
