"""Letters, quotes, forms, capitals, dates, BIN, answers, languages: data.md section 4, cases 19 and 23 to 25, and the extras."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.source import CellKind
from pipeline.normalise.bins import is_bin
from pipeline.normalise.blanks import is_blank
from pipeline.normalise.capitals import is_shouted, recased
from pipeline.normalise.check_digits import check_digit
from pipeline.normalise.dates import WrittenDate, parse_date
from pipeline.normalise.forms import find_form, forms, split_form
from pipeline.normalise.lookalikes import lacks_kazakh_letters, mend_kz1048, mend_words
from pipeline.normalise.people import NamedPerson, part_person, without_contacts
from pipeline.normalise.quotes import balance
from pipeline.normalise.spaces import tidy, tidy_lines
from pipeline.normalise.tongues import guess_language, language_of


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Aршалынский", "Аршалынский"),
        ("Hуринский", "Нуринский"),
        ("Солтүстiк", "Солтүстік"),
        ("Сentre", "Centre"),
        ("кӛшесі", "көшесі"),
        ("Yміт", "Үміт"),
        ("ХХI век", "XXI век"),
        ("IT-технологии", "IT-технологии"),
        ("Central Park", "Central Park"),
    ],
)
def test_a_word_gets_one_alphabet(before, after):
    assert mend_words(before).text == after


def test_a_word_that_both_alphabets_need_is_left_and_named():
    assert mend_words("Qazтест") == mend_words("Qazтест")
    assert mend_words("Qazтест").unsettled == ("Qazтест",)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Көлбўлағы", "Көлбұлағы"), ("Ќабырғатал", "Қабырғатал"), ("Кїшік", "Күшік"), ("Кјркес", "Кәркес"), ("Київ", "Київ")],
)
def test_damaged_kazakh_letters_are_mended_and_ukrainian_ones_are_not(before, after):
    assert mend_kz1048(before) == after


def test_damaged_letters_are_mended_in_kazakh_columns_only(one):
    organisation = one(name_ru="Ќабырғатал", name_kk="Ќабырғатал").listings[0]
    assert organisation.names["kk"].value == "Қабырғатал"
    assert organisation.names["ru"].value == "Ќабырғатал"


@pytest.mark.parametrize("name", ["Омир", "Жастар орталыгы", "Шаныракъ"])
def test_missing_kazakh_letters_are_asked_about_and_never_guessed(one, name):
    assert lacks_kazakh_letters(name)
    made = one(name_kk=name)
    assert made.listings[0].names["kk"].value == name
    assert "letters-missing" in {finding.code for finding in made.findings}


def test_spaces_and_invisible_characters_are_tidied():
    assert tidy("  Центр\xa0\u200b  «Жас»\r\n Алматы ") == "Центр «Жас» Алматы"
    assert tidy_lines("а\r\n\r\n б ") == "а\nб"
    assert tidy("и\u0306") == "й"


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("text", ["-", "—", "n/a", "null", "нет", "Жоқ", "0000-00-00", '" "', "..."])
def test_words_for_nothing_are_blank(text):
    assert is_blank(text)


def test_blanks_are_counted_once_a_file(one):
    made = one(site="-", emails="нет", social="жоқ")
    told = [finding for finding in made.findings if finding.code == "blank-words"]
    assert [str(finding.message) for finding in told] == ["3 cells that only say that there is nothing were read as empty."]


@pytest.mark.parametrize(
    ("sent", "name", "code"),
    [
        ('ОБЩЕСТВЕННЫЙ ФОНД "РОДНИК"', "Родник", "ОФ"),
        ("ОФ «Родник»", "Родник", "ОФ"),
        ('"Родник" ОФ', "Родник", "ОФ"),
        ('Қоғамдық қор "Бұлақ"', "Бұлақ", "ОФ"),
        ("«Бұлақ» ҚҚ", "Бұлақ", "ОФ"),
        ("«Бұлақ» қоғамдық қоры", "Бұлақ", "ОФ"),
        ("Spring Public Foundation", "Spring", "ОФ"),
        ("АНО КРЦРМСИГ", "КРЦРМСИГ", "АНО"),
        ("«Бұлақ облыстық «Бұлақ облысының орталығы» КММ", "Бұлақ облыстық «Бұлақ облысының орталығы»", "КГУ"),
        ("Ана үні орталығы» ЖШС", "Ана үні орталығы", "ТОО"),
        ("Общественный фонд помощи родникам", "Общественный фонд помощи родникам", ""),
        ("Республиканское общественное объединение «Родник»", "Родник", "РОО"),
        ('ОФ "Дом "Мама""', "Дом «Мама»", "ОФ"),
        ('«ОФ "Родник"»', "Родник", "ОФ"),
    ],
)
def test_form_and_quotes_are_parted_from_the_name(one, sent, name, code):
    organisation = one(name=sent).listings[0]
    assert [text.value for text in organisation.names.values()] == [name]
    assert organisation.form == code


def test_the_column_of_the_form_goes_before_the_name(one):
    made = one(name_ru="ОФ «Родник»", form="общественное объединение")
    assert made.listings[0].form == "ОО"
    assert "form-differs" in {finding.code for finding in made.findings}


def test_every_form_is_found_by_all_its_names():
    for form in forms().values():
        for spelling, _ in form.spellings():
            assert find_form(spelling) == form.code, spelling
        assert split_form(f"«Родник» {form.attached}") == ("«Родник»", form.code)


@given(st.text(alphabet='абв «»"“”„', max_size=20))
def test_quotes_always_balance(text):
    depth = 0
    for char in balance(text).text:
        depth += {"«": 1, "»": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("sent", "printed"),
    [
        ("ЦЕНТР ПОДДЕРЖКИ ЖЕНЩИН АЛМАТЫ", "Центр поддержки женщин Алматы"),
        ("ШКОЛА ЗОЖ И СПОРТА", "Школа ЗОЖ и спорта"),
        ("ДОМ «СОЛНЫШКО»", "Дом «Солнышко»"),
    ],
)
def test_capitals_are_recased_but_abbreviations_are_not(sent, printed):
    assert is_shouted(sent)
    assert recased(sent) == printed


@pytest.mark.parametrize("name", ["КРЦРМСИГ", "ЮНЕСКО", "ЭКОМ", "Родник", "СПИД"])
def test_abbreviations_do_not_shout(name):
    assert not is_shouted(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2005", WrittenDate(2005)),
        ("2005 г.", WrittenDate(2005)),
        ("с 2005 года", WrittenDate(2005)),
        ("2005 ж.", WrittenDate(2005)),
        ("март 2005", WrittenDate(2005, 3)),
        ("2005 жылғы наурыз", WrittenDate(2005, 3)),
        ("12.03.2005", WrittenDate(2005, 3, 12)),
        ("2005-03-12", WrittenDate(2005, 3, 12)),
        ("2005-03-12T00:00:00", WrittenDate(2005, 3, 12)),
        ("12 марта 2005 г.", WrittenDate(2005, 3, 12)),
        ("2005 жылғы 12 наурыз", WrittenDate(2005, 3, 12)),
        ("12 March 2005", WrittenDate(2005, 3, 12)),
        ("31.02.2005", None),
        ("12.03.05", None),
        ("сегодня", None),
        ("12 мартобря 2005", None),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text, expected):
    assert parse_date(text) == expected


def test_no_day_is_invented(one):
    made = one(verified="март 2026", founded="март 2005")
    assert made.listings[0].verified is None
    assert made.listings[0].founded == 2005
    assert "incomplete-date" in {finding.code for finding in made.findings}


def test_a_date_cell_and_a_year_in_a_number_cell_are_read(one):
    organisation = one(verified=("2026-03-12", CellKind.DATE), founded=("2005", CellKind.NUMBER)).listings[0]
    assert organisation.verified == date(2026, 3, 12)
    assert organisation.founded == 2005


@given(st.integers(0, 99), st.integers(1, 12), st.sampled_from("456"), st.integers(0, 999999))
def test_a_bin_with_one_wrong_digit_is_found_out(year, month, kind, number):
    eleven = f"{year:02d}{month:02d}{kind}{number:06d}"
    digit = check_digit(eleven)
    if digit is None:
        return
    good = f"{eleven}{digit}"
    assert is_bin(good)
    assert not any(is_bin(f"{good[:11]}{other}") for other in range(10) if other != digit)


def test_a_wrong_bin_is_left_out_and_a_missing_one_is_no_finding(one):
    assert not one(phones="+7 727 264 15 28").findings or all(finding.id != "SRC-340" for finding in one().findings)
    made = one(bin="050340001236")
    assert made.listings[0].bin == ""
    assert "bad-bin" in {finding.code for finding in made.findings}


def test_a_zero_that_excel_cut_off_is_put_back(one):
    assert one(bin=("50340001235", CellKind.NUMBER)).listings[0].bin == "050340001235"


def test_a_persons_number_is_not_printed_or_repeated(one):
    iin = "85031230012"
    made = one(bin=f"{iin}{check_digit(iin)}")
    found = [finding for finding in made.findings if finding.code == "person-number"]
    assert made.listings[0].bin == ""
    assert len(found) == 1
    assert iin not in str(found[0].message)


@pytest.mark.parametrize("field", ["phones", "mobile", "bin", "address", "mission", "head", "press", "contacts", "name_kk", "plans", "sort_name", "note", "areas"])
@pytest.mark.parametrize("text", ["850312300122", "ИИН 850312300122", "Ким Е., 850312300122", "ЖСН: 850312-300122", "БИН/ИИН 850312300122", "ИИН 8503123001"])
def test_a_mistyped_persons_number_is_printed_and_told_nowhere(one, field, text):
    made = one(**{field: text, "consent_mobile": "да"})
    said = repr((made.listings, made.changes, made.findings, made.registry))
    assert not re.search("850312[- ]?3001", said)
    assert {"person-number", "person-mistyped"} & {finding.code for finding in made.findings}


@pytest.mark.parametrize(
    "text", ["БИН 050340001236", "4400 4301 1234 5678", "+380501234567", "123456789012", "990231300122", "2010 2011 2012", "87272641528", "8503123001221"]
)  # fmt: skip
def test_other_numbers_are_no_persons(one, text):
    assert one(mission=f"Ищем родники, {text}").listings[0].mission.value.endswith(text)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("1040001238", "zero-restored", "put back"), ("1040001234", "bad-bin", "001040001234"), ("140001239", "bad-bin", "lacks zeros"),
        ("1012500121", "person-number", "zeros that Excel cut off"), ("1804400123", "bad-bin", "10 digits"),
    ],
)  # fmt: skip
def test_a_number_without_its_zeros_is_told_for_what_it_is(one, text, code, says):
    (found,) = [finding for finding in one(bin=(text, CellKind.NUMBER)).findings if finding.id == "SRC-340"]
    assert found.code == code
    assert says in str(found.message)
    assert code != "person-number" or text not in repr(found)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ержанова Дана, председатель", "Ержанова Дана", "председатель"),
        ("директор – Ержанова Д. Б.", "Ержанова Д. Б.", "директор"),
        ("Ержанова Дана (директор)", "Ержанова Дана", "директор"),
        ("исполнительный директор Ким Елена", "Ким Елена", "исполнительный директор"),
        ("Ержанова Дана, төрайым", "Ержанова Дана", "төрайым"),
        ("ДАНА ЕРЖАНОВА, пресс-секретарь, +7 701 718 28 71, press@rodnik.example", "Дана Ержанова", "пресс-секретарь"),
        ("Dana Yerzhanova, chair", "Dana Yerzhanova", "chair"),
        ("Ержанова Дана Болатовна", "Ержанова Дана Болатовна", ""),
    ],
)
def test_name_and_post_are_parted(text, name, role):
    assert part_person(without_contacts(text)) == NamedPerson(name, role)


def test_the_language_of_a_text_is_read_from_its_letters():
    assert guess_language("Мұғалімдер мен балаларға көмектесеміз") == "kk"
    assert guess_language("Помогаем детям") == "ru"
    assert guess_language("We help children") == "en"
    assert guess_language("бюро переводчиков «Алақан»") == "ru"
    assert guess_language("«Алақан» орталығы") == "kk"
    assert guess_language("Наш центр на улице Әуезова помогает всем жителям города круглый год") == "ru"


def test_what_the_row_says_goes_before_the_letters():
    assert language_of("Балаларга комек", "kk") == "kk"
    assert language_of("ул. Әуезов, 5", "ru") == "ru"
    assert language_of("We help every child in the town", "ru") == "en"


def test_a_row_sent_in_kazakh_has_kazakh_texts(one):
    organisation = one(name_kk="Бұлақ", mission="Балалармен жазда ойын ойнаймыз", sent_in="kk").listings[0]
    assert organisation.sent_in == "kk"
    assert organisation.mission.lang == "kk"


def test_a_name_in_several_languages_is_parted(one):
    names = one(name="Родник / Бұлақ / Spring").listings[0].names
    assert {lang: text.value for lang, text in names.items()} == {"ru": "Родник", "kk": "Бұлақ", "en": "Spring"}
    assert set(one(name="Родник\nБұлақ").listings[0].names) == {"ru", "kk"}
