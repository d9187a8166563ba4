"""Headers: where they stand, how deep they are, in which words and languages."""

from __future__ import annotations

import pytest
from ingest_books import read_table

ROW = ["Надежда", "8 (7212) 41-23-45", "info@nadezhda.example"]


def test_title_rows_above_the_header_are_not_records() -> None:
    found = read_table([["Список НПО"], [], ["на 1 марта"], ["Название", "Телефон", "E-mail"], ROW])
    assert found.sheet.header_rows == (4,)
    assert found.names() == ["Надежда"]
    assert found.rows[0].ref.cell == "5"


def test_header_below_a_legend_of_thirty_rows_is_found() -> None:
    legend = [[f"Пункт {number}: пояснение к заполнению"] for number in range(30)]
    found = read_table([*legend, ["Название", "Телефон", "E-mail"], ROW])
    assert found.sheet.header_rows == (31,)


def test_two_row_header_joins_parent_and_child() -> None:
    found = read_table([
        ["Название", "Контакты", None, None],
        [None, "телефон", "e-mail", "сайт"],
        [*ROW, "nadezhda.example"],
    ], ["A1:A2", "B1:D1"])
    assert found.sheet.header_rows == (1, 2)
    assert found.fields() == {"A": "name", "B": "phones", "C": "emails", "D": "site"}
    assert found.rows[0].values["phones"][0].header == "Контакты › телефон"


def test_two_row_header_without_merges_is_joined_too() -> None:
    found = read_table([["Название", "Контакты", None], [None, "телефон", "e-mail"], ROW])
    assert found.fields() == {"A": "name", "B": "phones", "C": "emails"}


def test_languages_under_a_name_become_three_name_fields() -> None:
    found = read_table([
        ["№", "Атауы", None, None, "Телефоны"],
        [None, "қазақша", "орысша", "ағылшынша", None],
        [1, "Үміт", "Надежда", "Hope", "8 701 000 11 22"],
    ], ["B1:D1", "A1:A2", "E1:E2"])
    assert found.fields() == {"A": None, "B": "name_kk", "C": "name_ru", "D": "name_en", "E": "phones"}
    assert found.codes == []


def test_three_row_header() -> None:
    found = read_table([
        ["Сведения об НПО", None, None, None],
        ["Название", "Контакты", None, None],
        [None, "телефон", "e-mail", "сайт"],
        [*ROW, "nadezhda.example"],
    ], ["A1:D1", "A2:A3", "B2:D2"])
    assert found.sheet.header_rows[-1] == 3
    assert found.fields() == {"A": "name", "B": "phones", "C": "emails", "D": "site"}


def test_children_of_a_person_mean_that_person() -> None:
    found = read_table([
        ["Название", "Руководитель", None, "Пресс-секретарь", None, None],
        [None, "ФИО", "должность", "ФИО", "телефон", "e-mail"],
        ["Надежда", "Ахметова А.", "директор", "Ким В.", "8 701 000 11 22", "press@nadezhda.example"],
    ], ["A1:A2", "B1:C1", "D1:F1"])
    assert list(found.fields().values()) == ["name", "head", "head_role", "press", "press_phone", "press_email"]


def test_row_of_column_numbers_is_skipped_and_named() -> None:
    found = read_table([["Название", "Телефон", "E-mail"], [1, 2, 3], ROW])
    assert found.names() == ["Надежда"]
    assert found.finding("number-row").place.cell == "2"
    assert found.sheet.skipped == 1


@pytest.mark.parametrize(("header", "field"), [
    ("Атауы (қазақша)", "name_kk"), ("Name in English", "name_en"), ("Наименование на русском языке", "name_ru"),
    ("Tелефoн", "phones"), ("ТЕЛЕФОН №2", "phones"), ("E-mail:", "emails"), ("Область *", "region"), ("облысы", "region"), ("Мекен-жайы",
    "address"),
    ("Уялы телефон", "mobile"), ("Бағыттары", "areas"), ("Багыттары", "areas"), ("Target groups", "targets"), ("Планы на 2027 год",
    "plans"),
    ("Адрес, телефон, e-mail", "contacts"), ("Тел./факс", "phones"), ("Телефон доверия", "helpline"), ("Сот. тел.", "mobile"), ("БСН",
    "bin"),
    ("Миссия (не более 80 слов)", "mission"), ("Согласие на публикацию мобильного телефона (да/нет)", "consent_mobile"),
    ("ФИО руководителя", "head"),
    ("Не печатать", "leave_out"), ("Жұмыс тілдері", "languages"), ("Тексерілген күні", "verified"), ("Прежнее название", "former_name"),
    ("Соцсети", "social"), ("Баспасөз хатшысы", "press"), ("Legal form", "form"), ("Құрылған жылы", "founded"),
])
def test_header_words_of_three_languages(header: str, field: str) -> None:
    found = read_table([["Название организации", "Город", "БИН", header], ["Надежда", "Темиртау", "1", "x"]])
    assert found.fields()["D"] == field
    assert found.sheet.columns[3].confidence >= 0.75


@pytest.mark.parametrize(("header", "field"), [
    ("Согласие", "consent"), ("Согласие на публикацию", "consent"), ("Келісім", "consent"), ("Жариялауға келісім", "consent"),
    ("Consent", "consent"), ("Келісім / Согласие", "consent"), ("Согласие (да/нет)", "consent"), ("Публиковать? (да/нет)", "consent"),
    ("Жариялау", "consent"), ("Согласие на обработку персональных данных", "consent"), ("Согласие руководителя", "consent"),
    ("Согласие на публикацию сведений и мобильного телефона организации", "consent"),
    ("Согласие на публикацию (мобильный)", "consent_mobile"), ("Согласие директора на публикацию номера", "consent_mobile"),
    ("Ұялы телефонды жариялауға келісім", "consent_mobile"), ("Consent to publish mobile", "consent_mobile"),
    ("Согласие на публикацию сведений об организации", "consent_listing"), ("Согласие на размещение информации об НПО", "consent_listing"),
    ("Ұйым туралы мәлімет жариялауға келісім", "consent_listing"), ("Consent to be listed in the directory", "consent_listing"),
    ("Не публикавать", "leave_out"), ("Жарияламау", "leave_out"),
])
def test_a_consent_is_to_what_its_header_says_and_to_nothing_known_where_it_says_nothing(header: str, field: str) -> None:
    assert read_table([["Название организации", "Город", "БИН", header], ["Надежда", "Темиртау", "1", "нет"]]).fields()["D"] == field


def test_a_consent_under_a_mobile_speaks_of_it() -> None:
    from pipeline.ingest.matching import match_nested
    assert match_nested(("Мобильный телефон", "Согласие"), "organisation").field == "consent_mobile"
    assert match_nested(("Контакты", "Согласие"), "organisation").field == "consent"


@pytest.mark.parametrize("header", ["Название / Атауы", "Атауы\nНазвание", "Наименование (полное)", "НАИМЕНОВАНИЕ НПО",
        "Ұйым атауы / Название организации / Name"])
def test_bilingual_and_remarked_name_headers(header: str) -> None:
    assert read_table([[header, "Телефон"], ["Надежда", "1"]]).fields()["A"] == "name"


def test_every_synonym_leads_to_its_own_field() -> None:
    from pipeline.ingest.matching import match_header
    from pipeline.ingest.vocabulary import field_names, synonyms
    for kind in ("organisation", "expert"):
        table = synonyms(kind)
        assert set(table.values()) - {""} <= field_names(kind)
        for word, field in table.items():
            assert match_header(word, kind).field == field


def test_every_field_has_header_words() -> None:
    from pipeline.ingest.vocabulary import field_names, synonyms
    for kind in ("organisation", "expert"):
        missing = field_names(kind) - set(synonyms(kind).values())
        assert missing <= {"name_ru", "name_kk", "name_en"}


def test_misspelt_header_is_a_guess_and_said_so() -> None:
    found = read_table([["Название", "Телефон", "Элекронная поччта"], ROW])
    assert found.fields()["C"] == "emails"
    assert found.finding("column-guessed").place.cell == "C1"
    assert found.sheet.columns[2].confidence < 0.75


def test_unknown_column_with_contents_is_named() -> None:
    found = read_table([["Название", "Телефон", "Кол-во волонтёров"], ["Надежда", "8 701 000 11 22", 14]])
    finding = found.finding("column-unmapped")
    assert "Кол-во волонтёров" in str(finding.message)
    assert finding.place.cell == "C1"


def test_filled_column_without_header_is_named() -> None:
    found = read_table([["Название", "Телефон"], ["Надежда", "8 701 000 11 22", "ещё что-то"]])
    assert found.finding("column-without-header").place.cell == "C1"


def test_repeated_columns_give_several_values() -> None:
    found = read_table([["Название", "Телефон 1", "Телефон 2", "Телефон 3"], ["Надежда", "41-23-45", None, "41-23-46"]])
    assert found.texts("phones") == [["41-23-45", "41-23-46"]]
    assert [value.ref.cell for value in found.rows[0].values["phones"]] == ["B2", "D2"]


def test_hxl_tags_alone_are_a_header() -> None:
    found = read_table([["#org+name", "#org+acronym", "#adm1+name", "#adm1+code", "#sector"], ["Hope Fund", "HF", "West", "W1", "Health"]])
    assert found.sheet.header_rows == (1,)
    assert list(found.fields().values()) == ["name", "acronym", "region", None, "areas"]
    assert found.names() == ["Hope Fund"]


def test_hxl_tags_below_a_foreign_header_decide() -> None:
    found = read_table([["Nom", "Secteur", "Province"], ["#org+name", "#sector", "#adm1+name"], ["Espoir", "Santé", "Nord"]])
    assert found.sheet.header_rows == (1, 2)
    assert list(found.fields().values()) == ["name", "areas", "region"]


def test_acronym_stands_for_a_name_that_is_missing() -> None:
    found = read_table([["Area", "Partner org"], ["#adm1+name", "#org+acronym"], ["West", "HF"]])
    assert found.names() == ["HF"]
    assert "column-guessed" in found.codes


def test_experts_are_told_from_organisations() -> None:
    experts = read_table([["ФИО", "Место работы", "Темы", "На камеру"], ["Ким Вера", "Надежда", "экология", "да"]])
    organisations = read_table([["Организация", "ФИО", "Должность", "БИН"], ["Надежда", "Ким Вера", "директор", "1"]])
    assert experts.sheet.kind == "expert"
    assert organisations.sheet.kind == "organisation"
    assert list(organisations.fields().values()) == ["name", "head", "head_role", "bin"]


def test_sheet_name_settles_a_close_choice_of_kind() -> None:
    rows = [["ФИО", "Организация", "Должность", "Телефон"], ["Ким Вера", "Надежда", "юрист", "8 701 000 11 22"]]
    assert read_table(rows, title="Эксперты").sheet.kind == "expert"
    assert "kind-guessed" not in read_table(rows, title="Эксперты").codes


def test_no_header_is_one_sentence_with_what_to_do() -> None:
    found = read_table([["Темиртау", "Экология", "Надежда"], ["Абай", "Спорт", "Рассвет"]])
    assert found.rows == []
    assert found.sheet.kind == ""
    finding = found.finding("no-header")
    assert finding.severity.value == "error"
    assert "mapping.toml" in str(finding.hint)


def test_header_without_a_name_column_counts_its_rows_as_rejected() -> None:
    found = read_table([["Телефон", "E-mail", "Адрес"], ["1", "a@b.example", "x"], ["2", "c@b.example", "y"]])
    assert (found.sheet.rows, found.sheet.rejected, found.sheet.kind) == (2, 2, "")
    assert "2 rows" in str(found.finding("no-name-column").message)


def test_column_found_twice_is_named() -> None:
    found = read_table([["Название", "БИН", "БИН", "Телефон"], ["Надежда", "1", "2", "3"]])
    assert found.finding("column-twice").place.cell == "C1"
