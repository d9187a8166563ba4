"""The coverage gate and the proof's marks, on a small edition as its staff build it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cli_editions import GOOD_ROWS, digests, guide, make_edition, workbook

from pipeline import cli, translators_proof
from pipeline.book import MadeBook
from pipeline.coverage import gate_of, standings_of, untranslated_of
from pipeline.doors.pdf import Boxes, InspectedFile, inspect_pdf
from pipeline.entries import Entry
from pipeline.errors import ExitCode
from pipeline.finishing import Finishing
from pipeline.localise.translations import load_content
from pipeline.model.book import Block
from pipeline.model.localised import CoverageCount, FieldCoverage, Localised
from pipeline.model.pages import MM
from pipeline.model.untranslated_words import untranslated_words
from tests.core.small_edition import EDITION, small_book

GATED = "[languages.kk]\nrequire = 100\n"
UNTRANSLATED = {"ngo-0001/mission", "ngo-0002/mission", "ngo-0003/mission"}
WAIVER = '[[waiver]]\nid = "LOC-001"\ncode = "coverage"\nreason = "The ministry wants the first copies today"\n'


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two languages, of which Kazakh lacks three missions; it was printed once, before all of it was required."""
    folder = tmp_path_factory.mktemp("gate")
    make_edition(folder / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    assert guide("build", folder / "sources", "--build", folder / "build").code == ExitCode.GOOD
    assert (folder / "build/2031/kk/guide-2031-kk.print.pdf").exists()
    settings = folder / "sources/edition.toml"
    settings.write_text(settings.read_text("utf-8") + GATED, "utf-8")
    return folder


def notes(pdf: Path) -> list[list[str]]:
    """What the annotations of each page say, but for links."""
    with pikepdf.open(pdf) as document:
        return [
            [str(one.get("/Contents", "")) for one in page.get("/Annots", []) if one.Subtype == "/Square"] for page in document.pages
        ]


def test_below_the_share_the_proof_is_written_and_no_press_file_stays_and_the_other_language_is_printed(gated: Path) -> None:
    ran = guide("build", gated / "sources", "--build", gated / "build")
    out = gated / "build/2031"
    assert ran.code == ExitCode.BLOCKED
    assert not (out / "kk/guide-2031-kk.print.pdf").exists(), "an older one would pass for good"
    assert (out / "kk/guide-2031-kk.proof.pdf").exists()
    assert (out / "ru/guide-2031-ru.print.pdf").exists()
    assert "3 texts are not translated:" in ran.said
    assert "mission (“ru”), ngo-0001/mission" in ran.said
    again = guide("build", gated / "sources", "--build", gated / "build", "--json")
    assert again.code == ExitCode.BLOCKED, "when there is nothing to do"
    told = {made["lang"]: made.get("untranslated", []) for made in again.json["languages"]}
    assert {one["key"] for one in told["kk"]} == UNTRANSLATED
    assert told["ru"] == []
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["untranslated"] == told["kk"]
    assert all(one["stands_in"] == "ru" and one["field"] == "mission" and one["folio"] == str(one["page"]) for one in told["kk"])
    assert [one["page"] for one in told["kk"]] == sorted(one["page"] for one in told["kk"])
    page = (out / "report.html").read_text("utf-8")
    part = page.partition('<h2 id="untranslated">')[2].partition("<h2")[0]
    assert all(key in part for key in UNTRANSLATED)


def test_the_proof_marks_each_text_on_its_page_and_explains_the_marks_once(gated: Path) -> None:
    guide("build", gated / "sources", "--build", gated / "build")
    out = gated / "build/2031"
    found = notes(out / "kk/guide-2031-kk.proof.pdf")
    told = json.loads((out / "report.json").read_text("utf-8"))["untranslated"]
    for one in told:
        assert any(one["key"] in note for note in found[one["page"] - 1])
    assert sum(bool(note) for page in found for note in page) == len(UNTRANSLATED)
    assert len(found[0]) == 1, "the key of the marks"
    assert not any(any(page) for page in notes(out / "ru/guide-2031-ru.print.pdf"))


def test_whoever_answers_for_it_in_writing_gets_a_press_file(gated: Path, tmp_path: Path) -> None:
    (tmp_path / "sources").symlink_to(gated / "sources")
    waivers = gated / "sources/waivers.toml"
    waivers.write_text(WAIVER, "utf-8")
    try:
        ran = guide("build", tmp_path / "sources", "--build", tmp_path / "build", "--lang", "kk")
    finally:
        waivers.unlink()
    assert ran.code == ExitCode.GOOD
    out = tmp_path / "build/2031/kk"
    proof, press = inspected(out / "guide-2031-kk.proof.pdf", 0), inspected(out / "guide-2031-kk.print.pdf", 3 * MM)
    assert any(notes(out / "guide-2031-kk.proof.pdf"))
    fonts = [{name: font.digest for name, font in page.fonts.items()} for page in proof.pages]
    assert fonts == [{name: font.digest for name, font in page.fonts.items()} for page in press.pages], "one reading serves both"
    assert [page.drawing for page in proof.pages] == [page.drawing for page in press.pages]


def inspected(path: Path, bleed: float) -> InspectedFile:
    return inspect_pdf(path.read_bytes(), Boxes(1, 1, bleed).shift)


def test_a_share_that_is_a_text_short_of_all_is_not_told_as_all() -> None:
    edition = replace(EDITION, required_coverage={"kk": 100.0})
    gate = gate_of(edition, CoverageCount("kk", {"name": FieldCoverage(4000, 3999)}), ())
    assert not gate.is_open
    assert "99.9 %" in str(gate.findings[0].message)
    assert gate_of(edition, CoverageCount("kk", {"name": FieldCoverage(4000, 4000)}), ()).is_open


def test_the_russian_text_as_its_own_translation_opens_no_gate_before_somebody_says_that_it_is_meant_so(gated: Path, tmp_path: Path) -> None:
    shutil.copytree(gated, tmp_path / "e")
    sources, build, out = tmp_path / "e/sources", tmp_path / "e/build", tmp_path / "e/build/2031"
    folders = ("--sources", sources, "--build", build)
    assert guide("strings", "export", "kk", *folders, "--only", "missing").code == ExitCode.GOOD
    exported = (out / "strings/guide-2031-kk.content.po").read_text("utf-8")
    texts = dict(re.findall(r'msgctxt "([^"]+)"\nmsgid "([^\n]*)"\nmsgstr ""', exported))
    (sources / "translations").mkdir()
    catalogue = sources / "translations/content.kk.po"
    for key, text in texts.items():
        target = text if key == "ngo-0002/mission" else "Өңірде бірге жұмыс істейміз."
        exported = exported.replace(f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{target}"')
    catalogue.write_text(exported, "utf-8")
    ran = guide("build", sources, "--build", build, "--lang", "kk", "--json")
    assert ran.code == ExitCode.BLOCKED
    assert {(one["id"], one["code"]) for one in ran.json["findings"]} >= {("LOC-001", "coverage"), ("STR-047", "same")}
    assert [(one["key"], one["stands_in"]) for one in ran.json["languages"][0]["untranslated"]] == [("ngo-0002/mission", "ru")]
    assert not (out / "kk/guide-2031-kk.print.pdf").exists()
    assert sum("ngo-0002/mission" in note for page in notes(out / "kk/guide-2031-kk.proof.pdf") for note in page) == 1
    status = guide("strings", "status", "kk", *folders, "--json").json["languages"][0]["whole"]
    assert (status["fuzzy"], status["missing"], status["percent"] < 100) == (1, 0, True)
    back = tmp_path / "back.po"
    back.write_text(re.sub(r'(?=#:[^\n]*\nmsgctxt "ngo-0002/mission")', "# осылай керек\n", exported), "utf-8")
    assert "1 doubtful translation was approved." in guide("strings", "import", back, *folders, "--ui-lang", "en").said
    assert '# Meant so\n' in catalogue.read_text("utf-8")
    assert guide("build", sources, "--build", build, "--lang", "kk").code == ExitCode.GOOD
    assert (out / "kk/guide-2031-kk.print.pdf").exists()


def test_a_text_that_is_to_be_looked_at_again_is_not_told_as_not_translated() -> None:
    catalogue = load_content('msgctxt "ngo-0003/mission"\nmsgid "а"\nmsgstr "б"\n\n#, fuzzy\nmsgctxt "ngo-0009/mission"\nmsgid "а"\nmsgstr "б"\n', "kk")
    assert catalogue.doubtful == ("ngo-0009/mission",)
    book = small_book()
    entries = [Entry(Localised(one, {}, (), ()), Block("", "", ""), {}) for one in book.listings]
    standings = standings_of(entries, book.made.page_map)
    found = {one.key: one for one in untranslated_of(entries, standings, "kk", catalogue)}
    assert {key: one.doubtful for key, one in found.items() if key in ("ngo-0003/mission", "ngo-0009/mission", "ngo-0015/mission")} == {
        "ngo-0003/mission": True, "ngo-0009/mission": True, "ngo-0015/mission": False}
    assert str(untranslated_words(found["ngo-0009/mission"])).endswith("ngo-0009/mission: to be looked at again")


def test_below_the_kazakh_share_the_latin_book_is_told_where_its_texts_and_its_share_come_from() -> None:
    edition = replace(EDITION, required_coverage={"kk-Latn": 90.0})
    (finding,) = gate_of(edition, CoverageCount("kk-Latn", {"name": FieldCoverage(10, 1)}), ()).findings
    assert str(finding.hint).startswith("It is made from the texts in “kk”: add translations into that language")


def test_a_translators_proof_that_reads_wrong_is_not_written(gated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    plain = translators_proof.keyed_proof

    def without_a_page(finishing: Finishing, made: MadeBook, *others: Any) -> bytes:
        return plain(finishing, replace(made, pages=made.pages[:-1]), *others)

    monkeypatch.setattr(translators_proof, "keyed_proof", without_a_page)
    code = cli.main(["strings", "proof", "kk", "--sources", str(gated / "sources"), "--build", str(tmp_path / "b"), "--ui-lang", "en"])
    assert code == ExitCode.FAILED_VERIFICATION
    assert "pages, the page map" in "".join(capsys.readouterr())
    assert not list((tmp_path / "b").rglob("*.translators.pdf"))


def test_the_translators_proof_has_the_key_of_each_text_at_its_height_and_changes_nothing_of_the_edition(gated: Path) -> None:
    guide("build", gated / "sources", "--build", gated / "build")
    before = digests(gated / "build")
    ran = guide("strings", "proof", "kk", "--sources", gated / "sources", "--build", gated / "build", "--json")
    assert ran.code == ExitCode.GOOD, ran.said
    path = Path(ran.json["file"])
    assert path == gated / "build/2031/strings/guide-2031-kk.translators.pdf"
    assert {name: digest for name, digest in digests(gated / "build").items() if name in before} == before
    with pikepdf.open(path) as proof, pikepdf.open(gated / "build/2031/kk/guide-2031-kk.proof.pdf") as plain:
        assert len(proof.pages) == len(plain.pages) == ran.json["pages"]
        assert [page.Contents[1].read_bytes() for page in proof.pages] == [page.Contents.read_bytes() for page in plain.pages]
        trim, crop = proof.pages[0].TrimBox, proof.pages[0].CropBox
        assert (float(trim[1]), float(trim[3])) == (float(crop[1]), float(crop[3])), "room on either side only"
        inside = [float(one.Rect[0]) for page in proof.pages for one in page.get("/Annots", []) if one.Subtype == "/Square"]
    assert sum(not float(trim[0]) <= x0 <= float(trim[2]) for x0 in inside) >= len(UNTRANSLATED)


def test_an_export_says_whether_it_knows_pages_and_lengths(gated: Path, tmp_path: Path) -> None:
    guide("build", gated / "sources", "--build", gated / "build")
    built = guide("strings", "export", "kk", "--sources", gated / "sources", "--build", gated / "build", "--out", tmp_path / "a")
    text = (tmp_path / "a/guide-2031-kk.content.po").read_text("utf-8")
    assert "guide-2031-kk.proof.pdf#page=" in text
    assert "жол сыяды, шамамен" in text
    assert "not been built yet" not in built.said
    fresh = guide("strings", "export", "kk", "--sources", gated / "sources", "--build", tmp_path / "none", "--out", tmp_path / "b")
    assert "Pages and lengths that fit are not in it: the language has not been built yet" in fresh.said
    assert "#page=" not in (tmp_path / "b/guide-2031-kk.content.po").read_text("utf-8")
