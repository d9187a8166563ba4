"""guide questions: what its drop-downs offer is accepted, words of three languages, cells of all kinds, days, and copies that came back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_editions import HEADER, make_edition, workbook
from openpyxl import Workbook, load_workbook

from pipeline import cli
from pipeline.doors.workbooks.questions import KEYS
from pipeline.errors import ExitCode
from pipeline.model.questions import CHOICES, OWN_CHOICES, PAIR_CHOICES, PLAIN_CHOICES, chosen
from pipeline.normalise import load_decisions

FIRST = 7
ROWS = (
    ("Родник", "", "Павлодарская область", "Экибастуз", "8 (7187) 34-01-02", "rodnik@gmial.com", "Чистим родники.", "экологя", "по согласованию", ""),
    ("ИСТОК ЖИЗНИ", "", "Павлодарская область", "Павлодар", "8 (7182) 55-01-O2", "istok@mail.example", "Помогаем.", "спорт", "нет", "12.03.05"),
    ("Родник степи", "", "Павлодарская область", "Павлодар", "8 (7182) 34-01-02", "", "Чистим родники.", "спорт", "нет", ""),
    ("Родник степей", "", "Павлодарская область", "Павлодар", "8 (7182) 34-01-02", "", "Чистим родники.", "спорт", "нет", ""),
)
Run = Callable[..., Any]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    columns = (*HEADER, "Направления", "Согласие на публикацию мобильного", "Год основания")
    folder = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(ROWS, columns)})
    areas = '[[area]]\ncode = "environment"\nname = { ru = "охрана природы" }\nsynonyms = ["экология"]\n[[area]]\ncode = "sport"\nname = { ru = "спорт" }\n'
    (folder / "areas.toml").write_text(areas, "utf-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*arguments: object, code: ExitCode | None = ExitCode.GOOD, lang: str = "en") -> Any:
        ended = cli.main([*map(str, arguments), "--json", "--ui-lang", lang])
        assert code is None or ended == code
        return json.loads(capsys.readouterr().out)

    return go


def column(key: str) -> int:
    return KEYS.index(key) + 1


def offers(path: Path) -> dict[str, tuple[str, ...]]:
    """What each row's drop-down shows, by the text that is asked about: the list whose number stands in the row's hidden column."""
    book = load_workbook(path)
    sheet, lists = book.worksheets
    (rule,) = [one for one in sheet.data_validations.dataValidation if "VALUE($L7)" in str(one.formula1)]
    assert "VALUE($L7)" in str(rule.formula1)
    found = {}
    for row in range(FIRST, sheet.max_row + 1):
        place = int(sheet.cell(row, column("choices")).value) + 1
        shown = [lists.cell(line, place).value for line in range(1, 4)]
        found[str(sheet.cell(row, column("about")).value)] = tuple(str(one) for one in shown if one)
    return found


def fill(path: Path, answers: dict[str, object], texts: dict[str, object] | None = None, *, by: object = "А. Сейітова", on: object = "") -> Path:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C3"], sheet["C4"] = by, on
    for row in range(FIRST, sheet.max_row + 1):
        about = str(sheet.cell(row, column("about")).value)
        for key, given in (("answer", answers), ("text", texts or {})):
            sheet.cell(row, column(key)).number_format = "General"
            sheet.cell(row, column(key)).value = given.get(about)
    made = path.with_name("filled.xlsx")
    book.save(made)
    return made


def decided(edition: Path) -> dict[str, Any]:
    return {one.wrote: one for one in load_decisions((edition / "decisions.toml").read_text("utf-8")).values}


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_whatever_a_drop_down_offers_is_accepted(edition: Path, run: Run, tmp_path: Path, lang: Any) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx", lang=lang)
    offered = offers(tmp_path / "q.xlsx")
    yes, no, out = CHOICES[lang]
    assert offered["rodnik@gmial.com"] == (yes, no, out)
    assert offered["8 (7182) 55-01-O2"] == (yes, out), "as it stands it is no number"
    assert offered["по согласованию"] == (*PLAIN_CHOICES[lang], out)
    (pair,) = [about for about in offered if " = " in about]
    assert offered[pair] == PAIR_CHOICES[lang]
    for place in range(max(map(len, offered.values()))):
        (edition / "decisions.toml").unlink(missing_ok=True)
        given: dict[str, object] = {about: shown[place] for about, shown in offered.items() if place < len(shown)}
        assert run("questions", edition, "--take", fill(tmp_path / "q.xlsx", given))["taken"] == len(given)


@pytest.mark.parametrize(
    ("text", "choice"),
    [("Да", "yes"), ("иә", "yes"), ("YES.", "yes"), ("+", "yes"), ("1", "yes"), ("да - печатать так", "yes"), ("Иә, бұл бір жазба", "yes"),
     ("нет", "no"), ("жок", "no"), ("No", "no"), ("-", "no"), ("—", "no"), ("0", "no"), ("верно как есть", "no"), ("leave it out", "out"),
     ("Басылмасын!", "out"), ("спорт", None), ("да нет", None), ("", None)],
)  # fmt: skip
def test_words_of_three_languages_are_understood(text: str, choice: str | None) -> None:
    assert chosen(text, marks=True) == choice


def test_yes_and_no_are_the_answer_where_the_cell_should_say_them(edition: Path, run: Run, tmp_path: Path) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    for word, printed in (("иә", "да"), ("no", "нет"), (True, "да")):
        (edition / "decisions.toml").unlink(missing_ok=True)
        run("questions", edition, "--take", fill(tmp_path / "q.xlsx", {"по согласованию": word}))
        assert decided(edition)["по согласованию"].prints == printed


def test_cells_of_every_kind_are_taken_where_their_meaning_is_plain_and_told_by_cell_where_not(edition: Path, run: Run, tmp_path: Path) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    pair = "Родник степи | Павлодар = Родник степей | Павлодар"
    answers: dict[str, object] = {pair: '=IF(1,"да","")', "по согласованию": True}
    texts: dict[str, object] = {
        "8 (7182) 55-01-O2": 87182550102, "12.03.05": date(2005, 3, 1), "экологя": "#N/A", "rodnik@gmial.com": 2030,
    }
    told = run("questions", edition, "--take", fill(tmp_path / "q.xlsx", answers, texts), code=ExitCode.UNREADABLE)
    assert told["taken"] == 3
    assert set(decided(edition)) == {"8 (7182) 55-01-O2", "12.03.05", "по согласованию"}
    reasons = " ".join(one["reason"] for one in told["refused"])
    for part in ("holds a formula whose value was never stored", "shows the error #N/A", "holds a number (2030), and a text is asked for"):
        assert part in reasons
    assert {one["reason"].split()[0][0] for one in told["refused"]} == {"G", "H"}


@pytest.mark.parametrize("day", ["01.01.2999", "31.12.1999", "2999-01-01", date(2999, 1, 1), "31.02.2026", 46000])
def test_a_day_on_which_nobody_can_have_answered_is_refused(edition: Path, run: Run, tmp_path: Path, day: object) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    told = run("questions", edition, "--take", fill(tmp_path / "q.xlsx", {"экологя": "да"}, on=day), code=ExitCode.UNREADABLE)
    assert "day on which the questions were answered" in told["error"]
    assert not (edition / "decisions.toml").exists()


def test_a_name_or_a_day_without_a_value_is_told(edition: Path, run: Run, tmp_path: Path) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    for signature in ({"by": "=A1"}, {"on": "=TODAY()"}):
        told = run("questions", edition, "--take", fill(tmp_path / "q.xlsx", {"экологя": "да"}, **signature), code=ExitCode.UNREADABLE)  # type: ignore[arg-type]
        assert "formula whose value was never stored" in told["error"]


def returned(edition: Path, run: Run, tmp_path: Path, answers: dict[str, object]) -> Path:
    """The marked copy, answered by its author: by the text that stands in the line."""
    run("return", edition, "--out", tmp_path / "copies")
    (path,) = (tmp_path / "copies").rglob("pavlodar.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    (head,) = [row for row in sheet.iter_rows() if any(cell.value == "guide:mend:1" for cell in row)]
    (marker,) = [cell for cell in head if cell.value == "guide:mend:1"]
    for row in range(marker.row + 1, sheet.max_row + 1):
        key = sheet.cell(row, marker.column).value
        wrote = json.loads(key)["wrote"] if str(key).startswith("{") else ""
        if wrote in answers:
            sheet.cell(row, marker.column - 1).value = answers[wrote]
    book.save(path)
    return path


@pytest.mark.parametrize("in_place", [True, False])
def test_answers_of_a_copy_that_came_back_are_taken_on_request(edition: Path, run: Run, tmp_path: Path, in_place: bool) -> None:
    path = returned(edition, run, tmp_path, {"rodnik@gmial.com": "да", "по согласованию": "жоқ", "8 (7182) 55-01-O2": "55", "экологя": "=A1"})
    if in_place:
        path = path.replace(edition / "provinces" / "pavlodar.xlsx")
    assert "signed" in run("questions", edition, "--take", path, code=ExitCode.USAGE)["error"]
    told = run("questions", edition, "--take", path, "--by", "Б. Қасымова", "--on", "01.03.2026", code=ExitCode.UNREADABLE)
    assert (told["taken"], len(told["refused"])) == (2, 2)
    kept = decided(edition)["rodnik@gmial.com"]
    assert (kept.prints, kept.by, kept.on, kept.file) == ("rodnik@gmail.com", "Б. Қасымова", date(2026, 3, 1), "provinces/pavlodar.xlsx")
    assert decided(edition)["по согласованию"].prints == "жоқ"
    again = run("questions", edition, "--take", path, "--by", "Б. Қасымова", code=ExitCode.UNREADABLE)
    assert (again["taken"], again["known"]) == (0, 2)


def test_next_year_the_author_is_not_asked_again(edition: Path, run: Run, tmp_path: Path) -> None:
    fresh = (edition / "provinces" / "pavlodar.xlsx").read_bytes()
    path = returned(edition, run, tmp_path, {"rodnik@gmial.com": "да"})
    run("questions", edition, "--take", path, "--by", "Б. Қасымова")
    (edition / "provinces" / "pavlodar.xlsx").write_bytes(fresh)
    assert "rodnik@gmial.com" not in {one["wrote"] for one in run("questions", edition)["questions"]}


def test_a_copy_of_no_workbook_of_the_edition_is_refused(edition: Path, run: Run, tmp_path: Path) -> None:
    path = returned(edition, run, tmp_path, {"rodnik@gmial.com": "да"})
    other = path.replace(tmp_path / "other.xlsx")
    assert "none of the edition's workbooks" in run("questions", edition, "--take", other, "--by", "Б. Қ.", code=ExitCode.USAGE)["error"]


def test_an_answer_whose_cell_was_mended_is_not_taken(edition: Path, run: Run, tmp_path: Path) -> None:
    path = returned(edition, run, tmp_path, {"rodnik@gmial.com": "да"})
    mended = [(*row[:5], "rodnik@gmail.com" if row[5] else "", *row[6:]) for row in ROWS]
    (edition / "provinces" / "pavlodar.xlsx").write_bytes(workbook(mended, HEADER))
    told = run("questions", edition, "--take", path, "--by", "Б. Қ.", code=ExitCode.UNREADABLE)
    assert "nobody asks about" in told["refused"][0]["reason"]


def test_a_workbook_whose_header_row_was_deleted_loses_no_answer(edition: Path, run: Run, tmp_path: Path) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    first = str(load_workbook(tmp_path / "q.xlsx").worksheets[0].cell(FIRST, column("about")).value)
    book: Workbook = load_workbook(fill(tmp_path / "q.xlsx", {first: "нет" if " = " in first else "не печатать"}))
    book.worksheets[0].delete_rows(FIRST - 1)
    book.save(tmp_path / "cut.xlsx")
    assert run("questions", edition, "--take", tmp_path / "cut.xlsx")["taken"] == 1


def test_a_question_with_answers_of_its_own_offers_them_and_takes_them(run: Run, tmp_path: Path) -> None:
    columns = (*HEADER, "Согласие на публикацию")
    rows = [(*ROWS[0][:5], "rodnik@mail.example", "Чистим родники.", "нет")]
    folder = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(rows, columns)})
    for lang in ("ru", "kk", "en"):
        (folder / "decisions.toml").unlink(missing_ok=True)
        path = tmp_path / f"{lang}.xlsx"
        run("questions", folder, "--out", path, lang=lang)
        (shown,) = offers(path).values()
        assert shown == OWN_CHOICES["SRC-361"][lang]
        for word in shown:
            (folder / "decisions.toml").unlink(missing_ok=True)
            assert run("questions", folder, "--take", fill(path, {"Согласие на публикацию": word.upper()}))["taken"] == 1
            assert decided(folder)["Согласие на публикацию"].prints == word
