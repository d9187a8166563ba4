"""Regions and towns: data.md section 4, cases 11 to 18, and the gazetteer's totals."""

from __future__ import annotations

import csv
import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from pipeline.model.decisions import Answer, Decisions
from pipeline.model.findings import Severity
from pipeline.normalise import find_region, regions
from pipeline.normalise.gazetteer import find_town, places_by_kato
from pipeline.normalise.tables import csv_table, toml_table

GAZETTEER = Path(__file__).parents[1] / "gazetteer"
UNITS = {"10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61", "62", "63", "71", "75", "79"}
spec = importlib.util.spec_from_file_location("reduce_kato", GAZETTEER / "reduce_kato.py")
assert spec is not None
assert spec.loader is not None
reduce_kato = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reduce_kato)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "KZ-75") for text in ("г. Алматы", "Алма-Ата", "Алматы қ.", "Алматы каласы", "ALMATY", "Алматы", "город Алматы")),
        *((text, "KZ-19") for text in ("Алматинская обл.", "Алматы облысы", "Almaty Region", "Алматы обл.", "Алма-Атинская область")),
        *((text, "KZ-61") for text in ("Южно-Казахстанская обл.", "ЮКО", "Оңтүстік Қазақстан облысы", "ОҚО", "Чимкентская")),
        *((text, "KZ-71") for text in ("Нур-Султан", "Нұр-Сұлтан", "Акмола", "Целиноград", "Астана қ.")),
        *((text, "KZ-11") for text in ("Акмолинская область", "Ақмола обласы", "Ақмола облысы", "Ақмола", "Целиноградская область")),
        *((text, "KZ-62") for text in ("Джезказганская", "область Ұлытау", "Улытауская область")),
        ("Ақтөбе обласы", "KZ-15"),
        ("Солтүстiк Қазақстан облысы", "KZ-59"),
        ("Семипалатинская область", "KZ-10"),
        ("область Жетісу", "KZ-33"),
        ("ВКО", "KZ-63"),
        ("Гурьевская область", "KZ-23"),
        ("Павлодар облысы / Павлодарская область", "KZ-55"),
        ("НПО Карагандинской области, 2026 год", "KZ-35"),
        ("03_Костанайская_область", "KZ-39"),
    ],
)
def test_a_region_is_found_by_any_of_its_names(text, code):
    match = find_region(text)
    assert match is not None
    assert match.region.code == code


@pytest.mark.parametrize("text", ["Лондон", "", "область", "Алматинская область и г. Алматы", "Казахстан", "12"])
def test_what_names_no_region_or_two_is_none(text):
    assert find_region(text) is None


def test_a_region_has_official_names_and_short_ones_in_three_languages():
    assert {code[3:] for code in regions()} == UNITS
    assert regions()["KZ-75"].names == {"kk": "Алматы қаласы", "ru": "г. Алматы", "en": "Almaty"}
    assert regions()["KZ-33"].names["ru"] == "область Жетісу"
    for lang in ("kk", "ru", "en"):
        assert len({region.short[lang] for region in regions().values()}) == 20


@pytest.mark.parametrize(
    ("heading", "town", "region", "name"),
    [
        ("ЮКО", "Шымкент", "KZ-79", "Шымкент"),  # 12
        ("Алматы облысы", "Талдықорған", "KZ-33", "Талдыкорган"),  # 13
        ("ВКО", "Семей", "KZ-10", "Семей"),  # 14
        ("ВКО", "Курчатов", "KZ-10", "Курчатов"),
        ("ВКО", "Бесқарағай ауданы", "KZ-10", "Бескарагайский район"),
        ("Карагандинская обл.", "Жезказган", "KZ-62", "Жезказган"),  # 15
        ("Акмолинская область", "Целиноград ауданы", "KZ-11", "Целиноградский район"),  # 16
        ("Алматинская область", "Қапшағай", "KZ-19", "Қонаев"),  # 17
        ("Алматинская область", "Капчагай", "KZ-19", "Қонаев"),
        ("ВКО", "Зыряновск", "KZ-63", "Алтай"),
        ("Шығыс Қазақстан облысы", "Усть-Каменогорск", "KZ-63", "Усть-Каменогорск"),
        ("ЗКО", "Орал қ.", "KZ-27", "Уральск"),
        ("Мангистауская область", "Шевченко", "KZ-47", "Актау"),
        ("Костанайская область", " Hаурзумский р.", "KZ-39", "Наурзумский район"),  # 19
        ("Акмолинская область", "Aршалынский", "KZ-11", "Аршалынский район"),
    ],
)
def test_the_town_decides_the_region(one, heading, town, region, name):
    organisation = one(region=heading, town=town).listings[0]
    assert organisation.region.code == region
    assert organisation.town.names["ru"] == name


def test_the_heading_that_the_town_overruled_stays_in_the_log(one):
    made = one(region="ВКО", town="Семей")
    assert ("ВКО", "область Абай") in {(change.before, change.after) for change in made.changes}
    assert [(finding.code, finding.severity) for finding in made.findings if finding.id == "SRC-310"] == [("town-decides", Severity.INFO)]


def test_a_city_far_from_the_heading_is_asked_about(one):
    made = one(region="Костанайская область", town="Семей")
    assert made.listings[0].region.code == "KZ-10"
    assert "town-far-away" in {finding.code for finding in made.findings if finding.severity is Severity.WARNING}


def test_a_village_is_sought_in_the_headings_region_only(one):
    made = one(region="Павлодарская область", town="с. Карааул")
    assert made.listings[0].region.code == "KZ-55"
    assert made.listings[0].town.kato == ""
    assert "unknown-town" in {finding.code for finding in made.findings}


def test_an_abolished_region_is_read_and_asked_about(one):
    made = one(region="Семипалатинская область")
    assert made.listings[0].region.code == "KZ-10"
    assert [finding.code for finding in made.findings if finding.severity is Severity.WARNING and finding.id == "SRC-310"] == [
        "region-asked"
    ]


def test_the_group_row_gives_the_region_where_no_cell_does(one):
    assert one(group="Карагандинская область").listings[0].region.code == "KZ-35"


def test_the_town_alone_is_enough(one):
    assert one(town="г. Балхаш").listings[0].region.code == "KZ-35"
    assert one(region="г. Семей").listings[0].town.kato == "101010000"


def test_neither_region_nor_town_rejects_the_row(one, run, row):
    for made in (run(row(name_ru="Родник")), one(region="Атлантида")):
        assert not made.listings
        assert len(made.rejected) == 1
        assert [(finding.code, finding.severity) for finding in made.findings] == [("unknown-region", Severity.ERROR)]


def test_a_city_of_republican_significance_is_its_own_town(one):
    assert one(region="Нур-Султан").listings[0].town.names == {"kk": "Астана", "ru": "Астана", "en": "Astana"}


def test_the_address_gives_town_and_postcode_and_loses_them(one):
    assert one(region="г. Астана", address="010000, ул. Улытау, 14").listings[0].address.value == "ул. Улытау, 14"
    organisation = one(region="Карагандинская область", address="100300, РК, г. Балхаш, ул. Уалиханова, 5").listings[0]
    assert organisation.town.names["ru"] == "Балхаш"
    assert organisation.postcode == "100300"
    assert organisation.address.value == "ул. Уалиханова, 5"


def test_a_street_named_like_a_town_stays_in_the_address(one):
    organisation = one(region="г. Астана", address="ул. Алматы, 5").listings[0]
    assert organisation.address.value == "ул. Алматы, 5"
    assert organisation.region.code == "KZ-71"


def test_a_postcode_that_lost_its_zero_gets_it_back(one):
    assert one(postcode="50000").listings[0].postcode == "050000"


def test_places_of_one_name_are_told_apart_by_region_and_district():
    assert find_town("Абай", "KZ-35").place.kato == "353220100"
    assert find_town("Абайский район", "KZ-10").place.kato == "103200000"
    assert find_town("Абайский район", "KZ-35").place.kato == "353200000"
    assert find_town("Карааул", "KZ-10").place.kato == "103230100"


def test_an_ambiguous_place_has_no_code(one):
    assert find_town("Актогай", "") is None


def test_the_gazetteer_has_all_units_cities_and_districts():
    kinds = Counter(line["kind"] for line in csv_table("gazetteer.csv"))
    assert {line["region"] for line in csv_table("gazetteer.csv") if line["kind"] == "region"} == UNITS
    assert (kinds["region"], kinds["city"], kinds["district"]) == (20, 87, 170)
    assert sum(kinds.values()) <= 2600


def test_regions_cities_and_districts_have_three_names():
    for line in csv_table("gazetteer.csv"):
        assert line["name_ru"], line
        assert line["name_kk"], line
        if line["kind"] in ("region", "city", "district", "city_district"):
            assert line["name_en"], line


def test_no_damaged_letters_or_spaces_are_left_in_the_gazetteer():
    for line in csv_table("gazetteer.csv"):
        text = line["name_ru"] + line["name_kk"]
        assert not set(text) & set('ЌќЎўЇїЈјЄєҐґЅѕЋћ\xa0"'), line
        assert "  " not in text


def test_the_reduction_keeps_what_it_must_and_mends_what_is_damaged():
    classifier = (
        "kato,kato_version,level,type_code,name_ru,name_kk\n"
        "470000000,NK RK 11-2025,oblast,0,Мангистауская область,Маңғыстау облысы\n"
        "471000000,NK RK 11-2025,district,3,Актау Г.А.,Ақтау Қ.Ә.\n"
        "471010000,NK RK 11-2025,sub_district,1,г.Актау,Ақтау қ.\n"
        "475200000,NK RK 11-2025,district,4,Тупкараганский район,Түпқараған ауданы\n"
        "475220100,NK RK 11-2025,settlement,1,г.Форт-Шевченко,Форт-Шевченко ќ.\n"
        "475230000,NK RK 11-2025,sub_district,2,Кїшік с.о.,Кїшік а.о.\n"
        '475230100,NK RK 11-2025,settlement,2,"с.""Кушик  жал""",Кїшік\xa0 жал а.\n'
        "475230101,NK RK 11-2025,settlement,2,с.Дальнее,Алыс а.\n"
    )
    text = reduce_kato.gazetteer(classifier, "47,Mangystau Region\n471010000,Aktau\n4752,Tupkaragan District\n")
    assert text.startswith("# КАТО NK RK 11-2025, 17.07.2026")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = [(line["kato"], line["kind"], line["name_ru"], line["name_kk"], line["name_en"]) for line in csv.DictReader(lines)]
    assert found == [
        ("470000000", "region", "Мангистауская область", "Маңғыстау облысы", "Mangystau Region"),
        ("471010000", "city", "Актау", "Ақтау", "Aktau"),
        ("475200000", "district", "Тупкараганский район", "Түпқараған ауданы", "Tupkaragan District"),
        ("475220100", "city", "Форт-Шевченко", "Форт-Шевченко", ""),
        ("475230100", "village", "Кушик жал", "Күшік жал", ""),
    ]


def test_every_area_code_belongs_to_places_of_the_gazetteer():
    codes = toml_table("area_codes.toml")["codes"]
    known = [line["kato"] for line in csv_table("gazetteer.csv")]
    for code, beginnings in codes.items():
        for beginning in beginnings:
            assert any(kato.startswith(beginning) for kato in known), (code, beginning)
    used = [beginning for beginnings in codes.values() for beginning in beginnings]
    assert len(used) == len(set(used))


def test_every_former_name_leads_to_a_place_of_today():
    for table in toml_table("former_towns.toml").values():
        for name, kato in table.items():
            assert kato in places_by_kato(), name


@pytest.mark.parametrize(
    ("town", "answer", "region", "kato"),
    [
        ("с. Актогай", "Актогай, Павлодарская область", "KZ-55", "553230100"),
        ("Джамбул", "Тараз", "KZ-31", "311010000"),
        ("Абайский район", "Абайский район, Карагандинская область", "KZ-35", "353200000"),
    ],
)
def test_a_person_says_which_of_the_places_of_one_name_is_meant(run, row, town, answer, region, kato):
    fields = {"name_ru": "Родник", "town": town, "phones": "150"}
    (asked,) = [finding for finding in run(row(**fields)).findings if finding.code == "several-places"]
    decisions = Decisions((Answer(asked.id, asked.field, asked.before, answer),))
    (listing,) = run(row(**fields), decisions=decisions).listings
    assert (listing.region.code, listing.town.kato) == (region, kato)


@pytest.mark.parametrize(
    ("code", "wrote", "answer", "printed"),
    [
        ("perhaps-foreign", "+7 495 123 45 68", "+7 495 123 45 68", "+7 495 123 45 68"),
        ("no-subscriber", "116 111", "116111", "116111"),
        ("rounded-number", "8.7772E10", "8 777 234 56 79", "+7 777 234 56 79"),
    ],
)
def test_a_number_that_a_person_wrote_down_is_printed(run, row, code, wrote, answer, printed):
    fields = {"name_ru": "Родник", "town": "Павлодар", "phones": wrote}
    (asked,) = [finding for finding in run(row(**fields)).findings if finding.code == code]
    (listing,) = run(row(**fields), decisions=Decisions((Answer(asked.id, asked.field, asked.before, answer),))).listings
    assert [" ".join(phone.groups) for phone in listing.phones] == [printed]
