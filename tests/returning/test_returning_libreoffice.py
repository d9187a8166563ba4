"""What LibreOffice makes of a copy: it opens, converts and comes back with nothing lost that we live by."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from excel_rules import new_faults
from rich_books import line, mark, marked, rich_book

from pipeline import ingest
from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.patching import marked_copy, write_plain
from pipeline.model.returned import Gravity, MarkedBook
from pipeline.model.source import SourceFile

OFFICE = shutil.which("soffice")
KEY = json.dumps({"rule": "SRC-330", "field": "emails", "wrote": "a@maiI.example", "proposed": "a@mail.example"})
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: copies were not tried in it")


def convert(source: Path, kind: str, out: Path) -> None:
    """Converted as by its user: without the empty fontconfig that the engine puts into this process, LibreOffice needs fonts."""
    command = [str(OFFICE), f"-env:UserInstallation=file://{source.parent}/profile", "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    ended = subprocess.run(command, check=False, capture_output=True, timeout=600, env=env)
    assert ended.returncode == 0, f"LibreOffice ended with {ended.returncode}: {ended.stdout.decode()} {ended.stderr.decode()}"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A copy with an answer in it, converted by LibreOffice to its own form and back, and to PDF."""
    folder = tmp_path_factory.mktemp("office")
    lines = (line("D2", key=KEY, stands="a@maiI.example", answer="да – печатать так"), line("C3"))
    (folder / "copy.xlsx").write_bytes(marked_copy(rich_book(), marked(mark(2, 3, Gravity.MUST), mark(2, 2), mark(3, 3), lines=lines)))
    for source, kind, out in (("copy.xlsx", "ods", "there"), ("copy.xlsx", "xls", "there"), ("copy.xlsx", "pdf", "there"), ("there/copy.ods", "xlsx", "back"),
                              ("copy.xlsx", "xlsx", "again")):
        convert(folder / source, kind, folder / out)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("*/copy.*")}


def records(content: bytes, name: str) -> list[object]:
    rows = ingest.read_source(SourceFile(name, content))[1]
    return [(row.ref.cell, {field: [value.text for value in values] for field, values in row.values.items()}) for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["again/copy.xlsx", "there/copy.ods", "there/copy.xls", "back/copy.xlsx"])
def test_a_copy_that_went_through_it_reads_as_the_original_and_keeps_the_answer(converted: dict[str, bytes], name: str) -> None:
    content = converted[name]
    reading, _, findings = ingest.read_source(SourceFile(Path(name).name, content))
    assert records(content, Path(name).name) == records(rich_book(), "a.xlsx")
    assert [(answer.rule, answer.wrote, answer.prints) for answer in reading.answers] == [("SRC-330", "a@maiI.example", "a@mail.example")]
    assert next(finding.before for finding in findings if finding.code == "comment") == "Проверено в мае"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["again/copy.xlsx", "back/copy.xlsx"])
def test_marks_come_off_again_after_it(converted: dict[str, bytes], name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(converted[name], MarkedBook())))
    assert book.sheetnames == ["Введение", "НПО", "Прочее"]
    sheet = book["НПО"]
    assert sheet["C2"].fill.patternType is None
    assert sheet["C2"].comment is None
    assert sheet["C3"].fill.fgColor.rgb == "FFCCFFCC"
    assert sheet["B2"].comment.text.strip() == "Проверено в мае"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["there/copy.ods", "there/copy.xls"])
def test_a_copy_made_anew_keeps_widths(converted: dict[str, bytes], name: str) -> None:
    workbook, _ = open_workbook(SourceFile(name, converted[name]))
    plain = openpyxl.load_workbook(io.BytesIO(write_plain(workbook).content))["НПО"]
    assert plain.column_dimensions["A"].width == pytest.approx(41.5, abs=1)
    assert plain.column_dimensions["B"].width == pytest.approx(8.43, abs=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["again/copy.xlsx", "back/copy.xlsx"])
def test_a_copy_of_what_it_wrote_is_as_sound_as_that(converted: dict[str, bytes], name: str) -> None:
    again = marked_copy(converted[name], marked(mark(2, 3, Gravity.MUST), mark(2, 8), mark(9, 1), lines=(line("C2"),)))
    assert list(new_faults(converted[name], again)) == []


@pytest.mark.slow
def test_it_prints(converted: dict[str, bytes]) -> None:
    assert converted["there/copy.pdf"].startswith(b"%PDF")
