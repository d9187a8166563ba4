"""Chapters are worked out while others are still being set: whoever waits for galleys has time for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipeline.makeup.columns import MakeupSettings, Poured, pour
from pipeline.makeup.remembered import Breaks, Remember
from pipeline.model.book import Section
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import PageGeometry

__all__ = ["Ahead"]


class Ahead:
    """Sections, and the names of blocks whose galleys are ``coming``; ``known``: galleys of all others, by block name.

    ``poured`` by section name: those that were completed by a galley that was set. What needs none is left: its breaks may be known.
    """

    def __init__(
        self, sections: Sequence[Section], coming: Collection[str], known: Mapping[str, GalleyShape], geometry: PageGeometry,
        settings: MakeupSettings, remember: Remember,
    ) -> None:
        self.poured: dict[str, Poured] = {}
        self._known, self._geometry, self._settings, self._remember = known, geometry, settings, remember
        due = ((section, {block.name for block in section.blocks}.intersection(coming)) for section in sections if not section.flows)
        self._waiting = {section.name: (section, missing) for section, missing in due if missing}
        self._sections = {block.name: section.name for section in sections for block in section.blocks}

    def hear(self, names: Collection[str], shapes: Mapping[str, GalleyShape]) -> None:
        """Galleys of these blocks have come; ``shapes``: all that have, and those that did not need to."""
        for name in dict.fromkeys(self._sections.get(name, "") for name in names):
            section, missing = self._waiting.get(name, (None, set[str]()))
            missing.difference_update(shapes)
            if section and not missing:
                del self._waiting[name]
                galleys = {block.name: shapes.get(block.name) or self._known[block.name] for block in section.blocks}
                poured = self.poured[name] = pour(section, galleys, self._geometry, self._settings, self._remember)
                if isinstance(poured.chapter, Breaks):
                    poured.chapter.work_out()
