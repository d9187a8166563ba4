"""Other letters and the pseudo-language name no field of a listing: one walk gives every text anew, and forgets none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from pipeline.localise.content import localise
from pipeline.localise.reworded import Rewording, reworded
from pipeline.localise.translations import ContentCatalogue
from pipeline.localise.untranslated import printed_texts
from pipeline.model.listings import Expert, Listing, Organisation, Person, Text
from pipeline.model.localised import LocalListing, LocalPhone, LocalText
from tests.localise.test_localise_content import EXPERT, FORMS, FUND

UNREAD = ("id", "sort_key", "bucket", "source", "sent_in", "form", "bin", "founded", "registered", "operational", "town_kato", "emails", "press_email",
          "site", "social", "cells", "affiliation_id", "on_camera", "region")
"""What no reader reads as words of a language: codes, contacts, places in files; the region is printed by its two names."""
LISTINGS: tuple[Organisation | Expert, ...] = (
    replace(FUND, acronym=Text("ОҚ", "kk"), former_name=Text("Бұрынғы", "kk"), press=Person(Text("Айгүл", "kk"), Text("хатшы", "kk")),
            targets=Text("Балалар", "kk"), plans=Text("Кеңейту", "kk"), verified=date(2026, 3, 8)),
    replace(EXPERT, degree=Text("ғылым кандидаты", "kk"), verified=date(2026, 3, 8)),
)


def marked(listing: LocalListing) -> LocalListing:
    def text(field: str, one: LocalText) -> LocalText:
        return replace(one, value=f"<{field}>")

    def phone(one: LocalPhone) -> LocalPhone:
        return replace(one, text="<phone>")

    return reworded(listing, Rewording(text, lambda words: f"<{words}>", lambda name: f"<{name}>", phone))


def words_in(value: object) -> Iterator[str]:
    """Every string that is read, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, LocalText):
        yield value.value
    elif isinstance(value, LocalPhone):
        yield value.text
    elif isinstance(value, tuple):
        for one in value:
            yield from words_in(one)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in (*UNREAD, "code"):
                yield from words_in(getattr(value, one.name))


@pytest.mark.parametrize("listing", LISTINGS, ids=["organisation", "expert"])
def test_no_text_of_a_listing_is_forgotten(listing: Listing) -> None:
    (made,), _, _ = localise([listing], "kk", ContentCatalogue("kk"), FORMS)
    before, after = [word for word in words_in(made) if word], [word for word in words_in(marked(made)) if word]
    assert len(before) >= 10
    assert [word for word in after if not word.startswith("<")] == []
    assert len(after) == len(before)


@pytest.mark.parametrize("listing", LISTINGS, ids=["organisation", "expert"])
def test_texts_are_told_by_the_names_of_their_fields(listing: Listing) -> None:
    """By these names other letters tell names from texts, and proofs say what stands where."""
    (made,), _, _ = localise([listing], "kk", ContentCatalogue("kk"), FORMS)
    assert [(name, text.value) for name, text in printed_texts(marked(made))] == [(name, f"<{name}>") for name, _ in printed_texts(made)]
