"""guide strings merge and import end at each single step of their writing, as a killed program does: nothing is lost, and the next run is right."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.errors import ExitCode
from tests.cli.cli_editions import GOOD_ROWS, make_edition, workbook

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SWIMMING = GOOD_ROWS[0][6].replace("  ", " ")
EDITED = [(*GOOD_ROWS[0][:6], "Учим детей грести."), *GOOD_ROWS[1:]]


def die_before(step: int, folder: Path) -> None:
    """In a child: it ends before the step of that number that changes anything in the folder; what it has not written to a file is lost."""
    done = iter(range(1 << 30))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        changes = event in ("os.rename", "os.remove", "os.chmod") or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING)
        if changes and str(arguments[0]).startswith(str(folder)) and next(done) == step:
            os._exit(9)

    sys.addaudithook(hook)


def killed(step: int, folder: Path, arguments: list[str]) -> int:
    """How the command ended; 9: it was killed before its step of that number."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        die_before(step, folder)
        try:
            os._exit(int(cli.main(arguments)))
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def edition(place: Path) -> tuple[Path, list[str]]:
    sources = make_edition(place / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    where = ["--sources", str(sources), "--build", str(place / "build")]
    assert cli.main(["strings", "merge", *where]) == ExitCode.GOOD
    catalogue = sources / "translations/content.kk.po"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace(f'msgid "{SWIMMING}"\nmsgstr ""', f'msgid "{SWIMMING}"\nmsgstr "Жүзуге үйретеміз."'), "utf-8")
    for old in (sources / "translations").glob(".*"):
        old.unlink()
    return sources, where


def lying(sources: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (sources / "translations").iterdir()}


def deaths(sources: Path, run: list[str]) -> Iterator[tuple[dict[str, bytes], dict[str, bytes]]]:
    """What lies there after each death, and after the next run that comes to its end; the last one is of a run that nobody killed."""
    kept = sources.parent / "kept"
    shutil.copytree(sources, kept)
    for step in range(100):
        ended = killed(step, sources / "translations", run)
        left = lying(sources)
        assert ended in (9, ExitCode.GOOD)
        assert cli.main(run) == ExitCode.GOOD
        yield left, lying(sources)
        if ended == ExitCode.GOOD:
            assert step >= 4 * 2, "it was killed at no step of its writing"  # four steps a file: opened, given its mode, renamed, looked after
            return
        shutil.rmtree(sources)
        shutil.copytree(kept, sources)
    raise AssertionError("it writes without end")


@pytest.mark.slow
def test_a_merge_that_is_killed_loses_nothing_and_the_next_one_is_right(tmp_path: Path) -> None:
    sources, where = edition(tmp_path)
    (sources / "provinces/pavlodar.xlsx").write_bytes(workbook(EDITED))
    before = lying(sources)
    states = list(deaths(sources, ["strings", "merge", *where]))
    clean = states[-1][1]
    for left, after in states:
        for name in clean.keys() & left.keys():
            assert left[name] in (before.get(name), clean[name])
        assert "Жүзуге үйретеміз." in left["content.kk.po"].decode()
        assert after == clean  # the backup of a killed run is that of the next one, and no draft is left
    assert b"#, fuzzy" in clean["content.kk.po"]
    assert any("memory.tmx" in left and left["content.kk.po"] == before["content.kk.po"] for left, _ in states), "killed between the two"


@pytest.mark.slow
def test_an_import_that_is_killed_loses_nothing_and_the_next_one_is_right(tmp_path: Path) -> None:
    sources, where = edition(tmp_path)
    back = tmp_path / "back.po"
    back.write_text((sources / "translations/content.kk.po").read_text("utf-8").replace('msgstr ""\n\nmsgctxt', 'msgstr "Орман."\n\nmsgctxt'), "utf-8")
    before = lying(sources)
    states = list(deaths(sources, ["strings", "import", str(back), *where, "--lang", "kk"]))
    clean = states[-1][1]
    assert clean["content.kk.po"] != before["content.kk.po"]
    for left, after in states:
        assert left["content.kk.po"] in (before["content.kk.po"], clean["content.kk.po"])
        assert after == clean
