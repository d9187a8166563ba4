"""guide status: what a build would do and which line of which key has changed; it writes nothing and loads little."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_editions import CHECKOUT, GOOD_ROWS, Built, environment, guide, make_edition, workbook

from pipeline import cli, due, keys, lastrun, outputs
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.memory import Memory

Status = Callable[..., dict[str, Any]]
CHANGED = workbook([(*GOOD_ROWS[0][:6], "Учим детей плавать."), *GOOD_ROWS[1:]])


@pytest.fixture
def state(again: Built, capsys: pytest.CaptureFixture[str]) -> Status:
    """A copy of the built edition, built once more where it lies now, and its status as JSON; nothing in it may have changed after that."""
    assert cli.main(["build", str(again.sources), "--build", str(again.build), "--jobs", "1"]) == ExitCode.GOOD
    capsys.readouterr()

    def status(*more: str) -> dict[str, Any]:
        before = everything(again.build)
        assert cli.main(["status", str(again.sources), "--build", str(again.build), "--json", "--ui-lang", "en", *more]) == ExitCode.GOOD
        assert everything(again.build) == before, "status writes nothing"
        return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]

    return status


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")) if path.is_file()}


def sentences(status: dict[str, Any]) -> list[str]:
    return [reason["sentence"] for reason in status["reasons"]]


def test_with_nothing_changed_nothing_is_due(state: Status) -> None:
    found = state()
    assert (found["up_to_date"], found["built"], found["reasons"]) == (True, True, [])
    assert found["rebuild"] == {"workbooks": [], "entries": {}, "languages": []}


def test_a_changed_workbook_is_named_and_is_all_that_is_read_again(state: Status, again: Built) -> None:
    shutil.copy(again.sources / "provinces" / "pavlodar.xlsx", again.sources / "provinces" / "other.xlsx")
    (again.sources / "provinces" / "pavlodar.xlsx").write_bytes(CHANGED)
    found = state()
    assert sentences(found) == ["provinces/pavlodar.xlsx was changed.", "provinces/other.xlsx is new."]
    assert found["rebuild"] == {
        "workbooks": ["provinces/other.xlsx", "provinces/pavlodar.xlsx"], "entries": {"kk": "changed", "ru": "changed"}, "languages": ["kk", "ru"],
    }
    lines = found["reasons"][0]["lines"]
    assert [line["key"] for line in lines] == ["run", "workbook provinces/pavlodar.xlsx"]
    assert lines[1]["old"].startswith("workbook provinces/pavlodar.xlsx ")
    assert lines[1]["old"] != lines[1]["new"]


def test_a_workbook_that_is_gone_is_named(state: Status, again: Built) -> None:
    (again.sources / "provinces" / "pavlodar.xlsx").rename(again.sources / "provinces" / "renamed.xlsx")
    assert sentences(state()) == ["provinces/pavlodar.xlsx is gone.", "provinces/renamed.xlsx is new."]


def test_a_translation_concerns_the_entries_of_its_language(state: Status, again: Built) -> None:
    (again.sources / "translations").mkdir(exist_ok=True)
    (again.sources / "translations" / "content.kk.po").write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n')
    found = state()
    assert found["rebuild"] == {"workbooks": [], "entries": {"kk": "changed", "ru": "none"}, "languages": ["kk", "ru"]}
    assert [line["key"] for reason in found["reasons"] for line in reason["lines"]] == ["run", "translations kk"]


def test_a_setting_that_says_the_same_makes_no_entry_anew(state: Status, again: Built) -> None:
    path = again.sources / "edition.toml"
    path.write_text(path.read_text("utf-8") + "\n# checked on Monday\n", "utf-8")
    found = state()
    assert found["rebuild"]["entries"] == {"kk": "none", "ru": "none"}
    path.write_text(path.read_text("utf-8").replace("2031-02-03", "2031-02-04"), "utf-8")
    found = state()
    assert found["rebuild"]["entries"] == {"kk": "all", "ru": "all"}
    assert sentences(found) == ["edition.toml was changed."]


@pytest.mark.parametrize(
    ("module", "name", "value", "sentence"),
    [
        (lastrun, "design_digest", lambda: "0123", "The design was changed."),
        (lastrun, "fonts_digest", lambda: "0123", "The fonts were changed."),
        (lastrun, "code_digest", lambda: "0123", "The program was changed."),
        (lastrun.engine, "engine_versions", lambda: (("pango-1.0", "9.99.9"),), "Pango 9.99.9 instead of "),
    ],
)
def test_what_is_not_the_editions_own_is_said_too(
    module: object, name: str, value: object, sentence: str, state: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, value)
    if name == "code_digest":
        monkeypatch.setattr(keys, name, value)
    found = state()
    assert any(said.startswith(sentence) for said in sentences(found)), sentences(found)
    if name == "code_digest":
        assert found["rebuild"]["entries"] == {"kk": "all", "ru": "all"}
        assert found["rebuild"]["workbooks"] == ["provinces/pavlodar.xlsx"]
        assert {line["key"] for line in found["reasons"][0]["lines"]} == {
            "run", "settings", "ids", "workbook provinces/pavlodar.xlsx", "translations kk", "translations ru", "entries kk", "entries ru",
        }


def test_outputs_that_are_not_as_they_were_left_are_named(state: Status, again: Built) -> None:
    (again.out / "report.html").write_text("edited by hand", "utf-8")
    (again.out / "ru" / "guide-2031-ru.proof.pdf").unlink()
    found = state()
    assert {Path(path).name for path in found["spoilt_outputs"]} == {"report.html", "guide-2031-ru.proof.pdf"}
    assert found["rebuild"]["languages"] == ["kk", "ru"]


def test_other_languages_and_a_fresh_folder_have_no_last_run(state: Status, again: Built, tmp_path: Path) -> None:
    found = state("--lang", "ru")
    assert (found["built"], found["rebuild"]["languages"], found["rebuild"]["workbooks"]) == (False, ["ru"], [])
    fresh = what(again.sources, tmp_path / "fresh")
    assert (fresh.built, fresh.workbooks, fresh.reasons) == (False, ("provinces/pavlodar.xlsx",), ())
    assert not (tmp_path / "fresh").exists()


def what(sources: Path, build: Path) -> due.Due:
    return due.what_is_due(Desk(sources, build), (), Memory(build / ".cache"))


def test_a_run_that_was_cut_off_in_writing_is_told_and_the_next_does_the_rest(state: Status, again: Built) -> None:
    (again.build / outputs.WRITING).mkdir()
    (again.build / outputs.WRITING / "journal").write_text("[]")
    assert state()["cut_off"]
    assert guide("build", again.sources, "--build", again.build, "--jobs", "1").code == 0
    assert state()["up_to_date"]


def test_a_person_is_told_in_sentences_and_with_why_the_lines(state: Status, again: Built, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["status", str(again.sources), "--build", str(again.build), "--ui-lang", "en"]
    assert cli.main(arguments) == ExitCode.GOOD
    assert capsys.readouterr().out == "Nothing is to be done: the outputs are those of these sources.\n"
    (again.sources / "provinces" / "pavlodar.xlsx").write_bytes(CHANGED)
    cli.main(arguments)
    assert capsys.readouterr().out.splitlines() == [
        "provinces/pavlodar.xlsx was changed.", "guide build would do this:", "  read 1 workbook again: provinces/pavlodar.xlsx",
        "  make the entries anew that change: kk, ru", "  make up and write the books: kk, ru",
    ]
    cli.main([*arguments, "--why"])
    out = capsys.readouterr().out
    assert "\n    it decides: whether there is anything to do, the rows of provinces/pavlodar.xlsx\n" in out
    assert not re.search("[0-9a-f]{12}", out), "a digest tells a person nothing"


def test_what_the_program_wrote_itself_is_not_told_as_changed(tmp_path: Path) -> None:
    """The first build allots ids and writes ids.toml after it has read it."""
    sources = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)})
    assert guide("build", sources, "--build", tmp_path / "build", "--jobs", "1").code == ExitCode.GOOD
    (sources / "provinces" / "pavlodar.xlsx").write_bytes(CHANGED)
    said = guide("status", sources, "--build", tmp_path / "build", "--why").out
    assert "provinces/pavlodar.xlsx was changed." in said
    assert "ids.toml" not in said


def test_a_folder_that_is_no_edition_is_code_4(tmp_path: Path) -> None:
    assert guide("status", tmp_path / "nowhere").code == ExitCode.UNREADABLE
    (tmp_path / "empty").mkdir()
    assert guide("status", tmp_path / "empty").code == ExitCode.UNREADABLE


def test_no_engine_reader_or_template_is_loaded(again: Built) -> None:
    program = (
        "import sys; from pipeline import cli; cli.main(sys.argv[1:]);"
        "print(sorted({'pipeline.doors.engine.layout', 'weasyprint', 'openpyxl', 'jinja2', 'pikepdf', 'pypdfium2', 'babel', 'phonenumbers'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", program, "status", str(again.sources), "--build", str(again.build)]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
