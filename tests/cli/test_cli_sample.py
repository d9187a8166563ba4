"""guide new DIR --sample N: an edition that checks and builds, or one sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_editions import guide

from pipeline.errors import ExitCode


@pytest.mark.parametrize("listings", [1, 30])
def test_an_invented_edition_is_checked_without_a_blocking_finding(tmp_path: Path, listings: int) -> None:
    folder = tmp_path / "invented"
    made = guide("new", str(folder), "--sample", str(listings))
    assert made.code == ExitCode.GOOD, made.said
    assert f"{folder} holds {listings} invented listing" in made.out
    checked = guide("check", str(folder), "--json")
    assert checked.code == ExitCode.GOOD, checked.said
    assert checked.json["balance"]["holds"]
    assert checked.json["balance"]["printed"] == listings
    assert checked.json["edition"] == f"sample-{listings}"


def test_an_invented_edition_is_built(tmp_path: Path) -> None:
    folder, build = tmp_path / "invented", tmp_path / "build"
    assert guide("new", str(folder), "--sample", "9").code == ExitCode.GOOD
    before = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    built = guide("build", str(folder), "--build", str(build), "--lang", "kk", "--jobs", "1")
    assert built.code == ExitCode.GOOD, built.said
    assert (build / "sample-9" / "kk" / "guide-sample-9-kk.print.pdf").is_file()
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("number", ["0", "-3", "10001", "1.5", "many", "", "٣", "9" * 5000])
def test_a_number_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, number: str) -> None:
    refused = guide("new", str(tmp_path / "none"), f"--sample={number}")
    assert refused.code == ExitCode.USAGE
    assert refused.err.count("\n") == 1
    assert "Give a whole number from 1 to 10000." in refused.err
    assert not (tmp_path / "none").exists()


def test_a_folder_that_holds_something_is_refused_before_anything_is_invented(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    refused = guide("new", str(tmp_path), "--sample", "10000")
    assert refused.code == ExitCode.USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_machines_are_told_what_was_made(tmp_path: Path) -> None:
    made = guide("new", str(tmp_path / "five"), "--sample", "5", "--json")
    assert made.json["listings"] == 5
    assert set(made.json["files"]) == {path.relative_to(tmp_path / "five").as_posix() for path in (tmp_path / "five").rglob("*.*")}
