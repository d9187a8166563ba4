"""The fast setter sets what the engine would: the engine is its reference, and sets what it does not know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.doors.engine import lay_out, lay_out_by_engine, layout
from pipeline.doors.engine.flow import set_plain
from pipeline.doors.engine.markup import NotPlain
from pipeline.localise import dictionary_path
from pipeline.model.galley import Galley, StyleSheet
from tests.core.plain_sheet import BASE
from tests.core.small_edition import composing, design, faces, organisation
from tests.engine.both_ways import differences

HYPHENATION = {"kk": str(dictionary_path("kk"))}
Both = Callable[..., tuple[Galley, Galley, str]]


@pytest.fixture(scope="session")
def both() -> Both:
    """both(html, css="", width=160): our galley, the engine's, and why ours was left to the engine (or nothing)."""

    def go(html: str, css: str = "", width: float = 160.0) -> tuple[Galley, Galley, str]:
        sheet = StyleSheet("test", BASE + css, width)
        (ours,), (theirs,) = (way([html], sheet, faces(), HYPHENATION) for way in (lay_out, lay_out_by_engine))
        compiled = layout._compiled(sheet.css + layout._page_css(sheet), faces())
        try:
            set_plain(html, layout.cascade_of(compiled, faces()), width)
        except NotPlain as reason:
            return ours, theirs, str(reason)
        return ours, theirs, ""

    return go


KNOWN = (
    '<div class="a"><p>one <b>two</b> <i>three</i></p>\n<p lang="kk">Ұйым ауыл балаларына арналған үйірмелер ашады.</p></div>',
    '<section><h3>«Әділет»</h3><div><p>+7\u00a0701\u00a0000\u00a000\u00a011 <a href="tel:+77010000000">моб.</a></p><p>a\u200b.b@c.example</p></div></section>',
)


@pytest.mark.parametrize("html", KNOWN)
@pytest.mark.parametrize(
    "css",
    [
        "", "p { text-align: right }", "p { text-align: center }", "p { padding: 2pt 3pt 4pt 11pt; text-indent: -11pt }", "p { width: 60pt }",
        "div { border-top: .4pt solid; padding-top: 3pt }", "p { background: device-cmyk(0 0 0 .12) }", "p { border-bottom: 1pt solid }",
        "b { background: device-cmyk(0 .5 0 0); padding: .6pt 2.4pt .8pt }", "b { white-space: nowrap; font-size: 14pt; line-height: 20pt }",
        "p { hyphens: auto; hyphenate-limit-chars: 7 3 4 }", "p { break-inside: avoid }", "p { break-after: avoid-column }", "h3 { break-after: avoid }",
        "p { margin: 3pt 0 5pt } p + p { margin-top: 7pt }", "div { padding-top: 2pt } p { margin-top: 3pt }", "p:last-child { padding-top: 2pt }",
        "section > div { margin-bottom: 4pt } p { margin: 2pt 0 6pt }", "p { hyphens: auto; hyphenate-limit-zone: 20pt }", "p + p { padding-top: 5pt }",
        "p:first-child { font-style: italic }", "p { orphans: 1; widows: 1 }", 'p { font-family: "Guide Serif" }',
        "a { color: device-cmyk(1 0 0 0) }", ":lang(kk) { font-weight: 700 }", "p { font-kerning: none; font-variant-numeric: tabular-nums }",
    ],
)  # fmt: skip
def test_what_the_setter_knows_it_sets_as_the_engine_does(both: Both, html: str, css: str) -> None:
    for width in (45.0, 160.0):
        ours, theirs, left = both(html, css, width)
        assert left == ""
        assert differences(ours, theirs) == []


LED = (
    '<p><a href="#t">{words}</a><span class="lead"></span><span class="n">{number}</span></p>',
    '<p class="lead"><b>{words}</b> {words}<i>x <span class="lead">y</span> z</i>{number}</p>',
    '<div><p>{words} <span class="lead"></span> {number}</p><p><span class="lead"></span>{number}</p><p>{words}<span class="lead"></span></p></div>',
)


@pytest.mark.parametrize("html", LED)
@pytest.mark.parametrize(
    "content", ['leader(" . ")', "leader(dotted)", "leader(solid)", "leader(space)", 'leader("–")', 'leader(" · "); font-weight: 700', 'leader("· "); font: 6pt/8pt "Guide Serif"']
)
@pytest.mark.parametrize("around", ["", "p { white-space: nowrap }", ".n { padding-left: 4pt; white-space: nowrap }"])
def test_leaders_fill_a_line_as_the_engines_do(both: Both, html: str, content: str, around: str) -> None:
    css = f"span.lead::before {{ content: {content} }} {around}"
    for words, number in (("Fund", "7"), ("Ұйым ауыл балаларына арналған үйірмелер ашады", "112"), ("«Әділет»", "")):
        for width in (40.0, 61.3, 160.0, 300.0):
            ours, theirs, left = both(html.format(words=words, number=number), css, width)
            assert left == ""
            assert differences(ours, theirs) == []


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        ("p { float: left }", "float"), ("p { position: relative }", "position"), ("p { columns: 2 }", "column-count"),
        ("p { display: flex }", "display: block flex"), ("b { display: inline-block }", "display: inline flow-root"),
        ('b::before { content: "x" }', "::before"), ('b::before { content: leader(".") "x" }', "::before"), ("b::before { content: leader(''); }", "::before"),
        ("b::before { content: leader('.'); padding: 1pt }", "::before"), ("p::before { content: leader('.') }", "::before"),
        ("b::before { content: leader('.') } p { text-align: right }", "a leader in lines"), ("b::before { content: leader('.'); display: block }", "::before"),
        ("b::before { content: leader('.') } p { text-indent: 3pt }", "a leader in lines"), ("b::before { content: leader('.'); position: relative }", "position"),
        ("p::after { content: leader('.') }", "::after"), ("p::first-line { font-weight: 700 }", "::first-line"),
        ("b { vertical-align: 3pt }", "vertical-align"), ("p { letter-spacing: 1pt }", "letter-spacing"), ("p { word-spacing: 1pt }", "word-spacing"),
        ("p { text-align: justify }", "text-align-all"), ("b { text-decoration: underline }", "text-decoration-line"),
        ("b { text-transform: uppercase }", "text-transform"), ("p { margin-top: -3pt }", "margin-top"), ("p { width: 50% }", "width"),
        ("p { height: 30pt }", "height"), ("p { max-width: 50pt }", "max-width"), ("p { text-indent: 10% }", "text-indent"),
        ("p { white-space: pre }", "white-space"), ("p { overflow-wrap: anywhere }", "overflow-wrap"), ("p { border-left: 1pt solid }", "border-left"),
        ("p { border-top: 1pt dashed }", "border-top"), ("b { border-top: 1pt solid }", "border-top"), ("p { direction: rtl }", "direction"),
        ("b { font-variant-caps: small-caps }", "font-variant-caps"), ("b { margin-left: 2pt }", "margin-left"), ("p { min-height: 9pt }", "min-height"),
        ("p { box-sizing: border-box }", "box-sizing"), ("p { border-radius: 2pt; background: device-cmyk(0 0 0 .1) }", "border-bottom-left-radius"),
        ("p:first-of-type { padding-top: 1pt }", "a selector that looks at"), ("p:empty { padding-top: 1pt }", "a selector that looks at"),
        ("div:has(b) { padding-top: 1pt }", "a selector that looks at"), ('b { font-family: "Nobody", "Guide Sans" }', "a family of fonts to choose from"),
    ],
)  # fmt: skip
def test_what_it_does_not_know_is_left_to_the_engine(both: Both, css: str, reason: str) -> None:
    ours, theirs, left = both("<div><p>one <b>two</b> three</p></div>", css)
    assert left.startswith(reason)
    assert ours == theirs, "the engine's own bytes"


@pytest.mark.parametrize(
    "html",
    [
        "<div>words <p>beside blocks</p></div>", "<p>a<br>b</p>", "<ul><li>one</li></ul>", "<p>not <b>well-formed</p></b>", "<p>a&nosuch;b</p>",
        "<p>a soft\u00adhyphen</p>", "<p>か</p>", "<p>漢</p>", "<p>שלום</p>", "<p>а\u0301</p>", "<p><!-- remark -->a</p>", "<p>a<img src='x.png'></p>",
        "<div><p>a<p>b</div>", "<h3>a<div>b</div></h3>", "<p><a href='#x'>a <b><a href='#y'>b</a></b></a></p>", "<div><a href='#x'><p>a</p></a></div>",
        "<p><a href='relative'>a</a></p>", "<p>a</p ><!-- -->", "<div/><p>a</p>", "<p><sup>1</sup></p>", "<p><q>a</q></p>", "<p><mark>a</mark></p>",
    ],
)  # fmt: skip
def test_markup_it_cannot_be_sure_of_is_left_to_the_engine(html: str) -> None:
    sheet = StyleSheet("test", BASE + "mark { background: device-cmyk(0 0 0 .1); color: inherit; vertical-align: 1pt }", 160.0)
    compiled = layout._compiled(sheet.css + layout._page_css(sheet), faces())
    with pytest.raises(NotPlain):
        set_plain(html, layout.cascade_of(compiled, faces()), 160.0)


def test_the_choice_depends_on_the_block_alone_and_not_on_its_batch() -> None:
    sheet = StyleSheet("test", BASE + "p + p { font-weight: 700 } .x { float: left }", 160.0)
    blocks = ["<p>one</p>", "<p class='x'>two</p>", "<p>three</p>", "<div><p>four</p><p>five</p></div>"]
    alone = [lay_out([block], sheet, faces(), HYPHENATION)[0] for block in blocks]
    assert lay_out(blocks, sheet, faces(), HYPHENATION) == alone
    assert lay_out(blocks[::-1], sheet, faces(), HYPHENATION) == alone[::-1]


def test_complaints_about_a_style_attribute_are_heard_each_time() -> None:
    sheet = StyleSheet("test", BASE, 160.0)
    for _ in range(2):
        galleys = lay_out(["<p>a</p>", '<p style="colour: device-cmyk(0 0 0 1)">b</p>'], sheet, faces())
        assert ["colour" in " ".join(galley.warnings) for galley in galleys] == [False, True]


def test_entries_of_the_design_are_set_by_the_setter() -> None:
    """Else it would be fast in theory only."""
    from pipeline.compose.body import entry_html

    sheet = design().sheets["entry"]
    compiled = layout._compiled(sheet.css + layout._page_css(sheet), faces())
    for at in range(6):
        assert set_plain(entry_html(organisation(at), composing()), layout.cascade_of(compiled, faces()), sheet.width).pieces


def test_rules_and_tints_are_filled_where_their_boxes_are(both: Both) -> None:
    css = "div { border-top: .4pt solid; padding-top: 3pt } b { background: device-cmyk(0 0 0 .12); padding: 1pt 2pt }"
    ours, _, _ = both("<div><p>a <b>bc</b></p></div>", css)
    content = ours.pieces[0].content.decode()
    assert content.startswith("0 0 0 1 k\n0 -0.4 160 0.4 re\nf\n0 0 0 0.12 k\n")
    x, y, width, height = map(float, content.split("0.12 k\n")[1].split(" re")[0].split())
    line = ours.pieces[0].lines[0]
    assert x + width == pytest.approx(line.x1 + 2, abs=0.01)
    assert (y, height) == (pytest.approx(-(3.4 + 12) + 0.5, abs=0.01), 11.0)
    assert "0 0 0 1 k\n/SourceSans3" in content, "text in its own ink again"


def test_a_kern_is_written_where_there_is_one_and_no_number_elsewhere(both: Both) -> None:
    ours, _, _ = both("<p>нннн</p>")
    assert b"]TJ" not in ours.pieces[0].content
    kerned, _, _ = both("<p>Труд</p>")
    assert b">]TJ" in kerned.pieces[0].content
    assert b">0<" not in kerned.pieces[0].content


WORDS = ["мемлекеттік", "қоғамдастық", "ұйымдастырушылық", "организация", "независимость", "independent", "organisations", "и", "а", "the", "of", "Ё", "№", "5", "–", "—", "·", "25%", "3,5", "11–17,", "(МЦНБ)", "«Әділет»", "«Org»", "Org-Net", "когда-нибудь", "по-казахски", "и/или", "т.е.", "U.S.A.", "„Вертеп“", "“quoted”", "‘x’", "[1]", "...", "?!", "1990-х", "10\xa0км", "кон\xa0тора", "+7\xa0701\xa0000\xa000\xa011", "info@very-long-name.example", "a\u200b.b@\u200bc\u200b.example", "сверхдлинноесловобезпереноса", "1234567890123456789"]
TAGS = ("b", "i", 'span class="nw"', 'span class="tint"', 'span class="large"', 'span class="serif"', 'span lang="en"', 'span lang="kk"', 'a href="#x"')
PHRASES = """
    .nw { white-space: nowrap } .tint { padding: 1pt 2.4pt .8pt; background: device-cmyk(0 0 0 .12) } b { font-weight: 700 }
    .large { font-size: 12pt; line-height: 14pt } .serif { font-family: 'Guide Serif' } i { font-style: italic }
"""
PARAGRAPHS = (
    "", "hyphens: auto", "hyphens: auto; hyphenate-limit-chars: 7 3 4", "hyphens: none", "text-align: right", "text-align: center",
    "padding-left: 11pt; text-indent: -11pt", "font-family: 'Guide Serif'", "white-space: nowrap", "padding: 2pt 3pt 4pt", "orphans: 3; widows: 3",
    "margin: 3pt 0 5pt", "break-inside: avoid-column", "hyphens: auto; hyphenate-limit-zone: 12pt",
)  # fmt: skip


def phrases(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tagged = st.tuples(st.sampled_from(TAGS), inside).map(lambda made: f"<{made[0]}>{made[1]}</{made[0].split()[0]}>")
    gaps = st.sampled_from(["", " ", " ", "\n "])
    return st.lists(st.tuples(st.one_of(inside, tagged), gaps), min_size=1, max_size=4).map(lambda parts: "".join(map("".join, parts)))


TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
PARAGRAPH = st.builds(
    lambda lang, style, text: f'<p lang="{lang}" style="{style}">{text}</p>',
    st.sampled_from(["ru", "kk", "en"]), st.sampled_from(PARAGRAPHS), st.recursive(TEXT, phrases, max_leaves=8),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(html=PARAGRAPH, width=st.sampled_from([30.0, 45.0, 60.0, 103.0, 158.74]))
def test_any_paragraph_is_set_as_the_engine_sets_it(both: Both, html: str, width: float) -> None:
    ours, theirs, left = both(f"<div>{html}\n{html}</div>", PHRASES, width)
    assert left in ("", "a link in a link", "an empty phrase on a line of its own", "margins of an empty block")
    assert differences(ours, theirs) == []
