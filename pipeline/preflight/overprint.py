"""Overprint and transparency: points 19 to 22 of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Finding, Severity, rule
from pipeline.model.message import Figure, msg
from pipeline.preflight.colour import what_words
from pipeline.preflight.inks import BLACK, CMYK_PLATES, colour_words, is_solid_black, is_white, plate_names, plates
from pipeline.preflight.inventory import page_ranges
from pipeline.preflight.registry import File, Page, once, sees

__all__ = ["COLOUR_OVERPRINTS", "KNOCK_OUT", "TRANSPARENT", "WHITE"]

_SMALL_TEXT: Final = 12.0
_SMALL_LINE: Final = 2.0
_OPAQUE: Final = 0.9995

WHITE = rule(
    "INK-119",
    title=msg("White that overprints disappears"),
    rationale=msg("White is the absence of ink; set to overprint it takes nothing away, and the letters are not there on paper."),
    codes={"white-text": Severity.ERROR, "white-path": Severity.WARNING},
    source="GWG 2022, R0007, R0008",
)
KNOCK_OUT = rule(
    "INK-120",
    title=msg("Small black on colour does not overprint"),
    rationale=msg("Small letters and thin lines that are spared out of a colour show white hairs as soon as the plates shift."),
    codes=dict.fromkeys(("black-text", "black-line", "grey-text", "grey-line"), Severity.WARNING),
    source="GWG 2022, R0009, R0010, R0011, R0012; ISO 32000-1, table 148",
)
COLOUR_OVERPRINTS = rule(
    "INK-121",
    title=msg("A colour overprints"),
    rationale=msg("A colour on top of another gives a third one. Nobody wants that unless it was said."),
    codes={"colour-overprints": Severity.WARNING},
    source="prepress checklist, point 21 (trade practice)",
)
TRANSPARENT = rule(
    "INK-122",
    title=msg("The page has transparency"),
    rationale=msg("PDF/X-1a is for devices that cannot blend; what is transparent there prints opaque, or stops the job."),
    codes={"in-x1a": Severity.ERROR, "allowed": Severity.INFO},
    source="ISO 15930-4, 6.5 (not opened)",
)


@sees("text", "fill", "stroke", "mask")
def white_knocks_out(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 19."""
    if not thing.look.overprint or thing.blank or thing.in_mask or not is_white(thing.paint):
        return
    code = "white-text" if thing.what == "text" else "white-path"
    message = msg("{what} in white is set to overprint", what=what_words(thing))
    yield WHITE.finding(code, message, hint=msg("Take the overprint away."), place=page.place(thing.box))


@sees("text", "fill", "stroke")
def black_overprints(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 20; DeviceGray paints all four inks whatever is set, so grey never overprints."""
    if page.order.colours not in ("K", "CMYK"):
        return  # who converts the colours anew decides on overprint too
    is_grey = thing.paint.space.family == "DeviceGray" and not is_white(thing.paint)
    if thing.blank or thing.in_mask or thing.in_glyph or not (is_grey or is_solid_black(thing.paint)):
        return
    if thing.size >= (_SMALL_TEXT if thing.what == "text" else _SMALL_LINE):
        return
    look = thing.look
    if look.overprint and not is_grey and (look.opm == 1 or thing.paint.space.family != "DeviceCMYK"):
        return
    if not any(map(_has_colour, page.below.under(thing.box))):
        return
    size = Figure(round(thing.size, 2))
    if is_grey:
        code = "grey-text" if thing.what == "text" else "grey-line"
        message = msg("{what} of {size} pt in DeviceGray on a colour cannot overprint", what=what_words(thing), size=size)
        yield KNOCK_OUT.finding(code, message, hint=msg("Give it in DeviceCMYK."), place=page.place(thing.box))
    else:
        code = "black-text" if thing.what == "text" else "black-line"
        message = msg("Black {what} of {size} pt on a colour does not overprint", what=what_words(thing), size=size)
        yield KNOCK_OUT.finding(code, message, hint=msg("Set black to overprint (OPM 1)."), place=page.place(thing.box))


def _has_colour(area: Painted) -> bool:
    """Whether an area has ink beside black; an image, a gradient or a pattern in a space of colours has."""
    held = plates(area.paint)
    names = plate_names(area.paint.space) if held is None else tuple(held)
    if names is None:
        return not is_white(area.paint) and area.paint.space.family not in ("Pattern", "unknown")
    return bool(set(names) - {BLACK})


@sees("text", "fill", "stroke", "mask")
def colours_knock_out(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 21; DeviceCMYK without OPM 1 replaces all four inks, and single spots overprint by their nature (varnish, foil)."""
    look = thing.look
    if not look.overprint or thing.blank or thing.in_mask:
        return
    if thing.paint.space.family == "DeviceCMYK" and look.opm != 1:
        return
    held = plates(thing.paint)
    if not held or set(held) == {BLACK} or "All" in held or not set(held) & set(CMYK_PLATES):
        return
    message = msg("{what} in {colour} overprints", what=what_words(thing), colour=colour_words(thing.paint))
    yield COLOUR_OVERPRINTS.finding("colour-overprints", message, place=page.place(thing.box))


@sees("text", "fill", "stroke", "image", "mask", "shading", "group")
def transparency_is_allowed(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 22."""
    if thing.in_mask:
        return
    look = thing.look
    found = (
        msg("a transparency group") if thing.what == "group"
        else msg("a soft mask") if look.masked
        else msg("the blend mode {mode}", mode=look.blend) if look.blend not in ("Normal", "Compatible")
        else msg("an opacity of {opacity} %", opacity=Figure(round(look.alpha * 100))) if look.alpha < _OPAQUE
        else None
    )
    if found is None:
        return
    page.file.transparent.setdefault(page.facts.number, thing.box)
    if page.file.is_x1a:
        message = msg("Transparency in a PDF/X-1a file: {found}", found=found)
        yield TRANSPARENT.finding("in-x1a", message, hint=msg("Flatten transparency when exporting."), place=page.place(thing.box))


@once
def transparency_is_told(file: File) -> Iterator[Finding]:
    """Point 22 where it is allowed: told once a file."""
    painted = list(file.transparent)
    if painted and not file.is_x1a:
        message = msg("Pages with transparency: {pages}", pages=page_ranges(painted))
        yield TRANSPARENT.finding("allowed", message, place=file.place(painted[0]))
