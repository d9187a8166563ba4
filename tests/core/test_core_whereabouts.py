"""Texts of listings are found on the very lines that print them."""

from __future__ import annotations

from pipeline import localise
from pipeline.model.localised import LocalText
from pipeline.whereabouts import Whereabouts, squash
from tests.core.small_edition import small_book


def test_every_text_of_every_entry_is_found_on_lines_that_hold_it() -> None:
    made = small_book().made
    places = Whereabouts(made.page_map, [listing.id for listing in small_book().listings])
    entries = {(entry.listing, entry.page_index, entry.place.column): entry for entry in made.page_map.entries}
    seen = 0
    for listing in small_book().listings:
        texts = localise.printed_texts(listing)
        for (name, text), standing in zip(texts, places.find(listing, texts), strict=True):
            if name == "former_name":  # in the indexes only
                continue
            lines = []
            for run in standing.runs:
                entry = entries[listing.id, run.page_index, run.column]
                assert entry.box[1] - 0.1 <= run.box[1] < run.box[3] <= entry.box[3] + 0.1
                assert (run.box[0], run.box[2]) == (entry.box[0], entry.box[2])
                rows = zip(entry.rows[::2], entry.rows[1::2], entry.text.split("\n"), strict=True)
                lines += [line for foot, top, line in rows if run.box[1] <= foot and top <= run.box[3]]
            assert squash(text.value) in squash("".join(lines)), (listing.id, name)
            assert len(lines) <= 2 + len(text.value) / 15
            seen += 1
    assert seen > 200


def test_what_no_entry_prints_is_found_in_the_indexes_and_else_named_by_the_page_of_its_listing() -> None:
    book = small_book()
    listing = next(one for one in book.listings if one.id == "ngo-0002")
    former = [pair for pair in localise.printed_texts(listing) if pair[0] == "former_name"]
    standing, = Whereabouts(book.made.page_map, [listing.id]).find(listing, former)
    line = next(line for line in book.made.page_map.lines if squash(former[0][1].value) in squash(line.text))
    assert [run.page_index for run in standing.runs] == [line.page_index]
    nowhere, = Whereabouts(book.made.page_map, [listing.id]).find(listing, [("name", LocalText("Мұндай ат жоқ", "kk"))])
    assert nowhere.runs[0].box[1] == nowhere.runs[0].box[3]
    assert Whereabouts(book.made.page_map, []).find(listing, former) == []


def test_a_name_is_found_on_every_index_line_that_has_it_for_its_term_and_on_no_other() -> None:
    book = small_book()
    for listing in book.listings:
        for field, text in localise.printed_texts(listing):
            places = Whereabouts(book.made.page_map, [listing.id])
            (plain,), (found,) = places.find(listing, [(field, text)]), places.find(listing, [(field, text)], in_indexes=True)
            lines = [line for line in book.made.page_map.lines if listing.id in line.targets and squash(line.term) == squash(text.value)]
            assert found.runs[: len(plain.runs)] == plain.runs, "the entry first"
            if field != "former_name":
                assert [(run.page_index, run.box[1]) for run in found.runs[len(plain.runs) :]] == [(line.page_index, min(line.rows[::2])) for line in lines]
            assert field not in ("name", "head", "town") or lines
