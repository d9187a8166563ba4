"""Where the elements of an XML part stand in its bytes, and edits at these places; every other byte stays as it was.

Trees lose what a workbook lives by: ElementTree forgets prefixes (then ``mc:Ignorable`` names prefixes that are gone, and Excel calls the
file damaged), every tree writes attributes, entities and declarations anew. Expat says where an element begins and ends; what is edited is
the bytes between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

__all__ = [
    "Edits", "NotPatchable", "Tag", "as_utf8", "attributes_of", "escaped", "make_parser", "named", "new_tag", "parse", "with_attributes",
]

_ATTRIBUTE: Final = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
_START: Final = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_DECLARED: Final = re.compile(r"""^\ufeff?<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class NotPatchable(Exception):  # it names the situation; whoever asked makes the copy in another way
    """A part is not as the patches need it."""


@dataclass(slots=True)
class Tag:
    """An element: its local name, namespace, prefix as written ("" or "x:") and attributes ("name", or "{namespace}name").

    ``start`` and ``end`` are offsets of the whole element; its contents lie between ``opened`` and ``closed``.
    """

    name: str
    space: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    opened: int
    closed: int = 0
    end: int = 0
    children: list[Tag] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Written as one tag: ``<row/>``."""
        return self.opened == self.end

    def child(self, name: str) -> Tag | None:
        """The first child of that local name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator[Tag]:
        """The children of that local name."""
        return (child for child in self.children if child.name == name)


class Edits:
    """Edits of one part, made in any order and carried out together."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._edits: list[tuple[int, int, int, bytes]] = []

    def replace(self, start: int, end: int, by: bytes) -> None:
        """Bytes in place of those from ``start`` to ``end``; what is put in at one place keeps the order it was put in."""
        self._edits.append((start, end, len(self._edits), by))

    def insert(self, at: int, new: bytes) -> None:
        """Bytes put in before the byte at ``at``."""
        self.replace(at, at, new)

    def append(self, tag: Tag, new: bytes) -> None:
        """Bytes put in as an element's last child; one written as a single tag is opened for it."""
        if tag.is_empty:
            head = self.content[tag.start:tag.opened].rstrip(b">").rstrip(b"/ \t\r\n")
            self.replace(tag.start, tag.end, head + b">" + new + f"</{tag.prefix}{tag.name}>".encode())
        else:
            self.insert(tag.closed, new)

    def set_attributes(self, tag: Tag, **values: str | None) -> None:
        """Attributes of an element's start tag set or (None) taken out."""
        self.replace(tag.start, tag.opened, with_attributes(self.content[tag.start:tag.opened], **values))

    def remove(self, tag: Tag) -> None:
        self.replace(tag.start, tag.end, b"")

    def made(self) -> bytes:
        """The part with all edits."""
        pieces: list[bytes] = []
        at = 0
        for start, end, _, by in sorted(self._edits, key=lambda edit: (edit[0], edit[1] > edit[0], edit[2])):
            pieces += (self.content[at:start], by)
            at = max(at, end)
        return b"".join((*pieces, self.content[at:]))


def as_utf8(content: bytes) -> bytes:
    """A part in UTF-8, whatever it was written in. Raises NotPatchable."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        found = _DECLARED.match(content[:200].decode("latin-1"))
        encoding = found[1].lower() if found else "utf-8"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return content
    try:
        text = content.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise NotPatchable(f"encoding {encoding}") from error
    return re.sub(r"^\ufeff?<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text).encode()


def make_parser() -> expat.XMLParserType:
    """A parser that tells namespace, name and prefix of every element, and opens nothing outside."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    return parser


def new_tag(content: bytes, name: str, attributes: Mapping[str, str], at: int) -> Tag:
    """The element that begins at ``at``, as expat named it. ``end`` is set for one written as a single tag. Raises NotPatchable."""
    head = _START.match(content, at)
    if head is None:
        raise NotPatchable("a start tag out of an entity")
    space, local, prefix = _parts(name)
    tag = Tag(local, space, f"{prefix}:" if prefix else "", attributes, at, head.end())
    if head[1]:
        tag.closed = tag.end = head.end()
    return tag


def _parts(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix out of what expat tells."""
    pieces = name.split(" ")
    if len(pieces) == 1:
        return "", name, ""
    return pieces[0], pieces[1], pieces[2] if len(pieces) > 2 else ""


def named(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes by "name", or "{namespace}name", out of what expat tells."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        space, local, _ = _parts(name)
        found[f"{{{space}}}{local}" if space else local] = value
    return found


def parse(content: bytes, depth: int) -> Tag:
    """The root with its descendants down to ``depth`` levels below it. Raises NotPatchable where the part is not well formed."""
    parser = make_parser()
    open_tags: list[Tag] = []
    roots: list[Tag] = []
    level = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        if level <= depth:
            tag = new_tag(content, name, named(attributes), parser.CurrentByteIndex)
            (open_tags[-1].children if open_tags else roots).append(tag)
            open_tags.append(tag)
        level += 1

    def end(_: str) -> None:
        nonlocal level
        level -= 1
        if level <= depth:
            tag = open_tags.pop()
            if not tag.end:
                tag.closed = parser.CurrentByteIndex
                tag.end = content.index(b">", tag.closed) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotPatchable(str(error)) from error
    return roots[0]


def attributes_of(start_tag: bytes) -> dict[str, str]:
    """Attributes of a start tag as they are written, by their written names; entities stay as they are."""
    return {name.decode(): value[1:-1].decode() for name, value in _ATTRIBUTE.findall(start_tag)}


def with_attributes(start_tag: bytes, **values: str | None) -> bytes:
    """A start tag with attributes set or (None) taken out, the others as they were. ``values`` are escaped here."""
    wanted = {name.encode(): value for name, value in values.items()}
    pieces: list[bytes] = []
    at = 0
    for found in _ATTRIBUTE.finditer(start_tag):
        name = found[1]
        if name in wanted:
            value = wanted.pop(name)
            pieces += (start_tag[at:found.start()], b"" if value is None else _attribute(name, value))
            at = found.end()
    tail = start_tag[at:]
    end = tail.rindex(b"/>") if tail.endswith(b"/>") else len(tail) - 1
    new = [_attribute(name, value) for name, value in wanted.items() if value is not None]
    return b"".join((*pieces, tail[:end].rstrip(), *new, tail[end:]))


def _attribute(name: bytes, value: str) -> bytes:
    return b" " + name + b'="' + escaped(value).replace('"', "&quot;").encode() + b'"'


def escaped(text: str) -> str:
    """Text as a part holds it: what XML cannot hold is written ``_x000B_`` (ECMA-376 part 1, 22.9.2.19)."""
    text = _ESCAPE.sub("_x005F_", text)
    text = _CONTROLS.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
