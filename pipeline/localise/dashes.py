"""Dashes between words, and en dashes in ranges (language.md 5.1)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.fields import Lang

__all__ = ["set_dashes", "set_ranges"]

_DASH: Final[dict[Lang, str]] = {"ru": "—", "kk": "—", "en": "–"}

_HYPHEN: Final = re.compile("[-‐–—]")
_BETWEEN: Final = re.compile(r"(?<=\S) (?:--?|[‐–—]) (?=\S)")
_FIRST: Final = re.compile(r"^(?:--?|[‐–—]) (?=\S)")
_NUMBER: Final = r"\d{1,4}(?:[:.]\d\d|,\d{1,2})?"
_RANGE: Final = re.compile(
    rf"(?<![\w.,/:№§–—-])(?<!№ )({_NUMBER})( ?)[-‐–—]\2({_NUMBER})(?![\d/–—])(?!-\d)(?![.,:]\d)",
)
_ROMAN_RANGE: Final = re.compile(r"(?<![\w-])([IVXLC]+)[-‐—]([IVXLC]+)(?![\w-])")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")


def set_dashes(line: str, lang: Lang) -> str:
    """A spaced hyphen or dash becomes the dash of ``lang``, held by the word before it so that no line begins with it."""
    dash = _DASH[lang]
    if not _HYPHEN.search(line):
        return line
    return _FIRST.sub(f"{dash}\u00a0", _BETWEEN.sub(f"\u00a0{dash} ", line))


def set_ranges(line: str) -> str:
    """1998–2005, 8–10, 10:00–18:00, 2020–21, XIX–XX: an unspaced en dash wherever the numbers rise."""
    if not _HYPHEN.search(line):
        return line
    return _ROMAN_RANGE.sub(_roman_range, _RANGE.sub(_number_range, line))


def _number_range(found: re.Match[str]) -> str:
    first, space, last = found[1], found[2], found[3]
    are_years = bool(_YEAR.fullmatch(first) and _YEAR.fullmatch(last))
    if space and not are_years:  # "в 2010 - 15 организаций" is no range
        return found[0]
    if _is_code(first, last):
        return found[0]
    start = first[2:] if _YEAR.fullmatch(first) and len(last) == 2 else first
    return f"{first}–{last}" if _value(start) < _value(last) else found[0]


def _is_code(first: str, last: str) -> bool:
    """Leading noughts (01-15), or a clock time or day on one side only (ГОСТ 7.32-2017)."""
    clocks = [bool(re.search("[:.]", number)) for number in (first, last)]
    if clocks[0] != clocks[1]:
        return True
    return not clocks[0] and any(len(number) > 1 and number[0] == "0" and number[1] != "," for number in (first, last))


def _value(number: str) -> float:
    return float(re.sub("[:,]", ".", number))


def _roman_range(found: re.Match[str]) -> str:
    return f"{found[1]}–{found[2]}" if _roman(found[1]) < _roman(found[2]) else found[0]


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
