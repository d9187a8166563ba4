"""Folded forms of words, for comparing only; nothing folded is ever printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pipeline.normalise.lookalikes import is_of_one_alphabet, mend_words

__all__ = ["fold", "fold_kazakh", "fold_words", "word_set"]

_KAZAKH: Final = str.maketrans("әғқңөұүһі", "агкноуухи")
_NOT_WORD: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, punctuation, ё and look-alike letters folded away; words parted by one space.

    >>> fold("«Нур-Султан» қ.")
    'нур султан қ'
    """
    composed = unicodedata.normalize("NFC", text)
    mended = composed if is_of_one_alphabet(composed) else mend_words(composed).text
    return _NOT_WORD.sub(" ", mended.casefold().replace("ё", "е")).strip()


@lru_cache(maxsize=65536)
def fold_kazakh(text: str) -> str:
    """:func:`fold`, and Kazakh letters as people type them on a Russian keyboard (Үміт -> умит)."""
    return fold(text).translate(_KAZAKH)


def fold_words(text: str) -> tuple[str, ...]:
    """The words of the folded text."""
    return tuple(fold(text).split())


def word_set(text: str, separator: str | None = None) -> frozenset[str]:
    """A table of words written as one text."""
    return frozenset(text.split(separator))
