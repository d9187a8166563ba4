"""A finished book as its page map tells it: how many pages, which parts with thumb tabs, how many listings in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.doors.json_text import from_json
from pipeline.errors import Unreadable
from pipeline.makeup.pagemap import FORM
from pipeline.model.cover import CoverRow
from pipeline.model.message import msg

__all__ = ["MappedBook", "read_mapped_book"]

NOTES: Final = "notes"
"""Name of the section of pages for notes."""


@dataclass(frozen=True, slots=True)
class MappedBook:
    """``filled``: pages before it was filled up to a multiple with pages for notes. ``rows``: the parts that have a thumb tab, in order;
    ``organisations``, ``regions`` and ``experts``: how many there are of each.

    ``sources`` and ``design``: digests of what it was made from; "" where an older program made it.
    """

    edition: str
    lang: str
    trim_pt: tuple[float, float]
    pages: int
    filled: int
    rows: tuple[CoverRow, ...]
    organisations: int
    regions: int
    experts: int
    sources: str
    design: str

    def is_of(self, made_from: Mapping[str, str]) -> bool:
        """Whether it was made from these sources and this design (:attr:`pipeline.model.pages.PageMap.made_from`)."""
        return {"sources": self.sources, "design": self.design} == dict(made_from)

    def pages_for(self, multiple: int) -> int:
        """How many pages the same book has where it is filled up to another multiple."""
        return -(-self.filled // multiple) * multiple


def read_mapped_book(text: str, name: str) -> MappedBook:
    """The book of the page map in the text of a file called ``name``. Raises Unreadable where it is none, or of another form."""
    hint = msg("Make the book again: guide build")
    try:
        values = from_json(text)
        if values["form"] != FORM:
            message = msg("{file} is a page map of form {found}, not {wanted}.", file=name, found=str(values["form"]), wanted=FORM)
            raise Unreadable(message, hint)
        return _book(values)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise Unreadable(msg("{file} is no page map, or a damaged one.", file=name), hint) from error


def _book(values: Mapping[str, Any]) -> MappedBook:
    listings: dict[str, set[str]] = {}
    for entry in values["entries"]:
        if entry.get("listing"):
            listings.setdefault(entry["section"], set()).add(entry["listing"])
    owned = Counter(page["section"] for page in values["pages"])
    rows: list[CoverRow] = []
    for section in values["sections"]:
        tab, index, held = section.get("tab", ""), section["page"] - 1, owned[section["name"]]
        if tab and rows and rows[-1].name == tab:
            rows[-1] = replace(rows[-1], pages=rows[-1].pages + held)
        elif tab:
            rows.append(CoverRow(tab, values["pages"][index]["folio"], index, held))
    regions = [name for name in listings if name.startswith("region-")]
    width, height = map(float, values["trim_pt"])
    made_from = values.get("made_from", {})
    return MappedBook(
        values["edition"], values["lang"], (width, height), len(values["pages"]), _filled(values["pages"]), tuple(rows),
        sum(len(listings[name]) for name in regions), len(regions), len(listings.get("experts", ())), made_from.get("sources", ""),
        made_from.get("design", ""),
    )


def _filled(pages: Sequence[Mapping[str, Any]]) -> int:
    """Pages without those for notes that fill it up: they stand together behind the indexes, before the last section."""
    sections = [page["section"] for page in pages]
    tail = next((at for at, section in enumerate(reversed(sections)) if section != sections[-1]), 0) if sections[-1] != NOTES else 0
    last = sections[: len(sections) - tail]
    notes = next((at for at, section in enumerate(reversed(last)) if section != NOTES), len(last))
    return len(pages) - notes
