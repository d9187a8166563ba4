"""guide strings pseudo, as a designer runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from cli_editions import GOOD_ROWS, make_edition, workbook

from pipeline import cli, production
from pipeline.errors import ExitCode
from pipeline.stock import read_design_texts
from pipeline.strings.pseudo import OPEN
from pipeline.verify import page_texts


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))


def test_a_clean_design_shows_nothing_outside_the_brackets_and_every_page_says_what_it_is(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["strings", "pseudo", "ru", "--sources", str(sources), "--build", str(tmp_path / "build"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (code, told["exit_code"], told["findings"]) == (ExitCode.GOOD, 0, [])
    path = tmp_path / "build/2031/pseudo/pseudo-2031-ru.pdf"
    assert told["file"] == str(path)
    made = [found.relative_to(tmp_path / "build").as_posix() for found in (tmp_path / "build").rglob("*.pdf")]
    assert made == ["2031/pseudo/pseudo-2031-ru.pdf"], "nothing that could be taken for an edition"
    with pikepdf.open(path) as document:
        assert OPEN in str(document.docinfo["/Title"])
        assert all(any(one.Subtype == "/Square" for one in page.get("/Annots", [])) for page in document.pages)
    assert OPEN in page_texts(path.read_bytes())[0]


def test_a_word_of_a_template_and_a_head_that_is_cut_off_are_told_with_their_pages(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def texts(design: str) -> dict[str, str]:
        found = read_design_texts(design)
        found["entry.html.j2"] = found["entry.html.j2"].replace('<div class="contacts">', '<div class="contacts"><p>Телефондар</p>')
        return found

    monkeypatch.setattr(production, "read_design_texts", texts)
    names = ("Академия длинных названий Павлодарского Прииртышья", "Ярмарка длинных названий Павлодарского Прииртышья")
    long = [(name, *row[1:]) for name, row in zip(names, GOOD_ROWS, strict=False)]
    (sources / "provinces/pavlodar.xlsx").write_bytes(workbook(long))
    code = cli.main(["strings", "pseudo", "ru", "--sources", str(sources), "--build", str(tmp_path / "build"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == told["exit_code"] == ExitCode.BLOCKED
    words = [one for one in told["findings"] if one["id"] == "STR-070"]
    assert [("Телефондар" in one["message"], one["page"] > 1) for one in words] == [(True, True)]
    assert [one["code"] for one in told["findings"] if one["id"] == "STR-071"] == ["cut"], "the guide word of the long name"


def test_a_language_that_the_edition_lacks_is_refused(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["strings", "pseudo", "en", "--sources", str(sources), "--build", str(tmp_path / "build")]) == ExitCode.USAGE
    assert "It has: kk, ru." in capsys.readouterr().err
    assert not list((tmp_path / "build").rglob("*.pdf"))
