"""Overmatter: what no longer fits on the pages it stood on, in lines.

The answer an editor asks for when something must move: so many lines of that correction fewer (or so many more), and all stays. It is
found by trying: line after line goes from what has grown, the longest growth first, until the page, or the chapter, holds what it held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.makeup.held import Held
from pipeline.makeup.measures import SLIGHT, Measures, Unit, placeable
from pipeline.makeup.windows import HeldChapter, breaks_after
from pipeline.model.corrections import Overmatter
from pipeline.model.galley import Joint

__all__ = ["HeldSection", "find_overmatter"]

MOST_LINES = 60
"""More lines than stand in a column are not looked for."""


@dataclass(frozen=True, slots=True)
class HeldSection:
    """A section beside its earlier self, and how it was broken now: ``pages`` made; ``stays``: it begins on the page it began on."""

    held: Held
    chapter: HeldChapter
    pages: int
    stays: bool


@dataclass(frozen=True, slots=True)
class _Pages:
    """Consecutive pages of a chapter (from 0), over which a corrected entry may run: units ``start`` to ``end`` - 1 stood on them."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cut:
    """One line less: ``unit`` is a line high, or one of its lines goes; ``block`` is the index of its block."""

    unit: int
    block: int
    whole: bool


def find_overmatter(section: HeldSection) -> Iterator[Overmatter]:
    """The chapter's, where it needs more pages than it had, and that of each page from or to which something must move."""
    held, chapter = section.held, section.chapter
    had = len(chapter.pages)
    if not had:
        return
    if section.pages > had + chapter.free and not _fits(chapter.tightened(), _whole(section), chapter.tightened().units, over=True):
        yield _of_chapter(section, had)
    of_listings = any(block.listing for block in held.poured.section.blocks)  # nobody can shorten an index
    for pages in _changed_pages(section) if section.stays and of_listings else ():
        units = chapter.units[pages.start : pages.end]
        if not units or _fits(chapter, pages, units):
            continue
        lines, blocks = _lines_over(section, pages)
        if _fits(chapter, pages, units, over=True):
            lines, blocks = -_lines_missing(chapter, pages), ()
        yield _overmatter(held, (pages.first, pages.last), 0, lines, blocks)


def _whole(section: HeldSection) -> _Pages:
    """All pages of a chapter, and those for notes after it."""
    return _Pages(0, len(section.chapter.pages) + section.chapter.free - 1, 0, len(section.chapter.units))


def _of_chapter(section: HeldSection, had: int) -> Overmatter:
    chapter = section.chapter
    lines, blocks = _lines_over(replace(section, chapter=chapter.tightened()), _whole(section))
    return _overmatter(section.held, (0, had - 1), section.pages - had, lines, blocks)


def _overmatter(held: Held, pages: tuple[int, int], more: int, lines: int, blocks: Sequence[int]) -> Overmatter:
    section, first = held.poured.section, held.first_page + 1
    named = [section.blocks[block] for block in blocks]
    body = min((run.page_index for run in held.kept.runs if run.listing), default=0)  # what lies before keeps its leaves
    notes = sorted((page for page in held.kept.notes if page > body), key=lambda page: (abs(page - held.last_page), page))
    return Overmatter(
        section.name, section.title, (first + pages[0], first + pages[1]), more, lines, tuple(block.listing for block in named),
        named[0].guide if named else "", notes[0] + 1 if notes else 0,
    )


def _changed_pages(section: HeldSection) -> Iterator[_Pages]:
    """Pages that do not hold what they held, those over which a corrected entry runs together."""
    pages, split = section.chapter.pages, section.held.splits()
    starts = [page.mark for page in pages] + [len(section.chapter.units)]
    first = 0
    for at in range(len(pages)):
        if at < len(pages) - 1 and at in split:
            continue
        if any(not page.columns for page in pages[first : at + 1]):
            yield _Pages(first, at, starts[first], starts[at + 1])
        first = at + 1


def _frames(chapter: HeldChapter, pages: _Pages) -> list[tuple[float, float]]:
    """Height of each column of the pages, and what it may lack at its foot: the last page has no foot to reach."""
    frames = []
    for page in range(pages.first, pages.last + 1):
        room = chapter.height if page else chapter.first_height
        is_last = page >= len(chapter.pages) - 1
        hole = room if is_last else max(chapter.hole, chapter.pages[page].hole)
        frames += [(room, hole)] * chapter.columns
    return frames


def _fits(chapter: HeldChapter, pages: _Pages, units: Sequence[Unit], *, over: bool = False) -> bool:
    """Whether units fill the pages; ``over``: whether they are at least not too many, whatever holes they leave."""
    if not units:
        return True
    measures = Measures(placeable(units, chapter.height))
    places = {0}
    for room, hole in _frames(chapter, pages):
        places = {end for at in places for end in _ends(measures, at, room, room if over else hole, chapter)}
    return measures.count in places


def _ends(measures: Measures, start: int, room: float, hole: float, chapter: HeldChapter) -> Iterator[int]:
    """Where a column may end that begins with ``start`` and lacks no more than ``hole``."""
    if start == measures.count:
        if room <= hole + SLIGHT:
            yield start
        return
    ends = breaks_after(measures, start, room)
    if not ends and room < chapter.height:
        yield start  # what comes next is too high to stand under the head
    for end in ends:
        missing = room - measures.natural(start, end) - measures.give(start, end)[0]
        if missing <= hole + SLIGHT or measures.is_forced(end):
            yield end


def _lines_over(section: HeldSection, pages: _Pages) -> tuple[int, tuple[int, ...]]:
    """The fewest lines that must go, and the indexes of the blocks they go from; (0, ()) where no line that may go helps."""
    units, cuts = list(section.chapter.units), list(_cuts(section.held, pages))
    gone: set[int] = set()
    blocks: dict[int, None] = {}
    for count, cut in enumerate(cuts[:MOST_LINES], 1):
        blocks[cut.block] = None
        if cut.whole:
            gone.add(cut.unit)
        else:
            unit = units[cut.unit]
            units[cut.unit] = replace(unit, height=unit.height - section.chapter.weights.baseline)
        left = [units[at] for at in range(pages.start, pages.end) if at not in gone]
        if _fits(section.chapter, pages, left, over=True):
            return count, tuple(blocks)
    return _without_new(section, pages)


def _without_new(section: HeldSection, pages: _Pages) -> tuple[int, tuple[int, ...]]:
    """The lines and the blocks of the listings that are new, where nothing less will do than leaving them out; else (0, ())."""
    held, chapter = section.held, section.chapter
    new = [block for block in held.new_blocks() if any(held.poured.origins[at][0] == block for at in range(pages.start, pages.end))]
    left = [chapter.units[at] for at in range(pages.start, pages.end) if held.poured.origins[at][0] not in new]
    if not new or not _fits(chapter, pages, left, over=True):
        return 0, ()
    heights = (held.galleys[held.poured.section.blocks[block].name].height for block in new)
    return sum(round(height / chapter.weights.baseline) for height in heights), tuple(new)


def _cuts(held: Held, pages: _Pages) -> Iterator[_Cut]:
    """Lines that have come, in the order in which they may go: the longest growth first, from within its paragraphs first."""
    baseline = held.settings.weights.baseline
    for block, grown in sorted(held.growth().items(), key=lambda row: (-row[1], row[0])):
        lines = round(grown / baseline)
        own = [at for at in range(pages.start, pages.end) if held.poured.origins[at][0] == block]
        if lines < 1 or not own or not held.poured.section.blocks[block].listing:
            continue
        pieces = held.galleys[held.poured.section.blocks[block].name].pieces
        within = [at for at in own if pieces[held.poured.origins[at][1]].joint is Joint.LINE]
        single = [at for at in within if held.poured.heights[at] < 1.5 * baseline]
        cuts = [_Cut(at, block, whole=True) for at in reversed(single)]
        for at in [*(at for at in within if at not in single), *(at for at in own if at not in within)]:
            cuts += [_Cut(at, block, whole=False)] * (round(held.poured.heights[at] / baseline) - 1)
        yield from cuts[:lines]


def _lines_missing(chapter: HeldChapter, pages: _Pages) -> int:
    """The fewest lines more with which the pages hold what is left on them; 0 where there is no such number."""
    units = list(chapter.units[pages.start : pages.end])
    line = Unit(chapter.weights.baseline, 0.0, 0.0, 0.0, chapter.weights.split_line, splits=True)
    for lines in range(1, MOST_LINES + 1):
        if _fits(chapter, pages, [*units, *[line] * lines]):
            return lines
    return 0
