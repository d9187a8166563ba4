"""The workbook in LibreOffice: saved in its own forms, as a text table and back, every text and key is as it was."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from test_strings_round_trip import ODD
from translators import Filled, content, export, known, sent, taken

from pipeline.doors.workbooks import open_workbook
from pipeline.model.source import SourceFile
from pipeline.strings.reading_workbook import read_workbook

TEXTS = [one for one in ODD if "_x0041_" not in one[1]]
"""Without what only a .xlsx can hold: our door reads _x0041_ in any file as the letter that Excel means by it."""
OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: translators' workbooks were not tried in it")]
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
"""UTF-8, commas, of the second sheet."""


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    wanted, catalogue = content(*TEXTS, ("ngo-0009/name", "Без перевода"))
    filled = Filled(sent("xlsx", export(wanted, catalogue)))
    filled.put("ngo-0009/name", "target", "Жаңа аударма")
    (folder / "a.xlsx").write_bytes(filled.content)
    env = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    for source, kind, out in (("a.xlsx", "ods", "there"), ("there/a.ods", "xlsx", "back"), ("a.xlsx", CSV, "csv")):
        command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", str(folder / out), str(folder / source)]
        ended = subprocess.run(command, check=False, capture_output=True, timeout=600, env=env)
        assert ended.returncode == 0, ended.stderr.decode()
    return folder


@pytest.mark.parametrize("pattern", ["there/a.ods", "back/a.xlsx", "csv/a*.csv"])
def test_nothing_is_lost(pattern: str, converted: Path) -> None:
    wanted, catalogue = content(*TEXTS, ("ngo-0009/name", "Без перевода"))
    path = next(iter(converted.glob(pattern)))
    workbook, _ = open_workbook(SourceFile(path.name, path.read_bytes()))
    arrival = read_workbook(workbook, known(wanted))
    made = taken(arrival, wanted, catalogue)
    assert (made.findings, made.counts["same"], made.counts["added"]) == ([], len(TEXTS), 1)
    assert [unit.target for unit in made.catalogue.units] == [*(target for _, _, target in TEXTS), "Жаңа аударма"]
    assert (arrival.lang, arrival.edition) == ("kk", "2031")


def test_it_shows_the_list_and_keeps_what_is_locked(converted: Path) -> None:
    with zipfile.ZipFile(converted / "there/a.ods") as parts:
        content = parts.read("content.xml").decode()
    lists = re.findall(r'<table:content-validation [^>]*table:condition="of:cell-content-is-in-list\(&quot;x&quot;\)"[^>]*>', content)
    sheets = re.findall(r"<table:table [^>]*>", content)
    assert len(lists) == 1
    assert 'display-list="none"' not in lists[0]
    assert len(sheets) == 2
    assert all('table:protected="true"' in sheet for sheet in sheets)
    names = {style: "none" in protect for style, protect in re.findall(r'<style:style style:name="(ce\d+)"[^>]*>.*?style:cell-protect="([a-z -]+)"', content, re.DOTALL)}
    assert any(names.values())
