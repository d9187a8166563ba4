"""guide build --watch with --keep-pages, as an editor has it open for an evening: one correction after the other."""

from __future__ import annotations

import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_editions import CHECKOUT, GOOD_ROWS, Built, digests, environment, guide, workbook

LONG = "Учим детей плавать в открытой воде и помогаем семьям рыбаков. "
PATIENCE_S = 240
"""The machine may be busy with other things for minutes."""


class Watch:
    """The command while it runs: what it says, line by line."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))

    def said(self, words: str) -> str:
        """The next line with these words."""
        heard: list[str] = []
        while True:
            try:
                heard.append(self._lines.get(timeout=PATIENCE_S))
            except queue.Empty:
                raise AssertionError(f"“{words}” was not said, but: {heard}") from None
            if words in heard[-1]:
                return heard[-1]

    def stop(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=PATIENCE_S)


@contextmanager
def watching(edition: Built, *more: str | Path) -> Iterator[Watch]:
    command = [sys.executable, "-m", "pipeline", "build", edition.sources, "--build", edition.build, "--lang", "ru", "--jobs", "1", "--watch"]
    watch = Watch([*map(str, command), *map(str, more)])
    try:
        yield watch
    finally:
        assert watch.stop() == 0


def correct(edition: Built, mission: str, *added: tuple[str, ...]) -> None:
    """Save the workbook with another mission in its first row, and rows added below."""
    rows = [(*GOOD_ROWS[0][:6], mission), *GOOD_ROWS[1:], *added]
    written = edition.sources.parent / "saved.xlsx"
    written.write_bytes(workbook(rows))
    written.replace(edition.sources / "provinces" / "pavlodar.xlsx")  # at once, as Excel does it: never half a file


def pages_that_differ(line: str) -> int:
    found = re.search(r"(\d+) of \d+ pages differ", line)
    assert found, line
    return int(found[1])


ADDED = ("Новый берег", "Жаңа жаға", "Павлодарская область", "Аксу", "8 (31837) 5-01-02", "", "Чистим берега озёр вместе со школьниками.")


@pytest.mark.parametrize("old", ["beside", "itself"])
def test_corrections_in_a_row_are_told_and_made_as_by_single_builds(again: Built, tmp_path: Path, old: str) -> None:
    """``itself``: against the build that is written over. The pages are those that lay there at first, not those of the round before."""
    before = tmp_path / "before"
    shutil.copytree(again.build, before)
    with watching(again, "--keep-pages", before if old == "beside" else again.build) as watch:
        assert pages_that_differ(watch.said("against the earlier pages")) == 0
        for mission, added in (("Учим детей плавать.", ()), (GOOD_ROWS[0][6], ()), (LONG * 8, ()), (LONG * 3, (ADDED,))):
            correct(again, mission, *added)
            differ = pages_that_differ(watch.said("against the earlier pages"))
            assert (differ > 0) == (mission != GOOD_ROWS[0][6]), mission
            assert "New plates: " in watch.said("New plates")
    single = guide("build", again.sources, "--build", tmp_path / "single", "--lang", "ru", "--jobs", "1", "--keep-pages", before)
    assert single.code == 0, single.said
    assert digests(again.out / "ru") == digests(tmp_path / "single" / "2031" / "ru")


def test_what_would_move_is_refused_and_the_next_correction_is_made(again: Built, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(again.build, before)
    with watching(again, "--keep-pages", before, "--refuse-reflow") as watch:
        watch.said("New plates")
        correct(again, "Учим детей плавать.")
        watch.said("New plates")
        made = digests(again.out)
        correct(again, LONG * 60)
        assert "nothing was written" in watch.said("would move to")
        assert digests(again.out) == made
        correct(again, LONG * 2)
        watch.said("New plates")
        assert digests(again.out) != made
    single = guide(
        "build", again.sources, "--build", tmp_path / "single", "--lang", "ru", "--jobs", "1", "--keep-pages", before, "--refuse-reflow"
    )
    assert single.code == 0, single.said
    assert digests(again.out / "ru") == digests(tmp_path / "single" / "2031" / "ru")


def test_a_source_that_cannot_be_read_is_told_and_the_next_save_is_built(again: Built) -> None:
    with watching(again, "--keep-pages", again.build) as watch:
        watch.said("New plates")
        settings = (again.sources / "edition.toml").read_text("utf-8")
        (again.sources / "edition.toml").write_text("[edition", "utf-8")
        watch.said("edition.toml is not valid TOML")
        (again.sources / "edition.toml").write_text(settings, "utf-8")
        assert pages_that_differ(watch.said("against the earlier pages")) == 0


def test_findings_are_told_once_and_counted_each_time(again: Built) -> None:
    """The output is a pipe: what is not flushed after each round would not be heard."""
    with watching(again) as watch:
        watch.said("errors: 0")
        correct(again, GOOD_ROWS[0][6], ("Без телефона", "", "Павлодарская область", "Павлодар", "8 (7182) 12", "", "Помогаем."))
        wrong = watch.said("8 (7182) 12")
        assert wrong.startswith(("error ", "warning ")), wrong
        counted = watch.said("blocks set")
        correct(again, "Учим детей плавать.", ("Без телефона", "", "Павлодарская область", "Павлодар", "8 (7182) 12", "", "Помогаем."))
        heard: list[str] = []
        while not heard or "blocks set" not in heard[-1]:
            heard.append(watch.said(""))
        assert not any("8 (7182) 12" in line for line in heard), heard
        assert heard[-1].partition("errors:")[2] == counted.partition("errors:")[2]
