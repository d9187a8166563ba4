"""What a thing is painted on: the areas below it, topmost first, as far as they are known to cover it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Box

__all__ = ["Underlay"]

_KEPT: Final = 4000
_TRANSPARENT: Final = 0.999


class Underlay:
    """Areas of one page in the order they were painted; beyond some thousands the oldest are forgotten."""

    def __init__(self) -> None:
        self._areas: list[Painted] = []

    def add(self, thing: Painted) -> None:
        """Remember what covers an area for certain; shapes too complicated to tell are left out."""
        if thing.in_mask or not thing.shape or thing.in_glyph or thing.what == "stroke":
            return
        self._areas.append(thing)
        if len(self._areas) > 2 * _KEPT:
            del self._areas[:_KEPT]

    def under(self, box: Box) -> list[Painted]:
        """What lies right below the middle of a box: the topmost area that covers it, and what shows through that."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        found = []
        for area in reversed(self._areas):
            x0, y0, x1, y1 = area.box
            if x0 <= x <= x1 and y0 <= y <= y1 and _covers(area.shape, x, y):
                found.append(area)
                look = area.look
                if not (look.overprint or look.masked or look.alpha < _TRANSPARENT or look.blend not in ("Normal", "Compatible")):
                    break
        return found


def _covers(shape: Sequence[Sequence[tuple[float, float]]], x: float, y: float) -> bool:
    """Whether a point lies in polygons, by the even-odd rule."""
    inside = False
    for polygon in shape:
        before = polygon[-1]
        for point in polygon:
            if (point[1] > y) != (before[1] > y) and x < (before[0] - point[0]) * (y - point[1]) / (before[1] - point[1]) + point[0]:
                inside = not inside
            before = point
    return inside
