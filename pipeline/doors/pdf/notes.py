"""Notes beside the text of a proof: annotations with an appearance of their own, so that a page's operators stay those of the press file.

A viewer shows what a note says when it is pointed at (ISO 32000-1, 12.5.6.8: a square; /Contents is its text).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import uharfbuzz

from pipeline.doors.pdf.document import Note
from pipeline.doors.pdf.objects import Objects, number, text
from pipeline.doors.pdf.subsets import FontNeeds
from pipeline.model.galley import FontFace

__all__ = ["Notes"]

_INK: Final = ".78 .1 .24"
"""RGB: a proof is looked at on a screen, and nothing of the guide has this colour."""


class Notes:
    """The notes of one document. Raises OSError where the font file cannot be read."""

    def __init__(self, notes: Sequence[Note], face: FontFace) -> None:
        with open(face.location, "rb") as file:  # noqa: PTH123  (a font, by the path the desk gave)
            font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(file.read())))
        letters = sorted({"?", *(letter for note in notes for line in note.lines for letter in line)})
        self._glyphs = {letter: glyph for letter in letters if (glyph := font.get_nominal_glyph(ord(letter)))}
        self._face = face
        self._looks: dict[tuple[object, ...], str] = {}
        self._by_page: dict[int, list[Note]] = {}
        for note in notes:
            self._by_page.setdefault(note.page_index, []).append(note)

    @property
    def needs(self) -> FontNeeds:
        """What the notes need of their font. They have one of their own: with their letters in it the pages' fonts would not be those of
        the press file, and each page would have to be read anew in both.
        """
        return {self._face.name: {glyph: letter for letter, glyph in self._glyphs.items()}}

    def add(self, objects: Objects, page_index: int, resources: str, margin: float) -> list[str]:
        """The annotations of a page; ``resources``: with the notes' own font. What looks alike shares its appearance."""
        made = []
        for note in self._by_page.get(page_index, ()):
            x0, y0, x1, y1 = (edge + margin for edge in note.box)
            rect = f"{number(x0)} {number(y0)} {number(x1)} {number(y1)}"
            look = self._look(objects, note, resources)
            told = f"/Contents{text(note.tip)}" if note.tip else ""
            made.append(objects.add(f"<</Type/Annot/Subtype/Square/F 4/Rect[{rect}]/C[{_INK}]{told}/AP<</N {look}>>>>"))
        return made

    def _look(self, objects: Objects, note: Note, resources: str) -> str:
        width, height = note.box[2] - note.box[0], note.box[3] - note.box[1]
        key = (round(width, 1), round(height, 1), note.lines, note.size, note.bar, note.framed)
        if key not in self._looks:
            drawn = " ".join(filter(None, (f"q {_INK} rg {_INK} RG", _bar(note, width, height), self._words(note, height), "Q")))
            entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {number(width)} {number(height)}]/Resources {resources}"
            self._looks[key] = objects.stream(drawn.encode("ascii"), entries)
        return self._looks[key]

    def _words(self, note: Note, height: float) -> str:
        """The lines from the top, beside the bar, or inside the frame."""
        if not note.lines:
            return ""
        indent = 5.0 if note.framed else 0.0 if note.bar == "right" else note.size * 0.4
        lead = note.size * 1.25
        left = indent if note.bar != "left" else 2.2
        lines = []
        for at, line in enumerate(note.lines):
            shown = "".join(f"{self._glyphs.get(letter, self._glyphs['?']):04x}" for letter in line)
            y = height - (indent if note.framed else 0) - note.size * 0.85 - at * lead
            lines.append(f"1 0 0 1 {number(left)} {number(y)} Tm <{shown}> Tj")
        return f"BT /{self._face.name} {number(note.size)} Tf {' '.join(lines)} ET"


def _bar(note: Note, width: float, height: float) -> str:
    """A bar at one edge, or a frame around all."""
    if note.framed:
        return f"1 1 1 rg .6 w .3 .3 {number(width - 0.6)} {number(height - 0.6)} re B {_INK} rg"
    if not note.bar:
        return ""
    x = 0.0 if note.bar == "left" else width - BAR
    return f"{number(x)} 0 {number(BAR)} {number(height)} re f"


BAR: Final = 1.1
"""Width of a bar, points."""
