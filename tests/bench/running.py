"""Runs one command and writes down what it took: python -S -m tests.bench.running RESULT.json SECONDS FOLDER COMMAND...

A process of its own with few imports: what a child had before it became the command counts as its memory. It adopts orphans, so
that a browser's zygote is waited for and its processor time counted. Linux only.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.bench import trees

PR_SET_CHILD_SUBREAPER = 36
LINGERING = 5.0
"""Seconds that what the command left behind may take to end by itself."""


def main(result: str, seconds: float, folder: str, command: list[str]) -> None:
    """Run, wait for every descendant, write the result. ``seconds``: the longest it may take."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _become(command, folder)
    sampler = trees.Sampler(os.getpid(), with_root=False, deadline=started + seconds)
    sampler.start()
    status = 0
    while True:
        pid, ended = os.wait()
        if pid == child:
            wall, status = time.monotonic() - started, ended
            break
    sampler.stop()
    _wait_for_the_rest()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    Path(result).write_text(
        json.dumps(
            {
                "wall": wall,
                "processor": usage.ru_utime + usage.ru_stime,
                "largest": usage.ru_maxrss / 1024,
                "tree": sampler.peak_kb / 1024,
                "code": None if sampler.ran_out else os.waitstatus_to_exitcode(status),
            }
        ),
        encoding="utf-8",
    )


def _become(command: list[str], folder: str) -> None:
    try:
        os.chdir(folder)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
        os._exit(127)


def _wait_for_the_rest() -> None:
    deadline = time.monotonic() + LINGERING
    with suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                if time.monotonic() > deadline:
                    trees.end(trees.members(os.getpid())[1:])
                time.sleep(0.01)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3], sys.argv[4:])
