"""Every kind of problem in the sources has words: how many, how it comes about, what it costs, what to do."""

from __future__ import annotations

import pytest

from pipeline.commands.explaining import all_rules
from pipeline.model.findings import CellRef, Severity
from pipeline.model.message import msg, nmsg
from pipeline.proof.causes import address_of, causes_of
from pipeline.proof.tellings import telling_of, tellings
from pipeline.terminal import Printer
from pipeline.wording import UI_LANGUAGES, say

RULES = all_rules()
SOURCE_CODES = [
    (rule.id, code) for rule in RULES.values() if rule.id.startswith("SRC-") and not rule.id.startswith("SRC-99") for code in rule.codes
]
"""Without SRC-99x, which other tests register."""


def test_every_code_of_a_source_rule_has_words() -> None:
    without = [f"{rule} {code}" for rule, code in SOURCE_CODES if telling_of(rule, code) is None]
    assert not without, "write their words in pipeline/proof/tellings"


def test_there_are_no_words_for_what_is_no_code() -> None:
    known = {(rule.id, code) for rule in RULES.values() for code in rule.codes}
    assert [(rule, code) for rule, codes in tellings().items() for code in codes if (rule, code) not in known] == []


def test_what_blocks_is_never_told_as_a_repair() -> None:
    for rule, code in SOURCE_CODES:
        telling = telling_of(rule, code)
        if telling is not None and telling.is_repair:
            assert RULES[rule].codes[code] is Severity.INFO, f"{rule} {code}"


@pytest.mark.parametrize(
    ("n", "ru", "kk", "en"),
    [
        (1, "У 1 организации нет", "1 ұйымда", "1 organisation has no phone"),
        (2, "У 2 организаций нет", "2 ұйымда", "2 organisations have no phone"),
        (17, "У 17 организаций нет", "17 ұйымда", "17 organisations have no phone"),
        (21, "У 21 организации нет", "21 ұйымда", "21 organisations have no phone"),
    ],
)
def test_a_cause_counts_organisations_and_experts_in_plural_forms_of_three_languages(n: int, ru: str, kk: str, en: str) -> None:
    rule = RULES["SRC-333"]
    found = [
        rule.finding("no-contact", msg("The listing has no phone, e-mail, site or account that could be printed."), place=CellRef(file, sheet, f"A{row}"))
        for file, sheet, times in (("10-abai.xlsx", "НПО", n), ("experts.xlsx", "Эксперты", 3)) for row in range(times)
    ]
    kinds = {("10-abai.xlsx", "НПО"): "organisation", ("experts.xlsx", "Эксперты"): "expert"}
    for lang, wanted, experts in (("ru", ru, "У 3 экспертов нет"), ("kk", kk, "3 сарапшыда"), ("en", en, "3 experts have no phone")):
        (cause,) = causes_of([(finding, "") for finding in found], lambda message, lang=lang: say(message, lang), kinds)
        organisations, of_experts = cause.sentence.split("; ")
        assert organisations.startswith(wanted)
        assert of_experts.startswith(experts)
        assert cause.count == n + 3
        assert cause.files == (("10-abai.xlsx", n), ("experts.xlsx", 3))


def test_a_finding_that_speaks_of_several_things_counts_as_many() -> None:
    rule = RULES["SRC-302"]
    found = [
        rule.finding("blank-words", nmsg("{n} cell …", "{n} cells …", cells), place=CellRef(file)) for file, cells in (("a.xlsx", 40), ("b.xlsx", 2))
    ]
    (cause,) = causes_of([(finding, "") for finding in found], str)
    assert cause.sentence.startswith("42 cells")
    assert cause.files == (("a.xlsx", 40), ("b.xlsx", 2))


def test_blocks_are_parted_into_what_blocks_what_is_asked_what_is_advised_and_what_was_repaired() -> None:
    made = {
        "blocking": RULES["SRC-205"].finding("no-name", msg("No name")),
        "advice": RULES["SRC-333"].finding("no-contact", msg("No contact")),
        "repaired": RULES["SRC-321"].finding("old-code", msg("Old code")),
        "noted": RULES["SRC-204"].finding("comment", msg("Comment")),
    }
    assert [cause.kind for cause in causes_of([(finding, "") for finding in made.values()], str)] == list(made)


def test_every_block_says_why_what_it_costs_and_what_to_do_in_three_languages() -> None:
    for rule, code in SOURCE_CODES:
        finding = RULES[rule].finding(code, msg("Something"), place=CellRef("a.xlsx", "НПО", "C2"))
        texts = []
        for lang in UI_LANGUAGES:
            (cause,) = causes_of([(finding, "")], lambda message, lang=lang: say(message, lang))
            texts.append((cause.sentence, cause.cause, cause.stays, cause.action))
            assert all(texts[-1]), f"{rule} {code}"
        assert len(set(texts)) == len(UI_LANGUAGES), f"{rule} {code} is not translated"


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (CellRef("a.xlsx", "НПО", "C14"), "НПО!C14"),
        (CellRef("a.xlsx", "НПО 2026", "C14"), "'НПО 2026'!C14"),
        (CellRef("a.xlsx", "2026", "C14"), "'2026'!C14"),
        (CellRef("a.xlsx", "Список «А»'26", "C14"), "'Список «А»''26'!C14"),
        (CellRef("a.csv", "", "C14"), "C14"),
        (CellRef("a.xlsx", "НПО", "14"), "НПО!A14"),
        (CellRef("a.xlsx", "НПО"), ""),
        (CellRef("front/foreword.ru.md", "", "7"), "7"),
        (None, ""),
    ],
)
def test_an_address_is_one_that_excels_name_box_takes(place: CellRef | None, address: str) -> None:
    assert address_of(place) == address


def test_of_one_gravity_what_the_provinces_sent_comes_before_what_the_edition_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    lacks = [RULES["EDN-002"].finding("left-out", msg("Lacks {n}", n=n), place=CellRef("edition.toml")) for n in range(40)]
    sent = RULES["SRC-333"].finding("no-contact", msg("No contact"), place=CellRef("a.xlsx", "НПО", "C2"))
    grave = RULES["EDN-001"].finding("name-of-the-form", msg("The form"), place=CellRef("edition.toml"))
    causes = causes_of([(finding, "") for finding in (*lacks, grave, sent)], str)
    assert [cause.id for cause in causes] == ["EDN-001", "SRC-333", "EDN-002"]
    Printer(str, as_json=False).findings([*lacks, grave, sent])
    told = [line.split()[1] for line in capsys.readouterr().out.split("\n") if line.startswith(("error", "warning"))]
    assert told[:3] == ["EDN-001", "SRC-333", "EDN-002"]
