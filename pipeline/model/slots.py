"""The place of a text in a book: how many lines it takes there, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Room", "Slot"]


@dataclass(frozen=True, slots=True)
class Room:
    """How high an entry may become where it stands, points: before anything must move to another column or closer together, and before
    anything must move to another page.
    """

    column: float
    page: float


@dataclass(frozen=True, slots=True)
class Slot:
    """Lines of the column that a text stands in, counted as they are set there."""

    lines: int
    """That the text takes."""
    fits: int
    """That it may take before anything must move: its own, and those that are free in the column where its entry ends."""
    page: int
    """That it may take before something must move to another page; until then spaces shrink and lines go to the next column."""
    most: int
    """That a column holds beside the rest of the entry; beyond them the entry must part, wherever it stands."""
