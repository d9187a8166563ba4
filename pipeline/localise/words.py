"""What patterns of language are made of: letters, and the word lists of the typographic rules (typography.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from pipeline.model.fields import Lang

__all__ = ["LOWER", "UPPER", "either", "word_lists"]

UPPER: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІÄĞİÑÖŞŪÜ"
LOWER: Final = "a-zа-яёәғқңөұүһіäğıñöşūü"
"""Letters of the four alphabets, as they stand within the brackets of a pattern."""


@cache
def word_lists(lang: Lang) -> Mapping[str, Any]:
    """The lists of ``lang``; what each is for stands at the head of the file. Raises KeyError for a language without rules."""
    table: Mapping[str, Any] = tomllib.loads(resources.files("pipeline.localise").joinpath("typography.toml").read_text("utf-8"))[lang]
    return table


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
