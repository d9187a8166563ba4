"""What was typed together and must stand apart: 2005г., 10км, 5°C, г.Алматы, с.5, 500₸ (language.md 5.1). Other rules bind it again."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.localise.words import UPPER, either, word_lists
from pipeline.model.fields import Lang

__all__ = ["set_apart"]

_TOGETHER: Final = re.compile(rf"[.\d$£€₸](?:(?<=\.)[\d{UPPER}]|(?<=\d)(?:[^\W\d_]| ?[°₸€₽$])|(?<=[$£€₸]) \d)")
"""What any of the rules changes has one of these: most lines have none."""
_YEAR_SIGNS: Final[dict[Lang, str]] = {"ru": "гг?", "kk": "жж?"}
_NUMBER: Final = r"(?<![\w.,/\-‐–—+])\d{1,9}(?:[.,]\d{1,3})?"
_RANGE_END: Final = r"(?<=\d[-‐–—])\d{1,9}(?:[.,]\d{1,3})?"


def set_apart(line: str, lang: Lang) -> str:
    """``line`` with a space where the language has one between a number and its unit or sign, and after an abbreviated word."""
    if not _TOGETHER.search(line):
        return line
    for pattern, replacement in _rules(lang):
        line = pattern.sub(replacement, line)
    return line


@cache
def _rules(lang: Lang) -> tuple[tuple[re.Pattern[str], str], ...]:
    lists = word_lists(lang)
    before_names = either(word for word in lists["after"] if word.endswith("."))
    before_numbers = either(word for word in lists["numbers_after"] if word.endswith("."))
    attached = either(lists["attached"])
    rules = [
        (rf"(?<![\w.])({before_names})(?=[{UPPER}][^\W\d_])", r"\1 "),
        (rf"(?<![\w.])({before_numbers})(?=\d)", r"\1 "),
        (rf"({_NUMBER}|{_RANGE_END})({attached})(?!\w)(?![-.]\w)", r"\1 \2"),
        (r"(?<=\d) ?° ?(?=[CС](?!\w))", " °"),
    ]
    if lang in _YEAR_SIGNS:
        rules.append((rf"((?<!\d)\d{{4}})({_YEAR_SIGNS[lang]}\.)(?!\w)", r"\1 \2"))
    if lang == "en":
        rules.append((r"([$£€₸]) (?=\d)", r"\1"))
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rules)
