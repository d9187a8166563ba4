"""Several tables on one sheet, headings with counts, totals in other words: nothing vanishes, nothing lands under the wrong region."""

from __future__ import annotations

import openpyxl
import pytest
from ingest_books import book_of, fill, packed, read, read_table

HEADER = ["№", "Название", "Город", "Телефон", "E-mail"]


def record(number: int, name: str) -> list[object]:
    return [number, name, "Темиртау", f"8 701 000 11 {number:02}", f"n{number}@fond.example"]


def test_a_table_of_another_kind_under_a_table_is_read_with_its_own_header() -> None:
    found = read_table([
        ["Название", "Телефон", "E-mail"], ["Один", "41-23-45", "a@fond.example"], ["Два", "41-23-46", "b@fond.example"], [], ["Эксперты"],
        ["ФИО", "Место работы", "Темы", "На камеру"], ["Ким Вера", "Надежда", "экология", "да"],
    ])
    assert [(row.kind, row.ref.cell) for row in found.rows] == [("organisation", "2"), ("organisation", "3"), ("expert", "7")]
    assert [(table.kind, table.header_rows, table.rows, table.records) for table in found.sheet.tables] == [
        ("organisation", (1,), 2, 2), ("expert", (6,), 3, 1)]
    assert found.finding("another-table").place.cell == "5"
    assert (found.sheet.rows, found.sheet.records, found.sheet.skipped) == (5, 3, 2)


def test_a_wider_table_below_leaves_the_first_one_whole() -> None:
    found = read_table([
        ["Название", "Телефон"], ["Один", "41-23-45"], [], ["Реестр 2"], ["Название", "Город", "Телефон", "E-mail", "Сайт"],
        ["Два", "Абай", "41-23-46", "b@fond.example", "dva.example"],
    ])
    assert found.names() == ["Один", "Два"]
    assert found.texts("town") == [[], ["Абай"]]


def test_a_region_above_the_second_table_is_its_own_and_one_above_the_first_goes_on() -> None:
    second = ["Название", "Город", "Телефон", "E-mail", "Сайт"]
    found = read_table([
        ["Павлодарская область"], ["Название", "Телефон"], ["Один", "41-23-45"], [], second, ["Два", "Абай", "1-23-46", None, None], [],
        ["Жамбылская область"], ["ФИО", "Место работы", "Темы", "На камеру"], ["Ким Вера", "Надежда", "экология", "да"],
    ])
    assert found.groups() == ["Павлодарская область", "Павлодарская область", "Жамбылская область"]


def test_a_table_that_a_title_calls_an_example_is_told_and_not_read() -> None:
    found = read_table([
        ["Пример заполнения"], ["Название", "Телефон", "E-mail"], ["ОФ «Образцовый»", "41-23-45", "a@fond.example"], [], ["Реестр"],
        ["Название", "Телефон", "E-mail", "Область"], ["Один", "41-23-46", "b@fond.example", "Павлодарская область"],
    ])
    assert found.names() == ["Один"]
    assert "3" in str(found.finding("example-table").message)


@pytest.mark.parametrize("heading", [
    "Карагандинская область – 5 НПО", "Карагандинская область (14)", "3. Карагандинская область (всего 3)", "II. Қарағанды облысы – 7 ұйым",
    "НПО Карагандинской области", "Карагандинская область: 12 организаций",
])
@pytest.mark.parametrize("merge", [True, False])
def test_a_group_row_with_a_count_is_a_group_row(heading: str, merge: bool) -> None:
    found = read_table([HEADER, ["Павлодарская область"], record(1, "Один"), [heading], record(2, "Два")], ["A4:E4"] if merge else [])
    assert found.names() == ["Один", "Два"]
    assert found.groups() == ["Павлодарская область", "Карагандинская область"]
    assert found.sheet.groups == 2


def test_a_place_with_its_count_in_another_cell_is_a_group_row_and_no_contact() -> None:
    found = read_table([HEADER, [None, "г. Алматы", None, 14], record(1, "Один"), [None, "Жамбылская область", 3, None, None], record(2, "Два")])
    assert found.names() == ["Один", "Два"]
    assert found.groups() == ["г. Алматы", "Жамбылская область"]


@pytest.mark.parametrize("heading", ["г. Темиртау", "Район Байзакский", "Кордайский р-н", "город Абай (5)", "район им. Габита Мусрепова"])
def test_a_town_or_district_alone_is_no_organisation(heading: str) -> None:
    found = read_table([["НПО Карагандинской области"], HEADER, [None, heading], [1, "Один", None, "8 701 000 11 01", None]])
    assert found.names() == ["Один"]
    assert found.sheet.groups == 1


@pytest.mark.parametrize("total", [
    ["Итого по Акмолинской области: 1"], ["Всего по Карагандинской области", 1], ["Итого по району", None, None, 12], [None, "Всего НПО", 3],
    ["Қарағанды облысы бойынша барлығы", 5], ["Облыс бойынша барлығы: 2"], ["Total for the region", 2],
])
def test_totals_of_something_are_totals(total: list[object]) -> None:
    found = read_table([HEADER, record(1, "Один"), total, record(2, "Два")])
    assert found.names() == ["Один", "Два"]
    assert "total-row" in found.codes


def test_an_organisation_whose_name_begins_like_a_total_is_one() -> None:
    found = read_table([HEADER, record(1, "Один"), [2, "Всего по совести", "Абай", "8 701 000 11 02", "x@fond.example"]])
    assert found.names() == ["Один", "Всего по совести"]


def test_a_number_is_no_name() -> None:
    found = read_table([HEADER, record(1, "Один"), [2, 15, "Абай", "8 701 000 11 02", None]])
    assert found.names() == ["Один"]
    assert found.finding("no-name").place.cell == "B3"


@pytest.mark.parametrize("numbers", [["А", "Б", "В", "Г", "Д"], ["A", "B", "C", "D", "E"], ["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, None, 3, 4]])
def test_columns_numbered_in_any_way_are_no_listing(numbers: list[object]) -> None:
    found = read_table([HEADER, numbers, record(1, "Один")])
    assert found.names() == ["Один"]
    assert found.finding("number-row").place.cell == "2"


def test_two_columns_numbered_below_the_header() -> None:
    assert read_table([["Название", "Телефон"], [1, 2], ["Один", "41-23-45"]]).names() == ["Один"]


def test_a_header_in_three_languages_is_one_header() -> None:
    found = read_table([["Ұйым атауы", "Телефоны"], ["Название организации", "Телефон"], ["Name", "Phone"], ["Один", "41-23-45"]])
    assert found.sheet.header_rows == (1, 2, 3)
    assert found.names() == ["Один"]
    assert found.codes == []


@pytest.mark.parametrize(("header", "field"), [
    ("Наимено-\nвание", "name"), ("НАИМЕНОВАНИЕ\nОРГАНИ-\nЗАЦИИ", "name"), ("Н\nа\nз\nв\nа\nн\nи\nе", "name"), ("Т Е Л Е Ф О Н", "phones"),
    ("Электрон-\nная почта", "emails"), ("Теле- фон", "phones"), ("Орга\u00adнизация", "name"), ("Конт. данные", "contacts"),
    ("Рук-ль", "head"), ("Наим. орг.", "name"), ("Обл.", "region"), ("№ тел.", "phones"), ("E\n-\nm\na\ni\nl", "emails"),
])
def test_broken_spaced_and_shortened_headers_are_exact(header: str, field: str) -> None:
    found = read_table([["Город", "Миссия", "БИН", header, *(["Название"] if field != "name" else [])], ["Абай", "x", "1", "y", "Один"]])
    assert found.fields()["D"] == field
    assert found.sheet.columns[3].confidence >= 0.9


def test_a_header_a_hundred_rows_down_is_found() -> None:
    prose = [[f"Пункт {number}: как заполнять"] for number in range(100)]
    found = read_table([*prose, HEADER, record(1, "Один")])
    assert found.sheet.header_rows == (101,)
    assert found.rows[0].ref.cell == "102"


def test_listings_above_the_header_are_told() -> None:
    found = read_table([record(1, "Один"), record(2, "Два"), HEADER, record(3, "Три")])
    assert found.names() == ["Три"]
    assert "1-2" in str(found.finding("rows-above").message)


@pytest.mark.parametrize(("rows", "code"), [
    ([["Название", "Один", "Два", "Три"], ["Город", "Абай", "Абай", "Темиртау"], ["Телефон", "1-23-45", "1-23-46", "1-23-47"],
      ["E-mail", "a@f.example", "b@f.example", "c@f.example"], ["Сайт", "a.example", "b.example", "c.example"]], "transposed"),
    ([line for name in ("Один", "Два", "Три")
      for line in (["Название", name], ["Телефон", "41-23-45"], ["E-mail", "a@f.example"], ["Адрес", "ул. Мира"], [])], "cards"),
    ([["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"], [None, None, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11, 12]], "calendar"),
    ([["План"], ["январь", "семинар"], ["февраль", "форум"], ["март", "встреча"], ["апрель", "акция"], ["май", "лагерь"], ["июнь", "поход"]],
     "calendar"),
    ([["Директор", None, None], [None, "Заместитель", None], [None, None, "Бухгалтер"], [None, "Отдел кадров"], ["Секретарь"]], "chart"),
    ([["Наименование, контакты"], ["ОФ «Один», г. Абай\nтел. 41-23-45\na@f.example"], ["ОФ «Два», г. Абай\nтел. 41-23-46\nb@f.example"]],
     "one-cell"),
    ([["Название", "Телефон", None, "Название", "Телефон"], ["Один", "41-23-45", None, "Три", "41-23-47"]], "side-by-side"),
    ([["№", "Название", "Телефон", "№", "Название", "Телефон"], [1, "Один", "41-23-45", 2, "Три", "41-23-47"]], "side-by-side"),
])  # fmt: skip
def test_what_is_no_table_is_refused_by_name_with_what_to_do(rows: list[list[object]], code: str) -> None:
    found = read_table(rows)
    assert found.rows == []
    assert found.sheet.refused == code
    finding = found.finding(code)
    assert finding.severity.value == "error"
    assert finding.hint is not None


def test_a_register_with_one_organisation_a_sheet_is_one_sentence() -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(["Один", "Два", "Три", "Четыре"]):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        fill(sheet, [["Название", name], ["БИН", "1"], ["Адрес", "ул. Мира, 5"], ["Телефон", "41-23-45"], ["E-mail", "x@f.example"]])
    found = read(packed(book))
    assert found.codes == ["card-a-sheet"]
    assert "4" in str(found.finding("card-a-sheet").message)


@pytest.mark.parametrize(("name", "several"), [
    ("ОФ «Один»\nОФ «Два»", True), ("1. Надежда\n2. Рассвет", True), ("Қоғамдық қор «Үміт»\nОбщественный фонд «Надежда»", False),
    ("Общественный фонд\n«Надежда»", False), ("Қоғамдық қор «Үміт»\nОбщественный фонд «Надежда»\nPublic Foundation “Hope”", False),
    ("Общественный фонд «Один»\nОбщественное объединение «Два»", True),
])
def test_several_organisations_in_one_cell_block_the_hand_off(name: str, several: bool) -> None:
    found = read_table([HEADER, [1, name, "Абай", "41-23-45", "a@f.example"]])
    assert ("several-names" in found.codes) is several
    assert found.names() == [name]


def test_a_telephone_in_the_cell_of_the_name_blocks_the_hand_off() -> None:
    found = read_table([HEADER, [1, "ОФ «Один», тел. 8 (7212) 41-23-45", "Абай", None, None], record(2, "Два")])
    finding = found.finding("name-with-contacts")
    assert (finding.place.cell, finding.severity.value) == ("B2", "error")
    assert finding.before == "ОФ «Один», тел. • (••••) ••-••-••", "whether it may be told is not known yet"


def test_one_sheet_without_a_second_header_has_no_tables_of_its_own() -> None:
    assert read(book_of([HEADER, record(1, "Один")])).sheet.tables == ()
