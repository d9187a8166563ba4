"""A phone cell before its numbers are read: what has digits and is no number is set apart, what is written oddly is written plainly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

__all__ = ["RANGE", "Prepared", "is_plain", "prepare", "whatsapp_number"]

RANGE: Final = "…"
"""Stands between the first and the last number of a range, whatever the cell had there."""
_SCIENTIFIC: Final = re.compile(r"^(\d)(?:[.,](\d+))?[eEеЕ]\+?(\d+)$")
_FLOAT: Final = re.compile(r"^(\d{5,})[.,]0+$")
_PLAIN: Final = re.compile(r"(?!\d\))[+\d][\d (+-]*(?:\)[\d +-]*)?(?:[,;\n] ?[+\d][\d +-]*)*\Z")
"""Numbers that hold nothing to be set apart, as most cells do."""
_MOST_NOUGHTS: Final = 1
"""A program that writes numbers in full leaves the noughts at the end out; more than one is more likely a number that Excel rounded."""
_LONGEST_POWER: Final = 15
_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_CLOCK: Final = rf"{_HOUR}[:.][0-5]\d"
_TO: Final = r"\s*(?:[-–—]|до|по|to|till?|-?(?:ден|дан|тен|тан))\s*"
_UNTIL: Final = r"(?:\s*-?(?:ге|ға|ке|қа)?\s*дейін|\s*(?:ч|час|часов|сағат)\b\.?)?"
_DAY: Final = r"(?:пн|вт|ср|чт|пт|сб|вс|дс|сс|сн|жм|mon|tue|wed|thu|fri|sat|sun)\b\.?"
_DAYS: Final = rf"(?:{_DAY}(?:\s*[-–—,]\s*{_DAY})*\s*[:,]?\s*)?"
_HOURS: Final = re.compile(
    rf"(?<![\d.:-]){_DAYS}(?:с\s+|from\s+|сағат\s+)?{_CLOCK}{_TO}{_CLOCK}{_UNTIL}(?!\d|[:.-]\d)"
    rf"|\b{_DAYS}(?:с|from|сағат)\s+{_HOUR}(?:[:.][0-5]\d)?(?:\s*ч\w*\.?)?{_TO}{_HOUR}(?:[:.][0-5]\d)?{_UNTIL}(?!\d|[:.-]\d)"
    rf"|\b{_DAY}(?:\s*[-–—,]\s*{_DAY})*\s*[:,]?\s*(?:[1-9]|1\d){_TO}(?:1\d|2[0-4]){_UNTIL}(?!\s*\d|[:.-]\d)"
    rf"|(?<![\d.:-]){_HOUR}:[0-5]\d(?!\d|[:.-]\d)|\b24\s?/\s?7\b|\b24\s*(?:часа|сағат|hours)\b",
    re.IGNORECASE,
)
_OFFICE_HOURS: Final = re.compile(r"(\d{1,2})[:.][03]0\s*[-–—]\s*(\d{1,2})[:.][03]0")
_NOON: Final = 12
_ROOM_WORD: Final = r"каб(?:инет)?|оф(?:ис)?|ком(?:н(?:ата)?)?|кв(?:артира)?|этаж|эт|бөлме|қабат|дом|д|room|office|floor|№"
_ROOM: Final = re.compile(
    rf"(?<![^\W_])(?:{_ROOM_WORD})(?:\.|(?![^\W_]))\s*№?\s*\d{{1,4}}[а-яa-z]?(?:(?![\d\w]|[\s(.-]+\d)|(?=\s+(?:\+?7|8)[\s(/.-]*[1-7]))|(?<![\d.-])\d{{1,2}}[-\s]*(?:этаж|қабат)\b",
    re.IGNORECASE,
)
_ENUMERATOR: Final = re.compile(r"(?:(?<=^)|(?<=[,;\n]))\s*\d\)\s*(?=[+(\d])")
_WHATSAPP: Final = re.compile(
    r"(?:https?://|www\.)*(?:wa\.me/|api\.whatsapp\.com/send/?\?(?:\S*&)?phone=|whatsapp://send\?(?:\S*&)?phone=)(?:\+|%2B)?(\d{10,15})[^\s,;]*",
    re.IGNORECASE,
)
_EIGHT_TEN: Final = re.compile(r"\b8\s*~\s*10(?=\s*\d)")
_EMPTY: Final = re.compile(r"\(\s*\)")
_DOTS: Final = re.compile(r"\s*(?:…|\.{2,})\s*(?=\d)")
_SPOKEN_RANGE: Final = re.compile(r"(?<=\d)\s+(?:до|по|бастап)\s+(?=\d)", re.IGNORECASE)


@dataclass(slots=True)
class Prepared:
    """The text to read numbers from; ``aside``: pieces with digits that are no numbers; ``rounded``: Excel kept only its first digits."""

    text: str
    aside: list[str] = field(default_factory=list)
    rounded: bool = False


def prepare(text: str) -> Prepared:
    """Set hours, rooms and enumerating figures apart, and write links to WhatsApp and numbers of a spreadsheet as numbers."""
    if is_plain(text):
        return Prepared(text)
    plain = _FLOAT.sub(r"\1", text) if text[:1].isdigit() else text
    scientific = _SCIENTIFIC.match(plain)
    if scientific:
        return _of_scientific(plain, scientific)
    made = Prepared(_EIGHT_TEN.sub("810", plain))
    if "/" in plain:
        made.text = _WHATSAPP.sub(r" WhatsApp +\1 ", made.text)
    for pattern, is_possible in _ASIDE:
        if is_possible(made.text):
            made.text = pattern.sub(lambda match: match[0] if _may_be_digits(match) else _set_apart(match[0], made.aside), made.text)
    made.text = _EMPTY.sub(" ", made.text) if made.aside else made.text
    made.text = _DOTS.sub(f" {RANGE} ", made.text) if "…" in made.text or ".." in made.text else made.text
    made.text = _SPOKEN_RANGE.sub(f" {RANGE} ", made.text)
    return made


def whatsapp_number(link: str) -> str:
    """The number that a link to WhatsApp leads to, with its name; "" for any other text."""
    found = _WHATSAPP.fullmatch(link)
    return f"WhatsApp +{found[1]}" if found else ""


def _may_be_digits(match: re.Match[str]) -> bool:
    """May hours behind another figure be part of its number? Office hours are half or whole ones, from morning to afternoon."""
    if match.re is not _HOURS or any(map(str.isalpha, match[0])) or not match.string[: match.start()].rstrip(" /\\")[-1:].isdigit():
        return False
    clock = _OFFICE_HOURS.fullmatch(match[0].strip())
    return clock is None or not int(clock[1]) <= _NOON < int(clock[2])


def is_plain(text: str) -> bool:
    """Numbers and what parts them, and nothing else that would have to be looked at?"""
    return _PLAIN.match(text) is not None


def _set_apart(piece: str, aside: list[str]) -> str:
    aside.append(piece.strip())
    return " ; " if piece[:1] in ",;\n" else " "


def _of_scientific(text: str, match: re.Match[str]) -> Prepared:
    """8.7772345678E10 is exact; of 8.7772E10 the last digits are lost, and noughts in their place would be a stranger's number."""
    digits = match[1] + (match[2] or "")
    power = int(match[3]) if len(match[3]) < 3 else _LONGEST_POWER + 1
    length = power + 1
    if power > _LONGEST_POWER or len(digits) > length:
        return Prepared(text)
    if length - len(digits) > _MOST_NOUGHTS:
        return Prepared("", rounded=True)
    return Prepared(digits.ljust(length, "0"))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text)) or "№" in text


_ASIDE: Final[tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]] = (
    (_HOURS, lambda text: ":" in text or "." in text or _has_letters(text) or "24" in text),
    (_ROOM, _has_letters),
    (_ENUMERATOR, lambda text: ")" in text),
)
