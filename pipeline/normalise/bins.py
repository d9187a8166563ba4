"""Business identification numbers (БИН): twelve digits, the last of them computed (data.md 3.2)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.message import Message, msg, nmsg
from pipeline.normalise import rules
from pipeline.normalise.check_digits import is_number
from pipeline.normalise.iins import IIN_MARK, is_person, tell_person
from pipeline.normalise.lookalikes import DIGIT_LIKE
from pipeline.normalise.phone_texts import prepare
from pipeline.normalise.trail import Spot

__all__ = ["is_bin", "read_bin"]

_NUMBER: Final = re.compile(r"(?<!\d)\d(?:[ \-–]?\d){11}(?!\d)")
_TWELVE: Final = re.compile(r"[0-9]{12}")
_KINDS: Final = "456"
"""The fifth digit of a BIN: a legal entity, its branch, or another one; the day of a person's number has 0 to 3 there."""
_CUT: Final = range(9, 12)
"""How many digits are left of a number that began with zeros, where Excel took it for one to reckon with."""
_IIN_ONLY: Final = re.compile(r"\s*(?:ИИН|ЖСН|IIN)\b[\s:№\-–]*\d", re.IGNORECASE)
_FLOAT: Final = re.compile(r"\.0$")
_PUNCTUATION: Final = re.compile(r"[\s\-–.]|\.0$")
_LABEL: Final = re.compile(r"^(?:(?:БИН|BIN|БСН|ИИН)(?:/(?:БИН|ИИН))?)?[:№/]*", re.IGNORECASE)


def is_bin(text: str) -> bool:
    """Twelve digits of a legal entity: a month in digits 3-4, kind 4, 5 or 6 in digit 5, and the right check digit."""
    return is_number(text) and text[4] in _KINDS and 1 <= int(text[2:4]) <= 12


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
    persons = [piece for piece in pieces if is_person(piece)]
    if _IIN_ONLY.match(text) and not bins and not (pieces and pieces[0][4] in _KINDS):
        persons = persons or [digits]
    if persons:
        tell_person(spot, certain=any(map(is_number, persons)))
    if len(bins) == 1:
        spot.changed(rules.BIN, IIN_MARK if persons else text, bins[0])
        return bins[0]
    if persons:
        return ""
    if bins:
        message = msg("“{text}” holds several BINs; none is printed.", text=text)
        hint = msg("Leave the organisation's own, and give every other organisation a row of its own.")
        return _answered(spot.asked(rules.BIN, "several-bins", message, hint=hint, before=text), text, spot)
    if not pieces and len(digits) in _CUT and digits.isdecimal():
        cut = _cut_off(text, digits, spot)
        if cut is not None:
            return cut
    lettered = "".join(DIGIT_LIKE.get(char, char) for char in digits)
    if lettered != digits and is_bin(lettered):
        message = msg("There is a letter in the BIN “{text}”; it is not printed.", text=text)
        hint = msg("Is it {number}? Then write it with digits only.", number=lettered)
        return _answered(spot.asked(rules.BIN, "letter-in-bin", message, hint=hint, before=text, after=lettered), text, spot)
    message = _what_is_wrong(text, pieces[0] if pieces else digits)
    hint = msg("Compare it with the certificate of registration.")
    return _answered(spot.asked(rules.BIN, "bad-bin", message, hint=hint, before=text), text, spot)


def _cut_off(text: str, digits: str, spot: Spot) -> str | None:
    """What digits without the zeros before them come to: "" or an answer where they are somebody's number then, else None."""
    padded = digits.zfill(12)
    if is_person(padded) and is_number(padded):
        spot.found(
            rules.BIN, "person-number",
            msg("With the zeros that Excel cut off before them, these digits are the number of a person (IIN); they are not printed."),
            hint=msg("Write the organisation's BIN, all twelve digits of it, into a cell formatted as text."),
        )  # fmt: skip
        return ""
    if padded[4] not in _KINDS or not 1 <= int(padded[2:4]) <= 12:
        return None
    if is_bin(padded):
        message = msg("“{text}” lacks zeros that Excel cut off at its front; it is not printed.", text=text)
        hint = msg("Is it {number}? Then format the cell as text and write it so.", number=padded)
        return _answered(spot.asked(rules.BIN, "bad-bin", message, hint=hint, before=text, after=padded), text, spot)
    message = msg(
        "“{text}” lacks zeros that Excel cut off at its front; with them it would be {number}, and its digits do not fit each other; it is "
        "not printed.", text=text, number=padded,
    )  # fmt: skip
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
    if digits[4] not in _KINDS:
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
