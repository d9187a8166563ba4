"""A side of a press sheet as it is drawn: pages in their places, and marks for those who fold, cut and collate. All lengths in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["MarkBar", "MarkLine", "MarkText", "PlacedPage", "SheetSide", "SourcePage"]

Rectangle: TypeAlias = "tuple[float, float, float, float]"
"""Left, bottom, width, height."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of a finished PDF. ``trim`` and ``bleed``: x0, y0, x1, y1 in the page's own units, before it is rotated.

    ``rotate``: degrees clockwise by which it is shown; ``unit``: points in one of its units (UserUnit).
    """

    trim: Rectangle
    bleed: Rectangle
    rotate: int
    unit: float
    annotated: bool

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trim as it is shown, in points."""
        x0, y0, x1, y1 = self.trim
        width, height = (x1 - x0) * self.unit, (y1 - y0) * self.unit
        return (height, width) if self.rotate % 180 else (width, height)

    @property
    def least_bleed(self) -> float:
        """The bleed that all four sides have, in points."""
        pairs = zip(self.trim[:2], self.bleed[:2], strict=True), zip(self.bleed[2:], self.trim[2:], strict=True)
        return max(0.0, min(outer - inner for pair in pairs for outer, inner in pair) * self.unit)


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page (from 1) in its place: its trim's lower left corner as it reads lies at ``x``, ``y`` of the sheet.

    ``turned``: it stands on its head (the corner is then at the upper right of its place); nothing outside ``clip`` is printed.
    """

    page: int
    x: float
    y: float
    turned: bool
    scale: float
    clip: Rectangle


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A hairline; ``dashed``: where the sheet is folded, else where it is cut."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class MarkBar:
    """A solid bar: a collating mark."""

    box: Rectangle


@dataclass(frozen=True, slots=True)
class MarkText:
    """A line of text, its baseline's begin (or middle, where ``centred``) at ``x``, ``y``; ``turned`` as a page is."""

    text: str
    x: float
    y: float
    size: float
    centred: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class SheetSide:
    """What one set of plates prints, or one side of an office printer's sheet."""

    width: float
    height: float
    pages: tuple[PlacedPage, ...]
    lines: tuple[MarkLine, ...] = ()
    bars: tuple[MarkBar, ...] = ()
    texts: tuple[MarkText, ...] = ()
    blanks: tuple[PlacedPage, ...] = ()
    """Places of pages that the book does not have."""
