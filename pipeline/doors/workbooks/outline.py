"""What stands in a workbook's XML beside the values: for workbooks that openpyxl cannot open, and calamine tells only the values of.

Whatever the namespace, and as far as the XML is sound: error cells with their addresses, formulas that were never calculated, hidden
rows and columns, comments, number formats with leading zeros; and how large a rectangle calamine would fill with blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from pipeline.doors.workbooks.notes import read_notes
from pipeline.doors.workbooks.parts import Package
from pipeline.doors.workbooks.streaming import AnyNamespace, walk
from pipeline.doors.workbooks.styles import read_styles
from pipeline.doors.workbooks.values import Columns, completed, place_of, remarks_of
from pipeline.model.source import Sheet

__all__ = ["Outline", "outlines", "with_outline"]

_MOST_COLUMNS: Final = 16_384
_LONGEST_ROW, _LONGEST_COLUMN = 9, 3
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_BEYOND: Final = 1 << 30
_SHEETS: Final = AnyNamespace("sheet")
_CELLS, _ROWS = AnyNamespace("c", "col"), AnyNamespace("row")
_STRINGS: Final = AnyNamespace("si")


@dataclass(slots=True)
class Outline:
    """One worksheet, by the name that the workbook gives it, "" where it gives none; rows and columns are 1-based."""

    name: str
    row: int = 0
    column: int = 0
    letters: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    digits: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: Columns = field(default_factory=lambda: Columns(_MOST_COLUMNS))
    notes: dict[tuple[int, int], str] = field(default_factory=dict)


def outlines(content: bytes) -> list[Outline]:
    """One outline of every worksheet that can be found. Raises ValueError where two sheets share one part."""
    package = Package(content)
    named = _named_parts(package)
    lengths, digits = _lengths(package), _digits(package)
    found = []
    for part in sorted({*named, *(part for part in package.parts() if part.startswith("xl/worksheets/") and part.endswith(".xml"))}):
        outline = Outline(named.get(part, ""))
        sound = True
        try:
            with package.open(part) as stream:
                _read_sheet(outline, walk(stream, _CELLS, _ROWS), lengths, digits)
        except (ParseError, ValueError, KeyError):
            sound = False
        if not sound and package.has(part):
            with package.open(part) as stream:
                _bound(outline, stream.read())
        with suppress(ParseError, KeyError):
            outline.notes = read_notes(package, package.relations(part))
        found.append(outline)
    return found


def _named_parts(package: Package) -> dict[str, str]:
    """Worksheets' parts, folded, with the sheets' names."""
    found: dict[str, str] = {}
    with suppress(ParseError, KeyError):
        main = package.workbook()
        targets = {relation.id: relation.part for relation in package.relations(main) if relation.kind == "worksheet"}
        with package.open(main) as stream:
            for _, element, _ in walk(stream, _SHEETS):
                key = next((value for name, value in element.items() if name.endswith("}id")), "")
                if key in targets:
                    if targets[key].lower() in found:
                        raise ValueError("two sheets share one part")
                    found[targets[key].lower()] = element.get("name", "")
    return found


def _lengths(package: Package) -> list[int]:
    lengths: list[int] = []
    with suppress(ParseError, KeyError), package.open("xl/sharedStrings.xml") as stream:
        lengths += [sum(len(text) for text in element.itertext()) for event, element, _ in walk(stream, _STRINGS) if event == "end"]
    return lengths


def _digits(package: Package) -> dict[int, int]:
    with suppress(ParseError, ValueError, KeyError), package.open("xl/styles.xml") as stream:
        return dict(read_styles(stream).digits)
    return {}


def _read_sheet(outline: Outline, events: Iterator[tuple[str, Element, str]], lengths: list[int], digits: dict[int, int]) -> None:
    row = column = 0
    for event, element, _ in events:
        if event == "start":
            row, column = int(float(element.get("r") or row + 1)), 0
            if element.get("hidden") in ("1", "true"):
                outline.hidden_rows.add(row)
        elif event == "end" and element.tag.endswith("col"):
            if element.get("hidden") in ("1", "true"):
                outline.hidden_columns.add(int(element.get("min", "1")), int(element.get("max", "1")))
        elif event == "end":
            address = element.get("r")
            place = place_of(address) if address else (row, column + 1)
            column = place[1]
            _take(outline, element, place, lengths, digits)


def _take(outline: Outline, cell: Element, place: tuple[int, int], lengths: list[int], digits: dict[int, int]) -> None:
    kind = cell.get("t")
    if not len(cell) and kind is None:
        return
    outline.row, outline.column = max(outline.row, place[0]), max(outline.column, place[1])
    value = next((child.text or "" for child in cell if child.tag.endswith("v")), None)
    if kind == "s":
        number = int(value or 0)
        outline.letters += lengths[number] if 0 <= number < len(lengths) else 0
    else:
        outline.letters += sum(len(text) for text in cell.itertext())
    is_formula = any(child.tag.endswith("}f") for child in cell)
    if is_formula:
        outline.formulas.add(place)
    if kind == "e":
        outline.errors[place] = value or "#N/A"
    elif kind != "str" and not value and is_formula:
        outline.uncalculated.add(place)
    elif digits and kind in (None, "n"):
        style = cell.get("s") or "0"
        if style.isdigit() and int(style) in digits:
            outline.digits[place] = digits[int(style)]


def _bound(outline: Outline, content: bytes) -> None:
    """A rectangle that surely holds what a more lenient parser may find beyond the place where the XML breaks."""
    bare = content.count(b"<c") + content.count(b":c")
    addressed = 0
    for found in _ADDRESS.finditer(content):
        outline.row = max(outline.row, int(found[2]) if len(found[2]) <= _LONGEST_ROW else _BEYOND)
        if found[1]:
            addressed += 1
            column = place_of(f"{found[1].decode()}1")[1] if len(found[1]) <= _LONGEST_COLUMN else _BEYOND
            outline.column = max(outline.column, column)
    outline.row = max(outline.row, content.count(b"row"))
    outline.column = max(outline.column, bare - addressed)


def with_outline(sheet: Sheet, outline: Outline) -> Sheet:
    """The sheet as calamine read it, with what it does not tell."""
    cells = completed(
        sheet.cells, errors=outline.errors, uncalculated=outline.uncalculated, formulas=outline.formulas, digits=outline.digits,
        notes=outline.notes)
    used_rows, used_columns = {row for row, _ in cells}, {column for _, column in cells}
    return replace(sheet, cells=cells, hidden_rows=frozenset(outline.hidden_rows & used_rows),
                   hidden_columns=outline.hidden_columns.among(used_columns), remarks=remarks_of(cells, outline.notes))
