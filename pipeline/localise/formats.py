"""Dates, numbers, phones, addresses and names of languages as each edition prints them (language.md 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pipeline.doors import catalogues
from pipeline.localise.latin import latin_letters
from pipeline.localise.spaces import NO_BREAK_SPACE
from pipeline.model.fields import LANGUAGES, EditionLang, Lang, source_language
from pipeline.model.listings import Phone

__all__ = [
    "format_address", "format_date", "format_money", "format_number", "format_phone", "language_name", "network_name", "town_name",
]

_EXTENSION: Final[dict[Lang, str]] = {"kk": "ішкі", "ru": "вн.", "en": "ext."}

_CURRENCY_SIGNS: Final = {"KZT": "₸", "EUR": "€", "USD": "$", "GBP": "£", "RUB": "₽"}
_TOWN_WORDS: Final[dict[str, dict[Lang, str]]] = {
    "settlement": {"kk": f"{{}}{NO_BREAK_SPACE}кенті", "ru": f"пос.{NO_BREAK_SPACE}{{}}"},
    "village": {"kk": f"{{}}{NO_BREAK_SPACE}ауылы", "ru": f"с.{NO_BREAK_SPACE}{{}}"},
}
"""Kind of the gazetteer -> the place's name with its word; none in English (language.md 5.3).

A city has none: every reader knows it for one, and «қ.» would cost a line in every sixth entry of the sample, a sheet of paper in all.
"""

NETWORKS: Final = {
    "instagram": "Instagram", "facebook": "Facebook", "telegram": "Telegram", "youtube": "YouTube", "tiktok": "TikTok", "vk": "VK",
    "x": "X", "linkedin": "LinkedIn", "whatsapp": "WhatsApp", "threads": "Threads",
}

_LANGUAGES_WITHOUT_CLDR: Final[dict[str, dict[Lang, str]]] = {
    "sgn": {"kk": "ымдау тілі", "ru": "жестовый язык", "en": "sign language"},
    "rsl": {"kk": "орыс ымдау тілі", "ru": "русский жестовый язык", "en": "Russian Sign Language"},
    "dng": {"kk": "дүнген тілі", "ru": "дунганский", "en": "Dungan"},
}


@lru_cache(maxsize=4096)
def format_date(day: date, lang: EditionLang) -> str:
    """CLDR's long form: 2026 ж. 8 наурыз, 8 марта 2026 г., 8 March 2026 (U+202F before ж. and г., as CLDR has it); 2026 j. 8 nauryz."""
    text = catalogues.date_text(day, source_language(lang))
    return text if lang == source_language(lang) else latin_letters(text)


def format_number(n: float | Decimal, lang: EditionLang) -> str:
    """1 234 567,5 with NO-BREAK SPACE in kk and ru; 1,234,567.5 in en. Give a Decimal where float noise would show."""
    return catalogues.decimal_text(n, source_language(lang))


def format_phone(phone: Phone, lang: Lang) -> str:
    """The number's groups, and its extension with the word of ``lang``, joined by NO-BREAK SPACE: it never breaks."""
    groups = [*phone.groups, _EXTENSION[lang], phone.extension] if phone.extension else phone.groups
    return NO_BREAK_SPACE.join(groups)


def format_money(amount: int | Decimal, lang: Lang, currency: str = "KZT") -> str:
    """1 234 567 ₸ in kk and ru, ₸1,234,567 in en; ``currency`` by its ISO 4217 code.

    Tenge have their sign in all editions, where the CLDR has KZT; a currency without a sign here has its code.
    """
    number, sign = format_number(amount, lang), _CURRENCY_SIGNS.get(currency)
    if lang == "en" and sign:
        return f"{sign}{number}"
    return f"{number}{NO_BREAK_SPACE}{sign or currency}"


def format_address(postcode: str, town_names: Mapping[Lang, str], street: str, lang: Lang, kind: str = "") -> str:
    """kk, ru: postcode, town, street, as imprints begin; en: street, town postcode (Kazpost; UPU). What is empty is left out.

    ``kind``: what the gazetteer calls the place; a village or settlement has its word beside the name (Қараауыл ауылы, с. Карааул).
    """
    town = town_name(town_names, lang)
    if words := town_names.get(lang) and _TOWN_WORDS.get(kind, {}).get(lang):
        town = words.format(town)
    if lang == "en":
        return ", ".join(part for part in (street, " ".join(part for part in (town, postcode) if part)) if part)
    return ", ".join(part for part in (postcode, town, street) if part)


def town_name(names: Mapping[Lang, str], lang: Lang) -> str:
    """The name in ``lang``; else the first of kk, ru, en that is there; "" without any."""
    return names.get(lang) or next((names[other] for other in LANGUAGES if names.get(other)), "")


@lru_cache(maxsize=1024)
def language_name(tag: str, lang: Lang) -> str:
    """The language of BCP 47 tag ``tag`` as ``lang`` calls it (қазақ тілі, казахский, Kazakh); the tag itself where nobody knows it."""
    own = _LANGUAGES_WITHOUT_CLDR.get(tag.lower())
    return own[lang] if own else catalogues.language_text(tag, lang) or tag


def network_name(network: str) -> str:
    """The printed name of a social network's code, the same in every language; the code where it is not known."""
    return NETWORKS.get(network, network)
