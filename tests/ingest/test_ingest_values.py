"""Columns weighed by their values."""

from __future__ import annotations

import pytest
from ingest_books import read_table

from pipeline.ingest.evidence import look_of
from pipeline.model.source import Cell, CellKind

NAMES = ["Один", "Два", "Три", "Четыре"]
PHONES = ["8 (7212) 41-23-45", "41-23-46", "+7 701 000 11 22", "8 7212 412348"]
EMAILS = ["a@fond.example", "b@fond.example", "c@fond.example", "d@fond.example"]


def table(header: str, values: list[str], *more: str) -> list[list[object]]:
    return [["Название", "Город", header, *more], *([name, "Абай", value] for name, value in zip(NAMES, values, strict=True))]


@pytest.mark.parametrize(("text", "look"), [
    ("8 (7212) 41-23-45", "phones"), ("+7 701 000 11 22, 41-23-45", "phones"), ("тел. 41-23-45 факс 41-23-46", "phones"), ("12-05-45", "phones"),
    ("info@x.example", "emails"), ("8 701 000 11 22 info@x.example", "contacts"), ("www.fond.example", "site"), ("fond.kz", "site"),
    ("@fond_kz", "social"), ("https://instagram.com/x", "social"), ("040140001234", "bin"), ("12.03.2005", "date"), ("2005-03-12", "date"),
    ("12-03-2005", "date"), ("2005", "year"), ("2005 г.", "year"), ("Карагандинская область", "region"), ("да", "answer"), ("14", "number"),
    ("12 000", "number"), ("с 9.00 до 18.00", "text"), ("Ахметова А.К.", "person"), ("Ким Вера Ивановна", "person"), ("ОФ «Надежда»", "name"),
    ("ул. Мира, 5", "text"), ("050000, г. Алматы, ул. Абая 12", "text"), ("BF490304", "text"), ("Помогаем людям.", "text"), ("Sierra Leone", "text"),
])
def test_how_values_look(text: str, look: str) -> None:
    assert look_of(Cell(CellKind.TEXT, text)) == look


def test_telephones_under_another_header_are_read_as_telephones_and_told() -> None:
    found = read_table(table("Примечание", PHONES))
    assert found.fields()["C"] == "phones"
    finding = found.finding("column-by-values")
    assert (finding.place.cell, finding.before, finding.after) == ("C1", "Примечание", "phones")
    assert "4 of its 4" in str(finding.message)


def test_telephones_under_the_header_of_a_running_number_are_not_lost() -> None:
    found = read_table(table("Номер", PHONES))
    assert found.texts("phones")[0] == [PHONES[0]]
    assert "column-by-values" in found.codes


def test_words_under_the_header_of_a_running_number_are_told() -> None:
    found = read_table(table("Р-н", ["Байзакский", "Кордайский", "Жуалынский", "Шуский"]))
    assert found.finding("column-unmapped").place.cell == "C1"


def test_e_mails_under_site_are_told_and_left_to_the_cleaning() -> None:
    found = read_table(table("Сайт", EMAILS))
    assert found.fields()["C"] == "site"
    finding = found.finding("column-values")
    assert (finding.after, finding.severity.value) == ("emails", "warning")


def test_contacts_may_hold_anything_that_reaches_somebody() -> None:
    assert read_table(table("Контакты", PHONES)).codes == []
    assert read_table(table("Контакты", EMAILS)).codes == []


def test_a_name_stays_a_name_whatever_stands_in_it() -> None:
    found = read_table([["Название", "Город"], *([phone, "Абай"] for phone in PHONES)])
    assert found.fields()["A"] == "name"
    assert "column-values" in found.codes


def test_a_column_without_header_is_not_read_but_what_it_holds_is_said() -> None:
    found = read_table([["Название", "Город", None], *([name, "Абай", mail] for name, mail in zip(NAMES, EMAILS, strict=True))])
    finding = found.finding("column-without-header")
    assert finding.after == "emails"
    assert "e-mails" in str(finding.hint)
    assert "emails" not in found.rows[0].values


def test_few_values_decide_nothing() -> None:
    found = read_table([["Название", "Город", "Примечание"], ["Один", "Абай", PHONES[0]], ["Два", "Абай", PHONES[1]]])
    assert found.fields()["C"] == "note"
    assert found.codes == []


def test_postcodes_and_registration_numbers_are_no_telephones() -> None:
    for header in ("Индекс", "Регистрационный номер", "БИН"):
        assert read_table(table(header, ["100000", "100012", "100013", "100025"])).codes == []
