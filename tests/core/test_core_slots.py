"""The places of texts in lines: what is measured is what the book prints, and what is said to fit moves nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline import book, compose, localise, makeup, typeset
from pipeline.drawing import Pressroom
from pipeline.entries import Entry
from pipeline.galley_store import NoGalleyStore
from pipeline.memory import Memory
from pipeline.model.localised import LocalExpert, Localised, LocalListing, LocalOrganisation, LocalText
from pipeline.slots import PrintedRooms, Slots, cut_heads
from pipeline.whereabouts import Whereabouts
from tests.core.small_edition import EDITION, LANG, SENTENCES, composing, design, small_book, typesetting


@cache
def kept() -> makeup.KeptMap:
    return makeup.kept_map(small_book().made.page_map)


@cache
def slots() -> Slots:
    grid, gaps = design().geometry, design().makeup.gaps
    heights = {run.listing: run.height for run in kept().runs if run.listing}
    found = makeup.rooms(kept(), grid.top + grid.column_height, gaps["entry"], gaps["seam"])
    return Slots(PrintedRooms(heights, found, frozenset(), design()), EDITION, LANG, "")


def with_text(listing: LocalListing, text: str) -> LocalListing:
    made = LocalText(text, LANG)
    if isinstance(listing, LocalExpert):
        return replace(listing, cv=made)
    assert isinstance(listing, LocalOrganisation)
    return replace(listing, mission=made)


def of_lines(listing: LocalListing, field: str, lines: int) -> LocalListing:
    """The listing with a text that takes so many lines, and no word more."""
    words = " ".join(SENTENCES * 4).split()
    made = [with_text(listing, " ".join(words[:count])) for count in range(lines * 3, lines * 8, 2)]
    return next(one for one in made if slots().measure([one])[f"{listing.id}/{field}"].lines == lines)


def made_anew(changed: LocalListing) -> book.MadeBook:
    words = composing()
    listings = [changed if one.id == changed.id else one for one in small_book().listings]
    entries = [Entry(Localised(one, {}, (), ()), compose.entry_block(one, words), compose.terms_of(one, words)) for one in listings]
    typesetter = typeset.Typesetter(typesetting(), NoGalleyStore())
    pressroom = Pressroom(design().geometry, Memory(None), LANG)
    return book.make_book(entries, words, design(), typesetter, pressroom, {"isbn": ""}, EDITION.page_multiple, kept=kept())


def columns(made: book.MadeBook, but: str) -> set[tuple[str, int, int]]:
    return {(run.listing, run.page_index, run.column) for run in makeup.kept_map(made.page_map).runs if run.listing not in ("", but)}


def pieces(made: book.MadeBook, but: str) -> set[tuple[str, int, int]]:
    return {(run.listing, run.page_index, run.first) for run in makeup.kept_map(made.page_map).runs if run.listing not in ("", but)}


def test_the_lines_of_a_text_are_those_that_the_book_prints() -> None:
    measured, made = slots().measure(small_book().listings), small_book().made
    wheres = Whereabouts(made.page_map, [one.id for one in small_book().listings])
    compared = 0
    for listing in small_book().listings:
        texts = localise.printed_texts(listing)
        for (field, _), standing in zip(texts, wheres.find(listing, texts), strict=True):
            slot = measured.get(f"{listing.id}/{field}")
            if slot:
                compared += 1
                assert slot.lines == sum(round((run.box[3] - run.box[1]) / design().geometry.baseline) for run in standing.runs)
                assert slot.lines <= slot.fits <= slot.page or slot.fits == slot.most
    assert compared > 100


def test_a_text_of_as_many_lines_as_fit_sends_no_entry_to_another_column() -> None:
    measured = slots().measure(small_book().listings)
    listing = next(one for one in small_book().listings if 2 <= slots().spare(one.id) <= 6 and one.id.startswith("ngo"))
    slot = measured[f"{listing.id}/mission"]
    assert slot.fits == slot.lines + slots().spare(listing.id)
    changed = of_lines(listing, "mission", slot.fits)
    assert columns(made_anew(changed), listing.id) == columns(small_book().made, listing.id)


def test_far_more_lines_move_what_follows_to_another_page() -> None:
    measured = slots().measure(small_book().listings)
    listing = next(one for one in small_book().listings if f"{one.id}/mission" in measured and measured[f"{one.id}/mission"].page < 14)
    slot = measured[f"{listing.id}/mission"]
    changed = of_lines(listing, "mission", slot.page + 4)
    assert slots().measure([changed])[f"{listing.id}/mission"] == replace(slot, lines=slot.page + 4)
    assert pieces(made_anew(changed), listing.id) != pieces(small_book().made, listing.id)


def test_no_listing_of_another_book_is_measured() -> None:
    stranger = replace(small_book().listings[0], id="ngo-9999")
    assert slots().measure([stranger]) == {}
    assert slots().spare("ngo-9999") == 0


def test_a_label_that_its_head_cuts_off_is_told_with_what_is_left() -> None:
    long = "Қоғамдық бірлестіктер мен азаматтық қоғам мәселелерін білетін сарапшылардың толық тізімі және байланыстары"
    typesetter = typeset.Typesetter(typesetting(), NoGalleyStore())
    found = cut_heads(typesetter, {"|Experts": long, "index|Organisations": "Ұйымдар", "|Mission": long}, LANG)
    assert list(found) == ["|Experts"]
    assert found["|Experts"].endswith("…")
    assert long.startswith(found["|Experts"][:-1])
