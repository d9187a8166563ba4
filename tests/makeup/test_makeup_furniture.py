"""What stands about the text of a page: running heads, guide words, folios, thumb tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.makeup import furnish, furniture_blocks, number_pages
from pipeline.model.book import Block, Section
from pipeline.model.galley import Galley, Line, Piece
from pipeline.model.pages import MadePage, Side
from tests.core.cut_blocks import FURNITURE, GEOMETRY, bound, entries, points, section


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


def test_a_running_head_without_a_guide_word_beside_it_has_the_whole_measure() -> None:
    blocks, _ = entries(1)
    pages, _, words = furnished([section("one", [], title="Алғы сөз"), section("two", [], title="Мазмұны")])
    bare = [replace(page, first_guide="", last_guide="", placements=()) for page in pages]
    sections = {name: section(name, blocks, title=title) for name, title in (("one", "Алғы сөз"), ("two", "Мазмұны"))}
    kinds = {made.sheet: made.html for made in furniture_blocks(bare, sections)}
    assert kinds["running-left-alone"] == words["running-left:Алғы сөз"].html, "it looks as it does beside a guide word"
    made = furnish(bare, list(sections.values()), {}, GEOMETRY, FURNITURE)
    assert [(placement.block, placement.x) for page in made for placement in page.placements if placement.block.startswith("running")] == [
        ("running-left-alone:Алғы сөз", 40.0), ("running-right-alone:Мазмұны", 30.0),
    ]


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
