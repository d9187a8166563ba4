"""Workbooks as large as they come, read by this product and by plain readers in one run; and duplicates among five thousand listings."""

from __future__ import annotations

import json
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.bench.alike import WAYS
from tests.bench.cells import READERS
from tests.bench.editions import KEPT, digest_of, guide, remade, sources_of
from tests.bench.measuring import ROOT, Failed, Run, measured, repeated
from tests.bench.workbooks import CASES, Case, made_workbooks

__all__ = ["Reading", "measured_sizes", "sentences", "size_table"]

OURS = "guide read"
_READ = (0, 4, 5)
"""Exit codes of a file that was read, and of one that was refused in a sentence or holds nothing to print."""
_HEADS = ("workbook", "reader", "wall s", "wall ÷ ours", "processor s", "processor ÷ ours", "largest process MB", "filled cells", "runs")
_ALIKE_SECONDS = 10.0
_LISTINGS = 5000


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader on one workbook: what it took, and what it found; ``run`` None: why it was not measured stands in ``found``."""

    case: str
    reader: str
    run: Run | None
    found: str


def measured_sizes(runs: int, only: Sequence[str], say: Callable[[str], None]) -> list[Reading]:
    """Every case by every reader that opens such files. ``only``: parts of cases' names; none for all."""
    folder = made_workbooks(say)
    lines: list[Reading] = []
    for case in CASES:
        if not only or any(part in case.name for part in only):
            say(case.name)
            lines += _case(case, folder / case.file, runs)
    if not only or any(part in "duplicates" for part in only):
        lines += _duplicates(runs, say)
    return lines


def _case(case: Case, file: Path, runs: int) -> list[Reading]:
    mine = _tried(case.name, OURS, lambda: repeated(runs, lambda _: measured([guide(), "read", str(file)], ROOT, _READ)))
    lines = [replace(mine, found=_counted("guide", file)[1] if mine.run else mine.found)]
    return lines + [_peer(case, name, file, runs) for name, (_, kinds) in READERS.items() if name != "guide" and file.suffix in kinds]


def _peer(case: Case, reader: str, file: Path, runs: int) -> Reading:
    counts: list[str] = []

    def once(_: int) -> Run:
        run, found = _counted(reader, file)
        counts.append(found)
        return run

    made = _tried(case.name, reader, lambda: repeated(runs, once))
    return replace(made, found=counts[-1]) if made.run else made


def _counted(reader: str, file: Path) -> tuple[Run, str]:
    """One run of a reader by itself, and how many filled cells it saw."""
    run, found = _told([sys.executable, "-m", "tests.bench.cells", reader, str(file)])
    return run, "refused" if found is None else f"{found:,}"


def _told(command: Sequence[str]) -> tuple[Run, Any]:
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as folder:
        result = Path(folder) / "result.json"
        run = measured([*command, str(result)], ROOT)
        return run, json.loads(result.read_text(encoding="utf-8"))


def _tried(case: str, reader: str, measure: Callable[[], Run]) -> Reading:
    try:
        return Reading(case, reader, measure(), "")
    except Failed as error:
        ended = re.search(r"ended with -?\d+|was stopped, it took too long", str(error))
        return Reading(case, reader, None, f"did not end well: {ended[0] if ended else str(error)[-120:]}")


def _duplicates(runs: int, say: Callable[[str], None]) -> list[Reading]:
    """Listings of the edition of five thousand, compared in every way."""
    sources = sources_of(_LISTINGS, say)
    folder = KEPT / "alike"
    ready = folder / "ready.pickle"

    def make() -> None:
        folder.mkdir(parents=True)
        measured([sys.executable, "-m", "tests.bench.alike", "--ready", str(sources), str(ready)], ROOT)

    remade(folder, digest_of([sources, ROOT / "pipeline", ROOT / "tests" / "bench" / "alike.py"]), make)
    return [_way(way, ready, runs, say) for way in WAYS]


def _way(way: str, ready: Path, runs: int, say: Callable[[str], None]) -> Reading:
    """One way to look for duplicates: its own seconds, the memory of its process whole."""
    say(way)
    told: list[dict[str, Any]] = []

    def once(_: int) -> Run:
        run, found = _told([sys.executable, "-m", "tests.bench.alike", way, str(ready)])
        told.append(found)
        return replace(run, wall=found["wall"], processor=found["processor"])

    made = _tried("duplicates", way, lambda: repeated(runs, once))
    return replace(made, case=f"{told[-1]['rows']:,} rows", found=told[-1]["found"]) if made.run else made


def size_table(lines: Sequence[Reading]) -> str:
    """The Markdown table; ratios are to this product's own row of the same workbook."""
    ours: dict[str, Run] = {}
    for line in lines:
        if line.run and line.reader.startswith("guide"):
            ours.setdefault(line.case, line.run)
    right = "| --- | --- |" + " ---: |" * 7
    return "\n".join([f"| {' | '.join(_HEADS)} |", right, *(_row(line, ours.get(line.case)) for line in lines)]) + "\n"


def _row(line: Reading, ours: Run | None) -> str:
    run = line.run
    if run is None:
        return f"| {' | '.join([line.case, line.reader, *['–'] * 5, line.found, '–'])} |"
    cells = [
        line.case, line.reader, f"{run.wall:.2f}", f"{run.wall / ours.wall:.2f}" if ours else "", f"{run.processor:.2f}",
        f"{run.processor / ours.processor:.2f}" if ours else "", f"{run.largest:.0f}", line.found, str(run.runs),
    ]
    return f"| {' | '.join(cells)} |"


def sentences(lines: Sequence[Reading]) -> list[str]:
    """What was asked of each workbook, and what it took."""
    ours = {line.case: line.run for line in lines if line.reader == OURS and line.run}
    said = []
    for case in CASES:
        run, beside = ours.get(case.name), ours.get(case.beside)
        if run is None or (case.beside and beside is None):
            continue
        seconds, megabytes = (run.wall - beside.wall, run.largest - beside.largest) if beside else (run.wall, run.largest)
        met = "met" if seconds <= case.seconds and megabytes <= case.megabytes else "NOT met"
        more = " more" if beside else ""
        said.append(f"{case.name}: {seconds:.2f} s and {megabytes:.0f} MB{more}; asked are {case.seconds:g} s and {case.megabytes:g} MB{more}: {met}")
    for line in lines:
        if line.reader in WAYS[:2] and line.run:
            met = "met" if line.run.wall <= _ALIKE_SECONDS else "NOT met"
            said.append(f"{line.case}, {line.reader}: {line.run.wall:.2f} s; asked are {_ALIKE_SECONDS:g} s: {met}")
    return said


def command_lines() -> list[str]:
    """How a run is called, for whoever repeats one by hand."""
    file = str((KEPT / "workbooks" / CASES[0].file).relative_to(ROOT))
    told = [shlex.join(["guide", "read", file]), shlex.join(["python", "-m", "tests.bench.cells", list(READERS)[1], file, "RESULT.json"])]
    return [*told, shlex.join(["python", "-m", "tests.bench.alike", WAYS[0], str((KEPT / "alike" / "ready.pickle").relative_to(ROOT)), "RESULT.json"])]
