"""The blocks' HTML as a tree: what the writers of peers' documents and the agreement read."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "parse", "plain_text"]

VOID = frozenset({"br", "hr", "img"})
FLOWING = frozenset({"section", "header", "div", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "br"})
"""Elements that begin a line of their own."""


@dataclass(slots=True)
class Element:
    """An element with its children: elements and pieces of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


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
    """The words of a fragment; elements that begin a line part words. An unfinished fragment is read as far as it goes."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return " ".join(_text(builder.root).split())


def _text(element: Element) -> str:
    inner = "".join(child if isinstance(child, str) else _text(child) for child in element.children)
    return f" {inner} " if element.tag in FLOWING else inner
