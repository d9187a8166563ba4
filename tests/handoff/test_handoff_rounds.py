"""Rounds: a number is given once, earlier bags stay, and what is out of date or blocked is not handed off."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.commands import handoff_changes
from pipeline.errors import Unreadable
from pipeline.handoff import read_ledger
from pipeline.verify import page_texts
from tests.cli.cli_editions import GOOD_ROWS, workbook
from tests.handoff.handed_bags import Handed, files_of, zipped


def test_a_second_round_is_blocked_until_answered_for_and_says_what_is_new(edited: Handed, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in edited.folder.glob("*.*")}
    rows = [list(row) for row in GOOD_ROWS[:2]]
    rows[1][4] = "8 (7182) 55-01-99"
    (edited.sources / "provinces" / "pavlodar.xlsx").write_bytes(workbook(rows))
    edited.rewrite("edition.toml", "print_run = 500", "print_run = 0")
    refused = edited.hand_off()
    assert (refused.code, "guide build" in refused.err) == (5, True), "it is out of date with its sources"
    assert edited.build_again().code == 0
    assert {path.name: path.read_bytes() for path in edited.folder.glob("*.*")} == before, "a build leaves bags and ledger alone"

    reason = "The printer has the quantity in a letter of 3 February."
    waivers = tmp_path / "w.toml"
    waivers.write_text(f'[[waiver]]\nid = "INK-119"\ncode = "peak"\nreason = "{reason}"\n')
    ran = edited.hand_off("--waivers", waivers)
    assert (ran.code, "JOB-201 no-run" in ran.out, "JOB-002 unused-waiver" in ran.out) == (5, True, True), ran.said
    assert "2 findings block the hand-off" in ran.out
    assert {path.name: path.read_bytes() for path in edited.folder.glob("*.*")} == before

    waivers.write_text(f'[[handoff]]\nid = "JOB-201"\ncode = "no-run"\nreason = "{reason}"\n')
    ran = edited.hand_off("--waivers", waivers, "--json")
    assert (ran.code, ran.json["round"], ran.json["job"]) == (0, 2, "2031-R2"), ran.said
    assert edited.bag.read_bytes() == before["2031-R1.zip"]
    files = files_of((edited.folder / "2031-R2.zip").read_bytes())
    changes = files["changes_since_R1.md"].decode("utf-8")
    english = changes[changes.index("# English") :]
    for words in ("2031-R2 compared with 2031-R1", "Listings taken out: 1", "Живая река", "Северный ветер", "pages have changed", "plate by plate"):
        assert words in english
    assert "changes_since_R1_ru.pdf" in files
    ledger = json.loads((edited.folder / "rounds.json").read_bytes())
    assert [one["number"] for one in ledger["rounds"]] == [1, 2]
    assert reason in files["README.txt"].decode("utf-8")
    assert "".join(reason.split()) in "".join("".join(page_texts(files["03_spec_sheet_en.pdf"])).split())


def test_languages_may_be_handed_off_at_different_times(edited: Handed) -> None:
    """A book is compared with the round that held it last, and its bag stands until a later round holds it."""

    def english(number: int, since: int) -> str:
        text = files_of((edited.folder / f"2031-R{number}.zip").read_bytes())[f"changes_since_R{since}.md"].decode("utf-8")
        return text[text.index("# English") :]

    edited.rewrite("edition.toml", 'languages = ["ru"]', 'languages = ["kk", "ru"]')
    edited.rewrite("edition.toml", "print_run = 500", "print_run = 600")
    assert edited.build_again().code == 0
    assert edited.hand_off("--lang", "kk", "--json").json["round"] == 2
    assert "This book is new in the job." in english(2, 1)
    assert "Not part of this round: Russian, last handed off in 2031-R1." in english(2, 1)
    assert edited.hand_off("--lang", "ru", "--json").json["round"] == 3
    assert "Last handed off in 2031-R1; compared with that." in english(3, 2)
    assert "1 page has changed" in english(3, 2)
    assert "Not part of this round: Kazakh, last handed off in 2031-R2." in english(3, 2)
    assert edited.hand_off("--lang", "kk", "--json").json["round"] == 2


def _ledger(**changed: object) -> str:
    row = {"number": 1, "series": "a", "job": "a-R1", "content": "", "bag": "a-R1.zip", "sha256": "", "languages": ["en"], **changed}
    return json.dumps({"form": 1, "rounds": [row]})


def test_a_ledger_of_our_own_is_read() -> None:
    assert [one.job for one in read_ledger(_ledger().encode(), "rounds.json")] == ["a-R1"]


def test_a_ledger_of_a_newer_program_is_told_from_a_damaged_one() -> None:
    with pytest.raises(Unreadable, match="has the form 7; this program reads form 1"):
        read_ledger(b'{"form": 7, "rounds": []}', "rounds.json")


@pytest.mark.parametrize("ledger", [
    _ledger(number="1"), _ledger(number=10**400), _ledger(number=True), _ledger(bag="../a-R1.zip"), _ledger(series=[]), _ledger(job="b-R1"),
    _ledger(series="../a", job="../a-R1", bag="../a-R1.zip"), _ledger(languages=[5]), _ledger(sha256=None), '{"form": "1", "rounds": []}', "[" * 100_000,
])
def test_a_ledger_with_values_that_are_none_is_damaged(ledger: str) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read_ledger(ledger.encode(), "rounds.json")


@pytest.mark.parametrize("ledger", ["", '{"form": 1, "rounds": [{"number": 1}]}', '{"form": 0, "rounds": []}', "[]"])
def test_a_damaged_ledger_is_said_and_no_number_is_given_anew(ledger: str) -> None:
    with pytest.raises(Unreadable, match=r"rounds\.json"):
        read_ledger(ledger.encode(), "rounds.json")


def test_what_was_not_built_is_not_handed_off(again: Handed, tmp_path: Path) -> None:
    ran = Handed(again.sources, tmp_path / "elsewhere", again.ran).hand_off()
    assert (ran.code, "guide build" in ran.err) == (5, True)
    assert not (tmp_path / "elsewhere").exists()


def test_a_language_that_the_edition_does_not_have_and_a_printer_it_was_not_built_for_are_told(again: Handed) -> None:
    ran = again.hand_off("--lang", "kk")
    assert (ran.code, "“kk”" in ran.err) == (2, True)
    ran = again.hand_off("--printer", "offset-cis")
    assert (ran.code, "guide build --printer offset-cis" in ran.err) == (5, True)
    assert again.hand_off("--printer", "kdp").code in (2, 4)


def test_a_press_file_that_is_not_as_the_build_left_it_is_not_handed_off(again: Handed) -> None:
    file = again.build / "2031" / "ru" / "guide-2031-ru.print.pdf"
    file.write_bytes(file.read_bytes() + b" ")
    ran = again.hand_off()
    assert (ran.code, "guide-2031-ru.print.pdf" in ran.err) == (5, True)


def test_a_build_of_one_language_for_another_printer_that_came_before_blocks_nothing(again: Handed) -> None:
    assert again.build_again("--lang", "ru", "--printer", "offset-cis").code == 0
    assert again.build_again().code == 0
    ran = again.hand_off("--lang", "ru")
    assert ran.code == 0, ran.said


def test_without_ghostscript_nothing_is_handed_off(again: Handed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    again.bag.unlink()
    ran = again.hand_off()
    assert (ran.code, "Ghostscript" in ran.err) == (3, True)
    assert not again.bag.exists()


def test_changes_are_told_only_against_the_bag_that_was_handed_off(tmp_path: Path) -> None:
    path, interior = tmp_path / "a-R1.zip", {"01_interior_ru.pdf": b"%PDF"}
    path.write_bytes(zipped(interior))
    assert handoff_changes._entries(path, sha256(path.read_bytes()).hexdigest()) == interior
    assert handoff_changes._entries(path, sha256(b"another").hexdigest()) == {}
