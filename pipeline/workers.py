"""Where calls run that can run apart: in this process, in several on this machine."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

__all__ = ["open_workers", "spare_collection"]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@contextmanager
def open_workers(jobs: int) -> Iterator[Executor | None]:
    """Processes for reading, typesetting and re-reading; none where one job is enough."""
    if jobs <= 1:
        yield None
        return
    executor = _Processes(jobs)
    try:
        yield executor
        executor.shutdown()
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise


def spare_collection() -> None:
    """Let Python's cyclic collector look seldom: a build makes a million values that live to its end, and no cycles to speak of."""
    gc.set_threshold(200_000, 20, 20)


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one answers, and lets the others go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    spare_collection()


class _Processes(Executor):
    """A process pool that is made when the first call comes: a run with nothing to do never needs one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: Executor | None = None

    def submit(self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Future[Result]:
        """Run a call in one of the processes."""
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self._jobs, initializer=_begin)
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
