"""The pseudo-language keeps what a translator must keep, grows by two fifths, and shows words that stand outside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.localise import check_labels, labels, package_labels
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import Finding, Severity
from pipeline.model.message import msg
from pipeline.strings.pseudo import (
    CLOSE,
    OPEN,
    pseudo_edition,
    pseudo_labels,
    pseudo_listing,
    pseudo_markdown,
    pseudo_text,
    strays,
    without_brackets,
)
from pipeline.strings.pseudo_findings import unfit
from tests.core.small_edition import EDITION, listings


@pytest.mark.parametrize("kept", [
    "{n}", "<b>", "https://a-b.example/x?y=1", "info@rodnik.example", "@rodnik_kz", "rodnik.example", "](front/photo.jpg)", "&nbsp;", "2027",
    "+7 727 264 15 28", "`guide`",
])  # fmt: skip
def test_what_a_translator_must_keep_is_kept(kept: str) -> None:
    assert kept in pseudo_text(f"Write to us {kept} today")


@given(st.text(st.sampled_from("абвгдеқңөabcdeх  ,-1"), max_size=60))
def test_a_text_is_in_one_pair_of_brackets_two_fifths_longer_or_has_no_word(text: str) -> None:
    made = pseudo_text(text)
    if made == text:
        return
    assert (made[0], made[-1]) == (OPEN, CLOSE)
    letters = sum(map(len, text.split()))
    assert len(made) - 2 >= len(text) + max(1, round(letters * 0.3))
    assert list(strays(made, frozenset())) == []


def test_a_single_word_grows_itself_and_a_sentence_by_further_words() -> None:
    assert " " not in pseudo_text("Басшысы")
    assert len(pseudo_text("Басшысы")) == 7 + 3 + 2
    assert len(pseudo_text("Ауыл балаларына арналған үйірмелер").split()) > 4
    assert pseudo_text("2027") == "2027"
    assert pseudo_text("—") == "—"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_of_the_guide_is_changed_and_can_be_used(lang: Lang) -> None:
    overrides = pseudo_labels(lang)
    assert check_labels(lang, overrides) == []
    made = labels(lang, overrides)
    for (context, msgid), entry in package_labels(lang).items():
        own = made.entries[context, msgid]
        wordings, before = own.plurals or (own.msgstr,), entry.plurals or (entry.msgstr,)
        assert all(now.startswith(OPEN) or now == was for now, was in zip(wordings, before, strict=True))
        assert all(re.search(r"[^\W\d_]{2}", was) is None or now != was for now, was in zip(wordings, before, strict=True))


def test_front_matter_keeps_its_headings_lists_rules_and_pictures() -> None:
    made = pseudo_markdown("# Foreword\n\nOne line\nand another.\n\n- first\n- second {isbn}\n\n---\n\n![A map](map.svg)\n")
    heading, paragraph, items, rule, picture = made.strip().split("\n\n")
    assert heading.startswith(f"# {OPEN}")
    assert (paragraph.count(OPEN), paragraph.count("\n")) == (1, 1)
    assert [line[:3] for line in items.split("\n")] == [f"- {OPEN}"] * 2
    assert "{isbn}" in items
    assert (rule, picture) == ("---", "![A map](map.svg)")


def test_a_listing_has_every_text_changed_and_every_contact_as_it_was() -> None:
    for listing in listings():
        made = pseudo_listing(listing)
        assert (made.id, made.emails, made.site, made.social, made.sort_key) == (
            listing.id, listing.emails, listing.site, listing.social, listing.sort_key,
        )
        assert [phone.digits for phone in made.phones] == [phone.digits for phone in listing.phones]
        assert made.name.value.startswith(OPEN)
        assert without_brackets(made.name.value) != listing.name.value


def test_the_edition_keeps_its_codes() -> None:
    made = pseudo_edition(EDITION)
    assert (made.id, made.isbn, made.udc, made.bbk) == (EDITION.id, EDITION.isbn, EDITION.udc, EDITION.bbk)
    assert made.title["kk"].startswith(OPEN)
    assert "publisher.example" in made.publisher.contact["kk"]


def test_what_a_build_finds_too_wide_or_too_high_is_told_and_its_other_findings_are_not() -> None:
    found = [
        Finding("LAY-007", "stands-out", Severity.WARNING, msg("wide")), Finding("TXT-003", "short-line", Severity.INFO, msg("short")),
        Finding("LAY-001", "overfull-column", Severity.ERROR, msg("high")),
    ]
    assert [(one.id, one.code, str(one.message)) for one in unfit(found)] == [("STR-071", "unfit", "wide"), ("STR-071", "unfit", "high")]


@pytest.mark.parametrize(("text", "found"), [
    (f"{OPEN}all{CLOSE} 12 · +7 701, a@b.example", []),
    (f"Phone: {OPEN}all{CLOSE}", ["Phone"]),
    (f"{OPEN}one {OPEN}inner{CLOSE} two{CLOSE}", []),
    (f"goes on{CLOSE} {OPEN}next{CLOSE}", []),
    (f"{OPEN}cut off…", []),
    (f"{OPEN}a{CLOSE} Instagram @rodnik", []),
    (f"{OPEN}a{CLOSE} press@ rodnik.example example", []),
    ("Ә", []),
])  # fmt: skip
def test_words_outside_the_brackets_are_found(text: str, found: list[str]) -> None:
    assert list(strays(text, frozenset({"Instagram", "press@rodnik.example"}))) == found
