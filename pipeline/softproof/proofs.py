"""Single pages as they will look: in colour on the paper's own tone, and plate by plate."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from PIL import Image

from pipeline.doors.plates import PagePlates
from pipeline.softproof.areas import Area
from pipeline.softproof.colours import OutputColours
from pipeline.softproof.drawn import png, with_lines

__all__ = ["TRACE", "colour_picture", "colour_proof", "inked_plates", "plate_names", "plate_proof"]

TRACE: Final = 2
"""Levels of 255 that rounding leaves on a plate."""


def colour_picture(page: PagePlates, area: Area, colours: OutputColours) -> Image.Image:
    """Part of a page as it will be printed, in sRGB."""
    return colours.on_screen(Image.frombytes("CMYK", (page.width, page.height), page.composite).crop(area))


def colour_proof(page: PagePlates, area: Area, colours: OutputColours, lines: Sequence[str], face: bytes, dpi: float) -> bytes:
    """PNG of part of a page with lines of type below it."""
    return png(with_lines(colour_picture(page, area, colours), lines, face, dpi), dpi)


def plate_proof(page: PagePlates, name: str, dpi: float) -> bytes:
    """PNG of one plate, as large as the page's MediaBox: white no ink, black the full tone."""
    return png(plate_picture(page, name).point(_TURNED), dpi)


def plate_picture(page: PagePlates, name: str) -> Image.Image:
    """One plate in grey, 255 the full tone."""
    return Image.frombytes("L", (page.width, page.height), page.plates[name])


_TURNED: Final = [255 - level for level in range(256)]


def inked_plates(page: PagePlates) -> list[str]:
    """The plates that get ink, process inks first."""
    inked = [name for name in page.plates if plate_picture(page, name).getextrema()[1] > TRACE]  # type: ignore[operator]
    return sorted(inked, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))


_ORDER: Final = {name: at for at, name in enumerate(("Cyan", "Magenta", "Yellow", "Black"))}
_UNSAFE: Final = re.compile(r"[^a-z0-9]+")


def plate_names(inks: Sequence[str]) -> Mapping[str, str]:
    """Ink -> part of a file name: small letters, digits and hyphens of ASCII; two inks never share one."""
    made: dict[str, str] = {}
    for ink in inks:
        plain = unicodedata.normalize("NFKD", ink).encode("ascii", "ignore").decode().lower()
        safe = _UNSAFE.sub("-", plain).strip("-")[:40] or "spot"
        name, more = safe, 2
        while name in made.values():
            name, more = f"{safe}-{more}", more + 1
        made[ink] = name
    return made
