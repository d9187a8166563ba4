"""On which page each chapter begins, where one of them no longer fits between its neighbours.

A chapter that grows pushes all that follow, until one of them can do with a page less; one that has shrunk before it may make room. Of all
ways to give each chapter its pages this finds the one by which the fewest pages of the book change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["MOST_NOTES", "Place", "Standing", "find_places"]

MOST_NOTES = 4
"""Where a section has become shorter or is gone, so many pages for notes at most hold the places of those after it."""
GIVES = 2
"""A chapter that stays on its first page may have so many pages more or fewer than before."""
MOST_WAYS = 12
"""So many places for the next chapter are followed: it never drifts farther than a few pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter's first page, 0-based, and how many pages it has."""

    start: int
    pages: int


@dataclass(frozen=True)
class Standing:
    """A chapter and the ways it may stand.

    ``before``: its first page in the earlier book, None where it was not there; ``pages``: how many it had; ``free``: blank ones after it.
    ``held``: where it stays on its first page with so many pages, how many of them change, None where they cannot hold it. ``elsewhere``:
    the numbers of pages it can do with on other pages. ``recto``: it opens on one.
    """

    name: str
    before: int | None
    pages: int
    free: int
    recto: bool
    held: Callable[[int], int | None]
    elsewhere: Callable[[], Iterable[int]]


@dataclass(frozen=True, slots=True)
class _Way:
    cost: int
    places: tuple[Place, ...] = ()


def find_places(chapters: Sequence[Standing], first: int, end: int, blank: Collection[int], behind: Callable[[int], int]) -> list[Place]:
    """A place for each chapter, the first not before page ``first``.

    ``end``: the page after the last chapter, before; ``blank``: pages that were for notes; ``behind``: how many pages after ``end`` change
    where the chapters end so many pages later (or, negative, earlier).
    """
    ways = {first: _Way(0)}
    for chapter in chapters:
        after: dict[int, _Way] = {}
        for at, way in ways.items():
            for cost, place in _places(chapter, at, blank):
                made = _Way(way.cost + cost, (*way.places, place))
                if (place.start + place.pages) not in after or made.cost < after[place.start + place.pages].cost:
                    after[place.start + place.pages] = made
        ways = dict(sorted(after.items(), key=lambda row: (row[1].cost, row[0]))[:MOST_WAYS])

    def total(at: int) -> int:
        notes = range(at, end) if end - at <= MOST_NOTES else range(0)
        return ways[at].cost + (_noted(notes, blank) if notes else behind(at - end))

    return list(ways[min(sorted(ways), key=total)].places) if chapters else []


def _noted(pages: Iterable[int], blank: Collection[int]) -> int:
    """Pages that become pages for notes and were none."""
    return sum(page not in blank for page in pages)


def _places(chapter: Standing, at: int, blank: Collection[int]) -> Iterator[tuple[int, Place]]:
    """Where a chapter may stand when the one before it ends before page ``at``, and how many pages that changes."""
    own = at + (chapter.recto and at % 2)
    for start in dict.fromkeys((own, chapter.before if chapter.before is not None and 0 < chapter.before - at <= MOST_NOTES else own)):
        notes = _noted(range(at, start), blank)
        room, found = chapter.pages + chapter.free, False
        near = sorted({*range(max(1, chapter.pages - GIVES), chapter.pages + 1), *range(room, room + GIVES + 1)})
        for pages in near if start == chapter.before else ():
            changed = chapter.held(pages)
            if changed is not None:
                yield notes + changed, Place(start, pages)
                found = True
        if not found:  # elsewhere, or where it has grown out of all proportion, every page of it changes
            for pages in chapter.elsewhere():
                yield notes + pages, Place(start, pages)
