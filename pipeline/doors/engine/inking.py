"""Ink of the fast setter: PDF operators in points, y upwards from a piece's top left corner, as few as will do.

Grounds and rules are filled first, then all text of a piece is one text object: the face named where it changes, glyphs by number, and
numbers between them only where kerning or a rounding of the face asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.doors.engine.blocks import SetBlock, SetLine
from pipeline.doors.engine.cutting import PT
from pipeline.doors.engine.drawing import ink_of
from pipeline.doors.engine.markup import NotPlain
from pipeline.doors.engine.overprinting import THIN_PT, stated
from pipeline.doors.engine.phrases import Placed, PlacedPhrase, PlacedWords
from pipeline.doors.engine.shaping import Shape
from pipeline.model.inks import JobColours

__all__ = ["Ink"]


def _number(thousandths: int) -> str:
    """Thousandths of a point, written as short as can be."""
    return f"{thousandths / 1000:.8g}"


def _milli(pixels: float) -> int:
    return round(pixels * PT * 1000)


class Ink:
    """Draws the pieces of one block and gathers the glyphs they use."""

    def __init__(self, colours: JobColours = "") -> None:
        self._colours = colours
        self._used: dict[str, list[Shape]] = {}
        self._text: list[str] = []
        self._fills: list[tuple[str, str]] = []
        self._font = self._colour = ""
        self._x = self._y = 0
        self._checked: set[str] = set()

    def piece(self, atoms: Iterable[tuple[SetLine | None, list[SetBlock]]], top: float) -> bytes:
        """Operators of lines and of the blocks whose rules and grounds go with them."""
        self._text, self._fills = [], []
        self._font = self._colour = ""
        self._x = self._y = 0
        for line, blocks in atoms:
            for block in blocks:
                self._block(block, top)
            if line is not None:
                baseline = line.position_y + line.baseline - top
                for placed in line.children:
                    self._placed(placed, baseline)
        parts = self._filled()
        if self._text:
            parts += ["BT", *self._text, "ET"]
        return "\n".join(parts).encode()

    def _filled(self) -> list[str]:
        parts: list[str] = []
        colour = ""
        for ink, rectangle in self._fills:
            if ink != colour:
                parts += (["f"] if colour else []) + [ink]
                colour = ink
            parts.append(rectangle)
        return [*parts, "f"] if parts else parts

    def _fill(self, ink: str, x: float, y: float, width: float, height: float) -> None:
        numbers = _milli(x), -_milli(y + height), _milli(width), _milli(height)
        self._fills.append((ink, " ".join(map(_number, numbers)) + " re"))

    def _own(self, ink: str, *, overprints: bool) -> str:
        """An ink as it is painted in this job. Raises NotPlain where the job has no such ink: the pen says so."""
        if self._colours == "":
            return ink
        if ink not in self._checked:
            if ink_of([float(part) for part in ink.split() if part[0] not in "/cks"], self._colours) is None:
                raise NotPlain("an ink that is not of this job")
            self._checked.add(ink)
        return ink if self._colours == "K" else stated(ink, overprints=overprints)

    def _block(self, block: SetBlock, top: float) -> None:
        style, y = block.computed, block.position_y - top
        if style.ground:
            self._fill(self._own(style.ground, overprints=False), block.position_x, y, block.width, block.height)
        for thickness, ink, edge in (
            (*style.border_top, y),
            (*style.border_bottom, y + block.height - style.border_bottom[0]),
        ):
            if thickness:
                painted = self._own(ink, overprints=thickness * PT < THIN_PT)
                self._fill(painted, block.position_x, edge, block.width, thickness)

    def _placed(self, placed: Placed, baseline: float) -> None:
        if isinstance(placed, PlacedWords):
            if placed.text.strip():
                self._words(placed, baseline)
            return
        self._ground(placed, baseline)
        for child in placed.children:
            self._placed(child, baseline)

    def _ground(self, placed: PlacedPhrase, baseline: float) -> None:
        style = placed.phrase.style
        if style.ground:
            above, _, below, _ = style.padding
            size = style.fount.size
            y = baseline - style.baseline + (style.line_height - size) / 2 - above
            ground = self._own(style.ground, overprints=False)
            self._fill(ground, placed.x, y, placed.left + placed.width + placed.right, above + size + below)

    def _words(self, placed: PlacedWords, baseline: float) -> None:
        style = placed.words.style
        fount, text = style.fount, self._text
        if style.ink != self._colour:
            self._colour = style.ink
            text.append(self._own(style.ink, overprints=True))
        if fount.operator != self._font:
            self._font = fount.operator
            text.append(fount.operator)
        x, y = _milli(placed.x), -_milli(baseline)
        text.append(f"{_number(x - self._x)} {_number(y - self._y)} Td")
        self._x, self._y = x, y
        shapes = placed.run.shapes(placed.text)
        self._used.setdefault(fount.face.name, []).extend(shapes)
        glyphs = "".join([shape.ink for shape in shapes])
        text.append(f"<{glyphs}>Tj" if ">" not in glyphs else f"[<{glyphs}>]TJ".replace("<>", ""))

    @property
    def glyphs(self) -> dict[str, dict[int, str]]:
        """Face name -> glyph -> what it stands for where it was first drawn."""
        found: dict[str, dict[int, str]] = {}
        for name, shapes in sorted(self._used.items()):
            meanings: dict[int, str] = {}
            for shape in shapes:
                if not shape.glyphs.keys() <= meanings.keys():
                    meanings = shape.glyphs | meanings
            found[name] = dict(sorted(meanings.items()))
        return found
