"""`guide build --fit` and `guide plan` as a user runs them, on two provinces of the sample: 58 organisations."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pipeline import cli, printers
from pipeline.compose import LEAVABLE
from pipeline.model.fit import OPTIONS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """An edition, the folder of its outputs, and what the plan said of it."""

    sources: Path
    build: Path
    plan: Any

    def path(self, suffix: str) -> Path:
        [found] = (self.build).glob(f"*/ru/guide-*-ru{suffix}")
        return found

    def pages(self) -> int:
        """As the finished PDF has them."""
        return len(pypdfium2.PdfDocument(self.path(".print.pdf")))

    def json(self, suffix: str) -> Any:
        return json.loads(self.path(suffix).read_text("utf-8"))

    @property
    def report(self) -> Any:
        [found] = self.build.glob("*/report.json")
        return json.loads(found.read_text("utf-8"))

    @property
    def designed(self) -> int:
        return self.plan["settings"][0]["pages"]


@pytest.fixture(scope="module", autouse=True)
def page_by_page() -> Iterator[None]:
    """A printer who binds single pages: so small a book is a page or two longer or shorter, whatever its setting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.printers.load_profile", lambda _: replace(printers.profiles.load_profile("house"), page_multiple=1))
        yield


def guide(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, Any]:
    """Exit code and result of a command with --json, in English."""
    capsys.readouterr()
    code = cli.main([*map(str, arguments), "--json", "--ui-lang", "en"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("fit")
    sources = folder / "edition"
    shutil.copytree(ROOT / "sources", sources)
    for name in ("experts.xlsx", "waivers.toml"):
        (sources / name).unlink()
    for path in (sources / "provinces").iterdir():
        if path.name[:2] not in ("71", "75"):
            path.unlink()
    settings = sources / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace("page_multiple = 16", "page_multiple = 1"), "utf-8")
    capture = _Captured()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", capture)
        assert cli.main(["plan", str(sources), "--build", str(folder / "build"), "--lang", "ru", "--jobs", "1", "--json"]) == 0
    return Place(sources, folder / "build", json.loads("".join(capture.written))["languages"][0])


class _Captured:
    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> None:
        self.written.append(text)

    def flush(self) -> None: ...


@pytest.fixture
def place(planned: Place, tmp_path: Path) -> Place:
    """The edition with its cache, in a folder of its own."""
    shutil.copytree(planned.sources, tmp_path / "edition")
    shutil.copytree(planned.build, tmp_path / "build")
    return Place(tmp_path / "edition", tmp_path / "build", planned.plan)


def build(capsys: pytest.CaptureFixture[str], place: Place, *more: str) -> tuple[int, Any]:
    return guide(capsys, "build", place.sources, "--build", place.build, "--lang", "ru", "--jobs", "1", *more)


def other_count(place: Place) -> int:
    """A count that some setting of the plan comes to and the design does not."""
    return next(row["pages"] for row in place.plan["settings"] if row["pages"] != place.designed)


def test_the_plan_writes_nothing_but_the_cache_and_tells_every_option_and_field(planned: Place) -> None:
    assert [path.name for path in planned.build.iterdir()] == [".cache"]
    rows = planned.plan["settings"]
    assert rows[0]["option"] == ""
    assert {row["option"] for row in rows[1:]} == set(OPTIONS)
    assert [one["fields"] for one in planned.plan["without"]] == [[field] for field in LEAVABLE]
    for one in planned.plan["without"]:
        assert one["pages_saved"] == rows[0]["filled_pages"] - one["filled_pages"] >= 0
        assert one["listings"] > 0
    saving = planned.plan["saves_signature"]
    assert saving["pages"] < planned.designed
    assert all(one["pages"] == planned.designed for one in planned.plan["without"]) or len(saving["fields"]) == 1


def test_the_plans_numbers_are_those_of_the_books(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(capsys, place)[0] == 0
    notes = sum(page["section"] == "notes" for page in place.json(".pagemap.json")["pages"])
    row = place.plan["settings"][0]
    assert (place.pages(), notes) == (row["pages"], row["notes_pages"])
    assert "setting" not in place.json(".pagemap.json")
    assert "fitted" not in place.report


def test_the_finished_book_has_the_pages_asked_for_and_says_in_what_setting(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    target = other_count(place)
    code, made = build(capsys, place, "--fit", str(target))
    fitted = made["languages"][0]["fitted"]
    assert code == 0
    assert place.pages() == target == made["languages"][0]["pages"] == fitted["pages"]
    assert len(pypdfium2.PdfDocument(place.path(".proof.pdf"))) == target
    assert fitted["setting"] != fitted["designed"] == place.plan["settings"][0]["setting"]
    assert place.json(".pagemap.json")["setting"] == fitted["setting"]
    assert place.report["fitted"] == [{"lang": "ru", **fitted}]
    assert fitted["wanted"] == target
    assert fitted["cost"] > 0
    assert '<h2 id="fitted">' in (place.path(".proof.pdf").parents[1] / "report.html").read_text("utf-8")
    row = next((row for row in place.plan["settings"] if row["setting"] == fitted["setting"]), None)
    assert row is None or (row["pages"], row["notes_pages"]) == (target, fitted["notes_pages"])


def test_the_same_fit_gives_the_same_bytes_without_a_cache_and_nothing_to_do_with_one(
    place: Place, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = str(other_count(place))
    assert build(capsys, place, "--fit", target)[0] == 0
    first = contents(place.build)
    code, again = build(capsys, place, "--fit", target)
    assert (code, again["languages"][0]["blocks_typeset"]) == (0, 0)
    assert contents(place.build) == first
    elsewhere = replace(place, build=tmp_path / "elsewhere")
    assert build(capsys, elsewhere, "--fit", target, "--no-cache")[0] == 0
    assert contents(elsewhere.build) == first
    assert build(capsys, place)[0] == 0
    assert place.pages() == place.designed
    assert contents(place.build) != first


def test_whole_signatures_are_the_design_where_it_leaves_no_page_for_notes(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = build(capsys, place, "--fit", "signatures")
    fitted = made["languages"][0]["fitted"]
    assert code == 0
    assert fitted["notes_pages"] <= place.plan["settings"][0]["notes_pages"]
    assert place.pages() == fitted["pages"]


@pytest.mark.parametrize("pages", ["9", "400"])
def test_a_count_out_of_reach_is_one_sentence_with_the_nearest_and_leaves_the_last_book(
    place: Place, capsys: pytest.CaptureFixture[str], pages: str
) -> None:
    assert build(capsys, place)[0] == 0
    before = contents(place.build)
    code, said = build(capsys, place, "--fit", pages)
    assert code == said["exit_code"] == 5
    counts = [int(word) for word in said["error"].rstrip(".").rpartition(": ")[2].split(" / ")]
    assert said["error"].startswith(f"ru: {pages} pages cannot be reached within the limits of the design; the nearest within reach: ")
    assert all(abs(count - place.designed) < 6 for count in counts)
    assert contents(place.build) == before


def test_a_count_that_no_printer_binds_names_the_nearest_that_one_does(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    settings = place.sources / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace("page_multiple = 1", "page_multiple = 8"), "utf-8")
    code, said = build(capsys, place, "--fit", "35")
    assert code == 5
    assert said["error"].startswith("ru: 35 pages cannot be bound, for the count must be a multiple of 8; the nearest within reach: ")


@pytest.mark.parametrize("wish", ["", "0", "-16", "16.5", "signature", "٣٢", "99999999"])
def test_what_is_no_page_count_is_a_usage_error(place: Place, capsys: pytest.CaptureFixture[str], wish: str) -> None:
    code, said = build(capsys, place, f"--fit={wish}")
    assert code == 2
    assert said["error"] == f"--fit must be a number of pages or the word “signatures”, and not “{wish}”."


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_plan_is_a_table_in_the_editors_language(place: Place, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    capsys.readouterr()
    assert cli.main(["plan", str(place.sources), "--build", str(place.build), "--lang", "ru", "--jobs", "1", "--ui-lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    title = {"en": "setting", "ru": "настройка", "kk": "баптау"}[lang]
    assert any(line.split()[:1] == [title] for line in lines)
    rows = [line for line in lines if line.startswith("  ") and any(char.isdigit() for char in line)]
    assert len(rows) == len(place.plan["settings"]) + len(LEAVABLE) + len(place.plan["paper"]["runs"])
    assert str(place.designed) in lines[0]
    decimals = re.findall(r"\d([.,])\d", "\n".join(rows))
    assert set(decimals) == ({"."} if lang == "en" else {","})


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and ".cache" not in path.parts
    }




def test_the_plan_tells_spine_printed_sheets_and_paper_of_the_book_as_designed(planned: Place) -> None:
    paper, pages = planned.plan["paper"], planned.designed
    assert paper["conventional_sheets"] == round(pages / 16 * 0.93 + 1e-9, 2)
    assert paper["spine_block_mm"] == round(-(-pages // 2) * 80 * 1.22 / 1000, 2)
    assert paper["spine_mm"] == round(-(-pages // 2) * 80 * 1.22 / 1000 + 2 * 0.25, 2)
    assert paper["creep_mm"] is None
    assert [row["run"] for row in paper["runs"]] == [200, 1000, 3000]
    for row in paper["runs"]:
        assert (row["sheets"] - row["waste_sheets"]) * 16 >= pages * row["run"]
        assert row["kilograms"] == round(row["sheets"] * 0.45 * 0.64 * 0.08, 1)
