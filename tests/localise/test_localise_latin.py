"""Kazakh in Latin letters: the Kazakh book's texts, transliterated once they are set."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from pipeline.errors import Unreadable
from pipeline.latin_notes import latin_notes
from pipeline.localise import format_date, labels, localise, set_words, sort_key
from pipeline.localise.translations import ContentCatalogue
from pipeline.model.fields import EDITION_LANGUAGES, source_language
from pipeline.model.findings import Finding
from pipeline.model.listings import Listing, Phone, Text
from pipeline.model.localised import LocalExpert, LocalListing, LocalOrganisation, bare
from pipeline.settings import read_edition
from tests.localise.test_localise_content import EXPERT, FORMS, FUND, catalogue

CYRILLIC = re.compile("[\u0400-\u052f]")
KAZAKH = replace(
    FUND, names={"kk": Text('"Үміт шуағы" орталығы', "kk")}, sent_in="kk", acronym=Text("ҮШО", "kk"), mission=Text("Ауыл балаларына көмек.", "kk"),
    address=Text("Абай даңғ., 10, 5-кеңсе", "kk"), head=None, press=None, targets=None, plans=None, phones=(Phone(("+7", "7212"), "office", extension="3"),),
)
EDITION = """
[edition]
id = "e"
title = { kk = "Қазақстанның азаматтық қоғамы"%s }
data_date = 2027-01-31
plans_year = 2027
languages = ["kk", "kk-Latn"]
isbn = { kk = "978-601-7999-41-4" }
place = "Алматы"
[publisher]
name = { kk = "MediaNet журналистика орталығы" }
address = { kk = "Алматы, Үлгі көш., 1" }
email = "guide@medianet.example"
[printer]
name = { kk = "Баспахана" }
"""


def latin(*listings: Listing, known: ContentCatalogue | None = None) -> tuple[list[LocalListing], list[Finding]]:
    made, _, findings = localise(listings, "kk-Latn", known or ContentCatalogue("kk"), FORMS)
    return made, findings


def test_an_organisation_stands_in_latin_letters_whole() -> None:
    [made], findings = latin(KAZAKH)
    assert isinstance(made, LocalOrganisation)
    assert (made.name.value, made.name.lang, made.name.romanised) == ("«Ümıt şuağy» ortalyğy", "kk-Latn", "")
    assert made.quoted == "«“Ümıt şuağy” ortalyğy»"
    assert (made.form_short, made.form_full) == ("QQ", "qoğamdyq qor")
    assert (made.region_name, made.region_short, str(made.town)) == ("Qarağandy oblysy", "Qarağandy", "Qarağandy q.")
    assert bare(str(made.address)) == "100000, Qarağandy q., Abai\u00a0dañğ., 10, 5-keñse"
    assert str(made.mission) == "Auyl balalaryna kömek."
    assert made.phones[0].text.endswith("ışkı\u00a03")
    assert made.verified == "2026\u202fj. 8 nauryz"
    assert (made.bucket, made.languages) == ("Ü", ("qazaq tılı", "orys tılı"))
    assert not [finding for finding in findings if finding.id == "LOC-040"]


def test_what_stands_in_russian_stays_so_and_its_name_is_found_by_latin_letters() -> None:
    [made], findings = latin(FUND)
    assert isinstance(made, LocalOrganisation)
    assert (made.name.value, made.name.fallback, made.name.romanised) == ("Центр «Надежда»", True, "Tsentr «Nadejda»")
    assert made.quoted.startswith("«Центр")
    assert (str(made.mission)[:6], made.mission.lang if made.mission else "") == ("Помощь", "ru")
    assert made.bucket == "T"
    told = {dict(finding.message.args)["key"]: finding.after for finding in findings if finding.id == "LOC-040"}
    assert set(told) == {"fund/name", "fund/acronym", "fund/head", "fund/press"}


def test_a_translation_into_kazakh_is_what_the_latin_book_has() -> None:
    [made], _ = latin(FUND, known=catalogue("kk", ("fund/name", 'Центр "Надежда"', "Үміт орталығы")))
    assert made.name.value == "Ümıt ortalyğy"
    assert made.name.romanised == ""


def test_an_expert_stands_in_latin_letters_and_belongs_to_the_latin_name() -> None:
    organisation = replace(KAZAKH, id="fund")
    made = latin(organisation, EXPERT)[0][1]
    assert isinstance(made, LocalExpert)
    assert (made.name.value, str(made.position), made.bucket) == ("Sūltanov Älıbek", "zañger", "S")
    assert str(made.affiliation) == "Ümıt ortalyğy"
    assert made.cv is not None
    assert not CYRILLIC.search(made.cv.value)


def test_listings_are_in_the_order_of_the_latin_alphabet() -> None:
    names = ["Іңкәр", "Инабат", "Жасыл", "Үміт", "Ұрпақ", "Ақ", "Әділ", "Шаңырақ", "Сенім", "Қамқор", "Көмек", "Ыстық"]
    made, _ = latin(*(replace(EXPERT, id=name, affiliation_id="", names={"kk": Text(name, "kk")}) for name in names))
    assert [one.name.value for one in sorted(made, key=lambda one: one.sort_key)] == [
        "Aq", "Ädıl", "Iñkär", "İnabat", "Jasyl", "Kömek", "Qamqor", "Senım", "Şañyraq", "Ūrpaq", "Ümıt", "Ystyq",
    ]
    assert all(one.sort_key.startswith(sort_key(one.name.value, "kk-Latn")) for one in made)


def test_no_label_has_a_cyrillic_letter_left() -> None:
    kazakh, latin_labels = labels("kk"), labels("kk-Latn")
    for (context, msgid), entry in kazakh.entries.items():
        args = dict.fromkeys(re.findall(r"\{(\w+)\}", entry.msgid), "7")
        made = latin_labels.plural(msgid, entry.plural, 1234) if entry.plural else latin_labels.text(msgid, context, **args)
        assert not CYRILLIC.search(made), msgid
    assert latin_labels.plural("{n} organisation", "{n} organisations", 1234) == "1\u00a0234 ūiym"


def test_what_stands_in_a_label_is_not_transliterated() -> None:
    assert "таза-су.қаз" in labels("kk-Latn", 'msgctxt ""\nmsgid "expert"\nmsgstr "сарапшы: таза-су.қаз"\n').text("expert")


def test_words_are_set_by_the_rules_of_kazakh_before_they_change_letters() -> None:
    assert set_words('"Жас дарын" - 1998-2005 жж., 5 км', "kk-Latn") == "«Jas daryn»\u00a0— 1998–\u20602005\u00a0jj.,\u00a05\u00a0km"
    assert set_words("Привет - мир", "ru") == "Привет\u00a0— мир"


@pytest.mark.parametrize(("kazakh", "latin"), [
    ("ББК 66.7(5Каз)я2. ӘОЖ 061.2", "BBK 66.7(5Каз)я2. ÄOJ 061.2"), ("83.3(2Рос)6", "83.3(2Рос)6"), ("65.9я7, 1-ші", "65.9я7, 1-şı"),
    ("12а үй, 5(үш) жыл", "12a üi, 5(üş) jyl"),
])
def test_a_class_of_the_library_catalogue_keeps_its_letters(kazakh: str, latin: str) -> None:
    assert set_words(kazakh, "kk-Latn").replace("\u00a0", " ").replace("\u2060", "") == latin
    assert format_date(date(2027, 1, 31), "kk-Latn") == "2027\u202fj. 31 qañtar"
    assert [source_language(lang) for lang in EDITION_LANGUAGES] == ["kk", "ru", "en", "kk"]


def test_an_editions_own_words_are_made_from_the_kazakh_ones() -> None:
    edition = read_edition(EDITION % "")
    assert edition.title["kk-Latn"] == "Qazaqstannyñ azamattyq qoğamy"
    assert edition.publisher.name["kk-Latn"] == "MediaNet jurnalistika ortalyğy"
    assert edition.publisher.contact["kk-Latn"] == "Almaty, Ülgı köş., 1, guide@medianet.example"
    assert edition.place["kk-Latn"] == "Almaty"
    assert "kk-Latn" not in edition.isbn, "each book has an ISBN of its own"


def test_as_much_must_be_translated_for_it_as_for_the_kazakh_book() -> None:
    assert read_edition(EDITION % "" + "\n[languages.kk]\nrequire = 100\n").required_coverage == {"kk": 100, "kk-Latn": 100}
    both = "\n[languages.kk]\nrequire = 100\n[languages.kk-Latn]\nrequire = 80\n"
    assert read_edition(EDITION % "" + both).required_coverage == {"kk": 100, "kk-Latn": 80}


def test_a_table_that_says_nothing_of_the_share_does_not_open_its_gate() -> None:
    empty = "\n[languages.kk]\nrequire = 100\n[languages.kk-Latn]\n"
    assert read_edition(EDITION % "" + empty).required_coverage == {"kk": 100, "kk-Latn": 100}
    assert read_edition(EDITION % "" + empty + "require = 0\n").required_coverage == {"kk": 100, "kk-Latn": 0}


def test_a_word_that_somebody_gave_goes_before() -> None:
    assert read_edition(EDITION % ', kk-Latn = "Qazaqstan qogamy"').title["kk-Latn"] == "Qazaqstan qogamy"


def test_without_kazakh_words_there_is_nothing_to_make_it_from() -> None:
    with pytest.raises(Unreadable, match=r"edition\.title\.kk"):
        read_edition((EDITION % "").replace('kk = "Қазақстанның азаматтық қоғамы"', 'ru = "Справочник"'))


def test_an_edition_that_does_not_ask_for_it_knows_nothing_of_it() -> None:
    assert "kk-Latn" not in read_edition((EDITION % "").replace(', "kk-Latn"', "")).title


def test_the_report_says_that_a_program_made_it_and_what_the_design_would_spoil() -> None:
    texts = {
        "a.css": "h1 { font-weight: 700 }\nh2 { text-transform: uppercase }\n", "b.css": "b { font-variant-caps: all-small-caps }", "c.toml": "small-caps",
    }
    found = latin_notes("kk-Latn", "own", texts)
    assert [(one.id, one.code) for one in found] == [("LOC-041", "automatic-edition"), ("LOC-042", "css-capitals"), ("LOC-042", "css-capitals")]
    assert dict(found[1].message.args) == {"file": "layouts/own/a.css", "line": 2, "text": "text-transform: uppercase"}
    assert latin_notes("kk", "own", texts) == []
