"""Where the columns of each page end, and whether they should end there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.makeup.faults import TypeFault
from pipeline.makeup.measures import EVEN
from pipeline.makeup.rules import LEVEL
from pipeline.model.book import Block, Section
from pipeline.model.galley import Galley, GalleyShape
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.pages import MadePage, PageGeometry

__all__ = ["column_faults"]

HINT = msg("No break fills it; lengthen or shorten an entry on this page by a line or two.")
"""Make-up has weighed every break there is: what is left is the text's length."""

ROUNDED = 0.01
"""Each of a column's places is rounded to thousandths of a point."""

_Owners = Mapping[str, tuple[Section, Block]]


@dataclass(frozen=True, slots=True)
class _Feet:
    """One page's columns of the section that stands last on it: column -> points left to the foot of the type area.

    ``ended``: columns that end before a forced break, as they must.
    """

    index: int
    page: MadePage
    section: Section
    left: Mapping[int, float]
    ended: frozenset[int]
    geometry: PageGeometry

    def fault(self, column: int, missing: float, code: str, message: Message, hint: Message | None = None) -> TypeFault:
        """A fault over what is empty: ``missing`` points from where the column ends."""
        geometry = self.geometry
        x = geometry.column_x(self.page.side, column, self.section.columns)
        foot = geometry.trim_height - geometry.top - geometry.column_height
        end = foot + self.left.get(column, geometry.column_height)
        box = (round(x, 2), round(end - missing, 2), round(x + geometry.column_width(self.section.columns), 2), round(end, 2))
        return TypeFault(LEVEL, code, message, self.index, column, box, self.section.name, amount=round(missing, 1), hint=hint)


def column_faults(
    pages: Sequence[MadePage], sections: Sequence[Section], galleys: Mapping[str, Galley | GalleyShape], geometry: PageGeometry
) -> Iterator[TypeFault]:
    """Holes at the feet of full pages, and columns that are not level; pages that flow (front matter) have no columns of ours.

    A page is full where its last section goes on overleaf and is not made to. On the last page before a forced break or a section's
    end, columns are compared with one another, and a line more or less is no fault where no space can give.
    """
    owners = {block.name: (section, block) for section in sections for block in section.blocks if not section.flows}
    for index, page in enumerate(pages):
        section = next((owners[placement.block][0] for placement in reversed(page.placements) if placement.block in owners), None)
        if section is None:
            continue
        feet = _Feet(index, page, section, *_left(page, section, owners, galleys, geometry), geometry)
        follower = _first_of(pages[index + 1], section, owners) if index + 1 < len(pages) else None
        if follower is None or follower.spans or follower.opens:
            yield from _last_page(feet)
        else:
            yield from _full_page(feet)


def _left(
    page: MadePage, section: Section, owners: _Owners, galleys: Mapping[str, Galley | GalleyShape], geometry: PageGeometry
) -> tuple[dict[int, float], frozenset[int]]:
    """What is left under each column, and the columns that had to end. A block over the measure ends them all."""
    foot = geometry.top + geometry.column_height
    left: dict[int, float] = {}
    ended: set[int] = set()
    for placement in page.placements:
        owner, block = owners.get(placement.block, (None, None))
        if owner is not section or block is None:
            continue
        end = foot - placement.ys[-1] - galleys[placement.block].pieces[placement.end - 1].height
        columns = range(section.columns) if block.spans else (placement.column,)
        left.update(dict.fromkeys(columns, end))
        if block.opens == "column" and not placement.first and placement.column:
            ended.add(placement.column - 1)
    return left, frozenset(ended)


def _first_of(page: MadePage, section: Section, owners: _Owners) -> Block | None:
    """The section's first block on a page, where it has one there."""
    blocks = (owners[placement.block] for placement in page.placements if placement.block in owners)
    return next((block for owner, block in blocks if owner is section), None)


def _full_page(feet: _Feet) -> Iterator[TypeFault]:
    geometry = feet.geometry
    for column in sorted({*range(feet.section.columns)} - feet.ended):
        missing = feet.left.get(column, geometry.column_height)
        if missing >= geometry.baseline:
            lines = round(missing / geometry.baseline)
            message = nmsg("{n} line is missing at the foot of a column", "{n} lines are missing at the foot of a column", lines)
            yield feet.fault(column, missing, "hole", message, HINT)
        elif missing > EVEN + ROUNDED:
            yield _uneven(feet, column, missing)


def _last_page(feet: _Feet) -> Iterator[TypeFault]:
    free = {column: left for column, left in feet.left.items() if column not in feet.ended}
    lowest = min(free.values(), default=0.0)
    for column, left in sorted(free.items()):
        if left - lowest > feet.geometry.baseline:
            yield _uneven(feet, column, left - lowest)


def _uneven(feet: _Feet, column: int, missing: float) -> TypeFault:
    message = msg("A column ends {points} pt above its neighbour", points=round(missing))
    return feet.fault(column, missing, "uneven-columns", message, HINT)
