"""A build of three entries is killed somewhere; what lies in its folder then, and what the next run makes of it.

Where the build stands is read from the progress line that it draws on a terminal. All that is chosen (step, delay, signal, processes,
cold or with a cache) comes from the kill's number; how far the build has come after that delay is the machine's doing, and the log says it.
"""

from __future__ import annotations

import os
import pty
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import outputs
from tests.cli.cli_editions import CHECKOUT, GOOD_ROWS, digests, environment, make_edition, workbook
from tests.kills.stepping import step_until

STEPS: Final = {
    "reading": ("Reading workbooks", 0.05),
    "typesetting": ("Setting the pages", 0.3),
    "making up": ("Making up the pages", 0.04),
    "writing PDFs": ("Writing the PDFs", 0.03),
    "re-reading": ("Re-reading the PDFs", 0.08),
    "writing files": ("Writing the files", 1.0),
}
"""Stage -> how its progress line begins, and within how many seconds of it the signal is sent; for the files by system calls, see below."""
ORDER: Final = (
    "writing files", "reading", "typesetting", "writing files", "making up", "writing PDFs", "re-reading", "writing files", "typesetting",
    "making up",
)
_PROGRESS: Final = re.compile("|".join(line for line, _ in STEPS.values()))
_STAGE_OF: Final = {line: stage for stage, (line, _) in STEPS.items()}


@dataclass(frozen=True, slots=True)
class Kill:
    """One killed build. ``stage``: the last step it told of; ``writing``: how far it was with its files, by what lay in their folder.

    ``left``: the edition that lay there, "old" or "new", once the journal, where there was one, was carried out.
    """

    number: int
    signal: str
    stage: str
    writing: str
    left: str
    cold: bool
    jobs: int
    seconds: float

    def __str__(self) -> str:
        where = f"{self.stage}{': ' if self.writing else ''}{self.writing}"
        cache = "no cache" if self.cold else "cache"
        return f"{self.number:4} {self.signal:7} {self.jobs} proc. {cache:8} {self.seconds:5.2f} s  left {self.left}  {where}"


PREPARING, PLACING, CLEARING = "files being prepared", "files being put in place", "what is left being cleared"


class Rig:
    """An edition of three entries in two versions, what a clean build makes of either, and a folder where builds are killed."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.env = environment(TERM="xterm", PYTHONPYCACHEPREFIX=str(place.absolute() / "compiled"))
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)
        self.books = [workbook(GOOD_ROWS), workbook([(*GOOD_ROWS[0][:6], "Учим детей плавать."), *GOOD_ROWS[1:]])]
        self.sources = make_edition(place / "sources", {"pavlodar.xlsx": self.books[0]}, languages=("ru",))
        self.build = place / "build"
        self.version = 0
        self.clean: list[dict[str, str]] = []
        for version in range(2):
            self.choose(version)
            folder = place / f"clean-{version}"
            assert self.guide("build", self.sources, "--build", folder, "--jobs", "1", "--no-cache") == 0
            self.clean.append(digests(folder))
        assert self.clean[0].keys() == self.clean[1].keys()
        assert all(self.clean[0][name] != self.clean[1][name] for name in self.clean[0] if name.endswith(".pdf"))
        self.build_again()

    def choose(self, version: int) -> None:
        """Staff saves the workbook in its other version."""
        (self.sources / "provinces" / "pavlodar.xlsx").write_bytes(self.books[version])
        self.version = version

    def guide(self, *arguments: str | Path) -> int:
        command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
        return subprocess.run(command, cwd=CHECKOUT, env=self.env, stdout=subprocess.DEVNULL, timeout=300).returncode

    def build_again(self) -> None:
        """The next run: it must end well and leave what a clean build leaves, and nothing else."""
        assert self.guide("build", self.sources, "--build", self.build, "--jobs", "1") == 0
        assert digests(self.build) == self.clean[self.version], "the next run's bytes are not those of a clean build"

    def kill(self, number: int) -> Kill:
        """Change a cell, build, kill; look at what lies there; build to the end. Raises AssertionError where anything is wrong."""
        chance = random.Random(number)
        stage = ORDER[number % len(ORDER)]
        delay = chance.uniform(0, STEPS[stage][1])
        how = signal.SIGINT if chance.random() < 0.3 else signal.SIGKILL
        cold, jobs = stage == "typesetting" and chance.random() < 0.5, chance.choice((1, 1, 2))
        old = self.version
        self.choose(1 - old)
        if cold:
            shutil.rmtree(self.build / ".cache")
        started = time.monotonic()
        reached = self._killed(stage, delay, how, jobs)
        prepared, decided = (self.build / outputs.WRITING).exists(), outputs.is_torn(self.build)
        left = self._look(self.clean[old], self.clean[1 - old])
        writing = (PLACING if decided else PREPARING if left == "old" else CLEARING) if prepared else ""
        killed = Kill(number, how.name, reached, writing, left, cold, jobs, time.monotonic() - started)
        self.build_again()
        return killed

    def _look(self, old: dict[str, str], new: dict[str, str]) -> str:
        """Every file is the old one or the new one, and all are of one run, be it once the journal is carried out."""
        found = digests(self.build)
        lying = {name: digest for name, digest in found.items() if outputs.WRITING not in name}
        assert all(digest in (old[name], new[name]) for name, digest in lying.items()), "a half-written file"
        if not outputs.is_torn(self.build):
            assert lying in (old, new), "files of two runs, and no journal"
        outputs.settle(self.build)
        settled = digests(self.build)
        assert settled in (old, new), "files of two runs"
        return "old" if settled == old else "new"

    def _killed(self, stage: str, delay: float, how: signal.Signals, jobs: int) -> str:
        """The step it had told of last."""
        master, worker = pty.openpty()
        command = [sys.executable, "-m", "pipeline", "build", str(self.sources), "--build", str(self.build), "--jobs", str(jobs)]
        running = subprocess.Popen(
            command, stdout=worker, stderr=worker, stdin=worker, env=self.env, cwd=CHECKOUT, start_new_session=True
        )
        os.close(worker)
        shown = _drawn_until(master, STEPS[stage][0])
        sent = False
        if stage == "writing files":
            sent = self._kill_among_files(running, delay, how)
        else:
            time.sleep(delay)
        if running.poll() is None and not sent:
            # By force the first process alone; Ctrl-C goes to all that stand in the terminal's foreground.
            os.kill(running.pid, how) if how is signal.SIGKILL else os.killpg(running.pid, how)
        shown += _drawn_until(master, "")
        os.close(master)
        assert running.wait(60) in (-how, 130, 0), shown
        _wait_for_nobody(running.pid)
        steps = _PROGRESS.findall(shown)
        return _STAGE_OF[steps[-1]] if steps else "starting"

    def _kill_among_files(self, running: subprocess.Popen[bytes], chance: float, how: signal.Signals) -> bool:
        """Step to where the first file is being prepared, or in half of all cases to where the journal is there; then some calls on."""
        half, share = divmod(chance * 2, 1)
        sign, calls = (self.build / outputs.WRITING / "journal", 14) if half else (self.build / outputs.WRITING, 80)
        try:
            return step_until(running.pid, sign.exists, int(share * 2 * calls), how)
        except PermissionError:
            return False  # no stepping here: it is killed at once


def _drawn_until(master: int, line: str) -> str:
    """What is drawn until a line appears, or until the end."""
    shown = ""
    while not line or line not in shown:
        if not select.select([master], [], [], 120)[0]:
            break
        try:
            drawn = os.read(master, 65536)
        except OSError:
            break
        if not drawn:
            break
        shown += drawn.decode("utf-8", "replace")
    return shown


def _wait_for_nobody(group: int) -> None:
    """Processes whose first one was killed end by themselves."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("a killed build left a process behind")


def run(place: Path, numbers: Sequence[int]) -> list[Kill]:
    """So many kills, one after the other, in a folder of their own."""
    rig = Rig(place)
    return [rig.kill(number) for number in numbers]


def within_writing(kills: Sequence[Kill]) -> int:
    """How many fell between the first prepared file and the last one in its place."""
    return sum(kill.writing in (PREPARING, PLACING) for kill in kills)


def log(kills: Sequence[Kill]) -> str:
    """One line a kill, then how many fell into each stage."""
    lines = [str(kill) for kill in sorted(kills, key=lambda kill: kill.number)]
    lines += ["", f"{len(kills)} kills, by the last step told:"]
    for stage in ("starting", *STEPS):
        within = [kill for kill in kills if kill.stage == stage]
        left = ", ".join(f"{sum(kill.left == which for kill in within)} left the {which} edition" for which in ("old", "new"))
        lines.append(f"{stage:14} {len(within):4}  {left}")
    lines += [f"  {phase:26} {sum(kill.writing == phase for kill in kills):4}" for phase in (PREPARING, PLACING, CLEARING)]
    return "\n".join(lines)
