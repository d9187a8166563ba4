"""What a spreadsheet holds, before and after a table of listings was understood in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, Literal

from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef
from pipeline.model.packing import Named, packable

__all__ = [
    "DEFAULT_UNPACKED_MB", "LIST_SHEET", "Cell", "CellKind", "ColumnReading", "FileReading", "ListingKind", "Sheet", "SheetReading",
    "SheetState", "SourceFile", "SourceRow", "SourceValue", "Why", "Workbook",
]

LIST_SHEET: Final = "Списки"
"""The hidden sheet on which the blank workbook keeps what its drop-downs show; it comes back with every filled one."""
DEFAULT_UNPACKED_MB: Final = 100
ListingKind = Literal["organisation", "expert"]
SheetState = Literal["visible", "hidden", "veryHidden"]
Why = Literal["word", "near", "tag", "values", "decided", ""]
"""Why a column has its field: a known word, a word like one, a hashtag, the look of its values, a person's decision; "" without a field."""


@packable
@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it lies on disk: path relative to the edition's folder, with "/", and its bytes."""

    name: str
    content: bytes
    unpacked_mb: int = DEFAULT_UNPACKED_MB
    """How many megabytes the file may take once it is unpacked: what the edition says, or whoever names the file."""


class CellKind(Named):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNCALCULATED = "uncalculated"
    """A formula whose value was never stored: Excel has not opened the file since a program wrote it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A non-empty cell. ``text`` is what a person reads in it, exact (numbers without float noise, dates as ISO)."""

    kind: CellKind
    text: str
    value: str | int | float | bool | date | datetime | time | None = None
    comment: str = ""
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Non-empty cells by (row, column), both 1-based; merges as (row0, col0, row1, col1), inclusive."""

    name: str
    state: SheetState
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)
    """Column -> its width in Excel's units, of .xls and .ods, whose copies are made anew."""
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Comments on empty cells of rows that hold something."""


@dataclass(frozen=True, slots=True)
class Workbook:
    file: str
    sheets: tuple[Sheet, ...]
    reader: str = ""


@packable
@dataclass(frozen=True, slots=True)
class SourceValue:
    """One value of a row: the text in the cell, where it stands, and the header above it.

    ``kind`` keeps what Excel held: a date cell is certain where a text that looks like a date is not.
    """

    text: str
    ref: CellRef
    header: str = ""
    kind: CellKind = CellKind.TEXT


@packable
@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record of a table: values by field name (see pipeline.model.fields), several where columns repeat."""

    kind: ListingKind
    ref: CellRef
    """File, sheet and the row number as Excel shows it (``cell`` is that number)."""
    values: Mapping[str, tuple[SourceValue, ...]]
    group: SourceValue | None = None
    """The group row (usually a region's name) or, without one, the sheet heading above the record."""

    def first(self, name: str) -> SourceValue | None:
        found = self.values.get(name)
        return found[0] if found else None


@packable
@dataclass(frozen=True, slots=True)
class ColumnReading:
    letter: str
    header: str
    field: str | None
    """None: the column was not understood, and the report says so."""
    confidence: float
    """0 to 1; 1 for a person's decision or an exact synonym."""
    why: Why = ""


@packable
@dataclass(frozen=True, slots=True)
class SheetReading:
    """What was understood of one sheet; ``kind`` is "" where it is not read (hidden, empty, of another shape)."""

    name: str
    state: SheetState
    kind: ListingKind | Literal[""]
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    rows: int = 0
    records: int = 0
    rejected: int = 0
    groups: int = 0
    continuations: int = 0
    skipped: int = 0
    """Totals, repeated headers, number rows and example rows: named in the findings, never records."""
    aside: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Every row under the header that is no record: why (a message code, "continuation", "group", "hidden") and which rows.

    Together with the records they are all rows that hold anything: each once.
    """
    filled: int = 0
    """Rows of the whole sheet that hold anything, hidden ones too: what is lost where the sheet is not read. Of a hidden sheet that is
    not read, those under its header, as its finding counts them."""
    refused: str = ""
    """The message code of the shape for which the sheet is not read ("card", "pivot"); "" where it is, or holds nothing."""
    tables: tuple[SheetReading, ...] = ()
    """Where several tables with headers of their own stand one under another: each by itself. Header and columns above are the first
    one's, the counts those of all."""


@packable
@dataclass(frozen=True, slots=True)
class FileReading:
    file: str
    reader: str
    sheets: tuple[SheetReading, ...]
    answers: tuple[Answer, ...] = ()
    """What its author answered on the first sheet of the copy that went back for mending."""

    decided: tuple[int, ...] = ()
    """The entries of mapping.toml that were followed, by their places in it."""

    @property
    def holds_a_table(self) -> bool:
        """Whether any sheet was understood as a table of listings."""
        return any(sheet.kind for sheet in self.sheets)
