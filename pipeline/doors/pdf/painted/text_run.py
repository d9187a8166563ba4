"""Text: the fonts, sizes and places of what is shown (ISO 32000-1, 9.2 to 9.4)."""

from __future__ import annotations

from abc import abstractmethod
from math import hypot, inf
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.fonts import Code, Font, GlyphFont
from pipeline.doors.pdf.painted.lexer import Operand
from pipeline.doors.pdf.painted.matrices import IDENTITY, Matrix, area_scale, common, moved, placed, then
from pipeline.doors.pdf.painted.path_run import PathRun
from pipeline.doors.pdf.painted.running import figures
from pipeline.doors.pdf.painted.shapes import stroke_thickness
from pipeline.doors.pdf.painted.spaces import PATTERN
from pipeline.doors.pdf.painted.state import State, Walk
from pipeline.doors.pdf.painted.things import Paint, Painted
from pipeline.doors.pdf.painted.values import dictionary

__all__ = ["TextRun"]

_INVISIBLE: Final = frozenset({3, 7})
"""Render modes that paint nothing (table 106)."""
_NO_COLOUR: Final = Paint(PATTERN)


class TextRun(PathRun):
    """Operators of text."""

    def __init__(self, walk: Walk, resources: pikepdf.Object | None, state: State, depth: int = 0, *, uncoloured: bool = False) -> None:
        super().__init__(walk, resources, state, depth, uncoloured=uncoloured)
        self._matrix: Matrix = IDENTITY
        self._line: Matrix = IDENTITY

    def begin_text(self, _operands: list[Operand]) -> None:
        self._matrix = self._line = IDENTITY

    def set_font(self, operands: list[Operand]) -> None:
        named, size = operands[-2:]
        if not isinstance(size, float):
            raise ValueError("Tf")
        written = dictionary(self.resource("/Font", named))
        self.state.size = size
        self.state.font = self.walk.shared.font(written) if written is not None else None
        if written is None:
            raise ValueError("font")

    def set_number(self, attribute: str, operands: list[Operand]) -> None:
        """Tc Tw TL Ts, each a number of the state."""
        setattr(self.state, attribute, figures(operands, 1)[0])

    def set_stretch(self, operands: list[Operand]) -> None:
        self.state.stretch = figures(operands, 1)[0] / 100

    def set_mode(self, operands: list[Operand]) -> None:
        self.state.mode = int(figures(operands, 1)[0])

    def next_line(self, operands: list[Operand]) -> None:
        x, y = figures(operands, 2)
        self._line = self._matrix = moved(self._line, x, y)

    def next_line_leading(self, operands: list[Operand]) -> None:
        self.state.leading = -figures(operands, 2)[1]
        self.next_line(operands)

    def set_matrix(self, operands: list[Operand]) -> None:
        a, b, c, d, e, f = figures(operands, 6)
        self._line = self._matrix = (a, b, c, d, e, f)

    def line_feed(self, _operands: list[Operand]) -> None:
        self.next_line([0.0, -self.state.leading])

    def show(self, operands: list[Operand]) -> None:
        self._show([operands[-1]])

    def show_on_next(self, operands: list[Operand]) -> None:
        self.line_feed([])
        self._show([operands[-1]])

    def show_spaced(self, operands: list[Operand]) -> None:
        self.state.word_space, self.state.letter_space = figures(operands[-3:-1], 2)
        self.show_on_next(operands)

    def show_array(self, operands: list[Operand]) -> None:
        held = operands[-1]
        if not isinstance(held, list):
            raise ValueError("TJ")
        self._show(held)

    def _show(self, parts: list[Operand]) -> None:
        """Move the pen over strings and the gaps between them, and hand on what that painted."""
        state, font = self.state, self.state.font
        if font is None:
            self.walk.faults += 1
            return
        codes: list[Code] = []
        moves = 0.0
        for part in parts:
            if isinstance(part, bytes):
                shown = font.codes(part)
                spaces = part.count(b" ") if state.word_space and (not shown or shown[0][0] == 1) else 0
                moves += font.width(shown) * state.size + len(shown) * state.letter_space + spaces * state.word_space
                codes += shown
            elif isinstance(part, float):
                moves -= part / 1000 * state.size
        if font.vertical:
            advance, run = (0.0, -len(codes) * state.size), state.size
        else:
            advance, run = (moves * state.stretch, 0.0), moves * state.stretch
        if codes:
            self._painted(font, codes, run)
        self._matrix = moved(self._matrix, *advance)

    def _painted(self, font: Font, codes: list[Code], run: float) -> None:
        state = self.state
        if state.mode in _INVISIBLE:
            return
        matrix = then(self._matrix, state.ctm)
        box = common(placed(self._bounds(font, codes, run), matrix), state.clip)
        if box is None:
            return
        size = _type_size(font, state.size, matrix)
        glyphs = font.faults(codes)
        blank = not glyphs and font.all_blank(codes)
        unsaid = not font.facts.unicode and not font.says(codes)
        coloured = isinstance(font, GlyphFont) and self._glyphs(font, codes, matrix)
        paints = {0: [(state.fill, state.fill_look)], 1: [(state.stroke, state.stroke_look)]}.get(
            state.mode % 4, [(state.fill, state.fill_look), (state.stroke, state.stroke_look)]
        )
        outline = stroke_thickness(state.line_width, state.ctm, ()) if state.mode % 4 == 1 else inf
        for paint, look in paints:
            used = _NO_COLOUR if coloured else paint
            self._text(Painted("text", box, used, look, size, outline, font=font.facts, glyphs=glyphs, blank=blank, unsaid=unsaid))

    def _text(self, thing: Painted) -> None:
        self.walk.emit(thing)
        pattern = self.state.fill_pattern if thing.paint is self.state.fill else self.state.stroke_pattern
        if pattern is not None and not thing.blank:
            self.run_cell(pattern, thing.paint, thing.box)

    def _bounds(self, font: Font, codes: list[Code], run: float) -> tuple[float, float, float, float]:
        size, rise = self.state.size, self.state.rise
        if font.vertical:
            return (-size / 2, -len(codes) * size, size / 2, 0.0)
        return (0.0, font.descent * size + rise, run, font.ascent * size + rise)

    def _glyphs(self, font: GlyphFont, codes: list[Code], matrix: Matrix) -> bool:
        """Run the glyphs of a Type 3 font, each once a size; whether any of them brings its own colours (9.6.5, d0)."""
        state = self.state
        x = 0.0
        coloured = False
        for code in codes:
            stream = font.glyph(code)
            if stream is not None:
                coloured = self._glyph(font, code, stream, moved(matrix, x, 0.0)) or coloured
            x += (font.width([code]) * state.size + state.letter_space) * state.stretch
        return coloured

    def _glyph(self, font: GlyphFont, code: Code, stream: pikepdf.Stream, matrix: Matrix) -> bool:
        state = self.state
        content = self.walk.content(stream)
        uncoloured = b"d1" in content[:160]
        once = (id(font), code[1], round(area_scale(matrix) * state.size, 3))
        if once not in self.walk.seen_glyphs:
            self.walk.seen_glyphs.add(once)
            place: Matrix = (state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise)
            inner = state.saved()
            inner.ctm = then(font.matrix, then(place, matrix))
            self.walk.glyph_depth += 1
            try:
                self.run_inner(content, font.resources, inner, uncoloured=uncoloured)
            finally:
                self.walk.glyph_depth -= 1
        return not uncoloured

    @abstractmethod
    def run_inner(self, content: bytes, resources: pikepdf.Object | None, state: State, *, uncoloured: bool = False) -> None:
        """Another content stream within this one; without resources of its own it has these."""


def _type_size(font: Font, size: float, matrix: Matrix) -> float:
    """The type size on paper: what an em measures across the line of writing; ``inf`` where nobody can tell."""
    if font.em is None:
        return inf
    along = hypot(matrix[2], matrix[3]) if font.vertical else hypot(matrix[0], matrix[1])
    return abs(size) * font.em * area_scale(matrix) / along if along else 0.0

