"""Translations of which a part is still the text itself.

Programs that cut texts into sentences (OmegaT, memoQ, Trados) write the text in place of every sentence that has no translation yet, and
call the whole translated.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.strings.marks import tidy

__all__ = ["left_sentences"]

_ENDS: Final = re.compile(r"(?<=[.!?…])[»”\"]?\s+|\n+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_WORDS: Final = 3
"""Words of a sentence from which on nobody leaves it as it is on purpose: fewer may be a name or a motto."""


def left_sentences(source: str, target: str) -> tuple[str, ...]:
    """Sentences of the text that stand in its translation letter by letter, where the rest of it is translated."""
    source, target = " ".join(tidy(source).split()), " ".join(tidy(target).split())
    if source == target or not target:
        return ()
    return tuple(sentence for sentence in _ENDS.split(source) if len(_WORD.findall(sentence)) >= _WORDS and sentence in target)
