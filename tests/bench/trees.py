"""A process with all that it started, as /proc shows it: memory and processor time. Linux only."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["Sampler", "end", "members", "memory_kb", "processor_seconds"]

TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 0.02
SHARE = 10
"""The sampler rests at least so many times as long as looking kept it busy, so that it takes no more than a tenth of a core."""


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat after the name: state, parent, ... Raises OSError where the process is gone."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def members(root: int) -> list[int]:
    """Everything that descends from a process, itself first. Orphans count where the root adopts them (running.py does)."""
    children: dict[int, list[int]] = {}
    with os.scandir("/proc") as entries:
        everyone = [int(entry.name) for entry in entries if entry.name.isdigit()]
    for pid in everyone:
        with suppress(OSError, IndexError):
            children.setdefault(int(_stat(pid)[1]), []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def memory_kb(pid: int) -> int:
    """Proportional set size: shared pages are divided among those who share them. 0 where the process is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def processor_seconds(pid: int) -> float:
    """User and system time of a process and of those it has waited for, in seconds."""
    with suppress(OSError):
        return sum(int(ticks) for ticks in _stat(pid)[11:15]) / TICKS
    return 0.0


def end(pids: list[int], signum: int = signal.SIGKILL) -> None:
    """Send a signal to processes; those that are gone are none the worse."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signum)


class Sampler(threading.Thread):
    """Looks at a tree's memory again and again; `peak_kb` is the most it saw at once, the root left out unless `with_root`."""

    def __init__(self, root: int, *, with_root: bool, deadline: float = float("inf")) -> None:
        super().__init__(daemon=True)
        self.peak_kb, self.ran_out = 0, False
        self._root, self._first, self._deadline = root, 0 if with_root else 1, deadline
        self._done = threading.Event()

    def run(self) -> None:
        looked = 0.0
        while not self._done.wait(max(PAUSE, looked * SHARE)):
            started, busy = time.monotonic(), time.thread_time()
            tree = members(self._root)[self._first :]
            self.peak_kb = max(self.peak_kb, sum(memory_kb(pid) for pid in tree))
            looked = time.thread_time() - busy
            if started > self._deadline:
                self.ran_out = True
                end(tree)

    def stop(self) -> None:
        self._done.set()
        self.join()
