"""Paths: built, filled, stroked, clipped to (ISO 32000-1, 8.5), and shadings painted over a clip."""

from __future__ import annotations

from abc import abstractmethod
from math import inf
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.lexer import Operand
from pipeline.doors.pdf.painted.matrices import Point, area_scale, box_of, common, on_page
from pipeline.doors.pdf.painted.running import StateRun, figures
from pipeline.doors.pdf.painted.shadings import is_sound_shading
from pipeline.doors.pdf.painted.shapes import line_thickness, slit_thickness, stroke_box, stroke_thickness
from pipeline.doors.pdf.painted.state import State, Walk
from pipeline.doors.pdf.painted.things import Paint, Painted, Space
from pipeline.doors.pdf.painted.values import dictionary
from pipeline.model.findings import Box

__all__ = ["PathRun"]

_STEPS: Final = (0.25, 0.5, 0.75, 1.0)
_FEW_POINTS: Final = 80
"""A filled area with more corners is known by its box only."""
_MOST_POINTS: Final = 4096
_MOST_PARTS: Final = 16384
"""Beyond these a part of a path, or a path, is known by its box only while it is built."""
_FEW_LINES: Final = 2000
"""Parts of one filled path that are looked at for lines."""


class PathRun(StateRun):
    """Operators of paths."""

    def __init__(self, walk: Walk, resources: pikepdf.Object | None, state: State, depth: int = 0, *, uncoloured: bool = False) -> None:
        super().__init__(walk, resources, state, depth, uncoloured=uncoloured)
        self._path: list[list[Point]] = []
        self._clip_next = False

    def _begin(self, points: list[Point]) -> None:
        """Begin a part; a path of very many is known by its box only."""
        if len(self._path) >= _MOST_PARTS:
            self._path = [_frame([point for part in self._path for point in part])]
        self._path.append(points)

    def move_to(self, operands: list[Operand]) -> None:
        x, y = figures(operands, 2)
        if self._path and len(self._path[-1]) == 1:
            self._path.pop()  # the last of several moves counts (8.5.2.1)
        self._begin([(x, y)])

    def line_to(self, operands: list[Operand]) -> None:
        x, y = figures(operands, 2)
        points = self._path[-1]
        if len(points) >= _MOST_POINTS:
            points[:] = _frame(points)
        points.append((x, y))

    def curve_to(self, operands: list[Operand]) -> None:
        a, b, c, d, e, f = figures(operands, 6)
        self._curve((a, b), (c, d), (e, f))

    def curve_from_here(self, operands: list[Operand]) -> None:
        c, d, e, f = figures(operands, 4)
        self._curve(self._path[-1][-1], (c, d), (e, f))

    def curve_to_end(self, operands: list[Operand]) -> None:
        a, b, e, f = figures(operands, 4)
        self._curve((a, b), (e, f), (e, f))

    def _curve(self, one: Point, two: Point, end: Point) -> None:
        """A Bézier curve as four chords: fine enough for what is asked of it."""
        points = self._path[-1]
        x, y = points[-1]
        if len(points) >= _MOST_POINTS:
            points[:] = _frame(points)
        for t in _STEPS:
            s = 1 - t
            p, q, r, u = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            points.append((p * x + q * one[0] + r * two[0] + u * end[0], p * y + q * one[1] + r * two[1] + u * end[1]))

    def rectangle(self, operands: list[Operand]) -> None:
        x, y, width, height = figures(operands, 4)
        self._begin([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])

    def close(self, _operands: list[Operand]) -> None:
        points = self._path[-1]
        if points[0] != points[-1]:
            points.append(points[0])

    def clip(self, _operands: list[Operand]) -> None:
        self._clip_next = True

    def end_path(self, _operands: list[Operand]) -> None:
        self._end(None)

    def _end(self, bounds: Box | None) -> None:
        """The path is used up; a clip that W announced holds from here on (8.5.4)."""
        if self._clip_next:
            if bounds is None:
                bounds = box_of([point for points in on_pages(self._path, self.state) for point in points]) if self._path else (0, 0, 0, 0)
            shared = common(self.state.clip, bounds)
            self.state.clip = shared if shared is not None else (inf, inf, -inf, -inf)
            self._clip_next = False
        self._path = []

    def paint_path(self, *, fill: bool, stroke: bool, even_odd: bool = False, close: bool = False) -> None:
        """All of f F f* S s B B* b b*."""
        if close and self._path:
            self.close([])
        state = self.state
        path = [points for points in self._path if points]
        if not path:
            self._end(None)
            return
        polygons = on_pages(path, state)
        bounds = box_of([point for points in polygons for point in points])
        visible = common(bounds, state.clip)
        if fill and visible is not None:
            self._fill(polygons, visible, even_odd=even_odd, bare=not stroke)
        if stroke:
            self._stroke(path, bounds)
        self._end(bounds)

    def _fill(self, polygons: list[list[Point]], box: Box, *, even_odd: bool, bare: bool) -> None:
        state = self.state
        size = line_thickness(polygons, state.clip, even_odd=even_odd) if bare and len(polygons) <= _FEW_LINES else inf
        size = min(size, slit_thickness(box_of([point for points in polygons for point in points]), state.clip))
        few = sum(map(len, polygons)) <= _FEW_POINTS
        shape = tuple(map(tuple, polygons)) if few else ()
        what = "shading" if state.fill.pattern == "shading" else "fill"
        self.walk.emit(Painted(what, box, state.fill, state.fill_look, size, shape=shape))  # type: ignore[arg-type]
        if state.fill_pattern is not None:
            self.run_cell(state.fill_pattern, state.fill, box)

    def _stroke(self, path: list[list[Point]], bounds: Box) -> None:
        state = self.state
        few = sum(map(len, path)) <= _FEW_POINTS
        if few:
            bounds = stroke_box(state.line_width, state.ctm, path, butt=state.cap == 0)
        else:
            half = state.line_width * area_scale(state.ctm) ** 0.5 / 2
            bounds = (bounds[0] - half, bounds[1] - half, bounds[2] + half, bounds[3] + half)
        box = common(bounds, state.clip)
        if box is None:
            return
        thickness = stroke_thickness(state.line_width, state.ctm, path)
        shape = tuple(map(tuple, on_pages(path, state))) if few else ()
        self.walk.emit(Painted("stroke", box, state.stroke, state.stroke_look, thickness, shape=shape))
        if state.stroke_pattern is not None:
            self.run_cell(state.stroke_pattern, state.stroke, box)

    @abstractmethod
    def run_cell(self, pattern: pikepdf.Object, paint: Paint, box: Box) -> None:
        """The cell of a tiling pattern, shown within ``box``."""

    def shade(self, operands: list[Operand]) -> None:
        """sh paints all that the clip leaves (8.7.4.2)."""
        shading = dictionary(self.resource("/Shading", operands[-1]))
        if shading is None:
            raise ValueError("shading")
        space: Space = self.walk.shared.spaces.resolve(shading.get("/ColorSpace"), self.resources)
        self.walk.faults += not is_sound_shading(shading, space)
        box = self.state.clip
        if box[0] > box[2]:
            return
        if box[0] > -inf:
            x0, y0, x1, y1 = box
            shape = (((x0, y0), (x1, y0), (x1, y1), (x0, y1)),)
            size = slit_thickness(box, box)
            self.walk.emit(Painted("shading", box, Paint(space, (), "shading"), self.state.fill_look, size, shape=shape))


def on_pages(path: list[list[Point]], state: State) -> list[list[Point]]:
    return [on_page(points, state.ctm) for points in path]


def _frame(points: list[Point]) -> list[Point]:
    """The corners of the box around points, and the last of them, where a path goes on."""
    x0, y0, x1, y1 = box_of(points)
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), points[-1]]
