"""Ids: allotted once, found again after renaming, sorting and moving, and never reused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.model.findings import Severity
from pipeline.normalise import IdRegistry, Known, load_ids, load_vocabulary, normalise
from pipeline.normalise.check_digits import check_digit

NAMES = (
    "Родник",
    "Исток",
    "Тихая гавань",
    "Полевой стан",
    "Ночной перрон",
    "Красный угол",
    "Верный шаг",
    "Белая юрта",
    "Старый мост",
    "Новый берег",
)
REGIONS = ("г. Алматы", "г. Астана", "Павлодарская область", "область Абай")


def bin_of(number):
    eleven = f"050340{number:05d}"
    digit = check_digit(eleven)
    return f"{eleven}{digit}" if digit is not None else bin_of(number + 1000)


def fields_of(number, name):
    """A row's fields; every other organisation has no BIN, as in life."""
    made = {
        "name_ru": f"ОФ «{name}»",
        "region": REGIONS[number % 4],
        "phones": f"8 701 718 00 {number:02d}",
        "emails": f"info@o{number}.example",
    }
    return made | ({"bin": bin_of(number)} if number % 2 else {})


def ids(made):
    """Key of the row (its e-mail's number) -> id."""
    return {listing.emails[0]: listing.id for listing in made.listings}


def run(rows, registry=None):
    return normalise(rows, registry=registry or IdRegistry(), vocabulary=load_vocabulary("", ""))


@pytest.fixture(scope="module")
def first(row):
    return run([row(5 + number, file=f"provinces/{number % 3}.xlsx", **fields_of(number, name)) for number, name in enumerate(NAMES)])


def test_ids_are_allotted_by_file_sheet_and_row(row):
    rows = [
        row(9, file="b.xlsx", **fields_of(0, "Родник")),
        row(10, file="a.xlsx", **fields_of(1, "Исток")),
        row(9, file="a.xlsx", **fields_of(2, "Стан")),
    ]
    assert ids(run(rows)) == {"info@o2.example": "ngo-0001", "info@o1.example": "ngo-0002", "info@o0.example": "ngo-0003"}
    assert ids(run(rows[::-1])) == ids(run(rows))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_shuffled_rows_and_renamed_files_keep_their_ids(row, first, seed):
    chance = random.Random(seed)
    order = list(enumerate(NAMES))
    chance.shuffle(order)
    rows = [
        row(2 + place, file=f"new/{chance.randrange(4)}.xlsx", sheet="Лист", **fields_of(number, name))
        for place, (number, name) in enumerate(order)
    ]
    made = run(rows, first.registry)
    assert ids(made) == ids(first)
    assert not [finding for finding in made.findings if finding.id == "SRC-371"]


@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, 9), change=st.sampled_from(["name", "region", "contacts"]))
def test_one_change_at_a_time_keeps_the_id(row, first, number, change):
    rows = []
    for place, name in enumerate(NAMES):
        fields = fields_of(place, name)
        if place == number and change == "name":
            fields["name_ru"] = f"ОФ «{name} плюс»"
        elif place == number and change == "region":
            fields["region"] = REGIONS[(place + 1) % 4]
        elif place == number:
            fields |= {"phones": "8 702 333 44 55"}
        rows.append(row(5 + place, file=f"provinces/{place % 3}.xlsx", **fields))
    assert ids(run(rows, first.registry)) == ids(first)


def test_a_bin_finds_a_listing_whatever_else_changed(row, first):
    fields = fields_of(1, "Совсем другое имя") | {"region": "Костанайская область", "phones": "8 702 333 44 55", "emails": "new@o1.example"}
    assert run([row(**fields)], first.registry).listings[0].id == ids(first)["info@o1.example"]


def test_a_new_name_at_known_contacts_is_doubtful(row, first):
    fields = fields_of(2, "Совсем другое имя")
    made = run([row(**fields)], first.registry)
    known = ids(first)["info@o2.example"]
    asked = [finding for finding in made.findings if finding.code == "doubtful"]
    assert made.listings[0].id == "ngo-0011"
    assert asked[0].severity is Severity.WARNING
    assert {"ngo-0011", known} <= {value for _, value in asked[0].message.args}


def test_a_decision_settles_a_doubt(row, first):
    known = ids(first)["info@o2.example"]
    fields = fields_of(2, "Совсем другое имя")
    decided = IdRegistry(first.registry.entries, {"provinces/a.xlsx|НПО|совсем другое имя": known})
    made = run([row(**fields)], decided)
    assert made.listings[0].id == known
    assert not [finding for finding in made.findings if finding.id == "SRC-371"]
    new = run([row(**fields)], IdRegistry(first.registry.entries, {"provinces/a.xlsx|НПО|совсем другое имя": "new"}))
    assert new.listings[0].id == "ngo-0011"
    assert not [finding for finding in new.findings if finding.id == "SRC-371"]


def test_a_name_of_another_region_with_other_contacts_is_doubtful(row, first):
    made = run(
        [row(name_ru="Исток", region="Костанайская область", phones="8 702 333 44 55")],
        IdRegistry((Known("ngo-0004", names=("исток",), region="KZ-75", phones=("77017180001",)),)),
    )
    assert made.listings[0].id == "ngo-0005"
    assert "doubtful" in {finding.code for finding in made.findings}


def test_ids_of_listings_that_left_are_never_given_again(row, first):
    left = run([row(5, **fields_of(0, NAMES[0]))], first.registry)
    came = run([row(5, **fields_of(0, NAMES[0])), row(6, **fields_of(77, "Новичок"))], left.registry)
    assert came.listings[1].id == "ngo-0011"
    assert {known.id for known in came.registry.entries} >= {known.id for known in first.registry.entries}


def test_namesakes_of_one_region_keep_their_ids_by_contacts(row):
    one, two = (
        {"name_ru": "Родник", "region": "г. Алматы", "phones": "264-15-28"},
        {"name_ru": "Родник", "region": "г. Алматы", "phones": "264-15-29"},
    )
    before = run([row(5, **one), row(6, **two)])
    after = run([row(5, **two), row(6, **one)], before.registry)
    assert [listing.id for listing in after.listings] == ["ngo-0002", "ngo-0001"]


def test_experts_and_organisations_have_ids_of_their_own(row):
    made = run([row(5, name_ru="Родник", region="г. Алматы"), row(3, kind="expert", name_ru="Родник", town="Алматы")])
    assert [listing.id for listing in made.listings] == ["ngo-0001", "exp-0001"]
    again = run([row(3, kind="expert", name_ru="Родник", town="Алматы"), row(5, name_ru="Родник", region="г. Алматы")], made.registry)
    assert [listing.id for listing in again.listings] == ["exp-0001", "ngo-0001"]


def test_the_registry_is_read_back_unchanged(first):
    registry = IdRegistry(first.registry.entries, {'a "b".xlsx|Лист\\1|Имя': "new"})
    assert load_ids(registry.to_toml()) == registry
    assert load_ids("") == IdRegistry()


def test_the_given_registry_is_not_changed(row):
    registry = IdRegistry((Known("ngo-0001", names=("родник",), region="KZ-75"),))
    made = run([row(name_ru="Родник", region="г. Алматы", phones="264-15-28")], registry)
    assert registry.entries[0].phones == ()
    assert made.registry.entries[0].phones == ("77272641528",)


def test_a_registry_with_an_id_twice_is_refused():
    with pytest.raises(Unreadable, match="ngo-0001"):
        load_ids('[[listing]]\nid = "ngo-0001"\n[[listing]]\nid = "ngo-0001"\n')
    with pytest.raises(Unreadable, match="no id"):
        load_ids('[[listing]]\nbin = ""\n')
