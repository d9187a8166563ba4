"""Pour a section's galleys into columns and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.makeup.breaks import FORBIDDEN, RIGID, Column, Give, Unit, Weights
from pipeline.makeup.remembered import Breaker, Breaks, Remember
from pipeline.makeup.rules import OVERFULL
from pipeline.model.book import Block, Section
from pipeline.model.findings import Finding, PageRef
from pipeline.model.galley import GalleyShape, Joint
from pipeline.model.message import msg
from pipeline.model.pages import MadePage, PageGeometry, Placement, Side

__all__ = ["Gap", "MakeupSettings", "Poured", "breaks_of", "filled_height", "make_up", "pour", "units_of"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Space between two blocks of a section, points: as designed, and how far it gives either way."""

    natural: float
    stretch: float = 0.0
    shrink: float = 0.0

    @property
    def give(self) -> Give:
        return (self.stretch, self.shrink)


@dataclass(frozen=True, slots=True)
class MakeupSettings:
    """From layout.toml: gaps by name, and the weights of the objective.

    The gap "seam" says how far the spaces inside an entry give; how wide they are by design its stylesheet says, and ``natural`` is added.
    The gap "head" stands under a head (or over one that stands under columns), and above a block that spans the measure.
    """

    gaps: Mapping[str, Gap]
    weights: Weights
    hole_lines: float = 8.0
    """Where pages are kept, a column may lack so many lines at its foot before anything moves to or from another page."""
    tight: float = 1.0
    """Where pages are kept, spaces may shrink so many times as far (never below nothing) where that spares a chapter a page."""

    @property
    def head(self) -> Gap:
        return self.gaps.get("head", Gap(10.5))


@dataclass(frozen=True, slots=True)
class Poured:
    """A section as units, with the block and piece each came from, and the best breaks worked out.

    ``chapter`` is None for a section without blocks, and for one that flows over the engine's own pages.
    """

    section: Section
    origins: tuple[tuple[int, int], ...] = ()
    heights: tuple[float, ...] = ()
    """Of every unit."""
    units: Callable[[], Sequence[Unit]] = list
    """Makes the units, which are needed only where breaks are not known."""
    chapter: Breaker | None = None


def pour(
    section: Section, galleys: Mapping[str, GalleyShape], geometry: PageGeometry, settings: MakeupSettings, remember: Remember | None = None
) -> Poured:
    """Work out a section's breaks, for whatever page it will begin on; ``remember`` spares it where they were worked out before."""
    if section.flows or not section.blocks:
        return Poured(section)
    shapes = [galleys[block.name] for block in section.blocks]
    origins = tuple((at, index) for at, shape in enumerate(shapes) for index in range(len(shape.pieces)))
    heights = tuple(piece.height for shape in shapes for piece in shape.pieces)
    chapter = breaks_of(section, shapes, geometry, settings, remember)
    return Poured(section, origins, heights, chapter.units, chapter)


def breaks_of(
    section: Section, shapes: Sequence[GalleyShape], geometry: PageGeometry, settings: MakeupSettings, remember: Remember | None = None
) -> Breaks:
    """The breaks of a section whose blocks are set in these galleys."""

    def units() -> list[Unit]:
        made: list[Unit] = []
        keep = False
        for block, shape in zip(section.blocks, shapes, strict=True):
            made += units_of(block, shape, settings.gaps[section.gap], keep, settings)
            keep = block.keep_with_next
        return made

    facts = None
    if remember:
        # The galleys' digests stand for their heights: cheaper than making units only to find that the breaks are known.
        flags = "\n".join(
            f"{shape.digest} {block.keep_with_next:d} {block.opens}" for block, shape in zip(section.blocks, shapes, strict=True)
        )
        facts = f"{flags}\ngaps {section.gap} {settings.gaps!r}"
    return Breaks(units, geometry.column_height, section.columns, settings.weights, remember, facts)


def units_of(block: Block, galley: GalleyShape, gap: Gap, keep: bool, settings: MakeupSettings) -> list[Unit]:
    """The pieces of a block as units; ``keep``: it stands under a heading."""
    space = settings.gaps.get("heading", gap) if block.keep_with_next else gap
    seam = settings.gaps.get("seam", Gap(0.0))
    if keep:
        space = Gap(0.0)
    first, *later = galley.pieces
    made = [
        Unit(
            first.height, space.natural, space.stretch, space.shrink, FORBIDDEN if keep else 0.0, forced=block.opens == "column"
        )
    ]
    for piece, penalty in zip(later, _split_badness(galley, settings.weights), strict=True):
        gives = piece.before > 0
        before = max(0.0, piece.before + seam.natural) if gives else 0.0
        stretch, shrink = (seam.stretch, min(seam.shrink, before)) if gives else (0.0, 0.0)
        made.append(Unit(piece.height, before, stretch, shrink, penalty, splits=True))
    return made


def _split_badness(galley: GalleyShape, weights: Weights) -> Iterator[float]:
    """What heading a column with each piece of an entry but its first costs: the place itself, and lines stranded above or below."""
    costs = {
        Joint.LINE: weights.split_line, Joint.BLOCK: weights.split_block, Joint.LIST: weights.split_list,
        Joint.CLOSE: weights.split_close, Joint.KEEP: FORBIDDEN,
    }
    above, whole = 0.0, galley.height
    for previous, piece in zip(galley.pieces, galley.pieces[1:], strict=False):
        above += previous.before + previous.height
        lines = (above / weights.baseline, (whole - above - piece.before) / weights.baseline)
        yield costs[piece.joint] + weights.stranded * sum(max(0.0, weights.stranded_lines - count) for count in lines)


def make_up(
    poured: Poured,
    galleys: Mapping[str, GalleyShape],
    geometry: PageGeometry,
    settings: MakeupSettings,
    first_side: Side,
    used: float = 0.0,
) -> tuple[list[MadePage], list[Finding]]:
    """Pages of one section. ``galleys`` by block name; the section's first page lies on ``first_side``.

    ``used``: points already filled at the top of that page by the section before, which this one runs on from. A block
    higher than a column is placed all the same and reported (LAY-001).
    """
    section = poured.section
    if section.flows:
        return _flowed(section, galleys, geometry, first_side), []
    head = galleys[section.head.name] if section.head else None
    head_room = used + (head.height + settings.head.natural if head else 0.0)
    columns: list[Column] = []
    if poured.chapter:
        give = settings.head.give if head_room else RIGID
        columns = poured.chapter.columns_from(geometry.column_height - head_room, verso_first=first_side is Side.VERSO, give=give)
    lower = geometry.column_height - head_room - columns[0].height if columns else 0.0
    pages = []
    side = first_side
    for first in range(0, max(len(columns), 1), section.columns):
        on_page = columns[first : first + section.columns]
        top = geometry.top + (head_room + lower if first == 0 else 0.0)
        # Under other columns the head goes down with its own.
        over = used + lower if used else 0.0
        placements = [] if first or not head or not section.head else [_head(section.head, head, geometry, side, over)]
        for number, column in enumerate(on_page):
            placements += _place(section, poured, column, top, geometry.column_x(side, number, section.columns), number)
        pages.append(MadePage(section.name, side, tuple(placements), *_guides(section, poured, on_page)))
        side = side.other
    return pages, [*_overfull_head(section, head, geometry), *_overfull(section, poured, columns)]


def filled_height(page: MadePage, galleys: Mapping[str, GalleyShape], geometry: PageGeometry) -> float:
    """How far down the type area a made-up page reaches, points."""
    feet = [
        placement.ys[-1] + galleys[placement.block].pieces[placement.end - 1].height - geometry.top for placement in page.placements
    ]
    return max(feet, default=0.0)


def _flowed(section: Section, galleys: Mapping[str, GalleyShape], geometry: PageGeometry, side: Side) -> list[MadePage]:
    """Front matter: the engine made the pages; each piece of a galley is one."""
    pages = []
    for block in section.blocks:
        for index in range(len(galleys[block.name].pieces)):
            placement = Placement(block.name, geometry.left(side), (geometry.top,), first=index)
            pages.append(MadePage(section.name, side, (placement,)))
            side = side.other
    return pages


def _head(block: Block, galley: GalleyShape, geometry: PageGeometry, side: Side, used: float) -> Placement:
    y = geometry.top + used
    ys = []
    for piece in galley.pieces:
        y += piece.before
        ys.append(round(y, 3))
        y += piece.height
    return Placement(block.name, geometry.left(side), tuple(ys))


def _place(section: Section, poured: Poured, column: Column, top: float, x: float, number: int) -> list[Placement]:
    """Placements of one column: consecutive pieces of a block are one placement."""
    placed: list[Placement] = []
    y = top
    for at, space in zip(range(column.start, column.end), column.spaces, strict=True):
        block_index, piece = poured.origins[at]
        y += space
        name = section.blocks[block_index].name
        if placed and placed[-1].block == name:
            last = placed[-1]
            placed[-1] = Placement(name, x, (*last.ys, round(y, 3)), last.first, number)
        else:
            placed.append(Placement(name, x, (round(y, 3),), piece, number))
        y += poured.heights[at]
    return placed


def _guides(section: Section, poured: Poured, columns: Sequence[Column]) -> tuple[str, str]:
    """Guide words of a page: its first and its last entry, also one that only goes on here."""
    words = [
        section.blocks[poured.origins[at][0]].guide
        for column in columns
        for at in range(column.start, column.end)
        if section.blocks[poured.origins[at][0]].guide
    ]
    return (words[0], words[-1]) if words else ("", "")


def _overfull_head(section: Section, head: GalleyShape | None, geometry: PageGeometry) -> Iterator[Finding]:
    if head and section.head and head.height > geometry.column_height + 0.01:
        yield _too_high(section.head, head.height - geometry.column_height, section)


def _overfull(section: Section, poured: Poured, columns: Sequence[Column]) -> Iterator[Finding]:
    for column in columns:
        if column.is_empty:
            continue
        height = sum(poured.heights[column.start : column.end]) + sum(column.spaces)
        if height > column.height + 0.01:
            yield _too_high(section.blocks[poured.origins[column.start][0]], height - column.height, section)


def _too_high(block: Block, excess: float, section: Section) -> Finding:
    return OVERFULL.finding(
        "overfull-column",
        msg("“{name}” is {points} pt higher than its column", name=block.guide or block.name, points=round(excess)),
        hint=msg("Shorten the text, or allow breaks in its stylesheet."),
        place=block.cells[0] if block.cells else PageRef(section.title, 1),
    )
