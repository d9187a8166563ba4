"""How much a workbook may ask of the machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg
from pipeline.model.source import DEFAULT_UNPACKED_MB

__all__ = ["Limits", "megabytes", "require_size", "too_large"]

_BYTES_AN_ELEMENT: Final = 40
_BYTES_A_CELL: Final = 50
_BYTES_A_MERGE: Final = 500


def megabytes(count: int) -> str:
    """Bytes as whole megabytes, at least 1."""
    return str(max(1, round(count / 1e6)))


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are checked before any parser sees the file (data.md, section 1: "Bombs").

    ``unpacked_bytes``: the file itself, the sum of all parts of a zipped workbook once unpacked, and the text of all cells of a sheet
    written out. ``ratio``: unpacked size divided by packed size, looked at only above ``ratio_from_bytes``.
    ``dense_cells``: rows times columns of the smallest rectangles around the cells of all sheets; a reader that fills that
    rectangle with blanks (calamine) is not asked to read larger ones. ``parts``: files in a zipped workbook.
    """

    unpacked_bytes: int = DEFAULT_UNPACKED_MB * 1_000_000
    ratio: int = 300
    ratio_from_bytes: int = 20_000_000
    dense_cells: int = 6_000_000
    parts: int = 10_000

    @classmethod
    def raised(cls, unpacked_mb: int) -> Limits:
        """The limits of somebody who answers for files that unpack to so many megabytes, however densely they are packed."""
        unpacked_mb = max(1, unpacked_mb)
        if unpacked_mb <= DEFAULT_UNPACKED_MB:
            return cls(unpacked_bytes=unpacked_mb * 1_000_000)
        return cls(unpacked_bytes=unpacked_mb * 1_000_000, ratio_from_bytes=unpacked_mb * 1_000_000)

    @property
    def elements(self) -> int:
        """XML elements in a part: of a reader's time, each costs as much as forty bytes."""
        return self.unpacked_bytes // _BYTES_AN_ELEMENT

    @property
    def cells(self) -> int:
        """Filled cells of a sheet."""
        return self.unpacked_bytes // _BYTES_A_CELL

    @property
    def merges(self) -> int:
        """Merged ranges of a sheet."""
        return self.unpacked_bytes // _BYTES_A_MERGE

    @property
    def letters(self) -> int:
        """Letters of a sheet's cells, written out cell by cell."""
        return self.unpacked_bytes // 2

    @property
    def second_letters(self) -> int:
        """The same for a reader that makes every cell's text anew."""
        return self.unpacked_bytes // 5


def too_large(cause: Message, needed: int) -> Unreadable:
    """The error for a file beyond a limit; its hint names the setting that raises it to ``needed`` bytes."""
    return Unreadable(
        cause,
        msg("Delete pictures, unused sheets and empty formatted rows and save it again, or split it. If it has to be as large, raise the "
            "limit: unpacked_mb = {size} under [reading] in edition.toml, or guide read --unpacked-mb {size}.",
            size=megabytes(needed + 999_999)),
    )


def require_size(name: str, size: int, limits: Limits) -> None:
    """Raises Unreadable for a file that is larger as it lies there than it may be unpacked."""
    if size > limits.unpacked_bytes:
        cause = msg("{file}: the file has {size} MB; at most {limit} MB are read.",
                    file=name, size=megabytes(size), limit=megabytes(limits.unpacked_bytes))
        raise too_large(cause, size)
