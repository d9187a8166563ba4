"""Pages for the order: small JPEGs at trim size, and the same with a watermark for a proof that nobody can print by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import atan2, degrees, hypot
from typing import Final

from PIL import Image, ImageDraw

from pipeline.doors.pdf.painted import PageFacts
from pipeline.doors.plates import PagePlates
from pipeline.model.message import Message, msg
from pipeline.softproof.areas import trim_area
from pipeline.softproof.colours import OutputColours
from pipeline.softproof.drawn import font_of
from pipeline.softproof.proofs import colour_picture, inked_plates

__all__ = ["WATERMARK", "JpegPage", "jpeg_pages"]

WATERMARK: Final[Message] = msg("PROOF – not for print")
_QUALITY: Final = 60
"""Type of 8 pt at 100 dpi is read without effort; a page of a directory takes about 65 KB."""
_SHARE: Final = 0.72
"""Of the page's diagonal, that the watermark takes."""
_VEIL: Final = 70
"""How much of the watermark's grey covers what lies under it, of 255: type stays readable."""
_GREY: Final = 128


@dataclass(frozen=True, slots=True)
class JpegPage:
    """A page's JPEG; ``size`` of the trim in points, as the page is seen. ``grey``: only black ink, so one component."""

    page: int
    jpeg: bytes
    size: tuple[float, float]
    dots: tuple[int, int]
    grey: bool


def jpeg_pages(
    plates: Iterable[PagePlates], facts: Sequence[PageFacts], colours: OutputColours, dpi: float, watermark: str = "", face: bytes = b""
) -> Iterator[JpegPage]:
    """Every page cut to its trim; ``watermark`` is set across it in ``face`` (a font file's bytes)."""
    for page in plates:
        known = facts[page.page - 1]
        shown = colour_picture(page, trim_area(known, page), colours)
        grey = set(inked_plates(page)) <= {"Black"}
        if grey:
            shown = shown.convert("L")
        if watermark:
            shown.paste(_GREY if grey else (_GREY,) * 3, mask=_veil(watermark, face, shown.size))
        made = BytesIO()
        shown.save(made, "JPEG", quality=_QUALITY, optimize=True, dpi=(round(dpi), round(dpi)))
        yield JpegPage(page.page, made.getvalue(), _size(known), shown.size, grey)


def _size(facts: PageFacts) -> tuple[float, float]:
    x0, y0, x1, y1 = facts.final
    width, height = round((x1 - x0) * facts.unit, 3), round((y1 - y0) * facts.unit, 3)
    return (height, width) if facts.rotate % 180 else (width, height)


@lru_cache(maxsize=8)
def _veil(text: str, face: bytes, size: tuple[int, int]) -> Image.Image:
    """The watermark from corner to corner, as a mask."""
    width, height = size
    room = _SHARE * hypot(width, height)
    points = 100
    points = max(8, int(points * room / max(1.0, font_of(face, points).getlength(text))))
    points = min(points, max(8, int(0.3 * min(width, height))))
    font = font_of(face, points)
    left, top, right, foot = font.getbbox(text)
    line = Image.new("L", (int(right - left) + 4, int(foot - top) + 4))
    ImageDraw.Draw(line).text((2 - left, 2 - top), text, fill=_VEIL, font=font)
    turned = line.rotate(degrees(atan2(height, width)), Image.Resampling.BICUBIC, expand=True)
    mask = Image.new("L", size)
    mask.paste(turned, ((width - turned.width) // 2, (height - turned.height) // 2))
    return mask
