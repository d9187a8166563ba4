"""Twelve ways of keeping a list of organisations, and the sheet of experts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..facts import Province
from ..sheets import Book
from .bilingual import both_names, merged_region, two_lines
from .crowded import grouped, kazakh_only, one_cell
from .offices import capitals_lover, careful, merged_header
from .people import experts
from .typed import blocks, hidden_sheet, numbers_typed

__all__ = ["MANNERS", "experts"]

MANNERS: Final[Mapping[str, Callable[[Province], Book]]] = {
    "blocks": blocks, "both names": both_names, "capitals": capitals_lover, "careful": careful, "grouped": grouped,
    "hidden sheet": hidden_sheet, "kazakh only": kazakh_only, "merged header": merged_header, "merged region": merged_region,
    "numbers typed": numbers_typed, "one cell": one_cell, "two lines": two_lines,
}  # fmt: skip
"""Name of a manner -> what lays a province's list out in it."""
