"""What a thing is painted on: the areas below it, topmost first, as far as they are known to cover it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Box

__all__ = ["Underlay"]

_KEPT: Final = 4000
_TRANSPARENT: Final = 0.999
_ALONG: Final = 5
"""Places that are looked at: a line of text begins on a tint and ends beside it."""


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
        """What lies right below a box, looked at in some places along its longer side: topmost areas, and what shows through them."""
        x0, y0, x1, y1 = box
        open_places = _places(box)
        found = []
        for area in reversed(self._areas):
            left, foot, right, head = area.box
            if left > x1 or right < x0 or foot > y1 or head < y0:
                continue
            covered = [
                (x, y) for x, y in open_places if left <= x <= right and foot <= y <= head and _covers(area.shape, x, y)
            ]
            if covered:
                found.append(area)
                if _hides(area):
                    open_places = [place for place in open_places if place not in covered]
                    if not open_places:
                        break
        return found


def _places(box: Box) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    many = 1 if max(wide, high) <= 2 * min(wide, high) else _ALONG
    shares = [(step + 0.5) / many for step in range(many)]
    if wide >= high:
        return [(x0 + wide * share, (y0 + y1) / 2) for share in shares]
    return [((x0 + x1) / 2, y0 + high * share) for share in shares]


def _hides(area: Painted) -> bool:
    look = area.look
    return not (look.overprint or look.masked or look.alpha < _TRANSPARENT or look.blend not in ("Normal", "Compatible"))


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
