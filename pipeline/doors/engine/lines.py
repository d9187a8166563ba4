"""Words and phrases into lines, as the engine's ``layout/inline.py`` breaks them, on light objects.

A line takes children one by one; a child that does not fit goes to the next line, unless no line may end before it: then the line ends
at the last place within what was taken since the last such place. As in the engine, that place is sought by narrowing the room pixel by
pixel, so that a word there is hyphenated as it would be at a line's end. Lengths are CSS pixels.
"""

from __future__ import annotations

from typing import Any

from pipeline.doors.engine.blocks import SetLine
from pipeline.doors.engine.leaders import draw_out, is_led, shift
from pipeline.doors.engine.markup import NotPlain
from pipeline.doors.engine.phrases import Leader, Phrase, Placed, PlacedPhrase, PlacedWords, Words
from pipeline.doors.engine.runs import breaks_between, fill, run_of
from pipeline.doors.engine.shaping import UNITS
from pipeline.doors.engine.styles import Style

__all__ = ["break_lines"]

Resume = Any
"""Where a line goes on: a character's number in Words, (child's number, its own Resume or None) in a Phrase; None: from the beginning."""


Edge = str | bool | None
"""A box's first or last letter; True for what a line may always end before, or a space that fell away; False for a leader's end."""


def _may_break(children_style: Style, last: Edge, first: Edge, lang: str | None) -> bool:
    if last is True:
        last = " "
    elif last is False:
        last = "\u00a0"
    elif children_style.nowrap:
        return False
    if last is None or first is None:
        return False
    return first if isinstance(first, bool) else breaks_between(last, first, lang)


Split = tuple[Placed | None, Resume, Edge, Edge]
"""What is placed, where it goes on (None: all is placed), and its edges."""


def _split(child: Words | Phrase, x: float, max_x: float, resume: Resume) -> Split:
    if isinstance(child, Words):
        return _split_words(child, x, max_x, resume or 0)
    return _split_phrase(child, x, max_x, resume)


def _split_words(words: Words, x: float, max_x: float, skip: int) -> Split:
    text, style = words.text, words.style
    if skip >= len(text):
        return None, None, text[0], text[-1]
    run = run_of(style.fount, text)
    if isinstance(words, Leader):
        return PlacedWords(words, run, text, x, run.total / UNITS), None, True, False
    if skip:
        run = run.rest(skip)
    if style.nowrap:
        line, width, used = run.text, run.total, None
    else:
        line, width, used = fill(run, max_x - x, style.limits if style.hyphenates else None)
    resume = None if used is None else skip + used
    placed = PlacedWords(words, run, line, x, width / UNITS) if line else None
    return placed, resume, text[0], text[-1] if resume is None else text[resume - 1]


class _Taking:
    """What a phrase has taken into the line: ``sure`` may end the line, ``waiting`` came after the last place where it may."""

    __slots__ = ("sure", "waiting")

    def __init__(self) -> None:
        self.sure: list[tuple[int, Placed]] = []
        self.waiting: list[tuple[int, Placed]] = []

    def all(self) -> list[Placed]:
        return [placed for _, placed in (*self.sure, *self.waiting)]


def _split_phrase(phrase: Phrase, x: float, max_x: float, resume: Resume) -> Split:
    max_x *= 1 + 1e-9  # the engine's own, against rounding
    skip, child_resume = resume or (0, None)
    taking = _Taking()
    at = x
    first_letter: Edge = None
    last_letter: Edge = None
    going_on: Resume = None
    for index in range(skip, len(phrase.children)):
        child = phrase.children[index]
        placed, child_going_on, first, last = _split(child, at, max_x, child_resume)
        if child_going_on is None and phrase.right and index == len(phrase.children) - 1:
            placed, child_going_on, first, last = _split(child, at, max_x - phrase.right, child_resume)
        child_resume = None
        if _may_break(phrase.style, last_letter, first, child.style.fount.lang):
            taking.sure += taking.waiting
            taking.waiting = []
        first_letter = first_letter if first_letter is not None else first
        last_letter = True if isinstance(child, Phrase) and child.ends_with_space else last
        if placed is not None:
            beyond = placed.x + placed.left + placed.width + placed.right
            if beyond > max_x and beyond - _trailing_space(placed) > max_x:
                going_on = _break_before(phrase, taking, resume)
                if going_on is not None:
                    break
            at = beyond
            taking.waiting.append((index, placed))
        if child_going_on is not None:
            going_on = (index, child_going_on)
            break
    return _close(phrase, x, taking.all(), resume is None, going_on is None), going_on, first_letter, last_letter


def _break_before(phrase: Phrase, taking: _Taking, resume: Resume) -> Resume:
    """End the line at the last place that it may: within what waits, or before it. None: there is none."""
    waiting = taking.waiting
    for number in range(len(waiting) - 1, -1, -1):
        index, placed = waiting[number]
        child = phrase.children[index]
        if not _can_break_inside(placed):
            continue
        child_resume = resume[1] if resume is not None and resume[0] == index else None
        max_x = placed.x + placed.left + placed.width + placed.right - 1
        while max_x > placed.x:
            again, going_on, _, _ = _split(child, placed.x, max_x, child_resume)
            if going_on is not None:
                taking.sure += waiting[:number]
                if again is not None:
                    taking.sure.append((index, again))
                taking.waiting = []
                return index, going_on
            max_x -= 1
    if taking.sure:
        taking.waiting = []
        return taking.sure[-1][0] + 1, None
    return None


def _can_break_inside(placed: Placed) -> bool:
    if isinstance(placed, PlacedWords):
        style = placed.words.style
        if isinstance(placed.words, Leader):
            return False
        return not style.nowrap and len(run_of(style.fount, placed.text).ends) > 1
    return not placed.phrase.style.nowrap and any(_can_break_inside(child) for child in placed.children)


def _close(phrase: Phrase, x: float, children: list[Placed], is_start: bool, is_end: bool) -> PlacedPhrase:
    """The part of the phrase that was taken: padding only where the phrase begins and ends."""
    left = phrase.left if is_start else 0.0
    right = phrase.right if is_end else 0.0
    if left:
        for child in children:
            shift(child, left)
    placed = PlacedPhrase(phrase, x, 0.0, children, left, right)
    if children:
        last = children[-1]
        placed.width = last.x + last.left + last.width + last.right - (x + left)
    return placed


def _last_words(placed: Placed) -> tuple[list[PlacedPhrase], PlacedWords | None]:
    """The words at the very end, and the phrases they end."""
    around = []
    while isinstance(placed, PlacedPhrase):
        around.append(placed)
        if not placed.children:
            return around, None
        placed = placed.children[-1]
    return around, placed


def _trailing_space(placed: Placed) -> float:
    _, words = _last_words(placed)
    if words is None or isinstance(words.words, Leader) or not words.text.endswith(" "):
        return 0.0
    stripped = words.text.rstrip(" ")
    return words.width - words.run.width(stripped) / UNITS if stripped else words.width


def _drop_trailing_space(line: PlacedPhrase) -> None:
    around, words = _last_words(line)
    if words is None or isinstance(words.words, Leader) or not words.text.endswith(" "):
        return
    words.text = words.text.rstrip(" ")
    width = words.run.width(words.text) / UNITS if words.text else 0.0
    for phrase in around:
        phrase.width -= words.width - width
    words.width = width


def _skip_space(node: Words | Phrase, resume: Resume) -> Resume:
    """Where the line begins when leading spaces fall away. ``False``: there is nothing left in the node."""
    if isinstance(node, Leader):
        return None
    if isinstance(node, Words):
        skip = resume or 0
        if skip == len(node.text):
            return False
        while skip < len(node.text) and node.text[skip] == " ":
            skip += 1
        return skip or None
    index, inner = resume or (0, None)
    if not node.children:
        return None
    inner = _skip_space(node.children[index], inner)
    if inner is False:
        index += 1
        if index >= len(node.children):
            return False
        inner = _skip_space(node.children[index], None)
    return (index, inner) if index or inner else None


def _is_phantom(line: PlacedPhrase) -> bool:
    return all(
        isinstance(child, PlacedPhrase) and not any(child.phrase.style.padding) and _is_phantom(child) for child in line.children
    )


def _extent(placed: PlacedPhrase) -> tuple[float, float]:
    """The furthest reach above and below the baseline of a phrase and those in it."""
    style = placed.phrase.style
    above, below = style.baseline, style.line_height - style.baseline
    for child in placed.children:
        if isinstance(child, PlacedPhrase):
            child_above, child_below = _extent(child)
            above, below = max(above, child_above), max(below, child_below)
    return above, below


def break_lines(paragraph: Phrase, x: float, y: float, width: float) -> list[SetLine]:
    """The lines of a paragraph whose content box begins at ``x``, ``y`` and is ``width`` wide. Raises NotPlain."""
    lines: list[SetLine] = []
    resume: Resume = None
    indent = paragraph.style.indent
    led = is_led(paragraph)
    if led and (indent or any(paragraph.style.alignment)):
        raise NotPlain("a leader in lines that do not all begin at one edge")
    while True:
        resume = _skip_space(paragraph, resume)
        if resume is False:
            return lines
        placed, going_on, _, _ = _split_phrase(paragraph, x + indent, x + width, resume)
        assert isinstance(placed, PlacedPhrase)
        placed.width += indent
        lines.append(_finish(placed, y, width, placed.phrase.style.alignment[going_on is None]))
        if led:
            draw_out(placed, width)
        y += lines[-1].height
        if going_on is None:
            return lines
        if going_on == resume:
            raise NotPlain("a line that takes nothing")
        resume, indent = going_on, 0.0


def _finish(placed: PlacedPhrase, y: float, width: float, alignment: float) -> SetLine:
    if _is_phantom(placed):
        if placed.children:
            raise NotPlain("an empty phrase on a line of its own")
        return SetLine(y, 0.0, 0.0)
    _drop_trailing_space(placed)
    if placed.width < width and alignment:
        dx = (width - placed.width) * alignment
        for child in placed.children:
            shift(child, dx)
    above, below = _extent(placed)
    return SetLine(y, above + below, above, placed.children)
