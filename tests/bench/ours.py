"""The product's own runs: cold, after one changed cell, with nothing to do, inside --watch; and its make-up alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from tests.bench import trees
from tests.bench.editions import GOOD, Edition, Skipped, change_one_cell, guide, knows, proof_of
from tests.bench.measuring import LONGEST, ROOT, Failed, Run, environment, measured, repeated

__all__ = ["KINDS", "Product", "Watching", "made_up", "making_up"]

SECONDS = re.compile(r"\d[.,]?\d*\s*(?:s|sec|seconds)\b")
"""How a line of --watch tells the time a rebuild took."""

RESTING = 0.05
"""Processor seconds in a second below which a command that waits for changes is taken to rest."""


class Product:
    """One edition in a working folder of its own; every kind of run leaves a sound build for the next."""

    def __init__(self, edition: Edition, folder: Path, runs: int) -> None:
        self.edition, self.runs = edition, runs
        self.sources, self.build = folder / "sources", folder / "build"
        self.correction = ""
        """Words that the changed cell adds to the body."""
        self._steps = count()

    @property
    def command(self) -> list[str]:
        return [guide(), "build", str(self.sources), "--build", str(self.build), "--lang", self.edition.lang]

    def _bytes(self) -> list[bytes]:
        """The PDFs of the last run. Raises Failed where it left none."""
        try:
            folder = proof_of(self.build, self.edition.lang).parent
        except FileNotFoundError as error:
            raise Failed(f"the run before left no book: {error}") from error
        return [path.read_bytes() for path in sorted(folder.glob("*.pdf"))]

    def _correct(self) -> None:
        self.correction = change_one_cell(self.sources, next(self._steps))

    def cold(self) -> Run:
        """A fresh copy of the edition and no build folder at all."""

        def once(_: int) -> Run:
            shutil.rmtree(self.build, ignore_errors=True)
            shutil.rmtree(self.sources, ignore_errors=True)
            shutil.copytree(self.edition.sources, self.sources)
            self.correction = ""
            return measured(self.command, self.sources.parent, GOOD)

        return repeated(self.runs, once)

    def changed(self) -> Run:
        """After one changed cell. Raises Failed where the book does not show the change."""

        def once(_: int) -> Run:
            before = self._bytes()
            self._correct()
            run = measured(self.command, self.sources.parent, GOOD)
            if self._bytes() == before:
                raise Failed("one cell was changed, and the book is as it was")
            return run

        return repeated(self.runs, once)

    def unchanged(self) -> Run:
        """With nothing to do. Raises Failed where the book changes nevertheless."""
        before = self._bytes()
        run = repeated(self.runs, lambda _: measured(self.command, self.sources.parent, GOOD))
        if self._bytes() != before:
            raise Failed("nothing was changed, and the book is another")
        return run

    def watched(self) -> Run:
        """Inside --watch: from the moment a workbook with one changed cell is in its place to the line that names the time."""
        if not knows("build", "--watch"):
            raise Skipped("this guide has no --watch yet")
        watching = Watching([*self.command, "--watch", "--ui-lang", "en"], self.build, self.edition.lang)
        try:
            watching.settle()
            return repeated(self.runs, lambda _: watching.rebuild(self._correct))
        finally:
            watching.close()


KINDS: dict[str, tuple[str, Callable[[Product], Run]]] = {
    "cold": ("guide, cold", Product.cold),
    "cell": ("guide, one changed cell", Product.changed),
    "nothing": ("guide, nothing to do", Product.unchanged),
    "watch": ("guide --watch, one changed cell", Product.watched),
}
"""In the order they must run: each finds the build of the one before."""


def making_up(edition: Edition, result: str = "RESULT.json") -> list[str]:
    """The command that makes an edition's book up and does nothing else."""
    return [sys.executable, "-m", "tests.bench.making_up", str(edition.set_book), result]


def made_up(edition: Edition, runs: int) -> Run:
    """Make-up alone: its own seconds, the memory of its process whole. Raises Failed where the pages are not the finished book's."""

    def once(_: int) -> Run:
        with tempfile.TemporaryDirectory(prefix="guide-bench-") as folder:
            result = Path(folder) / "result.json"
            run = measured(making_up(edition, str(result)), ROOT)
            found = json.loads(result.read_text(encoding="utf-8"))
        if not found["same"]:
            raise Failed("make-up alone put something where it does not stand in the finished book")
        return replace(run, wall=found["wall"], processor=found["processor"])

    return repeated(runs, once)


class Watching:
    """A command that goes on running at a terminal, as its user has it; its lines are kept with the moment they came."""

    def __init__(self, command: list[str], build: Path, lang: str) -> None:
        self._build, self._lang = build, lang
        self._terminal, theirs = os.openpty()
        self._child = subprocess.Popen(command, env=environment(), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self._lines: list[tuple[float, str]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        """Linux ends a terminal whose last program is gone with an error."""
        with suppress(OSError), os.fdopen(self._terminal, "rb") as terminal:
            for line in terminal:
                self._lines.append((time.monotonic(), line.decode(errors="replace")))

    def _spent(self) -> float:
        return sum(trees.processor_seconds(pid) for pid in trees.members(self._child.pid))

    def _alive(self, deadline: float) -> None:
        if self._child.poll() is not None or time.monotonic() > deadline:
            said = "".join(line for _, line in self._lines)[-1500:]
            raise Failed(f"guide build --watch {'ended' if self._child.poll() is not None else 'did not rebuild'}: {said}")

    def settle(self) -> None:
        """Wait until the first build is done: the book is there and the command rests for a second."""
        deadline = time.monotonic() + LONGEST
        spent = -1.0
        while not list(self._build.glob(f"*/{self._lang}/*.proof.pdf")) or self._spent() - spent > RESTING:
            self._alive(deadline)
            spent = self._spent()
            time.sleep(1)

    def rebuild(self, change: Callable[[], object]) -> Run:
        """One change and what it took. Raises Failed where no rebuild follows within ten minutes."""
        proof = proof_of(self._build, self._lang)
        before, heard = proof.stat().st_mtime_ns, len(self._lines)
        change()
        started, spent = time.monotonic(), self._spent()
        sampler = trees.Sampler(self._child.pid, with_root=True)
        sampler.start()
        try:
            while not (named := [came for came, line in self._lines[heard:] if SECONDS.search(line)]):
                self._alive(started + LONGEST)
                time.sleep(0.002)
        finally:
            sampler.stop()
        if proof.stat().st_mtime_ns == before:
            raise Failed("guide build --watch told a time, and the book is as it was")
        largest = max(_peak_mb(pid) for pid in trees.members(self._child.pid))
        return Run(named[0] - started, self._spent() - spent, largest, sampler.peak_kb / 1024)

    def close(self) -> None:
        """Interrupt it as its user would."""
        trees.end([self._child.pid], signal.SIGINT)
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            trees.end(trees.members(self._child.pid))
            self._child.wait()
        self._reader.join(5)


def _peak_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)
