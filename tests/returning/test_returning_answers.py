"""Our sheet in a workbook that came back: known again, read for answers alone, and nothing on it lost."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from rich_books import line, mark, marked, rich_book

from pipeline import ingest
from pipeline.doors.workbooks.patching import marked_copy
from pipeline.ingest.understanding import to_json
from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef
from pipeline.model.questions import CHOICES
from pipeline.model.returned import MARKER
from pipeline.model.source import FileReading, SourceFile

KEY = json.dumps({"rule": "SRC-330", "field": "emails", "wrote": "info@maiI.example", "proposed": "info@mail.example"}, ensure_ascii=False)
NOTHING_PROPOSED = json.dumps({"rule": "SRC-310", "field": "region", "wrote": "Семипалатинская", "proposed": ""}, ensure_ascii=False)


def returned(key: str = KEY) -> openpyxl.Workbook:
    copy = marked_copy(rich_book(), marked(mark(2, 4), lines=(line("D2", key=key, stands="info@maiI.example"), line("C3"))))
    return openpyxl.load_workbook(io.BytesIO(copy))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: openpyxl.Workbook) -> tuple[FileReading, list[str], list[object]]:
    return understood(saved(book))


def understood(content: bytes) -> tuple[FileReading, list[str], list[object]]:
    reading, rows, findings = ingest.read_source(SourceFile("a.xlsx", content))
    return reading, [row.ref.cell for row in rows], [(finding.code, finding.place) for finding in findings if finding.id == "SRC-290"]


def answer_cell(book: openpyxl.Workbook) -> openpyxl.cell.Cell:
    sheet = next(sheet for sheet in book.worksheets if any(cell.value == MARKER for row in sheet.iter_rows() for cell in row))
    row = next(row for row in sheet.iter_rows() if any(cell.value == KEY or cell.value == NOTHING_PROPOSED for cell in row))
    header = next(row for row in sheet.iter_rows() if any(cell.value == MARKER for cell in row))
    return sheet.cell(row[0].row, next(cell.column for cell in header if cell.value == "Ваш ответ"))


@pytest.mark.parametrize(("said", "prints"), [
    *((choices[0], "info@mail.example") for choices in CHOICES.values()), ("Да", "info@mail.example"), ("иә", "info@mail.example"),
    *((choices[1], "info@maiI.example") for choices in CHOICES.values()), ("нет", "info@maiI.example"),
    *((choices[2], "") for choices in CHOICES.values()), (" Не печатать. ", ""), ("office@mail.example", "office@mail.example"),
])
def test_an_answer_says_what_is_printed(said: str, prints: str) -> None:
    book = returned()
    answer_cell(book).value = said
    reading, rows, findings = read(book)
    assert reading.answers == (Answer("SRC-330", "emails", "info@maiI.example", prints),)
    assert rows == ["2", "3", "4", "5"]
    assert [code for code, _ in findings] == ["answers-read"]


def test_the_sheet_is_known_by_its_mark_whatever_became_of_it() -> None:
    book = returned()
    answer_cell(book).value = "да"
    sheet = book.worksheets[0]
    sheet.title = "Ответы Павлодара"
    sheet.insert_rows(1, 3)
    sheet.insert_cols(2)
    sheet.sheet_state = "hidden"
    book.move_sheet(sheet, 3)
    content = saved(book)
    reading, rows, _ = understood(content)
    assert [answer.prints for answer in reading.answers] == ["info@mail.example"]
    assert rows == ["2", "3", "4", "5"]
    again = openpyxl.load_workbook(io.BytesIO(marked_copy(content, marked(mark(2, 4)))))
    assert again.sheetnames == ["Что исправить", "Введение", "НПО", "Прочее"]


def test_an_empty_answer_is_none() -> None:
    reading, _, findings = read(returned())
    assert reading.answers == ()
    assert findings == []


def test_a_yes_where_nothing_was_proposed_is_told() -> None:
    book = returned(NOTHING_PROPOSED)
    cell = answer_cell(book)
    cell.value = "да"
    reading, _, findings = read(book)
    assert reading.answers == ()
    assert findings == [("answer-unclear", CellRef("a.xlsx", "Что исправить", cell.coordinate))]


def test_words_beside_a_line_that_asks_nothing_are_told_and_never_lost() -> None:
    book = returned()
    cell = answer_cell(book)
    below = cell.offset(row=1)
    below.value = "+7 7182 30 01 90"
    _, _, findings = read(book)
    assert findings == [("answer-without-question", CellRef("a.xlsx", "Что исправить", below.coordinate))]


@pytest.mark.parametrize("key", ["", "{", "[]", "{}", '{"rule": 1, "field": "", "wrote": "a", "proposed": "b"}', '{"rule": "SRC-330"}', "SRC-330"])
def test_a_key_that_somebody_wrote_over_is_no_question(key: str) -> None:
    book = returned()
    cell = answer_cell(book)
    cell.value = "да"
    cell.offset(column=1).value = key
    reading, _, findings = read(book)
    assert reading.answers == ()
    assert [code for code, _ in findings] == ["answer-without-question"]


def test_our_comments_are_no_notes_of_the_author_and_his_own_stay_notes() -> None:
    copy = marked_copy(rich_book(), marked(mark(2, 4), mark(2, 2)))
    findings = ingest.read_source(SourceFile("a.xlsx", copy))[2]
    assert [finding.before for finding in findings if finding.code == "comment"] == ["Проверено в мае", "Проверить название"]


def test_guide_read_shows_the_sheet_as_not_read() -> None:
    reading, rows, findings = ingest.read_source(SourceFile("a.xlsx", marked_copy(rich_book(), marked(mark(2, 4)))))
    told = to_json([reading], rows, findings)
    assert [(sheet["name"], sheet["kind"], sheet["rows"]) for sheet in told["files"][0]["sheets"]][:1] == [("Что исправить", "", 0)]
