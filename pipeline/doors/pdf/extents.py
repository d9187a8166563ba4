"""How much room letters take: the width of a line, and how far its ink goes above and below the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz

from pipeline.model.galley import FontFace

__all__ = ["Extent", "extent_of"]


@dataclass(frozen=True, slots=True)
class Extent:
    """Parts of an em: ``width`` as the pen moves, ``above`` and ``below`` the baseline as the ink of these very letters goes.

    ``middle``: of a line as it is set lies so far above the baseline, whatever its letters.
    """

    width: float
    above: float
    below: float
    middle: float


@lru_cache(maxsize=16)
def _font(location: str) -> uharfbuzz.Font:
    with open(location, "rb") as file:  # noqa: PTH123  (a font, by the path the desk gave)
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(file.read())))


@lru_cache(maxsize=8192)
def extent_of(face: FontFace, text: str) -> Extent:
    """The room of a line of text in that face, kerned, without letter-spacing. Raises OSError where the font cannot be read."""
    font = _font(face.location)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    em = font.face.upem
    found = [font.get_glyph_extents(glyph.codepoint) for glyph in buffer.glyph_infos]
    tops = [one.y_bearing for one in found if one is not None and one.height]
    feet = [one.y_bearing + one.height for one in found if one is not None and one.height]
    width = sum(place.x_advance for place in buffer.glyph_positions)
    line = font.get_font_extents("ltr")
    middle = (line.ascender + line.descender) / 2
    return Extent(width / em, max([0, *tops]) / em, max([0, *(-foot for foot in feet)]) / em, middle / em)
