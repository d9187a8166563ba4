"""What is remembered between runs may save time and nothing else: after any edit the files are those of a first run, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline import stages
from pipeline.desk import Desk
from pipeline.lastrun import LastRun, run_key
from pipeline.memory import Memory
from pipeline.progress import SilentProgress

ROOT = Path(__file__).resolve().parents[2]


def build(sources: Path, folder: Path) -> dict[str, bytes]:
    """Russian and English, in this process; every file written, by its name in ``folder``."""
    desk = Desk(sources, folder)
    outcome = stages.build_edition(desk, ("ru", "en"), None, SilentProgress(), Memory(folder / ".cache"))
    assert not any(made.failed for made in outcome.produced)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in outcome.files}


def edit_cells(sources: Path, file: str, edit: Callable[[str], str], wanted: Callable[[str], bool], most: int = 1) -> None:
    path = sources / file
    workbook = openpyxl.load_workbook(path)
    found = [
        cell for sheet in workbook.worksheets if sheet.sheet_state == "visible" for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, str) and wanted(cell.value)
    ]
    assert found
    for cell in found[:most]:
        cell.value = edit(cell.value)
    workbook.save(path)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def longer_missions(sources: Path) -> None:
    edit_cells(sources, "provinces/75-almaty.xlsx", lambda text: f"{text} Приходите в будни.", lambda text: len(text) > 200, 3)


def renamed_organisation(sources: Path) -> None:
    """Its entry, its index lines and the experts who belong to it."""
    edit_cells(
        sources, "provinces/71-astana.xlsx", lambda text: text.replace("Дом с лампой", "Дом с фонарём"), lambda text: "Дом с лампой" in text
    )


def other_front_matter(sources: Path) -> None:
    append(sources / "front" / "foreword.ru.md", "\nЕщё один абзац.\n")


def other_translations(sources: Path) -> None:
    path = sources / "translations" / "content.en.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" and ", " as well as "), encoding="utf-8")


def other_label(sources: Path) -> None:
    (sources / "translations" / "labels.ru.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Experts"\nmsgstr "Наши эксперты"\n', encoding="utf-8"
    )


def other_print_run(sources: Path) -> None:
    path = sources / "edition.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("print_run = 1000", "print_run = 1500"), encoding="utf-8")


def a_province_less(sources: Path) -> None:
    (sources / "provinces" / "47-mangystau.xlsx").unlink()


EDITS = (longer_missions, renamed_organisation, other_front_matter, other_translations, other_label, other_print_run, a_province_less)


@pytest.mark.slow
def test_after_every_edit_a_remembering_run_writes_what_a_first_run_writes(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(ROOT / "sources", sources)
    before = build(sources, tmp_path / "warm")
    for edit in EDITS:
        edit(sources)
        warm = build(sources, tmp_path / "warm")
        assert warm != before, edit.__name__
        before = warm
    assert build(sources, tmp_path / "cold") == before


@pytest.mark.parametrize("change", [None, other_print_run, "output"])
def test_nothing_to_do_is_told_by_inputs_and_outputs(tmp_path: Path, change: object) -> None:
    sources, folder = tmp_path / "sources", tmp_path / "build"
    shutil.copytree(ROOT / "sources", sources)
    for file in sorted((sources / "provinces").glob("*.xlsx"))[1:]:
        file.unlink()

    def last() -> tuple[LastRun, str]:
        desk = Desk(sources, folder)
        return LastRun(desk, ("ru",), Memory(folder / ".cache")), run_key(desk, ("ru",))

    desk, memory = Desk(sources, folder), Memory(folder / ".cache")
    outcome = stages.build_edition(desk, ("ru",), None, SilentProgress(), memory)
    LastRun(desk, ("ru",), memory).keep(run_key(desk, ("ru",)), stages.summarise(outcome))
    memory.finish()
    if change == "output":
        outcome.files[0].write_bytes(b"trodden on")
    elif callable(change):
        change(sources)
    runs, key = last()
    same = runs.same(key)
    assert (same is None) == (change is not None)
    if same:
        assert (same.languages[0].typeset, same.exit_code) == ({}, int(outcome.exit_code))
        assert sum(same.languages[0].cached.values()) > 50
