"""A marked copy has what was put into it, and everything else is its author's, byte for byte."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich_books import CONTROLS, MAIN, SPARKLINES, THREAD, changed, line, mark, marked, parts, prefixed, rich_book

from pipeline.doors.workbooks.calamine_reader import read_with_calamine
from pipeline.doors.workbooks.ooxml import read_with_openpyxl
from pipeline.doors.workbooks.patching import NotPatchable, marked_copy
from pipeline.doors.workbooks.patching.cells import ORDER, scan_sheet
from pipeline.doors.workbooks.patching.spots import parse
from pipeline.model.returned import MARKER, Gravity, MarkedBook

SHEET = "xl/worksheets/sheet2.xml"
MARKS = (mark(2, 3, Gravity.MUST), mark(3, 3), mark(5, 4, Gravity.MUST, "Нет адреса."), mark(9, 2, Gravity.REPAIRED, "Пусто"), mark(2, 2))


@pytest.fixture(scope="module")
def original() -> bytes:
    return rich_book()


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    return marked_copy(original, marked(*MARKS))


def loaded(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_only_the_parts_that_hold_marks_change(original: bytes, copy: bytes) -> None:
    before, after = parts(original), parts(copy)
    assert before.keys() <= after.keys()
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET, "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    assert len(after.keys() - before.keys()) == 1
    assert after["xl/threadedComments/threadedComment1.xml"] == THREAD


def test_in_the_sheet_only_cells_and_views_change(original: bytes, copy: bytes) -> None:
    before, after = parts(original)[SHEET], parts(copy)[SHEET]
    assert after.partition(b">")[0] == before.partition(b">")[0]  # namespaces, and what may be ignored
    touched = {"sheetData", "sheetViews", "dimension"}
    ours, theirs = parse(before, 1), parse(after, 1)
    assert [child.name for child in ours.children] == [child.name for child in theirs.children]
    for one, other in zip(ours.children, theirs.children, strict=True):
        if one.name not in touched:
            assert before[one.start:one.end] == after[other.start:other.end], one.name
    assert CONTROLS + SPARKLINES in after
    assert after.count(b"x14ac:dyDescent") == before.count(b"x14ac:dyDescent")


def test_a_marked_cell_keeps_its_format_and_gets_the_colour_of_its_gravity(original: bytes, copy: bytes) -> None:
    before, after = loaded(original)["НПО"]["C2"], loaded(copy)["НПО"]["C2"]
    assert after.fill.fgColor.rgb == "FFFFB3A7"
    for name in ("font", "border", "alignment", "number_format", "protection", "value"):
        assert repr(getattr(before, name)) == repr(getattr(after, name)), name
    assert loaded(copy)["НПО"]["C3"].fill.fgColor.rgb == "FFFFE08A"


def test_empty_cells_and_rows_that_are_not_there_yet_are_made_in_order(copy: bytes) -> None:
    found = scan_sheet(parts(copy)[SHEET], range(1, 20))
    assert [row.number for row in found.rows] == [1, 2, 3, 4, 5, 9]
    assert [[column for column, _ in row.cells] for row in found.rows][4:] == [[1, 2, 3, 4, 5, 6], [2]]
    assert loaded(copy)["НПО"].dimensions == "A1:F9"


def test_comments_stand_beside_and_in_those_that_were_there(copy: bytes) -> None:
    sheet = loaded(copy)["НПО"]
    assert sheet["B2"].comment.text.startswith("Проверено в мае\n■ Справочник:\nТелефон неполный.")
    assert sheet["C2"].comment.text == "■ Справочник:\nТелефон неполный.\nНапишите его целиком.\n■"
    assert sheet["D5"].comment.text == "■ Справочник:\nНет адреса.\n■"
    assert sheet["A3"].comment.text == "[Threaded comment]"


def test_every_comment_has_its_box_and_every_box_a_number_of_its_own(copy: bytes) -> None:
    drawing = parts(copy)["xl/drawings/commentsDrawing1.vml"].decode()
    numbers = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(set(numbers)) == len(numbers) == len(re.findall(r"<\w+:ClientData", drawing)) == parts(copy)["xl/comments/comment1.xml"].count(b"<comment ")
    ElementTree.fromstring(drawing)


def test_a_cell_with_a_thread_keeps_it_and_is_coloured_only(original: bytes) -> None:
    copy = marked_copy(original, marked(mark(3, 1)))
    assert loaded(copy)["НПО"]["A3"].comment.text == "[Threaded comment]"
    assert loaded(copy)["НПО"]["A3"].fill.fgColor.rgb == "FFFFE08A"


def test_the_first_sheet_says_of_which_cell_nothing_stands_in_a_comment(original: bytes) -> None:
    book = marked(mark(3, 1), mark(3, 3), lines=(line("A3"), line("C3")))
    told = replace(book.sheet, in_thread="Здесь переписка.")
    sheet = loaded(marked_copy(original, replace(book, sheet=told)))["Что исправить"]
    said = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value.startswith("Телефон неполный")]
    assert said == ["Телефон неполный\nЗдесь переписка.", "Телефон неполный"]


def test_children_stand_in_the_order_that_excel_demands(original: bytes) -> None:
    bare = changed(original, {
        SHEET: lambda body: re.sub(rb"<legacyDrawing [^>]*/>", b"", body),
        "xl/worksheets/_rels/sheet2.xml.rels": lambda body: re.sub(rb'<Relationship [^>]*(vmlDrawing|/comments)"[^>]*/>', b"", body),
    })
    for content in (original, bare):
        made = parts(marked_copy(content, marked(*MARKS)))
        for name, body in made.items():
            if name.startswith("xl/worksheets/sheet"):
                names = [child.name for child in parse(body, 1).children if child.name != "AlternateContent"]
                assert names == sorted(names, key=ORDER.index), name
        names = [child.name for child in parse(made[SHEET], 1).children]
        assert names.index("drawing") + 1 == names.index("legacyDrawing") < names.index("AlternateContent")


def test_counts_ids_and_content_types_are_right(copy: bytes) -> None:
    made = parts(copy)
    styles = parse(made["xl/styles.xml"], 2)
    for name in ("fonts", "fills", "borders", "cellXfs"):
        section = styles.child(name)
        assert section is not None
        assert int(section.attributes["count"]) == len(section.children), name
    for name, body in made.items():
        if name.endswith(".rels"):
            ids = [tag.attributes["Id"] for tag in parse(body, 1).children]
            assert len(ids) == len(set(ids)), name
    types = parse(made["[Content_Types].xml"], 1)
    overrides = [tag.attributes["PartName"] for tag in types.all("Override")]
    endings = {tag.attributes["Extension"] for tag in types.all("Default")}
    assert len(overrides) == len(set(overrides))
    assert all(f"/{name}" in overrides or name.rpartition(".")[2] in endings for name in made if name != "[Content_Types].xml")


def test_the_sheet_comes_first_and_names_still_belong_to_their_sheets(original: bytes, copy: bytes) -> None:
    before, after = loaded(original), loaded(copy)
    assert after.sheetnames == ["Что исправить", *before.sheetnames]
    assert after.active is after.worksheets[0]
    assert [sheet.sheet_view.tabSelected for sheet in after.worksheets].count(True) == 1
    for sheet in before.worksheets:
        assert after[sheet.title].print_title_rows == sheet.print_title_rows
        assert after[sheet.title].print_area == sheet.print_area
    assert after.defined_names["Всего"].attr_text == "'НПО'!$A$2:$A$5"
    assert after.worksheets[0].print_title_rows == "$5:$5"


def test_every_reader_opens_it_and_sees_the_same_cells(original: bytes, copy: bytes) -> None:
    for read in (read_with_openpyxl, read_with_calamine):
        before, after = read(original), read(copy)
        assert [sheet.name for sheet in after] == ["Что исправить", *(sheet.name for sheet in before)]
        for one, other in zip(before, after[1:], strict=True):
            assert {place: cell.text for place, cell in one.cells.items()} == {place: cell.text for place, cell in other.cells.items()}


def test_a_copy_of_a_copy_has_one_sheet_and_the_same_bytes(copy: bytes) -> None:
    assert marked_copy(copy, marked(*MARKS)) == copy


def test_marks_that_are_gone_leave_nothing_but_the_authors_own(original: bytes, copy: bytes) -> None:
    made = marked_copy(copy, marked(mark(4, 1), lines=()))
    before, after = loaded(original)["НПО"], loaded(made)["НПО"]
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            if cell.coordinate != "A4":
                assert other.fill.fgColor.rgb == cell.fill.fgColor.rgb, cell.coordinate
            assert (other.comment.text if other.comment else None) == (
                "■ Справочник:\nТелефон неполный.\nНапишите его целиком.\n■" if cell.coordinate == "A4" else
                cell.comment.text if cell.comment else None), cell.coordinate
    assert loaded(marked_copy(made, MarkedBook())).sheetnames == loaded(original).sheetnames


def test_what_the_author_wrote_into_our_comment_stays(copy: bytes) -> None:
    written = changed(copy, {"xl/comments/comment1.xml": lambda body: body.replace("Нет адреса.\n■".encode(), "Нет адреса.\n■\nУточню завтра".encode())})
    again = loaded(marked_copy(written, MarkedBook()))["НПО"]
    assert again["D5"].comment.text == "Уточню завтра"
    assert again["C2"].comment is None


def test_programs_that_write_prefixes_get_them_back(original: bytes) -> None:
    content = prefixed(original)
    copy = marked_copy(content, marked(*MARKS))
    assert read_with_openpyxl(copy)[0].name == "Что исправить"
    assert loaded(copy)["НПО"]["D5"].fill.fgColor.rgb == "FFFFB3A7"
    assert b'<x:c r="D5"' in parts(copy)[SHEET]
    assert marked_copy(copy, marked(*MARKS)) == copy


def test_a_part_in_another_encoding_is_written_in_utf_8(original: bytes) -> None:
    content = changed(original, {SHEET: lambda body: ('<?xml version="1.0" encoding="UTF-16"?>' + body.decode()).encode("utf-16")})
    assert loaded(marked_copy(content, marked(*MARKS)))["НПО"]["C2"].fill.fgColor.rgb == "FFFFB3A7"


@pytest.mark.parametrize("text", ["=1+1", "+7 701", "-5", "@cmd", "\tx", "=HYPERLINK(\"http://a.example\")"])
def test_text_that_looks_like_a_formula_is_written_as_text(original: bytes, text: str) -> None:
    copy = marked_copy(original, marked(mark(2, 3, note=text), lines=(line(stands=text),)))
    sheet = loaded(copy).worksheets[0]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert cell.data_type != "f"
    assert cell.quotePrefix
    assert b"<f" not in parts(copy)["xl/worksheets/sheet4.xml"]


def test_what_xml_cannot_hold_is_written_as_excel_writes_it(original: bytes) -> None:
    copy = marked_copy(original, marked(mark(2, 3), lines=(line(stands="a\x0bb _x000D_ <&>"),)))
    texts = {cell.text for cell in read_with_openpyxl(copy)[0].cells.values()}
    assert "a\x0bb _x000D_ <&>" in texts
    assert MARKER in texts


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", SHEET])
def test_a_damaged_part_is_never_patched(original: bytes, part: str) -> None:
    with pytest.raises(NotPatchable):
        marked_copy(changed(original, {part: b"<styleSheet><broken"}), marked(*MARKS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_is_refused_or_makes_no_difference_and_never_a_fault(copy: bytes, data: st.DataObject) -> None:
    made = parts(copy)
    name = data.draw(st.sampled_from(sorted(name for name in made if name.endswith((".xml", ".rels", ".vml")))))
    body = bytearray(made[name])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body)))
        body[at:at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4) | st.sampled_from([b'"', b"<", b"</a>", b"-1", b"99999999999"]))
    with suppress(NotPatchable):
        marked_copy(changed(copy, {name: bytes(body)}), marked(*MARKS))


def test_two_thousand_comments_have_numbers_enough(original: bytes) -> None:
    marks = [mark(row, column) for row in range(2, 402) for column in range(1, 6)]
    copy = parts(marked_copy(original, marked(*marks)))
    drawing = copy["xl/drawings/commentsDrawing1.vml"].decode()
    numbers = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', drawing)]
    blocks = {int(part) for part in re.search(r'idmap [^>]*data="([\d,]+)"', drawing)[1].split(",")}  # type: ignore[index]
    assert len(numbers) == len(set(numbers))
    assert {number // 1024 for number in numbers if number >= 1024} <= blocks
    assert MAIN.encode() in copy[SHEET]
