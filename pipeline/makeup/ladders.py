"""Take a rung out of a hyphen ladder: the block is set again with one of its words kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.model.book import Block
from pipeline.model.galley import Galley, Line

__all__ = ["HYPHENS", "MOST_HYPHENS", "ends_hyphened", "without_ladders"]

MOST_HYPHENS = 3
"""Lines in a row that may end with a hyphen (page.md, «Type»)."""
HYPHENS = ("\u2010", "-")
"""The hyphen of the layout engine, and one that was written."""


def ends_hyphened(line: Line) -> bool:
    return line.text.rstrip().endswith(HYPHENS)


def without_ladders(block: Block, galley: Galley) -> Block | None:
    """``block`` with a word of each of its ladders marked to stay whole (class "whole"); None where there is no ladder, or no cure.

    The word is the one that loses least by it: the fewest letters before its hyphen, among those that leave no ladder on either side.
    """
    html = block.html
    for ladder, following in _ladders(galley):
        rungs = range(min(max(0, len(ladder) - 1 - MOST_HYPHENS), MOST_HYPHENS), MOST_HYPHENS + 1)
        words = [_parted_word(ladder[rung], following[rung]) for rung in rungs]
        for front, back in sorted((word for word in words if word), key=lambda word: len(word[0])):
            marked = _marked(html, front + back)
            if marked != html:
                html = marked
                break
    return replace(block, html=html) if html != block.html else None


def _ladders(galley: Galley) -> Iterator[tuple[Sequence[Line], Sequence[Line]]]:
    """Runs of too many hyphened lines, and the lines that follow each."""
    lines = [line for piece in galley.pieces for line in piece.lines]
    for hyphened, group in groupby(range(len(lines)), key=lambda at: ends_hyphened(lines[at]) and not lines[at].ends):
        run = list(group)
        if hyphened and len(run) > MOST_HYPHENS:
            yield [lines[at] for at in run], [lines[at + 1] for at in run]


def _parted_word(line: Line, following: Line) -> tuple[str, str] | None:
    """The two parts of the word that parts between two lines; None where the hyphen was written, not set."""
    text = line.text.rstrip()
    if not text.endswith(HYPHENS[0]):
        return None
    front = re.search(r"[^\W\d_]+$", text[:-1])
    back = re.match(r"[^\W\d_]+", following.text.lstrip())
    return (front.group(), back.group()) if front and back else None


def _marked(html: str, word: str) -> str:
    """Every such word outside tags, marked to stay whole."""
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)(?=[^<>]*<)", f'<span class="whole">{word}</span>', html)
