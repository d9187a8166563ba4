"""Rows under a header: records, groups, continuations, and all that is left out by name."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_books import book_of, fill, packed, read, read_table

HEADER = ["№", "Название", "Город", "Телефон", "E-mail"]


def record(number: int, name: str) -> list[object]:
    return [number, name, "Темиртау", f"8 701 000 11 {number:02}", f"n{number}@fond.example"]


def test_group_rows_carry_the_region_down() -> None:
    found = read_table([HEADER, ["Акмолинская область"], record(1, "Один"), record(2, "Два"), ["Карагандинская область"], record(3, "Три")],
                       ["A2:E2"])
    assert found.groups() == ["Акмолинская область", "Акмолинская область", "Карагандинская область"]
    assert found.rows[2].group.ref.cell == "A5"
    assert (found.sheet.groups, found.sheet.records) == (2, 3)


@pytest.mark.parametrize("heading", ["Павлодар облысы", "г. Алматы", "Шымкент қаласы", "область Абай", "ВКО", "Астана", "Семей қаласы",
        "Бородулихинский район"])
def test_lone_place_names_between_records_are_groups(heading: str) -> None:
    found = read_table([HEADER, [None, heading], record(1, "Один"), record(2, "Два")])
    assert found.groups() == [heading, heading]


def test_town_heading_under_a_regions_title_keeps_the_region() -> None:
    found = read_table([
        ["НПО Карагандинской области"], HEADER, ["Теміртау қаласы"], [1, "Один", None, "1", None],
        ["город Караганда"], [2, "Два", None, "2", None], [3, "Три", "Абай", "3", None]])
    assert found.texts("town") == [["Теміртау қаласы"], ["город Караганда"], ["Абай"]]
    assert found.groups() == ["Карагандинская область"] * 3


@pytest.mark.parametrize("heading", ["с. Зеренда", "С. Балпык би", "Зеренді а.", "пос. Осакаровка"])
def test_a_village_heading_over_the_whole_width_ends_the_town_above_it(heading: str) -> None:
    found = read_table([
        ["НПО Карагандинской области"], HEADER, ["г. Караганда"], [1, "Один", None, "1", None], [heading], [2, "Два", None, "2", None],
    ], ["A5:E5"])  # fmt: skip
    assert found.texts("town") == [["г. Караганда"], [heading]]


@pytest.mark.parametrize("heading", ["С Наурызом!", "с любовью детям"])
def test_a_preposition_is_no_village(heading: str) -> None:
    found = read_table([HEADER, record(1, "Один"), [heading], record(2, "Два")], ["A3:E3"])
    assert found.sheet.groups == 0


def test_numbered_group_row() -> None:
    found = read_table([HEADER, ["I", "Атырауская область"], record(1, "Один")])
    assert found.names()[-1] == "Один"


def test_organisation_named_after_a_region_is_a_record() -> None:
    found = read_table([HEADER, record(1, "Один"), [None, "Ассоциация НПО Павлодарской области"], record(2, "Два")])
    assert len(found.rows) == 3
    assert found.sheet.groups == 0


def test_region_comes_from_the_title_then_the_sheet_then_the_file() -> None:
    table = [["Название", "Телефон"], ["Надежда", "1"]]
    assert read_table([["Перечень НПО Костанайской области"], *table]).groups() == ["Костанайская область"]
    assert read_table(table, title="Жамбыл облысы").groups() == ["Жамбылская область"]
    assert read_table(table, name="provinces/mangystau-2026.xlsx").groups() == ["Мангистауская область"]
    assert read_table(table).groups() == [""]


def test_city_and_oblast_of_one_name_are_told_apart() -> None:
    table = [["Название", "Телефон"], ["Надежда", "1"]]
    assert read_table([["НПО города Алматы"], *table]).groups() == ["город Алматы"]
    assert read_table([["НПО Алматинской области"], *table]).groups() == ["Алматинская область"]
    assert read_table([["Алматы облысының үкіметтік емес ұйымдары"], *table]).groups() == ["Алматинская область"]


def test_merged_region_spreads_to_all_its_rows() -> None:
    found = read_table([["Область", "Название", "Телефон"], ["Атырауская область", "Один", "1"], [None, "Два", "2"], [None, "Три", "3"]],
            ["A2:A4"])
    assert found.texts("region") == [["Атырауская область"]] * 3
    assert [row.values["region"][0].ref.cell for row in found.rows] == ["A2", "A2", "A2"]


def test_rows_with_only_contacts_continue_the_record_above() -> None:
    found = read_table([HEADER, record(1, "Один"), [None, None, None, "8 701 000 99 99", None], [None, None, None, None,
            "two@fond.example"], record(2, "Два")])
    assert found.names() == ["Один", "Два"]
    assert found.texts("phones")[0] == ["8 701 000 11 01", "8 701 000 99 99"]
    assert found.texts("emails")[0] == ["n1@fond.example", "two@fond.example"]
    assert found.sheet.continuations == 2


def test_name_merged_down_makes_one_record() -> None:
    found = read_table([HEADER, record(1, "Один"), [None, None, "Абай", "8 701 000 99 99"], record(2, "Два")], ["B2:B3", "A2:A3"])
    assert found.names() == ["Один", "Два"]
    assert found.texts("town")[0] == ["Темиртау", "Абай"]


def test_row_without_a_name_is_rejected_at_the_cell_to_fill() -> None:
    found = read_table([HEADER, record(1, "Один"), [2, None, "Абай", "1", "x@fond.example"]])
    finding = found.finding("no-name")
    assert finding.place.cell == "B3"
    assert finding.severity.value == "error"
    assert found.sheet.rejected == 1


@pytest.mark.parametrize("name", [None, "-", "—", "нет", "n/a"])
def test_placeholder_is_no_name(name: str | None) -> None:
    found = read_table([HEADER, [1, name, "Абай", "1", "x@fond.example"], record(2, "Два")])
    assert found.names() == ["Два"]
    assert found.sheet.rejected == 1


@pytest.mark.parametrize("total", [["Итого"], ["Итого:", 2], ["Всего организаций: 2"], ["Барлығы", None, None, 2], ["TOTAL", 2, 2], [None,
        "Жиыны", 2]])
def test_total_rows_are_left_out_and_named(total: list[object]) -> None:
    found = read_table([HEADER, record(1, "Один"), record(2, "Два"), total])
    assert found.names() == ["Один", "Два"]
    assert found.finding("total-row").place.cell == "4"


@pytest.mark.parametrize("example", [
    ["Пример", "ОФ «Образец»", "Астана", "1", "x@y.example"], ["Мысал / Пример / Example", "Үлгі қоры", "Астана", "1", None],
    [None, "Пример: ОФ «Надежда»", "Астана", "1", None],
])
def test_example_row_is_never_a_record(example: list[object]) -> None:
    found = read_table([HEADER, example, record(1, "Один")])
    assert found.names() == ["Один"]
    assert found.finding("example-row").place.cell == "2"


def test_organisation_called_example_further_down_is_kept() -> None:
    found = read_table([HEADER, *(record(number, f"Фонд {number}") for number in range(1, 6)), [None, "Үлгі", "Астана", "1", None]])
    assert found.names()[-1] == "Үлгі"


def test_repeated_header_is_left_out() -> None:
    found = read_table([HEADER, record(1, "Один"), HEADER, record(2, "Два")])
    assert found.names() == ["Один", "Два"]
    assert found.finding("repeated-header").place.cell == "3"


def test_header_repeated_in_another_order_changes_the_columns() -> None:
    found = read_table([
        ["Название", "Телефон", "E-mail"], ["Один", "41-23-45", "one@fond.example"],
        ["Карагандинская область"],
        ["Наименование организации", "Электронная почта", "Контактный телефон"], ["Два", "two@fond.example", "42-00-00"],
    ])
    assert found.texts("phones") == [["41-23-45"], ["42-00-00"]]
    assert found.texts("emails") == [["one@fond.example"], ["two@fond.example"]]
    assert found.groups() == ["", "Карагандинская область"]


def test_notes_below_the_table_are_named_not_read() -> None:
    found = read_table([HEADER, record(1, "Один"), [], ["Примечание: данные на 1 марта."], ["Исполнитель: Ким В., тел. 41-23-45"]])
    assert found.names() == ["Один"]
    assert found.codes.count("note-row") == 2


def test_prenumbered_empty_rows_are_one_finding() -> None:
    found = read_table([HEADER, record(1, "Один"), *([number] for number in range(2, 30))])
    assert found.names() == ["Один"]
    assert "3-30" in str(found.finding("blank-row").message)


def test_hidden_rows_and_columns_are_not_read_and_are_named() -> None:
    book = openpyxl.Workbook()
    sheet = fill(book.active, [HEADER, record(1, "Один"), record(2, "Два"), record(3, "Три")])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    found = read(packed(book))
    assert found.names() == ["Один", "Три"]
    assert "emails" not in found.rows[0].values
    assert found.finding("hidden-rows").place.cell == "3"
    assert found.finding("hidden-columns").place.cell == "E1"


def test_hidden_sheet_is_named_with_its_size() -> None:
    book = openpyxl.Workbook()
    fill(book.active, [HEADER, record(1, "Один")])
    hidden = fill(book.create_sheet("Старое"), [HEADER, record(1, "Один"), record(2, "Два")])
    hidden.sheet_state = "hidden"
    found = read(packed(book))
    assert found.names() == ["Один"]
    assert "2 rows" in str(found.finding("hidden-listings").message)
    assert (found.reading.sheets[1].kind, found.reading.sheets[1].filled) == ("", 2)


def test_error_cells_are_named_and_not_printed() -> None:
    found = read_table([HEADER, [1, "Один", "#N/A", "1", "x@fond.example"]])
    assert "town" not in found.rows[0].values
    assert found.finding("error-cell").place.cell == "C2"


def test_formulas_never_calculated_are_an_error() -> None:
    found = read_table([HEADER, [1, "Один", "Абай", "=A2+1", None], [2, "Два", "Абай", "=A3+1", None]])
    finding = found.finding("uncalculated")
    assert finding.severity.value == "error"
    assert finding.place.cell == "D2"
    assert "2-3" in str(finding.message)


def test_comments_in_records_are_told() -> None:
    from openpyxl.comments import Comment
    book = openpyxl.Workbook()
    sheet = fill(book.active, [HEADER, record(1, "Один")])
    sheet["B2"].comment = Comment("переименованы в 2025", "К.")
    sheet["B1"].comment = Comment("как в уставе", "К.")
    finding = read(packed(book)).finding("comment")
    assert "переименованы" in str(finding.message)
    assert finding.place.cell == "B2"


def test_comments_on_empty_cells_of_a_record_are_told_and_our_own_are_not() -> None:
    from openpyxl.comments import Comment
    book = openpyxl.Workbook()
    sheet = fill(book.active, [HEADER, [1, "Один", None, "8 (7182) 55-01-02", None]])
    sheet["C2"].comment = Comment("переезжают в марте", "К.")
    sheet["E2"].comment = Comment("■ Справочник:\nНет адреса.\n■", "Справочник")
    found = read(packed(book))
    assert [(one.place.cell, one.before) for one in found.findings if one.code == "comment"] == [("C2", "переезжают в марте")]


def test_a_comments_telephones_are_hidden_because_whose_they_are_is_not_known() -> None:
    from openpyxl.comments import Comment
    book = openpyxl.Workbook()
    sheet = fill(book.active, [HEADER, record(1, "Один")])
    sheet["B2"].comment = Comment("моб. директора 8 701 718 28 72", "К.")
    finding = read(packed(book)).finding("comment")
    assert "701" not in f"{finding.message} {finding.before}"
    assert "моб. директора •" in str(finding.message)


def test_table_on_the_seventh_sheet_after_prose() -> None:
    book = openpyxl.Workbook()
    fill(book.active, [["Уважаемые коллеги, просим заполнить таблицу на последнем листе."], ["Срок: до 1 марта."]])
    for number in range(5):
        book.create_sheet(f"Пусто {number}")
    fill(book.create_sheet("Реестр"), [HEADER, record(1, "Один")])
    found = read(packed(book))
    assert found.names() == ["Один"]
    assert found.finding("sheet-prose").severity.value == "info"


def test_several_tables_on_several_sheets() -> None:
    book = openpyxl.Workbook()
    fill(book.active, [HEADER, record(1, "Один")])
    fill(book.create_sheet("Эксперты"), [["ФИО", "Темы", "Телефон", "На камеру"], ["Ким Вера", "экология", "8 701 000 11 22", "да"]])
    assert [row.kind for row in read(packed(book)).rows] == ["organisation", "expert"]


def test_card_sheets_are_refused_by_name() -> None:
    card = [["Название", "Надежда"], ["БИН", "1"], ["Адрес", "ул. Мира, 5"], ["Телефон", "41-23-45"], ["E-mail", "x@fond.example"],
            ["Миссия", "Помогаем."]]
    found = read_table(card)
    assert found.rows == []
    assert found.finding("card").severity.value == "error"


def test_empty_form_is_refused_by_name() -> None:
    found = read_table([["Название", "____"], ["БИН"], ["Адрес", "___"], ["Телефон"], ["E-mail"]])
    assert found.codes == ["form"]


def test_pivot_is_refused_by_name() -> None:
    found = read_table([["Названия строк", "Количество по полю Название"], ["Абай", 3], ["Атырау", 5], ["Общий итог", 8]])
    assert found.codes == ["pivot"]


def test_lists_for_drop_downs_are_refused_by_name() -> None:
    left, right = ["да", "нет"], [f"НПО {number}" for number in range(12)]
    rows = [[left[n] if n < 2 else None, None, right[n], f"Н{n}"] for n in range(12)]
    found = read_table([["Ответ", None, "Организация", "Аббревиатура"], *rows])
    assert found.codes == ["lists"]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("shape", ["empty", "pivot", "card", "form", "prose", "no-header", "no-name-column", "lists"])
def test_every_refused_shape_has_its_sentence(shape: str, alone: bool) -> None:
    from pipeline.ingest.grid import make_grid
    from pipeline.ingest.refusals import refusal
    from pipeline.model.source import Sheet
    finding = refusal(make_grid("a.xlsx", Sheet("Лист", "visible", {})), shape, alone=alone, header_row=2, rows=3)
    assert str(finding.message).endswith(".")
    assert (finding.severity.value == "error") is alone


def test_empty_workbook_is_one_error() -> None:
    assert read(book_of([])).codes == ["empty-workbook"]


def test_header_alone_says_that_there_are_no_listings() -> None:
    found = read_table([HEADER])
    assert found.codes == ["no-rows"]


def test_dates_and_numbers_keep_their_kind() -> None:
    from datetime import date

    from pipeline.model.source import CellKind
    found = read_table([["Название", "БИН", "Дата создания", "Телефон"], ["Надежда", 40140001234, date(2005, 3, 12), 87772345678]])
    values = {name: values[0] for name, values in found.rows[0].values.items()}
    assert (values["founded"].text, values["founded"].kind) == ("2005-03-12", CellKind.DATE)
    assert (values["phones"].text, values["phones"].kind) == ("87772345678", CellKind.NUMBER)


CELLS = st.one_of(
    st.none(), st.sampled_from(["Итого", "Пример", "Карагандинская область", "Название", "Телефон", "-", "нет", "x@fond.example",
            "41-23-45", "Надежда"]),
    st.integers(0, 99), st.text("абвгАБВГ 123.,-«»@", max_size=12))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=14))
def test_every_row_is_accounted_for_whatever_stands_in_it(rows: list[list[object]]) -> None:
    found = read_table([["№", "Название", "Город", "Телефон", "E-mail", "Примечание"], *rows])
    if found.sheet.kind:
        below = {row for row, cells in enumerate(rows, start=2) if any(str(cell).strip() for cell in cells if cell is not None)}
        last_header = found.sheet.header_rows[-1]
        assert found.sheet.rows == len([row for row in below if row > last_header])
