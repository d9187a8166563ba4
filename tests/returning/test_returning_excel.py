"""No copy holds what Excel would refuse or repair, whatever its original is; and the check itself sees what it should."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import openpyxl
import pytest
from excel_rules import faults, new_faults
from rich_books import changed, line, mark, marked, parts, prefixed, rich_book

from pipeline.cli import main
from pipeline.doors.workbooks.patching import marked_copy, write_plain
from pipeline.model.returned import Gravity, MarkedBook
from tests.ingest.shapes_wrapped import FIELDS, REGIONS, Layout, Listing, wrap

SOURCES = Path(__file__).parents[2] / "sources"
MARKS = (mark(2, 3, Gravity.MUST), mark(3, 3), mark(5, 4, Gravity.MUST, "Нет адреса."), mark(9, 2, Gravity.REPAIRED, "Пусто"), mark(2, 2))
LINES = (line("C2", key="{}", stands="=1+1"), line("C3"), line("D5", key="{}"))
SHEET, NOTES, SHAPES, STYLES, BOOK = (
    "xl/worksheets/sheet2.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml", "xl/styles.xml", "xl/workbook.xml")


@pytest.fixture(scope="module")
def copy() -> bytes:
    return marked_copy(rich_book(), marked(*MARKS, lines=LINES))


def test_a_copy_of_a_rich_workbook_is_sound_and_so_are_copies_of_it(copy: bytes) -> None:
    assert faults(rich_book()) == []
    for made in (copy, marked_copy(copy, marked(mark(4, 1), lines=LINES)), marked_copy(copy, MarkedBook()),
                 marked_copy(prefixed(rich_book()), marked(*MARKS, lines=LINES))):
        assert faults(made) == []


@pytest.mark.parametrize("row", [5, 9])
def test_empty_cells_of_one_row_may_ask_for_different_things(row: int) -> None:
    """A name that is missing must be filled, a telephone should be: both cells, and a row that is not there yet, are made at once."""
    made = marked_copy(rich_book(), marked(mark(row, 9, Gravity.CHECK), mark(row, 8, Gravity.MUST), mark(row, 7, Gravity.REPAIRED)))
    assert faults(made) == []
    sheet = openpyxl.load_workbook(io.BytesIO(made))["НПО"]
    assert [sheet.cell(row, column).fill.fgColor.rgb for column in (7, 8, 9)] == ["FFC6E2F5", "FFFFB3A7", "FFFFE08A"]
    assert sheet.dimensions == f"A1:I{max(row, 5)}"


def test_a_comment_that_is_as_long_as_any_is_left_alone(copy: bytes) -> None:
    long = changed(rich_book(), {NOTES: lambda body: body.replace("Проверено в мае".encode(), "я".encode() * 32_700)})
    made = marked_copy(long, marked(mark(2, 2), mark(2, 3)))
    assert faults(made) == []
    sheet = openpyxl.load_workbook(io.BytesIO(made))["НПО"]
    assert (len(sheet["B2"].comment.text), sheet["B2"].fill.fgColor.rgb) == (32_700, "FFFFE08A")


@pytest.mark.parametrize(("part", "old", "new"), [
    ("[Content_Types].xml", rb'<Override [^>]*sheet2.xml"[^>]*/>', b""),
    ("[Content_Types].xml", rb"</Types>", b'<Override PartName="/xl/none.xml" ContentType="a/b"/></Types>'),
    ("xl/_rels/workbook.xml.rels", rb"sheet2\.xml", b"sheet22.xml"),
    (BOOK, "name=\"НПО\"".encode(), "name=\"Н/О\"".encode()),
    (BOOK, "name=\"НПО\"".encode(), "name=\"Прочее\"".encode()),
    (BOOK, rb"<definedNames>", b'<definedNames><definedName name="a" localSheetId="9">1</definedName>'),
    (SHEET, rb"(<autoFilter[^>]*/>)", b""),  # the control: nothing is wrong with a sheet without one
    (SHEET, rb'r="C2"', b'r="B2"'),
    (SHEET, rb'<row ([^>]*)r="3"', rb'<row \1r="2"'),
    (SHEET, rb' s="\d+"', b' s="9999"'),
    (SHEET, rb"(<pageMargins[^>]*/>)(<pageSetup[^>]*/>)", rb"\2\1"),
    (SHEET, rb'dxfId="0"', b'dxfId="7"'),
    (NOTES, rb'authorId="0"', b'authorId="9"'),
    (NOTES, rb'ref="C2"', b'ref="B2"'),
    (SHAPES, rb"<([\w:]*)Row>1<", rb"<\1Row>77<"),
    (SHAPES, rb'id="_x0000_s\d+"', b'id="_x0000_s1"'),
    (STYLES, rb'<cellXfs count="\d+"', b'<cellXfs count="1"'),
    (STYLES, rb'fillId="[1-9]\d*"', b'fillId="999"'),
    ("xl/worksheets/sheet4.xml", "'НПО'!".encode(), "'НКО'!".encode()),
])  # fmt: skip
def test_what_excel_refuses_is_seen(copy: bytes, part: str, old: bytes, new: bytes) -> None:
    spoiled = changed(copy, {part: lambda body: re.sub(old, new, body, count=0 if part == SHAPES else 1)})
    assert parts(spoiled)[part] != parts(copy)[part]
    assert bool(faults(spoiled)) is not old.startswith(b"(<autoFilter")


@pytest.mark.slow
def test_every_copy_of_the_sample_is_sound_in_all_its_manners(tmp_path: Path) -> None:
    assert main(["return", str(SOURCES), "--out", str(tmp_path)]) == 0
    copies = sorted(tmp_path.rglob("*.xlsx"))
    assert len(copies) > 10
    for path in copies:
        assert list(new_faults((SOURCES / path.relative_to(tmp_path)).read_bytes(), path.read_bytes())) == [], path.name


@pytest.mark.parametrize("number", range(12))
def test_copies_of_tables_in_the_shapes_that_people_use_are_sound(number: int) -> None:
    chance = random.Random(number)
    layout = Layout(
        order=tuple(chance.sample(FIELDS, len(FIELDS))), titles=chance.randint(0, 3), legend=chance.randint(0, 2),
        header=chance.choice(["plain", "two-rows", "merged-down", "bilingual", "tagged"]), numbers=chance.choice(["", "digits", "letters"]),
        counted=chance.random() < 0.5, groups=chance.choice(["", "merged", "plain", "in-name"]), again=chance.choice(["", "same", "other"]),
        totals=chance.random() < 0.5, continued=chance.choice(["", "merged", "empty"]), notes=chance.randint(0, 3), down=chance.randint(0, 3),
        right=chance.randint(0, 4))  # fmt: skip
    listings = [Listing(f"«Дом {at}» {'я' * 200}", "Тараз", (f"8 (7262) 55-0{at}-01", "44-88-72"), "=1+1@a.example", "-", "+7") for at in range(5)]
    workbook, _ = wrap([(region, listings) for region in REGIONS[:3]], layout)
    marks = [mark(chance.randint(1, 40), chance.randint(1, 12), chance.choice(list(Gravity)), "я" * chance.choice((1, 40_000))) for _ in range(60)]
    book = MarkedBook({"Лист1": tuple({(one.row, one.column): one for one in marks}.values())}, marked(lines=LINES).sheet, "Справочник")
    made = marked_copy(write_plain(workbook).content, book)
    assert [fault for fault in faults(made) if "leads to 'НПО'" not in fault] == []
    assert [fault for fault in faults(marked_copy(made, book)) if "leads to 'НПО'" not in fault] == []
