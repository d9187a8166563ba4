"""The language of what letters do not tell, and that it keeps a fuller Kazakh row out of the Russian edition."""

from __future__ import annotations

import itertools

import pytest
from duplicate_rows import BASE, ONE, go

from pipeline import localise
from pipeline.normalise import legal_forms
from pipeline.normalise.leanings import header_of, leanings, told_language

KAZAKH = {
    "name_kk": "Тыныш жаға", "mission": "Жағалаулар мен бұлақтарды тазалаймыз.", "targets": "жағалау тұрғындары", "address": "Абай 3",
    "site": "tihiy.example", "emails": "a@tihiy.example", "founded": "2001",
}  # fmt: skip
RUSSIAN = {"mission": "Чистим берега реки вместе с жителями.", "address": "ул. Абая, дом 3"}


def in_language(made, lang):
    [local], _, _ = localise.localise(made.listings, lang, localise.load_content("", lang), legal_forms())
    return local


def plain(text):
    return text.value.replace("\u00a0", " ")


@pytest.mark.parametrize("order", [0, 1])
def test_the_fuller_kazakh_row_leaves_the_russian_edition_its_address(row, order):
    rows = [{**BASE, **KAZAKH, "bin": ONE}, {**BASE, **RUSSIAN, "bin": ONE}]
    made = go(*(row(5 + place, **rows[place ^ order]) for place in (0, 1)))
    assert "Абай" in plain(in_language(made, "kk").address)
    assert "ул. Абая, дом 3" in plain(in_language(made, "ru").address)
    assert not in_language(made, "ru").address.fallback


@pytest.mark.parametrize("order", [0, 1])
def test_a_short_russian_address_keeps_its_place_too(row, order):
    rows = [{**BASE, **KAZAKH, "bin": ONE}, {**BASE, **RUSSIAN, "address": "Абая 3", "bin": ONE}]
    made = go(*(row(5 + place, **rows[place ^ order]) for place in (0, 1)))
    assert ["Абая 3" in plain(in_language(made, "ru").address), "Абай 3" in plain(in_language(made, "kk").address)] == [True, True]


@pytest.mark.parametrize("order", [0, 1])
def test_one_person_in_two_languages_is_printed_in_each(row, order):
    rows = [
        {**BASE, **KAZAKH, "bin": ONE, "head": "Сәрсенова Әлия", "head_role": "төраға"},
        {**BASE, **RUSSIAN, "bin": ONE, "head": "Сарсенова Алия", "head_role": "председатель"},
    ]
    made = go(*(row(5 + place, **rows[place ^ order]) for place in (0, 1)))
    for lang, name, role in (("ru", "Сарсенова Алия", "председатель"), ("kk", "Сәрсенова Әлия", "төраға")):
        head = in_language(made, lang).head
        assert (plain(head.name), plain(head.role)) == (name, role)
    assert {other.field for other in made.merges[0].others} >= {"head", "head_role"}


def test_another_head_is_no_translation(row):
    made = go(
        row(5, **{**BASE, **KAZAKH, "bin": ONE, "head": "Сәрсенова Әлия", "verified": "2026-01-01"}),
        row(6, **{**BASE, **RUSSIAN, "bin": ONE, "head": "Ковалёва Инна"}),
    )
    assert plain(in_language(made, "ru").head.name) == "Сәрсенова Әлия"
    assert [one.value for one in made.merges[0].differences if one.field == "head"] == ["Ковалёва Инна"]


@pytest.mark.parametrize("order", [0, 1])
def test_a_name_without_kazakh_letters_is_in_the_language_of_its_row(row, order):
    rest = {"region": "г. Алматы", "bin": ONE}
    rows = [{**rest, **KAZAKH, "name": "Аян"}, {**rest, **RUSSIAN, "name": "ОФ «Аян»"}]
    rows[0].pop("name_kk")
    made = go(*(row(5 + place, **rows[place ^ order]) for place in (0, 1)))
    [one] = made.listings
    assert {lang: text.value for lang, text in one.names.items()} == {"kk": "Аян", "ru": "Аян"}


def test_row_then_sheet_then_headers_decide(row):
    kazakh, bare = {"mission": "Жағалауларды тазалаймыз."}, {"name": "Аян", "address": "Абай 3"}
    assert leanings([row(5, **kazakh), row(6, **bare), row(7, sheet="Б", **bare)]) == ["kk", "kk", None]
    assert leanings([row(5, **kazakh), row(6, mission="Чистим берега реки от мусора"), row(7, **bare)]) == ["kk", "ru", None]
    headed = {"name": ("Ұйымның атауы", "Аян"), "address": ("Мекенжайы", "Абай 3"), "head": ("Төрағасы", "Аян Оспан")}
    assert leanings([row(5, **headed)]) == ["kk"]
    double = {"name": ("Ұйымның атауы / Название организации", "Аян"), "address": ("Мекенжайы / Адрес", "Абай 3")}
    assert leanings([row(5, **double)]) == [None]


@pytest.mark.parametrize(("header", "lang"), [("Мекенжайы (қазақша)", "kk"), ("Адрес на русском языке", "ru"), ("Адрес", "kk")])
def test_a_header_that_names_its_language_goes_before_the_row(row, header, lang):
    made = go(row(5, **BASE, mission="Жағалауларды тазалаймыз.", address=(header, "Абай 3")))
    assert made.listings[0].address.lang == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Абай 3", None), ("Аян", None), ("ул. Абая, 3", "ru"), ("Қабанбай батыр көшесі 5", "kk"), ("ул. Қабанбай батыра, 5", None),
        ("Общественный фонд", "ru"), ("Чистим берега реки вместе", "ru"), ("Abai Avenue 3", "en"), ("264-15-28", None),
        ("Ќазаќстан жастары", None),
    ],
)  # fmt: skip
def test_what_letters_and_words_tell(text, lang):
    assert told_language(text) == lang


@pytest.mark.parametrize(
    ("header", "lang"), [("Төраға", "kk"), ("Адрес", None), ("Төраға / Председатель", None), ("Аймақ/Өңір", "kk"), ("Контактные данные", "ru")]
)
def test_the_language_of_a_header(header, lang):
    assert header_of(header) == lang


def test_the_order_of_rows_does_not_matter_to_what_they_lean_to(row):
    rows = [
        row(5, mission="Жағалауларды тазалаймыз."), row(6, mission="Бұлақтарды күтеміз."), row(7, mission="Чистим берега реки от мусора."),
        row(8, name="Аян"),
    ]  # fmt: skip
    for order in itertools.permutations(range(4)):
        assert [leanings([rows[place] for place in order])[order.index(place)] for place in range(4)] == ["kk", "kk", "ru", "kk"]
