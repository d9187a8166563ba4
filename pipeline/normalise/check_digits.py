"""The twelfth digit of BIN and IIN, computed from the eleven before it (data.md 3.2)."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["check_digit", "is_number"]

_TWELVE: Final = re.compile(r"[0-9]{12}")


def check_digit(eleven: str) -> int | None:
    """The twelfth digit: weights 1..11; where the remainder by 11 is 10, weights 3..11, 1, 2; where it is 10 again, none exists."""
    digits = [int(char) for char in eleven]
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        remainder = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if remainder < 10:
            return remainder
    return None


def is_number(text: str) -> bool:
    """Twelve digits, the last of which is right."""
    return _TWELVE.fullmatch(text) is not None and check_digit(text[:11]) == int(text[11])
