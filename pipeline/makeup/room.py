"""How high an entry may become where it stands before anything moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.makeup.columns import Gap
from pipeline.makeup.keptmap import KeptMap, KeptRun
from pipeline.model.slots import Room

__all__ = ["rooms"]

_SEAMS: Final = 3
"""Spaces inside an entry that give, at most: above contacts, prose and areas."""


def rooms(kept: KeptMap, foot: float, gap: Gap, seam: Gap) -> dict[str, Room]:
    """The room of each listing's entry: its own height, and what is free below it.

    ``foot`` of the columns, points from the top of the trim; ``gap`` between entries and ``seam`` inside them, as designed. Free is the
    hole at a column's foot, and what its spaces were stretched by; before anything moves to another page they shrink as far as they may.
    What an entry grows by, wherever in it, pushes what follows its end: the column in which it ends counts, and for the page those behind.
    """
    pages = _Pages.of(kept, foot, gap, seam)
    last = {run.listing: run for run in kept.runs if run.listing}  # runs stand in the order of the book
    return {listing: pages.room(run) for listing, run in last.items()}


@dataclass(frozen=True, slots=True)
class _Pages:
    """By page and section its columns: points left in each with spaces as designed (below 0: they are shrunk), and what they may shrink."""

    free: Mapping[tuple[int, str], Mapping[int, tuple[float, float]]]

    @classmethod
    def of(cls, kept: KeptMap, foot: float, gap: Gap, seam: Gap) -> _Pages:
        parts = Counter(run.listing for run in kept.runs)
        on_page: dict[int, list[KeptRun]] = {}
        columns: dict[tuple[int, str], dict[int, list[KeptRun]]] = {}
        for run in kept.runs:
            on_page.setdefault(run.page_index, []).append(run)
            if run.listing:
                columns.setdefault((run.page_index, run.section), {}).setdefault(run.column, []).append(run)
        return cls({
            (page, section): {
                at: (_free(own, _foot(own, on_page[page], foot), gap.natural, parts), _shrink(own, gap, seam)) for at, own in found.items()
            }
            for (page, section), found in columns.items()
        })  # fmt: skip

    def room(self, run: KeptRun) -> Room:
        free = self.free[run.page_index, run.section]
        page = sum(left + shrink for at, (left, shrink) in free.items() if at >= run.column)
        return Room(run.height + max(0.0, free[run.column][0]), run.height + max(0.0, page))


def _foot(own: Sequence[KeptRun], page: Sequence[KeptRun], foot: float) -> float:
    """Where a section's column ends: at the foot of the page, or above what stands under it, in whichever column that begins."""
    end = own[-1].foot
    return min([foot, *(run.ys[0] for run in page if run.ys[0] >= end and run.section != own[-1].section)])


def _free(column: Sequence[KeptRun], foot: float, gap: float, parts: Counter[str]) -> float:
    between = sum(below.ys[0] - above.foot - gap for above, below in pairwise(column))
    # Of an entry that is parted nobody knows here which of its spaces stand in which column; they count as they are.
    within = sum(run.foot - run.ys[0] - run.height for run in column if parts[run.listing] == 1)
    return foot - column[-1].foot + between + within


def _shrink(column: Sequence[KeptRun], gap: Gap, seam: Gap) -> float:
    return (len(column) - 1) * gap.shrink + len(column) * _SEAMS * seam.shrink
