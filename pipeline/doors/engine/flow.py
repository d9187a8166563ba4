"""The fast setter: blocks in normal flow, set without the engine's box tree. What it cannot set raises NotPlain.

A block is read (``markup``), given its styles (``cascade``), its text broken into lines (``lines``, ``runs``, ``shaping``), cut at the
same joints as the engine's boxes (``cutting``) and inked (``inking``). The result depends on the block and its stylesheet alone.
Lengths are CSS pixels until pieces are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from pipeline.doors.engine.blocks import SetBlock, SetLine
from pipeline.doors.engine.cascade import Cascade
from pipeline.doors.engine.cutting import PT, group_atoms
from pipeline.doors.engine.inking import Ink
from pipeline.doors.engine.lines import break_lines
from pipeline.doors.engine.markup import Element, NotPlain, parse_fragment
from pipeline.doors.engine.phrases import Phrase, Placed, PlacedPhrase, PlacedWords, Words, gather
from pipeline.doors.engine.styles import Style
from pipeline.model.galley import Galley, Joint, Line, Link, Piece
from pipeline.model.inks import JobColours
from pipeline.model.localised import bare

__all__ = ["set_plain"]


def set_plain(markup: str, cascade: Cascade, width_pt: float, colours: JobColours = "") -> Galley:
    """The galley of one fragment at a measure in points, in the inks of a job. Raises NotPlain."""
    root = parse_fragment(markup)
    try:
        cascade.apply(root)
        if any(root.style.margin):
            raise NotPlain("a margin around the whole block")
        ink = Ink(colours)
        pieces = tuple(_pieces(_set_block(root, 0.0, 0.0, width_pt / PT), ink))
        return Galley(width_pt, pieces, ink.glyphs)
    finally:
        root.part()


def _set_block(element: Element, x: float, y: float, room: float, after_space: bool = False) -> SetBlock:
    """``after_space``: white space stands before the block, and swallows that at its beginning."""
    style: Style = element.style
    if not style.is_block or "href" in element.attributes:
        raise NotPlain("a phrase, or a link, where a block must be")
    above, right, below, left = style.padding
    width = room - left - right if style.width is None else style.width
    at = y + style.border_top[0] + above
    children: list[Any] = []
    if any(isinstance(child, Element) and child.style.is_block for child in element.children):
        children, at = _stack(element, x + left, at, width, after_space)
    else:
        words, _ = gather(element, after_space)
        while words and isinstance(words[0], Words) and words[0].text == " ":
            del words[0]  # the engine drops it before it makes a line
        if words:
            children = break_lines(Phrase(style, element, words), x + left, at, width)
            at = children[-1].position_y + children[-1].height if children else at
    height = at - y + below + style.border_bottom[0]
    return SetBlock(style, x, y, left + width + right, height, children)


def _stack(element: Element, x: float, at: float, width: float, after_space: bool) -> tuple[list[SetBlock], float]:
    """The blocks in a block, one below the other from ``at``, and where they end."""
    children: list[SetBlock] = []
    left_open = 0.0
    for child in element.children:
        if isinstance(child, str):
            if child.strip(" \t\n"):
                raise NotPlain("words beside blocks")
            after_space = True
            continue
        if children or not _opens(element):
            at += max(left_open, _margin(child, _ABOVE))
        children.append(_set_block(child, x, at, width, after_space))
        after_space = False
        at += children[-1].height
        left_open = _margin(child, _BELOW)
    return children, at if _closes(element) else at + left_open


_ABOVE, _BELOW = 0, 1


def _opens(element: Element) -> bool:
    """Whether the margin of a block's first child lies above the block itself (CSS 2, 8.3.1); the outermost block keeps it in."""
    style: Style = element.style
    return not _is_outermost(element) and not style.border_top[0] and not style.padding[0]


def _closes(element: Element) -> bool:
    style: Style = element.style
    return not _is_outermost(element) and not style.border_bottom[0] and not style.padding[2]


def _is_outermost(element: Element) -> bool:
    return element.parent is None or element.parent.parent is None


def _margin(element: Element, side: int) -> float:
    """The margin above or below a block, with those of its first or last children that meet it. Raises NotPlain for an empty block."""
    style: Style = element.style
    own = style.margin[side]
    if not element.children and any(style.margin):
        raise NotPlain("margins of an empty block")
    inside = [child for child in element.children if isinstance(child, Element) and child.style.is_block]
    if inside and (_opens(element) if side == _ABOVE else _closes(element)):
        return max(own, _margin(inside[0 if side == _ABOVE else -1], side))
    return own


def _pieces(block: SetBlock, ink: Ink) -> Iterator[Piece]:
    previous = 0.0
    for number, atoms in enumerate(group_atoms(block)):
        top = min(atom.top for atom in atoms)
        bottom = max(atom.bottom for atom in atoms)
        lines = [(atom.box, atom.ends) for atom in atoms if atom.box is not None]
        yield Piece(
            height=_points(bottom - top),
            content=ink.piece([(atom.box, atom.decorations) for atom in atoms], top),
            before=_points(top - previous),
            joint=atoms[0].joint or (Joint.KEEP if number else Joint.BLOCK),
            lines=tuple(found for line, ends in lines if (found := _line(line, ends, top))),
            links=tuple(link for line, _ in lines for child in line.children for link in _links(child, line, top)),
        )
        previous = bottom


def _points(pixels: float) -> float:
    return round(pixels * PT, 3)


def _words(children: Sequence[Placed]) -> Iterator[PlacedWords]:
    for child in children:
        if isinstance(child, PlacedWords):
            yield child
        else:
            yield from _words(child.children)


def _line(line: SetLine, ends: bool, top: float) -> Line | None:
    words = list(_words(line.children))
    text = bare("".join([part.text for part in words]))
    if not text.strip():
        return None
    x0 = min([part.x for part in words])
    x1 = max([part.x + part.width for part in words])
    y = line.position_y - top
    return Line(text, _points(x0), _points(y), _points(x1), _points(y + line.height), ends)


def _links(placed: Placed, line: SetLine, top: float) -> Iterator[Link]:
    if not isinstance(placed, PlacedPhrase):
        return
    phrase = placed.phrase
    if phrase.element.tag == "a" and (href := phrase.element.attributes.get("href")):
        y = line.position_y - top + line.baseline - phrase.style.baseline
        right = placed.x + placed.left + placed.width + placed.right
        yield Link(_target(href), _points(placed.x), _points(y), _points(right), _points(y + phrase.style.line_height))
    for child in placed.children:
        yield from _links(child, line, top)


@lru_cache(maxsize=20_000)
def _target(href: str) -> str:
    """The address as the engine writes it. Raises NotPlain for what would be resolved against a place we do not have."""
    from weasyprint.urls import get_link

    if not href.startswith(("#", "https:", "http:", "mailto:", "tel:")) or href.split() != [href] or len(href) < 2:
        raise NotPlain("a link to an address without scheme")
    _, (kind, target) = get_link(href, None)
    return f"#{target}" if kind == "internal" else target
