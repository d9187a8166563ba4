"""Dashes between words, en dashes in ranges, and the minus (language.md 5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Final

from pipeline.localise.words import word_lists
from pipeline.model.fields import Lang

__all__ = ["set_dashes", "set_ranges"]

_DASH: Final[dict[Lang, str]] = {"ru": "—", "kk": "—", "en": "–"}

_BETWEEN: Final = re.compile(r" (?:--?|[‐–—]) (?=\S)")
_FIRST: Final = re.compile(r"^(?:--?|[‐–—]) (?=\S)")
_DOUBLED: Final = re.compile(r"(?<=[^\W\d_])--(?=[^\W\d_])")
"""слово--слово: what a typewriter has for a dash."""
_MINUS: Final = re.compile(r"[-–](?=\d{1,3}(?:[.,]\d+)? ?[°%])(?<![^\s(«„“][-–])(?<!\d [-–])")
"""-5 °C: a hyphen before a degree or a share is a minus."""

_WHOLE: Final = r"\d{1,4}(?:[:.]\d\d|,\d{1,2})?"
_NUMBERS: Final[dict[Lang, str]] = {
    "ru": rf"\d{{1,3}}(?: \d{{3}})+(?:,\d{{1,2}})?|{_WHOLE}",
    "kk": rf"\d{{1,3}}(?: \d{{3}})+(?:,\d{{1,2}})?|{_WHOLE}",
    "en": rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d)?|\d{{1,4}}\.\d(?!\d)|{_WHOLE}",
}
_ROMAN_RANGE: Final = re.compile(r"(?<![\w-])([IVXLC]{1,8})[-‐—]([IVXLC]{1,8})(?![\w-])")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_DAY: Final = r"\d{1,2}\.\d{1,2}\.\d{4}"
_DAYS: Final = re.compile(rf"(?<![\w./-])({_DAY})( ?)[-‐–—]\2({_DAY})(?![\w/-])(?!\.\w)")
_ORDINALS: Final = re.compile(r"(?<![\w-])(\d{1,2}(?:st|nd|rd|th))[-‐—](\d{1,2}(?:st|nd|rd|th))(?![\w-])")
_NEAR_NUMBERS: Final = re.compile(r"\d ?[-‐–—] ?\d")
_NEAR_ROMANS: Final = re.compile("[IVXLC][-‐—][IVXLC]")
_SECOND_WORD: Final = re.compile(r"[-‐—](?<=[^\W\d_][-‐—]|\.[-‐—])([^\W\d_]{2,12})(?![\w-])")
_FIRST_WORD: Final = re.compile(r"(?:^|[^\w-])([^\W\d_]{2,12})\.?$")
_CODE_BEFORE: Final = re.compile(r"(?:^|\W)(?:д\.|дом|house|гост|гост р|ст рк|iso|исо|снип) ?$")
"""д. 10-15 is a house and a flat, СТ РК 1167-2002 a standard and its year."""


def set_dashes(line: str, lang: Lang) -> str:
    """A spaced hyphen or dash becomes the dash of ``lang``, held by the word before it so that no line begins with it."""
    dash = _DASH[lang]
    if "--" in line:
        line = _DOUBLED.sub(f"\u00a0{dash} ", line)
    line = _MINUS.sub("−", line)
    return _FIRST.sub(f"{dash}\u00a0", _BETWEEN.sub(f"\u00a0{dash} ", line))


def set_ranges(line: str, lang: Lang) -> str:
    """1998–2005, 8–10, 10:00–18:00, 2020–21, XIX–XX, 01.03.2026–31.05.2026, пн–пт: an unspaced en dash wherever the numbers rise."""
    if _NEAR_NUMBERS.search(line):
        line = _numbers(lang).sub(_number_range, _DAYS.sub(r"\1–\3", line))
    if _NEAR_ROMANS.search(line):
        line = _ROMAN_RANGE.sub(_roman_range, line)
    if lang == "en":
        line = _ORDINALS.sub(r"\1–\2", line)
    return _SECOND_WORD.sub(partial(_word_range, lang=lang), line)


@cache
def _numbers(lang: Lang) -> re.Pattern[str]:
    number = _NUMBERS[lang]
    return re.compile(rf"(?<![\w,/:№§–—-])(?<!\d\.)(?<!№ )({number})( ?)[-‐–—]\2({number})(?![\d/–—])(?!-\d)(?![.,:]\d)")


@cache
def _runs(lang: Lang) -> Mapping[str, int]:
    """A word of a run (пн, май) -> which run it belongs to."""
    return {word.lower(): number for number, run in enumerate(word_lists(lang)["runs"]) for word in run}


def _word_range(found: re.Match[str], lang: Lang) -> str:
    runs = _runs(lang)
    run = runs.get(found[1].lower())
    if run is None:
        return found[0]
    first = _FIRST_WORD.search(found.string[max(0, found.start() - 14) : found.start()])
    return f"–{found[1]}" if first and runs.get(first[1].lower()) == run else found[0]


def _number_range(found: re.Match[str]) -> str:
    first, space, last = found[1], found[2], found[3]
    are_years = bool(_YEAR.fullmatch(first) and _YEAR.fullmatch(last))
    if space and not are_years:  # "в 2010 - 15 организаций" is no range
        return found[0]
    if _is_code(first, last) or _CODE_BEFORE.search(found.string[max(0, found.start() - 8) : found.start()].lower()):
        return found[0]
    start = first[2:] if _YEAR.fullmatch(first) and len(last) == 2 else first
    return f"{first}–{last}" if _value(start) < _value(last) else found[0]


def _is_code(first: str, last: str) -> bool:
    """Leading noughts (01-15), or a clock time or day on one side only (ГОСТ 7.32-2017)."""
    clocks = [bool(re.search(r":|\.\d\d", number)) for number in (first, last)]
    if clocks[0] != clocks[1]:
        return True
    return not clocks[0] and any(len(number) > 1 and number[0] == "0" and number[1] not in ",." for number in (first, last))


def _value(number: str) -> float:
    grouped = re.sub(r"[ ,](?=\d{3}(?!\d))", "", number)
    return float(re.sub("[:,]", ".", grouped))


def _roman_range(found: re.Match[str]) -> str:
    return f"{found[1]}–{found[2]}" if _roman(found[1]) < _roman(found[2]) else found[0]


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
