"""guide strings export and import, as staff and translators run them on a small edition."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from cli_editions import CHECKOUT, GOOD_ROWS, Ran, digests, make_edition, workbook

from pipeline import cli
from pipeline.errors import ExitCode
from pipeline.localise.translations import load_content

PO = "guide-2031-kk.content.po"


class Guide:
    """The command in this process: reading libraries anew for each of fifty runs would take most of the time."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path, locale: str = "C") -> Ran:
        self.monkeypatch.setenv("LC_ALL", locale)
        self.capsys.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)


@pytest.fixture
def guide(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Guide:
    return Guide(capsys, monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition in Russian and Kazakh with ids, and its exports."""
    folder = tmp_path_factory.mktemp("strings")
    make_edition(folder / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    for form in ("po", "xlsx", "xliff"):
        code = cli.main(["strings", "export", "kk", "--sources", str(folder / "sources"), "--build", str(folder / "build"), "--format", form, "--only", "all"])
        assert code == ExitCode.GOOD
    return folder


@pytest.fixture
def edition(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "e")
    return tmp_path / "e"


@pytest.fixture
def take(guide: Guide, edition: Path) -> Callable[..., Ran]:
    def run(*arguments: str | Path, locale: str = "C") -> Ran:
        return guide("strings", "import", *arguments, "--sources", edition / "sources", "--build", edition / "build", locale=locale)

    return run


def translated(edition: Path, text: str = "Балаларды ашық суда жүзуге үйретеміз.", source: str = "Учим детей") -> Path:
    path = edition / "back.po"
    content = (edition / "build/2031/strings" / PO).read_text("utf-8")
    path.write_text(re.sub(rf'(msgid "{source}[^\n]*\nmsgstr )"[^"]*"', rf'\1"{text}"', content), "utf-8")
    return path


def test_exports_stand_in_the_folder_of_outputs(made: Path) -> None:
    names = sorted(path.name for path in (made / "build/2031/strings").iterdir() if not path.name.startswith("."))
    assert names == [f"guide-2031-kk.{name}" for name in ("content.po", "content.xlf", "labels.po", "labels.xlf", "strings.xlsx")]
    assert (made / "sources/ids.toml").is_file()


@pytest.mark.parametrize("name", [PO, "guide-2031-kk.content.xlf", "guide-2031-kk.strings.xlsx", "guide-2031-kk.labels.po", "guide-2031-kk.labels.xlf"])
def test_an_export_that_nobody_touched_writes_nothing(name: str, edition: Path, take: Callable[..., Ran]) -> None:
    ran = take(edition / "build/2031/strings" / name, "--ui-lang", "en")
    assert (ran.code, "Nothing is new; nothing was written." in ran.out) == (ExitCode.GOOD, True), ran.said
    assert not (edition / "sources/translations").exists()


def test_translations_come_in_and_what_there_was_stays_beside_them(edition: Path, take: Callable[..., Ran]) -> None:
    ran = take(translated(edition), "--by", "А. Қайратқызы", "--ui-lang", "en")
    catalogue = edition / "sources/translations/content.kk.po"
    assert ran.code == ExitCode.GOOD
    assert ("1 translation is new." in ran.out, f"Written: {catalogue}" in ran.out) == (True, True)
    first = catalogue.read_bytes()
    assert "# Translator: А. Қайратқызы\n".encode() in first
    ran = take(translated(edition, "Басқаша.", "Сажаем"), "--json")
    assert ran.json["written"] == [str(catalogue)]
    assert Path(ran.json["backups"][0]).read_bytes() == first
    assert ran.json["files"][0]["counts"]["content"] == {
        "added": 1, "changed": 0, "approved": 0, "doubtful": 0, "same": 2, "kept": 0, "refused": 0,
    }  # fmt: skip


def test_a_dry_run_tells_and_writes_nothing(edition: Path, take: Callable[..., Ran]) -> None:
    ran = take(translated(edition), "--dry-run", "--ui-lang", "en")
    assert ran.code == ExitCode.GOOD
    assert "would be changed; nothing was written." in ran.out
    assert not (edition / "sources/translations").exists()


def test_a_dry_run_gives_new_listings_no_ids(edition: Path, take: Callable[..., Ran]) -> None:
    rows = [*GOOD_ROWS, ("Белый парус", "Ақ желкен", "Павлодарская область", "Аксу", "8 (7183) 75-01-02", "", "Чиним лодки.")]
    (edition / "sources/provinces/pavlodar.xlsx").write_bytes(workbook(rows))
    before = digests(edition / "sources")
    assert take(translated(edition), "--dry-run").code == ExitCode.GOOD
    assert digests(edition / "sources") == before
    assert take(translated(edition)).code == ExitCode.GOOD
    assert digests(edition / "sources")["ids.toml"] != before["ids.toml"]


def test_a_file_that_is_refused_gives_new_listings_no_ids(edition: Path, take: Callable[..., Ran]) -> None:
    rows = [*GOOD_ROWS, ("Белый парус", "Ақ желкен", "Павлодарская область", "Аксу", "8 (7183) 75-01-02", "", "Чиним лодки.")]
    (edition / "sources/provinces/pavlodar.xlsx").write_bytes(workbook(rows))
    before = digests(edition / "sources")
    assert take(translated(edition), "--lang", "ru").code == ExitCode.UNREADABLE
    other = translated(edition).rename(edition / "other.po")
    text = other.read_text("utf-8").replace("X-Guide-Edition: 2031", "X-Guide-Edition: 2029")
    other.write_text(re.sub(r'(?m)^#: sent/.+\n', "", re.sub(r'(?m)^msgid "[^"].*$', 'msgid "Другое"', text)), "utf-8")
    refused = take(other, "--ui-lang", "en")
    assert (refused.code, "is of the edition 2029" in refused.err) == (ExitCode.UNREADABLE, True), refused.said
    assert digests(edition / "sources") == before


def test_what_is_told_is_told_in_the_translators_language(edition: Path, take: Callable[..., Ran]) -> None:
    take(translated(edition))
    ran = take(translated(edition, "Екінші аудармашының нұсқасы."), locale="ru_RU.UTF-8")
    assert (ran.code, "басқаша аударылған" in ran.out) == (ExitCode.UNREADABLE, True)
    assert "уже переведён иначе" in take(translated(edition, "Тағы бір нұсқа."), "--ui-lang", "ru").out
    refused = take(translated(edition), "--lang", "ru", locale="en_GB.UTF-8")
    assert (refused.code, "емес" in refused.err) == (ExitCode.UNREADABLE, True)


def test_one_text_is_taken_of_the_file_by_its_key(edition: Path, take: Callable[..., Ran]) -> None:
    catalogue = edition / "sources/translations/content.kk.po"
    take(translated(edition), "--by", "А. Қайратқызы")
    other = translated(edition, "Екінші нұсқа.")
    ran = take(other, "--by", "Б. Оспанов", "--ui-lang", "en")
    assert "(А. Қайратқызы); the file says “Екінші нұсқа.” (Б. Оспанов)" in ran.out
    assert "# Also translated as: Екінші нұсқа. (Б. Оспанов)" in catalogue.read_text("utf-8")
    assert (take(other, "--theirs-of", "ngo-0099/mission").code, take(other, "--theirs-of", "ngo-0001", "--ours-of", "ngo-0001").code) == (
        ExitCode.USAGE, ExitCode.USAGE)
    assert take(other, "--by", "Б. Оспанов", "--theirs-of", "ngo-0001/mission", "--ui-lang", "en").code == ExitCode.GOOD
    text = catalogue.read_text("utf-8")
    assert ("Екінші нұсқа." in text, "Also translated" in text) == (True, False)


def test_theirs_and_ours_settle_a_conflict(edition: Path, take: Callable[..., Ran]) -> None:
    catalogue = edition / "sources/translations/content.kk.po"
    take(translated(edition))
    assert take(translated(edition, "Екінші нұсқа."), "--ours").code == ExitCode.GOOD
    assert "Екінші нұсқа." not in catalogue.read_text("utf-8")
    assert take(translated(edition, "Екінші нұсқа."), "--theirs").code == ExitCode.GOOD
    assert "Екінші нұсқа." in catalogue.read_text("utf-8")
    assert take(translated(edition), "--theirs", "--ours").code == ExitCode.USAGE


def test_a_label_of_the_editions_own(edition: Path, take: Callable[..., Ran], guide: Guide) -> None:
    path = edition / "labels.po"
    text = (edition / "build/2031/strings/guide-2031-kk.labels.po").read_text("utf-8")
    path.write_text(text.replace('msgstr "Мазмұны"', 'msgstr "Мазмұн"'), "utf-8")
    assert take(path).code == ExitCode.GOOD
    own = (edition / "sources/translations/labels.kk.po").read_text("utf-8")
    assert (own.count("msgid"), 'msgstr "Мазмұн"' in own) == (2, True)
    assert guide("strings", "export", "kk", "--sources", edition / "sources", "--build", edition / "build", "--only", "all").code == ExitCode.GOOD
    again = (edition / "build/2031/strings/guide-2031-kk.labels.po").read_text("utf-8")
    assert 'msgstr "Мазмұн"' in again
    path.write_text(again.replace('msgstr "Мазмұн"', 'msgstr "Мазмұны"'), "utf-8")
    assert take(path).code == ExitCode.GOOD
    assert "Мазмұн" not in (edition / "sources/translations/labels.kk.po").read_text("utf-8")


def test_a_file_that_somebody_works_in_is_not_written_over(edition: Path, guide: Guide) -> None:
    path = edition / "build/2031/strings/guide-2031-kk.strings.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["C2"].value = "Аударма"
    book.save(path)
    worked = path.read_bytes()
    ran = guide("strings", "export", "kk", "--sources", edition / "sources", "--build", edition / "build", "--format", "xlsx")
    assert (ran.code, path.read_bytes() == worked) == (ExitCode.USAGE, True)
    assert "guide strings import" in ran.err
    assert guide("strings", "import", path, "--sources", edition / "sources", "--build", edition / "build").code == ExitCode.GOOD
    ran = guide("strings", "export", "kk", "--sources", edition / "sources", "--build", edition / "build", "--format", "xlsx", "--only", "all")
    assert (ran.code, path.read_bytes() == worked) == (ExitCode.GOOD, False)
    out = guide("strings", "export", "kk", "--sources", edition / "sources", "--build", edition / "build", "--format", "xlsx", "--out", edition / "other")
    assert (out.code, len(list((edition / "other").glob("*.xlsx")))) == (ExitCode.GOOD, 1)


@pytest.mark.parametrize(("name", "content", "code"), [
    ("a.po", b"", ExitCode.UNREADABLE), ("a.po", b"msgid", ExitCode.UNREADABLE), ("a.po", "msgid \"я".encode("cp1251"), ExitCode.UNREADABLE),
    ("a.xlsx", b"", ExitCode.UNREADABLE), ("a.xlsx", b"PK\x03\x04 torn", ExitCode.UNREADABLE), ("a.xlsx", workbook(GOOD_ROWS), ExitCode.UNREADABLE),
    ("a.xlf", b"", ExitCode.UNREADABLE), ("a.xlf", b"<!DOCTYPE x><xliff/>", ExitCode.UNREADABLE), ("a.csv", b"source,target\na,b\n", ExitCode.UNREADABLE),
    ("a.docx", b"text", ExitCode.UNREADABLE), ("a.csv", b"", ExitCode.UNREADABLE),
])
@pytest.mark.parametrize("lang", [(), ("--lang", "kk")])
def test_files_that_are_none_are_told_in_one_sentence(name: str, content: bytes, code: ExitCode, lang: tuple[str, ...], edition: Path, take: Callable[..., Ran]) -> None:
    (edition / name).write_bytes(content)
    ran = take(edition / name, *lang, "--ui-lang", "en")
    assert (ran.code, ran.err.count("\n")) == (code, 1), ran.said
    assert name in ran.err
    assert not (edition / "sources/translations").exists()


def test_usage_is_told(edition: Path, take: Callable[..., Ran], guide: Guide) -> None:
    assert guide("strings").code == ExitCode.USAGE
    assert guide("strings", "import").code == ExitCode.USAGE
    assert guide("strings", "export", "en", "--sources", edition / "sources", "--build", edition / "build").code == ExitCode.USAGE
    assert guide("strings", "export", "kk", "--sources", edition / "nowhere").code == ExitCode.UNREADABLE
    assert take(edition / "nowhere.po").code == ExitCode.UNREADABLE
    inside = guide("strings", "export", "kk", "--sources", edition / "sources", "--build", edition / "build", "--out", edition / "sources/provinces")
    assert inside.code == ExitCode.USAGE


def test_an_export_that_is_refused_has_written_nothing(tmp_path: Path, guide: Guide) -> None:
    sources = make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    before = digests(sources)
    build = tmp_path / "build"
    for arguments in (("kk", "--build", build, "--out", sources / "out"), ("kk", "--build", sources / "build"), ("en", "--build", build)):
        assert guide("strings", "export", *arguments, "--sources", sources).code == ExitCode.USAGE
        assert digests(sources) == before


def test_several_files_are_taken_one_after_the_other(edition: Path, take: Callable[..., Ran]) -> None:
    first = translated(edition).rename(edition / "first.po")
    second = translated(edition, "Қала айналасына орман отырғызамыз.", "Сажаем лес").rename(edition / "second.po")
    third = translated(edition, "Үшінші аудармашының нұсқасы.").rename(edition / "third.po")
    ran = take(first, second, third, "--json")
    counts = [file["counts"]["content"] for file in ran.json["files"]]
    assert ([count["added"] for count in counts], [count["refused"] for count in counts]) == ([1, 1, 0], [0, 0, 1])
    assert [finding["code"] for finding in ran.json["files"][2]["findings"]] == ["other-translation"]
    text = (edition / "sources/translations/content.kk.po").read_text("utf-8")
    assert ("орман отырғызамыз" in text, 'msgstr "Үшінші' in text) == (True, False)


def test_a_kazakh_table_saved_by_excel_as_ansi_is_refused(edition: Path, take: Callable[..., Ran]) -> None:
    sheet = openpyxl.load_workbook(edition / "build/2031/strings/guide-2031-kk.strings.xlsx").worksheets[1]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.rows]
    rows[2][2] = "Балаларды ж?зуге ?йретеміз".replace("і", "?")
    lines = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    (edition / "a.csv").write_bytes("\r\n".join(lines).encode("cp1251", "replace"))
    ran = take(edition / "a.csv", "--ui-lang", "en")
    assert (ran.code, "no Kazakh letters" in ran.err) == (ExitCode.UNREADABLE, True), ran.said


@pytest.mark.slow
def test_the_sample_edition_comes_back_byte_by_byte(tmp_path: Path, guide: Guide) -> None:
    shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")
    before = digests(tmp_path / "sources")
    build = tmp_path / "build"
    for form in ("po", "xlsx", "xliff"):
        assert guide("strings", "export", "kk", "--sources", tmp_path / "sources", "--build", build, "--format", form, "--only", "all").code == ExitCode.GOOD
    files = [path for path in sorted((build / "2027/strings").iterdir()) if not path.name.startswith(".")]
    ran = guide("strings", "import", *files, "--sources", tmp_path / "sources", "--build", build, "--json")
    assert (ran.code, ran.json["written"], len(files)) == (ExitCode.GOOD, [], 5)
    assert not any(file["findings"] for file in ran.json["files"])
    assert digests(tmp_path / "sources") == before
    catalogue = tmp_path / "sources/translations/content.kk.po"
    lost = catalogue.read_text("utf-8")
    catalogue.unlink()
    assert guide("strings", "import", files[-1], "--sources", tmp_path / "sources", "--build", build).code == ExitCode.GOOD
    assert load_content(catalogue.read_text("utf-8"), "kk").entries == load_content(lost, "kk").entries


def test_the_table_of_progress_goes_over_nobodys_file(edition: Path, guide: Guide) -> None:
    status = ("strings", "status", "--sources", edition / "sources", "--build", edition / "build", "--out")
    (edition / "theirs.xlsx").write_bytes(b"theirs")
    assert guide(*status, edition / "theirs.xlsx").code == ExitCode.USAGE
    assert (edition / "theirs.xlsx").read_bytes() == b"theirs"
    assert guide(*status, edition / "sources" / "pavlodar" / "table.xlsx").code == ExitCode.USAGE
    for _ in range(2):  # its own it makes anew
        assert guide(*status, edition / "table.xlsx").code == ExitCode.GOOD


def test_names_that_are_too_long_are_told(edition: Path, guide: Guide) -> None:
    sources, long = edition / "sources", edition / ("x" * 300)
    assert guide("strings", "export", "kk", "--sources", sources, "--build", edition / "build", "--out", long).code == ExitCode.UNWRITABLE
    for verb in (("status", "--sources", sources, "--build", edition / "build"), ("glossary", "--sources", sources)):
        assert guide("strings", *verb, "--out", f"{long}.xlsx").code in (ExitCode.UNWRITABLE, ExitCode.USAGE)


def test_an_edition_in_kazakh_latin_letters_alone_is_translated_into_kazakh(tmp_path: Path, guide: Guide) -> None:
    make_edition(tmp_path / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk-Latn",))
    ran = guide("strings", "export", "kk", "--sources", tmp_path / "sources", "--build", tmp_path / "build", "--only", "all")
    assert ran.code == ExitCode.GOOD
    assert guide("strings", "export", "ru", "--sources", tmp_path / "sources", "--build", tmp_path / "build").code == ExitCode.USAGE
