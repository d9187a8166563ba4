"""A crew of processes on this machine, behind the executor interface: who has done such work before gets it again.

The pool of ``concurrent.futures`` gives a call to whichever process waits longest. Here a process that has loaded what a call needs comes
first: loading the engine takes a quarter of a second, which is an eighth of what a corrected cell may cost. All processes are begun at
once, before the first thread is, so that none is forked from a program with threads.
"""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import tempfile
import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

__all__ = ["Crew", "remove_scratch"]

SCRATCH: Final = "guide-crew-"
"""How the names of folders of a crew's temporary files begin."""
LAST_BREATH: Final = 1.0
"""Seconds that a process has to end once it was told to."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Call:
    """Work that waits: its trade is the module that must be loaded for it."""

    trade: str
    work: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
    future: Future[Any]


class _Gone(Exception):
    """The process has ended before its time."""


class _Hand:
    """One process and the way to it. ``trades``: what it has done before."""

    def __init__(self, begin: Callable[[], None], others: Sequence[Connection], scratch: str) -> None:
        self.way, there = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(there, [*others, self.way], begin, scratch), daemon=True)
        self.process.start()
        there.close()
        self.trades: set[str] = set()
        self.is_idle = True

    def done(self, call: _Call) -> object:
        """What a call gives. Raises what it raises, _Gone where the process has been killed."""
        packed = pickle.dumps(call.work, protocol=5)
        try:
            self.way.send_bytes(packed)
            is_good, result = pickle.loads(self.way.recv_bytes())  # noqa: S301  (from our own process)
        except (EOFError, OSError) as error:
            raise _Gone from error
        if is_good:
            return result
        raise result


def _serve(way: Connection, foreign: Sequence[Connection], begin: Callable[[], None], scratch: str) -> None:
    """Answer calls until nobody can call any more; temporary files lie in ``scratch``, which whoever began this process takes away."""
    tempfile.tempdir = scratch or None
    begin()
    for other in foreign:
        other.close()
    while True:
        try:
            packed = way.recv_bytes()
        except EOFError:
            return
        way.send_bytes(_answer(packed))


def remove_scratch() -> None:
    """In a process of a crew whose first process was killed: take the folder of temporary files away in its place."""
    if tempfile.tempdir and Path(tempfile.tempdir).name.startswith(SCRATCH):
        shutil.rmtree(tempfile.tempdir, ignore_errors=True)


def _answer(packed: bytes) -> bytes:
    """Whether the call went well, and its result or what it raised, pickled."""
    try:
        work, args, named = pickle.loads(packed)  # noqa: S301  (from the program that began us)
        return pickle.dumps((True, work(*args, **named)), protocol=5)
    except Exception as error:
        error.add_note(f"In another process:\n{traceback.format_exc()}")
        try:
            return pickle.dumps((False, error), protocol=5)
        except Exception:
            return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")), protocol=5)


class Crew(Executor):
    """So many processes, begun with the first call: a run with nothing to do never needs one. ``begin`` is run in each.

    Processes end without tidying up after themselves, however they end; their temporary files go with the crew's own folder. A killed
    process costs its call once more; BrokenExecutor is raised where all have been killed.
    """

    def __init__(self, size: int, begin: Callable[[], None]) -> None:
        self._size, self._begin = size, begin
        self._hands: list[_Hand] = []
        self._waiting: deque[_Call] = deque()
        self._lock = threading.Lock()
        self._drivers: ThreadPoolExecutor | None = None
        self._scratch = ""

    @property
    def has_begun(self) -> bool:
        """Whether there has been a call."""
        return self._drivers is not None

    def submit(self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Future[Result]:
        """Run a call in one of the processes."""
        return self._take(_Call(fn.__module__, (fn, args, kwargs), Future()))

    def prepare(self, trade: str, fn: Callable[Arguments, object], /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        """Run a call that makes a process ready for calls of a trade: a module's name."""
        self._take(_Call(trade, (fn, args, kwargs), Future()))

    def _take(self, call: _Call) -> Future[Any]:
        with self._lock:
            if self._drivers and not self._hands:
                raise BrokenExecutor("the processes of the crew ended before their time")
            if self._drivers is None:
                with suppress(OSError):  # where nothing can be written the processes will tell
                    self._scratch = tempfile.mkdtemp(prefix=SCRATCH)
                for _ in range(self._size):
                    self._hands.append(_Hand(self._begin, [hand.way for hand in self._hands], self._scratch))
                self._drivers = ThreadPoolExecutor(self._size)
            self._waiting.append(call)
            self._deal()
        return call.future

    def _deal(self) -> None:
        """Give waiting calls to idle hands, each to the one that knows its trade best."""
        while self._waiting and (idle := [hand for hand in self._hands if hand.is_idle]):
            call = self._waiting.popleft()
            hand = max(idle, key=lambda one: (call.trade in one.trades, -len(one.trades)))
            hand.trades.add(call.trade)
            hand.is_idle = False
            assert self._drivers is not None
            self._drivers.submit(self._drive, hand, call)

    def _drive(self, hand: _Hand, call: _Call) -> None:
        result, error = None, None
        wanted = call.future.running() or call.future.set_running_or_notify_cancel()
        if wanted:
            try:
                result = hand.done(call)
            except _Gone:
                self._lose(hand, call)
                return
            except Exception as raised:
                error = raised
        with self._lock:
            hand.is_idle = True
            with suppress(RuntimeError):  # the crew has gone home meanwhile
                self._deal()
        if error is not None:
            call.future.set_exception(error)
        elif wanted:
            call.future.set_result(result)

    def _lose(self, hand: _Hand, call: _Call) -> None:
        """A process was killed: its call goes to another; where there is none any more, nobody's call is done."""
        with self._lock:
            if hand in self._hands:
                self._hands.remove(hand)
            self._waiting.appendleft(call)
            lost = [] if self._hands else list(self._waiting)
            if lost:
                self._waiting.clear()
            with suppress(RuntimeError):
                self._deal()
        hand.way.close()
        for waiting in lost:
            if waiting.future.running() or waiting.future.set_running_or_notify_cancel():
                waiting.future.set_exception(BrokenExecutor("the processes of the crew ended before their time"))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes go; with ``wait`` False in the middle of whatever they do."""
        with self._lock:
            waiting = list(self._waiting) if cancel_futures or not wait else []
            self._waiting = deque(call for call in self._waiting if call not in waiting)
        for call in waiting:
            call.future.cancel()
        if self._drivers is None:
            return
        hands = list(self._hands)
        if not wait:
            self._hands.clear()  # no call goes from one that is ended to another
            for hand in hands:
                hand.process.terminate()
        self._drivers.shutdown(wait=wait)
        for call in self._waiting:
            call.future.cancel()
        for hand in hands:
            if wait:
                hand.way.close()
            else:
                hand.process.join(LAST_BREATH)  # until then it may still write
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
