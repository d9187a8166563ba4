"""guide return on whole editions: every workbook has its copy, which reads as its original does, and nobody's work is written over."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from rich_books import MAIN, changed, parts, rich_book

from pipeline import ingest
from pipeline.cli import main
from pipeline.model.findings import Finding
from pipeline.model.questions import CHOICES, PLAIN_CHOICES
from pipeline.model.returned import MARKER, SHEET_NAMES
from pipeline.model.source import FileReading, SourceFile, SourceRow

SOURCES = Path(__file__).parents[2] / "sources"
EDITION = """
[edition]
id = "2031"
title = { ru = "Проба", kk = "Сынақ", en = "Trial" }
data_date = 2031-02-03
plans_year = 2031
languages = ["ru"]
staff_language = "ru"
[publisher]
name = "Издатель"
[printer]
name = "Типография"
"""
CSV = (
    "Название;Область;Город;Телефон;E-mail\n"
    "Тихая гавань;Павлодарская область;Экибастуз;8 (7187) 34-01-02;quiet@harbour.example\n"
    "Живая река;Павлодарская область;Павлодар;=2+3;\n"
    ";Павлодарская область;Павлодар;8 (7182) 55-07-08;river@live.example\n"
    "Без места;Марс;;8 (7182) 55-07-09;\n"
)


def read(name: str, content: bytes) -> tuple[FileReading, list[SourceRow], list[Finding]]:
    return ingest.read_source(SourceFile(name, content))


def records(content: bytes, name: str = "a.xlsx", *, sheets: bool = True) -> list[object]:
    """Every record: row, values with their cells, kinds and headers, and the group above."""

    def place(row: SourceRow) -> tuple[str, str]:
        return (row.ref.sheet if sheets else "", row.ref.cell)

    return [
        (place(row), row.kind, {field: [(value.text, value.ref.cell, value.header, value.kind) for value in values]
                                for field, values in row.values.items()}, row.group.text if row.group else "")
        for row in read(name, content)[1]
    ]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "издание"
    (folder / "provinces").mkdir(parents=True)
    (folder / "edition.toml").write_text(EDITION, "utf-8")
    (folder / "provinces" / "list.csv").write_text(CSV, "utf-8")
    (folder / "provinces" / "rich.xlsx").write_bytes(rich_book())
    return folder


def returned(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    code = main(["return", str(folder), *more, "--build", str(folder.parent / "build"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["exit_code"] == code
    return told


@pytest.fixture(scope="module")
def sample_copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The copies of the sample edition, by the names of their originals."""
    folder = tmp_path_factory.mktemp("copies")
    assert main(["return", str(SOURCES), "--out", str(folder)]) == 0
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.xlsx")}


def test_every_workbook_of_the_sample_reads_from_its_copy_as_it_did(sample_copies: dict[str, bytes]) -> None:
    names = [path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.xlsx")]
    assert sorted(sample_copies) == sorted(names)
    for name in names:
        before, after = (SOURCES / name).read_bytes(), sample_copies[name]
        assert records(after) == records(before), name
        assert [str(finding) for finding in read("a.xlsx", after)[2]] == [str(finding) for finding in read("a.xlsx", before)[2]], name
        assert openpyxl.load_workbook(io.BytesIO(after), read_only=True).sheetnames[0] in SHEET_NAMES.values()


def test_put_back_and_returned_again_the_copies_are_the_same(sample_copies: dict[str, bytes], tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "e")
    for name, content in sample_copies.items():
        (tmp_path / "e" / name).write_bytes(content)
    assert main(["return", str(tmp_path / "e"), "--out", str(tmp_path / "two")]) == 0
    assert {name: (tmp_path / "two" / name).read_bytes() for name in sample_copies} == sample_copies


def test_nothing_that_only_the_office_has_is_named_to_an_author(sample_copies: dict[str, bytes]) -> None:
    for name, content in sample_copies.items():
        made = b"".join(body for part, body in parts(content).items() if part.startswith(("xl/worksheets/", "xl/comments")))
        assert b".toml" not in made, name


def test_other_kinds_come_back_as_xlsx_with_their_texts(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = returned(edition, capsys)
    copy = edition.parent / "build/2031/return/provinces/list.xlsx"
    assert [(one["file"], one["not_kept"]) for one in told["copies"]] == [("provinces/list.csv", []), ("provinces/rich.xlsx", [])]
    content = copy.read_bytes()
    assert records(content, sheets=False) == records(CSV.encode(), "a.csv", sheets=False)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Лист1"]
    assert (sheet["D3"].value, sheet["D3"].data_type, sheet["D3"].number_format, sheet["D3"].quotePrefix) == ("=2+3", "s", "@", True)
    assert [sheet[cell].fill.fgColor.rgb for cell in ("D3", "A4", "B5")] == ["FFFFE08A", "FFFFB3A7", "FFFFB3A7"]


def test_empty_cells_that_must_be_filled_are_marked_with_a_comment_in_the_authors_language(
    edition: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [("Атауы", "Облысы", "Телефон", "Эл. пошта", "Мекенжайы", "Қызметі"),
            ("Тыныш айлақ", "Павлодар облысы", "", "", "Абай көшесі, 1", "Балаларды жүзуге үйретеміз."),
            ("", "Павлодар облысы", "8 (7182) 55-07-08", "", "", "")]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([value or None for value in row])
    book.save(edition / "provinces" / "kk.xlsx")
    told = returned(edition, capsys, "kk.xlsx")
    assert [one["lang"] for one in told["copies"]] == ["kk"]
    made = openpyxl.load_workbook(edition.parent / "build/2031/return/provinces/kk.xlsx")
    assert made.sheetnames[0] == "Нені түзету керек"
    sheet = made["Sheet"]
    assert sheet["C2"].fill.fgColor.rgb == "FFFFE08A"
    assert sheet["A3"].fill.fgColor.rgb == "FFFFB3A7"
    assert sheet["C2"].comment.text.startswith("■ Анықтамалық:\n")
    links = [cell.hyperlink.location for row in made.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Sheet'!A3", "'Sheet'!C2"]


def test_only_answers_that_pass_the_checks_are_offered_and_areas_stand_in_the_copy(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    areas = '[[area]]\ncode = "{0}"\nname = {{ ru = "{1}" }}\nsynonyms = ["{2}"]\n'
    (edition / "areas.toml").write_text(areas.format("environment", "охрана природы", "экология") + areas.format("sport", "спорт", "игры"), "utf-8")
    head = "Название;Область;Город;Телефон;E-mail;Направления;БИН;Опубликовать мобильный"
    row = "Живая река;Павлодарская область;Павлодар;8 (7182) 55-01;river@gmial.com;экологя, полёты;123;по согласованию"
    (edition / "provinces" / "odd.csv").write_text(f"{head}\n{row}\n", "utf-8")
    returned(edition, capsys, "odd.csv")
    sheet = openpyxl.load_workbook(edition.parent / "build/2031/return/provinces/odd.xlsx").worksheets[0]
    offered = {sheet.cell(cell.row, 7).value: rule.formula1.strip('"').split(",") for rule in sheet.data_validations.dataValidation
               for part in rule.sqref.ranges for cells in part.rows for cell in (sheet.cell(*cells[0]),)}
    todo = {sheet.cell(number, 7).value: str(sheet.cell(number, 6).value) for number in range(1, sheet.max_row + 1)}
    yes, no, out = CHOICES["ru"]
    assert offered["river@gmial.com"] == [yes, no, out]
    assert offered["экологя"] == [yes, out]
    assert offered["по согласованию"] == [*PLAIN_CHOICES["ru"], out]
    assert {choice for text in ("8 (7182) 55-01", "123", "полёты") for choice in offered[text]} == {out}
    for text in ("экологя", "полёты"):
        assert "охрана природы; спорт" in todo[text]


def test_what_cannot_be_read_has_no_copy_and_its_reason_is_told(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "provinces" / "cut.xlsx").write_bytes(rich_book()[:5000])
    told = returned(edition, capsys)
    assert told["exit_code"] == 4
    assert [one["file"] for one in told["refused"]] == ["provinces/cut.xlsx"]
    assert not (edition.parent / "build/2031/return/provinces/cut.xlsx").exists()
    assert (edition.parent / "build/2031/return/provinces/rich.xlsx").exists()


def test_macros_are_kept_and_what_is_strict_is_made_anew_and_says_what_is_lost(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "provinces" / "list.csv").unlink()
    macros = changed(rich_book(), {
        "[Content_Types].xml": lambda body: body.replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"vnd.ms-excel.sheet.macroEnabled.main+xml")
        .replace(b"<Default ", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ', 1),
    }, {"xl/vbaProject.bin": b"macros"})
    (edition / "provinces" / "rich.xlsx").rename(edition / "provinces" / "styles.xlsx")
    (edition / "provinces" / "macro.xlsm").write_bytes(macros)
    (edition / "provinces" / "styles.xlsx").write_bytes(changed(rich_book(), {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>'.encode()}))
    told = returned(edition, capsys)
    by_file = {one["file"]: one for one in told["copies"]}
    assert parts((edition.parent / "build/2031/return/provinces/macro.xlsm").read_bytes())["xl/vbaProject.bin"] == b"macros"
    assert by_file["provinces/macro.xlsm"]["not_kept"] == []
    assert by_file["provinces/styles.xlsx"]["not_kept"]
    assert main(["return", str(edition), "--build", str(edition.parent / "build"), "--ui-lang", "ru"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("provinces/styles.xlsx: в копии не сохранится: шрифты")


def test_a_workbook_without_findings_gets_a_line_of_thanks(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Название", "Область", "Телефон"])
    book.active.append(["Тихая гавань", "Павлодарская область", "+7 7187 34 01 02"])
    book.save(edition / "provinces" / "good.xlsx")
    returned(edition, capsys, "good.xlsx")
    sheet = openpyxl.load_workbook(edition.parent / "build/2031/return/provinces/good.xlsx").worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts[1].startswith("Спасибо: в этом файле прочитано всё")
    assert texts[2:] == [MARKER]


def test_copies_are_never_written_among_the_sources(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert returned(edition, capsys, "--out", str(edition / "copies"))["exit_code"] == 2
    assert not (edition / "copies").exists()


def test_a_copy_that_somebody_worked_in_is_never_written_over(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edition.parent / "build/2031/return/provinces"
    assert returned(edition, capsys)["exit_code"] == 0
    assert returned(edition, capsys)["exit_code"] == 0
    (folder / "list.xlsx").write_bytes(b"mine")
    before = (folder / "rich.xlsx").stat().st_mtime_ns
    assert returned(edition, capsys)["exit_code"] == 2
    assert (folder / "list.xlsx").read_bytes() == b"mine"
    assert (folder / "rich.xlsx").stat().st_mtime_ns == before


def test_copies_of_workbooks_that_are_gone_go_too(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edition.parent / "build/2031/return/provinces"
    returned(edition, capsys)
    (edition / "provinces" / "list.csv").unlink()
    returned(edition, capsys, "rich.xlsx")
    assert (folder / "list.xlsx").exists()
    returned(edition, capsys)
    assert not (folder / "list.xlsx").exists()


def test_two_workbooks_of_one_name_have_two_copies(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "provinces" / "rich.csv").write_text(CSV, "utf-8")
    told = returned(edition, capsys)
    assert sorted(Path(str(one["copy"])).name for one in told["copies"]) == ["list.xlsx", "rich.csv.xlsx", "rich.xlsx"]


def test_a_name_that_is_none_is_told(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert returned(edition, capsys, "no.xlsx")["exit_code"] == 2
