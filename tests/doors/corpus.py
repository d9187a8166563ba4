"""Bad files of every kind, made here, each with what the front door says of it.

``CORPUS``: name -> (bytes, the English sentence without the file's name, or how many cells are read). The worst of them claim
gigabytes in a few kilobytes: each must be answered within seconds and half a gigabyte.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from hashlib import shake_256

from workbook_files import _record, book_with, compound, edited, ods, ods_cell, plain, saved, sheet_xml, with_sheet, with_strings, xls

__all__ = ["CORPUS", "made"]

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LABELS = {(0, 0): "Название", (0, 1): "Телефон", (1, 0): "Надежда", (1, 1): "87771234567"}
TWICE = "the file is damaged: it contains the part XL/worksheets/Sheet1.xml twice, and programs disagree which one counts"


def archive_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return stream.getvalue()


def strings_shown_often(letters: int, cells: int) -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, cells + 1))
    return with_strings(with_sheet(rows), f"<sst {MAIN}><si><t>{'я' * letters}</t></si></sst>".encode())


def one_part_for_many_sheets(count: int) -> bytes:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = "".join(f'<sheet name="s{number}" sheetId="{number + 1}" r:id="r0"/>' for number in range(count))
    book = f'<workbook {MAIN} xmlns:r="{relations}"><sheets>{sheets}</sheets></workbook>'
    link = f'<Relationship Id="r0" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
    links = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
    return edited(plain(), {"xl/workbook.xml": book.encode(), "xl/_rels/workbook.xml.rels": links.encode()})


def many_parts(count: int) -> bytes:
    return edited(plain(), {f"xl/media/{number}.bin": b"x" for number in range(count)})


def unlike_in_case() -> bytes:
    stream = io.BytesIO(plain())
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr("XL/worksheets/Sheet1.xml", b"<x/>")
    return stream.getvalue()


def lying_dimensions() -> bytes:
    return xls(LABELS, _record(0x0200, struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 256, 0)))


def lying_strings() -> bytes:
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    strings = _record(0x00FC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF) + b"\x01\x00\x00a")
    size = len(start) + len(strings) + 4 + 8 + 2 + 4
    bound = _record(0x0085, struct.pack("<IBBBB", size, 0, 0, 1, 1) + "S".encode("utf-16-le"))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + _record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))
    stream = start + bound + strings + _record(0x000A, b"") + sheet + _record(0x000A, b"")
    return compound({"Workbook": stream.ljust(4096, b"\x00")})


def circle() -> bytes:
    content = bytearray(xls(LABELS))
    struct.pack_into("<I", content, 512 + 4 * 5, 4)
    return bytes(content)


def strict_with_errors() -> bytes:
    rows = ('<row r="1"><c r="A1" t="inlineStr"><is><t>Название</t></is></c><c r="B1" t="e"><v>#N/A</v></c></row>'
            '<row r="2" hidden="1"><c r="A2"><v>5</v></c><c r="B2"><f>A2*2</f></c></row>')
    usual, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return edited(with_sheet(rows), {}, {"xl/workbook.xml": (usual, strict), "xl/worksheets/sheet1.xml": (usual, strict)})


def repeated(rows: int, columns: int, text: str) -> bytes:
    cell = ods_cell(text, f'table:number-columns-repeated="{columns}"')
    return ods(f'<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row></table:table>')


def of_another_case() -> bytes:
    """As programs of 1C write it: the part's name has other capitals than the reference to it."""
    content = with_strings(with_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), f"<sst {MAIN}><si><t>x</t></si></sst>".encode())
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        body = old.read("xl/sharedStrings.xml")
    return edited(content, {"xl/sharedStrings.xml": None, "xl/SharedStrings.xml": body})


_MAKERS: dict[str, tuple[Callable[[], bytes], str | int]] = {
    "empty.xlsx": (lambda: b"", "the file is empty (0 bytes)"),
    "~$open.xlsx": (lambda: b"\x05Kim" + b" " * 160, "this is only the lock file that the office program makes while a workbook is open"),
    "half.xlsx": (lambda: plain()[:2000], "the file is damaged: its zip container does not open"),
    "page.xls": (lambda: b"<html><table><tr><td>x</td></tr></table></html>", "the name ends in .xls, but the file is a web page"),
    "from-2003.xls": (lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
                      "the name ends in .xls, but the file is an XML spreadsheet of Excel 2003"),
    "text.xlsx": (lambda: "имя;телефон\n".encode("cp1251"), "the name ends in .xlsx, but the file is a text file (.csv)"),
    "old.xlsx": (lambda: xls(LABELS), "the name ends in .xlsx, but the file is a workbook of Excel 97-2003 (.xls)"),
    "letter.xlsx": (lambda: archive_of(**{"word/document.xml": b"<x/>"}), "the name ends in .xlsx, but the file is a Word document"),
    "slides.xlsx": (lambda: archive_of(**{"ppt/presentation.xml": b"<x/>"}), "the name ends in .xlsx, but the file is a presentation"),
    "apple.numbers": (lambda: archive_of(**{"Index/Document.iwa": b"x"}),
                      "files of the kind .numbers are not read; this one is a spreadsheet of Apple's Numbers"),
    "packed.xlsx": (lambda: archive_of(**{"list.xlsx": b"x"}), "the name ends in .xlsx, but the file is a zip archive that is no spreadsheet"),
    "rar.xlsx": (lambda: b"Rar!\x1a\x07\x00" + b"x" * 40, "the name ends in .xlsx, but the file is an archive, in which a workbook may lie"),
    "photo.xlsx": (lambda: b"\xff\xd8\xff\xe0" + b"x" * 40, "the name ends in .xlsx, but the file is a picture"),
    "._list.xlsx": (lambda: bytes.fromhex("00051607") + b"\x00" * 40,
                    "the name ends in .xlsx, but the file is a file that macOS keeps beside the workbook"),
    "paper.xlsx": (lambda: b"%PDF-1.7\n", "the name ends in .xlsx, but the file is a PDF document"),
    "binary.xlsb": (lambda: edited(plain(), {"xl/workbook.bin": b"x"}), "this is a binary workbook (.xlsb), which cannot be read reliably"),
    "locked.xlsx": (lambda: compound({"EncryptionInfo": b"\x00" * 4096, "EncryptedPackage": b"\x00" * 4096}),
                    "the workbook is locked with a password and cannot be read"),
    "locked.xls": (lambda: xls(LABELS, locked=True), "the workbook is locked with a password and cannot be read"),
    "locked.ods": (lambda: archive_of(**{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "encrypted-package": b"x",
                                         "META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>"}),
                   "the workbook is locked with a password and cannot be read"),
    "case.xlsx": (unlike_in_case, TWICE),
    "parts.xlsx": (lambda: many_parts(10_001), "the file is packed from 10010 parts; at most 10000 are read"),
    "large.xlsx": (lambda: edited(plain(), {"xl/media/a.bin": b"x" * 120_000_000}),
                   "unpacked, the file would take 120 MB; at most 100 MB are read"),
    "dense.xlsx": (lambda: edited(plain(), {"xl/media/a.bin": b"x" * 40_000_000}),
                   "unpacked, the file would take 40 MB, N times its size; more than 300 times is not read"),
    "elements.xlsx": (lambda: edited(with_sheet("<q/>" * 3_000_000), {"xl/media/a.bin": shake_256(b"noise").digest(120_000)}),
                      "the part xl/worksheets/sheet1.xml is built of 3000003 pieces of XML; at most 2500000 are read"),
    "attribute.xlsx": (lambda: with_sheet(f'<row r="1"><c r="{"A" * 3_000_000}"><v>1</v></c></row>'),
                       "the part xl/worksheets/sheet1.xml holds a single piece of 3 MB, longer than any cell can be"),
    "entities.xlsx": (lambda: edited(plain(), {"xl/styles.xml": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
                      "the file is damaged: the part xl/styles.xml defines entities of its own, which no spreadsheet program writes"),
    "shared.xlsx": (lambda: strings_shown_often(32_767, 100_000),
                    "written out cell by cell, the sheet Sheet holds 3277 MB of text; at most 50 MB are read"),
    "sheets.xlsx": (lambda: one_part_for_many_sheets(20_000), "the workbook is damaged and cannot be read (two sheets share one part)"),
    "nested.xlsx": (lambda: edited(plain(), {"xl/worksheets/sheet1.xml": b"<a>" * 200_000 + b"</a>" * 200_000}), 0),
    "corner.xlsx": (lambda: with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'), 2),
    "strict.xlsx": (strict_with_errors, 4),
    "capitals.xlsx": (of_another_case, 1),
    "repeated.ods": (lambda: repeated(300_000, 19, "x"), "the sheet S claims 5700000 filled cells, and only 1 of them differ"),
    "written.ods": (lambda: repeated(100_000, 1, "я" * 32_767),
                    "written out cell by cell, the sheet S holds 3277 MB of text; at most 20 MB are read"),
    "billions.ods": (lambda: repeated(999_999_999, 999_999_999, "x"),
                     "the sheet S claims 999999999 rows and 999999999 columns, more than can be read"),
    "document.ods": (lambda: archive_of(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}),
                     "the name ends in .ods, but the file is an OpenDocument file that is no spreadsheet"),
    "dimensions.xls": (lying_dimensions, 4),
    "strings.xls": (lying_strings, 1),
    "circle.xls": (circle, "the workbook is damaged and cannot be read (sector chain runs in a circle)"),
    "cut.xls": (lambda: xls(LABELS)[:2600], "the workbook is damaged and cannot be read (the file is cut off)"),
    "line.csv": (lambda: b"a;b\n" + b"x" * 5_000_000 + b";1\n", "line 2 is longer than 4 million letters, so this is no table"),
    "commas.csv": (lambda: b"a;b\n" + b"," * 10_000_000 + b"\n", "line 2 is longer than 4 million letters, so this is no table"),
    "feeds.csv": (lambda: b"a;b\n" + b"\n" * 2_200_000 + b"c;d\n", "it has more than 2097152 rows"),
    "wide.csv": (lambda: b"a" + b"," * 20_000 + b"b\n", "row 1 has more than 16384 columns"),
    "zero.csv": (lambda: b"name;phone\n" * 20 + b"x;\x00y\n", "the text is damaged: a zero byte stands in line 21, column 3"),
    "koi8.csv": (lambda: "имя;город\nНадежда;Абай\n".encode("koi8-r"),
                 "the encoding of the text is not known: the byte 0xC9 in line 1, column 1 fits neither UTF-8 nor Windows-1251"),
    "wide-letters.csv": (lambda: "имя;город\nНадежда;Абай\n".encode("utf-16-le"), 4),
    "returns.csv": (lambda: b"a;b\r" * 3000, 6000),
    "number.xlsx": (lambda: saved(book_with({"A1": 8.777e10, "B1": "01", "C1": 2114.0})), 3),
    "bare-cell.xlsx": (lambda: with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><c r="XFD1048576"><v>1</v></c>'),
                       "the sheet Sheet claims 1048576 rows and 16384 columns, more than can be read"),
    "address.xlsx": (lambda: with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B299999999999999999999"><v>1</v></c></row>'),
                     "the sheet Sheet claims 1073741824 rows and 2 columns, more than can be read"),
    "other-cells.xlsx": (lambda: edited(plain(), {"xl/worksheets/sheet1.xml": sheet_xml(
        '<row r="1"><x:c xmlns:x="urn:x" r="XFD1048576"><v>1</v></x:c><c r="A1"><v>1</v></c></row>')}),
                         "the sheet Sheet claims 1048576 rows and 16384 columns, more than can be read"),
}
CORPUS: dict[str, str | int] = {name: expected for name, (_, expected) in _MAKERS.items()}


@cache
def made(name: str) -> bytes:
    """A file of the corpus."""
    return _MAKERS[name][0]()
