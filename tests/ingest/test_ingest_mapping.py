"""sources/mapping.toml: a person's decisions, and next year's file with the same header."""

from __future__ import annotations

import pytest
from ingest_books import read, read_table

from pipeline.errors import Unreadable
from pipeline.ingest import header_fingerprint, load_mapping

HEADLESS = "Темиртау;Экология;Надежда;fond.example\nАбай;Спорт;Рассвет;-\n".encode()


def test_headless_table_is_read_as_decided() -> None:
    mapping = load_mapping('[[file]]\nmatch = "*.csv"\nheader_row = 0\n[file.columns]\nA = "town"\nB = "areas"\nC = "name"\nD = "site"\n',
            "mapping.toml")
    found = read(HEADLESS, "provinces/list.csv", mapping)
    assert found.names() == ["Надежда", "Рассвет"]
    assert [row.ref.cell for row in found.rows] == ["1", "2"]
    assert found.sheet.header_rows == ()


def test_header_row_and_column_are_taken_from_the_decision() -> None:
    rows = [["Кто", "Чем занят", "Как позвонить"], ["Надежда", "Экология", "41-23-45"]]
    mapping = load_mapping('[[file]]\nmatch = "list.xlsx"\nheader_row = 1\n[file.columns]\nA = "name"\nB = "areas"\nC = "phones"\n',
            "mapping.toml")
    found = read_table(rows, mapping=mapping)
    assert found.names() == ["Надежда"]
    assert found.fields() == {"A": "name", "B": "areas", "C": "phones"}
    assert found.codes == []


def test_unwanted_column_is_ignored_without_a_word() -> None:
    rows = [["Название", "Телефон", "Кол-во волонтёров"], ["Надежда", "1", 14]]
    mapping = load_mapping('[[file]]\nmatch = "list.xlsx"\n[file.columns]\nC = ""\n', "mapping.toml")
    assert read_table(rows, mapping=mapping).codes == []


def test_fingerprint_finds_next_years_file() -> None:
    header = ["Кто", "Чем занят", "Как позвонить"]
    decision = 'header_row = 2\n[file.columns]\nA = "name"\nB = "areas"\nC = "phones"\n'
    this_year = read_table([["2026"], header, ["Надежда", "Экология", "1"]], name="2026.xlsx",
                           mapping=load_mapping(f'[[file]]\nmatch = "2026.xlsx"\n{decision}', "mapping.toml"))
    mapping = load_mapping(f'[[file]]\nfingerprint = "{header_fingerprint(this_year.sheet.columns)}"\n{decision}', "mapping.toml")
    assert read_table([["2027"], header, ["Рассвет", "Спорт", "2"]], name="2027.xlsx", mapping=mapping).names() == ["Рассвет"]
    assert read_table([["2027"], [*header, "Ещё"], ["Рассвет", "Спорт", "2", "x"]], name="2027.xlsx", mapping=mapping).rows == []


def test_fingerprint_applies_columns_to_a_found_header() -> None:
    rows = [["Название", "Телефон", "Что делаем"], ["Надежда", "1", "Помогаем"]]
    header = header_fingerprint(read_table(rows).sheet.columns)
    mapping = load_mapping(f'[[file]]\nfingerprint = "{header}"\n[file.columns]\nC = "mission"\n', "mapping.toml")
    assert read_table(rows, name="next-year.xlsx", mapping=mapping).texts("mission") == [["Помогаем"]]


def test_skipped_sheet_is_named() -> None:
    found = read_table([["Название", "Телефон"], ["Надежда", "1"]], mapping=load_mapping('[[file]]\nmatch = "*.xlsx"\nskip = true\n',
            "mapping.toml"))
    assert found.codes == ["skipped-by-mapping"]


def test_kind_can_be_decided() -> None:
    rows = [["ФИО", "Организация", "Телефон"], ["Ким Вера", "Надежда", "1"]]
    mapping = load_mapping('[[file]]\nmatch = "*"\nkind = "expert"\n', "mapping.toml")
    assert read_table(rows, mapping=mapping).sheet.kind == "expert"


@pytest.mark.parametrize("text", [
    "[[file]", '[[file]]\nskip = true\n', '[[file]]\nmatch = "x"\ncolour = 1\n', '[[file]]\nmatch = "x"\n[file.columns]\nA = "nmae"\n',
    '[[file]]\nmatch = "x"\n[file.columns]\n"1" = "name"\n', '[[file]]\nmatch = "x"\nheader_row = -1\n',
            '[[file]]\nmatch = "x"\nkind = "ngo"\n',
    '[[fiel]]\nmatch = "x"\n', 'file = 3\n', '[[file]]\nmatch = 3\n', 'file = [3]\n',
])
def test_mistakes_in_the_mapping_are_one_sentence(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        load_mapping(text, "sources/mapping.toml")
    assert str(raised.value.message).startswith("sources/mapping.toml")
    assert raised.value.hint is not None


def test_wrong_field_lists_the_fields() -> None:
    with pytest.raises(Unreadable, match="acronym"):
        load_mapping('[[file]]\nmatch = "x"\n[file.columns]\nA = "nmae"\n', "mapping.toml")
