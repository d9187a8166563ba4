"""Hyphens at the ends of lines: which they are, and how many may follow each other."""

from __future__ import annotations

from typing import Final

from pipeline.model.galley import Line

__all__ = ["HYPHENS", "MOST_HYPHENS", "ends_hyphened"]

MOST_HYPHENS: Final = 3
"""Lines in a row that may end with a hyphen (page.md, «Type»)."""
HYPHENS: Final = ("\u2010", "-")
"""The hyphen of the layout engine, and one that was written."""


def ends_hyphened(line: Line) -> bool:
    return line.text.rstrip().endswith(HYPHENS)
