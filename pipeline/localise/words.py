"""The word lists of the typographic rules (typography.toml), and patterns made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from pipeline.model.fields import Lang

__all__ = ["either", "word_lists"]


@cache
def word_lists(lang: Lang) -> Mapping[str, Any]:
    """The lists of ``lang``; what each is for stands at the head of the file. Raises KeyError for a language without rules."""
    table: Mapping[str, Any] = tomllib.loads(resources.files("pipeline.localise").joinpath("typography.toml").read_text("utf-8"))[lang]
    return table


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
