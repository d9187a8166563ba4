"""Damaged workbooks of every kind: right cells or one sentence, never anything else; and what was written is what is read.

The same examples every time; for a long run by hand: GUIDE_FUZZ=20000 python -m pytest tests/doors/test_workbooks_fuzz.py
"""

from __future__ import annotations

import csv
import io
import os
import struct
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from workbook_files import compound, edited, ods, ods_cell, opened, sheet_xml, with_sheet, with_strings, xls, xls_error, xls_number

from pipeline.doors.workbooks.compound import read_stream
from pipeline.errors import Unreadable
from pipeline.model.source import CellKind, Workbook

LONG = int(os.environ.get("GUIDE_FUZZ", "0"))
fuzz = settings(max_examples=LONG or 50, derandomize=not LONG, deadline=None, database=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])

STRINGS = (b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>')
EXCEL = with_strings(with_sheet(
    '<row r="1"><c r="A1" t="s" s="0"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c><c t="inlineStr"><is><t>x</t></is></c></row>',
    '<cols><col min="3" max="9" hidden="1"/></cols>'), STRINGS)
OLD = xls({(0, 0): "Название", (1, 0): "Надежда", (2, 1): "x" * 40}, xls_number(3, 0, 12.5) + xls_error(3, 1, 0x2A))
OPEN = ods(f'<table:table table:name="S"><table:table-column table:number-columns-repeated="3"/><table:table-row table:number-rows-repeated="2">'
           f'{ods_cell("x")}<table:table-cell table:number-columns-repeated="4"/>{ods_cell("y")}</table:table-row></table:table>')
TEXT = "Название;Телефон\n\"Надежда\";1\n".encode()
GOOD = {"a.xlsx": EXCEL, "a.ods": OPEN, "a.xls": OLD, "a.csv": TEXT, "a.tsv": TEXT.replace(b";", b"\t")}


def outcome(content: bytes, name: str) -> Workbook | None:
    """The workbook, or None where one sentence refused it. Anything else fails the test."""
    try:
        return opened(content, name)[0]
    except Unreadable as problem:
        sentence = str(problem.message)
        assert sentence.startswith(f"{name}: ")
        assert "\n" not in sentence
        assert problem.hint is not None  # noqa: PT017
        return None


DAMAGE = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6)


@pytest.mark.parametrize("name", sorted(GOOD))
@fuzz
@given(DAMAGE, st.one_of(st.none(), st.floats(0.02, 1)), st.binary(max_size=6), st.floats(0, 1))
def test_damaged_bytes(name: str, damage: list[tuple[float, int]], cut: float | None, more: bytes, place: float) -> None:
    content = bytearray(GOOD[name])
    for where, value in damage:
        content[int(where * len(content))] = value
    if cut is not None:
        del content[int(cut * len(content)):]
    at = int(place * len(content))
    outcome(bytes(content[:at] + more + content[at:]), name)


PIECES = st.sampled_from([
    b"", b"<", b">", b"&", b"/>", b'"', b"<c r='XFD1048576'><v>1</v></c>", b"<row r='1048576'>", b"</row>", b"<v>-1</v>", b"99999999999999999999",
    b"1e308", b"NaN", b"\xff", b"<![CDATA[", b"<!--", b"<a><a><a>", b"table:number-rows-repeated='99999999' ", b"table:number-columns-repeated='70000' ",
    b"xmlns='urn:x' ", b"<mergeCell ref='A1:XFD1048576'/>", b"t='s' ", b"t='d' ", b"s='-1' ", b"\x00",
])
PARTS = [("a.xlsx", part) for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml",
                                       "xl/_rels/workbook.xml.rels", "_rels/.rels")] + [("a.ods", part) for part in ("content.xml", "mimetype")]


@pytest.mark.parametrize(("name", "part"), PARTS)
@fuzz
@given(st.floats(0, 1, exclude_max=True), st.one_of(PIECES, st.binary(max_size=4)), st.integers(0, 40))
def test_damage_inside_a_part_of_a_sound_container(name: str, part: str, place: float, inserted: bytes, removed: int) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD[name])) as archive:
        body = archive.read(part)
    at = int(place * len(body))
    outcome(edited(GOOD[name], {part: body[:at] + inserted + body[at + removed:] or b" "}), name)


@fuzz
@given(st.lists(st.tuples(st.sampled_from(sorted({part for name, part in PARTS if name == "a.xlsx"})),
                          st.sampled_from(sorted({part for name, part in PARTS if name == "a.xlsx"}))), min_size=1, max_size=3))
def test_parts_that_changed_places(swaps: list[tuple[str, str]]) -> None:
    with zipfile.ZipFile(io.BytesIO(EXCEL)) as archive:
        bodies = {name: archive.read(name) for name in archive.namelist()}
    for one, other in swaps:
        bodies[one], bodies[other] = bodies[other], bodies[one]
    outcome(edited(EXCEL, bodies), "a.xlsx")


RECORDS = st.sampled_from([0x0200, 0x00FC, 0x003C, 0x0085, 0x00FD, 0x00BD, 0x0006, 0x0207, 0x0204, 0x0203, 0x027E, 0x0205, 0x00E5, 0x041E, 0x00E0,
                           0x0018, 0x0017, 0x013D, 0x0809, 0x000A, 0x001C, 0x01B6, 0x005D, 0x0208, 0x007D, 0x0042, 0x0022])


@fuzz
@given(st.lists(st.tuples(RECORDS, st.binary(max_size=40), st.integers(0, 12)), max_size=6), DAMAGE)
def test_records_that_nobody_wrote(records: list[tuple[int, bytes, int]], damage: list[tuple[float, int]]) -> None:
    stream = bytearray(read_stream(OLD, ("Workbook",)))
    places = _places(bytes(stream))
    for number, body, position in records:
        at = places[position % len(places)]
        stream[at:at] = struct.pack("<HH", number, len(body)) + body
    for where, value in damage:
        stream[int(where * len(stream))] = value
    outcome(compound({"Workbook": bytes(stream).ljust(4096, b"\x00")}), "a.xls")


def _places(stream: bytes) -> list[int]:
    found, at = [0], 0
    while at + 4 <= len(stream) and stream[at:at + 4] != b"\x00\x00\x00\x00":
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
        found.append(at)
    return found


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="_\ufffe\uffff"), min_size=1, max_size=12).filter(str.strip)
CELLS = st.dictionaries(st.tuples(st.integers(1, 60), st.integers(1, 30)), WORDS, min_size=1, max_size=10)


def texts(book: Workbook | None) -> dict[tuple[int, int], str]:
    assert book is not None
    return {place: cell.text for place, cell in book.sheets[0].cells.items() if cell.kind is CellKind.TEXT}


def _written_out(cells: dict[tuple[int, int], str], row: int) -> str:
    """A row of an .ods with every empty cell written down, plain, styled and covered by turns."""
    empty = ("<table:table-cell/>", '<table:table-cell table:style-name="ce1"/>', "<table:covered-table-cell/>")
    last = max((column for at, column in cells if at == row), default=0)
    return "".join(ods_cell(escape(cells[row, column])) if (row, column) in cells else empty[column % 3] for column in range(1, last + 1))


@fuzz
@given(CELLS)
@example({(1, 1): "WordDocument", (1, 2): "EncryptedPackage"})
def test_what_was_written_is_read_in_every_form(cells: dict[tuple[int, int], str]) -> None:
    from openpyxl.utils import get_column_letter

    rows = sorted({row for row, _ in cells})
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in cells.values())
    numbers = {place: number for number, place in enumerate(cells)}
    inside = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{get_column_letter(column)}{row}" t="s"><v>{numbers[row, column]}</v></c>'
                                     for at, column in sorted(cells) if at == row) + "</row>" for row in rows)
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{shared}</sst>'.encode()
    made = edited(EXCEL, {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet_xml(inside)})
    assert texts(outcome(made, "a.xlsx")) == cells
    narrow = {place: text for place, text in cells.items() if len(text.encode("utf-16-le")) == 2 * len(text)}
    lines = "".join(f"<table:table-row>{_written_out(cells, row)}</table:table-row>" for row in range(1, rows[-1] + 1))
    assert texts(outcome(ods(f'<table:table table:name="S">{lines}</table:table>'), "a.ods")) == cells
    if narrow:
        assert texts(outcome(xls({(row - 1, column - 1): text for (row, column), text in narrow.items()}), "a.xls")) == narrow


@fuzz
@given(CELLS)
@example({(1, 1): "WordDocument", (1, 2): "EncryptedPackage"})
def test_what_was_written_as_text_is_read(cells: dict[tuple[int, int], str]) -> None:
    last_row, last_column = max(row for row, _ in cells), max(3, *(column for _, column in cells))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(["один", "два", "три"])
    writer.writerows([[cells.get((row, column), "") for column in range(1, last_column + 1)] for row in range(1, last_row + 1)])
    found = texts(outcome(stream.getvalue().encode(), "a.csv"))
    assert {(row - 1, column): text for (row, column), text in found.items() if row > 1} == cells
