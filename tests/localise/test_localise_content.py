"""Listings in each edition's language: translations by key, fall-back, counts and findings."""

from __future__ import annotations

import pickle
import random
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.doors.catalogues import parse_catalogue
from pipeline.errors import Unreadable
from pipeline.localise.content import localise, localise_text
from pipeline.localise.translations import ContentCatalogue, ContentEntry, content_template, load_content, write_content
from pipeline.model.fields import LANGUAGES, TRANSLATED_FIELDS, Lang
from pipeline.model.findings import CellRef, Severity
from pipeline.model.forms import LegalForm
from pipeline.model.listings import Area, Expert, Organisation, Person, Phone, Region, Social, Text, Topic, Town
from pipeline.model.localised import FieldCoverage, LocalExpert, LocalOrganisation

REGION = Region(
    "KZ-35", {"kk": "Қарағанды облысы", "ru": "Карагандинская область", "en": "Karaganda Region"},
    {"kk": "Қарағанды", "ru": "Караганда", "en": "Karaganda"},
)
TOWN = Town("351010000", "KZ-35", {"kk": "Қарағанды қ.", "ru": "г. Караганда", "en": "Karaganda"})
FORMS = {
    "ОФ": LegalForm(
        "ОФ", {"ru": "ОФ", "kk": "ҚҚ", "en": "PF"}, {"ru": "общественный фонд", "kk": "қоғамдық қор", "en": "public foundation"},
    ),
}
CELL = CellRef("karaganda.xlsx", "Лист1", "14")
MISSION = 'Помощь "детям" и семьям'


def ru(value: str) -> Text:
    return Text(value, "ru", CellRef("karaganda.xlsx", "Лист1", "F14"))


FUND = Organisation(
    id="fund", region=REGION, names={"ru": ru('Центр "Надежда"')}, source=CELL, sent_in="ru", form="ОФ", acronym=ru("ЦН"),
    bin="123456789012", founded=2005, town=TOWN, postcode="100000", address=ru("ул. Абая, 10-15"),
    phones=(Phone(("+7", "7212", "41", "23", "45"), "press", extension="3"), Phone(("150",), "helpline")),
    emails=("info@nadezhda.example",), site="nadezhda.example", social=(Social("youtube", "nadezhda"),),
    head=Person(ru("Иванова А.С."), ru("директор")), press=Person(ru("Ким В."), None), mission=ru(MISSION),
    areas=(Area("children", {"kk": "Балалар", "ru": "Дети", "en": "Children"}),), targets=ru("дети"), plans=ru("Лагерь"),
    languages=("kk", "ru"), verified=date(2026, 3, 8), cells={"mission": CELL},
)
EXPERT = Expert(
    id="expert", names={"kk": Text("Сұлтанов Әлібек", "kk")}, source=CELL, sent_in="kk", position=Text("заңгер", "kk"),
    affiliation=Text("Үміт орталығы", "kk"), affiliation_id="fund", topics=(Topic("", {"kk": "құқық"}), Topic("law", {"ru": "право"})),
    languages=("kk",), town=TOWN, on_camera=True, cv=Text("Заң саласында он жыл жұмыс істейді.", "kk"),
)


def catalogue(lang: Lang, *entries: ContentEntry | tuple[str, str, str]) -> ContentCatalogue:
    return load_content(write_content(entries, lang), lang)


def fund(lang: Lang, listing: Organisation = FUND, *entries: ContentEntry | tuple[str, str, str]) -> LocalOrganisation:
    made = localise([listing], lang, catalogue(lang, *entries), FORMS)[0][0]
    assert isinstance(made, LocalOrganisation)
    return made


def test_a_text_in_the_editions_language_is_printed_as_sent_and_set() -> None:
    made = localise_text(ru(MISSION), "fund/mission", "ru", ContentCatalogue("ru"))
    assert made is not None
    assert (made.value, made.lang, made.fallback) == ("Помощь «детям» и\u00a0семьям", "ru", False)
    assert localise_text(None, "fund/mission", "ru", ContentCatalogue("ru")) is None


def test_a_translation_is_printed_and_set_in_its_own_language() -> None:
    made = localise_text(ru(MISSION), "fund/mission", "en", catalogue("en", ("fund/mission", MISSION, 'Help for "children"')))
    assert made is not None
    assert (made.value, made.lang, made.fallback) == ("Help for “children”", "en", False)


def test_what_has_no_translation_is_printed_as_it_was_sent_and_marked() -> None:
    made = localise_text(ru(MISSION), "fund/mission", "kk", ContentCatalogue("kk"))
    assert made is not None
    assert (made.value, made.lang, made.fallback) == ("Помощь «детям» и\u00a0семьям", "ru", True)


def test_white_space_and_quotes_make_no_translation_stale() -> None:
    known = catalogue("en", ("fund/mission", "Помощь  «детям» и\nсемьям", "Help"))
    assert known.translation("fund/mission", MISSION) == "Help"
    assert not known.is_stale("fund/mission", MISSION)


def test_a_fuzzy_or_empty_translation_is_never_printed() -> None:
    for entry in (ContentEntry("fund/mission", MISSION, "Help", fuzzy=True), ContentEntry("fund/mission", MISSION)):
        made = fund("en", FUND, entry)
        assert made.mission is not None
        assert made.mission.fallback


def test_a_changed_source_is_a_finding_and_the_old_translation_is_not_printed() -> None:
    localised, _, findings = localise([FUND], "en", catalogue("en", ("fund/mission", "Помощь взрослым", "Help for adults")), FORMS)
    assert localised[0].mission.fallback  # type: ignore[union-attr]
    (finding,) = findings
    assert (finding.id, finding.code, finding.severity) == ("LOC-002", "source-changed", Severity.WARNING)
    assert finding.place == CellRef("karaganda.xlsx", "Лист1", "F14")
    assert (finding.before, finding.after) == ("Помощь взрослым", MISSION)


def test_a_changed_text_of_the_editions_own_language_needs_no_translation() -> None:
    assert localise([FUND], "ru", catalogue("ru", ("fund/mission", "Помощь взрослым", "…")), FORMS)[2] == []


def test_a_translation_that_belongs_to_nothing_is_told_once() -> None:
    known = catalogue("en", *[(f"gone{n}/mission", "Ушло", "Gone") for n in range(7)])
    (finding,) = localise([FUND], "en", known, FORMS)[2]
    assert (finding.id, finding.severity) == ("LOC-003", Severity.INFO)
    assert "7 translations" in str(finding.message)
    assert "gone0/mission" in str(finding.message)


def test_a_legal_form_without_a_wording_is_told_once_and_the_name_stands_alone() -> None:
    odd = replace(FUND, form="ЧСИ")
    localised, _, findings = localise([odd, replace(odd, id="other")], "ru", ContentCatalogue("ru"), FORMS)
    assert [(finding.id, finding.code) for finding in findings] == [("LOC-005", "unknown-form")]
    assert localised[0].display == "Центр «Надежда»"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lang", "name", "display", "quoted"),
    [
        ("ru", 'Центр "Надежда"', "ОФ\u00a0«Центр „Надежда“»", "«Центр „Надежда“»"),
        ("kk", '"Үміт" орталығы', "«“Үміт” орталығы»\u00a0ҚҚ", "«“Үміт” орталығы»"),
        ("en", 'The "Hope" Centre', "The “Hope” Centre\u00a0PF", "The “Hope” Centre"),
    ],
)
def test_a_name_is_quoted_and_joined_to_its_form_by_its_languages_rules(lang: Lang, name: str, display: str, quoted: str) -> None:
    made = fund(lang, replace(FUND, names={**FUND.names, lang: Text(name, lang)}))
    assert (made.display, made.quoted, made.name.fallback) == (display, quoted, False)


def test_a_name_without_a_translation_keeps_its_own_languages_form_and_quotes() -> None:
    made = fund("en")
    assert made.display == "ОФ\u00a0«Центр „Надежда“»"
    assert made.name.fallback
    assert (made.form_short, made.form_full) == ("PF", "public foundation")
    translated = fund("en", FUND, ("fund/name", 'Центр "Надежда"', "Nadezhda Centre"))
    assert translated.display == "Nadezhda Centre\u00a0PF"


def test_an_organisation_is_ready_to_print() -> None:
    made = fund("ru")
    assert made.second_line == ("г. Караганда", "общественный фонд", "2005")
    assert made.phones[0].text == "+7\u00a07212\u00a041\u00a023\u00a045\u00a0вн.\u00a03"
    assert [phone.is_press for phone in made.phones] == [True, False]
    assert made.phones[0].digits == "77212412345"
    assert str(made.address) == "100000, г. Караганда, ул.\u00a0Абая, 10-15"
    assert made.head is not None
    assert made.head.name.value == "Иванова\u00a0А.\u00a0С."
    assert str(made.head.role) == "директор"
    assert [(account.label, account.handle) for account in made.social] == [("YouTube", "nadezhda")]
    assert made.verified == "8 марта 2026\u202fг."
    assert made.languages == ("казахский", "русский")
    assert [area.name.value for area in made.areas] == ["Дети"]
    assert (made.bucket, made.region_name, made.cells) == ("Ц", "Карагандинская область", {"mission": CELL})
    assert pickle.loads(pickle.dumps(made)) == made


def test_an_untranslated_address_stands_whole_in_the_language_it_was_sent_in() -> None:
    made = fund("en")
    assert made.address is not None
    assert (made.address.value, made.address.lang, made.address.fallback) == ("100000, г. Караганда, ул.\u00a0Абая, 10-15", "ru", True)
    translated = fund("en", FUND, ("fund/address", "ул. Абая, 10-15", "10-15 Abay St"))
    assert str(translated.address) == "10-15 Abay St, Karaganda 100000"


def test_a_sort_name_files_the_name_of_the_language_it_came_with() -> None:
    named = replace(FUND, sort_name="Надежда", names={**FUND.names, "en": Text("Hope", "en")})
    assert fund("ru", named).bucket == "Н"
    assert fund("en", named).bucket == "H"


def test_equal_names_are_ordered_by_id() -> None:
    made = [fund("ru", replace(FUND, id=name)) for name in ("b", "a")]
    assert [one.id for one in sorted(made, key=lambda one: one.sort_key)] == ["a", "b"]


def test_an_expert_is_ready_to_print() -> None:
    known = catalogue("ru", ("expert/position", "заңгер", "юрист"))
    made = localise([EXPERT, FUND], "ru", known, FORMS)[0][0]
    assert isinstance(made, LocalExpert)
    assert (str(made.position), made.bucket, made.on_camera) == ("юрист", "С", True)
    assert made.name.fallback
    assert [(str(topic.name), topic.name.fallback) for topic in made.topics] == [("құқық", True), ("право", False)]
    assert made.affiliation is not None
    assert (str(made.affiliation), made.affiliation.fallback) == ("ОФ\u00a0«Центр „Надежда“»", False)


def test_the_order_of_listings_is_kept() -> None:
    localised = localise([EXPERT, FUND, replace(EXPERT, id="third")], "kk", ContentCatalogue("kk"), FORMS)[0]
    assert [listing.id for listing in localised] == ["expert", "fund", "third"]


def test_an_area_without_a_name_in_the_language_is_printed_in_another_one_and_counts() -> None:
    other = replace(FUND, areas=(Area("youth", {"ru": "Молодёжь"}), *FUND.areas))
    made, coverage, _ = localise([other], "kk", ContentCatalogue("kk"), FORMS)
    assert isinstance(made[0], LocalOrganisation)
    assert [(str(area.name), area.name.lang, area.name.fallback) for area in made[0].areas] == [("Молодёжь", "ru", True), ("Балалар", "kk", False)]
    assert coverage.fields["areas"] == FieldCoverage(1, 0)
    assert "areas" not in localise([other], "ru", ContentCatalogue("ru"), FORMS)[1].fields


def test_coverage_counts_what_is_translated_field_by_field() -> None:
    known = catalogue("kk", ("fund/mission", MISSION, "Балаларға көмек"))
    other = replace(FUND, id="other")
    coverage = localise([FUND, other, EXPERT], "kk", known, FORMS)[1]
    assert coverage.fields["mission"] == FieldCoverage(2, 1)
    assert coverage.fields["mission"].percent == 50.0
    assert (coverage.fields["mission"].fallback, coverage.fields["cv"].percent) == (1, 100.0)
    assert coverage.overall.total == sum(count.total for count in coverage.fields.values())
    assert set(coverage.fields) <= {*TRANSLATED_FIELDS, "town", "topics", "areas"}, "lists count where they lack a name in the language"
    assert FieldCoverage().percent == 100.0
    assert [FieldCoverage(total, done).told_percent for total, done in ((0, 0), (453, 424), (2001, 2000), (100, 29))] == [100, 93.5, 99.9, 29]


def test_the_template_asks_for_what_an_edition_needs() -> None:
    everything = content_template([FUND, EXPERT])
    assert ("fund/mission", MISSION, "ru") in everything
    assert ("expert/cv", "Заң саласында он жыл жұмыс істейді.", "kk") in everything
    assert {key.partition("/")[2] for key, _, _ in everything} <= set(TRANSLATED_FIELDS)
    assert [key for key, _, _ in content_template([FUND, EXPERT], "ru")] == [
        "expert/name", "expert/position", "expert/affiliation", "expert/cv",
    ]
    named = replace(FUND, names={**FUND.names, "kk": Text("Үміт", "kk")})
    assert "fund/name" not in [key for key, _, _ in content_template([named], "kk")]


def test_a_translated_template_leaves_nothing_to_fall_back() -> None:
    # Topics have their names from topics.toml, not from a catalogue.
    listed = replace(EXPERT, topics=(Topic("law", {"kk": "құқық", "ru": "право", "en": "law"}),))
    for lang in ("kk", "ru", "en"):
        entries = [(key, source, f"{source} ({lang})") for key, source, _ in content_template([FUND, listed], lang)]
        _, coverage, findings = localise([FUND, listed], lang, catalogue(lang, *entries), FORMS)
        assert (coverage.overall.percent, findings) == (100.0, [])


def test_a_written_catalogue_is_the_same_whatever_the_order_and_passes_gettext(tmp_path: Path) -> None:
    entries: list[ContentEntry | tuple[str, str, str]] = [
        ("b/mission", "Два\u00a0слова\u2028и строка", "Two\nlines"), ("a/mission", 'Ещё "одна"\\', "One more \t"),
        ContentEntry("c/mission", "Три", "Three", fuzzy=True, comment="Organisation: C", previous="Тр"),
    ]
    text = write_content(entries, "en")
    assert write_content(entries[::-1], "en") == text
    assert "\u00a0" not in text
    assert [entry.context for entry in parse_catalogue(text)] == ["a/mission", "b/mission", "c/mission"]
    assert load_content(text, "en").translation("b/mission", "Два слова и строка") == "Two\nlines"
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt is not installed: the file was not given to gettext")
    path = tmp_path / "content.en.po"
    path.write_text(text, "utf-8")
    checked = subprocess.run(["msgfmt", "-c", "-o", str(tmp_path / "en.mo"), str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_file_that_is_no_catalogue_is_refused() -> None:
    with pytest.raises(Unreadable):
        load_content("Ключ;Перевод", "kk")


def test_five_thousand_strings_are_read_and_used_in_two_seconds() -> None:
    words = random.Random(3)
    listings = [
        replace(FUND, id=f"l{n}", mission=ru(" ".join(words.choices(["помощь", "детям", "и", "семьям", "-", "2020-2025"], k=30))))
        for n in range(500)
    ]
    text = write_content([(key, source, "Көмек") for key, source, _ in content_template(listings, "kk")], "kk")
    started = time.process_time()
    coverage = localise(listings, "kk", load_content(text, "kk"), FORMS)[1]
    assert coverage.overall.total >= 4500
    assert time.process_time() - started < 2.0


def test_type_is_set_when_a_text_is_printed_and_never_in_a_catalogue() -> None:
    """A translator gets what was sent, and what he wrote is kept as he wrote it."""
    given = {key: msgid for key, msgid, _ in content_template([FUND])}
    assert given["fund/mission"] == MISSION
    wanted = ("fund/mission", MISSION, '"Балаларға" - көмек, 5млн теңге')
    printed = fund("kk", FUND, wanted).mission
    assert printed is not None
    assert printed.value == "«Балаларға»\u00a0— көмек, 5\u00a0млн\u00a0теңге"
    written = write_content([wanted], "kk")
    assert wanted[2].replace('"', '\\"') in written
    assert not set("\u00a0\u2060\u202f«—") & set(written)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_samples_catalogues_hold_no_typesetting(lang: Lang) -> None:
    """Tools of translators lose no-break spaces and joiners, or turn them to plain ones (language.md 4.2)."""
    text = (Path(__file__).resolve().parents[2] / f"sources/translations/content.{lang}.po").read_text("utf-8")
    assert not set("\u00a0\u2060\u202f\u2011\u200b\u00ad") & set(text)
