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
_MARK: Final = re.compile(f"[«»{_OPENERS}{_STRAIGHT}]")
_EMPTY: Final = re.compile(r"«\s*»")
_AFTER_OPENING: Final = re.compile(r"«\s+")
_BEFORE_CLOSING: Final = re.compile(r"\s+»")
_DOUBLE: Final = re.compile(r"''|``|‘‘|’’|,,|<<|>>|‹‹|››")
_SINGLE: Final = re.compile(r"(?<!\w)['`]([^'`]+)['`](?!\w)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A name with balanced «»; ``mended``: one was added; ``sure`` is False where more than one was missing."""

    text: str
    mended: bool = False
    sure: bool = True


def balance(name: str) -> Quoted:
    """Every quotation mark as « or », a missing opening one added at the name's start, missing closing ones at its end."""
    marks = _as_guillemets(name)
    if "«" not in marks and "»" not in marks:
        return Quoted(marks.strip())
    depth = lowest = 0
    for mark in _MARK.findall(marks):
        depth += 1 if mark == "«" else -1
        lowest = min(lowest, depth)
    missing_open, missing_close = -lowest, depth - lowest
    balanced = _EMPTY.sub("", "«" * missing_open + marks + "»" * missing_close)
    balanced = _AFTER_OPENING.sub("«", _BEFORE_CLOSING.sub("»", balanced)).strip()
    return Quoted(_without_outer(balanced), bool(missing_open or missing_close), missing_open + missing_close <= 1)


def _as_guillemets(name: str) -> str:
    """Direction by position: a mark before a letter at a word's start opens, any other closes."""
    text = _SINGLE.sub(r'"\1"', _DOUBLE.sub('"', name)) if "'" in name or "`" in name else _DOUBLE.sub('"', name)
    if not _MARK.search(text):
        return text
    made = list(text)
    for match in _MARK.finditer(text):
        place = match.start()
        if text[place] not in "«»":
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            opens = (before.isspace() or before in "(«-–—" or (place > 0 and made[place - 1] == "«")) and not after.isspace()
            made[place] = "«" if opens else "»"
    return "".join(made)


def _without_outer(text: str) -> str:
    """The text without pairs that enclose the whole of it."""
    for _ in range(_DEEPEST):
        if not (text.startswith("«") and text.endswith("»")):
            break
        depth = 0
        for match in _MARK.finditer(text):
            depth += 1 if match[0] == "«" else -1
            if depth == 0 and match.start() < len(text) - 1:
                return text
        text = text[1:-1].strip()
    return text
