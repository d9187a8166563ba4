"""decisions.toml: read strictly, told by line, written so that it reads back; and answers obeyed wherever the text is met."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
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
