"""Quotation marks of a name: balanced, one kind inside, and none around the whole (data.md section 4, case 24).

Which pair is printed is decided at rendering, per language; here «» stands for any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Quoted", "balance"]

_OPENERS: Final = "«„“‟"
_STRAIGHT: Final = '"”“″＂'
_DEEPEST: Final = 4
"""Pairs around a whole name that are taken off; nobody writes more."""
_DOUBLE: Final = re.compile(r"''|``|‘‘|’’|,,|<<|>>|‹‹|››")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A name with balanced «»; ``mended``: one was added; ``sure`` is False where more than one was missing."""

    text: str
    mended: bool = False
    sure: bool = True


def balance(name: str) -> Quoted:
    """Every quotation mark as « or », a missing opening one added at the name's start, missing closing ones at its end."""
    marks = _as_guillemets(name)
    depth = lowest = 0
    for char in marks:
        depth += {"«": 1, "»": -1}.get(char, 0)
        lowest = min(lowest, depth)
    missing_open, missing_close = -lowest, depth - lowest
    balanced = re.sub(r"«\s*»", "", "«" * missing_open + marks + "»" * missing_close)
    balanced = re.sub(r"«\s+", "«", re.sub(r"\s+»", "»", balanced)).strip()
    return Quoted(_without_outer(balanced), bool(missing_open or missing_close), missing_open + missing_close <= 1)


def _as_guillemets(name: str) -> str:
    """Direction by position: a mark before a letter at a word's start opens, any other closes."""
    text = _DOUBLE.sub('"', name)
    made: list[str] = []
    for place, char in enumerate(text):
        if char in "«»":
            made.append(char)
        elif char in _OPENERS or char in _STRAIGHT:
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            opens = (before.isspace() or before in "(«-–—" or made[-1:] == ["«"]) and not after.isspace()
            made.append("«" if opens else "»")
        else:
            made.append(char)
    return "".join(made)


def _without_outer(text: str) -> str:
    """The text without pairs that enclose the whole of it."""
    for _ in range(_DEEPEST):
        if not (text.startswith("«") and text.endswith("»")):
            break
        depth = 0
        for place, char in enumerate(text):
            depth += {"«": 1, "»": -1}.get(char, 0)
            if depth == 0 and place < len(text) - 1:
                return text
        text = text[1:-1].strip()
    return text
