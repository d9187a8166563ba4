"""Spaces, control characters and the composed form of letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["tidy", "tidy_lines"]

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffc]")
_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_WIDE: Final = re.compile("[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9]")
"""Full-width forms of ASCII, and digits of Arabic keyboards."""


def tidy_lines(text: str) -> str:
    """NFC, full-width forms narrow; every kind of space one space, runs one, ends trimmed; line ends kept, empty lines dropped."""
    if _is_tidy(text):
        return text
    composed = _WIDE.sub(lambda match: _narrow(match[0]), unicodedata.normalize("NFC", _BREAKS.sub("\n", text)))
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", composed))
    return "\n".join(line for line in (part.strip() for part in plain.split("\n")) if line)


def _is_tidy(text: str) -> bool:
    """One line that needs no mending, as most are: printable letters know no space but the plain one and nothing invisible."""
    return (
        text.isprintable() and "  " not in text and "\ufffc" not in text and text[:1] != " " and text[-1:] != " "
        and unicodedata.is_normalized("NFC", text) and (text.isascii() or _WIDE.search(text) is None)
    )  # fmt: skip


def _narrow(char: str) -> str:
    return chr(ord(char) - 0xFEE0) if char >= "\uff01" else str(unicodedata.decimal(char))


def tidy(text: str) -> str:
    """:func:`tidy_lines` on one line."""
    return tidy_lines(text).replace("\n", " ")
