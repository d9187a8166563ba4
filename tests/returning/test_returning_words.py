"""What an author is told, in which language and where: values in, values out."""

from __future__ import annotations

import json

import pytest

from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import Message, msg
from pipeline.model.returned import Gravity, MarkedBook, without_own_notes
from pipeline.model.source import Cell, CellKind, ColumnReading, FileReading, Sheet, SheetReading
from pipeline.returning import columns_of, language_of_book, marked_book
from pipeline.returning.audience import gravity_of, hint_for_author
from pipeline.wording import say

FIELDS = ("name", "region", "phones", "emails")


def reading(*headers: str, sheets: tuple[str, ...] = ("НПО",)) -> FileReading:
    columns = tuple(ColumnReading(chr(65 + place), header, field, 1.0) for place, (header, field) in enumerate(zip(headers, FIELDS, strict=True)))
    return FileReading("a.xlsx", "openpyxl", tuple(SheetReading(name, "visible", "organisation", (1,), columns) for name in sheets))


READ = reading("Название", "Область", "Телефон", "E-mail")


def finding(
    cell: str, *, rule: str = "SRC-330", code: str = "typo", severity: Severity = Severity.WARNING, message: Message | None = None,
    hint: Message | None = None, before: str | None = None, after: str | None = None, question: bool = False, field: str = "",
    sheet: str = "НПО",
) -> Finding:
    place = CellRef("a.xlsx", sheet, cell)
    return Finding(rule, code, severity, message or Message("Что-то не так."), hint, place, "", before, after, question, field)


def book(*findings: Finding, answers: tuple[Answer, ...] = (), read: FileReading = READ, sheets: tuple[Sheet, ...] = ()) -> MarkedBook:
    return marked_book(findings, columns_of(read), {}, answers, "ru", "Справочник", say, sheets)


@pytest.mark.parametrize(("headers", "lang"), [
    (("Название", "Область", "Телефон", "E-mail"), "ru"), (("Атауы", "Облысы", "Телефон", "Эл. пошта"), "kk"),
    (("Name", "Region", "Telephone", "E-mail"), "en"), (("Ұйымның аты", "Өңірі", "Телефоны", "E-mail"), "kk"),
    (("Название (рус)", "Өңірі", "Телефон", "Почта"), "kk"),
    (("Атауы / Название", "Облысы / Область", "Телефоны / Телефон", "Поштасы / Почта"), "en"),
])
def test_headers_tell_the_language_unless_they_speak_two(headers: tuple[str, ...], lang: str) -> None:
    assert language_of_book(reading(*headers), [], "en") == lang


@pytest.mark.parametrize(("cell", "rule", "marked"), [
    ("D5", "SRC-330", (5, 4)), ("5", "SRC-333", (5, 3)), ("5", "SRC-310", (5, 2)), ("5", "SRC-343", (5, 1)), ("5", "SRC-205", (5, 1)),
    ("5", "SRC-204", (5, 1)),
])
def test_a_row_is_marked_in_the_cell_that_should_hold_what_is_missing(cell: str, rule: str, marked: tuple[int, int]) -> None:
    [mark] = book(finding(cell, rule=rule)).marks["НПО"]
    assert (mark.row, mark.column) == marked


def test_a_row_that_is_no_listing_is_marked_where_something_stands_and_named_as_it_is_written() -> None:
    cells = {(5, 3): Cell(CellKind.TEXT, "Примечание"), (6, 1): Cell(CellKind.TEXT, "Фонд  «Опора»")}
    made = book(finding("5", rule="SRC-204"), finding("B6", rule="SRC-310"), sheets=(Sheet("НПО", "visible", cells),))
    assert [(mark.row, mark.column) for mark in made.marks["НПО"]] == [(5, 3), (6, 2)]
    assert made.sheet is not None
    assert [line.who for line in made.sheet.lines] == ["", "Фонд «Опора»"]


def test_hidden_rows_and_whole_sheets_are_told_and_not_coloured() -> None:
    made = book(finding("7", rule="SRC-202", code="hidden-rows"), finding("", rule="SRC-201", code="sheet-card"))
    assert made.marks == {}
    assert made.sheet is not None
    assert [line.cell for line in made.sheet.lines] == ["", "A7"]


def test_gravity_is_that_of_the_finding_and_of_what_was_repaired() -> None:
    assert gravity_of(finding("B2", severity=Severity.ERROR)) is Gravity.MUST
    assert gravity_of(finding("B2")) is Gravity.CHECK
    assert gravity_of(finding("B2", severity=Severity.INFO, before="a", after="b")) is Gravity.REPAIRED
    assert gravity_of(finding("B2", severity=Severity.INFO)) is None
    assert gravity_of(finding("", severity=Severity.INFO, after="b")) is None


def test_what_only_the_office_knows_or_does_stays_with_it() -> None:
    elsewhere = msg("“{name}” stands in {place} as well.", name="Опора", place="provinces/b.xlsx › НПО › 5")
    here = msg("“{name}” stands in {place} as well.", name="Опора", place="a.xlsx › НПО › 5")
    assert gravity_of(finding("B2", rule="SRC-370", code="near-name", message=elsewhere)) is None
    assert gravity_of(finding("B2", rule="SRC-370", code="near-name", message=here)) is Gravity.CHECK
    assert gravity_of(finding("B2", rule="SRC-360", code="left-out-person")) is None
    assert gravity_of(finding("B2", rule="SRC-371", code="doubtful")) is None
    assert hint_for_author(finding("B2", hint=msg("Write it into {file}.", file="decisions.toml"))) is None
    assert hint_for_author(finding("B2", hint=msg("Write it."))) == msg("Write it.")


def test_the_same_question_is_asked_once_and_names_its_cells() -> None:
    one, other = (finding(cell, before="a@maiI.example", after="a@mail.example", question=True, field="emails") for cell in ("D2", "D9"))
    made = book(one, other)
    assert made.sheet is not None
    [line] = made.sheet.lines
    assert json.loads(line.key) == {"rule": "SRC-330", "field": "emails", "wrote": "a@maiI.example", "proposed": "a@mail.example"}
    assert "НПО!D9" in line.wrong
    assert len(made.marks["НПО"]) == 2


def test_whether_two_rows_are_one_is_no_question_to_an_author() -> None:
    made = book(finding("A2", rule="SRC-370", code="near-name", before="ngo-1 = ngo-2", question=True))
    assert made.sheet is not None
    assert [(line.key, line.stands) for line in made.sheet.lines] == [("", "")]


def test_of_very_many_of_a_kind_the_sheet_shows_some_and_the_rows_of_the_rest() -> None:
    many = [finding(f"C{row}", rule="SRC-320", code="incomplete-number", before=str(row)) for row in range(2, 1002)]
    made = book(*many, finding("B2", rule="SRC-310", code="unknown-region", severity=Severity.ERROR))
    assert len(made.marks["НПО"]) == 1001
    assert made.sheet is not None
    assert len(made.sheet.lines) == 17
    assert made.sheet.lines[-1].wrong.startswith("То же в столбце C ещё в 985 строках: 17-1001")
    assert made.sheet.lines[-1].cell == "C17"
    assert [text for _, text in made.sheet.counts] == [
        "1 место нужно исправить, иначе запись не будет напечатана.",
        "1000 мест нужно проверить: часть не печатается или может быть неверной.",
    ]


def test_lines_stand_by_gravity_and_then_by_sheet_and_row() -> None:
    read = reading("Название", "Область", "Телефон", "E-mail", sheets=("Б", "А"))
    made = book(finding("B9", sheet="А"), finding("B2", sheet="Б"), finding("B2", sheet="Б", severity=Severity.ERROR), finding("A2", sheet="Б"),
                read=read)
    assert made.sheet is not None
    assert [(line.place, line.gravity) for line in made.sheet.lines] == [
        ("B2\nБ", Gravity.MUST), ("A2\nБ", Gravity.CHECK), ("B2\nБ", Gravity.CHECK), ("B9\nА", Gravity.CHECK)]


def test_answers_stay_on_the_sheet_one_that_fails_is_asked_again_and_one_that_nobody_asks_for_goes() -> None:
    answers = (Answer("SRC-330", "emails", "a@maiI.example", "a@mail.example"), Answer("SRC-340", "bin", "12", ""),
               Answer("SRC-350", "areas", "рыбы", "киты"), Answer("SRC-331", "site", "x", "x.example"))
    bad = finding("D2", rule="SRC-380", code="bad-answer", before="рыбы", after="киты")
    stale = finding("", rule="SRC-380", code="stale-answer", severity=Severity.INFO, before="x", after="x.example", sheet="")
    made = book(bad, stale, answers=answers)
    assert made.sheet is not None
    assert [(line.stands, line.answer, line.gravity, line.state) for line in made.sheet.lines] == [
        ("рыбы", "киты", Gravity.CHECK, ""),
        ("a@maiI.example", "a@mail.example", Gravity.REPAIRED, "отвечено"), ("12", "не печатать", Gravity.REPAIRED, "отвечено"),
    ]
    assert [line.choices for line in made.sheet.lines] == [(), (), ("не печатать",)]
    assert len(made.marks["НПО"]) == 1


@pytest.mark.parametrize(("text", "left"), [
    ("моё", "моё"), ("■ Справочник:\nне так\n■", ""), ("моё\n■ Справочник:\nне так\n■", "моё"), ("■ The guide:\nwrong\n■\nтоже моё", "тоже моё"),
    ("■ Анықтамалық:\nқате", ""), ("■ мой список", "■ мой список"), ("а\n■ Справочник:\nб\n■\nв\n■ Справочник:\nг\n■", "а\nв"),
])
def test_our_part_of_a_comment_is_told_from_the_authors(text: str, left: str) -> None:
    assert without_own_notes(text) == left
