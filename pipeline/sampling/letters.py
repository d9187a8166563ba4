"""Kazakh names in Russian letters, both in Latin ones, and slugs."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["romanised", "russified", "slug_of_name", "with_conjunction"]

_RUSSIAN: Final = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_ADJECTIVES: Final = re.compile("(?:ый|ий)(?![а-яё])")
_OPENING_E: Final = re.compile(r"(?<![а-яё])е|(?<=[аоуыэюяеиьъ])е", re.IGNORECASE)
_VOICELESS: Final = frozenset("пткқсшщчцхфбвгд")
_CONJUNCTION: Final = re.compile(r"(\S) \+мен\b")


def russified(text: str) -> str:
    """Kazakh letters as a Russian keyboard has them (Жарық терезе -> Жарык терезе)."""
    return text.translate(_RUSSIAN)


def romanised(text: str) -> str:
    """Russian or Kazakh in Latin letters, as names are written in English (Ерлан -> Yerlan, Сулейменов -> Suleimenov)."""
    plain = _ADJECTIVES.sub("ы", russified(text))
    plain = _OPENING_E.sub(lambda match: "Йе" if match[0] == "Е" else "йе", plain)
    made = []
    for place, char in enumerate(plain):
        small = char.lower()
        latin = "y" if small == "й" and plain[place + 1 : place + 2].lower() == "е" else _LATIN.get(small, char)
        made.append(latin[:1].upper() + latin[1:] if char.isupper() else latin)
    return "".join(made)


def slug_of_name(name: str, longest: int = 26) -> str:
    """A name as part of an address on the web: whole words, as many as fit."""
    words = re.findall(r"[a-z0-9]+", romanised(name).lower())
    made = words[0][:longest] if words else "uiym"
    for word in words[1:]:
        if len(made) + 1 + len(word) > longest:
            break
        made += "-" + word
    return re.sub(r"(?:-[a-z]{1,2})+$", "", made)


def with_conjunction(text: str) -> str:
    """"+мен" as the word before it asks: мен, бен or пен."""

    def chosen(match: re.Match[str]) -> str:
        last = match[1].lower()
        return f"{match[1]} {'пен' if last in _VOICELESS else 'бен' if last in 'жз' else 'мен'}"

    return _CONJUNCTION.sub(chosen, text)
