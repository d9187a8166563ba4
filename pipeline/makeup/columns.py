"""Pour a section's galleys into columns and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.makeup.breaks import FORBIDDEN, Column, Unit, Weights, break_columns
from pipeline.makeup.rules import OVERFULL
from pipeline.model.book import Block, Section
from pipeline.model.findings import Finding, PageRef
from pipeline.model.galley import GalleyShape, Joint
from pipeline.model.message import msg
from pipeline.model.pages import MadePage, PageGeometry, Placement, Side

__all__ = ["Gap", "MakeupSettings", "filled_height", "make_up"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Space between two blocks of a section, points: as designed, and how far it gives either way."""

    natural: float
    stretch: float = 0.0
    shrink: float = 0.0


@dataclass(frozen=True, slots=True)
class MakeupSettings:
    """From layout.toml: gaps by name, what splitting costs, and the weights of the objective."""

    gaps: Mapping[str, Gap]
    weights: Weights
    split_block: float = 1.0
    """Badness of heading a column with a later paragraph of an entry."""
    split_line: float = 1.6
    """Badness of heading a column with a later line of a paragraph."""
    split_close: float = 5.0
    """Badness of parting what the stylesheet would rather keep together: contacts from the first line on what they are for."""
    head_gap: float = 10.5


@dataclass(frozen=True, slots=True)
class _Poured:
    """Units of a section with the block and piece each came from."""

    units: tuple[Unit, ...]
    origins: tuple[tuple[int, int], ...]


def _pour(section: Section, galleys: Mapping[str, GalleyShape], settings: MakeupSettings) -> _Poured:
    gap = settings.gaps[section.gap]
    costs = {Joint.LINE: settings.split_line, Joint.BLOCK: settings.split_block, Joint.CLOSE: settings.split_close}
    units: list[Unit] = []
    origins: list[tuple[int, int]] = []
    keep = False
    for at, block in enumerate(section.blocks):
        galley = galleys[block.name]
        heading = settings.gaps.get("heading", gap) if block.keep_with_next else gap
        for index, piece in enumerate(galley.pieces):
            if index == 0:
                space = heading if not keep else Gap(0.0)
                penalty = FORBIDDEN if keep else 0.0
                units.append(Unit(piece.height, space.natural, space.stretch, space.shrink, penalty))
            else:
                penalty = costs[piece.joint]
                units.append(Unit(piece.height, piece.before, penalty=penalty, splits=True))
            origins.append((at, index))
        keep = block.keep_with_next
    return _Poured(tuple(units), tuple(origins))


def make_up(
    section: Section,
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
    if section.flows:
        return _flowed(section, galleys, geometry, first_side), []
    head = galleys[section.head.name] if section.head else None
    head_room = used + (head.height + settings.head_gap if head else 0.0)
    poured = _pour(section, galleys, settings)
    columns = break_columns(
        poured.units, geometry.column_height, section.columns, first_height=geometry.column_height - head_room,
        verso_first=first_side is Side.VERSO, weights=settings.weights,
    )
    pages = []
    side = first_side
    for first in range(0, max(len(columns), 1), section.columns):
        on_page = columns[first : first + section.columns]
        top = geometry.top + (head_room if first == 0 else 0.0)
        placements = [] if first or not head or not section.head else [_head(section.head, head, geometry, side, used)]
        for number, column in enumerate(on_page):
            placements += _place(section, poured, column, top, geometry.column_x(side, number, section.columns), number)
        pages.append(MadePage(section.name, side, tuple(placements), *_guides(section, poured, on_page)))
        side = side.other
    return pages, list(_overfull(section, poured, columns))


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


def _place(section: Section, poured: _Poured, column: Column, top: float, x: float, number: int) -> list[Placement]:
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
        y += poured.units[at].height
    return placed


def _guides(section: Section, poured: _Poured, columns: Sequence[Column]) -> tuple[str, str]:
    """Guide words of a page: its first and its last entry, also one that only goes on here."""
    words = [
        section.blocks[poured.origins[at][0]].guide
        for column in columns
        for at in range(column.start, column.end)
        if section.blocks[poured.origins[at][0]].guide
    ]
    return (words[0], words[-1]) if words else ("", "")


def _overfull(section: Section, poured: _Poured, columns: Sequence[Column]) -> list[Finding]:
    found = []
    for column in columns:
        if column.is_empty:
            continue
        units = poured.units[column.start : column.end]
        height = sum(unit.height for unit in units) + sum(column.spaces)
        if height > column.height + 0.01:
            block = section.blocks[poured.origins[column.start][0]]
            excess = round(height - column.height)
            found.append(
                OVERFULL.finding(
                    "overfull-column",
                    msg("“{name}” is {points} pt higher than its column", name=block.guide or block.name, points=excess),
                    hint=msg("Shorten the text, or allow breaks in its stylesheet."),
                    place=block.cells[0] if block.cells else PageRef(section.title, 1),
                )
            )
    return found
