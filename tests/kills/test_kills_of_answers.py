"""Commands that write beside the build are stopped among their files: what lies there is the old or the new one, whole, and the next run is right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from pipeline import copies_folder, outputs
from pipeline.cli import main
from tests.cli.cli_editions import CHECKOUT, GOOD_ROWS, digests, environment, make_edition, workbook
from tests.kills.stepping import can_step, step_until

ASKED = ("Алый парус", "Қызыл желкен", "Павлодарская область", "Аксу", "8 (7183) 55-07-09", "sail@gmial.com", "Строим лодки.")
DECIDED = '# наши решения\n[[value]]\nrule = "SRC-330"\nfield = "emails"\nwrote = "x@gmial.com"\nprint = ""\nby = "А. Сейітова"\non = 2031-01-01\n'


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return make_edition(tmp_path / "e", {"list.xlsx": workbook([*GOOD_ROWS, ASKED])})


@pytest.fixture(scope="module", autouse=True)
def _stepping() -> None:
    if not can_step():
        pytest.skip("this system lets nobody step through a program")


def stopped(arguments: list[str | Path], reached: Callable[[], bool], calls: int, how: signal.Signals) -> str:
    """Run the command to where ``reached`` holds and some calls further, then stop it; what it said."""
    running = subprocess.Popen([sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=CHECKOUT, env=environment(),
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    step_until(running.pid, reached, calls, how)
    said = running.communicate(timeout=60)[0].decode()
    assert running.returncode in (-how, 130, 0), said
    assert "Traceback" not in said
    return said


def lying(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in digests(folder).items() if outputs.WRITING not in name}


@pytest.mark.slow
def test_a_killed_return_leaves_whole_copies_and_the_next_one_is_right(edition: Path) -> None:
    place, mail = edition.parent, edition.parent / "mail"
    assert main(["return", str(edition), "--out", str(mail)]) == 0
    old = digests(mail)
    (edition / "provinces" / "list.xlsx").write_bytes(workbook(GOOD_ROWS))
    assert main(["return", str(edition), "--out", str(place / "clean")]) == 0
    new = digests(place / "clean")
    calls = random.Random(int(signal.SIGKILL)).randint(0, 14)
    stopped(["return", edition, "--out", mail], (mail / outputs.WRITING / "journal").exists, calls, signal.SIGKILL)
    assert all(digest in (old[name], new[name]) for name, digest in lying(mail).items())
    assert main(["return", str(edition), "--out", str(mail)]) == 0
    assert digests(mail) == new


@pytest.mark.slow
def test_killed_while_it_takes_answers_the_decisions_are_the_old_or_the_new_ones(edition: Path) -> None:
    questions, decisions = edition.parent / "q.xlsx", edition / "decisions.toml"
    decisions.write_text(DECIDED, "utf-8")
    assert main(["questions", str(edition), "--out", str(questions)]) == 0
    book = openpyxl.load_workbook(questions)
    [row] = [cell.row for cell in book.worksheets[0]["E"] if cell.value == "sail@gmial.com"]
    book.worksheets[0].cell(row, 7).value = "да – печатать так"
    book.save(questions)

    def is_drafted() -> bool:
        return any(path.name.startswith(".decisions.toml.") and path.suffix != ".bak" for path in edition.iterdir())

    taking = ["questions", edition, "--take", questions, "--by", "Б. Оспанов"]
    stopped(taking, is_drafted, random.Random(int(signal.SIGTERM)).randint(0, 30), signal.SIGTERM)
    assert decisions.read_text("utf-8").startswith(DECIDED)
    assert main([str(part) for part in taking]) == 0
    assert decisions.read_text("utf-8").count("sail@gmial.com") == 1


@pytest.mark.slow
def test_killed_while_it_maps_the_mapping_is_whole_or_not_there(edition: Path) -> None:
    mapping, taking = edition / "mapping.toml", ["map", edition / "provinces" / "list.xlsx", "--set", "A=name", "--accept"]

    def is_drafted() -> bool:
        return any(path.name.startswith(".mapping.toml.") for path in edition.iterdir())

    stopped(taking, is_drafted, random.Random(int(signal.SIGINT)).randint(0, 20), signal.SIGINT)
    left = mapping.read_text("utf-8") if mapping.exists() else ""
    assert main([str(part) for part in taking]) == 0
    assert left in ("", mapping.read_text("utf-8"))


def _die_after_one_file() -> None:
    """In a child: it ends when the first of its files is in place, as a killed program does."""

    def carry_out(folder: Path, steps: Iterable[outputs._Step]) -> None:
        for step in steps:
            (folder / outputs.WRITING / step.prepared).replace(folder / step.target)
            os._exit(9)

    outputs._carry_out = carry_out


def test_copies_that_a_killed_run_had_yet_to_put_in_place_are_nobodys_work(tmp_path: Path) -> None:
    copies_folder.put_copies(tmp_path, {"a.xlsx": b"one", "b.xlsx": b"one"}, whole=True)
    killed = os.fork()
    if not killed:
        try:
            _die_after_one_file()
            copies_folder.put_copies(tmp_path, {"a.xlsx": b"two", "b.xlsx": b"two"}, whole=True)
        finally:
            os._exit(1)
    os.waitpid(killed, 0)
    assert outputs.is_torn(tmp_path)
    copies_folder.put_copies(tmp_path, {"a.xlsx": b"three", "b.xlsx": b"three"}, whole=True)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes() == b"three"
