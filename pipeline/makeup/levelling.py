"""Entries set a line shorter or longer than they come, so that the columns near them reach their feet: what no break can do alone.

A compositor takes a line in or drives one out. What such an entry looks like then the stylesheet says (classes "taken-in" and
"driven-out" of its prose). Only chapters in which a column misses its foot are looked at, and in them the page on which it does. There
the search is exact: of all ways to set the entries that begin there, and to part them and all that follows, the one with the least
badness of the whole chapter, where each entry that is not set as it comes weighs ``Weights.reset``. No chapter gets a page more or less
by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.makeup.breaks import RIGID, Chapter, Column
from pipeline.makeup.columns import MakeupSettings, breaks_of, units_of
from pipeline.makeup.feet import column_faults
from pipeline.makeup.measures import EVEN, NOTHING, Unit, column_badness
from pipeline.makeup.remembered import Breaks
from pipeline.makeup.versions import At, BestWay, Found, Version, Window
from pipeline.model.book import Block, Reset, Section
from pipeline.model.galley import GalleyShape
from pipeline.model.pages import MadePage, PageGeometry, Side

__all__ = ["Resets", "Uneven", "find_uneven", "level"]

Resets = tuple[tuple[str, Reset], ...]
"""Names of blocks that are not set as they come, and how they are."""
ROUNDS = 12
"""So many missed feet of a chapter are tried; ten in a chapter of a thousand entries are many."""
HEAD_STEPS = 8
"""In so many steps the space under the head is tried with the ways to set the first page's entries."""


@dataclass(frozen=True, slots=True)
class _Missed:
    """A column that misses its foot, by its number in the chapter, and by how many points."""

    column: int
    points: float


@dataclass(frozen=True)
class Uneven:
    """A chapter some of whose columns miss their feet, on the side and under the head with which it begins.

    ``breaks``: how it was broken, where that is at hand.
    """

    section: Section
    side: Side
    geometry: PageGeometry
    settings: MakeupSettings
    shapes: Mapping[str, GalleyShape]
    breaks: Breaks | None = None

    @property
    def first_height(self) -> float:
        """Of the first page's columns, the space under the head as designed."""
        head = self.section.head
        return self.geometry.column_height - (self.shapes[head.name].height + self.settings.head.natural if head else 0.0)

    @property
    def facts(self) -> str:
        """All that decides how it is levelled, one fact a line; the galleys' digests stand for all that they may be set as."""
        blocks = (*([self.section.head] if self.section.head else ()), *self.section.blocks)
        return "\n".join((
            *(f"{block.name} {self.shapes[block.name].digest}" for block in blocks), f"columns {self.section.columns}, {self.side.value}",
            f"gap {self.section.gap}, height {self.geometry.column_height!r}, first {self.first_height!r}", repr(self.settings),
        ))

    @cached_property
    def made(self) -> _Made:
        return _Made(self, {})

    def near(self) -> list[Block]:
        """The blocks that may be set anew: those that begin on the page on which a column misses its foot."""
        if self.made.pages < 2:
            return []
        wanted = {block for missed in self.made.missed for block in self.made.around(missed)}
        return [self.section.blocks[block] for block in sorted(wanted)]


class _Made:
    """A chapter made up with some of its blocks set as ``resets`` say."""

    def __init__(self, uneven: Uneven, resets: Mapping[str, GalleyShape]) -> None:
        section, shapes = uneven.section, [resets.get(block.name) or uneven.shapes[block.name] for block in uneven.section.blocks]
        self.uneven, self.resets, self.count, self.verso = uneven, len(resets), section.columns, uneven.side is Side.VERSO
        self.starts: list[int] = []
        self.origins: list[tuple[int, int]] = []
        for at, shape in enumerate(shapes):
            self.starts.append(len(self.origins))
            self.origins += [(at, piece) for piece in range(len(shape.pieces))]
        breaks = uneven.breaks
        if resets or not breaks:
            breaks = breaks_of(section, shapes, uneven.geometry, uneven.settings, breaks.remember if breaks else None)
        self.give = uneven.settings.head.give if section.head else RIGID
        self.columns = breaks.columns_from(uneven.first_height, verso_first=self.verso, give=self.give)
        self.chapter, self.units = breaks.chapter, breaks.units()
        self.pages = -(-len(self.columns) // self.count)
        # What is higher than a column is broken by rules of its own.
        self.missed = list(_missed(self.chapter, self.columns, self.count)) if self.chapter.measures.units == self.units else []

    def units_of(self, block: Block, shape: GalleyShape) -> list[Unit]:
        settings = self.uneven.settings
        return units_of(block, shape, settings.gaps[self.uneven.section.gap], False, settings)

    def versions(self) -> list[list[Version]]:
        """Every block as it stands in the chapter."""
        ends = (*self.starts[1:], len(self.units))
        return [[(0.0, self.units[start:end])] for start, end in zip(self.starts, ends, strict=True)]

    @property
    def harm(self) -> tuple[int, int]:
        """How many columns miss their feet, and by how many lines in all."""
        return len(self.missed), sum(int(one.points / self.chapter.weights.baseline) for one in self.missed)

    @cached_property
    def badness(self) -> float:
        """Of the whole chapter: its columns, the space under its head, its entries that are not set as they come."""
        height, weights = self.columns[0].height, self.chapter.weights
        least = self.chapter.least_badness(height, verso_first=self.verso)
        return least + self.given(self.uneven.first_height - height) + weights.reset * self.resets

    def given(self, lower: float) -> float:
        """What the space under the head weighs where the columns begin so much lower."""
        return column_badness(lower, *self.give, self.chapter.weights)

    def rest(self, window: Window) -> float:
        """What the chapter costs from the window on, as it is made up."""
        height = self.columns[0].height
        if window.first == 0:
            return self.chapter.least_badness(height, verso_first=self.verso) + self.given(self.uneven.first_height - height)
        return self.chapter.rest(self.columns[window.first].start, self.phase(window.first))

    def phase(self, number: int) -> int:
        """The phase of a column by its number in the chapter."""
        return (number + (0 if self.verso else self.count)) % self.chapter.phases

    def head_steps(self) -> list[float]:
        """Points by which the first page's columns are tried lower or higher, those that weigh least first."""
        (stretch, shrink), height = self.give, self.uneven.first_height
        steps = {height - self.columns[0].height, -shrink, *(stretch * step / HEAD_STEPS for step in range(HEAD_STEPS + 1))}
        return sorted((lower for lower in steps if height - lower <= self.chapter.height), key=lambda lower: (self.given(lower), lower))

    def window(self, missed: _Missed) -> Window:
        """The page on which a column stands, or the one before the last: all that follows the window must have been worked out."""
        page = min(missed.column // self.count, self.pages - 2)
        first, after = page * self.count, (page + 1) * self.count
        (block, piece), (last, goes_on) = (self.origins[self.columns[number].start] for number in (first, after))
        if not goes_on or after // self.count == self.pages - 1:
            last -= 1
        return Window(first, At(block, 0 if piece else -1, piece), min(last, len(self.starts) - 2))

    def around(self, missed: _Missed) -> Sequence[int]:
        """The blocks that may be set anew for the sake of a column: those of its window; for a last page those that begin on it too."""
        blocks = self.window(missed).blocks()
        return range(blocks.start, len(self.starts)) if self.is_last(missed) else blocks

    def is_last(self, missed: _Missed) -> bool:
        return missed.column // self.count == self.pages - 1


def _missed(chapter: Chapter, columns: Sequence[Column], count: int) -> Iterator[_Missed]:
    """Columns that do not reach their foot though their spaces give all they may; on the last page those that are not level."""
    measures = chapter.measures
    last = (len(columns) - 1) // count * count
    lengths = [sum(unit.height for unit in measures.units[one.start : one.end]) + sum(one.spaces) for one in columns]
    lowest = max(lengths[last:], default=0.0)
    for number, (column, length) in enumerate(zip(columns, lengths, strict=True)):
        missing = column.height - length if number < last else lowest - length
        if missing > (EVEN if number < last else chapter.weights.baseline) and not measures.is_forced(column.end):
            yield _Missed(number, missing)


def level(uneven: Uneven, versions: Mapping[str, Mapping[Reset, GalleyShape]]) -> Resets:
    """How entries are to be set so that more columns reach their feet; ``versions`` by block name: what each may be set as.

    Nothing is chosen that does not leave fewer columns, or less, missing on as many pages, and less badness in all.
    """
    made, chosen, shapes = uneven.made, dict[str, Reset](), dict[str, GalleyShape]()
    tried: set[int] = set()
    for _ in range(ROUNDS):
        missed = next((one for one in made.missed if one.column not in tried), None)
        if missed is None or made.pages < 2:
            break
        tried.add(missed.column)
        left = {name: of for name, of in versions.items() if name not in chosen}
        for found in filter(None, (_cured(made, missed, left), *(_one_by_one(made, missed, left) if made.is_last(missed) else ()))):
            reset = {**shapes, **{name: versions[name][how] for name, how in found.items()}}
            trial = _Made(uneven, reset)
            if trial.pages == made.pages and trial.harm < made.harm and trial.badness < made.badness - NOTHING:
                made, shapes, chosen = trial, reset, {**chosen, **found}
                tried.clear()
                break
    return tuple(sorted(chosen.items()))


def _one_by_one(made: _Made, missed: _Missed, versions: Mapping[str, Mapping[Reset, GalleyShape]]) -> Iterator[dict[str, Reset]]:
    """Each entry around a column of a last page set otherwise: the search looks no farther than where that page begins."""
    for block in reversed(made.around(missed)):
        name = made.uneven.section.blocks[block].name
        for how, shape in sorted(versions.get(name, {}).items()):
            if _is_other(shape, made.uneven.shapes[name]):
                yield {name: how}


def _cured(made: _Made, missed: _Missed, versions: Mapping[str, Mapping[Reset, GalleyShape]]) -> dict[str, Reset]:
    """The best way to set the entries around a column that misses its foot; nothing where it is best as it is."""
    uneven, window, weights = made.uneven, made.window(missed), made.chapter.weights
    if not window.blocks():
        return {}
    names: dict[tuple[int, int], tuple[str, Reset]] = {}
    every: list[list[Version]] = made.versions()
    for block in window.blocks():
        name = uneven.section.blocks[block].name
        for how, shape in sorted(versions.get(name, {}).items()):
            if _is_other(shape, uneven.shapes[name]):
                names[block, len(every[block])] = name, how
                every[block].append((weights.reset, made.units_of(uneven.section.blocks[block], shape)))
    if not names:
        return {}
    best, lowered = Found(made.rest(window), ()), [0.0] if window.first else made.head_steps()
    for lower in lowered:
        given = made.given(lower) if window.first == 0 else 0.0
        search = BestWay(made.chapter, made.starts, window, every, uneven.first_height - lower, made.phase)
        found = search.better_than(best.badness - given)
        if found.badness + given < best.badness - NOTHING:
            best = Found(found.badness + given, found.chosen)
    return dict(names[choice] for choice in best.chosen)


def _is_other(shape: GalleyShape, designed: GalleyShape) -> bool:
    """Whether a version is of any use: it makes other lines, and none that stands out of the measure."""
    return shape.outline != designed.outline and shape.stands_out[0] <= designed.stands_out[0]


def find_uneven(
    pages: Sequence[MadePage], sections: Sequence[Section], shapes: Mapping[str, GalleyShape], geometry: PageGeometry,
    settings: MakeupSettings, breaks: Mapping[str, Breaks] | None = None,
) -> list[Uneven]:
    """The chapters with columns that miss their feet, where entries may be set otherwise: a section under which the next goes on may not
    change its length, nor may one that is made up in parts.
    """
    wanted = {fault.section for fault in column_faults(pages, sections, shapes, geometry)}
    sides = {page.section: page.side for page in reversed(pages)}
    return [
        Uneven(section, sides[section.name], geometry, settings, shapes, (breaks or {}).get(section.name))
        for section, after in zip(sections, (*sections[1:], None), strict=True)
        if section.name in wanted and section.name in sides and not section.runs_on and not (after and after.runs_on)
        and all(block.listing and not (block.spans or block.opens or block.keep_with_next) for block in section.blocks)
    ]
