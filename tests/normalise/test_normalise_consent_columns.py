"""A column headed only "consent": asked once, read carefully until then, and obeyed as it was answered, this year and the next."""

from __future__ import annotations

import re

import pytest

from pipeline.model.decisions import Answer, Decisions
from pipeline.model.findings import CellRef
from pipeline.model.questions import open_questions

HEADER = "Согласие на публикацию"
NAMES = {"name_ru": "ОФ «Родник степи»", "region": "г. Алматы", "phones": "264-15-28", "head": "Ким Анна", "mobile": "8 701 718 28 71"}
OTHER = {"name_ru": "ОФ «Исток»", "region": "г. Алматы", "phones": "264-15-29", "head": "Ли Олег", "mobile": "8 701 718 28 72"}
THIRD = {"name_ru": "ОФ «Ключ»", "region": "г. Алматы", "phones": "264-15-30", "head": "Цой Ян"}


def said(answer: str, header: str = HEADER) -> tuple[str, str]:
    return header, answer


def decided(prints: str, header: str = HEADER) -> Decisions:
    return Decisions((Answer("SRC-361", "consent", header, prints),))


def names(made) -> list[str]:
    return [listing.names["ru"].value for listing in made.listings]


def codes(made, *rules: str) -> list[str]:
    return sorted(found.code for found in made.findings if found.id in rules)


def digits(made) -> set[str]:
    return {phone.digits[-10:] for listing in made.listings for phone in listing.phones}


def everything(made) -> str:
    return re.sub(r"[^\w•]", "", repr((made.listings, made.changes, made.findings, made.registry)))


def test_the_column_is_asked_once_and_a_no_waits(run, row):
    made = run(row(5, **NAMES, consent=said("нет")), row(6, **OTHER, consent=said("да")), row(7, **THIRD, consent=said("нет")))
    assert names(made) == ["Исток"]
    assert [(one.row.cell, one.waiting) for one in made.left_out] == [("5", True), ("7", True)]
    assert codes(made, "SRC-360", "SRC-361") == ["consent-unclear", "left-out-waiting", "left-out-waiting"]
    (question,) = open_questions(made.findings)
    assert (question.rule, question.field, question.wrote) == ("SRC-361", "consent", HEADER)
    assert "consent_mobile" in str(question.hint)
    assert "consent_listing" in str(question.hint)


def test_a_yes_prints_the_row_and_no_mobile_until_the_column_is_known(run, row):
    made = run(row(6, **OTHER, consent=said("да")), row(7, **THIRD, consent=said("да")))
    assert len(made.listings) == 2
    assert "7017182872" not in everything(made)
    assert codes(made, "SRC-324") == ["mobile-waiting"]
    assert [one.row.cell for one in made.mobiles_withheld] == ["6"]


def test_an_empty_answer_is_no_refusal(run, row):
    assert names(run(row(5, **THIRD, consent=said("-")), row(6, **OTHER, consent=said("да")))) == ["Ключ", "Исток"]


@pytest.mark.parametrize("answer", ["мобильный", "mobile", "Ұялы", "consent_mobile", "Мобильный."])
def test_answered_as_of_mobiles_it_is_as_if_the_header_said_so(run, row, answer):
    made = run(row(5, **NAMES, consent=said("нет")), row(6, **OTHER, consent=said("да")), decisions=decided(answer))
    assert names(made) == ["Родник степи", "Исток"]
    assert "7017182872" in digits(made)
    assert "7017182871" not in everything(made)
    assert codes(made, "SRC-324", "SRC-360", "SRC-361") == ["mobile-refused"]
    assert made.left_out == ()


@pytest.mark.parametrize("answer", ["запись", "entry", "жазба", "consent_listing", ""])
def test_answered_as_of_the_entry_a_no_is_obeyed_as_leave_us_out(run, row, answer):
    elsewhere = row(9, kind="expert", file="provinces/b.xlsx", name_ru="Сон Мария", phones="264-15-40", affiliation="ОФ «Родник степи»")
    again = row(10, file="provinces/b.xlsx", name_ru="Родник степи", region="г. Алматы", phones="8 (727) 264 15 28")
    made = run(
        row(5, **NAMES, consent=said("нет")), row(6, **OTHER, consent=said("да")), elsewhere, again, decisions=decided(answer)
    )  # fmt: skip
    assert names(made) == ["Исток", "Сон Мария"]
    assert "7017182872" not in digits(made)
    assert made.listings[1].affiliation is None
    assert codes(made, "SRC-360", "SRC-361") == ["left-out", "left-out-named", "left-out-too"]
    assert [one.waiting for one in made.left_out] == [False, False]


def test_an_answer_that_is_neither_is_told_and_the_row_goes_on_waiting(run, row):
    made = run(row(5, **NAMES, consent=said("нет")), decisions=decided("да"))
    assert names(made) == []
    assert [found.code for found in made.findings if found.id == "SRC-380"] == ["bad-answer"]
    assert [one.waiting for one in made.left_out] == [True]


def test_two_columns_and_two_files_are_asked_each_once(run, row):
    rows = [row(number, file=file, **OTHER | {"name_ru": f"Исток {file} {number}"}, consent=said("да")) for file in ("a.xlsx", "b.xlsx") for number in (5, 6)]
    made = run(*rows)
    assert len([found for found in made.findings if found.id == "SRC-361"]) == 2
    assert len([one for one in open_questions(made.findings) if one.rule == "SRC-361"]) == 1  # one answer for one header, with both places
    assert {found.place.cell for found in made.findings if found.id == "SRC-361"} == {"F5"}


def test_who_waits_is_left_out_in_other_rows_too_and_they_wait_with_it(run, row):
    again = row(9, file="provinces/b.xlsx", name_ru="Родник степи", region="г. Алматы", phones="8 (727) 264 15 28")
    made = run(row(5, **NAMES, consent=said("нет")), again)
    assert made.listings == ()
    assert [(one.row, one.waiting) for one in made.left_out] == [
        (CellRef("provinces/a.xlsx", "НПО", "5"), True), (CellRef("provinces/b.xlsx", "НПО", "9"), True),
    ]  # fmt: skip


@pytest.mark.parametrize("field", ["consent_listing", "consent"])
def test_an_expert_who_says_no_is_not_printed(run, row, field):
    made = run(row(5, kind="expert", name_ru="Сон Мария", phones="264-15-40", **{field: said("жоқ")}))
    assert made.listings == ()
    assert len(made.withheld) == 1


def test_an_unclear_answer_on_the_entry_counts_as_a_no_and_is_asked(run, row):
    made = run(row(5, **THIRD, consent_listing=said("уточняется")))
    assert made.listings == ()
    assert codes(made, "SRC-360") == ["left-out", "unclear-consent"]
    answer = Decisions((Answer("SRC-360", "consent_listing", "уточняется", "да"),))
    assert names(run(row(5, **THIRD, consent_listing=said("уточняется")), decisions=answer)) == ["Ключ"]
