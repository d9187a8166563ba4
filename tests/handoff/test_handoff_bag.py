"""What lies in a bag: its files and their order, papers that say the same, and bytes that do not depend on who packed it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from pipeline.handoff import job_schema, read_job
from pipeline.verify import page_texts
from tests.cli.cli_editions import guide
from tests.handoff.handed_bags import Handed, files_of, here

XJDF = "{http://www.CIP4.org/JDFSchema_2_0}"


@pytest.fixture(scope="module")
def files(handed: Handed) -> dict[str, bytes]:
    assert handed.ran.code == 0, handed.ran.said
    return files_of(handed.bag.read_bytes())


def test_a_bag_holds_what_a_printer_needs_in_a_fixed_order_under_plain_names(handed: Handed, files: dict[str, bytes]) -> None:
    names = list(files)
    assert {"01_interior_ru.pdf", "02_cover_ru.pdf", "05_proof_lowres_ru.pdf", "06_folding_dummy_ru.pdf", "07_swatches.pdf"} <= files.keys()
    assert {f"04_preflight_{kind}_ru.{ending}" for kind in ("interior", "cover") for ending in ("pdf", "json")} <= files.keys()
    assert {f"03_spec_sheet_{lang}.pdf" for lang in ("kk", "ru", "en")} <= files.keys()
    assert {"job.json", "job.xjdf", "README.txt", "SHA256SUMS", "fonts-licences/FONTS.txt"} <= files.keys()
    assert names[-1] == "SHA256SUMS"
    assert all(name.isascii() and re.fullmatch(r"[\w./-]+", name) for name in names)
    numbered = [name for name in names if name[0].isdigit()]
    assert numbered == sorted(numbered) == names[: len(numbered)]
    with zipfile.ZipFile(handed.bag) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_the_interior_is_the_press_file_byte_by_byte(handed: Handed, files: dict[str, bytes]) -> None:
    assert files["01_interior_ru.pdf"] == (handed.build / "2031" / "ru" / "guide-2031-ru.print.pdf").read_bytes()


def test_sha256sum_alone_finds_the_bag_whole_and_finds_a_changed_byte(handed: Handed, tmp_path: Path) -> None:
    with zipfile.ZipFile(handed.bag) as archive:
        archive.extractall(tmp_path)
    check = ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    listed = {line.split("  ", 1)[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert listed | {"SHA256SUMS"} == set(files_of(handed.bag.read_bytes()))
    with (tmp_path / "job.xjdf").open("ab") as ticket:
        ticket.write(b" ")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 1


def test_job_json_is_of_its_schema_and_says_what_the_pdfs_are(files: dict[str, bytes]) -> None:
    schema = json.loads((Path(__file__).resolve().parents[2] / "pipeline/handoff/job.schema.json").read_text("utf-8"))
    assert schema == json.loads(json.dumps(job_schema()))
    values = json.loads(files["job.json"])
    assert values.keys() == schema["properties"].keys()
    job, rows = read_job(files["job.json"])
    for book in job.books:
        with pikepdf.open(_stream(files[book.interior.file])) as pdf:
            assert (book.pages, book.run) == (len(pdf.pages), 500)
            x0, y0, x1, y1 = map(float, pdf.pages[0].trimbox)
        assert [(x1 - x0) / 72 * 25.4, (y1 - y0) / 72 * 25.4] == pytest.approx(book.interior.trim_mm, abs=0.01)
        assert book.interior.order["kind"] == "interior"
        with pikepdf.open(_stream(files[book.cover.file])) as cover:
            x0, y0, x1, y1 = map(float, cover.pages[0].trimbox)
        assert book.spine is not None
        assert (x1 - x0) / 72 * 25.4 == pytest.approx(2 * job.trim_mm[0] + book.spine.width_mm, abs=0.02)
        assert book.spine.width_mm == pytest.approx(book.pages / 2 * 0.0976 + 2 * 0.25, abs=0.001)
    assert rows.keys() == {"kk", "ru", "en"}


def _stream(content: bytes) -> object:
    from io import BytesIO

    return BytesIO(content)


@pytest.mark.parametrize(("lang", "words"), [("ru", ["Спецификация", "500 экземпляров"]), ("kk", ["Спецификация", "500 дана"]), ("en", ["500 copies", "8 leaves"])])
def test_the_specification_speaks_three_languages_and_names_the_digests(files: dict[str, bytes], lang: str, words: list[str]) -> None:
    text = " ".join("".join(page_texts(files[f"03_spec_sheet_{lang}.pdf"])).split())
    job, _ = read_job(files["job.json"])
    for wanted in (*words, "2031-R1", "1+1", "60×84/16", *(one.sha256 for book in job.books for one in book.files)):
        assert wanted in text


def test_the_job_ticket_is_what_the_schema_of_xjdf_asks_for(files: dict[str, bytes]) -> None:
    """The demands of xjdf.xsd (CIP4) on the elements that we write, checked by hand against it; it is not ours to pass on."""
    root = ElementTree.fromstring(files["job.xjdf"])
    assert root.tag == f"{XJDF}XJDF"
    assert {"JobID", "Types"} <= root.attrib.keys()
    assert root.get("Version") in {"2.0", "2.1", "2.2", "2.3"}
    assert [child.tag for child in root] == [f"{XJDF}ProductList"]
    products = {product.get("ID"): product for product in root[0]}
    assert None not in products
    for product in products.values():
        order = [child.tag.removeprefix(XJDF) for child in product]
        assert order == sorted(order, key=["Comment", "GeneralID", "Intent"].index)
        for intent in product.findall(f"{XJDF}Intent"):
            assert [child.tag for child in intent] == [XJDF + intent.get("Name", "")]
    for binding in root.iter(f"{XJDF}BindingIntent"):
        assert binding.get("BindingType") in {"SoftCover", "SaddleStitch"}
        refs = binding.get("ChildRefs")
        assert refs is None or (len(refs.split()) >= 2 and set(refs.split()) <= products.keys())
    for layout in root.iter(f"{XJDF}LayoutIntent"):
        assert len([float(one) for one in layout.get("FinishedDimensions", "").split()]) == 3
        assert layout.get("Sides") in {"OneSided", "TwoSidedHeadToHead"}
        assert layout.get("Pages", "").isdigit()
    assert {media.get("MediaType") for media in root.iter(f"{XJDF}MediaIntent")} == {"Paper"}
    assert {surface.get("Surface") for surface in root.iter(f"{XJDF}SurfaceColor")} <= {"Front", "Back"}
    roots = [product for product in products.values() if product.get("IsRoot") == "true"]
    assert [(product.get("PartVersion"), product.get("Amount")) for product in roots] == [("ru", "500")]


def test_the_readme_says_what_is_what_in_three_languages(files: dict[str, bytes]) -> None:
    text = files["README.txt"].decode("utf-8")
    for words in ("ҚАЗАҚ", "РУССКИЙ", "ENGLISH", "sha256sum -c SHA256SUMS", "01_interior", "guide verify 2031-R1.zip"):
        assert words in text
    listed = [line.split()[0] for line in text[text.index("ENGLISH") :].splitlines() if line[:2] in ("01", "02", "03", "04", "05", "06", "07")]
    assert all(any(name.startswith(begin) for name in files) for begin in listed)
    assert len(listed) == 7


def test_the_folding_dummy_shows_every_folio(files: dict[str, bytes]) -> None:
    text = "".join(page_texts(files["06_folding_dummy_ru.pdf"]))
    pages = read_job(files["job.json"])[0].books[0].pages
    assert {str(folio) for folio in range(1, pages + 1)} <= set(re.findall(r"\d+", text))


def test_the_same_job_is_the_same_bag_whoever_packs_it_and_the_same_round(again: Handed) -> None:
    before, ledger = again.bag.read_bytes(), (again.folder / "rounds.json").read_bytes()
    again.bag.write_bytes(before[:1000])
    others = {"LANG": "ru_RU.UTF-8", "TZ": "Asia/Almaty", "PYTHONHASHSEED": "7"}
    ran = guide("handoff", again.sources, "--build", again.build, "--json", **others)
    assert (ran.code, ran.json["round"], ran.json["new"]) == (0, 1, True), ran.said
    assert again.bag.read_bytes() == before
    assert (again.folder / "rounds.json").read_bytes() == ledger
    ran = again.hand_off("--json")
    assert (ran.code, ran.json["round"], ran.json["new"]) == (0, 1, False)


def test_verify_needs_nothing_but_the_bag(handed: Handed, tmp_path: Path) -> None:
    bag = tmp_path / "from the mail.zip"
    bag.write_bytes(handed.bag.read_bytes())
    ran = guide("verify", bag, cwd=tmp_path, PATH=os.devnull)
    assert (ran.code, "is whole: job 2031-R1" in ran.out) == (0, True), ran.said
    assert list(tmp_path.iterdir()) == [bag]
    told = here("verify", bag, "--json").json
    assert (told["exit_code"], told["findings"], told["job"], told["round"]) == (0, [], "2031-R1", 1)
