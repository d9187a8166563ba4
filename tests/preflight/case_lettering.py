"""Cases of fonts, type sizes and lines."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from case_book import Draw, Leaf, PageCase, operators, text_box, words
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from press_files import Edit, a_font, simple_font
from reportlab.lib.colors import CMYKColorSep
from reportlab.pdfgen.canvas import Canvas

__all__ = ["LETTERING"]

SOUND = Leaf(words)


def drawn(font: str, text: str = "Zhanar", size: float = 9) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.setFont(font, size)
        canvas.drawString(60, 200, text)

    return draw


def chosen_and_not_used(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    words(canvas)


def shown(codes: str = "(Zhanar)", font: str = "X", size: float = 9) -> Draw:
    """Text in a font of the page's own, which an edit puts there."""
    return operators(f"BT 0 0 0 1 k /{font} {size} Tf 60 200 Td {codes} Tj ET")


def font(make: object) -> Edit:
    """Put a font under the name X: ``make(pdf)``."""

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        held = Dictionary(dict(page.obj.Resources.Font.items()))
        held.X = make(pdf)  # type: ignore[operator]
        page.obj.Resources.Font = held

    return edit


def changed(**entries: object) -> Edit:
    return font(lambda pdf: simple_font(pdf, **entries))


def programmed(program: bytes) -> Edit:
    """A simple font with another program."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = simple_font(pdf)
        made.FontDescriptor.FontFile2 = pdf.make_stream(program)
        return made

    return font(make)


def embedding(bits: int) -> bytes:
    """The face with other embedding bits in OS/2."""
    face = TTFont(BytesIO(a_font()))
    face["OS/2"].fsType = bits
    made = BytesIO()
    face.save(made)
    return made.getvalue()


def emptied(letter: str) -> bytes:
    """The face with one letter that draws nothing."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    face = TTFont(BytesIO(a_font()))
    face["glyf"][face.getBestCmap()[ord(letter)]] = Glyph()
    made = BytesIO()
    face.save(made)
    return made.getvalue()


def drawing(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A Type 3 font of one square."""
    glyph = pdf.make_stream(b"500 0 0 0 400 400 d1 0 0 400 400 re f")
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=97, LastChar=97,
        Widths=[500], CharProcs=Dictionary(a=glyph), Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])), Resources=Dictionary(),
    ))


def coded(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A composite font of glyph numbers whose characters nobody tells."""
    descriptor = simple_font(pdf).FontDescriptor
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Case"), CIDToGIDMap=Name.Identity, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Case"), Encoding=Name("/Identity-H"), DescendantFonts=Array([inner]),
    ))


WHERE = text_box()
NARROW = (60, 198, 87, 207)
"""The same word in a font whose every letter is half an em wide."""


def sized(size: float, ink: tuple[float, ...] = (0, 0, 0, 1)) -> Draw:
    return lambda canvas: words(canvas, size=size, ink=ink)


def reversed_out(size: float, tint: tuple[float, ...] = (0, 0, 0, 1)) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(*tint)
        canvas.rect(40, 180, 100, 60, stroke=0, fill=1)
        words(canvas, size=size, ink=(0, 0, 0, 0))

    return draw


def ruled(width: float, ink: tuple[float, ...] = (0, 0, 0, 1), *, under: tuple[float, ...] = ()) -> Draw:
    """A level line at 60 from 20 to 120 points."""

    def draw(canvas: Canvas) -> None:
        if under:
            canvas.setFillColorCMYK(*under)
            canvas.rect(10, 20, 160, 90, stroke=0, fill=1)
        canvas.setStrokeColorCMYK(*ink)
        canvas.setLineWidth(width)
        canvas.line(20, 60, 120, 60)

    return draw


def spotted_line(canvas: Canvas) -> None:
    """A thin line in one ink that is not black."""
    canvas.setStrokeColor(CMYKColorSep(0, 1, 1, 0, spotName="PANTONE 485 C"))
    canvas.setLineWidth(0.25)
    canvas.line(20, 60, 120, 60)


LINE = (20, 60, 120, 60)
THIN = ("INK-127/thin-line",)

LETTERING = [
    PageCase("FNT-123/not-embedded", Leaf(drawn("Helvetica"), box=WHERE, slack=4), Leaf(chosen_and_not_used), SOUND),
    PageCase(
        "FNT-123/broken-font", Leaf(shown(), programmed(a_font()[:300]), box=NARROW, slack=2),
        Leaf(shown(), programmed(a_font() + b"\0\0\0")), Leaf(shown(), changed()),
    ),
    # ReportLab itself writes .notdef for a letter that its font lacks.
    PageCase("FNT-124/missing-glyph", Leaf(drawn("Case", "中"), box=(60, 198, 69, 207), slack=6), Leaf(drawn("Case", "Zha nar")), SOUND),
    PageCase(
        "FNT-124/empty-glyph", Leaf(shown(), programmed(emptied("h")), box=NARROW, slack=2), Leaf(shown(), programmed(emptied("x"))),
        Leaf(shown("(Zha nar)"), changed()),
    ),
    PageCase("FNT-125/type3", Leaf(shown("(a)", size=20), font(drawing), box=(60, 200, 70, 220)), Leaf(words, font(drawing)), SOUND),
    PageCase(
        "FNT-125/restricted", Leaf(shown(), programmed(embedding(2)), box=NARROW, slack=2), Leaf(shown(), programmed(embedding(4))),
        Leaf(shown(), programmed(embedding(0))),
    ),
    PageCase("FNT-125/foreign-font", Leaf(shown(), changed(), box=NARROW, slack=2), Leaf(words), SOUND, job="fonts"),
    PageCase(
        "FNT-125/no-unicode", Leaf(shown("<00050006>"), font(coded), box=(60, 198, 78, 207), slack=2), Leaf(shown(), changed()), SOUND,
    ),
    PageCase(
        "FNT-125/courier", Leaf(shown(), changed(BaseFont=Name("/ABCDEF+CourierPrime-Bold")), box=NARROW, slack=2, also=("FNT-125/foreign-font",)),
        Leaf(shown(), changed(BaseFont=Name("/ABCDEF+CourierPrime"))), SOUND, job="fonts",
    ),
    PageCase("FNT-126/too-small", Leaf(sized(4.97), box=text_box(size=4.97), slack=1), Leaf(sized(5), also=("FNT-126/small",)), SOUND),
    PageCase("FNT-126/small", Leaf(sized(5.97), box=text_box(size=5.97), slack=1), Leaf(sized(6)), SOUND),
    PageCase("FNT-126/small-reversed", Leaf(reversed_out(7.97), box=text_box(size=7.97), slack=1), Leaf(reversed_out(8)), Leaf(sized(7))),
    PageCase(
        "FNT-126/small-multi-ink", Leaf(sized(7.97, (1, 0.5, 0, 0)), box=text_box(size=7.97), slack=1), Leaf(sized(8, (1, 0.5, 0, 0))),
        Leaf(sized(7, (1, 0, 0, 0))),
    ),
    PageCase("INK-127/hairline", Leaf(ruled(0.12), box=LINE), Leaf(ruled(0.125), also=THIN), Leaf(ruled(1))),
    PageCase("INK-127/thin-line", Leaf(ruled(0.249), box=LINE), Leaf(ruled(0.25)), Leaf(ruled(0.5))),
    PageCase(
        "INK-128/white-line", Leaf(ruled(0.249, (0, 0, 0, 0), under=(0, 0, 0, 1)), box=LINE), Leaf(ruled(0.25, (0, 0, 0, 0), under=(0, 0, 0, 1))),
        Leaf(ruled(1, (0, 0, 0, 0), under=(0, 0, 0, 1))),
    ),
    PageCase("INK-128/multi-ink-line", Leaf(ruled(0.249, (1, 1, 0, 0)), box=LINE), Leaf(ruled(0.25, (1, 1, 0, 0))), Leaf(spotted_line)),
]
