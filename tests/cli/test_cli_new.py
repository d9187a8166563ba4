"""guide new: a folder another organisation can fill, and the blank workbook that ingest understands to the last column."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cli_editions import CHECKOUT, guide
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import cli, ingest, localise, normalise
from pipeline.blank import blank_workbooks
from pipeline.commands.starting import edition_files
from pipeline.errors import ExitCode
from pipeline.model.findings import Severity
from pipeline.model.source import SourceFile
from pipeline.settings import read_edition, read_waivers
from pipeline.stock import new_edition_text

KINDS = {"province.xlsx": "organisation", "experts.xlsx": "expert"}
TWO_ROWS: list[dict[str, object]] = [
    {
        "name_ru": "Тихая гавань", "name_kk": "Тыныш айлақ", "form": "общественный фонд / қоғамдық қор", "town": "Экибастуз",
        "region": "Павлодар облысы / Павлодарская область", "phones": "8 (7187) 34-01-02", "bin": "", "founded": 2011,
        "mission": "Учим детей плавать в открытой воде.", "areas": "пожилые люди / қарт адамдар", "leave_out": "нет / жоқ",
    },
    {
        "name_ru": "Северный ветер", "name_kk": "Солтүстік желі", "form": "частный фонд / жеке қор", "town": "Павлодар",
        "region": "Павлодар облысы / Павлодарская область", "phones": "8 (7182) 55-01-02", "bin": "", "founded": 2015,
        "mission": "Сажаем лес вокруг города.", "areas": "молодёжь / жастар", "leave_out": "",
    },
]  # fmt: skip


def columns(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(new_edition_text("blank/columns.toml"))[KINDS[name]]
    return found


def opened(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def choices(sheet: Worksheet) -> dict[int, list[str]]:
    """Column number -> what its drop-down offers in row 4."""
    lists = sheet.parent["Списки"]
    found = {}
    for rule in sheet.data_validations.dataValidation:
        cells = lists[rule.formula1.partition("!")[2].replace("$", "")]
        found[sheet[str(rule.sqref).partition(":")[0]].column] = [str(row[0].value) for row in cells]
    return found


def filled(name: str, content: bytes, rows: list[dict[str, object]]) -> bytes:
    """The blank workbook with rows written under its example."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for row, values in enumerate(rows, start=4):
        for number, column in enumerate(columns(name), start=1):
            if values.get(column["field"]) not in (None, "") and sheet.cell(row, number).value is None:
                sheet.cell(row, number, values[column["field"]])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_filled_copy_of_the_blank_workbook_is_read_to_the_row(tmp_path: Path) -> None:
    made = guide("new", "ours", cwd=tmp_path)
    assert made.code == ExitCode.GOOD, made.said
    blank = tmp_path / "ours" / "blank" / "province.xlsx"
    (tmp_path / "ours" / "provinces" / "pavlodar.xlsx").write_bytes(filled("province.xlsx", blank.read_bytes(), TWO_ROWS))
    ran = guide("check", "ours", "--json", cwd=tmp_path)
    assert ran.code == ExitCode.BLOCKED, ran.said  # by the edition's own form, which nobody filled in
    assert {name: ran.json["balance"][name] for name in ("read", "printed", "rejected")} == {"read": 2, "printed": 2, "rejected": 0}
    assert {finding["id"] for finding in ran.json["findings"] if finding["severity"] != "info"} == {"EDN-001", "EDN-002"}
    assert "hidden-sheet" not in {finding["code"] for finding in ran.json["findings"]}, "the lists of our own drop-downs are nobody's secret"


def test_an_empty_new_edition_ends_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", str(tmp_path / "ours")]) == ExitCode.GOOD
    capsys.readouterr()
    code = cli.main(["build", str(tmp_path / "ours"), "--build", str(tmp_path / "build"), "--jobs", "1", "--ui-lang", "en"])
    said = capsys.readouterr()
    assert code in (ExitCode.UNREADABLE, ExitCode.BLOCKED)
    assert "There is no workbook" in said.out + said.err
    assert "Traceback" not in said.err
    assert not list((tmp_path / "build").rglob("*.pdf"))


def test_a_folder_with_anything_in_it_is_refused_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert cli.main(["new", str(tmp_path), "--ui-lang", "en"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "is not empty" in said
    assert len(said.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_taken_and_nothing_is_left_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours").mkdir()
    assert cli.main(["new", str(tmp_path / "ours"), "--json"]) == ExitCode.GOOD
    result = json.loads(capsys.readouterr().out)
    assert [path.name for path in tmp_path.iterdir()] == ["ours"]
    found = {path.relative_to(tmp_path / "ours").as_posix() for path in (tmp_path / "ours").rglob("*") if path.is_file()}
    assert found == set(result["files"])


def test_a_folder_that_cannot_be_made_is_code_6_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "edition.toml")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert cli.main(["new", str(tmp_path / "ours"), "--ui-lang", "en"]) == ExitCode.UNWRITABLE
    assert "disk is full" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_every_file_of_a_new_edition_is_one_the_program_reads() -> None:
    files = {name: content.decode("utf-8") for name, content in edition_files("ours").items() if not name.endswith(".xlsx")}
    edition = read_edition(files["edition.toml"])
    assert edition.languages == ("kk", "ru", "en")
    assert read_waivers(files["waivers.toml"]) == []
    assert ingest.load_mapping(files["mapping.toml"], "mapping.toml") == ingest.EMPTY
    vocabulary = normalise.load_vocabulary(files["areas.toml"], files["topics.toml"])
    assert len(vocabulary.areas) >= 20
    assert vocabulary.topics
    for lang in edition.languages:
        assert localise.load_content(files[f"translations/content.{lang}.po"], lang).entries == {}
        for name in ("foreword", "howto", "abbreviations", "colophon", "correction"):
            assert files[f"front/{name}.{lang}.md"].startswith("# ")
    assert all(heading in files["README.md"] for heading in ("## По-русски", "## Қазақша", "## In English"))
    strings = ("strings export", "strings import", "strings merge", "strings status")
    for verb in ("check", "build", "cover", "handoff", "map", "questions", "return", "compare", "register", *strings):
        assert files["README.md"].count(f"`guide {verb} ") >= 3, f"guide {verb} stands in each of the three languages"


def test_the_commented_examples_are_right_once_uncommented() -> None:
    waivers = "\n".join(line.removeprefix("# ") for line in new_edition_text("waivers.toml").splitlines()[6:])
    assert read_waivers(waivers)[0].code == "no-name"
    mapping = "\n".join(line.removeprefix("# ") for line in new_edition_text("mapping.toml").splitlines()[6:])
    assert len(ingest.load_mapping(mapping, "mapping.toml").decisions) == 3


def test_the_default_areas_are_those_of_the_sample() -> None:
    assert new_edition_text("areas.toml") == (CHECKOUT / "sources" / "areas.toml").read_text("utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_every_column_of_a_blank_workbook_is_understood_without_doubt(name: str) -> None:
    reading, rows, _ = ingest.read_source(SourceFile(name, blank_workbooks()[name]))
    sheet = reading.sheets[0]
    assert sheet.kind == KINDS[name]
    assert [column.field or "" for column in sheet.columns] == [column["field"] for column in columns(name)]
    assert all(column.confidence >= 0.9 for column in sheet.columns if column.field)
    assert rows == [], "the example row is never read"


@pytest.mark.parametrize("name", KINDS)
def test_every_choice_of_every_drop_down_is_understood(name: str) -> None:
    content = blank_workbooks()[name]
    offered = choices(opened(content))
    rows = []
    for index in range(max(map(len, offered.values()))):
        row: dict[str, object] = {"name_ru": f"Проба {'абвгдежзиклмнопрстуфхц'[index % 22]}{index}", "phones": f"8 (7182) 55-01-{index:02}"}
        for number, column in enumerate(columns(name), start=1):
            if number in offered:
                row[column["field"]] = offered[number][index % len(offered[number])]
        rows.append(row | {"leave_out": "нет / жоқ"})
    _, source_rows, read = ingest.read_source(SourceFile(name, filled(name, content, rows)))
    vocabulary = normalise.load_vocabulary(new_edition_text("areas.toml"), new_edition_text("topics.toml"))
    clean = normalise.normalise(source_rows, registry=normalise.load_ids(""), vocabulary=vocabulary)
    doubts = {finding.code for finding in (*read, *clean.findings) if finding.severity is not Severity.INFO}
    assert doubts <= {"not-operating"}
    assert len(clean.listings) == len(rows)
    assert {"kk", "ru", "en"} == {listing.sent_in for listing in clean.listings}


@pytest.mark.parametrize("name", KINDS)
def test_columns_have_notes_in_three_languages_and_telephones_stay_text(name: str) -> None:
    sheet = opened(blank_workbooks()[name])
    assert sheet.freeze_panes == "C3"
    for number, column in enumerate(columns(name), start=1):
        header = sheet.cell(2, number)
        assert header.comment is not None
        assert all(column["note"][lang] in header.comment.text for lang in ("ru", "kk", "en"))
        expected = column.get("format", "@")
        assert sheet.column_dimensions[header.column_letter].number_format == expected
    regions = next(offered for number, offered in choices(sheet).items() if columns(name)[number - 1]["field"] == "region")
    assert len(regions) == 20


def test_the_same_program_writes_the_same_blank_workbooks() -> None:
    assert blank_workbooks() == blank_workbooks()


@pytest.mark.parametrize("name", KINDS)
def test_no_header_is_cut_off_and_the_table_prints_on_five_sheets(name: str) -> None:
    sheet = opened(blank_workbooks()[name])
    for cell in sheet[2]:
        width = sheet.column_dimensions[cell.column_letter].width
        assert max(len(word) for word in str(cell.value).split()) < width - 1, cell.value
        assert str(cell.value).count("\n") + 1 <= (sheet.row_dimensions[2].height or 0) / 15
    assert sheet.freeze_panes == "C3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 5, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$2:$2", "$A:$B")
