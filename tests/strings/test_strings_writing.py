"""Catalogues go over catalogues: whole, what they were before beside them, and never over what somebody saved meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.commands.strings.writing import write_over
from pipeline.desk import Desk
from pipeline.errors import Unwritable

NAME = "translations/content.kk.po"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "translations").mkdir()
    (tmp_path / NAME).write_bytes("\ufeffбұрынғы\r\n".encode())
    return Desk(tmp_path, tmp_path / "build")


def test_what_was_there_before_stays_byte_by_byte(desk: Desk) -> None:
    before = (desk.sources / NAME).read_bytes()
    (backup,) = write_over(desk, {NAME: (desk.text(NAME), "жаңа"), "translations/labels.kk.po": ("", "жаңа")})
    assert ((desk.sources / backup).read_bytes(), (desk.sources / NAME).read_text("utf-8")) == (before, "жаңа")
    assert Path(backup).name.startswith("."), "no source of the edition"


def test_a_file_that_somebody_saved_meanwhile_is_not_written_over(desk: Desk) -> None:
    read = desk.text(NAME)
    (desk.sources / NAME).write_text("біреу сақтады", "utf-8")
    (desk.sources / "translations/labels.kk.po").write_text("бұл да", "utf-8")
    for made in ({NAME: (read, "жаңа")}, {"translations/labels.kk.po": ("", "жаңа")}, {NAME: (read, "жаңа"), "other.po": ("", "жаңа")}):
        with pytest.raises(Unwritable, match="was changed while this command was at work"):
            write_over(desk, made)
    assert sorted(path.name for path in desk.sources.rglob("*") if path.is_file()) == ["content.kk.po", "labels.kk.po"]
    assert (desk.sources / NAME).read_text("utf-8") == "біреу сақтады"


def test_what_the_program_alone_writes_has_no_backup(desk: Desk) -> None:
    """It would keep what was taken out of it for good reason."""
    assert write_over(desk, {NAME: (desk.text(NAME), "жаңа")}, own=[NAME]) == []
    assert [path.name for path in (desk.sources / "translations").iterdir()] == ["content.kk.po"]
