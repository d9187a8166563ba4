"""What a command takes: several runs, their medians."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LONG", "LONGEST", "Failed", "Run", "environment", "measured", "median", "repeated"]

ROOT = Path(__file__).resolve().parents[2]
LONG = 60.0
"""Seconds after which one run is enough."""
LONGEST = 600.0
"""Seconds that a run may be foreseen to take; beyond that it is skipped. A run that takes half as long again is stopped."""


class Failed(Exception):
    """A command ended badly: its words."""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall and processor seconds of a command with all it started; memory in MB; how many runs this is the median of.

    ``largest``: peak resident memory of its largest process (ru_maxrss). ``tree``: the most that all its processes held at once,
    as sampled proportional set size.
    """

    wall: float
    processor: float
    largest: float
    tree: float
    runs: int = 1


def environment(base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """A user's environment: nothing that keeps Python from writing or reading its bytecode or makes its output unbuffered."""
    return {name: value for name, value in base.items() if not (name.startswith("PYTHON") and name != "PYTHONHOME")}


def measured(command: Sequence[str], folder: Path, good: Sequence[int] = (0,)) -> Run:
    """Run a command in a folder. Raises Failed with the end of what it said where its exit code is not good or it took too long."""
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as name:
        result, said = Path(name) / "result.json", Path(name) / "said.txt"
        runner = [sys.executable, "-S", "-m", "tests.bench.running", str(result), str(LONGEST * 1.5), str(folder), *command]
        with said.open("wb") as out:
            subprocess.run(runner, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=True)
        found = json.loads(result.read_text(encoding="utf-8"))
        code = found.pop("code")
        if code not in good:
            how = "was stopped, it took too long" if code is None else f"ended with {code}"
            raise Failed(f"{' '.join(command)} {how}: {said.read_text(encoding='utf-8', errors='replace')[-1500:]}")
        return Run(**found)


def repeated(runs: int, once: Callable[[int], Run]) -> Run:
    """The medians of so many runs; of one where it takes long."""
    made = [once(0)]
    while len(made) < runs and made[0].wall <= LONG:
        made.append(once(len(made)))
    return median(made)


def median(runs: Sequence[Run]) -> Run:
    """Each measure's own median."""
    wall, processor, largest, tree = (
        statistics.median(getattr(run, name) for run in runs) for name in ("wall", "processor", "largest", "tree")
    )
    return Run(wall, processor, largest, tree, len(runs))
