"""Dates with the precision that was written: a year, a month, or a day; nothing is ever filled in (data.md 0.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.model.message import Message, msg
from pipeline.model.source import CellKind
from pipeline.normalise import rules
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.lookalikes import DIGIT_LIKE
from pipeline.normalise.trail import Spot

__all__ = ["WrittenDate", "parse_date", "read_day", "read_year"]

_MONTHS: Final = (
    "январь января қаңтар january", "февраль февраля ақпан february", "март марта наурыз march", "апрель апреля сәуір april",
    "май мая мамыр may", "июнь июня маусым june", "июль июля шілде july", "август августа тамыз august",
    "сентябрь сентября қыркүйек september", "октябрь октября қазан october", "ноябрь ноября қараша november",
    "декабрь декабря желтоқсан december",
)  # fmt: skip
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_YEAR_WORD: Final = r"(?:\s*-?\s*(?:г|год|году|года|ж|жыл|жылы|жылғы)\b\.?)?"
_DAY: Final = r"(?P<day>\d{1,2})"
_NAME: Final = r"(?P<name>[^\W\d_]{3,9})\.?"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$",
        rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}{_YEAR_WORD}$",
        rf"{_DAY}/(?P<month>\d{{1,2}})/{_YEAR}$",
        rf"(?P<month>\d{{1,2}})[./]{_YEAR}{_YEAR_WORD}$",
        rf"{_YEAR}-(?P<month>\d\d)$",
        rf"(?:с\s+|в\s+|since\s+)?{_YEAR}{_YEAR_WORD}$",
        rf"«?{_DAY}»?\s+{_NAME}\s+{_YEAR}{_YEAR_WORD}$",
        rf"{_YEAR}{_YEAR_WORD}\s+{_DAY}\s+{_NAME}$",
        rf"{_NAME}\s+{_DAY},?\s+{_YEAR}$",
        rf"{_NAME}\s+{_YEAR}{_YEAR_WORD}$",
        rf"{_YEAR}{_YEAR_WORD}\s+{_NAME}$",
    )
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as precise as it was written; ``month`` and ``day`` are None where they were not."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> date | None:
        return None if self.month is None or self.day is None else date(self.year, self.month, self.day)


def parse_date(text: str) -> WrittenDate | None:
    """The date a text says; None for anything else, two-digit years and impossible days among it. Day before month."""
    text = text.strip().rstrip(".").strip()
    for pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            return _made(match.groupdict())
    return None


def _made(groups: dict[str, str | None]) -> WrittenDate | None:
    month, day, name = groups.get("month"), groups.get("day"), groups.get("name")
    number = int(month) if month else None
    if name:
        number = _month(fold_kazakh(name))
        if number is None:
            return None
    made = WrittenDate(int(groups["year"] or 0), number, int(day) if day else None)
    try:
        date(made.year, made.month or 1, made.day or 1)
    except ValueError:
        return None
    return made


def _month(name: str) -> int | None:
    """The number of the one month that has a name beginning so, in any of three languages."""
    found = [number for number, names in enumerate(_MONTHS, 1) if any(fold_kazakh(month).startswith(name) for month in names.split())]
    return found[0] if len(found) == 1 else None


def read_year(text: str, kind: CellKind, spot: Spot) -> int | None:
    """The year of a date of any precision. A date cell is certain; a number is one only where it is a year."""
    found = parse_date(text if kind is not CellKind.NUMBER else text.removesuffix(".0"))
    if found is None:
        proposed = _with_digits(text)
        _report(text, spot, str(proposed.year) if proposed else "", msg("Write the year in four figures, e.g. 2015."))
        return None
    return found.year


def read_day(text: str, spot: Spot) -> date | None:
    """A whole date; a month or a year alone is named and left out."""
    found = parse_date(text)
    if found is None:
        proposed = _with_digits(text)
        day = f"{proposed.full:%d.%m.%Y}" if proposed and proposed.full else ""
        _report(text, spot, day, msg("Write day, month and year, e.g. 12.03.2026."))
        return None
    if found.full is None:
        spot.found(
            rules.DATE,
            "incomplete-date",
            msg("“{text}” names no day; the date is left out.", text=text),
            hint=msg("Write day, month and year, e.g. 12.03.2026."),
            before=text,
        )
    return found.full


def _with_digits(text: str) -> WrittenDate | None:
    """The date that the text would be if a letter in it were the digit it looks like (20I5); a word holds no figure and is none."""
    return parse_date(re.sub(r"\b\w*\d\w*\b", lambda word: "".join(DIGIT_LIKE.get(char, char) for char in word[0]), text))


def _report(text: str, spot: Spot, proposed: str, form: Message) -> None:
    """``proposed``: what it may be, never printed before a person says so; ``form``: how to write it."""
    if proposed:
        spot.found(
            rules.DATE,
            "letter-in-date",
            msg("There is a letter among the figures of “{text}”; it is left out.", text=text),
            hint=msg("Is it {date}? Then write it with figures only.", date=proposed),
            before=text,
            after=proposed,
        )
        return
    spot.found(
        rules.DATE, "bad-date", msg("“{text}” is no date that can be read for certain; it is left out.", text=text), hint=form, before=text
    )
