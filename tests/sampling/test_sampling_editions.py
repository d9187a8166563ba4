"""An invented edition is read without a fault, holds as many listings as were asked for, and says what was invented."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.localise.content import localise
from pipeline.localise.translations import load_content
from pipeline.model.fields import Lang
from pipeline.model.findings import Severity
from pipeline.normalise import legal_forms
from pipeline.normalise.regions import regions
from pipeline.sampling.keepers import KEEPERS
from pipeline.settings import read_edition, read_waivers
from pipeline.waive import weigh
from tests.sample.comparing import expert_as_read, expert_as_written, organisation_as_read, organisation_as_written

from .invented import files_of, invented

SIZE = 300
WITHOUT = {"kazakh only": {"bin"}, "merged region": {"verified"}}
"""Fields that a manner has no column for."""
PROSE = ("mission", "plans", "targets", "cv")
COMPLETE = ("name", "acronym", "former_name", "address", "head", "head_role", "press", "press_role", "position", "degree", "affiliation")


@pytest.mark.parametrize(("listings", "experts"), [(1, 0), (2, 0), (5, 1), (40, 10), (SIZE, 75)])
def test_an_edition_prints_as_many_listings_as_were_asked_for(listings: int, experts: int) -> None:
    clean = invented(listings).reading.normalised
    assert len(clean.listings) == listings
    assert len(invented(listings).experts) == experts
    assert (len(clean.withheld), len(clean.rejected), len(clean.duplicates)) == (1, 1, 1)
    assert len(invented(listings).reading.rows) == listings + 3


@pytest.mark.parametrize("listings", [1, 2, 5, 40, SIZE])
def test_nothing_blocks_but_the_waived_row(listings: int) -> None:
    errors = [finding for finding in invented(listings).reading.findings if finding.severity is Severity.ERROR]
    weighed = weigh(errors, read_waivers(files_of(listings)["waivers.toml"].decode()))
    assert weighed.findings == ()
    assert len(weighed.waived) == 1


@pytest.mark.parametrize(("listings", "count"), [(40, 12), (SIZE, 12), (400, 20)])
def test_a_small_edition_has_a_dozen_regions_and_a_large_one_all_twenty(listings: int, count: int) -> None:
    assert len([name for name in files_of(listings) if name.startswith("provinces/")]) == count
    assert set(KEEPERS) == {code.removeprefix("KZ-") for code in regions()}


def test_every_organisation_is_read_as_it_was_invented() -> None:
    edition = invented(400)
    names = {code.removeprefix("KZ-"): region.names["ru"] for code, region in regions().items()}
    for made in edition.sample.organisations:
        read = edition.organisations[made.slug]
        written = organisation_as_written(made, frozenset(read.names), names)
        for field in WITHOUT.get(KEEPERS[made.content.region].manner, ()):
            del written[field]
        found = organisation_as_read(read)
        assert {field: found[field] for field in written} == written, made.slug
        assert made.lang in read.names


def test_every_expert_is_read_as_he_or_she_was_invented() -> None:
    edition = invented(400)
    ids = {slug: made.id for slug, made in edition.organisations.items()}
    for made in edition.sample.experts:
        read = edition.experts[made.slug]
        assert expert_as_read(read) == expert_as_written(made), made.slug
        assert read.affiliation_id == (ids[made.organisation.slug] if made.organisation else ""), made.slug


def test_the_only_warnings_are_those_of_the_sample() -> None:
    warned = {finding.code for finding in invented(400).reading.findings if finding.severity is Severity.WARNING}
    assert warned == {"note-row", "hidden-listings", "error-cell", "conflict"}


def test_ids_are_kept_when_the_edition_is_read_again() -> None:
    assert invented(SIZE).reading.normalised.registry.to_toml() == files_of(SIZE)["ids.toml"].decode()


@pytest.mark.parametrize(("lang", "percent"), [("ru", 95), ("kk", 80), ("en", 60)])
@pytest.mark.parametrize("listings", [40, SIZE])
def test_translations_have_the_shares_of_the_sample_and_every_name(listings: int, lang: Lang, percent: int) -> None:
    catalogue = load_content(files_of(listings)[f"translations/content.{lang}.po"].decode(), lang)
    _, coverage, findings = localise(invented(listings).reading.normalised.listings, lang, catalogue, legal_forms())
    assert findings == []
    assert {coverage.fields[field].percent for field in COMPLETE if field in coverage.fields} == {100.0}
    prose = [coverage.fields[field] for field in PROSE]
    assert abs(100 * sum(count.translated for count in prose) / sum(count.total for count in prose) - percent) <= 2


@pytest.mark.parametrize("listings", [1, 2, 5])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_smallest_editions_may_go_to_press_in_every_language(listings: int, lang: Lang) -> None:
    catalogue = load_content(files_of(listings)[f"translations/content.{lang}.po"].decode(), lang)
    _, coverage, _ = localise(invented(listings).reading.normalised.listings, lang, catalogue, legal_forms())
    assert coverage.overall.percent >= read_edition(files_of(listings)["edition.toml"].decode()).required_coverage[lang]


def test_the_edition_is_named_by_its_size_and_its_foreword_counts_right() -> None:
    assert read_edition(files_of(SIZE)["edition.toml"].decode()).id == f"sample-{SIZE}"
    assert "225 организаций из 12 регионов и 75 экспертов" in files_of(SIZE)["front/foreword.ru.md"].decode()
    assert "1 organisation from 1 region, and 0 experts" in files_of(1)["front/foreword.en.md"].decode()


def test_the_same_number_gives_the_same_bytes_in_another_process_time_zone_and_locale() -> None:
    script = (
        "import hashlib; from pipeline.stock import new_edition_text; from pipeline.sampling.editions import sample_edition\n"
        "files = sample_edition(40, new_edition_text('areas.toml'))\n"
        "print({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})"
    )
    environ = os.environ | {"TZ": "Asia/Almaty", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", script], env=environ, check=True, capture_output=True, text=True)
    assert eval(done.stdout) == {name: hashlib.sha256(content).hexdigest() for name, content in files_of(40).items()}


def test_no_clock_stands_in_the_workbooks() -> None:
    for name, content in files_of(40).items():
        if name.endswith(".xlsx"):
            with ZipFile(BytesIO(content)) as packed:
                assert {entry.date_time for entry in packed.infolist()} == {(2026, 5, 12, 9, 0, 0)}
                assert packed.read("docProps/core.xml").count(b"2026-05-12T09:00:00Z") == 2
