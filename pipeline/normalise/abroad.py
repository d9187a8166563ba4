"""Numbers of other countries: only where the country is written, by its code, by 00 or by its name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from pipeline.normalise.dialling import Dialled, foreign, russian
from pipeline.normalise.folding import fold

__all__ = ["dialled_abroad", "written_country"]

_COUNTRIES: Final = {
    "996": "кыргызстан киргизия қырғызстан kyrgyzstan бишкек бішкек bishkek", "998": "узбекистан өзбекстан uzbekistan ташкент tashkent",
    "992": "таджикистан тәжікстан tajikistan", "993": "туркменистан туркмения түрікменстан turkmenistan",
    "7": "россия рф ресей russia москва мәскеу moscow", "375": "беларусь белоруссия belarus", "380": "украина ukraine",
    "995": "грузия georgia", "994": "азербайджан әзербайжан azerbaijan", "374": "армения armenia",
    "86": "китай кнр қытай china", "976": "монголия моңғолия mongolia", "90": "турция түркия turkey turkiye",
    "49": "германия германия germany", "48": "польша польша poland", "1": "сша ақш usa канада canada",
    "44": "великобритания англия ұлыбритания uk england", "33": "франция france", "39": "италия italy", "34": "испания spain",
    "41": "швейцария switzerland", "43": "австрия austria", "31": "нидерланды голландия netherlands", "420": "чехия czechia",
    "371": "латвия latvia", "370": "литва lithuania", "372": "эстония estonia", "358": "финляндия finland",
    "46": "швеция sweden", "47": "норвегия norway", "972": "израиль израиль israel", "971": "оаэ баә uae", "82": "корея корея korea",
    "81": "япония japan", "91": "индия үндістан india",
}  # fmt: skip
"""Calling code -> names of the country and of the town that stands for it (ITU-T E.164)."""


@cache
def _by_name() -> dict[str, str]:
    return {fold(name): code for code, names in _COUNTRIES.items() for name in names.split()}


def written_country(words: Iterable[str]) -> str:
    """The calling code of the one country that words beside a number name; "" for none or several."""
    codes = {_by_name()[part] for word in words for part in fold(word).split() if part in _by_name()}
    return codes.pop() if len(codes) == 1 else ""


def dialled_abroad(digits: str, country: str = "") -> Dialled | None:
    """The groups of a number of another country; ``country``: its calling code by words beside it, "" where the digits begin with it."""
    if not country:
        return foreign(digits)
    national = digits.removeprefix(country) if len(digits) > 9 else digits
    for candidate in (national, national.lstrip("0"), national[1:] if country == "7" and national[:1] == "8" else national, digits):
        made = russian(candidate) if country == "7" else foreign(country + candidate)
        if made is not None:
            return made
    return None
