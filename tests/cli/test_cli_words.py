"""What a person sees: the language chosen, progress on terminals only, --json alone on stdout, a report that no locale changes."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_editions import CHECKOUT, GOOD_ROWS, Built, digests, environment, guide

from pipeline import cli
from pipeline.errors import ExitCode
from pipeline.model.message import msg
from pipeline.wording import say

MISSING = msg("The folder {folder} does not exist.", folder="nowhere")
KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def said_by_check(arguments: list[str], locale: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["check", "nowhere", *arguments]) == ExitCode.UNREADABLE
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "locale", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "kk_KZ.UTF-8"}, "kk"),
        ([], {"LC_ALL": "ru_KZ.UTF-8", "LANG": "kk_KZ.UTF-8"}, "ru"),
        (["--ui-lang", "kk"], {"LANG": "ru_RU.UTF-8"}, "kk"),
        (["--ui-lang=en"], {"LANG": "ru_RU.UTF-8"}, "en"),
    ],
)
def test_messages_come_in_the_language_of_the_option_or_else_of_the_locale(
    arguments: list[str], locale: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(MISSING, lang) in said_by_check(arguments, locale, monkeypatch, capsys)


def test_the_three_languages_say_it_in_three_ways() -> None:
    english, russian, kazakh = (say(MISSING, lang) for lang in ("en", "ru", "kk"))
    assert not CYRILLIC.search(english)
    assert CYRILLIC.search(russian)
    assert not KAZAKH_LETTERS.search(russian)
    assert KAZAKH_LETTERS.search(kazakh)


def test_help_is_worded_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help", "--ui-lang", "ru"])
    assert ended.value.code == 0
    assert CYRILLIC.search(capsys.readouterr().out)


def test_the_report_is_in_the_staffs_language_whatever_the_locale(built: Built) -> None:
    assert built.ran.code == ExitCode.GOOD, built.ran.said
    assert KAZAKH_LETTERS.search(built.ran.out), "the run itself spoke Kazakh, as its locale asked"
    page = (built.out / "report.html").read_text("utf-8")
    assert '<html lang="ru">' in page
    heading = say(msg("Where every row went"), "ru")
    assert CYRILLIC.search(heading)
    assert heading in page


def test_another_folder_locale_and_number_of_processes_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    other = tmp_path / "other"
    ran = guide("build", built.sources, "--build", other, "--jobs", "2", "--ui-lang", "en", LANG="ru_RU.UTF-8", TZ="Pacific/Apia")
    assert ran.code == ExitCode.GOOD
    assert digests(other) == digests(built.build)


def test_a_pipe_gets_no_progress_and_the_result_stands_on_stdout(built: Built) -> None:
    assert built.ran.err == ""
    assert "\x1b" not in built.ran.out
    assert "guide-2031-ru.print.pdf" in built.ran.out


def test_json_stands_alone_on_stdout(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(built.sources), "--json", "--ui-lang", "ru"]) == ExitCode.GOOD
    said = capsys.readouterr()
    result = json.loads(said.out)
    assert said.err == ""
    assert result["exit_code"] == 0
    assert result["balance"]["printed"] == len(GOOD_ROWS)


def test_json_of_a_failure_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "nowhere", "--json", "--ui-lang", "en"]) == ExitCode.UNREADABLE
    result = json.loads(capsys.readouterr().out)
    assert result["exit_code"] == ExitCode.UNREADABLE
    assert result["error"] == say(MISSING, "en")
    assert result["hint"]


class Terminal:
    """The command on a terminal of its own; ``shown`` is everything it drew so far."""

    def __init__(self, *arguments: str | Path) -> None:
        self.master, worker = pty.openpty()
        command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
        env = environment(TERM="xterm")
        self.running = subprocess.Popen(command, stdout=worker, stderr=worker, stdin=worker, env=env, cwd=CHECKOUT, start_new_session=True)
        os.close(worker)
        self.shown = ""

    def draw_until(self, reached: Callable[[str], bool], seconds: float = 60) -> bool:
        """Read what is drawn until a condition holds (True) or the command ends (False)."""
        end = time.monotonic() + seconds
        while not reached(self.shown) and time.monotonic() < end:
            ready, _, _ = select.select([self.master], [], [], 0.2)
            if not ready:
                continue
            try:
                drawn = os.read(self.master, 65536)
            except OSError:
                return reached(self.shown)
            if not drawn:
                return reached(self.shown)
            self.shown += drawn.decode("utf-8", "replace")
        return reached(self.shown)

    def interrupt(self) -> None:
        """Ctrl-C: the signal goes to the whole foreground group, worker processes too."""
        os.killpg(self.running.pid, signal.SIGINT)

    def end(self) -> int:
        self.draw_until(lambda _: False)
        os.close(self.master)
        return self.running.wait(30)


def test_a_terminal_sees_progress_which_is_gone_at_the_end(built: Built) -> None:
    terminal = Terminal("check", built.sources)
    assert terminal.end() == ExitCode.GOOD
    assert "Reading workbooks" in terminal.shown
    left = [line.rpartition("\x1b[K")[2] for line in terminal.shown.split("\n")]
    assert not any("Reading workbooks" in line for line in left)
    assert any("3 rows read" in line for line in left)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_the_previous_output_whole(jobs: str, again: Built) -> None:
    before = digests(again.build)
    terminal = Terminal("build", again.sources, "--build", again.build, "--jobs", jobs, "--no-cache")
    assert terminal.draw_until(lambda shown: "Setting the pages" in shown), terminal.shown
    terminal.interrupt()
    assert terminal.end() == ExitCode.INTERRUPTED
    assert "Interrupted; the output is whole, as the previous run or this one left it." in terminal.shown
    assert "Traceback" not in terminal.shown
    assert digests(again.build) == before
