"""The bench of workbooks: the same bytes every time, the same cells for every reader, ratios and what was asked."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.doors.workbooks import open_workbook
from pipeline.model.source import SourceFile
from tests.bench import alike, cells, workbooks
from tests.bench.measuring import Run
from tests.bench.sizes import OURS, Reading, sentences, size_table

SMALL = {
    "wide.xlsx": lambda path: workbooks._listed(path, 30, 20, before='<dimension ref="A1:AMJ31"/>', after=workbooks._merges(30, 2)),
    "long.xlsx": lambda path: workbooks._listed(path, 30, 2, comments=workbooks._comments(40, 2, 2)),
    "empty.ods": lambda path: workbooks._ods(path, workbooks._ods_rows(workbooks._listings(30, 2, 1), 5)),
    "scattered.xlsx": lambda path: workbooks._xlsx(path, workbooks._scattered(20), ["Родник"]),
    "long.csv": lambda path: workbooks._csv(path, 30),
}
FILLED = {"wide.xlsx": 20 + 30 * 18, "long.xlsx": 62, "empty.ods": 62, "scattered.xlsx": 20, "long.csv": 62}


@pytest.mark.parametrize("name", sorted(SMALL))
def test_workbooks_are_the_same_every_time_and_every_reader_sees_the_same_cells(name: str, tmp_path: Path) -> None:
    path, again = tmp_path / name, tmp_path / f"again-{name}"
    for place in (path, again):
        SMALL[name](place)
    assert path.read_bytes() == again.read_bytes()
    counted = {reader: count(path) for reader, (count, kinds) in cells.READERS.items() if path.suffix in kinds}
    assert len(counted) >= 2
    assert set(counted.values()) == {FILLED[name]}


def test_comments_and_merges_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    SMALL["long.xlsx"](tmp_path / "long.xlsx")
    book, findings = open_workbook(SourceFile("long.xlsx", (tmp_path / "long.xlsx").read_bytes()))
    assert sum(bool(cell.comment) for cell in book.sheets[0].cells.values()) == 40
    assert not findings
    SMALL["wide.xlsx"](tmp_path / "wide.xlsx")
    book, _ = open_workbook(SourceFile("wide.xlsx", (tmp_path / "wide.xlsx").read_bytes()))
    assert len(book.sheets[0].merges) == 60
    assert b'ref="A1:AMJ31"' in zipfile.ZipFile(tmp_path / "wide.xlsx").read("xl/worksheets/sheet1.xml")


def test_a_reader_that_refuses_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(b"no zip")
    cells.main("python-calamine", str(tmp_path / "a.ods"), str(tmp_path / "result.json"))
    assert json.loads((tmp_path / "result.json").read_text(encoding="utf-8")) is None


def test_duplicates_are_looked_for_in_every_way(tmp_path: Path) -> None:
    ready, result = tmp_path / "ready.pickle", tmp_path / "result.json"
    alike.main("--ready", str(Path(__file__).parents[2] / "sources"), str(ready))
    for way in alike.WAYS:
        alike.main(way, str(ready), str(result))
        found = json.loads(result.read_text(encoding="utf-8"))
        assert found["rows"] > 140
        assert found["found"]


def test_ratios_are_to_our_own_reading_and_what_was_asked_is_told() -> None:
    lines = [
        Reading("5,000 × 20", OURS, Run(3, 3, 120, 100, 3), "90,000"),
        Reading("5,000 × 20", "python-calamine", Run(0.6, 0.6, 50, 40, 3), "90,000"),
        Reading("the same, 50,000 merged ranges", OURS, Run(5.5, 5.4, 140, 120, 3), "90,000"),
        Reading("275,000 × 2", OURS, None, "did not end well: ended with -6"),
        Reading("5,014 rows", alike.WAYS[0], Run(1.5, 1.4, 90, 80, 3), "60 rows joined, 4 questions"),
    ]
    rows = size_table(lines).splitlines()
    assert rows[3] == "| 5,000 × 20 | python-calamine | 0.60 | 0.20 | 0.60 | 0.20 | 50 | 90,000 | 3 |"
    assert rows[5] == "| 275,000 × 2 | guide read | – | – | – | – | – | did not end well: ended with -6 | – |"
    assert len({row.count("|") for row in rows}) == 1
    assert sentences(lines) == [
        "5,000 × 20: 3.00 s and 120 MB; asked are 5 s and 1000 MB: met",
        "the same, 50,000 merged ranges: 2.50 s and 20 MB more; asked are 2 s and 50 MB more: NOT met",
        "5,014 rows, guide, duplicates alone: 1.50 s; asked are 10 s: met",
    ]
