"""Persons' numbers (ИИН): found in any text, mistyped ones too, taken out of it, and repeated in nothing that is told.

Twelve digits: day of birth (YYMMDD), a figure for century and sex (0 to 6), four of a running number, a check digit. A legal entity's
number (БИН) has 4, 5 or 6 where the tens of a day stand, so the two are never taken for each other (data.md 3.2).
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.check_digits import is_number
from pipeline.normalise.trail import Spot

__all__ = ["IIN_MARK", "is_person", "mask_persons", "tell_person", "without_persons_numbers"]

IIN_MARK: Final = "•" * 12
"""Stands for a person's number wherever the row is told of."""
_LEAP: Final = 2000
_TWELVE: Final = re.compile(r"[0-9]{12}")
_DIGITS: Final = re.compile(r"\d{6}[ \-–]?\d{3}|(?:ИИН|ЖСН|IIN)\b", re.IGNORECASE)
"""What every form of such a number begins with: looked for first, in every text."""
_LABEL: Final = r"\b(?:ИИН|ЖСН|IIN)\b[\s:№\-–]*"
_LABELLED: Final = re.compile(rf"(?<!БИН/)(?<!БСН/)(?<!BIN/){_LABEL}(?P<number>\d(?:[ \-–]?\d){{9,12}})(?!\d)", re.IGNORECASE)
_WHOLE: Final = re.compile(rf"(?:{_LABEL})?(?<![\d+])(?P<number>\d{{12}})(?!\d)", re.IGNORECASE)
_PARTED: Final = re.compile(
    rf"(?:{_LABEL})?(?<![\d+])(?<!\d[ \-–])(?P<number>\d{{6}}[ \-–](?:\d{{6}}|\d{{3}}[ \-–]\d{{3}}))(?![ \-–]?\d)", re.IGNORECASE
)
_PHONES: Final = frozenset({"phones", "mobile", "fax", "freephone", "helpline", "contacts", "press_phone"})
_UKRAINE: Final = "380"
"""A country whose numbers have twelve digits that begin as a day of birth does; they stand among phones without a plus sign."""
_NOT_DIGIT: Final = re.compile(r"\D")


def is_person(text: str) -> bool:
    """Twelve digits that begin with a day of birth and a figure for century and sex, whatever their check digit."""
    if _TWELVE.fullmatch(text) is None or text[6] not in "0123456" or not 1 <= int(text[2:4]) <= 12:
        return False
    return 1 <= int(text[4:6]) <= monthrange(_LEAP, int(text[2:4]))[1]


def without_persons_numbers(text: str, spot: Spot) -> str:
    """Any text without persons' numbers, which are never published, nor repeated in what is told about them."""
    if not _DIGITS.search(text):
        return text
    bare, numbers = _taken(text, spot.field, "")
    if not numbers:
        return text
    spot.changed(rules.BIN, IIN_MARK, "")
    tell_person(spot, certain=any(map(is_number, numbers)))
    return " ".join(bare.split()).strip(" ,;:")


def mask_persons(text: str) -> str:
    """What is told of a cell, with every digit of a person's number hidden."""
    return _taken(text, "", IIN_MARK)[0] if _DIGITS.search(text) else text


def _taken(text: str, name: str, mark: str) -> tuple[str, list[str]]:
    """The text with ``mark`` for every person's number, and the digits of those that it stands for."""
    numbers: list[str] = []

    def replaced(found: re.Match[str], *, labelled: bool = False, parted: bool = False) -> str:
        digits = _NOT_DIGIT.sub("", found["number"])
        if _is_taken(digits, name, labelled=labelled, parted=parted):
            numbers.append(digits)
            return mark
        return found[0]

    text = _LABELLED.sub(lambda found: replaced(found, labelled=True), text)
    text = _WHOLE.sub(replaced, text)
    if name not in _PHONES:  # two local numbers of six digits look so
        text = _PARTED.sub(lambda found: replaced(found, parted=True), text)
    return text, numbers


def _is_taken(digits: str, name: str, *, labelled: bool, parted: bool) -> bool:
    if labelled:
        return len(digits) != 12 or digits[4] not in "456"
    if not is_person(digits):
        return False
    return is_number(digits) or not (parted or (name in _PHONES and digits.startswith(_UKRAINE)))


def tell_person(spot: Spot, *, certain: bool) -> None:
    """Tell, without a digit of it, that a person's number stands in the cell; ``certain``: its check digit fits."""
    if certain:
        spot.found(
            rules.BIN, "person-number",
            msg("This is the number of a person (IIN), not of an organisation; it is not printed."),
            hint=msg("Write the organisation's BIN."),
        )  # fmt: skip
        return
    spot.found(
        rules.BIN, "person-mistyped",
        msg("Digits here look like the number of a person (IIN) with a wrong digit; they are not printed."),
        hint=msg("A person's number must not stand in the sheet. If it is another number, write it anew, its digits in groups."),
    )  # fmt: skip
