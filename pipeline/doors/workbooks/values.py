"""From a stored value to the exact text a person reads in the cell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pipeline.model.source import Cell, CellKind

__all__ = ["Columns", "Place", "Stored", "completed", "make_cell", "number_text", "place_of", "unescape"]

Stored = str | int | float | bool | date | datetime | time | timedelta | None

Place = tuple[int, int]
"""Row and column, 1-based."""

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Decode ``_x000D_`` and the like (ECMA-376 part 1, 22.9.2.19); carriage returns become line feeds."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        # Lone surrogates cannot be printed or written as UTF-8; pairs of them are one character.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Columns:
    """Columns named by ranges, however many ranges there are and however they overlap."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._steps: dict[int, int] = {}

    def add(self, first: int, last: int) -> None:
        """Add the columns from first to last, 1-based."""
        first, last = max(1, first), min(last, self._most)
        if first <= last:
            self._steps[first] = self._steps.get(first, 0) + 1
            self._steps[last + 1] = self._steps.get(last + 1, 0) - 1

    def among(self, used: Iterable[int]) -> frozenset[int]:
        """Those of the columns that are named."""
        found, depth = set(), 0
        marks = sorted(self._steps.items())
        for column in sorted(set(used)):
            while marks and marks[0][0] <= column:
                depth += marks.pop(0)[1]
            if depth > 0:
                found.add(column)
        return frozenset(found)


def place_of(address: str) -> tuple[int, int]:
    """1-based (row, column) of an address such as "C14". Raises ValueError for anything else."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"no address of a cell: {address[:20]!r}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def number_text(value: float) -> str:
    """A number as text, without exponent and float noise: 15 significant digits, as Excel keeps them."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(value: datetime) -> str:
    if value.microsecond:
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if value.time() == time(0):
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="minutes" if value.second == 0 else "seconds")


def _time_text(value: time) -> str:
    return value.isoformat(timespec="minutes" if value.second == 0 else "seconds")


def _duration_text(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def make_cell(value: Stored, *, digits: int = 0, comment: str = "", formula: bool = False) -> Cell | None:
    """A cell for a stored value; None where nothing stands in it. ``digits``: width of a number format such as "000"."""
    if value is None or value == "":
        return Cell(CellKind.TEXT, "", None, comment, formula) if comment else None
    if isinstance(value, str):
        text = unescape(value)
        return Cell(CellKind.TEXT, text, text, comment, formula)
    if isinstance(value, bool):
        return Cell(CellKind.BOOLEAN, "TRUE" if value else "FALSE", value, comment, formula)
    if isinstance(value, int | float):
        text = number_text(value)
        if digits and text.isdigit():
            text = text.zfill(digits)
        return Cell(CellKind.NUMBER, text, value, comment, formula)
    if isinstance(value, datetime):
        return Cell(CellKind.DATE, _moment_text(value), value, comment, formula)
    if isinstance(value, date):
        return Cell(CellKind.DATE, value.isoformat(), value, comment, formula)
    if isinstance(value, time):
        return Cell(CellKind.DATE, _time_text(value), value, comment, formula)
    return Cell(CellKind.NUMBER, _duration_text(value), None, comment, formula)


def completed(
    cells: Mapping[Place, Cell], *, errors: Mapping[Place, str], digits: Mapping[Place, int], notes: Mapping[Place, str],
    uncalculated: AbstractSet[Place] = frozenset(),
) -> dict[Place, Cell]:
    """The cells that calamine saw with what it does not tell: error cells, formulas without a value, leading zeros, comments.

    ``digits``: how many figures a cell's number format shows.
    """
    made = dict(cells)
    for place, text in errors.items():
        made[place] = Cell(CellKind.ERROR, text, text)
    for place in uncalculated - made.keys():
        made[place] = Cell(CellKind.UNCALCULATED, "", None, "", True)
    for place, width in digits.items():
        cell = made.get(place)
        if cell is not None and cell.kind is CellKind.NUMBER and cell.text.isdecimal():
            made[place] = replace(cell, text=cell.text.zfill(width))
    for place, note in notes.items():
        if note and place in made:
            made[place] = replace(made[place], comment=note)
    return made
