"""guide questions: shown with the lines that answer them, written as a workbook, filled in by a person, taken back, and printed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_editions import HEADER, make_edition, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pipeline import cli
from pipeline.answering import read_filled, take
from pipeline.commands import questioning
from pipeline.doors.workbooks.questions import KEYS
from pipeline.errors import ExitCode
from pipeline.model.decisions import EMPTY
from pipeline.model.findings import CellRef, Severity
from pipeline.model.message import msg
from pipeline.model.questions import CHOICES, Question
from pipeline.model.source import Cell, CellKind, Sheet
from pipeline.model.source import Workbook as SourceWorkbook
from pipeline.normalise import load_decisions
from pipeline.normalise.decisions import to_toml

YES, NO, OUT = CHOICES["ru"]
FIRST = 7
ROWS = (
    ("Родник", "", "Павлодарская область", "Экибастуз", "8 (7187) 34-01-02", "rodnik@gmial.com", "Чистим родники.", "экологя"),
    ("Исток", "", "Павлодарская область", "Павлодар", "8 (7182) 55-01-O2", "rodnik@gmial.com", "=1+1", "полёты в космос; спорт"),
)
Run = Callable[..., Any]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(ROWS, (*HEADER, "Направления"))})
    areas = '[[area]]\ncode = "environment"\nname = { ru = "охрана природы" }\nsynonyms = ["экология"]\n[[area]]\ncode = "sport"\nname = { ru = "спорт" }\n'
    (folder / "areas.toml").write_text(areas, "utf-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*arguments: object, code: ExitCode | None = ExitCode.GOOD, as_json: bool = True) -> Any:
        more = ["--json"] if as_json else []
        ended = cli.main([*map(str, arguments), *more, "--ui-lang", "en"])
        assert code is None or ended == code
        said = capsys.readouterr()
        return json.loads(said.out) if as_json else said.out + said.err

    return go


def filled(path: Path, answers: Mapping[str, tuple[str, str]], *, by: str = "А. Сейітова", turned: bool = False) -> Path:
    """The workbook with answers by the text asked about: (chosen, typed). ``turned``: rows and columns in another order, as people sort."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C3"] = by
    for row in range(FIRST, sheet.max_row + 1):
        chosen = answers.get(str(sheet.cell(row, KEYS.index("about") + 1).value), ("", ""))
        sheet.cell(row, KEYS.index("answer") + 1).value, sheet.cell(row, KEYS.index("text") + 1).value = chosen
    if turned:
        other = Workbook()
        rows = [list(row)[:2] + list(row)[:1:-1] for row in sheet.iter_rows(values_only=True)]
        rows = [*rows[: FIRST - 1], *rows[: FIRST - 2 : -1]]
        rows[2][rows[4].index("field")], rows[2][2] = by, ""
        for row in rows:
            other.worksheets[0].append(row)
        book = other
    saved = io.BytesIO()
    book.save(saved)
    made = path.with_name("filled.xlsx")
    made.write_bytes(saved.getvalue())
    return made


def test_each_question_is_asked_once_with_the_lines_that_answer_it(edition: Path, run: Run) -> None:
    questions = {one["wrote"]: one for one in run("questions", edition)["questions"]}
    assert set(questions) == {"rodnik@gmial.com", "8 (7182) 55-01-O2", "экологя", "полёты в космос"}
    assert [place["cell"] for place in questions["rodnik@gmial.com"]["places"]] == ["F2", "F3"]
    assert questions["экологя"]["proposed"] == "охрана природы"
    lines = "".join(one["lines"] for one in questions.values() if one["proposed"])
    (edition / "decisions.toml").write_text(lines, "utf-8")
    assert {one["wrote"] for one in run("questions", edition)["questions"]} == {"полёты в космос", "rodnik@gmail.com"}
    assert 'field = "areas"\n    wrote = "полёты в космос"\n    # print = ""' in run("questions", edition, as_json=False)


@pytest.mark.parametrize("turned", [False, True])
def test_what_staff_fill_in_is_written_to_decisions_and_printed(edition: Path, run: Run, tmp_path: Path, turned: bool) -> None:
    noted = '# Кто решает: Айгүл\n[[value]]\nrule = "SRC-344"\nwrote = "РОДНИК"\nprint = "Родник" # так в уставе\n'
    (edition / "decisions.toml").write_text(noted, "utf-8")
    assert run("questions", edition, "--out", tmp_path / "q.xlsx") == {"exit_code": 0, "questions": 4, "file": str(tmp_path / "q.xlsx")}
    answers = {
        "rodnik@gmial.com": (YES, ""), "8 (7182) 55-01-O2": ("", "8 (7182) 55-01-02"), "экологя": ("да", ""), "полёты в космос": (OUT, ""),
    }  # fmt: skip
    sheet = filled(tmp_path / "q.xlsx", answers, turned=turned)
    assert run("questions", edition, "--take", sheet)["taken"] == 4
    text = (edition / "decisions.toml").read_text("utf-8")
    assert text.startswith(noted)
    assert (edition / ".decisions.toml.bak").read_text("utf-8") == noted
    values = {one.wrote: one for one in load_decisions(text).values}
    assert values["rodnik@gmial.com"].prints == "rodnik@gmail.com"
    assert values["полёты в космос"].prints == ""
    assert values["экологя"].by == "А. Сейітова"
    assert values["экологя"].on is not None
    assert [one["code"] for one in run("questions", edition)["questions"]] == ["shared"], "both have the address now"
    fields = {(one["field"], one["value"]) for id_ in ("ngo-0001", "ngo-0002") for one in run("explain", id_, edition)["fields"]}
    assert {("emails", "rodnik@gmail.com"), ("areas", "охрана природы"), ("areas", "спорт")} <= fields
    decided = [one["decided"] for one in run("explain", "ngo-0001", edition)["changes"] if "decided" in one]
    assert {one["by"] for one in decided} == {"А. Сейітова"}
    again = run("questions", edition, "--take", sheet)
    assert (again["taken"], again["known"], again["refused"]) == (0, 4, [])
    assert (edition / "decisions.toml").read_text("utf-8") == text


def test_rows_that_cannot_be_taken_are_told_one_by_one_and_the_others_are_taken(edition: Path, run: Run, tmp_path: Path) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    answers = {
        "rodnik@gmial.com": (YES, "other@mail.example"), "8 (7182) 55-01-O2": ("", "55"), "экологя": ("", "спорт; охрана природы"),
        "полёты в космос": (YES, ""),
    }  # fmt: skip
    told = run("questions", edition, "--take", filled(tmp_path / "q.xlsx", answers), code=ExitCode.UNREADABLE)
    reasons = " ".join(one["reason"] for one in told["refused"])
    assert told["taken"] == 1
    assert len(told["refused"]) == 3
    assert "only one of them can hold" in reasons
    assert "“55”, the answer for “8 (7182) 55-01-O2”, does not pass the checks" in reasons
    assert "yes agrees with what is proposed" in reasons
    assert [one.wrote for one in load_decisions((edition / "decisions.toml").read_text("utf-8")).values] == ["экологя"]


def test_a_mended_cell_is_not_decided_any_more(edition: Path, run: Run, tmp_path: Path) -> None:
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    mended = [(*row[:5], "rodnik@gmail.com", *row[6:]) for row in ROWS]
    (edition / "provinces" / "pavlodar.xlsx").write_bytes(workbook(mended, (*HEADER, "Направления")))
    sheet = filled(tmp_path / "q.xlsx", {"rodnik@gmial.com": (YES, "")})
    told = run("questions", edition, "--take", sheet, code=ExitCode.UNREADABLE)
    assert "nobody asks about “rodnik@gmial.com” any more" in told["refused"][0]["reason"]
    assert not (edition / "decisions.toml").exists()


def test_nothing_is_written_over_or_among_the_sources_or_without_a_name(edition: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    run("questions", edition, "--out", path)
    assert "exists" in run("questions", edition, "--out", path, code=ExitCode.USAGE)["error"]
    assert "lies in the edition's folder" in run("questions", edition, "--out", edition / "q.xlsx", code=ExitCode.USAGE)["error"]
    assert "must end in .xlsx" in run("questions", edition, "--out", tmp_path / "q.csv", code=ExitCode.USAGE)["error"]
    unsigned = filled(path, {"экологя": (YES, "")}, by="")
    assert "signed" in run("questions", edition, "--take", unsigned, code=ExitCode.USAGE)["error"]
    assert run("questions", edition, "--take", unsigned, "--by", "А. С.")["taken"] == 1
    foreign = edition / "provinces" / "pavlodar.xlsx"
    assert "no workbook of questions" in run("questions", edition, "--take", foreign, code=ExitCode.UNREADABLE)["error"]


def test_the_workbook_holds_texts_only_offers_areas_and_is_the_same_each_time(edition: Path, run: Run, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        run("questions", edition, "--out", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert [book.worksheets[1].cell(row, 1).value for row in (1, 2)] == ["охрана природы", "спорт"]
    lists = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert lists[1] == "OFFSET('lists'!$A$1,0,IF(($I7=\"SRC-350\"),0,4),IF(($I7=\"SRC-350\"),2,1),1)"


def test_whether_two_rows_are_one_is_answered_by_yes_or_no(run: Run, tmp_path: Path) -> None:
    rows = (
        ("Родник степи", "", "Павлодарская область", "Павлодар", "8 (7182) 34-01-02", "", "Чистим родники."),
        ("Родник", "", "Павлодарская область", "Павлодар", "8 (7182) 34-01-02", "", "Чистим родники."),
    )
    edition = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(rows)})
    (asked,) = run("questions", edition)["questions"]
    assert asked["id"] == "SRC-370"
    run("questions", edition, "--out", tmp_path / "q.xlsx")
    text = filled(tmp_path / "q.xlsx", {asked["wrote"]: ("", "одна")})
    assert "answered by yes or no" in run("questions", edition, "--take", text, code=ExitCode.UNREADABLE)["refused"][0]["reason"]
    for answer, printed, table in ((NO, 2, "different"), (YES, 1, "same")):
        (edition / "decisions.toml").unlink(missing_ok=True)
        assert run("questions", edition, "--take", filled(tmp_path / "q.xlsx", {asked["wrote"]: (answer, "")}))["taken"] == 1
        decided = load_decisions((edition / "decisions.toml").read_text("utf-8"))
        assert len(getattr(decided, table)) == 1
        assert "SRC-370" not in {one["id"] for one in run("questions", edition)["questions"]}
        assert run("check", edition, code=None)["balance"]["printed"] == printed


CELLS = st.sampled_from(["", YES, NO, OUT, "да", "x", "=1+1", "SRC-330", "emails", "a = b", "rodnik@gmial.com", "\x00", "1" * 40_000, *KEYS])
ASKED = (
    Question("SRC-330", "typo", "emails", "rodnik@gmial.com", "", Severity.WARNING, msg("x"), None, (CellRef("a.xlsx"),)),
    Question("SRC-370", "same-name", "", "a = b", "", Severity.WARNING, msg("x"), None, (CellRef("a.xlsx"),)),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=len(KEYS), max_size=len(KEYS)), max_size=4), st.permutations(KEYS), CELLS, CELLS)
def test_whatever_stands_in_the_workbook_each_filled_row_is_taken_known_or_refused(rows, keys, by, on) -> None:
    cells = {(4, keys.index("field") + 1): on, (3, keys.index("field") + 1): by, **{(5, column): key for column, key in enumerate(keys, 1)}}
    cells |= {(number, column): text for number, row in enumerate(rows, 7) for column, text in enumerate(row, 1)}
    sheet = Sheet("Вопросы", "visible", {place: Cell(CellKind.TEXT, text, text) for place, text in cells.items() if text})
    found = read_filled(SourceWorkbook("q.xlsx", (sheet,)))
    taken = take(found, ASKED, EMPTY, "А. С.", date(2027, 3, 1))
    assert taken.count() + taken.known + len(taken.refused) == len(found.rows)
    assert taken.count() <= len(ASKED)
    decided = taken.added_to(EMPTY)
    assert load_decisions(to_toml(decided)) == decided


def test_what_others_decide_in_the_meantime_is_not_written_over(edition: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tmp_path / "questions.xlsx"
    run("questions", edition, "--out", asked)
    back = filled(asked, {"rodnik@gmial.com": (YES, "")})
    theirs = "# written by somebody else\n"

    def gather_slowly(*arguments: Any, **named: Any) -> Any:
        (edition / "decisions.toml").write_text(theirs, "utf-8")
        return gather(*arguments, **named)

    gather = questioning.gather
    monkeypatch.setattr(questioning, "gather", gather_slowly)
    run("questions", edition, "--take", back, code=ExitCode.UNWRITABLE, as_json=False)
    assert (edition / "decisions.toml").read_text("utf-8") == theirs
    monkeypatch.setattr(questioning, "gather", gather)
    assert run("questions", edition, "--take", back)["taken"] == 1


def test_a_link_that_leads_to_itself_or_nowhere_is_no_place_for_output(edition: Path, tmp_path: Path, run: Run) -> None:
    loop, nowhere = tmp_path / "loop.xlsx", tmp_path / "nowhere.xlsx"
    loop.symlink_to(loop)
    nowhere.symlink_to(tmp_path / "gone")
    for link in (loop, nowhere):
        run("questions", edition, "--out", link, code=ExitCode.USAGE, as_json=False)
    run("return", edition, "--out", loop, code=ExitCode.UNWRITABLE, as_json=False)
    assert loop.is_symlink()
    run("register", tmp_path / "none.xlsx", edition, "--out", loop, code=ExitCode.UNREADABLE, as_json=False)
    run("check", edition, "--report", tmp_path / ("a" * 300 + ".html"), code=ExitCode.UNWRITABLE, as_json=False)
