"""From a stored value to the exact text a person reads in the cell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pipeline.model.source import Cell, CellKind

__all__ = [
    "Columns", "Place", "Stored", "completed", "make_cell", "number_text", "percent_format", "place_of", "remarks_of", "shown_digits",
    "unescape",
]  # fmt: skip

Stored = str | int | float | bool | date | datetime | time | timedelta | None

Place = tuple[int, int]
"""Row and column, 1-based."""

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZEROS: Final = re.compile(r"0{2,}")
_PERCENT: Final = re.compile(r"[#,]*0(?:\.(0{1,9}))?(?:\\? )?%")
_MOST_SHARE: Final = 1e12
"""A number beyond which nobody shows percent."""


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


def shown_digits(code: str) -> int:
    """How a number format shows a number: 3 for at least so many figures ("000"), -1 for "0%", -3 for "0.00%", 0 for any other way."""
    if "%" in code:
        share = _PERCENT.fullmatch(code.partition(";")[0])
        return percent_format(len(share[1] or "")) if share else 0
    return len(code) if _ZEROS.fullmatch(code) else 0


def percent_format(places: int) -> int:
    """What :func:`shown_digits` gives for a percentage with so many decimals."""
    return -1 - places


def _as_shown(text: str, value: float, digits: int) -> str:
    """A number's text as its format shows it."""
    if digits > 0:
        return text.zfill(digits) if text.isdecimal() else text
    if digits < 0 and abs(value) < _MOST_SHARE:
        share = (Decimal(format(value, ".15g")) * 100).quantize(Decimal(1).scaleb(digits + 1), ROUND_HALF_UP)
        return f"{share:f}%"
    return text


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
    """A cell for a stored value; None where nothing stands in it. ``digits``: its number format, as :func:`shown_digits`."""
    if value is None or value == "":
        return Cell(CellKind.TEXT, "", None, comment, formula) if comment else None
    if isinstance(value, str):
        text = unescape(value)
        return Cell(CellKind.TEXT, text, text, comment, formula)
    if isinstance(value, bool):
        return Cell(CellKind.BOOLEAN, "TRUE" if value else "FALSE", value, comment, formula)
    if isinstance(value, int | float):
        text = number_text(value)
        return Cell(CellKind.NUMBER, _as_shown(text, value, digits) if digits else text, value, comment, formula)
    if isinstance(value, datetime):
        return Cell(CellKind.DATE, _moment_text(value), value, comment, formula)
    if isinstance(value, date):
        return Cell(CellKind.DATE, value.isoformat(), value, comment, formula)
    if isinstance(value, time):
        return Cell(CellKind.DATE, _time_text(value), value, comment, formula)
    return Cell(CellKind.NUMBER, _duration_text(value), None, comment, formula)


def completed(
    cells: Mapping[Place, Cell], *, errors: Mapping[Place, str], digits: Mapping[Place, int], notes: Mapping[Place, str],
    uncalculated: AbstractSet[Place] = frozenset(), formulas: AbstractSet[Place] = frozenset(),
) -> dict[Place, Cell]:
    """The cells that calamine saw with what it does not tell: errors, formulas, also without a value, leading zeros, percentages, comments.

    ``digits``: how a cell's number format shows it, as :func:`shown_digits`.
    """
    made = dict(cells)
    for place, text in errors.items():
        made[place] = Cell(CellKind.ERROR, text, text)
    for place in uncalculated - made.keys():
        made[place] = Cell(CellKind.UNCALCULATED, "", None, "", True)
    for place in formulas & made.keys():
        made[place] = replace(made[place], formula=True)
    for place, width in digits.items():
        cell = made.get(place)
        if cell is not None and cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
            made[place] = replace(cell, text=_as_shown(cell.text, cell.value, width))
    for place, note in notes.items():
        if note and place in made:
            made[place] = replace(made[place], comment=note)
    return made


def remarks_of(cells: Mapping[Place, Cell], notes: Mapping[Place, str]) -> dict[Place, str]:
    """Comments on empty cells of rows that hold something."""
    if cells.keys() >= notes.keys():
        return {}
    rows = {row for row, _ in cells}
    return {place: note for place, note in notes.items() if note and place not in cells and place[0] in rows}
