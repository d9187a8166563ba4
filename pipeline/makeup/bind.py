"""Make sections up one after another into the pages of a book, notes pages where a blank would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.makeup.columns import MakeupSettings, filled_height, make_up
from pipeline.model.book import Section
from pipeline.model.findings import Finding
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import MadePage, PageGeometry, Side

__all__ = ["bind"]

LEAST_LEFT_LINES = 14
"""A section runs on under the one before it only where at least so many lines of the page are left."""


def bind(
    sections: Sequence[Section],
    galleys: Mapping[str, GalleyShape],
    geometry: PageGeometry,
    settings: MakeupSettings,
    *,
    first_index: int = 0,
    filler: Section | None = None,
) -> tuple[list[MadePage], list[Finding]]:
    """Pages of consecutive sections; the first lies at 0-based ``first_index`` of the book.

    ``filler`` is a notes section of one page, put before a section that must open on a recto.
    """
    pages: list[MadePage] = []
    findings: list[Finding] = []
    for section in sections:
        side = Side.of_index(first_index + len(pages))
        if section.opens_on_recto and side is Side.VERSO and filler:
            pages += make_up(filler, galleys, geometry, settings, side)[0]
            side = side.other
        used = _room_used(section, pages, galleys, geometry, settings)
        if used:
            made, found = make_up(section, galleys, geometry, settings, pages[-1].side, used)
            if _first_page_holds(made):
                pages[-1] = _joined(pages[-1], made[0])
                pages += made[1:]
                findings += found
                continue
        made, found = make_up(section, galleys, geometry, settings, side)
        pages += made
        findings += found
    return pages, findings


def _room_used(
    section: Section, pages: Sequence[MadePage], galleys: Mapping[str, GalleyShape], geometry: PageGeometry, settings: MakeupSettings
) -> float:
    """Points used on the last page where ``section`` may run on there, else 0."""
    if not section.runs_on or not pages:
        return 0.0
    used = filled_height(pages[-1], galleys, geometry) + 2 * settings.head_gap
    head = galleys[section.head.name].height if section.head else 0.0
    left = geometry.column_height - used - head
    return used if left >= LEAST_LEFT_LINES * geometry.baseline else 0.0


def _first_page_holds(made: Sequence[MadePage]) -> bool:
    """True where the run-on really put something under its head."""
    return len(made[0].placements) > 1


def _joined(page: MadePage, more: MadePage) -> MadePage:
    return replace(page, placements=(*page.placements, *more.placements), last_guide=more.last_guide or page.last_guide)
