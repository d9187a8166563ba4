"""The ISBN as an EAN-13 symbol (ISO/IEC 15420; GS1 General Specifications 5.2). The encoding is python-barcode's; the bars are drawn here.

A module is 0.330 mm wide at 100 %, 0.264 to 0.660 in use; the bars are 22.85 mm high, guards five modules more; light margins of eleven
modules left and seven right.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from pipeline.model.cover import Barcode

__all__ = ["LIGHT_LEFT", "LIGHT_RIGHT", "MODULES", "MODULE_MM", "bar_path", "isbn_barcode", "isbn_fault"]

MODULE_MM: Final = 0.33
MODULES: Final = 95
LIGHT_LEFT, LIGHT_RIGHT = 11, 7
BAR_HEIGHT: Final = 22.85 / MODULE_MM
"""Modules; guards go five further down."""
GUARD: Final = 5
_GUARDS: Final = frozenset({0, 2, 46, 48, 92, 94})
"""Modules in which a guard's bars begin."""
_WRITTEN: Final = re.compile(r"[0-9][0-9 -]*[0-9]")


def isbn_fault(isbn: str) -> tuple[str, str] | None:
    """What is wrong with an ISBN: ("form", "") where it is none of thirteen digits that begin with 978 or 979, ("digit", the right one)
    where its check digit is wrong (ISO 2108); None where it is good.
    """
    digits = _digits(isbn)
    if not _WRITTEN.fullmatch(isbn.strip()) or len(digits) != 13 or digits[:3] not in ("978", "979"):
        return "form", ""
    from barcode.ean import EuropeanArticleNumber13  # loaded where there is a number to look at

    right = str(EuropeanArticleNumber13(digits[:12]))[-1]
    return None if digits[-1] == right else ("digit", right)


def _digits(isbn: str) -> str:
    return re.sub(r"[ -]", "", isbn.strip())


def isbn_barcode(isbn: str, percent: float = 100, reduction_mm: float = 0.0) -> Barcode:
    """The symbol of a good ISBN, at so many per cent of its nominal size."""
    from barcode.ean import EuropeanArticleNumber13

    digits = _digits(isbn)
    [modules] = EuropeanArticleNumber13(digits[:12]).build()
    return Barcode(isbn.strip(), digits, modules, MODULE_MM * percent / 100, reduction_mm)


def bar_path(barcode: Barcode) -> str:
    """The bars as rectangles of an SVG path, in modules from the first guard's left edge, downwards from the top."""
    narrower = barcode.reduction_mm / barcode.module_mm
    parts, start = [], 0
    for dark, run in groupby(barcode.modules, key=lambda module: module == "1"):
        width = len(list(run))
        if dark:
            height = BAR_HEIGHT + (GUARD if start in _GUARDS else 0)
            left, right = start + narrower / 2, start + width - narrower / 2
            parts.append(f"M{left:.4f} 0L{right:.4f} 0L{right:.4f} {height:.4f}L{left:.4f} {height:.4f}Z")
        start += width
    return "".join(parts)
