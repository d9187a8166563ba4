"""Which lines of which pages hold the texts of listings, as the page map has them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from pipeline.compose import by_surname
from pipeline.model.localised import LocalExpert, LocalListing, LocalText, bare
from pipeline.model.pages import MapEntry, MapLine, PageMap
from pipeline.model.standing import Run, Standing

__all__ = ["LineSearch", "Whereabouts", "squash", "wanted_letters"]

_BETWEEN: Final = re.compile(r"[\W_]+")
_IN_LINES: Final = re.compile(r"(?:[^\w\n]|_)+")


def squash(text: str) -> str:
    """Letters and digits only: what layout adds at line ends, spaces and quotes do not count when texts are looked for."""
    return _BETWEEN.sub("", text if text.isascii() else unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class _Row:
    part: MapEntry | MapLine
    at: int
    """Its number among the lines of the part."""


def wanted_letters(listing: LocalListing, name: str, text: LocalText) -> str:
    """The letters of a field's text in the order in which its entry prints them."""
    return squash(bare(by_surname(text) if isinstance(listing, LocalExpert) and name == "name" else text.value))


class Whereabouts:
    """Finds texts of some listings (by id) on the pages of one book."""

    def __init__(self, page_map: PageMap, listings: Iterable[str]) -> None:
        wanted = set(listings)
        self._entries: dict[str, list[MapEntry]] = {}
        self._lines: dict[str, list[MapLine]] = {}
        for entry in page_map.entries:
            if entry.listing in wanted:
                self._entries.setdefault(entry.listing, []).append(entry)
        for line in page_map.lines if wanted else ():
            for target in line.targets:
                if target in wanted:
                    self._lines.setdefault(target, []).append(line)

    def find(self, listing: LocalListing, texts: Sequence[tuple[str, LocalText]], *, in_indexes: bool = False) -> list[Standing]:
        """Where these texts (field, text) stand; what the entry does not hold is looked for in the indexes.

        ``in_indexes``: also on all the lines of indexes that have the text for their term, behind the entry.
        Texts come in the order of the entry, so that a short one is not taken for the same letters further up. A listing that the book
        does not print has none.
        """
        entries = self._entries.get(listing.id, [])
        if not entries:
            return []
        shown = [entry for entry in entries if entry.rows]
        searched = LineSearch(entry.text for entry in shown)
        made = []
        for name, text in texts:
            wanted = wanted_letters(listing, name, text)
            place = searched.find(wanted)
            rows = _rows_between(shown, *place) if place else self._in_indexes(listing.id, wanted)
            if place and in_indexes:
                rows += self._as_terms(listing.id, wanted)
            made.append(Standing(listing.id, name, text.lang, _runs(rows) if rows else (_nowhere(entries[0]),)))
        return made

    def _in_indexes(self, listing_id: str, wanted: str) -> list[_Row]:
        lines = self._lines.get(listing_id, [])
        found = next((line for line in lines if wanted and wanted in squash(line.text)), None)
        return _rows(found) if found else []

    def _as_terms(self, listing_id: str, wanted: str) -> list[_Row]:
        lines = self._lines.get(listing_id, [])
        return [row for line in lines if wanted and squash(bare(line.term)) == wanted for row in _rows(line)]


class LineSearch:
    """Texts of one or more lines squashed into one text, that is searched from the top down."""

    def __init__(self, texts: Iterable[str]) -> None:
        squashed = _IN_LINES.sub("", unicodedata.normalize("NFC", "\n".join(texts))).split("\n")
        self._text = "".join(squashed)
        self._ends = list(accumulate(map(len, squashed)))
        self._read = 0

    def find(self, wanted: str) -> tuple[int, int] | None:
        """The first and the last line that hold a squashed text, and the first of those below the text found before, if any."""
        start = self._text.find(wanted, self._read) if wanted else -1
        start = self._text.find(wanted) if start < 0 and wanted else start
        if start < 0:
            return None
        self._read = max(self._read, start + len(wanted))
        return bisect_right(self._ends, start), bisect_right(self._ends, start + len(wanted) - 1)


def _rows_between(parts: Sequence[MapEntry], first: int, last: int) -> list[_Row]:
    """The rows of these numbers, counted through all parts."""
    found, before = list[_Row](), 0
    for part in parts:
        count = len(part.rows) // 2
        found += [_Row(part, at - before) for at in range(max(first, before), min(last + 1, before + count))]
        before += count
    return found


def _rows(part: MapEntry | MapLine) -> list[_Row]:
    return [_Row(part, at) for at in range(len(part.rows) // 2)]


def _runs(rows: Sequence[_Row]) -> tuple[Run, ...]:
    """The rows of each part as one run."""
    grouped: dict[int, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(id(row.part), []).append(row)
    return tuple(map(_run, grouped.values()))


def _run(rows: Sequence[_Row]) -> Run:
    part = rows[0].part
    foot, top = min(part.rows[row.at * 2] for row in rows), max(part.rows[row.at * 2 + 1] for row in rows)
    return Run(part.page_index, part.folio, (part.box[0], foot, part.box[2], top), part.place.column)


def _nowhere(entry: MapEntry) -> Run:
    x0, _, x1, top = entry.box
    return Run(entry.page_index, entry.folio, (x0, top, x1, top), entry.place.column)
