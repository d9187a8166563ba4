"""guide map: proposes, asks, writes, and finds next year's file by itself."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from cli_editions import Built, guide

from pipeline import cli
from pipeline.errors import ExitCode

HEADER = ("Кто", "Чем занят", "Как позвонить", "Куда писать", "Сколько волонтёров")
ROWS = (("ОФ «Тихая гавань»", "Спорт", "8 (7182) 55-01-02", "quiet@harbour.example", 14),
        ("ОФ «Живая река»", "Экология", "8 (7182) 55-03-04", "river@live.example", 3),
        ("ОО «Северный ветер»", "Экология", "8 (7182) 55-07-08", "wind@north.example", 5))  # fmt: skip


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def book(header: tuple[str, ...] = HEADER, rows: tuple[tuple[object, ...], ...] = ROWS) -> bytes:
    from openpyxl import Workbook

    made = Workbook()
    assert made.active is not None
    for row in (("Сводка",), (), header, *rows):
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "ours" / "provinces").mkdir(parents=True)
    (tmp_path / "ours" / "edition.toml").write_text("[edition]\n")
    (tmp_path / "ours" / "provinces" / "odd-2030.xlsx").write_bytes(book())
    return tmp_path / "ours"


def run(*arguments: object) -> int:
    return cli.main(["--ui-lang", "en", "map", *(str(argument) for argument in arguments)])


def test_the_proposal_is_shown_and_nothing_is_written(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(edition / "provinces" / "odd-2030.xlsx") == 0
    out = capsys.readouterr().out
    assert "header row: 3" in out
    assert "8 (7182) 55-01-02 | 8 (7182) 55-03-04 | 8 (7182) 55-07-08" in out
    assert "3 of its 3 values look like telephones" in out
    assert "Nothing was written" in out
    assert not (edition / "mapping.toml").exists()


def test_scripts_decide_and_next_years_file_maps_itself(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(edition / "provinces" / "odd-2030.xlsx", "--accept", "--set", "B=areas", "--set", "E=-", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] == str(edition / "mapping.toml")
    assert told["records"] == 3
    assert [column["field"] for column in told["tables"][0]["columns"]] == ["name", "areas", "phones", "emails", ""]
    turned = tuple(tuple(row[place] for place in (2, 0, 3, 1)) for row in ((*HEADER,), *ROWS))
    (edition / "provinces" / "odd-2030.xlsx").rename(edition / "old.xlsx")
    (edition / "provinces" / "new-2031.xlsx").write_bytes(book(tuple(str(text).upper() for text in turned[0]), turned[1:]))
    assert cli.main(["read", str(edition / "provinces" / "new-2031.xlsx"), "--mapping", str(edition / "mapping.toml"), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [record["fields"]["name"] for record in read["records"]] == [["ОФ «Тихая гавань»"], ["ОФ «Живая река»"], ["ОО «Северный ветер»"]]
    assert read["records"][0]["fields"]["phones"] == ["8 (7182) 55-01-02"]
    assert [finding["code"] for finding in read["findings"]] == ["mapping-changed"]


def test_a_person_is_asked_column_by_column(edition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("2\n\n?\nnonsense\nareas of activity\n\n\n-\n"))
    assert run(edition / "provinces" / "odd-2030.xlsx") == 0
    said = capsys.readouterr()
    assert "nonsense" in said.out
    assert "areas" in said.out
    assert "“Кто”" in said.err
    text = (edition / "mapping.toml").read_text("utf-8")
    assert '"Чем занят" = "areas"' in text
    assert '"Сколько волонтёров" = ""' in text


@pytest.mark.parametrize("typed", ["", "3\n", "\n", "2\n\n"])
def test_where_nobody_says_yes_nothing_is_written(edition: Path, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert run(edition / "provinces" / "odd-2030.xlsx") == 0
    assert not (edition / "mapping.toml").exists()


@pytest.mark.parametrize("arguments", [
    ["--set", "Q=phones"], ["--set", "phones"], ["--set", "A=nmae"], ["--sheet", "Нет такого"], ["--table", "2"], ["--header-row", "-1"],
    ["--sources", "nowhere"], ["--set", "A=-"],
])
def test_what_fits_nothing_is_one_sentence(edition: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(edition / "provinces" / "odd-2030.xlsx", *arguments) == 2
    assert capsys.readouterr().err.startswith("guide: ")
    assert not (edition / "mapping.toml").exists()


def test_outside_an_edition_the_decision_needs_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.xlsx").write_bytes(book())
    assert run("odd.xlsx", "--accept") == 2
    assert "--sources" in capsys.readouterr().err
    assert run("odd.xlsx", "--accept", "--out", "mine.toml") == 0
    assert '"Кто" = "name"' in (tmp_path / "mine.toml").read_text("utf-8")


def test_a_broken_mapping_is_told_and_stays_as_it_is(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("[[file]\n", 'file = [{ match = "x.xlsx", skip = true }]\n'):
        (edition / "mapping.toml").write_text(text)
        assert run(edition / "provinces" / "odd-2030.xlsx", "--accept") == 4
        assert (edition / "mapping.toml").read_text() == text
        assert "mapping.toml" in capsys.readouterr().err


def test_what_is_no_table_has_no_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "card.csv").write_text("Название;Надежда\nБИН;1\nАдрес;ул. Мира\nТелефон;41-23-45\nE-mail;x@f.example\n", "utf-8")
    assert run(tmp_path / "card.csv") == 4
    assert "card" in capsys.readouterr().out
    assert run(tmp_path / "card.csv", "--json") == 4
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "card"


def test_an_entry_no_file_follows_is_told_by_check(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.sources, tmp_path / "sources")
    (tmp_path / "sources" / "mapping.toml").write_text('[[file]]\n[file.headers]\n"Кто" = "name"\n"Где" = "town"\n', "utf-8")
    assert "mapping-unused" in guide("check", tmp_path / "sources", "--json").out


def test_what_others_decide_while_a_person_is_asked_is_kept(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Terminal):
        def readline(self, size: int = -1) -> str:
            (edition / "mapping.toml").write_text("# somebody else\n", "utf-8")
            return super().readline(size)

    monkeypatch.setattr("sys.stdin", Slow("2\n\nareas of activity\n\n\n-\n"))
    assert run(edition / "provinces" / "odd-2030.xlsx") == 0
    text = (edition / "mapping.toml").read_text("utf-8")
    assert "# somebody else" in text
    assert '"Чем занят" = "areas"' in text


def test_a_mapping_is_kept_in_a_file_only(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = edition / "provinces" / "odd-2030.xlsx"
    (loop := tmp_path / "loop.toml").symlink_to(loop)
    assert run(book, "--accept", "--out", "/dev/full") == ExitCode.USAGE
    assert run(book, "--accept", "--out", str(loop)) == ExitCode.UNREADABLE
    assert run(book, "--accept", "--out", str(tmp_path / ("a" * 300 + ".toml"))) == ExitCode.UNWRITABLE
    assert "fault of the program" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["odd.xlsx", "mapping", "toml", "mapping.toml.bak"])
def test_a_mapping_is_written_under_no_other_ending(edition: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(edition.rglob("*"))
    assert run(edition / "provinces" / "odd-2030.xlsx", "--accept", "--out", str(edition / name)) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert said.startswith("guide: ")
    assert "does not end in .toml" in said
    assert sorted(edition.rglob("*")) == before
