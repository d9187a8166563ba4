"""Workbooks of Excel 97-2003 (.xls): a walk through the records for extent and hidden rows, then calamine for the values.

Record numbers and layouts: [MS-XLS] 2.4; sector chains: [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.doors.workbooks.calamine_reader import CalamineFailed, read_with_calamine
from pipeline.doors.workbooks.limits import Limits
from pipeline.doors.workbooks.zipped import damaged, too_far
from pipeline.errors import Unreadable
from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.model.source import Cell, CellKind, Sheet, SourceFile, Workbook

__all__ = ["read_xls"]

_FREE: Final = 0xFFFFFFFA
_BOF, _EOF, _FILEPASS, _ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0809, 0x000A, 0x002F, 0x0208, 0x007D, 0x0205, 0x0006
_CELLS: Final = frozenset({0x0203, 0x00FD, 0x027E, 0x00BD, _FORMULA, 0x0204, _BOOLERR, 0x00D6})
_WORKSHEET: Final = 0x0010
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class _Layout:
    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def read_xls(source: SourceFile, limits: Limits) -> tuple[Workbook, list[Finding]]:
    """Read with calamine. Raises Unreadable for a password, a damaged file and cells too far apart."""
    try:
        layouts = _scan(source)
    except (struct.error, IndexError, ValueError) as problem:
        raise damaged(source, str(problem)) from problem
    for layout in layouts:
        if layout.last_row * layout.last_column > limits.dense_cells:
            raise too_far(source, "", layout.last_row, layout.last_column)
    try:
        sheets = read_with_calamine(source.content)
    except CalamineFailed as problem:
        if problem.password:
            raise _locked(source) from problem
        raise damaged(source, str(problem)) from problem
    if len(layouts) == len(sheets):
        sheets = tuple(_with_layout(sheet, layout) for sheet, layout in zip(sheets, layouts, strict=True))
    return Workbook(source.name, sheets, "calamine"), []


def _locked(source: SourceFile) -> Unreadable:
    return Unreadable(
        msg("{file}: the workbook is locked with a password and cannot be read.", file=source.name),
        msg("Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save it."),
    )


def _with_layout(sheet: Sheet, layout: _Layout) -> Sheet:
    cells = dict(sheet.cells)
    for place, text in layout.errors.items():
        cells[place] = Cell(CellKind.ERROR, text, text)
    used_rows, used_columns = {row for row, _ in cells}, {column for _, column in cells}
    return replace(sheet, cells=cells, hidden_rows=frozenset(layout.hidden_rows & used_rows),
                   hidden_columns=frozenset(layout.hidden_columns & used_columns))


def _scan(source: SourceFile) -> list[_Layout]:
    """One layout per worksheet, in the order of the stream. Raises Unreadable, struct.error, ValueError."""
    layouts: list[_Layout] = []
    depth, current = 0, None
    for number, body in _records(_workbook_stream(source.content)):
        if number == _FILEPASS:
            raise _locked(source)
        if number == _BOF:
            depth += 1
            kind = struct.unpack_from("<H", body, 2)[0]
            if depth == 1 and kind == _WORKSHEET:
                current = _Layout()
                layouts.append(current)
        elif number == _EOF:
            depth -= 1
            if depth <= 0:
                depth, current = 0, None
        elif current is not None and depth == 1:
            _take(current, number, body)
    return layouts


def _take(layout: _Layout, number: int, body: bytes) -> None:
    if number in _CELLS:
        row, column = struct.unpack_from("<HH", body)
        layout.last_row = max(layout.last_row, row + 1)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if number == 0x00BD else column
        layout.last_column = max(layout.last_column, last + 1)
        error = _error(number, body)
        if error:
            layout.errors[row + 1, column + 1] = error
    elif number == _ROW:
        row, = struct.unpack_from("<H", body)
        if struct.unpack_from("<H", body, 12)[0] & 0x20:
            layout.hidden_rows.add(row + 1)
    elif number == _COLINFO:
        first, last = struct.unpack_from("<HH", body)
        if struct.unpack_from("<H", body, 8)[0] & 0x01:
            layout.hidden_columns.update(range(first + 1, min(last, 255) + 2))


def _error(number: int, body: bytes) -> str:
    if number == _BOOLERR and body[7] == 1:
        return _ERRORS.get(body[6], "#N/A")
    # A formula's result is an error where its last two bytes are FFFF and its first is 2 ([MS-XLS] 2.5.133).
    if number == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return ""


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, position)
        yield number, stream[position + 4:position + 4 + size]
        position += 4 + size


def _workbook_stream(content: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of the compound file."""
    shift, = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise ValueError("sector size")
    size = 1 << shift
    table = _sector_table(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    for at in range(0, len(directory) - 127, 128):
        length, = struct.unpack_from("<H", directory, at + 64)
        name = directory[at:at + max(0, length - 2)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, total = struct.unpack_from("<I", directory, at + 116)[0], struct.unpack_from("<I", directory, at + 120)[0]
            if total < struct.unpack_from("<I", content, 56)[0]:
                return b""  # in the mini stream: too small to hold anything that matters here
            return _chain(content, table, start, size)[:total]
    raise ValueError("no workbook stream")


def _sector_table(content: bytes, size: int) -> list[int]:
    sectors = list(struct.unpack_from("<109I", content, 76))
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size + 1)):
        if following >= _FREE:
            break
        block = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        sectors += block[:-1]
        following = block[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _FREE:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _chain(content: bytes, table: list[int], start: int, size: int) -> bytes:
    found, seen, sector = bytearray(), 0, start
    while sector < _FREE:
        seen += 1
        if seen > len(table):
            raise ValueError("sector chain runs in a circle")
        found += content[(sector + 1) * size:(sector + 2) * size]
        sector = table[sector]
    return bytes(found)
