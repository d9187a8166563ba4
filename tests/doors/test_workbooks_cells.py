"""Cells as a person reads them: numbers, dates, errors, comments, hidden parts, and files that are odd but readable."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from workbook_files import (
    book_with,
    cells_of,
    edited,
    ods,
    ods_cell,
    opened,
    plain,
    saved,
    with_sheet,
    with_strings,
    xls,
    xls_error,
    xls_formula,
    xls_hidden_columns,
    xls_hidden_row,
    xls_number,
)

from pipeline.errors import Unreadable
from pipeline.model.source import CellKind

STRICT = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
"""Namespaces to be exchanged: the file is then a strict one, which openpyxl does not open."""


@pytest.mark.parametrize(("value", "text"), [
    (87772345678, "87772345678"), (2114, "2114"), (2114.0, "2114"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (12.5, "12.5"), (-3, "-3"),
    (123456789012345, "123456789012345"), (8.7772345678e10, "87772345678"), (1234567.891, "1234567.891"),
])
def test_numbers_are_exact_without_float_noise(value: float, text: str) -> None:
    cell = cells_of(saved(book_with({"A1": value})))["A1"]
    assert (cell.kind, cell.text) == (CellKind.NUMBER, text)


def test_number_stored_in_scientific_notation() -> None:
    assert cells_of(with_sheet('<row r="1"><c r="A1"><v>8.7772345678E10</v></c></row>'))["A1"].text == "87772345678"


def test_leading_zeros_of_a_number_format_are_kept() -> None:
    book = book_with({"A1": 40140001234})
    book.active["A1"].number_format = "000000000000"
    assert cells_of(saved(book))["A1"].text == "040140001234"


@pytest.mark.parametrize(("value", "text"), [
    (date(2005, 3, 12), "2005-03-12"), (datetime(2005, 3, 12, 14, 30), "2005-03-12 14:30"), (clock(9, 5), "09:05"),  # noqa: DTZ001
])
def test_dates_are_iso(value: object, text: str) -> None:
    cell = cells_of(saved(book_with({"A1": value})))["A1"]
    assert (cell.kind, cell.text) == (CellKind.DATE, text)


def test_dates_of_1904_are_right() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    book = book_with({"A1": date(2021, 1, 1)})
    book.epoch = CALENDAR_MAC_1904
    assert cells_of(saved(book))["A1"].text == "2021-01-01"


def test_escapes_are_decoded_and_escaped_escapes_are_not() -> None:
    strings = (b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>ABC_x000D_\nDEF</t></si>'
               b"<si><t>_x005F_x000D_</t></si><si><r><t>a</t></r><r><t>b</t></r><rPh sb='0' eb='1'><t>zzz</t></rPh></si></sst>")
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    found = cells_of(with_strings(with_sheet(rows), strings))
    assert {name: cell.text for name, cell in found.items()} == {"A1": "ABC\nDEF", "B1": "_x000D_", "C1": "ab"}


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
def test_error_cells_stay_errors(error: str) -> None:
    content = with_sheet(f'<row r="1"><c r="A1" t="e"><v>{error}</v></c><c r="B1"><v>1</v></c></row>')
    book, findings = opened(content)
    assert (book.sheets[0].cells[1, 1].kind, book.sheets[0].cells[1, 1].text) == (CellKind.ERROR, error)
    assert findings == []


def test_formula_with_a_value_and_without() -> None:
    rows = ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>""</f><v></v></c>'
            '<c r="D1" t="str"><f>"a"</f><v>a</v></c></row>')
    found = cells_of(with_sheet(rows))
    assert (found["A1"].text, found["A1"].formula, found["A1"].kind) == ("2", True, CellKind.NUMBER)
    assert found["B1"].kind is CellKind.UNCALCULATED
    assert "C1" not in found
    assert found["D1"].text == "a"


@pytest.mark.parametrize("form", ["xlsx", "strict", "ods", "xls"])
def test_a_formula_is_known_for_one_in_every_form(form: str) -> None:
    row = '<row r="1"><c r="A1" t="str"><f>"a"</f><v>7</v></c><c r="B1"><v>7</v></c></row>'
    formula = xls_formula(0, 0, 7.0) + xls_number(0, 1, 7.0)
    both = ods_cell("7", 'table:formula="of:=[.B1]"') + ods_cell("7")
    cells = f'<table:table table:name="Лист"><table:table-row>{both}</table:table-row></table:table>'
    content = {"ods": ods(cells), "xls": xls({}, formula)}.get(form) or with_sheet(row)
    if form == "strict":
        content = edited(content, {}, {"xl/workbook.xml": STRICT, "xl/worksheets/sheet1.xml": STRICT})
    found = cells_of(content, f"a.{form}" if form != "strict" else "a.xlsx")
    assert [(cell.text, cell.formula) for cell in found.values()] == [("7", True), ("7", False)]


def test_comments_are_kept() -> None:
    book = book_with({"A1": "x"})
    book.active["A1"].comment = Comment("проверить", "К.")
    assert cells_of(saved(book))["A1"].comment == "проверить"


def test_comments_on_empty_cells_are_kept_where_their_row_holds_something() -> None:
    book = book_with({"A1": "x"})
    for address in ("C1", "C9"):
        book.active[address].comment = Comment("не звонить", "К.")
    sheet = opened(saved(book))[0].sheets[0]
    assert dict(sheet.remarks) == {(1, 3): "не звонить"}
    assert sheet.cells.keys() == {(1, 1)}


@pytest.mark.parametrize(("code", "value", "text"), [
    ("0%", 0.25, "25%"), ("0%", 0.125, "13%"), ("0.00%", 0.1234, "12.34%"), ("0.0%;[Red]-0.0%", -0.5, "-50.0%"), ("0\\ %", 1, "100%"),
    ("0%", 0.285, "29%"), ("0.00", 0.25, "0.25"), ('0" %"', 25, "25"), ("0%", "о 25 %", "о 25 %"),
])  # fmt: skip
def test_percentages_are_read_as_they_are_shown(code: str, value: float | str, text: str) -> None:
    book = book_with({"A1": value})
    book.active["A1"].number_format = code
    found, findings = opened(saved(book))
    assert (found.sheets[0].cells[1, 1].text, findings) == (text, [])


def test_percentages_of_what_calamine_alone_opens() -> None:
    share = '<table:table-cell office:value-type="percentage" office:value="0.255"><text:p>25,5 %</text:p></table:table-cell>'
    book, _ = opened(ods(f'<table:table table:name="Лист"><table:table-row>{ods_cell("Доля")}{share}</table:table-row></table:table>'), "a.ods")
    assert book.sheets[0].cells[1, 2].text == "25.5%"


def test_hidden_sheets_rows_columns_and_merges_are_told() -> None:
    book = book_with({"A1": "x", "B1": "y", "A2": "z", "C3": 1})
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.active.merge_cells("A5:C6")
    book.create_sheet("h").sheet_state = "veryHidden"
    sheets = opened(saved(book))[0].sheets
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == (frozenset({2}), frozenset({2}))
    assert sheets[0].merges == ((5, 1, 6, 3),)
    assert sheets[1].state == "veryHidden"


def test_cells_without_addresses() -> None:
    found = cells_of(with_sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert {name: cell.text for name, cell in found.items()} == {"A1": "1", "B1": "2", "A2": "3"}


def test_lying_dimension_costs_nothing_and_loses_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="7"><c r="E7"><v>2</v></c></row>'
    for dimension in ("A1:AMJ1048576", "A1:B1"):
        start = time.perf_counter()
        book, findings = opened(with_sheet(rows, f'<dimension ref="{dimension}"/>'))
        assert sorted(book.sheets[0].cells) == [(1, 1), (7, 5)]
        assert findings == []
        assert time.perf_counter() - start < 2


def test_merge_over_the_whole_sheet_costs_nothing() -> None:
    content = edited(plain(), {}, {"xl/worksheets/sheet1.xml": (b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>')})
    start = time.perf_counter()
    assert opened(content)[0].sheets[0].merges == ((4, 1, 1048576, 16384),)
    assert time.perf_counter() - start < 2


def test_far_stray_cell_is_read_by_one_reader_and_said_so() -> None:
    content = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    book, findings = opened(content)
    assert len(book.sheets[0].cells) == 2
    assert [finding.code for finding in findings] == ["second-reader-skipped"]


def test_thousands_of_cell_styles_do_not_slow_the_reading() -> None:
    names = b"".join(b'<cellStyle name="s%d" xfId="0"/>' % number for number in range(30_000))
    content = edited(plain(), {}, {"xl/styles.xml": (b"<cellStyles", b"<cellStyles><!-- --></cellStyles><cellStyles")})
    content = edited(content, {}, {"xl/styles.xml": (b"<cellStyles><!-- -->", b"<cellStyles>" + names)})
    start = time.perf_counter()
    assert len(opened(content)[0].sheets[0].cells) == 4
    assert time.perf_counter() - start < 3


def test_strict_workbook_is_read_by_the_second_reader() -> None:
    content = edited(plain(), {}, {"xl/workbook.xml": STRICT, "xl/worksheets/sheet1.xml": STRICT})
    book, findings = opened(content)
    assert book.reader == "calamine"
    assert book.sheets[0].cells[2, 2].text == "87772345678"
    assert [finding.code for finding in findings] == ["first-reader-failed"]


def test_broken_styles_leave_it_to_the_second_reader() -> None:
    content = edited(plain(), {}, {"xl/styles.xml": (b"<cellXfs", b'<cellXfs><xf numFmtId="none"/></cellXfs><cellXfs')})
    book, findings = opened(content)
    assert book.reader == "calamine"
    assert len(book.sheets[0].cells) == 4
    assert findings


def test_difference_between_readers_names_the_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from pipeline.doors.workbooks import zipped
    honest = zipped.read_with_calamine

    def forgetful(content: bytes, *, skip: frozenset[str] = frozenset()) -> object:
        sheets = honest(content, skip=skip)
        cells = {place: cell for place, cell in sheets[0].cells.items() if place != (2, 1)}
        cells[9, 3] = sheets[0].cells[1, 1]
        return (replace(sheets[0], cells=cells),)

    monkeypatch.setattr(zipped, "read_with_calamine", forgetful)
    _, findings = opened(plain())
    assert [(finding.code, finding.place.cell) for finding in findings] == [("cells-missing", "C9"), ("cells-extra", "A2")]


def test_readers_agree_on_blank_strings_and_spaces() -> None:
    rows = ('<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="inlineStr"><is><t> x </t></is></c>'
            '<c r="C1" t="b"><v>0</v></c></row>')
    book, findings = opened(with_sheet(rows))
    assert findings == []
    assert {place: cell.text for place, cell in book.sheets[0].cells.items()} == {(1, 2): " x ", (1, 3): "FALSE"}


def test_macros_are_named_and_not_run() -> None:
    book, findings = opened(edited(plain(), {"xl/vbaProject.bin": b"x"}), "a.xlsm")
    assert [finding.code for finding in findings] == ["macros"]
    assert len(book.sheets[0].cells) == 4


def test_xls_keeps_excels_addresses_hidden_rows_and_errors() -> None:
    more = xls_number(4, 3, 87772345678.0) + xls_hidden_row(4) + xls_hidden_columns(3, 255) + xls_error(5, 0, 0x2A)
    book, findings = opened(xls({(2, 1): "Название", (4, 1): "Надежда"}, more), "a.xls")
    sheet = book.sheets[0]
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (3, 2): "Название", (5, 2): "Надежда", (5, 4): "87772345678", (6, 1): "#N/A"}
    assert sheet.cells[6, 1].kind is CellKind.ERROR
    assert (sheet.name, sheet.hidden_rows, sheet.hidden_columns) == ("Лист", frozenset({5}), frozenset({4}))
    assert findings == []


def test_ods_keeps_addresses_merges_comments_and_hidden_parts() -> None:
    note = ods_cell("Название").replace("<text:p>", "<office:annotation><text:p>как в уставе</text:p></office:annotation><text:p>", 1)
    table = ('<table:table table:name="Лист"><table:table-column table:number-columns-repeated="2"/>'
             '<table:table-column table:visibility="collapse"/>'
             '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
             f'<table:table-row><table:table-cell/>{note}{ods_cell("Телефон")}</table:table-row>'
             f'<table:table-row table:visibility="collapse"><table:table-cell/>{ods_cell("Скрыто")}</table:table-row>'
             f'<table:table-row>{ods_cell("Широко", "table:number-columns-spanned=" + chr(34) + "2" + chr(34))}<table:covered-table-cell/>'
             '<table:table-cell office:value-type="float" office:value="87772345678"><text:p>8,77E10</text:p></table:table-cell>'
             '</table:table-row>'
             '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/>'
             '</table:table-row></table:table>')
    book, findings = opened(ods(table), "a.ods")
    sheet = book.sheets[0]
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (3, 2): "Название", (3, 3): "Телефон", (4, 2): "Скрыто", (5, 1): "Широко", (5, 3): "87772345678"}
    assert sheet.cells[3, 2].comment == "как в уставе"
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merges) == (frozenset({4}), frozenset({3}), ((5, 1, 5, 2),))
    assert findings == []


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="_"), min_size=1, max_size=12)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 60), st.integers(1, 30)), st.one_of(st.integers(-10**12, 10**12), st.booleans(), WORDS),
        max_size=12))
def test_what_was_written_is_read_where_it_stands(cells: dict[tuple[int, int], object]) -> None:
    book = book_with({})
    for (row, column), value in cells.items():
        book.active.cell(row, column).value = value
        if isinstance(value, str):
            book.active.cell(row, column).data_type = "s"
    found, findings = opened(saved(book))
    assert set(found.sheets[0].cells) == set(cells)
    assert {place: cell.value for place, cell in found.sheets[0].cells.items()} == cells
    assert findings == []


GOOD = {"a.xlsx": plain(), "a.ods": ods(f'<table:table table:name="S"><table:table-row>{ods_cell("x")}</table:table-row></table:table>'),
        "a.xls": xls({(0, 0): "Название", (1, 0): "Надежда"}), "a.csv": "Название;Телефон\nНадежда;1\n".encode()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(GOOD)), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
       st.one_of(st.none(), st.floats(0.05, 1)))
def test_random_damage_gives_cells_or_one_sentence(name: str, bytes_: list[tuple[float, int]], cut: float | None) -> None:
    content = bytearray(GOOD[name])
    for place, value in bytes_:
        content[int(place * len(content))] = value
    if cut is not None:
        del content[int(cut * len(content)):]
    try:
        book, _ = opened(bytes(content), name)
    except Unreadable as problem:
        assert str(problem.message).startswith(name)  # noqa: PT017
    else:
        assert isinstance(book.sheets, tuple)


EXCEL = with_strings(with_sheet('<row r="1"><c r="A1" t="s" s="0"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'),
                     b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si></sst>')


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels"]),
       st.floats(0, 1, exclude_max=True), st.binary(max_size=3), st.integers(0, 30))
def test_damage_inside_a_part_of_a_sound_zip(part: str, place: float, inserted: bytes, removed: int) -> None:
    with zipfile.ZipFile(io.BytesIO(EXCEL)) as archive:
        body = archive.read(part)
    at = int(place * len(body))
    try:
        book, _ = opened(edited(EXCEL, {part: body[:at] + inserted + body[at + removed:] or b" "}))
    except Unreadable as problem:
        assert str(problem.message).startswith("a.xlsx")  # noqa: PT017
    else:
        assert isinstance(book.sheets, tuple)
