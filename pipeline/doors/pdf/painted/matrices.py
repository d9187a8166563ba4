"""Transformation matrices as PDF writes them: a b c d e f (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, inf
from typing import Final

from pipeline.model.findings import Box

__all__ = ["EVERYWHERE", "IDENTITY", "Matrix", "Point", "area_scale", "box_of", "common", "moved", "on_page", "placed", "then"]

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Final[Box] = (-inf, -inf, inf, inf)


def then(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``first``, then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> Matrix:
    """``matrix`` after a move by x, y in its own space."""
    a, b, c, d, e, f = matrix
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def on_page(points: Iterable[Point], matrix: Matrix) -> list[Point]:
    """Points where the matrix puts them."""
    a, b, c, d, e, f = matrix
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def box_of(points: Iterable[Point]) -> Box:
    """The smallest upright box around points; there must be one at least."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def placed(box: Box, matrix: Matrix) -> Box:
    """The upright box around a box that the matrix has moved, scaled or turned."""
    x0, y0, x1, y1 = box
    return box_of(on_page(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), matrix))


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share; None where they do not touch."""
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    x1, y1 = min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def area_scale(matrix: Matrix) -> float:
    """By how much the matrix makes areas larger; 0 where it flattens everything to a line."""
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])


def is_even(matrix: Matrix) -> bool:
    """Whether lengths grow alike in every direction."""
    a, b, c, d = matrix[:4]
    wide, high = hypot(a, b), hypot(c, d)
    return abs(wide - high) <= 1e-4 * (wide + high) and abs(a * c + b * d) <= 1e-4 * wide * high
