"""Make-up against an earlier page map: what did not change stays to the byte, sections begin where they began, and the account is true."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.makeup import (
    Keeper,
    KeptMap,
    MakeupSettings,
    Overmatter,
    Signatures,
    bind,
    draw_page,
    find_corrections,
    kept_map,
    map_pages,
    number_pages,
    page_map_file,
    read_page_map,
)
from pipeline.model.book import Block, Reset, Section
from pipeline.model.corrections import Corrections, corrections_json
from pipeline.model.galley import Joint
from pipeline.model.pages import DrawnPage, MadePage
from tests.core.cut_blocks import GEOMETRY, GIVING, SETTINGS, block, galley, placed_pieces, section, shapes_of

ROOM = GEOMETRY.column_height
SIGNATURES = Signatures(8)
Texts = dict[str, tuple[str, Sequence[float]]]
"""Block name -> what it says, and its pieces' heights."""


@dataclass(frozen=True)
class Bound:
    pages: list[MadePage]
    drawn: list[DrawnPage]
    kept: KeptMap
    text: str
    overmatter: Sequence[Overmatter] = ()

    @property
    def digests(self) -> list[str]:
        return [page.digest for page in self.drawn]


def bound(
    sections: Sequence[Section], texts: Texts, earlier: Bound | None = None, settings: MakeupSettings = SETTINGS, joint: Joint = Joint.BLOCK
) -> Bound:
    """A book of sections with notes where a page would be blank, made up afresh or against an earlier one."""
    galleys = {
        name: galley(said if name.startswith("i-") else f"{name} {said}", heights, width=230.0 if name == "lines" else 110.0, joint=joint)
        for name, (said, heights) in texts.items()
    }
    shapes = shapes_of(galleys)
    keep = Keeper(earlier.kept, GEOMETRY, replace(settings, hole_lines=6)) if earlier else None
    notes = section("notes", [block("lines")], kind="notes", flows=True)
    pages, findings = bind(sections, shapes, GEOMETRY, settings, filler=notes, keep=keep)
    assert findings == []
    numbered = number_pages(pages)
    drawn = [draw_page(page, galleys, GEOMETRY) for page in numbered]
    page_map = map_pages("2027", "kk", numbered, drawn, [*sections, notes], shapes, GEOMETRY)
    return Bound(pages, drawn, kept_map(page_map), page_map_file(page_map).decode(), keep.overmatter() if keep else ())


def edition(names: Sequence[Sequence[str]], **more: object) -> list[Section]:
    return [section(f"chapter-{number}", [block(name, guide=name.upper()) for name in chapter], **more) for number, chapter in enumerate(names)]


def texts_of(names: Sequence[Sequence[str]], heights: Sequence[Sequence[float]]) -> Texts:
    every = [name for chapter in names for name in chapter]
    return {"lines": ("", [ROOM]), **{name: ("old", heights[at % len(heights)]) for at, name in enumerate(every)}}


def account(before: Bound, after: Bound) -> Corrections:
    return find_corrections(before.kept, after.kept, SIGNATURES, GEOMETRY.baseline, after.overmatter)


NAMES = [[f"ngo-{chapter}{number:02}" for number in range(22)] for chapter in range(3)]
HEIGHTS = ((30.0, 20.0, 40.0), (25.0, 20.0), (60.0, 30.0, 30.0, 20.0), (45.0, 10.0, 10.0))


@given(st.lists(st.lists(st.integers(8, 60), min_size=1, max_size=6), min_size=1, max_size=5), st.integers(1, 3), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_book_without_changes_is_the_same_to_the_byte(heights: list[list[int]], columns: int, recto: bool) -> None:
    texts = texts_of(NAMES, [[float(one) for one in parts] for parts in heights])
    sections = edition(NAMES, columns=columns, opens_on_recto=recto)
    before = bound(sections, texts)
    again = bound(sections, texts, before)
    assert again.digests == before.digests
    assert again.pages == before.pages
    made = account(before, again)
    assert (made.changes, made.pages, made.moves, made.plates) == ((), (), (), ())


def test_heads_blocks_over_the_measure_and_sections_that_run_on_stay_too() -> None:
    texts = texts_of(NAMES, HEIGHTS)
    texts |= {"head": ("old", (20.0, 12.0)), "wide": ("old", (15.0,)), "opener": ("old", (30.0,))}
    first, second, third = edition(NAMES)
    blocks = [*first.blocks[:9], block("wide", spans=True), *first.blocks[9:15], replace(first.blocks[15], opens="column"), *first.blocks[16:]]
    sections = [
        replace(first, head=block("head"), blocks=tuple(blocks)), replace(second, head=block("opener"), runs_on=True, columns=3), replace(third, runs_on=True),
    ]
    before = bound(sections, texts)
    assert bound(sections, texts, before).digests == before.digests
    lower = bound(sections, texts, None, GIVING)
    assert lower.digests != before.digests, "no space under a head gave"
    assert bound(sections, texts, lower, GIVING).digests == lower.digests


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[list[str]], Texts, set[str]]:
    """The names of each chapter afterwards, all texts, and which entries were corrected, set longer or shorter, added or removed."""
    names, texts = [list(chapter) for chapter in NAMES], texts_of(NAMES, HEIGHTS)
    changed: set[str] = set()
    for kind, chapter, place, lines in draw(
        st.lists(st.tuples(st.sampled_from("~lsr+"), st.integers(0, 2), st.integers(0, 15), st.integers(1, 4)), min_size=1, max_size=4)
    ):
        name = names[chapter][place]
        if name in changed:
            continue
        heights = texts[name][1]
        if kind == "~":
            texts[name] = ("new", heights)
        elif kind == "l":
            texts[name] = ("new", (*heights, *(10.0,) * lines))
        elif kind == "s":
            texts[name] = ("new", heights[:-1])
        elif kind == "r":
            names[chapter].remove(name)
        else:
            name = f"ngo-9{chapter}{place:02}"
            if name in texts:
                continue  # an entry can be added once
            names[chapter].insert(place, name)
            texts[name] = ("new", (30.0, *(10.0,) * lines))
        changed.add(name)
    return names, texts, changed


@given(edits())
@settings(max_examples=60, deadline=None)
def test_corrections_touch_what_they_must_and_are_told_truly(edited: tuple[list[list[str]], Texts, set[str]]) -> None:
    names, texts, changed = edited
    before = bound(edition(NAMES), texts_of(NAMES, HEIGHTS))
    after = bound(edition(names), texts, before)
    everything = {name for chapter in names for name in chapter}
    pieces = [(name, piece) for chapter in names for name in chapter for piece in range(len(texts[name][1]))]
    assert placed_pieces(after.pages, everything) == pieces
    made = account(before, after)
    digests = dict(enumerate(before.digests, 1))
    assert [page.page for page in made.pages] == [at for at, digest in enumerate(after.digests, 1) if digests.get(at) != digest]
    assert {change.listing for change in made.changes} == changed
    for page in made.pages:
        assert page.why != ("furniture",)
    for change in made.changes:
        assert set(change.pages) <= {page.page for page in made.pages}
    touched = {page.page for page in made.pages}
    causes = {page for change in made.changes for page in change.pages} | {page for move in made.moves for page in (*move.before, *move.after)}
    spaced = {page.page for page in made.pages if page.why == ("spaces",)}
    assert touched <= causes | spaced | {page.page for page in made.pages if page.section == "notes"}
    plates = {page for plate in made.plates for page in plate.pages}
    assert touched <= plates


def test_a_corrected_number_touches_one_page() -> None:
    texts = texts_of(NAMES, HEIGHTS)
    before = bound(edition(NAMES), texts)
    after = bound(edition(NAMES), {**texts, "ngo-107": ("new", texts["ngo-107"][1])}, before)
    made = account(before, after)
    [change] = made.changes
    assert (change.kind, change.listing, change.name, change.lines) == ("corrected", "ngo-107", "NGO-107", 0)
    assert [page.page for page in made.pages] == list(change.pages)
    assert {page.why for page in made.pages} == {("text",)}
    assert made.moves == ()


def test_what_is_as_long_as_it_was_is_not_billed_for_its_neighbours() -> None:
    """One entry pushes half its chapter; one on the way has another number: that is one page of the printer's bill."""
    texts = texts_of(NAMES, HEIGHTS)
    before = bound(edition(NAMES), texts)
    corrected = next(run for run in before.kept.runs if run.listing == "ngo-108")
    grown = {**texts, "ngo-101": ("new", (*texts["ngo-101"][1], *(10.0,) * 30)), "ngo-108": ("new", texts["ngo-108"][1])}
    after = bound(edition(NAMES), grown, before)
    changes = {change.listing: change for change in account(before, after).changes}
    stands = {run.page_index + 1 for run in after.kept.runs if run.listing == "ngo-108"} | {corrected.page_index + 1}
    assert changes["ngo-108"].kind == "corrected"
    assert set(changes["ngo-108"].pages) <= stands
    assert len(changes["ngo-101"].pages) > 1


def test_a_longer_entry_takes_the_space_of_its_page_first() -> None:
    texts = texts_of(NAMES, HEIGHTS)
    before = bound(edition(NAMES), texts)
    roomy = next(run for run in before.kept.runs if run.section == "chapter-0" and run.page_index == 1)
    after = bound(edition(NAMES), {**texts, roomy.listing: ("new", (*texts[roomy.listing][1][:-1], texts[roomy.listing][1][-1] + 1.0))}, before)
    made = account(before, after)
    assert made.moves == ()
    assert {page.page for page in made.pages} == set(made.changes[0].pages)
    assert made.page_count == made.pages_before


def test_what_is_taken_out_leaves_no_larger_holes_than_allowed() -> None:
    """An entry a third of a page high goes: its neighbours give way until no column lacks more than six lines."""
    names = [[f"ngo-{number:03}" for number in range(40)]]
    texts = texts_of(names, ((40.0, *(10.0,) * 8), (30.0, *(10.0,) * 5)))
    before = bound(edition(names), texts)
    gone = next(run.listing for run in before.kept.runs if run.page_index == 1 and len(run.ys) == 9)
    after = bound(edition([[name for name in names[0] if name != gone]]), texts, before)
    feet: dict[tuple[int, int], float] = {}
    for run in after.kept.runs:
        feet[run.page_index, run.column] = run.foot
    foot = GEOMETRY.top + ROOM
    assert all(foot - end <= 60.5 for (page, _), end in feet.items() if page < len(after.pages) - 1)
    made = account(before, after)
    assert made.pages[0].page >= 1
    assert len(made.pages) < len(after.pages)


def test_a_chapter_that_has_lost_a_page_leaves_one_for_notes() -> None:
    names = [["ngo-000", "ngo-001", "ngo-002"], ["ngo-100"]]
    texts = texts_of(names, ((300.0,),))
    before = bound(edition(names), texts)
    assert [page.section for page in before.pages] == ["chapter-0", "chapter-0", "chapter-1"]
    after = bound(edition([["ngo-000", "ngo-001"], ["ngo-100"]]), texts, before)
    assert [page.section for page in after.pages] == ["chapter-0", "notes", "chapter-1"]
    made = account(before, after)
    assert [page.page for page in made.pages] == [2]
    assert [(change.kind, change.lines, change.pages) for change in made.changes] == [("removed", -30, (2,))]


def test_a_chapter_may_grow_into_the_blank_page_after_it() -> None:
    names = [["ngo-000", "ngo-001"], ["ngo-100"]]
    texts = texts_of(names, ((300.0,),))
    before = bound(edition(names, opens_on_recto=True), texts)
    assert [page.section for page in before.pages] == ["chapter-0", "notes", "chapter-1"]
    grown = [["ngo-000", "ngo-001", "ngo-002"], ["ngo-100"]]
    after = bound(edition(grown, opens_on_recto=True), {**texts, "ngo-002": ("new", (300.0,))}, before)
    assert [page.section for page in after.pages] == ["chapter-0", "chapter-0", "chapter-1"]
    assert [page.page for page in account(before, after).pages] == [2]


def test_chapters_after_one_that_grew_close_up_where_they_can() -> None:
    """The second chapter's last page holds one entry, which its spaces can take: the third begins where it began."""
    names = [["ngo-000", "ngo-001"], [f"ngo-1{number:02}" for number in range(21)], ["ngo-200"]]
    heights = {name: (300.0,) if name < "ngo-1" else (58.5,) for chapter in names for name in chapter}
    texts: Texts = {"lines": ("", [ROOM]), **{name: ("old", heights[name]) for name in heights}}
    before = bound(edition(names), texts)
    assert [page.section for page in before.pages] == ["chapter-0", "chapter-1", "chapter-1", "chapter-1", "chapter-2"]
    grown = [["ngo-000", "ngo-001", "ngo-002"], names[1][:20], names[2]]
    after = bound(edition(grown), {**texts, "ngo-002": ("new", (300.0,))}, before)
    assert [page.section for page in after.pages] == ["chapter-0", "chapter-0", "chapter-1", "chapter-1", "chapter-2"]


def test_index_lines_are_known_again_though_they_are_numbered_anew() -> None:
    def index(terms: Sequence[str], numbers: dict[str, str]) -> tuple[list[Section], Texts]:
        blocks: list[Block] = [replace(block("i-0000", keep=True), guide="А", sheet="index-line")]
        texts: Texts = {"lines": ("", [ROOM]), "i-0000": ("А", (12.0,))}
        for at, term in enumerate(terms, 1):
            name = f"i-{at:04}"
            blocks.append(replace(block(name, term=term, targets=(f"ngo-{term}",), locators=numbers.get(term, "7")), guide="А"))
            texts[name] = (f"{term} {numbers.get(term, '7')}", (10.0,))
        return [section("index-people", blocks, kind="index", columns=3, gap="line")], texts

    terms = [f"{at:03}" for at in range(230)]
    before = bound(*index(terms, {}))
    same = bound(*index(terms, {"200": "8"}), before)
    made = account(before, same)
    assert (made.index_lines, [page.why for page in made.pages]) == (1, [("index",)])
    fewer = bound(*index([term for term in terms if term != "010"], {}), before)
    made = account(before, fewer)
    assert made.index_lines == 1
    assert [page.page for page in made.pages] == [1]
    assert made.moves == ()


def test_an_earlier_map_is_read_as_it_was_written() -> None:
    before = bound(edition(NAMES), texts_of(NAMES, HEIGHTS))
    assert read_page_map(before.text, "old.json") == before.kept
    assert json.loads(json.dumps(corrections_json(account(before, before))))["pages_touched"] == 0


def test_how_entries_were_set_is_read_back() -> None:
    first, *others = edition(NAMES)
    reset: list[Reset] = ["taken-in", "", "driven-out"]
    blocks = [replace(made, reset=reset[at % 3]) for at, made in enumerate(first.blocks)]
    before = bound([replace(first, blocks=tuple(blocks)), *others], texts_of(NAMES, HEIGHTS))
    assert before.kept.resets == {made.listing: made.reset for made in blocks if made.reset}
    assert read_page_map(before.text, "old.json") == before.kept
    with pytest.raises(Unreadable):
        read_page_map(before.text.replace("taken-in", "askew"), "old.json")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no page map"), ("[]", "is no page map"), ('{"form": 1}', "is no page map"), ('{"form": 1, "pages": [], "trim_pt": [1, 2]}', "of form 1"),
        ('{"form": 2, "pages": [], "trim_pt": [1, 2]}', "damaged"), ('{"form": 2, "pages": 3, "trim_pt": "x"}', "damaged"),
        ('{"form": 2, "edition": "a", "lang": "ru", "trim_pt": [1, 2], "pages": [{"page": 3, "folio": "", "section": "", "digest": ""}], "entries": [], "lines": []}', "damaged"),
    ],
)
def test_what_is_no_page_map_of_this_form_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_page_map(text, "old.json")
    assert sentence in str(refused.value)
    assert "old.json" in str(refused.value)
