"""Where words may be broken: the published rules for Kazakh, Pyphen for Russian and English."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.localise.hyphenation import dictionary_path, generate_patterns, hyphenate

VOWELS = set("аәеёиоөуұүыіэюя")

PUBLISHED = [
    "ор-на-лас-ты-ру", "да-уыс", "жа-уап", "қа-йың", "қи-ын", "бу-ын", "су-ық", "құ-мырс-қа", "жаң-ғырт-ты", "ала-қан", "ар-мия",
    "ою-лы", "атом", "ақыл", "про-ект", "объ-ект", "рес-пуб-ли-ка",
]
"""Examples of the rules' own text (language.md 2.3)."""

BY_THE_RULES = [
    "пункт", "Қо-ғам-дас-тық-тың", "уа-қыт", "тау-лар", "мем-ле-кет-тік", "тә-уел-сіз-дік", "бір-лес-ті-гі", "ұйым", "бас-шы",
    "ба-ла-лар-ға", "ма-ман-дар", "кә-сіп-кер-лік", "ауыл-дар", "стра-те-гия", "взгляд", "ин-тер-нет", "сай-лау", "әлеу-мет-тік",
    "жас-тар", "әйел-дер", "құ-қық", "қор-ғау", "ком-пью-тер", "подъ-езд", "съезд", "встре-ча", "жай-лау", "оқы-ту",
    "тә-жі-ри-бе", "жа-уап-кер-ші-лік", "қа-йы-рым-ды-лық", "ден-сау-лық", "ха-лы-қа-ра-лық", "ерік-ті-лер", "мү-ге-дек",
]
"""Worked out by hand from the rules."""


@pytest.mark.parametrize("expected", PUBLISHED)
def test_kazakh_words_break_as_the_published_examples(expected: str) -> None:
    assert hyphenate(expected.replace("-", ""), "kk") == expected


@pytest.mark.parametrize("expected", BY_THE_RULES)
def test_other_kazakh_words_break_by_the_same_rules(expected: str) -> None:
    assert hyphenate(expected.replace("-", ""), "kk") == expected


def test_abbreviations_numbers_and_hyphens_stay() -> None:
    assert hyphenate("ЮНЕСКО", "kk") == "ЮНЕСКО"
    assert hyphenate("Юнеско", "kk") == "Юнеско"
    assert hyphenate("2026-жылы", "kk") == "2026-жылы"
    assert hyphenate("Нұр-Сұлтан", "kk") == "Нұр-Сұл-тан"
    assert hyphenate("«ұйымдар»,", "kk") == "«ұйым-дар»,"


def test_russian_and_english_come_from_pyphen() -> None:
    assert hyphenate("безопасность", "ru") == "без-опас-ность"
    assert hyphenate("подъезд", "ru") == "подъ-езд"
    assert hyphenate("Екатеринбург", "ru") == "Ека-те-рин-бург"
    assert hyphenate("community", "en") == "com-munity"


def test_a_language_without_rules_leaves_words_whole() -> None:
    assert hyphenate("qoğamdyq", "kk-Latn") == "qoğamdyq"
    with pytest.raises(KeyError):
        dictionary_path("fr")


def test_the_committed_pattern_file_is_the_generated_one() -> None:
    assert resources.files("pipeline.localise").joinpath("hyph_kk.dic").read_text("utf-8") == generate_patterns()


def test_the_engine_can_register_every_dictionary() -> None:
    for lang in ("kk", "ru", "en"):
        assert dictionary_path(lang).suffix == ".dic"
        assert dictionary_path(lang).is_file()


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", min_size=1, max_size=20))
def test_the_last_fragment_has_a_vowel_and_both_ends_two_letters(word: str) -> None:
    parts = hyphenate(word, "kk").split("-")
    assert "".join(parts) == word
    if len(parts) > 1:
        assert len(parts[0]) >= 2
        assert len(parts[-1]) >= 2
        assert VOWELS & set(parts[-1])
        assert all(part[0] not in "ъь" for part in parts[1:])
