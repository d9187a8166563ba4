"""Results as Markdown: one line a typesetter and size, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.bench.measuring import LONGEST, Run

__all__ = ["MAKEUP", "Line", "foreseen", "growth", "table", "verdict"]

COLD = "guide, cold"
MAKEUP = "guide, make-up alone"
HEADS = (
    "listings", "typesetter", "wall s", "wall ÷ ours cold", "processor s", "processor ÷ ours cold", "largest process MB", "all processes MB", "pages",
    "file MB", "same words and index lines", "runs",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One typesetter at one size: its run with its PDF's pages, bytes and agreement; or the reason why there is none.

    ``size``: listings asked for; ``listings``: those that are printed, as far as known.
    """

    size: int
    listings: int
    name: str
    run: Run | None = None
    pages: int = 0
    file_bytes: int = 0
    agrees: str = ""
    reason: str = ""
    command: str = ""


def foreseen(name: str, listings: int, lines: Sequence[Line]) -> float:
    """Seconds a run will take at least, in proportion from the largest size measured so far; 0 where none was."""
    before = [line for line in lines if line.name == name and line.run and line.listings < listings]
    if not before:
        return 0.0
    nearest = max(before, key=lambda line: line.listings)
    return nearest.run.wall * listings / nearest.listings if nearest.run else 0.0


def verdict(name: str, listings: int, lines: Sequence[Line]) -> str:
    """Why a run is skipped; "" where it is not."""
    seconds = foreseen(name, listings, lines)
    if seconds > LONGEST:
        return f"skipped: {seconds:.0f} s foreseen, more than {LONGEST:.0f}"
    missed = [line for line in lines if line.name == name and line.listings < listings and line.reason.startswith("skipped:")]
    return "skipped: it was at a smaller size" if missed else ""


def table(lines: Sequence[Line]) -> str:
    """The Markdown table."""
    cold = {line.size: line.run for line in lines if line.name == COLD and line.run}
    right = "| ---: | --- |" + " ---: |" * 8 + " --- | ---: |"
    rows = [_row(line, cold.get(line.size)) for line in lines]
    return "\n".join([f"| {' | '.join(HEADS)} |", right, *rows]) + "\n"


def _row(line: Line, cold: Run | None) -> str:
    size = f"{line.size:,}" + (f" ({line.listings:,} printed)" if line.listings != line.size else "")
    run = line.run
    if run is None:
        cells = [size, line.name, *["–"] * 8, line.reason, "–"]
        return f"| {' | '.join(cells)} |"
    cells = [
        size, line.name, f"{run.wall:.2f}", f"{run.wall / cold.wall:.2f}" if cold else "", f"{run.processor:.2f}",
        f"{run.processor / cold.processor:.2f}" if cold else "", f"{run.largest:.0f}", f"{run.tree:.0f}",
        str(line.pages or ""), f"{line.file_bytes / 1e6:.2f}" if line.file_bytes else "", line.agrees, str(run.runs),
    ]
    return f"| {' | '.join(cells)} |"


def growth(lines: Sequence[Line]) -> list[str]:
    """How each typesetter's cost grows from one size to the next, as sentences."""
    found = []
    for name in dict.fromkeys(line.name for line in lines):
        runs = [(line, line.run) for line in lines if line.name == name and line.run]
        for (small, before), (large, after) in pairwise(runs):
            found.append(
                f"{name}: {large.listings:,} listings cost {after.wall / before.wall:.2f} times the wall time and "
                f"{after.processor / before.processor:.2f} times the processor time of {small.listings:,} "
                f"({large.listings / small.listings:.2f} times as many)"
            )
    return found
