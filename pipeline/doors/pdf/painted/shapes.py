"""Which filled shapes are lines, and how thick lines are on paper whatever matrix drew them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot, inf, sqrt
from typing import Final

from pipeline.doors.pdf.painted.matrices import Matrix, Point, area_scale, box_of, common, is_even, on_page
from pipeline.model.findings import Box

__all__ = ["Polygon", "corners", "line_thickness", "slit_thickness", "stroke_box", "stroke_thickness"]

Polygon = Sequence[Point]
_LONG: Final = 3.0
"""A rectangle at least so many times longer than thick is a line; what is shorter is a dot or a tile."""
_NEAR: Final = 1e-3
_ROUND: Final = 40
"""Corners of a bar with round ends, or of a circle, as curves are read; shapes with more are no lines to us."""


def corners(polygon: Polygon) -> list[Point]:
    """The polygon without points that repeat the one before, and without the last where it closes on the first."""
    made: list[Point] = []
    for point in polygon:
        if not made or abs(point[0] - made[-1][0]) > 1e-9 or abs(point[1] - made[-1][1]) > 1e-9:
            made.append(point)
    if len(made) > 1 and abs(made[0][0] - made[-1][0]) <= 1e-9 and abs(made[0][1] - made[-1][1]) <= 1e-9:
        made.pop()
    return made


def line_thickness(polygons: Sequence[Polygon], clip: Box, *, even_odd: bool) -> float:
    """The thickness in points of the thinnest line among filled polygons (on the page); ``inf`` where none is a line.

    A frame of two rectangles is the lines of its sides: so CSS borders are drawn.
    """
    if len(polygons) == 2:
        frame = _frame(polygons[0], polygons[1], clip, even_odd)
        if frame is not None:
            return frame
    # Borders of other programs hold rectangles without height beside the one that shows.
    solid = [polygon for polygon in polygons if len(corners(polygon)) > 2]
    return min((_bar(polygon) for polygon in solid or polygons), default=inf)


def _bar(polygon: Polygon) -> float:
    points = corners(polygon)
    if 4 < len(points) <= _ROUND and _is_convex(points):
        return _narrowest(points)
    if len(points) == 2:
        # A rectangle without height: painted one device dot thick (ISO 32000-1, 8.5.3.3.1).
        return 0.0 if _length(*points) >= 1.0 else inf
    if _is_rectilinear(points) or _is_trapezium(points):
        return _mean_thickness(points)
    if len(points) != 4 or not _is_parallelogram(points):
        return inf
    longer = max(_length(points[0], points[1]), _length(points[1], points[2]))
    thickness = abs(_area(points)) / longer if longer else inf
    return thickness if longer >= _LONG * thickness and longer >= 1.0 else inf


def _is_convex(points: Polygon) -> bool:
    """Whether a polygon turns one way only, once around: a bar with round ends does."""
    turns = [
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        for a, b, c in zip(points, [*points[1:], points[0]], [*points[2:], *points[:2]], strict=True)
    ]
    slack = _NEAR * max(map(abs, turns))
    if not (all(turn >= -slack for turn in turns) or all(turn <= slack for turn in turns)):
        return False
    level = [b[0] >= a[0] for a, b in zip(points, [*points[1:], points[0]], strict=True)]
    return sum(one != other for one, other in zip(level, [*level[1:], level[0]], strict=True)) <= 2


def _narrowest(points: Polygon) -> float:
    """The least breadth of a convex polygon that is long enough to be a line: its corners' distance from each edge, at most."""
    breadth, length = inf, 0.0
    for (x, y), (u, v) in zip(points, [*points[1:], points[0]], strict=True):
        run = hypot(u - x, v - y)
        if run > 1e-6:
            breadth = min(breadth, max(abs((u - x) * (q - y) - (v - y) * (p - x)) for p, q in points) / run)
        length = max(length, *(hypot(p - x, q - y) for p, q in points))
    return breadth if length >= _LONG * breadth and length >= 1.0 and breadth > 0 else inf


def _mean_thickness(points: Sequence[Point]) -> float:
    """Of an angle, a bracket or a mitred border: twice the area by the outline, as long as that is that of a line."""
    outline = sum(_length(one, other) for one, other in zip(points, [*points[1:], points[0]], strict=True))
    thickness = 2 * abs(_area(points)) / outline if outline else inf
    return thickness if outline / 2 >= _LONG * thickness and outline >= 2.0 and thickness > 0 else inf


def _is_rectilinear(points: Sequence[Point]) -> bool:
    """Whether a polygon of six to twelve corners has level and upright edges only, in turn."""
    if not 6 <= len(points) <= 12 or len(points) % 2:
        return False
    level = [abs(one[1] - other[1]) <= _NEAR for one, other in zip(points, [*points[1:], points[0]], strict=True)]
    upright = [abs(one[0] - other[0]) <= _NEAR for one, other in zip(points, [*points[1:], points[0]], strict=True)]
    return any(all(held[at % 2][at] for at in range(len(points))) for held in ((level, upright), (upright, level)))


def _is_trapezium(points: Sequence[Point]) -> bool:
    """Whether four corners have one pair of parallel edges, the long ones: so are borders of several colours mitred."""
    if len(points) != 4 or _is_parallelogram(points):
        return False
    first = max(range(4), key=lambda at: _length(points[at], points[(at + 1) % 4]))
    (a, b), (c, d), (e, f), (g, h) = (points[(first + step) % 4] for step in range(4))
    u, v, x, y = c - a, d - b, g - e, h - f
    return u * x + v * y < 0 and abs(u * y - v * x) <= 1e-3 * hypot(u, v) * hypot(x, y)


def _frame(outer: Polygon, inner: Polygon, clip: Box, even_odd: bool) -> float | None:
    """The thinnest side of a frame that shows; None where the two are no frame."""
    one, other = corners(outer), corners(inner)
    if min(len(one), len(other)) < 3:
        return None
    large, small = box_of(one), box_of(other)
    if abs(_area(one)) < abs(_area(other)):
        large, small = small, large
    hollow = even_odd or _area(one) * _area(other) < 0
    inside = all(small[edge] >= large[edge] - _NEAR for edge in (0, 1)) and all(small[edge] <= large[edge] + _NEAR for edge in (2, 3))
    if not (hollow and inside):
        return None
    if not (_is_upright(one) and _is_upright(other)):
        return _ring(one, other)
    (x0, y0, x1, y1), (u0, v0, u1, v1) = large, small
    strips: tuple[Box, ...] = ((x0, y0, u0, y1), (u1, y0, x1, y1), (x0, y0, x1, v0), (x0, v1, x1, y1))
    thin = [
        min(strip[2] - strip[0], strip[3] - strip[1])
        for strip in strips
        if min(strip[2] - strip[0], strip[3] - strip[1]) > _NEAR and _shows(strip, clip)
    ]
    return min(thin, default=inf)


def _ring(one: Polygon, other: Polygon) -> float | None:
    """The mean thickness of a ring between two convex polygons; None where they are none."""
    if max(len(one), len(other)) > _ROUND or not (_is_convex(one) and _is_convex(other)):
        return None
    outlines = sum(_length(a, b) for held in (one, other) for a, b in zip(held, [*held[1:], held[0]], strict=True))
    thickness = 2 * abs(abs(_area(one)) - abs(_area(other))) / outlines if outlines else inf
    return thickness if outlines / 2 >= _LONG * thickness and outlines >= 4.0 and thickness > _NEAR else None


def slit_thickness(bounds: Box, clip: Box) -> float:
    """The thickness of a line that is seen of an area through a narrow clip; ``inf`` where the clip is none, or the area ends in it."""
    across = 0 if clip[2] - clip[0] < clip[3] - clip[1] else 1
    breadth, length = clip[across + 2] - clip[across], min(bounds[3 - across], clip[3 - across]) - max(bounds[1 - across], clip[1 - across])
    if not _NEAR < breadth < inf or length < max(1.0, _LONG * breadth):
        return inf
    covers = bounds[across] <= clip[across] + _NEAR and bounds[across + 2] >= clip[across + 2] - _NEAR
    return breadth if covers else inf


def _shows(strip: Box, clip: Box) -> bool:
    """Whether the clip leaves half of a side at least: borders are drawn side by side, each with the others clipped away."""
    shared = common(strip, clip)
    if shared is None or min(shared[2] - shared[0], shared[3] - shared[1]) <= _NEAR:
        return False
    return max(shared[2] - shared[0], shared[3] - shared[1]) >= max(strip[2] - strip[0], strip[3] - strip[1]) / 2


def _length(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _area(points: Polygon) -> float:
    """Signed: positive where the corners run anticlockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(points, [*points[1:], points[0]], strict=True)) / 2


def _is_parallelogram(points: Polygon) -> bool:
    (a, b), (c, d), (e, f), (g, h) = points
    slack = _NEAR * (1 + max(map(abs, (a, b, c, d, e, f, g, h))) * 1e-3)
    return abs(a + e - c - g) <= slack and abs(b + f - d - h) <= slack


def _is_upright(points: Polygon) -> bool:
    return len(points) == 4 and len({round(x, 4) for x, _ in points}) == 2 and len({round(y, 4) for _, y in points}) == 2


def stroke_thickness(width: float, matrix: Matrix, polygons: Sequence[Polygon]) -> float:
    """How thick a stroke of ``width`` is on paper: the thinnest of its segments (points before the matrix).

    A pen that the matrix has squeezed draws thin lines in one direction only, so each segment is asked for its own.
    """
    scale = area_scale(matrix)
    if is_even(matrix) or not width:
        return width * sqrt(scale)
    a, b, c, d = matrix[:4]
    thinnest = inf
    for polygon in polygons:
        for (x, y), (u, v) in pairwise(polygon):
            run = hypot(u - x, v - y)
            drawn = hypot(a * (u - x) + c * (v - y), b * (u - x) + d * (v - y))
            if run and drawn:
                thinnest = min(thinnest, width * scale * run / drawn)
    return thinnest if thinnest < inf else width * sqrt(scale)


def stroke_box(width: float, matrix: Matrix, polygons: Sequence[Polygon], *, butt: bool) -> Box:
    """The box of what a stroke paints on the page: half its width on both sides, at its ends only with a projecting or round cap.

    Points before the matrix, one at least. Tips of mitred corners, which may stand out farther, are not asked.
    """
    half = width / 2
    ends: list[Point] = []
    for polygon in polygons:
        if len(polygon) == 1:
            ends += [] if butt else _around(polygon[0], half)
        for (x, y), (u, v) in pairwise(polygon):
            run = hypot(u - x, v - y)
            if not run:
                ends += [] if butt else _around((x, y), half)
                continue
            p, q = (u - x) / run * half, (v - y) / run * half
            along, level = (0.0, 0.0) if butt else (p, q)
            ends += [
                (x - along - q, y - level + p), (x - along + q, y - level - p),
                (u + along - q, v + level + p), (u + along + q, v + level - p),
            ]
    return box_of(on_page(ends or [point for polygon in polygons for point in polygon], matrix))


def _around(point: Point, half: float) -> list[Point]:
    x, y = point
    return [(x - half, y - half), (x + half, y + half), (x - half, y + half), (x + half, y - half)]
