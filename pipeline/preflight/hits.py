"""Where findings stand on the pictures of their pages: boxes as shares of what is shown, the page turned as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.doors.pdf.painted import PageFacts
from pipeline.model.findings import Box, Finding, PageRef, Severity

__all__ = ["Hit", "PageHits", "page_hits", "shares"]

Shares = tuple[float, float, float, float]
"""Left, top, width and height, each a share of the picture."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding drawn on a page under a number."""

    number: int
    finding: Finding
    shares: Shares


@dataclass(frozen=True, slots=True)
class PageHits:
    """A page with what was found on it; ``trim`` where it is cut; ``ratio`` its height by its width."""

    page: int
    ratio: float
    trim: Shares
    hits: tuple[Hit, ...]


def page_hits(findings: Iterable[Finding], pages: Sequence[PageFacts], most: int) -> list[PageHits]:
    """The first ``most`` pages that have findings with a place on them, those with errors before those with warnings only."""
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        place = finding.place
        if isinstance(place, PageRef) and place.box is not None and finding.severity is not Severity.INFO and 0 < place.page <= len(pages):
            by_page.setdefault(place.page, []).append(finding)
    ranked = sorted(by_page, key=lambda page: (all(one.severity is not Severity.ERROR for one in by_page[page]), page))
    return [_drawn(pages[page - 1], by_page[page]) for page in sorted(ranked[:most])]


def _drawn(facts: PageFacts, findings: Sequence[Finding]) -> PageHits:
    x0, y0, x1, y1 = _shown(facts)
    wide, high = x1 - x0, y1 - y0
    ratio = wide / high if facts.rotate in (90, 270) else high / wide
    hits = [
        Hit(number, finding, shares(finding.place.box, facts))
        for number, finding in enumerate(findings, 1)
        if isinstance(finding.place, PageRef) and finding.place.box is not None
    ]
    trim = facts.final
    cut = (0.0, 0.0, (trim[2] - trim[0]) * facts.unit, (trim[3] - trim[1]) * facts.unit)
    return PageHits(facts.number, ratio, shares(cut, facts), tuple(hits))


def _shown(facts: PageFacts) -> Box:
    """What viewers show: the CropBox within the MediaBox."""
    media = facts.media or facts.final
    crop = facts.crop or media
    x0, y0, x1, y1 = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else media


def shares(box: Box, facts: PageFacts) -> Shares:
    """A box in points from the lower left corner of the trim, as shares of the picture, cut off at its edges."""
    x0, y0, x1, y1 = _shown(facts)
    unit, (left, foot) = facts.unit, facts.final[:2]
    wide, high = (x1 - x0) * unit, (y1 - y0) * unit
    shift_x, shift_y = (left - x0) * unit, (foot - y0) * unit
    corners = [
        _turned((x + shift_x) / wide, 1 - (y + shift_y) / high, facts.rotate) for x, y in ((box[0], box[1]), (box[2], box[3]))
    ]
    (a, c), (b, d) = (sorted(min(1.0, max(0.0, one)) for one in ends) for ends in zip(*corners, strict=True))
    return (a, b, c - a, d - b)


def _turned(x: float, y: float, rotate: int) -> tuple[float, float]:
    return {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}.get(rotate, (x, y))
