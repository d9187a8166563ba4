"""Parts of a workbook read element by element: no tree grows, however many elements a part has or how deep they nest."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError, iterparse

__all__ = ["AnyNamespace", "walk"]

_DEEPEST: Final = 64
_LARGEST: Final = 100_000
"""Elements inside one that is handed over whole; a cell of 32,767 letters has no more runs than that."""


class AnyNamespace(Container[str]):
    """Names of elements, whatever namespace they lie in."""

    def __init__(self, *names: str) -> None:
        self._names = frozenset(names)

    def __contains__(self, tag: object) -> bool:
        return isinstance(tag, str) and tag.rpartition("}")[2] in self._names


def walk(
    stream: IO[bytes], whole: Container[str], opened: Container[str] = frozenset(),
) -> Iterator[tuple[str, Element, str]]:
    """("end", element, its parent's tag) for each element of the names ``whole``, with all that is in it, and ("start", …) for each of
    ``opened``, with its attributes only. Everything else is forgotten as soon as it ends.

    The document's own element ends last, whatever its name, as ("root", …). Raises ParseError for broken XML, for elements that
    nest deeper than any office program writes, and for one that holds a hundred thousand others.
    """
    above: list[Element] = []
    inside = count = 0
    for event, element in iterparse(stream, ("start", "end")):  # noqa: S314  (archive.py refused entity definitions)
        if event == "start":
            above.append(element)
            if len(above) > _DEEPEST:
                raise ParseError("elements nest too deep")
            if inside:
                count += 1
                if count > _LARGEST:
                    raise ParseError("one element holds too many others")
            elif element.tag in whole:
                inside, count = len(above), 0
            elif element.tag in opened:
                yield event, element, above[-2].tag if len(above) > 1 else ""
            continue
        if inside == len(above):
            inside = 0
            yield event, element, above[-2].tag if len(above) > 1 else ""
        above.pop()
        if not above:
            yield "root", element, ""
        elif not inside:
            above[-1].clear()
