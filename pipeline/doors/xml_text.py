"""XML from outside, read without anything that only documents with a DOCTYPE can do: entities that swell, files fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pipeline.errors import Unreadable
from pipeline.model.message import msg

__all__ = ["each_element", "local_name", "parse_xml"]

_DEEPEST: Final = 64
MOST_ELEMENTS: Final = 1_000_000
"""Elements of a document that is held in memory as a whole: fifty thousand texts have half as many."""


class _Doctype(Exception):
    """The document has a DOCTYPE, or nests deeper than any translator's program writes."""


def _too_many(name: str) -> Unreadable:
    message = msg("{file} holds more than {limit} elements, as many as are read.", file=name, limit=str(MOST_ELEMENTS))
    return Unreadable(message, msg("Send it in parts."))


def parse_xml(content: bytes, name: str) -> Element:
    """The document's own element. Raises Unreadable, which calls the file ``name``, for broken XML and for any DOCTYPE."""
    builder, depth, count = TreeBuilder(), 0, 0
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _DEEPEST:
            raise _Doctype
        if count > MOST_ELEMENTS:
            raise _too_many(name)
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, builder.data
    parser.StartDoctypeDeclHandler = _refuse
    _parse(parser, content, name)
    return builder.close()


def each_element(content: bytes, name: str, wanted: Collection[str], take: Callable[[Element], None]) -> str:
    """Hand over every element so called, whole, one after the other; gives the name of the document's own element.

    A DOCTYPE may name its definition, which is not fetched; it may define nothing itself, and nothing may need it. Raises Unreadable, which
    calls the file ``name``, as :func:`parse_xml` does.
    """
    cutting = _Cutting(wanted, take)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = cutting.begin, cutting.end, cutting.text
    parser.StartDoctypeDeclHandler, parser.SkippedEntityHandler, parser.EntityDeclHandler = cutting.doctype, _refuse, _refuse
    _parse(parser, content, name)
    return cutting.outermost


class _Cutting:
    """The elements of a document that are wanted, cut out of it one by one: the whole of it need not lie in memory."""

    def __init__(self, wanted: Collection[str], take: Callable[[Element], None]) -> None:
        self.wanted, self.take = wanted, take
        self.outermost = ""
        self.depth = self.begun = 0
        self.builder: TreeBuilder | None = None

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.outermost = self.outermost or local_name(tag)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Doctype
        if self.builder is None and local_name(tag) in self.wanted:
            self.builder, self.begun = TreeBuilder(), self.depth
        if self.builder is not None:
            self.builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        if self.builder is not None:
            self.builder.end(tag)
            if self.depth == self.begun:
                element, self.builder = self.builder.close(), None
                self.take(element)
        self.depth -= 1

    def text(self, letters: str) -> None:
        if self.builder is not None:
            self.builder.data(letters)

    def doctype(self, _: str, __: str | None, ___: str | None, defines: bool) -> None:
        if defines:
            raise _Doctype


def _refuse(*_: object) -> None:
    raise _Doctype


def _parse(parser: expat.XMLParserType, content: bytes, name: str) -> None:
    try:
        parser.Parse(content, True)
    except _Doctype:
        message = msg("{file} has a DOCTYPE or nests too deep, as no translator's program writes it.", file=name)
        raise Unreadable(message, msg("Export the file anew from your program, and send that.")) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = str(getattr(error, "lineno", "") or "?")
        raise Unreadable(
            msg("{file} is no sound XML: line {line}.", file=name, line=line),
            msg("Export the file anew from your program, and send that."),
        ) from error


def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]
