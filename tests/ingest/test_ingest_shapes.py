"""Any table of listings, wrapped in any combination of shapes, gives exactly the listings that were put in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapes_wrapped import COUNTS, FIELDS, REGIONS, WORDS, Layout, Listing, wrap

from pipeline.ingest import read_tables
from pipeline.ingest.grid import column_letter
from pipeline.ingest.regions import region_in

FORMS = ("ОФ «{}»", "Общественное объединение «{}»", "«{}» қоғамдық қоры", "{}", "АССОЦИАЦИЯ «{}»")
NAMES = ("Тихая гавань", "Живая река", "Үміт", "Первый снег", "Город мастеров", "Всего по совести", "Ақбота", "Северный ветер", "Пример", "Шаг")
TOWNS = ("Экибастуз", "Тараз", "", "Семей", "Актау", "-")


def listing(number: int, form: int, name: int, town: int, phones: int, bare: int) -> Listing:
    return Listing(
        FORMS[form].format(f"{NAMES[name]} {number}"), TOWNS[town], tuple(f"8 (7182) 55-{number:02}-{place:02}" for place in range(phones)),
        "" if bare & 1 else f"fond{number}@north.example", "" if bare & 2 else "Ахметова А. К.", "" if bare & 4 else "экология, спорт")


LISTINGS = st.builds(listing, st.integers(1, 99), st.integers(0, len(FORMS) - 1), st.integers(0, len(NAMES) - 1), st.integers(0, len(TOWNS) - 1),
                     st.integers(1, 3), st.integers(0, 7))
BLOCKS = st.lists(st.tuples(st.sampled_from(REGIONS), st.lists(LISTINGS, min_size=1, max_size=5)), min_size=1, max_size=4)
LAYOUTS = st.builds(
    Layout, order=st.permutations(FIELDS).map(tuple), words=st.tuples(*(st.integers(0, len(WORDS[name]) - 1) for name in FIELDS)),
    titles=st.integers(0, 3), legend=st.integers(0, 2), header=st.sampled_from(["plain", "plain", "two-rows", "merged-down", "bilingual", "tagged"]),
    numbers=st.sampled_from(["", "", "digits", "letters"]), counted=st.booleans(), groups=st.sampled_from(["", "merged", "plain", "in-name"]),
    count=st.integers(0, len(COUNTS) - 1), again=st.sampled_from(["", "", "same", "other"]), totals=st.booleans(), grand_total=st.booleans(),
    continued=st.sampled_from(["", "merged", "empty"]), gap=st.integers(0, 2), notes=st.integers(0, 3), down=st.integers(0, 3), right=st.integers(0, 4),
)


def check(blocks: list[tuple[str, list[Listing]]], layout: Layout) -> None:
    workbook, expected = wrap(blocks, layout)
    reading, rows, findings = read_tables(workbook)
    sheet = reading.sheets[0]
    said = [(finding.code, str(finding.place)) for finding in findings]
    assert sheet.kind == "organisation", said
    assert sheet.header_rows[0] == expected.header_row, said
    assert [int(row.ref.cell) for row in rows] == expected.rows, said
    for row, meant, region in zip(rows, expected.listings, expected.regions, strict=True):
        first = int(row.ref.cell)
        assert [value.text for value in row.values["name"]] == [meant.name]
        for name in FIELDS:
            found = row.values.get(name, ())
            wanted = getattr(meant, name)
            if name == "phones":
                texts = meant.phones if layout.continued else (", ".join(meant.phones),)
                assert tuple(value.text for value in found) == texts
            elif wanted:
                assert [value.text for value in found] == [wanted]
            for place, value in enumerate(found):
                if not (name == "town" and value.text in REGIONS):
                    assert value.ref.cell == f"{column_letter(expected.columns[name])}{first + place}"
        if region:
            assert row.group is not None, said
            assert same_region(row.group.text, region), (row.group.text, region)
    assert sheet.groups == expected.groups, said
    assert sheet.continuations == expected.continuations, said
    assert sheet.rejected == 0, said
    assert sheet.rows == sheet.records + sheet.rejected + sheet.groups + sheet.continuations + sheet.skipped
    aside = sorted(row for _, rows_aside in sheet.aside for row in rows_aside)
    filled = {row for row, _ in workbook.sheets[0].cells if row > sheet.header_rows[-1]}
    assert sorted([*aside, *expected.rows]) == sorted(filled), "every row below the header is a record or is told"


def same_region(found: str, meant: str) -> bool:
    one, other = region_in(found), region_in(meant)
    return one is not None and other is not None and one.name == other.name


@settings(max_examples=150, deadline=None, derandomize=True)
@given(BLOCKS, LAYOUTS)
@example([("г. Шымкент", [listing(1, 3, 5, 0, 1, 7)])], Layout(groups="in-name", totals=True, grand_total=True))
def test_any_table_in_any_shape_gives_what_was_put_in(blocks: list[tuple[str, list[Listing]]], layout: Layout) -> None:
    check(blocks, layout)


PLAIN = [("Павлодарская область", [listing(1, 0, 0, 0, 2, 0), listing(2, 2, 1, 1, 1, 1)]),
         ("Жамбыл облысы", [listing(3, 3, 2, 2, 3, 2), listing(4, 4, 3, 3, 1, 4)])]


@pytest.mark.parametrize("change", [
    {}, {"header": "two-rows", "numbers": "digits"}, {"header": "bilingual", "numbers": "letters", "counted": True}, {"header": "tagged"},
    {"header": "merged-down", "titles": 3, "legend": 2}, {"groups": "merged", "count": 2, "again": "other", "totals": True},
    {"groups": "plain", "count": 1, "gap": 2}, {"groups": "in-name", "grand_total": True}, {"continued": "merged", "counted": True},
    {"continued": "empty", "notes": 3, "down": 3, "right": 4}, {"words": (6, 4, 5, 5, 4, 4)}, {"words": (3, 2, 3, 3, 2, 2)}, {"words": (4, 3, 4, 4, 3, 3)},
], ids=str)
def test_each_shape_by_itself(change: dict[str, object]) -> None:
    check(PLAIN, replace(Layout(), **change))
