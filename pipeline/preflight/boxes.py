"""Page boxes and page counts: points 1 to 5, 9 and 10 of the checklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import PageFacts
from pipeline.model.findings import Box, Finding, Severity, rule
from pipeline.model.message import Figure, msg, nmsg
from pipeline.preflight.order import POINT
from pipeline.preflight.registry import File, Page, each_page, once

__all__ = ["BLANK", "BLEED", "COUNT", "CROP", "SIZE", "TRIM", "TURNED"]

_SLACK_MM: Final = 0.1 + 1e-3
"""The trade's tenth of a millimetre, and what a file that writes five digits loses by rounding."""
_SLACK: Final = 0.05
"""Points by which nested boxes may stand out of each other: writers round."""

TRIM = rule(
    "PDF-101",
    title=msg("A page does not say where it is cut"),
    rationale=msg(
        "The printer places pages by the TrimBox. Without one, or with an ArtBox beside it, somebody has to guess the final size."
    ),
    codes={"no-trim": Severity.ERROR, "art-box": Severity.ERROR, "broken-box": Severity.ERROR},
    source="ISO 15930-7, 6.12 (not opened); ISO 32000-1, 14.11.2",
)
SIZE = rule(
    "PDF-102",
    title=msg("A page does not have the size that was ordered"),
    rationale=msg(
        "A page of another size is scaled, cut into or returned; a single odd one among hundreds is found when the book is bound."
    ),
    codes={"wrong-size": Severity.ERROR, "mixed-size": Severity.ERROR},
    source="GWG 2022, R0004; trade tolerance 0.1 mm",
)
BLEED = rule(
    "PDF-103",
    title=msg("A page has no room for its bleed"),
    rationale=msg("Sheets move under the knife. Ink that ends at the trim leaves a white edge on some copies of every run."),
    codes={"small-bleed": Severity.ERROR, "outside-media": Severity.ERROR, "trim-outside": Severity.ERROR},
    source="ISO 32000-1, 14.11.2; printers' profiles",
)
CROP = rule(
    "PDF-104",
    title=msg("A CropBox hides part of the page"),
    rationale=msg("Some imposition programs place pages by the CropBox; what it hides, such as the bleed, is then missing on the plate."),
    codes={"crop-box": Severity.ERROR},
    source="GWG 2022, R0003",
)
TURNED = rule(
    "PDF-105",
    title=msg("A page is scaled or turned by its dictionary"),
    rationale=msg("Not every program of a printer heeds UserUnit and Rotate: the page comes out in another size, or lies on its side."),
    codes={"user-unit": Severity.ERROR, "rotated": Severity.WARNING},
    source="GWG 2022, R0002, R0004",
)
COUNT = rule(
    "JOB-109",
    title=msg("The page count does not fit the binding"),
    rationale=msg("Sheets are folded: a count that is no multiple of what was ordered leaves empty pages that nobody chose."),
    codes={"wrong-multiple": Severity.ERROR, "too-few": Severity.ERROR, "too-many": Severity.ERROR},
    source="printers' profiles",
)
BLANK = rule(
    "JOB-110",
    title=msg("A page is empty, and nobody said that it should be"),
    rationale=msg("An empty page is most often one that was not exported. One that is meant is declared in the job file."),
    codes={"blank-page": Severity.WARNING, "last-page": Severity.ERROR},
    source="GWG 2022, R0005; printers' profiles",
)


def _mm(box: Box, unit: float) -> tuple[float, float]:
    return ((box[2] - box[0]) * unit / POINT, (box[3] - box[1]) * unit / POINT)


def _figure(value: float) -> Figure:
    return Figure(round(value, 2))


def _inside(inner: Box, outer: Box) -> bool:
    return all(inner[edge] >= outer[edge] - _SLACK for edge in (0, 1)) and all(inner[edge] <= outer[edge] + _SLACK for edge in (2, 3))


@each_page
def cut_is_told(page: Page) -> Iterator[Finding]:
    """Point 1."""
    facts = page.facts
    for name in facts.broken_boxes:
        yield TRIM.finding("broken-box", msg("The page's {box} is no rectangle", box=name), place=page.place())
    if facts.trim is None and "TrimBox" not in facts.broken_boxes:
        hint = msg("Export again with the final size set, as PDF/X.")
        yield TRIM.finding("no-trim", msg("The page has no TrimBox"), hint=hint, place=page.place())
    if facts.trim is not None and facts.art is not None:
        yield TRIM.finding("art-box", msg("The page has an ArtBox beside its TrimBox"), place=page.place())


@each_page
def size_as_ordered(page: Page) -> Iterator[Finding]:
    """Point 2: every page against the order."""
    wanted, facts = page.order.trim_mm, page.facts
    if not wanted or page.order.kind == "cover" or (facts.trim is None and page.file.is_x):
        return
    width, height = _mm(facts.final, facts.unit)
    # A page without TrimBox may be the trim, or the trim with its bleed: on all edges, or on all but the spine's.
    bleed = page.order.bleed_mm or 0.0 if facts.trim is None else 0.0
    wide = any(abs(width - wanted[0] - edges * bleed) <= _SLACK_MM for edges in (0, 1, 2))
    high = any(abs(height - wanted[1] - edges * bleed) <= _SLACK_MM for edges in (0, 2))
    if not (wide and high):
        message = msg(
            "The page is {width} × {height} mm; ordered were {wanted_width} × {wanted_height} mm",
            width=_figure(width), height=_figure(height), wanted_width=_figure(wanted[0]), wanted_height=_figure(wanted[1]),
        )
        yield SIZE.finding("wrong-size", message, place=page.place())


@once
def one_size(file: File) -> Iterator[Finding]:
    """Point 2: where no size was ordered, all pages as most of them."""
    if file.order.trim_mm and file.order.kind != "cover":
        return
    sizes = {page.number: tuple(round(side, 1) for side in _mm(page.final, page.unit)) for page in file.pages}
    (width, height), _ = Counter(sizes.values()).most_common(1)[0]
    for number, (found_width, found_height) in sizes.items():
        if abs(found_width - width) > _SLACK_MM or abs(found_height - height) > _SLACK_MM:
            message = msg(
                "The page is {width} × {height} mm; most pages are {wanted_width} × {wanted_height} mm",
                width=_figure(found_width), height=_figure(found_height), wanted_width=_figure(width), wanted_height=_figure(height),
            )
            yield SIZE.finding("mixed-size", message, place=file.place(number))


@each_page
def bleed_is_there(page: Page) -> Iterator[Finding]:
    """Point 3; where there is no BleedBox the CropBox stands for it, else the MediaBox (ISO 32000-1, 14.11.2.1)."""
    facts = page.facts
    media = facts.media
    if media is None:
        return
    bleed = facts.bleed or facts.crop or media
    if facts.bleed is not None and not _inside(facts.bleed, media):
        yield BLEED.finding("outside-media", msg("The BleedBox stands out of the MediaBox"), place=page.place())
    if facts.trim is None:
        return
    if not _inside(facts.trim, media) or (facts.bleed is not None and not _inside(facts.trim, facts.bleed)):
        yield BLEED.finding("trim-outside", msg("The TrimBox stands out of the box around it"), place=page.place())
        return
    wanted = page.order.bleed_mm
    given = _least_bleed(facts, bleed)
    if wanted and given < wanted - _SLACK_MM:
        message = msg("The page has {given} mm of bleed; {wanted} mm were ordered", given=_figure(given), wanted=_figure(wanted))
        hint = msg("Export again with bleed; enlarging the box alone adds no ink.")
        yield BLEED.finding("small-bleed", message, hint=hint, place=page.place())


def _least_bleed(facts: PageFacts, bleed: Box) -> float:
    trim = facts.final
    sides = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    return max(0.0, min(sides)) * facts.unit / POINT


@each_page
def nothing_is_cropped(page: Page) -> Iterator[Finding]:
    """Point 4."""
    crop, media = page.facts.crop, page.facts.media
    if crop is not None and media is not None and any(abs(one - other) > _SLACK for one, other in zip(crop, media, strict=True)):
        yield CROP.finding("crop-box", msg("The CropBox is not the MediaBox"), place=page.place())


@each_page
def neither_scaled_nor_turned(page: Page) -> Iterator[Finding]:
    """Point 5."""
    facts = page.facts
    if facts.unit != 1.0:
        message = msg("The page is scaled by a UserUnit of {unit}", unit=_figure(facts.unit))
        yield TURNED.finding("user-unit", message, place=page.place())
    if facts.rotate:
        yield TURNED.finding("rotated", msg("The page is turned by {angle}°", angle=facts.rotate), place=page.place())


@once
def count_fits(file: File) -> Iterator[Finding]:
    """Point 9."""
    order, count = file.order, len(file.pages)
    if order.kind == "cover":
        return
    if order.page_multiple and count % order.page_multiple:
        message = nmsg(
            "The file has {n} page, which is no multiple of {multiple}", "The file has {n} pages, which is no multiple of {multiple}",
            count, multiple=order.page_multiple,
        )
        yield COUNT.finding("wrong-multiple", message, place=file.place())
    if order.pages_min and count < order.pages_min:
        message = nmsg(
            "The file has {n} page; {least} is the least", "The file has {n} pages; {least} is the least", count, least=order.pages_min
        )
        yield COUNT.finding("too-few", message, place=file.place())
    if order.pages_max and count > order.pages_max:
        message = nmsg(
            "The file has {n} page; {most} is the most", "The file has {n} pages; {most} is the most", count, most=order.pages_max
        )
        yield COUNT.finding("too-many", message, place=file.place())


@once
def blanks_are_meant(file: File) -> Iterator[Finding]:
    """Point 10; for printers who put a code of their own on the last page, that one has to be empty."""
    order, last = file.order, len(file.pages)
    kept = order.last_page == "blank" and order.kind == "interior"
    if kept and last not in file.blank:
        message = msg("The last page is printed; this printer wants it empty")
        hint = msg("Add an empty page, or two where the count must be even.")
        yield BLANK.finding("last-page", message, hint=hint, place=file.place(last))
    for number in file.blank:
        if number not in order.blank_pages and not (kept and number == last):
            hint = msg("If it is meant to be empty, name it under blank_pages in the job file.")
            yield BLANK.finding("blank-page", msg("The page is empty"), hint=hint, place=file.place(number))
