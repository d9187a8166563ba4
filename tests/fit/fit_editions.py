"""The small edition three times over (63 organisations, 5 experts), counted and made in any setting."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

from pipeline import book, compose, stock, typeset
from pipeline.counting import Copy, Counter
from pipeline.design import Design, read_design
from pipeline.drawing import Pressroom
from pipeline.entries import Entry, leave_out
from pipeline.galley_store import DiskGalleyStore
from pipeline.localise import dictionary_path
from pipeline.memory import Memory
from pipeline.model.fit import FitLimits, FitOption, Setting, Steps
from pipeline.model.localised import Localised, LocalListing
from tests.core.small_edition import BLEED_MM, LANG, TRIM_MM, composing, design, faces, listings

COLOPHON = {"isbn": "978-601-0000-00-0"}
MULTIPLE = 1
"""Pages, not signatures: so small a book is a few pages longer or shorter, whatever its setting."""


@cache
def design_at(setting: Setting) -> Design:
    return read_design("pocket", stock.read_design_texts("pocket"), TRIM_MM, BLEED_MM, setting)


def grid() -> FitLimits:
    """A small grid of the design's own limits: 5 x 3 x 3 x 2 settings."""
    fit = design().fit
    return FitLimits(
        FitOption(10.5, 7.5, 13.5, 1.5, fit.spacing.weight), FitOption(10.5, 10, 11, 0.5, fit.leading.weight),
        FitOption(8.5, 8.2, 8.8, 0.3, fit.size.weight), fit.index_columns, fit.seam_share, fit.notes_page, 99,
    )


class SmallEdition:
    """Counts and makes the small edition in any setting; galleys are kept in ``store``."""

    def __init__(self, store: DiskGalleyStore) -> None:
        self.store = store
        self.composing = composing()
        self.entries = [self._entry(listing, again) for listing in listings() for again in range(3 if hasattr(listing, "region") else 1)]
        self.copy = Copy(
            self.entries, self.composing, COLOPHON, MULTIPLE, design_at, self.typesetter, "small", grid(), MULTIPLE
        )
        self.counter = Counter(self.copy, Memory(None).shelf("lengths"))

    def _entry(self, listing: LocalListing, again: int) -> Entry:
        one = replace(listing, id=f"{listing.id}{'abc'[again]}")
        return Entry(Localised(one, {}, (), ()), compose.entry_block(one, self.composing), compose.terms_of(one, self.composing))

    def typesetter(self, made: Design) -> typeset.Typesetter:
        return typeset.Typesetter(typeset.Typesetting(made.sheets, faces(), {"kk": str(dictionary_path("kk"))}, "test"), self.store)

    def make(self, setting: Setting, without: tuple[str, ...] = ()) -> book.MadeBook:
        """The finished book."""
        made = design_at(setting)
        chosen: list[Entry] = leave_out(self.entries, without, self.composing)
        pressroom = Pressroom(made.geometry, Memory(None), LANG)
        return book.make_book(chosen, self.composing, made, self.typesetter(made), pressroom, COLOPHON, MULTIPLE)


def every_steps(limits: FitLimits) -> list[Steps]:
    return [(a, b, c, d) for a, b, c, d in product(*(option.steps for option in limits.options))]
