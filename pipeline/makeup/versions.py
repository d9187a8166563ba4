"""The best way through part of a chapter whose blocks may stand in several versions, a line shorter or longer than they come.

All that follows the part stands as it comes and has been worked out (:class:`pipeline.makeup.breaks.Chapter`); so what is left is a search
over columns: where one may end and with which versions of the blocks in it. Of two beginnings of a column that measure the same only the
cheaper is followed, and none in which a column alone would cost more than all that can be saved.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.makeup.breaks import Chapter
from pipeline.makeup.measures import EVEN, FORBIDDEN, NOTHING, SLIGHT, Unit, column_badness

__all__ = ["At", "BestWay", "Found", "Version", "Window"]

class At(NamedTuple):
    """Where a column begins: a piece of a block in one of its versions. ``version`` -1: at a block's beginning, whichever is best."""

    block: int
    version: int
    piece: int


class _Way(NamedTuple):
    """A column so far: the version in which its last block stands, its measures in points, what the versions cost, and which they are."""

    version: int
    natural: float
    stretch: float
    shrink: float
    cost: float
    chosen: tuple[tuple[int, int], ...]


class Found(NamedTuple):
    badness: float
    chosen: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a chapter: from column ``first`` on, which begins a page with piece ``begin``, to block ``last``."""

    first: int
    begin: At
    last: int

    def blocks(self) -> range:
        return range(self.begin.block + (self.begin.piece > 0), self.last + 1)


Version = tuple[float, Sequence[Unit]]
"""What setting a block so weighs, and its units then."""


class BestWay:
    """The best way through a window of a chapter.

    ``starts``: the chapter's unit with which each block begins; ``versions`` of each block, the first as it stands in the chapter (outside
    the window the only one). ``first_height`` of the columns on the chapter's first page; ``phase`` of a column by its number.
    """

    def __init__(
        self, chapter: Chapter, starts: Sequence[int], window: Window, versions: Sequence[Sequence[Version]], first_height: float,
        phase: Callable[[int], int],
    ) -> None:
        self.chapter, self.starts, self.window, self.versions = chapter, starts, window, versions
        self.first_height, self.phase, self.count = first_height, phase, chapter.columns
        self.known: dict[tuple[At, int], Found] = {}
        self.most = self.missing = 0.0

    def better_than(self, badness: float) -> Found:
        """The best way, if it is better than what the chapter costs from the window on."""
        weights = self.chapter.weights
        self.most = badness - self.chapter.least_rest(self.starts[self.window.last + 1], self.chapter.height)
        over = self.most - weights.stretch - weights.short
        self.missing = math.sqrt(over / weights.hole) * weights.baseline if over > 0 and weights.hole else EVEN
        self.known.clear()
        return self.from_column(self.window.begin, self.window.first) if self.most > 0 else Found(math.inf)

    def from_column(self, at: At, number: int) -> Found:
        """What all costs at best from the column ``number`` of the chapter on, which begins there."""
        if at.block > self.window.last:
            return Found(self.chapter.rest(self.starts[at.block] + at.piece, self.phase(number)))
        known = self.known.get((at, number))
        if known is None:
            known = self.known[at, number] = self._weighed(at, number)
        return known

    def _weighed(self, at: At, number: int) -> Found:
        room = self.first_height if number < self.count else self.chapter.height
        split = self.chapter.split_badness(self.phase(number))
        best = Found(math.inf)
        for end, unit, way in self._ends(at, room):
            badness = column_badness(room - way.natural, way.stretch, way.shrink, self.chapter.weights) + way.cost + unit.penalty
            badness += split if unit.splits else 0.0
            if badness < min(best.badness, self.most):
                rest = self.from_column(end, number + 1)
                if badness + rest.badness < best.badness - NOTHING:
                    best = Found(badness + rest.badness, way.chosen + rest.chosen)
        return best

    def _ends(self, at: At, room: float) -> Iterator[tuple[At, Unit, _Way]]:
        """Where a column that begins ``at`` may end: with what the next begins, its first unit, and what the column comes to."""
        block, begin = at.block, _Way(max(0, at.version), 0.0, 0.0, 0.0, 0.0, ())
        ways = [begin] if at.version >= 0 else self._entered(block, begin)
        piece = at.piece
        while ways:
            whole: dict[tuple[float, ...], _Way] = {}
            for way in ways:
                units = self.versions[block][way.version][1]
                for index, measured in enumerate(_measured(units[piece:], way, room, heads=block == at.block), piece):
                    if index == len(units):
                        key = (round(measured.natural, 3), round(measured.stretch, 3), round(measured.shrink, 3))
                        if key not in whole or measured.cost < whole[key].cost:
                            whole[key] = measured
                    elif index > piece and units[index].penalty != FORBIDDEN and self._may_end(measured, room):
                        yield At(block, way.version, index), units[index], measured
            block, piece, ways = block + 1, 0, []
            if block < len(self.versions):
                for way in whole.values():
                    if self._may_end(way, room):
                        yield At(block, -1, 0), self.versions[block][0][1][0], way
                    ways += self._entered(block, way)

    def _entered(self, block: int, way: _Way) -> list[_Way]:
        """The column goes on with a block, in each of its versions."""
        return [
            way._replace(version=version, cost=way.cost + cost, chosen=(*way.chosen, (block, version)) if version else way.chosen)
            for version, (cost, _) in enumerate(self.versions[block])
        ]

    def _may_end(self, way: _Way, room: float) -> bool:
        return room - way.natural - way.stretch <= self.missing + SLIGHT


def _measured(units: Sequence[Unit], way: _Way, room: float, *, heads: bool) -> Iterator[_Way]:
    """A column before each of ``units`` and after the last, as far as it holds them; ``heads``: the first of them heads it."""
    natural, stretch, shrink = way.natural, way.stretch, way.shrink
    for unit in units:
        yield way._replace(natural=natural, stretch=stretch, shrink=shrink)
        natural += unit.height
        if not heads:
            natural, stretch, shrink = natural + unit.before, stretch + unit.stretch, shrink + unit.shrink
        heads = False
        if natural - shrink > room + SLIGHT:
            return
    yield way._replace(natural=natural, stretch=stretch, shrink=shrink)


