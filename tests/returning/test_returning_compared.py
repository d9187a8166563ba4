"""guide compare: listings are found again by what they say, and every finding has one fate."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ingest, normalise
from pipeline.cli import main
from pipeline.model.source import SourceFile
from pipeline.returning import Comparison, State, compare

HEADERS = ("Название", "Область", "Телефон", "E-mail", "БИН")
ROWS = [
    ["Тихая гавань", "Павлодарская область", "8 (7187) 34-01-02", "quiet@harbour.example", "990140000017"],
    ["Северный ветер", "Марс", "8 (7182) 55-01-02", "", ""],
    ["Живая река", "Павлодарская область", "", "", ""],
    ["Ясный день", "Абайская область", "8 (7222) 52-01-02", "day@clear.example", ""],
]


def book(rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> bytes:
    made = openpyxl.Workbook()
    made.active.append(list(headers))
    for row in rows:
        made.active.append([value or None for value in row])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def state(content: bytes, name: str = "a.xlsx") -> State:
    reading, rows, findings = ingest.read_source(SourceFile(name, content))
    cleaned = normalise.normalise(rows, registry=normalise.IdRegistry(()), vocabulary=normalise.load_vocabulary("", ""))
    return State(reading, tuple(rows), (*findings, *cleaned.findings))


def compared(after: Sequence[Sequence[str]], before: Sequence[Sequence[str]] = ROWS) -> Comparison:
    return compare(state(book(before)), state(book(after)))


def changed(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(values) for values in ROWS]
    rows[row][column] = text
    return rows


def told(found: Sequence[object]) -> list[tuple[str, str]]:
    return [(one.name, one.finding.code) for one in found]  # type: ignore[attr-defined]


def test_the_same_workbook_has_changed_in_nothing() -> None:
    one = compared(ROWS)
    assert (one.unchanged, one.renumbered, one.changes, one.added, one.removed) == (4, 0, (), (), ())
    assert told(one.fate.open) == [("Северный ветер", "unknown-region"), ("Живая река", "no-contact")]
    assert (one.fate.mended, one.fate.new) == ([], [])


def test_a_change_that_mends_a_finding_says_which() -> None:
    one = compared(changed(1, 1, "Павлодарская область"))
    [change] = one.changes
    assert (change.name, change.field, change.before, change.after, change.answers) == (
        "Северный ветер", "region", "Марс", "Павлодарская область", ("SRC-310",))
    assert told(one.fate.mended) == [("Северный ветер", "unknown-region")]


def test_a_required_cell_that_was_filled_mends_its_finding() -> None:
    one = compared(changed(2, 2, "8 (7182) 55-07-08"))
    [change] = one.changes
    assert (change.cell_before.cell, change.before, change.answers) == ("C4", "", ("SRC-333",))


def test_a_change_that_is_still_wrong_and_one_that_is_wrong_now_are_told() -> None:
    one = compared(changed(1, 1, "Венера"))
    assert [(told.name, told.is_changed) for told in one.fate.open] == [("Северный ветер", True), ("Живая река", False)]
    assert told(compared(changed(3, 1, "Юпитер")).fate.new) == [("Ясный день", "unknown-region")]


def test_a_row_without_a_name_that_was_moved_is_neither_mended_nor_new() -> None:
    first, other = (["", "Павлодарская область", "", mail, ""] for mail in ("a@clear.example", "b@clear.example"))
    before = [ROWS[0], first, other, ROWS[3]]
    for after in ([first, other, ROWS[0], ROWS[3]], [ROWS[3], other, ROWS[0], first], [ROWS[0], ROWS[0], other, ROWS[3], first]):
        fate = compared(after, before).fate
        assert [told.finding.code for told in fate.open if told.finding.id == "SRC-205"] == ["no-name"] * 2
        assert [told for told in (*fate.mended, *fate.new, *fate.dropped) if told.finding.code == "no-name"] == []
    fate = compared([first, ROWS[0], ROWS[3]], before).fate
    assert [told.finding.before for told in fate.open] == ["Павлодарская область | a@clear.example"]


def test_a_cell_that_was_changed_and_is_wrong_in_another_way_is_told_once() -> None:
    before = [["Тихая гавань", "Павлодарская область", "8 (7182) 44-88-7, 8 (7182) 55-01-02", "", ""]]
    one = compared([[*before[0][:2], "44-88-7, 8 (7182) 55-01-02", "", ""]], before)
    assert ([(told.finding.id, told.is_changed) for told in one.fate.open], one.fate.mended, one.fate.new) == ([("SRC-321", True)], [], [])
    assert one.changes[0].answers == ()


def test_of_two_faults_in_a_cell_the_mended_one_is_told_as_mended_with_both_values() -> None:
    before = [["Тихая гавань", "Павлодарская область", "8 (7182) 55-01-0, 8 (7182) 55-03", "", ""]]
    one = compared([[*before[0][:2], "8 (7182) 55-01-02, 8 (7182) 55-03", "", ""]], before)
    mended = [told for told in one.fate.mended if told.finding.id == "SRC-320"]
    assert [(told.finding.before, told.change.before, told.change.after) for told in mended] == [
        ("8 (7182) 55-01-0", before[0][2], "8 (7182) 55-01-02, 8 (7182) 55-03")]
    assert [told.finding.before for told in one.fate.open] == ["8 (7182) 55-03"]
    assert one.fate.new == []


def test_a_new_fault_of_another_kind_in_a_mended_cell_is_new() -> None:
    shared = ["Светлый день", "Абайская область", "8 (7222) 52-01-03", "day@clear.example", ""]
    before = [shared, ["Ясный день", "Абайская область", "8 (7222) 52-01-02", "day@clear,example", ""]]
    one = compared([shared, [*before[1][:3], "day@clear.example", ""]], before)
    assert [told.finding.id for told in one.fate.mended] == ["SRC-330"]
    assert {told.finding.id for told in one.fate.new} == {"SRC-381"}


def test_rows_that_were_sorted_put_in_and_taken_out_are_found_again() -> None:
    new = ["Новая заря", "Павлодарская область", "8 (7182) 55-09-08", "", ""]
    one = compared([new, ROWS[3], ROWS[2], ROWS[0]])
    assert one.changes == ()
    assert [name for name, _ in one.added] == ["Новая заря"]
    assert [name for name, _ in one.removed] == ["Северный ветер"]
    assert one.renumbered == 2
    assert told(one.fate.dropped) == [("Северный ветер", "unknown-region")]


def test_a_listing_that_was_renamed_is_known_by_bin_or_contact() -> None:
    by_bin = compared([ROWS[3], ["Тихая бухта", *ROWS[0][1:4], ROWS[0][4]], *ROWS[1:3]])
    assert [(change.field, change.before, change.after) for change in by_bin.changes] == [("name", "Тихая гавань", "Тихая бухта")]
    by_mail = compared([["Светлый день", *ROWS[3][1:]], *ROWS[:3]])
    assert [(change.field, change.after) for change in by_mail.changes] == [("name", "Светлый день")]


def test_another_bin_in_the_same_row_is_a_correction_and_elsewhere_another_listing() -> None:
    other = [*ROWS[0][:4], "991240000013"]
    assert [(change.field, change.after) for change in compared([other, *ROWS[1:]]).changes] == [("bin", "991240000013")]
    one = compared([*ROWS[1:], other])
    assert [name for name, _ in one.added] == [name for name, _ in one.removed] == ["Тихая гавань"]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_every_row_is_unchanged_added_or_removed_whatever_the_order(order: list[int], gone: set[int]) -> None:
    one = compared([ROWS[place] for place in order if place not in gone] or [["Одна", "Абайская область", "", "", ""]])
    assert one.changes == ()
    assert len(one.removed) == len(gone)
    assert one.unchanged == 4 - len(gone)


def test_the_command_compares_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, rows in (("sent", ROWS), ("back", changed(1, 1, "Павлодарская область"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.xlsx").write_bytes(book(rows))
    (tmp_path / "sent" / "b.csv").write_text("Название;Область;Телефон\nОдна;Абайская область;8 (7222) 52-01-02\n", "utf-8")
    assert main(["compare", str(tmp_path / "sent/a.xlsx"), str(tmp_path / "back/a.xlsx"), "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)["files"]
    assert one["changes"][0]["mends"] == ["SRC-310"]
    assert [finding["code"] for finding in one["open"]] == ["no-contact"]
    assert main(["compare", str(tmp_path / "sent"), str(tmp_path / "back"), "--ui-lang", "ru"]) == 4
    said = capsys.readouterr().out
    assert "B3  Северный ветер, регион: «Марс» → «Павлодарская область»  исправляет SRC-310" in said
    assert "b.csv нет пары в другой папке" in said
    assert main(["compare", str(tmp_path / "sent"), str(tmp_path / "back/a.xlsx")]) == 2
    assert main(["compare", str(tmp_path / "no.xlsx"), str(tmp_path / "back/a.xlsx")]) == 4
    assert main(["compare", str(tmp_path / "sent/a.xlsx"), str(tmp_path / "sent/a.xlsx")]) == 5
    capsys.readouterr()
