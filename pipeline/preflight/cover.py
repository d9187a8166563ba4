"""Covers: points 41 and 42 of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Finding, Severity, rule
from pipeline.model.message import Figure, msg
from pipeline.preflight.order import POINT, Order
from pipeline.preflight.registry import Page, each_page, sees

__all__ = ["COVER", "SPINE_TEXT", "spine_mm"]

COVER = rule(
    "JOB-141",
    title=msg("The cover does not fit the book"),
    rationale=msg("A cover is back, spine and front in one sheet. With a wrong spine its pictures and its title sit beside the edges."),
    codes={"wrong-width": Severity.ERROR, "wrong-height": Severity.ERROR, "spine-disagrees": Severity.ERROR},
    source="prepress checklist, point 41; KDP refuses covers that are 0.0625 in off",
)
SPINE_TEXT = rule(
    "JOB-142",
    title=msg("Text on the spine has no room"),
    rationale=msg("A cover is folded up to a millimetre off: letters as wide as the spine end on the front or on the back."),
    codes={"spine-text": Severity.WARNING},
    source="prepress checklist, point 42; KDP: 0.0625 in on each side",
)
_SPINE_SLACK_MM: Final = 0.5
_HEIGHT_SLACK_MM: Final = 0.1
_ROOM_MM: Final = 1.5


def spine_mm(order: Order) -> float | None:
    """The spine that was ordered: as stated, else leaves times their caliper and the cover's twice; None where neither is known."""
    if order.spine_mm is not None:
        return order.spine_mm
    return _reckoned(order)


def _reckoned(order: Order) -> float | None:
    if order.pages is None or order.leaf_caliper_mm is None:
        return None
    return order.pages / 2 * order.leaf_caliper_mm + 2 * (order.cover_caliper_mm or 0.0)


def _figure(value: float) -> Figure:
    return Figure(round(value, 2))


@each_page
def cover_fits(page: Page) -> Iterator[Finding]:
    """Point 41."""
    order, facts = page.order, page.facts
    if order.kind != "cover" or not order.trim_mm:
        return
    stated, reckoned = order.spine_mm, _reckoned(order)
    if stated is not None and reckoned is not None and abs(stated - reckoned) > _SPINE_SLACK_MM:
        message = msg(
            "The job says {stated} mm of spine; its paper comes to {reckoned} mm", stated=_figure(stated), reckoned=_figure(reckoned)
        )
        yield COVER.finding("spine-disagrees", message, place=page.place())
    spine = spine_mm(order)
    width, height = ((facts.final[at + 2] - facts.final[at]) * facts.unit / POINT for at in (0, 1))
    if spine is not None and abs(width - 2 * order.trim_mm[0] - spine) > _SPINE_SLACK_MM:
        wanted = 2 * order.trim_mm[0] + spine
        message = msg("The cover is {width} mm wide; two pages and the spine are {wanted} mm", width=_figure(width), wanted=_figure(wanted))
        yield COVER.finding("wrong-width", message, place=page.place())
    if abs(height - order.trim_mm[1]) > _HEIGHT_SLACK_MM:
        message = msg("The cover is {height} mm high; the book is {wanted} mm", height=_figure(height), wanted=_figure(order.trim_mm[1]))
        yield COVER.finding("wrong-height", message, place=page.place())


@sees("text")
def spine_text_has_room(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 42: text whose middle lies on the spine."""
    order, spine = page.order, spine_mm(page.order)
    if order.kind != "cover" or spine is None or not order.trim_mm or thing.blank or thing.in_mask:
        return
    left = order.trim_mm[0] * POINT
    right = left + spine * POINT
    x0, _, x1, _ = thing.box
    if left <= (x0 + x1) / 2 <= right and (x0 < left + _ROOM_MM * POINT or x1 > right - _ROOM_MM * POINT):
        room = Figure(round(min(x0 - left, right - x1) / POINT, 1))
        message = msg("Text on the spine has {room} mm beside it; {least} mm are the least", room=room, least=Figure(_ROOM_MM))
        yield SPINE_TEXT.finding("spine-text", message, place=page.place(thing.box))
