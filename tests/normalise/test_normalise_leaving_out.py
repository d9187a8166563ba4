"""Who asks to be left out is left out everywhere: in other rows and files, in people's and organisations' places, and in what is told."""

from __future__ import annotations

import re

import pytest

from pipeline.model.decisions import Answer, Decisions
from pipeline.model.findings import CellRef
from pipeline.normalise import load_ids

BIN = "050340001235"
GONE = {"name_ru": "ОФ «Родник степи»", "region": "г. Алматы", "leave_out": "да", "phones": "264-15-28", "mission": "Тайная миссия \xa0 родника"}
ELSEWHERE = "provinces/b.xlsx"


def codes(made):
    return sorted(found.code for found in made.findings if found.id == "SRC-360")


def everything(made):
    return repr((made.listings, made.changes, made.findings, made.registry))


def test_nothing_of_a_row_that_is_left_out_is_told_or_remembered(run, row):
    made = run(row(5, **GONE, bin=BIN))
    assert made.listings == ()
    assert [(one.row, one.wish) for one in made.left_out] == [(CellRef("provinces/a.xlsx", "НПО", "5"),) * 2]
    assert "одник" not in everything(made)
    assert "2641528" not in re.sub(r"\D", "", everything(made))


@pytest.mark.parametrize(
    "other",
    [
        {"name_ru": "Совсем другое имя", "bin": BIN},
        {"name_ru": "Родник степи", "phones": "8 (727) 264 15 28"},
        {"name_ru": "«РОДНИК СТЕПИ»", "phones": "264-15-28, 264-15-29"},
    ],
)
def test_the_same_listing_in_another_file_is_left_out_too(run, row, other):
    made = run(row(5, **GONE, bin=BIN), row(9, file=ELSEWHERE, region="г. Алматы", **other), row(10, name_ru="Исток", region="г. Алматы"))
    assert [listing.names["ru"].value for listing in made.listings] == ["Исток"]
    assert codes(made) == ["left-out", "left-out-too"]
    assert [(one.row.file, one.wish.file) for one in made.left_out] == [("provinces/a.xlsx", "provinces/a.xlsx"), (ELSEWHERE, "provinces/a.xlsx")]
    assert len(made.withheld) == 2


def test_a_third_file_is_found_through_the_second(run, row):
    second = row(9, file=ELSEWHERE, name_ru="Родник степи", region="г. Алматы", phones="264-15-28", emails="rodnik@rodnik.example")
    third = row(4, file="provinces/c.xlsx", name_kk="Дала бұлағы", name_ru="Родник степи", region="Павлодарская область", emails="rodnik@rodnik.example")
    assert run(row(5, **GONE), second, third).listings == ()


def test_the_same_name_in_the_same_region_is_left_out_until_a_person_says_that_it_is_another(run, row):
    rows = row(5, **GONE), row(9, file=ELSEWHERE, name_ru="Родник степи", region="г. Алматы", phones="264-15-99")
    made = run(*rows)
    assert made.listings == ()
    (found,) = [found for found in made.findings if found.question]
    assert (found.code, found.field, found.before) == ("left-out-asked", "name", "Родник степи")
    another = Decisions((Answer("SRC-360", "name", "Родник степи", "Родник степи"),))
    assert len(run(*rows, decisions=another).listings) == 1
    same = Decisions((Answer("SRC-360", "name", "Родник степи", ""),))
    assert run(*rows, decisions=same).listings == ()


def test_another_bin_or_another_region_is_another_organisation(run, row):
    rows = [
        row(9, file=ELSEWHERE, name_ru="Родник степи", region="г. Алматы", bin="160240089981", phones="264-15-28"),
        row(10, file=ELSEWHERE, name_ru="Родник степи", region="Павлодарская область", phones="8 7182 33 62 38"),
    ]
    assert len(run(row(5, **GONE, bin=BIN), *rows).listings) == 2


def test_an_expert_who_asks_is_no_head_or_press_contact_either(run, row):
    expert = row(3, kind="expert", name_ru="Ким Елена Петровна", emails="kim@rodnik.example", leave_out="да")
    organisation = {"name_ru": "Исток", "region": "г. Алматы", "phones": "264-15-28", "consent_mobile": "да"}
    made = run(expert, row(5, head="Ким Елена, директор, 8 701 718 28 71", press="Иванова Анна", **organisation))
    (listing,) = made.listings
    assert listing.head is None
    assert listing.press.name.value == "Иванова Анна"
    assert [phone.groups[1] for phone in listing.phones] == ["727"]
    assert codes(made) == ["left-out", "left-out-person"]
    assert run(expert, row(5, head="Ким Е. П., директор", **organisation)).listings[0].head is None
    assert run(expert, row(5, head="Ким Алина", **organisation)).listings[0].head is not None
    kept = run(expert, row(5, head="Ким Елена", **organisation), decisions=Decisions((Answer("SRC-360", "head", "Ким Елена", "Ким Елена"),)))
    assert kept.listings[0].head.name.value == "Ким Елена"


@pytest.mark.parametrize(
    ("field", "text"),
    [("affiliation", "ОФ «Родник степи»"), ("affiliation", "Родник степи, Алматы"), ("position", "председатель ОФ «Родник степи»"), ("cv", "С 2017 года ведёт Родник степи.")],
)
def test_an_experts_texts_do_not_name_who_asks_to_be_left_out(run, row, field, text):
    expert = {"kind": "expert", "name_ru": "Ким Елена", "emails": "kim@rodnik.example", field: text}
    made = run(row(5, **GONE), row(3, **expert))
    assert getattr(made.listings[0], field) is None
    assert codes(made) == ["left-out", "left-out-named"]
    answered = run(row(5, **GONE), row(3, **expert), decisions=Decisions((Answer("SRC-360", field, text, "эколог"),)))
    assert getattr(answered.listings[0], field).value == "эколог"


def test_the_id_of_an_earlier_edition_stays_and_is_given_to_nobody_else(run, row):
    known = load_ids('[[listing]]\nid = "ngo-0001"\nnames = ["родник степи"]\nregion = "KZ-75"\nphones = ["77272641528"]\n')
    made = run(row(5, **GONE), row(6, name_ru="Исток", region="г. Алматы", phones="264-15-99"), registry=known)
    assert [listing.id for listing in made.listings] == ["ngo-0002"]
    assert [one.id for one in made.registry.entries] == ["ngo-0001", "ngo-0002"]


def test_the_same_organisation_in_another_language_waits_for_an_answer(run, row):
    asks = row(1, name_ru="Центр правовой помощи «Закон»", region="г. Алматы", phones="264-15-28", head="Ким В.А.", leave_out="да")
    by_head = row(2, file="kk.xlsx", name_kk="Құқықтық көмек орталығы", region="г. Алматы", phones="264-15-28", head="Ким В. А.")
    by_name = row(3, file="kk.xlsx", name_kk="«Закон» құқықтық көмек орталығы", region="г. Алматы", phones="264-15-28")
    neighbour = row(4, name_ru="Родник", region="г. Алматы", phones="264-15-28", head="Ли А.Б.")
    made = run(asks, by_head, by_name, neighbour)
    assert [listing.names["ru"].value for listing in made.listings] == ["Родник"]
    assert [found.code for found in made.findings if found.question and found.id == "SRC-360"] == ["left-out-asked", "left-out-asked"]
