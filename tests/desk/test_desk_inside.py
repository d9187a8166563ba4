"""An edition that is built inside its own folder: what was made is none of its sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk import Desk
from pipeline.outputs import holds_outputs


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name in ("provinces/a.xlsx", "build/2027/report.json", "build/2027/kk/guide-2027-kk.proof.pdf", "build/2027/strings/kk.strings.xlsx", "build/b.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_outputs_among_the_sources_are_not_read_and_not_told(sources: Path) -> None:
    desk = Desk(sources, sources / "build")
    assert (desk.workbook_names(), desk.other_documents()) == (["build/b.xlsx", "provinces/a.xlsx"], [])


def test_a_folder_that_is_not_that_of_the_outputs_is_read_whatever_lies_in_it(sources: Path) -> None:
    desk = Desk(sources, sources / "elsewhere")
    assert "build/2027/strings/kk.strings.xlsx" in desk.workbook_names()


def test_a_folder_that_may_not_be_opened_is_no_folder_of_outputs(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "closed", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    assert not holds_outputs(sources / "build" / "2027", sources / "build")
