"""What a scan of a press file finds: a plain value, so that who hears of it need not load qpdf."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SCAN_FORM", "Stain"]

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
