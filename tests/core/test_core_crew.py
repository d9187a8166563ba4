"""The crew of processes: calls find the hand that knows their trade, and every end of a call is told."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import BrokenExecutor, CancelledError, wait
from pathlib import Path

import pytest

from pipeline.crew import Crew


def _begin() -> None:
    os.environ["GUIDE_CREW"] = "begun"


def _who(_: object = None) -> tuple[int, str]:
    return os.getpid(), os.environ.get("GUIDE_CREW", "")


def _slowly(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def _fail(text: str) -> None:
    raise ValueError(text)


def _lock(_: object) -> object:
    return threading.Lock()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_nothing_is_begun_before_the_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multiprocessing.Process.start", lambda _: pytest.fail("a process was begun"))
    with Crew(2, _begin):
        pass


def test_calls_run_in_processes_of_their_own_that_were_made_ready() -> None:
    with Crew(2, _begin) as crew:
        answers = list(crew.map(_who, range(12)))
    assert {begun for _, begun in answers} == {"begun"}
    assert os.getpid() not in {process for process, _ in answers}


def test_results_come_in_the_order_of_the_calls() -> None:
    with Crew(2, _begin) as crew:
        assert list(crew.map(abs, range(-50, 0))) == list(range(50, 0, -1))


def test_whoever_has_done_such_work_before_gets_it_again() -> None:
    """Though the other hand has waited longer; and what is new to all goes to the one that knows least."""
    with Crew(2, _begin) as crew:
        crew.prepare("setting", _slowly, 0.3)
        crew.prepare("reading", _slowly, 0.0)
        time.sleep(0.6)  # both are idle; the second for longer
        crew._hands[0].trades.add(_who.__module__)
        first = {crew.submit(_who).result()[0] for _ in range(6)}
        assert first == {crew._hands[0].process.pid}
        assert crew.submit(os.getpid).result() == crew._hands[1].process.pid


def test_two_calls_run_at_once() -> None:
    with Crew(2, _begin) as crew:
        calls = [crew.submit(_slowly, 0.5) for _ in range(2)]
        assert len({call.result() for call in calls}) == 2


def test_what_a_call_raises_comes_back() -> None:
    with Crew(2, _begin) as crew:
        with pytest.raises(ValueError, match="no such town"):
            crew.submit(_fail, "no such town").result()
        assert crew.submit(_who).result()[1] == "begun", "the process lives on"


def test_a_result_that_cannot_be_sent_is_an_error_and_no_hang() -> None:
    with Crew(1, _begin) as crew:
        with pytest.raises(Exception, match="pickle"):
            crew.submit(_lock, None).result(timeout=20)
        with pytest.raises(Exception, match="pickle"):
            crew.submit(_who, threading.Lock()).result(timeout=20)
        assert crew.submit(_who).result(timeout=20)[1] == "begun"


def test_a_killed_process_costs_its_call_once_more() -> None:
    with Crew(2, _begin) as crew:
        calls = [crew.submit(_slowly, 0.6) for _ in range(4)]
        killed = crew._hands[0].process.pid
        assert killed
        time.sleep(0.2)
        os.kill(killed, signal.SIGKILL)
        done = [call.result(timeout=20) for call in calls]
        assert killed not in done
        assert len(set(done)) == 1, "the other did all"
        assert {crew.submit(_who).result(timeout=20)[1] for _ in range(8)} == {"begun"}


def test_when_all_are_killed_every_call_is_told() -> None:
    crew = Crew(2, _begin)
    deadly, after = crew.submit(_die), [crew.submit(_slowly, 0.0) for _ in range(3)]
    with pytest.raises(BrokenExecutor):
        deadly.result(timeout=20)
    told = wait(after, timeout=20)
    assert not told.not_done, "done before, or told"
    with pytest.raises(BrokenExecutor):
        crew.submit(_who)
    crew.shutdown()


def test_calls_that_nobody_waits_for_any_more_are_taken_back() -> None:
    crew = Crew(1, _begin)
    running = crew.submit(_slowly, 30.0)
    waiting = [crew.submit(_slowly, 30.0) for _ in range(3)]
    started = time.monotonic()
    crew.shutdown(wait=False, cancel_futures=True)
    for call in waiting:
        with pytest.raises(CancelledError):
            call.result(timeout=20)
    with pytest.raises(BrokenExecutor):
        running.result(timeout=20)
    assert time.monotonic() - started < 20


def test_processes_end_with_the_crew() -> None:
    with Crew(2, _begin) as crew:
        pids = {crew.submit(_slowly, 0.1).result() for _ in range(2)}
        hands = [hand.process for hand in crew._hands]
    for process in hands:
        process.join(timeout=20)
        assert not process.is_alive()
    assert all(not Path(f"/proc/{pid}").exists() or Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z" for pid in pids)
