"""openpyxl's own parser, fed cell by cell: cells, merges, hidden rows and columns, comments.

``openpyxl.load_workbook`` makes a cell object for every cell of every merged range (a merge over the whole sheet is
17 billion) and parses print settings that are often broken. This door uses its parts that turn one ``<c>`` into a value and
tell dates by their formats, and keeps non-empty cells only. Pinned to openpyxl 3.1 in pyproject.toml.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, Any, Final, Literal, cast, get_args
from xml.etree.ElementTree import Element

from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from pipeline.doors.workbooks.limits import Limits
from pipeline.doors.workbooks.notes import read_notes
from pipeline.doors.workbooks.parts import Package
from pipeline.doors.workbooks.streaming import AnyNamespace, walk
from pipeline.doors.workbooks.styles import NumberStyles, read_styles
from pipeline.doors.workbooks.values import Columns, Stored, make_cell, place_of, remarks_of, unescape
from pipeline.model.source import Cell, CellKind, Sheet, SheetState

__all__ = ["FirstReading", "OpenpyxlFailed", "SheetExtent", "TooMuch", "read_first", "read_with_openpyxl"]

_NS: Final = f"{{{SHEET_MAIN_NS}}}"
_ROW, _CELL, _COLUMN, _MERGE, _STRING = (_NS + name for name in ("row", "c", "col", "mergeCell", "si"))
_TAKEN: Final = frozenset({_CELL, _COLUMN, _MERGE})
_ROWS_OF_ANY: Final = AnyNamespace("row", "c")
_NO_LIMIT: Final = 10_000
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384


class OpenpyxlFailed(Exception):
    """openpyxl could not open the workbook, or saw no sheets in it."""


class TooMuch(Exception):
    """A sheet holds more than may be read: ``cells``, ``merges``, or ``letters`` when every cell is written out."""

    def __init__(self, sheet: str, what: Literal["cells", "letters", "merges"], count: int) -> None:
        super().__init__(sheet)
        self.sheet, self.what, self.count = sheet, what, count


@dataclass(slots=True)
class SheetExtent:
    """How far a sheet's cells reach, those that are stored empty among them, and how many letters they hold when written out."""

    row: int = 0
    column: int = 0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What openpyxl saw; extents by the sheet's name."""

    sheets: tuple[Sheet, ...]
    extents: Mapping[str, SheetExtent]


class _Parser(WorkSheetParser):
    """Gives value and formula in one pass, and only what the guide needs of a sheet."""

    def __init__(self, stream: IO[bytes], strings: Mapping[int, Cell | None], epoch: datetime, styles: NumberStyles) -> None:
        super().__init__(cast("Any", stream), cast("Any", strings), True, epoch, set(styles.dates), set(styles.durations), False)
        self.digits = dict(styles.digits)
        self.extent = SheetExtent()
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns = Columns(_MOST_COLUMNS)

    def cells(self) -> Iterator[tuple[tuple[int, int], Cell]]:
        """Every cell that holds something, by (row, column). Raises OpenpyxlFailed, and whatever openpyxl does."""
        root = ""
        for event, element, above in walk(cast("IO[bytes]", self.source), _TAKEN, _ROWS_OF_ANY):
            if event == "start":
                if element.tag != _ROW:
                    raise OpenpyxlFailed("the sheet is not in the usual namespace")
                self._row(element)
            elif event == "root":
                root = element.tag
            elif element.tag == _CELL:
                if above != _ROW:  # a more lenient parser would take it for a cell all the same
                    raise OpenpyxlFailed("a cell outside of any row")
                found = self._cell(element)
                if found is not None:
                    yield found
            elif element.tag == _COLUMN:
                self._column(element)
            else:
                self._merge(element)
        # The root ends last. In the Strict form (ISO 29500) every name lies in another namespace and nothing was seen.
        if root != _NS + "worksheet":
            raise OpenpyxlFailed("the sheet is not in the usual namespace")

    def _row(self, element: Element) -> None:
        number = element.get("r")
        self.row_counter = int(float(number)) if number else self.row_counter + 1
        self.col_counter = 0
        if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
            self.hidden_rows.add(self.row_counter)

    def _cell(self, element: Element) -> tuple[tuple[int, int], Cell] | None:
        stated = element.get("t")
        if not len(element) and stated is None:  # formatted and empty; its address may still place the cells after it
            address = element.get("r")
            self.col_counter = place_of(address)[1] if address else self.col_counter + 1
            return None
        found = self.parse_cell(element) if stated != "inlineStr" else self._inline(element)
        row, column = found["row"], found["column"]
        if not (1 <= row <= _MOST_ROWS and 1 <= column <= _MOST_COLUMNS):
            raise OpenpyxlFailed(f"cell address outside the sheet: {(element.get('r') or '')[:20]}")
        extent = self.extent
        extent.row, extent.column = max(extent.row, row), max(extent.column, column)
        cell = self._made(element, stated, found)
        if cell is None:
            return None
        extent.letters += len(cell.text)
        return (row, column), cell

    def _made(self, element: Element, stated: str | None, found: Mapping[str, Any]) -> Cell | None:
        formula = element.find(_NS + "f") is not None
        value = found["value"]
        if isinstance(value, Cell):  # a shared string, made once for all the cells that show it
            return replace(value, formula=True) if formula else value
        # A formula whose result is an empty text is stored as type "str" without a value; one that was never calculated has no type.
        return _make(value, found["data_type"], self.digits.get(found["style_id"], 0), formula, stated == "str" or value is not None)

    def _inline(self, cell: Element) -> dict[str, Any]:
        """A cell with its text inside, as programs write them; openpyxl's own way takes ten times as long."""
        address = cell.get("r")
        row, column = place_of(address) if address else (self.row_counter, self.col_counter + 1)
        self.col_counter = column
        inside = cell.find(_NS + "is")
        return {"row": row, "column": column, "value": None if inside is None else _text_of(inside), "data_type": "s",
                "style_id": int(cell.get("s", "0") or "0")}

    def _column(self, element: Element) -> None:
        if element.get("hidden") in ("1", "true") or element.get("width") == "0":
            self.hidden_columns.add(int(element.get("min", "1")), int(element.get("max", "1")))

    def _merge(self, element: Element) -> None:
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
        if left and top and right and bottom and (left, top) != (right, bottom):
            self.merges.append((top, left, bottom, right))


def _read_strings(package: Package, part: str) -> dict[int, Cell | None]:
    """The shared strings by number, as the cells that show them: a number that there is none of is a KeyError, not another string."""
    strings: dict[int, Cell | None] = {}
    with package.open(part) as stream:
        for event, element, _ in walk(stream, frozenset({_STRING})):
            if event == "end":
                strings[len(strings)] = make_cell(_text_of(element))
    return strings


def _text_of(element: Element) -> str:
    """The text of a string, plain or in runs; phonetic guides are left out."""
    if len(element) == 1 and element[0].tag == _NS + "t":
        return element[0].text or ""
    runs = (child for child in element if child.tag in (_NS + "t", _NS + "r"))
    return "".join(text.text or "" for run in runs for text in run.iter(_NS + "t"))


def _make(value: Stored, kind: str, digits: int, formula: bool, stored: bool) -> Cell | None:
    if kind == "e":
        return Cell(CellKind.ERROR, str(value), str(value), "", formula)
    if formula and not stored:
        return Cell(CellKind.UNCALCULATED, "", None, "", True)
    return make_cell(value, digits=digits, formula=formula)


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share."""

    package: Package
    strings: Mapping[int, Cell | None]
    styles: NumberStyles
    epoch: datetime


def _read_sheet(book: _Book, name: str, state: SheetState, part: str, limits: Limits) -> tuple[Sheet, SheetExtent]:
    cells: dict[tuple[int, int], Cell] = {}
    with book.package.open(part) as stream:
        parser = _Parser(stream, book.strings, book.epoch, book.styles)
        for place, cell in parser.cells():
            cells[place] = cell
            if len(cells) > limits.cells:
                raise TooMuch(name, "cells", len(cells))
    if len(parser.merges) > limits.merges:
        raise TooMuch(name, "merges", len(parser.merges))
    if parser.extent.letters > limits.letters:
        raise TooMuch(name, "letters", parser.extent.letters)
    notes = read_notes(book.package, book.package.relations(part))
    for place, note in notes.items():
        if place in cells:
            cells[place] = replace(cells[place], comment=note)
    used = {column for _, column in cells}
    hidden = frozenset(parser.hidden_rows), parser.hidden_columns.among(used)
    return Sheet(name, state, cells, tuple(parser.merges), *hidden, remarks=remarks_of(cells, notes)), parser.extent


def read_first(content: bytes, limits: Limits) -> FirstReading:
    """All worksheets of an .xlsx or .xlsm. Raises TooMuch, and OpenpyxlFailed, whatever else went wrong inside."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = _read(content, limits)
    except (OpenpyxlFailed, TooMuch):
        raise
    except Exception as problem:  # openpyxl raises TypeError, KeyError, IndexError, ValueError ... for broken files
        raise OpenpyxlFailed(f"{type(problem).__name__}: {problem}") from problem
    if not read.sheets:
        raise OpenpyxlFailed("no sheets seen")
    return read


def read_with_openpyxl(content: bytes) -> tuple[Sheet, ...]:
    """The sheets alone, of a workbook that was read before. Raises OpenpyxlFailed."""
    try:
        return read_first(content, Limits.raised(_NO_LIMIT)).sheets
    except TooMuch as problem:
        raise OpenpyxlFailed(f"the sheet {problem.sheet} holds too many {problem.what}") from problem


def _read(content: bytes, limits: Limits) -> FirstReading:
    package = Package(content)
    main = package.workbook()
    relations = package.relations(main)
    first = dict(reversed([(relation.kind, relation.part) for relation in relations]))
    strings: Mapping[int, Cell | None] = {}
    if "sharedStrings" in first:
        strings = _read_strings(package, first["sharedStrings"])
    styles = NumberStyles()
    if "styles" in first and package.has(first["styles"]):
        with package.open(first["styles"]) as stream:
            styles = read_styles(stream)
    entries, epoch = _entries(package, main)
    book = _Book(package, strings, styles, epoch)
    targets = {relation.id: relation for relation in relations}
    sheets: list[Sheet] = []
    extents: dict[str, SheetExtent] = {}
    read: set[str] = set()
    for name, state, key in entries:
        relation = targets[key]
        if relation.kind != "worksheet":
            continue
        if relation.part in read:
            raise OpenpyxlFailed("two sheets share one part")
        read.add(relation.part)
        sheet, extents[name] = _read_sheet(book, name, state, relation.part, limits)
        sheets.append(sheet)
    return FirstReading(tuple(sheets), extents)


def _entries(package: Package, main: str) -> tuple[list[tuple[str, SheetState, str]], datetime]:
    """(name, state, relationship) of every sheet, and the day that dates are counted from."""
    entries: list[tuple[str, SheetState, str]] = []
    epoch = CALENDAR_WINDOWS_1900
    with package.open(main) as stream:
        for event, element, _ in walk(stream, frozenset({_NS + "sheet"}), frozenset({_NS + "workbookPr"})):
            if event == "start" and element.get("date1904") in ("1", "true"):
                epoch = CALENDAR_MAC_1904
            elif event == "end" and element.get(f"{{{REL_NS}}}id"):  # Excel itself leaves out one without
                state = element.get("state", "visible")
                known = cast("SheetState", state) if state in get_args(SheetState) else "visible"
                entries.append((unescape(element.get("name", "")), known, element.get(f"{{{REL_NS}}}id", "")))
    return entries, epoch
