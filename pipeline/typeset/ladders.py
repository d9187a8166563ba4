"""Take a rung out of a hyphen ladder: the block is set again with one of its words kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.model.galley import Galley, Line
from pipeline.model.hyphens import HYPHENS, MOST_HYPHENS, ends_hyphened

__all__ = ["without_ladders"]

def without_ladders(markup: str, galley: Galley) -> str | None:
    """A block's markup with a word of each of its ladders marked to stay whole (class "whole"); None where there is no ladder, or no cure.

    The word is the one that loses least by it: the fewest letters before its hyphen, among those that leave no ladder on either side.
    """
    html = markup
    for ladder, following in _ladders(galley):
        rungs = range(min(max(0, len(ladder) - 1 - MOST_HYPHENS), MOST_HYPHENS), MOST_HYPHENS + 1)
        words = [_parted_word(ladder[rung], following[rung]) for rung in rungs]
        for front, back in sorted((word for word in words if word), key=lambda word: len(word[0])):
            marked = _marked(html, front + back)
            if marked != html:
                html = marked
                break
    return html if html != markup else None


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
