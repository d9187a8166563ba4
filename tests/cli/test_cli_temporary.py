"""However a build ends, nothing of it is left in the folder of temporary files."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, environment, guide, make_edition, workbook


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_ends_well_leaves_nothing(tmp_path: Path, jobs: str) -> None:
    sources, temporary = make_edition(tmp_path / "sources", {"a.xlsx": workbook(GOOD_ROWS)}), tmp_path / "temporary"
    temporary.mkdir()
    ran = guide("build", sources, "--build", tmp_path / "build", "--jobs", jobs, TMPDIR=str(temporary))
    assert ran.code == 0, ran.said
    assert left(temporary) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    sources, temporary = make_edition(tmp_path / "sources", {"a.xlsx": workbook(GOOD_ROWS)}), tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "pipeline", "build", str(sources), "--build", str(tmp_path / "build"), "--jobs", "2"]
    running = subprocess.Popen(command, env=environment(TMPDIR=str(temporary)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert wait_until(lambda: any(temporary.rglob("fonts.conf")) or running.poll() is not None)
        assert running.poll() is None
        running.send_signal(how)
        assert running.wait(60) == (130 if how is signal.SIGINT else -how)
    finally:
        running.kill()
        running.wait()
    assert wait_until(lambda: left(temporary) == []), left(temporary)
