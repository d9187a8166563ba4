"""PDFs made to do harm, more than eighty kinds: each by a function that gives its bytes."""

from __future__ import annotations

import json
import resource
import time
from contextlib import suppress
from pathlib import Path

import hostile_operators
import hostile_resources
import hostile_structure
from hostile_book import HOSTILE

__all__ = ["HOSTILE", "KINDS"]

KINDS = (hostile_operators, hostile_resources, hostile_structure)


def main() -> None:
    """Check each of them and say on a line what came of it; at the end the most memory that was taken."""
    from pipeline.errors import Unreadable
    from pipeline.preflight import load_order, preflight

    order = load_order("house")
    for name, make in HOSTILE.items():
        content, begun = make(), time.process_time()
        try:
            made = preflight(content, name, order)
            told = sorted({f"{one.id}/{one.code}" for one in made.findings})
        except Unreadable as refused:
            told = [str(refused)]
        print(json.dumps([name, round(time.process_time() - begun, 1), told]), flush=True)
    print(json.dumps(["memory", most_memory() >> 10, []]))


def most_memory() -> int:
    """Kilobytes that this program has taken at most; where the system tells only of the process, with what began it."""
    with suppress(OSError):
        told = Path("/proc/self/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
