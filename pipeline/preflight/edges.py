"""The edges of a page: points 6, 7 and 8 of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Box, Finding, Severity, rule
from pipeline.model.message import Figure, Message, msg
from pipeline.preflight.colour import what_words
from pipeline.preflight.inks import is_white
from pipeline.preflight.order import POINT
from pipeline.preflight.registry import Page, after_page, sees

__all__ = ["MARKS", "REACHES", "SAFE"]

REACHES = rule(
    "PDF-106",
    title=msg("A picture or tint ends at the trim"),
    rationale=msg(
        "What reaches the edge of the page must go on into the bleed, or a white line stands beside it where the knife is a hair off."
    ),
    codes={"short-of-bleed": Severity.ERROR},
    source="prepress checklist, point 6 (trade practice)",
)
MARKS = rule(
    "PDF-107",
    title=msg("Crop marks stand in the bleed"),
    rationale=msg("Marks that begin inside the bleed are seen on the finished page as soon as a sheet is cut a little large."),
    codes={"marks-in-bleed": Severity.ERROR},
    source="prepress checklist, point 7; ISO 12647 slug (not opened)",
)
SAFE = rule(
    "PDF-108",
    title=msg("Text stands too near to the edge or to the spine"),
    rationale=msg("A page is cut up to a millimetre off, and a bound book does not open to its spine: letters are lost on both sides."),
    codes={"near-trim": Severity.ERROR, "in-gutter": Severity.WARNING},
    source="printers' profiles",
)
_SLACK: Final = 0.1 * POINT
_NEAR_TRIM: Final = 0.3 * POINT
_ON_TRIM: Final = 1.0
"""Points by which a crop mark may miss the line of the trim."""
_TAB_MM: Final = 15.0
_CUT_MM: Final = 1.0
"""What a knife is off at most (trade practice)."""
_SIDES: Final[tuple[Message, ...]] = (msg("left"), msg("bottom"), msg("right"), msg("top"))


def _trim(page: Page) -> Box:
    x0, y0, x1, y1 = page.facts.final
    unit = page.facts.unit
    return (0.0, 0.0, (x1 - x0) * unit, (y1 - y0) * unit)


def _beyond(box: Box, trim: Box) -> tuple[float, float, float, float]:
    """How far a box goes past each edge of the trim; negative inside."""
    return (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])


@sees("fill", "image", "shading")
def areas_reach_the_bleed(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 6: what touches the trim is kept until the page's end, when it is known what goes on beside it."""
    bleed = page.order.bleed_mm
    shows = not (thing.in_mask or thing.in_glyph or is_white(thing.paint))
    if bleed and shows and page.facts.trim is not None and max(_beyond(thing.box, _trim(page))) >= -_NEAR_TRIM:
        page.at_edge.append(thing)
    yield from ()


def _touches(box: Box, trim: Box) -> bool:
    """Whether a box has anything on the trimmed page."""
    return box[2] > trim[0] + _SLACK and box[0] < trim[2] - _SLACK and box[3] > trim[1] + _SLACK and box[1] < trim[3] - _SLACK


@after_page
def areas_go_on(page: Page) -> Iterator[Finding]:
    """Point 6: an area that ends between trim and bleed, and nothing else goes on from there."""
    bleed, trim = (page.order.bleed_mm or 0.0) * POINT, _trim(page)
    for thing in page.at_edge:
        beyond = _beyond(thing.box, trim) if _touches(thing.box, trim) else ()
        for side, past in enumerate(beyond):
            if not -_NEAR_TRIM <= past < bleed - _SLACK or _goes_on(thing, side, page, bleed, trim):
                continue
            message = msg("{what} ends at the trim ({side}) and not in the bleed", what=what_words(thing), side=_SIDES[side])
            yield REACHES.finding("short-of-bleed", message, hint=msg("Let it go on for the whole bleed."), place=page.place(thing.box))
            break


def _goes_on(thing: Painted, side: int, page: Page, bleed: float, trim: Box) -> bool:
    """Whether another area fills the bleed beside the middle of this one."""
    across = 1 - side % 2
    middle = (thing.box[across] + thing.box[across + 2]) / 2
    for other in page.at_edge:
        if other is not thing and _beyond(other.box, trim)[side] >= bleed - _SLACK and other.box[across] <= middle <= other.box[across + 2]:
            return True
    return False


@sees("stroke", "fill")
def marks_stand_off(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 7: short lines that prolong an edge of the trim, beginning inside the bleed."""
    if thing.size > 2 or thing.in_mask or thing.in_glyph or page.facts.trim is None:
        return
    trim = _trim(page)
    bleed = (page.order.bleed_mm or 0.0) * POINT
    for line in thing.shape:
        xs, ys = [x for x, _ in line], [y for _, y in line]
        if _is_mark((min(xs), min(ys), max(xs), max(ys)), trim, bleed):
            message = msg("A crop mark begins inside the bleed")
            yield MARKS.finding("marks-in-bleed", message, hint=msg("Set marks off by the bleed or more."), place=page.place(thing.box))
            return


def _is_mark(box: Box, trim: Box, bleed: float) -> bool:
    x0, y0, x1, y1 = box
    upright = x1 - x0 <= 2 and y1 - y0 > 2 and any(abs((x0 + x1) / 2 - edge) <= _ON_TRIM for edge in (trim[0], trim[2]))
    level = y1 - y0 <= 2 and x1 - x0 > 2 and any(abs((y0 + y1) / 2 - edge) <= _ON_TRIM for edge in (trim[1], trim[3]))
    if upright:
        return (y0 >= trim[3] - _SLACK and y0 < trim[3] + bleed - _SLACK) or (y1 <= trim[1] + _SLACK and y1 > trim[1] - bleed + _SLACK)
    return level and (
        (x0 >= trim[2] - _SLACK and x0 < trim[2] + bleed - _SLACK) or (x1 <= trim[0] + _SLACK and x1 > trim[0] - bleed + _SLACK)
    )


def _is_tab(below: list[Painted], trim: Box) -> bool:
    """Whether text lies on a thumb tab: a patch that bleeds on one side only, and is there to be seen at the very edge."""
    for area in below:
        sides = [past > 0 for past in _beyond(area.box, trim)]
        along = 0 if sides[0] or sides[2] else 1
        depth = min(area.box[along + 2], trim[along + 2]) - max(area.box[along], trim[along])
        if sum(sides) == 1 and depth <= _TAB_MM * POINT:
            return True
    return False


@sees("text")
def text_is_safe(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 8; text wholly outside the trim is the slug's."""
    order, trim = page.order, _trim(page)
    if thing.blank or thing.in_mask or not _touches(thing.box, trim):
        return
    inside = [-past for past in _beyond(thing.box, trim)]
    safe = order.safe_mm or 0.0
    if min(inside) < safe * POINT - _SLACK and _is_tab(page.below.under(thing.box), trim):
        safe = min(safe, _CUT_MM)
    if min(inside) < safe * POINT - _SLACK:
        given, wanted = Figure(round(max(0.0, min(inside)) / POINT, 1)), Figure(safe)
        message = msg("Text stands {given} mm from the trim; {wanted} mm are the least", given=given, wanted=wanted)
        yield SAFE.finding("near-trim", message, place=page.place(thing.box))
        return
    spine = inside[0] if page.facts.number % 2 else inside[2]
    if order.gutter_mm and order.kind == "interior" and spine < order.gutter_mm * POINT - _SLACK:
        given, wanted = Figure(round(spine / POINT, 1)), Figure(order.gutter_mm)
        message = msg("Text stands {given} mm from the spine; {wanted} mm are the least", given=given, wanted=wanted)
        yield SAFE.finding("in-gutter", message, place=page.place(thing.box))
