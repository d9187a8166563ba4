"""Advance widths of the faces, read from their files."""

from __future__ import annotations

from functools import cache

from fontTools.ttLib import TTFont

from tests.core.small_edition import faces


@cache
def _face(name: str) -> tuple[list[float], int]:
    font = TTFont(next(face.location for face in faces() if face.name == name))
    scale = 1000 / font["head"].unitsPerEm
    widths = [font["hmtx"][glyph][0] * scale for glyph in font.getGlyphOrder()]
    return widths, font.getGlyphID(font.getBestCmap()[0x20])


def width_of(face: str, glyph: int) -> float:
    """Thousandths of the size."""
    return _face(face)[0][glyph]


def glyph_of_space(face: str) -> int:
    """The number of the glyph that U+0020 has."""
    return _face(face)[1]
