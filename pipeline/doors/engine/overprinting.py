"""What overprints: text and thin lines in the full tone of black. Everything else takes away what lies under it (GWG 2022, R0007 to R0010).

The fast setter knows its rules and words; of what the engine draws the pen sees paths, of which this module tells the thin ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Any, Final

from pipeline.model.inks import BLACK, KNOCK_OUT, OVERPRINT

__all__ = ["THIN_PT", "OverprintingPaths", "stated"]

THIN_PT: Final = 2.0
"""Points; thinner lines overprint (GWG 2022, R0010): wider ones would show what they cross."""

_Box = tuple[float, float, float, float]
_Point = tuple[float, float]


def stated(ink: str, *, overprints: bool) -> str:
    """An ink's operators with the graphics state it is to be painted in; only black overprints."""
    return f"/{OVERPRINT if overprints and ink == BLACK else KNOCK_OUT} gs {ink}"


def _box_of(points: Sequence[_Point]) -> _Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _common(one: _Box, other: _Box) -> _Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


class OverprintingPaths:
    """The part of the pen that follows paths and clips, and says before each thing painted whether it overprints.

    It stands before the engine's stream in the pen's bases. Names and arguments are those of pydyf's stream.
    """

    stream: list[Any]
    ctm: Any
    overprints: bool

    def begin_overprinting(self, *, overprints: bool) -> None:
        """``overprints``: whether the job has colours; without, nothing is followed and nothing said."""
        self.overprints = overprints
        self.fill_ink = self.stroke_ink = ""
        self._states: list[tuple[str, float, _Box | None]] = []
        self._state, self._line_width = "", 1.0
        self._clip: _Box | None = None
        self._outlines: list[list[_Point]] = []
        self._begun: int | None = None
        self._clips_next = False

    def push_state(self) -> None:
        super().push_state()  # type: ignore[misc]
        self._states.append((self._state, self._line_width, self._clip))

    def pop_state(self) -> None:
        super().pop_state()  # type: ignore[misc]
        self._state, self._line_width, self._clip = self._states.pop()

    def set_line_width(self, width: float) -> None:
        super().set_line_width(width)  # type: ignore[misc]
        self._line_width = width

    def begin_text(self) -> None:
        self._say(self.fill_ink == BLACK, len(self.stream))
        super().begin_text()  # type: ignore[misc]

    def knock_out(self) -> None:
        """What comes next, a picture, takes away what lies under it."""
        self._say(overprints=False, at=len(self.stream))

    # Paths.

    def _points(self, *points: _Point, new: bool = False) -> None:
        if not self.overprints:
            return
        if self._begun is None:
            self._begun = len(self.stream)
        if new or not self._outlines:
            self._outlines.append([])
        self._outlines[-1] += [self.ctm.transform_point(x, y) for x, y in points]

    def move_to(self, x: float, y: float) -> None:
        self._points((x, y), new=True)
        super().move_to(x, y)  # type: ignore[misc]

    def line_to(self, x: float, y: float) -> None:
        self._points((x, y))
        super().line_to(x, y)  # type: ignore[misc]

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self._points((x, y), (x + width, y), (x + width, y + height), (x, y + height), new=True)
        super().rectangle(x, y, width, height)  # type: ignore[misc]

    def curve_to(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:
        self._points((x1, y1), (x2, y2), (x3, y3))
        super().curve_to(x1, y1, x2, y2, x3, y3)  # type: ignore[misc]

    def curve_start_to(self, x2: float, y2: float, x3: float, y3: float) -> None:
        self._points((x2, y2), (x3, y3))
        super().curve_start_to(x2, y2, x3, y3)  # type: ignore[misc]

    def curve_end_to(self, x1: float, y1: float, x3: float, y3: float) -> None:
        self._points((x1, y1), (x3, y3))
        super().curve_end_to(x1, y1, x3, y3)  # type: ignore[misc]

    def clip(self, even_odd: bool = False) -> None:
        self._clips_next = True
        super().clip(even_odd)  # type: ignore[misc]

    def end(self) -> None:
        super().end()  # type: ignore[misc]
        self._painted()

    def fill(self, even_odd: bool = False) -> None:
        self._paint(self.fill_ink == BLACK and self._is_thin_area())
        super().fill(even_odd)  # type: ignore[misc]
        self._painted()

    def stroke(self) -> None:
        self._paint(self.stroke_ink == BLACK and self._is_thin_stroke())
        super().stroke()  # type: ignore[misc]
        self._painted()

    def fill_and_stroke(self, even_odd: bool = False) -> None:
        self._paint(overprints=False)
        super().fill_and_stroke(even_odd)  # type: ignore[misc]
        self._painted()

    def _paint(self, overprints: bool) -> None:
        """Between a path's first point and its painting no graphics state may be set (ISO 32000-1, figure 9): it goes before the path."""
        self._say(overprints, len(self.stream) if self._begun is None else self._begun)

    def _painted(self) -> None:
        if self._clips_next and any(self._outlines):
            box = _box_of([point for outline in self._outlines for point in outline])
            self._clip = _common(self._clip, box) if self._clip else box
        self._outlines, self._begun, self._clips_next = [], None, False

    def _say(self, overprints: bool, at: int) -> None:
        if not self.overprints:
            return
        state = OVERPRINT if overprints else KNOCK_OUT
        if state != self._state:
            self.stream.insert(at, f"/{state} gs".encode())
            self._state = state

    def _is_thin_area(self) -> bool:
        outlines = [_box_of(outline) for outline in self._outlines if outline]
        if not outlines:
            return False
        x0, y0, x1, y1 = _box_of([(x, y) for box in outlines for x, y in ((box[0], box[1]), (box[2], box[3]))])
        if self._clip:
            x0, y0, x1, y1 = _common((x0, y0, x1, y1), self._clip)
        if min(x1 - x0, y1 - y0) < THIN_PT:
            return True
        # A frame is filled between an outer and an inner outline.
        return len(outlines) == 2 and max(abs(one - other) for one, other in zip(*outlines, strict=True)) < THIN_PT

    def _is_thin_stroke(self) -> bool:
        a, b, *_ = self.ctm.values
        return self._line_width * hypot(a, b) < THIN_PT
