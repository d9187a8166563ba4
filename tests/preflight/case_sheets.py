"""Cases of page boxes, edges, covers, and of what a page must not hold."""

from __future__ import annotations

import pikepdf
from case_book import HIGH, WIDE, Draw, Leaf, PageCase, operators, text_box, words
from pikepdf import Array, Dictionary, Name
from press_files import BLEED, MM, Edit, form
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.findings import Box

__all__ = ["SHEETS"]

SOUND = Leaf(words)
EDGE = BLEED * MM
MEDIA = (0.0, 0.0, WIDE + 2 * EDGE, HIGH + 2 * EDGE)


def boxed(**boxes: Box | None) -> Edit:
    """Page boxes, in points from the corner of the trim; None takes one away."""

    def edit(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        for key, held in boxes.items():
            if held is None:
                del page.obj["/" + key]
            else:
                page.obj["/" + key] = Array([one + EDGE for one in held])

    return edit


def entry(key: str, value: object) -> Edit:
    return lambda _pdf, page: page.obj.__setitem__("/" + key, value)


def trim(x0: float = 0, y0: float = 0, x1: float = 0, y1: float = 0) -> Box:
    """The trim, each edge moved outwards by so many millimetres."""
    return (-x0 * MM, -y0 * MM, WIDE + x1 * MM, HIGH + y1 * MM)


def area(x0: float, y0: float, x1: float, y1: float) -> Leaf:
    """A tint, in millimetres of the trim."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0.2, 0.1, 0, 0)
        canvas.rect(x0 * MM, y0 * MM, (x1 - x0) * MM, (y1 - y0) * MM, stroke=0, fill=1)

    return Leaf(draw, box=(x0 * MM, y0 * MM, x1 * MM, y1 * MM))


def line(x0: float, y0: float, x1: float, y1: float, edit: Edit | None = None) -> Leaf:
    """A line beside a word, in millimetres of the trim."""

    def draw(canvas: Canvas) -> None:
        words(canvas)
        canvas.setStrokeColorCMYK(0, 0, 0, 1)
        canvas.setLineWidth(0.5)
        canvas.line(x0 * MM, y0 * MM, x1 * MM, y1 * MM)

    return Leaf(draw, edit, box=(x0 * MM, y0 * MM, x1 * MM, y1 * MM))


def text(x: float, y: float) -> Leaf:
    return Leaf(lambda canvas: words(canvas, x=x, y=y), box=text_box(x=x, y=y))


WIDE_SHEET = boxed(MediaBox=trim(13, 13, 13, 13))


def cover(width_mm: float) -> Edit:
    return boxed(MediaBox=(0, 0, width_mm * MM, HIGH), TrimBox=(0, 0, width_mm * MM, HIGH), BleedBox=(0, 0, width_mm * MM, HIGH))


def spine_text(room_mm: float) -> Leaf:
    """An upright word on a spine of 8 mm, so near to its left edge; the letters' tails point to the right."""
    left = (148 + room_mm) * MM

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(left + 0.75 * 9, 200)
        canvas.rotate(90)
        words(canvas, x=0, y=0)
        canvas.restoreState()

    _, _, long, _ = text_box(x=0, y=0)
    return Leaf(draw, cover(304), box=(left, 200, left + 9, 200 + long))


def note(kind: str, box: Box) -> Edit:
    return lambda _pdf, page: page.obj.__setitem__("/Annots", Array([
        Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([one + EDGE for one in box])),
    ]))


def state(**entries: object) -> Edit:
    """A graphics state under the name S."""
    return lambda _pdf, page: page.obj.Resources.__setitem__("/ExtGState", Dictionary(S=Dictionary(**entries)))


def painting_itself(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    made = pdf.make_indirect(form(pdf, b"0 0 0 1 k 20 20 9 9 re f /G Do"))
    made.Resources = Dictionary(XObject=Dictionary(G=made))
    page.obj.Resources.XObject = Dictionary(G=made)


def painted_twice(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Resources.XObject = Dictionary(G=pdf.make_indirect(form(pdf, b"0 0 0 1 k 20 20 9 9 re f")))


def object_of(content: bytes, **entries: object) -> Edit:
    """An external object under the name G."""

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = pikepdf.Stream(pdf, content)
        for key, value in {"Type": Name.XObject, **entries}.items():
            made["/" + key] = value
        page.obj.Resources.XObject = Dictionary(G=pdf.make_indirect(made))

    return edit


def with_words(content: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        words(canvas)
        operators(content)(canvas)

    return draw


def speck(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 0.05)
    canvas.circle(100, 100, 1, stroke=0, fill=1)


def white(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 0)
    canvas.rect(0, 0, WIDE, HIGH, stroke=0, fill=1)


IMAGE = {"Subtype": Name.Image, "Width": 9, "Height": 9, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
FORM = {"Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
DO = with_words("q 1 0 0 1 20 20 cm 9 0 0 9 0 0 cm /G Do Q")
SQUARE = Leaf(with_words("20 20 9 9 re f"))
# The codes 256 (clear) and 257 (end) of nine bits each with one letter between: ISO 32000-1, 7.4.4.2.
LZW = int("".join(f"{code:09b}" for code in (256, 32, 257)).ljust(32, "0"), 2).to_bytes(4, "big")


def plain(code: str, bad: Edit, edge: Edit | None = None, *, good: Leaf = SOUND, also: tuple[str, ...] = ()) -> PageCase:
    """A case of the page's dictionary, which no form can hold."""
    return PageCase(code, Leaf(words, bad, also=also), Leaf(words, edge), good, nested=False)


SHEETS = [
    plain("PDF-101/no-trim", boxed(TrimBox=None), boxed(TrimBox=trim())),
    plain("PDF-101/art-box", boxed(ArtBox=trim()), boxed(BleedBox=trim(3, 3, 3, 3))),
    plain("PDF-101/broken-box", entry("BleedBox", Array([1, 2, 3])), entry("BleedBox", Array([MEDIA[2], MEDIA[3], 0, 0]))),
    plain("PDF-102/wrong-size", boxed(TrimBox=trim(x1=-0.11)), boxed(TrimBox=trim(x1=-0.1))),
    plain("PDF-103/small-bleed", boxed(BleedBox=trim(2.89, 3, 3, 3)), boxed(BleedBox=trim(2.9, 3, 3, 3))),
    plain("PDF-103/outside-media", boxed(BleedBox=trim(3.02, 3, 3, 3)), boxed(BleedBox=(-EDGE - 0.04, -EDGE, WIDE + EDGE, HIGH + EDGE))),
    plain(
        "PDF-103/trim-outside", boxed(MediaBox=trim(-0.1, 3, 3, 3), BleedBox=trim(-0.1, 3, 3, 3)),
        boxed(MediaBox=trim(2.9, 2.9, 2.9, 2.9), BleedBox=trim(2.9, 2.9, 2.9, 2.9)),
    ),
    plain("PDF-104/crop-box", boxed(CropBox=trim()), boxed(CropBox=(-EDGE + 0.04, -EDGE, WIDE + EDGE, HIGH + EDGE))),
    plain("PDF-105/user-unit", entry("UserUnit", 2), entry("UserUnit", 1), also=("PDF-102/wrong-size",)),
    plain("PDF-105/rotated", entry("Rotate", 90), entry("Rotate", 360)),
    PageCase("PDF-106/short-of-bleed", area(20, 20, 150.89, 60), area(20, 20, 150.91, 60), area(20, 20, 60, 60)),
    PageCase("PDF-107/marks-in-bleed", line(0, 212.89, 0, 218, WIDE_SHEET), line(0, 212.91, 0, 218, WIDE_SHEET), SOUND, job="marks"),
    PageCase(
        "PDF-107/art-past-bleed", Leaf(area(20, 20, 152.1, 60).draw, WIDE_SHEET, box=area(20, 20, 152.1, 60).box),
        Leaf(area(20, 20, 151.99, 60).draw, WIDE_SHEET), Leaf(area(20, 20, 151, 60).draw, WIDE_SHEET),
    ),
    PageCase("PDF-107/unwanted-marks", line(0, 214, 0, 218, WIDE_SHEET), line(10, 212, 10, 213.9, WIDE_SHEET), Leaf(words, WIDE_SHEET)),
    PageCase("PDF-108/near-trim", text(200, HIGH - 2.89 * MM - 6.75), text(200, HIGH - 2.91 * MM - 6.75), text(200, 300)),
    PageCase("PDF-108/art-near-trim", area(40, 2.89, 80, 60), area(40, 2.91, 80, 60), area(40, 40, 80, 60)),
    PageCase("PDF-108/in-gutter", text(9.89 * MM, 200), text(9.91 * MM, 200), text(200, 200), job="one page"),
    PageCase("JOB-110/blank-page", Leaf(white), Leaf(speck), SOUND),
    PageCase("JOB-142/spine-text", spine_text(1.45), spine_text(1.51), Leaf(words, cover(304)), job="spine"),
    PageCase("PDF-132/bad-syntax", Leaf(with_words("q 1 0 0 1 cm Q")), Leaf(with_words("BX EX % 1 0 0 1 cm\n q Q")), SOUND),
    PageCase("PDF-132/unread", Leaf(with_words("/G Do"), painting_itself), Leaf(with_words("/G Do /G Do"), painted_twice), SOUND),
    plain("PDF-138/annotation", note("Link", (20, 20, 60, 60)), note("Link", (WIDE + EDGE, 20, WIDE + 60, 60))),
    PageCase("PDF-140/transfer", Leaf(with_words("/S gs"), state(TR2=Name.Identity)), Leaf(with_words("/S gs"), state(TR2=Name.Default)), SQUARE),
    PageCase("PDF-140/postscript", Leaf(DO, object_of(b"showpage", Subtype=Name.PS)), Leaf(DO, object_of(b"", **FORM)), SQUARE),
    PageCase("PDF-140/opi", Leaf(DO, object_of(b"", **FORM, OPI=Dictionary())), Leaf(DO, object_of(b"", **FORM, Metadata=Dictionary())), SQUARE),
    PageCase(
        "PDF-140/alternates", Leaf(DO, object_of(b"\x80" * 81, **IMAGE, Alternates=Array([Dictionary(DefaultForPrinting=True)]))),
        Leaf(DO, object_of(b"\x80" * 81, **IMAGE, Alternates=Array([]))), SQUARE,
    ),
    PageCase("PDF-140/lzw", Leaf(DO, object_of(LZW, **FORM, Filter=Name.LZWDecode)), Leaf(DO, object_of(b"", **FORM, Filter=Array([]))), SQUARE),
]
