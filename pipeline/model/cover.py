"""A cover as it is composed: back, spine and front in one sheet, seen from outside."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Barcode", "CoverRow", "CoverSize", "SpineLine"]


@dataclass(frozen=True, slots=True)
class CoverSize:
    """``trim_mm`` of one page; ``spine_mm`` 0 where the book is stitched through the fold and has none.

    ``safe_mm``: what is read keeps so far off the trim; ``crease_mm``: and so far off the folds, where a bound cover is creased and glued.
    """

    trim_mm: tuple[float, float]
    spine_mm: float
    bleed_mm: float
    safe_mm: float
    crease_mm: float

    @property
    def width_mm(self) -> float:
        """Of the whole, trimmed."""
        return 2 * self.trim_mm[0] + self.spine_mm

    @property
    def height_mm(self) -> float:
        return self.trim_mm[1]

    @property
    def folds_mm(self) -> tuple[float, ...]:
        """Where it is folded, from the left edge of the trimmed back: both edges of the spine, or its one fold."""
        back = self.trim_mm[0]
        return (back, back + self.spine_mm) if self.spine_mm else (back,)


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A part of the book that has a thumb tab: its name, the folio it begins on, that page's position (from 0), and how many it has."""

    name: str
    folio: str
    page_index: int
    pages: int


@dataclass(frozen=True, slots=True)
class Barcode:
    """An EAN-13 symbol. ``modules``: 95 of "1" (bar) and "0"; ``number``: its thirteen digits; ``isbn`` as it is written, with hyphens.

    ``module_mm``: width of a module; ``reduction_mm``: by so much each bar is made narrower, because ink spreads on press.
    """

    isbn: str
    number: str
    modules: str
    module_mm: float
    reduction_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class SpineLine:
    """Text on the spine: what stands at its begin and at its end. ``size_pt`` of its type, ``spaced_pt`` between its letters.

    ``upwards``: it is read from the foot to the head, else from the head to the foot. ``lower_pt``: by so much the line is set lower than
    centred, so that its letters stand in the middle.
    """

    text: str
    ending: str
    size_pt: float
    spaced_pt: float
    upwards: bool
    lower_pt: float
