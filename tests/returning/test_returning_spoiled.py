"""Copies that came back as people make them: answers beside the wrong question, words elsewhere, the list gone, two copies in one folder."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.cli import main
from pipeline.ingest import read_source
from pipeline.model.findings import Finding
from pipeline.model.returned import MARKER
from pipeline.model.source import FileReading, SourceFile
from tests.cli.cli_editions import make_edition, workbook

HEADER = ("Название", "Область", "Город", "Телефон", "E-mail", "Миссия")
ROWS = (
    ("Тихая гавань", "Павлодарская область", "Экибастуз", "8 (7187) 34-01-02", "quiet@gmial.com", "Учим детей плавать в открытой воде."),
    ("Северный ветер", "Павлодарская область", "Павлодар", "8 (7182) 55-01-02", "wind@north.example", "Сажаем лес вокруг города."),
    ("Живая река", "Павлодарская область", "Павлодар", "8 (7182) 55-07", "river@maiI.ru", "Следим за чистотой воды в Иртыше."),
    ("Белый парус", "Павлодарская область", "Аксу", "8 (7183) 55-07-09", "", "Строим лодки вместе с подростками."),
)  # fmt: skip
YES = "да – печатать так"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return make_edition(tmp_path / "e", {"list.xlsx": workbook(ROWS, HEADER)})


def returned(edition: Path) -> openpyxl.Workbook:
    assert main(["return", str(edition), "--out", str(edition.parent / "mail")]) == 0
    return openpyxl.load_workbook(edition.parent / "mail" / "provinces" / "list.xlsx")


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: openpyxl.Workbook) -> tuple[FileReading, list[Finding]]:
    reading, _, findings = read_source(SourceFile("list.xlsx", saved(book)))
    return reading, [finding for finding in findings if finding.id == "SRC-290" and finding.code != "answers-read"]


def lines(sheet: Worksheet) -> dict[str, int]:
    """What stands in the cell asked about -> its row on our sheet."""
    head = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == MARKER)
    return {str(sheet.cell(row, 7).value): row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, 7).value}


def test_answers_hold_where_whole_rows_were_sorted(edition: Path) -> None:
    book = returned(edition)
    sheet = book.worksheets[0]
    places = lines(sheet)
    sheet.cell(places["quiet@gmial.com"], 9).value = YES
    first, last = min(places.values()), max(places.values())
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(first, last)]
    for row, values in enumerate(reversed(rows), start=first):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    reading, told = read(book)
    assert [(answer.wrote, answer.prints) for answer in reading.answers] == [("quiet@gmial.com", "quiet@gmail.com")]
    assert told == []


def test_an_answer_beside_another_questions_hidden_key_is_never_taken(edition: Path) -> None:
    book = returned(edition)
    sheet = book.worksheets[0]
    places = lines(sheet)
    sheet.cell(places["quiet@gmial.com"], 9).value = YES
    one, other = places["quiet@gmial.com"], places["river@maiI.ru"]
    for column in range(2, 10):  # what a person sees is exchanged, the hidden column stays
        sheet.cell(one, column).value, sheet.cell(other, column).value = sheet.cell(other, column).value, sheet.cell(one, column).value
    reading, told = read(book)
    assert reading.answers == ()
    assert [(finding.code, str(finding.place)) for finding in told] == [("answer-moved", f"list.xlsx › Что исправить › I{other}")]


def test_an_answer_holds_where_the_columns_beside_it_are_gone(edition: Path) -> None:
    book = returned(edition)
    sheet = book.worksheets[0]
    sheet.cell(lines(sheet)["quiet@gmial.com"], 9).value = YES
    sheet.delete_cols(5, 4)
    assert [answer.prints for answer in read(book)[0].answers] == ["quiet@gmail.com"]


def _over_the_proposal(sheet: Worksheet) -> str:
    cell = sheet.cell(lines(sheet)["quiet@gmial.com"], 8)
    cell.value = "quiet@mail.example"
    return str(cell.coordinate)


def _beside(sheet: Worksheet) -> str:
    cell = sheet.cell(lines(sheet)["river@maiI.ru"], 12)
    cell.value = "их больше нет"
    return str(cell.coordinate)


def _below(sheet: Worksheet) -> str:
    cell = sheet.cell(sheet.max_row + 3, 2)
    cell.value = 87182550711
    return str(cell.coordinate)


@pytest.mark.parametrize("write", [_over_the_proposal, _beside, _below])
def test_words_that_stand_elsewhere_on_our_sheet_are_told_with_their_cell(edition: Path, write: Callable[[Worksheet], str]) -> None:
    book = returned(edition)
    cell = write(book.worksheets[0])
    [told] = read(book)[1]
    assert (told.code, str(told.place)) == ("other-words", f"list.xlsx › Что исправить › {cell}")
    assert cell in str(told.message)


def test_a_formula_without_a_value_is_no_answer_and_is_told(edition: Path) -> None:
    book = returned(edition)
    sheet = book.worksheets[0]
    sheet.cell(lines(sheet)["quiet@gmial.com"], 9).value = '=CONCATENATE("a","@mail.example")'
    reading, told = read(book)
    assert reading.answers == ()
    assert [finding.code for finding in told] == ["answer-unclear"]


def test_our_sheet_without_the_list_is_a_file_that_is_lost(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = returned(edition)
    del book["НПО"]
    (edition / "provinces" / "list.xlsx").write_bytes(saved(book))
    capsys.readouterr()
    assert main(["check", str(edition), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["code"]) for one in told["findings"] if one["severity"] == "error"] == [("SRC-290", "only-our-sheet")]
    assert main(["return", str(edition), "--out", str(edition.parent / "again")]) == 0
    texts = [cell.value for row in openpyxl.load_workbook(edition.parent / "again/provinces/list.xlsx").worksheets[0].iter_rows() for cell in row]
    assert "Пришлите всю книгу вместе со списком, сохранённую как .xlsx." in texts


def told_twice(edition: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["check", str(edition), "--json"])
    return [one["file"] for one in json.loads(capsys.readouterr().out)["findings"] if one["id"] == "SRC-373"]


def test_the_mended_copy_beside_the_original_is_told(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = returned(edition)
    book["НПО"]["D4"].value = "8 (7182) 55-07-08"
    (edition / "provinces" / "list (исправлено).xlsx").write_bytes(saved(book))
    assert told_twice(edition, capsys) == ["provinces/list.xlsx"]
    assert main(["return", str(edition), "--out", str(edition.parent / "more")]) == 0
    assert "SRC-373" in capsys.readouterr().out


@pytest.mark.parametrize("rows", [
    ROWS[:2],
    [("Қамқор", "Павлодар облысы", "Екібастұз", *row[3:]) if row is ROWS[0] else (f"Тың {row[0]}", *row[1:]) for row in ROWS],
    [(*row[:3], f"8 (7182) 60-0{at}-01", f"office{at}@other.example", f"Другими словами о том же, {at}.") for at, row in enumerate(ROWS)],
], ids=["two organisations", "other names", "the same organisations in words of another office"])
def test_lists_that_only_share_organisations_are_no_copies(edition: Path, rows: Sequence[Sequence[str]], capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "provinces" / "other.xlsx").write_bytes(workbook(rows, HEADER))
    assert told_twice(edition, capsys) == []
