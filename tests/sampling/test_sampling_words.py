"""Letters, agreement and chance."""

from __future__ import annotations

import pytest

from pipeline.normalise.gazetteer import find_town
from pipeline.sampling.draw import Draw, Share
from pipeline.sampling.letters import romanised, russified, slug_of_name, with_conjunction
from pipeline.sampling.lexicon import fields_of_work
from pipeline.sampling.speech import Speaker, agreeing
from pipeline.sampling.towns import REGIONS, region_shares, seats, villages
from pipeline.sampling.words import AREAS


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Ерлан", "Yerlan"), ("Сүлейменов", "Suleimenov"), ("Геннадий", "Gennady"), ("Садовое", "Sadovoye"), ("Алексеев", "Alekseyev"),
        ("Усть-Таловка", "Ust-Talovka"), ("Щербаков", "Shcherbakov"),
    ],
)  # fmt: skip
def test_names_are_written_in_latin_letters(cyrillic: str, latin: str) -> None:
    assert romanised(cyrillic) == latin


def test_kazakh_names_are_written_with_russian_letters_and_as_slugs() -> None:
    assert russified("Жарық терезе") == "Жарык терезе"
    assert slug_of_name("Жарық терезе") == "zharyk-tereze"
    assert slug_of_name("Общество людей с диабетом города Атырау") == "obshchestvo-lyudei"


def test_the_kazakh_conjunction_follows_the_sound_before_it() -> None:
    assert with_conjunction("Арал +мен Ақсу; Кент +мен Қаз +мен Шу") == "Арал мен Ақсу; Кент пен Қаз бен Шу"


@pytest.mark.parametrize(
    ("number", "word"), [(1, "дом"), (2, "дома"), (5, "домов"), (11, "домов"), (12, "домов"), (21, "дом"), (104, "дома"), (111, "домов")]
)
def test_russian_words_agree_with_numbers(number: int, word: str) -> None:
    assert agreeing(number, "дом", "дома", "домов") == word


def test_a_slot_is_drawn_once_and_said_in_three_languages() -> None:
    speaker = Speaker(Draw("test"), {"aul": (("в селе {village}", "{village} ауылында", "in {village}"),), "village": (("Шу", "Шу", "Shu"),)}, (2001, 2001))
    said = speaker.says(("{m|он|она} с {year} года {aul}: {n:21-21|дом|дома|домов}.", "{year} {aul}: {n} үй.", "since {year} {aul}: {n} houses."))
    assert said == {"ru": "Он с 2001 года в селе Шу: 21 дом.", "kk": "2001 Шу ауылында: 21 үй.", "en": "Since 2001 in Shu: 21 houses."}


def test_the_same_seed_draws_the_same() -> None:
    assert [Draw("a").below(1000) for _ in range(3)] == [Draw("a").below(1000)] * 3
    one, other = Draw("a"), Draw("b")
    assert [one.below(1000) for _ in range(20)] != [other.below(1000) for _ in range(20)]


def test_a_share_is_exact_and_begins_with_yes() -> None:
    share = Share(60)
    taken = [share.take() for _ in range(100)]
    assert taken[0]
    assert sum(taken) == 60


@pytest.mark.parametrize("organisations", [1, 2, 11, 12, 239, 240, 9600])
def test_regions_share_all_organisations(organisations: int) -> None:
    shares = region_shares(organisations)
    assert sum(shares.values()) == organisations
    assert len(shares) == (20 if organisations >= 240 else min(12, organisations))


@pytest.mark.parametrize("region", REGIONS)
def test_towns_and_their_old_names_lead_to_one_place(region: str) -> None:
    assert seats(region)[0].is_known
    assert len(villages(region)) >= 30
    for seat in seats(region):
        if seat.facts.old:
            now, then = find_town(f"г. {seat.facts.ru}", f"KZ-{region}"), find_town(f"г. {seat.facts.old}", f"KZ-{region}")
            assert now is not None
            assert then is not None
            assert now.place == then.place


def test_fields_of_work_cover_every_area() -> None:
    assert {area for work in fields_of_work() for area in work.areas} == set(AREAS)
