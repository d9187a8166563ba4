"""The pictures of the job bag: proof and page JPEGs, changes between rounds with their contact sheet, swatches in true inks."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from proof_files import PROFILE, SPOT, patches, saved

from pipeline.doors.pdf.painted import Painted, reading_pdf
from pipeline.doors.plates import find_separator
from pipeline.preflight.inks import foreign, plates
from pipeline.softproof import OutputColours
from pipeline.softproofs import ChangedPage, Changes, changed_pages, contact_sheet, lowres_proof, open_pdf, page_jpegs, separated, swatches

needs_gs = pytest.mark.skipif(find_separator() is None, reason="Ghostscript is not installed")
BLACK = b"0 0 0 1 k 100 60 90 90 re f"


def edited(content: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        edit(pdf)
        return saved(pdf)


def painting(page: int, content: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Paint more on a page (from 1)."""

    def edit(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[page - 1]
        held.contents_coalesce()
        held.Contents = pdf.make_stream(held.Contents.read_bytes() + b"\n" + content)

    return edit


def trimmed(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.TrimBox = Array([20, 20, 280, 180])


@needs_gs
def test_the_proof_has_every_page_at_trim_size_with_a_watermark_and_always_the_same_bytes() -> None:
    content = edited(patches(BLACK, pages=2), trimmed)
    made = lowres_proof(content, "interior.pdf", "ru")
    assert made == lowres_proof(content, "interior.pdf", "ru")
    assert made != lowres_proof(content, "interior.pdf", "kk")  # the watermark is the edition's
    with pikepdf.open(BytesIO(made)) as pdf:
        assert [[float(edge) for edge in page.mediabox] for page in pdf.pages] == [[0, 0, 260, 160]] * 2
        assert "/CreationDate" not in pdf.docinfo
        image = pdf.pages[0].obj.Resources.XObject.P
        assert (image.Filter, image.ColorSpace) == (Name.DCTDecode, Name.DeviceGray)  # one ink, one component
        marked = Image.open(BytesIO(image.read_raw_bytes()))
    plain = Image.open(BytesIO(page_jpegs(content, "interior.pdf")["p001.jpg"]))
    assert marked.size == plain.size
    assert (abs(marked.width - 361) <= 1, abs(marked.height - 222) <= 1) == (True, True)
    assert plain.getpixel((5, 5)) > 250  # paper is white
    assert plain.getpixel((170, 100)) < 60
    assert marked.crop((0, 0, 100, 200)).getextrema()[0] < 235
    assert plain.crop((0, 0, 100, 200)).getextrema()[0] > 245


@needs_gs
def test_page_jpegs_in_colour_are_seen_through_the_output_profile() -> None:
    (jpeg,) = page_jpegs(patches(), "cover.pdf").values()
    picture = Image.open(BytesIO(jpeg))
    expected = OutputColours(PROFILE, paper=False).on_screen(Image.new("CMYK", (1, 1), (255, 0, 0, 0))).getpixel((0, 0))
    seen = picture.getpixel((40 * 100 // 72, 160 * 100 // 72))
    assert max(abs(one - other) for one, other in zip(seen, expected, strict=True)) < 12  # type: ignore[arg-type]


@needs_gs
def test_a_changed_dot_is_found_with_its_place_and_plates() -> None:
    old = patches(BLACK, pages=4)
    new = edited(edited(old, painting(2, b"0 0 0 1 k 20 30 3 3 re f 20 150 3 3 re f")), painting(4, b"1 0 0 1 k 100 60 90 90 re f"))
    made = changed_pages(old, new)
    assert [(one.page, one.kind, one.plates) for one in made.changed] == [(2, "changed", ("Black",)), (4, "changed", ("Cyan",))]
    upper, lower = made.changed[0].boxes
    for box, y in ((upper, 150), (lower, 30)):
        assert all(abs(edge - wanted) < 1.5 for edge, wanted in zip(box, (20, y, 23, y + 3), strict=True))


@needs_gs
def test_pages_that_come_go_or_change_their_size_are_told_and_equal_ones_are_not() -> None:
    old = patches(BLACK, pages=3)

    def longer(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D)]))
        pdf.pages.append(pdf.pages[0])
        pdf.pages[1].obj.MediaBox = Array([0, 0, 300, 220])

    new = edited(old, longer)
    made = changed_pages(old, new)
    assert [(one.page, one.folio, one.kind) for one in made.changed] == [(2, "1", "changed"), (4, "3", "added")]
    assert [(one.page, one.kind) for one in changed_pages(new, old).changed] == [(2, "changed"), (4, "removed")]
    assert changed_pages(old, edited(old, lambda pdf: None)) == Changes(3, 3, ())


def test_pages_are_told_apart_by_all_they_are_drawn_from() -> None:
    """By a resource whose name is a key elsewhere, by an annotation; not by where an object stands in the file."""

    def digests(edit: Callable[[pikepdf.Pdf], None]) -> list[bytes]:
        with reading_pdf(edited(patches(BLACK, pages=2), edit)) as pdf:
            return pdf.page_digests()

    def drawing(grey: bytes) -> Callable[[pikepdf.Pdf], None]:
        def edit(pdf: pikepdf.Pdf) -> None:
            form = pdf.make_stream(grey + b" g 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            pdf.pages[0].obj.Resources.XObject = Dictionary(P=form, Parent=form)

        return edit

    def noted(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 9, 9]), F=4, P=pdf.pages[0].obj)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    plain, other, third, with_note = (digests(edit) for edit in (lambda pdf: None, drawing(b"0"), drawing(b"1"), noted))
    assert len({plain[0], other[0], third[0], with_note[0]}) == 4
    assert plain[1] == other[1] == third[1] == with_note[1] == plain[0]
    assert b"" not in (*plain, *other, *with_note)

    def circle(pdf: pikepdf.Pdf) -> None:
        held = pdf.make_indirect(Dictionary())
        held.Self = held
        pdf.pages[0].obj.Resources.Properties = held

    assert digests(circle)[0] == b""


@needs_gs
def test_what_stands_outside_the_bleed_is_no_change() -> None:
    def with_slug(text: bytes) -> bytes:
        return edited(edited(patches(BLACK), trimmed), painting(1, text))

    assert changed_pages(with_slug(b"0 0 0 1 k 5 5 10 5 re f"), with_slug(b"0 0 0 1 k 5 5 4 5 re f")).changed == ()


@needs_gs
def test_the_contact_sheet_shows_spreads_with_folios_and_names_what_changed() -> None:
    new = patches(BLACK, pages=5)
    changes = Changes(6, 5, (ChangedPage(3, "3", "changed", ((100.0, 60.0, 190.0, 150.0),), ("Black",)), ChangedPage(6, "6", "removed")))
    made = contact_sheet(new, changes, "ru", name="guide.pdf", rounds=("R1", "R2"))
    assert made == contact_sheet(new, changes, "ru", name="guide.pdf", rounds=("R1", "R2"))
    with reading_pdf(made) as pdf:
        assert pdf.page_count == 1
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages[0].obj.Resources.XObject) >= 1


def test_swatches_are_set_in_the_inks_they_name() -> None:
    files = {"cover.pdf": patches(b".8 .8 .8 .8 k 0 0 9 9 re f /Spot cs .5 scn 0 0 9 9 re f /Over gs 1 0 0 0 k 0 0 5 5 re f")}
    made = swatches(files, "kk")
    assert made == swatches(files, "kk")
    seen: set[tuple[tuple[str, float], ...]] = set()

    def look(thing: Painted) -> None:
        assert foreign(thing.paint.space, alternates=False) is None, thing
        held = plates(thing.paint)
        if thing.what == "fill" and held:
            seen.add(tuple((name, round(share, 3)) for name, share in held.items()))

    with reading_pdf(made) as pdf:
        assert pdf.output_profile() == ("FOGRA29", PROFILE)
        for page in pdf.page_facts():
            pdf.read_page(page, look)
    assert {(("Cyan", 0.8), ("Magenta", 0.8), ("Yellow", 0.8), ("Black", 0.8)), (("Cyan", 1.0),), ((SPOT, 0.5),)} <= seen
    assert {((SPOT, share),) for share in (0.05, 0.1, 0.3, 1.0)} | {(("Black", share),) for share in (0.05, 0.1, 0.3, 1.0)} <= seen


@needs_gs
def test_a_spot_of_the_swatches_has_its_plate_and_its_alternate() -> None:
    pdf = open_pdf(swatches({"cover.pdf": patches(b"/Spot cs 1 scn 0 0 9 9 re f")}, "en"), "swatches.pdf")
    with separated(pdf, 40, pdf.profile) as pages:
        page = next(pages)
    assert max(page.plates[SPOT]) == 255
    assert max(page.plates["Cyan"]) == max(page.plates["Magenta"]) == 0
    at = page.plates[SPOT].index(255)
    assert list(page.composite[4 * at : 4 * at + 4]) == [0, 153, 255, 0]
