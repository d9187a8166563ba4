"""The report: findings by cause with Excel's own addresses, one documented JSON, the same bytes for the same facts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, Built, make_edition, workbook

from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.gathering import gather
from pipeline.model.findings import CellRef, PageRef, Severity, rule
from pipeline.model.fit import BookLength, Fitted, Setting
from pipeline.model.localised import CoverageCount, FieldCoverage
from pipeline.model.message import msg
from pipeline.model.report import ReportedFile, ReportFacts
from pipeline.progress import SilentProgress
from pipeline.proof.report import report_files, report_json
from pipeline.reporting import report_facts, staff_words
from pipeline.waive import weigh

HEADS = rule(
    "SRC-990", title=msg("Heads have a name"), rationale=msg("A reader wants to know whom to ask for."),
    codes={"nameless": Severity.ERROR, "shouted": Severity.WARNING, "noted": Severity.INFO},
)  # fmt: skip
VOID = {"meta", "br"}


class Balanced(HTMLParser):
    """Fails where tags do not close as they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> ReportFacts:
    """A gathered edition with findings of every severity, one of them waived."""
    sources = make_edition(tmp_path_factory.mktemp("report") / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)})
    gathered = gather(Desk(sources, Path("build")), SilentProgress())
    file = "provinces/pavlodar.xlsx"
    made = [
        HEADS.finding("noted", msg("Noted"), place=CellRef(file, "НПО", "14")),
        HEADS.finding(
            "shouted", msg("“{text}” is in capitals", text="ИВАНОВ"), place=CellRef(file, "НПО", "C3"), before="ИВАНОВ <b>", after="Иванов"
        ),
        HEADS.finding("nameless", msg("No name"), hint=msg("Ask them"), place=CellRef(file, "НПО", "C2")),
        HEADS.finding("nameless", msg("No name"), hint=msg("Ask them"), place=CellRef(file, "НПО", "C4")),
        HEADS.finding("shouted", msg("“{text}” is in capitals", text="ПЕТРОВ"), place=PageRef("guide.pdf", 7)),
    ]
    weighed = replace(weigh(made, ()), waived=((made[2], "The head asked for it"),))
    found = report_facts(Path("build/2031"), gathered, weighed, (), ExitCode.BLOCKED)
    coverage = (CoverageCount("kk", {"mission": FieldCoverage(8, 3), "name": FieldCoverage(4, 4)}),)
    files = (ReportedFile("ru/guide-2031-ru.proof.pdf", "ru", 16),)
    return replace(found, coverage=coverage, files=files, unreadable=("provinces/lost.xlsx",))


def page_of(facts: ReportFacts) -> str:
    return report_files(Path("out"), facts, str)[Path("out/report.html")].decode("utf-8")


def text_of(page: str) -> str:
    body = page.partition("<body>")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_page_is_whole_by_itself(facts: ReportFacts) -> None:
    page = page_of(facts)
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|ru/)', page), "nothing is fetched from outside"
    assert "url(" not in page
    reader = Balanced()
    reader.feed(page)
    assert reader.open == []


def test_findings_stand_under_their_cause_errors_first(facts: ReportFacts) -> None:
    page = page_of(facts)
    order = [page.index(f"SRC-990 {code}") for code in ("nameless", "shouted", "noted")]
    assert order == sorted(order)
    errors = page.partition('<h2 id="errors">')[2].partition('<h2 id="warnings">')[0]
    assert errors.count("Heads have a name") == 1, "one heading for both places"
    assert errors.count("No name") == 1
    assert errors.count("Ask them") == 1
    assert "A reader wants to know whom to ask for." in errors
    assert "provinces/pavlodar.xlsx › НПО › C2" in errors
    assert "provinces/pavlodar.xlsx › НПО › C4" in errors


def test_a_change_shows_was_and_became_and_markup_of_a_cell_stays_text(facts: ReportFacts) -> None:
    page = page_of(facts)
    assert "<del>ИВАНОВ &lt;b&gt;</del>" in page
    assert "<ins>Иванов</ins>" in page


def test_rows_and_pages_are_called_so(facts: ReportFacts) -> None:
    page = page_of(facts)
    assert "НПО › row 14" in page
    assert "guide.pdf › page 7" in text_of(page)


def test_information_is_folded_and_waived_findings_show_their_reason(facts: ReportFacts) -> None:
    page = page_of(facts)
    folded = page.partition('<h2 id="infos">')[2].partition("</details>")[0]
    assert "<details>" in folded
    assert "SRC-990 noted" in folded
    assert "The head asked for it" in page.partition('<h2 id="waived">')[2]


def test_the_verdict_says_what_blocks(facts: ReportFacts) -> None:
    said = text_of(page_of(facts))
    assert "The edition may not go to press yet." in said
    assert "provinces/lost.xlsx could not be read" in said
    assert "Heads have a name: 2" in said
    good = replace(facts, exit_code=0, unreadable=())
    assert "The edition may go to press." in text_of(page_of(good))
    assert "There is no press file in Kazakh" in text_of(page_of(replace(facts, without_print=("kk",))))


def test_balance_coverage_files_and_workbooks_are_told(facts: ReportFacts) -> None:
    said = text_of(page_of(facts))
    assert "3 rows read = 3 printed + 0 withheld + 0 rejected + 0 merged" in said
    assert "58.3% 7 / 12" in said
    in_russian = text_of(report_files(Path("out"), facts, staff_words("ru"))[Path("out/report.html")].decode("utf-8"))
    assert "58,3 % 7 / 12" in in_russian, "as the staff's language writes figures"
    assert "ru/guide-2031-ru.proof.pdf" in said
    assert re.search(r"E Телефон telephones", said)


def test_what_copy_fitting_chose_is_told_for_each_language_in_the_staffs_words(facts: ReportFacts) -> None:
    designed, chosen = Setting(10.5, 10.5, 8.5, 3), Setting(9.75, 10.5, 8.35, 4)
    before = BookLength(112, 97, 16)
    fitted = (
        Fitted("kk", chosen, designed, BookLength(96, 95, 1), before, 96, 10.9),
        Fitted("ru", designed, designed, before, before, None, 6.4, complete=False),
    )
    page = report_files(Path("out"), replace(facts, fitted=fitted), staff_words("ru"))[Path("out/report.html")].decode("utf-8")
    said = text_of("<body>" + page.partition('<h2 id="fitted">')[2].partition("<h2")[0])
    assert "казахский 96 96 1 112 10,9 отбивка между записями 9,75 пт вместо 10,5 кегль 8,35 пт вместо 8,5" in said
    assert "указатели в 4 колонки вместо 3" in said
    assert "русский целые тетради 112 16 112 6,4 настройка та же, что в макете" in said
    assert "typesettings" in said, "the search was cut short"
    assert '<h2 id="fitted">' not in page_of(facts)
    reader = Balanced()
    reader.feed(page)
    assert reader.open == []


def test_json_has_the_documented_shape(facts: ReportFacts) -> None:
    made = json.loads(report_files(Path("out"), facts, str)[Path("out/report.json")])
    assert list(made) == [
        "form", "lang", "edition", "exit_code", "may_go_to_press", "balance", "causes", "coverage", "readings", "unreadable", "findings", "waived",
        "changes", "merges", "left_out", "mobiles_withheld", "files",
    ]  # fmt: skip
    assert made["findings"][1] == {
        "id": "SRC-990", "code": "shouted", "severity": "warning", "message": "“ИВАНОВ” is in capitals", "file": "provinces/pavlodar.xlsx",
        "sheet": "НПО", "cell": "C3", "before": "ИВАНОВ <b>", "after": "Иванов",
    }  # fmt: skip
    assert made["waived"][0]["reason"] == "The head asked for it"
    assert made["readings"][0]["sheets"][0]["columns"][4]["field"] == "phones"
    assert made["files"] == [{"file": "ru/guide-2031-ru.proof.pdf", "lang": "ru", "pages": 16}]
    assert any(change["field"] == "phones" for change in made["changes"])


def test_a_cause_with_very_many_places_shows_the_first_and_counts_the_rest(facts: ReportFacts) -> None:
    many = tuple(
        HEADS.finding("nameless", msg("No name"), place=CellRef("provinces/pavlodar.xlsx", "НПО", f"C{row}")) for row in range(2, 1202)
    )
    page = page_of(replace(facts, findings=many))
    assert page.count("НПО › C") < 400
    assert "… and 1000 more places in report.json" in page
    assert len(report_json(replace(facts, findings=many), str)["findings"]) == 1200


def test_the_built_report_holds_no_folder_clock_or_count_of_this_machine(built: Built) -> None:
    for name in ("report.html", "report.json"):
        text = (built.out / name).read_text("utf-8")
        assert str(built.sources.parent) not in text
        assert not re.search(r"\b\d\d:\d\d:\d\d\b", text)
        assert "cache" not in text.casefold()
    made = json.loads((built.out / "report.json").read_text("utf-8"))
    assert made["may_go_to_press"] is True
    assert {file["file"] for file in made["files"]} == {
        f"{lang}/guide-2031-{lang}.{kind}" for lang in ("kk", "ru") for kind in ("proof.pdf", "print.pdf", "pagemap.json", "typography.json")
    }
    assert all(file["pages"] > 0 for file in made["files"] if file["file"].endswith(".pdf"))


def test_every_sentence_of_the_report_is_in_the_staffs_language(built: Built) -> None:
    said = text_of((built.out / "report.html").read_text("utf-8"))
    words = staff_words("ru")
    assert words(msg("The edition may go to press.")) in said
    assert words(msg("Where every row went")) in said
