"""Several rows, one listing: what holds for any rows, in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from duplicate_rows import BASE, ONE, TWO, go, ids, questions
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.findings import CellRef
from pipeline.model.listings import Text
from pipeline.normalise import clean_rows, load_vocabulary
from pipeline.normalise.candidates import pairs_of
from pipeline.normalise.duplicates import without_duplicates
from pipeline.normalise.faces import face_of, reach_of
from pipeline.normalise.trail import Draft, Trail


def drawn_rows(row, seed):
    """Rows of few organisations, written several times and differently: many merges, chains and conflicts."""
    chance = random.Random(seed)
    names = ("Тихий берег", "Тихий бергег", "Тихий берег 2", "Маяк", "Маяк Алматы", "Mayak")
    rows = []
    for place in range(chance.randrange(2, 9)):
        fields = {"name_ru": chance.choice(names), "region": chance.choice(("г. Алматы", "г. Алматы", "г. Астана"))}
        for name, values in (
            ("bin", (ONE, TWO)), ("phones", ("8 727 264-15-28", "8 701 718 28 72", "8 7172 33 15 28")), ("emails", ("a@t.example", "b@t.example")),
            ("head", ("Ким Вера", "Цой Лидия")), ("site", ("t.example", "u.example")), ("founded", ("2001", "2002")),
            ("verified", ("2025-01-01", "2026-01-01")), ("name_kk", ("Тыныш жаға", "Шамшырақ")),
        ):  # fmt: skip
            if chance.random() < 0.5:
                fields[name] = chance.choice(values)
        rows.append(row(5 + place, file=f"provinces/{place % 3}.xlsx", **fields))
    return rows


def groups(made):
    merged = {ref: merge.rows[0] for merge in made.merges for ref in merge.rows}
    return {frozenset(map(str, merge.rows)) for merge in made.merges}, {merged.get(listing.source, listing.source) for listing in made.listings}


def printed(made):
    """What is printed, without ids: they are given in the order of the sources."""
    return sorted(repr(replace(listing, id="", affiliation_id="") if hasattr(listing, "affiliation_id") else replace(listing, id="")) for listing in made.listings)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_reading_makes_no_difference(row, seed):
    rows = drawn_rows(row, seed)
    made = go(*rows)
    shuffled = list(rows)
    random.Random(seed + 1).shuffle(shuffled)
    again = go(*shuffled)
    assert groups(again) == groups(made)
    assert printed(again) == printed(made)
    assert sorted(map(str, (finding.message for finding in questions(again)))) == sorted(map(str, (finding.message for finding in questions(made))))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_row_is_in_one_place_and_every_value_is_printed_or_in_the_ledger(row, seed):
    rows = drawn_rows(row, seed)
    made = go(*rows)
    places = [listing.source for listing in made.listings] + [ref for ref, _ in made.duplicates] + list(made.withheld) + list(made.rejected)
    assert sorted(map(str, places)) == sorted(str(one.ref) for one in rows)
    assert {ref for merge in made.merges for ref in merge.rows[1:]} == {ref for ref, _ in made.duplicates}
    ledger = {(merge.listing, one.field, one.value) for merge in made.merges for one in merge.differences}
    of = {ref: merge.listing for merge in made.merges for ref in merge.rows} | {listing.source: listing.id for listing in made.listings}
    by_id = {listing.id: listing for listing in made.listings}
    for one in rows:
        listing, id_ = by_id[of[one.ref]], of[one.ref]
        for name in ("site", "bin", "founded", "head"):
            value = one.first(name)
            if value is not None:
                shown = getattr(listing, name)
                shown = shown.name.value if name == "head" else str(shown)
                assert shown == value.text or (id_, name, value.text) in ledger
        for name, lang in (("name_ru", "ru"), ("name_kk", "kk")):
            value = one.first(name)
            if value is not None:
                assert listing.names[lang].value == value.text or (id_, name, value.text) in ledger
        for value in one.values.get("emails", ()):
            assert value.text in listing.emails
        assert len(listing.phones) >= len(one.values.get("phones", ()))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_second_run_over_its_own_ids_changes_nothing(row, seed):
    rows = drawn_rows(row, seed)
    first = go(*rows)
    second = go(*rows, registry=first.registry)
    assert (ids(second), second.registry.to_toml(), second.merges) == (ids(first), first.registry.to_toml(), first.merges)


def test_all_orders_of_three_rows_print_the_same(row):
    rows = [
        row(5, **BASE, bin=ONE, founded="2001", phones="264-15-28"), row(6, **BASE, bin=ONE, founded="2002", verified="2026-01-01"),
        row(7, **BASE, phones="264-15-28", founded="2003", verified="2026-01-01"),
    ]
    assert len({tuple(printed(go(*order))) for order in permutations(rows)}) == 1


# -- what is compared --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("towns", [("Алматы",), ("Алматы", "Павлодар", "Караганда", "Семей", "Костанай", "Актау", "Тараз")])
def test_of_five_thousand_listings_each_is_compared_with_few(row, towns):
    """Names of three words, two of them common: drawn for many likenesses. All pairs would be twelve millions."""
    chance = random.Random(5000)
    words = ["".join(chance.choice("абдежиклмноп") + chance.choice("аеиоу") for _ in range(chance.randrange(2, 5))) for _ in range(900)]
    [draft] = clean_rows([row(**BASE, phones="264-15-28")], load_vocabulary("", "")).drafts
    [other] = clean_rows([row(name_ru="Порт", region="Павлодарская область", town="Павлодар")], load_vocabulary("", "")).drafts
    drafts = []
    for place in range(5000):
        town = replace(other.listing.town, names={"ru": chance.choice(towns)})
        names = {lang: Text(f"{chance.choice(words)} {chance.choice(words)} {chance.choice(words)}", lang) for lang in ("ru", "kk")}
        ref = CellRef(f"{place % 20}.xlsx", "НПО", str(place))
        phone = replace(draft.listing.phones[0], groups=("+7", f"{7270000000 + place}"))
        drafts.append(Draft(ref, replace(draft.listing, names=names, town=town, phones=(phone,), source=ref)))
    faces = [face_of(place, draft.listing) for place, draft in enumerate(drafts)]
    assert len(pairs_of(faces, reach_of(faces))) < 5 * len(faces)
    assert len(without_duplicates(drafts, Trail()).kept) == len(faces)
