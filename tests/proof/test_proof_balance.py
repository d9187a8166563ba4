"""The balance closes for any workbooks: every row under a header that holds anything is accounted for exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.balancing import balance_findings, weigh_rows
from pipeline.ingest.reading import read_tables
from pipeline.model.balance import Balance, balance_json
from pipeline.model.findings import CellRef
from pipeline.model.source import Cell, CellKind, FileReading, Sheet, Workbook
from pipeline.normalise import IdRegistry, Normalised, clean_rows, load_vocabulary, unite

HEADER = ("Название", "Область", "Город", "БИН", "Телефон", "E-mail", "Не печатать")
HIDDEN_COLUMN = len(HEADER) + 1
BINS = ("050640000112", "061140000119", "110240000111")
VOCABULARY = load_vocabulary("", "")
NUMBER = st.integers(1, 6)

Row = Mapping[int, str]


def record(number: int, *, bin_: str = "", out: str = "", region: str = "Павлодарская область") -> Row:
    cells = (f"Тихая гавань {number}", region, "Павлодар", bin_, f"8 (7182) 55-01-0{number}", f"harbour{number}@north.example", out)
    return {column: text for column, text in enumerate(cells, 1) if text}


ROWS = st.one_of(
    st.builds(record, NUMBER),
    st.builds(lambda number, bin_: record(number, bin_=bin_), NUMBER, st.sampled_from(BINS)),
    st.builds(lambda number: record(number, out="да"), NUMBER),
    st.builds(lambda number: {key: text for key, text in record(number, region="Туманная область").items() if key != 3}, NUMBER),
    st.builds(lambda number: {5: f"8 (7182) 55-02-0{number}"}, NUMBER),  # the row above goes on, or nobody knows whose it is
    st.builds(lambda number: {2: "Павлодарская область", 6: f"lost{number}@north.example"}, NUMBER),  # no name
    st.just({1: "Итого:", 2: "12"}),
    st.just(dict(enumerate(HEADER, 1))),
    st.just(dict(enumerate("1234567", 1))),
    st.just({1: "Павлодарская область"}),
    st.just({1: "Примечание: список составлен по данным акиматов и уточняется каждый год."}),
    st.just({4: "-"}),
    st.just({HIDDEN_COLUMN: "служебное"}),
    st.just({1: "ОФ «»", 2: "Павлодарская область"}),  # a name of which nothing is left
    st.just({}),
)
STATES = st.sampled_from(("visible", "visible", "visible", "hidden"))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    rows = draw(st.lists(st.tuples(ROWS, st.booleans()), max_size=12))
    top = draw(st.integers(0, 2))
    headed = draw(st.sampled_from((True, True, True, False)))
    cells = {(1, 1): Cell(CellKind.TEXT, "Список организаций")} if top else {}
    if headed:
        cells |= {(top + 1, column): Cell(CellKind.TEXT, text) for column, text in enumerate(HEADER, 1)}
    hidden = set()
    for number, (row, is_hidden) in enumerate(rows, top + 2):
        cells |= {(number, column): Cell(CellKind.TEXT, text) for column, text in row.items()}
        if is_hidden and draw(st.booleans()):
            hidden.add(number)
    return Sheet("НПО", draw(STATES), cells, (), frozenset(hidden), frozenset({HIDDEN_COLUMN}))


@st.composite
def workbooks(draw: st.DrawFn) -> list[Workbook]:
    files = draw(st.lists(st.lists(sheets(), min_size=1, max_size=2), min_size=1, max_size=3))
    return [
        Workbook(f"provinces/{number}.xlsx", tuple(replace(sheet, name=f"Лист {at}") for at, sheet in enumerate(made, 1)), "test")
        for number, made in enumerate(files, 1)
    ]


def weighed(books: Sequence[Workbook], unread: Sequence[str] = ()) -> tuple[Balance, dict[str, FileReading], Normalised]:
    read = {book.file: read_tables(book) for book in books}
    clean = unite([clean_rows(rows, VOCABULARY) for _, rows, _ in read.values()], IdRegistry())
    readings = {file: reading for file, (reading, _, _) in read.items()}
    return weigh_rows(readings, {file: len(rows) for file, (_, rows, _) in read.items()}, clean, unread), readings, clean


@settings(max_examples=150, deadline=None)
@given(workbooks())
def test_every_row_under_a_header_is_accounted_for_exactly_once(books: list[Workbook]) -> None:
    balance, readings, clean = weighed(books, ["provinces/lost.xlsx"])
    assert balance.holds
    assert balance_findings(balance) == []
    accounted = Counter((ref.file, ref.sheet, int(ref.cell)) for ref in (
        *(listing.source for listing in clean.listings), *clean.withheld, *clean.rejected, *(ref for ref, _ in clean.duplicates),
    ))
    unread = {(one.file, one.sheet): one.rows for one in balance.unread_sheets}
    hidden = {book.file: [found for found in read_tables(book)[2] if found.code in ("hidden-sheet", "hidden-listings")] for book in books}
    for book in books:
        for sheet, found in zip(book.sheets, readings[book.file].sheets, strict=True):
            filled = {row for (row, _), cell in sheet.cells.items() if cell.text.strip()}
            if (book.file, sheet.name) in unread:
                told = [found for found in hidden[book.file] if found.place.sheet == sheet.name]
                expected = {found.message.n for found in told} if told else {len(filled)}
                assert {unread[book.file, sheet.name]} == expected, "a hidden sheet's rows are counted once and alike, without its header"
                assert unread[book.file, sheet.name] <= len(filled)
                continue
            accounted.update((book.file, sheet.name, row) for _, rows in found.aside for row in rows)
            under = {row for row in filled if row > max(found.header_rows)}
            assert {row for file, name, row in accounted if (file, name) == (book.file, sheet.name)} == under
    assert set(accounted.values()) <= {1}


@settings(max_examples=60, deadline=None)
@given(workbooks())
def test_the_sums_of_the_files_are_the_sums_of_the_edition_and_files_not_read_stand_in_it(books: list[Workbook]) -> None:
    balance, _, _ = weighed(books, ["provinces/lost.xlsx"])
    assert tuple(map(sum, zip(*balance.by_file.values(), strict=True))) == balance.counts
    made = balance_json(balance)
    assert made["holds"] is True
    assert made["read"] == made["printed"] + made["withheld"] + made["rejected"] + made["duplicates"]
    assert made["aside"] == sum(sum(file["aside"].values()) for file in made["files"].values())
    assert made["not_read"]["files"] == ["provinces/lost.xlsx"]


def test_a_row_that_the_program_loses_or_counts_twice_is_named() -> None:
    cells = {(1, column): Cell(CellKind.TEXT, text) for column, text in enumerate(HEADER, 1)}
    for number in (2, 3):
        cells |= {(number, column): Cell(CellKind.TEXT, text) for column, text in record(number).items()}
    _, readings, clean = weighed([Workbook("a.xlsx", (Sheet("НПО", "visible", cells),), "test")])
    lost = weigh_rows(readings, {"a.xlsx": 2}, replace(clean, listings=clean.listings[:1]), ())
    assert not lost.holds
    assert [str(found.message) for found in balance_findings(lost)] == ["1 row was read and is neither printed, withheld, rejected nor a duplicate"]
    twice = weigh_rows(readings, {"a.xlsx": 2}, replace(clean, listings=clean.listings[:1], withheld=(clean.listings[0].source,)), ())
    assert not twice.holds, "the sums agree, the rows do not"
    assert CellRef("a.xlsx", "НПО", "2") in twice.astray
