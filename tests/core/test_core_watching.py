"""When a change is built: at once where a file was put in its place whole, else when nobody writes any more."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from pipeline.commands import watching
from pipeline.desk import Stamps, stamps


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name in ("edition.toml", "ids.toml", "75.csv", "19.csv"):
        (tmp_path / name).write_text(f"{name}\n")
    return tmp_path


def look(sources: Path) -> Stamps:
    return stamps(sources, sources / "no-designs")


def put_in_place(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}")
    aside.write_text(text)
    aside.replace(path)


def test_a_file_that_was_renamed_into_its_place_is_whole(sources: Path) -> None:
    before = look(sources)
    put_in_place(sources / "75.csv", "another\n")
    assert look(sources) != before
    assert look(sources).is_whole_since(before)


@pytest.mark.parametrize("change", ["written", "new", "gone", "own", "both"])
def test_what_may_still_be_written_is_not_whole(sources: Path, change: str) -> None:
    before = look(sources)
    if change in ("written", "both"):
        (sources / "75.csv").write_text("half of it")
    if change == "new":
        (sources / "23.csv").write_text("new")
    if change == "gone":
        (sources / "19.csv").unlink()
    if change == "own":
        (sources / "ids.toml").write_text("by somebody else, longer")
    if change == "both":
        put_in_place(sources / "19.csv", "another\n")
    assert look(sources) != before
    assert not look(sources).is_whole_since(before)


def _waited(sources: Path, before: Stamps) -> float:
    begun = time.monotonic()
    watching._wait(sources, before)
    return time.monotonic() - begun


def test_a_renamed_file_is_built_at_once(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SETTLED", 30.0)
    before = stamps(sources, watching.resource_folder("layouts"))
    put_in_place(sources / "75.csv", "another\n")
    assert _waited(sources, before) < 15


def test_a_file_under_the_pen_is_waited_for(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SETTLED", 0.4)
    before = stamps(sources, watching.resource_folder("layouts"))
    written: list[float] = []

    def write() -> None:
        with (sources / "75.csv").open("a") as out:
            for _ in range(8):
                out.write("a line more\n")
                out.flush()
                time.sleep(0.1)
        written.append(time.monotonic())

    pen = threading.Thread(target=write)
    pen.start()
    watching._wait(sources, before)
    done = time.monotonic()
    pen.join()
    assert done >= written[0]
