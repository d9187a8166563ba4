"""Bind the sections' pages into one book: sides, folios, notes pages, thumb tabs, furniture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.model.book import Block, Section
from pipeline.model.galley import Galley
from pipeline.model.inks import BLACK
from pipeline.model.pages import MM, MadePage, PageGeometry, Placement, Side

__all__ = ["FurnitureSettings", "furnish", "furniture_blocks", "mark_kind", "notes_needed", "number_pages"]


_ALONE: Final = "-alone"
"""Ending of the kind of a running head that stands alone."""


@dataclass(frozen=True, slots=True)
class FurnitureSettings:
    """Where running head, folio and thumb tabs stand; millimetres from the trim, as in layout.toml.

    ``bleed_mm`` and ``safe_mm`` are the printer's; a tab's word keeps ``tab_safe_mm`` off the trim by itself, and where the printer asks
    for more the tab is wider by the rest.
    """

    head_mm: float
    foot_mm: float
    tab_width_mm: float
    tab_height_mm: float
    tab_top_mm: float
    tab_bottom_mm: float
    bleed_mm: float
    tab_ink: str = BLACK
    """The operators that fill a tab's block."""
    safe_mm: float = 0.0
    tab_safe_mm: float = 3.0


def notes_needed(count: int, multiple: int) -> int:
    """Pages to add so that ``count`` becomes a multiple of ``multiple``."""
    return -count % multiple


def number_pages(pages: Sequence[MadePage]) -> list[MadePage]:
    """Folios count from the half-title, 1; title pages are counted though they print none."""
    return [replace(page, folio=str(index + 1)) for index, page in enumerate(pages)]


def _tab_names(sections: Sequence[Section]) -> dict[str, int]:
    """Section name -> step of its tab; neighbouring sections with the same tab word share a step."""
    steps: dict[str, int] = {}
    previous, step = "", -1
    for section in sections:
        if section.tab:
            if section.tab != previous:
                step += 1
            previous = section.tab
            steps[section.name] = step
    return steps


def furniture_blocks(pages: Sequence[MadePage], sections: Mapping[str, Section]) -> list[Block]:
    """Blocks of every running head, guide word, folio and tab word of the book, each once."""
    blocks: dict[str, Block] = {}

    def add(kind: str, text: str, lang: str) -> None:
        name = _furniture_name(kind, text)
        html = f'<div class="{kind.removesuffix(_ALONE)}" lang="{lang}">{_escape(text)}</div>'
        blocks.setdefault(name, Block(name, kind, html))

    for page in pages:
        section = sections[page.section]
        if not section.has_furniture:
            continue
        add(_running_kind(page), section.title, section.lang)
        guide = _guide(page)
        if guide:
            add(f"guide-{_outside(page.side)}", guide, section.lang)
        add(f"folio-{_outside(page.side)}", page.folio, section.lang)
        if section.tab:
            add("tab", section.tab, section.lang)
    return list(blocks.values())


def _guide(page: MadePage) -> str:
    return page.first_guide if page.side is Side.VERSO else page.last_guide


def _running_kind(page: MadePage) -> str:
    """A running head has half the measure beside a guide word, and all of it where there is none."""
    return f"running-{_inside(page.side)}{'' if _guide(page) else _ALONE}"


def _outside(side: Side) -> str:
    return "left" if side is Side.VERSO else "right"


def _inside(side: Side) -> str:
    return "right" if side is Side.VERSO else "left"


def mark_kind(block: str) -> Literal["running", "guide", "tab"] | None:
    """What a block of furniture is to a reader, by its name; None for a folio, and for all that is no furniture."""
    kind = block.partition(":")[0]
    if kind == "tab":
        return "tab"
    if kind.startswith("running-"):
        return "running"
    return "guide" if kind in ("guide-left", "guide-right") else None


def _furniture_name(kind: str, text: str) -> str:
    return f"{kind}:{text}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def furnish(
    pages: Sequence[MadePage],
    sections: Sequence[Section],
    galleys: Mapping[str, Galley],
    geometry: PageGeometry,
    settings: FurnitureSettings,
) -> list[MadePage]:
    """Add running heads, guide words, folios and thumb tabs; their galleys are set with the final numbers."""
    by_name = {section.name: section for section in sections}
    steps = _tab_names(sections)
    count = max(steps.values(), default=0) + 1
    made = []
    for page in pages:
        section = by_name[page.section]
        if not section.has_furniture:
            made.append(page)
            continue
        added = [*_running_head(page, section, geometry, settings), _folio(page, geometry, settings)]
        bars = page.bars
        if section.tab:
            bar, word = _tab(page, section.tab, steps[section.name], count, galleys, geometry, settings)
            bars, added = (*bars, bar), [*added, word]
        made.append(replace(page, placements=(*added, *page.placements), bars=bars, bar_ink=settings.tab_ink))
    return made


def _running_head(page: MadePage, section: Section, geometry: PageGeometry, settings: FurnitureSettings) -> list[Placement]:
    """Chapter on the inside, guide word on the outside, each on half the measure."""
    half = geometry.measure / 2
    left = geometry.left(page.side)
    y = settings.head_mm * MM
    verso = page.side is Side.VERSO
    guide = _guide(page)
    chapter = _furniture_name(_running_kind(page), section.title)
    placed = [Placement(chapter, left + (half if verso and guide else 0.0), (y,))]
    if guide:
        name = _furniture_name(f"guide-{_outside(page.side)}", guide)
        placed.insert(0 if verso else 1, Placement(name, left + (0.0 if verso else half), (y,)))
    return placed


def _folio(page: MadePage, geometry: PageGeometry, settings: FurnitureSettings) -> Placement:
    name = _furniture_name(f"folio-{_outside(page.side)}", page.folio)
    y = geometry.trim_height - settings.foot_mm * MM
    half = geometry.measure / 2
    return Placement(name, geometry.left(page.side) + (0.0 if page.side is Side.VERSO else half), (y,))


def _tab(
    page: MadePage,
    word: str,
    step: int,
    count: int,
    galleys: Mapping[str, Galley],
    geometry: PageGeometry,
    settings: FurnitureSettings,
) -> tuple[tuple[float, float, float, float], Placement]:
    """A block on the fore-edge that bleeds, and its word turned; tabs step down through the book.

    A word longer than its block lengthens the block: white on white it would be lost.
    """
    name = _furniture_name("tab", word)
    galley = galleys[name]
    line = galley.pieces[0].lines[0]
    length, thickness = line.x1 - line.x0, galley.height
    aside = max(0.0, settings.safe_mm - settings.tab_safe_mm) * MM
    height, width, bleed = settings.tab_height_mm * MM, settings.tab_width_mm * MM, settings.bleed_mm * MM
    foot = geometry.trim_height - settings.tab_bottom_mm * MM
    room = foot - height - settings.tab_top_mm * MM
    top = settings.tab_top_mm * MM + (room * step / (count - 1) if count > 1 else 0.0)
    height = max(height, length + width - thickness)
    top = min(top, foot - height)
    if page.side is Side.VERSO:
        bar = (-bleed, top, width + aside + bleed, height)
        # Reading upwards: the word's left end is at the bottom.
        word_at = Placement(name, aside + (width - thickness) / 2, (top + (height + length) / 2,), turn=90)
    else:
        bar = (geometry.trim_width - width - aside, top, width + aside + bleed, height)
        word_at = Placement(name, geometry.trim_width - aside - (width - thickness) / 2, (top + (height - length) / 2,), turn=-90)
    return bar, word_at
