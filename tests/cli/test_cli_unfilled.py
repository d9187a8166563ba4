"""A new edition whose form was not filled in: told with file and key, kept from the press, and nothing half said in its imprint."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cli_editions import GOOD_ROWS, guide, workbook

from pipeline import localise
from pipeline.colophon import imprint_facts
from pipeline.commands.naming import edition_id
from pipeline.commands.starting import edition_files
from pipeline.errors import ExitCode
from pipeline.model.findings import CellRef
from pipeline.settings import read_edition
from pipeline.unfilled import IMPRINT_NAMES, unfilled, unnamed


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new edition with one province's workbook, and nothing else filled in."""
    folder = tmp_path_factory.mktemp("unfilled") / "ours"
    assert guide("new", folder).code == ExitCode.GOOD
    (folder / "provinces" / "pavlodar.xlsx").write_bytes(workbook(GOOD_ROWS))
    return folder


@pytest.fixture(scope="module")
def built(ours: Path) -> Any:
    ran = guide("build", ours, "--build", ours.parent / "build", "--lang", "ru", "--jobs", "1", "--json")
    assert ran.code == ExitCode.BLOCKED, ran.said
    return ran.json


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_every_unfilled_text_is_an_error_with_its_file_and_key(built: Any) -> None:
    places = {(found["file"], found["cell"]) for found in built["findings"] if found["id"] == "EDN-001"}
    assert places == {
        ("edition.toml", "publisher.name.ru"), ("edition.toml", "printer.name.ru"), ("front/correction.ru.md", "12"),
        ("front/foreword.ru.md", "3"), ("front/foreword.ru.md", "7"), ("front/cover.ru.md", "1"), ("front/cover.ru.md", "3"),
    }  # fmt: skip
    assert all(found["severity"] == "error" and found["hint"] for found in built["findings"] if found["id"] == "EDN-001")


def test_facts_that_the_imprint_leaves_out_are_told(built: Any) -> None:
    keys = [found["cell"] for found in built["findings"] if found["id"] == "EDN-002"]
    assert keys == ["publisher", "edition.isbn.ru", "edition.udc", "edition.bbk", "printer.order"]


def test_the_imprint_prints_no_label_without_its_fact(built: Any, ours: Path) -> None:
    imprint = next(text for text in page_texts(ours.parent / "build/ours/ru/guide-ours-ru.proof.pdf") if "Выходные данные" in text)
    assert "31 января 2027" in re.sub(r"\s", " ", imprint)
    for label in ("ISBN", "УДК", "ББК", ".."):
        assert label not in imprint, imprint


def test_a_filled_edition_has_nothing_to_tell() -> None:
    text = edition_files("ours")["edition.toml"].decode()
    for form, own in (("Название вашей организации", "ОФ «Пример»"), ("Название типографии", "Типография «Пример»")):
        text = text.replace(form, own)
    text = text.replace('isbn = { ru = ""', 'isbn = { ru = "978-601-7999-42-1"').replace('udc = ""', 'udc = "061"').replace('bbk = ""', 'bbk = "6"')
    text = text.replace('email = ""', 'email = "guide@primer.example"', 1)
    front = {"foreword": "# Предисловие\n\nСмотрите [наш сайт](https://primer.example).", "colophon": "ISBN {isbn}. {udc}. {bbk}. {publisher_contact}"}
    assert unfilled(read_edition(text), ["ru"], {"ru": front}) == []
    told = unfilled(read_edition(text), ["ru"], {"ru": {"foreword": "[вставить сюда цифры]", "colophon": "{isbm}"}})
    assert [(one.code, one.severity.value) for one in told] == [("in-brackets", "warning"), ("unknown-name", "error")]


def test_the_names_of_an_imprint_are_those_that_are_filled() -> None:
    edition = read_edition(edition_files("ours")["edition.toml"].decode())
    assert sorted(imprint_facts(edition, "ru", localise.labels("ru", None), "digest")) == sorted(IMPRINT_NAMES)


@pytest.mark.parametrize(
    ("folder", "id_"),
    [("my-guide", "my-guide"), ("Guide 2028", "guide-2028"), ("Справочник НПО", "spravochnik-npo"), ("Үкіметтік ұйым", "ukimettik-uiym"), ("—", "guide")],
)
def test_the_id_of_a_new_edition_is_its_folders_name(folder: str, id_: str) -> None:
    assert edition_id(folder) == id_
    assert read_edition(edition_files(folder)["edition.toml"].decode()).id == id_


def test_two_editions_of_one_id_do_not_overwrite_each_other(built: Any, ours: Path) -> None:
    copy, build = ours.parent / "copy", ours.parent / "build"
    shutil.copytree(ours, copy)
    (copy / "ids.toml").unlink()
    before = (build / "ours" / "report.json").read_bytes()
    ran = guide("build", copy, "--build", build, "--lang", "ru", "--jobs", "1")
    assert ran.code == ExitCode.USAGE
    assert "holds the output of another edition" in ran.err
    assert str(ours) in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert (build / "ours" / "report.json").read_bytes() == before
    assert not (copy / "ids.toml").exists()
    moved = ours.rename(ours.parent / "moved")  # an edition that was moved is still the same one
    try:
        again = guide("build", copy, "--build", build, "--lang", "ru", "--jobs", "1", "--json")
        assert again.code == ExitCode.BLOCKED, again.said
        assert json.loads((build / ".cache" / "editions.json").read_text("utf-8")) == {"ours": "../copy"}
    finally:
        moved.rename(ours)


def test_a_name_that_a_list_of_the_edition_lacks_in_one_of_its_languages_is_told_once_for_each() -> None:
    names = {"kk": "су", "ru": "вода", "en": "water"}
    lists = {"areas.toml": [("water", names), ("youth", {"ru": "молодёжь"})], "topics.toml": [("law", {"kk": "құқық", "ru": "право"})]}
    found = unnamed(lists, ("kk", "en", "kk-Latn"))
    assert [(one.id, one.place.file, one.place.cell, str(one.message)) for one in found if isinstance(one.place, CellRef)] == [
        ("EDN-006", "areas.toml", "youth", "“youth” has no name in “kk”: “молодёжь” is printed."),
        ("EDN-006", "areas.toml", "youth", "“youth” has no name in “en”: “молодёжь” is printed."),
        ("EDN-006", "topics.toml", "law", "“law” has no name in “en”: “құқық” is printed."),
    ]
