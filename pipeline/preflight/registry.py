"""How checks are registered and run: what is looked at, and where findings are placed. It knows nothing about PDF rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pipeline.doors.pdf.painted import DocumentFacts, FontFacts, ImageFacts, PageFacts, PageReading, Painted
from pipeline.model.findings import Box, Finding, PageRef
from pipeline.preflight.order import POINT, Order
from pipeline.preflight.underlay import Underlay

__all__ = ["FILE_CHECKS", "PAGE_CHECKS", "PAGE_ENDS", "THING_CHECKS", "File", "Page", "after_page", "each_page", "once", "sees"]


_HAIR: Final = 0.1 * POINT
_NEARLY: Final = 0.15 * POINT


@dataclass(slots=True)
class File:
    """The file under check: its facts, its pages, what reading each came to."""

    name: str
    order: Order
    facts: DocumentFacts
    pages: list[PageFacts]
    claims: tuple[str, ...] = ()
    """PDF/X standards it names, such as "PDF/X-4"."""
    readings: list[PageReading] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    """Numbers of pages that show nothing."""
    spots: dict[str, int] = field(default_factory=dict)
    """Spot colours by name, with the first page that uses each."""
    transparent: dict[int, Box] = field(default_factory=dict)
    """Pages with transparency, and where it was met first."""

    def place(self, page: int = 1, box: Box | None = None) -> PageRef:
        return PageRef(self.name, page, box)

    @property
    def is_x1a(self) -> bool:
        """Whether PDF/X-1a holds: the file claims it, or claims nothing and nothing else was ordered."""
        named = self.claims or self.order.pdfx
        return bool(named) and all(one.startswith("PDF/X-1") for one in named)

    @property
    def is_x(self) -> bool:
        """Whether any PDF/X holds."""
        return bool(self.claims or self.order.pdfx)


@dataclass(slots=True)
class Page:
    """The page under check; ``below`` is what its things were painted on so far."""

    file: File
    facts: PageFacts
    below: Underlay = field(default_factory=Underlay)
    fonts: set[FontFacts] = field(default_factory=set)
    unsaid: set[FontFacts] = field(default_factory=set)
    """Fonts already told of on this page."""
    images: set[ImageFacts] = field(default_factory=set)
    shows: bool = False
    at_edge: list[Painted] = field(default_factory=list)
    """Areas that touch the trim."""
    outside: Box | None = None
    """Where the first thing stands that lies outside the bleed."""
    thin: list[tuple[Painted, Finding]] = field(default_factory=list)
    """Filled areas that would be lines, with what is said of each unless it turns out to be a strip of something wider."""

    @property
    def order(self) -> Order:
        return self.file.order

    @property
    def trim(self) -> Box:
        """The trimmed page in points; the lower left corner of TrimBox, or of what stands for it, is the origin.

        A page without TrimBox that is larger than was ordered by the bleed has it on all edges, or on all but the spine's.
        """
        x0, y0, x1, y1 = self.facts.final
        wide, high = (x1 - x0) * self.facts.unit, (y1 - y0) * self.facts.unit
        wanted, bleed = self.order.trim_mm, (self.order.bleed_mm or 0.0) * POINT
        if self.facts.trim is not None or not wanted or not bleed or self.facts.rotate or self.order.kind == "cover":
            return (0.0, 0.0, wide, high)
        more = next((edges for edges in (1, 2) if abs(wide - wanted[0] * POINT - edges * bleed) <= _NEARLY), 0)
        head = bleed if abs(high - wanted[1] * POINT - 2 * bleed) <= _NEARLY else 0.0
        left = bleed if more == 2 or (more == 1 and self.facts.number % 2 == 0) else 0.0
        right = bleed if more == 2 or (more == 1 and self.facts.number % 2) else 0.0
        return (left, head, wide - right, high - head)

    def is_on_trim(self, box: Box) -> bool:
        """Whether a box has anything on the trimmed page."""
        x0, y0, x1, y1 = self.trim
        return box[2] > x0 + _HAIR and box[0] < x1 - _HAIR and box[3] > y0 + _HAIR and box[1] < y1 - _HAIR

    def place(self, box: Box | None = None) -> PageRef:
        return PageRef(self.file.name, self.facts.number, tuple(round(edge, 2) for edge in box) if box else None)  # type: ignore[arg-type]


ThingCheck = Callable[[Painted, Page], Iterator[Finding]]
PageCheck = Callable[[Page], Iterator[Finding]]
FileCheck = Callable[[File], Iterator[Finding]]
Check = TypeVar("Check", bound=Callable[..., Iterator[Finding]])
THING_CHECKS: Final[dict[str, list[ThingCheck]]] = {}
PAGE_CHECKS: Final[list[PageCheck]] = []
PAGE_ENDS: Final[list[PageCheck]] = []
FILE_CHECKS: Final[list[FileCheck]] = []


def sees(*kinds: str) -> Callable[[Check], Check]:
    """Register a check of things of these kinds ("text", "fill", ...), in the order they are painted."""

    def register(check: Check) -> Check:
        for kind in kinds:
            THING_CHECKS.setdefault(kind, []).append(check)
        return check

    return register


def each_page(check: Check) -> Check:
    """Register a check of every page's facts."""
    PAGE_CHECKS.append(check)
    return check


def after_page(check: Check) -> Check:
    """Register a check of a page all of whose things were seen."""
    PAGE_ENDS.append(check)
    return check


def once(check: Check) -> Check:
    """Register a check of the file, run when all pages were read."""
    FILE_CHECKS.append(check)
    return check
