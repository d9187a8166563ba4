"""Make-up against an earlier page map: sections begin where they began, pages that hold what they held stay as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.makeup.breaks import Column
from pipeline.makeup.columns import MakeupSettings, Poured
from pipeline.makeup.keptmap import KeptMap, KeptRun, block_keys
from pipeline.makeup.measures import SLIGHT
from pipeline.makeup.remembered import Breaker
from pipeline.makeup.windows import HeldChapter, HeldPage, hold_pages, squeeze
from pipeline.model.book import Section
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import PageGeometry

__all__ = ["Keeper"]

MOST_NOTES = 4
"""Where a section has become shorter or is gone, so many pages for notes at most hold the places of those after it."""


class Keeper:
    """An earlier edition's pages, and how far they may give: ``settings.hole_lines`` may be empty at a column's foot."""

    def __init__(self, kept: KeptMap, geometry: PageGeometry, settings: MakeupSettings) -> None:
        self.kept, self.geometry, self.settings = kept, geometry, settings

    def first_page(self, section: Section) -> int | None:
        """0-based index of the page a section began on; None where it was not there, or has no columns of ours."""
        runs = () if section.flows else self.kept.by_section.get(section.name, ())
        return runs[0].page_index if runs else None

    def notes_before(self, section: Section, page_index: int) -> int:
        """Pages for notes to put in so that a section which would begin on ``page_index`` begins where it began."""
        first = self.first_page(section)
        missing = 0 if first is None else first - page_index
        return missing if 0 < missing <= MOST_NOTES else 0

    def pinned(self, poured: Poured, whole: Section, page_index: int, galleys: Mapping[str, GalleyShape]) -> Poured:
        """A section (or a part of ``whole``) that begins on ``page_index``, to be broken as it was broken before, if it began there."""
        before = self.kept.by_section.get(whole.name, ())
        if poured.chapter is None or not before:
            return poured
        keys = dict(zip((block.name for block in whole.blocks), block_keys(whole.blocks), strict=True))
        held = _Held(self, poured, before, [keys[block.name] for block in poured.section.blocks], set(keys.values()), galleys)
        if held.first_page == page_index:
            return replace(poured, chapter=_Pinned(held, poured.chapter))
        room = self._room_after(held, page_index)
        return replace(poured, chapter=_Squeezed(held, room, poured.chapter)) if held.first_page < page_index and room > 0 else poured

    def _room_after(self, held: _Held, page_index: int) -> int:
        """Pages from ``page_index`` to the place of the next section; 0 where that went on under this one."""
        runs_on = any(run.page_index == held.last_page and run.section != held.name for run in self.kept.runs)
        return 0 if runs_on else held.last_page + 1 + self.blank_after(held.last_page) - page_index

    def blank_after(self, page_index: int) -> int:
        """Pages for notes that followed on a page: what stands on it may grow into them."""
        pages = self.kept.pages[page_index + 1 :]
        return next((count for count, page in enumerate(pages) if page.section != "notes"), len(pages))


class _Pinned:
    """The breaks of a chapter whose pages stay where they can."""

    def __init__(self, held: _Held, afresh: Breaker) -> None:
        self._held, self._afresh = held, afresh

    def columns_from(self, first_height: float, *, verso_first: bool) -> list[Column]:
        columns = hold_pages(self._held.chapter(first_height, verso_first=verso_first))
        return columns if columns is not None else self._afresh.columns_from(first_height, verso_first=verso_first)


class _Squeezed:
    """The breaks of a chapter that begins on a later page than before: on so few pages, where it can, that those after it stay."""

    def __init__(self, held: _Held, room: int, afresh: Breaker) -> None:
        self._held, self._room, self._afresh = held, room, afresh

    def columns_from(self, first_height: float, *, verso_first: bool) -> list[Column]:
        afresh = self._afresh.columns_from(first_height, verso_first=verso_first)
        if len(afresh) <= self._room * self._held.poured.section.columns:
            return afresh
        return squeeze(self._held.chapter(first_height, verso_first=verso_first), self._room) or afresh


@dataclass(frozen=True, slots=True)
class _Runs:
    """What stood on one page: its runs, and the points of galleys on it that are no longer in the book."""

    runs: tuple[KeptRun, ...]
    gone: float


class _Held:
    """A poured section beside its own earlier self."""

    def __init__(
        self, keeper: Keeper, poured: Poured, before: Sequence[KeptRun], keys: Sequence[str], all_keys: set[str],
        galleys: Mapping[str, GalleyShape],
    ) -> None:
        self.keeper, self.poured, self.galleys, self.name = keeper, poured, galleys, poured.section.name
        blocks = poured.section.blocks
        self._block = dict(zip(keys, blocks, strict=True))
        first_units: dict[int, int] = {}
        for at, (block_index, _) in enumerate(poured.origins):
            first_units.setdefault(block_index, at)
        self._first_unit = {key: first_units[at] for at, key in enumerate(keys)}
        head = poured.section.head.name if poured.section.head else ""
        self._pages = list(self._by_page([run for run in before if run.key != head], all_keys))
        under = next((run.page_index for run in before if run.key == head), None)
        if self._pages and under == self._pages[0][0] - 1:
            self._pages.insert(0, (under, _Runs((), 0.0)))  # the head stood alone: what came next was too high for the page
        self.first_page, self.last_page = (self._pages[0][0], self._pages[-1][0]) if self._pages else (-1, -1)

    def _by_page(self, before: Sequence[KeptRun], all_keys: set[str]) -> Iterator[tuple[int, _Runs]]:
        """Page index and runs of each page on which something of this part stood."""
        for index, group in groupby(before, key=lambda run: run.page_index):
            on_page = list(group)
            own = tuple(run for run in on_page if run.key in self._block)
            gone = sum(run.height for run in on_page if run.key not in all_keys)
            if own or (gone and len(all_keys) == len(self._block)):
                yield index, _Runs(own, gone)

    def chapter(self, first_height: float, *, verso_first: bool) -> HeldChapter:
        """All that decides which pages stay; ``first_height`` of the columns on the first page."""
        keeper, poured, geometry = self.keeper, self.poured, self.keeper.geometry
        pages: list[HeldPage] = []
        for number, (_, held) in reversed(list(enumerate(self._pages))):
            used = 0.0 if number else geometry.column_height - first_height
            following = pages[-1].mark if pages else len(poured.units)
            pages.append(self._page(held, geometry.top + used, geometry.column_height - used, following))
        return HeldChapter(
            poured.units, pages[::-1], self._homes(), first_height, geometry.column_height, poured.section.columns, keeper.settings.weights,
            keeper.settings.hole_lines * geometry.baseline, verso_first,
            keeper.blank_after(self.last_page), self._grown(),
        )

    def _page(self, held: _Runs, top: float, height: float, following: int) -> HeldPage:
        """A page as it was, its columns only where it can stay; ``following``: the unit with which the next page begins."""
        if not held.runs and not held.gone:
            return HeldPage(0, (Column(0, 0, (), height),) * self.poured.section.columns)
        feet = {run.column: top + height - run.foot for run in held.runs}
        columns = () if held.gone or not held.runs else self._columns(held.runs, top, height)
        changes = held.gone > 0 or any(run.galley != self._shape(run).digest[:16] for run in held.runs)
        return HeldPage(min([following, *map(self._unit, held.runs)]), columns, changes, max(0.0, *feet.values(), 0.0))

    def _shape(self, run: KeptRun) -> GalleyShape:
        return self.galleys[self._block[run.key].name]

    def _unit(self, run: KeptRun) -> int:
        """The unit that stands where a run began: the nearest, where its galley now has fewer pieces."""
        return self._first_unit[run.key] + min(run.first, len(self._shape(run).pieces) - 1)

    def _columns(self, runs: Sequence[KeptRun], top: float, height: float) -> tuple[Column, ...]:
        """A page's columns with the very spaces they had; empty where what stands in them has other heights, or another order."""
        made: list[Column] = []
        start = at = self._unit(runs[0])
        by_column = {column: list(group) for column, group in groupby(runs, key=lambda run: run.column)}
        count = self.poured.section.columns if max(by_column, default=0) < self.poured.section.columns else 0
        for column in range(count):
            spaces: list[float] = []
            y = top
            for run in by_column.get(column, ()):
                if run.shape != self._shape(run).outline or self._unit(run) != at:
                    return ()
                for old in run.ys:
                    spaces.append(old - y if spaces else 0.0)
                    if not spaces[1:] and abs(round(top, 3) - old) > SLIGHT:
                        return ()
                    y = (old if spaces[1:] else top) + self.poured.units[at].height
                    at += 1
            made.append(Column(start, at, tuple(spaces), height))
            start = at
        while made and made[-1].is_empty and at == len(self.poured.units):
            made.pop()
        return tuple(made)

    def _homes(self) -> list[int]:
        """For each unit the page of the chapter on which its entry began, -1 for one that begins none or was not there."""
        homes = [-1] * len(self.poured.units)
        for number, (_, held) in enumerate(self._pages):
            for run in held.runs:
                if run.first == 0:
                    homes[self._first_unit[run.key]] = number
        return homes

    def _grown(self) -> float:
        """Points by which galleys of the section have grown or shrunk, come or gone."""
        before = {run.key: run.height for _, held in self._pages for run in held.runs}
        grown = sum(abs(self.galleys[block.name].height - before.get(key, 0.0)) for key, block in self._block.items())
        return grown + sum(held.gone for _, held in self._pages)
