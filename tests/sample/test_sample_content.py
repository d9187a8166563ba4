"""The editors' texts: enough of them, all different, complete where they must be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from pipeline.sampling.facts import Expert, Organisation, Texts, business_number
from pipeline.sampling.words import AREAS, FORMS, LANGUAGE_WORDS, Lang

from .support import sample, sentences

PROSE = ("mission", "plans", "targets", "cv")
WORD = re.compile(r"\w+(?:[-’']\w+)*")
EVERYWHERE = (
    "name", "acronym", "former", "street", "head", "head_role", "press", "press_role", "position", "degree", "affiliation",
)
LANGUAGES: tuple[Lang, ...] = ("kk", "ru", "en")


def _listings() -> list[Organisation | Expert]:
    return [*sample().organisations, *sample().experts]


def _texts(made: Organisation | Expert, field: str) -> Texts:
    texts: Texts = getattr(made.content, field, {})
    return texts


def test_there_are_144_organisations_in_12_provinces_and_52_experts() -> None:
    assert len(sample().organisations) == 144
    assert len(sample().experts) == 52
    assert len({made.content.region for made in sample().organisations}) == 12


def test_no_sentence_stands_in_two_listings_in_any_language() -> None:
    places: defaultdict[str, set[str]] = defaultdict(set)
    everything: list[Organisation | Expert] = [*_listings(), sample().withheld, sample().rejected]
    for made in everything:
        for field in PROSE:
            for text in _texts(made, field).values():
                for sentence in sentences(text):
                    places[sentence].add(made.slug)
    assert {sentence: slugs for sentence, slugs in places.items() if len(slugs) > 1} == {}


def test_no_two_missions_begin_alike() -> None:
    for lang in LANGUAGES:
        openings = Counter(
            tuple(made.content.mission[lang].casefold().split()[:3]) for made in sample().organisations if lang in made.content.mission
        )
        assert [opening for opening, count in openings.items() if count > 1] == []


def test_texts_vary_in_length_as_real_ones_do() -> None:
    missions = [len(WORD.findall(made.said(made.content.mission))) for made in sample().organisations]
    lives = [len(WORD.findall(made.said(made.content.cv))) for made in sample().experts]
    assert (min(missions), min(lives)) == (8, 31)
    assert 70 <= max(missions) <= 80
    assert 110 <= max(lives) <= 120


@pytest.mark.parametrize("field", EVERYWHERE)
def test_what_is_no_prose_stands_in_all_three_languages(field: str) -> None:
    for made in _listings():
        texts = _texts(made, field)
        assert texts == {} or (set(texts) == set(LANGUAGES) and all(texts.values())), f"{made.slug}: {field}"


def test_every_text_exists_in_the_language_it_was_sent_in() -> None:
    for made in _listings():
        for field in PROSE:
            texts = _texts(made, field)
            assert not texts or texts[made.lang], f"{made.slug}: {field}"


def test_most_listings_were_sent_in_russian_and_some_in_kazakh_only() -> None:
    sent = Counter(made.lang for made in sample().organisations)
    kazakh_only = [made for made in sample().organisations if set(made.content.mission) == {"kk"}]
    assert sent["ru"] > 4 * sent["kk"] > 0
    assert len(kazakh_only) >= 5


@pytest.mark.parametrize(("lang", "percent"), [("ru", 95), ("kk", 80), ("en", 60)])
def test_the_share_of_translated_prose_is_as_ordered(lang: Lang, percent: int) -> None:
    texts = [texts for made in _listings() for field in PROSE if (texts := _texts(made, field))]
    share = 100 * sum(lang in text for text in texts) / len(texts)
    assert abs(share - percent) <= 2


def test_codes_are_known() -> None:
    for made in sample().organisations:
        assert made.content.form in FORMS
        assert set(made.content.areas) <= set(AREAS)
        assert set(made.content.languages) <= set(LANGUAGE_WORDS)
        assert 1991 <= made.content.year <= 2024


def test_every_listing_has_its_own_slug_numbers_and_bin() -> None:
    for values in (
        [made.slug for made in _listings()],
        [number.national for made in _listings() for number in made.numbers],
        [made.bin for made in sample().organisations if made.bin],
    ):
        assert len(values) == len(set(values))


def test_a_few_organisations_have_no_bin_and_the_others_a_right_one() -> None:
    without = [made for made in sample().organisations if not made.bin]
    assert 3 <= len(without) <= 15
    for made in sample().organisations:
        if made.bin:
            digits = [int(digit) for digit in made.bin]
            rest = sum(digit * weight for digit, weight in zip(digits, range(1, 12), strict=False)) % 11
            if rest == 10:
                rest = sum(digit * weight for digit, weight in zip(digits, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), strict=False)) % 11
            assert digits[11] == rest
            assert made.bin[:2] == f"{made.content.year % 100:02d}"
            assert made.bin[4] == "4"


def test_invented_facts_hang_on_the_slug_alone() -> None:
    assert business_number("redstol", 2010) == business_number("redstol", 2010)
    assert business_number("redstol", 2010) != business_number("redstol-2", 2010)
