"""Folding: two header words that a person would call the same become the same string."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["fold", "fold_all", "fold_header", "unbroken"]

_TWINS: Final = str.maketrans("abcehikmoptxy", "авсеникмортху")
"""Latin letters that look like Cyrillic ones (as capitals or small); applied inside words that contain Cyrillic letters."""
_PLAIN: Final = str.maketrans("ёәғқңөұүһіӛўїјєґѕћќ", "еагкноуухиоууагонхк", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Kazakh letters to the Russian letters people type instead of them, also when KZ-1048 was read as Windows-1251 (data.md 0.6)."""
_CYRILLIC: Final = re.compile(r"[а-я]")
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])[-‐‑¬]\s*\n\s*(?=[^\W\d_])|(?<=[^\W\d_]{2})-[ \t]+(?=[^\W\d_]{2})")
"""A hyphen at the end of a line, or what is left of one where lines were joined ("Наимено- вание")."""
_LETTERS: Final = re.compile(r"\S(?:[ \t]?\n[ \t]?\S){3,}|\S(?: \S){3,}")
"""Four letters or more, each on a line of its own or parted by spaces: a heading written downwards, or spaced out."""
_APART: Final = re.compile(r"[^\w#]+|_")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without punctuation, marks and look-alike letters; words parted by single spaces ("№" becomes "no")."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    return " ".join(word.translate(_TWINS) if _CYRILLIC.search(word) else word for word in _APART.sub(" ", plain).split())


def unbroken(text: str) -> str:
    """A header's words put together again that narrow columns broke: "Наимено-\\nвание", letters one below another, "Т Е Л Е Ф О Н"."""
    if "\n" not in text and "- " not in text and text[1:2] != " ":
        return text
    lettered = re.sub(r"\n[ \t]*\n", "  ", text) if "\n" in text else text
    words = [part for part in re.split(r" {2,}", lettered) if part.strip()]
    if words and all(len(part.strip()) == 1 or _LETTERS.fullmatch(part.strip()) for part in words) and any(len(part) > 4 for part in words):
        return " ".join("".join(part.split()) for part in words)
    return _BROKEN.sub("", text)


@lru_cache(maxsize=16384)
def fold_header(text: str) -> str:
    """A header folded, its broken words put together."""
    return fold(unbroken(text))


def fold_all(texts: tuple[str, ...] | list[str]) -> frozenset[str]:
    """The folded forms of several words."""
    return frozenset(fold(text) for text in texts)
