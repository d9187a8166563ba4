"""The twenty-five cases and what stands behind them, a golden table: cells of a row, what is printed for them, what is found.

Every case goes the whole way from a row to a listing. ``role``: the rule repairs it, leaves it alone, or asks about it. What ``prints``
does not name of a listing's contacts and facts must not be printed.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.model.decisions import Answer, Decisions
from pipeline.model.findings import registered_rules
from pipeline.model.listings import Expert

TABLES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [(table.stem, case) for table in TABLES for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]]
BESIDE = {"SRC-333 no-contact", "SRC-325 regrouped", "SRC-383 one-way"}
"""Told of nearly every case, and of none in particular."""
ROLES = ("repairs", "leaves", "asks")
LACKS = {
    "SRC-301": ("asks", "what is not seen is mended for certain"),
    "SRC-302": ("asks", "what only says that there is nothing is dropped and counted"),
    "SRC-304": ("asks", "the table is computed from two encodings"),
    "SRC-305": ("repairs", "guessed letters would damage names"),
    "SRC-306": ("repairs", "which value is right, a person knows"),
    "SRC-307": ("asks", "the letters of a long text settle it"),
    "SRC-308": ("repairs", "where a value belongs, a person knows"),
    "SRC-322": ("asks", "the same digits are the same number"),
    "SRC-323": ("asks", "what is no number is moved or named"),
    "SRC-324": ("asks", "without a clear yes it is not printed"),
    "SRC-325": ("asks", "the grouping follows from the digits"),
    "SRC-326": ("asks", "only what is certain is moved"),
    "SRC-333": ("repairs", "a contact that nobody wrote cannot be made"),
    "SRC-350": ("repairs", "the list is closed"),
    "SRC-351": ("repairs", "a topic is printed as it was sent"),
    "SRC-361": ("repairs", "what a header means, a person knows"),
    "SRC-356": ("repairs", "an unknown language is read from the letters"),
}
"""The one thing that a rule never does, and why."""
FIRST_OF_SEVERAL_ROWS = "SRC-370"
"""From here on rules compare rows, or decisions with rows: their cases are tests of their own."""
FACTS = ("phones", "emails", "press_email", "site", "social", "bin", "founded", "verified")


def phone_text(phone):
    extension = f" ext {phone.extension}" if phone.extension else ""
    return " ".join(phone.groups) + extension + (f" ({phone.note})" if phone.note else "")


def printed(listing):
    """What a listing would print, by the names that the tables use."""
    texts = {f"name_{lang}": text.value for lang, text in listing.names.items()}
    facts = {
        "phones": [phone_text(phone) for phone in listing.phones],
        "kinds": [phone.kind for phone in listing.phones],
        "emails": list(listing.emails),
        "site": listing.site,
        "social": [f"{account.network}: {account.handle}" for account in listing.social],
        "town": listing.town.names["ru"] if listing.town else "",
        "verified": listing.verified.isoformat() if listing.verified else "",
        "languages": list(listing.languages),
    }
    if isinstance(listing, Expert):
        return {**texts, **facts, "topics": [topic.code for topic in listing.topics]}
    return texts | facts | {
        "region": listing.region.code,
        "press_email": listing.press_email,
        "form": listing.form,
        "bin": listing.bin,
        "founded": listing.founded or "",
        "postcode": listing.postcode,
        "address": listing.address.value if listing.address else "",
        "mission": listing.mission.value if listing.mission else "",
        "head": listing.head.name.value if listing.head else "",
        "areas": [area.code for area in listing.areas],
        "registered": "" if listing.registered is None else listing.registered,
        "operational": "" if listing.operational is None else listing.operational,
        "former_name": listing.former_name.value if listing.former_name else "",
    }  # fmt: skip


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{table}-{number}" for number, (table, _) in enumerate(CASES)])
def test_a_case_prints_what_it_must_and_nothing_else(one, table, case):
    made = one(**case["cells"])
    told = [f"{finding.id} {finding.code}" for finding in made.findings]
    rest = [code for code in told if code not in BESIDE or code in case["findings"]]
    assert sorted(rest) == sorted(case["findings"])
    if not case["prints"] and not made.listings:
        return
    (listing,) = made.listings
    found = printed(listing)
    assert {name: found[name] for name in case["prints"]} == case["prints"]
    assert {name: found[name] for name in FACTS if name in found and name not in case["prints"] and found[name]} == {}


@pytest.mark.parametrize("case", [case for _, case in CASES if "proposes" in case], ids=lambda case: case["proposes"][0])
def test_what_is_proposed_is_asked_and_printed_once_a_person_says_so(one, case):
    made = one(**case["cells"])
    asked = [finding for finding in made.findings if finding.after in case["proposes"]]
    assert [finding.after for finding in asked] == case["proposes"]
    assert all(finding.question for finding in asked)


def test_every_one_of_the_twenty_five_cases_has_its_rows():
    assert {case["no"] for _, case in CASES if "no" in case} == {str(number) for number in range(1, 26)}


def test_every_case_names_a_rule_and_the_findings_it_may_have():
    rules = registered_rules()
    for _, case in CASES:
        assert case["role"] in ROLES
        assert case["rule"] in rules
        for told in case["findings"]:
            id_, code = told.split(" ")
            assert code in rules[id_].codes, told


def test_every_rule_has_a_case_that_it_repairs_one_that_it_leaves_alone_and_one_that_it_asks_about():
    for id_ in sorted(registered_rules()):
        if "SRC-301" <= id_ < FIRST_OF_SEVERAL_ROWS:
            lacking = set(ROLES) - {case["role"] for _, case in CASES if case["rule"] == id_}
            assert lacking <= {LACKS.get(id_, ("", ""))[0]}, (id_, lacking)


def test_what_a_person_confirms_is_printed(one, run, row):
    """A proposal, answered with itself, stands in the listing, and is asked about no more."""
    for _, case in CASES:
        for proposed in case.get("proposes", ()):
            made = one(**case["cells"])
            (asked, *_) = [finding for finding in made.findings if finding.after == proposed]
            decisions = Decisions((Answer(asked.id, asked.field, asked.before, proposed),))
            fields = {"name_ru": "Родник", "region": "г. Алматы"} | case["cells"]
            if "town" in case["cells"] and "region" not in case["cells"]:
                del fields["region"]
            again = run(row(**fields), decisions=decisions)
            assert (asked.id, asked.before) not in {(finding.id, finding.before) for finding in again.findings if finding.question}, case
            assert "bad-answer" not in {finding.code for finding in again.findings}, case
            assert proposed in text_of(again.listings[0]), case


def text_of(listing):
    """Everything that a listing would print, as one text."""
    made = printed(listing)
    day = listing.verified.strftime("%d.%m.%Y") if listing.verified else ""
    links = [f"{account.network}.com/{account.handle}" for account in listing.social]
    return " | ".join([*map(str, made.values()), *made["phones"], *links, *listing.region.names.values(), day])
