"""The edges of a page: points 6, 7 and 8 of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Box, Finding, Severity, rule
from pipeline.model.message import Figure, Message, msg
from pipeline.preflight.colour import what_words
from pipeline.preflight.inks import is_white
from pipeline.preflight.order import POINT, gutter_of
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
    title=msg("Marks and art stand in each other's place"),
    rationale=msg(
        "Marks that begin inside the bleed are seen on the finished page as soon as a sheet is cut a little large; art that goes on "
        "past the bleed lies over the marks, and some printers place pages by what they find there."
    ),
    codes={"marks-in-bleed": Severity.ERROR, "art-past-bleed": Severity.ERROR, "unwanted-marks": Severity.ERROR},
    source="prepress checklist, point 7; ISO 12647 slug (not opened)",
)
SAFE = rule(
    "PDF-108",
    title=msg("Text or a drawing stands too near to the edge or to the spine"),
    rationale=msg("A page is cut up to a millimetre off, and a bound book does not open to its spine: letters are lost on both sides."),
    codes={"near-trim": Severity.ERROR, "art-near-trim": Severity.ERROR, "in-gutter": Severity.WARNING},
    source="printers' profiles",
)
_SLACK: Final = 0.1 * POINT
_NEAR_TRIM: Final = 0.3 * POINT
_ON_TRIM: Final = 1.0
"""Points by which a crop mark may miss the line of the trim."""
_PAST: Final = 1.0 * POINT
"""What art may go past the bleed; some programs round it up."""
_SIDES: Final[tuple[Message, ...]] = (msg("left"), msg("bottom"), msg("right"), msg("top"))


def _beyond(box: Box, trim: Box) -> tuple[float, float, float, float]:
    """How far a box goes past each edge of the trim; negative inside."""
    return (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])


@sees("fill", "image", "shading")
def areas_reach_the_bleed(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 6: what touches the trim is kept until the page's end, when it is known what goes on beside it."""
    bleed = page.order.bleed_mm
    shows = not (thing.in_mask or thing.in_glyph or is_white(thing.paint))
    if bleed and shows and page.facts.trim is not None and max(_beyond(thing.box, page.trim)) >= -_NEAR_TRIM:
        page.at_edge.append(thing)
    yield from ()


@after_page
def areas_go_on(page: Page) -> Iterator[Finding]:
    """Point 6: an area that ends between trim and bleed, and nothing else goes on from there."""
    bleed, trim = (page.order.bleed_mm or 0.0) * POINT, page.trim
    for thing in page.at_edge:
        beyond = _beyond(thing.box, trim) if page.is_on_trim(thing.box) else ()
        for side, past in enumerate(beyond):
            if not -_NEAR_TRIM <= past < bleed - _SLACK or _goes_on(thing, side, page, bleed, trim):
                continue
            message = _short(thing, side, past)
            yield REACHES.finding("short-of-bleed", message, hint=msg("Let it go on for the whole bleed."), place=page.place(thing.box))
            break


def _short(thing: Painted, side: int, past: float) -> Message:
    if past <= _NEAR_TRIM:
        return msg("{what} ends at the trim ({side}) and not in the bleed", what=what_words(thing), side=_SIDES[side])
    given = Figure(round(past / POINT, 1))
    return msg("{what} ends {given} mm past the trim ({side}), short of the bleed", what=what_words(thing), given=given, side=_SIDES[side])


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
    trim = page.trim
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


def _bleed_box(page: Page) -> Box:
    """What is printed beyond the trim, in points: the BleedBox, else what stands for it (ISO 32000-1, 14.11.2.1)."""
    facts = page.facts
    box = facts.bleed or facts.crop or facts.media or facts.final
    x0, y0, x1, y1 = ((edge - facts.final[at % 2]) * facts.unit for at, edge in enumerate(box))
    return (x0, y0, x1, y1)


@sees("text", "fill", "stroke", "image", "mask", "shading")
def art_ends_with_the_bleed(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 7: what is cut off at the trim goes on for the bleed and no further; what lies wholly outside is the printer's marks."""
    if thing.blank or thing.in_mask or thing.in_glyph or is_white(thing.paint):
        return
    bleed = _bleed_box(page)
    past = max(_beyond(thing.box, bleed))
    if past <= _PAST:
        return
    if page.is_on_trim(thing.box):
        given = Figure(round(past / POINT, 1))
        message = msg("{what} goes on {given} mm past the bleed", what=what_words(thing), given=given)
        yield MARKS.finding("art-past-bleed", message, hint=msg("Crop it to the bleed."), place=page.place(thing.box))
    elif page.outside is None:
        page.outside = thing.box


@after_page
def marks_are_wanted(page: Page) -> Iterator[Finding]:
    """Point 7, for printers who want no marks; told once a page."""
    if page.outside is not None and page.order.marks == "none":
        hint = msg("Export without printer's marks.")
        message = msg("Marks stand outside the bleed; this printer wants none")
        yield MARKS.finding("unwanted-marks", message, hint=hint, place=page.place(page.outside))


@sees("stroke", "fill", "image", "mask", "shading")
def art_is_safe(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 8 for drawings: what neither bleeds nor keeps off the trim."""
    if thing.in_mask or thing.in_glyph or is_white(thing.paint) or not page.is_on_trim(thing.box):
        return
    inside = -max(_beyond(thing.box, page.trim))
    safe = page.order.safe_mm or 0.0
    if _NEAR_TRIM < inside < safe * POINT - _SLACK:
        message = msg(
            "{what} stands {given} mm from the trim; {wanted} mm are the least",
            what=what_words(thing), given=Figure(round(inside / POINT, 1)), wanted=Figure(safe),
        )
        hint = msg("Move it in, or let it go on for the whole bleed.")
        yield SAFE.finding("art-near-trim", message, hint=hint, place=page.place(thing.box))


@sees("text")
def text_is_safe(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 8; text wholly outside the trim is the slug's."""
    order = page.order
    if thing.blank or thing.in_mask or not page.is_on_trim(thing.box):
        return
    inside = [-past for past in _beyond(thing.box, page.trim)]
    safe = order.safe_mm or 0.0
    if min(inside) < safe * POINT - _SLACK:
        given, wanted = Figure(round(max(0.0, min(inside)) / POINT, 1)), Figure(safe)
        message = msg("Text stands {given} mm from the trim; {wanted} mm are the least", given=given, wanted=wanted)
        yield SAFE.finding("near-trim", message, place=page.place(thing.box))
        return
    spine = inside[_spine_side(page)]
    gutter = gutter_of(order, len(page.file.pages))
    if gutter and order.kind == "interior" and spine < gutter * POINT - _SLACK:
        given, wanted = Figure(round(spine / POINT, 1)), Figure(gutter)
        message = msg("Text stands {given} mm from the spine; {wanted} mm are the least", given=given, wanted=wanted)
        yield SAFE.finding("in-gutter", message, place=page.place(thing.box))


def _spine_side(page: Page) -> int:
    """The side of the unturned page that lies at the spine: left on a recto, right on a verso, as a reader sees it."""
    shown = 0 if page.facts.number % 2 else 2
    return (shown + page.facts.rotate // 90) % 4
