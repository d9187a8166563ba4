"""What stands in the place of a translation and is none: a dash, question marks, "n/a", "TODO", an x in the wrong column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.revision.pairs import Pair
from pipeline.revision.rules import FILLER

__all__ = ["check_filler", "is_filler"]

_LONGEST: Final = 40
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"\w+")
_NOTHING: Final = re.compile(r"[-–—_.…?!*/\\+=~#:;,'\"()\[\]<>|\s]+")
"""Signs that stand for nothing; others may be a translation ("№")."""
_CROSSES: Final = re.compile("[xх]+")
_ANYWHERE: Final = frozenset({
    "n a", "n d", "todo", "to do", "tbd", "tba", "fixme", "no translation", "not translated", "untranslated", "needs translation",
    "see above",
    "н д", "н п", "нет перевода", "без перевода", "не переведено", "нужен перевод", "надо перевести", "см выше", "то же",
    "аударма жоқ", "аудармасы жоқ", "аударылмаған", "аударылмады", "аудару керек", "аудару қажет", "жоғарыдан қараңыз",
})  # fmt: skip
"""Words of whoever did not translate, case and punctuation apart."""
_BESIDE_SENTENCES: Final = frozenset({
    "na", "no", "none", "nil", "null", "nan", "нет", "не знаю", "перевести", "жоқ", "білмеймін", "аудару",
})
"""Words that may translate a short text, and no long one."""
_SHORT, _LONG = 4, 20
"""Letters of a text: with fewer its translation may be a letter ("X"); from which on it is no single word."""


def is_filler(target: str, source: str) -> bool:
    """Whether ``target`` says that there is no translation of ``source``, or nothing at all; an empty one is no filler."""
    if not target or len(target) > _LONGEST or target.casefold() == source.casefold():
        return False
    letters = len(_LETTER.findall(source))
    said = " ".join(_WORD.findall(target.casefold()))
    if letters and _NOTHING.fullmatch(target):
        return True
    if letters < _SHORT or " ".join(_WORD.findall(source.casefold())) in _ANYWHERE:
        return False
    if _CROSSES.fullmatch(said) or said in _ANYWHERE:
        return True
    return letters >= _LONG and said in _BESIDE_SENTENCES


def check_filler(pair: Pair) -> Iterator[Finding]:
    """STR-057."""
    if is_filler(pair.target, pair.source):
        yield pair.told(FILLER, "filler", msg("“{text}” is no translation.", text=pair.target),
                        msg("Translate the text, or take the words out: what has no translation is printed as it was sent in."))
