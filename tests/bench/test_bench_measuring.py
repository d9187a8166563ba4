"""The bench's own arithmetic, and that its measures are true of commands whose cost is known."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from tests.bench.editions import Edition, change_one_cell
from tests.bench.measuring import Failed, Run, environment, measured, median, repeated
from tests.bench.ours import Product, Watching
from tests.bench.table import MAKEUP, Line, foreseen, growth, table, verdict
from tests.bench.typesetters import Absent, fitting

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the measures are read from /proc")


def run(wall: float) -> Run:
    return Run(wall, wall * 2, wall * 10, wall * 20)


def lines(*walls: float, name: str = "typst") -> list[Line]:
    return [Line(size, size, name, run(wall)) for size, wall in zip((144, 1000, 5000), walls, strict=False)]


def test_each_measure_has_its_own_median() -> None:
    assert median([Run(1, 9, 2, 3), Run(2, 8, 4, 1), Run(3, 7, 6, 2)]) == Run(2, 8, 4, 2, 3)


def test_what_takes_more_than_a_minute_runs_once() -> None:
    assert repeated(3, lambda step: run(step + 1.0)) == Run(2, 4, 20, 40, 3)
    assert repeated(3, lambda step: run(61.0)).runs == 1


def test_what_would_take_more_than_ten_minutes_is_skipped_and_so_is_what_was_skipped_before() -> None:
    assert foreseen("typst", 5000, lines(20, 150)) == 750
    assert verdict("typst", 5000, lines(20, 150)) == "skipped: 750 s foreseen, more than 600"
    assert verdict("typst", 1000, lines(20)) == ""
    assert verdict("typst", 144, []) == ""
    skipped = [Line(1000, 1000, "typst", reason="skipped: 700 s foreseen, more than 600")]
    assert verdict("typst", 5000, skipped).startswith("skipped")


def test_ratios_are_to_our_cold_run_of_the_same_size() -> None:
    rows = table([*lines(2, 10, name="guide, cold"), *lines(1, 20)]).splitlines()
    assert rows[3].startswith("| 1,000 | guide, cold | 10.00 | 1.00 | 20.00 | 1.00 | 100 | 200 |")
    assert rows[4].startswith("| 144 | typst | 1.00 | 0.50 | 2.00 | 0.50 |")
    assert rows[5].startswith("| 1,000 | typst | 20.00 | 2.00 |")
    assert len({row.count("|") for row in rows}) == 1


def test_an_absent_peer_is_named_with_its_reason() -> None:
    row = table([Line(144, 196, "chromium", reason="absent: no chromium")]).splitlines()[-1]
    assert row.startswith("| 144 (196 printed) | chromium | – |")
    assert "absent: no chromium" in row


def test_growth_is_told_from_size_to_size() -> None:
    assert [sentence.split(":")[0] for sentence in growth([*lines(6, 11, 41, name="guide, cold"), *lines(0.1, 0.4, 1.5, name=MAKEUP)])] == [
        "guide, cold", "guide, cold", MAKEUP, MAKEUP,
    ]
    assert growth(lines(1, 5, 20)) == [
        "typst: 1,000 listings cost 5.00 times the wall time and 5.00 times the processor time of 144 (6.94 times as many)",
        "typst: 5,000 listings cost 4.00 times the wall time and 4.00 times the processor time of 1,000 (5.00 times as many)",
    ]


def test_the_environment_keeps_python_from_nothing() -> None:
    assert environment({"PATH": "/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}) == {"PATH": "/bin"}


@pytest.mark.parametrize(("node", "release"), [("v18.19.0", "9.7.1"), ("v20.20.2", "10.6.0"), ("v22.11.0", "10.6.0"), ("v22.12.0", "11.3.3")])
def test_the_newest_vivliostyle_that_node_runs_is_taken(node: str, release: str) -> None:
    assert fitting(node) == release


def test_no_vivliostyle_runs_on_an_old_node() -> None:
    with pytest.raises(Absent):
        fitting("v16.0.0")


@linux
def test_wall_and_processor_time_and_memory_of_a_whole_tree_are_seen(tmp_path: Path) -> None:
    spin = "import time; b = bytearray(60_000_000); t = time.process_time()\nwhile time.process_time() - t < .25: pass\ntime.sleep(.25)"
    both = f"import subprocess, sys; c = [subprocess.Popen([sys.executable, '-c', {spin!r}]) for _ in (1, 2)]; [x.wait() for x in c]"
    found = measured([sys.executable, "-c", both], tmp_path)
    assert 0.5 < found.processor < 2
    assert found.wall > 0.5
    assert 60 < found.largest < 110
    assert 120 < found.tree < 220


@linux
def test_what_a_command_leaves_behind_is_counted_too(tmp_path: Path) -> None:
    spin = "import time; t = time.process_time()\nwhile time.process_time() - t < .6: pass"
    found = measured(["sh", "-c", f'({sys.executable} -c "{spin}" &) ; :'], tmp_path)
    assert found.processor > 0.6 > found.wall


@linux
def test_a_command_that_fails_says_so(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with 3: oops"):
        measured(["sh", "-c", "echo oops; exit 3"], tmp_path)
    with pytest.raises(Failed, match="ended with 127: no-such-command"):
        measured(["no-such-command"], tmp_path)


def test_one_cell_is_corrected_again_and_again_without_growing(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    (sources / "provinces").mkdir(parents=True)
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["Бота", "Помогает сиротам.", "Жетім балаларға көмектеседі, үйлер салады."])
    workbook.save(sources / "provinces" / "a.xlsx")
    assert change_one_cell(sources, 0) == " Исправлено: 2 дела."
    change_one_cell(sources, 1)
    row = next(openpyxl.load_workbook(sources / "provinces" / "a.xlsx").worksheets[0].values)
    assert row == ("Бота", "Помогает сиротам. Исправлено: 3 дела.", "Жетім балаларға көмектеседі, үйлер салады.")
    assert [path.name for path in tmp_path.iterdir()] == ["sources"]


def test_what_needs_the_book_of_a_run_that_failed_fails_too(tmp_path: Path) -> None:
    product = Product(Edition(144, "ru", tmp_path, tmp_path, {}), tmp_path, 3)
    for measure in (product.changed, product.unchanged):
        with pytest.raises(Failed, match="the run before left no book"):
            measure()


WATCHER = """
import sys, time
from pathlib import Path
cell, proof = Path(sys.argv[1]), Path(sys.argv[2])
seen = None
while True:
    found = cell.read_text()
    if found != seen:
        time.sleep(.2)
        if {rebuilds} or seen is None:
            proof.write_text(found)
        print("1 page of 1")
        print("0.20 s: 3 blocks set; pages: ru 1")
        seen = found
    time.sleep(.01)
"""


def _watching(tmp_path: Path, *, rebuilds: bool) -> tuple[Watching, Path]:
    cell, proof = tmp_path / "cell", tmp_path / "build" / "2027" / "ru" / "guide.proof.pdf"
    proof.parent.mkdir(parents=True)
    cell.write_text("a", encoding="utf-8")
    program = tmp_path / "watcher.py"
    program.write_text(WATCHER.format(rebuilds=rebuilds), encoding="utf-8")
    return Watching([sys.executable, str(program), str(cell), str(proof)], tmp_path / "build", "ru"), cell


@linux
def test_a_rebuild_inside_watch_is_timed_from_the_change_to_the_line_that_names_the_time(tmp_path: Path) -> None:
    watching, cell = _watching(tmp_path, rebuilds=True)
    try:
        watching.settle()
        found = watching.rebuild(lambda: cell.write_text("b", encoding="utf-8"))
    finally:
        watching.close()
    assert 0.2 <= found.wall < 2
    assert found.processor < 0.5
    assert found.largest > 5


@linux
def test_a_rebuild_that_changes_nothing_is_no_rebuild(tmp_path: Path) -> None:
    watching, cell = _watching(tmp_path, rebuilds=False)
    try:
        watching.settle()
        with pytest.raises(Failed, match="the book is as it was"):
            watching.rebuild(lambda: cell.write_text("b", encoding="utf-8"))
    finally:
        watching.close()
