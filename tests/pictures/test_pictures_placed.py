"""From a file that an editor names to the plate: found or told, set at its place, embedded once, found again in the finished file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from pipeline import pictures as of_pictures
from pipeline.desk import Desk
from pipeline.doors.images import Condition
from pipeline.doors.pdf import DocumentFacts, inspect_pdf, merge_needs
from pipeline.doors.plates import PagePlates, Separator, find_separator
from pipeline.doors.templates import mark_up
from pipeline.drawings import inline_drawing, is_drawing
from pipeline.errors import BrokenTemplate, Unreadable
from pipeline.galley_store import NoGalleyStore
from pipeline.makeup import draw_page, map_pages
from pipeline.memory import Memory
from pipeline.model.book import Block, Section
from pipeline.model.cover import CoverSize
from pipeline.model.galley import StyleSheet
from pipeline.model.inks import Inks, Spot
from pipeline.model.pages import MM, MadePage, PageGeometry, Placement, Side
from pipeline.pictures import Pictures
from pipeline.preflight import load_order, preflight
from pipeline.prepress import COVER_INKS, cover_page, press_pdf
from pipeline.printers import load_profile
from pipeline.proof import proof_pdf
from pipeline.typeset import Typesetter, Typesetting
from pipeline.typeset.encoding import decode_galley, encode_galley
from pipeline.verify.extract import picture_boxes
from pipeline.verify.pictures import begin_to_look, lost_pictures
from tests.core.plain_sheet import BASE
from tests.core.small_edition import EDITION, faces
from tests.pictures.picture_files import noise, saved, scene

LOGO = '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9pt"><path fill="#000" d="M0 0h9v9z"/><path fill="white" d="M1 1h1v1z"/></svg>'
FOUR = Inks("CMYK")
SPOT = Inks("K+spot", Spot("PANTONE 286 C", (1.0, 0.66, 0.0, 0.02)))
GEOMETRY = PageGeometry(300.0, 400.0, 40.0, 40.0, 40.0, 10.0, 32, {1: 0.0, 2: 10.0})
CSS = BASE + "img { display: block } .wide { width: 100% } .inch { width: 72pt } svg { height: 20pt; display: block }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    (folder / "front" / "снимки").mkdir(parents=True)
    (folder / "front" / "снимки" / "степь.jpg").write_bytes(saved(noise((900, 600)), "JPEG", quality=95))
    (folder / "line.png").write_bytes(saved(scene("1", (1000, 250)), "PNG"))
    (folder / "flag.png").write_bytes(saved(scene("RGBA", (300, 200)), "PNG"))
    (folder / "logo.svg").write_text(LOGO)
    (folder / "red.svg").write_text(LOGO.replace("#000", "#c00"))
    (folder / "words.svg").write_text(LOGO.replace("<path", "<text>x</text><path", 1))
    (folder / "note.jpg").write_text("the photo follows")
    return folder


def pictures(folder: Path, inks: Inks = FOUR) -> Pictures:
    return Pictures(Desk(folder, folder / "build"), replace(EDITION, inks=inks), Memory(None))


def placed(folder: Path, html: str, inks: Inks = FOUR) -> str:
    return pictures(folder, inks).place(Block("b", "front", html)).html


def test_a_picture_stands_in_the_html_by_digest_and_size_and_front_matter_names_it_from_its_folder(folder: Path) -> None:
    html = str(mark_up("Слово\n\n![Степь](снимки/степь.jpg)\n", folder="front"))
    assert 'src="edition:front/' in html
    made = placed(folder, html)
    assert 'src="picture:' in made
    assert "/216.000x144.000" in made, "900 × 600 pixels at 300 to the inch"
    assert placed(folder, '<p>no picture, <b>not one</b></p>') == '<p>no picture, <b>not one</b></p>'
    assert placed(folder, "<img class='wide' src='edition:front/снимки/../снимки/степь.jpg'/>").startswith('<img src="picture:')


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<img src="edition:none.jpg">', r"The picture none\.jpg does not exist"),
        ('<img src="none.jpg">', r"The picture layouts/pocket/none\.jpg does not exist"),
        ('<img src="edition:front/../../etc/passwd">', "outside the folder"),
        ('<img src="../base.css">', "outside the folder"),
        ('<img src="https://photos.example/a.jpg">', "nothing is fetched"),
        ('<img src="//photos.example/a.jpg">', "nothing is fetched"),
        ('<img src="/etc/passwd">', "nothing is fetched"),
        ('<img src="data:image/png;base64,AAAA">', "nothing is fetched"),
        ("<img>", "nothing is fetched"),
        ('<img src="edition:note.jpg">', r"note\.jpg cannot be printed: it is no picture of a kind"),
        ('<img src="edition:words.svg">', r"words\.svg cannot be printed: it holds letters of a font"),
        ('<img src="base.css">', r"layouts/pocket/base\.css cannot be printed"),
    ],
)
def test_what_is_not_there_or_not_ours_is_told_in_one_sentence(folder: Path, html: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told) as raised:
        placed(folder, html)
    assert raised.value.hint is not None


def test_a_drawing_stands_in_the_html_itself_with_its_greys_as_tones_of_black(folder: Path) -> None:
    made = placed(folder, '<img src="edition:logo.svg" class="sign" width="40" alt="Logo">')
    assert made.startswith("<svg")
    assert 'class="sign"' in made
    assert 'width="40"' in made
    assert "9pt" not in made
    assert 'fill="device-cmyk(0 0 0 1)" d=' in made
    assert 'fill="device-cmyk(0 0 0 0)"' in made
    with pytest.raises(BrokenTemplate, match=r"red\.svg, line 1: “#c00” is a colour for screens"):
        placed(folder, '<img src="edition:red.svg">')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<svg><script>1</script></svg>", "program"), ('<svg onload="x()"></svg>', "program"), ('<svg><image href="a.png"/></svg>', "pixels"),
        ('<svg><use xlink:href="other.svg#a"/></svg>', "another file"), ("<svg><path/>", "cut off"), ("<svg><text>a</text></svg>", "letters"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>', "entities"),
    ],
)  # fmt: skip
def test_a_drawing_that_fetches_runs_or_sets_type_is_refused(text: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        inline_drawing(text.encode(), {})


def test_a_drawing_is_known_by_its_beginning() -> None:
    assert is_drawing(LOGO.encode())
    assert is_drawing(b"\xef\xbb\xbf  <svg>")
    assert not is_drawing(b"<html><svg></svg></html>")
    assert not is_drawing(saved(scene(), "PNG"))


HTML = (
    '<div><p>Words before.</p><img class="wide" src="edition:front/снимки/степь.jpg"><p>Words after.</p>'
    '<img class="inch" src="edition:line.png"><img class="inch" src="edition:flag.png"><img class="inch" src="edition:flag.png">'
    '<img src="edition:logo.svg"></div>'
)


class Book:
    """One page with pictures, in the inks of a job."""

    def __init__(self, folder: Path, inks: Inks) -> None:
        self.inks, self.pictures = inks, pictures(folder, inks)
        sheet = StyleSheet("front", CSS, GEOMETRY.measure, colours=inks.colours)
        typesetter = Typesetter(Typesetting({"front": sheet}, faces(), {}), NoGalleyStore(), place_pictures=self.pictures.place)
        assert typesetter.set([Block("one", "front", HTML)]) == []
        self.galley = typesetter.galleys["one"]
        ys = [40.0]
        for piece, following in zip(self.galley.pieces, self.galley.pieces[1:], strict=False):
            ys.append(ys[-1] + piece.height + following.before)
        made = MadePage("front", Side.RECTO, (Placement("one", 40.0, tuple(ys)),), folio="1")
        self.pages = [draw_page(made, {"one": self.galley}, GEOMETRY)]
        section = Section("front", "front", "ru", "Front", (Block("one", "front", ""),))
        self.map = map_pages("small", "ru", [made], self.pages, [section], {"one": typesetter.galleys.shapes["one"]}, GEOMETRY)
        self.printer = load_profile("house")
        needs = merge_needs(self.pages)
        facts = DocumentFacts("Small", "Publisher", "ru", datetime(2026, 11, 1, 12, tzinfo=UTC), "guide-pipeline test")
        own = self.pictures.converted(self.pages, self.printer)
        self.press = press_pdf(self.pages, GEOMETRY, needs, faces(), facts, self.printer, inks=inks, pictures=own)
        self.proof = proof_pdf(self.pages, GEOMETRY, needs, faces(), facts, self.map, {}, inks=inks, pictures=own)


@pytest.fixture(scope="module", params=["K", "K+spot", "CMYK"])
def book(request: pytest.FixtureRequest, folder: Path) -> Book:
    return Book(folder, SPOT if request.param == "K+spot" else Inks(request.param))


def test_the_galley_carries_its_pictures_and_is_remembered_with_them(book: Book) -> None:
    held = [one for piece in book.galley.pieces for one in piece.pictures]
    assert [(round(one.x1 - one.x0, 1), round(one.bottom - one.top, 1)) for one in held] == [(220.0, 146.7), (72.0, 18.0), (72.0, 48.0), (72.0, 48.0)]
    assert decode_galley(encode_galley(book.galley)) == book.galley


def test_each_picture_is_embedded_once_in_the_inks_of_the_job(book: Book) -> None:
    with pikepdf.open(BytesIO(book.press)) as pdf:
        images = list(pdf.pages[0].obj.Resources.XObject.values())
        spaces = sorted((str(image.ColorSpace), int(image.BitsPerComponent), int(image.Width)) for image in images)
    inked = "/DeviceCMYK" if book.inks.colours == "CMYK" else "/DeviceGray"
    assert spaces == sorted([(inked, 8, 900), ("/DeviceGray", 1, 1000), (inked, 8, 300)])


@pytest.mark.skipif(find_separator() is None, reason="Ghostscript is not installed")
def test_its_ink_comes_on_the_plates_of_the_job_and_a_preflight_has_nothing_to_say(book: Book) -> None:
    found: set[str] = set()

    def separate(pages: int) -> Iterator[PagePlates]:
        separator = Separator(find_separator() or "", book.press, pages)
        for page in separator:
            found.update(name for name, ink in page.plates.items() if any(ink))
            yield page
        separator.close()

    job = {"colours": book.inks.ordered, "spots": list(book.inks.spots), "page_multiple": 1}
    told = preflight(book.press, "small.pdf", load_order("house", json.dumps(job).encode(), "job.json"), separate=separate)
    assert [(one.id, str(one.message)) for one in told.findings] == []
    assert found == ({"Cyan", "Magenta", "Yellow", "Black"} if book.inks.colours == "CMYK" else {"Black"})


def test_pictures_are_found_again_in_proof_and_press_file(book: Book) -> None:
    bleed = book.printer.bleed_mm * 72 / 25.4
    for content, offset in ((book.proof, 0.0), (book.press, bleed)):
        assert list(lost_pictures(book.map, begin_to_look(content, book.map, offset, None)(), "a.pdf")) == []
    assert all(page.drawing for page in inspect_pdf(book.proof, b"").pages), "what such a page draws is known by its pictures too"


def test_a_picture_that_is_missing_moved_or_one_too_many_is_told(book: Book) -> None:
    [boxes] = picture_boxes(book.proof, [0], 0.0)
    moved = [(boxes[0][0] + 3, *boxes[0][1:]), *boxes[1:]]
    told = [[str(one.message) for one in lost_pictures(book.map, [seen], "a.pdf")] for seen in (boxes[1:], moved, [*boxes, boxes[0]])]
    name = book.pages[0].pictures[0].name
    stands, extra = f"The picture {name} does not stand here", "A picture stands here that was not placed"
    assert told == [[stands], [stands, extra], [extra]]


def test_coarse_pictures_are_told_with_file_size_and_pixels_to_the_inch(folder: Path) -> None:
    made = Book(folder, Inks("K"))
    order = {"image_ppi": {"error": 250.0, "warn": 310.0}, "bitmap_ppi": {"error": 100.0, "warn": 1100.0}}
    told = made.pictures.findings(made.pages, replace(made.printer, order=order))
    assert {(str(one.place), one.code) for one in told} == {
        ("front/снимки/степь.jpg", "modest-resolution"), ("flag.png", "modest-resolution"), ("line.png", "modest-resolution"),
    }  # fmt: skip
    assert "front/снимки/степь.jpg has 295 pixels an inch at 78 × 52 mm (page 1); wanted are 310" in {str(one.message) for one in told}
    assert [one.code for one in made.pictures.findings(made.pages, replace(made.printer, order={**order, "bitmap_ppi": {"error": 1, "warn": 2}}))] == ["modest-resolution"] * 2


def test_what_has_more_pixels_than_print_shows_is_brought_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_pictures, "MOST_PPI", 100)
    made = Book(folder, Inks("K"))
    with pikepdf.open(BytesIO(made.press)) as pdf:
        sizes = sorted((int(image.Width), int(image.Height)) for image in pdf.pages[0].obj.Resources.XObject.values())
    assert sizes == [(100, 67), (306, 204), (1000, 250)]


def test_the_originals_are_untouched_and_the_bytes_repeat(folder: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    first = Book(folder, Inks("CMYK")).press
    shutil.copytree(folder, tmp_path / "again")
    assert Book(tmp_path / "again", Inks("CMYK")).press == first
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_picture_on_a_cover_stands_from_the_corner_of_the_bleed(folder: Path) -> None:
    size = CoverSize((148.0, 210.0), 5.0, 3.0, 6.0, 6.0)
    sheet = StyleSheet("cover", CSS, (301 + 6) * MM, 216 * MM, colours="CMYK")
    held = pictures(folder, COVER_INKS)
    typesetter = Typesetter(Typesetting({"cover": sheet}, faces(), {}), NoGalleyStore(), place_pictures=held.place)
    typesetter.set([Block("cover", "cover", '<div><img class="inch" src="edition:flag.png"></div>')])
    page = cover_page(typesetter.galleys["cover"], size)
    top = (210 + 3) * MM
    assert page.pictures[0].box == pytest.approx((-3 * MM, top - 48, -3 * MM + 72, top), abs=0.01)
    assert set(held.converted_for([page], Condition("CMYK", load_profile("house").icc, 280), "house")) == {page.pictures[0].name}


def test_a_printer_without_a_profile_gets_no_colours_made_up(folder: Path) -> None:
    made = Book(folder, Inks("CMYK"))
    with pytest.raises(Unreadable, match="has no ICC profile to convert"):
        made.pictures.converted(made.pages, replace(made.printer, icc=b""))
