"""The report for people, and findings that somebody answers for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array
from press_files import BLACK_TEXT, JOB, MM, checked, press_file

from pipeline.doors.pictures import page_pictures
from pipeline.preflight.hits import page_hits
from pipeline.preflight.report import MOST_PAGES, report_html
from pipeline.wording import say

BAD = b"1 0 0 rg 20 20 60 60 re f " + BLACK_TEXT
IDENTITY = {"sha256": "0" * 64, "program": "guide 0"}


def html(content: bytes, lang: str = "en", *, profile: str = "house") -> str:
    made = checked(content, profile)
    return report_html(made, IDENTITY, {}, lang, lambda message: say(message, lang))  # type: ignore[arg-type]


def guide(folder: Path, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "preflight", *arguments, "--ui-lang", lang]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())})


@pytest.mark.parametrize(("lang", "wanted"), [("en", "Failed"), ("ru", "Не принято"), ("kk", "Қабылданбады")])
def test_the_report_says_its_verdict_hits_and_digests_in_each_language(lang: str, wanted: str) -> None:
    made = html(press_file(BAD), lang)
    assert f"<b>{wanted}</b>" in made
    assert f'<html lang="{lang}">' in made
    assert "INK-111" in made
    assert made.count("0" * 64) == 1
    assert re.search(r'class="mono">[0-9a-f]{64}<', made)
    assert "{" not in re.sub(r"<style>.*?</style>", "", made, flags=re.S)


def test_the_words_around_a_standard_are_in_the_readers_language() -> None:
    from pipeline.preflight.sources import source_words

    said = {lang: source_words("ISO 15930-4, 6.5 (not opened); GWG 2022, table 6", lambda message, lang=lang: say(message, lang)) for lang in ("en", "ru")}  # type: ignore[misc, arg-type]
    assert said == {
        "en": "ISO 15930-4, 6.5 (not opened); GWG 2022, table 6", "ru": "ISO 15930-4, 6.5 (текст стандарта не открывали); GWG 2022, таблица 6",
    }


def test_boxes_stand_where_the_hits_are() -> None:
    (one,) = page_hits(checked(press_file(BAD)).findings, checked(press_file(BAD)).sheets, 9)
    edge, width, height = 3 * MM, 154 * MM, 216 * MM
    left, top, wide, high = next(hit for hit in one.hits if hit.finding.id == "INK-111").shares
    assert (left, wide) == pytest.approx(((20 + edge) / width, 60 / width), abs=1e-4)
    assert (top, high) == pytest.approx((1 - (80 + edge) / height, 60 / height), abs=1e-4)
    assert one.trim == pytest.approx((edge / width, edge / height, 1 - 2 * edge / width, 1 - 2 * edge / height), abs=1e-4)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_follow_a_page_that_is_turned_cropped_and_moved_as_pdfium_shows_it(rotate: int) -> None:
    """The red square of the picture lies within the box that is drawn over it."""

    def edit(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.MediaBox = Array([-30, -20, *[float(one) + 30 for one in list(page.obj.MediaBox)[2:]]])
        page.obj.CropBox = Array([-10, -20, *[float(one) - 5 for one in list(page.obj.MediaBox)[2:]]])
        page.obj.Rotate = rotate

    content = press_file(b"1 0 0 rg 40 60 90 30 re f", edit)
    made = checked(content)
    (one,) = page_hits(made.findings, made.sheets, 9)
    left, top, wide, high = next(hit for hit in one.hits if hit.finding.id == "INK-111").shares
    width, height, rows = picture(page_pictures(content, [1], 300)[1])
    inked = [(x, y) for y, row in enumerate(rows) for x in range(width) if row[x]]
    xs, ys = [x for x, _ in inked], [y for _, y in inked]
    assert abs(height / width - one.ratio) < 0.01
    drawn = (min(xs) / width, min(ys) / height, (max(xs) + 1) / width, (max(ys) + 1) / height)
    assert drawn == pytest.approx((left, top, left + wide, top + high), abs=0.012)


def picture(png: bytes) -> tuple[int, int, list[list[bool]]]:
    """Width, height, and which dots are red."""
    from PIL import Image

    image = Image.open(BytesIO(png)).convert("RGB")
    dots = image.tobytes()
    reds = [dots[at] > 180 and dots[at + 1] < 120 for at in range(0, len(dots), 3)]
    return image.width, image.height, [reds[at : at + image.width] for at in range(0, len(reds), image.width)]


def test_a_file_with_many_bad_pages_is_drawn_in_part_and_says_so() -> None:
    made = html(press_file(BAD, pages=MOST_PAGES + 2))
    assert made.count('<figure class="sheet') == MOST_PAGES
    assert "2 more pages have hits" in made


def test_what_is_only_counted_is_counted_in_the_report_too() -> None:
    made = html(press_file(b"".join(b"1 0 0 rg 20 %d 60 3 re f " % (20 + 9 * step) for step in range(14)) + BLACK_TEXT))
    assert '<td class="num">14</td>' in made
    assert "… and 4 more places like these" in made


def test_names_from_a_hostile_file_stay_text() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F.BaseFont = pikepdf.Name("/<script>alert#281#29")

    assert "<script>" not in html(press_file(BAD, edit))


def test_pages_that_cannot_be_drawn_are_left_out() -> None:
    assert page_pictures(b"no pdf", [1], 100) == {}
    assert set(page_pictures(press_file(), [1, 7], 100)) == {1}


def test_the_command_writes_a_report_as_pdf_or_html_twice_the_same(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(press_file(BAD))
    (tmp_path / "job.json").write_bytes(JOB)
    for name in ("one.pdf", "two.pdf"):
        assert guide(tmp_path, "bad.pdf", "--job", "job.json", "--report", name, lang="kk").returncode == 5
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with pikepdf.open(tmp_path / "one.pdf") as report:
        fonts = {str(font.BaseFont) for page in report.pages for font in page.obj.Resources.Font.values()}
    assert fonts
    assert all("Guide-" in name for name in fonts), fonts
    assert guide(tmp_path, "bad.pdf", "--job", "job.json", "--report", "one.html").returncode == 5
    assert "data:image/png" in (tmp_path / "one.html").read_text("utf-8")


def test_a_report_that_cannot_be_is_one_sentence_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(press_file(BAD))
    for name, code in (("r.txt", 2), ("bad.pdf", 2), ("bad.pdf/r.pdf", 6)):
        told = guide(tmp_path, "bad.pdf", "--report", name)
        assert (told.returncode, told.stderr.count("\n")) == (code, 1), told.stderr
    assert (tmp_path / "bad.pdf").read_bytes() == press_file(BAD)


WAIVER = """[[waiver]]
id = "INK-111"
code = "foreign-colour"
file = "bad.pdf"
page = {page}
reason = "The logo is printed as it comes, agreed by letter of 14 May. R. Shilderbayeva"
"""


def test_what_somebody_answers_for_is_set_apart_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(press_file(b"BT /F 9 Tf 0 0 0 rg 60 200 Td (Zhanar) Tj ET"))
    (tmp_path / "job.json").write_bytes(b'{"trim_mm": [148, 210], "page_multiple": 1, "colours": "CMYK"}')
    (tmp_path / "waivers.toml").write_text(WAIVER.format(page=1), "utf-8")
    told = guide(tmp_path, "bad.pdf", "--job", "job.json", "--waivers", "waivers.toml", "--json", "--report", "r.html")
    made = json.loads(told.stdout)
    assert [(one["id"], one["reason"][:8]) for one in made["waived"]] == [("INK-111", "The logo")]
    assert [one for one in made["findings"] if one["severity"] == "error"] == []
    assert "agreed by letter" in (tmp_path / "r.html").read_text("utf-8")
    assert made["exit_code"] == told.returncode


def test_a_waiver_that_matches_nothing_is_an_error_and_one_without_a_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(press_file())
    (tmp_path / "job.json").write_bytes(b'{"trim_mm": [148, 210], "page_multiple": 1}')
    (tmp_path / "waivers.toml").write_text(WAIVER.format(page=2), "utf-8")
    told = guide(tmp_path, "good.pdf", "--job", "job.json", "--waivers", "waivers.toml", "--json")
    made = json.loads(told.stdout)
    assert (told.returncode, [(one["id"], one["file"]) for one in made["findings"] if one["severity"] == "error"]) == (5, [("JOB-002", "waivers.toml")])
    (tmp_path / "waivers.toml").write_text('[[waiver]]\nid = "INK-111"\ncode = "foreign-colour"\n', "utf-8")
    assert guide(tmp_path, "good.pdf", "--waivers", "waivers.toml").returncode == 4


def test_nobody_can_answer_for_what_was_not_measured() -> None:
    made = checked(press_file())
    assert made.verdict == "incomplete"
    assert made.answered((), [(one, "agreed with the printer") for one in made.findings]).verdict == "incomplete"
