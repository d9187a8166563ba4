"""Pages -> press sheets: saddle stitch or signatures, in one of the three ways a sheet gets its second side.

Saddle: all sheets lie in one another, sheet i (from 0) of N pages holds [N-2i, 1+2i] in front and [2+2i, N-1-2i] behind. Signatures: one
lies on another, for sewing or perfect binding; what is left over at the end is folded from smaller sheets (8, then 4). Pages that the last
sheet has beyond the book's own are blank, and declared.

Sheetwise: an outer and an inner forme, each with its own plates. Work-and-turn: both side by side on one set of plates, the sheet is turned
about its upright axis and printed again (same gripper edge); cut in the middle it gives two copies. Work-and-tumble: both above one
another, the sheet is turned head to foot (the other edge goes to the gripper).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pipeline.imposition.folding import FOLDS, Forme, folded_formes, in_rows
from pipeline.model.signatures import SMALLEST, Signatures

__all__ = ["SCHEMES", "SIGNATURE_SIZES", "Imposition", "PressSheet", "impose"]

SCHEMES: Final = ("saddle", "signatures")
SIGNATURE_SIZES: Final = tuple(FOLDS)


@dataclass(frozen=True, slots=True)
class PressSheet:
    """One sheet of the book, printed on both sides and folded into signature ``signature`` (from 1) of ``size`` pages.

    ``booklet`` (from 1): sheets of one booklet lie in one another. ``back`` is as one looks at it after the sheet was turned; where the
    method prints both sides from one set of plates it is the front once more, and a sheet gives ``copies`` 2.
    """

    signature: int
    booklet: int
    size: int
    method: str
    front: Forme
    back: Forme

    @property
    def copies(self) -> int:
        return 1 if self.method == "sheetwise" else 2

    @property
    def formes(self) -> tuple[Forme, ...]:
        """What plates are made of."""
        return (self.front, self.back) if self.method == "sheetwise" else (self.front,)


@dataclass(frozen=True, slots=True)
class Imposition:
    """All sheets of a book. ``pages`` of the book itself; ``blanks``: numbers of those added at its end, in order."""

    scheme: str
    method: str
    pages: int
    blanks: tuple[int, ...]
    nested_pages: int
    """Pages that lie in one another at most: the whole book, a booklet, or a signature."""
    sheets: tuple[PressSheet, ...]


def impose(pages: int, scheme: str, size: int, method: str = "sheetwise", booklet: int = 0) -> Imposition:
    """Lay ``pages`` (at least 1) out on sheets of ``size`` pages (4, 8, 16, 32).

    ``booklet``: for saddle stitch, pages that lie in one another before the next booklet begins; 0: all. The book is filled up with blank
    pages to a multiple of four.
    """
    full = -(-pages // SMALLEST) * SMALLEST
    blanks = tuple(range(pages + 1, full + 1))
    nested = scheme == "saddle"
    sheets: list[PressSheet] = []
    step = booklet if nested and booklet else full
    for start in range(0, full, step):
        sheets += _sheets(Signatures(size, nested), start, min(step, full - start), method, start // step + 1, len(sheets))
    deepest = min(step, full) if nested else max(sheet.size for sheet in sheets)
    return Imposition(scheme, method, pages, blanks, deepest, tuple(sheets))


def _sheets(signatures: Signatures, start: int, count: int, method: str, booklet: int, before: int) -> list[PressSheet]:
    made = []
    for number, size in enumerate(signatures.sizes(count), 1):
        pages = signatures.pages_of(number, count)
        outer, inner = (_filled(forme, pages, start, count, nested=signatures.nested) for forme in folded_formes(size))
        front, back = _turned(outer, inner, method)
        made.append(PressSheet(before + number, booklet, size, method, front, back))
    return made


def _filled(forme: Forme, pages: list[int], start: int, count: int, *, nested: bool) -> Forme:
    """A forme of places with the pages that belong there; nested, the layer is counted through all that lies in one another."""
    cells = []
    for cell in forme.cells:
        page = pages[cell.page - 1]
        layer = (min(page, count + 1 - page) - 1) // 2 if nested else cell.layer
        cells.append(replace(cell, page=start + page, layer=layer))
    return replace(forme, cells=tuple(cells))


def _turned(outer: Forme, inner: Forme, method: str) -> tuple[Forme, Forme]:
    """Front and back as the method prints them."""
    if method == "sheetwise":
        return outer, inner
    rows, columns = outer.rows, outer.columns
    if method == "work-and-turn":
        plate = _joined(outer.moved(0, 0, rows, 2 * columns), inner.moved(0, columns, rows, 2 * columns))
    else:
        plate = _joined(inner.tumbled().moved(0, 0, 2 * rows, columns), outer.moved(rows, 0, 2 * rows, columns))
    return plate, plate


def _joined(first: Forme, second: Forme) -> Forme:
    return replace(first, cells=in_rows((*first.cells, *second.cells)))
