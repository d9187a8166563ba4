"""The book of a finished build as make-up finds it: sections with their final numbers, shapes of galleys, and where all came to stand.

Run as a process of its own, before any clock runs: python -m tests.bench.galleys SOURCES BUILD LANG BOOK.pickle
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from pipeline import book
from pipeline.design import Design
from pipeline.desk import Desk
from pipeline.drawing import Pressroom
from pipeline.galley_store import DiskGalleyStore
from pipeline.gathering import gather
from pipeline.memory import Memory
from pipeline.model.fields import Lang
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import PageMap
from pipeline.production import Press, copy_of
from pipeline.progress import SilentProgress
from pipeline.stock import load_faces
from tests.bench.making_up import Place, SetBook, places_digest

__all__ = ["set_book"]

BODY = ("chapter", "experts")


def set_book(sources: Path, build: Path, lang: Lang) -> SetBook:
    """Make the book again, from what the build remembers where it remembers anything, and keep what make-up needs of it."""
    desk, memory = Desk(sources, build), Memory(build / ".cache")
    store = DiskGalleyStore(build / ".cache" / "galleys.sqlite")
    press = Press(desk, load_faces(), store, None, SilentProgress(), memory, desk.inputs_digest())
    copy = copy_of(gather(desk, SilentProgress(), memory), lang, press)
    design = copy.design_at(copy.limits.setting())
    typesetter = copy.typesetter_for(design)
    pressroom = Pressroom(design.geometry, memory, lang)
    made = book.make_book(copy.entries, copy.composing, design, typesetter, pressroom, copy.colophon_facts, copy.page_multiple)
    return _kept(made, typesetter.galleys.shapes, design, copy.page_multiple)


def _kept(made: book.MadeBook, shapes: Mapping[str, GalleyShape], design: Design, multiple: int) -> SetBook:
    kinds = [section.kind for section in made.sections]
    body, indexes, notes = (next(at for at, kind in enumerate(kinds) if kind in wanted) for wanted in (BODY, ("index",), ("notes",)))
    names = {block.name for section in made.sections for block in (*([section.head] if section.head else []), *section.blocks)}
    return SetBook(
        made.sections[:body], made.sections[body:indexes], made.sections[indexes:notes], made.sections[notes], made.sections[notes + 1 :],
        {name: shapes[name] for name in sorted(names)}, design.geometry, design.makeup, multiple,
        len(made.pages), places_digest(_places(made.page_map)),
    )


def _places(page_map: PageMap) -> Iterable[Place]:
    """The same as making_up.places_of, read from the finished book's page map."""
    entries = ((entry.page_index, entry.place) for entry in page_map.entries)
    lines = ((line.page_index, line.place) for line in page_map.lines)
    for index, place in chain(entries, lines):
        yield index, place.galley, place.column, place.first, place.ys


def main(sources: str, build: str, lang: Lang, file: str) -> None:
    """Write the book into a file."""
    Path(file).write_bytes(pickle.dumps(set_book(Path(sources), Path(build), lang)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4])  # type: ignore[arg-type]
