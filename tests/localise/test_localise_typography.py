"""Typographic rules: what is set, what is never touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.localise import typography
from pipeline.localise.typography import quote, set_text
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.localised import WORD_JOINER, bare

CASES: list[tuple[Lang, str, str]] = [  # "~" stands for the no-break space, "^" for the word joiner
    ("ru", 'Фонд "Надежда"', "Фонд «Надежда»"),
    ("ru", 'Центр "Дом "Надежда""', "Центр «Дом „Надежда“»"),
    ("ru", "Центр «Дом «Надежда»»", "Центр «Дом „Надежда“»"),
    ("ru", "“Надежда”", "«Надежда»"),
    ("ru", 'Экран 5" и больше', 'Экран 5" и~больше'),
    ("ru", 'Фонд "Надежда', 'Фонд "Надежда'),
    ("ru", "Наша цель - помощь", "Наша цель~— помощь"),
    ("ru", "- первый пункт", "—~первый пункт"),
    ("ru", "1998-2005 гг.", "1998–^2005~гг."),
    ("ru", "1998 - 2005 гг.", "1998–^2005~гг."),
    ("ru", "в 2010 - 15 школ", "в~2010~— 15 школ"),
    ("ru", "2020-21 учебный год", "2020–^21 учебный год"),
    ("ru", "XIX-XX вв.", "XIX–^XX~вв."),
    ("ru", "с 9:00-18:00", "с~9:00–^18:00"),
    ("ru", "10-15 школ, 1,5-2 часа", "10–^15 школ, 1,5–^2 часа"),
    ("ru", "приказ № 12-15, корпус 01-02", "приказ №~12-15, корпус 01-02"),
    ("ru", "ГОСТ 7.32-2017", "ГОСТ 7.32-2017"),
    ("ru", "с 2005г.", "с~2005~г."),
    ("ru", "А.С. Пушкин", "А.~С.~Пушкин"),
    ("ru", "А. С.Пушкин", "А.~С.~Пушкин"),
    ("ru", "Пушкин А.С.", "Пушкин~А.~С."),
    ("ru", "А.Иванова", "А.~Иванова"),
    ("ru", "в г. Алматы, ул. Абая, д. 5, кв. 7", "в~г.~Алматы, ул.~Абая, д.~5,~кв.~7"),
    ("ru", "10 000 тенге и 2 млн тенге, 5%, 50%-ный", "10~000~тенге и~2~млн~тенге, 5~%, 50%-ный"),
    ("ru", "мальчики 9-16 лет говорят по-казахски", "мальчики 9–^16~лет говорят по-^казахски"),
    ("ru", "кто-то из-за 120-летия, 5-й и/или 90 км/ч", "кто-^то из-^за 120-^летия, 5-^й и/^или 90~км/^ч"),
    ("ru", "Северо-Казахстанский, интернет-магазин, отцы/матери", "Северо-Казахстанский, интернет-магазин, отцы/матери"),
    ("ru", "звоните +7 727 263-15–27", "звоните +7~727~263-15–^27"),
    ("ru", "звоните 8 (727) 123-45-67", "звоните 8~(727)~123-45-67"),
    ("kk", "ата-ана мен ата-аналар, 2025-жылы", "ата-^ана мен ата-аналар, 2025-^жылы"),
    ("en", "e-mail, well-being, 9-5 and/or", "e-^mail, well-being, 9-5 and/^or"),
    ("ru", "ОФ «Надежда»", "ОФ~«Надежда»"),
    ("ru", "Помогаем всем, и отказов почти нет.", "Помогаем всем, и~отказов почти~нет."),
    ("ru", "Приходить можно в поликлинике № 1.", "Приходить можно в~поликлинике~№~1."),
    ("ru", "Приходить можно в поликлинике № 1001.", "Приходить можно в~поликлинике №~1001."),
    ("ru", "Собираем тёплые вещи, книги и т. д.", "Собираем тёплые вещи, книги~и~т.~д."),
    ("kk", "Жастарға арналған тегін кеңес алу", "Жастарға арналған тегін кеңес~алу"),
    ("en", "Set under the Open Font License 1.1.", "Set under the Open Font License~1.1."),
    ("ru", "Мой дом", "Мой дом"),
    ("ru", "Помогаем всем, и отказов почти никогда", "Помогаем всем, и~отказов почти никогда"),
    ("ru", "дети, семьи и т.д.", "дети, семьи и~т.~д."),
    ("ru", "Ждите...", "Ждите…"),
    ("ru", "жертвы  насилия\u00a0и их\tдети", "жертвы насилия и~их дети"),
    ("ru", "О'Нил", "О’Нил"),
    ("kk", '"Үміт" қоры', "«Үміт» қоры"),
    ("kk", '"Үміт "Аян" қоры"', "«Үміт “Аян” қоры»"),
    ("kk", "«Үміт» ҚҚ", "«Үміт»~ҚҚ"),
    ("kk", "Қарағанды қ., Абай даңғ.", "Қарағанды~қ., Абай~даңғ."),
    ("kk", "2020-2025 жж., 2026 ж., 5000 теңге", "2020–^2025~жж., 2026~ж., 5000~теңге"),
    ("kk", "2020-2025-жылдары", "2020–^2025-^жылдары"),
    ("kk", "Ә.Б. Сұлтанов", "Ә.~Б.~Сұлтанов"),
    ("kk", "балалар, жастар т.б.", "балалар, жастар т.~б."),
    ("kk", "ол да, бұл да", "ол да, бұл да"),
    ("en", 'The "Hope" fund', "The “Hope” fund"),
    ("en", 'The "House of "Hope"" fund', "The “House of ‘Hope’” fund"),
    ("en", "The «Hope» fund", "The “Hope” fund"),
    ("en", "it's the parents' home", "it’s the parents’ home"),
    ("en", "the '90s", "the ’90s"),
    ("en", "5'10 tall", "5'10 tall"),
    ("en", "We help - always", "We help~– always"),
    ("en", "We help — always", "We help~– always"),
    ("en", "5 % of 10,000 people on p. 5 within 10 km", "5% of 10,000 people on p.~5 within 10~km"),
    ("en", "J.K. Rowling of the U.S. Senate", "J.~K.~Rowling of the U.S. Senate"),
    ("en", "a b c", "a b c"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_text_is_set_by_its_languages_rules(lang: Lang, text: str, expected: str) -> None:
    assert set_text(text, lang).replace("\u00a0", "~").replace(WORD_JOINER, "^") == expected


UNTOUCHED = [
    "+7 727 263 15 27", "8 (727) 123-45-67", "8 705 123 45 67", "8-705-123-45-67", "41-23-45", "263 15 27", "7172 32 15 27",
    "(7172) 32-15-27", "https://fond.example/a--b?c=\u0434-\u0435", "http://a-b.kz/x...y", "www.fond-abc.example",
    "til-aktobe.kz/ru/1998-2005", "info@fond-abc.example", "@til_ortalygy", "123456789012", "KZ75 1234 5678 9012 3456",
    "KZ12345A6789012345", "KZ-75", "A-12/3", "2026-03-08", "12/34/56", "COVID-19",
]


@pytest.mark.parametrize("token", UNTOUCHED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_phones_links_and_codes_are_never_touched(token: str, lang: Lang) -> None:
    text = bare(set_text(f'"Фонд" - {token}, "да"', lang))
    assert token in text or token.replace(" ", "\u00a0") in text
    assert text.count('"') == 0


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Надежда", "ru", "«Надежда»"),
        ('Центр "Надежда"', "ru", "«Центр „Надежда“»"),
        ('"Аян" орталығы', "kk", "«“Аян” орталығы»"),
        ('House of "Hope"', "en", "“House of ‘Hope’”"),
        ('Центр "Надежда', "ru", '«Центр "Надежда»'),
    ],
)
def test_a_quoted_name_nests_its_own_quotes(text: str, lang: Lang, expected: str) -> None:
    assert quote(text, lang) == expected


def test_line_ends_stay() -> None:
    assert set_text("первый \n  второй", "ru") == "первый\nвторой"
    assert set_text("", "ru") == ""


prose = st.text(max_size=40) | st.lists(
    st.sampled_from([
        "а", "в", "Фонд", "Ә.", "А.", "С.", "г.", "гг.", "ж.", "т.", "д.", "№", "%", "5", "10", "000", "1998", "2005", "12,5",
        "km", "км", "ОФ", "ҚҚ", "қ.", " ", " ", " ", " ", "-", "--", "–", "—", '"', "'", "«", "»", "„", "“", "”", "‘", "’", ".",
        "...", ",", "(", ")", "/", ":", "\u00a0", "\n", "\uffff", "+7", "727", "263", "15", "27", "a@b.kz", "http://a.kz/",
        "www.b-c.kz", "@нет", "KZ-75", "Пушкин", "U.S.", "XIX", "XX", "{", "}", "*",
    ]), max_size=16,
).map("".join)


@given(prose, st.sampled_from(LANGUAGES))
@example('"\u00ab a"', "ru")
@example("а - - б", "ru")
def test_setting_twice_changes_nothing(text: str, lang: Lang) -> None:
    once = set_text(text, lang)
    assert set_text(once, lang) == once


@given(prose, st.sampled_from(LANGUAGES))
def test_letters_and_figures_never_change(text: str, lang: Lang) -> None:
    def kept(any_text: str) -> str:
        return "".join(char for char in any_text if char.isalnum())

    assert kept(set_text(text, lang)) == kept(unicodedata.normalize("NFC", text))


@given(st.text("0123456789 +-()/@.,:abKZАш\u00a0–кz№\uffff", max_size=28))
def test_what_is_not_to_be_touched_is_not_overlooked(text: str) -> None:
    """The look that spares most texts the search finds all that the search does."""
    if typography._UNTOUCHED.search(text):
        assert typography._MAY_BE_UNTOUCHED.search(text)
