"""Every PDF that a person can take from the guide opens in Ghostscript, Poppler, MuPDF and PDFium, and they show the same."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest
from four_readers import PROGRAMS, READERS, differing, page_sizes, plates_with_ink
from PIL import Image, ImageDraw

from pipeline import cli

MISSING = sorted({f"{program} ({package})" for program, package in PROGRAMS.items() if which(program) is None})
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
NAME = "guide-sample-6-ru"
BLACK, FOUR = {"Black"}, {"Cyan", "Magenta", "Yellow", "Black"}
SPOT = '\n[spot]\nname = "PANTONE 286 C"\ncmyk = [100, 66, 0, 2]\n'
FILES = {
    f"{NAME}.proof.pdf": BLACK, f"{NAME}.print.pdf": BLACK, f"{NAME}.print-offset-cis-marks.pdf": BLACK,
    f"{NAME}.cover.pdf": FOUR, "sheets.pdf": BLACK, "two-up.pdf": BLACK, "report.pdf": None, "spot.pdf": BLACK | {"PANTONE 286 C"}, "four.pdf": FOUR,
}
"""What is made, and the plates on which there may be ink; the report is for a screen or an office printer."""
MARKED = {f"{NAME}.print-offset-cis-marks.pdf", "sheets.pdf"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of them, of an edition of eight entries."""
    place = tmp_path_factory.mktemp("readers")
    sources, build = place / "sources", place / "build"
    folder = build / "sample-6" / "ru"
    press = folder / f"{NAME}.print.pdf"
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for arguments in (
            ["new", sources, "--sample", "6"],
            ["build", sources, "--build", build, "--lang", "ru", "--jobs", "1", "--printer", "house,offset-cis-marks"],
            ["cover", sources, "--build", build, "--lang", "ru"],
            ["impose", press, "--out", folder / "sheets.pdf", "--scheme", "saddle"],
            ["impose", press, "--out", folder / "two-up.pdf", "--two-up"],
            ["preflight", press, "--report", folder / "report.pdf", "--profile", "kdp", "--ui-lang", "kk"],
        ):
            assert cli.main([*map(str, arguments)]) in (0, 5), said.getvalue()[-2000:]
        in_colours(sources, build, folder)
    return folder


def in_colours(sources: Path, build: Path, folder: Path) -> None:
    """The interior in black and a spot colour, and in four inks with a picture, beside the others.

    The picture has no deep shadows: MuPDF as Debian builds it shows inks without a profile, and the sums of dark ones lighter.
    """
    settings, foreword = sources / "edition.toml", sources / "front" / "foreword.ru.md"
    black = settings.read_text("utf-8")
    glow = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((900, 600)).point(lambda tone: 90 + tone * 165 // 255) for turn in (0, 90, 180)])
    glow.save(foreword.with_name("glow.jpg"), quality=90)
    for colours, name in (("K+spot", "spot"), ("CMYK", "four")):
        chosen = black.replace('colours = "K"', f'colours = "{colours}"')
        assert chosen != black
        settings.write_text(chosen + SPOT * (name == "spot"), "utf-8")
        if name == "four":
            foreword.write_text(foreword.read_text("utf-8") + "\n\n![](glow.jpg)\n", "utf-8")
        assert cli.main([*map(str, ("build", sources, "--build", build / name, "--lang", "ru", "--jobs", "1"))]) in (0, 5)
        shutil.copy(build / name / "sample-6" / "ru" / f"{NAME}.print.pdf", folder / f"{name}.pdf")


@cache
def shown(pdf: Path) -> dict[str, list[Image.Image]]:
    held = {}
    for name, read in READERS.items():
        with TemporaryDirectory() as folder:
            held[name] = read(pdf, Path(folder))
    return held


def test_every_pdf_is_sound_and_shown_alike_and_has_ink_on_the_plates_that_were_ordered(made: Path) -> None:
    """One test, so that the edition is made and drawn once however many run side by side."""
    assert {path.name for path in made.glob("*.pdf")} == set(FILES)
    for name, plates in FILES.items():
        structure_is_sound(made / name)
        pages_are_counted_alike(made / name)
        pages_are_shown_alike(made / name)
        if plates:
            ink_is_on(plates, made / name)
    a_missing_block_is_noticed(made)


def structure_is_sound(pdf: Path) -> None:
    done = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True, timeout=60)
    assert (done.returncode, "WARNING" in done.stdout + done.stderr) == (0, False), done.stdout + done.stderr


def pages_are_counted_alike(pdf: Path) -> None:
    told = page_sizes(pdf)
    for sizes in told.values():
        assert sizes == [pytest.approx(size, abs=0.01) for size in told["PDFium"]], pdf.name
    drawn = [(page.width, page.height) for page in shown(pdf)["Ghostscript"]]
    assert drawn == [pytest.approx(size, abs=1) for size in told["PDFium"]], pdf.name


def pages_are_shown_alike(pdf: Path) -> None:
    """In every square of four millimetres."""
    pictures = shown(pdf)
    for reader, pages in pictures.items():
        unlike = {number: found for number, (one, other) in enumerate(zip(pictures["PDFium"], pages, strict=True), 1) if (found := differing(one, other))}
        assert unlike == {}, (pdf.name, reader)


def ink_is_on(plates: set[str], pdf: Path) -> None:
    with TemporaryDirectory() as folder:
        inked = plates_with_ink(pdf, Path(folder))
    assert "Black" in inked, pdf.name
    others = [dots for plate, dots in inked.items() if plate not in plates]
    # Marks print alike on every plate there is, in lines that are next to nothing of the sheet; a file without marks has no other plate.
    assert len(set(others)) <= (pdf.name in MARKED), (pdf.name, sorted(inked))
    assert all(sum(255 - dot for dot in dots) < 0.02 * 255 * len(dots) for dots in others), pdf.name


def a_missing_block_is_noticed(made: Path) -> None:
    """Of a page of text: three lines of a column's width, a running head, a rule."""
    whole = shown(made / f"{NAME}.proof.pdf")["PDFium"]
    page = max(whole[8:20], key=lambda one: sum(255 - dot for dot in one.tobytes()))
    rows = [sum(255 - dot for dot in page.crop((0, row, page.width, row + 1)).tobytes()) for row in range(page.height)]
    densest = max(range(60, page.height - 80), key=lambda row: sum(rows[row : row + 33]))
    head = next(row for row, ink in enumerate(rows) if ink > 500)
    for box in ((0, densest, page.width // 2, densest + 33), (0, head - 2, page.width, head + 12)):
        without = page.copy()
        ImageDraw.Draw(without).rectangle(box, fill=255)
        assert differing(page, without), box
