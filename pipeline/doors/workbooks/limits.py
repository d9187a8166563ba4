"""How much a workbook may ask of the machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are checked before any parser sees the file (data.md, section 1: "Bombs").

    ``unpacked_bytes``: the sum of all parts of a zipped workbook once unpacked.
    ``ratio``: unpacked size divided by packed size, looked at only above ``ratio_from_bytes``.
    ``dense_cells``: rows times columns of the smallest rectangle around a sheet's cells; a reader that fills that
    rectangle with blanks (calamine) is not asked to read a larger one.
    """

    unpacked_bytes: int = 100_000_000
    ratio: int = 300
    ratio_from_bytes: int = 20_000_000
    dense_cells: int = 6_000_000
