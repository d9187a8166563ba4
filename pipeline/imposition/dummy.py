"""The folding dummy: sheets with nothing but folios and marks, for the binder to fold before anything is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.model.sheets import MarkLine, MarkText, PlacedPage, SheetSide

__all__ = ["folding_dummy"]

FOLIO_SIZE: Final = 0.25
"""Of the page's width."""


def folding_dummy(side: SheetSide, trim: tuple[float, float]) -> SheetSide:
    """The side with the trim and a large folio of each page instead of the page, underlined; a blank one has its folio in brackets."""
    texts, lines = list(side.texts), list(side.lines)
    for placed, shown in (*((page, str(page.page)) for page in side.pages), *((page, f"({page.page})") for page in side.blanks)):
        size = trim[0] * placed.scale * FOLIO_SIZE
        x, y = _point(placed, trim[0] / 2, trim[1] / 2)
        texts.append(MarkText(shown, x, y, size, centred=True, turned=placed.turned))
        lines.append(_underline(placed, trim))
        lines += _frame(placed, trim)
    return replace(side, pages=(), blanks=(), texts=tuple(texts), lines=tuple(lines))


def _point(placed: PlacedPage, across: float, up: float) -> tuple[float, float]:
    """A point of the page, from its own lower left corner, on the sheet."""
    way = -placed.scale if placed.turned else placed.scale
    return placed.x + way * across, placed.y + way * up


def _underline(placed: PlacedPage, trim: tuple[float, float]) -> MarkLine:
    """It tells a 6 from a 9."""
    low, half = trim[1] / 2 - trim[0] * FOLIO_SIZE / 5, trim[0] * FOLIO_SIZE / 2
    return MarkLine(_point(placed, trim[0] / 2 - half, low), _point(placed, trim[0] / 2 + half, low))


def _frame(placed: PlacedPage, trim: tuple[float, float]) -> Iterator[MarkLine]:
    corners = [_point(placed, across, up) for across, up in ((0, 0), (trim[0], 0), trim, (0, trim[1]), (0, 0))]
    for start, end in pairwise(corners):
        yield MarkLine(start, end)
