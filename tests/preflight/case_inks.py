"""Cases of colours, overprint and transparency."""

from __future__ import annotations

import pikepdf
from case_book import Draw, Leaf, PageCase, operators, text_box, words
from pikepdf import Array, Dictionary, Name
from press_files import BLEED, MM, Edit, form
from reportlab.lib.colors import CMYKColorSep, Color
from reportlab.pdfgen.canvas import Canvas

__all__ = ["INKS"]

AREA = (20, 20, 80, 80)


def block(*ink: float, over: bool = False, mode: int = 1) -> Draw:
    """A square of 60 points; ``over``: set to overprint."""

    def draw(canvas: Canvas) -> None:
        if over:
            canvas.setFillOverprint(True)
            canvas.setOverprintMask(mode)
        canvas.setFillColorCMYK(*ink)
        canvas.rect(20, 20, 60, 60, stroke=0, fill=1)

    return draw


def spot(name: str, density: float = 1, *, x: float = 20, y: float = 20, side: float = 60) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(CMYKColorSep(0, 1, 1, 0, spotName=name, density=density))
        canvas.rect(x, y, side, side, stroke=0, fill=1)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def red_square(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 0, 0))
    canvas.rect(20, 20, 60, 60, stroke=0, fill=1)


def red_blank(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 0, 0))
    canvas.setFont("Case", 9)
    canvas.drawString(60, 200, "  ")
    words(canvas)


def on_tint(draw: Draw, tint: tuple[float, ...] = (0.6, 0.3, 0, 0)) -> Draw:
    def drawn(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(*tint)
        canvas.rect(40, 180, 120, 60, stroke=0, fill=1)
        draw(canvas)

    return drawn


def grey_words(level: float, size: float = 9) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(level)
        canvas.setFont("Case", size)
        canvas.drawString(60, 200, "Zhanar")

    return draw


def rule(width: float, *, grey: bool = False, over: bool = False) -> Draw:
    def draw(canvas: Canvas) -> None:
        if over:
            canvas.setStrokeOverprint(True)
            canvas.setOverprintMask(1)
        if grey:
            canvas.setStrokeGray(0.5)
        else:
            canvas.setStrokeColorCMYK(0, 0, 0, 1)
        canvas.setLineWidth(width)
        canvas.line(60, 200, 120, 200)

    return draw


def overprinting_words(canvas: Canvas) -> None:
    canvas.setFillOverprint(True)
    canvas.setOverprintMask(1)
    words(canvas)


def white_words(*, over: bool) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillOverprint(over)
        canvas.setOverprintMask(1)
        words(canvas, ink=(0, 0, 0, 0))

    return on_tint(draw, (0, 0, 0, 1))


def faint(alpha: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillAlpha(alpha)
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.rect(20, 20, 60, 60, stroke=0, fill=1)

    return draw


def group(**entries: object) -> Edit:
    """A transparency group of one square, under the name G."""

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = form(pdf, b"0 0 0 1 k 20 20 60 60 re f", BBox=Array(list(AREA)), Group=Dictionary(S=Name.Transparency, **entries))
        page.obj.Resources.XObject = Dictionary(G=made)

    return edit


def compatible(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A state that names no more than what was ever there (ISO 32000-1, table 136)."""
    page.obj.Resources.ExtGState = Dictionary(S=Dictionary(BM=Name.Compatible, ca=1, CA=1, SMask=Name("/None")))


DO = operators("/G Do")
PAST = -(BLEED + 1) * MM
LINE = (60, 199, 120, 201)

INKS = [
    PageCase("INK-111/foreign-colour", Leaf(red_square, box=AREA), Leaf(red_blank), Leaf(block(0, 1, 1, 0))),
    PageCase(
        "INK-113/not-black", Leaf(lambda canvas: words(canvas, ink=(0.2, 0, 0, 1)), box=text_box(), slack=2),
        Leaf(lambda canvas: words(canvas, ink=(0.003, 0, 0, 1))), Leaf(words), job="K",
    ),
    PageCase(
        "INK-113/rich-black", Leaf(lambda canvas: words(canvas, size=30, ink=(0.6, 0.6, 0.61, 1)), box=text_box(size=30), slack=4),
        Leaf(lambda canvas: words(canvas, size=30, ink=(0.6, 0.6, 0.6, 1))), Leaf(words),
    ),
    PageCase("INK-114/undeclared-spot", Leaf(spot("PANTONE 032 C"), box=AREA), Leaf(both(spot("PANTONE 032 C", 0), words)), Leaf(spot("PANTONE 485 C"))),
    PageCase("INK-115/registration", Leaf(spot("All"), box=AREA), Leaf(both(spot("All", x=PAST, y=PAST, side=MM), words)), Leaf(block(1, 1, 1, 0.2))),
    PageCase("INK-118/blend-space", Leaf(DO, group(CS=Name.DeviceRGB), box=AREA), Leaf(DO, group()), Leaf(DO, group(CS=Name.DeviceCMYK))),
    PageCase("INK-119/white-text", Leaf(white_words(over=True), box=text_box(), slack=2), Leaf(white_words(over=False)), Leaf(words)),
    PageCase("INK-119/white-path", Leaf(both(words, block(0, 0, 0, 0, over=True)), box=AREA), Leaf(both(words, block(0, 0, 0, 0))), Leaf(words)),
    PageCase(
        "INK-120/black-text", Leaf(on_tint(words), box=text_box(), slack=2), Leaf(on_tint(lambda canvas: words(canvas, size=12))),
        Leaf(on_tint(overprinting_words)),
    ),
    PageCase("INK-120/black-line", Leaf(on_tint(rule(1.99)), box=LINE), Leaf(on_tint(rule(2))), Leaf(on_tint(rule(1, over=True)))),
    PageCase("INK-120/grey-text", Leaf(on_tint(grey_words(0)), box=text_box(), slack=2), Leaf(on_tint(grey_words(0, 12))), Leaf(grey_words(0))),
    PageCase("INK-120/grey-line", Leaf(on_tint(rule(1.99, grey=True)), box=LINE), Leaf(on_tint(rule(2, grey=True))), Leaf(rule(1, grey=True))),
    PageCase("INK-121/colour-overprints", Leaf(block(0, 1, 0, 0, over=True), box=AREA), Leaf(block(0, 1, 0, 0, over=True, mode=0)), Leaf(block(0, 0, 0, 1, over=True))),
    PageCase("INK-122/in-x1a", Leaf(faint(0.5), box=AREA), Leaf(operators("/S gs 0 0 0 1 k 20 20 60 60 re f"), compatible), Leaf(words), job="X-1a"),
]
