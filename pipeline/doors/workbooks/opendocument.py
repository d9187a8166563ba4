"""A look through an OpenDocument spreadsheet before calamine reads it: real extent, and what calamine does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from pipeline.doors.workbooks.streaming import walk
from pipeline.doors.workbooks.values import percent_format
from pipeline.model.source import SourceFile

__all__ = ["OdsTable", "is_encrypted", "scan_tables"]

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SHEET, _ROW, _COLUMN = _TABLE + "table", _TABLE + "table-row", _TABLE + "table-column"
_WHOLE: Final = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell", _COLUMN})
_OPENED: Final = frozenset({_SHEET, _ROW})
_PREFIX: Final = re.compile(rb"""xmlns:(table|office|text)\s*=\s*["']([^"']*)["']""")
_SHARE: Final = re.compile(r"-?\d+(?:[.,](\d{1,9}))?\s?%")
_WIDTH: Final = re.compile(
    rb'<style:style style:name="([^"<>]{1,80})" style:family="table-column"[^<>]*>\s*<style:table-column-properties [^<>]{0,200}?'
    rb'style:column-width="(\d{1,4}(?:\.\d{1,9})?)(cm|mm|in|pt)"'
)
_LOOKS: Final = frozenset({_TABLE + "style-name"})
_UNITS: Final = {b"cm": 2.54, b"mm": 25.4, b"in": 1.0, b"pt": 72.0}
_DOTS, _DIGIT, _PADDING = 72, 7, 5
"""Dots to an inch, of a figure, and of the padding of a column, by which LibreOffice and Excel count the same column's width."""
_MOST_ROWS: Final = 1 << 20
_MOST_COLUMNS: Final = 1 << 14
"""Repetitions are counted, never carried out, beyond what a spreadsheet program can show."""
_MOST_REPEATED: Final = 1000


@dataclass(slots=True)
class OdsTable:
    """One sheet as content.xml describes it; rows and columns are 1-based.

    ``written``: filled cells that stand in the file; ``stored_cells`` and ``letters``: what they come to with their repetitions.
    """

    name: str
    last_row: int = 0
    last_column: int = 0
    written: int = 0
    stored_cells: int = 0
    letters: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    styles: Mapping[str, float] = field(default_factory=dict)
    """Style of a column -> its width in Excel's units."""
    widths: dict[int, float] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    digits: dict[tuple[int, int], int] = field(default_factory=dict)
    row: int = 0
    """Rows that ended before the one that is being read, which repeats ``repeated`` times and holds ``filled`` cells."""
    column: int = 0
    repeated: int = 0
    filled: int = 0
    is_hidden: bool = False


def is_encrypted(source: SourceFile) -> bool:
    """Whether the manifest says that parts, or the package in the package, are encrypted."""
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        try:
            manifest = archive.read("META-INF/manifest.xml")
        except KeyError:
            return False
    return b"encryption-data" in manifest


def scan_tables(source: SourceFile) -> list[OdsTable]:
    """The sheets in order. Raises ParseError, ValueError or KeyError where content.xml is broken or absent."""
    tables: list[OdsTable] = []
    current: OdsTable | None = None
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        content = archive.read("content.xml")
    _require_prefixes(content)
    styles = _column_styles(content)
    for event, element, above in walk(io.BytesIO(content), _WHOLE, _OPENED):
        if event == "root" or element.tag == _SHEET:
            if current is not None:
                _end_row(current)
            # Links to other programs keep tables too, which are no sheets.
            is_sheet = event == "start" and above == _OFFICE + "spreadsheet"
            current = OdsTable(element.get(_TABLE + "name", ""), styles=styles) if is_sheet else None
            tables += [current] if current is not None else []
        elif current is None:
            continue
        elif event == "start":
            _begin_row(current, element)
        elif element.tag == _COLUMN:
            _take_column(current, element)
        else:
            _take_cell(current, element)
    return [table for table in tables if not table.name.startswith("'file:")]


def _require_prefixes(content: bytes) -> None:
    """Raises ParseError where a prefix stands for something else: calamine goes by prefixes, this scan by what they stand for."""
    meant = {b"table": _TABLE, b"office": _OFFICE, b"text": _TEXT}
    if any(uri.decode("latin-1") != meant[prefix][1:-1] for prefix, uri in _PREFIX.findall(content)):
        raise ParseError("a prefix stands for something else")


def _repeated(element: Element, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    if not text.isdecimal() or len(text) > 12:
        raise ParseError(f"{name} is {text[:20]!r}")
    return int(text)


def _take_column(table: OdsTable, element: Element) -> None:
    # Columns are described before the rows; the counter begins anew with the first row.
    count = _repeated(element, "number-columns-repeated")
    if element.get(_TABLE + "visibility") in ("collapse", "filter"):
        table.hidden_columns.update(range(table.column + 1, min(table.column + count, _MOST_COLUMNS) + 1))
    width = table.styles.get(element.get(_TABLE + "style-name", ""))
    if width is not None:
        table.widths.update(dict.fromkeys(range(table.column + 1, min(table.column + count, _MOST_COLUMNS) + 1), width))
    table.column += count


def _column_styles(content: bytes) -> dict[str, float]:
    """Widths of column styles as office programs write them; a width that is written otherwise is not known."""
    found: dict[str, float] = {}
    for name, length, unit in _WIDTH.findall(content):
        inches = float(length) / _UNITS[unit]
        found[name.decode("utf-8", "replace")] = max(0.0, (inches * _DOTS - _PADDING) / _DIGIT)
    return found


def _begin_row(table: OdsTable, element: Element) -> None:
    _end_row(table)
    table.column, table.filled = 0, 0
    table.repeated = _repeated(element, "number-rows-repeated")
    table.is_hidden = element.get(_TABLE + "visibility") in ("collapse", "filter")


def _end_row(table: OdsTable) -> None:
    count = table.repeated
    if table.filled:
        table.last_row = table.row + count
        table.stored_cells += table.filled * count
        if table.is_hidden:
            table.hidden_rows.update(range(table.row + 1, min(table.row + count, _MOST_ROWS) + 1))
    table.row += count
    table.repeated = table.filled = 0


def _take_cell(table: OdsTable, cell: Element) -> None:
    if not table.repeated:
        raise ParseError("a cell outside of a row")
    if not len(cell) and cell.attrib.keys() <= _LOOKS:  # most cells of some files: nothing stands in them
        table.column += 1
        return
    repeated = _repeated(cell, "number-columns-repeated")
    column = table.column + 1
    table.column += repeated
    if not len(cell) and not _is_stated(cell):
        _take_span(table, cell, column)
        return
    if any(inner.tag == _SHEET for inner in cell.iter()):
        raise ParseError("a table inside a cell")
    table.filled += repeated
    table.written += 1
    table.last_column = max(table.last_column, table.column)
    table.letters += sum(len(text) for text in cell.itertext()) * repeated * table.repeated
    _take_span(table, cell, column)
    _take_note(table, cell, table.row + 1, column)
    _take_value(table, cell, repeated)


def _is_stated(cell: Element) -> bool:
    """Whether anything but looks is said of a cell: calamine takes a value without its type, too, and keeps every formula."""
    return any(name.startswith((_OFFICE, _CALC)) or name == _TABLE + "formula" for name in cell.attrib)


def _take_span(table: OdsTable, cell: Element, column: int) -> None:
    rows, columns = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        row = table.row + 1
        table.merges.append((row, column, row + rows - 1, column + columns - 1))


def _take_note(table: OdsTable, cell: Element, row: int, column: int) -> None:
    note = cell.find(_OFFICE + "annotation")
    if note is not None:
        paragraphs = ("".join(line.itertext()) for line in note.iter(_TEXT + "p"))
        table.comments[row, column] = "\n".join(paragraphs).strip()


def _take_value(table: OdsTable, cell: Element, repeated: int) -> None:
    """Errors, formulas, leading zeros and percentages as they are shown: for all cells that the element stands for."""
    shown = "".join("".join(line.itertext()) for line in cell if line.tag == _TEXT + "p")
    is_error = cell.get(_CALC + "value-type") == "error"
    kind = cell.get(_OFFICE + "value-type")
    is_formula = cell.get(_TABLE + "formula") is not None
    is_uncalculated = kind is None and is_formula
    has_zeros = kind == "float" and shown.isdecimal() and len(shown) > 1 and shown.startswith("0")
    share = _SHARE.fullmatch(shown) if kind == "percentage" else None
    if not (is_error or is_formula or has_zeros or share):
        return
    digits = percent_format(len(share[1] or "")) if share else len(shown) if has_zeros else 0
    first = table.column - repeated + 1
    for row in range(table.row + 1, table.row + 1 + min(table.repeated, _MOST_REPEATED)):
        for column in range(first, first + min(repeated, _MOST_REPEATED)):
            if is_error:
                table.errors[row, column] = shown or "#N/A"
            elif is_uncalculated:
                table.uncalculated.add((row, column))
            if digits and not is_error:
                table.digits[row, column] = digits
            if is_formula:
                table.formulas.add((row, column))
