"""Fonts, type sizes and lines: points 23 to 28 of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import Glyphs, Painted
from pipeline.model.findings import Finding, Severity, rule
from pipeline.model.message import Figure, Message, msg
from pipeline.preflight.inks import is_white, plates
from pipeline.preflight.registry import Page, after_page, sees

__all__ = ["EMBEDDED", "FONTS", "LINES", "MISSING", "SMALL", "TENDER_LINES"]

_SLACK: Final = 0.02
"""Points that a writer may cost: some fit a page of 612.28 pt into 612 dots, and 8 pt come to 7.99."""
_LINE_SLACK: Final = 0.0005
_RESTRICTED, _NO_OUTLINES = 0x0002, 0x0200

EMBEDDED = rule(
    "FNT-123",
    title=msg("A font is not in the file"),
    rationale=msg("What is not embedded is replaced by what the printer's machine has: other letters, other widths, other line ends."),
    codes={"not-embedded": Severity.ERROR, "broken-font": Severity.ERROR},
    source="ISO 15930-7, 6.2.5 (not opened); ISO 32000-1, 9.9",
)
MISSING = rule(
    "FNT-124",
    title=msg("A letter has no glyph"),
    rationale=msg("On paper stands a box or nothing, though the text can be searched and copied; people's names are where it happens."),
    codes={"missing-glyph": Severity.ERROR, "empty-glyph": Severity.ERROR},
    source="ISO 32000-1, 9.7.6.3, 9.6.6.4",
)
FONTS = rule(
    "FNT-125",
    title=msg("A font that may make trouble"),
    rationale=msg(
        "Type 3 fonts are little drawings without hints, some fonts forbid embedding, a font nobody chose came in by itself (Courier is "
        "what programs take for one they miss), and text without its characters cannot be corrected or searched."
    ),
    codes=dict.fromkeys(("type3", "restricted", "foreign-font", "no-unicode", "courier"), Severity.WARNING),
    source="ISO 32000-1, 9.6.5, 9.10.3; OpenType OS/2 fsType; GWG 2022, R0014",
)
SMALL = rule(
    "FNT-126",
    title=msg("Text is too small"),
    rationale=msg(
        "Small letters fill with ink, and in several inks or in white on a colour they need more than a hair's breadth to survive."
    ),
    codes={
        "too-small": Severity.ERROR, "small": Severity.WARNING, "small-reversed": Severity.WARNING, "small-multi-ink": Severity.WARNING,
    },
    source="GWG 2022, R0016, R0017; printers' profiles",
)
LINES = rule(
    "INK-127",
    title=msg("A line is too thin"),
    rationale=msg(
        "A hairline that a screen shows one dot wide is one dot wide on a plate of 2400 dots an inch too: nobody sees it in print."
    ),
    codes={"hairline": Severity.ERROR, "thin-line": Severity.WARNING},
    source="GWG 2022, R0018, I00004; printers' profiles",
)
TENDER_LINES = rule(
    "INK-128",
    title=msg("A thin line in white or in several inks"),
    rationale=msg(
        "A white line is filled by the ink around it, one of several inks gets coloured edges, before black of that width suffers."
    ),
    codes={"white-line": Severity.WARNING, "multi-ink-line": Severity.WARNING},
    source="GWG 2022, R0018, R0019",
)


@sees("text")
def fonts_are_embedded(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 23 and 25: each font once a page."""
    font = thing.font
    seen = page.fonts
    if font is None or font in seen:
        return
    seen.add(font)
    place = page.place(thing.box)
    if not font.embedded:
        hint = msg("Export again with all fonts embedded.")
        yield EMBEDDED.finding("not-embedded", msg("The font {name} is not embedded", name=font.name), hint=hint, place=place)
    elif font.fault:
        message = msg("The font {name} is damaged: {reason}", name=font.name, reason=font.fault)
        yield EMBEDDED.finding("broken-font", message, place=place)
    if font.kind == "Type3":
        yield FONTS.finding("type3", msg("The font {name} is a Type 3 font", name=font.name), place=place)
    elif page.order.fonts and not any(font.name.casefold() == one.casefold() for one in page.order.fonts):
        yield FONTS.finding("foreign-font", msg("The font {name} is not among those of the job", name=font.name), place=place)
    if font.name.casefold().startswith("courier") and font.name not in page.order.fonts:
        message = msg("The font {name} often stands for one that was missing", name=font.name)
        yield FONTS.finding("courier", message, hint=msg("If it was chosen, name it under fonts in the job file."), place=place)
    if font.fs_type is not None and (font.fs_type & 0xF == _RESTRICTED or font.fs_type & _NO_OUTLINES):
        yield FONTS.finding("restricted", msg("The font {name} forbids embedding", name=font.name), place=place)


@sees("text")
def text_says_its_characters(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 25: each font once a page, and only where what it shows is not told."""
    if thing.unsaid and thing.font is not None and thing.font not in page.unsaid:
        page.unsaid.add(thing.font)
        message = msg("The text in {name} does not say what its characters are", name=thing.font.name)
        yield FONTS.finding("no-unicode", message, place=page.place(thing.box))


@sees("text")
def letters_have_glyphs(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 24."""
    for glyph in thing.glyphs:
        name = thing.font.name if thing.font else ""
        code = "missing-glyph" if glyph.fault == "missing" else "empty-glyph"
        message = msg("{letter} has no glyph in {name}", letter=_letter(glyph), name=name) if glyph.fault == "missing" else msg(
            "{letter} is empty in {name}", letter=_letter(glyph), name=name
        )
        yield MISSING.finding(code, message, hint=msg("Choose a font that has the letter."), place=page.place(thing.box))


def _letter(glyph: Glyphs) -> Message:
    if glyph.text and glyph.text.isprintable():
        return msg("The letter “{text}” (code {code})", text=glyph.text, code=f"{glyph.code:04X}")
    return msg("The code {code}", code=f"{glyph.code:04X}")


@sees("text")
def text_can_be_read(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 26."""
    limits, size = page.order.text_pt, thing.size
    if not limits or thing.blank or thing.in_mask or size >= max(limits.values()):
        return
    figure, place = Figure(round(size, 2)), page.place(thing.box)
    if size < limits.get("min", 0) - _SLACK:
        message = msg("Text of {size} pt; {least} pt is the least", size=figure, least=Figure(limits["min"]))
        yield SMALL.finding("too-small", message, place=place)
        return
    held = plates(thing.paint)
    if size < limits.get("reversed", 0) - _SLACK and is_white(thing.paint) and _on_ink(thing, page):
        message = msg("White text of {size} pt on a tint; {least} pt is the least", size=figure, least=Figure(limits["reversed"]))
        yield SMALL.finding("small-reversed", message, place=place)
    elif size < limits.get("multi_ink", 0) - _SLACK and held is not None and len(held) > 1:
        message = msg("Text of {size} pt in {n} inks; {least} pt is the least", size=figure, n=len(held), least=Figure(limits["multi_ink"]))
        yield SMALL.finding("small-multi-ink", message, place=place)
    elif size < limits.get("warn", 0) - _SLACK:
        message = msg("Text of {size} pt is smaller than {least} pt", size=figure, least=Figure(limits["warn"]))
        yield SMALL.finding("small", message, place=place)


def _on_ink(thing: Painted, page: Page) -> bool:
    return any(not is_white(area.paint) for area in page.below.under(thing.box))


@sees("stroke")
def strokes_can_be_seen(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 27 and 28: lines that are drawn as lines."""
    finding = _thin(thing, page)
    if finding is not None:
        yield finding


@sees("text")
def outlines_can_be_seen(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 27 and 28: letters of which only the outline is drawn."""
    finding = _thin(thing._replace(size=thing.outline), page) if not thing.blank else None
    if finding is not None:
        yield finding


@sees("fill", "mask", "shading")
def bars_can_be_seen(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 27 and 28: lines that are drawn as narrow areas. Whether one is a strip of a gradient is known when the page ends."""
    finding = _thin(thing, page)
    if finding is not None:
        page.thin.append((thing, finding))
    yield from ()


def _thin(thing: Painted, page: Page) -> Finding | None:
    limits, size = page.order.line_pt, thing.size
    if not limits or size >= max(limits.values()) or thing.in_mask or thing.in_glyph:
        return None
    figure, place = Figure(round(size, 3)), page.place(thing.box)
    if size < limits.get("error", 0) - _LINE_SLACK or size <= 0:
        message = msg("A line of {size} pt; {least} pt is the least", size=figure, least=Figure(limits.get("error", 0)))
        return LINES.finding("hairline", message, hint=msg("Give it a width of 0.25 pt or more."), place=place)
    if size >= limits.get("warn", 0) - _LINE_SLACK:
        return None
    held = plates(thing.paint)
    if is_white(thing.paint):
        message = msg("A white line of {size} pt", size=figure)
        return TENDER_LINES.finding("white-line", message, place=place) if _on_ink(thing, page) else None
    if held is not None and len(held) > 1:
        return TENDER_LINES.finding("multi-ink-line", msg("A line of {size} pt in {n} inks", size=figure, n=len(held)), place=place)
    message = msg("A line of {size} pt is thinner than {least} pt", size=figure, least=Figure(limits["warn"]))
    return LINES.finding("thin-line", message, place=place)


@after_page
def strips_are_no_lines(page: Page) -> Iterator[Finding]:
    """Narrow areas that stand edge to edge are the steps of a gradient, not lines."""
    edges: dict[tuple[bool, float], list[Painted]] = {}
    for thing, _ in page.thin:
        for edge in _long_edges(thing):
            edges.setdefault(edge, []).append(thing)
    for thing, finding in page.thin:
        if not any(other is not thing and _side_by_side(thing, other) for edge in _long_edges(thing) for other in edges[edge][:_FEW]):
            yield finding


_FEW: Final = 8


def _long_edges(thing: Painted) -> list[tuple[bool, float]]:
    x0, y0, x1, y1 = thing.box
    upright = x1 - x0 < y1 - y0
    return [(upright, round(edge, 1)) for edge in ((x0, x1) if upright else (y0, y1))]


def _side_by_side(one: Painted, other: Painted) -> bool:
    at = 1 if one.box[2] - one.box[0] < one.box[3] - one.box[1] else 0
    shared = min(one.box[at + 2], other.box[at + 2]) - max(one.box[at], other.box[at])
    across = 1 - at
    apart = max(one.box[across], other.box[across]) - min(one.box[across + 2], other.box[across + 2])
    return shared >= 0.8 * (one.box[at + 2] - one.box[at]) and abs(apart) <= 0.06 and one.box != other.box
