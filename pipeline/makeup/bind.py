"""Make sections up one after another into the pages of a book, notes pages where a blank would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.makeup.columns import MakeupSettings, Poured, filled_height, make_up, pour
from pipeline.makeup.keeping import Keeper, place_chapters
from pipeline.makeup.remembered import Breaks, Remember
from pipeline.model.book import Block, Section
from pipeline.model.findings import Finding
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import MadePage, PageGeometry, Side

__all__ = ["bind"]

LEAST_LEFT_LINES = 14
"""A section runs on under the one before it only where at least so many lines of the page are left."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A section, or the part of one from a block that spans the measure or begins a page to the next such block.

    ``goes_on``: it goes on where the part before it ended.
    """

    section: Section
    goes_on: bool = False


def bind(
    sections: Sequence[Section], galleys: Mapping[str, GalleyShape], geometry: PageGeometry, settings: MakeupSettings, *,
    first_index: int = 0, filler: Section | None = None, remember: Remember | None = None, keep: Keeper | None = None,
    breaks: dict[str, Breaks] | None = None, ready: Mapping[str, Poured] | None = None,
) -> tuple[list[MadePage], list[Finding]]:
    """Pages of consecutive sections; the first lies at 0-based ``first_index`` of the book.

    ``filler`` is a notes section of one page, put before a section that must open on a recto.
    ``remember`` spares working out breaks that were worked out before. ``keep``: an earlier edition's pages, which are to stay.
    ``breaks`` takes up how each section was broken, by its name (a section made up in parts: its last). ``ready``: sections that were
    poured while others were still being set (:class:`pipeline.makeup.Ahead`).
    """
    pages: list[MadePage] = []
    findings: list[Finding] = []
    keep = place_chapters(keep, sections, galleys, first_index) if keep and filler else keep
    for whole, part in ((section, part) for section in sections for part in _parts(section, galleys, geometry)):
        poured = _prepared(part, ready) or pour(part.section, galleys, geometry, settings, remember)
        if breaks is not None and isinstance(poured.chapter, Breaks):
            breaks[whole.name] = poured.chapter
        at = first_index + len(pages)
        notes = _notes(whole, part, at, filler, keep)
        if notes:
            pages += make_up(pour(notes, galleys, geometry, settings), galleys, geometry, settings, Side.of_index(at))[0]
            at = first_index + len(pages)
        used = 0.0 if notes else _room_used(whole, part, pages, galleys, geometry, settings, at - 1, keep)
        if used:
            pinned = keep.pinned(poured, whole, at - 1, galleys) if keep else poured
            made, found = make_up(pinned, galleys, geometry, settings, pages[-1].side, used)
            if _first_page_holds(made, poured):
                pages[-1] = _joined(pages[-1], made[0])
                pages += made[1:]
                findings += found
                continue
        pinned = keep.pinned(poured, whole, at, galleys) if keep else poured
        made, found = make_up(pinned, galleys, geometry, settings, Side.of_index(at))
        pages += made
        findings += found
    return pages, findings


def _prepared(part: _Part, ready: Mapping[str, Poured] | None) -> Poured | None:
    """The part as it was poured while others were being set; None where it was not, or is not the whole section."""
    found = ready.get(part.section.name) if ready else None
    return found if found and found.section is part.section else None


def _notes(whole: Section, part: _Part, at: int, filler: Section | None, keep: Keeper | None) -> Section | None:
    """Pages for notes before a part that would begin on page ``at``: so that it opens on a recto, or where it began before."""
    if filler is None:
        return None
    count = keep.notes_before(whole, at) if keep and not part.goes_on else 0
    count = count or int(part.section.opens_on_recto and Side.of_index(at) is Side.VERSO)
    return replace(filler, blocks=filler.blocks * count) if count else None


def _parts(section: Section, galleys: Mapping[str, GalleyShape], geometry: PageGeometry) -> list[_Part]:
    """A section parted where a block spans the measure or begins a page: each part is broken by itself and ends level.

    A block that spans the measure heads the columns under it; one higher than a page is broken in a column as wide as the measure.
    """
    if section.flows or not any(_begins_part(block) for block in section.blocks):
        return [_Part(section)]
    parts: list[_Part] = []
    now, poured = _Part(replace(section, blocks=())), list[Block]()
    for block in section.blocks:
        if _begins_part(block):
            if poured or now.section.head:
                parts.append(_Part(replace(now.section, blocks=tuple(poured)), now.goes_on))
            now, poured = _next_part(section, block), []
        if block.spans and galleys[block.name].height > geometry.column_height:
            parts.append(_Part(replace(now.section, head=None, columns=1, blocks=(replace(block, spans=False, opens=""),)), now.goes_on))
            now = _Part(replace(now.section, head=None, opens_on_recto=False), goes_on=True)
        elif not block.spans:
            poured.append(block)
    if poured or now.section.head:
        parts.append(_Part(replace(now.section, blocks=tuple(poured)), now.goes_on))
    return parts


def _begins_part(block: Block) -> bool:
    return block.spans or block.opens in ("page", "recto")


def _next_part(section: Section, block: Block) -> _Part:
    begins_page = block.opens in ("page", "recto")
    part = replace(
        section, blocks=(), head=block if block.spans else None, opens_on_recto=block.opens == "recto", runs_on=False
    )
    return _Part(part, goes_on=not begins_page)


def _room_used(
    whole: Section, part: _Part, pages: Sequence[MadePage], galleys: Mapping[str, GalleyShape], geometry: PageGeometry,
    settings: MakeupSettings, last: int, keep: Keeper | None,
) -> float:
    """Points used on the page before, ``last`` in the book, where ``part`` may go on there, else 0.

    A section that is kept goes on there only if it did, and then as long as there is any room.
    """
    section = part.section
    if not (section.runs_on or part.goes_on) or not pages:
        return 0.0
    first = keep.first_page(whole) if keep and not part.goes_on else None
    used = filled_height(pages[-1], galleys, geometry) + (1 if part.goes_on else 2) * settings.head.natural
    head = galleys[section.head.name].height if section.head else 0.0
    left = geometry.column_height - used - head
    if first is not None and first > last:
        return 0.0
    return used if left >= (0 if part.goes_on or first == last else LEAST_LEFT_LINES * geometry.baseline) else 0.0


def _first_page_holds(made: Sequence[MadePage], poured: Poured) -> bool:
    """True where the run-on really put something under its head, if there is anything to put."""
    heads = 1 if poured.section.head else 0
    return len(made[0].placements) > heads or poured.chapter is None


def _joined(page: MadePage, more: MadePage) -> MadePage:
    return replace(page, placements=(*page.placements, *more.placements), last_guide=more.last_guide or page.last_guide)
