"""Dates, numbers, phones, addresses and names of languages per edition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.errors import Unreadable
from pipeline.localise.formats import format_address, format_date, format_money, format_number, format_phone, language_name, network_name
from pipeline.model.fields import Lang
from pipeline.model.listings import Phone
from pipeline.settings import read_edition
from pipeline.stock import new_edition_text

KARAGANDA: dict[Lang, str] = {"kk": "Қарағанды қ.", "ru": "г. Караганда", "en": "Karaganda"}


@pytest.mark.parametrize(
    ("lang", "expected"), [("kk", "2026\u202fж. 8 наурыз"), ("ru", "8 марта 2026\u202fг."), ("en", "8 March 2026")],
)
def test_a_date_is_cldrs_long_form(lang: Lang, expected: str) -> None:
    assert format_date(date(2026, 3, 8), lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"), [("kk", "1\u00a0234\u00a0567,5"), ("ru", "1\u00a0234\u00a0567,5"), ("en", "1,234,567.5")],
)
def test_a_number_has_its_languages_separators(lang: Lang, expected: str) -> None:
    assert format_number(Decimal("1234567.5"), lang) == expected
    assert format_number(12, lang) == "12"


def test_a_phone_never_breaks_and_names_its_extension() -> None:
    phone = Phone(("+7", "727", "263", "15", "27"), "office", extension="12")
    assert format_phone(phone, "ru") == "+7\u00a0727\u00a0263\u00a015\u00a027\u00a0вн.\u00a012"
    assert format_phone(phone, "kk").endswith("ішкі\u00a012")
    assert format_phone(phone, "en").endswith("ext.\u00a012")
    assert format_phone(Phone(("150",), "helpline"), "kk") == "150"


def test_an_address_stands_in_its_languages_order() -> None:
    assert format_address("100000", KARAGANDA, "Абай даңғ., 10, 5-кеңсе", "kk") == "100000, Қарағанды қ., Абай даңғ., 10, 5-кеңсе"
    assert format_address("100000", KARAGANDA, "пр. Абая, 10, оф. 5", "ru") == "100000, г. Караганда, пр. Абая, 10, оф. 5"
    assert format_address("100000", KARAGANDA, "Office 5, 10 Abay Ave", "en") == "Office 5, 10 Abay Ave, Karaganda 100000"
    assert format_address("M01A2B3", KARAGANDA, "10 Abay Ave", "en") == "10 Abay Ave, Karaganda M01A2B3"


TOWNS: dict[str, dict[Lang, str]] = {
    "city": {"kk": "Қарағанды", "ru": "Караганда", "en": "Karaganda"}, "village": {"kk": "Архат", "ru": "Аркат"},
    "settlement": {"kk": "Шубарқұдық", "ru": "Шубаркудук", "en": "Shubarkuduk"}, "district": {"kk": "Абай ауданы", "ru": "Абайский район"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lang", "expected"),
    [
        ("city", "kk", "100000, Қарағанды, 10"), ("city", "ru", "100000, Караганда, 10"), ("city", "en", "10, Karaganda 100000"),
        ("village", "kk", "100000, Архат~ауылы, 10"), ("village", "ru", "100000, с.~Аркат, 10"), ("village", "en", "10, Архат 100000"),
        ("settlement", "kk", "100000, Шубарқұдық~кенті, 10"), ("settlement", "ru", "100000, пос.~Шубаркудук, 10"),
        ("district", "ru", "100000, Абайский район, 10"),
    ],
)  # fmt: skip
def test_an_address_says_what_kind_of_place_a_village_is(kind: str, lang: Lang, expected: str) -> None:
    assert format_address("100000", TOWNS[kind], "10", lang, kind).replace("\u00a0", "~") == expected


@pytest.mark.parametrize(
    ("amount", "lang", "expected"),
    [
        (1234567, "kk", "1~234~567~₸"), (1234567, "ru", "1~234~567~₸"), (1234567, "en", "₸1,234,567"), (Decimal("12.5"), "ru", "12,5~₸"),
    ],
)  # fmt: skip
def test_tenge_have_their_sign_in_all_editions(amount: int | Decimal, lang: Lang, expected: str) -> None:
    assert format_money(amount, lang).replace("\u00a0", "~") == expected
    assert format_money(5, lang, "CHF").replace("\u00a0", " ") == "5 CHF"


PRICE = ('price = { ru = "", kk = "", en = "" }', "price = {}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2500", {"kk": "2~500~₸", "ru": "2~500~₸", "en": "₸2,500"}), ("0", {"kk": "", "ru": "", "en": ""}),
        ('"даром"', {"kk": "даром", "ru": "даром", "en": "даром"}), ('{ ru = "2500 тенге" }', {"kk": "", "ru": "2500 тенге", "en": ""}),
    ],
)  # fmt: skip
def test_a_price_on_the_cover_may_be_a_number_of_tenge(written: str, expected: dict[str, str]) -> None:
    edition = read_edition(new_edition_text("edition.toml").replace(PRICE[0], PRICE[1].format(written)))
    assert {lang: text.replace("\u00a0", "~") for lang, text in edition.cover.price.items()} == expected


@pytest.mark.parametrize("written", ["true", "25.5", "[2500]"])
def test_a_price_that_is_neither_text_nor_number_is_refused(written: str) -> None:
    with pytest.raises(Unreadable, match="price"):
        read_edition(new_edition_text("edition.toml").replace(PRICE[0], PRICE[1].format(written)))


def test_an_address_leaves_out_what_is_not_known() -> None:
    assert format_address("", KARAGANDA, "", "en") == "Karaganda"
    assert format_address("", {}, "ул. Абая, 1", "ru") == "ул. Абая, 1"
    assert format_address("", {"ru": "Таскала"}, "Abay St 1", "en") == "Abay St 1, Таскала"


def test_languages_are_named_in_the_editions_language() -> None:
    assert [language_name(tag, "kk") for tag in ("kk", "ru", "en")] == ["қазақ тілі", "орыс тілі", "ағылшын тілі"]
    assert language_name("ug", "ru") == "уйгурский"
    assert language_name("sgn", "en") == "sign language"
    assert language_name("kk-Latn", "en") == "Kazakh (Latin)"
    assert language_name("qqq", "ru") == "qqq"
    assert language_name("nonsense tag", "ru") == "nonsense tag"


def test_networks_have_their_own_spelling() -> None:
    assert [network_name(code) for code in ("youtube", "tiktok", "vk", "elsewhere")] == ["YouTube", "TikTok", "VK", "elsewhere"]
