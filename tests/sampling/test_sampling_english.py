"""The English book has no word in Cyrillic but texts that are marked as not translated: of the sample, of an invented edition, and of both
when every listing sits in a village that the gazetteer has in Kazakh and Russian only, and no address was translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from pipeline.compose import Composing, entry_block, terms_of
from pipeline.localise import ContentCatalogue, load_content
from pipeline.localise.collation import bucket, sort_key
from pipeline.localise.content import localise
from pipeline.localise.labels import labels, package_labels
from pipeline.model.findings import Finding
from pipeline.model.listings import Listing, Organisation, Town
from pipeline.model.localised import LocalListing, LocalOrganisation
from pipeline.normalise import legal_forms
from pipeline.normalise.gazetteer import places_by_kato
from tests.core.small_edition import composing
from tests.sample.support import committed, read_sources

from .invented import files_of, invented

CYRILLIC = re.compile("[\u0400-\u052f]+")
EDITIONS = ("sample", "invented")
_VOID = frozenset({"br", "img", "wbr", "hr", "path", "use"})


def listings_of(edition: str) -> Sequence[Listing]:
    return read_sources().normalised.listings if edition == "sample" else invented(300).reading.normalised.listings


def catalogue_of(edition: str) -> ContentCatalogue:
    name = "translations/content.en.po"
    return load_content((committed(name) if edition == "sample" else files_of(300)[name]).decode(), "en")


@cache
def villages() -> list[Town]:
    return [place.town for place in places_by_kato().values() if "en" not in place.names]


class Foreign(HTMLParser):
    """Words in Cyrillic that stand in no element of another language."""

    def __init__(self) -> None:
        super().__init__()
        self.langs = ["en"]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.langs.append(dict(attrs).get("lang") or self.langs[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            del self.langs[-1]

    def handle_data(self, data: str) -> None:
        if self.langs[-1] == "en":
            self.found += CYRILLIC.findall(data)


def english() -> Composing:
    return replace(composing(), lang="en", labels=labels("en"), sort_key=sort_key, bucket=bucket)


def localised(listings: Sequence[Listing], catalogue: ContentCatalogue) -> tuple[list[LocalListing], list[Finding]]:
    made, _, findings = localise(listings, "en", catalogue, legal_forms(), "kk-plain")
    return made, findings


def stray_words(listing: LocalListing) -> Iterator[str]:
    """Of its entry and of all index lines that lead to it."""
    reader = Foreign()
    reader.feed(entry_block(listing, english()).html)
    yield from reader.found
    for terms in terms_of(listing, english()).values():
        for term in terms:
            yield from CYRILLIC.findall(" ".join((term.text if term.lang == "en" else "", term.detail)))


@pytest.mark.parametrize("edition", EDITIONS)
def test_only_marked_texts_are_in_cyrillic(edition: str) -> None:
    made, _ = localised(listings_of(edition), catalogue_of(edition))
    assert {word for listing in made for word in stray_words(listing)} == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_villages_without_an_english_name_and_streets_without_a_translation_have_latin_letters(edition: str) -> None:
    towns, catalogue = villages(), catalogue_of(edition)
    moved = [replace(listing, town=towns[at * 7 % len(towns)]) for at, listing in enumerate(listings_of(edition))]
    without = catalogue.part([key for key in catalogue.entries if not key.endswith("/address")])
    made, findings = localised(moved, without)
    assert {word for listing in made for word in stray_words(listing)} == set()
    assert not any(listing.town.fallback for listing in made if listing.town)
    addresses = [listing.address for listing in made if isinstance(listing, LocalOrganisation) and listing.address]
    assert not any(CYRILLIC.search(address.value) for address in addresses)
    streets = sum(isinstance(listing, Organisation) and listing.address is not None and listing.address.lang != "en" for listing in moved)
    assert sum(address.fallback for address in addresses) == streets > 100
    told = [finding for finding in findings if finding.code == "romanised-place"]
    assert len(told) == len({finding.message for finding in told}) == len({listing.town.value for listing in made if listing.town})
    assert sum(finding.code == "romanised-address" for finding in findings) > 100


def test_no_word_of_the_book_itself_is_in_cyrillic() -> None:
    assert not [entry.msgid for entry in package_labels("en").values() if CYRILLIC.search("".join((entry.msgid, entry.msgstr, *entry.plural)))]
