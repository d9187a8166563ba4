"""What column breaking measures with: units, the weights of the objective, and a column's badness. Points throughout."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = ["FORBIDDEN", "Measures", "Unit", "Weights", "column_badness", "placeable"]

FORBIDDEN = math.inf
SLIGHT = 1e-6
"""Sums of many heights differ by less than this from what they should be."""
NOTHING = 1e-9
"""One badness is less than another only by more than this; otherwise the first that was found stays."""
TORN = 1e4
"""Badness of a forbidden break inside what no column could hold whole: worse than any hole, better than text over the foot."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing a column takes whole. Lengths in points.

    ``before`` is the space above it where it does not head a column; ``stretch`` and ``shrink`` say how far that space
    may give. ``penalty`` is the badness of heading a column with this unit (0 between entries, infinite where forbidden);
    ``splits`` says that breaking here parts an entry.
    """

    height: float
    before: float = 0.0
    stretch: float = 0.0
    shrink: float = 0.0
    penalty: float = 0.0
    splits: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """The objective. Each term is a badness; 1 is about as bad as a space stretched to its limit."""

    stretch: float = 1.0
    """Spaces between entries stretched to their limit (grows with the square)."""
    shrink: float = 2.0
    """Spaces shrunk to their limit."""
    hole: float = 6.0
    """Each baseline left empty at a column's foot after all stretching (grows with the square)."""
    split_page: float = 3.0
    """An entry parted over two pages of a spread."""
    split_leaf: float = 8.0
    """An entry parted over a leaf: the reader must turn it."""
    uneven: float = 4.0
    """Each baseline by which balanced last columns differ after stretching (grows with the square)."""
    scant: float = 6.0
    """A last page with almost nothing on it."""
    baseline: float = 10.5


def column_badness(slack: float, stretch: float, shrink: float, weights: Weights) -> float:
    """Badness of a column with ``slack`` points to fill (negative: too full); infinite where it cannot hold."""
    if slack < -shrink - SLIGHT:
        return FORBIDDEN
    if slack < 0:
        return weights.shrink * (slack / shrink) ** 2 if shrink else 0.0
    if slack <= stretch:
        return weights.stretch * (slack / stretch) ** 2 if stretch else 0.0
    hole = (slack - stretch) / weights.baseline
    return (weights.stretch if stretch else 0.0) + weights.hole * hole * hole


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
        return next((end for end in range(start + 1, self.count) if self.units[end].penalty != FORBIDDEN), self.count)


def placeable(units: Sequence[Unit], height: float) -> list[Unit]:
    """The same units, such that something can always be placed in a column of ``height``.

    A unit higher than the column counts as exactly as high, so that it stands alone in one (the caller reports it); a run held together
    by forbidden breaks and higher than any column may be parted, at a price.
    """
    clipped = [replace(unit, height=height) if unit.height > height else unit for unit in units]
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
