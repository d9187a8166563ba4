"""The places of texts in the book that was built last, in lines: what a text takes when it is set there, and how many lines there are.

A text is set as the book sets it: in its entry, at the column's width, in the design's type, hyphenated by its own language. The room is
the finished book's (:mod:`pipeline.makeup.room`). One measure serves exports, import, checks and builds, so that all tell the same lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import floor
from typing import Final

from pipeline import compose, localise, normalise, typeset
from pipeline.design import Design, read_design
from pipeline.desk import Desk, read_file
from pipeline.edition_texts import label_overrides
from pipeline.errors import GuideError, Unreadable
from pipeline.galley_store import NoGalleyStore
from pipeline.makeup import read_page_map, rooms
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, Lang
from pipeline.model.galley import Galley
from pipeline.model.listings import Expert, Listing
from pipeline.model.localised import LocalListing
from pipeline.model.slots import Room, Slot
from pipeline.revising import text_width
from pipeline.stock import load_faces, read_design_texts
from pipeline.whereabouts import LineSearch, squash, wanted_letters

__all__ = ["PrintedRooms", "Slots", "cut_heads", "heads_cut", "printed_rooms", "slots_beyond_column", "slots_in"]

_SLIGHT: Final = 1e-6


@dataclass(frozen=True, slots=True)
class PrintedRooms:
    """The entries of the book that was built last, by listing: how high each is, as set, and its room. Points."""

    heights: Mapping[str, float]
    rooms: Mapping[str, Room]
    taken_in: frozenset[str]
    """Entries that are set a line shorter than they come."""
    design: Design
    """In the setting that the book was made in."""

    @property
    def leading(self) -> float:
        """From one line of a column to the next."""
        return self.design.makeup.weights.baseline

    @property
    def column(self) -> float:
        """Height of a column, points."""
        return self.design.geometry.column_height

    def spare(self, listing: str) -> int:
        """Lines that may come to an entry before anything moves to another column; 0 for a listing that the book does not print."""
        room, height = self.rooms.get(listing), self.heights.get(listing, 0.0)
        return _lines(min(room.column, max(self.column, height)) - height, self.leading) if room else 0

    def room_of(self, listing: str) -> Room:
        """The room of an entry as it comes. Raises KeyError for a listing that the book does not print."""
        room = self.rooms[listing]
        return Room(room.column + self.leading, room.page + self.leading) if listing in self.taken_in else room

    def beyond_column(self) -> list[str]:
        """Listings whose entries are higher than a column."""
        return [listing for listing, height in self.heights.items() if height > self.column + _SLIGHT]


def _lines(points: float, leading: float) -> int:
    return floor(points / leading + _SLIGHT)


def printed_rooms(desk: Desk, edition: Edition, lang: Lang) -> PrintedRooms | None:
    """What the last page map of a language tells; None where there is none that this program can read.

    Raises GuideError where the design cannot be read.
    """
    path = desk.build / edition.id / lang / f"guide-{edition.id}-{lang}.pagemap.json"
    try:
        kept = read_page_map(read_file(path).decode("utf-8", "replace"), path.name)
    except Unreadable:
        return None
    design = read_design(edition.design, read_design_texts(edition.design), edition.trim_mm, 0.0, kept.setting, edition.inks)
    geometry, gaps = design.geometry, design.makeup.gaps
    heights = {run.listing: run.height for run in kept.runs if run.listing}
    taken_in = frozenset(listing for listing, reset in kept.resets.items() if reset == "taken-in")
    return PrintedRooms(heights, rooms(kept, geometry.top + geometry.column_height, gaps["entry"], gaps["seam"]), taken_in, design)


def slots_in(listing: LocalListing, galley: Galley, room: Room, column: float, leading: float) -> dict[str, Slot]:
    """The place of each text of a listing, by field, in its entry as it was set; what the entry does not print has none.

    ``column``: its height, points; ``leading`` as :attr:`PrintedRooms.leading`.
    """
    search = LineSearch(line.text for piece in galley.pieces for line in piece.lines)
    found = {}
    for name, text in localise.printed_texts(listing):
        place = search.find(wanted_letters(listing, name, text))
        if place:
            lines = place[1] - place[0] + 1
            most = max(0, lines + _lines(column - galley.height, leading))
            fits, page = (max(0, lines + _lines(points - galley.height, leading)) for points in (room.column, room.page))
            found[name] = Slot(lines, min(fits, max(most, lines)), min(page, max(most, lines)), most)
    return found


def slots_beyond_column(galleys: typeset.Galleys, listings: Iterable[LocalListing], design: Design) -> dict[str, Slot]:
    """By key the places of the texts of entries that are higher than a column, in a book that is being made."""
    column, leading = design.geometry.column_height, design.makeup.weights.baseline
    high = [listing for listing in listings if galleys.shapes[listing.id].height > column + _SLIGHT]
    found: dict[str, Slot] = {}
    for listing, galley in zip(high, galleys.fetch(one.id for one in high).values(), strict=True) if high else ():
        room = Room(galley.height, galley.height)
        found |= {f"{listing.id}/{name}": slot for name, slot in slots_in(listing, galley, room, column, leading).items()}
    return found


def _setting(design: Design) -> typeset.Typesetting:
    """Nothing set with it is kept, so that the dictionaries' digest tells nothing. Raises MissingTool without fonts."""
    dictionaries = {tag: str(path) for tag, path in localise.own_dictionaries().items()}
    return typeset.Typesetting(design.sheets, load_faces(), dictionaries, "")


class Slots:
    """Sets entries as the book would, to see the lines that their texts take."""

    def __init__(self, printed: PrintedRooms, edition: Edition, lang: Lang, overrides: str) -> None:
        """``overrides``: the edition's own labels, as a PO file's text. Raises MissingTool without fonts."""
        self._printed, self._edition, self._lang = printed, edition, lang
        design = printed.design
        labels = localise.labels(lang, overrides or None)
        self._composing = compose.Composing(lang, edition, labels, design.templates, localise.sort_key, localise.bucket)
        self._setting = _setting(design)

    @classmethod
    def of(cls, desk: Desk, edition: Edition, lang: Lang) -> Slots | None:
        """None where the language was not built yet, or nothing can be set on this machine, or not by this design: a build says why."""
        with suppress(GuideError):
            printed = printed_rooms(desk, edition, lang)
            return cls(printed, edition, lang, label_overrides(desk, lang)) if printed else None
        return None

    def to_be_measured(self, catalogue: localise.ContentCatalogue, before: localise.ContentCatalogue | None) -> frozenset[str]:
        """Keys of the translations that have changed since the last build, and of all in entries higher than a column.

        ``before``: the catalogue of that build; None: nobody knows, and all are.
        """
        known, high = before.entries if before else {}, set(self._printed.beyond_column())
        return frozenset(
            key for key, translations in catalogue.entries.items() if known.get(key) != translations or key.partition("/")[0] in high
        )

    def line_letters(self, text: str) -> float:
        """Letters of a column's line, such as those of the text; running text is set in one face and size."""
        design = self._printed.design
        return design.sheets["entry"].width * len(text) / (max(text_width(text), 1.0) * design.setting.size)

    def places(self, listings: Sequence[Listing], wanted: Collection[str], catalogue: localise.ContentCatalogue) -> dict[str, Slot]:
        """By key (``listing-id/field``) the places of all texts of the ``wanted`` listings (ids), as this catalogue translates them."""
        known = {listing.id: listing for listing in listings}
        chosen = [listing for listing in listings if listing.id in wanted and listing.id in self.printed.rooms]
        above = {one.affiliation_id for one in chosen if isinstance(one, Expert)} & known.keys()
        beside = [known[name] for name in sorted(above) if name not in wanted]
        made, _, _ = localise.localise([*chosen, *beside], self._lang, catalogue, normalise.legal_forms(), self._edition.romanise)
        return self.measure(made[: len(chosen)])

    @property
    def printed(self) -> PrintedRooms:
        """The book that was built last."""
        return self._printed

    def spare(self, listing: str) -> int:
        """As :meth:`PrintedRooms.spare`."""
        return self._printed.spare(listing)

    def measure(self, listings: Sequence[LocalListing]) -> dict[str, Slot]:
        """By key (``listing-id/field``) the places of the texts of listings, as they are now; those that the book does not print have none.

        Nothing where nothing can be set on this machine.
        """
        printed = self._printed
        known = [listing for listing in listings if listing.id in printed.rooms]
        if not known:
            return {}
        typesetter = typeset.Typesetter(self._setting, NoGalleyStore())
        try:
            typesetter.set([compose.entry_block(listing, self._composing) for listing in known])
        except (GuideError, OSError):
            return {}
        galleys = typesetter.galleys.fetch(listing.id for listing in known)
        return {
            f"{listing.id}/{name}": slot for listing in known
            for name, slot in slots_in(listing, galleys[listing.id], printed.room_of(listing.id), printed.column, printed.leading).items()
        }  # fmt: skip


def heads_cut(desk: Desk, edition: Edition, lang: Lang, labels: Mapping[str, str]) -> dict[str, str]:
    """Label ("context|msgid") -> what is left of its wording where it is cut off in a head; empty where nothing can be set here."""
    long = {label: wording for label, wording in labels.items() if len(wording) > compose.SURELY_FITS}
    asked = {label: wording for label, wording in long.items() if compose.head_blocks(label, wording, lang)}
    if not asked:
        return {}
    try:
        printed = printed_rooms(desk, edition, lang)
        design = printed.design if printed else read_design(edition.design, read_design_texts(edition.design), edition.trim_mm, 0.0)
        typesetter = typeset.Typesetter(_setting(design), NoGalleyStore())
        return cut_heads(typesetter, asked, lang)
    except (GuideError, OSError):
        return {}


def cut_heads(typesetter: typeset.Typesetter, labels: Mapping[str, str], lang: EditionLang) -> dict[str, str]:
    """The same by a book's own typesetter, which has set its heads."""
    made = {label: compose.head_blocks(label, wording, lang) for label, wording in labels.items()}
    blocks = [block for several in made.values() for block in several]
    if blocks:
        typesetter.set(blocks)
    galleys = typesetter.galleys.fetch(block.name for block in blocks)
    left = {label: [galleys[block.name].text for block in several] for label, several in made.items()}
    return {label: text for label, texts in left.items() for text in texts if squash(text) != squash(labels[label])}
