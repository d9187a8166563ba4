"""Business identification numbers (БИН): twelve digits, the last of them computed (data.md 3.2)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.message import Message, msg, nmsg
from pipeline.normalise import rules
from pipeline.normalise.lookalikes import DIGIT_LIKE
from pipeline.normalise.phone_texts import prepare
from pipeline.normalise.trail import Spot

__all__ = ["check_digit", "is_bin", "is_person", "read_bin", "without_persons_numbers"]

_NUMBER: Final = re.compile(r"(?<!\d)\d(?:[ \-–]?\d){11}(?!\d)")
_IIN: Final = re.compile(r"(?:\b(?:ИИН|ЖСН|IIN)\b[\s:№-]*)?(?<!\d)(?P<number>\d{12})(?!\d)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d{12}")
_MASKED: Final = "•" * 12
"""Stands for a person's number in the log."""
_TWELVE: Final = re.compile(r"[0-9]{12}")
_FLOAT: Final = re.compile(r"\.0$")
_PUNCTUATION: Final = re.compile(r"[\s\-–.]|\.0$")
_LABEL: Final = re.compile(r"^(?:(?:БИН|BIN|БСН|ИИН)(?:/(?:БИН|ИИН))?)?[:№/]*", re.IGNORECASE)


def check_digit(eleven: str) -> int | None:
    """The twelfth digit: weights 1..11; where the remainder by 11 is 10, weights 3..11, 1, 2; where it is 10 again, none exists."""
    digits = [int(char) for char in eleven]
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        remainder = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if remainder < 10:
            return remainder
    return None


def is_bin(text: str) -> bool:
    """Twelve digits of a legal entity: a month in digits 3-4, kind 4, 5 or 6 in digit 5, and the right check digit."""
    return _is_number(text) and text[4] in "456" and 1 <= int(text[2:4]) <= 12


def _is_number(text: str) -> bool:
    return _TWELVE.fullmatch(text) is not None and check_digit(text[:11]) == int(text[11])


def is_person(text: str) -> bool:
    """Twelve digits that begin with a day of birth and a figure for century and sex, as a person's number (IIN) does."""
    return _TWELVE.fullmatch(text) is not None and 1 <= int(text[2:4]) <= 12 and 1 <= int(text[4:6]) <= 31 and text[6] in "0123456"


def without_persons_numbers(text: str, spot: Spot) -> str:
    """Any text without persons' numbers (IIN), which are never published, nor repeated in what is told about them."""
    if not _DIGITS.search(text):
        return text
    bare = _IIN.sub(lambda match: "" if is_person(match["number"]) and _is_number(match["number"]) else match[0], text)
    if bare == text:
        return text
    spot.changed(rules.BIN, _MASKED, "")
    _tell_person(spot)
    return " ".join(bare.split()).strip(" ,;:")


def _tell_person(spot: Spot) -> None:
    spot.found(
        rules.BIN,
        "person-number",
        msg("This is the number of a person (IIN), not of an organisation; it is not printed."),
        hint=msg("Write the organisation's BIN."),
    )


def read_bin(text: str, spot: Spot) -> str:
    """The number to print; "" with a question where it is wrong, and with a finding where it is a person's (IIN)."""
    number = prepare(text) if "e" in text.casefold() or "е" in text.casefold() else None
    digits = _LABEL.sub("", _PUNCTUATION.sub("", _FLOAT.sub("", number.text if number and number.text.isdecimal() else text)))
    if is_bin(digits):
        spot.changed(rules.BIN, text, digits)
        return digits
    padded = digits.zfill(12)
    if len(digits) in (10, 11) and is_bin(padded):
        spot.changed(rules.BIN, text, padded)
        message = msg("The zero that Excel cut off before {number} was put back.", number=digits)
        spot.found(rules.BIN, "zero-restored", message, before=text, after=padded)
        return padded
    return _among_others(text, digits, spot)


def _among_others(text: str, digits: str, spot: Spot) -> str:
    """A cell that is no BIN alone: one among words or beside a person's number, several, one with letters, or a wrong one."""
    pieces = [_PUNCTUATION.sub("", piece) for piece in _NUMBER.findall(text)]
    bins = list(dict.fromkeys(piece for piece in pieces if is_bin(piece)))
    persons = [piece for piece in (*pieces, digits.zfill(12)) if is_person(piece) and (piece in pieces or _is_number(piece))]
    if persons:
        _tell_person(spot)
    if len(bins) == 1:
        spot.changed(rules.BIN, _MASKED if persons else text, bins[0])
        return bins[0]
    if persons:
        return ""
    if bins:
        message = msg("“{text}” holds several BINs; none is printed.", text=text)
        hint = msg("Leave the organisation's own, and give every other organisation a row of its own.")
        return _answered(spot.asked(rules.BIN, "several-bins", message, hint=hint, before=text), text, spot)
    lettered = "".join(DIGIT_LIKE.get(char, char) for char in digits)
    if lettered != digits and is_bin(lettered):
        message = msg("There is a letter in the BIN “{text}”; it is not printed.", text=text)
        hint = msg("Is it {number}? Then write it with digits only.", number=lettered)
        return _answered(spot.asked(rules.BIN, "letter-in-bin", message, hint=hint, before=text, after=lettered), text, spot)
    message = _what_is_wrong(text, pieces[0] if pieces else digits)
    hint = msg("Compare it with the certificate of registration.")
    return _answered(spot.asked(rules.BIN, "bad-bin", message, hint=hint, before=text), text, spot)


def _what_is_wrong(text: str, digits: str) -> Message:
    if not any(map(str.isdigit, digits)):
        return msg("“{text}” is no BIN; it is not printed.", text=text)
    if not _TWELVE.fullmatch(digits):
        count = sum(map(str.isdigit, digits))
        return nmsg(
            "“{text}” has {n} digit, and a BIN has 12; it is not printed.", "“{text}” has {n} digits, and a BIN has 12; it is not printed.",
            count, text=text,
        )  # fmt: skip
    if not 1 <= int(digits[2:4]) <= 12:
        return msg("“{text}” is no valid BIN: its third and fourth digits are no month; it is not printed.", text=text)
    if digits[4] not in "456":
        return msg("“{text}” is no valid BIN: its fifth digit is none of 4, 5 and 6; it is not printed.", text=text)
    return msg("“{text}” is no valid BIN: its digits do not fit each other; it is not printed.", text=text)


def _answered(decided: str | None, text: str, spot: Spot) -> str:
    """A person's answer, if it is a BIN."""
    number = (decided or "").replace(" ", "")
    if is_bin(number):
        return number
    if number:
        spot.bad_answer(text, number)
    return ""
