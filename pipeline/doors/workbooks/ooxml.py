"""openpyxl's own parser, fed sheet by sheet: cells, merges, hidden rows and columns, comments.

``openpyxl.load_workbook`` makes a cell object for every cell of every merged range (a merge over the whole sheet is
17 billion) and parses print settings that are often broken. This door uses its parts that find the sheets, read the
styles and turn one ``<c>`` into a value, and keeps non-empty cells only. Pinned to openpyxl 3.1 in pyproject.toml.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, iterparse

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import COMMENTS_NS, SHARED_STRINGS, SHEET_MAIN_NS, STYLES_TYPE

from pipeline.doors.workbooks.styles import NumberStyles, read_styles
from pipeline.doors.workbooks.values import Stored, make_cell, unescape
from pipeline.model.source import Cell, CellKind, Sheet, SheetState

__all__ = ["OpenpyxlFailed", "read_with_openpyxl"]

_NS: Final = f"{{{SHEET_MAIN_NS}}}"
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384


class OpenpyxlFailed(Exception):
    """openpyxl could not open the workbook, or saw no sheets in it."""


class _Parser(WorkSheetParser):
    """Gives value and formula in one pass, and only what the guide needs of a sheet."""

    def __init__(self, stream: IO[bytes], strings: list[str], epoch: datetime, styles: NumberStyles) -> None:
        super().__init__(stream, strings, True, epoch, set(styles.dates), set(styles.durations), False)
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def cells(self) -> Iterator[tuple[int, int, Any, str, int, bool, bool]]:
        """(row, column, value, data type, style, is a formula, has a stored value) of every cell.

        A formula whose result is an empty text is stored as type "str" without a value; one that was never calculated has no type.
        """
        element: Element | None = None
        for _, element in iterparse(self.source):  # noqa: S314  (archive.py refused entity definitions)
            if element.tag == _NS + "row":
                yield from self._row(element)
                element.clear()
            elif element.tag == _NS + "col":
                self._column(element)
            elif element.tag == _NS + "mergeCell":
                self._merge(element)
        # The root ends last. In the Strict form (ISO 29500) every name lies in another namespace and nothing was seen.
        if element is None or element.tag != _NS + "worksheet":
            raise OpenpyxlFailed("the sheet is not in the usual namespace")

    def _row(self, element: Element) -> Iterator[tuple[int, int, Any, str, int, bool, bool]]:
        number = element.get("r")
        self.row_counter = int(float(number)) if number else self.row_counter + 1
        self.col_counter = 0
        if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
            self.hidden_rows.add(self.row_counter)
        for cell in element:
            if cell.tag != _NS + "c":
                continue
            found = self.parse_cell(cell) if cell.get("t") != "inlineStr" else self._inline(cell)
            if not (1 <= found["row"] <= _MOST_ROWS and 1 <= found["column"] <= _MOST_COLUMNS):
                raise OpenpyxlFailed(f"cell address outside the sheet: {cell.get('r')}")
            yield (found["row"], found["column"], found["value"], found["data_type"], found["style_id"],
                   cell.find(_NS + "f") is not None, cell.get("t") == "str" or found["value"] is not None)

    def _inline(self, cell: Element) -> dict[str, Any]:
        """A cell with its text inside, as programs write them; openpyxl's own way takes ten times as long."""
        address = cell.get("r")
        row, column = coordinate_to_tuple(address) if address else (self.row_counter, self.col_counter + 1)
        self.col_counter = column
        inside = cell.find(_NS + "is")
        return {"row": row, "column": column, "value": None if inside is None else _text_of(inside), "data_type": "s",
                "style_id": int(cell.get("s", "0"))}

    def _column(self, element: Element) -> None:
        if element.get("hidden") in ("1", "true") or element.get("width") == "0":
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))

    def _merge(self, element: Element) -> None:
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
        if left and top and right and bottom and (left, top) != (right, bottom):
            self.merges.append((top, left, bottom, right))


def _read_strings(archive: zipfile.ZipFile, path: str) -> list[str]:
    """The shared strings with their ``_xHHHH_`` escapes intact; phonetic guides are left out."""
    strings: list[str] = []
    with archive.open(path) as stream:
        for _, element in iterparse(stream):  # noqa: S314
            if element.tag == _NS + "si":
                strings.append(_text_of(element))
                element.clear()
    return strings


def _text_of(element: Element) -> str:
    """The text of a string, plain or in runs; phonetic guides are left out."""
    if len(element) == 1 and element[0].tag == _NS + "t":
        return element[0].text or ""
    runs = (child for child in element if child.tag in (_NS + "t", _NS + "r"))
    return "".join(text.text or "" for run in runs for text in run.iter(_NS + "t"))


def _comments(archive: zipfile.ZipFile, path: str) -> dict[tuple[int, int], str]:
    rels_path = get_rels_path(path)  # type: ignore[no-untyped-call]
    if rels_path not in archive.namelist():
        return {}
    found: dict[tuple[int, int], str] = {}
    for relation in get_dependents(archive, rels_path).find(COMMENTS_NS):
        with archive.open(relation.target) as stream:
            for _, element in iterparse(stream):  # noqa: S314
                if element.tag == _NS + "comment":
                    text = "".join(part.text or "" for part in element.iter(_NS + "t"))
                    found[coordinate_to_tuple(element.get("ref", ""))] = unescape(text).strip()
    return found


def _make(value: Stored, kind: str, digits: int, formula: bool, stored: bool, note: str) -> Cell | None:
    if kind == "e":
        return Cell(CellKind.ERROR, str(value), str(value), note, formula)
    if formula and not stored:
        return Cell(CellKind.UNCALCULATED, "", None, note, True)
    if value is None or value == "":
        return None
    return make_cell(value, digits=digits, comment=note, formula=formula)


def _read_sheet(reader: Any, entry: tuple[str, SheetState, str], styles: NumberStyles) -> Sheet:  # noqa: ANN401
    name, state, path = entry
    notes, digits = _comments(reader.archive, path), dict(styles.digits)
    cells: dict[tuple[int, int], Cell] = {}
    with reader.archive.open(path) as stream:
        parser = _Parser(stream, reader.shared_strings, reader.wb.epoch, styles)
        for row, column, value, kind, style, formula, stored in parser.cells():
            cell = _make(value, kind, digits.get(style, 0), formula, stored, notes.get((row, column), ""))
            if cell is not None:
                cells[row, column] = cell
    used = {column for _, column in cells}
    return Sheet(name, state, cells, tuple(parser.merges),
                 frozenset(parser.hidden_rows), frozenset(parser.hidden_columns & used))


def read_with_openpyxl(content: bytes) -> tuple[Sheet, ...]:
    """All worksheets of an .xlsx or .xlsm. Raises OpenpyxlFailed, whatever went wrong inside."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = _read(content)
    except OpenpyxlFailed:
        raise
    except Exception as problem:  # openpyxl raises TypeError, KeyError, IndexError, ValueError ... for broken files
        raise OpenpyxlFailed(f"{type(problem).__name__}: {problem}") from problem
    if not sheets:
        raise OpenpyxlFailed("no sheets seen")
    return sheets


def _read(content: bytes) -> tuple[Sheet, ...]:
    reader: Any = ExcelReader(io.BytesIO(content), keep_links=False)
    reader.read_manifest()
    strings = reader.package.find(SHARED_STRINGS)
    if strings is not None:
        reader.shared_strings = _read_strings(reader.archive, strings.PartName[1:])
    reader.read_workbook()
    parts = set(reader.archive.namelist())
    styles = NumberStyles()
    stated = reader.package.find(STYLES_TYPE)
    if stated is not None and stated.PartName[1:] in parts:
        with reader.archive.open(stated.PartName[1:]) as stream:
            styles = read_styles(stream)
    return tuple(
        _read_sheet(reader, (sheet.name, sheet.state or "visible", relation.target), styles)
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in parts and "worksheet" in relation.Type.rpartition("/")[2]
    )
