"""The objective of column breaking, written from its definitions, and all ways there are to part a few units: what the breaker must find."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pipeline.makeup.breaks import RIGID, Chapter, Column, Give, Unit, Weights

Run = tuple[int, int]
"""First unit and the one after the last."""
SLIGHT = 1e-6


def length(units: Sequence[Unit], run: Run) -> float:
    start, end = run
    return sum(unit.height for unit in units[start:end]) + sum(unit.before for unit in units[start + 1 : end])


def give(units: Sequence[Unit], run: Run, which: str) -> float:
    return sum(getattr(unit, which) for unit in units[run[0] + 1 : run[1]])


def fits(units: Sequence[Unit], run: Run, height: float) -> bool:
    return length(units, run) - give(units, run, "shrink") <= height + SLIGHT


def filled(units: Sequence[Unit], run: Run, height: float, weights: Weights) -> float:
    """A column that should end at its frame's foot."""
    if run[0] == run[1]:
        return weights.stretch + weights.short + weights.hole * (height / weights.baseline) ** 2
    slack, stretch, shrink = height - length(units, run), give(units, run, "stretch"), give(units, run, "shrink")
    if is_forced(units, run[1]):
        slack = min(slack, 0.0)
    if slack < 0:
        return weights.shrink * (slack / shrink) ** 2 if shrink else 0.0
    if slack <= stretch:
        return weights.stretch * (slack / stretch) ** 2 if stretch else 0.0
    return weights.stretch + weights.short + weights.hole * ((slack - stretch) / weights.baseline) ** 2


def is_forced(units: Sequence[Unit], end: int) -> bool:
    """The column that ends here must: whatever it looks like, it is neither a hole nor uneven."""
    return end < len(units) and units[end].forced


def must_end(units: Sequence[Unit], start: int) -> int:
    return next((end for end in range(start + 1, len(units)) if units[end].forced), len(units))


def levelled(units: Sequence[Unit], runs: Sequence[Run], height: float, per_page: int, weights: Weights) -> float:
    """The last page: its columns are stretched to the highest; what is missing then is unevenness."""
    lengths = [length(units, run) for run in runs]
    target = min(height, max(natural for run, natural in zip(runs, lengths, strict=True) if not is_forced(units, run[1])))
    cost = sum(price(units[run[0]]) for run in runs[1:])
    for run, natural in zip(runs, lengths, strict=True):
        stretch, shrink = give(units, run, "stretch"), give(units, run, "shrink")
        slack = min(height - natural, 0.0) if is_forced(units, run[1]) else target - natural
        if slack < 0:
            cost += weights.shrink * (slack / shrink) ** 2 if shrink else 0.0
            continue
        used = min(slack, stretch)
        if slack - used > SLIGHT:
            missing = (slack - used) / weights.baseline
            cost += weights.stretch + (weights.short if missing > 1 else 0.0) + weights.uneven * missing**2
        elif stretch:
            cost += weights.stretch * (used / stretch) ** 2
    cost += weights.uneven * (per_page - len(runs)) * (target / weights.baseline) ** 2
    fill = sum(lengths) / (height * per_page)
    parted = sum(units[run[0]].splits for run in runs[1:])
    return cost + weights.scant * max(0.0, 0.25 - fill) * 4 + weights.split_scant * parted * max(0.0, 0.5 - fill) * 2


def price(unit: Unit) -> float:
    return 0.0 if unit.forced else unit.penalty


def objective(
    units: Sequence[Unit], runs: Sequence[Run], per_page: int, heights: tuple[float, float], verso_first: bool, weights: Weights
) -> float:
    """Total badness of columns; ``heights``: of the first page's frames and of all others'."""
    last = (len(runs) - 1) // per_page * per_page
    cost = levelled(units, runs[last:], heights[0] if last == 0 else heights[1], per_page, weights)
    for number, run in enumerate(runs[:last]):
        cost += filled(units, run, heights[0] if number < per_page else heights[1], weights)
        if run[0] == run[1] and runs[number + 1][0] == run[1]:
            continue  # an empty column parts nothing
        head = units[run[1]]
        cost += price(head)
        if head.splits and (number + 1) % per_page == 0:
            on_verso = (number // per_page % 2 == 0) == verso_first
            cost += weights.split_page if on_verso else weights.split_leaf
    return cost


def breaks_after(units: Sequence[Unit], start: int) -> list[int]:
    """Where a column that begins with unit ``start`` may end; the whole chapter's breaks where there is no forced one."""
    last = must_end(units, start)
    return [end for end in range(start + 1, min(last + 1, len(units))) if units[end].forced or units[end].penalty != math.inf]


def ends_of(units: Sequence[Unit], start: int) -> list[int]:
    return [*breaks_after(units, start), *([len(units)] if must_end(units, start) == len(units) else [])]


def all_ways(units: Sequence[Unit], per_page: int, heights: tuple[float, float]) -> Iterator[list[Run]]:
    """Every way to part the units; a column stays empty only where nothing fits it."""

    def page_end(start: int, left: int, height: float) -> Iterator[list[Run]]:
        for end in ends_of(units, start):
            if fits(units, (start, end), height):
                if end == len(units):
                    yield [(start, end)]
                elif left > 1:
                    yield from ([(start, end), *rest] for rest in page_end(end, left - 1, height))

    def column(start: int, number: int) -> Iterator[list[Run]]:
        height = heights[0] if number < per_page else heights[1]
        if number % per_page == 0:
            yield from page_end(start, per_page, height)
        ends = [end for end in breaks_after(units, start) if fits(units, (start, end), height)]
        first = next(iter(breaks_after(units, start)), len(units))
        if not fits(units, (start, first), height):
            ends = [start]
        for end in ends:
            yield from ([(start, end), *rest] for rest in column(end, number + 1))

    yield from column(0, 0)


def greedy(units: Sequence[Unit], per_page: int, heights: tuple[float, float]) -> list[Run]:
    """Each column filled as far as it goes."""
    runs: list[Run] = []
    start = 0
    while start < len(units):
        height = heights[0] if len(runs) < per_page else heights[1]
        ends = [end for end in ends_of(units, start) if fits(units, (start, end), height)]
        runs.append((start, ends[-1] if ends else start))
        start = runs[-1][1]
    return runs


def runs_of(columns: Sequence[Column]) -> list[Run]:
    return [(column.start, column.end) for column in columns]


def break_columns(
    units: Sequence[Unit],
    height: float,
    columns: int,
    *,
    first_height: float | None = None,
    verso_first: bool = False,
    give: Give = RIGID,
    weights: Weights | None = None,
) -> list[Column]:
    """Part ``units`` into columns ``height`` points high, ``columns`` to a page.

    ``first_height`` is that of the first page's columns where a head stands over them, ``give`` how far the space under that gives;
    ``verso_first`` tells on which side the chapter opens. Every unit stands in exactly one column, in order. The last page's columns end
    level. A unit higher than ``height`` stands alone in a column (the caller reports it); what fits no column of the first page leaves
    them empty.
    """
    if not units:
        return []
    chapter = Chapter(units, height, columns, weights or Weights())
    return chapter.columns_from(height if first_height is None else first_height, verso_first=verso_first, give=give)
