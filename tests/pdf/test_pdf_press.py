"""The press file is what prepress.md 1.4 asks for, and the proof leads where it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz

from pipeline import verify
from pipeline.doors.pdf import Boxes, MemorySubsets, write_document
from pipeline.doors.pdf.subsets import subset_of
from pipeline.model.pages import MM, DrawnPage
from pipeline.prepress import press_boxes, press_pdf
from pipeline.printers import load_profile, printing_names
from pipeline.proof import proof_pdf
from tests.core.small_edition import KAZAKH_LETTERS, small_book
from tests.verify.test_verify_reading import expected


@cache
def press(profile: str = "house") -> bytes:
    small = small_book()
    return press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, load_profile(profile))


@cache
def proof() -> bytes:
    small = small_book()
    return proof_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, small.made.page_map, small.guides)


def operators(page: pikepdf.Page) -> bytes:
    """All content streams of a page, in order (ISO 32000-1, 7.8.2)."""
    contents = page.obj.Contents
    return b"\n".join(part.read_bytes() for part in (contents if isinstance(contents, pikepdf.Array) else [contents]))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


@pytest.mark.parametrize(("profile", "bleed_mm"), [("house", 3), ("coated", 5)])
def test_boxes_start_at_the_origin_and_hold_the_whole_bleed(profile: str, bleed_mm: float) -> None:
    bleed = bleed_mm * MM
    trim = (bleed, bleed, bleed + 148 * MM, bleed + 210 * MM)
    media = (0, 0, 148 * MM + 2 * bleed, 210 * MM + 2 * bleed)
    with opened(press(profile)) as pdf:
        for page in pdf.pages:
            assert [float(edge) for edge in page.obj.MediaBox] == pytest.approx(media, abs=0.001)
            assert [float(edge) for edge in page.obj.BleedBox] == pytest.approx(media, abs=0.001)
            assert [float(edge) for edge in page.obj.TrimBox] == pytest.approx(trim, abs=0.001)
            assert "/CropBox" not in page.obj
            assert "/ArtBox" not in page.obj


@pytest.mark.parametrize(("bleed_mm", "slug_mm"), [(0, 0), (0, 8), (2.5, 0), (10, 0), (10, 6)])
def test_any_bleed_and_slug_stand_around_the_trim(bleed_mm: float, slug_mm: float) -> None:
    """As written, and as the re-reading wants it."""
    small = small_book()
    profile = replace(load_profile("offset-cis-marks" if slug_mm else "offset-cis"), bleed_mm=bleed_mm, slug_mm=slug_mm)
    content = press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, profile)
    trim, margin = (148 * MM, 210 * MM), (bleed_mm + slug_mm) * MM
    with opened(content) as pdf:
        page = pdf.pages[0].obj
        assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, *(side + 2 * margin for side in trim)], abs=0.002)
        assert [float(edge) for edge in page.TrimBox] == pytest.approx([margin, margin, *(side + margin for side in trim)], abs=0.002)
        slug = slug_mm * MM
        assert [float(edge) for edge in page.BleedBox] == pytest.approx([slug, slug, *(side + 2 * margin - slug for side in trim)], abs=0.002)
    terms = verify.PressTerms(press_boxes(*small.made.page_map.trim, profile), profile.pdfx, profile.intent.identifier, embeds=False)
    assert verify.verify_pdf(content, "press.pdf", expected(small), terms).findings == []


def test_thumb_tabs_reach_into_the_bleed() -> None:
    with opened(press()) as pdf:
        bars = [
            tuple(float(part) for part in match.group(1).split())
            for page in pdf.pages
            for match in re.finditer(rb"0 0 0 1 k ((?:-?[\d.]+ ){4})re f", operators(page))
        ]
    width = small_book().design.geometry.trim_width
    assert bars
    for x, _, bar_width, _ in bars:
        assert x == pytest.approx(-3 * MM, abs=0.01) or x + bar_width == pytest.approx(width + 3 * MM, abs=0.01)


def test_all_ink_is_black_and_nothing_else() -> None:
    """Operators are read one by one: only k and K, always without cyan, magenta and yellow; no pictures, no graphics states."""
    with opened(press()) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                assert operator not in {"rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "gs", "Do", "BI"}
                if operator in {"k", "K"}:
                    assert [float(part) for part in instruction.operands[:3]] == [0, 0, 0]


def test_the_press_file_has_no_annotation_and_no_outline() -> None:
    with opened(press()) as pdf:
        assert not any("/Annots" in page.obj for page in pdf.pages)
        assert "/Outlines" not in pdf.Root
        assert "/Names" not in pdf.Root
        assert "/OpenAction" not in pdf.Root


def test_the_output_intent_names_the_condition_and_embeds_its_profile() -> None:
    with opened(press()) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA29"
        assert intent.DestOutputProfile.N == 4
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[36:40] == b"acsp"
        assert profile[16:20] == b"CMYK"
    with opened(proof()) as pdf:
        assert "/OutputIntents" not in pdf.Root


def test_info_and_xmp_agree_and_name_pdfx4() -> None:
    with opened(press()) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "/Filter" not in pdf.Root.Metadata
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
        assert "<pdf:Trapped>False</pdf:Trapped>" in xmp
        assert str(pdf.docinfo.Trapped) == "/False"
        assert str(pdf.docinfo.Title) == "Шағын анықтамалық"
        assert ">Шағын анықтамалық<" in xmp
        assert ">Сынақ &amp; баспасы<" in xmp
        assert str(pdf.docinfo.CreationDate) == "D:20261101120000+00'00'"
        assert ">2026-11-01T12:00:00+00:00<" in xmp
        assert pdf.pdf_version == "1.6"
        assert "/ID" in pdf.trailer


def test_page_labels_are_the_folios() -> None:
    with opened(press()) as pdf:
        assert [pdf.pages[index].label for index in range(len(pdf.pages))] == [page.folio for page in small_book().made.page_map.pages]


def test_the_same_book_has_the_same_bytes() -> None:
    small = small_book()
    again = press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, load_profile("house"))
    assert again == press()
    other = press_pdf(
        small.made.pages, small.design.geometry, small.needs, small.faces, replace(small.facts, title="Басқа"), load_profile("house")
    )
    assert other != press()


def test_each_face_is_embedded_once_as_a_subset() -> None:
    with opened(press()) as pdf:
        files = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item]
        names = [str(item.FontName) for item in files]
    assert len({name.split("+")[1] for name in names}) == len(names) == len(small_book().needs)
    assert all(re.fullmatch(r"/[A-Z]{6}\+[\w-]+", name) for name in names)
    assert len(press()) < 700_000


def test_remembered_subsets_change_no_byte() -> None:
    small = small_book()
    subsets = MemorySubsets()

    def made() -> bytes:
        return press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, load_profile("house"), subsets)

    assert made() == press()
    keys = set(subsets.kept)
    assert len(keys) == len(small.needs)
    assert all(re.fullmatch(r"subset \d+, uharfbuzz [\d.]+, [\w-]+ [0-9a-f]{64}, \d+ glyphs [0-9a-f]{64}", key) for key in keys)
    assert made() == press()
    damaged = sorted(keys)[0]
    subsets.kept[damaged] = subsets.kept[damaged][:-7] + b"another"
    assert made() == press()
    assert set(subsets.kept) == keys


def test_an_embedded_subset_is_a_font_with_the_wanted_glyphs_only() -> None:
    small = small_book()
    faces = {face.name: face for face in small.faces}
    for name, glyphs in small.needs.items():
        subset = subset_of(faces[name], tuple(glyphs), MemorySubsets())
        content = zlib.decompress(subset.deflated)
        assert len(content) == subset.length
        face = uharfbuzz.Face(content)
        assert set(face.table_tags) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
        original = uharfbuzz.Face(Path(faces[name].location).read_bytes())
        cut, whole = uharfbuzz.Font(face), uharfbuzz.Font(original)
        for glyph, width in zip(glyphs, subset.widths, strict=True):
            assert cut.get_glyph_extents(glyph) == whole.get_glyph_extents(glyph)
            assert width == pytest.approx(whole.get_glyph_h_advance(glyph) * 1000 / original.upem, abs=0.5)
        drawn = sum(bool(cut.get_glyph_extents(glyph).width) for glyph in range(face.glyph_count))
        # Accented letters bring the letters they are made of.
        assert drawn <= 2 * len(glyphs) + 4


def test_proof_and_press_file_hold_the_same_page_streams() -> None:
    with opened(proof()) as screen, opened(press()) as paper:
        for one, other, page in zip(screen.pages, paper.pages, small_book().made.pages, strict=True):
            shift, contents = other.obj.Contents
            assert shift.read_bytes() == b"1 0 0 1 8.504 8.504 cm\n"
            assert one.obj.Contents.read_raw_bytes() == contents.read_raw_bytes() == page.deflated
        assert len({page.obj.Contents[0].objgen for page in paper.pages}) == 1


@pytest.mark.parametrize("count", [1, 31, 32, 33, 1025, 2100])
@pytest.mark.parametrize("pdfx", ["", "PDF/X-4"])
def test_the_page_tree_is_balanced_and_in_order(count: int, pdfx: str) -> None:
    pages = [DrawnPage.of(b"%% %d" % number, str(number + 1)) for number in range(count)]
    content = write_document(pages, Boxes(400, 500), {}, [], replace(small_book().facts, pdfx=pdfx))

    def walk(node: pikepdf.Object, depth: int) -> list[tuple[bytes, int]]:
        if node.Type == pikepdf.Name.Page:
            return [(node.Contents.read_bytes(), depth)]
        assert len(node.Kids) <= 32
        found = [leaf for kid in node.Kids for leaf in walk(kid, depth + 1)]
        assert len(found) == node.Count
        assert all(kid.Parent.objgen == node.objgen for kid in node.Kids)
        return found

    with opened(content) as pdf:
        found = walk(pdf.Root.Pages, 0)
        assert pdf.check_pdf_syntax() == []
    assert [text for text, _ in found] == [page.content for page in pages]
    assert len({depth for _, depth in found}) == 1


def test_identity_follows_the_pages() -> None:
    facts = small_book().facts

    def identity(text: bytes) -> bytes:
        with opened(write_document([DrawnPage.of(text, "1")], Boxes(400, 500), {}, [], facts)) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identity(b"q Q") == identity(b"q Q") != identity(b"q  Q")


def test_kazakh_letters_come_out_as_they_went_in() -> None:
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(press()))
    assert set(KAZAKH_LETTERS) <= set(text)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler's pdftotext is not installed")
def test_poppler_extracts_the_same_letters(tmp_path: Path) -> None:
    (tmp_path / "press.pdf").write_bytes(press())
    said = subprocess.run(["pdftotext", str(tmp_path / "press.pdf"), "-"], capture_output=True, text=True)
    assert said.stderr == ""
    assert set(KAZAKH_LETTERS) <= set(said.stdout)
    assert "Әділет жолы" in said.stdout


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("make", [press, proof])
def test_qpdf_finds_no_fault(make: object, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(make())  # type: ignore[operator]
    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "book.pdf")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_links_of_the_proof_lead_to_their_listings() -> None:
    page_map = small_book().made.page_map
    line = next(line for line in page_map.lines if line.section == "index-organisations")
    with opened(proof()) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        targets = {
            pages[annotation.Dest[0].objgen] for annotation in pdf.pages[line.page_index].obj.Annots if "/Dest" in annotation
        }
        assert page_map.anchors[line.targets[0]][0] in targets
        addresses = [str(annotation.A.URI) for page in pdf.pages for annotation in page.obj.get("/Annots", []) if "/A" in annotation]
    assert any(address.startswith("mailto:") for address in addresses)
    assert any(address.startswith("tel:+7") for address in addresses)


def test_bookmarks_name_every_section_and_every_listing() -> None:
    with opened(proof()) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        children = [child.title for entry in outline.root for child in entry.children]
    assert titles == [title for _, title, _ in small_book().made.page_map.sections]
    assert sorted(children) == sorted(small_book().guides.values())


def test_every_profile_of_the_package_loads() -> None:
    assert {"house", "coated", "offset-cis", "offset-cis-marks"} == set(printing_names())
    for name in printing_names():
        assert load_profile(name).name == name
