"""What people wrote beside the cells of a sheet: old comments, and the threads that newer versions of Excel keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import ParseError

from pipeline.doors.workbooks.parts import Package, Relation
from pipeline.doors.workbooks.streaming import AnyNamespace, walk
from pipeline.doors.workbooks.values import place_of, unescape

__all__ = ["read_notes"]

_NOTES: Final = AnyNamespace("comment")
_THREADS: Final = AnyNamespace("threadedComment")
_MOST_LETTERS: Final = 10_000_000


def read_notes(package: Package, relations: Iterable[Relation]) -> dict[tuple[int, int], str]:
    """Notes by (row, column). A thread stands in place of the note that Excel writes for versions which know no threads.

    A note without a sound address is left out: the cells are worth more. Raises ParseError where a part is broken.
    """
    kinds: dict[str, list[str]] = {"comments": [], "threadedComment": []}
    for relation in relations:
        if relation.kind in kinds and relation.part not in kinds[relation.kind] and package.has(relation.part):
            kinds[relation.kind].append(relation.part)
    notes: dict[tuple[int, int], str] = {}
    for part in kinds["comments"]:
        notes.update(_texts(package, part, _NOTES))
    for part in kinds["threadedComment"]:
        notes.update(_texts(package, part, _THREADS))
    return notes


def _texts(package: Package, part: str, names: AnyNamespace) -> dict[tuple[int, int], str]:
    """The texts of one part by (row, column); answers in a thread stand below one another."""
    found: dict[tuple[int, int], list[str]] = {}
    letters = 0
    with package.open(part) as stream:
        for _, element, _ in walk(stream, names):
            try:
                place = place_of(element.get("ref", ""))
            except ValueError:
                continue
            pieces = (piece.text or "" for piece in element.iter() if piece.tag.rpartition("}")[2] in ("t", "text"))
            text = unescape("".join(pieces)).strip()
            letters += len(text)
            if letters > _MOST_LETTERS:
                raise ParseError("the comments are too long")
            if text:
                found.setdefault(place, []).append(text)
    return {place: "\n".join(texts) for place, texts in found.items()}
