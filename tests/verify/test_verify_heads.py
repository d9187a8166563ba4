"""Running heads, guide words and thumb tabs are re-read too: what is lost, moved, stale or laid over is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.model.pages import MapPage, PageMap
from tests.core.small_edition import small_book
from tests.verify.test_verify_reading import SHOWN, codes, findings, proof, verified, with_operators

HEAD, TAB = ("LAY-006", "wrong-head"), ("LAY-006", "wrong-tab")
PIECE = re.compile(rb"q (1 0 0 1|0 1 -1 0|0 -1 1 0) [\d.-]+ [\d.-]+ cm\n.*?\nQ(?=\n|$)", re.DOTALL)
"""A piece as a page places it; a turned one is the word of a tab."""


def chapter_page() -> MapPage:
    """A page with a running head, a guide word and a tab."""
    return next(page for page in small_book().made.page_map.pages if {mark.kind for mark in page.marks} == {"running", "guide", "tab"})


def without_words(at: int, *, turned: bool = False) -> Callable[[bytes], bytes]:
    """Operators without what the piece of that number shows; ``turned``: among the pieces of tabs."""

    def change(content: bytes) -> bytes:
        pieces = [piece for piece in PIECE.finditer(content) if (piece[1] != b"1 0 0 1") == turned]
        piece = pieces[at]
        return content[: piece.start()] + SHOWN.sub(b"", piece[0]) + content[piece.end() :]

    return change


@pytest.mark.parametrize("at", [0, 1])
def test_a_lost_running_head_or_guide_word_is_found(at: int) -> None:
    page = chapter_page()
    found = findings(with_operators(page.index, without_words(at)))
    assert [(fault.id, fault.code) for fault in found] == [HEAD]
    assert "instead of “" + " ".join(mark.text for mark in page.marks if mark.kind != "tab") in str(found[0].message)


def test_a_lost_word_of_a_tab_is_found() -> None:
    assert codes(with_operators(chapter_page().index, without_words(0, turned=True))) == {TAB}


def test_a_head_that_was_moved_is_found() -> None:
    first = re.compile(rb"q 1 0 0 1 ([\d.]+) ([\d.]+) cm")

    def lower(content: bytes) -> bytes:
        return first.sub(lambda at: b"q 1 0 0 1 %s %.1f cm" % (at[1], float(at[2]) - 40), content, count=1)

    assert HEAD in codes(with_operators(chapter_page().index, lower))


def test_what_lies_over_a_head_is_found() -> None:
    """Words of an entry that a stylesheet has shifted up into the head."""

    def over(content: bytes) -> bytes:
        pieces = list(PIECE.finditer(content))
        placed, head = pieces[-1][0], re.search(rb"q 1 0 0 1 ([\d.]+) ([\d.]+) cm", content)
        assert head
        return content + b"\n" + re.sub(rb"q 1 0 0 1 [\d.]+ [\d.]+ cm", b"q 1 0 0 1 %s %s cm" % (head[1], head[2]), placed, count=1)

    assert HEAD in codes(with_operators(chapter_page().index, over))


def changed(kind: str, text: str | None) -> PageMap:
    """The page map with another text, or none, for that mark of the chapter's page."""
    page_map, page = small_book().made.page_map, chapter_page()
    marks = tuple(
        replace(mark, text=text or mark.text) if mark.kind == kind else mark for mark in page.marks if mark.kind != kind or text is not None
    )
    return replace(page_map, pages=tuple(replace(page, marks=marks) if one.index == page.index else one for one in page_map.pages))


@pytest.mark.parametrize(("kind", "code"), [("running", HEAD), ("guide", HEAD), ("tab", TAB)])
@pytest.mark.parametrize("text", ["Ескі сөз", None])
def test_a_mark_that_is_stale_or_was_never_drawn_is_found(kind: str, code: tuple[str, str], text: str | None) -> None:
    assert code in codes(proof(), page_map=changed(kind, text))


def test_a_shortened_head_stands_for_its_words() -> None:
    """The file still shows the whole: only that is found."""
    page = chapter_page()
    guide = next(mark.text for mark in page.marks if mark.kind == "guide")
    found = findings(proof(), page_map=changed("guide", f"{guide[:4]}…"))
    assert [str(fault.message).partition(" instead of")[0] for fault in found] == [
        "The page's head reads “" + " ".join(mark.text for mark in page.marks if mark.kind != "tab") + "”"
    ]


def test_a_section_without_the_tab_it_should_have_is_found() -> None:
    assert codes(proof(), tabs={}) == {TAB}


def test_a_verdict_does_not_excuse_a_lost_head() -> None:
    known = verified(proof()).sound
    spoiled = with_operators(chapter_page().index, without_words(0))
    assert {fault.code for fault in verified(spoiled, known).findings} == {"wrong-head"}
