"""What corrections made against an earlier page map came to: for each change its lines and pages, and the plates to be made anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from pipeline.model.packing import packable

__all__ = ["FORM", "Change", "Corrections", "Move", "Overmatter", "Plate", "TouchedPage", "corrections_json"]

FORM: Final = 2
"""Raised when the form of ``guide-<edition>-<lang>.corrections.json`` changes."""


@packable
@dataclass(frozen=True, slots=True)
class Change:
    """A listing that came, went or was set anew. ``kind``: added, removed, longer, shorter, corrected (as long as it was).

    ``lines``: gained, negative for lost. ``pages``: 1-based, those it stands on or stood on, and those beside them that gave way to it.
    ``index_lines``: lines leading to it that were added, taken out or set anew.
    """

    kind: str
    listing: str
    name: str
    lines: int
    pages: tuple[int, ...]
    index_lines: int


@packable
@dataclass(frozen=True, slots=True)
class Move:
    """Something of which any piece stands on another page, beside what a listing set anew takes or gives on its own pages; pages from 1."""

    name: str
    listing: str
    section: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@packable
@dataclass(frozen=True, slots=True)
class TouchedPage:
    """A page (from 1) on which anything differs. ``why``, in this order: new, text, moved, index, contents, colophon, spaces, furniture."""

    page: int
    folio: str
    section: str
    why: tuple[str, ...]


@packable
@dataclass(frozen=True, slots=True)
class Plate:
    """One side of a signature's sheet that must be made anew: "outer" holds the signature's first page. ``pages``: the touched ones."""

    signature: int
    forme: str
    pages: tuple[int, ...]


@packable
@dataclass(frozen=True, slots=True)
class Overmatter:
    """What no longer fits where it stood.

    ``pages``: the first and last of a chapter, before, that needs ``more`` pages than it had; or, where ``more`` is 0, of pages from or to
    which something moves. ``lines`` would have to go so that it stays, of ``listings``, the first of them called ``name``; negative: so
    many are missing on these pages; 0: that cures nothing. ``blank``: the page for notes nearest to the section, 0 where there is none.
    """

    section: str
    title: str
    pages: tuple[int, int]
    more: int
    lines: int
    listings: tuple[str, ...]
    name: str
    blank: int


@packable
@dataclass(frozen=True, slots=True)
class Corrections:
    """All of one language. ``colophon``: the page it stands on, from 1, which changes with every source; 0 where it did not.

    ``moves``: entries, headings and index lines; ``entries_moved``: of them the entries that begin on another page.
    """

    page_count: int
    pages_before: int
    changes: tuple[Change, ...]
    pages: tuple[TouchedPage, ...]
    moves: tuple[Move, ...]
    entries_moved: int
    index_lines: int
    colophon: int
    signature_pages: int
    signatures: int
    plate_count: int
    plates: tuple[Plate, ...]
    overmatter: tuple[Overmatter, ...] = ()


def corrections_json(corrections: Corrections) -> dict[str, Any]:
    """As plain values, for machines and for the printer. Pages count from 1."""

    def rows(values: Sequence[Any]) -> list[dict[str, Any]]:
        return [asdict(value) for value in values]

    return {
        "form": FORM,
        "page_count": corrections.page_count,
        "pages_before": corrections.pages_before,
        "pages_touched": len(corrections.pages),
        "entries_moved": corrections.entries_moved,
        "index_lines_touched": corrections.index_lines,
        "colophon_page": corrections.colophon,
        "changes": rows(corrections.changes),
        "moves": rows(corrections.moves),
        "pages": rows(corrections.pages),
        "overmatter": rows(corrections.overmatter),
        "signature_pages": corrections.signature_pages,
        "signatures": corrections.signatures,
        "plates_of_the_book": corrections.plate_count,
        "plates": rows(corrections.plates),
    }
