"""Pages, links and lengths are those of the finished proof."""

from __future__ import annotations

import json
from dataclasses import replace

from pipeline import localise, makeup, proof
from pipeline.model.localised import LocalOrganisation, LocalText
from pipeline.strings.places import label_places, places, read_printed_book
from pipeline.verify import box_lines, page_texts
from pipeline.whereabouts import LineSearch, Whereabouts, squash
from tests.core.small_edition import design, faces, small_book

PROOF = "guide-small-kk.proof.pdf"


def content() -> bytes:
    book = small_book()
    return proof.proof_pdf(book.made.pages, design().geometry, book.needs, faces(), book.facts, book.made.page_map, book.guides)


def test_every_text_has_the_pages_it_stands_on_and_a_length_that_its_lines_hold() -> None:
    book, written = small_book(), content()
    printed = read_printed_book(makeup.page_map_file(book.made.page_map).decode(), PROOF)
    assert printed is not None
    found = places(printed, book.listings, "kk", lambda boxes: box_lines(written, boxes))
    wheres = Whereabouts(book.made.page_map, [one.id for one in book.listings])
    measured = 0
    for listing in book.listings:
        texts = [pair for pair in localise.printed_texts(listing) if pair[0] != "topics"]
        for (name, text), standing in zip(texts, wheres.find(listing, texts), strict=True):
            context = found[f"{listing.id}/{name}"]
            if name == "former_name":  # in no entry
                assert context.fits == 0
                continue
            pages = list(dict.fromkeys(run.page_index + 1 for run in standing.runs))
            assert list(context.pages) == [int(book.made.pages[page - 1].folio) for page in pages]
            assert context.link == f"{PROOF}#page={pages[0]}"
            if name in ("mission", "plans", "cv") and text.lang == "kk":
                measured += 1
                assert len(text.value) <= context.fits <= len(text.value) + 60, "less than two lines of this column more"
    assert measured > 20


def test_a_text_that_the_proof_does_not_show_has_its_listings_page_and_no_length() -> None:
    book, written = small_book(), content()
    printed = read_printed_book(makeup.page_map_file(book.made.page_map).decode(), PROOF)
    assert printed is not None
    listing = book.listings[0]
    assert isinstance(listing, LocalOrganisation)
    changed = replace(listing, mission=LocalText("Басқа мәтін", "kk"))
    context = places(printed, [changed], "kk", lambda boxes: box_lines(written, boxes))[f"{listing.id}/mission"]
    assert context.pages == (int(next(entry.folio for entry in book.made.page_map.entries if entry.listing == listing.id)),)
    assert context.fits == 0


def test_labels_have_the_first_page_that_shows_them_and_short_ones_none() -> None:
    found = label_places(PROOF, {"|Target groups": "Нысаналы топтар", "|p.": "б.", "|none": "Мұндай сөз жоқ"}, ["", "Нысаналы  топ-\nтар."])
    assert {name: (one.pages, one.link) for name, one in found.items()} == {"|Target groups": ((2,), f"{PROOF}#page=2")}


def test_a_page_map_of_another_form_or_none_at_all_is_no_book() -> None:
    for text in ("", "{", "[]", json.dumps({"form": 1}), json.dumps({"form": 2, "entries": [{"listing": "x"}]})):
        assert read_printed_book(text, PROOF) is None


def test_a_damaged_proof_has_no_lines_and_its_pages_no_others_than_it_has() -> None:
    assert box_lines(b"%PDF-1.7 no more", {0: [(0, 0, 9, 9)]}) == {}
    assert box_lines(content(), {9999: [(0, 0, 9, 9)]}) == {}
    assert page_texts(b"") == []


def test_a_short_text_is_not_taken_for_the_same_letters_further_up() -> None:
    """Texts are looked for in the order of the entry; one that is not below the last is looked for from the top."""
    lines = LineSearch(["«Ақсу балалары» ҚҚ", "Ақсу қаласы", "Балалар ақсу-", "дағы үйірмеге барады"])
    places = [lines.find(squash(text)) for text in ("Ақсу балалары", "Ақсу", "Балалар ақсудағы", "ҚҚ", "жоқ", "")]
    assert places == [(0, 0), (1, 1), (2, 3), (0, 0), None, None]
