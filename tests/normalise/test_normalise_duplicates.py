"""Several rows, one listing: which rows are one, what is printed of them, the ledger, questions and decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from duplicate_rows import BASE, ONE, TWO, codes, go, ids, lines, questions

from pipeline.errors import Unreadable
from pipeline.normalise import IdRegistry, load_decisions
from pipeline.normalise.merging import united

# -- the rule by which a value wins ----------------------------------------------------------------------------------


def test_the_row_verified_last_wins_field_by_field(row):
    made = go(
        row(5, **BASE, bin=ONE, verified="01.02.2025", founded="2001", site="old.example", mission="Чистим родники."),
        row(6, **BASE, bin=ONE, verified="03.02.2026", founded="2002", site="new.example"),
        row(7, **BASE, bin=ONE, verified="02.02.2026", founded="2003", postcode="050000"),
    )
    [one] = made.listings
    assert (one.founded, one.site, one.postcode, one.mission.value) == (2002, "new.example", "050000", "Чистим родники.")
    assert (one.source.cell, one.verified.isoformat(), one.cells["postcode"].cell[-1]) == ("6", "2026-02-03", "7")
    [merge] = made.merges
    assert [ref.cell for ref in merge.rows] == ["6", "7", "5"]
    assert [(one.field, one.value, one.printed) for one in merge.differences] == [
        ("founded", "2003", "2002"), ("founded", "2001", "2002"), ("site", "old.example", "new.example"),
    ]


def test_of_rows_of_one_day_the_fuller_wins_and_then_the_first(row):
    poor, rich = {**BASE, "bin": ONE, "founded": "2001"}, {**BASE, "bin": ONE, "founded": "2002", "site": "full.example"}
    assert go(row(5, **poor), row(6, **rich)).listings[0].founded == 2002
    assert go(row(5, **rich), row(6, **poor)).listings[0].founded == 2002
    same = {**BASE, "bin": ONE}
    assert go(row(6, **same, founded="2006"), row(5, **same, founded="2005")).listings[0].founded == 2005
    assert go(row(5, file="b.xlsx", **same, founded="2006"), row(9, file="a.xlsx", **same, founded="2005")).listings[0].founded == 2005


def test_a_row_without_a_date_loses_to_one_with_any(row):
    made = go(row(5, **BASE, bin=ONE, founded="2001", site="a.example", head="Ким Вера"), row(6, **BASE, bin=ONE, founded="2002", verified="2020-01-01"))
    assert made.listings[0].founded == 2002


def test_lists_unite_and_nothing_is_said_twice(row):
    made = go(
        row(5, **BASE, bin=ONE, phones="264-15-28, 264-15-29", emails="a@tihiy.example", languages="русский", verified="2026-01-01"),
        row(6, **BASE, bin=ONE, phones="8 727 264 15 29, 264-15-30", emails="A@tihiy.example, b@tihiy.example", languages="казахский, русский"),
    )
    [one] = made.listings
    assert [phone.digits[-2:] for phone in one.phones] == ["28", "29", "30"]
    assert one.emails == ("a@tihiy.example", "b@tihiy.example")
    assert one.languages == ("ru", "kk")
    assert made.merges[0].differences == ()


def test_names_in_other_languages_unite_and_others_are_in_the_ledger(row):
    made = go(
        row(5, **BASE, bin=ONE, name_en="Quiet Shore"),
        row(6, **BASE, bin=ONE, name_kk="Тыныш жаға", name_en="Silent Coast", phones="264-15-28"),
    )
    [one] = made.listings
    assert {lang: text.value for lang, text in one.names.items()} == {"ru": "Тихий берег", "kk": "Тыныш жаға", "en": "Silent Coast"}
    assert [(one.field, one.value) for one in made.merges[0].differences] == [("name_en", "Quiet Shore")]


def test_texts_in_two_languages_are_each_printed_in_its_edition(row):
    from pipeline import localise
    from pipeline.normalise import legal_forms

    made = go(
        row(5, **BASE, bin=ONE, mission="Чистим берега и родники.", verified="2026-01-01"),
        row(6, file="z.xlsx", **BASE | {"name_kk": "Тыныш жаға"}, bin=ONE, mission="Жағалаулар мен бұлақтарды тазалаймыз."),
        row(7, file="z.xlsx", **BASE, bin=ONE, mission="Берега.", targets="жители"),
    )
    [merge] = made.merges
    assert [(other.field, other.lang, other.ref.file) for other in merge.others] == [("mission", "kk", "z.xlsx")]
    assert [(one.field, one.value) for one in merge.differences] == [("mission", "Берега.")]
    for lang, expected in (("ru", "Чистим берега"), ("kk", "Жағалаулар мен"), ("en", "Чистим берега")):
        [local], _, _ = localise.localise(made.listings, lang, localise.load_content("", lang), legal_forms())
        assert local.mission.value.replace("\u00a0", " ").startswith(expected)
        assert local.mission.fallback is (lang == "en")
        assert (local.cells["mission"].file == "z.xlsx") is (lang == "kk")
    assert not [key for key, _, _ in localise.content_template(made.listings, "kk") if key.endswith("/mission")]
    assert [key for key, _, _ in localise.content_template(made.listings, "en") if key.endswith("/mission")]


def test_merging_again_what_was_merged_changes_nothing(row):
    rows = [listing for place, more in enumerate(({"site": "a.example"}, {"site": "b.example", "emails": "a@t.example"}, {"founded": "2001"}))
            for listing in go(row(5 + place, **BASE, **more)).listings]
    once = united(rows).listing
    assert united([once, *rows]).listing == once
    assert united([once]).listing == replace(once, others={})


def test_an_address_of_another_town_is_not_mixed_with_the_winners(row):
    old = {"name_ru": "Тихий берег", "region": "Павлодарская область", "town": "Экибастуз", "phones": "8 701 718 28 72", "address": "ул. Мира, 5"}
    made = go(row(5, **old, bin=ONE), row(6, **old | {"town": "Павлодар", "address": "", "verified": "2026-01-01"}, bin=ONE))
    [one] = made.listings
    assert (one.town.names["ru"], one.address) == ("Павлодар", None)
    assert [(one.field, one.value, one.printed) for one in made.merges[0].differences] == [("town", "Экибастуз", "Павлодар"), ("address", "ул. Мира, 5", "")]


def test_a_post_is_taken_for_the_same_person_only(row):
    known = {**BASE, "bin": ONE}
    made = go(row(5, **known, head="Ким Вера", verified="2026-01-01"), row(6, **known, head="Ким Вера", head_role="директор"))
    assert made.listings[0].head.role.value == "директор"
    other = go(row(5, **known, head="Ким Вера", verified="2026-01-01"), row(6, **known, head="Цой Лидия", head_role="директор"))
    assert other.listings[0].head.role is None
    assert [(one.field, one.value) for one in other.merges[0].differences] == [("head", "Цой Лидия; директор")]


@pytest.mark.parametrize(
    ("dates", "consents", "printed"),
    [
        (("2025-01-01", "2026-01-01"), ("да", "нет"), 0), (("2025-01-01", "2026-01-01"), ("нет", "да"), 1),
        (("2026-01-01", "2026-01-01"), ("да", "нет"), 0), (("", ""), ("нет", "да"), 0), (("2025-01-01", "2026-01-01"), ("да", ""), 1),
    ],
)  # fmt: skip
def test_the_last_word_on_consent_holds_for_all_rows(row, dates, consents, printed):
    made = go(
        *(
            row(5 + place, **BASE, bin=ONE, mobile="8 701 718 28 72", phones="264-15-28", consent_mobile=consent, verified=verified)
            for place, (verified, consent) in enumerate(zip(dates, consents, strict=True))
        )
    )
    assert [phone.kind for phone in made.listings[0].phones].count("mobile") == printed
    if not printed:
        assert "7182872" not in f"{made.merges}{made.findings}".replace(" ", "")


# -- what is certain, what is asked ----------------------------------------------------------------------------------

CERTAIN = {
    "same BIN": ({"bin": ONE}, {"bin": ONE}),
    "phone": ({"phones": "264-15-28"}, {"phones": "8 727 264-15-28"}),
    "e-mail": ({"emails": "a@t.example"}, {"emails": "A@t.example"}),
    "Latin letters": ({"phones": "264-15-28", "name_ru": "Қайнар бұлақ"}, {"phones": "264-15-28", "name_ru": "", "name_en": "Kainar Bulaq"}),
    "head and address": ({"head": "Ким Вера", "address": "ул. Мира, 5"}, {"head": "Вера Ким", "address": "ул. Мира, 5", "phones": "264-15-28"}),
    "typing error": ({"phones": "264-15-28", "emails": "a@t.example"}, {"phones": "264-15-28", "emails": "a@t.example", "name_ru": "Тихий бергег"}),
    "former name": ({"phones": "264-15-28"}, {"phones": "264-15-28", "name_ru": "Маяк", "former_name": "Тихий берег"}),
    "nothing but the same": ({}, {}),
}  # fmt: skip
ASKED = {
    "new phone": ({"phones": "264-15-28"}, {"phones": "264-15-29"}),
    "typing error": ({"phones": "264-15-28"}, {"phones": "264-15-29", "name_ru": "Тихий бергег"}),
    "moved": ({"bin": ONE}, {"bin": ONE, "region": "г. Астана", "town": "Астана"}),
    "branch": ({"bin": ONE}, {"bin": ONE, "name_ru": "Филиал ОФ «Тихий берег»"}),
    "BIN of the row above": ({"bin": ONE}, {"bin": ONE, "name_ru": "Южный ветер"}),
    "translated": ({"phones": "264-15-28"}, {"phones": "264-15-28", "name_ru": "", "name_kk": "Тыныш жаға"}),
    "child": ({"phones": "264-15-28"}, {"phones": "264-15-28", "name_ru": "Тихий берег Алматы"}),
    "renamed": ({"phones": "264-15-28", "emails": "a@t.example"}, {"phones": "264-15-28", "emails": "a@t.example", "name_ru": "Южный ветер"}),
    "two forms": ({"phones": "264-15-28"}, {"phones": "264-15-28", "name_ru": "ОО «Тихий берег»"}),
    "two BINs, one phone": ({"phones": "264-15-28", "bin": ONE}, {"phones": "264-15-28", "bin": TWO}),
}  # fmt: skip
NOTHING = {
    "two towns": ({"phones": "264-15-28"}, {"phones": "8 7172 33 15 28", "region": "г. Астана", "town": "Астана"}),
    "two BINs": ({"bin": ONE}, {"bin": TWO}),
    "numbers": ({"name_ru": "Школа № 12", "phones": "264-15-28"}, {"name_ru": "Школа № 21", "phones": "264-15-28"}),
    "a number more": ({"name_ru": "Школа № 12"}, {"name_ru": "Школа"}),
    "one phone": ({"phones": "264-15-28"}, {"phones": "264-15-28", "name_ru": "Южный ветер"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CERTAIN)
def test_certain(row, case):
    first, second = CERTAIN[case]
    made = go(row(5, **BASE | first), row(6, file="z.xlsx", **BASE | second))
    assert len(made.listings) == 1
    assert not questions(made)
    assert made.merges[0].why


@pytest.mark.parametrize("case", ASKED)
def test_asked(row, case):
    first, second = ASKED[case]
    made = go(row(5, **BASE | first), row(6, file="z.xlsx", **BASE | second))
    [asked] = questions(made)
    assert len(made.listings) == 2
    assert "a.xlsx › НПО › 5" in str(asked.message)
    assert asked.place.file == "z.xlsx"
    assert asked.before.count(" = ") == 1


@pytest.mark.parametrize("case", NOTHING)
def test_nothing(row, case):
    first, second = NOTHING[case]
    made = go(row(5, **BASE | first), row(6, file="z.xlsx", **BASE | second))
    assert (len(made.listings), codes(made)) == (2, [])


def test_a_phone_of_many_says_nothing_of_who_they_are(row):
    names = ("Родник", "Маяк", "Южный ветер", "Старый мост")
    rows = [row(5 + place, name_ru=name, region="г. Алматы", town="Алматы", phones="264-15-28", emails="hub@t.example") for place, name in enumerate(names)]
    assert codes(go(*rows)) == []


EXPERTS = {
    "initials, e-mail and work": ("Оспанов А. Б.", {"emails": "o@t.example", "affiliation": "Маяк"}, 1),
    "without a patronymic, e-mail": ("Азамат Оспанов", {"emails": "o@t.example"}, 1),
    "Kazakh patronymic, phone": ("Оспанов Азамат Болатұлы", {"mobile": "8 701 718 28 72"}, 1),
    "another town, e-mail": ("Оспанов Азамат Болатович", {"emails": "o@t.example", "town": "Астана"}, 1),
    "another town, nothing": ("Оспанов Азамат Болатович", {"town": "Астана"}, 2),
    "a typing error": ("Оспанов Азмат Болатович", {"emails": "o@t.example"}, 2),
    "initials, town only": ("Оспанов А.", {}, 0),
    "another patronymic": ("Оспанов Азамат Кайратович", {"emails": "o@t.example"}, 0),
    "sister": ("Оспанова А. Б.", {"mobile": "8 701 718 28 72"}, 0),
}  # fmt: skip


@pytest.mark.parametrize("case", EXPERTS)
def test_experts(row, case):
    """1: one; 2: asked; 0: two."""
    name, more, expected = EXPERTS[case]
    full = {"name_ru": "Оспанов Азамат Болатович", "town": "Алматы", "affiliation": "ОФ «Маяк»", "emails": "o@t.example", "mobile": "8 701 718 28 72"}
    full |= {"consent_mobile": "да", "affiliation": "Маяк"}
    made = go(
        row(3, kind="expert", file="experts.xlsx", **full),
        row(4, kind="expert", file="b.xlsx", **{"name_ru": name, "town": "Алматы", "consent_mobile": "да", **more}),
    )
    assert (len(made.listings), len(questions(made))) == {1: (1, 0), 2: (2, 1), 0: (2, 0)}[expected]


def test_a_new_surname_is_a_question(row):
    first = {"name_ru": "Оспанова Динара Болатовна", "town": "Алматы", "emails": "d@t.example"}
    made = go(row(3, kind="expert", **first), row(4, kind="expert", **first | {"name_ru": "Лысенко Динара Болатовна"}))
    assert [finding.code for finding in questions(made)] == ["near-name"]


def test_an_expert_is_never_an_organisation(row):
    made = go(row(3, kind="expert", name_ru="Ким Вера", town="Алматы", emails="k@t.example"), row(5, name_ru="Ким Вера", region="г. Алматы", emails="k@t.example"))
    assert (len(made.listings), codes(made)) == (2, [])


# -- chains ----------------------------------------------------------------------------------------------------------


def test_a_chain_is_one(row):
    made = go(
        row(5, **BASE, phones="264-15-28"), row(6, **BASE, phones="264-15-28", emails="a@t.example"), row(7, **BASE, emails="a@t.example", bin=ONE),
    )  # fmt: skip
    assert len(made.listings) == 1
    assert len(made.merges[0].rows) == 3


def test_a_chain_between_two_bins_is_not_joined_but_asked_about(row):
    made = go(row(5, **BASE, phones="264-15-28", bin=ONE), row(6, **BASE, phones="264-15-28"), row(7, **BASE, phones="264-15-28", bin=TWO))
    assert len(made.listings) == 3
    assert len(questions(made)) == 3


# -- what a person decides -------------------------------------------------------------------------------------------

NEAR = ({"phones": "264-15-28"}, {"phones": "264-15-29", "name_ru": "Тихий бергег"})


@pytest.mark.parametrize("case", ASKED)
def test_the_lines_of_a_question_answer_it_and_are_obeyed_in_the_next_edition(row, case):
    first, second = ASKED[case]
    [asked] = questions(go(row(5, **BASE | first), row(6, file="z.xlsx", **BASE | second)))
    moved = row(80, file="2028/x.xlsx", sheet="Лист", **BASE | second), row(3, file="2028/y.xlsx", sheet="Лист", **BASE | first)
    one = go(*moved, decisions=lines(asked, "same"))
    assert (len(one.listings), questions(one), one.merges[0].decided) == (1, [], True)
    two = go(*moved, decisions=lines(asked, "different"))
    assert (len(two.listings), codes(two)) == (2, [])


@pytest.mark.parametrize("case", [case for case in CERTAIN if case != "nothing but the same"])
def test_a_person_parts_what_is_certain(row, case):
    """But for rows that say the same: nobody could tell them apart."""
    first, second = CERTAIN[case]
    keys = [f"{'Қайнар бұлақ' if case == 'Latin letters' else 'Тихий берег'} | Алматы", ""]
    rows = [row(5, **BASE | first | {"head": "Ким Вера"}), row(6, file="b.xlsx", **BASE | second | {"head": "Цой Лидия"})]
    keys = [" | ".join((str(fields.get("name_ru") or fields.get("name_en") or "Тихий берег").removeprefix("ОФ ").strip("«»"), head))
            for fields, head in ((BASE | first, "Ким Вера"), (BASE | second, "Цой Лидия"))]
    made = go(*rows, decisions=f"[[different]]\nlistings = {keys!r}".replace("'", '"'))
    assert (len(made.listings), codes(made)) == (2, [])


def test_an_answer_that_came_back_in_a_workbook_is_a_decision(row):
    rows = [row(5, **BASE | NEAR[0]), row(6, file="b.xlsx", **BASE | NEAR[1])]
    [asked] = questions(go(*rows))
    for said, count in (("да", 1), ("one", 1), ("нет", 2), ("екеу", 2), (asked.after, 1), (asked.before, 2)):
        made = go(*rows, decisions=f'[[value]]\nrule = "SRC-370"\nfield = "name"\nwrote = "{asked.before}"\nprint = "{said}"\n')
        assert (len(made.listings), questions(made)) == (count, [])
        assert not [finding for finding in made.findings if finding.code == "stale-answer"]


def test_decisions_that_contradict_each_other_are_one_sentence(row):
    rows = [row(5, **BASE | NEAR[0]), row(6, file="b.xlsx", **BASE | NEAR[1])]
    with pytest.raises(Unreadable, match="Тихий берег"):
        load_decisions('[[same]]\nlistings = ["Тихий берег", "Маяк"]\n[[different]]\nlistings = ["Маяк", "Тихий берег"]\n')
    made = go(*rows, decisions='[[same]]\nlistings = ["Тихий берег", "Тихий бергег"]\n[[different]]\nlistings = ["Тихий берег | Алматы", "Тихий бергег"]\n')
    assert (len(made.listings), codes(made)) == (2, ["contradicting-decision"])


def test_a_decision_nobody_answers_to_and_one_that_several_answer_to_are_told(row):
    rows = [row(5, **BASE, phones="264-15-28"), row(6, **BASE, phones="264-15-29"), row(7, name_ru="Маяк", region="г. Алматы")]
    made = go(*rows, decisions='[[same]]\nlistings = ["Тихий берег | Алматы", "Маяк"]\n[[same]]\nlistings = ["Никто", "Маяк"]\n')
    assert codes(made) == ["ambiguous-decision", "same-name", "stale-decision"]
    assert len(made.listings) == 3


# -- ids ---------------------------------------------------------------------------------------------------------------


def test_a_merged_listing_keeps_the_older_id_and_the_other_is_never_given_again(row):
    one, two = row(5, **BASE | NEAR[0]), row(6, **BASE | NEAR[1])
    first = go(one, two)
    assert ids(first) == ["ngo-0001", "ngo-0002"]
    same = lines(questions(first)[0], "same")
    merged = go(two, one, registry=first.registry, decisions=same)
    assert ids(merged) == ["ngo-0001"]
    assert [(known.id, known.into) for known in merged.registry.entries] == [("ngo-0001", ""), ("ngo-0002", "ngo-0001")]
    for rows in ((one,), (two,), (one, two)):  # next year one of the rows is gone, or none
        assert ids(go(*rows, registry=merged.registry, decisions=same)) == ["ngo-0001"]
    came = go(one, two, row(9, name_ru="Маяк", region="г. Алматы"), registry=merged.registry, decisions=same)
    assert ids(came) == ["ngo-0001", "ngo-0003"]


def test_a_listing_that_is_parted_again_gets_its_own_id_back(row):
    one, two = row(5, **BASE | NEAR[0]), row(6, **BASE | NEAR[1])
    first = go(one, two)
    asked = questions(first)[0]
    merged = go(one, two, registry=first.registry, decisions=lines(asked, "same"))
    parted = go(two, one, registry=merged.registry, decisions=lines(asked, "different"))
    assert ids(parted) == ["ngo-0002", "ngo-0001"]
    assert [known.into for known in parted.registry.entries] == ["", ""]
    assert not [finding for finding in parted.findings if finding.id == "SRC-371"]


def test_a_listing_that_is_parted_for_the_first_time_gets_a_new_id(row):
    rows = [row(5, **BASE, phones="264-15-28", head="Ким Вера"), row(6, **BASE, phones="264-15-28", head="Цой Лидия")]
    first = go(*rows)
    assert ids(first) == ["ngo-0001"]
    parted = go(*rows, registry=first.registry, decisions='[[different]]\nlistings = ["Тихий берег | Ким Вера", "Тихий берег | Цой Лидия"]\n')
    assert sorted(ids(parted)) == ["ngo-0001", "ngo-0002"]
    assert sorted(ids(go(*rows[::-1], registry=parted.registry, decisions='[[different]]\nlistings = ["Тихий берег | Ким Вера", "Тихий берег | Цой Лидия"]\n'))) == ["ngo-0001", "ngo-0002"]


def test_a_decision_in_ids_toml_on_any_of_the_rows_holds(row):
    one, two = row(5, **BASE, bin=ONE), row(6, file="b.xlsx", **BASE, bin=ONE, site="t.example")
    before = go(row(5, name_ru="Маяк", region="г. Алматы"), row(6, name_ru="Порт", region="г. Алматы"))
    registry = IdRegistry(before.registry.entries, {"provinces/a.xlsx|НПО|тихий берег": "ngo-0002"})
    assert ids(go(one, two, registry=registry)) == ["ngo-0002"]
