"""What no longer fits, in lines: so many go, and it stays; one of them fewer, and it does not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.makeup.measures import Weights
from pipeline.model.corrections import Overmatter
from pipeline.model.corrections_words import overmatter_sentence
from pipeline.model.galley import Joint
from tests.core.cut_blocks import SETTINGS
from tests.makeup.test_makeup_keeping import Bound, Texts, account, bound, edition, texts_of

NAMES = [[f"ngo-{chapter}{number:02}" for number in range(count)] for chapter, count in enumerate((23, 21, 12))]
LINES = [(10.0,) * count for count in (7, 4, 9, 5, 12, 6)]
"""Entries of whole lines: a line less is a piece less."""
SET = replace(SETTINGS, weights=Weights(baseline=10.0, hole=3, short=30))


def made(texts: Texts, before: Bound | None = None) -> Bound:
    return bound(edition(NAMES), texts, before, SET, Joint.LINE)


def longer(texts: Texts, name: str, lines: int) -> Texts:
    return {**texts, name: ("new" if lines else "old", (*texts[name][1], *(10.0,) * lines))}


@given(st.integers(0, 2), st.integers(0, 11), st.integers(1, 25))
@settings(max_examples=60, deadline=None)
def test_so_many_lines_less_and_nothing_moves_and_not_one_fewer(chapter: int, place: int, lines: int) -> None:
    texts = texts_of(NAMES, LINES)
    before, name = made(texts), NAMES[chapter][place]
    after = made(longer(texts, name, lines), before)
    pages = [over for over in account(before, after).overmatter if not over.more]
    if not pages:
        assert account(before, after).moves == ()
        return
    [over] = pages
    assert over.listings == (name,)
    assert 0 < over.lines <= lines
    fits, spills = (account(before, made(longer(texts, name, lines - over.lines + more), before)) for more in (0, 1))
    assert fits.moves == ()
    assert fits.page_count == len(before.pages)
    assert spills.moves


@given(st.integers(0, 1), st.integers(0, 11), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_so_many_lines_less_and_the_chapter_keeps_its_pages_and_not_one_fewer(chapter: int, place: int, lines: int) -> None:
    texts = texts_of(NAMES, LINES)
    before, name = made(texts), NAMES[chapter][place]

    def count(grown: int) -> int:
        kept = made(longer(texts, name, grown), before).kept
        return sum(page.section == f"chapter-{chapter}" for page in kept.pages)

    after = made(longer(texts, name, lines), before)
    chapters = [over for over in after.overmatter if over.more]
    assume(chapters)
    [over] = chapters
    had = over.pages[1] - over.pages[0] + 1
    assert over.title == f"Chapter-{chapter}"
    assert count(lines) == had + over.more
    assert 0 < over.lines <= lines
    assert count(lines - over.lines) == had
    assert count(lines - over.lines + 1) == had + 1


def test_an_entry_taken_out_says_how_many_lines_are_missing() -> None:
    texts = texts_of(NAMES, LINES)
    before = made(texts)
    gone = next(run.listing for run in before.kept.runs if run.page_index == 0 and len(run.ys) == 12)
    names = [[name for name in chapter if name != gone] for chapter in NAMES]
    after = bound(edition(names), texts, before, SET, Joint.LINE)
    [over] = account(before, after).overmatter
    assert (over.more, over.pages) == (0, (1, 1))
    assert over.lines < 0
    assert str(overmatter_sentence(over)).startswith("Page 1: nothing would move if")


def test_nothing_is_said_where_all_fits() -> None:
    texts = texts_of(NAMES, LINES)
    before = made(texts)
    assert made({**texts, "ngo-004": ("new", texts["ngo-004"][1])}, before).overmatter == []


def test_the_sentence_names_the_pages_the_room_and_the_cure() -> None:
    over = Overmatter("region", "Abai", (31, 33), 1, 4, ("ngo-0001",), "«Springs»", 95)
    assert str(overmatter_sentence(over)) == (
        "“Abai” needs 1 page more than its pages 31–33; the nearest page for notes is 95; it would keep to them if 4 lines of “Springs” went"
    )
    nowhere = replace(over, blank=0, lines=0, listings=(), more=2)
    assert str(overmatter_sentence(nowhere)) == (
        "“Abai” needs 2 pages more than its pages 31–33, and there is no page for notes that could take it"
    )
    several = replace(over, listings=("ngo-0001", "ngo-0002"), more=0, pages=(32, 32), lines=1)
    assert str(overmatter_sentence(several)) == "Page 32: nothing would move if 1 line went, of “Springs” and other corrections: 1"
    assert overmatter_sentence(replace(several, lines=0)) is None
