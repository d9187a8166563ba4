"""Dates after the date of the data: told once a cell; a year of founding is left out and asked about."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model.decisions import EMPTY, Answer, Decisions
from pipeline.normalise import IdRegistry, clean_rows, load_vocabulary, unite

DATA = date(2026, 3, 1)
NAMED = {"name_ru": "ОФ «Родник»", "region": "г. Алматы", "phones": "264-15-28"}


def dated(rows, decisions=EMPTY):
    return unite([clean_rows(rows, load_vocabulary("", ""), decisions)], IdRegistry(), decisions, DATA)


def told(made):
    return [(found.code, found.place.cell) for found in made.findings if found.id == "SRC-341"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("№ 1234-1901-ОФ от 12.03.2031", ["registered-later"]), ("12 марта 2031 г.", ["registered-later"]), ("2031-03-12", ["registered-later"]),
        ("от 12.03.2005, перерегистрация 02.03.2026", ["registered-later"]), ("от 01.03.2026", []), ("2031", []), ("№ 20310312", []),
        ("да", []),
    ],
)  # fmt: skip
def test_a_day_of_registration_after_the_data_is_told_once(row, text, codes):
    made = dated([row(5, **NAMED, registration=text)])
    assert [code for code, _ in told(made)] == codes
    assert made.listings[0].registered is True
    assert all(found.hint for found in made.findings if found.code == "registered-later")


@pytest.mark.parametrize(("text", "year"), [("2031", None), ("12.03.2027", None), ("2026", 2026), ("2005", 2005)])
def test_a_year_of_founding_after_the_data_is_asked_and_left_out(row, text, year):
    made = dated([row(5, **NAMED, founded=text)])
    assert made.listings[0].founded == year
    assert told(made) == ([] if year else [("after-data", "D5")])


@pytest.mark.parametrize(("answer", "year", "codes"), [("2013", 2013, []), ("", None, []), ("2031", None, ["bad-answer"]), ("давно", None, ["bad-answer"])])
def test_an_answer_is_printed_in_its_place_if_it_is_no_later_itself(row, answer, year, codes):
    decisions = Decisions((Answer("SRC-341", "founded", "2031", answer),))
    made = dated([row(5, **NAMED, founded="2031")], decisions)
    assert made.listings[0].founded == year
    assert [found.code for found in made.findings if found.id == "SRC-380"] == codes


def test_what_is_later_than_its_own_verification_is_asked_about_once(row):
    assert [code for code, _ in told(dated([row(5, **NAMED, founded="2031", verified="01.02.2026")]))] == ["future-date"]
