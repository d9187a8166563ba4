"""Business identification numbers (БИН): twelve digits, the last of them computed (data.md 3.2)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.trail import Spot

__all__ = ["check_digit", "is_bin", "read_bin"]

_TWELVE: Final = re.compile(r"[0-9]{12}")
_FLOAT: Final = re.compile(r"\.0$")
_PUNCTUATION: Final = re.compile(r"[\s\-–.]|\.0$")
_LABEL: Final = re.compile(r"^(?:БИН|BIN|БСН|ИИН/БИН)[:№]*", re.IGNORECASE)


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


def read_bin(text: str, spot: Spot) -> str:
    """The number to print; "" with a finding where it is wrong or a person's (IIN)."""
    digits = _PUNCTUATION.sub("", _FLOAT.sub("", text))
    digits = _LABEL.sub("", digits)
    if is_bin(digits):
        spot.changed(rules.BIN, text, digits)
        return digits
    padded = digits.zfill(12)
    if len(digits) in (10, 11) and is_bin(padded):
        spot.changed(rules.BIN, text, padded)
        message = msg("The zero that Excel cut off before {number} was put back.", number=digits)
        spot.found(rules.BIN, "zero-restored", message, before=text, after=padded)
        return padded
    if _is_number(digits) and digits[4] in "0123":
        spot.found(
            rules.BIN,
            "person-number",
            msg("This is the number of a person (IIN), not of an organisation; it is not printed."),
            hint=msg("Write the organisation's BIN."),
        )
        return ""
    decided = spot.asked(
        rules.BIN,
        "bad-bin",
        msg("“{text}” is no valid BIN: its digits do not fit each other; it is not printed.", text=text),
        hint=msg("Compare it with the certificate of registration."),
        before=text,
    )
    if decided and is_bin(decided.replace(" ", "")):
        return decided.replace(" ", "")
    if decided:
        spot.bad_answer(text, decided)
    return ""
