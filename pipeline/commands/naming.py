"""The id of a new edition: its folder's name in small Latin letters, so that no two editions share a place in build/."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["edition_id"]

_LATIN: Final = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "і": "i",
        "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
"""Russian and Kazakh letters, for names of files only: not a transliteration that anybody reads."""
_LONGEST: Final = 40


def edition_id(name: str) -> str:
    """Small Latin letters, figures and hyphens from a folder's name; "guide" where nothing of it can be used.

    "Справочник НПО 2028" becomes "spravochnik-npo-2028".
    """
    latin = unicodedata.normalize("NFC", name).lower().translate(_LATIN)
    bare = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare)[:_LONGEST].strip("-") or "guide"
