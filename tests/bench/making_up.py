"""Make-up alone: galleys' shapes that lie ready become pages, and nothing else is timed.

Run as a process of its own, so that its memory is nobody else's: python -m tests.bench.making_up BOOK.pickle RESULT.json
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipeline import makeup
from pipeline.model.book import Section
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import MadePage, PageGeometry
from pipeline.workers import spare_collection

__all__ = ["Place", "SetBook", "make_up", "places_digest", "places_of"]

Place = tuple[int, str, int, int, tuple[float, ...]]
"""Where pieces of a galley stand: 0-based page, the galley's digest, column, first piece, the tops in points from the head of the trim."""


@dataclass(frozen=True, slots=True)
class SetBook:
    """A book whose type is set, its numbers final: all that make-up knows of it. ``before``: title pages, contents, front matter.

    ``places``: digest of where the pieces stand in the finished book; ``pages``: how many it has, a multiple of ``multiple``.
    """

    before: tuple[Section, ...]
    body: tuple[Section, ...]
    indexes: tuple[Section, ...]
    notes: Section
    tail: tuple[Section, ...]
    shapes: dict[str, GalleyShape]
    geometry: PageGeometry
    settings: makeup.MakeupSettings
    multiple: int
    pages: int
    places: str


def make_up(book: SetBook) -> list[MadePage]:
    """Every page of the book, in the order of work of pipeline.book; no breaks are remembered."""
    pages: list[MadePage] = []

    def bound(sections: Sequence[Section], filler: Section | None = None) -> list[MadePage]:
        return makeup.bind(sections, book.shapes, book.geometry, book.settings, first_index=len(pages), filler=filler)[0]

    pages += bound(book.before)
    pages += bound([book.notes]) if len(pages) % 2 else []
    pages += bound(book.body, book.notes)
    pages += bound(book.indexes, book.notes)
    padding = makeup.notes_needed(len(pages) + len(bound(book.tail)), book.multiple)
    pages += bound([replace(book.notes, blocks=book.notes.blocks * padding)]) if padding else []
    pages += bound(book.tail)
    return makeup.number_pages(pages)


def places_of(pages: Sequence[MadePage], shapes: Mapping[str, GalleyShape]) -> Iterable[Place]:
    """Where everything stands on made-up pages without furniture; galleys are named as in the page map."""
    for index, page in enumerate(pages):
        for placed in page.placements:
            yield index, shapes[placed.block].digest[:16], placed.column, placed.first, placed.ys


def places_digest(places: Iterable[Place]) -> str:
    """Digest of a book's places, in whatever order they come."""
    digest = sha256()
    for place in sorted(places):
        digest.update(repr(place).encode())
    return digest.hexdigest()


def main(book: str, result: str) -> None:
    """Make a book up; write down seconds of wall and processor, and whether every piece stands where it does in the finished book."""
    spare_collection()
    with Path(book).open("rb") as file:
        ready: SetBook = pickle.load(file)
    wall, processor = time.perf_counter(), time.process_time()
    pages = make_up(ready)
    took = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
    same = len(pages) == ready.pages and places_digest(places_of(pages, ready.shapes)) == ready.places
    Path(result).write_text(json.dumps({**took, "same": same}), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
