"""Translations are held against their texts wherever an edition is looked at: check, build, import, and by themselves."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from cli_editions import CHECKOUT, GOOD_ROWS, Ran, make_edition, workbook

from pipeline import cli
from pipeline.commands.explaining import all_rules
from pipeline.commands.starting import edition_files, seeded_glossary
from pipeline.errors import ExitCode
from pipeline.revision.table import read_glossary
from pipeline.source_files import GLOSSARY

ROWS = tuple((*row[:6], f"{row[6].rstrip('.')} с 2005 года, всего 40 семей.") for row in GOOD_ROWS)
WRONG = "2006 жылдан бері балаларды ашық суда жүзуге үйретеміз, барлығы 40 отбасы."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("revision")
    make_edition(folder / "sources", {"pavlodar.xlsx": workbook(ROWS)}, languages=("kk", "ru"))
    for form in ("po", "xlsx"):
        assert cli.main(["strings", "export", "kk", "--sources", str(folder / "sources"), "--build", str(folder / "build"), "--format", form]) == 0
    return folder


@pytest.fixture
def edition(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "e")
    return tmp_path / "e"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    capsys.readouterr()
    code = cli.main([*map(str, arguments), "--ui-lang", "en"])
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)


def translate(edition: Path, text: str) -> str:
    """Put a translation of the first mission into the edition's catalogue; gives its key."""
    content = (edition / "build/2031/strings/guide-2031-kk.content.po").read_text("utf-8")
    found = re.search(r'msgctxt "([^"]*/mission)"\nmsgid "Учим детей[^\n]*\nmsgstr ""', content)
    assert found
    (edition / "sources/translations").mkdir(exist_ok=True)
    (edition / "sources/translations/content.kk.po").write_text(content.replace(found[0], f'{found[0][:-2]}"{text}"'), "utf-8")
    return found[1]


def test_a_wrong_year_blocks_and_is_told_at_its_key(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = translate(edition, WRONG)
    ran = run(capsys, "check", edition / "sources")
    assert ran.code == ExitCode.BLOCKED
    assert f"error STR-042 translations/content.kk.po › {key}: The text says 2005, the translation 2006." in ran.out


def test_a_waiver_answers_for_it_by_file_and_key(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = translate(edition, WRONG)
    place = f'file = "translations/content.kk.po"\ncell = "{key}"'
    waiver = f'[[waiver]]\nid = "STR-042"\ncode = "changed"\n{place}\nreason = "Проверено по уставу. А. Сагинова, 03.02.2031"\n'
    (edition / "sources/waivers.toml").write_text(waiver, "utf-8")
    assert run(capsys, "check", edition / "sources").code == ExitCode.GOOD
    assert run(capsys, "strings", "check", "--sources", edition / "sources", "--build", edition / "build").code == ExitCode.GOOD
    of_russian_alone = run(capsys, "build", edition / "sources", "--build", edition / "build", "--lang", "ru", "--jobs", "1")
    assert (of_russian_alone.code, "JOB-002" in of_russian_alone.out) == (ExitCode.GOOD, False), "the Kazakh book was not looked at"
    translate(edition, WRONG.replace("2006", "2005"))
    assert "JOB-002" in run(capsys, "check", edition / "sources").out


def test_strings_check_tells_translations_alone(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = translate(edition, WRONG.replace("жүзуге", "жүзуге  жүзуге"))
    ran = run(capsys, "strings", "check", "kk", "--sources", edition / "sources", "--build", edition / "build", "--json")
    told = json.loads(ran.out)
    assert ran.code == told["exit_code"] == ExitCode.BLOCKED
    assert {(one["id"], one["code"], one["cell"]) for one in told["findings"]} == {
        ("STR-042", "changed", key), ("STR-048", "double", key), ("STR-050", "repeated", key),
    }
    wrong = run(capsys, "strings", "check", "en", "--sources", edition / "sources", "--build", edition / "build")
    assert (wrong.code, "It has: kk, ru." in wrong.err) == (ExitCode.USAGE, True)


def test_a_build_tells_the_same_and_remembers_it(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(edition, WRONG)
    for _ in range(2):
        ran = run(capsys, "build", edition / "sources", "--build", edition / "build", "--lang", "kk", "--jobs", "1", "--json")
        told = json.loads(ran.out)
        assert ran.code == ExitCode.BLOCKED
        assert [one["code"] for one in told["findings"] if one["id"] == "STR-042"] == ["changed"]
    (edition / "sources" / GLOSSARY).write_text("kk;ru;kk_forbidden\nотбасы;семья;отбасы\nшаңырақ;семей;отбасы.\n", "utf-8")
    ran = run(capsys, "build", edition / "sources", "--build", edition / "build", "--lang", "kk", "--jobs", "1", "--json")
    assert {"STR-051"} <= {one["id"] for one in json.loads(ran.out)["findings"]}, "a changed glossary is looked through anew"


def test_an_import_tells_the_row_of_the_workbook(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = edition / "build/2031/strings/guide-2031-kk.strings.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(number for number in range(2, sheet.max_row + 1) if str(sheet.cell(number, heads["source"]).value).startswith("Учим детей"))
    sheet.cell(row, heads["target"], WRONG)
    book.save(edition / "back.xlsx")
    ran = run(capsys, "strings", "import", edition / "back.xlsx", "--sources", edition / "sources", "--build", edition / "build", "--by", "Сагинова")
    assert ran.code == ExitCode.GOOD, "it was taken; what it says keeps the book from the printer"
    assert f"error STR-042 back.xlsx › {sheet.title} › C{row}: The text says 2005, the translation 2006." in ran.out
    assert run(capsys, "check", edition / "sources").code == ExitCode.BLOCKED


def test_a_catalogue_that_cannot_be_read_is_a_finding_of_check(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(edition, WRONG)
    (edition / "sources/translations/content.kk.po").write_text('msgid "a\n', "utf-8")
    ran = run(capsys, "check", edition / "sources")
    assert ran.code == ExitCode.BLOCKED
    assert "content.kk.po" in ran.out


def test_the_glossary_is_no_workbook_and_changes_no_page(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.desk import Desk

    before = Desk(edition / "sources", edition / "build")
    digest, names = before.inputs_digest(), before.workbook_names()
    (edition / "sources/translations").mkdir(exist_ok=True)
    (edition / "sources" / GLOSSARY).write_bytes(seeded_glossary())
    after = Desk(edition / "sources", edition / "build")
    assert (after.inputs_digest(), after.workbook_names()) == (digest, names)


def test_terms_stand_beside_texts_and_on_a_sheet(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "sources/translations").mkdir(exist_ok=True)
    (edition / "sources" / GLOSSARY).write_text("kk;ru\nотбасы;семья|семей\nбала;дети\n".replace("семья|семей", "семей"), "utf-8")
    for form in ("xlsx", "po"):
        out = edition / form
        assert run(capsys, "strings", "export", "kk", "--sources", edition / "sources", "--build", edition / "build", "--format", form, "--out", out).code == 0
    assert "семей → отбасы" in (edition / "po/guide-2031-kk.content.po").read_text("utf-8")
    book = openpyxl.load_workbook(edition / "xlsx/guide-2031-kk.strings.xlsx")
    assert [cell.value for cell in book.worksheets[-1][2]][:3] == ["семей", None, "отбасы"]
    assert book.worksheets[-1].protection.sheet
    ran = run(capsys, "strings", "import", edition / "xlsx/guide-2031-kk.strings.xlsx", "--sources", edition / "sources", "--build", edition / "build")
    assert (ran.code, "STR-" in ran.out) == (ExitCode.GOOD, False), "the sheet of terms is no sheet of somebody else's"


def test_a_new_edition_begins_with_a_glossary_that_says_something() -> None:
    content = edition_files("2031")[GLOSSARY]
    assert content == seeded_glossary() == (CHECKOUT / "sources" / GLOSSARY).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfkk;ru;en;"), "as Excel opens it in columns"
    glossary, findings = read_glossary(content.decode(), GLOSSARY)
    assert (findings, len(glossary.terms) >= 120) == ([], True)
    assert all(set(term.words) == {"kk", "ru", "en"} for term in glossary.terms)


def test_every_rule_of_revision_is_explained() -> None:
    assert {f"STR-{number:03}" for number in range(40, 54)} <= set(all_rules())


def test_the_glossary_goes_out_to_programs_and_its_table_comes_back(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources, book = edition / "sources", edition / "terms.xlsx"
    assert run(capsys, "strings", "glossary", "--sources", sources, "--out", book).code == 0
    assert run(capsys, "strings", "glossary", "--sources", sources, "--out", book).code == ExitCode.USAGE, "a person's file stays"
    table = openpyxl.load_workbook(book)
    table.worksheets[0].cell(2, 1, "үкіметтен тыс ұйым")
    table.worksheets[0].cell(2, 4, "үкіметтен тыс ұйым")
    table.save(book)
    for said in (f"Written: {sources / GLOSSARY}\n", "Nothing is new; nothing was written.\n"):
        ran = run(capsys, "strings", "glossary", "--sources", sources, "--take", book)
        assert (ran.code, ran.out.endswith(said)) == (ExitCode.GOOD, True), ran.said
    assert read_glossary((sources / GLOSSARY).read_text("utf-8"), GLOSSARY)[0].terms[0].words["kk"] == "үкіметтен тыс ұйым"
    assert list((sources / "translations").glob(".glossary.csv.*")) == [], "there was none before, and the second time nothing was new"
    table.worksheets[0].cell(2, 1, "ҮЕҰ")
    table.worksheets[0].cell(2, 4, "үеұ")
    table.save(book)
    before = (sources / GLOSSARY).read_bytes()
    told = json.loads(run(capsys, "strings", "glossary", "--sources", sources, "--take", book, "--json").out)
    assert (told["terms"] >= 120, told["written"]) == (True, [str(sources / GLOSSARY)])
    assert [Path(name).read_bytes() for name in told["backups"]] == [before], "with the mark by which Excel knows its letters"
    assert run(capsys, "strings", "glossary", "--sources", sources, "--lang", "kk").code == ExitCode.USAGE, "a language of what list?"
    assert run(capsys, "strings", "glossary", "--sources", sources, "--out", edition / "kk.txt", "--lang", "kk").code == 0
    assert "неправительственная организация\tҮЕҰ\t" in (edition / "kk.txt").read_text("utf-8")
    assert run(capsys, "strings", "glossary", "--sources", sources, "--out", edition / "kk.csv", "--lang", "kk").code == 0
    assert (edition / "kk.csv").read_text("utf-8").startswith("source,target,developer_comments\n")


@pytest.mark.parametrize("arguments", [("a.xlsx", "--lang", "kk"), ("a.txt",), ("a.doc", "--lang", "kk"), ("sources/terms.xlsx",)])
def test_a_glossary_goes_into_no_file_that_would_be_taken_for_another(
    edition: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    out, *others = arguments
    ran = run(capsys, "strings", "glossary", "--sources", edition / "sources", "--out", edition / out, *others)
    assert (ran.code, ran.err.count("\n"), (edition / out).exists()) == (ExitCode.USAGE, 1, False), ran.said


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"a;b\n1;2\n"), ("a.csv", b"kk;ru;en\n;;\n"), ("a.xlsx", b"PK")])
def test_a_table_without_terms_is_not_taken(edition: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / name).write_bytes(content)
    assert run(capsys, "strings", "glossary", "--sources", edition / "sources", "--take", edition / name).code == ExitCode.UNREADABLE
    assert not (edition / "sources" / GLOSSARY).exists()
    assert run(capsys, "strings", "glossary", "--sources", edition / "sources", "--out", edition / "x.doc").code == ExitCode.USAGE


def test_a_table_that_comes_back_tells_what_it_changes_and_empties_no_term_unseen(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources, book = edition / "sources", edition / "terms.xlsx"
    assert run(capsys, "strings", "glossary", "--sources", sources, "--out", book).code == 0
    assert run(capsys, "strings", "glossary", "--sources", sources, "--take", book).code == 0
    before = (sources / GLOSSARY).read_bytes()
    table = openpyxl.load_workbook(book)
    table.worksheets[0].cell(3, 3, "=1+1")
    table.save(book)
    ran = run(capsys, "strings", "glossary", "--sources", sources, "--take", book)
    assert (ran.code, (sources / GLOSSARY).read_bytes()) == (ExitCode.UNREADABLE, before)
    assert "terms.xlsx: cell C3 holds a formula without a text; nothing was taken." in ran.err
    table.worksheets[0].cell(3, 3, "nonprofit")
    table.worksheets[0].append(["қоңырау", "звонок", "call"])
    table.save(book)
    ran = run(capsys, "strings", "glossary", "--sources", sources, "--take", book)
    assert "1 row of the table is gone or was changed:\n    коммерциялық емес ұйым · некоммерческая организация · non-profit organisation\n" in ran.out
    assert "2 rows of the table are new or were changed:\n" in ran.out
    assert "    қоңырау · звонок · call\n" in ran.out
    assert f"The file as it was before: {sources / 'translations/.glossary.csv.'}" in ran.out


def test_a_glossary_saved_without_kazakh_letters_is_not_taken(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "sources" / "translations").mkdir(exist_ok=True)
    (edition / "sources" / GLOSSARY).write_bytes(seeded_glossary())
    (edition / "ansi.csv").write_bytes(seeded_glossary().decode("utf-8-sig").encode("cp1251", "replace"))
    ran = run(capsys, "strings", "glossary", "--sources", edition / "sources", "--take", edition / "ansi.csv")
    assert (ran.code, (edition / "sources" / GLOSSARY).read_bytes()) == (ExitCode.UNREADABLE, seeded_glossary())
    assert "no Kazakh letters" in ran.out + ran.err


def test_a_label_that_lost_its_placeholders_is_told(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "sources" / "translations").mkdir(exist_ok=True)
    (edition / "sources" / "translations" / "labels.kk.po").write_text('msgid "see {name}"\nmsgstr "қараңыз"\n', "utf-8")
    ran = run(capsys, "strings", "check", "kk", "--sources", edition / "sources", "--json")
    assert [(one["id"], one["code"]) for one in json.loads(ran.out)["findings"] if one["id"].startswith("LOC")] == [("LOC-004", "placeholders-differ")]


def test_a_label_that_says_another_number_is_told(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Import told it before: check did not."""
    (edition / "sources" / "translations").mkdir(exist_ok=True)
    (edition / "sources" / "translations" / "labels.kk.po").write_text('msgid "Contents"\nmsgstr "Мазмұны 2031"\n', "utf-8")
    ran = run(capsys, "strings", "check", "kk", "--sources", edition / "sources", "--json")
    assert [(one["id"], one["code"], one["cell"]) for one in json.loads(ran.out)["findings"]] == [("STR-042", "added", "|Contents")]


def test_front_matter_is_revised_and_a_waiver_of_another_books_is_not_in_vain(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (edition / "sources/front").mkdir(exist_ok=True)
    (edition / "sources/front/foreword.ru.md").write_text("# Кому звонить\n\nВ книге 144 организации.\n", "utf-8")
    assert "STR-054 front/foreword.kk.md" in run(capsys, "check", edition / "sources").out
    (edition / "sources/front/foreword.kk.md").write_text("# Кімге қоңырау шаламыз\n\nКітапта 145 ұйым бар.\n", "utf-8")
    checked = run(capsys, "strings", "check", "kk", "--sources", edition / "sources", "--build", edition / "build")
    assert checked.code == ExitCode.BLOCKED
    assert "error STR-042 front/foreword.kk.md: The text says 144, the translation 145." in checked.out
    waiver = '[[waiver]]\nid = "STR-042"\ncode = "changed"\nfile = "front/foreword.kk.md"\nreason = "Сверено. А. Сагинова, 03.02.2031"\n'
    (edition / "sources/waivers.toml").write_text(waiver, "utf-8")
    of_russian_alone = run(capsys, "build", edition / "sources", "--build", edition / "build", "--lang", "ru", "--jobs", "1")
    assert (of_russian_alone.code, "JOB-002" in of_russian_alone.out) == (ExitCode.GOOD, False), "the Kazakh book was not looked at"
