"""Read the templates' HTML quickly: a fragment becomes a tree of elements, or is left to the engine's own parser.

The templates' output is well-formed and nests only what HTML nests without repair; both are checked here, so that the tree is the
one the engine's parser would have made.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any, Final
from xml.parsers.expat import ExpatError, ParserCreate

__all__ = ["Element", "NotPlain", "parse_fragment"]

_FLOW: Final = frozenset({
    "section", "div", "header", "footer", "article", "aside", "nav", "main",
})  # fmt: skip
"""Elements that may hold blocks."""
_PARAGRAPHS: Final = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
"""Blocks that hold words only: the parser closes a ``p`` before a block, and we do not guess."""
_PHRASES: Final = frozenset({
    "span", "a", "b", "i", "em", "strong", "small", "abbr", "cite", "code", "dfn", "kbd", "mark", "q", "s", "samp", "sub", "sup",
    "time", "u", "var",
})  # fmt: skip
_ENTITY: Final = re.compile(r"&(\w+);")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BLANK: Final = " \t\r\n\f"


class NotPlain(Exception):
    """The block, or its stylesheet, asks for more than the fast setter knows; the engine sets it. The text says what."""


class Element:
    """An element of a fragment: ``context`` is its number in the cascade, ``style`` what the cascade says of it."""

    __slots__ = ("attributes", "children", "context", "parent", "style", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []
        self.context = -1
        self.style: Any = None

    def part(self) -> None:
        """Forget what it stands in, and so for all that stands in it: without cycles it goes as soon as nobody needs it."""
        self.parent = None
        for child in self.children:
            if isinstance(child, Element):
                child.part()


class _Builder:
    """Hears the parser; raises NotPlain at the first element that HTML might nest otherwise."""

    def __init__(self) -> None:
        self.body = self.at = Element("body", {}, None)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self.at
        if tag in _PHRASES:
            if tag == "a" and self._inside_a_link():
                raise NotPlain("a link in a link")
        elif not ((tag in _FLOW or tag in _PARAGRAPHS) and (at.tag in _FLOW or at is self.body)):
            raise NotPlain(f"<{tag}> in <{at.tag}>")
        if attributes and (":" in (names := "".join(attributes)) or names != names.lower()):
            raise NotPlain("an attribute with capitals or a prefix")
        element = Element(tag, attributes, at)
        at.children.append(element)
        self.at = element

    def _inside_a_link(self) -> bool:
        at: Element | None = self.at
        while at is not None:
            if at.tag == "a":
                return True
            at = at.parent
        return False

    def end(self, tag: str) -> None:
        if self.at.parent is None:
            raise NotPlain(f"</{tag}> without its beginning")
        self.at = self.at.parent

    def text(self, text: str) -> None:
        self.at.children.append(text)


def _character(entity: re.Match[str]) -> str:
    """What a named entity of HTML stands for; XML's own five, and what is no entity, are left to the parser."""
    return entity[0] if entity[1] in _OF_XML else html5.get(f"{entity[1]};", entity[0])


def parse_fragment(markup: str) -> Element:
    """The root element of a fragment that has one. Raises NotPlain where the engine's own parser must read it."""
    # What XML and HTML read differently: comments, CDATA, instructions, and tags that close themselves.
    if "<!" in markup or "<?" in markup or "/>" in markup:
        raise NotPlain("a comment, or a tag that closes itself")
    builder = _Builder()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(_ENTITY.sub(_character, markup.strip(_BLANK)), True)
    except ExpatError as error:
        raise NotPlain(f"markup that is not well-formed: {error}") from error
    (root,) = builder.body.children
    assert isinstance(root, Element)
    if root.tag in _PHRASES:
        raise NotPlain("words outside any block")
    return root
