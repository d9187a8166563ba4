"""The program's own catalogues: what make lint refuses in them, and what it lets stand."""

from __future__ import annotations

import pytest

from pipeline.doors.catalogues import CatalogueEntry
from pipeline.messages import proofread
from pipeline.messages.proofread import Allowed, Fault, faults_of_content, faults_of_wordings, read_allowed, same_wordings, unexcused


@pytest.mark.parametrize(("entry", "code"), [
    (CatalogueEntry("A file.", "Файл барша."), ""),
    (CatalogueEntry("A file.", ""), "missing"),
    (CatalogueEntry("A file.", "Файл.", fuzzy=True), "missing"),
    (CatalogueEntry("A file.", "", obsolete=True), ""),
    (CatalogueEntry("{n} row", plural="{n} rows", plurals=("{n} жол",)), "forms"),
    (CatalogueEntry("One row", plural="{n} rows", plurals=("{n} жол", "{n} жол")), ""),
    (CatalogueEntry("{n} row", plural="{n} rows", plurals=("жол", "{n} жол")), "placeholders"),
    (CatalogueEntry("Read {file}.", "{fail} оқылды."), "placeholders"),
    (CatalogueEntry("The file was changed and not saved.", "Файл изменён и не сохранён."), "STR-046"),
    (CatalogueEntry("Read the file.", "Фaйлды оқыңыз."), "STR-045"),
    (CatalogueEntry("Read the file.", "Файлды  оқыңыз."), "STR-048"),
    (CatalogueEntry("  Read the file.", "  Файлды оқыңыз."), ""),
    (CatalogueEntry("Wait 10 minutes.", "15 минут күтіңіз."), "STR-042"),
    (CatalogueEntry("Read the file (all of it).", "Файлды (бәрін оқыңыз."), "STR-049"),
    (CatalogueEntry("Read the file.", "Файлды файлды оқыңыз."), "STR-050"),
])
def test_a_fault_in_a_wording_is_told(entry: CatalogueEntry, code: str) -> None:
    assert [fault.code for fault in faults_of_wordings([entry], "kk", "kk.po")] == ([code] if code else [])


def test_a_sentence_with_and_without_a_plural_is_two_for_us_and_one_for_gettext() -> None:
    entries = [CatalogueEntry("row {n}", "{n}-жол"), CatalogueEntry("row {n}", plural="rows {n}", plurals=("{n}-жол", "{n}-жол"))]
    assert [fault.code for fault in faults_of_wordings(entries, "kk", "kk.po")] == ["twice"]


def test_a_kazakh_wording_that_is_the_russian_one_is_refused() -> None:
    russian = [CatalogueEntry("workbook", "книга"), CatalogueEntry("file", "файл"), CatalogueEntry("{a} / {b}", "{a} / {b}")]
    kazakh = [CatalogueEntry("workbook", "кітап"), CatalogueEntry("file", "файл"), CatalogueEntry("{a} / {b}", "{a} / {b}")]
    faults = list(same_wordings(russian, kazakh, "kk.po"))
    assert [(fault.code, fault.msgid) for fault in faults] == [("same", "file")]
    assert unexcused(faults, Allowed({("same", "file"): "loanword"})) == []


def test_what_excuses_nothing_is_itself_a_fault() -> None:
    told = unexcused([Fault("kk.po", "file", "same", "")], Allowed({("same", "file"): "loanword", ("same", "gone"): "loanword"}))
    assert told == ["allowed.toml: [same] 'gone' excuses nothing any more"]


@pytest.mark.parametrize("text", [
    '[[allowed]]\ncode = "same"\nmsgid = "file"\nreason = " "\n',
    '[[allowed]]\ncode = "same"\nmsgid = "file"\nreason = "a"\n[[allowed]]\ncode = "same"\nmsgid = "file"\nreason = "b"\n',
])
def test_the_list_wants_a_reason_once_for_each_entry(text: str) -> None:
    with pytest.raises(ValueError, match=r"allowed\.toml"):
        read_allowed(text)


def test_the_samples_translations_are_proofread_too() -> None:
    entry = CatalogueEntry("Работаем с 2005 года.", "2006 жылдан бері жұмыс істейміз.", context="ngo-0001/mission")
    assert [fault.code for fault in faults_of_content([entry], "kk", "content.kk.po")] == ["STR-042"]


def test_the_programs_catalogues_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert proofread.main() == 0, capsys.readouterr().out
