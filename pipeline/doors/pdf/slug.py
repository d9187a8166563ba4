"""What stands outside the bleed where a printer wants it: crop marks, and a line that tells a page from all others.

All of it is in registration colour, so that every plate has it (ISO 32000-1, 8.6.6.4: a Separation named All).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import uharfbuzz

from pipeline.doors.pdf.document import Boxes, Slug
from pipeline.doors.pdf.inks import REGISTRATION
from pipeline.doors.pdf.objects import number
from pipeline.doors.pdf.subsets import FontNeeds

__all__ = ["Marks"]

_MM: Final = 72 / 25.4
CLEAR: Final = 1 * _MM
"""Between the bleed and whatever stands in the slug."""
LENGTH: Final = 5 * _MM
"""Of a crop mark, where the slug has room for it."""
WIDTH: Final = 0.25
SIZE: Final = 6.0
_INSET: Final = 4 * _MM
"""The slug line begins so far inside the trim's corner, past the marks."""


class Marks:
    """Crop marks and slug lines of one document. Raises OSError where the font file cannot be read."""

    def __init__(self, boxes: Boxes, slug: Slug) -> None:
        with open(slug.face.location, "rb") as file:  # noqa: PTH123  (a font, by the path the desk gave)
            font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(file.read())))
        letters = sorted({"?", *"".join(slug.lines)})
        self._glyphs = {letter: glyph for letter in letters if (glyph := font.get_nominal_glyph(ord(letter)))}
        self._slug, self._boxes = slug, boxes
        self._crop = f"{self._crop_marks()}{self._fold_marks()}"

    def needs(self, needs: FontNeeds) -> dict[str, Mapping[int, str]]:
        """What the pages need of the fonts, and the slug lines besides."""
        name = self._slug.face.name
        own = {glyph: letter for letter, glyph in self._glyphs.items()}
        return {**needs, name: {**own, **needs.get(name, {})}}

    def drawn(self, index: int) -> bytes:
        """The operators of a page's slug; the origin is the trim's corner."""
        line = self._slug.lines[index]
        shown = "".join(f"{self._glyphs.get(letter, self._glyphs['?']):04x}" for letter in line)
        foot = -self._boxes.bleed - CLEAR - SIZE
        text = f"BT /{self._slug.face.name} {number(SIZE)} Tf {number(_INSET)} {number(foot)} Td <{shown}> Tj ET"
        return f"q /{REGISTRATION} cs 1 scn {text} {self._crop} Q".encode()

    def _crop_marks(self) -> str:
        """Eight lines that prolong the edges of the trim, from beyond the bleed."""
        boxes = self._boxes
        near = boxes.bleed + CLEAR
        far = min(near + LENGTH, boxes.margin)
        drawn = [f"{number(WIDTH)} w /{REGISTRATION} CS 1 SCN"]
        for x in (0.0, boxes.trim_width):
            for start, end in ((-far, -near), (boxes.trim_height + near, boxes.trim_height + far)):
                drawn.append(f"{number(x)} {number(start)} m {number(x)} {number(end)} l S")
        for y in (0.0, boxes.trim_height):
            for start, end in ((-far, -near), (boxes.trim_width + near, boxes.trim_width + far)):
                drawn.append(f"{number(start)} {number(y)} m {number(end)} {number(y)} l S")
        return " ".join(drawn)

    def _fold_marks(self) -> str:
        """Dashed lines that prolong the folds."""
        boxes, near = self._boxes, self._boxes.bleed + CLEAR
        far = min(near + LENGTH, boxes.margin)
        ends = ((-far, -near), (boxes.trim_height + near, boxes.trim_height + far))
        lines = [f"{number(x)} {number(start)} m {number(x)} {number(end)} l S" for x in self._slug.folds for start, end in ends]
        return " ".join([" [1.5 1] 0 d", *lines]) if lines else ""
