"""Pages: their geometry, what stands where on them, and the page map kept beside every PDF.

Points throughout; positions count from the top left corner of the trimmed page, y downwards, except in
:class:`PageDrawing` and page-map boxes, which use PDF's own system (origin lower left of the trimmed page, y upwards).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from pipeline.model.book import Reset
from pipeline.model.findings import Box, CellRef
from pipeline.model.inks import BLACK
from pipeline.model.packing import Named, packable
from pipeline.model.pictures import DrawnPicture

__all__ = [
    "MM",
    "DrawnLink",
    "DrawnPage",
    "MadePage",
    "MapEntry",
    "MapLine",
    "MapMark",
    "MapPage",
    "MapPlace",
    "PageGeometry",
    "PageMap",
    "Placement",
    "Side",
]

MM = 72 / 25.4
"""Points in a millimetre."""
PAGE_LEVEL = 4
"""How hard page contents are deflated (zlib): twice as fast as 6, and 13 % larger."""


class Side(Named):
    RECTO = "recto"
    VERSO = "verso"

    @classmethod
    def of_index(cls, page_index: int) -> Side:
        """The side of a page by its 0-based position in the book; the first page is a recto."""
        return cls.RECTO if page_index % 2 == 0 else cls.VERSO

    @property
    def other(self) -> Side:
        """The side of the next page."""
        return Side.VERSO if self is Side.RECTO else Side.RECTO


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The grid of a design at one trim size."""

    trim_width: float
    trim_height: float
    inner: float
    outer: float
    top: float
    baseline: float
    lines: int
    gutters: Mapping[int, float]
    """Number of columns -> space between them."""

    @property
    def measure(self) -> float:
        return self.trim_width - self.inner - self.outer

    @property
    def column_height(self) -> float:
        return self.lines * self.baseline

    def column_width(self, columns: int) -> float:
        return (self.measure - (columns - 1) * self.gutters.get(columns, 0.0)) / columns

    def left(self, side: Side) -> float:
        return self.inner if side is Side.RECTO else self.outer

    def column_x(self, side: Side, column: int, columns: int) -> float:
        return self.left(side) + column * (self.column_width(columns) + self.gutters.get(columns, 0.0))


@packable
@dataclass(frozen=True, slots=True)
class Placement:
    """Pieces ``first``..``end``-1 of a galley at ``x``, ``y``; ``ys`` are the tops of the pieces, the first equal to ``y``.

    ``turn`` is 0, or 90 (reading upwards) or -90 (reading downwards), about the piece's top left corner.
    """

    block: str
    x: float
    ys: tuple[float, ...]
    first: int = 0
    column: int = 0
    turn: Literal[0, 90, -90] = 0

    @property
    def end(self) -> int:
        return self.first + len(self.ys)


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page with everything poured into it. ``bars``: rectangles (x, y, width, height), filled with ``bar_ink``."""

    section: str
    side: Side
    placements: tuple[Placement, ...]
    first_guide: str = ""
    last_guide: str = ""
    bars: tuple[tuple[float, float, float, float], ...] = ()
    folio: str = ""
    bar_ink: str = BLACK


@packable
@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A clickable box in PDF coordinates; ``target`` is a URL or "#name" of an anchor."""

    box: Box
    target: str


@packable
@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as PDF operators, origin at the lower left corner of the trim; kept as it is written, deflated.

    ``texts``: what each placement says, line by line; ``glyphs``: face name -> glyph number -> text, of all that stands on it;
    ``digest``: SHA-256 of the operators, in hexadecimal digits; ``rows``: of each placement the foot and the top of every line.
    """

    deflated: bytes
    digest: str
    folio: str
    links: tuple[DrawnLink, ...] = ()
    texts: tuple[str, ...] = ()
    glyphs: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    pictures: tuple[DrawnPicture, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()

    @classmethod
    def of(
        cls,
        content: bytes,
        folio: str,
        links: tuple[DrawnLink, ...] = (),
        texts: tuple[str, ...] = (),
        glyphs: Mapping[str, Mapping[int, str]] | None = None,
        pictures: tuple[DrawnPicture, ...] = (),
        rows: tuple[tuple[float, ...], ...] = (),
    ) -> DrawnPage:
        """The page with these operators."""
        return cls(zlib.compress(content, PAGE_LEVEL), sha256(content).hexdigest(), folio, links, texts, glyphs or {}, pictures, rows)

    @property
    def content(self) -> bytes:
        """The operators, inflated anew at each call."""
        return zlib.decompress(self.deflated)


@dataclass(frozen=True, slots=True)
class MapPlace:
    """What it takes to put a run of pieces back where it stood, and to tell whether its galley is still the same.

    Pieces ``first``, ``first`` + 1, ... stand in ``column`` with their tops at ``ys``, points from the top of the trim. ``galley`` and
    ``shape`` are digests: of all that decides what the galley looks like, and of its pieces' heights alone; ``height`` of the whole galley.
    """

    column: int
    first: int
    ys: tuple[float, ...]
    galley: str
    shape: str
    height: float


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One run of a galley on one page. ``guide``: its guide word, or the group of an index that it heads.

    ``rows``: foot and top of each line of ``text``, PDF coordinates (neither is kept on disk).
    """

    block: str
    listing: str
    section: str
    guide: str
    page_index: int
    folio: str
    place: MapPlace
    box: Box
    text: str
    cells: tuple[CellRef, ...] = ()
    continued: bool = False
    reset: Reset = ""
    rows: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class MapLine:
    """One index or contents line: its term, what it leads to, the numbers printed after it, and the whole line as drawn.

    ``guide``: the group of an index it stands in.
    """

    section: str
    guide: str
    term: str
    text: str
    targets: tuple[str, ...]
    printed: str
    page_index: int
    folio: str
    place: MapPlace
    box: Box
    rows: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class MapMark:
    """What helps a reader who leafs through: a page's running head, guide word or thumb tab, as drawn (which may be shortened)."""

    kind: Literal["running", "guide", "tab"]
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class MapPage:
    """``digest``: of the page's operators (:class:`DrawnPage`); ``marks`` and ``pictures``: for the re-reading (not kept on disk)."""

    index: int
    folio: str
    side: Side
    section: str
    digest: str
    marks: tuple[MapMark, ...] = ()
    pictures: tuple[DrawnPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class PageMap:
    """The product's memory: where every galley and every index line stands."""

    edition: str
    lang: str
    trim: tuple[float, float]
    pages: tuple[MapPage, ...]
    entries: tuple[MapEntry, ...]
    lines: tuple[MapLine, ...]
    sections: tuple[tuple[str, str, int], ...] = ()
    """name, title and first page index of each section."""
    anchors: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    """listing or section name -> page index and height of its first line's top, PDF coordinates."""
    setting: Mapping[str, float] = field(default_factory=dict)
    """What copy-fitting chose (:class:`pipeline.model.fit.Setting`); nothing where the book is as designed."""
    tabs: Mapping[str, str] = field(default_factory=dict)
    """Section -> the word on its thumb tab; neighbours of one word share a tab."""
    made_from: Mapping[str, str] = field(default_factory=dict)
    """"sources" and "design": digests of what the book was made from, so that a cover or a hand-off can tell whether it still holds."""

    def folio_of(self, target: str) -> str | None:
        """The folio a listing or section begins on; None where it is not in this book."""
        place = self.anchors.get(target)
        return None if place is None else self.pages[place[0]].folio
