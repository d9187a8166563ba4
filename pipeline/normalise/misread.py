"""Texts whose bytes were read in a wrong encoding: UTF-8 as CP1251 or CP1252, CP1251 as CP1252.

Certain only where the whole cell, byte for byte, is the other encoding; whatever is not stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["has_lost_letters", "mended_encoding"]

_HIGH_1251: Final = "".join(bytes([byte]).decode("cp1251", "replace") for byte in range(0x80, 0xC0) if byte != 0x98) + "\x98"
_HIGH_1252: Final = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)) + "".join(map(chr, range(0x80, 0xA0)))
_UTF8_IN_1251: Final = re.compile(f"(?:[РСТУ][{re.escape(_HIGH_1251)} ]){{2}}")
"""Two letters of Russian or Kazakh in a row: a byte D0 to D3, which is РСТУ, and one of 80 to BF; 80 to BF may have become a space."""
_UTF8_IN_1252: Final = re.compile(f"(?:[ÐÑÒÓ][{re.escape(_HIGH_1252)} ]){{2}}")
_1251_IN_1252: Final = re.compile(r"[À-ÿ]{2}")
_NO_WESTERN_TEXT: Final = re.compile(r"[A-Za-z]{2}|[^\x00-\x7fÀ-ÿ¸¨°²³´¿¯ª¼½¾£¥§»«–—’“”„…№•\xa0]")
_FEWEST_LETTERS: Final = 5
_SIGNS: Final = re.compile("[°±µ¶‚ѓ†‡€‰‹ЂЃЉЊЌЋЏђљ›њќћџЎўЈ¤Ґ¦§©Є¬®Їґ\xadјЅѕїєÀ-ÿ]")
"""Every misread word of a few letters holds one of them, and hardly any other text does: the vowels of Cyrillic end on these bytes."""
_LOST: Final = re.compile(r"\ufffd|[^\W\d_]\?[a-zа-яёәғқңөұүһі]|\?{3,}")


def mended_encoding(text: str) -> str:
    """The text as it was before it was misread; the same text where that is not certain.

    >>> mended_encoding("Р РѕРґРЅРёРє")
    'Родник'
    """
    if text.isascii() or not _SIGNS.search(text):
        return text
    if _UTF8_IN_1251.search(text):
        return _reread(text, "cp1251", "РСТУ")
    if _UTF8_IN_1252.search(text):
        return _reread(text, "cp1252", "ÐÑÒÓ")
    if _1251_IN_1252.search(text) and not _NO_WESTERN_TEXT.search(text):
        made = _bytes(text, "cp1252")
        letters = sum(map(str.isalpha, text))
        return made.decode("cp1251", "replace") if made is not None and letters >= _FEWEST_LETTERS else text
    return text


def _reread(text: str, encoding: str, leads: str) -> str:
    """The text's bytes as UTF-8. A space behind a byte that begins a letter can only have been a no-break space, byte A0."""
    for candidate in (text, re.sub(f"(?<=[{leads}]) ", "\xa0", text)):
        made = _bytes(candidate, encoding)
        if made is None:
            continue
        try:
            return made.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return text


def _bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that were misread; those without a letter in the encoding stand as control characters."""
    made = bytearray()
    for char in text:
        try:
            made += char.encode(encoding)
        except UnicodeEncodeError:
            if not 0x80 <= ord(char) < 0xA0:
                return None
            made.append(ord(char))
    return bytes(made)


def has_lost_letters(text: str) -> bool:
    """Do question marks, or bytes that were misread in part, stand in place of letters? Nobody can tell which they were."""
    if ("?" in text or "\ufffd" in text) and _LOST.search(text):
        return True
    return not text.isascii() and bool(_SIGNS.search(text)) and bool(_UTF8_IN_1251.search(text) or _UTF8_IN_1252.search(text))
