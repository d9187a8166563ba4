"""Colours: points 11, 13, 14, 15 and 18 of the checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import Painted
from pipeline.model.findings import Finding, Severity, rule
from pipeline.model.message import Figure, Message, msg
from pipeline.preflight.inks import BLACK, CMYK_PLATES, colour_words, foreign, is_white, plate_names, plates, space_words
from pipeline.preflight.registry import File, Page, once, sees

__all__ = ["BLEND", "FOREIGN", "REGISTRATION", "SPOTS", "TEXT_BLACK"]

_RICH_BLACK: Final = 0.85
_RICH_SUM: Final = 2.8

FOREIGN = rule(
    "INK-111",
    title=msg("A colour is not given in inks"),
    rationale=msg(
        "RGB, Lab and calibrated colours are converted at the printer's, each by its own rules: black text comes out in four inks, "
        "a house colour in another shade."
    ),
    codes={"foreign-colour": Severity.ERROR},
    source="GWG 2022, R0027; ISO 15930-4 (not opened)",
)
TEXT_BLACK = rule(
    "INK-113",
    title=msg("Black text is not printed in black alone"),
    rationale=msg(
        "Plates never meet exactly. Small letters in more than one ink get coloured edges, and a job in one black has no other plate."
    ),
    codes={"not-black": Severity.ERROR, "rich-black": Severity.WARNING},
    source="GWG 2022, R0015",
)
SPOTS = rule(
    "INK-114",
    title=msg("A spot colour that was not ordered"),
    rationale=msg("Each spot colour is a plate of its own, and money; two spellings of one colour make two plates."),
    codes={"undeclared-spot": Severity.ERROR, "alike-spots": Severity.WARNING},
    source="GWG 2022, R0020",
)
REGISTRATION = rule(
    "INK-115",
    title=msg("Registration colour is used on the page"),
    rationale=msg("It prints on every plate: right for crop marks, four times too much ink for anything that is read."),
    codes={"registration": Severity.WARNING},
    source="GWG 2022, R0024",
)
BLEND = rule(
    "INK-118",
    title=msg("Transparency is blended in a space that is not the press's"),
    rationale=msg("What is blended in RGB is converted on its way, black text under it too: it comes out in four inks."),
    codes={"blend-space": Severity.ERROR},
    source="GWG 2022, R0030",
)

_WHAT: Final[dict[str, Message]] = {
    "text": msg("text"), "fill": msg("an area"), "stroke": msg("a line"), "image": msg("an image"), "mask": msg("an image mask"),
    "shading": msg("a gradient"), "group": msg("a transparency group"),
}


def what_words(thing: Painted) -> Message:
    """The thing as a person calls it."""
    return _WHAT[thing.what]


@sees("text", "fill", "stroke", "image", "mask", "shading")
def colours_are_inks(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 11."""
    if page.order.colours not in ("K", "CMYK") and not page.file.is_x1a:
        return
    if thing.blank:
        return
    found = foreign(thing.paint.space, alternates=page.file.is_x1a)
    if found is not None:
        message = msg("{what} in {colour}", what=_WHAT[thing.what], colour=colour_words(thing.paint))
        hint = msg("Convert it to the printing condition's CMYK, or to black, before the PDF is made.")
        yield FOREIGN.finding("foreign-colour", message, hint=hint, place=page.place(thing.box))


@sees("text", "fill", "stroke", "mask", "image", "shading")
def black_job_is_black(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 12 and 13 as far as operators tell: a job in black has ink on one plate only."""
    if page.order.colours != "K" or thing.blank or thing.in_mask:
        return
    names = plate_names(thing.paint.space) if not thing.paint.values else tuple(plates(thing.paint) or ())
    others = [name for name in names or () if name not in (BLACK, "All", *page.order.spots)]
    if thing.what == "image" and plate_names(thing.paint.space) == CMYK_PLATES:
        others = ["Cyan", "Magenta", "Yellow"]
    if others:
        message = msg("{what} in {colour}, in a job that is printed in black", what=_WHAT[thing.what], colour=colour_words(thing.paint))
        yield TEXT_BLACK.finding("not-black", message, place=page.place(thing.box))


@sees("text")
def black_text_is_plain(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 13: text of four inks that means to be black."""
    held = plates(thing.paint) if not thing.blank and not thing.in_mask else None
    if not held or held.get(BLACK, 0) < _RICH_BLACK or sum(held.values()) <= _RICH_SUM or page.order.colours != "CMYK":
        return
    message = msg("Black text in {colour}: {sum} % of ink", colour=colour_words(thing.paint), sum=Figure(round(sum(held.values()) * 100)))
    yield TEXT_BLACK.finding("rich-black", message, hint=msg("Set text in black alone."), place=page.place(thing.box))


@sees("text", "fill", "stroke", "image", "mask", "shading")
def spots_are_ordered(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 14 and 15."""
    names = plate_names(thing.paint.space)
    if not names or names is CMYK_PLATES or names == (BLACK,) or thing.blank:
        return
    if thing.paint.values and is_white(thing.paint):
        return
    if "All" in names:
        if _on_page(thing, page):
            message = msg("{what} in registration colour", what=_WHAT[thing.what])
            yield REGISTRATION.finding("registration", message, place=page.place(thing.box))
        return
    if page.order.colours == "any":
        return
    for name in names:
        if name not in CMYK_PLATES and name not in page.order.spots:
            message = msg("{what} in the spot colour “{name}”, which was not ordered", what=_WHAT[thing.what], name=name)
            yield SPOTS.finding("undeclared-spot", message, place=page.place(thing.box))


def _on_page(thing: Painted, page: Page) -> bool:
    """Whether a thing reaches into what is printed of the page: its trim with the bleed that was ordered or given."""
    facts = page.facts
    trim, bleed = facts.final, facts.bleed or facts.final
    x0, y0, x1, y1 = ((edge - trim[at % 2]) * facts.unit for at, edge in enumerate(bleed))
    return thing.box[2] > x0 + 0.1 and thing.box[0] < x1 - 0.1 and thing.box[3] > y0 + 0.1 and thing.box[1] < y1 - 0.1


_SOFT: Final = re.compile(r"[\W_]+|(?<=\d)(?:c|u|m|cv|cvc|cvu|ec|uc|uncoated|coated)$")


def _plain(name: str) -> str:
    return _SOFT.sub("", re.sub(r"[\W_]+", "", name.casefold()).replace("pms", "pantone"))


@once
def spots_are_spelt_alike(file: File) -> Iterator[Finding]:
    """Point 14: names that differ in spaces, case or the paper's letter only."""
    seen: dict[str, str] = {}
    for name, page in file.spots.items():
        plain = _plain(name)
        if plain in seen and seen[plain] != name:
            message = msg("The spot colours “{one}” and “{other}” may be one colour", one=seen[plain], other=name)
            yield SPOTS.finding("alike-spots", message, place=file.place(page))
        seen.setdefault(plain, name)


@sees("group")
def groups_blend_in_inks(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 18; a mask's own group, and one without a space, are not asked."""
    group = thing.group
    if group is None or group.space is None or thing.in_mask or page.order.colours not in ("K", "CMYK"):
        return
    allowed = ("DeviceCMYK", "DeviceGray") if page.order.colours == "K" else ("DeviceCMYK",)
    if group.space.family not in allowed:
        message = msg("A transparency group blends in {space}", space=space_words(group.space))
        yield BLEND.finding("blend-space", message, hint=msg("Set the blending space to the document's CMYK."), place=page.place(thing.box))
