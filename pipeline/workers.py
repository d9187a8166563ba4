"""Where calls run that can run apart: in this process, in several on this machine, or on a cluster of machines."""

from __future__ import annotations

import gc
import multiprocessing
import os
import platform
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from pipeline import __version__
from pipeline.crew import Crew, remove_scratch
from pipeline.desk import read_file
from pipeline.doors import engine
from pipeline.memory import code_digest
from pipeline.stock import load_faces

__all__ = ["LOCAL", "open_workers", "place_of", "spare_collection", "worker_facts"]

LOCAL = "local"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def place_of(wanted: str) -> str:
    """``--executor`` as given: "" for this machine, HOST:PORT for a cluster's scheduler. Raises UsageError."""
    if wanted == LOCAL:
        return ""
    from pipeline.doors.cluster import scheduler_address

    return scheduler_address(wanted)


@contextmanager
def open_workers(jobs: int, scheduler: str = "") -> Iterator[Executor | None]:
    """Where to read, typeset and re-read: ``jobs`` processes here, none where one is enough, or a cluster's ``scheduler`` at HOST:PORT.

    Either is opened by its first call, which raises MissingTool where the cluster cannot be joined.
    """
    if jobs <= 1 and not scheduler:
        yield None
        return
    executor = _Later(partial(_join, scheduler)) if scheduler else Crew(jobs, _begin)
    try:
        yield executor
        executor.shutdown()
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise


def _join(scheduler: str) -> Executor:
    """Join a cluster, and give its workers the files that calls name by their paths: faces and dictionaries."""
    from pipeline.doors import cluster
    from pipeline.localise import own_dictionaries

    paths = [*(face.location for face in load_faces()), *map(str, own_dictionaries().values())]
    return cluster.connect(scheduler, {path: read_file(Path(path)) for path in paths}, worker_facts)


def worker_facts() -> tuple[tuple[str, str], ...]:
    """All that the bytes of a call's result depend on beside the call: asked here and on every worker."""
    own, python = f"{__version__} ({code_digest()})", ".".join(platform.python_version_tuple()[:2])
    return (("guide-pipeline", own), *engine.engine_versions(), ("Python", python))


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one answers, and lets the others go.

    Where the first one is killed by force it lets nobody go: whoever it started then ends by itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # what makes cycles calls the collector itself (doors.engine.layout)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        remove_scratch()
        os._exit(1)


def spare_collection() -> None:
    """Let Python's cyclic collector look seldom: a build makes a million values that live to its end, and no cycles to speak of."""
    gc.set_threshold(1_000_000, 20, 20)


class _Later(Executor):
    """An executor that is opened when the first call comes: a run with nothing to do starts no process and joins no cluster."""

    def __init__(self, open_it: Callable[[], Executor]) -> None:
        self._open = open_it
        self._opened: Executor | None = None

    def submit(self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Future[Result]:
        """Run a call apart. Raises MissingTool where the cluster cannot be joined."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes go, or leave the cluster."""
        if self._opened is not None:
            self._opened.shutdown(wait=wait, cancel_futures=cancel_futures)
