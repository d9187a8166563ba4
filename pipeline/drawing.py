"""Chapters are broken, made-up pages drawn and proofread; what stands as it stood in the last run is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import makeup
from pipeline.memory import Memory, code_digest, digest_of
from pipeline.model.book import Section
from pipeline.model.pages import DrawnPage, MadePage, PageGeometry
from pipeline.typeset import Galleys

__all__ = ["Pressroom"]


AT_ONCE = 16
"""Pages whose galleys are fetched together: few visits to the cache, little ink in memory."""


class Pressroom:
    """Draws and proofreads the pages of one language, and remembers their breaks.

    Galleys give up their ink only for what has changed since the last run.
    """

    def __init__(self, geometry: PageGeometry, memory: Memory, lang: str) -> None:
        self._geometry = geometry
        self._inks: dict[int, tuple[MadePage, list[str]]] = {}
        self._breaks, self._pages, self._faults = (memory.shelf(f"{name}-{lang}") for name in ("breaks", "pages", "typography"))

    def remember_breaks(self, key: str, make: Callable[[], list[makeup.Column]]) -> list[makeup.Column]:
        """The breaks kept under a key, or those that ``make`` gives (:class:`pipeline.makeup.Remember`)."""
        return self._breaks.remember(digest_of(key), f"code {code_digest()}\n{key}", make)

    def draw(self, pages: Sequence[MadePage], galleys: Galleys) -> list[DrawnPage]:
        """Every page as PDF operators."""
        drawn: dict[int, DrawnPage] = {}
        waiting: list[tuple[int, str]] = []
        for index, page in enumerate(pages):
            key = "\n".join((*self._facts(), f"folio {page.folio}", *map(repr, page.bars), *self._ink(page, galleys)))
            kept = self._pages.recall(digest_of(key), key)
            if isinstance(kept, DrawnPage):
                drawn[index] = kept
            else:
                waiting.append((index, key))
        for start in range(0, len(waiting), AT_ONCE):
            part = waiting[start : start + AT_ONCE]
            ink = galleys.fetch({placement.block for index, _ in part for placement in pages[index].placements})
            for index, key in part:
                drawn[index] = makeup.draw_page(pages[index], ink, self._geometry)
                self._pages.keep(digest_of(key), key, drawn[index])
        return [drawn[index] for index in range(len(pages))]

    def proofread(self, pages: Sequence[MadePage], sections: Sequence[Section], galleys: Galleys) -> list[makeup.TypeFault]:
        """What a compositor would mark, a chapter at a time; the indexes, which run on under each other, are one."""
        by_name = {section.name: section for section in sections}
        owners = {
            block.name: section.name for section in sections for block in (*([section.head] if section.head else []), *section.blocks)
        }
        found: list[makeup.TypeFault] = []
        for first, group, names in _chapters(pages, owners):
            read = [by_name[name] for name in names]
            faults = self._faults_of(group, read, owners, galleys)
            found += (replace(fault, page_index=fault.page_index + first) for fault in faults)
        return found

    def _faults_of(
        self, pages: Sequence[MadePage], sections: Sequence[Section], owners: Mapping[str, str], galleys: Galleys
    ) -> tuple[makeup.TypeFault, ...]:
        lines = [*self._facts(), *(f"section {section.name} {section.kind} {section.columns}" for section in sections)]
        for page in pages:
            lines.append(f"page {page.side.value}")
            for placement, ink in zip(page.placements, self._ink(page, galleys), strict=True):
                if placement.block in owners:
                    lines += (placement.block, ink)
        key = "\n".join(lines)
        name = digest_of(key)
        kept = self._faults.recall(name, key)
        if isinstance(kept, tuple):
            return kept
        used = {placement.block for page in pages for placement in page.placements if placement.block in owners}
        faults = tuple(makeup.find_type_faults(pages, sections, galleys.fetch(used), self._geometry))
        self._faults.keep(name, key, faults)
        return faults

    def _ink(self, page: MadePage, galleys: Galleys) -> list[str]:
        """All that decides what a page's placements look like, one a line; worked out once for drawing and proofreading."""
        known = self._inks.get(id(page))
        if known is not None and known[0] is page:
            return known[1]
        lines = [
            f"{galleys.shapes[one.block].digest} {one.first} {one.x!r} {one.ys!r} {one.column} {one.turn}" for one in page.placements
        ]
        self._inks[id(page)] = page, lines
        return lines

    def _facts(self) -> tuple[str, ...]:
        return f"code {code_digest()}", f"geometry {self._geometry!r}"


def _chapters(pages: Sequence[MadePage], owners: Mapping[str, str]) -> Iterator[tuple[int, list[MadePage], list[str]]]:
    """Index of the first page, pages and sections of each run of pages that shares no section with the pages around it."""
    first, group, names, before = 0, list[MadePage](), dict[str, None](), set[str]()
    for index, page in enumerate(pages):
        own = {owners[placement.block]: None for placement in page.placements if placement.block in owners}
        if group and not before.intersection(own):
            yield first, group, list(names)
            first, group, names = index, [], {}
        group.append(page)
        names |= own
        before = set(own)
    if group:
        yield first, group, list(names)
