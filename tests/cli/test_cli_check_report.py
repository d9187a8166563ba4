"""guide check --report: a page without a build, for the whole edition and for each province."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, HEADER, digests, guide, make_edition, workbook

NAMELESS = ("", "", "Атырауская область", "Атырау", "8 (7122) 35-45-36", "lost@harbour.example", "")
MUTE = ("Немая степь", "", "Атырауская область", "Атырау", "", "", "")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = {
        "pavlodar.xlsx": workbook([*GOOD_ROWS, ("Итого: 3", "", "", "", "", "", "")]), "atyrau.xlsx": workbook([MUTE, NAMELESS], HEADER),
        "lost.xlsx": b"PK\x03\x04 broken",
    }  # fmt: skip
    return make_edition(tmp_path_factory.mktemp("checked") / "sources", books)


def test_a_folder_gets_the_report_its_machine_form_and_a_page_for_each_workbook(sources: Path, tmp_path: Path) -> None:
    before = digests(sources)
    ran = guide("check", sources, "--report", tmp_path / "out", "--ui-lang", "en")
    assert ran.code == 4, ran.said
    assert sorted(digests(tmp_path / "out")) == [
        "by-file/atyrau.xlsx.html", "by-file/lost.xlsx.html", "by-file/pavlodar.xlsx.html", "report.html", "report.json",
    ]  # fmt: skip
    assert digests(sources) == before
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "1 organisation has no phone, e-mail, site or account" in page
    assert 'lang="en"' in page
    made = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert (made["form"], made["lang"]) == (2, "en")
    cause = next(cause for cause in made["causes"] if cause["id"] == "SRC-333")
    assert cause["files"] == {"provinces/atyrau.xlsx": 1}
    assert all(cause[name] for name in ("sentence", "cause", "stays", "action"))


def test_a_provinces_page_tells_nothing_of_the_others(sources: Path, tmp_path: Path) -> None:
    guide("check", sources, "--report", tmp_path / "out", "--ui-lang", "ru")
    page = (tmp_path / "out" / "by-file" / "atyrau.xlsx.html").read_text("utf-8")
    assert "Что исправить в файле provinces/atyrau.xlsx" in page
    assert "У 1 организации нет ни телефона" in page
    assert "НПО!A3" in page
    assert not any(other in page for other in ("pavlodar", "lost.xlsx", "Тихая гавань"))
    whole = (tmp_path / "out" / "by-file" / "pavlodar.xlsx.html").read_text("utf-8")
    assert "Ничто в этом файле не мешает сдать издание в печать." in whole


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_the_terminal_says_by_cause_first_and_counts_what_was_not_read(sources: Path, lang: str) -> None:
    ran = guide("check", sources, "--ui-lang", lang)
    lines = ran.out.splitlines()
    told = {"ru": "Исправить до печати:", "kk": "Басуға дейін түзету керек:", "en": "Must be mended before printing:"}[lang]
    assert lines[0] == told
    assert any(" 1 " in line and line.endswith("[SRC-333 no-contact]") for line in lines)
    assert any("provinces/lost.xlsx" in line and "1" in line for line in lines[-6:])
    made = guide("check", sources, "--json").json
    balance = made["balance"]
    assert balance["holds"]
    assert balance["not_read"]["files"] == ["provinces/lost.xlsx"]
    assert balance["files"]["provinces/pavlodar.xlsx"] == {
        "read": 3, "printed": 3, "withheld": 0, "rejected": 0, "duplicates": 0, "aside": {"total-row": 1},
    }  # fmt: skip
    assert [cause["kind"] for cause in made["causes"]][:2] == ["blocking", "blocking"]


def test_one_page_or_one_machine_form_goes_where_it_is_named_and_other_names_are_refused(sources: Path, tmp_path: Path) -> None:
    for name in ("one.html", "one.json"):
        ran = guide("check", sources, "--report", tmp_path / name)
        assert str(tmp_path / name) in ran.out
    assert sorted(digests(tmp_path)) == ["one.html", "one.json"]
    ran = guide("check", sources, "--report", tmp_path / "one.pdf", "--ui-lang", "en")
    assert (ran.code, "cannot be written as" in ran.err) == (2, True)
    assert sorted(digests(tmp_path)) == ["one.html", "one.json"]


def test_the_page_leads_to_marked_copies_that_are_there(sources: Path, tmp_path: Path) -> None:
    edition = tmp_path / "sources"
    shutil.copytree(sources, edition)
    guide("check", edition, "--build", tmp_path / "build", "--report", tmp_path / "before.html")
    assert "return/" not in (tmp_path / "before.html").read_text("utf-8")
    guide("return", edition, "--build", tmp_path / "build")
    guide("check", edition, "--build", tmp_path / "build", "--report", tmp_path / "report")
    page = (tmp_path / "report" / "report.html").read_text("utf-8")
    way = "../build/2031/return/provinces/atyrau.xlsx"
    assert f'href="{way}"' in page
    assert (tmp_path / "report" / way).is_file()
    assert "return/" not in (tmp_path / "report" / "by-file" / "atyrau.xlsx.html").read_text("utf-8"), "that page is mailed"


def test_comments_of_rows_that_ask_to_be_left_out_are_in_no_report(tmp_path: Path) -> None:
    import io

    from openpyxl import load_workbook
    from openpyxl.comments import Comment

    header = (*HEADER, "Не публиковать", "Адрес")
    book = load_workbook(io.BytesIO(workbook([(*GOOD_ROWS[0], "да", ""), (*GOOD_ROWS[1], "", "")], header)))
    for row, text in ((2, "тайное слово"), (3, "явное слово")):
        book.active.cell(row, 1).comment, book.active.cell(row, 9).comment = Comment(text, "К."), Comment(f"{text} 2", "К.")
    book.save(stream := io.BytesIO())
    ran = guide("check", make_edition(tmp_path / "sources", {"a.xlsx": stream.getvalue()}), "--json", "--ui-lang", "en")
    assert "тайное" not in ran.said
    assert ran.said.count("The cell has a comment: явное слово") == 2
