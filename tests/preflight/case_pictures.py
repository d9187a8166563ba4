"""Cases of images."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
from case_book import Draw, Leaf, PageCase, operators
from pikepdf import Dictionary, Name
from PIL import Image
from press_files import Edit
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

__all__ = ["PICTURES"]

PLACE = (20, 20, 164, 164)
"""Two inches."""


def picture(pixels: int, mode: str = "L") -> Draw:
    """A square image on two inches: half its pixels are its resolution."""
    held = ImageReader(Image.new(mode, (pixels, pixels), 120))
    return lambda canvas: canvas.drawImage(held, 20, 20, 144, 144)


def photograph(quality: int) -> Draw:
    """A JPEG that ReportLab embeds as it is."""
    stored = BytesIO()
    Image.effect_noise((450, 450), 60).save(stored, "JPEG", quality=quality)
    stored.seek(0)
    held = ImageReader(stored)
    return lambda canvas: canvas.drawImage(held, 20, 20, 144, 144)


def tiny(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (16, 16), 120)), 20, 20, 144, 144)


def stored(width: int, height: int, content: bytes, *, mask: bool = False, **entries: object) -> Edit:
    """An image under the name I, as it is written."""

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = pikepdf.Stream(pdf, content)
        held: dict[str, object] = {"Type": Name.XObject, "Subtype": Name.Image, "Width": width, "Height": height}
        held |= {"ImageMask": True} if mask else {"ColorSpace": Name.DeviceGray}
        for key, value in {**held, **entries}.items():
            made["/" + key] = value
        page.obj.Resources.XObject = Dictionary(I=pdf.make_indirect(made))

    return edit


def bitmap(pixels: int, *, mask: bool = False) -> Edit:
    return stored(pixels, pixels, zlib.compress(b"\x55" * ((pixels + 7) // 8 * pixels)), mask=mask, BitsPerComponent=1, Filter=Name.FlateDecode)


def deep(pixels: int, bits: int) -> Edit:
    return stored(pixels, pixels, zlib.compress(b"\x55" * (pixels * pixels * bits // 8)), BitsPerComponent=bits, Filter=Name.FlateDecode)


PLACED = operators("q 144 0 0 144 20 20 cm /I Do Q")
FINE = Leaf(picture(600))
SHARP = Leaf(PLACED, bitmap(2400))
SOUND_BITS = Leaf(PLACED, deep(500, 8))

PICTURES = [
    PageCase("IMG-129/low-resolution", Leaf(picture(299), box=PLACE), Leaf(picture(300), also=("IMG-129/modest-resolution",)), FINE),
    PageCase("IMG-129/modest-resolution", Leaf(picture(449), box=PLACE), Leaf(picture(450)), Leaf(tiny)),
    PageCase("IMG-129/high-resolution", Leaf(picture(901), box=PLACE), Leaf(picture(900)), FINE),
    PageCase("IMG-130/low-resolution", Leaf(PLACED, bitmap(1099), box=PLACE), Leaf(PLACED, bitmap(1100), also=("IMG-130/modest-resolution",)), SHARP),
    PageCase("IMG-130/modest-resolution", Leaf(PLACED, bitmap(1599, mask=True), box=PLACE), Leaf(PLACED, bitmap(1600, mask=True)), SHARP),
    PageCase(
        "IMG-131/jpx", Leaf(PLACED, stored(500, 500, b"\0\0\0\x0cjP  \r\n\x87\n", BitsPerComponent=8, Filter=Name.JPXDecode), box=PLACE),
        Leaf(operators("0 0 0 1 k 20 20 9 9 re f"), stored(500, 500, b"", BitsPerComponent=8, Filter=Name.JPXDecode)), SOUND_BITS, job="X-1a",
    ),
    PageCase("IMG-131/sixteen-bit", Leaf(PLACED, deep(500, 16), box=PLACE), Leaf(PLACED, deep(500, 8)), SOUND_BITS, job="X-1a"),
    PageCase("IMG-131/coarse-jpeg", Leaf(photograph(49), box=PLACE), Leaf(photograph(50)), Leaf(photograph(90))),
    PageCase(
        "IMG-131/cut-off", Leaf(PLACED, stored(500, 500, zlib.compress(b"\x55" * 249_999), BitsPerComponent=8, Filter=Name.FlateDecode), box=PLACE),
        Leaf(PLACED, stored(500, 500, zlib.compress(b"\x55" * 250_000), BitsPerComponent=8, Filter=Name.FlateDecode)),
        Leaf(PLACED, stored(500, 500, b"\x55" * 250_001, BitsPerComponent=8)),
    ),
]
