"""Nothing may stand out of its measure: words too long for a line part where they must, a line that may not part is shortened.

Most blocks never come here. One that does is set again, alone, with words that may part anywhere; a running head, a guide word or a
tab, which has one line, loses its last words instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape, unescape
from typing import Final

from pipeline.model.galley import Galley, StyleSheet

__all__ = ["TooWide", "excess", "kept_in"]

ROOM: Final = 0.5
"""Points that a line may stand out of its measure: less than a reader sees, or the re-reading of the file minds."""

DESIGNS_FAULT: Final = 0.1
"""Part of the measure: no text stands out so far whose words may part anywhere, unless its stylesheet makes it."""

HEADS: Final = frozenset({
    "running-left", "running-right", "running-left-alone", "running-right-alone", "guide-left", "guide-right", "tab",
})  # fmt: skip
"""Kinds of blocks that stand in one line at a page's head or edge."""

_PARTING: Final = "\nbody > * { overflow-wrap: anywhere !important }\nbody > * * { white-space: normal !important }"
_BARE: Final = re.compile(r"\s*(<(\w+)[^<>]*>)([^<]*)(</\2>)\s*")
_LONG: Final = re.compile(r"<[^<>]*>|&#?\w+;|[^\s<>&]{12,}")
"""A tag, an entity, or a long word."""
_ENDS: Final = " \u00a0,.;:—–-«“(„"

Setter = Callable[[str, StyleSheet], Galley]


class TooWide(Exception):
    """A block whose lines stand out of their measure however its words part: its stylesheet makes it so.

    ``at``: which of the fragments that were given; ``words``: of the widest line; ``points`` that it stands out.
    """

    def __init__(self, at: int, words: str, points: float) -> None:
        super().__init__(at, words, points)
        self.at, self.words, self.points = at, words, points


def excess(galley: Galley) -> tuple[float, str]:
    """How many points the widest line stands out of the measure, to the left or right, and its words; (0, "") where none does."""
    most, words = 0.0, ""
    for piece in galley.pieces:
        for line in piece.lines:
            out = max(line.x1 - galley.width, -line.x0)
            if out > most:
                most, words = out, line.text
    return (most, words) if most > ROOM else (0.0, "")


def kept_in(markup: str, galley: Galley, sheet: StyleSheet, set_one: Setter, at: int = 0) -> Galley:
    """The galley, or where lines of it stand out another of the same block in which none does, or by least.

    Raises TooWide where one stands out so far that its stylesheet must be wrong.
    """
    if not excess(galley)[0]:
        return galley
    parting = replace(sheet, css=sheet.css + _PARTING)
    attempts = _shorter(markup, galley, sheet) if sheet.kind in HEADS else ((markup, parting), (_loosened(markup), parting))
    for attempt, css in attempts:
        galley = set_one(attempt, css)
        if not excess(galley)[0]:
            return galley
    points, words = excess(galley)
    if points > DESIGNS_FAULT * sheet.width:
        raise TooWide(at, words, points)
    return galley


def _loosened(markup: str) -> str:
    """The block with a place to part after each letter of its long words: the engine parts no word that stands behind a sign or a tint."""

    def loosen(found: re.Match[str]) -> str:
        return found[0] if found[0][0] in "<&" else "\u200b".join(found[0])

    return _LONG.sub(loosen, markup)


def _shorter(markup: str, galley: Galley, sheet: StyleSheet) -> Iterator[tuple[str, StyleSheet]]:
    """A head with ever fewer of its words, and an ellipsis; a word is cut only where it is the first."""
    bare = _BARE.fullmatch(markup)
    if bare is None:
        return
    before, _, text, after = bare.groups()
    words = unescape(text)
    widest = max(line.x1 - line.x0 for piece in galley.pieces for line in piece.lines)
    about = int(len(words) * galley.width / widest) + 4  # letters differ in width by less
    for letters in range(min(about, len(words) - 1), 0, -1):
        kept = words[:letters].rstrip(_ENDS)
        is_cut = words[letters].isalnum() and words[letters - 1].isalnum()
        if kept and not (is_cut and " " in kept):
            yield f"{before}{escape(kept, quote=False)}…{after}", sheet
