"""Ink on the plates, as Ghostscript separates them: windows of 15 mm, peaks, plates that were not ordered; and what is said without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary
from press_files import MM, Edit, codes, nested, press_file, with_resources
from test_preflight_content import BLACK_TEXT, spot

from pipeline.doors.plates import Separator, find_separator
from pipeline.preflight import Preflighted, load_order, preflight

JOB = b'{"trim_mm": [148, 210], "page_multiple": 1, "colours": "CMYK", "tac": 300}'
needs_gs = pytest.mark.skipif(find_separator() is None, reason="Ghostscript is not installed")


def weighed(content: bytes, job: bytes = JOB) -> Preflighted:
    begun: list[Separator] = []

    def separate(pages: int) -> Separator:
        begun.append(Separator(find_separator() or "", content, pages))
        return begun[0]

    try:
        return preflight(content, "case.pdf", load_order("house", job, "job.json"), separate=separate)
    finally:
        begun[0].close()


def square(side_mm: float, ink: bytes = b"0.8 0.8 0.8 0.8 k") -> bytes:
    return ink + b" %.3f %.3f %.3f %.3f re f" % (20 * MM, 40 * MM, side_mm * MM, side_mm * MM)


@needs_gs
@pytest.mark.parametrize("edit", [None, nested()])
def test_a_square_of_15_mm_over_the_limit_is_an_error_where_it_is(edit: Edit | None) -> None:
    made = weighed(press_file(square(20), edit))
    assert codes(made) == ["INK-116/window"]
    found = next(one for one in made.findings if one.id == "INK-116")
    x0, y0, x1, y1 = found.place.box  # type: ignore[union-attr, misc]
    assert x0 >= 19.4 * MM
    assert y0 >= 39.4 * MM
    assert x1 <= 40.6 * MM
    assert y1 <= 60.6 * MM
    assert "32" in str(found.message)


@needs_gs
def test_a_small_dark_area_is_a_warning_and_a_speck_none() -> None:
    assert codes(weighed(press_file(square(4)))) == ["INK-116/peak"]
    assert codes(weighed(press_file(square(0.8)))) == []


@needs_gs
def test_ink_up_to_the_limit_and_outside_the_bleed_is_silent() -> None:
    assert codes(weighed(press_file(square(20, b"0.75 0.75 0.75 0.74 k")))) == []

    def slug(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.MediaBox = [-30 * MM, 0, *[float(edge) for edge in list(page.obj.MediaBox)[2:]]]

    marked = b"1 1 1 1 k %.3f 100 %.3f 100 re f " % (-32 * MM, 25 * MM) + BLACK_TEXT
    assert codes(weighed(press_file(marked, slug)), "INK-116") == []


@needs_gs
def test_overprint_adds_up_and_knocking_out_does_not() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.ExtGState = Dictionary(G=Dictionary(OP=True, op=True, OPM=1))

    under, over = square(20, b"1 1 1 0 k"), square(20, b"0 0 0 1 k")
    assert "INK-116/window" in codes(weighed(press_file(under + b" /G gs " + over, edit)))
    assert codes(weighed(press_file(under + b" " + over, edit))) == []


@needs_gs
def test_plates_that_were_not_ordered_are_told() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.ColorSpace = Dictionary(S=spot("PANTONE 485 C"))

    content = press_file(b"/S cs 1 scn 20 20 60 60 re f", edit)
    assert codes(weighed(content)) == ["INK-112/extra-plate", "INK-114/undeclared-spot"]
    assert codes(weighed(content, JOB[:-1] + b', "spots": ["PANTONE 485 C"]}')) == []
    black = b'{"trim_mm": [148, 210], "page_multiple": 1}'
    assert codes(weighed(press_file(b"0.1 0 0 1 k 20 20 60 60 re f"), black)) == ["INK-112/extra-plate", "INK-113/not-black"]


@needs_gs
def test_a_sound_file_passes() -> None:
    made = weighed(press_file(pages=3))
    assert (codes(made), made.verdict) == ([], "pass")


def guide(folder: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"PATH": path} if path is not None else {})}
    command = [sys.executable, "-m", "pipeline", "preflight", *arguments, "--ui-lang", "en"]
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(command, cwd=folder, env={**environment, "PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=120)


def test_without_ghostscript_the_verdict_is_incomplete_and_the_code_3(tmp_path: Path) -> None:
    (tmp_path / "case.pdf").write_bytes(press_file())
    (tmp_path / "job.json").write_bytes(JOB)
    done = guide(tmp_path, "case.pdf", "--job", "job.json", "--json", path=str(tmp_path))
    made = json.loads(done.stdout)
    assert (done.returncode, made["verdict"], made["exit_code"]) == (3, "incomplete", 3)
    assert {(one["id"], one["code"], one["severity"]) for one in made["findings"]} == {
        ("INK-112", "not-measured", "info"), ("INK-116", "not-measured", "info"),
    }


def test_a_program_that_separates_nothing_leaves_the_verdict_open(tmp_path: Path) -> None:
    (tmp_path / "gs").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "gs").chmod(0o755)
    content = press_file()
    separator = Separator(str(tmp_path / "gs"), content, 1)
    made = preflight(content, "case.pdf", load_order("house", JOB, "job.json"), separate=lambda _pages: separator)
    separator.close()
    assert made.verdict == "incomplete"


@needs_gs
def test_the_command_gives_each_verdict_its_code_and_the_json_its_form(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(press_file())
    (tmp_path / "bad.pdf").write_bytes(press_file(b"1 0 0 rg 20 20 60 60 re f"))
    (tmp_path / "no.pdf").write_bytes(b"no pdf at all")
    (tmp_path / "job.json").write_bytes(JOB)
    good, bad, none = (guide(tmp_path, name, "--job", "job.json", "--json") for name in ("good.pdf", "bad.pdf", "no.pdf"))
    assert (good.returncode, bad.returncode, none.returncode) == (0, 5, 4)
    made = json.loads(bad.stdout)
    assert set(made["inventories"]) == {"fonts", "inks", "spaces", "images", "boxes", "output_intents"}
    finding = next(one for one in made["findings"] if one["id"] == "INK-111")
    assert set(finding) == {"id", "code", "severity", "message", "hint", "source", "file", "page", "box"}
    assert (finding["file"], finding["page"], finding["box"]) == ("bad.pdf", 1, [20, 20, 80, 80])
    assert "Traceback" not in none.stderr + good.stderr + bad.stderr
    assert guide(tmp_path, "good.pdf", "--profile", "nobody").returncode == 2
    assert shutil.which("gs") is not None


@needs_gs
@pytest.mark.parametrize("name", ["Кок", "Lack / matt", "100% (hell)"])
def test_a_spot_that_was_ordered_is_found_under_its_own_name_whatever_letters_it_has(name: str) -> None:
    content = press_file(b"/S cs 1 scn 20 20 60 60 re f " + BLACK_TEXT, with_resources(ColorSpace={"S": spot(name)}))
    job = json.dumps({"trim_mm": [148, 210], "page_multiple": 1, "spots": [name]}).encode()
    assert "INK-112/extra-plate" not in codes(weighed(content, job=job))
    assert "INK-112/extra-plate" in codes(weighed(content))
