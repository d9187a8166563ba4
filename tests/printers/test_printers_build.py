"""guide build --printer: a press file for each printer, each as its standard asks, and none that is left of another run."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline import cli
from pipeline.model.pages import MM
from pipeline.preflight import load_order, preflight
from pipeline.printers import load_profile

PRINTERS = ("house", "offset-cis-marks", "own.toml")
OWN = 'based_on = "house"\n[order]\npage_multiple = 10\npdfx = []\n[press]\npdfx = "PDF/X-1a:2001"\nbleed_mm = 10\n'


@dataclass(frozen=True)
class Edition:
    """A small edition; ``said`` is what the command said of its build for PRINTERS."""

    sources: Path
    build: Path
    said: dict[str, Any]

    @property
    def folder(self) -> Path:
        return self.build / "sample-6" / "ru"

    def file(self, suffix: str) -> Path:
        return self.folder / f"guide-sample-6-ru{suffix}"


def guide(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = cli.main([*map(str, arguments), "--json", "--ui-lang", "en"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    place = tmp_path_factory.mktemp("printers")
    sources, build = place / "sources", place / "build"
    with contextlib.redirect_stdout(io.StringIO()):
        assert cli.main(["new", str(sources), "--sample", "6"]) == 0
    (sources / "own.toml").write_text(OWN, "utf-8")
    (sources / "far.toml").write_text('based_on = "house"\n[press]\nicc = "../far.icc"\n', "utf-8")
    (sources / "deep").mkdir()
    (sources / "deep" / "offset-cis.toml").write_text('based_on = "offset-cis"\n', "utf-8")
    return Edition(sources, build, {})


@pytest.fixture(scope="module")
def built(edition: Edition) -> Edition:
    spoken = io.StringIO()
    with contextlib.redirect_stdout(spoken):
        code = cli.main([
            "build", str(edition.sources), "--build", str(edition.build), "--lang", "ru", "--jobs", "1", "--json", "--printer", ",".join(PRINTERS),
        ])
    assert code == 0, spoken.getvalue()[-2000:]
    edition.said.update(json.loads(spoken.getvalue()))
    return edition


def test_each_printer_gets_a_file_named_after_it(built: Edition) -> None:
    assert {path.name.split("ru", 1)[1] for path in built.folder.glob("*.pdf")} == {
        ".proof.pdf", ".print.pdf", ".print-offset-cis-marks.pdf", ".print-own.pdf",
    }
    assert [Path(name).name for name in built.said["files"] if ".print" in name] == [
        "guide-sample-6-ru.print.pdf", "guide-sample-6-ru.print-offset-cis-marks.pdf", "guide-sample-6-ru.print-own.pdf",
    ]
    report = json.loads((built.build / "sample-6" / "report.json").read_text("utf-8"))
    printers = {entry["printer"]: entry["pages"] for entry in report["files"] if "printer" in entry}
    with pikepdf.open(built.file(".print.pdf")) as pdf:
        pages = len(pdf.pages)
    assert printers == {"house": pages, "offset-cis-marks": pages, "own": 80}


@pytest.mark.parametrize(
    ("suffix", "version", "bleed_mm", "slug_mm", "named"),
    [
        (".print.pdf", "1.6", 3, 0, {}),
        (".print-offset-cis-marks.pdf", "1.4", 5, 10, {"/GTS_PDFXVersion": "PDF/X-1a:2003"}),
        (".print-own.pdf", "1.3", 10, 0, {"/GTS_PDFXVersion": "PDF/X-1:2001", "/GTS_PDFXConformance": "PDF/X-1a:2001"}),
    ],
)
def test_each_is_what_its_standard_asks(
    built: Edition, suffix: str, version: str, bleed_mm: float, slug_mm: float, named: dict[str, str]
) -> None:
    content = built.file(suffix).read_bytes()
    assert content.startswith(f"%PDF-{version}\n".encode())
    assert b"/ObjStm" not in content
    with pikepdf.open(built.file(suffix)) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items() if key.startswith("/GTS")} == named
        assert (b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in pdf.Root.Metadata.read_bytes()) is (version == "1.6")
        [intent] = pdf.Root.OutputIntents
        assert (str(intent.OutputConditionIdentifier), str(intent.RegistryName)) == ("FOGRA29", "http://www.color.org")
        assert ("/DestOutputProfile" in intent) is ("marks" not in suffix)
        assert str(pdf.docinfo.Trapped) == "/False"
        assert "/ID" in pdf.trailer
        margin, width, height = (bleed_mm + slug_mm) * MM, 148 * MM, 210 * MM
        for index, page in enumerate(pdf.pages):
            assert "/Annots" not in page.obj
            assert page.label == str(index + 1)
            assert [float(edge) for edge in page.obj.MediaBox] == pytest.approx([0, 0, width + 2 * margin, height + 2 * margin], abs=0.002)
            assert [float(edge) for edge in page.obj.TrimBox] == pytest.approx([margin, margin, margin + width, margin + height], abs=0.002)
            slug = slug_mm * MM
            bleed = [slug, slug, width + 2 * margin - slug, height + 2 * margin - slug]
            assert [float(edge) for edge in page.obj.BleedBox] == pytest.approx(bleed, abs=0.002)


def test_pages_are_made_up_anew_where_bleed_or_safe_edge_differ(built: Edition) -> None:
    """The same text on the same page; thumb tabs reach as far as each printer's bleed, and their words keep off the trim as far as he asks."""
    def bars(suffix: str) -> set[tuple[float, float]]:
        with pikepdf.open(built.file(suffix)) as pdf:
            found = [
                match for page in pdf.pages for match in re.finditer(rb"0 0 0 1 k (\S+) \S+ (\S+) \S+ re f", page.obj.Contents[1].read_bytes())
            ]
        return {(float(match[1]), float(match[2])) for match in found}

    for suffix, bleed_mm, width_mm in ((".print.pdf", 3, 7), (".print-offset-cis-marks.pdf", 5, 9), (".print-own.pdf", 10, 7)):
        left, right = (-bleed_mm * MM, (width_mm + bleed_mm) * MM), ((148 - width_mm) * MM, (width_mm + bleed_mm) * MM)
        for bar, wanted in zip(sorted(bars(suffix)), (left, right), strict=True):
            assert bar == pytest.approx(wanted, abs=0.01), suffix


def test_the_page_count_suits_the_edition_and_each_printer(built: Edition) -> None:
    with pikepdf.open(built.file(".print-own.pdf")) as pdf:
        assert len(pdf.pages) == 80


@pytest.mark.parametrize("printer", ["house", "offset-cis-marks"])
def test_preflight_finds_nothing_in_them(built: Edition, printer: str) -> None:
    suffix = ".print.pdf" if printer == "house" else f".print-{printer}.pdf"
    made = preflight(built.file(suffix).read_bytes(), "press.pdf", load_order(printer, b'{"trim_mm": [148, 210]}', "job"))
    assert [(one.id, one.code) for one in made.findings if one.severity.value != "info" and one.code != "not-measured"] == []


def test_marks_stand_off_the_bleed_in_registration_colour(built: Edition) -> None:
    profile = load_profile("offset-cis-marks")
    bleed, width, height = profile.bleed_mm * MM, 148 * MM, 210 * MM
    folios: list[str] = []
    with pikepdf.open(built.file(".print-offset-cis-marks.pdf")) as pdf:
        for page in pdf.pages:
            _, drawing, slug = page.obj.Contents
            assert page.obj.Resources.ColorSpace.All[0:2] == [pikepdf.Name.Separation, pikepdf.Name.All]
            told = re.findall(rb"(\S+) (\S+) m (\S+) (\S+) l S", slug.read_bytes())
            assert len(told) == 8
            for x0, y0, x1, y1 in (map(float, line) for line in told):
                assert (x0 == x1) != (y0 == y1)
                upright = x0 == x1
                edge, length, start, end = (x0, height, y0, y1) if upright else (y0, width, x0, x1)
                assert edge in (0.0, pytest.approx(width if upright else height, abs=0.01))
                near = min(abs(start), abs(end)) if max(start, end) < 0 else min(start, end) - length
                assert near >= bleed + 1 * MM - 0.01
                assert abs(end - start) == pytest.approx(5 * MM, abs=0.01)
            assert b" w /All CS 1 SCN" in slug.read_bytes()
            folios.append(sha256(drawing.read_bytes()).hexdigest()[:16])
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", str(built.file(".print-offset-cis-marks.pdf")), "-"], capture_output=True, text=True).stdout.split("\f")
        for index, (text, digest) in enumerate(zip(said, folios, strict=False)):
            assert f"guide-sample-6 · ru · {index + 1} / {len(folios)} · 2026-11-01 · {digest}" in text


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ("house,house", 2, "names “house” twice"),
        ("", 2, "names no printer"),
        ("house,,coated", 2, "names no printer"),
        ("nobody", 2, "There is no printer profile “nobody”"),
        ("gwg-2022-sheet-cmyk", 2, "only judges"),
        ("../own.toml", 4, "does not lie in the edition's folder"),
        ("missing.toml", 4, "missing.toml does not exist"),
        ("Own file.toml", 4, "cannot name a press file"),
        ("offset-cis,deep/offset-cis.toml", 2, "names “offset-cis” twice"),
        ("deep/offset-cis.toml,far.toml", 4, "names the ICC profile ../far.icc, which does not exist"),
    ],
)
def test_a_printer_that_there_is_not_is_one_sentence(
    edition: Edition, capsys: pytest.CaptureFixture[str], asked: str, code: int, said: str
) -> None:
    capsys.readouterr()
    given = cli.main(["build", str(edition.sources), "--build", str(edition.build), "--printer", asked, "--jobs", "1", "--ui-lang", "en"])
    told = capsys.readouterr().err
    assert (given, said in told, told.count("\n")) == (code, True, 1), told


def test_press_files_of_another_run_do_not_stay(built: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(built.build, tmp_path / "build")
    (tmp_path / "build" / "sample-6" / "ru" / "guide-sample-6-ru.print-notes.txt").write_text("mine", "utf-8")
    folder = tmp_path / "build" / "sample-6" / "ru"
    for asked, left in (((), {".print.pdf"}), (("--printer", "offset-cis"), {".print-offset-cis.pdf"})):
        code, _ = guide(capsys, "build", built.sources, "--build", tmp_path / "build", "--lang", "ru", "--jobs", "1", *asked)
        assert code == 0
        assert {path.name.split("ru", 1)[1] for path in folder.glob("*.print*")} == left | {".print-notes.txt"}
    code, told = guide(capsys, "status", built.sources, "--build", tmp_path / "build", "--lang", "ru")
    assert "The last build was for printers that --printer named." in [reason["sentence"] for reason in told["reasons"]]
