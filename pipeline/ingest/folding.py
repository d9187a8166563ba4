"""Folding: two header words that a person would call the same become the same string."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["fold", "fold_all"]

_TWINS: Final = str.maketrans("abcehikmoptxy", "авсеникмортху")
"""Latin letters that look like Cyrillic ones (as capitals or small); applied inside words that contain Cyrillic letters."""
_PLAIN: Final = str.maketrans("ёәғқңөұүһіӛўїјєґѕћќ", "еагкноуухиоууагонхк")
"""Kazakh letters to the Russian letters people type instead of them, also when KZ-1048 was read as Windows-1251 (data.md 0.6)."""
_CYRILLIC: Final = re.compile(r"[а-я]")
_APART: Final = re.compile(r"[^\w#]+|_")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without punctuation, marks and look-alike letters; words parted by single spaces ("№" becomes "no")."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    return " ".join(word.translate(_TWINS) if _CYRILLIC.search(word) else word for word in _APART.sub(" ", plain).split())


def fold_all(texts: tuple[str, ...] | list[str]) -> frozenset[str]:
    """The folded forms of several words."""
    return frozenset(fold(text) for text in texts)
