"""The numbering plan of Kazakhstan: which digits are one number, and how it is grouped. The only door to phonenumbers.

phonenumbers alone invents Russian numbers from Kazakh ones and drops digits without a word (data.md 0.2), so a number counts
only where its region is KZ and every digit was used.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, Literal

from pipeline.normalise.tables import toml_table

__all__ = [
    "FREEPHONE", "Dialled", "Line", "area_code", "code_of_place", "foreign", "group_local", "is_mobile", "kazakh", "russian",
    "subscriber_length",
]  # fmt: skip

FREEPHONE: Final = "800"
_NATIONAL_DIGITS: Final = 10
_TELLING_DIGITS: Final = 5
_MOBILE: Final = ("70", "77", "747", "76", "75")
"""Beginnings of numbers that no town has: mobiles, and the satellite and internet services grouped like them."""
Line = Literal["fixed", "mobile", "freephone"]


class Dialled(tuple[str, ...]):
    """Printed groups of a number, country code first."""

    __slots__ = ()


@lru_cache(maxsize=65536)
def kazakh(national: str) -> tuple[Dialled, Line] | None:
    """The groups of ten national digits and what answers there; None where Kazakhstan has no such number.

    >>> kazakh("7272631527")[0]
    ('+7', '727', '263', '15', '27')
    """
    if len(national) != _NATIONAL_DIGITS or not national.isdecimal():
        return None
    if national.startswith(FREEPHONE):
        return Dialled(("8", FREEPHONE, national[3:6], national[6:8], national[8:])), "freephone"
    if national[0] != "7" or not _is_in_plan(national[:_TELLING_DIGITS]):
        return None
    if is_mobile(national):
        return Dialled(("+7", national[:3], national[3:6], national[6:8], national[8:])), "mobile"
    code = area_code(national)
    return Dialled(("+7", code, *group_local(national[len(code) :]))), "fixed"


@lru_cache(maxsize=4096)
def _is_in_plan(beginning: str) -> bool:
    """Whether Kazakhstan has numbers that begin so. The plan hands out whole blocks: what follows the fifth digit is any."""
    import phonenumbers

    national = int(beginning.ljust(_NATIONAL_DIGITS, "0"))
    return phonenumbers.is_valid_number_for_region(phonenumbers.PhoneNumber(country_code=7, national_number=national), "KZ")


def is_mobile(national: str) -> bool:
    """Is it a number without an area code?"""
    return national.startswith(_MOBILE)


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    return {str(code): tuple(places) for code, places in toml_table("area_codes.toml")["codes"].items()}


@lru_cache(maxsize=4096)
def area_code(national: str) -> str:
    """The area code of a national number of a fixed line: 727, or the longest known code, or by the plan's rule.

    Where the code is in no table, a fourth digit 2 marks a four-digit code (a region's main town), any other a five-digit one.
    """
    if national.startswith(("7272", "7273", "7279")):
        return "727"
    for length in (5, 4):
        if national[:length] in _codes():
            return national[:length]
    return national[:4] if national[3] == "2" else national[:5]


def subscriber_length(code: str) -> int:
    """How many digits are dialled within the area of a code."""
    return _NATIONAL_DIGITS - len(code)


@cache
def _by_place() -> dict[str, str]:
    return {kato: code for code, places in _codes().items() for kato in places}


@lru_cache(maxsize=4096)
def code_of_place(kato: str) -> str:
    """The area code dialled from outside to a place of the gazetteer, by its КАТО code; "" where it is not known."""
    return _by_place().get(kato) or _by_place().get(kato[:4], "")


def group_local(digits: str) -> tuple[str, ...]:
    """A local number in groups: 263 15 27, 41 23 45, 4 29 85."""
    first = 3 if len(digits) == 7 else 2 - len(digits) % 2
    return (digits[:first], *(digits[place : place + 2] for place in range(first, len(digits), 2)))


@lru_cache(maxsize=4096)
def foreign(digits: str) -> Dialled | None:
    """The groups of a number with its country code, where that is not +7 and the number is valid there; else None."""
    if digits.startswith("7"):
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) != "+" + digits:
        return None
    printed = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return Dialled(tuple(printed.replace("-", " ").split()))


@lru_cache(maxsize=1024)
def russian(national: str) -> Dialled | None:
    """The groups of ten national digits of a number of Russia, which shares the code +7; None where Russia has no such number."""
    if len(national) != _NATIONAL_DIGITS or not national.isdecimal() or national.startswith(("7", "0", FREEPHONE)):
        return None
    import phonenumbers

    if not phonenumbers.is_valid_number_for_region(phonenumbers.PhoneNumber(country_code=7, national_number=int(national)), "RU"):
        return None
    return Dialled(("+7", national[:3], national[3:6], national[6:8], national[8:]))
