"""Where each text stands in the book that was built last: on which pages, where to see it, and how much fits there.

What fits is measured: the lines that the text takes now, as the finished proof shows them, and those that are free below its entry; in
letters, these times what a line of that field holds in the translator's language, less what else stands on the text's lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, Final, Protocol

from pipeline import localise
from pipeline.doors.json_text import from_json
from pipeline.model.fields import Lang
from pipeline.model.findings import Box
from pipeline.model.localised import LocalListing, LocalOrganisation
from pipeline.model.slots import Slot
from pipeline.strings.units import Context
from pipeline.whereabouts import LineSearch, squash, wanted_letters

__all__ = ["PrintedBook", "label_places", "places", "read_printed_book"]

ReadLines = Callable[[Mapping[int, Sequence[Box]]], Mapping[int, Sequence[Sequence[str]]]]
"""Page index and boxes -> the lines in each box (:func:`pipeline.verify.box_lines` of the proof)."""


class Measure(Protocol):
    """What is free in the printed book, and what texts take that it does not show (:class:`pipeline.slots.Slots`)."""

    def spare(self, listing: str) -> int:
        """Lines that may come to an entry before anything moves to another column."""
        ...

    def line_letters(self, text: str) -> float:
        """Letters of a line of its column, such as those of the text."""
        ...

    def measure(self, listings: Sequence[LocalListing]) -> Mapping[str, Slot]:
        """By key the places of the texts of listings as they are now."""
        ...


_PROSE: Final = ("mission", "plans", "targets", "cv")
"""Fields of one size of type; what a line of them holds is asked where a field has no full line of its own."""
_ENOUGH: Final = 5
"""Full lines that tell what a line holds."""
_SHORT: Final = 4
"""Letters of a label under which it would be found in any word."""
_NOWHERE: Final = "former_name"
"""Stands in indexes only."""
_FORM: Final = 2
_POSTCODE: Final = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of an entry on a page."""

    page_index: int
    folio: str
    box: Box


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """A finished book as its page map tells it: its entries by listing. ``proof``: the file name that links lead to."""

    proof: str
    parts: Mapping[str, Sequence[_Part]]


@dataclass(slots=True)
class _Stood:
    """A text as it was found: which lines of the entry, the letters of each, and how many of them are its own."""

    key: str
    name: str
    lang: str
    pages: tuple[_Part, ...]
    lines: int
    others: int
    """Letters of other texts on the same lines."""
    full: list[int] = field(default_factory=list)
    """Letters of each line that is its own from edge to edge."""
    length: int = 0
    """Letters of the text, which surely fit."""
    text: str = ""


def read_printed_book(text: str, proof: str) -> PrintedBook | None:
    """The book of a page map's text; None where there is none that this program can read."""
    try:
        values = from_json(text)
        if values["form"] != _FORM:
            return None
        parts: dict[str, list[_Part]] = {}
        for entry in values["entries"]:
            if entry.get("listing"):
                parts.setdefault(entry["listing"], []).append(_part(entry))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None
    return PrintedBook(proof, parts)


def _part(entry: Mapping[str, Any]) -> _Part:
    x0, y0, x1, y1 = map(float, entry["box"])
    return _Part(int(entry["page"]) - 1, str(entry["folio"]), (x0, y0, x1, y1))


def places(
    book: PrintedBook, listings: Sequence[LocalListing], lang: Lang, read: ReadLines, measure: Measure | None = None
) -> dict[str, Context]:
    """By key (``listing-id/field``) the pages, link and length of every text of these listings, as the edition in ``lang`` prints them.

    A text that the proof does not show (it is new, or another than then) has the pages of its listing, and the lines that ``measure`` says;
    without that, or where no entry prints it, no length.
    """
    printed = [listing for listing in listings if listing.id in book.parts]
    boxes: dict[int, list[Box]] = {}
    for listing in printed:
        for part in book.parts[listing.id]:
            boxes.setdefault(part.page_index, []).append(part.box)
    lines = {(index, box): found for index, read_there in read(dict(sorted(boxes.items()))).items()
             for box, found in zip(boxes[index], read_there, strict=True)}
    stood = [one for listing in printed for one in _stood(listing, book.parts[listing.id], lines)]
    measures = _Measures(stood, lang)
    slots = _slots(stood, printed, measure)
    return {one.key: _context(one, book.proof, _letters(one, measures, measure), slots.get(one.key), lang) for one in stood}


def _letters(one: _Stood, measures: _Measures, measure: Measure | None) -> float:
    """What a line holds, as the proof's full lines tell, else by the widths of the text's own letters; 0: not known."""
    return measures.letters(one.name) or (measure.line_letters(one.text) if measure else 0.0)


def _slots(stood: Sequence[_Stood], printed: Sequence[LocalListing], measure: Measure | None) -> dict[str, Slot]:
    """The places in lines: of what the proof shows by counting there, of what has changed since by setting it."""
    if measure is None:
        return {one.key: Slot(one.lines, one.lines, one.lines, one.lines) for one in stood if one.lines}
    spare = {listing.id: measure.spare(listing.id) for listing in printed}
    changed = {one.key.partition("/")[0] for one in stood if not one.lines and one.name != _NOWHERE}
    found = dict(measure.measure([listing for listing in printed if listing.id in changed]))
    for one in stood:
        if one.lines:
            fits = one.lines + spare[one.key.partition("/")[0]]
            found[one.key] = Slot(one.lines, fits, fits, fits)
    return found


def _stood(listing: LocalListing, parts: Sequence[_Part], lines: Mapping[tuple[int, Box], Sequence[str]]) -> list[_Stood]:
    rows = [(part, line) for part in parts for line in lines.get((part.page_index, part.box), ())]
    search = LineSearch(line for _, line in rows)
    made = []
    for name, text in localise.printed_texts(listing):
        wanted = wanted_letters(listing, name, text)
        place = search.find(wanted)
        key = f"{listing.id}/{name}"
        if place is None:
            made.append(_Stood(key, name, text.lang, tuple(parts[:1]), 0, 0, text=text.value))
            continue
        own = rows[place[0] : place[1] + 1]
        pages = tuple({part.page_index: part for part, _ in own}.values())
        full = [len(line.strip()) for _, line in own[1:-1]]
        others = max(0, sum(len(squash(line)) for _, line in own) - len(wanted))
        around = _around_street(listing) if name == "address" else 0
        made.append(_Stood(key, name, text.lang, pages, len(own), others + around, full, len(text.value) - around, text.value))
    return made


def _around_street(listing: LocalListing) -> int:
    """Letters of an address that are not the translator's: postcode, town, and what parts them."""
    line = listing.address.value if isinstance(listing, LocalOrganisation) and listing.address else ""
    town = listing.town.value if listing.town and listing.town.value in line else ""
    return sum(len(part) + 2 for part in (*_POSTCODE.findall(line), town) if part)


class _Measures:
    """What a line holds, by field and language."""

    def __init__(self, stood: Sequence[_Stood], lang: Lang) -> None:
        self.lang = lang
        self._full: dict[tuple[str, str], list[int]] = {}
        for one in stood:
            self._full.setdefault((one.name, one.lang), []).extend(one.full)

    def letters(self, name: str) -> float:
        """Of a full line of that field in the translator's language, else of any text in it, else in any language; 0: not known."""
        anywhere = sorted({language for _, language in self._full})
        for languages, names in (((self.lang,), (name,)), ((self.lang,), _PROSE), (anywhere, (name,)), (anywhere, _PROSE)):
            found = [count for one in names for language in languages for count in self._full.get((one, language), ())]
            if len(found) >= _ENOUGH:
                return fmean(found)
        return 0.0


def _context(one: _Stood, proof: str, letters: float, slot: Slot | None, lang: Lang) -> Context:
    pages = tuple(int(part.folio) if part.folio.isdigit() else part.page_index + 1 for part in one.pages)
    # Where nothing tells what a line holds, as much fits as stands there now.
    takes, holds = (slot.lines, slot.fits) if slot else (0, 0)
    fits = (round(holds * letters) - one.others if letters else one.length) if holds else 0
    fits = max(fits, one.length) if fits and one.lines and one.lang == lang else fits
    link = f"{proof}#page={one.pages[0].page_index + 1}" if one.pages else ""
    return Context(pages=pages, link=link, takes=takes, holds=holds, fits=max(fits, 0))


def label_places(proof: str, wordings: Mapping[str, str], pages: Sequence[str]) -> dict[str, Context]:
    """By name of a label the first page that shows its wording, of all ``pages`` as they read; short ones would be found in any word."""
    read = [squash(page) for page in pages]
    found: dict[str, Context] = {}
    for name, wording in wordings.items():
        parts = sorted(map(squash, wording.replace("}", "{").split("{")[::2]), key=len)
        if parts and len(parts[-1]) >= _SHORT:
            index = next((at for at, page in enumerate(read) if parts[-1] in page), None)
            if index is not None:
                found[name] = Context(pages=(index + 1,), link=f"{proof}#page={index + 1}")
    return found


