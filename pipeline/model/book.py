"""The book before it has pages: sections, each a head and a run of blocks to be typeset and made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef
from pipeline.model.packing import packable

__all__ = ["RESETS", "Block", "Reset", "Section", "SectionKind"]

Reset = Literal["", "taken-in", "driven-out"]
"""A block set a line or so shorter, or longer, than it comes: a class of its prose."""
RESETS: Final[tuple[Reset, ...]] = ("taken-in", "driven-out")
SectionKind = Literal["title", "front", "contents", "chapter", "experts", "index", "notes"]


@packable
@dataclass(frozen=True, slots=True)
class Block:
    """A printed unit before it is typeset: one self-contained HTML element.

    ``name`` is unique in the book ("ngo-0007", "places-0012") and does not enter the cache key; ``sheet`` names the
    stylesheet it is set with. ``guide`` is its guide word. An index or contents line has ``term``, the ids it leads to
    (``targets``, listings or sections) and the numbers printed (``locators``).
    """

    name: str
    sheet: str
    html: str
    listing: str = ""
    guide: str = ""
    cells: tuple[CellRef, ...] = ()
    term: str = ""
    targets: tuple[str, ...] = ()
    locators: str = ""
    keep_with_next: bool = False
    """A heading: never parted from the block after it."""
    spans: bool = False
    """Stands over the whole measure: what comes before it ends level above it, what comes after goes on under it."""
    opens: Literal["", "column", "page", "recto"] = ""
    """A forced break before it: it begins a column, a page, or a right-hand page."""
    reset: Reset = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book that begins on a page of its own.

    ``flows``: its single block is set by the engine over pages of its own (front matter); otherwise ``head`` stands over
    the full measure and ``blocks`` are poured into ``columns`` columns.
    """

    name: str
    kind: SectionKind
    lang: EditionLang
    title: str
    blocks: tuple[Block, ...]
    head: Block | None = None
    columns: int = 1
    flows: bool = False
    tab: str = ""
    """The word on its thumb tab; "" for none."""
    opens_on_recto: bool = False
    has_furniture: bool = True
    """Running head and folio; title pages have none."""
    in_contents: bool = True
    runs_on: bool = False
    """May begin under the end of the section before it where enough of the page is left."""
    gap: str = "line"
    """The space between its blocks, by name in layout.toml."""
