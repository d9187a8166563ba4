"""Health of contacts: shared numbers and addresses, expired dates, one way only, mail and site one letter apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.decisions import Answer, Decisions
from pipeline.normalise import dated_findings

CENTRE = [
    {"name_ru": "Родник", "region": "г. Алматы", "phones": "264-15-28", "emails": "rodnik@rodnik.example"},
    {"name_ru": "Исток", "region": "г. Алматы", "phones": "8 727 264 15 28", "emails": "istok@rodnik.example"},
    {"name_ru": "Полынь", "region": "Павлодарская область", "phones": "8 (727) 264-15-28", "emails": "ISTOK@rodnik.example"},
]


def centre(run, row, *values):
    return run(*(row(number, file=f"provinces/{number}.xlsx", **fields) for number, fields in enumerate(CENTRE, 5)), decisions=Decisions(values))


def shared(made):
    return [found for found in made.findings if found.id == "SRC-381"]


def test_a_phone_or_address_of_several_organisations_is_asked_at_each_and_names_the_others(run, row):
    found = shared(centre(run, row))
    assert [(one.before, one.place.file) for one in found] == [
        ("+7 727 264 15 28", "provinces/5.xlsx"), ("+7 727 264 15 28", "provinces/6.xlsx"), ("istok@rodnik.example", "provinces/6.xlsx"),
        ("+7 727 264 15 28", "provinces/7.xlsx"), ("istok@rodnik.example", "provinces/7.xlsx"),
    ]  # fmt: skip
    assert "Исток (provinces/6.xlsx › НПО › 6); Полынь" in str(found[0].message)
    assert all(one.question for one in found)


def test_a_resource_centres_number_is_exempt_by_a_decision(run, row):
    made = centre(run, row, Answer("SRC-381", "phones", "+7 727 264 15 28", "+7 727 264 15 28"))
    assert {one.before for one in shared(made)} == {"istok@rodnik.example"}
    assert all(listing.phones for listing in made.listings)


def test_a_contact_that_is_nobodys_is_printed_nowhere(run, row):
    made = centre(run, row, Answer("SRC-381", "phones", "+7 727 264 15 28", ""), Answer("SRC-381", "emails", "istok@rodnik.example", ""))
    assert not shared(made)
    assert [listing.phones for listing in made.listings] == [(), (), ()]
    assert [listing.emails for listing in made.listings] == [("rodnik@rodnik.example",), (), ()]


def test_rows_that_may_be_one_listing_are_asked_about_once(run, row):
    one, other = {**CENTRE[0], "name_ru": "Родник степи", "town": "Алматы"}, {**CENTRE[1], "name_ru": "Родник", "emails": "rodnik@rodnik.example", "town": "Алматы"}
    made = run(row(5, **one), row(6, **other))
    assert len(made.listings) == 2
    assert [found.id for found in made.findings if found.question] == ["SRC-370"]


def test_extensions_of_one_number_faxes_and_helplines_are_nobodys_alone(run, row):
    fields = [{**CENTRE[0], "phones": "264-15-28 вн. 12"}, {**CENTRE[1], "phones": "264-15-28 вн. 14", "emails": ""}]
    fields[0] |= {"fax": "264-15-29", "helpline": "150"}
    fields[1] |= {"fax": "264-15-29", "helpline": "150"}
    assert shared(run(*(row(number, **one) for number, one in enumerate(fields, 5)))) == []


def test_an_expert_may_be_reached_at_the_organisation(run, row):
    expert = row(3, kind="expert", name_ru="Ким Елена", phones="264-15-28", emails="rodnik@rodnik.example")
    assert shared(run(row(5, **CENTRE[0]), expert)) == []


@pytest.mark.parametrize(("verified", "code"), [("2026-01-31", None), ("2026-01-30", "expired"), ("2019-05-05", "expired"), ("2027-02-01", "in-the-future"), ("", None)])
def test_dates_are_held_against_the_date_of_the_data(one, verified, code):
    made = one(phones="264-15-28", verified=verified)
    found = dated_findings(made.listings, date(2027, 1, 31), 12)
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.place.cell == "B5" or finding.place.cell for finding in found)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 120))
def test_nought_months_ask_nothing_and_more_months_never_ask_more(one, day, months):
    listings = one(phones="264-15-28", verified="12.03.2020").listings
    told = [len([found for found in dated_findings(listings, day, many) if found.code == "expired"]) for many in (0, months, months + 1)]
    assert told[0] == 0
    assert not months or told[1] >= told[2]


def test_one_way_is_told_and_two_are_not(one):
    def ways(**fields):
        return [found.code for found in one(**fields).findings if found.id == "SRC-383"]

    assert ways(phones="264-15-28") == ["one-way"]
    assert ways(emails="a@rodnik.example") == ["one-way"]
    assert ways(phones="264-15-28, 264-15-29") == []
    assert ways(phones="264-15-28", emails="a@rodnik.example") == []
    assert ways() == []


def test_mail_and_site_one_letter_apart_are_asked(one, run, row):
    cells = {"emails": "info@rodnek.example; rodnik@mail.ru", "site": "www.rodnik.example"}
    (found,) = [found for found in one(**cells).findings if found.id == "SRC-384"]
    assert (found.before, found.after, found.question) == ("info@rodnek.example", "info@rodnik.example", True)

    def emails(prints):
        made = run(row(5, name_ru="Родник", region="г. Алматы", **cells), decisions=Decisions((Answer("SRC-384", "emails", "info@rodnek.example", prints),)))
        return made.listings[0].emails, [finding.code for finding in made.findings if finding.id in ("SRC-384", "SRC-380")]

    assert emails("info@rodnik.example") == (("info@rodnik.example", "rodnik@mail.ru"), [])
    assert emails("info@rodnek.example") == (("info@rodnek.example", "rodnik@mail.ru"), [])
    assert emails("") == (("rodnik@mail.ru",), [])
    assert emails("info rodnik") == (("info@rodnek.example", "rodnik@mail.ru"), ["bad-answer"])
    assert not [found for found in one(emails="a@mail.ru", site="mail.su").findings if found.id == "SRC-384"]
    assert not [found for found in one(emails="a@kz.rodnik.example", site="rodnik.example").findings if found.id == "SRC-384"]
