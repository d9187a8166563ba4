"""How a book's pages part into signatures, and which of their pages lie together on a forme; make-up and imposition share it.

A sheet is printed on both sides and folded in half until a page lies on top. Each fold lays a side upon itself, so that pages that face
one another in the signature (2 and 3, 4 and 5, ...) were printed on the same side, and a leaf's two pages on different ones: from the first
page on, the side changes with every leaf. It does not matter along which edge it is folded.

``tests/makeup/test_makeup_plates.py`` folds a sheet and compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["INNER", "OUTER", "SMALLEST", "Signatures", "forme_of"]

OUTER, INNER = "outer", "inner"
SMALLEST: Final = 4
"""Pages of a sheet folded once."""


def forme_of(place: int) -> str:
    """The side of the sheet on which the page at ``place`` (from 1) of a signature is printed; the outer holds its first page."""
    return INNER if place // 2 % 2 else OUTER


@dataclass(frozen=True, slots=True)
class Signatures:
    """How a book is folded: ``size`` pages a signature; ``nested``: they lie in one another (saddle stitching), not one after another."""

    size: int
    nested: bool = False

    def sizes(self, pages: int) -> list[int]:
        """Pages of each signature; what the last whole one leaves over is folded from smaller sheets, the largest first (28: 16, 8, 4)."""
        whole, rest = divmod(pages, self.size)
        made = [self.size] * whole
        while rest:
            part = 1 << ((self.size - 1).bit_length() - 1)
            while part > rest and part > SMALLEST:
                part //= 2
            made.append(part if SMALLEST <= part <= rest else rest)
            rest -= made[-1]
        return made

    def count(self, pages: int) -> int:
        """Signatures of a book of so many pages; the last may be smaller."""
        return len(self.sizes(pages))

    def plate_count(self, pages: int) -> int:
        """Formes of a book of so many pages."""
        return len(self.plates(pages))

    def pages_of(self, signature: int, pages: int) -> list[int]:
        """The pages (from 1) of a signature (from 1) in its own order.

        Nested, the first signature lies outside: its first half begins the book, its second half ends it.
        """
        sizes = self.sizes(pages)
        size, before = sizes[signature - 1], sum(sizes[: signature - 1])
        if not self.nested:
            return list(range(before + 1, before + size + 1))
        low, high = before // 2, pages - before // 2
        return [*range(low + 1, low + size // 2 + 1), *range(high - (size - size // 2) + 1, high + 1)]

    def plates(self, pages: int) -> dict[tuple[int, str], list[int]]:
        """(signature, forme) -> its pages, in the order of the signature."""
        made: dict[tuple[int, str], list[int]] = {}
        for signature in range(1, self.count(pages) + 1):
            for place, page in enumerate(self.pages_of(signature, pages), 1):
                made.setdefault((signature, forme_of(place)), []).append(page)
        return made
