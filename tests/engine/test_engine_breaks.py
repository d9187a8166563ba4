"""Pieces part where the stylesheet lets them (CSS Fragmentation 3), and are the same bytes wherever they were set."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from pipeline.doors.engine import lay_out_pages
from pipeline.model.galley import Galley, Joint, StyleSheet
from tests.core.plain_sheet import BASE
from tests.core.small_edition import KAZAKH_LETTERS, SENTENCES, composing, design, faces, organisation

Block = Callable[..., Galley]
Blocks = Callable[..., list[Galley]]
Parting = Callable[[Galley], Sequence[str]]


def lines(count: int) -> str:
    """A paragraph of so many lines."""
    return "<p>" + "<br>".join(f"line{number}" for number in range(1, count + 1)) + "</p>"


def test_a_paragraph_parts_between_lines_and_leaves_none_alone(set_block: Block, parting: Parting) -> None:
    found = parting(set_block(f"<div>{lines(6)}</div>"))
    assert found == ["line: line1 / line2", "line: line3", "line: line4", "line: line5 / line6"]


@pytest.mark.parametrize(
    ("count", "css", "pieces"),
    [
        (3, "", 1), (4, "", 2), (2, "", 1), (1, "", 1),
        (6, "p { orphans: 3 }", 3), (6, "p { widows: 4 }", 2), (6, "p { orphans: 4; widows: 3 }", 1), (4, "p { orphans: 1; widows: 1 }", 4),
        (6, "p { break-inside: avoid }", 1), (6, "div { break-inside: avoid }", 1),
    ],
)
def test_orphans_widows_and_break_inside_mean_what_they_mean(set_block: Block, count: int, css: str, pieces: int) -> None:
    assert len(set_block(f"<div>{lines(count)}</div>", css).pieces) == pieces


@pytest.mark.parametrize(
    ("css", "joint"),
    [
        ("", Joint.BLOCK), (".a { break-after: avoid-column }", Joint.CLOSE), (".b { break-before: avoid-column }", Joint.CLOSE),
        (".a { break-after: avoid }", None), (".b { break-before: avoid-page }", None), (".last { break-after: avoid }", None),
        (".first { break-before: avoid }", None), (".last { break-after: avoid-column }", Joint.CLOSE),
        (".a { break-after: avoid-column } .b { break-before: avoid }", None),
    ],
)
def test_breaks_between_boxes_follow_the_boxes_whose_edges_meet(set_block: Block, css: str, joint: Joint | None) -> None:
    """None: never parted. Also the last box in the first and the first in the second have a say (CSS Fragmentation 3, 3.1)."""
    galley = set_block('<div><div class="a"><p>one</p><p class="last">two</p></div><div class="b"><p class="first">three</p></div></div>', css)
    at = next(number for number, piece in enumerate(galley.pieces) if any(line.text == "three" for line in piece.lines))
    together = any(line.text == "two" for line in galley.pieces[at].lines)
    assert together == (joint is None)
    if joint:
        assert galley.pieces[at].joint is joint


def test_what_should_rather_stay_whole_may_part_at_a_price(set_block: Block, parting: Parting) -> None:
    html = f"<div><div class='list'><p>one</p><p class='two'>two</p><p>three</p>{lines(4)}</div><p>four</p></div>"
    css = ".list { break-inside: avoid-column } .two { break-after: avoid }"
    assert parting(set_block(html, css)) == [
        "list: one", "list: two / three", "list: line1 / line2", "list: line3 / line4", "block: four"
    ]


def test_boxes_that_must_not_part_but_have_a_space_between_them_are_two_pieces(set_block: Block) -> None:
    """Only the space may give there: make-up stretches it, and never breaks."""
    html = '<div><p class="a">one</p><p>two</p></div>'
    kept = set_block(html, ".a { break-after: avoid } p + p { margin-top: 3pt }")
    assert [(piece.joint, piece.before, piece.height) for piece in kept.pieces[1:]] == [(Joint.KEEP, 3.0, 12.0)]
    assert len(set_block(html, ".a { break-after: avoid }").pieces) == 1


def test_a_box_with_a_tint_or_a_frame_is_not_cut(set_block: Block) -> None:
    """Its ink is drawn whole with its first line and would run on under whatever follows."""
    assert len(set_block(f'<div><div class="x">{lines(8)}</div></div>').pieces) > 1
    for css in ("background: device-cmyk(0 0 0 .1)", "border-left: 1pt solid device-cmyk(0 0 0 1)", "border-bottom: 1pt solid"):
        assert len(set_block(f'<div><div class="x">{lines(8)}</div></div>', f".x {{ {css} }}").pieces) == 1


def test_a_rule_above_an_entry_goes_with_its_first_piece(set_block: Block) -> None:
    galley = set_block(f"<div>{lines(4)}</div>", "div { border-top: .5pt solid device-cmyk(0 0 0 1); padding-top: 3pt }")
    first, second = galley.pieces
    assert (first.before, first.height) == (0.0, pytest.approx(3.5 + 24))
    assert second.height == pytest.approx(24)
    assert b" re" in first.content or b" l" in first.content
    assert first.lines[0].top == pytest.approx(3.5)


def test_margins_between_paragraphs_are_space_above_the_piece(set_block: Block) -> None:
    galley = set_block("<div><p>one</p><p>two</p></div>", "p + p { margin-top: 5pt }")
    assert [(piece.before, piece.height) for piece in galley.pieces] == [(0.0, 12.0), (5.0, 12.0)]
    assert galley.height == pytest.approx(29)


def test_the_text_of_the_pieces_is_the_text_of_the_html(set_block: Block) -> None:
    words = " ".join(SENTENCES)
    galley = set_block(f'<div lang="kk"><p>{words}</p><p><b>Ә</b>скери <i>{KAZAKH_LETTERS}</i></p></div>')
    assert " ".join(line.text.strip() for piece in galley.pieces for line in piece.lines) == f"{words} Әскери {KAZAKH_LETTERS}"


def test_lines_lie_inside_their_piece_and_below_one_another(set_block: Block) -> None:
    galley = set_block(f"<div><p>{' '.join(SENTENCES)}</p></div>")
    for piece in galley.pieces:
        tops = [line.top for line in piece.lines]
        assert tops == sorted(tops)
        assert piece.lines[0].top >= 0
        assert piece.lines[-1].bottom <= piece.height + 0.01
        assert all(0 <= line.x0 < line.x1 <= galley.width + 0.1 for line in piece.lines)


def test_links_have_their_boxes_and_targets(set_block: Block) -> None:
    galley = set_block('<p>see <a href="#ngo-0001">here</a> or <a href="https://a.example/x?y=1">there</a> or <a href="tel:+77010000000">ring</a></p>')
    assert [link.target for link in galley.pieces[0].links] == ["#ngo-0001", "https://a.example/x?y=1", "tel:+77010000000"]
    assert all(0 < link.x0 < link.x1 < 160 and 0 <= link.top < link.bottom <= 12 for link in galley.pieces[0].links)


def test_a_piece_has_the_same_bytes_in_whatever_batch_and_place_it_was_set(set_blocks: Blocks) -> None:
    sheet = design().sheets["entry"]
    css = sheet.css.replace("html, body", "html,body")
    entries = [composing().render("index_line.html.j2", kind="term", term=f"Сөз {number}", term_lang="kk") for number in range(3)]
    entries += [_entry_html(at) for at in range(6)]
    alone = [set_blocks(html, css=css, width=sheet.width)[0] for html in entries]
    far_down = '<div style="height: 1234567.1pt"></div>'
    dice = random.Random(7)
    for _ in range(3):
        order = dice.sample(range(len(entries)), len(entries))
        spaced = [part for at in order for part in (f'<div style="height: {dice.uniform(1, 900):.3f}pt"></div>', entries[at])]
        together = set_blocks(far_down, *spaced, css=css, width=sheet.width)[2::2]
        assert [galley.pieces for galley in together] == [alone[at].pieces for at in order]
        assert [galley.glyphs for galley in together] == [alone[at].glyphs for at in order]


def _entry_html(at: int) -> str:
    from pipeline.compose.body import entry_html

    return entry_html(organisation(at), composing())


def test_front_matter_flows_over_pages_of_its_own() -> None:
    sheet = StyleSheet("front", BASE, 160.0, 120.0)
    galley = lay_out_pages(f"<section><h1>Алғы сөз</h1>{lines(25)}</section>", sheet, faces())
    assert len(galley.pieces) == 3
    assert all(piece.height == 120.0 for piece in galley.pieces)
    assert galley.pieces[0].lines[0].text == "Алғы сөз"
    assert [line.text for piece in galley.pieces for line in piece.lines][1:] == [f"line{number}" for number in range(1, 26)]
    assert galley.warnings == ()
