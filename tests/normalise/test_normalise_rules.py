"""Every rule of the stage: a title, a rationale, and a case for each of its message codes."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from pipeline.model.findings import Severity, registered_rules
from pipeline.normalise import IdRegistry, Known, load_decisions, normalise
from pipeline.normalise.check_digits import check_digit

OURS = {id_: rule for id_, rule in registered_rules().items() if id_.startswith("SRC-3")}
GOOD_BIN = "050340001235"
PERSON = f"85031230012{check_digit('85031230012')}"

CASES: dict[tuple[str, str], dict[str, object]] = {
    ("SRC-301", "spaces"): {"mission": "Ищем \xa0 родники в степи"},
    ("SRC-302", "blank-words"): {"site": "нет"},
    ("SRC-303", "two-alphabets"): {"name_ru": "Клуб Qazтест"},
    ("SRC-304", "damaged-letters"): {"name_kk": "Ќабырғатал"},
    ("SRC-305", "letters-missing"): {"name_kk": "Жастар орталыгы"},
    ("SRC-306", "second-value"): {"founded": ["2005", "2006"]},
    ("SRC-307", "language-differs"): {"sent_in": "ru", "mission": "We look for springs in the steppe"},
    ("SRC-308", "not-printed"): {"head_role": "председатель"},
    ("SRC-308", "note"): {"note": "звонить после обеда"},
    ("SRC-310", "unknown-region"): {"region": "Атлантида"},
    ("SRC-310", "region-mended"): {"region": "Ақмола обласы"},
    ("SRC-310", "region-asked"): {"region": "Семипалатинская область"},
    ("SRC-310", "town-decides"): {"region": "ВКО", "town": "Семей"},
    ("SRC-310", "town-far-away"): {"region": "Костанайская область", "town": "Семей"},
    ("SRC-311", "unknown-town"): {"region": "Павлодарская область", "town": "Зюзино"},
    ("SRC-311", "town-renamed"): {"region": "ВКО", "town": "Зыряновск"},
    ("SRC-311", "town-from-address"): {"region": "Карагандинская область", "address": "г. Балхаш, ул. Мира, 5"},
    ("SRC-312", "bad-postcode"): {"postcode": "12"},
    ("SRC-320", "not-a-number"): {"phones": "вахта 12"},
    ("SRC-320", "incomplete-number"): {"phones": "8 (723) 715-648"},
    ("SRC-320", "run-together"): {"phones": "872621234567890123456"},
    ("SRC-320", "foreign-number"): {"phones": "+996 312 66 15 28"},
    ("SRC-320", "letter-in-number"): {"phones": "+7 701 718 28 7O"},
    ("SRC-321", "code-from-town"): {"phones": "264-15-28"},
    ("SRC-321", "code-from-region"): {"region": "Павлодарская область", "phones": "33 62 38"},
    ("SRC-321", "old-code"): {"phones": "8 (3272) 64-15-28"},
    ("SRC-321", "no-code"): {"phones": "4-39-85"},
    ("SRC-322", "repeated"): {"phones": "264-15-28, 8 727 264 15 28"},
    ("SRC-323", "email-in-phone"): {"phones": "264-15-28, a@rodnik.example"},
    ("SRC-323", "site-in-phone"): {"phones": "264-15-28; www.rodnik.example"},
    ("SRC-323", "debris"): {"phones": "87272641528/td>"},
    ("SRC-323", "words-left"): {"phones": "спросить вахтёра"},
    ("SRC-324", "mobile-withheld"): {"mobile": "8 701 718 28 71"},
    ("SRC-324", "mobile-refused"): {"mobile": "8 701 718 28 71", "consent_mobile": "нет"},
    ("SRC-324", "mobile-in-text"): {"address": "ул. Мира, 5, моб. 8 701 718 28 71"},
    ("SRC-324", "mobile-in-address"): {"mobile": "8 701 718 28 71", "emails": "87017182871@mail.example"},
    ("SRC-325", "regrouped"): {"phones": "8-727-264-15-28"},
    ("SRC-330", "bad-email"): {"emails": "rodnik.@mail.ru"},
    ("SRC-330", "lookalike"): {"emails": "rоdnik@mail.ru"},
    ("SRC-330", "typo"): {"emails": "rodnik@gmial.com"},
    ("SRC-331", "bad-site"): {"site": "http://www.@mail.ru"},
    ("SRC-331", "lookalike"): {"site": "rоdnik.example"},
    ("SRC-331", "typo"): {"site": "rodnik,example"},
    ("SRC-331", "second-site"): {"site": "rodnik.example; bulak.example"},
    ("SRC-331", "moved"): {"site": "http://rodnik52@mail.example"},
    ("SRC-332", "unknown-network"): {"social": "@rodnik_kz"},
    ("SRC-332", "not-an-account"): {"social": "https://instagram.com/p/abc"},
    ("SRC-333", "no-contact"): {},
    ("SRC-383", "one-way"): {"phones": "264-15-28"},
    ("SRC-384", "one-letter"): {"emails": "info@rodnek.example", "site": "rodnik.example"},
    ("SRC-340", "bad-bin"): {"bin": "050340001236"},
    ("SRC-340", "person-number"): {"bin": PERSON},
    ("SRC-340", "person-mistyped"): {"mission": "Ищем родники, 850312300122"},
    ("SRC-340", "zero-restored"): {"bin": "50340001235"},
    ("SRC-341", "bad-date"): {"founded": "сегодня"},
    ("SRC-341", "letter-in-date"): {"founded": "20I5"},
    ("SRC-341", "incomplete-date"): {"verified": "март 2026"},
    ("SRC-342", "unknown-form"): {"form": "клуб по интересам"},
    ("SRC-342", "form-differs"): {"name_ru": "ОФ «Родник»", "form": "ОО"},
    ("SRC-343", "no-name"): {"name_ru": '" "'},
    ("SRC-343", "unbalanced-quotes"): {"name_ru": "«Дом «Родник «Исток"},
    ("SRC-343", "quotes-mended"): {"name_ru": "Родник степи» ОФ"},
    ("SRC-344", "recased"): {"name_ru": "РОДНИКИ СТЕПИ"},
    ("SRC-350", "unknown-area"): {"areas": "полёты в космос"},
    ("SRC-351", "unknown-topic"): {"kind": "expert", "topics": "подлёдный лов"},
    ("SRC-352", "no-person"): {"head": "директор"},
    ("SRC-353", "unknown-language"): {"languages": "эльфийский"},
    ("SRC-354", "unclear-answer"): {"consent_mobile": "подумаем"},
    ("SRC-355", "not-operating"): {"status": "ликвидирована"},
    ("SRC-355", "unclear-status"): {"status": "бирюзовый"},
    ("SRC-356", "unknown-language"): {"sent_in": "латынь"},
    ("SRC-360", "left-out"): {"leave_out": "да"},
    ("SRC-360", "unclear-wish"): {"leave_out": "просим не печатать"},
    ("SRC-360", "wish-in-remark"): {"note": "просим не публиковать"},
    ("SRC-360", "left-out-waiting"): {"consent": "нет"},
    ("SRC-360", "unclear-consent"): {"consent_listing": "уточняется"},
    ("SRC-361", "consent-unclear"): {"consent": "да"},
    ("SRC-324", "mobile-waiting"): {"mobile": "8 701 718 28 71", "consent": "да"},
    ("SRC-360", "wish-in-part"): {"note": "просим не публиковать телефон директора"},
}


def test_every_rule_has_a_title_and_a_rationale():
    assert OURS
    for rule in OURS.values():
        assert str(rule.title)
        assert len(str(rule.rationale)) > 40


@pytest.mark.parametrize(("id_", "code"), CASES)
def test_a_case_raises_the_code(one, id_, code):
    made = one(**CASES[id_, code])
    found = [finding for finding in made.findings if (finding.id, finding.code) == (id_, code)]
    assert found, [str(finding.message) for finding in made.findings]
    assert found[0].severity is OURS[id_].codes[code]
    assert found[0].place is not None
    assert str(found[0].message)


def test_rows_of_one_listing_raise_their_codes(row, vocabulary):
    decisions = load_decisions(
        '[[same]]\nlistings = ["Исток | Алматы", "Ветер | Алматы"]\n'
        '[[same]]\nlistings = ["Никто | Алматы", "Родник | Алматы"]\n'
        '[[same]]\nlistings = ["Туча | Алматы", "Облако | Алматы"]\n'
        '[[same]]\nlistings = ["Облако | Алматы", "Дождь | Алматы"]\n'
        '[[different]]\nlistings = ["Дождь | Алматы", "Туча | Алматы"]\n'
    )
    rows = [
        row(5, name_ru="Родник", region="г. Алматы", bin=GOOD_BIN, founded="2005"),
        row(6, name_ru="Родник", region="г. Алматы", bin=GOOD_BIN, founded="2006"),
        row(7, name_ru="Исток", region="г. Алматы", phones="264-15-28"),
        row(8, name_ru="Исток", region="г. Алматы", phones="264-15-29"),
        row(9, name_ru="Шаңырақ", region="г. Алматы", phones="264-15-30"),
        row(10, name_ru="Шанырык", region="г. Алматы", phones="264-15-31"),
        row(11, name_ru="Южный ветер", region="г. Алматы", bin=GOOD_BIN),
        row(12, name_ru="Сад у дома", region="г. Алматы", phones="264-15-40", emails="dom@sad.example"),
        row(13, name_ru="Дворовый сад", region="г. Алматы", phones="264-15-40", emails="dom@sad.example"),
        *(row(14 + place, name_ru=name, region="г. Алматы") for place, name in enumerate(("Ветер", "Туча", "Облако", "Дождь"))),
    ]
    made = normalise(rows, registry=IdRegistry(), vocabulary=vocabulary, decisions=decisions)
    found = {finding.code for finding in made.findings if finding.id == "SRC-370"}
    assert found == set(OURS["SRC-370"].codes)


def test_ids_and_affiliations_raise_their_codes(run, row):
    registry = IdRegistry(
        (Known("ngo-0001", names=("ветер",), region="KZ-75", phones=("77272641528",)),), {"provinces/a.xlsx|НПО|Исток": "ngo-0099"}
    )
    made = run(
        row(5, name_ru="Родник", region="г. Алматы", phones="264-15-28"),
        row(6, name_ru="Исток", region="г. Алматы", phones="264-15-29"),
        row(7, name_ru="Исток", region="г. Астана", phones="8 7172 33 15 28"),
        row(3, kind="expert", name_ru="Ким Елена", affiliation="ОФ «Исток»", emails="kim@istok.example"),
        registry=registry,
    )
    found = {(finding.id, finding.code) for finding in made.findings}
    assert {("SRC-371", "doubtful"), ("SRC-371", "unknown-id"), ("SRC-372", "several-organisations")} <= found


def golden_codes():
    """(rule, code) of everything that the golden tables of cases expect."""
    tables = (Path(__file__).parent / "cases").glob("*.toml")
    cases = [case for table in tables for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]]
    return {tuple(told.split(" ")) for case in cases for told in case["findings"]}


def test_every_code_of_every_rule_has_a_case():
    tested = {*CASES, *golden_codes(), *(("SRC-370", code) for code in OURS["SRC-370"].codes)}
    tested |= {("SRC-371", "doubtful"), ("SRC-371", "unknown-id"), ("SRC-372", "several-organisations")}
    tested |= {("SRC-380", "stale-answer"), ("SRC-380", "bad-answer")}  # test_normalise_decisions
    tested |= {("SRC-360", f"left-out-{code}") for code in ("too", "asked", "person", "named")}  # test_normalise_leaving_out
    tested |= {("SRC-341", "after-data"), ("SRC-341", "registered-later")}  # test_normalise_future
    tested |= {("SRC-381", "shared"), ("SRC-382", "expired"), ("SRC-382", "in-the-future")}  # test_normalise_health
    tested |= {("SRC-373", "two-copies")}  # tests/returning/test_returning_spoiled
    assert {(id_, code) for id_, rule in OURS.items() for code in rule.codes} == tested


def test_only_rejected_rows_and_copies_of_a_workbook_are_errors():
    errors = {(id_, code) for id_, rule in OURS.items() for code, severity in rule.codes.items() if severity is Severity.ERROR}
    # Of two copies of one workbook what is wrong in one is printed beside what is right in the other.
    assert errors == {("SRC-310", "unknown-region"), ("SRC-343", "no-name"), ("SRC-373", "two-copies")}


def test_every_change_names_a_rule_and_its_cell(one):
    made = one(name_ru="ОФ «Родник»", phones="264-15-28", site="www.rodnik.example", verified="12.03.2026")
    assert made.listings[0].verified == date(2026, 3, 12)
    assert made.changes
    for change in made.changes:
        assert change.rule in OURS
        assert change.before != change.after
        assert change.ref.cell


@pytest.mark.parametrize("founded", ["20I5", "2O15", "20l5 г.", "с 20І5 года"])
def test_a_letter_in_a_year_is_proposed_as_a_figure_and_never_printed(one, founded):
    made = one(founded=founded)
    [finding] = [finding for finding in made.findings if finding.id == "SRC-341"]
    assert (finding.code, finding.before, finding.after) == ("letter-in-date", founded, "2015")
    assert "2015" in str(finding.hint)
    assert all(listing.founded is None for listing in made.listings)


def test_whoever_is_asked_for_a_year_is_asked_for_a_year(one):
    [finding] = [finding for finding in one(founded="сегодня").findings if finding.id == "SRC-341"]
    assert "year in four figures" in str(finding.hint)


def test_no_rule_names_a_document_that_nobody_has():
    assert not [rule.id for rule in registered_rules().values() if ".md" in rule.source]
