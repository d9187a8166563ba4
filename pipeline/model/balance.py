"""Where every row went: what was read, and what became of each row, by file and in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.model.findings import CellRef
from pipeline.model.packing import packable

__all__ = ["COUNTS", "Balance", "UnreadSheet", "balance_json"]

COUNTS: Final = ("read", "printed", "withheld", "rejected", "duplicates")
"""What a file's rows are counted as, in the order of :attr:`Balance.by_file`; the first is the sum of the others."""


@packable
@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """A sheet of a readable file from which nothing was read: hidden, empty, of another shape, left out by a person."""

    file: str
    sheet: str
    state: str
    rows: int
    """Rows that hold anything; of a hidden sheet, those under its header."""


@packable
@dataclass(frozen=True, slots=True)
class Balance:
    """Rows read = printed + withheld + rejected + duplicates, and every row under a header stands for one of them or was left aside.

    A row that is a listing's (or should have been: it has no name) is *read*. Other rows under a header are *aside*: totals, notes,
    headings, continuations of the row above, hidden rows; they are counted by why.
    """

    read: int
    printed: int
    withheld: int = 0
    rejected: int = 0
    duplicates: int = 0
    by_file: Mapping[str, tuple[int, int, int, int, int]] = field(default_factory=dict)
    """read, printed, withheld, rejected, duplicates of each file."""
    aside: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """File -> why (as SheetReading.aside) -> rows left aside."""
    unread_sheets: tuple[UnreadSheet, ...] = ()
    unread_files: tuple[str, ...] = ()
    """Files that could not be read at all: nobody knows how many rows they hold."""
    astray: tuple[CellRef, ...] = ()
    """Rows that went astray in the program: in none of the places above, or in several."""

    @property
    def holds(self) -> bool:
        """Whether the sums agree, in all and by file, and no row went astray."""
        sums = (self.counts, *self.by_file.values())
        return not self.astray and all(counts[0] == sum(counts[1:]) for counts in sums)

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """The five counts of all files."""
        return self.read, self.printed, self.withheld, self.rejected, self.duplicates

    @property
    def rows_aside(self) -> int:
        """Rows left aside in all files."""
        return sum(sum(why.values()) for why in self.aside.values())


def balance_json(balance: Balance) -> dict[str, Any]:
    """The balance as plain values.

    read, printed, withheld, rejected, duplicates; aside, holds; files: the five by file, and aside by why; not_read: files, and sheets []
    file, sheet, state, rows; astray: rows that went astray, absent where none did.
    """
    return {
        **dict(zip(COUNTS, balance.counts, strict=True)),
        "aside": balance.rows_aside,
        "holds": balance.holds,
        "files": {
            file: {**dict(zip(COUNTS, counts, strict=True)), "aside": dict(balance.aside.get(file, {}))}
            for file, counts in balance.by_file.items()
        },
        "not_read": {
            "files": list(balance.unread_files),
            "sheets": [{"file": one.file, "sheet": one.sheet, "state": one.state, "rows": one.rows} for one in balance.unread_sheets],
        },
        **({"astray": [str(ref) for ref in balance.astray]} if balance.astray else {}),
    }
