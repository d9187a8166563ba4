"""A paragraph's text as the fast setter holds it: words and phrases, and what of them is placed in a line. Lengths are CSS pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.doors.engine.markup import Element, NotPlain
from pipeline.doors.engine.runs import Run
from pipeline.doors.engine.styles import Style

__all__ = ["Leader", "Phrase", "Placed", "PlacedPhrase", "PlacedWords", "Words", "gather"]

_SPACES: Final = re.compile("[ \t\n]+")


@dataclass(slots=True, eq=False)
class Words:
    """Text of a paragraph or phrase, white space collapsed."""

    style: Style
    text: str


class Leader(Words):
    """What a leader repeats (CSS Generated Content 3, 2.5.1): it never parts, and its spaces stay."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Phrase:
    """An inline element; ``left`` and ``right`` are its padding."""

    style: Style
    element: Element
    children: list[Words | Phrase]
    left: float = 0.0
    right: float = 0.0
    ends_with_space: bool = False
    """Its last child was a space that fell to the space before it."""


@dataclass(slots=True, eq=False)
class PlacedWords:
    """Words in a line."""

    words: Words
    run: Run
    text: str
    x: float
    width: float

    left: float = 0.0
    right: float = 0.0


@dataclass(slots=True, eq=False)
class PlacedPhrase:
    """A phrase, or the part of one that is in a line; ``width`` without padding."""

    phrase: Phrase
    x: float
    width: float
    children: list[PlacedWords | PlacedPhrase]
    left: float
    right: float


Placed = PlacedWords | PlacedPhrase


@dataclass(slots=True)
class _Following:
    """Whether a space was the last thing seen."""

    space: bool


def gather(element: Element, after_space: bool) -> tuple[list[Words | Phrase], bool]:
    """Words and phrases in an element, and whether it ends with a space that fell away. Raises NotPlain for blocks among them."""
    return _gather(element, _Following(after_space))


def _gather(element: Element, following: _Following) -> tuple[list[Words | Phrase], bool]:
    found: list[Words | Phrase] = []
    fell = False
    if element.style.lead:
        lead_style, lead = element.style.lead
        found.append(Phrase(lead_style, Element("::before", {}, None), [Leader(lead_style, lead)]))
        following.space = False
    for child in element.children:
        if isinstance(child, Element):
            style: Style = child.style
            if style.is_block:
                raise NotPlain("a block among words")
            inside, ends_with_space = _gather(child, following)
            _, right, _, left = style.padding
            found.append(Phrase(style, child, inside, left, right, ends_with_space))
            fell = False
            continue
        text = child if not ("\n" in child or "  " in child or "\t" in child) else _SPACES.sub(" ", child)
        fell = False
        ends = text.endswith(" ")
        if following.space and text.startswith(" "):
            text = text[1:]
            fell = not text
        following.space = ends
        if text:
            found.append(Words(element.style, text))
    return found, fell
