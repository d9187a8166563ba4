"""Chapters are broken, made-up pages drawn and proofread; what stands as it stood in the last run is remembered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace

from pipeline import makeup
from pipeline.memory import Memory, code_digest, digest_of
from pipeline.model.book import Block, Section
from pipeline.model.galley import Galley
from pipeline.model.pages import DrawnPage, MadePage, PageGeometry
from pipeline.typeset import Galleys, unpack_galleys

__all__ = ["Pressroom", "press_take"]

FEW_PAGES = 24
"""So many pages are drawn sooner here than in other processes."""
UNDER_WAY = 4
"""Takes that other processes have at a time: no more ink than theirs leaves the cache."""


@dataclass(frozen=True, slots=True)
class _Take:
    """The pages of a chapter, or of chapters that run on under each other; what of them must be drawn, and whether they must be read."""

    first: int
    pages: tuple[MadePage, ...]
    sections: tuple[Section, ...]
    """Without their HTML."""
    owners: Mapping[str, str]
    """Block -> section."""
    undrawn: tuple[int, ...]
    """Positions in ``pages``."""
    unread: bool

    def blocks(self) -> list[str]:
        """Blocks whose galleys it takes."""
        drawn = {placement.block for at in self.undrawn for placement in self.pages[at].placements}
        read = {placement.block for page in self.pages for placement in page.placements if placement.block in self.owners}
        return sorted(drawn | read if self.unread else drawn)


_Pressed = tuple[list[DrawnPage], tuple[makeup.TypeFault, ...]]


def press_take(take: _Take, packed: Mapping[str, bytes], geometry: PageGeometry) -> _Pressed:
    """One picklable call: draw and proofread. ``packed``: galleys as the cache keeps them. Raises ValueError where one is damaged."""
    return _press(take, unpack_galleys(packed), geometry)


def _press(take: _Take, galleys: Mapping[str, Galley], geometry: PageGeometry) -> _Pressed:
    drawn = [makeup.draw_page(take.pages[at], galleys, geometry) for at in take.undrawn]
    faults = makeup.find_type_faults(take.pages, take.sections, galleys, geometry) if take.unread else ()
    return drawn, tuple(faults)


class Pressroom:
    """Draws and proofreads the pages of one language, and remembers their breaks.

    Galleys give up their ink only for what has changed since the last run. ``executor``: where many pages are drawn.
    """

    def __init__(self, geometry: PageGeometry, memory: Memory, lang: str, executor: Executor | None = None) -> None:
        self._geometry, self._executor = geometry, executor
        self._breaks, self._pages, self._faults, self._resets = (
            memory.shelf(f"{name}-{lang}") for name in ("breaks", "pages", "typography", "resets")
        )

    def remember_breaks(self, key: str, make: Callable[[], list[makeup.Column]]) -> list[makeup.Column]:
        """The breaks kept under a key, or those that ``make`` gives (:class:`pipeline.makeup.Remember`)."""
        return self._breaks.remember(digest_of(key), f"code {code_digest()}\n{key}", make)

    def recall_resets(self, facts: str) -> makeup.Resets | None:
        """How a chapter's entries were set so that its columns end level; None where that is not known."""
        kept = self._resets.recall(digest_of(facts), f"code {code_digest()}\n{facts}")
        return kept if isinstance(kept, tuple) else None

    def keep_resets(self, facts: str, resets: makeup.Resets) -> None:
        """Remember it."""
        self._resets.keep(digest_of(facts), f"code {code_digest()}\n{facts}", resets)

    def press(
        self, pages: Sequence[MadePage], sections: Sequence[Section], galleys: Galleys
    ) -> tuple[list[DrawnPage], list[makeup.TypeFault]]:
        """Every page as PDF operators, and what a compositor would mark on them, a chapter at a time."""
        drawn: dict[int, DrawnPage] = {}
        found: dict[int, tuple[makeup.TypeFault, ...]] = {}
        page_keys, chapter_keys = dict[int, str](), dict[int, str]()
        takes: list[_Take] = []
        inks = [_ink(page, galleys) for page in pages]
        for first, group, owners, own in _chapters(pages, sections):
            for at, page in enumerate(group, first):
                page_keys[at] = self._page_key(page, inks[at])
                if isinstance(kept := self._pages.recall(digest_of(page_keys[at]), page_keys[at]), DrawnPage):
                    drawn[at] = kept
            chapter_keys[first] = self._chapter_key(group, own, owners, inks[first : first + len(group)])
            faults = self._faults.recall(digest_of(chapter_keys[first]), chapter_keys[first])
            if isinstance(faults, tuple):
                found[first] = faults
            undrawn = tuple(at - first for at in range(first, first + len(group)) if at not in drawn)
            if undrawn or first not in found:
                takes.append(_Take(first, tuple(group), tuple(map(_light, own)), owners, undrawn, first not in found))
        for take, (fresh, read) in self._pressed(takes, galleys):
            for at, page_drawn in zip(take.undrawn, fresh, strict=True):
                drawn[take.first + at] = page_drawn
                self._pages.keep(digest_of(page_keys[take.first + at]), page_keys[take.first + at], page_drawn)
            if take.unread:
                found[take.first] = read
                self._faults.keep(digest_of(chapter_keys[take.first]), chapter_keys[take.first], read)
        marked = [replace(fault, page_index=fault.page_index + first) for first in sorted(found) for fault in found[first]]
        return [drawn[at] for at in range(len(pages))], marked

    def _pressed(self, takes: Sequence[_Take], galleys: Galleys) -> Iterator[tuple[_Take, _Pressed]]:
        """Each take and what came of it: here, or where there are many pages in other processes."""
        if self._executor is None or sum(len(take.undrawn) for take in takes) < FEW_PAGES:
            for take in takes:
                yield take, _press(take, galleys.fetch(take.blocks()), self._geometry)
            return
        waiting, under_way = deque(takes), deque[tuple[_Take, Future[_Pressed] | None]]()
        while waiting or under_way:
            while waiting and len(under_way) < UNDER_WAY:
                take = waiting.popleft()
                under_way.append((take, self._begun(take, galleys, self._executor)))
            take, coming = under_way.popleft()
            pressed: _Pressed | None = None
            with suppress(ValueError):  # a damaged galley is set again
                pressed = coming.result() if coming else None
            yield take, pressed or _press(take, galleys.fetch(take.blocks()), self._geometry)

    def _begun(self, take: _Take, galleys: Galleys, executor: Executor) -> Future[_Pressed] | None:
        """A take in another process; None where the cache has lost a galley of it."""
        try:
            packed = galleys.packed(take.blocks())
        except KeyError:
            return None
        return executor.submit(press_take, take, packed, self._geometry)

    def _page_key(self, page: MadePage, ink: Sequence[str]) -> str:
        return "\n".join((*self._facts(), f"folio {page.folio}", *map(repr, page.bars), page.bar_ink, *ink))

    def _chapter_key(
        self, pages: Sequence[MadePage], sections: Sequence[Section], owners: Mapping[str, str], inks: Sequence[Sequence[str]]
    ) -> str:
        lines = [*self._facts(), *(f"section {section.name} {section.kind} {section.columns}" for section in sections)]
        for page, page_ink in zip(pages, inks, strict=True):
            lines.append(f"page {page.side.value}")
            for placement, ink in zip(page.placements, page_ink, strict=True):
                if placement.block in owners:
                    lines += (placement.block, ink)
        return "\n".join(lines)

    def _facts(self) -> tuple[str, ...]:
        return f"code {code_digest()}", f"geometry {self._geometry!r}"


def _ink(page: MadePage, galleys: Galleys) -> list[str]:
    """All that decides what a page's placements look like, one a line."""
    return [f"{galleys.shapes[one.block].digest} {one.first} {one.x!r} {one.ys!r} {one.column} {one.turn}" for one in page.placements]


def _light(section: Section) -> Section:
    """The section as proofreading looks at it."""

    def bare(block: Block) -> Block:
        return replace(block, html="", cells=())

    return replace(section, blocks=tuple(map(bare, section.blocks)), head=bare(section.head) if section.head else None)


def _chapters(
    pages: Sequence[MadePage], sections: Sequence[Section]
) -> Iterator[tuple[int, list[MadePage], dict[str, str], tuple[Section, ...]]]:
    """Each run of pages that shares no section with the pages around it: index of its first page, pages, block -> section, sections.

    The indexes, which run on under each other, are one.
    """
    by_name = {section.name: section for section in sections}
    owner_of = {block.name: section.name for section in sections for block in (*([section.head] if section.head else []), *section.blocks)}
    first, group, owners, before = 0, list[MadePage](), dict[str, str](), set[str]()

    def chapter() -> tuple[int, list[MadePage], dict[str, str], tuple[Section, ...]]:
        return first, group, owners, tuple(by_name[name] for name in dict.fromkeys(owners.values()))

    for index, page in enumerate(pages):
        own = {placement.block: owner_of[placement.block] for placement in page.placements if placement.block in owner_of}
        if group and before.isdisjoint(own.values()):
            yield chapter()
            first, group, owners = index, [], {}
        group.append(page)
        owners |= own
        before = set(own.values())
    if group:
        yield chapter()
