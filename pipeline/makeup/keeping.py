"""Make-up against an earlier page map: sections begin where they began, pages that hold what they held stay as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.makeup.breaks import RIGID, Column, Give
from pipeline.makeup.columns import MakeupSettings, Poured, pour
from pipeline.makeup.held import Held
from pipeline.makeup.keptmap import KeptMap, block_keys
from pipeline.makeup.overmatter import HeldSection, find_overmatter
from pipeline.makeup.places import MOST_NOTES, Place, Standing, Stay, find_places
from pipeline.makeup.remembered import Breaker
from pipeline.makeup.windows import fit_pages, hold_pages, squeeze
from pipeline.model.book import Section
from pipeline.model.corrections import Overmatter
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import PageGeometry

__all__ = ["Keeper", "place_chapters"]

_Sections = dict[tuple[str, str], HeldSection]
"""By section and the first block of a part of it."""


class Keeper:
    """An earlier edition's pages, and how far they may give: ``settings.hole_lines`` may be empty at a column's foot.

    ``places``: where sections are to begin, by name, where not all can begin where they began. ``already``: pages of indexes, as bits,
    that change in any case.
    """

    def __init__(
        self, kept: KeptMap, geometry: PageGeometry, settings: MakeupSettings, places: Mapping[str, Place] | None = None, already: int = 0
    ) -> None:
        self.kept, self.geometry, self.settings, self.places, self.already = kept, geometry, settings, places or {}, already
        self._sections: _Sections = {}

    def first_page(self, section: Section) -> int | None:
        """0-based index of the page a section began on; None where it was not there, or has no columns of ours."""
        runs = () if section.flows else self.kept.by_section.get(section.name, ())
        return runs[0].page_index if runs else None

    def notes_before(self, section: Section, page_index: int) -> int:
        """Pages for notes to put in so that a section which would begin on ``page_index`` begins where it is to."""
        first = self.places[section.name].start if section.name in self.places else self.first_page(section)
        missing = 0 if first is None else first - page_index
        return missing if 0 < missing <= MOST_NOTES else 0

    def pinned(self, poured: Poured, whole: Section, page_index: int, galleys: Mapping[str, GalleyShape]) -> Poured:
        """A section (or a part of ``whole``) that begins on ``page_index``, to be broken as it was broken before, if it began there."""
        held, place = self.held(poured, whole, galleys), self.places.get(whole.name)
        if held is None or poured.chapter is None:
            return poured
        if held.first_page == page_index:
            return replace(poured, chapter=_Pinned(held, place.pages if place else None, poured.chapter, self._sections))
        room = place.pages if place else self._room_after(held) - page_index
        return replace(poured, chapter=_Squeezed(held, room, poured.chapter, self._sections)) if room > 0 else poured

    def overmatter(self) -> list[Overmatter]:
        """What no longer fits where it stood in the sections made up so far."""
        return [one for section in self._sections.values() for one in find_overmatter(section)]

    def placed(self, places: Mapping[str, Place], already: int) -> Keeper:
        """The same keeper with places for sections."""
        made = Keeper(self.kept, self.geometry, self.settings, places, already)
        made._sections = self._sections  # what is made up by either is known to both
        return made

    def held(self, poured: Poured, whole: Section, galleys: Mapping[str, GalleyShape]) -> Held | None:
        """A section beside its own earlier self; None where it has nothing to break."""
        if poured.chapter is None:
            return None
        keys = dict(zip((block.name for block in whole.blocks), block_keys(whole.blocks), strict=True))
        own = [keys[block.name] for block in poured.section.blocks]
        return Held(self.kept, self.geometry, self.settings, poured, own, set(keys.values()), galleys, self.already)

    def _room_after(self, held: Held) -> int:
        """The page where the next section began; 0 where that went on under this one, or where this one is new."""
        runs_on = any(run.page_index == held.last_page and run.section != held.name for run in self.kept.runs)
        return 0 if runs_on or not held.pages else held.last_page + 1 + self.kept.blank_after(held.last_page)


class _Pinned:
    """The breaks of a chapter whose pages stay where they can; on ``most`` pages, where not all can."""

    def __init__(self, held: Held, most: int | None, afresh: Breaker, sections: _Sections) -> None:
        self._held, self._most, self._afresh, self._sections = held, most, afresh, sections

    def columns_from(self, first_height: float, *, verso_first: bool, give: Give = RIGID) -> list[Column]:
        chapter = self._held.chapter(first_height, verso_first=verso_first, give=give)
        found = fit_pages(chapter, self._most) if self._most else None
        found = found or hold_pages(chapter)
        columns = found.columns if found else self._afresh.columns_from(first_height, verso_first=verso_first, give=give)
        self._sections[self._held.place] = HeldSection(self._held, chapter, -(-len(columns) // chapter.columns), stays=True)
        return columns


class _Squeezed:
    """The breaks of a chapter that begins on another page than before: on so few pages, where it can, that those after it stay."""

    def __init__(self, held: Held, room: int, afresh: Breaker, sections: _Sections) -> None:
        self._held, self._room, self._afresh, self._sections = held, room, afresh, sections

    def columns_from(self, first_height: float, *, verso_first: bool, give: Give = RIGID) -> list[Column]:
        columns = self._afresh.columns_from(first_height, verso_first=verso_first, give=give)
        chapter = self._held.chapter(first_height, verso_first=verso_first, give=give)
        if len(columns) > self._room * chapter.columns:
            columns = squeeze(chapter, self._room) or columns
        self._sections[self._held.place] = HeldSection(self._held, chapter, -(-len(columns) // chapter.columns), stays=False)
        return columns


def place_chapters(
    keep: Keeper, sections: Sequence[Section], galleys: Mapping[str, GalleyShape], first_index: int
) -> Keeper:
    """The same keeper, with a place for each chapter where one of them no longer fits between its neighbours.

    Only where each section begins on a page of its own: those that run on under one another are taken one by one.
    """
    if any(_hangs_together(section) for section in sections):
        return keep
    keep = keep.placed({}, _relined(keep.kept, sections))
    standings: list[Standing] = []
    at = first_index
    fits = True
    for section in sections:
        standing = _standing(keep, section, galleys)
        at = max(at, standing.before or 0)
        fits = fits and standing.before == at and standing.held(standing.pages + standing.free) is not None
        at += standing.pages
        standings.append(standing)
    if fits:
        return keep
    names = {section.name for section in sections}
    end = 1 + max((page.index for page in keep.kept.pages if page.section in names), default=first_index - 1)
    end += keep.kept.blank_after(end - 1)
    places = find_places(standings, first_index, end, keep.kept.notes, lambda later: _behind(keep.kept, end, later), keep.already)
    return keep.placed({one.name: place for one, place in zip(standings, places, strict=True)}, keep.already)


def _relined(kept: KeptMap, sections: Sequence[Section]) -> int:
    """The pages, as bits, on which a line to a listing stands that is gone: they change wherever the others begin."""
    present = {block.listing for section in sections for block in section.blocks}
    found = 0
    for listing in {run.listing for run in kept.runs if run.listing} - present:
        found |= kept.locators.get(listing, 0)
    return found


def _behind(kept: KeptMap, end: int, later: int) -> int:
    """Of the pages after the chapters, which ended before page ``end``, those that change where they end so many pages later, as bits.

    The first pages for notes take it; where there are not enough, everything changes, and a whole signature comes on top.
    """
    count, spare = len(kept.pages), sorted(page for page in kept.notes if page >= end)
    if later > len(spare):
        return _bits(end + later, count + (count - end))
    return _bits(end + later, spare[later - 1] + 1 if later > 0 else count) if later else 0


def _bits(first: int, after: int) -> int:
    return (1 << max(first, after)) - (1 << first)


def _hangs_together(section: Section) -> bool:
    return section.runs_on or section.flows or any(block.spans or block.opens in ("page", "recto") for block in section.blocks)


def _standing(keep: Keeper, section: Section, galleys: Mapping[str, GalleyShape]) -> Standing:
    poured = pour(section, galleys, keep.geometry, keep.settings)
    held, before = keep.held(poured, section, galleys), keep.first_page(section)
    head = galleys[section.head.name].height + keep.settings.head.natural if section.head else 0.0
    height = keep.geometry.column_height - head
    give = keep.settings.head.give if head else RIGID

    def stay(pages: int) -> Stay | None:
        found = fit_pages(held.chapter(height, verso_first=(before or 0) % 2 == 1, give=give), pages) if held else None
        return Stay(found.changed, found.cited) if found else None

    def elsewhere() -> Sequence[int]:
        if held is None or poured.chapter is None:
            return (1,)
        most = -(-len(poured.chapter.columns_from(height, verso_first=False, give=give)) // section.columns)
        chapter = held.chapter(height, verso_first=False, give=give)
        return [pages for pages in range(max(1, most - 1), most) if squeeze(chapter, pages)] + [most]

    pages = len(held.pages) if held else 0
    free = keep.kept.blank_after(held.last_page) if held and held.pages else 0
    return Standing(section.name, before if pages else None, pages, free, section.opens_on_recto, cache(stay), cache(elsewhere),
                    held.cited if held else 0)
