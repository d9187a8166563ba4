"""Invented listings are all different, and say things of every length in three languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from pipeline.normalise.bins import is_bin
from pipeline.normalise.folding import fold_kazakh
from pipeline.sampling.facts import Expert, Organisation, Sample, Texts
from pipeline.sampling.words import AREAS, FORMS, LANGUAGE_WORDS

from .invented import sample_of, sentences_of

SIZE = 300
LARGE = 5000
PROSE = ("mission", "plans", "targets", "cv")
WORD = re.compile(r"\w+(?:[-’'.:]\w+)*")
SLOT = re.compile(r"[{}|]|\+мен")


def prose(sample: Sample) -> Iterator[tuple[str, str, Texts]]:
    """Slug, field and text of everything said."""
    everybody: list[Organisation | Expert] = [*sample.organisations, *sample.experts, sample.withheld, sample.rejected]
    for made in everybody:
        for field in PROSE:
            texts: Texts = getattr(made.content, field, {})
            if texts:
                yield made.slug, field, texts


def repeated(sample: Sample) -> dict[str, set[str]]:
    """Sentences that stand in several listings, and in which."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for slug, _, texts in prose(sample):
        for text in texts.values():
            for sentence in sentences_of(text):
                places[sentence].add(slug)
    return {sentence: slugs for sentence, slugs in places.items() if len(slugs) > 1}


def clashes(sample: Sample) -> dict[str, list[str]]:
    """What two listings may not share, and do."""
    organisations, listings = sample.organisations, [*sample.organisations, *sample.experts]
    values = {
        "names": [
            key for made in organisations for key in {fold_kazakh(name) for name in made.content.name.values()}
        ],
        "people": [name for made in sample.experts for name in {fold_kazakh(text) for text in made.content.name.values()}],
        "slugs": [made.slug for made in listings],
        "phones": [number.national for made in listings for number in made.numbers],
        "emails": [*(made.email for made in listings), *(made.press_email for made in organisations if made.press_email)],
        "sites": [made.site for made in organisations if made.site],
        "bins": [made.bin for made in organisations if made.bin],
    }  # fmt: skip
    return {what: [value for value, count in Counter(given).items() if count > 1] for what, given in values.items()}


def test_no_sentence_stands_in_two_listings() -> None:
    assert repeated(sample_of(SIZE)) == {}


def test_listings_share_no_name_number_address_or_bin() -> None:
    assert {what: shared for what, shared in clashes(sample_of(SIZE)).items() if shared} == {}


@pytest.mark.slow
def test_nor_do_they_in_an_edition_of_five_thousand() -> None:
    assert repeated(sample_of(LARGE)) == {}
    assert {what: shared for what, shared in clashes(sample_of(LARGE)).items() if shared} == {}


def test_texts_vary_in_length_as_real_ones_do() -> None:
    words: defaultdict[str, list[int]] = defaultdict(list)
    for _, field, texts in prose(sample_of(SIZE)):
        words[field] += [len(WORD.findall(text)) for text in texts.values()]
    missions, lives = words["mission"], words["cv"]
    assert 7 <= min(missions) <= 12
    assert 65 <= max(missions) <= 80
    assert 30 <= min(lives) <= 40
    assert 80 <= max(lives) <= 120
    assert len(set(missions)) >= 40


def test_every_slot_was_filled_and_every_sentence_ends() -> None:
    for slug, field, texts in prose(sample_of(SIZE)):
        for text in texts.values():
            assert not SLOT.search(text), f"{slug}: {text}"
            assert "  " not in text
            if field != "targets":
                assert text.endswith("."), f"{slug}: {text}"
                first = text.lstrip("«“")[0]
                assert first.isupper() or first.isdigit(), f"{slug}: {text}"


def test_a_russian_number_agrees_with_its_word() -> None:
    told = " ".join(texts["ru"] for _, _, texts in prose(sample_of(SIZE)) if "ru" in texts)
    assert not re.search(r"\b(?:\d*[02-9])?1 волонтёр(?:а|ов)\b", told)
    assert not re.search(r"\b(?:\d*[02-9])?[234] волонтёр(?:ов)?\b", told)
    assert not re.search(r"\b\d*(?:[05-9]|1\d) волонтёра?\b", told)


def test_shares_of_languages_forms_and_areas() -> None:
    sample = sample_of(SIZE)
    sent = Counter(made.lang for made in sample.organisations)
    assert sent["ru"] > 4 * sent["kk"] > 0
    assert {made.content.form for made in sample.organisations} == set(FORMS)
    assert {area for made in sample.organisations for area in made.content.areas} == set(AREAS)
    assert {tag for made in sample.organisations for tag in made.content.languages} <= set(LANGUAGE_WORDS)
    assert {number.kind for made in sample.organisations for number in made.numbers} == {
        "office", "mobile", "press", "fax", "freephone", "helpline",
    }  # fmt: skip


def test_business_numbers_are_valid_and_a_few_organisations_have_none() -> None:
    numbers = [made.bin for made in sample_of(SIZE).organisations]
    assert 0.02 < numbers.count("") / len(numbers) < 0.15
    assert [number for number in numbers if number and not is_bin(number)] == []


def test_addresses_on_the_web_are_invented_ones() -> None:
    for made in sample_of(SIZE).organisations:
        assert made.email.endswith(".example")
        assert not made.site or re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.example", made.site)
