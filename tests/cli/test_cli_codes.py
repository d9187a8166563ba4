"""Bad input and broken surroundings: one clear sentence each, the right exit code, and what was made before stays."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, HEADER, Built, digests, guide, make_edition, workbook

from pipeline import cli, production, stages, stock
from pipeline.errors import ExitCode

ROW = GOOD_ROWS[0]


def _password() -> bytes:
    """An OLE container with the stream that Excel writes for a workbook with a password; enough for every reader to see it."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504

    def entry(name: str, kind: int, child: int) -> bytes:
        coded = name.encode("utf-16-le")
        head = coded + bytes(64 - len(coded)) + struct.pack("<HBB", len(coded) + 2, kind, 1)
        return head + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)

    return header + fat + entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, 0xFFFFFFFF) + bytes(256)


BAD_FILES = {
    "~$pavlodar.xlsx": (b"\x05user" + bytes(160), "lock file"),
    "zero.xlsx": (b"", "empty"),
    "locked.xlsx": (_password(), "password"),
    "misnamed.xlsx": ("Название;Телефон\nГавань;1\n".encode(), ".csv"),
    "torn.xlsx": (workbook([ROW])[:900], "damaged"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_is_one_sentence_and_code_4(name: str, tmp_path: Path) -> None:
    content, word = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    ran = guide("read", name, cwd=tmp_path)
    assert ran.code == ExitCode.UNREADABLE
    assert word in ran.out
    assert "Traceback" not in ran.said
    assert len([line for line in ran.out.splitlines() if line.startswith("error")]) == 1


def test_a_missing_file_is_named_and_the_others_are_still_shown(tmp_path: Path) -> None:
    (tmp_path / "good.xlsx").write_bytes(workbook([ROW]))
    ran = guide("read", "nowhere.xlsx", "good.xlsx", cwd=tmp_path)
    assert ran.code == ExitCode.UNREADABLE
    assert "nowhere.xlsx does not exist." in ran.out
    assert "good.xlsx (read with" in ran.out


def test_an_unreadable_file_takes_nothing_else_with_it(again: Built) -> None:
    for name, (content, _) in BAD_FILES.items():
        (again.sources / "provinces" / name).write_bytes(content)
    before = digests(again.out)
    ran = guide("build", again.sources, "--build", again.build, "--jobs", "1", "--lang", "ru", "--json")
    assert ran.code == ExitCode.UNREADABLE
    named = {finding["file"] for finding in ran.json["findings"] if finding["id"] == "SRC-001"}
    assert named == {f"provinces/{name}" for name in BAD_FILES}
    assert ran.json["balance"]["printed"] == len(GOOD_ROWS)
    after = digests(again.out)
    proof = "ru/guide-2031-ru.proof.pdf"
    assert after[proof] == before[proof], "what is sound makes the same book"
    page = (again.out / "report.html").read_text("utf-8")
    assert all(f"provinces/{name}" in page for name in BAD_FILES)
    assert str(again.sources) not in page


TABLES = {
    "empty-workbook": workbook([], header=None),
    "no-header": workbook([("abc", "def"), ("ghi", "jkl"), ("mno", "pqr")], header=None),
    "card": workbook(
        [("Название", "Гавань"), ("Телефон", "8 (7187) 34-01-02"), ("Адрес", "ул. Лодочная, 1"), ("Миссия", "Учим плавать")], header=None
    ),
    "unknown-region": workbook([("Гавань", "", "Атлантида", "", "8 (7187) 34-01-02", "", "")]),
    "no-name": workbook([*GOOD_ROWS, ("", "", "Павлодарская область", "Экибастуз", "8 (7187) 34-99-02", "a@b.example", "Без имени.")]),
}


ROW_FAULTS = ("unknown-region", "no-name")
"""The table was understood, a row was not: it blocks (5). The others are files that gave nothing at all (4)."""


@pytest.mark.parametrize("code", TABLES)
def test_a_file_without_a_table_is_code_4_and_a_faulty_row_code_5(code: str, tmp_path: Path) -> None:
    sources = make_edition(tmp_path / "sources", {"one.xlsx": TABLES[code]})
    ran = guide("check", sources, "--json")
    assert ran.code == (ExitCode.BLOCKED if code in ROW_FAULTS else ExitCode.UNREADABLE)


def test_tables_that_cannot_be_understood_are_each_named(tmp_path: Path) -> None:
    books = {f"{code}.xlsx": content for code, content in TABLES.items()}
    sources = make_edition(tmp_path / "sources", books)
    ran = guide("check", sources, "--json")
    assert ran.code == ExitCode.UNREADABLE
    found = {(finding["file"], finding["code"]) for finding in ran.json["findings"] if finding["severity"] == "error"}
    assert {(f"provinces/{code}.xlsx", code) for code in TABLES} <= found
    assert all(finding["hint"] for finding in ran.json["findings"] if finding["severity"] == "error")


def test_what_is_sound_is_built_although_something_blocks(again: Built) -> None:
    (again.sources / "provinces" / "atlantis.xlsx").write_bytes(TABLES["unknown-region"])
    ran = guide("build", again.sources, "--build", again.build, "--jobs", "1", "--lang", "ru")
    assert ran.code == ExitCode.BLOCKED
    assert "guide-2031-ru.print.pdf" in ran.out
    report = (again.out / "report.json").read_text("utf-8")
    assert '"may_go_to_press": false' in report


def test_a_folder_that_does_not_exist_is_code_4(tmp_path: Path) -> None:
    ran = guide("check", "no-such-folder", cwd=tmp_path)
    assert ran.code == ExitCode.UNREADABLE
    assert "no-such-folder" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["edition.toml", "waivers.toml", "mapping.toml", "areas.toml", "topics.toml", "ids.toml"])
def test_a_broken_settings_file_is_named(
    name: str, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    sources = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook([ROW])})
    (sources / name).write_text('id = "not closed\n', "utf-8")
    assert cli.main(["check", str(sources)]) == ExitCode.UNREADABLE
    assert name in capsys.readouterr().err


def test_nothing_readable_leaves_the_previous_output_untouched(again: Built) -> None:
    before = digests(again.build)
    (again.sources / "provinces" / "pavlodar.xlsx").write_bytes(b"")
    ran = guide("build", again.sources, "--build", again.build, "--jobs", "1")
    assert ran.code == ExitCode.UNREADABLE
    assert digests(again.build) == before


def test_a_template_error_names_file_and_line_and_touches_nothing(
    again: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(again.build)
    texts = stock.read_design_texts("pocket")
    name = next(file for file in texts if file == "entry.html.j2")
    monkeypatch.setattr("pipeline.production.read_design_texts", lambda _: {**texts, name: "<p>\n{{ nobody.knows }}\n</p>"})
    assert cli.main(["build", str(again.sources), "--build", str(again.build), "--jobs", "1", "--ui-lang", "en"]) == ExitCode.UNREADABLE
    said = capsys.readouterr().err
    assert "layouts/pocket/entry.html.j2, line 2" in said
    assert "nobody" in said
    assert digests(again.build) == before


@pytest.mark.parametrize(
    ("file", "css", "said"),
    [
        ("entry.css", ".name { floot: left }", "layouts/pocket/entry.css, line {n}: the layout engine says: Ignored `floot: left `"),
        ("index.css", ".line { font-size: 7,6pt }", "layouts/pocket/index.css, line {n}: the layout engine says: Ignored `font-size: 7,6pt `"),
        ("base.css", "p { color: device-cmyk(0 0 0 1)", "layouts/pocket/base.css, line {n}: “{{” is not closed."),
        ("front.css", "/* before the change", "layouts/pocket/front.css, line {n}: “/*” is not closed."),
        ("furniture.css", "}", "layouts/pocket/furniture.css, line {n}: there is nothing for “}}” to close."),
        ("entry.css", ".prose p { width: 500pt }", "The stylesheet of “entry” makes the block ngo-0002 stand "),
    ],
)
def test_a_broken_stylesheet_is_one_sentence_with_file_and_line_and_touches_nothing(
    file: str, css: str, said: str, again: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(again.build)
    texts = stock.read_design_texts("pocket")
    monkeypatch.setattr("pipeline.production.read_design_texts", lambda _: {**texts, file: f"{texts[file]}\n{css}\n"})
    arguments = ["build", str(again.sources), "--build", str(again.build), "--jobs", "1", "--no-cache", "--ui-lang", "en"]
    assert cli.main(arguments) == ExitCode.UNREADABLE
    told = capsys.readouterr().err
    assert said.format(n=texts[file].count("\n") + 2) in told
    assert told.count("\n") == 1
    assert digests(again.build) == before


def test_a_build_folder_that_cannot_be_written_is_code_6(
    again: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(again.build)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(again.out))

    # Root, as which CI runs, may write anywhere: the system's refusal is made up.
    monkeypatch.setattr("pipeline.desk.tempfile.mkstemp", refuse)
    assert cli.main(["build", str(again.sources), "--build", str(again.build), "--jobs", "1", "--ui-lang", "en"]) == ExitCode.UNWRITABLE
    assert "may not be written" in capsys.readouterr().err
    assert digests(again.build) == before


def test_a_full_disk_is_code_6(again: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = digests(again.build)

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device", "guide.pdf")

    monkeypatch.setattr("pipeline.desk.os.fdopen", lambda handle, _: (os.close(handle), Full())[1])
    assert cli.main(["build", str(again.sources), "--build", str(again.build), "--jobs", "1", "--ui-lang", "en"]) == ExitCode.UNWRITABLE
    assert "disk is full" in capsys.readouterr().err
    assert digests(again.build) == before
    assert not [path for path in again.build.rglob(".*") if path.is_file()], "no half-written file is left"


def test_a_build_folder_that_is_a_file_is_code_6(again: Built, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", "utf-8")
    ran = guide("build", again.sources, "--build", tmp_path / "taken", "--jobs", "1", "--lang", "ru")
    assert ran.code == ExitCode.UNWRITABLE
    assert "Traceback" not in ran.err
    assert (tmp_path / "taken").read_text("utf-8") == "mine"


def test_a_book_that_reads_back_wrong_is_code_7_and_is_not_written(
    again: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(again.out)
    write = production.produce

    def spoilt(*arguments: object, **named: object) -> object:
        from dataclasses import replace

        unread = write(*arguments, **named)  # type: ignore[arg-type]
        return replace(unread, read=lambda: replace(unread.read(), failed=True))

    monkeypatch.setattr(production, "produce", spoilt)
    code = cli.main(["build", str(again.sources), "--build", str(again.build), "--jobs", "1", "--lang", "ru", "--ui-lang", "en"])
    assert code == ExitCode.FAILED_VERIFICATION
    after = digests(again.out)
    assert {name: digest for name, digest in after.items() if name.endswith(".pdf")} == {
        name: digest for name, digest in before.items() if name.endswith(".pdf")
    }


MISUSES = [
    ("sing",), ("build", "--jobs", "0"), ("build", "--jobs", "many"), ("build", "--lang", "fr"), ("read",), ("check", "--ui-lang", "de"),
    (),
]


@pytest.mark.parametrize("arguments", MISUSES)
def test_wrong_usage_is_code_2_and_says_what_is_right(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(list(arguments)) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.out or said.err


def test_a_fault_of_the_program_is_code_1_with_its_trace_in_a_file(
    built: Built, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(stages, "check_edition", lambda *_: 1 / 0)
    assert cli.main(["check", str(built.sources), "--ui-lang", "en"]) == ExitCode.BUG
    said = capsys.readouterr().err
    assert "fault of the program" in said
    assert "Traceback" not in said
    assert "ZeroDivisionError" in next(tmp_path.glob("guide-bug-*.txt")).read_text("utf-8")


def test_a_workbook_with_a_bomb_in_it_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 150_000_000)
    (tmp_path / "bomb.xlsx").write_bytes(packed.getvalue())
    assert guide("read", "bomb.xlsx", cwd=tmp_path).code == ExitCode.UNREADABLE


def test_the_header_of_the_test_tables_is_read_in_full(tmp_path: Path) -> None:
    (tmp_path / "good.xlsx").write_bytes(workbook([ROW]))
    read = guide("read", "good.xlsx", "--json", cwd=tmp_path).json
    columns = read["files"][0]["sheets"][0]["columns"]
    assert len(columns) == len(HEADER)
    assert all(column["field"] for column in columns)
