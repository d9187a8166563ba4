"""A section as it is now beside its own earlier self: which of its pages can stay, and with which columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.makeup.breaks import RIGID, Column, Give
from pipeline.makeup.columns import MakeupSettings, Poured
from pipeline.makeup.keptmap import KeptMap, KeptRun
from pipeline.makeup.measures import SLIGHT
from pipeline.makeup.windows import HeldChapter, HeldPage
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import PageGeometry

__all__ = ["Held"]

ROUNDED = 0.002
"""The page map's places are rounded to thousandths of a point."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """What stood on one page: its runs, the points of galleys on it that are no longer in the book, and where its shortest column ended."""

    runs: tuple[KeptRun, ...]
    gone: float
    foot: float = 0.0


class Held:
    """A poured section, or a part of one, beside its own earlier self.

    ``keys`` of its blocks, ``all_keys`` of the whole section's; ``first_page`` and ``last_page`` before, -1 where it was not there;
    ``already``: pages of indexes, as bits, that change in any case.
    """

    def __init__(
        self, kept: KeptMap, geometry: PageGeometry, settings: MakeupSettings, poured: Poured, keys: Sequence[str], all_keys: set[str],
        galleys: Mapping[str, GalleyShape], already: int = 0,
    ) -> None:
        self.already = already
        self.kept, self.geometry, self.settings, self.poured, self.galleys = kept, geometry, settings, poured, galleys
        self.name = poured.section.name
        before = kept.by_section.get(self.name, ())
        blocks = poured.section.blocks
        self._block = dict(zip(keys, blocks, strict=True))
        first_units: dict[int, int] = {}
        for at, (block_index, _) in enumerate(poured.origins):
            first_units.setdefault(block_index, at)
        self._first_unit = {key: first_units[at] for at, key in enumerate(keys)}
        head = poured.section.head.name if poured.section.head else ""
        self.pages = list(self._by_page([run for run in before if run.key != head], all_keys))
        under = next((run.page_index for run in before if run.key == head), None)
        if self.pages and under == self.pages[0][0] - 1:
            self.pages.insert(0, (under, _Runs((), 0.0)))  # the head stood alone: what came next was too high for the page
        self.first_page, self.last_page = (self.pages[0][0], self.pages[-1][0]) if self.pages else (-1, -1)

    @property
    def place(self) -> tuple[str, str]:
        """The section's name, and that of its first block or its part's."""
        return self.name, self.poured.section.blocks[0].name

    def _by_page(self, before: Sequence[KeptRun], all_keys: set[str]) -> Iterator[tuple[int, _Runs]]:
        """Page index and runs of each page on which something of this part stood."""
        for index, group in groupby(before, key=lambda run: run.page_index):
            on_page = list(group)
            own = tuple(run for run in on_page if run.key in self._block)
            gone = sum(run.height for run in on_page if run.key not in all_keys)
            if own or (gone and len(all_keys) == len(self._block)):
                foot = min({run.column: run.foot for run in on_page}.values())
                yield index, _Runs(own, gone, foot)

    def chapter(self, first_height: float, *, verso_first: bool, give: Give = RIGID) -> HeldChapter:
        """All that decides which pages stay; ``first_height`` of the columns on the first page, where they began if ``give`` lets them."""
        poured, geometry = self.poured, self.geometry
        first_height = self._first_height(first_height, give)
        pages: list[HeldPage] = []
        for number, (_, held) in reversed(list(enumerate(self.pages))):
            used = 0.0 if number else geometry.column_height - first_height
            following = pages[-1].mark if pages else len(poured.heights)
            pages.append(self._page(held, geometry.top + used, geometry.column_height - used, following))
        return HeldChapter(
            poured.units(), pages[::-1], self._homes(), first_height, geometry.column_height, poured.section.columns, self.settings.weights,
            self.settings.hole_lines * geometry.baseline, verso_first,
            self.kept.blank_after(self.last_page) if self.pages else 0, self._grown(), self._locators(),
            self.settings.tight,
        )

    def _first_height(self, height: float, give: Give) -> float:
        """As high as they were, where the space over them gives so much; else ``height``."""
        runs = self.pages[0][1].runs if self.pages else ()
        if not runs:
            return height
        lower = min(run.ys[0] for run in runs) - (self.geometry.top + self.geometry.column_height - height)
        stretch, shrink = give
        return height - lower if -shrink - ROUNDED <= lower <= stretch + ROUNDED else height

    def _page(self, held: _Runs, top: float, height: float, following: int) -> HeldPage:
        """A page as it was, its columns only where it can stay; ``following``: the unit with which the next page begins."""
        if not held.runs and not held.gone:
            return HeldPage(0, (Column(0, 0, (), height),) * self.poured.section.columns)
        columns = () if held.gone or not held.runs else self._columns(held.runs, top, height)
        changes = held.gone > 0 or any(run.galley != self._shape(run).digest[:16] for run in held.runs)
        return HeldPage(min([following, *map(self._unit, held.runs)]), columns, changes, max(0.0, top + height - held.foot))

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
                    y = (old if spaces[1:] else top) + self.poured.heights[at]
                    at += 1
            made.append(Column(start, at, tuple(spaces), height))
            start = at
        while made and made[-1].is_empty and at == len(self.poured.heights):
            made.pop()
        return tuple(made)

    def _homes(self) -> list[int]:
        """For each unit the page of the chapter on which its entry began, -1 for one that begins none or was not there."""
        homes = [-1] * len(self.poured.heights)
        for number, (_, held) in enumerate(self.pages):
            for run in held.runs:
                if run.first == 0:
                    homes[self._first_unit[run.key]] = number
        return homes

    def _locators(self) -> list[int]:
        """For each unit that begins a listing, the pages that print its number and need not change otherwise."""
        locators = [0] * len(self.poured.heights)
        for key, at in self._first_unit.items():
            locators[at] = self.kept.locators.get(self._block[key].listing, 0) & ~self.already
        return locators

    @property
    def cited(self) -> int:
        """Pages elsewhere, as bits, that print the number of anything in the section or of the section itself."""
        found = self.kept.locators.get(self.name, 0)
        for block in self.poured.section.blocks:
            found |= self.kept.locators.get(block.listing, 0)
        return found

    def growth(self) -> dict[int, float]:
        """Points by which each block of the section has grown, by its index; all of one that is new."""
        before = {run.key: run.height for _, held in self.pages for run in held.runs}
        return {
            at: self.galleys[block.name].height - before.get(key, 0.0) for at, (key, block) in enumerate(self._block.items())
        }

    def new_blocks(self) -> list[int]:
        """Indexes of the blocks of listings that were not there."""
        before = {run.key for _, held in self.pages for run in held.runs}
        return [at for at, (key, block) in enumerate(self._block.items()) if block.listing and key not in before]

    def splits(self) -> set[int]:
        """Pages of the section, from 0, from which an entry goes on to the next that is higher or lower now, or broken otherwise."""
        found = set()
        for number, ((_, held), (_, after)) in enumerate(pairwise(self.pages)):
            over = after.runs[0] if after.runs and held.runs and held.runs[-1].key == after.runs[0].key else None
            if over and over.shape != self._shape(over).outline:
                found.add(number)
        return found

    def _grown(self) -> float:
        """Points by which galleys of the section have grown or shrunk, come or gone."""
        before = {run.key: run.height for _, held in self.pages for run in held.runs}
        grown = sum(abs(self.galleys[block.name].height - before.get(key, 0.0)) for key, block in self._block.items())
        return grown + sum(held.gone for _, held in self.pages)
