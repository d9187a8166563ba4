"""The gazetteer against the classifier it was reduced from: by a digest, and line by line."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import lzma
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.normalise import regions
from pipeline.normalise.gazetteer import find_town, namesakes, places_by_kato

TABLE = Path(__file__).parents[2] / "pipeline" / "normalise" / "gazetteer.csv"
TOOLS = Path(__file__).parents[1] / "gazetteer"
CLASSIFIER = TOOLS / "kz-kato-2026.csv.xz"
"""The whole classifier of 17.07.2026, 15,594 lines as they were fetched (stat.gov.kz by way of siaarzh/kz-tax-rates, MIT)."""
DIGEST = "54d07265aca38de676331d5b7b11867337f4397398845d781e3a6d65565cf1fb"
"""SHA-256 of the reduction of the classifier of 17.07.2026 with its table of English names."""
spec = importlib.util.spec_from_file_location("reduce_kato", TOOLS / "reduce_kato.py")
assert spec is not None
assert spec.loader is not None
reduce_kato = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reduce_kato)


def places():
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def classifier():
    """The whole classifier; its rows as they are, dirt and all."""
    text = lzma.decompress(CLASSIFIER.read_bytes()).decode().replace("\r\n", "\n")
    return text, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_gazetteer_is_the_reduction_and_nobody_changed_it_by_hand():
    assert hashlib.sha256(TABLE.read_bytes()).hexdigest() == DIGEST


def test_its_first_line_says_of_when_it_is_whence_it_came_and_under_which_licence():
    assert re.fullmatch(r"# КАТО NK RK 11-2025, 17\.07\.2026; stat\.gov\.kz .*\(MIT\); reduced by tests/gazetteer/reduce_kato\.py", TABLE.open(encoding="utf-8").readline().rstrip())


def test_codes_are_twelve_regions_deep_and_no_place_stands_twice():
    rows = places()
    assert len({row["kato"] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"\d{9}", row["kato"]) and row["kato"][:2] == row["region"] for row in rows)
    assert all(row["region"] not in row["also"].split() for row in rows)
    units = {code[3:] for code in regions()}
    assert {region for row in rows for region in row["also"].split()} <= units


def test_every_region_of_iso_3166_has_a_line_of_its_digits():
    """ISO 3166-2:KZ and the classifier number the twenty units alike."""
    assert {row["region"] for row in places() if row["kind"] == "region"} == {code[3:] for code in regions()}


def test_every_place_is_found_by_its_own_names_where_its_region_is_known():
    """In Russian, in Kazakh, and on a keyboard without Kazakh letters; namesakes within a region are never sure."""
    dull = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
    for place in places_by_kato().values():
        if place.kind == "city_district":
            continue
        for name in (place.names["ru"], place.names["kk"], place.names["kk"].translate(dull)):
            match = find_town(name, place.region)
            assert match is not None, name
            assert match.place.region == place.region, name
            if match.place.kato != place.kato:
                assert place in namesakes(name) or match.place.group != place.group, name


def test_a_name_of_several_regions_is_none_of_them_without_a_heading():
    seen = Counter()
    for place in places_by_kato().values():
        if place.group == "village" and place.also:
            match = find_town(place.names["ru"])
            assert match is None or match.place.group == "city", place
            seen["villages"] += 1
    assert seen["villages"] > 1000


def test_the_reduction_of_the_whole_classifier_is_the_gazetteer(classifier):
    text, _ = classifier
    assert reduce_kato.gazetteer(text, (TOOLS / "names_en.csv").read_text(encoding="utf-8")) == TABLE.read_text(encoding="utf-8")


def test_every_region_district_and_town_of_the_classifier_is_kept(classifier):
    _, rows = classifier
    kept = {row["kato"] for row in places()}
    for row in rows:
        name = row["name_ru"]
        is_town = name.startswith("г.") and not re.search(r"г\.\s*а\.|\bГ\.А\.", name)
        if row["level"] == "oblast" or (row["level"] == "district" and "район" in name.casefold()) or is_town:
            assert row["kato"] in kept, row


def test_what_was_dirty_in_the_classifier_is_mended_and_nothing_else_changed(classifier):
    """Twelve lines with letters of another encoding, no-break and double spaces; the rest differs by the word for its kind only."""
    _, rows = classifier
    dirty = [row for row in rows if set(row["name_ru"] + row["name_kk"]) & set("ЌќЎўЇїЈјЄєҐґЅѕЋћ")]
    assert len(dirty) == 12
    assert sum("\xa0" in row["name_ru"] + row["name_kk"] for row in rows) > 100
    by_code = {row["kato"]: row for row in rows}
    hand = set(reduce_kato._BY_HAND)
    for place in places():
        source = by_code[place["kato"]]
        for name in ("name_ru", "name_kk"):
            whole = " ".join(reduce_kato.mended(source[name]).split())
            assert place["kato"] in hand or place[name] in whole, (place, whole)


def test_also_names_every_other_region_with_a_place_so_called(classifier):
    _, rows = classifier
    found = reduce_kato.regions_by_name(rows)
    for place in places():
        if place["kind"] in ("city", "settlement", "village"):
            same = {region for name in (place["name_ru"], place["name_kk"]) for region in found.get(name.casefold().replace("ё", "е"), ())}
            assert set(place["also"].split()) == same - {place["region"]}, place
