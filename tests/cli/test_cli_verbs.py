"""read, explain and doctor: what they tell a person, and the same as JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_editions import CHECKOUT, GOOD_ROWS, HEADER, Built, guide, workbook

from pipeline import cli
from pipeline.commands import doctoring
from pipeline.commands.explaining import all_rules
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.gathering import gather
from pipeline.model.field_words import FIELD_WORDS
from pipeline.model.fields import EXPERT_FIELDS, ORGANISATION_FIELDS
from pipeline.progress import SilentProgress

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, in English: exit code, stdout, stderr."""

    def runner(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([*map(str, arguments), "--ui-lang", "en"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return runner


def test_read_tells_sheets_header_columns_and_counts(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook([(*row, "?") for row in GOOD_ROWS], header=(*HEADER, "Непонятное")))
    code, out, _ = run("read", path)
    assert code == ExitCode.GOOD
    assert "sheet НПО (visible): organisations; header row: 1; rows: 3, records: 3, rejected: 0" in out
    assert "E  Телефон: telephones [phones] (100 %)" in out
    assert "H  Непонятное: not read" in out
    assert "warning SRC-203" in out


def test_read_json_holds_every_record_with_its_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook(GOOD_ROWS))
    code, out, err = run("read", path, "--json")
    result = json.loads(out)
    assert (code, err, result["exit_code"]) == (0, "", 0)
    assert [record["row"] for record in result["records"]] == [2, 3, 4]
    assert result["records"][0]["fields"]["emails"] == ["quiet@harbour.example"]
    assert result["balance"]["holds"]


def test_read_ends_with_5_where_a_row_has_no_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook([*GOOD_ROWS, ("", "", "Павлодарская область", "Павлодар", "8 (7182) 55-99-99", "x@y.example", "Текст.")]))
    code, out, _ = run("read", path)
    assert code == ExitCode.BLOCKED
    assert "A5" in out


def test_read_follows_a_mapping_and_refuses_a_broken_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(workbook([("Гавань", "8 (7187) 34-01-02"), ("Ветер", "8 (7182) 55-01-02")], header=None))
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[[file]]\nmatch = "odd.xlsx"\nheader_row = 0\n[file.columns]\nA = "name"\nB = "phones"\n', "utf-8")
    assert run("read", path)[0] == ExitCode.UNREADABLE
    code, out, _ = run("read", path, "--mapping", mapping, "--json")
    assert code == ExitCode.GOOD
    assert len(json.loads(out)["records"]) == 2
    mapping.write_text("[[file]]\nmatch = ", "utf-8")
    code, _, err = run("read", path, "--mapping", mapping)
    assert code == ExitCode.UNREADABLE
    assert "mapping.toml" in err


def story(run: Run, built: Built, wanted: str) -> dict[str, Any]:
    code, out, err = run("explain", wanted, built.sources, "--build", built.build, "--json")
    assert (code, err) == (0, "")
    made: dict[str, Any] = json.loads(out)
    return made


def test_explain_leads_from_a_listing_to_its_cells_changes_translations_and_pages(run: Run, built: Built) -> None:
    made = story(run, built, "ngo-0001")
    assert made["source"] == {"file": "provinces/pavlodar.xlsx", "sheet": "НПО", "row": 2}
    values = {value["field"]: value for value in made["fields"]}
    assert values["phones"]["value"].replace("\xa0", " ").startswith("+7 7187 34 01 02")
    assert values["phones"]["cell"] == "E2"
    assert values["mission"]["cell"] == "G2"
    changed = {change["field"]: change for change in made["changes"]}
    assert changed["phones"]["before"] == "8 (7187) 34-01-02"
    assert changed["mission"]["rule"] == "SRC-301"
    states = {lang: {text["field"]: text["state"] for text in texts} for lang, texts in made["translations"].items()}
    assert states["ru"] == {"name": "own", "mission": "own"}
    assert states["kk"] == {"name": "own", "mission": "fallback"}
    for lang in ("kk", "ru"):
        place = made["pages"][lang]
        assert place["pages"]
        assert place["indexes"]
        folios = {page["folio"] for page in place["pages"]}
        assert all(folios & set(line["printed"].replace("–", ", ").split(", ")) for line in place["indexes"])


def test_explain_shows_an_approved_translation(run: Run, again: Built) -> None:
    (again.sources / "translations").mkdir()
    source, wanted = GOOD_ROWS[2][6], "Ертістегі судың тазалығын қадағалаймыз."
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    catalogue = f'{head}\nmsgctxt "ngo-0003/mission"\nmsgid "{source}"\nmsgstr "{wanted}"\n'
    (again.sources / "translations" / "content.kk.po").write_text(catalogue, "utf-8")
    texts = {text["field"]: text for text in story(run, again, "ngo-0003")["translations"]["kk"]}
    assert texts["mission"] == {"field": "mission", "state": "translated", "text": wanted}


def test_explain_for_a_person_names_the_cells(run: Run, built: Built) -> None:
    code, out, _ = run("explain", "NGO-0001", built.sources, "--build", built.build)
    assert code == ExitCode.GOOD
    assert "From provinces/pavlodar.xlsx, sheet НПО, row 2." in out
    assert "[E2]" in out
    assert "no translation: printed in the language it was sent in" in out


def test_explain_without_a_build_says_so(run: Run, built: Built, tmp_path: Path) -> None:
    code, out, _ = run("explain", "ngo-0002", built.sources, "--build", tmp_path / "none")
    assert code == ExitCode.GOOD
    assert out.count("not built yet") == 2


def test_explain_tells_what_a_rule_is_for(run: Run) -> None:
    code, out, _ = run("explain", "SRC-205")
    assert code == ExitCode.GOOD
    assert "no-name  error" in out
    rule = json.loads(run("explain", "SRC-205", "--json")[1])
    assert rule["codes"] == {"no-name": "error"}
    assert rule["title"]
    assert rule["rationale"]


@pytest.mark.parametrize(("wanted", "near"), [("ngo-0009", "ngo-000"), ("SRC-209", "SRC-20"), ("LAY-013", "LAY-003")])
def test_an_unknown_id_is_a_usage_error_that_names_near_ones(wanted: str, near: str, run: Run, built: Built) -> None:
    code, _, err = run("explain", wanted, built.sources)
    assert code == ExitCode.USAGE
    assert near in err.replace(wanted, "")


def test_a_listing_that_left_the_guide_is_told_apart_from_an_unknown_one(run: Run, again: Built) -> None:
    (again.sources / "provinces" / "pavlodar.xlsx").write_bytes(workbook(GOOD_ROWS[:2]))
    code, _, err = run("explain", "ngo-0003", again.sources, "--build", again.build)
    assert code == ExitCode.USAGE
    assert "ids.toml" in err


def test_explain_knows_every_rule_of_the_package(built: Built) -> None:
    sources = [path.read_text("utf-8") for path in (CHECKOUT / "pipeline").rglob("*.py")]
    declared = {line.split('"')[1] for text in sources for line in text.splitlines() if line.strip().startswith('"') and _is_rule_id(line)}
    assert declared <= set(all_rules())
    assert len(all_rules()) > 20
    gathered = gather(Desk(built.sources, built.build), SilentProgress())
    assert {finding.id for finding in gathered.findings} <= set(all_rules())


def _is_rule_id(line: str) -> bool:
    text = line.strip()
    return len(text) == 10 and text[1:4].isupper() and text[4] == "-" and text[5:8].isdigit() and text.endswith('",')


def test_every_field_has_a_word_for_people() -> None:
    assert set(FIELD_WORDS) >= {*ORGANISATION_FIELDS, *EXPERT_FIELDS}


def test_the_doctor_finds_this_machine_well(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    result = json.loads(out)
    assert (code, result["exit_code"]) == (0, 0)
    names = {check["name"]: check for check in result["checks"]}
    libraries = ("weasyprint", "Pango", "HarfBuzz", "pikepdf", "openpyxl", "python-calamine")
    for name in ("Python", "guide", *libraries, "hyphenation kk", "printer profile house"):
        assert names[name]["good"], name
        assert names[name]["found"]
    faces = [check for name, check in names.items() if name.endswith(".ttf")]
    assert len(faces) >= 9
    assert all(check["good"] for check in faces)


def test_the_doctor_names_what_is_missing_and_the_command_that_mends_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(CHECKOUT / "fonts", tmp_path / "fonts")
    with (tmp_path / "fonts" / "guide-icons" / "GuideIcons.ttf").open("ab") as font:
        font.write(b"!")
    monkeypatch.setattr("pipeline.stock.resource_folder", lambda name: tmp_path / name)
    monkeypatch.setattr(doctoring, "LIBRARIES", ("pikepdf", "no-such-library"))
    monkeypatch.setattr("pipeline.doors.engine.versions.engine_versions", lambda: (("harfbuzz", "6.0.0"),))
    monkeypatch.setattr(doctoring, "tool_version", lambda *_: None)
    code, out, _ = run("doctor")
    assert code == ExitCode.MISSING_TOOL
    lines = [line.strip() for line in out.splitlines()]
    assert any(line.endswith("-m pip install no-such-library") for line in lines)
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in lines
    assert any("GuideIcons.ttf" in line and "missing" in line for line in lines)
    assert any(line.startswith("qpdf") and "not needed" in line for line in lines)
    assert "sudo apt-get install qpdf" in lines


def test_a_build_without_pango_is_code_3_with_the_command(run: Run, monkeypatch: pytest.MonkeyPatch, built: Built) -> None:
    def absent() -> None:
        raise OSError("pango-1.0")

    monkeypatch.setattr("pipeline.doors.engine.engine_versions", absent)
    code, _, err = run("build", built.sources, "--build", built.build)
    assert code == ExitCode.MISSING_TOOL
    assert "sudo apt-get install libpango-1.0-0" in err


def test_the_readers_of_output_may_leave(built: Built) -> None:
    import subprocess
    import sys

    from cli_editions import environment

    command = f'"{sys.executable}" -m pipeline explain ngo-0001 "{built.sources}" --build "{built.build}" | head -1'
    done = subprocess.run(["bash", "-c", command], env=environment(), capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.startswith("ngo-0001")
    assert done.stderr == ""


def test_the_version_is_told() -> None:
    ran = guide("--version")
    assert ran.code == 0
    assert ran.out.startswith("guide ")
