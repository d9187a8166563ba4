"""XML from outside, read without anything that only documents with a DOCTYPE can do: entities that swell, files fetched from elsewhere."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pipeline.errors import Unreadable
from pipeline.model.message import msg

__all__ = ["local_name", "parse_xml"]

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

    def refuse(*_: object) -> None:
        raise _Doctype

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
        return builder.close()
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
