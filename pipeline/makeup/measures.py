"""What column breaking measures with: units, the weights of the objective, and a column's badness. Points throughout."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = ["EVEN", "FORBIDDEN", "Measures", "Unit", "Weights", "column_badness", "placeable"]

FORBIDDEN = math.inf
SLIGHT = 1e-6
"""Sums of many heights differ by less than this from what they should be."""
EVEN = 1.0
"""Feet this near to one another, points, are level to the eye."""
NOTHING = 1e-9
"""One badness is less than another only by more than this; otherwise the first that was found stays."""
TORN = 1e4
"""Badness of a forbidden break inside what no column could hold whole: worse than any hole, better than text over the foot."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing a column takes whole. Lengths in points.

    ``before`` is the space above it where it does not head a column; ``stretch`` and ``shrink`` say how far that space
    may give. ``penalty`` is the badness of heading a column with this unit (0 between entries, infinite where forbidden);
    ``splits`` says that breaking here parts an entry. ``forced``: it heads a column whatever the one before it looks like then.
    """

    height: float
    before: float = 0.0
    stretch: float = 0.0
    shrink: float = 0.0
    penalty: float = 0.0
    splits: bool = False
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """The objective. Each term is a badness; 1 is about as bad as a space stretched to its limit.

    What is weighed is the sum over all columns of a chapter. ``layout.toml`` gives each weight under [weights].
    """

    stretch: float = 1.0
    """A column whose spaces are stretched to their limit (grows with the square of the share)."""
    shrink: float = 2.0
    """A column whose spaces are shrunk to their limit."""
    hole: float = 6.0
    """Each baseline left empty at a column's foot after all stretching (grows with the square)."""
    short: float = 0.0
    """A column that does not reach the foot after all stretching, by however little: its neighbour shows it. On a last page, which has
    no foot to reach, one that ends more than a line above the lowest."""
    uneven: float = 4.0
    """Each baseline by which balanced last columns differ after stretching (grows with the square)."""
    scant: float = 6.0
    """A last page with almost nothing on it (nothing from a quarter of a page on)."""
    split_scant: float = 0.0
    """An entry parted on a last page with almost nothing on it (nothing from half a page on): there is room to keep it whole, and columns
    that are not level are expected there."""
    split_page: float = 3.0
    """An entry torn over the two pages of a spread, besides what the place costs."""
    split_leaf: float = 8.0
    """An entry torn over a leaf: the reader must turn it."""
    split_block: float = 1.0
    """An entry parted between two paragraphs."""
    split_line: float = 1.6
    """An entry parted between two lines of a paragraph."""
    split_list: float = 4.0
    """An entry parted inside what its stylesheet would rather keep whole: ``break-inside: avoid-column``, a list of contacts."""
    split_close: float = 5.0
    """An entry parted where its stylesheet would rather not: ``break-before/after: avoid-column``, the contacts from the first words."""
    reset: float = 4.0
    """An entry set a line or so shorter or longer than it comes (:mod:`pipeline.makeup.levelling`)."""
    stranded: float = 4.0
    """Each line that a part of an entry has too few (see ``stranded_lines``) at a column's foot or head."""
    stranded_lines: float = 3.0
    """A part of an entry of so many baselines is not stranded."""
    baseline: float = 10.5


def column_badness(slack: float, stretch: float, shrink: float, weights: Weights, *, is_last: bool = False) -> float:
    """Badness of a column with ``slack`` points to fill (negative: too full); infinite where it cannot hold.

    ``is_last``: it stands on a last page, where each baseline still missing after all stretching is unevenness and no hole. From the
    fullest column that need not shrink on, the fewer units the worse: the breaker relies on it.
    """
    if slack < -shrink - SLIGHT:
        return FORBIDDEN
    if slack < 0:
        return weights.shrink * (slack / shrink) ** 2 if shrink > SLIGHT else 0.0
    if slack <= stretch + SLIGHT:
        return weights.stretch * (slack / stretch) ** 2 if stretch > SLIGHT else 0.0
    missing = (slack - stretch) / weights.baseline
    if not is_last:
        return weights.stretch + weights.short + weights.hole * missing * missing
    return weights.stretch + (weights.short if missing > 1 else 0.0) + weights.uneven * missing * missing


class Measures:
    """Units with running sums, so that what any run of them measures costs one subtraction each."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.count = len(units)
        self.widest = max((unit.before for unit in units), default=0.0)
        self.extent, self.stretch, self.shrink = [0.0], [0.0], [0.0]
        for unit in units:
            self.extent.append(self.extent[-1] + unit.before + unit.height)
            self.stretch.append(self.stretch[-1] + unit.stretch)
            self.shrink.append(self.shrink[-1] + unit.shrink)
        self.breaks = [at for at, unit in enumerate(units) if at and unit.penalty != FORBIDDEN]
        self.forced = [at for at in self.breaks if units[at].forced]

    def natural(self, start: int, end: int) -> float:
        """Height of units start..end-1 in one column, spaces as designed; the space above the first falls away."""
        return self.extent[end] - self.extent[start] - self.units[start].before

    def give(self, start: int, end: int) -> tuple[float, float]:
        """Stretch and shrink of the spaces inside a column of units start..end-1."""
        return self.stretch[end] - self.stretch[start + 1], self.shrink[end] - self.shrink[start + 1]

    def least(self, start: int, end: int) -> float:
        """Height of units start..end-1 with all spaces shrunk."""
        return self.natural(start, end) - self.give(start, end)[1]

    def run_end(self, start: int) -> int:
        """The first place after ``start`` where a break is allowed, or the end."""
        at = bisect_left(self.breaks, start + 1)
        return self.breaks[at] if at < len(self.breaks) else self.count

    def next_forced(self, start: int) -> int:
        """Where a column that begins with unit ``start`` must end at the latest, or the end."""
        at = bisect_left(self.forced, start + 1)
        return self.forced[at] if at < len(self.forced) else self.count

    def is_forced(self, end: int) -> bool:
        """True where the column that ends before unit ``end`` does so because it must."""
        return end < self.count and self.units[end].forced

    def spaces(self, start: int, end: int, target: float) -> tuple[float, ...]:
        """The space above each of units start..end-1, such that their column ends at ``target``, as far as they give; 0 for the first.

        Before a forced break it ends where it ends.
        """
        if start == end:
            return ()
        natural = self.natural(start, end)
        slack = min(target - natural, 0.0) if self.is_forced(end) else target - natural
        stretch, shrink = self.give(start, end)
        give = stretch if slack >= 0 else shrink
        share = max(-1.0, min(1.0, slack / give)) if give > SLIGHT else 0.0
        inner = self.units[start + 1 : end]
        return (0.0, *(unit.before + share * (unit.stretch if share > 0 else unit.shrink) for unit in inner))


def placeable(units: Sequence[Unit], height: float) -> list[Unit]:
    """The same units, such that something can always be placed in a column of ``height``.

    A unit higher than the column counts as exactly as high, so that it stands alone in one (the caller reports it); a run held together
    by forbidden breaks and higher than any column may be parted, at a price. A forced break costs nothing.
    """
    clipped = [
        replace(unit, height=min(unit.height, height), penalty=0.0 if unit.forced else unit.penalty)
        if unit.height > height or unit.forced else unit
        for unit in units
    ]
    measures = Measures(clipped)
    for start, end in _runs(measures):
        if measures.least(start, end) > height + SLIGHT:
            clipped[start + 1 : end] = [replace(unit, penalty=TORN) for unit in clipped[start + 1 : end]]
    return clipped


def _runs(measures: Measures) -> Iterator[tuple[int, int]]:
    start = 0
    while start < measures.count:
        end = measures.run_end(start)
        yield start, end
        start = end
