"""English names of places: the editor's, the gazetteer's, else made and proposed; addresses in Latin letters (LOC-043, LOC-044)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.errors import Unreadable
from pipeline.localise.content import localise
from pipeline.localise.place_names import PlaceName, english_place, unused_spellings
from pipeline.localise.translations import ContentCatalogue
from pipeline.localise.transliteration import romanise
from pipeline.model.edition import place_key
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Listing, Text, Town
from pipeline.model.localised import LocalListing, LocalOrganisation
from pipeline.normalise.gazetteer import places_by_kato
from pipeline.settings import read_edition
from pipeline.stock import new_edition_text
from tests.localise.test_localise_content import EXPERT, FORMS, FUND, catalogue

CELL = CellRef("abai.xlsx", "НПО", "D14")
VILLAGE = Town("104281100", "KZ-10", {"kk": "Қызылағаш", "ru": "Кызылагаш"}, "village")
FUND_THERE = replace(FUND, town=VILLAGE, postcode="070205", cells={"town": CELL})


def village(kk: str, ru: str = "", kato: str = "100") -> Town:
    return Town(kato, "KZ-10", {"kk": kk, "ru": ru or kk}, "village" if kato else "")


def made(
    listing: Listing, lang: Lang = "en", scheme: str = "kk-plain", places: dict[str, str] | None = None, known: ContentCatalogue | None = None,
) -> tuple[LocalListing, list[Finding]]:
    listings, _, findings = localise([listing], lang, known or ContentCatalogue(lang), FORMS, scheme, places or {})
    return listings[0], [finding for finding in findings if finding.id in ("LOC-043", "LOC-044")]


@pytest.mark.parametrize(("kk", "ru", "english"), [
    ("Қызылағаш", "Кызылагаш", "Kyzylagash"), ("Жаңаталап", "Жанаталап", "Zhanatalap"), ("Ақан Құрманов", "Акана Курманова", "Akan Kurmanov"),
    ("Қызылжар", "Красный Яр", "Kyzylzhar"), ("Красный Яр", "Красный Яр", "Krasny Yar"), ("Нижний Бурлук", "Нижний Бурлук", "Nizhny Burluk"),
    ("Бұқар жырау", "Бухар-Жырау", "Bukar Zhyrau"), ("Мәшһүр Жүсіп", "Мәшһүр Жүсіп", "Mashhur Zhusip"), ("Шежін 2", "Чижа 2", "Shezhin 2"),
    ("С.Сейфуллин", "С.Сейфуллин", "S.\u00a0Seyfullin"), ("Үшінші интернационал", "3 интернационал", "Ushinshi Internatsional"),
    ("Новоалексеев", "Новоалексеевка", "Novoalekseyevka"), ("Әйет", "Әйет", "Ayet"), ("Шиелі", "Шиели", "Shieli"),
    ("Усть-Таловка", "Усть-Таловка", "Ust-Talovka"), ("Етікші", "Етикши", "Yetikshi"), ("ҚЫЗЫЛАҒАШ", "КЫЗЫЛАГАШ", "KYZYLAGASH"),
])
def test_a_village_is_spelt_as_english_texts_spell_places(kk: str, ru: str, english: str) -> None:
    assert english_place(village(kk, ru), {}) == PlaceName(english, made=True)


def test_the_scheme_agrees_with_the_names_that_were_looked_up_by_hand() -> None:
    """The reason for it: no other scheme comes near."""
    known = [place for place in places_by_kato().values() if place.kind in ("city", "village", "settlement") and "en" in place.names]
    assert len(known) == 212
    usual = sum(english_place(replace(place.town, names={**place.names, "en": ""}), {}).name == place.names["en"] for place in known)
    assert usual == 181
    assert sum(romanise(place.names["ru"], "ru-plain") == place.names["en"] for place in known) == 155
    assert sum(romanise(place.names["kk"], "kk-plain") == place.names["en"] for place in known) == 94


def test_every_place_of_the_gazetteer_has_a_name_in_plain_letters() -> None:
    names = [english_place(place.town, {}).name.replace("\u00a0", " ") for place in places_by_kato().values()]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9.' -]+", name) or name != name.strip()] == []


@pytest.mark.parametrize(("sent", "english"), [
    ("с. Көктерек", "Kokterek"), ("Көктерек ауылы", "Kokterek"), ("а.Көктерек", "Kokterek"), ("село Ясное", "Yasnoye"), ("Kokterek", "Kokterek"),
    ("ауылы", "Auyly"), ("с.", "S."),
])
def test_a_place_that_the_gazetteer_does_not_know_loses_the_word_for_its_kind(sent: str, english: str) -> None:
    assert english_place(village(sent, kato=""), {}).name == english


@pytest.mark.parametrize("key", ["Қызылағаш", "кызылагаш", "  ҚЫЗЫЛАҒАШ ", "104281100"])
def test_the_editors_spelling_goes_first(key: str) -> None:
    spelling = {place_key(key): "Qyzylaghash"}
    assert english_place(VILLAGE, spelling) == PlaceName("Qyzylaghash")
    assert english_place(replace(VILLAGE, names={**VILLAGE.names, "en": "Kyzylagash"}), spelling) == PlaceName("Qyzylaghash")


def test_a_code_goes_before_a_name_which_many_places_bear() -> None:
    assert english_place(VILLAGE, {place_key("Қызылағаш"): "Red Wood", VILLAGE.kato: "Kyzyl-Agash"}).name == "Kyzyl-Agash"


def test_the_english_book_prints_the_name_that_was_made_and_proposes_it() -> None:
    local, findings = made(FUND_THERE, known=catalogue("en", ("fund/address", "ул. Абая, 10-15", "Flat 15, 10 Abay Street")))
    assert isinstance(local, LocalOrganisation)
    assert (str(local.town), local.town.lang, local.town.fallback) == ("Kyzylagash", "en", False)  # type: ignore[union-attr]
    assert (str(local.address), local.address.fallback) == ("Flat 15, 10 Abay Street, Kyzylagash 070205", False)  # type: ignore[union-attr]
    assert [(finding.code, finding.before, finding.after, finding.place) for finding in findings] == [
        ("romanised-place", "Қызылағаш", "Kyzylagash", CELL),
    ]
    assert '"Қызылағаш" = "Kyzylagash"' in str(findings[0].hint)


def test_a_place_is_proposed_once_for_all_its_listings() -> None:
    others = [replace(FUND_THERE, id=f"fund-{at}", address=None) for at in range(3)]
    _, _, findings = localise([*others, replace(EXPERT, town=VILLAGE)], "en", ContentCatalogue("en"), FORMS, "kk-plain")
    assert [finding.code for finding in findings if finding.id == "LOC-043"] == ["romanised-place"]


def test_a_spelling_of_the_editors_is_no_proposal() -> None:
    local, findings = made(replace(FUND_THERE, address=None), places={place_key("Қызылағаш"): "Kyzyl Agash"})
    assert (str(local.town), str(local.address), findings) == ("Kyzyl Agash", "Kyzyl Agash 070205", [])  # type: ignore[union-attr]


def test_an_address_that_nobody_translated_is_in_latin_letters_and_marked() -> None:
    local, findings = made(FUND_THERE)
    assert isinstance(local, LocalOrganisation)
    assert local.address is not None
    assert (local.address.value, local.address.lang, local.address.fallback) == ("ul.\u00a0Abaya, 10-15, Kyzylagash 070205", "ru", True)
    assert [finding.code for finding in findings] == ["romanised-place", "romanised-address"]
    kazakh = replace(FUND_THERE, address=Text("Әуезов көш., 5", "kk"))
    assert str(made(kazakh)[0].address) == "Auezov\u00a0kosh., 5, Kyzylagash 070205"  # type: ignore[union-attr]


def test_other_books_and_an_edition_without_transliteration_have_what_they_had() -> None:
    russian, none = made(FUND_THERE, "ru")[0], made(FUND_THERE, scheme="")
    assert str(russian.address) == "070205, с.\u00a0Кызылагаш, ул.\u00a0Абая, 10-15"  # type: ignore[union-attr]
    assert (str(none[0].town), none[0].town.fallback, none[1]) == ("Қызылағаш", True, [])  # type: ignore[union-attr]


def test_a_spelling_without_a_place_is_told() -> None:
    spellings = {place_key(name): "Name" for name in ("Қызылағаш", "Кызылагашш", VILLAGE.kato, "100000000")}
    told = unused_spellings(spellings, [FUND_THERE, EXPERT])
    assert [(finding.code, dict(finding.message.args)["keys"]) for finding in told] == [("no-such-place", "100000000, кызылагашш")]
    assert unused_spellings({}, [FUND]) == unused_spellings({VILLAGE.kato: "Name"}, [FUND_THERE]) == []


SETTINGS = new_edition_text("edition.toml")


def test_the_settings_have_the_editors_spellings() -> None:
    edition = read_edition(SETTINGS + '\n[places]\n"Қызыл  Ағаш" = "Kyzyl  Agash"\n104281100 = "Kyzylagash"\n')
    assert edition.places == {"қызыл ағаш": "Kyzyl Agash", "104281100": "Kyzylagash"}
    assert read_edition(SETTINGS).places == {}


@pytest.mark.parametrize("spelling", ['"Кызылагаш"', '""', '"  "', "7", '{ en = "Kyzylagash" }', '"' + "x" * 101 + '"', '"Kyzylаgash"'])
def test_a_spelling_that_is_no_name_in_latin_letters_is_refused(spelling: str) -> None:
    with pytest.raises(Unreadable, match=r"places\.Қызылағаш"):
        read_edition(f'{SETTINGS}\n[places]\n"Қызылағаш" = {spelling}\n')


@pytest.mark.parametrize("spelling", [r"\u200b", r"Kyzyl\u0001agash", "12345", "קיזיל", "Κιζίλ", "-"])
def test_a_spelling_that_would_not_be_seen_or_is_in_other_letters_is_refused(spelling: str) -> None:
    with pytest.raises(Unreadable, match="Latin letters"):
        read_edition(f'{SETTINGS}\n[places]\n"Қызылағаш" = "{spelling}"\n')


def test_letters_with_marks_figures_and_apostrophes_stand_in_a_spelling() -> None:
    for spelling in ("Öskemen", "Arqalyq-2", "Kyzyl’ (village)", "Kyzylʼ", "Şu"):
        assert read_edition(f'{SETTINGS}\n[places]\n"Қызылағаш" = "{spelling}"\n').places == {"қызылағаш": spelling}
