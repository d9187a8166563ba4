"""The blocks' HTML as a tree: what the writers of peers' documents and the agreement read.

What a line of contents or index says is told from its numbers by where they stand (last, in elements of their own), not by the
names of classes, which are the layout's affair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

__all__ = ["Element", "Line", "parse", "plain_text", "take_apart", "text_of", "written"]

VOID = frozenset({"br", "hr", "img"})
FLOWING = frozenset({"section", "header", "div", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "br", "hr", "dl", "dt", "dd"})
"""Elements that begin a line of their own."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with its children: elements and pieces of text. Each is itself alone, whatever it says."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of contents or index without its numbers.

    ``hole``: the element that held the numbers and nothing else, emptied; ``around``: its parent; ``last``: the child of the line
    that the hole is in (or is): a last word that is not parted from the first number is in it too.
    """

    element: Element
    last: Element
    around: Element
    hole: Element

    @property
    def text(self) -> str:
        """The words of the line."""
        return text_of(self.element)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        closed = self._open.pop()
        if closed.tag != tag:
            raise ValueError(f"</{tag}> closes <{closed.tag}>")

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of a well-formed fragment under a nameless root. Raises ValueError where tags do not match."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    if len(builder._open) > 1:
        raise ValueError(f"<{builder._open[-1].tag}> is not closed")
    return builder.root


def plain_text(html: str) -> str:
    """The words of a fragment; elements that begin a line part words."""
    return text_of(parse(html))


def text_of(element: Element) -> str:
    """The words of an element."""
    return " ".join(_text(element).split())


def _text(element: Element) -> str:
    inner = "".join(child if isinstance(child, str) else _text(child) for child in element.children)
    return f" {inner} " if element.tag in FLOWING else inner


def take_apart(html: str, number: str) -> Line:
    """A line that was composed with ``number`` for every number. Raises ValueError where it does not end with it and nothing more."""
    elements = [child for child in parse(html).children if isinstance(child, Element)]
    way = _to_the_last_text(elements[-1]) if elements else []
    if len(elements) != 1 or not way or _stripped(way[-1]) != number:
        raise ValueError(f"a line of contents or index does not end with its number {number} in an element of its own: {html}")
    while len(way) > 2 and _stripped(way[-2]) == number:
        way.pop()
    *above, around, emptied = way
    hole = Element("span") if isinstance(emptied, str) else emptied
    assert isinstance(around, Element)
    around.children[_last(around)] = hole
    hole.children.clear()
    last = [*above, around, hole][1]
    assert isinstance(last, Element)
    return Line(elements[0], last, around, hole)


def _to_the_last_text(element: Element) -> list[Element | str]:
    """The elements that the last words of one are in, from itself inwards, and those words."""
    way: list[Element | str] = [element]
    while isinstance(inner := way[-1], Element):
        at = _last(inner)
        if at < 0:
            return []
        way.append(inner.children[at])
    return way


def _last(element: Element) -> int:
    """The place of the last child that says something; -1 where none does."""
    return max((at for at, child in enumerate(element.children) if _stripped(child)), default=-1)


def _stripped(child: Element | str) -> str:
    return (child if isinstance(child, str) else _text(child)).strip()


def written(element: Element | str) -> str:
    """The HTML of a tree; of a nameless root, that of its children."""
    if isinstance(element, str):
        return escape(element, quote=False)
    inner = "".join(written(child) for child in element.children)
    if not element.tag:
        return inner
    opening = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    return f"<{element.tag}{opening}>" + ("" if element.tag in VOID else f"{inner}</{element.tag}>")
