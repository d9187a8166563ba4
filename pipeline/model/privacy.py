"""Who asked not to be printed, and whose mobile numbers are not: by file and row, without a name or a number."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import CellRef
from pipeline.model.packing import packable

__all__ = ["LeftOut", "MobilesWithheld"]


@packable
@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not printed at all. ``wish``: the row that asks for it, another one where both are one listing.

    ``waiting``: whether it wishes so is not known before a question on its column of consent is answered.
    """

    row: CellRef
    wish: CellRef
    waiting: bool = False


@packable
@dataclass(frozen=True, slots=True)
class MobilesWithheld:
    """A row without consent, and the cells whose numbers are not printed for want of it."""

    row: CellRef
    cells: tuple[CellRef, ...]
