"""The same pages written anew by Ghostscript and by Cairo: other programs' files have the same faults in the same places."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from case_book import PageCase, Sort, bound
from press_files import BLEED, MM, checked
from test_preflight_cases import PAGES, on_page

from pipeline.model.findings import Finding, PageRef
from pipeline.preflight import Preflighted, load_order, preflight

Writer = Literal["gs", "pdftocairo"]
JOB = b'{"trim_mm": [148, 210], "page_multiple": 1, "tac": 0, "pdfx": [], "output_condition": "", "colours": "%s", "spots": ["PANTONE 485 C"]}'
GHOSTSCRIPT = (
    "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dAutoRotatePages=/None", "-dDownsampleGrayImages=false",
    "-dDownsampleColorImages=false", "-dDownsampleMonoImages=false", "-o", "out.pdf", "in.pdf",
)
CAIRO = ("pdftocairo", "-pdf", "-origpagesizes", "in.pdf", "out.pdf")
# What a writer repairs by writing anew: these faults are not in its file.
MENDED = {"FNT-123/broken-font", "FNT-124/empty-glyph", "FNT-125/no-unicode", "FNT-125/restricted", "INK-118/blend-space", "IMG-131/cut-off"}
# Text goes by the letters' own height, which Ghostscript tells of each subset.
MOVED = {"PDF-108/near-trim"}
LETTERS = ("FNT", "INK-113", "INK-119/white-text", "INK-120/black-text", "INK-120/grey-text")
BY_GHOSTSCRIPT = [
    case for case in PAGES
    if case.job == "CMYK" and case.nested and case.code not in MENDED | MOVED and not case.code.startswith(("PDF-132", "PDF-140"))
]
# Cairo knows RGB and no boxes but the page's: lines, type and images are left to compare.
BY_CAIRO = [case for case in PAGES if case.code in {
    "FNT-124/empty-glyph", "FNT-126/too-small", "FNT-126/small", "FNT-126/small-reversed", "INK-127/hairline", "INK-127/thin-line",
    "INK-128/white-line", "IMG-129/low-resolution", "IMG-129/modest-resolution", "IMG-131/coarse-jpeg", "JOB-110/blank-page",
}]
# Ghostscript leaves out what tells the characters of ReportLab's fonts; Cairo leaves out the TrimBox, and makes the page a group.
ADDED = {"FNT-125/no-unicode", "PDF-101/no-trim", "INK-112/not-measured", "INK-116/not-measured", "INK-122/allowed"}


def rewritten(content: bytes, command: tuple[str, ...]) -> bytes:
    with TemporaryDirectory() as folder:
        Path(folder, "in.pdf").write_bytes(content)
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
        return Path(folder, "out.pdf").read_bytes()


@cache
def written(writer: Writer, sort: Sort) -> Preflighted:
    cases, command, colours = (BY_GHOSTSCRIPT, GHOSTSCRIPT, b"CMYK") if writer == "gs" else (BY_CAIRO, CAIRO, b"any")
    content = rewritten(bound([getattr(case, sort) for case in cases]), command)
    return preflight(content, "case.pdf", load_order("house", JOB % colours, "job.json"))


def told(found: list[Finding]) -> set[str]:
    return {f"{one.id}/{one.code}" for one in found} - ADDED


def compare(case: PageCase, cases: list[PageCase], writer: Writer) -> None:
    number = cases.index(case) + 1
    assert told(on_page(written(writer, "edge"), number)) - {"INK-111/foreign-colour", "IMG-129/high-resolution"} == set(case.edge.also)
    found = on_page(written(writer, "bad"), number)
    assert told(found) == {case.code, *case.bad.also}
    if case.bad.box is not None:
        boxes = [one.place.box for one in found if f"{one.id}/{one.code}" == case.code and isinstance(one.place, PageRef)]
        shift = 0.0 if writer == "gs" else BLEED * MM
        # How far letters reach up and down is each writer's own word.
        letters = 0.3 * (case.bad.box[3] - case.bad.box[1]) if case.code.startswith(LETTERS) else 0.3
        assert boxes == [pytest.approx([edge + shift for edge in case.bad.box], abs=case.bad.slack + letters)]


@pytest.mark.skipif(which("gs") is None, reason="Ghostscript is not installed")
@pytest.mark.parametrize("case", BY_GHOSTSCRIPT, ids=lambda case: case.code)
def test_ghostscript_writes_the_same_faults_in_the_same_places(case: PageCase) -> None:
    compare(case, BY_GHOSTSCRIPT, "gs")


@pytest.mark.skipif(which("pdftocairo") is None, reason="Poppler's pdftocairo is not installed")
@pytest.mark.parametrize("case", BY_CAIRO, ids=lambda case: case.code)
def test_cairo_writes_the_same_lines_type_and_images(case: PageCase) -> None:
    compare(case, BY_CAIRO, "pdftocairo")


POSTSCRIPT = b"""%!PS
<< /PageSize [419.53 595.28] >> setpagedevice
/Palatino-Roman 9 selectfont 0 0 0 1 setcmykcolor 60 200 moveto (Zhanar) show showpage
/Palatino-Roman 9 selectfont 0 0 0 setrgbcolor 60 200 moveto (Zhanar) show showpage
0.1 setlinewidth 0 0 0 1 setcmykcolor 20 60 moveto 120 60 lineto stroke showpage
gsave 20 20 translate 144 144 scale 100 100 8 [100 0 0 100 0 0] {(abcdefghij)} image grestore showpage
/Palatino-Roman 4 selectfont 0 0 0 1 setcmykcolor 60 200 moveto (Zhanar) show showpage
"""


@pytest.mark.skipif(which("ps2pdf") is None, reason="Ghostscript's ps2pdf is not installed")
def test_postscript_that_was_distilled_is_judged_page_by_page() -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "in.ps").write_bytes(POSTSCRIPT)
        command = ["ps2pdf", "-dPDFSETTINGS=/prepress", "-dAutoRotatePages=/None", "in.ps", "out.pdf"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
        made = checked(Path(folder, "out.pdf").read_bytes(), job=JOB % b"CMYK")
    assert [sorted(told(on_page(made, page))) for page in range(1, 6)] == [
        [], ["INK-111/foreign-colour"], ["INK-127/hairline"], ["IMG-129/low-resolution"], ["FNT-126/too-small"],
    ]
