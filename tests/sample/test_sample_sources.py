"""The committed sources are the script's own, byte for byte, and a whole edition."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.localise import format_address, format_phone, labels, sort_key, subject_key
from pipeline.model.listings import Phone
from pipeline.model.localised import bare
from pipeline.sampling.folder import make_workbooks, topic_words
from pipeline.sampling.words import Lang
from pipeline.settings import read_edition

from .support import SOURCES, committed, legal_forms, organisations_read, sample, sources


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


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_list_of_abbreviations_is_in_order_and_names_only_what_is_printed(lang: Lang) -> None:
    text = committed(f"front/abbreviations.{lang}.md").decode("utf-8")
    listed = re.findall(r"^- \*\*(.+)\*\* — ", text, re.MULTILINE)
    folded = [subject_key(re.sub(r"\W", "", short).casefold(), lang) for short in listed]
    assert folded == sorted(folded)
    own = labels(lang)
    printed = [
        *(own.text(word) for word in ("mobile", "fax", "helpline", "freephone")), format_phone(Phone(("1",), "office", "1"), lang),
        *(legal_forms()[made.content.form].short[lang] for made in sample().organisations),
        format_address("", {lang: "X"}, "", lang, "village"), format_address("", {lang: "X"}, "", lang, "settlement"),
        *(committed(f"translations/content.{other}.po").decode("utf-8") for other in ("kk", "ru", "en")), *(str(topic) for topic in topic_words().values()),
        *(str(listing.address.value) for listing in organisations_read().values() if listing.address and listing.address.lang == lang),
    ]
    if lang == "ru":
        printed += [region.names["ru"] for region in {listing.region.code: listing.region for listing in organisations_read().values()}.values()]
    said = bare("\n".join(printed)).replace("\u00a0", " ")
    assert [short for short in listed if not re.search(rf"(?<!\w){re.escape(short)}(?!\w)", said)] == []


@pytest.mark.parametrize(("lang", "after"), [("ru", r"([Ә-ӨҮҰҺІҒҚҢ](?: и [ҮҰ])?) после (\w)"), ("kk", r"(\w)-\w+ кейін ([ӘҒҚҢӨҰҮҺІ](?: мен [ҰҮ])?)")])
def test_what_the_guide_says_of_kazakh_letters_is_how_its_indexes_stand(lang: Lang, after: str) -> None:
    text = committed(f"front/howto.{lang}.md").decode("utf-8")
    pairs = [found if lang == "ru" else found[::-1] for found in re.findall(after, text)]
    assert sum(len(letters.replace(" и ", "").replace(" мен ", "")) for letters, _ in pairs) == 9
    alphabet = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    for letters, base in pairs:
        following = alphabet[alphabet.index(base) + 1]
        said = [f"{base}я", *(f"{letter}а" for letter in re.findall(r"[ӘҒҚҢӨҰҮҺІ]", letters)), f"{following}а"]
        assert sorted(said, key=lambda word: sort_key(word, lang)) == said


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_front_matter_is_called_in_the_contents_what_stands_over_it(lang: Lang) -> None:
    for name, title in (("howto", "How to use this guide"), ("abbreviations", "Abbreviations")):
        assert committed(f"front/{name}.{lang}.md").decode("utf-8").startswith(f"# {labels(lang).text(title)}\n")
