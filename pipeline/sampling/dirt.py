"""Untidiness of the repairable kind: what a person does to a text without noticing."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["capitals", "damaged", "latin_letters", "no_break", "spaced"]

_LATIN: Final = {"а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x"}
_SMALL: Final = frozenset({"в", "во", "и", "на", "от", "до", "с", "против", "для"})
_SHORT: Final = 3
_WORD: Final = re.compile(r"[а-яё]{5,}", re.IGNORECASE)
_KAZAKH: Final = "ҚқҰұҮүӘәҒғӨөҢңҺһ"
_CP1251: Final = str.maketrans({letter: letter.encode("kz1048").decode("cp1251") for letter in _KAZAKH})


def no_break(text: str) -> str:
    """The first space as a no-break space, as it comes out of Word."""
    return text.replace(" ", "\u00a0", 1)


def spaced(text: str) -> str:
    """The last space doubled, and one more at the end."""
    return "  ".join(text.rsplit(" ", 1)) + " "


def latin_letters(text: str) -> str:
    """One Cyrillic letter of the first long word as its Latin twin: a keyboard switched too late."""

    def switched(match: re.Match[str]) -> str:
        word = match[0]
        place = next((place for place, char in enumerate(word) if place and char in _LATIN), None)
        return word if place is None else word[:place] + _LATIN[word[place]] + word[place + 1 :]

    return _WORD.sub(switched, text, count=1)


def damaged(text: str) -> str:
    """Kazakh letters as KZ-1048 bytes read as Windows-1251 (Қабырға -> Ќабырѓа)."""
    return text.translate(_CP1251)


def capitals(text: str) -> str:
    """ALL CAPS, but only where that can be undone for certain: one capital at the beginning, and long words that are no abbreviations."""
    plain = text[:1] + text[1:].casefold()
    words = [word for word in text.casefold().split() if word not in _SMALL]
    sure = all(len(word) > _SHORT for word in words) and any(len(word) > _SHORT + 2 for word in words)
    return text.upper() if text == plain and text[:1].isupper() and "-" not in text and sure else text
