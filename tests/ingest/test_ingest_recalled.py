"""mapping.toml by headers: next year's file under another name, in another order, with some headers gone."""

from __future__ import annotations

import pytest
from ingest_books import read_table

from pipeline.ingest import load_mapping, unused_decisions
from pipeline.ingest.deciding import with_decision
from pipeline.ingest.mapping import header_keys
from pipeline.ingest.proposing import propose
from pipeline.model.source import Cell, CellKind, Sheet, Workbook

DECIDED = '''
[[file]]
[file.headers]
"Кто" = "name"
"Чем занят" = "areas"
"Как позвонить" = "phones"
"Сколько волонтёров" = ""
'''
ROW = ["Надежда", "Экология", "41-23-45", 14]


def mapping(text: str = DECIDED):
    return load_mapping(text, "mapping.toml")


def workbook(rows: list[list[object]], name: str = "list.xlsx") -> Workbook:
    cells = {(row, column): Cell(CellKind.NUMBER if isinstance(value, int) else CellKind.TEXT, str(value), value)
             for row, values in enumerate(rows, 1) for column, value in enumerate(values, 1) if value is not None}
    return Workbook(name, (Sheet("Лист1", "visible", cells),))


@pytest.mark.parametrize("header", [
    ["Кто", "Чем занят", "Как позвонить", "Сколько волонтёров"], ["КТО", "Чем\nзанят", "Как  позвонить*", "сколько волонтеров"],
    ["Кто:", "Чем за-\nнят", "КАК ПОЗВОНИТЬ", "Сколько\nволон-\nтёров"],
])
def test_next_years_file_maps_itself_whatever_its_name(header: list[str]) -> None:
    found = read_table([["НПО, 2027 год"], [], header, ROW], name="provinces/anything-2027.xlsx", mapping=mapping())
    assert list(found.fields().values()) == ["name", "areas", "phones", None]
    assert found.codes == []
    assert found.reading.decided == (1,)
    assert {column.why for column in found.sheet.columns} == {"decided"}


def test_the_order_of_columns_does_not_matter() -> None:
    found = read_table([["Как позвонить", "Сколько волонтёров", "Кто", "Чем занят"], ["41-23-45", 14, "Надежда", "Экология"]], mapping=mapping())
    assert found.names() == ["Надежда"]
    assert found.texts("phones") == [["41-23-45"]]


def test_what_still_fits_is_used_and_what_is_gone_is_told() -> None:
    found = read_table([["Кто", "Как позвонить", "Куда писать", "Чем занят"], ["Надежда", "41-23-45", "a@fond.example", "Спорт"]], mapping=mapping())
    assert list(found.fields().values()) == ["name", "phones", None, "areas"]
    assert "Сколько волонтёров" in str(found.finding("mapping-changed").message)
    assert found.finding("column-unmapped").place.cell == "C1"


def test_another_table_with_one_word_of_it_is_none_of_the_decisions() -> None:
    found = read_table([["Кто", "Где", "Когда"], ["Надежда", "Абай", "май"]], mapping=mapping())
    assert found.rows == []
    assert found.reading.decided == ()


def test_two_columns_with_one_header_are_told_apart() -> None:
    assert header_keys(["Имя", "Тел.", "имя ", ""]) == ["имя", "тел", "имя #2", ""]
    decided = mapping('[[file]]\n[file.headers]\n"Кто" = "name_kk"\n"Кто #2" = "name_ru"\n"Где" = "town"\n')
    found = read_table([["Кто", "Кто", "Где"], ["Үміт", "Надежда", "Абай"]], mapping=decided)
    assert list(found.fields().values()) == ["name_kk", "name_ru", "town"]


def test_the_entry_that_fits_best_counts() -> None:
    both = mapping(DECIDED + '[[file]]\n[file.headers]\n"Кто" = "name"\n"Как позвонить" = "mobile"\n"Куда писать" = "emails"\n"Чем занят" = "areas"\n')
    found = read_table([["Кто", "Как позвонить", "Куда писать", "Чем занят"], ["Надежда", "41-23-45", "a@fond.example", "Спорт"]], mapping=both)
    assert found.reading.decided == (2,)
    assert list(found.fields().values()) == ["name", "mobile", "emails", "areas"]


def test_a_letter_that_holds_nothing_is_told() -> None:
    decided = mapping('[[file]]\nmatch = "list.xlsx"\n[file.columns]\nH = "emails"\n')
    found = read_table([["Название", "Телефон"], ["Надежда", "41-23-45"]], mapping=decided)
    assert "H" in str(found.finding("mapping-unfit").message)


def test_an_entry_that_no_file_follows_is_told() -> None:
    two = mapping(DECIDED + '[[file]]\nmatch = "old.xlsx"\nskip = true\n')
    assert [str(found.message) for found in unused_decisions(two, {1}, [], "mapping.toml")] == [
        "Entry 2 of mapping.toml fits no file of the edition."]
    assert unused_decisions(two, {1}, ["provinces/old.xlsx"], "mapping.toml") == []


def test_a_proposal_shows_samples_fields_and_why() -> None:
    rows = [["Сводка"], [], ["Кто", "Чем занят", "Как позвонить", "Город"], ["ОФ «Надежда»", "Спорт", "41-23-45", "Абай"],
            ["ОФ «Рассвет»", "Спорт", "41-23-46", "Абай"], ["ОО «Үміт»", "Право", "41-23-47", "Темиртау"], ["ОО «Ай»", "Право", "41-23-48", "Абай"]]
    (proposal,), findings = propose(workbook(rows), mapping(""))
    assert findings == []
    assert proposal.header_rows == (3,)
    assert [(column.letter, column.field, column.why) for column in proposal.columns] == [
        ("A", "name", "values"), ("B", None, ""), ("C", "phones", "values"), ("D", "town", "word")]
    assert proposal.columns[2].samples == ("41-23-45", "41-23-46", "41-23-47")
    assert proposal.columns[3].samples == ("Абай", "Темиртау")


def test_a_table_without_a_header_is_proposed_by_its_values_and_loses_no_row() -> None:
    rows = [["Абай", "ОФ «Надежда»", "nadezhda.example"], ["Абай", "ОФ «Рассвет»", "rassvet.example"], ["Абай", "ОО «Үміт»", "umit.example"]]
    (proposal,), _ = propose(workbook(rows, "bare.xlsx"), mapping(""))
    assert proposal.header_rows == ()
    assert [column.field for column in proposal.columns] == [None, "name", "site"]
    text, made = with_decision("", "mapping.toml", proposal.changed({1: "town"}), guesses=True)
    assert 'match = "bare.xlsx"' in text
    assert read_table([list(row) for row in rows], name="bare.xlsx", mapping=made).names() == ["ОФ «Надежда»", "ОФ «Рассвет»", "ОО «Үміт»"]


def test_a_decision_keeps_what_stands_in_the_file_with_its_comments() -> None:
    before = '# наше\n\n[[file]]  # первый\nmatch = "a.xlsx"  # Абай\nskip = true\n'
    (proposal,), _ = propose(workbook([["Кто", "Телефон", "Город"], ["ОФ «Ай»", "41-23-45", "Абай"], ["ОФ «Ал»", "41-23-46", "Абай"]]), mapping(""),
                             header_row=1)
    text, made = with_decision(before, "mapping.toml", proposal.changed({1: "name"}), guesses=True)
    assert text.startswith(before)
    assert [decision.number for decision in made.decisions] == [1, 2]
    again, _ = with_decision(text, "mapping.toml", proposal.changed({1: "acronym", 2: ""}), guesses=True)
    assert again.count("[[file]]") == 2
    assert '"Кто" = "acronym"' in again
    assert '"Телефон" = ""' in again
    assert again.startswith(before)


def test_only_what_is_sure_is_written_unless_guesses_are_taken() -> None:
    (proposal,), _ = propose(workbook([["Название", "Девиз", "Телефон", "Ещё"], *([f"ОФ «{n}»", "Вместе", f"41-23-4{n}", f"a{n}@f.example"] for n in range(4))]), mapping(""))
    assert set(proposal.decision(guesses=False).headers) == {"название", "телефон"}
    assert proposal.decision(guesses=True).headers["еще"] == "emails"


@pytest.mark.parametrize("text", ['[[file]]\n[file.headers]\n"Кто" = "nmae"\n', '[[file]]\n[file.headers]\n"--" = "name"\n', '[[file]]\nheaders = 3\n'])
def test_mistakes_in_headers_are_one_sentence(text: str) -> None:
    from pipeline.errors import Unreadable
    with pytest.raises(Unreadable):
        mapping(text)
