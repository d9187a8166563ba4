"""The typography report: each term of a compositor's proof on galleys made by hand, with the page and the place it is found at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.makeup import TypeFault, draw_page, find_type_faults, map_pages, number_pages, typography_json
from pipeline.model.book import Block, Section
from pipeline.model.findings import PageRef, Severity
from pipeline.model.galley import Galley, Joint, Line, Piece
from pipeline.model.pages import MadePage, Placement, Side
from pipeline.typeset.ladders import without_ladders
from tests.core.cut_blocks import GEOMETRY, block, galley, section, shapes_of

ROOM = GEOMETRY.column_height
TOP, FOOT = GEOMETRY.top, GEOMETRY.top + GEOMETRY.column_height
WORDS = ("Ақпарат беру және", "кеңес алу үшін келе", "берсін деп айтамыз", "осында күн сайын")


def prose(texts: Sequence[str], *, widths: Sequence[float] = (), per_piece: int = 1, ends: Sequence[int] = ()) -> Galley:
    """A paragraph of so many lines of 10 points; ``ends``: other lines that are a paragraph's last. A letter is 5 points wide."""
    lines = [
        Line(text, 0.0, 0.0, widths[at] if widths else 5.0 * len(text), 10.0, ends=at == len(texts) - 1 or at in ends)
        for at, text in enumerate(texts)
    ]
    pieces = []
    for first in range(0, len(lines), per_piece):
        part = [replace(line, top=10.0 * at, bottom=10.0 * (at + 1)) for at, line in enumerate(lines[first : first + per_piece])]
        pieces.append(Piece(10.0 * len(part), b"", joint=Joint.LINE, lines=tuple(part)))
    return Galley(110.0, tuple(pieces))


def standing(name: str, pieces: range, top: float = TOP, column: int = 0) -> Placement:
    """Pieces of 10 points one under another."""
    return Placement(name, 40.0 + 120.0 * column, tuple(top + 10.0 * at for at in range(len(pieces))), pieces.start, column)


def proofread(placed: Sequence[Sequence[Placement]], galleys: dict[str, Galley], **more: object) -> list[TypeFault]:
    """Faults of a section whose pages hold these placements; the book's first page is a recto."""
    blocks = [block(name, guide=name.upper()) for name in galleys]
    facts: dict[str, object] = {"columns": 2, **more}
    made = [section("one", blocks, **facts)]
    pages = [MadePage("one", Side.of_index(index), tuple(row)) for index, row in enumerate(placed)]
    return find_type_faults(pages, made, galleys, GEOMETRY)


def found(faults: Sequence[TypeFault], *codes: str) -> list[tuple[str, int, int]]:
    """(code, page index, column) of the codes asked for, else of all but what the made-up pages leave empty."""
    return [
        (fault.code, fault.page_index, fault.column)
        for fault in faults
        if fault.code in codes or (not codes and fault.code not in ("hole", "uneven-columns", "split-page", "split-leaf"))
    ]


def test_a_clean_paragraph_is_not_spoken_of() -> None:
    assert proofread([[standing("ngo-1", range(4))]], {"ngo-1": prose(WORDS)}) == []


def test_a_last_line_alone_at_a_columns_head_is_a_widow_and_a_first_one_alone_at_a_foot_an_orphan() -> None:
    galleys = {"ngo-1": prose(WORDS)}
    widow = proofread([[standing("ngo-1", range(3)), standing("ngo-1", range(3, 4), column=1)]], galleys)
    orphan = proofread([[standing("ngo-1", range(1), FOOT - 10), standing("ngo-1", range(1, 4), column=1)]], galleys)
    assert found(widow) == [("widow", 0, 1)]
    assert found(orphan) == [("orphan", 0, 0)]
    assert widow[0].text == WORDS[3]
    assert widow[0].box == (160.0, 400 - TOP - 10, 160.0 + 5 * len(WORDS[3]), 400 - TOP)
    parted = proofread([[standing("ngo-1", range(2)), standing("ngo-1", range(2, 4), column=1)]], galleys)
    assert found(parted) == []


def test_paragraphs_of_one_line_strand_nobody() -> None:
    galleys = {"ngo-1": prose(WORDS, ends=(0, 1, 2))}
    assert found(proofread([[standing("ngo-1", range(3)), standing("ngo-1", range(3, 4), column=1)]], galleys)) == []


@pytest.mark.parametrize("hyphen", ["\u2010", "-"])
@pytest.mark.parametrize(("hyphens", "is_ladder"), [(3, False), (4, True)])
def test_more_than_three_hyphens_in_a_row_are_a_ladder(hyphens: int, hyphen: str, is_ladder: bool) -> None:
    texts = [f"{'абвгдежз'[at]}{at} сөз бөлін{hyphen}" for at in range(hyphens)] + ["соңғы жолы осы болады"]
    faults = proofread([[standing("ngo-1", range(len(texts)))]], {"ngo-1": prose(texts)})
    assert found(faults) == ([("hyphen-ladder", 0, 0)] if is_ladder else [])
    if is_ladder:
        assert (faults[0].amount, faults[0].text.count("\n")) == (4, 3)
        assert faults[0].box[3] - faults[0].box[1] == 40.0


def test_a_ladder_ends_with_its_column_and_with_its_paragraph() -> None:
    texts = [f"{'абвгде'[at]}{at} сөз бөлін-" for at in range(5)] + ["соңғы жолы осы болады"]
    rows = [standing("ngo-1", range(3)), standing("ngo-1", range(3, 6), column=1)]
    assert found(proofread([rows], {"ngo-1": prose(texts)})) == []
    assert found(proofread([[standing("ngo-1", range(6))]], {"ngo-1": prose(texts, ends=(2,))})) == []


def test_a_justified_line_with_too_few_letters_is_loose() -> None:
    texts = ["қатарда әріп көп болады", "қатар бос", "қатарда әріп көп болғаны", "соңы осы жерде"]
    faults = proofread([[standing("ngo-1", range(4))]], {"ngo-1": prose(texts, widths=(110, 110, 110, 65))})
    assert [(fault.code, fault.text) for fault in faults if fault.code != "hole"] == [("loose-line", "қатар бос")]
    ragged = proofread([[standing("ngo-1", range(4))]], {"ngo-1": prose(texts, widths=(110, 75, 108, 65))})
    assert found(ragged) == []


@pytest.mark.parametrize(("width", "is_loose"), [(110.0, True), (104.0, False)])
def test_two_lines_that_are_flush_tell_a_justified_paragraph_only_where_they_fill_the_measure(width: float, is_loose: bool) -> None:
    texts = ["қатарда әріп көп болады", "қатар бос", "соңы осы жерде"]
    faults = proofread([[standing("ngo-1", range(3))]], {"ngo-1": prose(texts, widths=(width, width, 65))})
    assert found(faults, "loose-line") == ([("loose-line", 0, 0)] if is_loose else [])


def test_a_ragged_line_is_short_only_where_the_next_word_would_have_fitted() -> None:
    texts = ["қатарда әріп көп болады", "қатар бос", "ал мұнда әріп көп болады", "соңы"]
    widths = (110, 45, 108, 20)
    assert found(proofread([[standing("ngo-1", range(4))]], {"ngo-1": prose(texts, widths=widths)}), "short-line") == [("short-line", 0, 0)]
    texts[2] = "қазақстандықтардың ұзын"
    assert found(proofread([[standing("ngo-1", range(4))]], {"ngo-1": prose(texts, widths=widths)}), "short-line") == []


@pytest.mark.parametrize(
    ("last", "is_short"), [("жоқ.", True), ("кв. 2", True), ("70", True), ("сөзі", False), ("сөз бар", False), ("—", False)]
)
def test_a_last_line_of_fewer_than_four_letters_is_too_short(last: str, is_short: bool) -> None:
    faults = proofread([[standing("ngo-1", range(3))]], {"ngo-1": prose([*WORDS[:2], last])})
    assert found(faults) == ([("short-last-line", 0, 0)] if is_short else [])


def test_a_locator_may_stand_alone_under_its_term() -> None:
    galleys = {"x": prose(["Қоғамдық қор, Алматы қаласы", "12"])}
    made = [section("index-a", [block("x", term="Қоғамдық қор", locators="12")], kind="index")]
    assert find_type_faults([MadePage("index-a", Side.RECTO, (standing("x", range(2)),))], made, galleys, GEOMETRY) == []


@pytest.mark.parametrize(
    ("starts", "amount"),
    [(("Қоғам", "қоғам", "басқа"), 2), (("Қоғам", "қоғамдық", "басқа"), 0), (("ол", "ол", "басқа"), 0), (("ол", "Ол", "«ол"), 3)],
)
def test_lines_under_one_another_that_begin_with_the_same_word(starts: Sequence[str], amount: int) -> None:
    faults = proofread([[standing("ngo-1", range(3))]], {"ngo-1": prose([f"{word} туралы сөз" for word in starts])})
    assert [fault.amount for fault in faults if fault.code == "repeated-start"] == ([amount] if amount else [])


def full(name: str, count: int, first: int = 0, column: int = 0) -> Placement:
    return standing(name, range(first, first + count), column=column)


def test_entries_parted_over_a_spread_or_over_a_leaf_are_told_where_they_go_on() -> None:
    """Page 1 is a recto: what goes on on page 2 has gone over a leaf; from page 2 to 3 it stays in the spread."""
    lines = int(ROOM / 10)
    galleys = {"ngo-1": prose([WORDS[at % 4] for at in range(5 * lines)])}
    pages = [[full("ngo-1", lines, page * 2 * lines), full("ngo-1", lines, (page * 2 + 1) * lines, 1)] for page in range(2)]
    pages.append([full("ngo-1", lines // 2, 4 * lines), full("ngo-1", lines - lines // 2, 4 * lines + lines // 2, 1)])
    faults = proofread(pages, galleys)
    assert found(faults, "split-leaf", "split-page") == [("split-leaf", 1, 0), ("split-page", 2, 0)]
    assert {fault.rule.codes[fault.code] for fault in faults} == {Severity.INFO}
    assert faults[0].listing == "ngo-1"
    assert found(faults, "hole", "uneven-columns") == []


def test_a_line_or_more_missing_at_a_full_pages_foot_is_a_hole_and_less_is_uneven() -> None:
    galleys = {"ngo-1": galley("ngo-1", [ROOM - 25]), "ngo-2": galley("ngo-2", [ROOM - 6]), "ngo-3": galley("ngo-3", [40.0])}
    pages = [[Placement("ngo-1", 40.0, (TOP,)), Placement("ngo-2", 160.0, (TOP,), column=1)], [Placement("ngo-3", 30.0, (TOP,))]]
    hole, uneven = proofread(pages, galleys)
    assert (hole.code, hole.page_index, hole.column, hole.amount) == ("hole", 0, 0, 25.0)
    assert hole.box == (40.0, 400 - FOOT, pytest.approx(150.0, abs=10), 400 - FOOT + 25)
    assert (uneven.code, uneven.column, uneven.amount) == ("uneven-columns", 1, 6.0)


def test_an_empty_column_of_a_full_page_is_a_hole() -> None:
    galleys = {"ngo-1": galley("ngo-1", [ROOM]), "ngo-2": galley("ngo-2", [ROOM])}
    faults = proofread([[Placement("ngo-1", 40.0, (TOP,))], [Placement("ngo-2", 30.0, (TOP,))]], galleys)
    assert [(fault.code, fault.column, fault.amount) for fault in faults] == [("hole", 1, ROOM)]


def test_columns_of_a_last_page_may_differ_by_a_line_and_no_more() -> None:
    galleys = {"ngo-1": galley("ngo-1", [100.0]), "ngo-2": galley("ngo-2", [91.0]), "ngo-3": galley("ngo-3", [80.0])}
    first = Placement("ngo-1", 40.0, (TOP,))
    assert proofread([[first, Placement("ngo-2", 160.0, (TOP,), column=1)]], galleys) == []
    (fault,) = proofread([[first, Placement("ngo-3", 160.0, (TOP,), column=1)]], galleys)
    assert (fault.code, fault.column, fault.amount) == ("uneven-columns", 1, 20.0)


def test_a_column_or_page_that_ends_because_it_must_is_no_hole() -> None:
    galleys = {name: galley(name, [60.0]) for name in ("ngo-1", "ngo-2", "ngo-3")}
    blocks = [block("ngo-1"), replace(block("ngo-2"), opens="column"), replace(block("ngo-3"), opens="page")]
    pages = [
        MadePage("one", Side.RECTO, (Placement("ngo-1", 40.0, (TOP,)), Placement("ngo-2", 160.0, (TOP,), column=1))),
        MadePage("one", Side.VERSO, (Placement("ngo-3", 30.0, (TOP,)),)),
    ]
    made = section("one", blocks)
    assert find_type_faults(pages, [made], galleys, GEOMETRY) == []
    plain = replace(made, blocks=tuple(replace(one, opens="") for one in blocks))
    assert [fault.code for fault in find_type_faults(pages, [plain], galleys, GEOMETRY)] == ["hole", "hole"]


def test_front_matter_is_read_page_by_page_and_title_pages_are_not() -> None:
    texts = ["Бұл кітап", "кім үшін?", "Оқырман үшін", "жоқ"]
    galleys = {"foreword": prose(texts, per_piece=2, ends=(1,))}
    flow = section("foreword", [block("foreword")], flows=True, kind="front")
    pages = [MadePage("foreword", Side.of_index(at), (Placement("foreword", 40.0, (TOP,), first=at),)) for at in range(2)]
    assert [(fault.code, fault.page_index) for fault in find_type_faults(pages, [flow], galleys, GEOMETRY)] == [("short-last-line", 1)]
    assert find_type_faults(pages, [replace(flow, kind="title")], galleys, GEOMETRY) == []


def listed() -> tuple[list[MadePage], list[Section], dict[str, Galley], list[Block]]:
    galleys = {"ngo-1": prose([*WORDS[:2], "жоқ"])}
    blocks = [block("ngo-1", guide="Ақ")]
    pages = number_pages([MadePage("one", Side.RECTO, (standing("ngo-1", range(3)),))])
    return pages, [section("one", blocks, columns=1)], galleys, blocks


def test_the_file_lists_every_fault_with_page_place_and_counts() -> None:
    pages, sections, galleys, _ = listed()
    faults = find_type_faults(pages, sections, galleys, GEOMETRY)
    made = typography_json(map_pages("small", "kk", pages, [draw_page(page, galleys, GEOMETRY) for page in pages], sections, shapes_of(galleys), GEOMETRY), faults)
    assert (made["form"], made["edition"], made["lang"], made["counts"]) == (1, "small", "kk", {"short-last-line": 1})
    assert made["faults"] == [{
        "id": "TXT-004", "code": "short-last-line", "severity": "warning", "page": 1, "folio": "1", "section": "one", "column": 1,
        "box": (40.0, 340.0, 55.0, 350.0), "block": "ngo-1", "listing": "ngo-1", "text": "жоқ", "amount": 3,
    }]


def test_the_rest_of_an_accounts_name_is_no_short_line() -> None:
    def told(before: str) -> list[tuple[str, int, int]]:
        return found(proofread([[standing("ngo-1", range(3))]], {"ngo-1": prose([WORDS[0], before, "kz"])}), "short-last-line")

    assert told("Instagram @mangystau_zhastary_") == []
    assert told("Instagram @mangystau_zhastary, сайт") == [("short-last-line", 0, 0)]


def test_a_fault_is_a_finding_on_a_page() -> None:
    pages, sections, galleys, _ = listed()
    (fault,) = find_type_faults(pages, sections, galleys, GEOMETRY)
    finding = fault.finding("guide.proof.pdf")
    assert (finding.id, finding.code, finding.severity) == ("TXT-004", "short-last-line", Severity.WARNING)
    assert finding.place == PageRef("guide.proof.pdf", 1, (40.0, 340.0, 55.0, 350.0))
    assert "жоқ" in str(finding.message)
    assert finding.hint is not None


LADDER = ["бірінші сөз бөлін\u2010", "ген екінші сөз де бөл\u2010", "інген үшінші сөз ұзын\u2010", "дау төртінші бұл жазы\u2010", "лған соңғы жол"]


def test_a_ladder_is_cured_by_keeping_whole_the_word_that_loses_least() -> None:
    html = '<p title="бөлінген">бірінші сөз бөлінген екінші сөз де бөлінген үшінші сөз ұзындау төртінші бұл жазылған соңғы жол</p>'
    cured = without_ladders(html, prose(LADDER))
    assert cured is not None
    assert cured == html.replace("де бөлінген", 'де <span class="whole">бөлінген</span>').replace(
        "сөз бөлінген", 'сөз <span class="whole">бөлінген</span>'
    )


@pytest.mark.parametrize(
    "texts", [LADDER[1:], [*LADDER[:2], "інген үшінші сөз ұзын-", *LADDER[3:]][1:], [*LADDER[:3], "мұнда бөлінбейді", *LADDER[3:]]]
)
def test_three_hyphens_in_a_row_are_left_alone(texts: list[str]) -> None:
    assert without_ladders("<p>бөлінген жазылған ұзындау</p>", prose(texts)) is None


def test_a_ladder_of_seven_is_cut_in_the_middle() -> None:
    words = ["абвгдежз", "бвгдежзи", "вгдежзик", "гдежзикл", "дежзиклм", "ежзиклмн", "жзиклмно", "зиклмноп"]
    texts = [f"{words[at - 1][4:] if at else 'басы'} {words[at][:4]}\u2010" for at in range(7)] + [f"{words[6][4:]} соңы"]
    cured = without_ladders(f"<p>{' '.join(words)}</p>", prose(texts))
    assert cured is not None
    assert cured.count("whole") == 1
    assert f'<span class="whole">{words[3]}</span>' in cured
