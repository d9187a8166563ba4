"""A walk through the records of an Excel 97-2003 workbook: what calamine does not tell of its sheets, and what must not reach it.

Record numbers and layouts: [MS-XLS] 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.doors.workbooks.values import Columns, shown_digits

__all__ = ["Layout", "Locked", "Records", "scan"]

_BOF, _EOF, _FILEPASS, _SHEET, _STRINGS, _MORE = 0x0809, 0x000A, 0x002F, 0x0085, 0x00FC, 0x003C
_ROW, _COLINFO, _XF, _FORMAT, _NOTE, _OBJECT, _TEXT = 0x0208, 0x007D, 0x00E0, 0x041E, 0x001C, 0x005D, 0x01B6
_NUMBER, _LABEL, _BOOLERR, _RK, _SHARED, _MULRK, _FORMULA, _RICH = 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x0006, 0x00D6
_CELLS: Final = frozenset({_NUMBER, _LABEL, _BOOLERR, _RK, _SHARED, _MULRK, _FORMULA, _RICH})
_DIMENSIONS, _NAME, _EXTERNAL, _TABS = 0x0200, 0x0018, 0x0017, 0x013D
_SILENCED: Final = frozenset({_DIMENSIONS, _NAME, _EXTERNAL, _TABS})
"""Records that are not needed and in which calamine believes a length, or gives the whole workbook up: they are renamed."""
_NOBODY: Final = 0x0FFE
_WORKSHEET: Final = 0x0010
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BUILT_IN: Final = {9: "0%", 10: "0.00%"}
"""Formats with a number and no record of their own ([MS-XLS] 2.4.126)."""


class Locked(Exception):
    """The workbook is encrypted."""


@dataclass(slots=True)
class Layout:
    """One worksheet, in the order of the stream; rows and columns are 1-based. ``cells``: how many are stored."""

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    letters: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: Columns = field(default_factory=lambda: Columns(256))
    widths: dict[int, float] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    digits: dict[tuple[int, int], int] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Records:
    """What the walk found: ``stream`` is the workbook's, safe for calamine; ``layouts`` of its worksheets."""

    stream: bytes
    layouts: list[Layout]


@dataclass(slots=True)
class _Globals:
    lengths: list[int] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(_BUILT_IN))
    styles: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    begins: set[int] = field(default_factory=set)

    def digits(self, style: int) -> int:
        """How a cell's style shows a number, as ``shown_digits``."""
        return shown_digits(self.formats.get(self.styles[style], "") if style < len(self.styles) else "")


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(place, number, body) of every record."""
    place = 0
    while place + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, place)
        if place + 4 + size > len(stream):
            raise ValueError("the file is cut off")
        yield place, number, stream[place + 4:place + 4 + size]
        place += 4 + size


def scan(stream: bytes) -> Records:
    """Walk through a workbook's stream. Raises Locked; ValueError, struct.error or IndexError for one that is not sound."""
    walk = _Walk(stream)
    for place, number, body in _records(stream):
        walk.take(place, number, body)
    walk.require_sheets()
    return Records(bytes(walk.safe), walk.layouts)


class _Walk:
    """The state of the walk: in which substream it is, and what was seen."""

    def __init__(self, stream: bytes) -> None:
        self.safe = bytearray(stream)
        self.layouts: list[Layout] = []
        self._book = _Globals()
        self._depth = 0
        self._current: Layout | None = None
        self._strings: tuple[int, list[bytes]] | None = None
        self._texts = _Texts()

    def take(self, place: int, number: int, body: bytes) -> None:
        """Note one record, and make it harmless where it is not needed."""
        if number == _MORE:
            if self._strings is not None:
                self._strings[1].append(body)
            self._texts.more(body)
            return
        self._end_strings()
        if number == _FILEPASS:
            raise Locked
        if number == _BOF:
            self._begin(place, body)
        elif number == _EOF:
            self._depth = max(0, self._depth - 1)
            self._current = self._current if self._depth else None
        elif self._depth > 1:
            self._rename(place)  # a chart's own figures, which are no cells of the sheet that it stands on
            self._texts.take(number, body)
        elif number in _SILENCED:
            self._rename(place)
        elif self._current is None:
            self._take_global(place, number, body)
        else:
            self._take_cell(place, number, body)

    def _rename(self, place: int) -> None:
        struct.pack_into("<H", self.safe, place, _NOBODY)

    def _begin(self, place: int, body: bytes) -> None:
        self._depth += 1
        if self._depth == 1:
            self._book.begins.add(place)
            self._current = None
            self._texts = _Texts()
            if struct.unpack_from("<H", body, 2)[0] == _WORKSHEET:
                self._current = Layout()
                self.layouts.append(self._current)
        elif self._depth > 16:
            raise ValueError("substreams nest too deep")

    def _take_global(self, place: int, number: int, body: bytes) -> None:
        book = self._book
        if number == _STRINGS:
            self._strings = place, [body]
        elif number == _SHEET:
            book.places.append(struct.unpack_from("<I", body)[0])
        elif number == _XF:
            book.styles.append(struct.unpack_from("<H", body, 2)[0])
        elif number == _FORMAT and len(body) > 5:
            key, count, flags = struct.unpack_from("<HHB", body)
            text = body[5:].decode("utf-16-le" if flags & 1 else "latin-1", "replace")
            book.formats[key] = text[:count]

    def _end_strings(self) -> None:
        """The table of shared strings has ended: its count becomes one that its bytes can hold."""
        if self._strings is None:
            return
        place, pieces = self._strings
        self._strings = None
        if len(pieces[0]) < 8:
            raise ValueError("table of strings")
        total, count = struct.unpack_from("<II", pieces[0])
        self._book.lengths = _lengths(pieces, count)
        struct.pack_into("<II", self.safe, place + 4, min(total, 0x7FFFFFFF), min(count, len(self._book.lengths)))

    def require_sheets(self) -> None:
        """Raises ValueError where the list of sheets leads elsewhere than to the beginnings of sheets, or twice to one."""
        self._end_strings()
        if self._depth:
            raise ValueError("the file is cut off")
        places = self._book.places
        if len(set(places)) < len(places) or not set(places) <= self._book.begins:
            raise ValueError("the sheets are not where the list of sheets says")

    def _take_cell(self, place: int, number: int, body: bytes) -> None:
        layout = self._current
        if layout is None:
            return
        if number in _CELLS:
            self._take_value(layout, number, body)
            if number == _FORMULA and len(body) >= 22:
                struct.pack_into("<H", self.safe, place + 4 + 20, 0)  # only its value is read; its text would be put together
        elif number == _ROW:
            row, = struct.unpack_from("<H", body)
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                layout.hidden_rows.add(row + 1)
        elif number == _COLINFO:
            first, last, width = struct.unpack_from("<HHH", body)
            if len(layout.widths) < 256:
                layout.widths.update(dict.fromkeys(range(first + 1, min(last, 255) + 2), width / 256))
            if struct.unpack_from("<H", body, 8)[0] & 0x01:
                layout.hidden_columns.add(first + 1, last + 1)
        elif number == _NOTE and len(body) >= 8:
            row, column, _, key = struct.unpack_from("<HHHH", body)
            if key in self._texts.found:
                layout.notes[row + 1, column + 1] = self._texts.found[key]
        else:
            self._texts.take(number, body)

    def _take_value(self, layout: Layout, number: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if number == _MULRK else column
        layout.last_row, layout.last_column = max(layout.last_row, row + 1), max(layout.last_column, last + 1)
        layout.cells += max(1, last - column + 1)
        if number == _SHARED:
            key, = struct.unpack_from("<I", body, 6)
            layout.letters += self._book.lengths[key] if key < len(self._book.lengths) else 0
        elif number in (_LABEL, _RICH):
            layout.letters += len(body)
        elif number == _FORMULA:
            layout.formulas.add((row + 1, column + 1))
        elif number in (_NUMBER, _RK):
            self._note_digits(layout, row, column, style)
        elif number == _MULRK:
            for offset in range(max(0, last - column + 1)):
                if 4 + 6 * offset + 2 <= len(body):
                    self._note_digits(layout, row, column + offset, struct.unpack_from("<H", body, 4 + 6 * offset)[0])
        error = _error(number, body)
        if error:
            layout.errors[row + 1, column + 1] = error

    def _note_digits(self, layout: Layout, row: int, column: int, style: int) -> None:
        width = self._book.digits(style)
        if width:
            layout.digits[row + 1, column + 1] = width


@dataclass(slots=True)
class _Texts:
    """Texts of the boxes that comments are written in, by the number of the box."""

    found: dict[int, str] = field(default_factory=dict)
    box: int = -1
    wanted: int = 0

    def take(self, number: int, body: bytes) -> None:
        """Note a record that may be a box or announce its text."""
        if number == _OBJECT and len(body) >= 8 and body[:2] == b"\x15\x00":
            self.box = struct.unpack_from("<H", body, 6)[0]
        elif number == _TEXT and len(body) >= 12 and self.box >= 0:
            self.wanted = struct.unpack_from("<H", body, 10)[0]
            self.found[self.box] = ""

    def more(self, body: bytes) -> None:
        """The record that holds the text, or more of it."""
        if not self.wanted or self.box not in self.found or not body:
            return
        text = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[:self.wanted]
        self.wanted -= len(text)
        self.found[self.box] = (self.found[self.box] + text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _error(number: int, body: bytes) -> str:
    if number == _BOOLERR and body[7] == 1:
        return _ERRORS.get(body[6], "#N/A")
    # A formula's result is an error where its last two bytes are FFFF and its first is 2 ([MS-XLS] 2.5.133).
    if number == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return ""


def _lengths(pieces: list[bytes], count: int) -> list[int]:
    """Letters of each shared string; as many as the records hold, whatever they claim ([MS-XLS] 2.4.265, 2.5.293)."""
    lengths: list[int] = []
    number, at = 0, 8
    while len(lengths) < count and number < len(pieces):
        if at >= len(pieces[number]):
            number, at = number + 1, 0
            continue
        piece = pieces[number]
        if at + 3 > len(piece):
            break
        letters, flags = struct.unpack_from("<HB", piece, at)
        at += 3
        runs = extra = 0
        if flags & 8:
            runs, = struct.unpack_from("<H", piece, at)
            at += 2
        if flags & 4:
            extra, = struct.unpack_from("<I", piece, at)
            at += 4
        number, at = _after_letters(pieces, number, at, letters, 2 if flags & 1 else 1)
        number, at = _after(pieces, number, at, 4 * runs + extra)
        lengths.append(letters)
    return lengths


def _after_letters(pieces: list[bytes], number: int, at: int, letters: int, width: int) -> tuple[int, int]:
    """Where a string's letters end; in each further record they begin with a byte that says how wide they are."""
    while letters and number < len(pieces):
        here = min(letters, (len(pieces[number]) - at) // width)
        letters, at = letters - here, at + here * width
        if letters:
            number, at = number + 1, 1
            if number < len(pieces) and pieces[number]:
                width = 2 if pieces[number][0] & 1 else 1
    return number, at


def _after(pieces: list[bytes], number: int, at: int, size: int) -> tuple[int, int]:
    while size and number < len(pieces):
        here = min(size, len(pieces[number]) - at)
        size, at = size - here, at + here
        if size:
            number, at = number + 1, 0
    return number, at
