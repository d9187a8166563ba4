"""Workbooks made on the fly for the tests of the workbooks door, hostile ones among them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl

from pipeline.doors.workbooks import Limits, open_workbook
from pipeline.model.findings import Finding
from pipeline.model.source import Cell, SourceFile, Workbook


def opened(content: bytes, name: str = "a.xlsx", limits: Limits | None = None) -> tuple[Workbook, list[Finding]]:
    return open_workbook(SourceFile(name, content), limits=limits)


def cells_of(content: bytes, name: str = "a.xlsx") -> dict[str, Cell]:
    """The cells of the first sheet by address."""
    from openpyxl.utils import get_column_letter
    book, _ = opened(content, name)
    return {f"{get_column_letter(column)}{row}": cell for (row, column), cell in book.sheets[0].cells.items()}


def book_with(cells: Mapping[str, Any]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for address, value in cells.items():
        book.active[address] = value
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain() -> bytes:
    return saved(book_with({"A1": "Название", "B1": "Телефон", "A2": "Надежда", "B2": 87772345678}))


def edited(content: bytes, changes: Mapping[str, bytes | None], replaced: Mapping[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """A copy of a zip with parts replaced, added or (None) left out, and texts replaced inside parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if changes.get(name, b"") is None:
                continue
            body = changes.get(name) or old.read(name)
            before, after = (replaced or {}).get(name, (b"", b""))
            if before:
                assert before in body, name
                body = body.replace(before, after)
            new.writestr(name, body)
        for name, body in changes.items():
            if body is not None and name not in old.namelist():
                new.writestr(name, body)
    return stream.getvalue()


def sheet_xml(rows: str, extra: str = "") -> bytes:
    return (f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{extra}'
            f"<sheetData>{rows}</sheetData></worksheet>").encode()


def with_sheet(rows: str, extra: str = "") -> bytes:
    """A workbook whose only sheet has this XML inside sheetData."""
    return edited(plain(), {"xl/worksheets/sheet1.xml": sheet_xml(rows, extra)})


def with_strings(content: bytes, strings: bytes) -> bytes:
    """The workbook with a part of shared strings, as Excel writes them (openpyxl writes texts into the cells)."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    link = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    return edited(content, {"xl/sharedStrings.xml": strings}, {
        "[Content_Types].xml": (b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'),
        "xl/_rels/workbook.xml.rels": (b"</Relationships>",
        b'<Relationship Id="rS" Type="' + link + b'" Target="sharedStrings.xml"/></Relationships>'),
    })


ODS_HEAD = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'office:version="1.2"><office:body><office:spreadsheet>')


def ods(tables: str, manifest: str = "<manifest/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", manifest)
        new.writestr("content.xml", f"{ODS_HEAD}{tables}</office:spreadsheet></office:body></office:document-content>")
    return stream.getvalue()


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _label(row: int, column: int, text: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def xls(labels: Mapping[tuple[int, int], str], more: bytes = b"", *, locked: bool = False) -> bytes:
    """An .xls with one sheet "Лист"; labels by 0-based row and column; ``more``: further records of the sheet."""
    name = "Лист"
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    lock = _record(0x002F, b"\x00" * 6) if locked else b""
    size = len(start) + len(lock) + 4 + 8 + 2 * len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", size, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    body = b"".join(_label(row, column, text) for (row, column), text in labels.items())
    stream = start + lock + bound + _record(0x000A, b"") + sheet + body + more + _record(0x000A, b"")
    return compound({"Workbook": stream.ljust(4096, b"\x00")})


def xls_number(row: int, column: int, value: float) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def xls_formula(row: int, column: int, value: float) -> bytes:
    """A formula without a text of its own, and the value that was stored."""
    return _record(0x0006, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, 0))


def xls_hidden_row(row: int) -> bytes:
    return _record(0x0208, struct.pack("<HHHHHHHH", row, 0, 1, 255, 0, 0, 0x20, 0))


def xls_hidden_columns(first: int, last: int) -> bytes:
    return _record(0x007D, struct.pack("<HHHHHH", first, last, 2000, 0, 0x01, 0))


def xls_error(row: int, column: int, code: int) -> bytes:
    return _record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3) with the streams, each of at least 4,096 bytes."""
    sectors: list[bytes] = [b"", b""]
    table: list[int] = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for position, (name, content) in enumerate(streams.items()):
        pieces = [content[at:at + 512].ljust(512, b"\x00") for at in range(0, len(content), 512)]
        start = len(sectors)
        right = position + 2 if position + 1 < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, len(content), right=right))
        sectors += pieces
        table += [*range(start + 1, start + len(pieces)), 0xFFFFFFFE]
    sectors[0] = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    sectors[1] = b"".join(entries).ljust(512, b"\x00")
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    assert len(head) == 512
    assert len(table) <= 128
    return head + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    return (encoded.ljust(64, b"\x00") + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
            + b"\x00" * 36 + struct.pack("<IQ", start, size))
