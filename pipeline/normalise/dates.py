"""Dates with the precision that was written: a year, a month, or a day; nothing is ever filled in (data.md 0.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pipeline.model.message import Message, msg
from pipeline.model.source import CellKind
from pipeline.normalise import rules
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.lookalikes import DIGIT_LIKE
from pipeline.normalise.trail import Spot

__all__ = ["WrittenDate", "earliest_day", "parse_date", "read_day", "read_year"]

_MONTHS: Final = (
    "январь января қаңтар january", "февраль февраля ақпан february", "март марта наурыз march", "апрель апреля сәуір april",
    "май мая мамыр may", "июнь июня маусым june", "июль июля шілде july", "август августа тамыз august",
    "сентябрь сентября қыркүйек september", "октябрь октября қазан october", "ноябрь ноября қараша november",
    "декабрь декабря желтоқсан december",
)  # fmt: skip
_KAZAKH_ENDS: Final = re.compile(r"(?:да|де|та|те|дан|ден|тан|тен|нан|нен)$")
"""Cases of a month's name: наурызда, наурыздан."""
_YEAR: Final = r"(?P<year>(?:18|19|20)\d\d)"
_YEAR_WORD: Final = r"(?:\s*-?\s*(?:год[ауы]?|гг?|жылғы|жылы|жылдан|жыл|жж?|year)(?![^\W\d_])\.?)?"
_DAY: Final = r"(?P<day>\d{1,2})(?:-?(?:го|е|st|nd|rd|th)(?![^\W\d_]))?"
_NAME: Final = r"(?P<name>[^\W\d_]{3,12})\.?"
_TIME: Final = r"(?:[T ,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<sep>[-./])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}$",
        rf"{_DAY}(?P<sep>\s*[.,/-]\s*| )(?P<month>\d{{1,2}})(?P=sep){_YEAR}{_YEAR_WORD}{_TIME}$",
        rf"(?P<month>\d{{1,2}})[./]{_YEAR}{_YEAR_WORD}$",
        rf"{_YEAR}-(?P<month>\d\d)$",
        rf"{_YEAR}{_YEAR_WORD}$",
        rf"[«\"]?{_DAY}[»\"]?[\s-]+(?:of\s+)?{_NAME}[\s,]+{_YEAR}{_YEAR_WORD}$",
        rf"{_YEAR}{_YEAR_WORD}\s+{_DAY}[\s-]+{_NAME}$",
        rf"{_NAME}\s+{_DAY},?\s+{_YEAR}$",
        rf"{_NAME}\s+{_YEAR}{_YEAR_WORD}$",
        rf"{_YEAR}{_YEAR_WORD}\s+{_NAME}$",
    )
)
_BEFORE: Final = re.compile(
    r"^(?:(?:год|дата|жылы|күні)\s+)?(?:(?:основан\w*|создан\w*|образован\w*|зарегистрирован\w*|учрежден\w*|работа\w+|действу\w+|"
    r"founded|established|est|registered|құрылған|құрылды|тіркелген)\b[.:]?\s*)?(?:(?:с|со|в|во|от|in|on|since|from)\s+)?",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\s*(?:жылдан\s+бері|жылдан\s+бастап|(?<=жылдан)\s+(?:бері|бастап)|(?:бастап|бері)|(?:құрыл|тіркел|ашыл|негізі)\w*(?:\s+қалан\w*)?)\.?$",
    re.IGNORECASE,
)
_SHORT_YEAR: Final = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d\d)(?:\s*(?:г|ж)\.?)?$")
_FIRST_OF_CENTURY: Final = 40
"""A year of two figures up to this one is of this century."""
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]0+)?$")
_SERIALS: Final = range(32874, 58000)
"""Days that Excel counts from 30.12.1899: 1990 to 2058."""
_FIRST_DAY: Final = date(1899, 12, 30)
_ANY_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WITHIN: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\s+[^\W\d_]{3,12}\s+(?:19|20)\d\d)(?!\d)"
)
"""A whole date among other words and numbers: "№ 1234-1901-ОФ от 12.03.2005"."""
_COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)$")
_OLDEST: Final = 1900


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
    bare = _AFTER.sub("", _BEFORE.sub("", text)).strip() if not text.isdecimal() else text
    for pattern in _PATTERNS:
        match = pattern.match(bare)
        if match:
            return _made(match.groupdict())
    return None


def earliest_day(text: str) -> date | None:
    """The first day that the latest date within a text can mean; None where it holds none. A year alone may be a number of a register."""
    found = [parse_date(part) for part in (text, *_WITHIN.findall(text))]
    return max((date(made.year, made.month, made.day or 1) for made in found if made and made.month and made.year >= _OLDEST), default=None)


def _made(groups: dict[str, str | None]) -> WrittenDate | None:
    month, day, name = groups.get("month"), groups.get("day"), groups.get("name")
    number = int(month) if month else None
    if name:
        number = _month(fold_kazakh(name))
        if number is None:
            return None
    made = WrittenDate(int(groups["year"] or 0), number, int(day) if day else None)
    try:
        date(made.year, 1 if made.month is None else made.month, 1 if made.day is None else made.day)
    except ValueError:
        return None
    return made


def _month(name: str) -> int | None:
    """The number of the one month that has a name beginning so, in any of three languages."""
    for word in (name, _KAZAKH_ENDS.sub("", name)):
        found = [number for number, names in enumerate(_MONTHS, 1) if any(fold_kazakh(month).startswith(word) for month in names.split())]
        if len(found) == 1 and len(word) > 2:
            return found[0]
    return None


def read_year(text: str, kind: CellKind, spot: Spot) -> int | None:
    """The year of a date of any precision, 1900 at the earliest. A date cell is certain; a number is one only where it is a year."""
    found = parse_date(text if kind is not CellKind.NUMBER else text.removesuffix(".0"))
    if found is not None and found.year >= _OLDEST:
        return found.year
    proposed = _likely(text)
    answer = _ask(text, spot, str(proposed.year) if proposed else "", msg("Write the year in four figures, e.g. 2015."), found)
    decided = parse_date(answer) if answer else None
    if answer and decided is None:
        spot.bad_answer(text, answer)
    return decided.year if decided else None


def read_day(text: str, spot: Spot) -> date | None:
    """A whole date, 1900 at the earliest; a month or a year alone is named and left out."""
    found = parse_date(text)
    if found is not None and found.full is not None and found.year >= _OLDEST:
        return found.full
    form = msg("Write day, month and year, e.g. 12.03.2026.")
    if found is not None and found.full is None:
        answer = spot.asked(
            rules.DATE, "incomplete-date", msg("“{text}” names no day; the date is left out.", text=text), hint=form, before=text
        )
    else:
        proposed = _likely(text)
        day = f"{proposed.full:%d.%m.%Y}" if proposed and proposed.full else ""
        answer = _ask(text, spot, day, form, found)
    decided = parse_date(answer) if answer else None
    if answer and (decided is None or decided.full is None):
        spot.bad_answer(text, answer)
    return decided.full if decided else None


def _likely(text: str) -> WrittenDate | None:
    """What a text that is no date may say: with figures for letters, with a whole year, as Excel counts days, or by its one year."""
    lettered = parse_date(re.sub(r"\b\w*\d\w*\b", lambda word: "".join(DIGIT_LIKE.get(char, char) for char in word[0]), text))
    if lettered is not None:
        return lettered
    bare = _BEFORE.sub("", text.strip().rstrip("."))
    short = _SHORT_YEAR.match(bare) or _COMPACT.match(bare)
    if short:
        groups: dict[str, str | None] = dict(short.groupdict())
        year = int(short["year"])
        groups["year"] = str(year if year > 99 else year + (2000 if year <= _FIRST_OF_CENTURY else 1900))
        return _made(groups)
    serial = _SERIAL.match(bare)
    if serial and int(serial[1]) in _SERIALS:
        day = _FIRST_DAY + timedelta(days=int(serial[1]))
        return WrittenDate(day.year, day.month, day.day)
    years = _ANY_YEAR.findall(text)
    return WrittenDate(int(years[0])) if years else None


def _ask(text: str, spot: Spot, proposed: str, form: Message, found: WrittenDate | None) -> str | None:
    """What a person says is meant. ``proposed``: what it may be, never printed before a person says so; ``form``: how to write it."""
    code, hint = "bad-date", form
    message = msg("“{text}” is no date that can be read for certain; it is left out.", text=text)
    if found is not None and found.year < _OLDEST:
        code, message = "old-date", msg("“{text}” is a date before 1900; it is left out.", text=text)
        hint = msg("If it is right, it must be confirmed.")
        proposed = f"{found.full:%d.%m.%Y}" if found.full else str(found.year)
    elif proposed:
        hint = msg("Is it {date}? Then write it so.", date=proposed)
        if any(char in DIGIT_LIKE for word in re.findall(r"\b\w*\d\w*\b", text) for char in word):
            code, message = "letter-in-date", msg("There is a letter among the figures of “{text}”; it is left out.", text=text)
            hint = msg("Is it {date}? Then write it with figures only.", date=proposed)
    return spot.asked(rules.DATE, code, message, hint=hint, before=text, after=proposed or None)
