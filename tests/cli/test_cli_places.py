"""A translation that its place does not hold, from the translator's workbook to the lines on the proof."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from cli_editions import Built, Ran

from pipeline import cli
from pipeline.errors import ExitCode
from pipeline.verify import box_lines
from pipeline.whereabouts import LineSearch, squash

SENTENCES = (
    "Балаларды ашық суда жүзуге үйретіп, балықшылардың отбасыларына көмектесеміз. Ауыл мектептерінде қауіпсіздік сабақтарын өткіземіз, "
    "жағалауды қоқыстан тазартамыз және құтқарушылармен бірге жазғы лагерь ұйымдастырамыз. "
)
LONG = (SENTENCES * 12).strip()
OF_HEAD = "Мерзімді баспасөз бен телеарналарға пікір айтатын тәуелсіз сарапшылардың толық тізімі"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    capsys.readouterr()
    code = cli.main([*map(str, arguments), "--ui-lang", "en"])
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)


def exported(again: Built, capsys: pytest.CaptureFixture[str], form: str = "xlsx") -> Path:
    ran = run(capsys, "strings", "export", "kk", "--sources", again.sources, "--build", again.build, "--format", form, "--only", "all")
    assert ran.code == ExitCode.GOOD
    return again.out / "strings"


def filled(folder: Path, sheet: int, source: str, target: str) -> tuple[Path, str, str]:
    """The workbook with a translation written into it, the key of the text, and what stood beside it for the translator."""
    book = openpyxl.load_workbook(folder / "guide-2031-kk.strings.xlsx")
    page = book.worksheets[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    row = next(number for number in range(2, page.max_row + 1) if str(page.cell(number, heads["source"]).value).startswith(source))
    page.cell(row, heads["target"], target)
    book.save(folder.parent / "back.xlsx")
    return folder.parent / "back.xlsx", str(page.cell(row, heads["context"]).value), str(page.cell(row, heads["developer_comments"]).value)


def printed_lines(out: Path, key: str, text: str) -> int:
    """Lines of a text in its entry, as another engine reads them out of the proof."""
    page_map = json.loads((out / "kk/guide-2031-kk.pagemap.json").read_text("utf-8"))
    parts = [entry for entry in page_map["entries"] if entry.get("listing") == key.partition("/")[0]]
    proof = (out / "kk/guide-2031-kk.proof.pdf").read_bytes()
    read = [box_lines(proof, {part["page"] - 1: [tuple(part["box"])]})[part["page"] - 1][0] for part in parts]
    place = LineSearch(line for lines in read for line in lines).find(squash(text))
    assert place is not None
    return place[1] - place[0] + 1


def test_the_lines_that_are_told_are_the_lines_on_the_proof(again: Built, capsys: pytest.CaptureFixture[str]) -> None:
    path, key, beside = filled(exported(again, capsys), 1, "Учим детей", LONG)
    fit = re.search(r"(\d+) lines fit, about (\d+) letters; what stands there takes (\d+)", beside)
    assert fit, beside
    assert int(fit[1]) > int(fit[3]) == 2, "the rest of the column is free"
    assert int(fit[2]) > 20 * int(fit[1])

    ran = run(capsys, "strings", "import", path, "--sources", again.sources, "--build", again.build)
    told = re.search(r"The translation takes (\d+) lines; beside the rest of its entry a column holds (\d+)\.", ran.out)
    assert ran.code == ExitCode.GOOD
    assert told
    assert int(told[1]) > 48 > int(told[2]) >= int(fit[1])

    checks = (("strings", "check", "--sources"), ("check",), ("build", "--lang", "kk", "--jobs", "1"))
    for verb in checks:
        arguments = verb if verb[-1] == "--sources" else verb[:1]
        options = () if verb[-1] == "--sources" else verb[1:]
        said = run(capsys, *arguments, again.sources, "--build", again.build, *options).out
        assert f"warning STR-052 translations/content.kk.po › {key}: {told[0]}" in said, verb
    assert printed_lines(again.out, key, LONG) == int(told[1])
    assert told[0] in run(capsys, "check", again.sources, "--build", again.build).out, "of the book that holds it, too"


def test_a_text_that_its_place_holds_is_not_minded_and_exports_say_what_it_takes(again: Built, capsys: pytest.CaptureFixture[str]) -> None:
    path, key, _ = filled(exported(again, capsys), 1, "Учим детей", SENTENCES.strip())
    ran = run(capsys, "strings", "import", path, "--sources", again.sources, "--build", again.build)
    assert ran.code == ExitCode.GOOD
    assert "takes" not in ran.out
    _, _, beside = filled(exported(again, capsys), 1, "Учим детей", "")
    assert re.search(r"\d+ lines fit, about \d+ letters; what stands there takes 7", beside), "set as it will be, though not built yet"
    xliff = (exported(again, capsys, "xliff") / "guide-2031-kk.content.xlf").read_text("utf-8")
    fits = re.search(r"\d+ lines fit, about (\d+) letters; what stands there takes 7", xliff)
    assert fits
    assert re.search(rf'<trans-unit id="{key}"[^>]* maxwidth="{fits[1]}" size-unit="char"', xliff)


def test_a_label_that_its_running_head_cuts_off_is_told_everywhere(again: Built, capsys: pytest.CaptureFixture[str]) -> None:
    path, key, _ = filled(exported(again, capsys), 2, "Foreword", OF_HEAD * 2)
    told = run(capsys, "strings", "import", path, "--sources", again.sources, "--build", again.build).out
    sentence = "As a running head or thumb tab it is cut off: “Мерзімді баспасөз"
    assert sentence in told
    assert sentence in run(capsys, "check", again.sources, "--build", again.build).out
    assert f"labels.kk.po › {key}: {sentence}" in run(capsys, "build", again.sources, "--build", again.build, "--lang", "kk", "--jobs", "1").out


def test_without_a_book_nothing_is_said_of_places(again: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _, _ = filled(exported(again, capsys), 1, "Учим детей", LONG)
    ran = run(capsys, "strings", "import", path, "--sources", again.sources, "--build", tmp_path / "other")
    assert ran.code == ExitCode.GOOD
    assert "a column holds" not in ran.out
