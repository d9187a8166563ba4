"""Where a finding is shown: its cell, or the cell that should have been filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.ingest.grid import column_letter
from pipeline.model.findings import CellRef, Finding
from pipeline.model.source import Cell, FileReading

__all__ = ["Columns", "Spot", "columns_of", "name_in_row", "spot_of"]

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_NAMES: Final = ("name_ru", "name_kk", "name", "name_en")
_CONTACTS: Final = ("phones", "contacts", "mobile", "emails", "site", "social")
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "SRC-205": _NAMES, "SRC-343": _NAMES, "SRC-310": ("region", "town"), "SRC-333": _CONTACTS,
}
"""Rule -> the fields of which one has to be filled, the likeliest first."""
_HIDDEN: Final = "SRC-202"
Columns = Mapping[str, Mapping[str, str]]
"""Sheet -> field -> the letter of its first column."""
CellsOf = Callable[[str], Mapping[tuple[int, int], Cell] | None]
"""A sheet's cells, where they are known."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet: ``row`` and ``column`` 1-based, 0 where the finding is about the sheet or the file."""

    sheet: str = ""
    row: int = 0
    column: int = 0
    letter: str = ""
    is_marked: bool = True

    @property
    def cell(self) -> str:
        return f"{self.letter}{self.row}" if self.column else ""


def columns_of(reading: FileReading) -> Columns:
    """The columns of each sheet that was understood."""
    found: dict[str, dict[str, str]] = {}
    for sheet in reading.sheets:
        letters = found.setdefault(sheet.name, {})
        for column in sheet.columns:
            if column.field:
                letters.setdefault(column.field, column.letter)
    return found


def spot_of(finding: Finding, columns: Columns, cells_of: CellsOf) -> Spot:
    """The cell to mark. A row without a cell is marked where something is missing, else at its name, else at its first filled cell."""
    place = finding.place
    if not isinstance(place, CellRef) or place.sheet not in columns:
        return Spot(is_marked=False)
    address = _ADDRESS.fullmatch(place.cell)
    if address is not None:
        return Spot(place.sheet, int(address[2]), _number(address[1]), address[1], finding.id != _HIDDEN)
    if not place.cell.isdecimal():
        return Spot(place.sheet, is_marked=False)
    letters, row = columns[place.sheet], int(place.cell)
    required = next((letters[name] for name in _REQUIRED.get(finding.id, ()) if name in letters), "")
    named = next((letters[name] for name in _NAMES if name in letters), "A")
    cells = cells_of(place.sheet) or {}
    if required or (row, _number(named)) in cells:
        letter = required or named
        return Spot(place.sheet, row, _number(letter), letter, finding.id != _HIDDEN)
    column = min((column for at, column in cells if at == row), default=_number(named))
    return Spot(place.sheet, row, column, column_letter(column), finding.id != _HIDDEN)


def name_in_row(spot: Spot, columns: Columns, cells_of: CellsOf) -> str:
    """What a row says under "name", as it stands there."""
    letters, cells = columns.get(spot.sheet, {}), cells_of(spot.sheet) or {}
    found = (cells.get((spot.row, _number(letters[name]))) for name in _NAMES if name in letters)
    return next((" ".join(cell.text.split()) for cell in found if cell is not None and cell.text.strip()), "") if spot.row else ""


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
