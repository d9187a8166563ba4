"""What the pipeline reads from the untidy workbooks is what the editors wrote: fact by fact, for all 144 and all 52."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.localise.content import localise
from pipeline.localise.translations import load_content
from pipeline.localise.typography import set_text
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef, Severity
from pipeline.settings import read_waivers
from pipeline.waive import weigh

from .comparing import expert_as_read, expert_as_written, organisation_as_read, organisation_as_written
from .places import REGIONS
from .support import committed, experts_read, legal_forms, organisations_read, read_sources, sample

WITHOUT = {"11": {"bin"}, "63": {"verified"}}
"""Fields that a province's workbook has no column for."""


@pytest.mark.parametrize("slug", [made.slug for made in sample().organisations])
def test_an_organisation_is_read_as_it_was_written(slug: str) -> None:
    made, read = next(one for one in sample().organisations if one.slug == slug), organisations_read()[slug]
    written = organisation_as_written(made, frozenset(read.names), REGIONS)
    for field in WITHOUT.get(made.content.region, ()):
        del written[field]
    found = organisation_as_read(read)
    assert {field: found[field] for field in written} == written
    assert made.lang in read.names


@pytest.mark.parametrize("slug", [made.slug for made in sample().experts])
def test_an_expert_is_read_as_he_or_she_was_written(slug: str) -> None:
    made = next(made for made in sample().experts if made.slug == slug)
    assert expert_as_read(experts_read()[slug]) == expert_as_written(made)


def test_experts_are_linked_to_the_organisations_they_name() -> None:
    ids = {slug: made.id for slug, made in organisations_read().items()}
    for made in sample().experts:
        expected = ids[made.organisation.slug] if made.organisation else ""
        assert experts_read()[made.slug].affiliation_id == expected, made.slug


def test_words_beside_a_number_are_never_taken_from_a_persons_name() -> None:
    notes = {slug: note for slug, made in organisations_read().items() for phone in made.phones if (note := phone.note)}
    assert notes == {}


def test_texts_keep_the_language_of_their_row() -> None:
    differing = [
        made.slug for made in sample().experts if (text := experts_read()[made.slug].affiliation) is not None and text.lang != made.lang
    ]
    assert differing == []


def test_the_balance_closes() -> None:
    reading = read_sources()
    made = reading.normalised
    assert len(reading.rows) == 199
    assert (len(made.listings), len(made.withheld), len(made.rejected), len(made.duplicates)) == (196, 1, 1, 1)
    assert sum(sheet.rejected for file in reading.files for sheet in file.sheets) == 0


def test_the_union_that_two_provinces_sent_is_printed_once_as_the_first_has_it() -> None:
    [(row, listing_id)] = read_sources().normalised.duplicates
    assert row.file == "provinces/71-astana.xlsx"
    kept = organisations_read()["assotsiatsiya-monogorod"]
    assert (kept.id, kept.source.file) == (listing_id, "provinces/35-karaganda.xlsx")


def test_the_withheld_organisation_stands_nowhere() -> None:
    [row] = read_sources().normalised.withheld
    assert row.file == "provinces/75-almaty.xlsx"
    assert sample().withheld.slug not in organisations_read()
    assert b"tishe-vody" not in committed("translations/content.ru.po")


def test_the_only_error_is_the_waived_row() -> None:
    errors = [finding for finding in read_sources().findings if finding.severity is Severity.ERROR]
    weighed = weigh(errors, read_waivers(committed("waivers.toml").decode("utf-8")))
    assert weighed.findings == ()
    [(finding, reason)] = weighed.waived
    assert isinstance(finding.place, CellRef)
    assert finding.place.file == "provinces/47-mangystau.xlsx"
    assert "Области с таким названием нет" in reason


def test_ids_are_those_of_the_committed_registry() -> None:
    text = committed("ids.toml").decode("utf-8")
    assert read_sources().normalised.registry.to_toml() == text
    ids = [made.id for made in read_sources().normalised.listings]
    assert sorted(ids) == [*(f"exp-{n:04d}" for n in range(1, 53)), *(f"ngo-{n:04d}" for n in range(1, 145))]


COMPLETE = (
    "name", "acronym", "former_name", "address", "head", "head_role", "press", "press_role", "position", "degree", "affiliation",
)
PROSE = ("mission", "plans", "targets", "cv")


@pytest.mark.parametrize(("lang", "percent"), [("ru", 95), ("kk", 80), ("en", 60)])
def test_an_edition_has_the_ordered_share_of_translations_and_every_name(lang: Lang, percent: int) -> None:
    catalogue = load_content(committed(f"translations/content.{lang}.po").decode("utf-8"), lang)
    _, coverage, findings = localise(read_sources().normalised.listings, lang, catalogue, legal_forms())
    assert findings == []
    assert {field: coverage.fields[field].percent for field in COMPLETE} == dict.fromkeys(COMPLETE, 100.0)
    prose = [coverage.fields[field] for field in PROSE]
    share = 100 * sum(count.translated for count in prose) / sum(count.total for count in prose)
    assert abs(share - percent) <= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_edition_prints_the_editors_words(lang: Lang) -> None:
    catalogue = load_content(committed(f"translations/content.{lang}.po").decode("utf-8"), lang)
    localised, _, _ = localise(read_sources().normalised.listings, lang, catalogue, legal_forms())
    by_id = {made.id: made for made in localised}
    plain: Callable[[str], str] = lambda text: " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())  # noqa: E731
    for made in sample().organisations:
        assert plain(by_id[organisations_read()[made.slug].id].name.value) == set_text(made.content.name[lang], lang).replace("\u00a0", " ")
    for expert in sample().experts:
        assert plain(by_id[experts_read()[expert.slug].id].name.value) == expert.content.name[lang]
