"""Typographic rules: what is set, what is never touched."""

from __future__ import annotations

import unicodedata
from time import process_time

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
    ("ru", "СТ РК 1167-2002, ISO 26-2000", "СТ РК 1167-2002, ISO 26-2000"),
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
    # quotes: three deep, unbalanced, after a hyphen, apostrophes
    ("ru", 'Фонд "А "Б "В" Г" Д"', "Фонд «А~„Б «В» Г“ Д»"),
    ("ru", '«Надежда, "Вера"', "«Надежда, «Вера»"),
    ("ru", 'из-"за" и "за"-из', "из-«за» и~«за»-из"),
    ("ru", "Жанна д'Арк, О'Генри", "Жанна д’Арк, О’Генри"),
    ("kk", "Қур'ан, ма'на", "Қур’ан, ма’на"),
    ("en", "O'Brien's Qur'an, ma'am, 'tis", "O’Brien’s Qur’an, ma’am, ’tis"),
    ("en", "rock 'n' roll of the 1990's", "rock ’n’ roll of the 1990’s"),
    ("en", "\"'Nested' start\" and \"end 'nested'\"", "“‘Nested’ start” and “end ‘nested’”"),
    ("en", "5' 6\" tall", "5' 6\" tall"),
    # dashes: dialogue, typewriters' ones, the minus
    ("ru", "- Да, - сказал он.", "—~Да,~— сказал он."),
    ("ru", "слово--слово", "слово~— слово"),
    ("ru", "-5 °C и -5, 10 -15 %", "−5~°C и~-5, 10 -15~%"),
    ("kk", "- Иә, - деді ол.", "—~Иә,~— деді ол."),
    # ranges, and what looks like one
    ("ru", "2020-2021-2022", "2020-2021-2022"),
    ("ru", "01.01.2020-31.12.2020", "01.01.2020–^31.12.2020"),
    ("ru", "10 000-15 000 тенге", "10~000–^15~000~тенге"),
    ("ru", "с.5-7, ул. Абая, д. 10-15", "с.~5–^7, ул.~Абая, д.~10-15"),
    ("ru", "пн-пт, Пн.-Пт., май-июнь, вторник-четверг", "пн–^пт, Пн.–^Пт., май–^июнь, вторник–четверг"),
    ("ru", "раз-два, Алматы-Астана, ст. 15-1", "раз-^два, Алматы-Астана, ст.~15-1"),
    ("kk", "10-15 адам, 8-10 сынып, 8-10-сыныптар, I-IV сынып", "10–^15~адам, 8–^10 сынып, 8–^10-^сыныптар, I–^IV сынып"),
    ("kk", "дүйсенбі-жұма, 8-10 мамыр", "дүйсенбі–жұма, 8–^10~мамыр"),
    ("en", "10,000-15,000 people, 1.5-2 hours, 2nd-3rd, Mon-Fri", "10,000–^15,000 people, 1.5–^2~hours, 2nd–^3rd, Mon–^Fri"),
    # abbreviations and initials
    ("ru", "т.д., и т.п., к.э.н. Ким, и.о. директора", "т.~д., и~т.~п., к.~э.~н. Ким, и.~о. директора"),
    ("ru", "г.Алматы, ул.Абая,д.5, №№ 5", "г.~Алматы, ул.~Абая,д.~5,~№№~5"),
    ("ru", "Ж.-Ж. Руссо, Салтыков-Щедрин М.Е.", "Ж.-Ж.~Руссо, Салтыков-Щедрин~М.~Е."),
    ("ru", "тел. 8 (7272) 26-31-52", "тел.~8~(7272)~26-31-52"),
    ("kk", "б.з.д. V ғ., XX ғ., XX-XXI ғғ.", "б.~з.~д. V~ғ., XX~ғ., XX–^XXI~ғғ."),
    ("kk", "м.ғ.д. Ахметов, т.с.с.", "м.~ғ.~д. Ахметов, т.~с.~с."),
    # numbers, units, money
    ("ru", "5млн ₸, 500₸, $ 5, 5 $, 100 руб", "5~млн~₸, 500~₸, $~5, 5~$, 100~руб"),
    ("ru", "5кг, 10км/ч, 2,5млн, 5 м²", "5~кг, 10~км/^ч, 2,5~млн, 5~м²"),
    ("ru", "+5°C, 5 ° C, 36,6 °С, 45° с.ш.", "+5~°C, 5~°C, 36,6~°С, 45°~с.~ш."),
    ("kk", "5000₸, 5мың теңге, 5°C", "5000~₸, 5~мың~теңге, 5~°C"),
    ("en", "$ 5, £5, 500 KZT, 10km at 10°C", "$5, £5, 500~KZT, 10~km at~10~°C"),
    ("ru", "до 300 тысяч тенге, 64 миллиона тенге", "до 300~тысяч тенге, 64~миллиона тенге"),
    ("ru", "Формат 148 × 210 мм (60×84/16)", "Формат 148~×~210~мм (60×84/16)"),
    ("ru", "Издание 2-е, выпуск 1-й", "Издание~2-^е, выпуск~1-^й"),
    ("kk", "2027 жылғы 1 ақпаннан бастап, 31 мамырға дейін, 15 сәуірден", "2027~жылғы 1~ақпаннан бастап, 31~мамырға дейін, 15~сәуірден"),
    ("kk", "40 миллион теңгеге, 20 жылдығы, 3 қараша", "40~миллион теңгеге, 20~жылдығы, 3~қараша"),
    ("en", "Edition 2, impression 1. 148 × 210 mm", "Edition~2, impression~1. 148~×~210~mm"),
    ("en", "I am 5. I mean it", "I am 5. I mean it"),
    # what is not ours
    ("ru", '<b>"Надежда"</b> &nbsp;', '<b>"Надежда"</b> &nbsp;'),
    ("ru", "👨‍👩‍👧 семья - שלום", "👨‍👩‍👧 семья~— שלום"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_text_is_set_by_its_languages_rules(lang: Lang, text: str, expected: str) -> None:
    assert set_text(text, lang).replace("\u00a0", "~").replace(WORD_JOINER, "^") == expected


UNTOUCHED = [
    "+7 727 263 15 27", "8 (727) 123-45-67", "8 705 123 45 67", "8-705-123-45-67", "41-23-45", "263 15 27", "7172 32 15 27",
    "(7172) 32-15-27", "https://fond.example/a--b?c=\u0434-\u0435", "http://a-b.kz/x...y", "www.fond-abc.example",
    "til-aktobe.kz/ru/1998-2005", "info@fond-abc.example", "@til_ortalygy", "123456789012", "KZ75 1234 5678 9012 3456",
    "KZ12345A6789012345", "KZ-75", "A-12/3", "2026-03-08", "12/34/56", "COVID-19", "https://қор.қаз/жол--б", "www.пример.рф", "бір-қор.қаз",
    "<info@fund.example.kz>", "a.b-c+d@fond.example", "report_2020-21.pdf", "#хэштег_1-2", "KZ86 125K ZT50 0410 0100", "050340001255",
    "8(7172)32-15-27", "+77271234567", "https://a.kz/x...y--z?q=5km&r=т.д.", "v1.2-3", "F-16/2", "b-c.io/d-e", "www.b-c.museum/x-1", "t-x.foundation",
]


@pytest.mark.parametrize("token", UNTOUCHED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_phones_links_and_codes_are_never_touched(token: str, lang: Lang) -> None:
    text = bare(set_text(f'"Фонд" - {token}, "да"', lang))
    assert token in text or token.replace(" ", "\u00a0") in text
    assert text.count('"') == 0


HOSTILE = [
    "I-", "XI-", "0", "01.01.2020-", "10.00-", "1-", "a-", "a.", "a@", "KZ12 ", "A-1/", "+7 7", "8(", "(123) 1", "https://a", '"', "«", "'", "- ",
    "а б ", "А. ", "Пушкин А", "т.", "1 000 ", "1,", "5° ", "пн-", "Ж.-", "...", "/", "_", "\uffff", "e\u0301", "x,", "12 34 ", "-5 ", "&", "г.А",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hundred_thousand_letters_take_no_longer_than_they_must(piece: str) -> None:
    """Ten times the letters, some ten times the time: no rule goes back over what it has read."""
    spent = []
    for letters in (10_000, 100_000):
        begun = process_time()
        set_text.__wrapped__(piece * (letters // len(piece)), "ru")
        spent.append(process_time() - begun)
    assert spent[1] < 30 * max(spent[0], 0.02)


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


PIECES = [
    "а", "в", "Фонд", "Ә.", "А.", "С.", "г.", "гг.", "ж.", "т.", "д.", "№", "%", "5", "10", "000", "1998", "2005", "12,5", "km", "км", "ОФ", "ҚҚ",
    "қ.", " ", " ", " ", " ", " ", "-", "--", "–", "—", '"', "'", "«", "»", "„", "“", "”", "‘", "’", ".", "...", ",", "(", ")", "/", ":", "\u00a0",
    "\n", "\uffff", "+7", "727", "263", "15", "27", "a@b.kz", "http://a.kz/", "www.b-c.kz", "@нет", "KZ-75", "Пушкин", "U.S.", "XIX", "XX", "{",
    "}", "*", "°", "C", "₸", "$", "пн", "Fri", "Mon", "май", "июнь", "March", "1st", "3rd", "01.02.2020", "#", "'n'", "s", "б.", "з.", "и.о.", "−",
    "…", "‑", "‐", "\u2060", "\u200b", "\u202f", "млн", "руб", "10 000", "8", "7172", "32", "Ж.", "O’", "′", "_", "<b>", "&amp;", "pp.", "6:30",
    "9.30", "1,000", "1.5", "тел.", "?", "!", "e\u0301", "İ", "ı", "👨‍👩‍👧", "ש",
]  # fmt: skip
prose = (
    st.text(max_size=40)
    | st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
    | st.text(alphabet="0123456789-–. ,:/()+№аАгжxX'\"«»…", max_size=24)
)


@given(prose, st.sampled_from(LANGUAGES))
@example('"\u00ab a"', "ru")
@example("...0-1.kz", "ru")
@example("а - - б", "ru")
@example("00\u202f00 00", "kk")
@example("00 00  00", "kk")
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
