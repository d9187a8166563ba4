"""The committed sources are the script's own, byte for byte, and a whole edition."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.sampling.folder import make_workbooks
from pipeline.sampling.words import Lang
from pipeline.settings import read_edition

from .support import SOURCES, committed, legal_forms, sample, sources


def test_the_script_reproduces_the_committed_files_byte_for_byte() -> None:
    differing = [name for name, content in sources().items() if not (SOURCES / name).exists() or committed(name) != content]
    assert differing == []


def test_all_workbooks_in_sources_are_the_scripts() -> None:
    found = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.xlsx")}
    assert found == {name for name in sources() if name.endswith(".xlsx")}
    assert len(found) == 13


def test_workbooks_are_made_alike_in_another_process_time_zone_and_locale() -> None:
    assert make_workbooks(sample()) == {name: content for name, content in sources().items() if name.endswith(".xlsx")}


def test_no_clock_stands_in_the_files() -> None:
    for name, content in sources().items():
        if name.endswith(".xlsx"):
            with ZipFile(BytesIO(content)) as packed:
                assert {entry.date_time for entry in packed.infolist()} == {(2026, 5, 12, 9, 0, 0)}
                assert packed.read("docProps/core.xml").count(b"2026-05-12T09:00:00Z") == 2


def test_the_settings_are_those_of_a_second_edition_in_three_languages() -> None:
    edition = read_edition(committed("edition.toml").decode("utf-8"))
    assert (edition.id, edition.number, edition.impression) == ("2027", 2, 1)
    assert edition.languages == ("kk", "ru", "en")
    assert edition.staff_language == "ru"
    assert edition.data_date.isoformat() == "2026-11-01"


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_isbn_has_a_right_check_digit(lang: Lang) -> None:
    isbn = read_edition(committed("edition.toml").decode("utf-8")).isbn
    digits = [int(char) for char in isbn[lang] if char.isdigit()]
    assert digits[:6] == [9, 7, 8, 6, 0, 1]
    assert sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def test_every_key_of_the_settings_is_explained_in_russian_and_english() -> None:
    lines = committed("edition.toml").decode("utf-8").splitlines()
    for place, line in enumerate(lines):
        if line and not line.startswith(("#", "[")) and not lines[place - 1].startswith("#"):
            block = lines[: place][::-1]
            above = next(before for before in block if before.startswith(("#", "[")))
            assert above, line
    assert sum(line.startswith("#") for line in lines) >= 40


def test_front_matter_exists_in_all_three_languages() -> None:
    names = {path.name.split(".")[0] for path in (SOURCES / "front").iterdir()}
    assert names == {"abbreviations", "colophon", "correction", "cover", "foreword", "howto"}
    for name in names:
        for lang in ("kk", "ru", "en"):
            text = committed(f"front/{name}.{lang}.md").decode("utf-8")
            assert text.startswith("# ") is (name != "cover")


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_list_of_abbreviations_explains_every_legal_form_that_is_printed(lang: Lang) -> None:
    text = committed(f"front/abbreviations.{lang}.md").decode("utf-8")
    used = {made.content.form for made in sample().organisations}
    assert [short for code in sorted(used) if f"**{(short := legal_forms()[code].short[lang])}** — " not in text] == []
