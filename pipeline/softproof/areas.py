"""Where a page's boxes lie among the dots of its separation, and the way back to points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.doors.pdf.painted import PageFacts
from pipeline.doors.plates import PagePlates
from pipeline.model.findings import Box

__all__ = ["Area", "area_of", "box_of", "most_dots", "printed_area", "shares_of_trim", "trim_area"]

Area = tuple[int, int, int, int]
"""Dots from the top left corner: left, top, right, foot; the last two excluded."""
_WHOLE: Final = (0.0, 0.0, 1.0, 1.0)


def trim_area(facts: PageFacts, page: PagePlates) -> Area:
    """The trimmed page."""
    return area_of(facts.final, facts, page)


def printed_area(facts: PageFacts, page: PagePlates) -> Area:
    """The page with its bleed: all that may carry ink when it is cut."""
    return area_of(facts.bleed or facts.final, facts, page)


def area_of(box: Box, facts: PageFacts, page: PagePlates) -> Area:
    """The dots that a box in default user space covers; the whole page where it lies outside."""
    left, top, right, foot = _turned(_shares(box, facts.media), facts.rotate)
    made = (
        max(0, round(left * page.width)), max(0, round(top * page.height)),
        min(page.width, round(right * page.width)), min(page.height, round(foot * page.height)),
    )
    return made if made[0] < made[2] and made[1] < made[3] else (0, 0, page.width, page.height)


def box_of(area: Area, facts: PageFacts, page: PagePlates) -> Box | None:
    """Dots as a box in points from the lower left corner of the trim; None where the page has no MediaBox to count from."""
    if facts.media is None:
        return None
    shares = (area[0] / page.width, area[1] / page.height, area[2] / page.width, area[3] / page.height)
    left, top, right, foot = _turned(shares, -facts.rotate)
    x0, y0, x1, y1 = facts.media
    trim, unit = facts.final, facts.unit
    width, height = x1 - x0, y1 - y0
    edges = (x0 + left * width - trim[0], y1 - foot * height - trim[1], x0 + right * width - trim[0], y1 - top * height - trim[1])
    made = [round(edge * unit, 2) for edge in edges]
    return (made[0], made[1], made[2], made[3])


def shares_of_trim(box: Box, facts: PageFacts) -> Box:
    """A box in points from the lower left corner of the trim as shares of the trim as it is seen: left, top, right, foot."""
    x0, y0, x1, y1 = facts.final
    width, height = max(1e-6, (x1 - x0) * facts.unit), max(1e-6, (y1 - y0) * facts.unit)
    return _turned((box[0] / width, 1 - box[3] / height, box[2] / width, 1 - box[1] / height), facts.rotate)


def most_dots(pages: Iterable[PageFacts], dpi: float) -> float:
    """Dots of the largest page."""
    sizes = [(one.media or one.final, one.unit) for one in pages]
    return max(((x1 - x0) * (y1 - y0) * (unit * dpi / 72) ** 2 for (x0, y0, x1, y1), unit in sizes), default=0.0)


def _shares(box: Box, media: Box | None) -> Box:
    """A box as shares of the MediaBox from its top left corner, as the page is before it is turned."""
    if media is None or media[2] <= media[0] or media[3] <= media[1]:
        return _WHOLE
    width, height = media[2] - media[0], media[3] - media[1]
    left, right = (box[0] - media[0]) / width, (box[2] - media[0]) / width
    top, foot = (media[3] - box[3]) / height, (media[3] - box[1]) / height
    return (max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, foot))


def _turned(shares: Box, degrees: int) -> Box:
    """The same box on the page turned clockwise."""
    left, top, right, foot = shares
    for _ in range(degrees % 360 // 90):
        left, top, right, foot = 1 - foot, left, 1 - top, right
    return (left, top, right, foot)
