"""What a scan of a press file finds: a plain value, so that who hears of it need not load qpdf."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["SCAN_FORM", "Stain", "scan_pdf"]

SCAN_FORM = 1
"""Raised when more is looked for: what was clean before is looked at again."""


@dataclass(frozen=True, slots=True)
class Stain:
    """``what``: the operator or key that says it, such as rg, ICCBased, SMask. ``where``: "" in the page's own operators, else the names
    of the resources that lead there.
    """

    page_index: int
    what: str
    where: str


def scan_pdf(content: bytes, pages: Collection[int], opaque: bool) -> list[Stain]:
    """As :func:`pipeline.doors.pdf.scanning.scan`; the library is imported when the first file is scanned."""
    from pipeline.doors.pdf.scanning import scan

    return scan(content, pages, opaque=opaque)
