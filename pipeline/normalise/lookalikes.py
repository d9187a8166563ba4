"""Latin letters in Cyrillic words and the reverse, schwa and barred o, and KZ-1048 bytes that were read as CP1251."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.alphabets import KAZAKH_LETTERS, MendedWords, is_cyrillic, is_latin, is_of_one_alphabet, mend_words, to_latin

__all__ = [
    "DIGIT_LIKE",
    "KAZAKH_LETTERS", "MendedWords", "is_cyrillic", "is_latin", "is_of_one_alphabet", "lacks_kazakh_letters", "mend_kz1048", "mend_words",
    "to_latin",
]  # fmt: skip

DIGIT_LIKE: Final = dict(zip("OoОоIlІЗзБбSBВ", "00001113366588", strict=True))
"""Letters that are typed for a digit, in numbers and years: only ever proposed."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_KZ1048: Final = {letter.encode("kz1048").decode("cp1251"): letter for letter in "ҚқҰұҮүӘәҒғӨөҢңҺһ"}
_DAMAGED: Final = re.compile(f"[{''.join(map(re.escape, _KZ1048))}]")
_FOREIGN_CYRILLIC: Final = re.compile(r"ськ|цьк|ння|[аеиоу]їн|україн|київ|льві|ціон|їв\b|ић\b|јск", re.IGNORECASE)
"""Plausible Ukrainian, Belarusian or Serbian words, whose letters are their own."""
_COMMON_KAZAKH: Final = (
    "өмір", "орталығы", "шаңырақ", "қоғам", "қоғамдық", "бірлестік", "бірлестігі", "қор", "қоры", "қазақстан", "үміт", "жүрек", "мүгедек",
    "әйел", "әйелдер", "көмек", "білім", "қамқор", "қамқорлық", "мейірім", "өркен", "көше", "көшесі", "ұрпақ", "болашақ", "тәуелсіздік",
    "әлеуметтік", "құқық", "мәдениет", "тіл", "ана тілі", "халық", "қайырымдылық", "шығыс", "солтүстік", "оңтүстік",
)  # fmt: skip
_DULLED: Final = str.maketrans("әғқңөұүһі", "агкноуухи")
_DULL_KAZAKH: Final = frozenset(word.translate(_DULLED) for word in _COMMON_KAZAKH if word.translate(_DULLED) != word)


def mend_kz1048(text: str) -> str:
    """Kazakh letters whose KZ-1048 bytes were read as CP1251 (Ќабырѓа -> Қабырға), word by word; for Kazakh texts only.

    Words that are plausible Ukrainian or Serbian stay (data.md 0.6).
    """
    if not _DAMAGED.search(text):
        return text

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        if _FOREIGN_CYRILLIC.search(word):
            return word
        return "".join(_KZ1048.get(char, char) for char in word)

    return _WORD.sub(mended, text)


def lacks_kazakh_letters(text: str) -> bool:
    """Is there a common Kazakh word typed without its own letters, or one with ъ, in a text without any Kazakh letter?

    The text itself is never changed for it: guessing letters would damage names (data.md case 25).
    """
    if not KAZAKH_LETTERS.isdisjoint(text):
        return False
    return any(word.endswith("ъ") or word in _DULL_KAZAKH for word in (found.casefold() for found in _WORD.findall(text)))
