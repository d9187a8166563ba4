"""Whole rows: the balance, consent, leaving out, duplicates, affiliations, areas."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.model.field_words import field_words
from pipeline.model.findings import Severity
from pipeline.model.source import CellKind
from pipeline.normalise import IdRegistry, load_vocabulary, normalise
from pipeline.normalise.check_digits import check_digit

BIN = "050340001235"
WORDS = st.sampled_from(
    [
        "Родник",
        "ОФ «Исток»",
        "",
        "-",
        "Бұлақ / Родник",
        "8 701 718 28 71",
        "264-15-28",
        "Семей",
        "ВКО",
        "да",
        "нет",
        BIN,
        "2005",
        "a@b.example",
    ]
)
FIELDS = st.sampled_from(
    ["name_ru", "name", "name_kk", "region", "town", "phones", "mobile", "leave_out", "bin", "head", "emails", "mission", "founded"]
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.dictionaries(FIELDS, WORDS, max_size=7), max_size=6), experts=st.booleans())
def test_every_row_is_printed_withheld_rejected_or_a_duplicate(row, rows, experts):
    made_rows = [row(number + 2, kind="expert" if experts else "organisation", **fields) for number, fields in enumerate(rows)]
    made = normalise(made_rows, registry=IdRegistry(), vocabulary=load_vocabulary("", ""))
    assert len(made_rows) == len(made.listings) + len(made.withheld) + len(made.rejected) + len(made.duplicates)
    assert len({listing.id for listing in made.listings}) == len(made.listings)


def test_a_persons_mobile_needs_consent_and_an_offices_does_not(one):
    fields = {
        "phones": "264-15-28, 8 701 718 28 71",
        "mobile": "8 701 718 28 72",
        "head": "Ким Елена, директор, 8 701 718 28 73",
        "press_phone": "8 701 718 28 74",
    }
    without = one(**fields)
    assert [phone.groups[-1] for phone in without.listings[0].phones] == ["28", "71"]
    assert [finding.code for finding in without.findings if finding.id == "SRC-324"] == ["mobile-withheld"] * 3
    agreed = one(**fields, consent_mobile="да").listings[0]
    assert [phone.groups[-1] for phone in agreed.phones] == ["28", "71", "72", "73", "74"]
    assert agreed.consent_mobile


@pytest.mark.parametrize("answer", ["", "нет", "жоқ", "подумаем", "no"])
def test_whatever_is_not_a_clear_yes_is_no_consent(one, answer):
    assert one(mobile="8 701 718 28 72", consent_mobile=answer).listings[0].phones == ()


def test_a_number_that_is_the_offices_too_is_printed(one):
    phones = one(mobile="8 701 718 28 71", phones="8 701 718 28 71").listings[0].phones
    assert [phone.groups[-1] for phone in phones] == ["71"]


def test_an_experts_mobile_needs_consent(run, row):
    expert = {"kind": "expert", "name_ru": "Ким Елена", "phones": "8 701 718 28 71, 8 727 264 15 28"}
    assert [phone.groups[1] for phone in run(row(**expert)).listings[0].phones] == ["727"]
    assert len(run(row(**expert, consent_mobile="иә")).listings[0].phones) == 2


def test_a_withheld_number_is_in_no_message_and_in_no_memory(one):
    made = one(mobile="8 701 718 28 72")
    assert "7182872" not in "".join(str(finding) for finding in made.findings).replace(" ", "")
    assert "7182872" not in made.registry.to_toml()


@pytest.mark.parametrize("wish", ["да", "yes", "иә", "+", "просим не печатать"])
def test_who_asks_to_be_left_out_is_withheld_whatever_else_is_wrong(run, row, wish):
    made = run(row(name_ru="", leave_out=wish))
    assert len(made.withheld) == 1
    assert not made.listings
    assert all(finding.severity is not Severity.ERROR for finding in made.findings)


@pytest.mark.parametrize(
    "remark",
    ["просим не публиковать", "Не включать в справочник!", "отказались от публикации", "Жариялауға болмайды", "анықтамалыққа енгізбеуді сұраймыз", "please do not print"],
)  # fmt: skip
def test_a_remark_that_asks_to_be_left_out_withholds_the_row_and_asks(one, remark):
    made = one(note=remark)
    assert len(made.withheld) == 1
    assert not made.listings
    assert [found.question for found in made.findings if found.code == "wish-in-remark"] == [True]


@pytest.mark.parametrize("remark", ["звонить после обеда", "пока нигде не публиковались", "не печатается второй год", "исключительно по пятницам"])
def test_a_remark_that_asks_for_nothing_of_the_kind_leaves_nobody_out(one, remark):
    assert len(one(note=remark).listings) == 1


def test_a_remark_about_one_cell_is_told_and_the_row_printed(one):
    made = one(note="Просим не публиковать мобильный телефон")
    assert len(made.listings) == 1
    assert "wish-in-part" in [found.code for found in made.findings]


def test_a_no_or_a_dash_leaves_nobody_out(one):
    assert not one(leave_out="нет").withheld
    assert not one(leave_out="-").withheld


def test_a_row_without_a_name_is_rejected(one):
    made = one(name_ru="—")
    assert len(made.rejected) == 1
    assert [finding.severity for finding in made.findings if finding.code == "no-name"] == [Severity.ERROR]


def test_a_liquidated_organisation_is_printed_and_asked_about(one):
    made = one(status="таратылған")
    assert made.listings[0].operational is False
    assert "not-operating" in {finding.code for finding in made.findings if finding.severity is Severity.WARNING}


def test_rows_with_one_bin_are_one_organisation(run, row):
    made = run(
        row(5, name_ru="Родник", region="г. Алматы", bin=BIN, founded="2005"),
        row(9, file="provinces/b.xlsx", name_ru="ОФ «РОДНИК»", name_kk="Бұлақ", region="г. Алматы", bin=BIN, site="rodnik.example", founded="2006"),
    )
    organisation = made.listings[0]
    assert len(made.listings) == 1
    assert [(source.file, id_) for source, id_ in made.duplicates] == [("provinces/a.xlsx", organisation.id)]
    assert (organisation.site, organisation.founded, organisation.source.file) == ("rodnik.example", 2006, "provinces/b.xlsx")
    assert {lang: text.value for lang, text in organisation.names.items()} == {"ru": "Родник", "kk": "Бұлақ"}
    assert organisation.cells["site"].file == "provinces/b.xlsx"
    conflicts = [finding for finding in made.findings if finding.code == "conflict"]
    assert {dict(finding.message.args)["field"] for finding in conflicts} == {field_words("founded")}


def test_one_bin_with_two_names_is_a_question(run, row):
    made = run(
        row(5, name_ru="Родник", region="Алматинская область", bin=BIN),
        row(9, file="provinces/b.xlsx", name_ru="Родник степи", region="г. Алматы", bin=BIN),
    )
    assert len(made.listings) == 2
    assert [(finding.code, finding.question) for finding in made.findings if finding.id == "SRC-370"] == [("same-bin", True)]


def test_the_same_name_with_the_same_phone_in_one_town_is_one(run, row):
    made = run(
        row(5, name_ru="АНО «Родник»", region="г. Алматы", phones="264-15-28"),
        row(6, name_ru='Автономная некоммерческая организация "Родник"', region="г. Алматы", phones="8 727 264 15 28"),
    )
    assert len(made.listings) == 1
    assert [finding.code for finding in made.findings if finding.id == "SRC-370"] == ["merged"]


def test_the_same_name_without_a_common_contact_is_printed_twice_and_asked_about(run, row):
    made = run(
        row(5, name_ru="Родник", region="г. Алматы", phones="264-15-28"),
        row(6, name_ru="ОФ «РОДНИК»", region="г. Алматы", phones="264-15-29"),
        row(7, name_ru="Родник", region="г. Астана", phones="8 7172 33 15 28"),
    )
    assert len(made.listings) == 3
    assert [finding.code for finding in made.findings if finding.id == "SRC-370"] == ["same-name"]


def test_different_bins_are_different_organisations_whatever_their_names(run, row):
    other = f"05034000133{check_digit('05034000133')}"
    made = run(
        *(row(5 + place, name_ru="Родник", region="г. Алматы", phones="264-15-28", bin=number) for place, number in enumerate((BIN, other)))
    )
    assert [listing.bin for listing in made.listings] == [BIN, other]
    assert [finding.code for finding in made.findings if finding.id == "SRC-370"] == ["same-name"]


@pytest.mark.parametrize("affiliation", ["ОФ «Родник»", "Родник", "CRS", "«Бұлақ» ҚҚ", "эксперт, ОФ «Родник»"])
def test_an_expert_is_linked_to_the_organisation(run, row, affiliation):
    made = run(
        row(3, kind="expert", file="experts.xlsx", name_ru="Ким Елена", affiliation=affiliation, emails="kim@rodnik.example"),
        row(5, name_ru="Родник", name_kk="Бұлақ", acronym="CRS", region="г. Алматы"),
    )
    expert, organisation = made.listings
    assert expert.affiliation_id == organisation.id
    assert expert.affiliation.value == affiliation


def test_areas_are_matched_in_three_languages_and_unknown_ones_kept_out(one):
    made = one(areas="Экология, молодежь; енбек және жұмыспен қамту\nhuman rights; полёты в космос; экологя")
    assert [area.code for area in made.listings[0].areas] == ["environment", "youth", "labour", "rights"]
    asked = [(finding.before, finding.after) for finding in made.findings if finding.id == "SRC-350"]
    assert asked == [("полёты в космос", None), ("экологя", "охрана природы")]


def test_the_editions_areas_have_no_synonym_twice(vocabulary):
    seen = {}
    for entry in vocabulary.areas:
        assert set(entry.term.names) == {"ru", "kk", "en"}
        assert len(entry.words) >= 8
        for key in set(entry.spellings()):
            assert seen.setdefault(key, entry.term.code) == entry.term.code, key
    assert len(vocabulary.areas) == 22


def test_an_unknown_topic_is_kept_in_its_language(run, row):
    topics = run(row(kind="expert", name_ru="Ким Елена", topics="Открытые данные; подлёдный лов")).listings[0].topics
    assert [(topic.code, dict(topic.names)) for topic in topics][1] == ("", {"ru": "подлёдный лов"})
    assert topics[0].code == "open-data"


def test_a_broken_vocabulary_is_refused():
    for text, reason in [
        ('[[area]]\nname = { ru = "дети" }', "entry 1 has no code"), ('[[area]]\ncode = "x"', "“x” needs a name"),
        ('[[area]]\ncode = "x"\nname = { de = "Kinder" }', "“x” needs a name"), ('[[area]]\ncode = "x"\nname = { ru = 5 }', "“x” needs a name"),
        ('[[area]]\ncode = "x"\nname = { ru = "дети" }\nsynonyms = "малыши"', "synonyms"), ("area = 1", "only [[area]]"),
        ("[[aera]]", "only [[area]]"), ("[[area", "not valid TOML"),
    ]:
        with pytest.raises(Unreadable, match=re.escape(reason)):
            load_vocabulary(text, "")


def test_errors_of_excel_are_never_printed(one):
    organisation = one(site=("#REF!", CellKind.ERROR), mission=("=A1", CellKind.UNCALCULATED)).listings[0]
    assert organisation.site == ""
    assert organisation.mission is None


def test_languages_become_tags(one):
    assert one(languages="казахский, русский; English, ұйғыр тілі").listings[0].languages == ("kk", "ru", "en", "ug")


def test_a_thousand_rows_take_little_time(run, row):
    rows = [
        row(
            number, name_ru=f"ОФ «Родник {number}»", name_kk=f"«Бұлақ {number}» ҚҚ", region="ВКО", town="Семей",
            phones=f"56-{number // 100:02}-{number % 100:02}, 8 701 718 {number // 100:02} {number % 100:02}",
            emails=f"info{number}@rodnik.example", mission=f"Ищем родник номер {number} и чистим его.", areas="дети; экология",
        )
        for number in range(1000)
    ]  # fmt: skip
    started = process_time()
    made = run(*rows)
    assert len(made.listings) == 1000
    assert process_time() - started < 8


def test_a_cell_of_all_contacts_loses_no_site_and_no_account_and_its_labels_are_no_words(run, row):
    cell = "т. 42-33-10 (Пн-Пт 9-18); e-mail: zakon@zakon.example, сайт: zakon.kz, instagram: @zakon_krg"
    made = run(row(1, name_ru="Закон", region="Карагандинская область", town="Караганда", contacts=cell))
    (listing,) = made.listings
    assert [phone.digits for phone in listing.phones] == ["77212423310"]
    assert (listing.emails, listing.site) == (("zakon@zakon.example",), "zakon.kz")
    assert [(account.network, account.handle) for account in listing.social] == [("instagram", "zakon_krg")]
    assert not {"words-left", "not-a-number", "incomplete-number"} & {found.code for found in made.findings}


def test_days_before_a_number_are_no_hours(run, row):
    made = run(row(1, name_ru="Закон", region="Карагандинская область", town="Караганда", contacts="сб 22-33-44"))
    assert [phone.digits for phone in made.listings[0].phones] == ["77212223344"]


@pytest.mark.parametrize("name", ["«Тау-Семей» ЗТБ\nОЮЛ «Тау-Семей»", "«Тау-Семей» ЗТБ / ОЮЛ «Тау-Семей»"])
def test_a_name_that_is_the_same_in_both_languages_is_printed_once(run, row, name):
    (listing,) = run(row(1, name=name, region="г. Алматы", phones="264-15-28")).listings
    assert [text.value for text in listing.names.values()] == ["Тау-Семей"]
    assert listing.form


def test_one_name_under_two_legal_forms_is_not_cut(run, row):
    (listing,) = run(row(1, name="ОО «Тау-Семей»\nОФ «Тау-Семей»", region="г. Алматы", phones="264-15-28")).listings
    assert [text.value for text in listing.names.values()] != ["Тау-Семей"]
