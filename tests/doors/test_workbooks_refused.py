"""Files that cannot be read: one sentence each, with the cause and what to do."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from workbook_files import book_with, compound, edited, ods, ods_cell, opened, plain, saved, with_sheet, xls, xls_number

from pipeline.doors.workbooks import Limits
from pipeline.errors import ExitCode, Unreadable


def refused(content: bytes, name: str = "a.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as raised:
        opened(content, name, limits)
    assert raised.value.exit_code is ExitCode.UNREADABLE
    assert raised.value.hint is not None
    sentence = str(raised.value.message)
    assert sentence.startswith(f"{name}: ")
    assert "\n" not in sentence
    return sentence


def test_empty_file() -> None:
    assert "empty" in refused(b"")


@pytest.mark.parametrize("name", ["~$list.xlsx", "provinces/~$list.xlsx", ".~lock.list.ods#"])
def test_lock_files_are_named_as_such(name: str) -> None:
    assert "lock file" in refused(b"\x05Kim V." + b" " * 160, name)


def test_password() -> None:
    content = compound({"EncryptionInfo": b"\x00" * 4096, "EncryptedPackage": b"\x00" * 4096})
    assert "password" in refused(content)


def test_password_of_old_excel() -> None:
    assert "password" in refused(xls({(0, 0): "x"}, locked=True), "a.xls")


def test_password_of_open_document() -> None:
    assert "password" in refused(ods("", '<manifest><encryption-data/></manifest>'), "a.ods")


@pytest.mark.parametrize(("content", "name", "really"), [
    (xls({(0, 0): "x"}), "a.xlsx", "(.xls)"), (plain(), "a.xls", "(.xlsx)"), (plain(), "a.csv", "(.xlsx)"), (b"name;phone\n", "a.xlsx",
    "text file"),
    ("имя;телефон\n".encode("cp1251"), "a.xls", "text file"), (b"<html><table><tr><td>x</td></tr></table></html>", "a.xls", "web page"),
    (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "a.xlsx", "web page"), (ods(""), "a.xlsx", "OpenDocument"), (b"%PDF-1.7\n", "a.xlsx",
    "PDF"),
    (b"%PDF-1.7\n", "a.csv", "PDF"), (b"\x00\x01\x02\x03", "a.csv", "no spreadsheet"), (compound({"WordDocument": b"\x00" * 4096}),
    "a.xls", "Word"),
    (b'<?xml version="1.0"?><?mso-application?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "Excel 2003"),
])
def test_misnamed_files_are_called_what_they_are(content: bytes, name: str, really: str) -> None:
    assert really in refused(content, name)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt", "noending", "a.numbers"])
def test_unsupported_kinds(name: str) -> None:
    assert "not read" in refused(plain(), name)


def test_word_document_named_as_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", "<x/>")
    assert "Word" in refused(stream.getvalue())


def test_binary_workbook() -> None:
    assert ".xlsb" in refused(edited(plain(), {"xl/workbook.bin": b"x"}), "a.xlsb")


def test_cut_off_zip() -> None:
    content = plain()
    assert "damaged" in refused(content[:len(content) // 2])


def test_flipped_byte_in_a_part() -> None:
    content = bytearray(plain())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    content[part.header_offset + 30 + len(part.filename) + 40] ^= 0xFF
    assert "sheet1.xml" in refused(bytes(content))


def test_part_twice() -> None:
    stream = io.BytesIO(plain())
    with zipfile.ZipFile(stream, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr("xl/worksheets/sheet1.xml", b"<x/>")
    assert "twice" in refused(stream.getvalue())


def test_bomb_is_refused_before_any_parser() -> None:
    content = edited(plain(), {"xl/worksheets/sheet2.xml": b" " * 60_000_000})
    assert "unpacked" in refused(content)
    assert "unpacked" in refused(plain(), limits=Limits(unpacked_bytes=1000))


def test_raised_limit_lets_a_large_file_through() -> None:
    content = edited(plain(), {"xl/media/picture.bin": b" " * 25_000_000})
    assert opened(content, limits=Limits(ratio=5000))[0].sheets[0].cells


def test_part_longer_than_it_claims_is_refused() -> None:
    content = bytearray(edited(plain(), {"xl/worksheets/sheet2.xml": b"a" * 5_000_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        part = archive.getinfo("xl/worksheets/sheet2.xml")
    for at in (part.header_offset + 22, bytes(content).rindex(b"xl/worksheets/sheet2.xml") - 46 + 24):
        assert struct.unpack_from("<I", content, at)[0] == 5_000_000
        struct.pack_into("<I", content, at, 10)
    assert "sheet2.xml" in refused(bytes(content))


def test_entity_definitions_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "entities" in refused(edited(plain(), {"xl/sharedStrings.xml": bomb}))


def test_xlsx_without_any_workbook_parts() -> None:
    assert "zip archive" in refused(edited(plain(), {"xl/workbook.xml": None}))


def test_both_readers_failing_is_one_sentence() -> None:
    assert "damaged" in refused(edited(plain(), {"xl/workbook.xml": b"<workbook>"}))


def test_ods_claiming_seventeen_billion_cells() -> None:
    table = ('<table:table table:name="S"><table:table-row table:number-rows-repeated="999999999">'
             + ods_cell("X", 'table:number-columns-repeated="999999999"') + "</table:table-row></table:table>")
    assert "999999999 rows" in refused(ods(table), "a.ods")


@pytest.mark.parametrize("content", [ods("<table:table>"),
        ods('<table:table><table:table-row table:number-rows-repeated="x"/></table:table>')])
def test_broken_open_document(content: bytes) -> None:
    assert "damaged" in refused(content, "a.ods")


def test_xls_with_a_far_stray_cell() -> None:
    assert "65536 rows" in refused(xls({(0, 0): "x"}, xls_number(65535, 255, 1.0)), "a.xls")


def test_xls_cut_off() -> None:
    assert "damaged" in refused(xls({(0, 0): "x"})[:1300], "a.xls")


def test_strict_workbook_with_a_far_stray_cell() -> None:
    far = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    broken = edited(far, {"xl/styles.xml": b"<broken"})
    assert "1048576 rows" in refused(broken)


@pytest.mark.parametrize("content", [
    "имя;город\nОмир;Шаныракъ\n".encode("koi8-r"), bytes(range(128, 256)) * 4, "имя;город\n".encode("cp866") * 10,
])
def test_unknown_encoding_names_line_and_column(content: bytes) -> None:
    sentence = refused(content, "a.csv")
    assert "line 1, column 1" in sentence


def test_no_message_depends_on_the_folder() -> None:
    assert "provinces/a.xlsx: " in refused(b"", "provinces/a.xlsx")
    assert saved(book_with({"A1": 1})).startswith(b"PK")
