"""Nothing stands out of its measure: long words part, heads of one line are shortened, and what no break cures is told."""

from __future__ import annotations

import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from html import unescape

import pytest

from pipeline.errors import BrokenTemplate, ExitCode
from pipeline.galley_store import NoGalleyStore
from pipeline.model.book import Block
from pipeline.model.galley import Galley, StyleSheet
from pipeline.typeset import TypesetCount, Typesetting, typeset
from pipeline.typeset.measure import ROOM, TooWide, excess
from tests.core.plain_sheet import BASE
from tests.core.small_edition import design, faces, typesetting

LONG = "Сверхдлинноеслово" * 8
LATIN = "superlong" * 14
WIDTH = 150.0


def sets(html: str, css: str = "", height: float = 0.0) -> Galley:
    sheet = StyleSheet("test", BASE + css, WIDTH, height)
    return typeset([Block("b", "test", html)], Typesetting({"test": sheet}, faces(), {}), NoGalleyStore(), None, TypesetCount())[0]["b"]


def said(galley: Galley) -> str:
    """Its letters, without the places where words may part and the hyphens where they do."""
    return "".join(galley.text.replace("\u200b", "").replace("\u2010", "").split())


@pytest.mark.parametrize("height", [0.0, 300.0])
@pytest.mark.parametrize(
    ("html", "css"),
    [
        (f"<p>{LONG}</p>", ""),
        (f"<p>and {LATIN} more</p>", ""),
        (f'<p lang="ru">{LONG}</p>', "p { hyphens: auto }"),
        (f"<div><p>one</p><p>a <b>{LONG}</b></p></div>", ""),
        (f'<p><span class="nowrap">{LONG} (АББР)</span></p>', ".nowrap { white-space: nowrap }"),
        (f"<p><i>⊕</i><a href='https://{LATIN}.example'>{LATIN}.example/{LATIN}</a></p>", "i { font: 7pt/0 'Guide Icons' }"),
        (f"<p><span>{LONG}</span></p>", "span { white-space: nowrap; padding: 1pt 2.4pt; background: device-cmyk(0 0 0 .12) }"),
        (f"<p>{LATIN}&amp;{LATIN}</p>", ""),
    ],
)  # fmt: skip
def test_a_word_wider_than_its_measure_parts_and_nothing_of_it_is_lost(html: str, css: str, height: float) -> None:
    galley = sets(html, css, height)
    assert excess(galley) == (0.0, "")
    assert said(galley) == "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def test_a_block_without_such_a_word_is_set_as_ever() -> None:
    """An aid that changed other blocks would change every book."""
    together = typeset(
        [Block("a", "entry", "<p>one two three</p>"), Block("b", "entry", f"<p>{LONG}</p>")], typesetting(), NoGalleyStore(), None, TypesetCount()
    )[0]
    alone = typeset([Block("a", "entry", "<p>one two three</p>")], typesetting(), NoGalleyStore(), None, TypesetCount())[0]
    assert together["a"] == alone["a"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("«Акмолинский фонд поддержки малокомплектных и сельских школ»", "«Акмолинский фонд поддержки…"),
        ("«Short & sweet»", "«Short & sweet»"),
        (LONG, "СверхдлинноесловоСверхдлинноес…"),
    ],
)
def test_a_head_of_one_line_loses_its_last_words(text: str, shown: str) -> None:
    html = f'<div class="guide-left" lang="ru">{text.replace("&", "&amp;")}</div>'
    galley = typeset([Block("g", "guide-left", html)], typesetting(), NoGalleyStore(), None, TypesetCount())[0]["g"]
    assert excess(galley) == (0.0, "")
    assert galley.text == shown or (text == LONG and LONG.startswith(galley.text.removesuffix("…")) and len(galley.text) > 20)


def test_a_running_head_that_stands_alone_has_the_whole_measure() -> None:
    sheets = design().sheets
    assert sheets["running-left-alone"].width == pytest.approx(2 * sheets["running-left"].width, abs=0.01)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("css", ["p { width: 400pt }", "p { position: relative; left: 120pt }", "div { white-space: nowrap }"])
def test_what_no_break_cures_is_the_stylesheets_fault_and_names_the_block(css: str, processes: int) -> None:
    sheet = StyleSheet("entry", BASE + css, WIDTH)
    blocks = [Block("short", "entry", "<div>a</div>"), Block("ngo-0007", "entry", f"<div><p>{'one two three four five six ' * 4}</p></div>")]
    if "nowrap" in css:
        blocks[1] = Block("ngo-0007", "entry", f"<div>{'one two three four five six ' * 4}<br>and more</div>")
    with ProcessPoolExecutor(1) as executor, pytest.raises(BrokenTemplate) as caught:
        typeset(blocks, Typesetting({"entry": sheet}, faces(), {}), NoGalleyStore(), executor if processes == 2 else None, TypesetCount())
    assert caught.value.exit_code is ExitCode.UNREADABLE
    assert str(caught.value).startswith("The stylesheet of “entry” makes the block ngo-0007 stand ")
    assert re.search("out of its measure of 150 pt: “(one two )?three four", str(caught.value))


def test_the_reason_travels_between_processes() -> None:
    reason = pickle.loads(pickle.dumps(TooWide(3, "words", 12.5)))
    assert (reason.at, reason.words, reason.points) == (3, "words", 12.5)


def test_a_hair_more_than_the_measure_is_let_be() -> None:
    assert 0 < ROOM <= 1, "the re-reading looks one point beyond a box"
