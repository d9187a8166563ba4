"""decisions.toml: read strictly, told by line, written so that it reads back; and answers obeyed wherever the text is met."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.model.decisions import EMPTY, Answer, Decisions, Sameness, folded
from pipeline.model.findings import CellRef
from pipeline.normalise import load_decisions, rules
from pipeline.normalise.decisions import to_toml
from pipeline.normalise.trail import Trail

ONE = '[[value]]\nrule = "SRC-330"\nfield = "emails"\nwrote = "rodnik@gmial.com"\nprint = "rodnik@gmail.com"\nby = "А. Сейітова"\non = 2027-03-01\n'

BROKEN = {
    'a = \n': "line 1, column",
    "[[values]]\n": "“values” is not known",
    "value = 3\n": "“value” must be entries",
    "[value]\n": "“value” must be entries",
    f"{ONE}\n[[value]]\nrule = 'SRC-330'\n": "in the entry [[value]] at line 9, “wrote” is missing",
    "[[value]]\nrule = 'SRC-330'\nwrote = 'x'\n": "in the entry [[value]] at line 1, “print” is missing",
    "\n\n[[value]]\nwrote = 'x'\nprint = ''\n": "at line 3, “rule” is missing",
    "[[value]]\nrule = 'mail'\nwrote = 'x'\nprint = ''\n": "no rule's id",
    "[[value]]\nrule = 'SRC-330'\nwrote = ' '\nprint = ''\n": "“wrote” is empty",
    "[[value]]\nrule = 'SRC-330'\nwrote = 5\nprint = ''\n": "“wrote” must be a text in quotes",
    "[[value]]\nrule = 'SRC-330'\nwrote = 'x'\nprint = ''\nprints = 'y'\n": "“prints” is not known; it may hold: rule, field",
    "[[value]]\nrule = 'SRC-330'\nwrote = 'x'\nprint = ''\non = 'gestern'\n": "“on” must be a day",
    "[[value]]\nrule = 'SRC-330'\nwrote = 'x'\nprint = ''\non = 2027-03-01T10:00:00\n": "“on” must be a day",
    f"{ONE}\n{ONE.replace('gmail', 'mail')}": "“rodnik@gmial.com” is decided twice: in the entry [[value]] at line 1, and otherwise in the entry [[value]] at line 9",
    "[[same]]\n": "at line 1, “listings” must be texts",
    "[[same]]\nlistings = ['ngo-0001']\n": "two or more different",
    "[[same]]\nlistings = ['ngo-0001', 'ngo-0001']\n": "two or more different",
    "[[same]]\nlistings = ['ngo-0001', 'ngo-0002']\n[[different]]\nlistings = ['ngo-0002', 'ngo-0001']\n": "at line 3, ngo-0001, ngo-0002 are different, and [[same]] calls them one",
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_not_understood_is_told_with_its_line(text):
    with pytest.raises(Unreadable) as error:
        load_decisions(text)
    assert BROKEN[text] in str(error.value)
    assert "decisions.toml" in str(error.value)
    assert error.value.hint


def test_an_empty_file_decides_nothing():
    assert load_decisions("") == load_decisions("# nothing yet\n") == EMPTY


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
answers = st.builds(
    Answer, st.from_regex(r"\A[A-Z]{3}-[0-9]{3}\Z"), st.sampled_from(["", "emails", "areas"]), texts, st.text(max_size=9).map(str.strip), texts | st.just(""), texts | st.just(""), days,
)  # fmt: skip
pairs = st.lists(st.from_regex(r"\Ango-[0-9]{4}\Z"), min_size=2, max_size=4, unique=True).map(tuple)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(answers, max_size=4, unique_by=lambda one: (one.asked, one.file)), st.lists(st.builds(Sameness, pairs, texts, days), max_size=3))
def test_what_was_decided_reads_back_as_it_was_written(values, same):
    decisions = Decisions(tuple(values), tuple(same))
    assert load_decisions(to_toml(decisions)) == decisions
    apart = Decisions(tuple(values), (), tuple(same))
    assert load_decisions(to_toml(apart)) == apart


def test_case_spaces_and_outer_stops_make_no_difference_and_inner_ones_do():
    assert folded(" Молодёжь  и\nспорт. ") == folded("молодежь и спорт")
    assert folded("info@mail,ru") != folded("info@mail.ru")


def ask(decisions, wrote="rodnik@gmial.com", field="emails", file="a.xlsx"):
    trail = Trail(decisions=decisions)
    spot = trail.spot(CellRef(file, "НПО", "C5"), field)
    return spot.asked(rules.EMAIL, "typo", rules.EMAIL.title, before=wrote, after="rodnik@gmail.com"), trail


def test_an_unanswered_question_is_a_finding_and_prints_nothing():
    given, trail = ask(EMPTY)
    assert given is None
    assert trail.changes == []
    (found,) = trail.findings
    assert (found.question, found.before, found.after) == (True, "rodnik@gmial.com", "rodnik@gmail.com")


def test_an_answer_is_given_logged_and_asks_no_more():
    answer = load_decisions(ONE).values[0]
    given, trail = ask(load_decisions(ONE))
    assert given == "rodnik@gmail.com"
    assert trail.findings == []
    assert trail.changes[0].decided == answer
    assert list(trail.answered) == [answer]


def test_an_empty_answer_stops_the_question():
    given, trail = ask(Decisions((Answer("SRC-330", "emails", "rodnik@gmial.com", ""),)))
    assert given == ""
    assert trail.findings == []


def test_an_answer_for_this_file_goes_before_one_for_all_and_a_field_before_any_field():
    every = Answer("SRC-330", "", "rodnik@gmial.com", "any@field.example")
    field = Answer("SRC-330", "emails", "rodnik@gmial.com", "all@files.example")
    here = Answer("SRC-330", "emails", "rodnik@gmial.com", "this@file.example", "a.xlsx")
    decisions = Decisions((every, field, here))
    assert ask(decisions)[0] == "this@file.example"
    assert ask(decisions, file="b.xlsx")[0] == "all@files.example"
    assert ask(decisions, file="b.xlsx", field="contacts")[0] == "any@field.example"


def test_answers_that_came_back_hold_for_their_file_where_the_edition_decides_nothing_else():
    mine = Answer("SRC-330", "emails", "rodnik@gmial.com", "the@edition.example")
    came = Answer("SRC-330", "emails", "Rodnik@gmial.com ", "the@author.example")
    assert ask(Decisions((mine,)).with_answers((came,), "a.xlsx"))[0] == "the@edition.example"
    assert ask(EMPTY.with_answers((came,), "a.xlsx"))[0] == "the@author.example"
    assert ask(EMPTY.with_answers((came,), "a.xlsx"), file="b.xlsx")[0] is None


def test_an_answer_that_nobody_asks_for_is_told_and_is_no_error(run, row):
    decisions = load_decisions(ONE)
    made = run(row(5, name_ru="Родник", region="г. Алматы", emails="rodnik@gmail.com"), decisions=decisions)
    stale = [finding for finding in made.findings if finding.code == "stale-answer"]
    assert [(found.id, found.severity.value, found.before) for found in stale] == [("SRC-380", "info", "rodnik@gmial.com")]


def read(run, row, decisions=EMPTY, **fields):
    given = {"name_ru": "Родник", "region": "г. Алматы", **fields}
    return run(row(5, **given), decisions=decisions)


def question(made):
    (found,) = [finding for finding in made.findings if finding.question]
    return found


def answer_to(found, prints, field):
    return Decisions((Answer(found.id, field, found.before, prints, by="А. Сейітова", on=date(2027, 3, 1)),))


def printed(listing):
    """Everything of a listing that a page would hold, as text."""
    return repr((listing.names, listing.phones, listing.emails, listing.site, listing.social, listing.region.code, listing.town, listing.areas, listing.form, listing.bin))  # fmt: skip


QUESTIONS = {
    "look-alike": ("emails", "rоdnik@mail.ru", "rodnik@mail.ru", "rodnik@mail.ru", "родник собака mail.ru"),
    "typed wrong": ("emails", "rodnik@gmial.com", "rodnik@gmail.com", "rodnik@gmail.com", "rodnik@"),
    "typed wrong and right": ("emails", "rodnik@gmial.com", "rodnik@gmial.com", "rodnik@gmial.com", "rodnik,gmail.com"),
    "no address": ("emails", "rodnik.@mail.ru", "rodnik@mail.ru", "rodnik@mail.ru", "rodnik.@mail.ru"),
    "site": ("site", "rоdnik.example", "rodnik.example", "rodnik.example", "rоdnik.example"),
    "site with a comma": ("site", "rodnik,example", "www.rodnik.example", "'rodnik.example'", "родник"),
    "account": ("social", "@rodnik_kz", "Instagram: rodnik_kz", "network='instagram', handle='rodnik_kz'", "@rodnik_kz"),
    "letter in a number": ("phones", "+7 727 264 15 2O", "+7 727 264 15 20", "'264', '15', '20'", "264"),
    "incomplete": ("phones", "8 (723) 715-648", "+7 7232 71 56 48", "'7232', '71', '56', '48'", "715-648"),
    "town": ("town", "Алмата-2", "Алматы", "750000000", ""),
    "region": ("region", "Атлантида", "Павлодарская область", "KZ-55", "Лемурия"),
    "old region": ("region", "Семипалатинская область", "Павлодарская область", "KZ-55", "Лемурия"),
    "area": ("areas", "полёты в космос", "экология; молодёжь", "environment", "полёты на луну"),
    "form": ("form", "клуб по интересам", "ОО", "'ОО'", "кружок"),
    "bin": ("bin", "050340001236", "050340001235", "050340001235", "050340001237"),
    "capitals": ("name_ru", "РОДНИКИ АСТАНЫ", "ОФ «Родники Астаны»", "Родники Астаны", ""),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_confirmed_answer_is_printed_and_asked_no_more(run, row, case):
    field, wrote, answer, shown, _ = QUESTIONS[case]
    found = question(read(run, row, **{field: wrote}))
    made = read(run, row, answer_to(found, answer, field), **{field: wrote})
    assert shown in printed(made.listings[0])
    assert not [finding for finding in made.findings if finding.question or finding.id == "SRC-380"]
    assert [change.decided.by for change in made.changes if change.decided] == ["А. Сейітова"]


@pytest.mark.parametrize("case", [case for case, given in QUESTIONS.items() if given[4]])
def test_an_answer_that_does_not_pass_the_checks_is_a_finding_and_not_printed(run, row, case):
    field, wrote, _, _, bad = QUESTIONS[case]
    found = question(read(run, row, **{field: wrote}))
    made = read(run, row, answer_to(found, bad, field), **{field: wrote})
    told = [finding for finding in made.findings if finding.code == "bad-answer"]
    assert [(finding.severity.value, finding.after) for finding in told] == [("warning", bad)]
    assert all(bad not in printed(listing) for listing in made.listings)


@pytest.mark.parametrize("case", QUESTIONS)
def test_an_empty_answer_stops_the_question_and_prints_nothing_of_it(run, row, case):
    field, wrote, _, shown, _ = QUESTIONS[case]
    made = read(run, row, answer_to(question(read(run, row, **{field: wrote})), "", field), **{field: wrote})
    assert not [finding for finding in made.findings if finding.question or finding.id == "SRC-380"]
    assert all(shown not in printed(listing) for listing in made.listings)


@pytest.mark.parametrize("case", QUESTIONS)
def test_answers_survive_moved_rows_renamed_files_and_the_next_edition(run, row, case):
    field, wrote, answer, shown, _ = QUESTIONS[case]
    decisions = answer_to(question(read(run, row, **{field: wrote})), answer, field)
    moved = row(77, file="provinces/2028/алматы.xlsx", sheet="Лист1", **{"name_ru": "Исток", "region": "г. Алматы", field: f" {wrote}  "})
    assert shown in printed(run(moved, decisions=decisions).listings[0])


def test_yes_and_no_are_asked_too(run, row):
    unclear = read(run, row, leave_out="просим подумать", phones="264-15-28")
    assert not unclear.listings
    decided = read(run, row, answer_to(question(unclear), "нет", "leave_out"), leave_out="просим подумать", phones="264-15-28")
    assert len(decided.listings) == 1
    consent = question(read(run, row, consent_mobile="подумаем", mobile="8 701 718 28 71"))
    assert not read(run, row, answer_to(consent, "нет", "consent_mobile"), consent_mobile="подумаем", mobile="8 701 718 28 71").listings[0].phones
    assert read(run, row, answer_to(consent, "да", "consent_mobile"), consent_mobile="подумаем", mobile="8 701 718 28 71").listings[0].phones


def test_an_answered_mobile_of_a_person_still_needs_consent(run, row):
    cell = {"head": "Иванова Анна, 8 701 718 28 7O"}
    assert not [found for found in read(run, row, **cell).findings if found.question], "nobody is asked about what may not be printed"
    decisions = answer_to(question(read(run, row, consent_mobile="да", **cell)), "+7 701 718 28 70", "head")
    assert read(run, row, decisions, **cell).listings[0].phones == ()
    assert len(read(run, row, decisions, consent_mobile="да", **cell).listings[0].phones) == 1


def test_a_word_of_two_alphabets_is_replaced_by_what_a_person_types(run, row):
    cell = {"name_ru": "Клуб Qazтест"}
    found = question(read(run, row, **cell))
    assert read(run, row, answer_to(found, "QazTest", "name_ru"), **cell).listings[0].names["ru"].value == "Клуб QazTest"


def test_consent_is_never_given_by_an_answer_on_another_column(run, row):
    cells = {"consent_mobile": "подумаем", "mobile": "8 701 718 28 71"}
    every = Decisions((Answer("SRC-354", "", "подумаем", "да"),))
    assert read(run, row, every, **cells).listings[0].phones == ()
    assert len(read(run, row, Decisions((Answer("SRC-354", "consent_mobile", "подумаем", "да"),)), **cells).listings[0].phones) == 1


def test_which_of_several_organisations_an_expert_belongs_to_is_answered_by_its_id(run, row):
    rows = (
        row(5, name_ru="Исток", region="г. Алматы", phones="264-15-29"), row(6, name_ru="Исток", region="г. Астана", phones="8 7172 33 15 28"),
        row(3, kind="expert", name_ru="Ким Елена", affiliation="ОФ «Исток»", emails="kim@istok.example"),
    )  # fmt: skip
    (found,) = [one for one in run(*rows).findings if one.question and one.id == "SRC-372"]
    for prints, linked, bad in (("ngo-0002", "ngo-0002", 0), ("ngo-0009", "", 1), (found.before, "", 0), ("", "", 0)):
        made = run(*rows, decisions=answer_to(found, prints, "affiliation"))
        assert made.listings[-1].affiliation_id == linked
        assert sum(one.code == "bad-answer" for one in made.findings) == bad
