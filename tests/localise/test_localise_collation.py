"""The order of names, and the letters they stand under."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.localise.collation import FIGURES_BUCKET, UNLETTERED_BUCKET, bucket, sort_key, subject_key
from pipeline.localise.filing import filing_text
from pipeline.normalise.forms import forms

LANGS = ("kk", "ru", "en", "kk-Latn")
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіАБЕЁИЙӘҒҚҢӨҰҮҺІabcdefghijklmnopqrstuvwxyzABCIäğıñöşūüİ"
names = st.text(alphabet=LETTERS + " -–.,&0123456789«»\"'", max_size=14)

ORDERS = [
    ("kk", "Абай Ақтау Алматы Асық Әділет Әуезов Бота Вера Гүл Ғалым Дала Ер Ёлка Жас Зерде Иман Йод Кен Қамқор Лес Мер Нан Ңу Он Өмір"),
    ("kk", "Пана Рух Сана Тау Уақыт Ұлт Үміт Фонд Хат Һас Цирк Чай Шам Щит Ъъ Ыстық Іле Ьь Эко Юрта Я"),
    ("kk", "Ер Ерік Ёлка Жас"),
    ("ru", "Елка Ёлка Елкин Ель"),
    ("ru", "Абай Әділет Бота Гул Ғалым Дом Игла Іле Йод Камень Қамқорлық Лес Нота Ңу Ом Өмір Пар Утро Үміт Ұлт Фонд Хат Һас Цель"),
    ("ru", "Ъ Ыргыз Ь Эхо Юность Яблоко"),
    ("en", "Aid Ärzte Azure Bee cat Dog Éclair Fox zoo Абай Әділет Бота"),
    ("kk-Latn", "Abai Äl Baq Cirk Däm Er Fen Gül Ğalym Hat Ile Isker İman Jas Kün Lep Men Nan Ñu On Örken Pana Qala Ru San Şam Tau Uaqyt"),
    ("kk-Latn", "Uaqyt Ūlt Ümit Var Ys Zer"),
]


@pytest.mark.parametrize(("lang", "line"), ORDERS)
def test_names_stand_in_the_order_of_the_alphabet(lang: str, line: str) -> None:
    expected = line.split()
    shuffled = expected.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=lambda name: sort_key(name, lang)) == expected


LISTS = [
    ("ru", ["Ак Бидай", "Ак Орда", "Ак-Жол", "Акжол"]),
    ("kk", ["Ақ Бидай", "Ақ Орда", "Ақ-Жол", "Ақжол"]),
    ("kk", ["2 мектеп", "10 мектеп", "101 мектеп", "Абай", "Я", "Alpha"]),
    ("ru", ["№ 2", "5", "№ 10", "112", "Абай", "Я", "Alpha", "Zeta"]),
    ("en", ["9 to 5", "10 hours", "Alpha", "Zeta", "Абай"]),
    ("ru", ["ОО «Абай»", "«Бота»", 'ОФ "Вера"', "ОЮЛ Грань", "Дом"]),
    ("ru", ["Ассоциация женщин", "АО «Б»", "ОФ Феникс", "Фонд Абая"]),
    ("kk", ["ҚҚ «Абай»", "Қоғамдық қор «Ана»", "«Бота» ҚБ", "ЖШС «Дала»", "Қор"]),
    ("en", ["The Abbey", "A Better Life", "PF Caritas", "An Orchard", "Theatre"]),
    ("ru", ["ёж", "ель", "Ель"]),
    ("ru", ["Абай", "Абай (Алматы)", "Абай и К", "Абайская"]),
    ("en", ["McNeil", "O'Neil", "Oneself"]),
]


@pytest.mark.parametrize(("lang", "expected"), LISTS)
def test_filing_is_word_by_word_numbers_by_value_forms_and_quotes_ignored(lang: str, expected: list[str]) -> None:
    backwards = expected[::-1]
    assert sorted(backwards, key=lambda name: sort_key(name, lang)) == expected


def test_a_kazakh_index_differs_from_a_russian_one() -> None:
    words = ["Ыстық", "Іле", "Ұлт", "Үміт", "Игі", "Йод"]
    assert sorted(words, key=lambda word: sort_key(word, "kk")) == ["Игі", "Йод", "Ұлт", "Үміт", "Ыстық", "Іле"]
    assert sorted(words, key=lambda word: sort_key(word, "ru")) == ["Игі", "Іле", "Йод", "Үміт", "Ұлт", "Ыстық"]


def test_letters_typed_in_two_code_points_file_as_one() -> None:
    composed, parted = "Йод ёлки", unicodedata.normalize("NFD", "Йод ёлки")
    assert sort_key(composed, "ru") == sort_key(parted, "ru")
    assert bucket(parted, "ru") == "Й"


def test_a_form_that_is_the_whole_name_or_part_of_a_word_stays() -> None:
    assert filing_text("ОО", "ru") == "ОО"
    assert filing_text("ООН-женщины", "ru") == "ООН-женщины"
    assert filing_text("Общественный фонд развития", "ru") == "Общественный фонд развития"
    assert filing_text("Общественный фонд «Развитие»", "ru") == "Развитие"
    assert filing_text("«ОФ «Развитие»»", "ru") == "Развитие"
    assert filing_text("The", "en") == "The"


@pytest.mark.parametrize("code", sorted(forms()))
@pytest.mark.parametrize("lang", LANGS)
def test_every_spelling_of_every_legal_form_is_passed_over(code: str, lang: str) -> None:
    """In any language's edition, before the name and after it: the table of forms and the one of filing say the same."""
    for spelling, is_short in forms()[code].spellings():
        written = [spelling] if is_short else [spelling, spelling.capitalize(), spelling.upper()]
        if is_short and spelling.isalpha():
            written += [".".join(spelling) + ".", ". ".join(spelling) + "."]
        for form in written:
            for quoted in ("«Надежда»", '"Надежда"', "“Надежда”"):
                for name in (f"{form} {quoted}", f"{form}{quoted}", f"«{form} {quoted}»", f"{form} - {quoted}"):
                    assert filing_text(name, lang) == "Надежда"
            if "." not in form:
                assert filing_text(f"«Надежда» {form}", lang) == "Надежда"
                assert filing_text(f"«Надежда», {form}", lang) == "Надежда"


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("ОФ Надежда", "ru", "Надежда"), ("Общественный фонд Надежда", "ru", "Надежда"), ("Надежда РОО", "ru", "Надежда РОО"),
        ("Үміт ҚҚ", "kk", "Үміт"), ("Үміт қоғамдық бірлестігі", "kk", "Үміт"), ("«Надежда» (РОО)", "ru", "Надежда"),
        ("The Public Foundation “Hope”", "en", "Hope"), ("Hope, LLP", "en", "Hope"), ("PA Group", "ru", "PA Group"),
        ("ОБЩЕСТВЕННЫЙ ФОНД НАДЕЖДА", "ru", "ОБЩЕСТВЕННЫЙ ФОНД НАДЕЖДА"), ("OO Надежда", "ru", "Надежда"), ("ОФ", "kk", "ОФ"),
        ("OO.com", "ru", "OO.com"), ("Жеке қор", "kk", "Жеке қор"), ("«Qoğam» QB", "kk-Latn", "Qoğam"),
    ],
)  # fmt: skip
def test_a_form_without_quotes_is_passed_over_where_it_cannot_be_the_name(name: str, lang: str, expected: str) -> None:
    assert filing_text(name, lang) == expected


@pytest.mark.parametrize(
    ("typed", "meant", "lang"),
    [
        ("Aманжол", "Аманжол", "kk"), ("Матiби", "Матіби", "kk"), ("Toрғай", "Торғай", "kk"), ("Hұр", "Нұр", "kk"), ("Yміт", "Үміт", "kk"),
        ("Cвет", "Свет", "ru"), ("Əділет", "Әділет", "kk"), ("Саreer", "Career", "en"), ("Ми\u00adр", "Мир", "ru"), ("\u200bМир", "Мир", "ru"),
        ("②мектеп", "2мектеп", "kk"), ("ＡＢＣ", "ABC", "en"), ("Ⅻ век", "XII век", "ru"),
    ],
)  # fmt: skip
def test_look_alike_and_invisible_letters_do_not_move_a_name(typed: str, meant: str, lang: str) -> None:
    assert filing_text(typed, lang) == meant
    assert bucket(typed, lang) == bucket(meant, lang)


@pytest.mark.parametrize("word", ["ҚазTransГаз", "IT", "ЖАРQYN"])
def test_a_word_of_two_alphabets_that_is_meant_so_keeps_them(word: str) -> None:
    assert filing_text(word, "kk") == word


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Әділет", "kk", "Ә"), ("Әділет", "ru", "А"), ("Қамқорлық", "kk", "Қ"), ("Қамқорлық", "ru", "К"), ("Ёлка", "ru", "Е"),
        ("Ёлка", "kk", "Ё"), ("Іле", "ru", "И"), ("Іле", "kk", "І"), ("Үміт", "ru", "У"), ("Ұлт", "ru", "У"), ("Ңу", "ru", "Н"),
        ("Өмір", "ru", "О"), ("Һас", "ru", "Х"), ("Ғалым", "ru", "Г"), ("«Бота»", "ru", "Б"), ("112", "kk", FIGURES_BUCKET),
        ("№ 5 мектеп", "kk", FIGURES_BUCKET), ("ОФ «Надежда»", "ru", "Н"), ("Éclair", "en", "E"), ("Alpha", "ru", "A"),
        ("Бота", "en", "Б"), ("Әділет", "en", "А"), ("ise", "kk-Latn", "İ"), ("Isker", "kk-Latn", "I"), ("ышқын", "ru", "Ы"),
        ("«»", "ru", UNLETTERED_BUCKET), ("", "en", UNLETTERED_BUCKET), ("The Abbey", "en", "A"), ("Щит", "ru", "Щ"), ("Ъ", "ru", "Щ"),
    ],
)
def test_a_name_stands_under_its_letter(text: str, lang: str, expected: str) -> None:
    assert bucket(text, lang) == expected


def labels_of(lang: str) -> list[str]:
    """The index letters that all letters together stand under, in their order."""
    return list(dict.fromkeys(bucket(letter, lang) for letter in sorted(LETTERS, key=lambda letter: sort_key(letter, lang))))


def test_the_labels_are_the_ones_icu_shows() -> None:
    assert "".join(labels_of("kk")[:42]) == "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
    assert len(labels_of("ru")) == 30 + 26
    assert not {"Ё", "Ъ", "Ь"} & set(labels_of("ru"))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        sort_key("а", "fr")


@given(st.text(), st.text(), st.sampled_from(LANGS))
def test_different_names_never_tie(one: str, other: str, lang: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (sort_key(one, lang) == sort_key(other, lang)) is same


@given(st.lists(st.text(min_size=1, max_size=8) | names, max_size=12), st.sampled_from(LANGS))
def test_buckets_never_come_back_in_sorted_order(texts: list[str], lang: str) -> None:
    letters = [bucket(text, lang) for text in sorted(texts, key=lambda text: sort_key(text, lang))]
    seen: list[str] = []
    for letter in letters:
        if not seen or seen[-1] != letter:
            assert letter not in seen
            seen.append(letter)


@given(st.lists(names, max_size=12), st.sampled_from(LANGS))
def test_labels_stand_in_the_order_of_the_names_below_them(texts: list[str], lang: str) -> None:
    labels = (UNLETTERED_BUCKET, FIGURES_BUCKET, *labels_of(lang))
    places = [labels.index(bucket(text, lang)) for text in sorted(texts, key=lambda text: sort_key(text, lang))]
    assert places == sorted(places)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_file_by_value(one: int, other: int) -> None:
    assert (sort_key(f"Школа {one}", "ru") < sort_key(f"Школа {other}", "ru")) is (one < other)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["labour safety", "local self-government", "media law", "NGO law", "open data", "The Aral Sea"]),
        ("ru", ["адвокатура", "КФ и их надзор", "НПО и закон", "охрана труда"]),
        ("kk", ["туберкулез", "тұрғын үй", "түрме реформасы", "ҮЕҰ туралы заңнама", "ымдау тілі"]),
    ],
)
def test_no_word_of_a_subject_is_passed_over(lang: str, expected: list[str]) -> None:
    backwards = expected[::-1]
    assert sorted(backwards, key=lambda subject: subject_key(subject, lang)) == expected


@given(names, st.sampled_from(LANGS))
def test_a_subject_without_a_form_is_filed_as_a_name_is(name: str, lang: str) -> None:
    if filing_text(name, lang) == filing_text(name, lang, is_subject=True):
        assert subject_key(name, lang) == sort_key(name, lang)
