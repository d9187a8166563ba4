"""Tables of the report: what a file consists of, and what it was checked against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.preflight.inventory import page_ranges
from pipeline.preflight.order import Order

__all__ = ["inventory_tables", "limit_rows"]

Say = Callable[[Message], str]
Entry = Mapping[str, Any]
_MOST_ROWS: Final = 60
_BOXES: Final = ("TrimBox", "BleedBox", "MediaBox")
_YES, _NO = msg("yes"), msg("no")
_KEYS: Final = {
    "kind": msg("kind of file"), "trim_mm": msg("trim, mm"), "bleed_mm": msg("bleed, mm"), "safe_mm": msg("margin that must be free, mm"),
    "gutter_mm": msg("margin at the spine, mm"), "colours": msg("colours"), "spots": msg("spot colours"), "tac": msg("ink at most, %"),
    "pdfx": msg("standard"), "output_condition": msg("printing condition"), "binding": msg("binding"),
    "page_multiple": msg("pages a multiple of"), "pages_min": msg("pages at least"), "pages_max": msg("pages at most"),
    "image_ppi": msg("images, pixels an inch"), "bitmap_ppi": msg("line drawings, pixels an inch"), "line_pt": msg("lines, pt"),
    "text_pt": msg("type, pt"), "blank_pages": msg("pages meant to be empty"), "fonts": msg("fonts of the job"),
    "pages": msg("pages of the book"),
    "leaf_caliper_mm": msg("thickness of a leaf, mm"), "cover_caliper_mm": msg("thickness of the cover, mm"), "spine_mm": msg("spine, mm"),
    "gutter_steps": msg("margin at the spine, mm"), "marks": msg("marks outside the bleed"),
}
_LIMITS: Final = {
    "error": msg("error below {value}"), "warn": msg("warning below {value}"), "high": msg("told above {value}"),
    "min": msg("error below {value}"), "multi_ink": msg("in several inks {value}"), "reversed": msg("white on a tint {value}"),
}
_VALUES: Final = {
    "interior": msg("interior"), "cover": msg("cover"), "saddle": msg("saddle stitch"), "perfect": msg("perfect binding"),
    "any": msg("any"), "none": msg("none"),
}
_FROM_JOB: Final = msg("the job file")


def limit_rows(order: Order, say: Say) -> list[tuple[str, str, str]]:
    """What is asked for, its value, and whether the profile or the job file asks so."""
    return [
        (say(_KEYS[key]), _value(value, say), say(_FROM_JOB) if key in order.from_job else order.profile)
        for key, value in order.given.items()
    ]


def _value(value: object, say: Say) -> str:
    if isinstance(value, Mapping):
        return ", ".join(say(_limit(key, one)) for key, one in value.items())
    if isinstance(value, (list, tuple)) and value and all(isinstance(one, list) for one in value):
        return ", ".join(say(msg("up to {pages} pages {margin}", pages=Figure(most), margin=Figure(margin))) for most, margin in value)
    if isinstance(value, (list, tuple)):
        joint = " × " if len(value) == 2 and all(isinstance(one, (int, float)) for one in value) else ", "
        return joint.join(_value(one, say) for one in value) or "—"
    if isinstance(value, (int, float)):
        return say(msg("{figure}", figure=Figure(value)))
    return say(_VALUES[value]) if isinstance(value, str) and value in _VALUES else str(value)


def _limit(key: str, value: float) -> Message:
    words = _LIMITS[key]
    return Message(words.msgid, (("value", Figure(value)),))


def inventory_tables(inventories: Mapping[str, list[dict[str, Any]]], say: Say) -> list[dict[str, Any]]:
    """Fonts, inks, images, boxes and output intents, each a heading, a head and rows."""
    made = [
        _table(msg("Fonts"), (msg("Name"), msg("Kind"), msg("Embedded"), msg("Pages")), map(_font, inventories["fonts"]), say),
        _table(msg("Inks"), (msg("Name"), msg("Pages")), ((one["name"], one["pages"]) for one in inventories["inks"]), say),
        _table(msg("Colour spaces"), (msg("Name"), msg("Pages")), ((one["name"], one["pages"]) for one in inventories["spaces"]), say),
        _table(
            msg("Images"), (msg("Pages"), msg("Pixels"), msg("Pixels an inch"), msg("Colour"), msg("Stored as")),
            _images(inventories["images"], say), say,
        ),
        _table(
            msg("Page boxes, mm"), (msg("Pages"), *_BOXES), map(_boxes, inventories["boxes"]), say,
        ),
        _table(
            msg("Output intents"), (msg("Name"), msg("Kind"), msg("Embedded profile")),
            ((one["identifier"] or "?", one["kind"], one["profile"] or "—") for one in inventories["output_intents"]), say,
        ),
    ]
    return [table for table in made if table["rows"]]


def _table(title: Message, head: Iterable[Message | str], rows: Iterable[Iterable[object]], say: Say) -> dict[str, Any]:
    worded = [[say(cell) if isinstance(cell, Message) else str(cell) for cell in row] for row in rows]
    rest = len(worded) - _MOST_ROWS
    return {
        "title": say(title), "head": [say(one) if isinstance(one, Message) else one for one in head], "rows": worded[:_MOST_ROWS],
        "more": say(nmsg("… and {n} more, in the JSON", "… and {n} more, in the JSON", rest)) if rest > 0 else "",
    }


def _font(one: Entry) -> tuple[object, ...]:
    return one["name"], one["kind"], _YES if one["embedded"] else _NO, one["pages"]


def _images(listed: Iterable[Entry], say: Say) -> list[tuple[object, ...]]:
    """Images that are alike in one row."""
    alike: dict[tuple[object, ...], set[int]] = {}
    for one in listed:
        ppi = say(msg("{figure}", figure=Figure(one["ppi"]))) if one["ppi"] is not None else "—"
        kind = (f"{one['width']} × {one['height']}", ppi, one["space"], ", ".join(one["filters"]) or "—")
        alike.setdefault(kind, set()).add(one["page"])
    return [(page_ranges(pages), *kind) for kind, pages in alike.items()]


def _boxes(one: Entry) -> tuple[object, ...]:
    return (one["pages"], *(_size(one.get(name)) for name in _BOXES))


def _size(box: list[float] | None) -> Message | str:
    return msg("{width} × {height}", width=Figure(box[2] - box[0], 1), height=Figure(box[3] - box[1], 1)) if box else "—"
