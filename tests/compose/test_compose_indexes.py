"""Indexes: what they list, how it is filed, and the numbers after it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose import compose_indexes
from pipeline.compose.indexes import Term, _with_last_word
from pipeline.compose.locators import merge_locators
from pipeline.compose.setting import by_surname
from pipeline.localise import sort_key, subject_key
from pipeline.model.book import Block, Section
from pipeline.model.localised import LocalListing, LocalPerson, LocalText, LocalTopic
from tests.core.small_edition import LANG, composing, due_indexes, expert, listings, local, organisation

PAGES = {listing.id: 10 + at // 3 for at, listing in enumerate(listings())}


def indexes(of: list[LocalListing] | None = None) -> dict[str, Section]:
    return {section.name: section for section in compose_indexes(of or listings(), lambda listing: PAGES[listing], composing())}


def lines(section: Section) -> list[Block]:
    return [block for block in section.blocks if block.term]


@pytest.mark.parametrize(
    ("folios", "printed"),
    [([], ""), ([7], "7"), ([16, 12, 14, 15], "12, 14–16"), ([3, 4], "3–4"), ([5, 5, 5], "5"), ([1, 3, 5], "1, 3, 5"), ([99, 100, 101], "99–101")],
)
def test_numbers_are_sorted_merged_and_never_repeated(folios: list[int], printed: str) -> None:
    assert merge_locators(folios) == printed


@given(st.lists(st.integers(1, 900)))
def test_the_printed_numbers_are_the_pages_and_each_once(folios: list[int]) -> None:
    found: list[int] = []
    for run in merge_locators(folios).split(", ") if folios else []:
        first, _, last = run.partition("–")
        found += range(int(first), int(last or first) + 1)
    assert found == sorted(set(folios))


@given(st.lists(st.integers(1, 60), min_size=1))
def test_no_two_runs_touch(folios: list[int]) -> None:
    ends = [tuple(map(int, (run.split("–") * 2)[:2])) for run in merge_locators(folios).split(", ")]
    runs = [(int(run.split("–")[0]), int(run.split("–")[-1])) for run in merge_locators(folios).split(", ")]
    assert len(ends) == len(runs)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(runs))


def test_there_are_six_indexes_in_their_order() -> None:
    names = ["organisations", "acronyms", "areas", "places", "people", "topics"]
    assert list(indexes()) == [f"index-{name}" for name in names]
    assert [section.runs_on for section in indexes().values()] == [False, *[True] * 5]


def test_an_index_nobody_belongs_in_is_left_out() -> None:
    plain = replace(organisation(2), acronym=None, former_name=None)
    assert set(indexes([plain])) == {"index-organisations", "index-areas", "index-places", "index-people"}


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.id)
def test_every_listing_is_in_every_index_it_belongs_in(listing: LocalListing) -> None:
    found = {name for name, section in indexes().items() if any(listing.id in block.targets for block in section.blocks)}
    assert found == set(due_indexes(listing))


def words(block: Block) -> str:
    """A line as it is read."""
    return re.sub(r"<[^>]+>", "", block.html)


def test_numbers_after_a_term_are_those_of_all_it_leads_to() -> None:
    for section in indexes().values():
        for block in lines(section):
            assert block.targets
            assert block.locators == merge_locators(PAGES[target] for target in block.targets)
            assert re.sub(r"<[^>]+>", "", block.html).endswith(f" {block.locators}")


def test_a_town_has_one_line_with_everybody_in_it_and_names_its_region_where_that_is_another_word() -> None:
    places = {block.term: block for block in lines(indexes()["index-places"])}
    assert set(places) == {"Алматы", "Қарағанды", "Теміртау", "Петропавл"}
    assert {"ngo-0001", "exp-0001"} <= set(places["Алматы"].targets)
    assert words(places["Теміртау"]).startswith("Теміртау, Қарағанды ")
    assert "Алматы, Алматы" not in words(places["Алматы"])


def test_people_are_filed_by_surname_and_name_what_they_stand_for() -> None:
    assert by_surname(LocalText("Aigul Tleubekova", "en")) == "Tleubekova, Aigul"
    assert by_surname(LocalText("Тлеубекова Айгуль", "ru")) == "Тлеубекова Айгуль"
    assert by_surname(LocalText("Madonna", "en")) == "Madonna"
    people = lines(indexes()["index-people"])
    assert any(block.term == "Ізтілеуов Һамза" and block.targets == ("exp-0001",) for block in people)
    assert any(block.term == "Әлімбаева Гүлнұр" and "«Әділет жолы»" in words(block) for block in people)


def test_no_word_of_a_subject_is_taken_for_a_legal_form() -> None:
    """«ҮЕҰ туралы заңнама» stands under Ү, not under Т."""
    topics = ("туберкулез", "тұрғын үй", "түрме реформасы", "ҮЕҰ туралы заңнама", "ымдау тілі")
    heard = replace(expert(0), topics=tuple(LocalTopic(topic, local(topic)) for topic in reversed(topics)))
    told = replace(composing(), subject_key=subject_key)
    (index,) = (section for section in compose_indexes([heard], lambda _: 7, told) if section.name == "index-topics")
    assert tuple(block.guide for block in index.blocks if not block.term) == topics


def test_one_who_is_head_and_press_contact_has_one_line() -> None:
    person = LocalPerson(local("Әлімбаева Гүлнұр"), local("төраға"))
    people = lines(indexes([replace(organisation(1), head=person, press=person)])["index-people"])
    assert [block.term for block in people] == ["Әлімбаева Гүлнұр"]


def test_no_line_is_printed_twice() -> None:
    for section in indexes().values():
        html = Counter((block.html, block.targets, block.guide) for block in lines(section))
        assert max(html.values()) == 1


def test_acronyms_and_former_names_lead_to_the_present_name() -> None:
    found = {block.term: words(block) for block in lines(indexes()["index-acronyms"])}
    assert found
    assert "ӘЖҚ" in found
    assert "Бұрынғы Ғылым және қоғам" in found
    see = composing().labels.text("see")
    assert f"ӘЖҚ {see} «Әділет жолы» " in found["ӘЖҚ"]


def test_a_number_goes_to_the_next_line_with_the_word_before_it_where_a_line_holds_both() -> None:
    """Alone under its term it is read as a term of its own."""
    html = {block.term: block.html for section in indexes().values() for block in lines(section)}
    assert 'Теміртау,</span> <span class="nowrap">Қарағанды <a class="n" href="#ngo-0002">' in html["Теміртау"]
    assert '«Әділет</span> <span class="nowrap">жолы» <a class="n" href="#ngo-0001">' in html["ӘЖҚ"]


@pytest.mark.parametrize(
    ("term", "parts"),
    [
        (Term("Ақ жол", "kk", ()), ("Ақ", "", "", "жол")),
        (Term("«Ақ жол»", "kk", (), "ҚҚ, Алматы"), ("«Ақ жол»", "ҚҚ,", "", "Алматы")),
        (Term("«Ақ жол»", "kk", (), "Алматы"), ("«Ақ жол»,", "", "", "Алматы")),
        (Term("АЖ", "kk", (), see="«Ақ жол»"), ("АЖ", "", "«Ақ", "жол»")),
        (Term("Алматы", "kk", ()), ("Алматы", "", "", "")),
        (Term("Ақ малокомплектныхшколы", "kk", ()), ("Ақ малокомплектныхшколы", "", "", "")),
    ],
)
def test_the_last_word_of_a_line_is_told_apart(term: Term, parts: tuple[str, ...]) -> None:
    assert _with_last_word(term, "12–14") == parts


def test_letters_and_terms_stand_before_their_lines_and_stay_with_them() -> None:
    for section in indexes().values():
        assert section.blocks[0].keep_with_next
        for block in section.blocks:
            assert block.keep_with_next == (not block.term)
        assert not section.blocks[-1].keep_with_next


def test_letters_follow_the_kazakh_alphabet() -> None:
    for name in ("organisations", "acronyms", "places", "people"):
        letters = [block.guide for block in indexes()[f"index-{name}"].blocks if block.keep_with_next]
        assert len(letters) == len(set(letters)) > 1
        alphabet = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
        assert letters == sorted(letters, key=alphabet.index)


def test_subjects_and_the_lines_under_them_are_in_order_of_the_alphabet() -> None:
    for name in ("areas", "topics"):
        groups: dict[str, list[str]] = {}
        for block in indexes()[f"index-{name}"].blocks:
            groups.setdefault(block.guide, []).extend([block.term.strip("«»")] if block.term else [])
        assert list(groups) == sorted(groups, key=lambda word: sort_key(word, LANG))
        assert all(members == sorted(members, key=lambda word: sort_key(word, LANG)) for members in groups.values())


def test_names_of_blocks_are_unique_over_all_indexes() -> None:
    names = [block.name for section in indexes().values() for block in (*section.blocks, section.head) if block]
    assert len(names) == len(set(names))


def test_a_name_with_markup_in_it_is_printed_as_it_stands() -> None:
    odd = replace(expert(0), name=local("Сіз & <b>біз</b>"))
    (block,) = (made for made in lines(indexes([odd])["index-people"]))
    assert "Сіз &amp; &lt;b&gt;біз&lt;/b&gt;" in block.html
