"""Which pages lie together on a plate: folding as arithmetic, without paper.

A sheet is printed on both sides and folded in half until a page lies on top. Each fold lays a side upon itself, so that pages that face
one another in the signature (2 and 3, 4 and 5, ...) were printed on the same side, and a leaf's two pages on different ones: from the first
page on, the side changes with every leaf. It does not matter along which edge it is folded.

``tests/makeup/test_makeup_plates.py`` folds a sheet and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.corrections import Plate

__all__ = ["INNER", "OUTER", "Signatures"]

OUTER, INNER = "outer", "inner"


def _forme(place: int) -> str:
    """The side of the sheet on which the page at ``place`` (from 1) of a signature is printed; the outer holds its first page."""
    return INNER if place // 2 % 2 else OUTER


@dataclass(frozen=True, slots=True)
class Signatures:
    """How a book is folded: ``size`` pages a signature; ``nested``: they lie in one another (saddle stitching), not one after another."""

    size: int
    nested: bool = False

    def count(self, pages: int) -> int:
        """Signatures of a book of so many pages; the last may be smaller."""
        return -(-pages // self.size)

    def plate_count(self, pages: int) -> int:
        """Formes of a book of so many pages."""
        return len(self.plates(pages))

    def pages_of(self, signature: int, pages: int) -> list[int]:
        """The pages (from 1) of a signature (from 1) in its own order.

        Nested, the first signature lies outside: its first half begins the book, its second half ends it.
        """
        if not self.nested:
            first = (signature - 1) * self.size
            return list(range(first + 1, min(first + self.size, pages) + 1))
        half = self.size // 2
        low, high = (signature - 1) * half, pages - (signature - 1) * half
        middle = pages // 2
        return [*range(low + 1, min(low + half, middle) + 1), *range(max(high - half, middle) + 1, high + 1)]

    def plates(self, pages: int) -> dict[tuple[int, str], list[int]]:
        """(signature, forme) -> its pages, in the order of the signature."""
        made: dict[tuple[int, str], list[int]] = {}
        for signature in range(1, self.count(pages) + 1):
            for place, page in enumerate(self.pages_of(signature, pages), 1):
                made.setdefault((signature, _forme(place)), []).append(page)
        return made

    def made_anew(self, before: Sequence[str], after: Sequence[str]) -> list[Plate]:
        """The plates that cannot be used again; ``before`` and ``after`` are the digests of all pages.

        A plate can be used again where the same signature and forme holds the same pages in the same places.
        """
        old = {at: [before[page - 1] for page in pages] for at, pages in self.plates(len(before)).items()}
        made = []
        for (signature, forme), pages in sorted(self.plates(len(after)).items(), key=lambda row: (row[0][0], row[0][1] != OUTER)):
            kept = old.get((signature, forme), [])
            if kept != [after[page - 1] for page in pages]:
                touched = [page for place, page in enumerate(pages) if place >= len(kept) or kept[place] != after[page - 1]]
                made.append(Plate(signature, forme, tuple(sorted(touched or pages))))
        return made
