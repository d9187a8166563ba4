"""On which page each chapter begins, where one of them no longer fits between its neighbours.

A chapter that grows pushes all that follow, until one of them can do with a page less; one that has shrunk before it may make room. Of all
ways to give each chapter its pages this finds the one by which the fewest pages of the book change, those of the contents and the indexes
among them: they print the numbers of all that begins elsewhere. Of equal ways it takes that by which chapters keep the most of their pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["MOST_NOTES", "Place", "Standing", "Stay", "find_places"]

MOST_NOTES = 4
"""Where a section has become shorter or is gone, so many pages for notes at most hold the places of those after it."""
GIVES = 2
"""A chapter that stays on its first page may have so many pages more or fewer than before."""
MOST_WAYS = 12
"""So many places for the next chapter are followed: it never drifts farther than a few pages."""
MOST_CITED = 4
"""So many of the ways that lead to one page are followed, by which other pages of the indexes change."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter's first page, 0-based, and how many pages it has."""

    start: int
    pages: int


@dataclass(frozen=True, slots=True)
class Stay:
    """A chapter on its first page: how many of its pages change, and which elsewhere, as bits, because they print a number of it."""

    changed: int
    cited: int = 0


@dataclass(frozen=True)
class Standing:
    """A chapter and the ways it may stand.

    ``before``: its first page in the earlier book, None where it was not there; ``pages``: how many it had; ``free``: blank ones after it.
    ``held``: what changes where it stays on its first page with so many pages, None where they cannot hold it. ``elsewhere``: the numbers
    of pages it can do with on other pages. ``recto``: it opens on one. ``cited``: the pages, as bits, that print any number of it.
    """

    name: str
    before: int | None
    pages: int
    free: int
    recto: bool
    held: Callable[[int], Stay | None]
    elsewhere: Callable[[], Iterable[int]]
    cited: int = 0


@dataclass(frozen=True, slots=True)
class _Way:
    """``cost``: pages of chapters and notes that change; ``cited``: those elsewhere, as bits; ``resized``: pages chapters gain or lose."""

    cost: int
    cited: int = 0
    resized: int = 0
    places: tuple[Place, ...] = ()

    @property
    def pages(self) -> tuple[int, int]:
        return self.cost + self.cited.bit_count(), self.resized

    @property
    def end(self) -> int:
        return self.places[-1].start + self.places[-1].pages

    def is_better(self, other: _Way) -> bool:
        """Whatever pages elsewhere change later."""
        return (self.cost + (self.cited & ~other.cited).bit_count(), self.resized) <= (other.cost, other.resized)


def find_places(
    chapters: Sequence[Standing], first: int, end: int, blank: Collection[int], behind: Callable[[int], int], already: int = 0
) -> list[Place]:
    """A place for each chapter, the first not before page ``first``.

    ``end``: the page after the last chapter, before; ``blank``: pages that were for notes; ``behind``: the pages after the last chapter, as
    bits, that change where the chapters end so many pages later (or, negative, earlier) than ``end``; ``already``: pages elsewhere that
    change in any case.
    """
    ways = {first: [_Way(0, already)]}
    for chapter in chapters:
        after: dict[int, list[_Way]] = {}
        for at in ways:
            for stay, place in _places(chapter, at, blank):
                resized = 0 if chapter.before is None else abs(place.pages - chapter.pages)
                for way in ways[at]:
                    made = _Way(way.cost + stay.changed, way.cited | stay.cited, way.resized + resized, (*way.places, place))
                    _add(after.setdefault(made.end, []), made)
        best = sorted(after, key=lambda at: (min(way.pages for way in after[at]), at))
        ways = {at: after[at] for at in best[:MOST_WAYS]}

    def total(way: _Way) -> tuple[int, int]:
        notes = range(way.end, end) if end - way.end <= MOST_NOTES else range(0)
        cited = way.cited if notes else way.cited | behind(way.end - end)
        return way.cost + cited.bit_count() + _noted(notes, blank), way.resized

    return list(min((way for at in sorted(ways) for way in ways[at]), key=total).places) if chapters else []


def _add(ways: list[_Way], way: _Way) -> None:
    """Put one way that ends on a page among the others; those that it betters go."""
    if any(other.is_better(way) for other in ways):
        return
    ways[:] = sorted([*(other for other in ways if not way.is_better(other)), way], key=lambda one: one.pages)[:MOST_CITED]


def _noted(pages: Iterable[int], blank: Collection[int]) -> int:
    """Pages that become pages for notes and were none."""
    return sum(page not in blank for page in pages)


def _places(chapter: Standing, at: int, blank: Collection[int]) -> Iterator[tuple[Stay, Place]]:
    """Where a chapter may stand when the one before it ends before page ``at``, and which pages that changes."""
    own = at + (chapter.recto and at % 2)
    for start in dict.fromkeys((own, chapter.before if chapter.before is not None and 0 < chapter.before - at <= MOST_NOTES else own)):
        notes = _noted(range(at, start), blank)
        room, found = chapter.pages + chapter.free, False
        near = sorted({*range(max(1, chapter.pages - GIVES), chapter.pages + 1), *range(room, room + GIVES + 1)})
        for pages in near if start == chapter.before else ():
            stay = chapter.held(pages)
            if stay is not None:
                yield Stay(notes + stay.changed, stay.cited), Place(start, pages)
                found = True
        if not found:  # elsewhere, or where it has grown out of all proportion, every page of it changes
            for pages in chapter.elsewhere():
                yield Stay(notes + pages, chapter.cited), Place(start, pages)
