"""The book's own words: complete in three languages, and what an edition may word otherwise."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from pipeline.compose.body import KIND_WORDS
from pipeline.compose.front import FRONT_TITLES, LEGEND
from pipeline.compose.indexes import INDEXES
from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, write_catalogue
from pipeline.errors import Unreadable
from pipeline.localise.labels import check_labels, labels
from pipeline.model.fields import LANGUAGES, Lang


def catalogue(lang: Lang) -> dict[tuple[str, str], CatalogueEntry]:
    text = resources.files("pipeline.localise").joinpath("labels", f"{lang}.po").read_text("utf-8")
    return {(entry.context, entry.msgid): entry for entry in parse_catalogue(text)}


def test_every_label_is_translated_into_every_language_with_its_placeholders() -> None:
    english = catalogue("en")
    for lang in LANGUAGES:
        entries = catalogue(lang)
        assert entries.keys() == english.keys()
        for entry in entries.values():
            assert entry.is_translated, (lang, entry.msgid)
            assert entry.plural == english[entry.context, entry.msgid].plural
            assert len(entry.plurals) == (0 if not entry.plural else {"ru": 3}.get(lang, 2))
            for wording in entry.plurals or (entry.msgstr,):
                assert set(re.findall(r"{\w+}", wording)) == set(re.findall(r"{\w+}", entry.msgid)), (lang, entry.msgid)


def test_catalogues_hold_no_no_break_space() -> None:
    for lang in LANGUAGES:
        assert not re.search("[\u00a0\u202f]", resources.files("pipeline.localise").joinpath("labels", f"{lang}.po").read_text("utf-8"))


def test_kazakh_labels_are_not_russian_ones() -> None:
    russian, kazakh = catalogue("ru"), catalogue("kk")
    same = {msgid for (context, msgid), entry in kazakh.items() if entry.msgstr and entry.msgstr == russian[context, msgid].msgstr}
    assert same == {"phone", "fax", "website", "ISBN"}


def test_every_label_that_pages_print_is_in_the_catalogues() -> None:
    known = {msgid for _, msgid in catalogue("en")}
    root = Path(__file__).parents[2]
    pages = [*root.glob("pipeline/compose/*.py"), *root.glob("layouts/**/*.j2")]
    printed = {label for page in pages for label in re.findall(r'\b(?:labels\.text|t)\("([^"]+)"', page.read_text("utf-8"))}
    assert printed, "no label found in pipeline/compose and layouts: has the way of asking for one changed?"
    assert printed - known == set()
    assert {*FRONT_TITLES.values(), *LEGEND, *KIND_WORDS.values()} - known == set()
    assert {(context, index.title) for index in INDEXES for context in ("index", "index description")} - catalogue("en").keys() == set()


def test_a_label_is_worded_filled_and_set() -> None:
    assert labels("kk").text("Contents") == "Мазмұны"
    assert labels("ru").text("since {year}", year=2005) == "с\u00a02005\u00a0года"
    assert labels("ru").text("Plans for {year}", year="2026") == "Планы на 2026\u00a0год"
    assert labels("en").text("see {name}", name="«Надежда»") == "see «Надежда»"
    assert labels("en").text("page", context="abbreviation") == "p."
    assert labels("ru").text("Date", context="correction form") == "Дата"


@pytest.mark.parametrize(
    ("lang", "n", "expected"),
    [
        ("ru", 1, "1\u00a0организация"), ("ru", 3, "3 организации"), ("ru", 11, "11 организаций"), ("ru", 21, "21\u00a0организация"),
        ("ru", 1144, "1\u00a0144 организации"), ("kk", 12, "12 ұйым"), ("en", 1, "1 organisation"), ("en", 1144, "1,144 organisations"),
    ],
)
def test_counts_take_the_plural_of_their_language(lang: Lang, n: int, expected: str) -> None:
    assert labels(lang).plural("{n} organisation", "{n} organisations", n).replace("\u00a0", " ") == expected.replace("\u00a0", " ")


def test_a_label_nobody_wrote_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="Contentz"):
        labels("kk").text("Contentz")
    with pytest.raises(KeyError, match="plural"):
        labels("kk").plural("{n} organisation", "{n} organisationes", 2)


def overrides(*entries: CatalogueEntry) -> str:
    return write_catalogue(entries, "ru")


def test_an_edition_may_word_a_label_otherwise() -> None:
    own = overrides(
        CatalogueEntry("Contents", "Оглавление"),
        CatalogueEntry("{n} town", plural="{n} towns", plurals=("{n} город", "{n} города", "{n} городов")),
    )
    assert labels("ru", own).text("Contents") == "Оглавление"
    assert labels("ru", own).plural("{n} town", "{n} towns", 5) == "5 городов"
    assert labels("ru", own).text("Foreword") == "Предисловие"
    assert labels("ru").text("Contents") == "Содержание"
    assert check_labels("ru", own) == []


def test_an_override_that_cannot_be_used_is_told_and_left_out() -> None:
    own = overrides(
        CatalogueEntry("Contentz", "Оглавление"), CatalogueEntry("Plans for {year}", "Планы"),
        CatalogueEntry("see {name}", "см. {name} {0}"), CatalogueEntry("Contents", "Оглавление", fuzzy=True),
        CatalogueEntry("Foreword", ""),
    )
    made = labels("ru", own)
    assert made.text("Contents") == "Содержание"
    assert made.text("Plans for {year}", year=2026) == "Планы на 2026\u00a0год"
    assert made.text("see {name}", name="А") == "см. А"
    findings = check_labels("ru", own)
    assert [finding.code for finding in findings] == ["unknown-label", "placeholders-differ", "placeholders-differ", "fuzzy-label"]
    assert all(finding.hint and finding.id == "LOC-004" for finding in findings)


def test_a_broken_catalogue_is_refused_with_its_line() -> None:
    for text, line in (('msgid "a"\nmsgstr "b\n', 2), ("<html>", 1), ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\nfoo bar', 5)):
        with pytest.raises(Unreadable) as caught:
            labels("ru", text)
        assert f"labels.ru.po” could not be read; line {line} " in str(caught.value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_book_calls_target_groups_as_its_authors_form_does(lang: Lang) -> None:
    form = tomllib.loads(resources.files("pipeline.new_edition").joinpath("blank/columns.toml").read_text("utf-8"))
    (header,) = (column["header"][lang] for column in form["organisation"] if column["field"] == "targets")
    assert labels(lang).text("Target groups") == header
