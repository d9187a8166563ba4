"""A person's mobile without consent: whatever cell it stands in, it is in no text, no address and nothing that is told of the row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline import localise
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Change
from pipeline.model.message import Message
from pipeline.normalise.consent import find_mobiles

NUMBER = "7017182871"
WRITTEN = (
    "8 (701) 718-28-71", "+7 701 718 28 71", "87017182871", "8-701-718-28-71", "8.701.718.28.71", "701 718 28 71", NUMBER, "8 701 7182871",
    "+77017182871", "8\u00a0701\u00a0718\u00a028\u00a071", "8(701)7182871", "7 701 718-28-71", "+7(701) 718 28 71", "8 / 701 / 718 28 71", "8 701 718 28 7I",
)  # fmt: skip
AROUND = (
    "{}", "моб. {}", "Иванова Анна, {}", "{} (Анна Сергеевна)", "ул. Мира, 5, тел. {}, вход со двора", "С 2017 года. Звоните: {}.", "сот. {}; a@rodnik.example",
    "Чистим родники ({}) и сажаем лес", "WhatsApp {}", "директор Ким Е. А. {}", "приёмная 8 7272 64 15 28, Анна {}", "ИВАНОВА АННА {}", "Айгүл Серікқызы – {}",
)  # fmt: skip
PRIVATE = ("mobile", "head", "head_role", "press", "press_role", "press_phone", "address", "mission", "targets", "plans", "former_name", "acronym", "town")
EXPERTS = ("phones", "mobile", "position", "degree", "affiliation", "topics", "cv", "town")
NAMED = tuple(text for text in AROUND if re.search(r"Анна|АННА|директор|қызы", text))


def strings(value: object) -> Iterator[str]:
    """Every text within a value; where it stands (CellRef) is none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple | frozenset):
        if all(isinstance(one, str) for one in value):
            yield " ".join(value)
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, CellRef):
        for one in fields(value):
            if one.name != "cells":
                yield from strings(getattr(value, one.name))


def holds(value: object) -> bool:
    return any(NUMBER in re.sub(r"\D", "", text) for text in strings(value))


def told(made) -> Iterator[Finding | Change | Message | str]:
    yield from made.findings
    yield from made.changes
    yield from (str(finding.message) for finding in made.findings)
    yield from (str(finding.hint) for finding in made.findings if finding.hint)
    yield made.registry.to_toml()


cells = st.builds(str.format, st.sampled_from(AROUND), st.sampled_from(WRITTEN))
rows = st.dictionaries(st.sampled_from(PRIVATE), cells, min_size=1, max_size=5)
refusals = st.sampled_from(["", "нет", "жоқ", "подумаем", "-"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows, refusals)
def test_no_row_without_consent_prints_or_tells_a_persons_mobile(run, row, cells, refusal):
    made = run(row(name_ru="Родник", region="г. Алматы", phones="264-15-28", consent_mobile=refusal, **cells))
    (listing,) = made.listings
    assert not holds(listing)
    assert not any(map(holds, told(made)))
    assert not any(NUMBER in re.sub(r"\D", "", text) for _, text, _ in localise.content_template([listing]))
    if any("7I" not in text for name, text in cells.items() if name not in ("head_role", "press_role")):
        assert [one.row for one in made.mobiles_withheld] == [listing.source]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(EXPERTS), cells, min_size=1, max_size=4), refusals)
def test_no_expert_without_consent_prints_or_tells_the_mobile(run, row, cells, refusal):
    made = run(row(kind="expert", name_ru="Ким Елена", emails="kim@rodnik.example", consent_mobile=refusal, **cells))
    assert not holds(made.listings)
    assert not any(map(holds, told(made)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["phones", "contacts"]), st.builds(str.format, st.sampled_from(NAMED), st.sampled_from(WRITTEN[:-1])))
def test_a_number_beside_a_persons_name_is_the_persons_in_the_offices_cell_too(run, row, column, text):
    made = run(row(name_ru="Родник", region="г. Алматы", emails="a@rodnik.example", **{column: text}))
    assert not holds(made.listings)
    assert not any(map(holds, told(made)))
    agreed = run(row(name_ru="Родник", region="г. Алматы", emails="a@rodnik.example", consent_mobile="да", **{column: text}))
    assert holds(agreed.listings)


@pytest.mark.parametrize("text", ["8 701 718 28 71", "Приёмная 8 701 718 28 71", "8 701 718 28 71 (whatsapp)", "Алматы: 8 701 718 28 71", "8 701 718 28 71 бухгалтерия", "Звонить 8 701 718 28 71 с 9 до 18"])  # fmt: skip
def test_an_organisations_own_number_needs_no_consent_and_may_stand_in_its_texts(one, text):
    made = one(phones=text, mission="Звоните 8 701 718 28 71 в любой день.")
    assert holds(made.listings[0].phones)
    assert holds(made.listings[0].mission)
    assert made.mobiles_withheld == ()


@pytest.mark.parametrize("kind", ["organisation", "expert"])
@pytest.mark.parametrize(
    "field",
    ["name_kk", "acronym", "form", "bin", "founded", "registration", "status", "region", "town", "postcode", "head", "mission", "areas", "targets", "plans", "languages",
     "verified", "consent_mobile", "leave_out", "sent_in", "sort_name", "note", "position", "degree", "affiliation", "topics", "on_camera", "cv"],
)  # fmt: skip
@pytest.mark.parametrize("text", ["{}", "Анна {}", "да, {}"])
def test_in_whatever_column_it_stands_once_or_beside_another_value(run, row, kind, field, text):
    given = {"name_ru": "Ким Елена", "region": "г. Алматы", "emails": "kim@rodnik.example", field: [text.format("8 701 718 28 71"), f"Второе: {text.format('+77017182871')}"]}
    made = run(row(5, kind=kind, **given))
    assert not holds(made.listings)
    assert not any(map(holds, told(made)))


def test_an_address_that_holds_a_withheld_number_is_not_printed(one):
    made = one(mobile="8 701 718 28 71", emails="87017182871@mail.example; office@rodnik.example", site="wa.me/77017182871", social="Instagram: k7017182871")
    (listing,) = made.listings
    assert listing.emails == ("office@rodnik.example",)
    assert not holds(listing)


def test_an_experts_number_of_another_country_needs_consent_too(run, row):
    expert = {"kind": "expert", "name_ru": "Ким Елена", "phones": "+996 700 12 34 56", "emails": "kim@rodnik.example"}
    assert run(row(**expert)).listings[0].phones == ()
    assert len(run(row(**expert, consent_mobile="да")).listings[0].phones) == 1


def test_the_text_around_a_number_stays_whole(one):
    made = one(mission="Чистим родники (моб. 8 701 718 28 71) и сажаем лес; звоните: 8 701 718 28 71.", address="ул. Мира, 5, тел. 8 701 718 28 71, офис 3")
    assert made.listings[0].mission.value == "Чистим родники и сажаем лес; звоните."
    assert made.listings[0].address.value == "ул. Мира, 5, офис 3"


def test_a_number_that_is_known_as_the_persons_is_cut_out_once(one):
    made = one(mobile="8 701 718 28 71", mission="Звоните 8 701 718 28 71 в любой день, мы чистим родники, и 8 702 718 28 72 зимой.")
    assert made.listings[0].mission.value == "Звоните в любой день, мы чистим родники, и зимой."


@pytest.mark.parametrize("text", ["Собрали 7 000 000 000 тенге", "БИН 050340001235", "с 2017 по 2026 годы помогли 7017 семьям", "ISBN 978-601-7017-18-2", "8 7272 64 15 28", "8 800 080 12 34"])  # fmt: skip
def test_sums_years_and_lines_are_no_mobiles(text):
    assert find_mobiles(text) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("8 701 718 28 71")
@given(st.text(st.sampled_from("78012 -().+•abв"), max_size=40))
def test_what_is_found_is_a_mobile_and_where_it_stands(text):
    for start, end, digits in find_mobiles(text):
        assert re.sub(r"\D", "", text[start:end]).endswith(digits[-8:])
        assert len(digits) == 10
