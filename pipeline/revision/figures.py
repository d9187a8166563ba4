"""Numbers as they are read: values of figures with each language's separators, and the words that say the same."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Final

from pipeline.model.fields import Lang

__all__ = ["SCALED", "Value", "figures_in", "month_in", "roman_in", "values_in_words"]

Value = Decimal

_SPACES: Final = "\u0020\u00a0\u202f\u2009"
_GROUPED: Final = rf"\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+(?!\d)"
_SCALES: Final[tuple[tuple[str, int], ...]] = (
    ("тыс", 10**3), ("мың", 10**3), ("thousand", 10**3), ("млн", 10**6), ("миллион", 10**6), ("million", 10**6), ("mln", 10**6),
    ("млрд", 10**9), ("миллиард", 10**9), ("billion", 10**9), ("bn", 10**9),
)  # fmt: skip
_SCALE: Final = "|".join(word for word, _ in _SCALES)
_FIGURES: Final = {
    "en": re.compile(
        rf"(\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|{_GROUPED}(?:\.\d+)?|\d+(?:\.\d+)?)(?:[{_SPACES}-]?({_SCALE}))?", re.IGNORECASE),
    "ru": re.compile(rf"({_GROUPED}(?:,\d+)?|\d+(?:[.,]\d+)?)(?:[{_SPACES}-]?({_SCALE}))?", re.IGNORECASE),
}
_FIGURES["kk"] = _FIGURES["ru"]
SCALED: Final = re.compile(rf"\d[{_SPACES}-]?(?:{_SCALE})", re.IGNORECASE)
"""A figure that counts thousands or millions."""
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MONTHS: Final[tuple[tuple[str, ...], ...]] = (
    ("январ", "қаңтар", "january"), ("феврал", "ақпан", "february"), ("март", "наурыз", "march"), ("апрел", "сәуір", "april"),
    ("мая", "май", "мамыр", "may"), ("июн", "маусым", "june"), ("июл", "шілде", "july"), ("август", "тамыз", "august"),
    ("сентябр", "қыркүйек", "september"), ("октябр", "қазан", "october"), ("ноябр", "қараша", "november"),
    ("декабр", "желтоқсан", "december"),
)  # fmt: skip
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

_UNITS: Final[dict[Lang, tuple[tuple[str, int], ...]]] = {
    "ru": (
        ("нол", 0), ("одиннадцат", 11), ("двенадцат", 12), ("тринадцат", 13), ("четырнадцат", 14), ("пятнадцат", 15), ("шестнадцат", 16),
        ("семнадцат", 17), ("восемнадцат", 18), ("девятнадцат", 19), ("двадцат", 20), ("тридцат", 30), ("сорок", 40), ("пятьдесят", 50),
        ("пятидесят", 50), ("шестьдесят", 60), ("шестидесят", 60), ("семьдесят", 70), ("семидесят", 70), ("восемьдесят", 80),
        ("восьмидесят", 80), ("девяност", 90), ("двест", 200), ("двух", 2), ("двум", 2), ("трист", 300), ("четырест", 400),
        ("пятьсот", 500), ("шестьсот", 600), ("семьсот", 700), ("восемьсот", 800), ("девятьсот", 900), ("полтор", 1), ("сот", 100),
        ("сто", 100), ("тысяч", 1000), ("миллион", 10**6), ("миллиард", 10**9),
        ("один", 1), ("одн", 1), ("перв", 1), ("два", 2), ("две", 2), ("втор", 2), ("дважды", 2), ("двое", 2), ("оба", 2),
        ("обе", 2), ("обо", 2), ("вдвое", 2), ("пар", 2), ("три", 3), ("трё", 3), ("тре", 3), ("тро", 3), ("трем", 3), ("четыр", 4),
        ("четвер", 4), ("четвёр", 4), ("пят", 5), ("шест", 6), ("семи", 7), ("семь", 7), ("седьм", 7), ("восем", 8), ("восьм", 8),
        ("девят", 9), ("десят", 10),
    ),
    "kk": (
        ("нөл", 0), ("бір", 1), ("алғаш", 1), ("екі", 2), ("екеу", 2), ("қос", 2), ("үш", 3), ("төрт", 4), ("бес", 5), ("алты", 6),
        ("алпыс", 60), ("жеті", 7), ("жетпіс", 70), ("сегіз", 8), ("сексен", 80), ("тоғыз", 9), ("тоқсан", 90), ("он", 10), ("жиырма", 20),
        ("отыз", 30), ("қырық", 40), ("елу", 50), ("жүз", 100), ("мың", 1000), ("миллион", 10**6), ("миллиард", 10**9), ("жұп", 2),
    ),
    "en": (
        ("zero", 0), ("eleven", 11), ("twelve", 12), ("twelfth", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
        ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twent", 20), ("thirt", 30), ("fort", 40), ("fift", 50), ("sixt", 60),
        ("sevent", 70), ("eight", 8), ("ninet", 90), ("hundred", 100), ("thousand", 1000), ("million", 10**6),
        ("billion", 10**9), ("one", 1), ("once", 1), ("first", 1),
        ("single", 1), ("two", 2), ("twice", 2), ("second", 2), ("both", 2), ("double", 2), ("pair", 2), ("couple", 2), ("three", 3),
        ("third", 3), ("triple", 3), ("four", 4), ("quarter", 4), ("five", 5), ("six", 6), ("seven", 7), ("nine", 9), ("ninth", 9),
        ("ten", 10), ("dozen", 12),
    ),
}
_TENS_OF_ENGLISH: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "fifth": 5, "sixty": 60, "sixth": 6, "seventy": 70, "seventh": 7, "eighty": 80,
    "eighth": 8, "ninety": 90,
}  # fmt: skip
_EXACT: Final = frozenset({"он", "май", "may", "ten", "one"})
"""Stems that are whole words too often the beginning of others."""
_KAZAKH_TEN: Final = re.compile(r"он(?:ын|ға|да|дан|ы|ыншы)?\Z")


def figures_in(text: str, lang: Lang) -> Counter[Value]:
    """The values of all figures in a text: «1 000», «2,5 млн», "1,000" and "2.5 million" by what they are worth."""
    found: Counter[Value] = Counter()
    for match in _FIGURES[lang].finditer(_DATE.sub(r"\1; \2; \3", text)):
        found[_value(match[1], match[2], lang)] += 1
    return found


def _value(figure: str, scale: str | None, lang: Lang) -> Value:
    plain = re.sub(rf"[{_SPACES}'’]", "", figure)
    plain = plain.replace(",", "") if lang == "en" else plain.replace(",", ".")
    value = Decimal(plain)
    if scale:
        value *= next(times for word, times in _SCALES if scale.casefold() == word)
    return value.normalize() + 0


def values_in_words(text: str, lang: Lang) -> set[int]:
    """The values that words of a text may stand for, alone or joined: "forty-one", «сто двадцать», «он екі»."""
    found: set[int] = set()
    running = 0
    last = 0
    for word in _WORD.findall(text.casefold()):
        value = _word_value(word, lang)
        if value is None:
            running = last = 0
            continue
        found.add(value)
        if value >= 100 and running:
            running = (running * value) if running < value else running + value
        elif running and last > value:
            running += value
        else:
            running = value
        last = value
        found.add(running)
    return found


def _word_value(word: str, lang: Lang) -> int | None:
    if lang == "en" and word in _TENS_OF_ENGLISH:
        return _TENS_OF_ENGLISH[word]
    if lang == "kk" and word.startswith("он"):
        return 10 if _KAZAKH_TEN.match(word) else None
    for stem, value in _UNITS[lang]:
        if word == stem or (stem not in _EXACT and word.startswith(stem)):
            return value
    return None


def month_in(text: str, month: int) -> bool:
    """Whether a text names that month, 1 to 12, in any of the languages."""
    stems = _MONTHS[month - 1]
    return any(word.startswith(stems) for word in _WORD.findall(text.casefold()))


def roman_in(text: str, value: int) -> bool:
    """Whether a text has the number in Roman figures, as centuries and congresses have."""
    rest, made = value, ""
    for worth, letters in _ROMAN:
        while rest >= worth:
            made, rest = made + letters, rest - worth
    return made in _WORD.findall(text.replace("Х", "X").replace("І", "I"))
