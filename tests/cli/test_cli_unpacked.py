"""How much a workbook may hold is a setting, of an edition and of guide read; and settings are files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, HEADER, guide, make_edition, workbook

LONG = ("Долгий рассказ", "", "Павлодарская область", "Павлодар", "8 (7182) 55-09-10", "", "Пишем летопись края. " * 1400)


@pytest.fixture(scope="module")
def large() -> bytes:
    """A list whose cells hold two megabytes."""
    return ";".join(HEADER).encode() + b"\n" + "".join(";".join(LONG) + "\n" for _ in range(40)).encode()


def test_guide_read_takes_the_limit_as_an_option(large: bytes, tmp_path: Path) -> None:
    file = tmp_path / "pavlodar.csv"
    file.write_bytes(large)
    assert guide("read", file, "--json").json["balance"]["records"] == 40
    refused = guide("read", file, "--unpacked-mb", 1, "--ui-lang", "en")
    assert refused.code == 4, refused.said
    assert "at most 1 MB are read" in refused.said
    assert guide("read", file, "--json", "--unpacked-mb", 3).json["balance"]["records"] == 40


def test_an_edition_sets_it_for_all_its_workbooks(large: bytes, tmp_path: Path) -> None:
    sources = make_edition(tmp_path / "sources", {"pavlodar.csv": large, "small.xlsx": workbook(GOOD_ROWS)})
    assert guide("check", sources, "--json").json["balance"]["not_read"]["files"] == []
    settings = sources / "edition.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[reading]\nunpacked_mb = 1\n", "utf-8")
    checked = guide("check", sources, "--ui-lang", "en")
    assert checked.code == 4, checked.said
    assert "pavlodar.csv" in checked.said
    assert "unpacked_mb = " in checked.said
    assert "small.xlsx: " not in checked.said


@pytest.mark.parametrize("name", ["decisions.toml", "mapping.toml", "ids.toml", "edition.toml"])
def test_a_pipe_in_the_place_of_a_setting_is_told_and_not_waited_for(name: str, tmp_path: Path) -> None:
    sources = make_edition(tmp_path / "sources", {"small.xlsx": workbook(GOOD_ROWS)})
    (sources / name).unlink(missing_ok=True)
    os.mkfifo(sources / name)
    checked = guide("check", sources, "--ui-lang", "en")
    assert checked.code == 4, checked.said
    assert f"{name} is no file but a pipe or a device." in checked.said
