"""What stands beside a picture: lines of type below it, and PNG that says which colours it is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

__all__ = ["INK", "NARROWEST_MM", "QUIET", "font_of", "png", "with_lines"]

INK: Final = (29, 35, 39)
QUIET: Final = (91, 102, 109)
NARROWEST_MM: Final = 60
"""What stands below a picture has so much room, however narrow that is."""
_LINE_MM: Final = 4.2
_SIZE_MM: Final = 3.0
_LEAST: Final = 8
"""Dots of the smallest type that can be read."""
_COMPRESSION: Final = 6


@lru_cache(maxsize=64)
def font_of(face: bytes, size: int) -> ImageFont.FreeTypeFont:
    """A face (the bytes of its file) at a size in dots."""
    return ImageFont.truetype(BytesIO(face), size, layout_engine=ImageFont.Layout.BASIC)


def with_lines(picture: Image.Image, lines: Sequence[str], face: bytes, dpi: float) -> Image.Image:
    """The picture, and below it lines of type on white; type shrinks where a line is longer than the picture is wide."""
    dot = dpi / 25.4
    lead, side = max(_LEAST + 3, round(_LINE_MM * dot)), max(2, round(1.5 * dot))
    size = max(_LEAST, round(_SIZE_MM * dot))
    widest = max((font_of(face, size).getlength(line) for line in lines), default=0.0)
    across = max(picture.width, round(NARROWEST_MM * dot))
    room = across - 2 * side
    if widest > room:
        size = max(_LEAST, int(size * room / widest))
    made = Image.new("RGB", (across, picture.height + lead * len(lines) + side), "white")
    made.paste(picture)
    pen = ImageDraw.Draw(made)
    for row, line in enumerate(lines):
        place = (side, picture.height + side // 2 + row * lead)
        pen.text(place, line, INK if row == 0 else QUIET, font=font_of(face, size))
    return made


def png(picture: Image.Image, dpi: float) -> bytes:
    """PNG; colours are marked as sRGB. No dates, so the same picture gives the same bytes."""
    facts = PngImagePlugin.PngInfo()
    if picture.mode in ("RGB", "P"):
        facts.add(b"sRGB", b"\0")
    made = BytesIO()
    picture.save(made, "PNG", compress_level=_COMPRESSION, dpi=(dpi, dpi), pnginfo=facts, icc_profile=None)  # LittleCMS dates its sRGB
    return made.getvalue()
