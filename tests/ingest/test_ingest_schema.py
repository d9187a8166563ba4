"""guide read --json: its JSON Schema holds for good, bad and unreadable files, and tells every key that is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ingest_books import book_of, fill, packed
from jsonschema import Draft202012Validator

from pipeline import cli
from pipeline.ingest.understanding import read_schema

SCHEMA = read_schema()
READING = {"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], "$ref": "#/$defs/reading"}
HEADER = ["№", "Название", "Телефон", "E-mail"]


def two_tables() -> bytes:
    book = openpyxl.Workbook()
    fill(book.active, [["НПО Павлодарской области"], HEADER, [1, "Один", "8 701 000 11 01", None], [None, None, "8 701 000 11 02"], ["Итого", 1],
                       [], ["Эксперты"], ["ФИО", "Место работы", "Темы", "Телефон"], ["Ким Вера", "Один", "право", "8 701 000 11 03"]])
    hidden = fill(book.create_sheet("Старое"), [HEADER, [1, "Два", "1", "2"]])
    hidden.sheet_state = "veryHidden"
    fill(book.create_sheet("Карточка"), [["Название", "Один"], ["БИН", "1"], ["Адрес", "x"], ["Телефон", "1"], ["E-mail", "x@f.example"]])
    return packed(book)


FILES: dict[str, bytes | None] = {
    "good.xlsx": book_of([HEADER, [1, "Один", "8 701 000 11 01", "a@fond.example"]]),
    "tables.xlsx": two_tables(),
    "rejected.xlsx": book_of([HEADER, [1, None, "8 701 000 11 01", "a@fond.example"], [2, "Два", "#N/A", "=A1"]]),
    "card.csv": "Название;Один\nБИН;1\nАдрес;x\nТелефон;1\nE-mail;x@f.example\n".encode(),
    "empty.csv": b"", "blank.xlsx": book_of([]), "bytes.xlsx": b"\x00\x01\x02" * 50, "page.xls": b"<html><table><tr><td>1</td></tr></table>",
    "cut.xlsx": book_of([HEADER])[:300], "locked.pdf": b"%PDF-1.4", "missing.xlsx": None, "bad.csv": b"\xd0\x9d\xd0\xb0\x98;\xff\xfe\n1;2\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    return tmp_path


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = cli.main(["read", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", [*FILES, "."])
def test_every_file_gives_json_that_the_schema_knows(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = read(capsys, str(folder / name))
    Draft202012Validator(READING).validate(made)
    assert made["exit_code"] == code
    assert [entry["file"] for entry in made["files"]] == [str(folder / name)]
    assert made["balance"]["holds"]
    if not made["files"][0]["readable"]:
        assert code == 4
        assert [finding["severity"] for finding in made["findings"]] == ["error"]


def test_all_files_together_are_named_in_order_and_add_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = read(capsys, *(str(folder / name) for name in FILES))
    Draft202012Validator(READING).validate(made)
    assert code == 4
    assert [Path(entry["file"]).name for entry in made["files"]] == list(FILES)
    assert made["balance"]["records"] == len(made["records"]) == sum(sums["records"] for sums in made["balance"]["by_file"].values())


@pytest.mark.parametrize("arguments", [["--mapping", "nowhere.toml", "x.xlsx"], []])
def test_what_cannot_be_done_at_all_is_json_too(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _, made = read(capsys, *arguments)
    Draft202012Validator(SCHEMA).validate(made)
    assert made["error"]


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert read(capsys, "--schema") == (0, SCHEMA)


def test_every_key_that_is_printed_stands_in_the_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, made = read(capsys, *(str(folder / name) for name in FILES))
    assert unknown(made, READING) == set()


def unknown(value: Any, schema: dict[str, Any], path: str = "") -> set[str]:
    """Keys that the schema does not tell of."""
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    known = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        known |= SCHEMA["$defs"][part["$ref"].rpartition("/")[2]]["properties"]
    if isinstance(value, list):
        return set().union(*(unknown(entry, schema["items"], f"{path}[]") for entry in value)) if "items" in schema else set()
    if not isinstance(value, dict):
        return set()
    others = schema.get("additionalProperties")
    missing = {f"{path}.{key}" for key in value if key not in known and not isinstance(others, dict)}
    return missing.union(*(unknown(entry, known.get(key, others or {}), f"{path}.{key}") for key, entry in value.items()))


def test_rows_and_letters_are_those_excel_shows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, made = read(capsys, str(folder / "tables.xlsx"))
    sheet = made["files"][0]["sheets"][0]
    assert [(record["row"], record["kind"], record["region"]) for record in made["records"]] == [
        (3, "organisation", "Павлодарская область"), (9, "expert", "Павлодарская область")]
    assert [table["header_rows"] for table in sheet["tables"]] == [[2], [8]]
    assert [column["letter"] for column in sheet["columns"]] == ["A", "B", "C", "D"]
    assert [column["why"] for column in sheet["columns"]] == ["word"] * 4
    assert made["files"][0]["sheets"][2]["refused"] == "card"
