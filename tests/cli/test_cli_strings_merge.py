"""guide strings merge, status and memory, as staff run them on a small edition."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from cli_editions import GOOD_ROWS, HEADER, Ran, make_edition, workbook
from test_cli_strings import Guide

from pipeline import cli
from pipeline.errors import ExitCode
from pipeline.strings.catalogue_files import read_po
from pipeline.strings.units import Unit

SWIMMING = GOOD_ROWS[0][6].replace("  ", " ")
KEY = "ngo-0001/mission"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition in Russian and Kazakh, merged, with one translation approved."""
    folder = tmp_path_factory.mktemp("merge")
    make_edition(folder / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    run = ["strings", "merge", "--sources", str(folder / "sources"), "--build", str(folder / "build")]
    assert cli.main(run) == ExitCode.GOOD
    catalogue = folder / "sources/translations/content.kk.po"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace(f'msgid "{SWIMMING}"\nmsgstr ""', f'msgid "{SWIMMING}"\nmsgstr "Жүзуге үйретеміз."'), "utf-8")
    assert cli.main(run) == ExitCode.GOOD
    return folder


class Edition:
    def __init__(self, folder: Path, guide: Guide) -> None:
        self.folder, self.guide = folder, guide
        self.sources, self.catalogue = folder / "sources", folder / "sources/translations/content.kk.po"

    def __call__(self, verb: str, *arguments: str | Path) -> Ran:
        return self.guide("strings", verb, *arguments, "--sources", self.sources, "--build", self.folder / "build", "--ui-lang", "en")

    def send(self, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> None:
        (self.sources / "provinces/pavlodar.xlsx").write_bytes(workbook(rows, header))

    @property
    def units(self) -> dict[str, Unit]:
        units = read_po(self.catalogue.read_text("utf-8"), "content", "kk").units
        return {unit.key: unit for unit in (*(unit for unit in units if unit.removed), *(unit for unit in units if not unit.removed))}

    @property
    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.sources).as_posix(): path.read_bytes() for path in sorted(self.sources.rglob("*")) if path.is_file()}


@pytest.fixture
def edition(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Edition:
    shutil.copytree(made, tmp_path / "e")
    return Edition(tmp_path / "e", Guide(capsys, monkeypatch))


def edited(text: str) -> list[Sequence[object]]:
    return [(*GOOD_ROWS[0][:6], text), *GOOD_ROWS[1:]]


def test_a_merge_of_what_was_merged_writes_nothing(edition: Edition) -> None:
    before = edition.files
    ran = edition("merge")
    assert (ran.code, "Nothing is new; nothing was written." in ran.out, edition.files == before) == (ExitCode.GOOD, True, True), ran.said


def test_an_edited_workbook_leaves_the_old_translation_to_be_looked_at_again(edition: Edition) -> None:
    before = edition.catalogue.read_bytes()
    edition.send(edited("Учим взрослых плавать."))
    ran = edition("merge", "kk")
    unit = edition.units[KEY]
    assert (unit.source, unit.target, unit.fuzzy, unit.previous) == ("Учим взрослых плавать.", "Жүзуге үйретеміз.", True, SWIMMING)
    assert f"{KEY}: “{SWIMMING}” is now “Учим взрослых плавать.”" in ran.out
    assert next(edition.catalogue.parent.glob(".content.kk.po.*.bak")).read_bytes() == before
    edition.send(GOOD_ROWS)
    assert "says again what was translated" in edition("merge").out
    assert edition.units[KEY].state == "done"


def test_a_dry_run_tells_and_writes_nothing(edition: Edition) -> None:
    edition.send(edited("Учим взрослых плавать."))
    before = edition.files
    ran = edition("merge", "--dry-run")
    assert "1 text was changed" in ran.out
    assert "would be changed; nothing was written." in ran.out
    assert edition.files == before


def test_machines_are_told_of_every_text(edition: Edition) -> None:
    edition.send([*edited("Учим взрослых плавать."), ("Белый парус", "Ақ желкен", "Павлодарская область", "Аксу", "8 (7183) 75-01-02", "", "Чиним лодки.")])
    told = edition("merge", "kk", "--json").json
    content = told["catalogues"][0]
    assert (content["counts"]["edited"], content["counts"]["new"], content["texts"]["fuzzy"]) == (1, 1, 1)
    assert [(one["key"], one["fate"], one["doubtful"]) for one in content["changes"]] == [(KEY, "edited", True), ("ngo-0004/mission", "new", False)]


def test_a_broken_catalogue_is_one_sentence_and_nothing_is_written(edition: Edition) -> None:
    edition.send(edited("Учим взрослых плавать."))
    edition.catalogue.write_text(edition.catalogue.read_text("utf-8") + '\nmsgid "без конца\n', "utf-8")
    before = edition.files
    ran = edition("merge")
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.UNREADABLE, "", 1)
    assert "content.kk.po" in ran.err
    assert edition.files == before


def test_a_removed_row_comes_back_with_its_translation(edition: Edition) -> None:
    edition.send(GOOD_ROWS[1:])
    assert "no longer wanted; its translation is kept" in edition("merge").out
    assert edition.units[KEY].removed
    edition.send(GOOD_ROWS)
    assert "is wanted again and has its translation back" in edition("merge").out
    assert edition.units[KEY].state == "done"


SAME = """[[same]]
listings = ["Тихая гавань | Экибастуз", "Тихая пристань | Экибастуз"]
by = "А. Сейітова"
on = 2031-01-02
"""


def test_of_listings_that_became_one_the_translation_of_what_is_printed_goes_along_and_comes_back(edition: Edition) -> None:
    quay = ("Тихая пристань", "Тыныш кемежай", "Павлодарская область", "Экибастуз", "8 (7187) 34-09-09", "quay@harbour.example", "Чиним лодки.", "01.02.2031")
    edition.send([*((*row, "01.02.2030") for row in GOOD_ROWS), quay], (*HEADER, "Дата проверки"))
    edition("merge")
    text = edition.catalogue.read_text("utf-8")
    edition.catalogue.write_text(text[: text.index('msgctxt "ngo-0004/mission"')] + text[text.index('msgctxt "ngo-0004/mission"'):].replace('msgstr ""', 'msgstr "Қайық"'), "utf-8")
    edition("merge")
    (edition.sources / "decisions.toml").write_text(SAME, "utf-8")
    ran = edition("merge")
    assert "1 translation stands under the id of the listing" in ran.out
    assert (edition.units[KEY].source, edition.units[KEY].target, edition.units[KEY].state) == (quay[6], "Қайық", "done")
    (edition.sources / "decisions.toml").unlink()
    edition("merge")
    printed = {unit.source: (unit.target, unit.state) for unit in edition.units.values() if not unit.removed}
    assert (printed[quay[6]], printed[SWIMMING]) == (("Қайық", "done"), ("Жүзуге үйретеміз.", "done"))  # whichever id each of them has now


def test_who_asks_to_be_left_out_is_in_no_memory(edition: Edition) -> None:
    memory = edition.sources / "translations/memory.tmx"
    assert "Учим детей плавать" in memory.read_text("utf-8")
    edition.send([(*row, "да" if row is GOOD_ROWS[0] else "") for row in GOOD_ROWS], (*HEADER, "Не публиковать"))
    edition("merge")
    assert "Учим детей" not in memory.read_text("utf-8")
    assert not [*memory.parent.glob(".memory*")]
    assert KEY not in edition.units


def test_the_memory_is_no_source_of_the_book(edition: Edition) -> None:
    from pipeline.desk import Desk

    desk = Desk(edition.sources, edition.folder / "build")
    digest = desk.inputs_digest()
    (edition.sources / "translations/memory.tmx").unlink()
    assert desk.inputs_digest() == digest


def test_status_counts_what_is_left_and_writes_only_the_workbook(edition: Edition, tmp_path: Path) -> None:
    edition.send(edited("Учим взрослых плавать."))
    before = edition.files
    told = edition("status", "kk", "--json", "--out", tmp_path / "left.xlsx").json
    (kazakh,) = told["languages"]
    assert kazakh["whole"] == {"done": 0, "fuzzy": 1, "missing": 2, "words_left": 19, "percent": 0}
    assert [(one["code"], one["fuzzy"], one["missing"]) for one in kazakh["regions"]] == [("KZ-55", 1, 2)]
    assert edition.files == before
    sheet = openpyxl.load_workbook(tmp_path / "left.xlsx").worksheets[0]
    assert (sheet.title, [cell.value for cell in sheet[2]][1:]) == ("Kazakh", ["texts of listings", 0, 1, 2, 19, 0])
    assert "words left" in edition("status").out
    assert edition("status", "--out", tmp_path / "left.pdf").code == ExitCode.USAGE


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_status_speaks_three_languages(edition: Edition, lang: str) -> None:
    words = {"en": "by translator", "ru": "по переводчикам", "kk": "аудармашылар бойынша"}
    assert words[lang] in edition.guide("strings", "status", "--sources", edition.sources, "--build", edition.folder / "build", "--ui-lang", lang).out


def test_a_memory_serves_the_next_edition(edition: Edition, tmp_path: Path) -> None:
    ran = edition("memory", "export", "kk", "--out", tmp_path / "out" / "all.tmx")
    assert (ran.code, "1 approved translation" in ran.out) == (ExitCode.GOOD, True), ran.said
    edition.catalogue.unlink()
    (edition.sources / "translations/memory.tmx").unlink()
    told = edition("memory", "import", tmp_path / "out" / "all.tmx", "--json").json
    assert [(one["own"], one["read"], one["new"], one["approved"]) for one in told["files"]] == [(True, 1, 1, 1)]
    assert "1 text has its translation from the memory." in edition("merge").out
    assert edition.units[KEY].target == "Жүзуге үйретеміз."


def their_memory(folder: Path, source: str, target: str) -> Path:
    """One unit of another program's memory, from Russian into Kazakh."""
    path = folder / "their.tmx"
    path.write_text(
        f'<tmx version="1.4"><header creationtool="OmegaT" srclang="ru-RU"/><body><tu><tuv xml:lang="ru-RU"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="kk-KZ"><seg>{target}</seg></tuv></tu></body></tmx>', "utf-8",
    )  # fmt: skip
    return path


def test_another_programs_memory_is_shown_and_printed_only_where_somebody_stands_for_it(edition: Edition, tmp_path: Path) -> None:
    theirs = their_memory(tmp_path, "Следим за чистотой воды в Иртыше.", "Ертіс суының тазалығын қадағалаймыз.")
    assert "not printed" in edition("memory", "import", theirs).out
    edition("merge")
    assert edition.units["ngo-0003/mission"].state == "missing"
    assert "#. ұқсас: «Следим за чистотой воды в Иртыше.» → «Ертіс суының тазалығын қадағалаймыз.»" in edition.catalogue.read_text("utf-8")
    edition.guide("strings", "export", "kk", "--sources", edition.sources, "--build", edition.folder / "build", "--out", tmp_path / "out")
    assert "#. ұқсас: «Следим за чистотой воды в Иртыше.» →" in next((tmp_path / "out").glob("*.content.po")).read_text("utf-8")
    edition("memory", "import", theirs, "--approved")
    edition("merge")
    assert edition.units["ngo-0003/mission"].state == "done"
    assert "ұқсас" not in edition.catalogue.read_text("utf-8")


def test_what_came_from_elsewhere_and_names_whoever_asks_to_be_left_out_goes(edition: Edition, tmp_path: Path) -> None:
    theirs = their_memory(tmp_path, "О союзе «Северный ветер»", "«Солтүстік желі» туралы")
    edition("memory", "import", theirs)
    memory = edition.sources / "translations/memory.tmx"
    assert "Северный ветер" in memory.read_text("utf-8")
    edition.send([(*row, "да" if row is GOOD_ROWS[1] else "") for row in GOOD_ROWS], (*HEADER, "Не публиковать"))
    edition("merge")
    assert "Северный ветер" not in memory.read_text("utf-8")


@pytest.mark.parametrize("arguments", [["import"], ["export", "x.tmx"], ["export", "--approved"], ["import", "x.tmx", "--out", "y.tmx"]])
def test_what_a_memory_cannot_be_asked_is_one_sentence(edition: Edition, arguments: list[str]) -> None:
    ran = edition("memory", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.USAGE, "", 1)


@pytest.mark.parametrize("verb", [["merge"], ["memory", "export"]])
def test_a_workbook_that_cannot_be_read_does_not_count_as_removed(edition: Edition, verb: list[str]) -> None:
    (edition.sources / "provinces/pavlodar.xlsx").write_bytes(b"PK\x03\x04 broken")
    before = edition.files
    ran = edition(*verb)
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.UNREADABLE, "", 1), ran.said
    assert "pavlodar.xlsx could not be read" in ran.err
    assert edition.files == before


def test_a_broken_memory_says_how_it_is_made_anew(edition: Edition) -> None:
    memory = edition.sources / "translations/memory.tmx"
    whole = memory.read_bytes()
    memory.write_bytes(whole[:200])
    ran = edition("merge")
    assert (ran.code, "Take the file away" in ran.err) == (ExitCode.UNREADABLE, True)
    memory.unlink()
    edition("merge")
    assert memory.read_bytes() == whole
