"""A look through an OpenDocument spreadsheet before calamine reads it: real extent, hidden rows and columns, comments."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from pipeline.model.source import SourceFile

__all__ = ["OdsTable", "is_encrypted", "scan_tables"]

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_MOST_ROWS: Final = 1 << 20
_MOST_COLUMNS: Final = 1 << 14
"""Repetitions are counted, never carried out, beyond what a spreadsheet program can show."""


@dataclass(slots=True)
class OdsTable:
    """One sheet as content.xml describes it; rows and columns are 1-based."""

    name: str
    last_row: int = 0
    last_column: int = 0
    stored_cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 0
    column: int = 0


def is_encrypted(source: SourceFile) -> bool:
    """Whether the manifest says that parts are encrypted."""
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        try:
            manifest = archive.read("META-INF/manifest.xml")
        except KeyError:
            return False
    return b"encryption-data" in manifest


def scan_tables(source: SourceFile) -> list[OdsTable]:
    """The sheets in order. Raises ParseError or KeyError where content.xml is broken or absent."""
    tables: list[OdsTable] = []
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive, archive.open("content.xml") as stream:
        inside = 0
        for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314  (archive.py refused entity definitions)
            if element.tag == _TABLE + "table":
                inside += 1 if event == "start" else -1
                if event == "start" and inside == 1:
                    tables.append(OdsTable(element.get(_TABLE + "name", "")))
                elif event == "end":
                    element.clear()
            elif event == "end" and inside == 1 and tables:
                _take(tables[-1], element)
    return tables


def _repeated(element: Element, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    if not text.isdigit():
        raise ParseError(f"{name} is {text!r}")
    return int(text)


def _take(table: OdsTable, element: Element) -> None:
    if element.tag == _TABLE + "table-column":
        count = _repeated(element, "number-columns-repeated")
        if element.get(_TABLE + "visibility") in ("collapse", "filter"):
            table.hidden_columns.update(range(table.column + 1, table.column + min(count, _MOST_COLUMNS) + 1))
        table.column += count
    elif element.tag == _TABLE + "table-row":
        _take_row(table, element)
        element.clear()


def _take_row(table: OdsTable, element: Element) -> None:
    count = _repeated(element, "number-rows-repeated")
    column, filled = 0, 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        repeated = _repeated(cell, "number-columns-repeated")
        if _is_filled(cell):
            filled += repeated
            table.last_column = max(table.last_column, column + repeated)
        _take_spans(table, cell, table.row + 1, column + 1)
        column += repeated
    if filled:
        table.last_row = table.row + count
        table.stored_cells += filled * count
    if element.get(_TABLE + "visibility") in ("collapse", "filter") and filled:
        table.hidden_rows.update(range(table.row + 1, table.row + min(count, _MOST_ROWS) + 1))
    table.row += count


def _is_filled(cell: Element) -> bool:
    return any(child.tag == _TEXT + "p" for child in cell) or cell.get(_OFFICE + "value-type") is not None


def _take_spans(table: OdsTable, cell: Element, row: int, column: int) -> None:
    rows, columns = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        table.merges.append((row, column, row + rows - 1, column + columns - 1))
    note = cell.find(_OFFICE + "annotation")
    if note is not None:
        paragraphs = ("".join(line.itertext()) for line in note.iter(_TEXT + "p"))
        table.comments[row, column] = "\n".join(paragraphs).strip()
