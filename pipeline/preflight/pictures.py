"""Images: points 29 to 31 of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Final

from pipeline.doors.pdf.painted import ImageFacts, Painted
from pipeline.model.findings import Finding, Severity, rule
from pipeline.model.message import msg
from pipeline.preflight.registry import Page, sees

__all__ = ["BITMAP", "CONTONE", "STORED"]

_TINY: Final = 16
"""Images of so few pixels on both sides are tints and swatches (GWG 2022, R0031)."""
_THREAD: Final = 2
"""Pixels across an image that is a gradient; strips of photographs have more."""
_COARSE: Final = 50
"""Quality of a JPEG below which its blocks of eight pixels are seen in print."""

CONTONE = rule(
    "IMG-129",
    title=msg("An image has too few pixels for its size"),
    rationale=msg(
        "Below about 150 pixels an inch steps are seen on paper, whatever the screen shows; the smaller of both directions decides."
    ),
    codes={"low-resolution": Severity.ERROR, "modest-resolution": Severity.WARNING, "high-resolution": Severity.INFO},
    source="GWG 2022, R0031",
)
BITMAP = rule(
    "IMG-130",
    title=msg("A line drawing has too few pixels for its size"),
    rationale=msg("A drawing of one bit has no greys to soften its edges: below about 550 pixels an inch its curves are stairs."),
    codes={"low-resolution": Severity.ERROR, "modest-resolution": Severity.WARNING},
    source="GWG 2022, R0032",
)
STORED = rule(
    "IMG-131",
    title=msg("An image is stored in a way that spoils it, or that this kind of file does not know"),
    rationale=msg(
        "JPEG 2000 and 16 bits a channel came after PDF 1.4: older RIPs print such an image black, or not at all. A JPEG that was "
        "compressed too far shows its blocks."
    ),
    codes={"jpx": Severity.WARNING, "sixteen-bit": Severity.WARNING, "coarse-jpeg": Severity.WARNING, "cut-off": Severity.ERROR},
    source="ISO 15930-4 (not opened); ISO 32000-1, table 6, 8.9.5.1; ITU-T T.81, annex K",
)


@sees("image", "mask")
def images_are_fine_enough(thing: Painted, page: Page) -> Iterator[Finding]:
    """Points 29 and 30."""
    image = thing.image
    if image is None or thing.in_mask or not isfinite(thing.ppi) or _is_tint(image):
        return
    bitmap = image.bits == 1
    limits = page.order.bitmap_ppi if bitmap else page.order.image_ppi
    used = BITMAP if bitmap else CONTONE
    ppi, place = thing.ppi, page.place(thing.box)
    hint = msg("Place the original at a smaller size, or send a finer one; enlarging it by software adds nothing.")
    for key, code in (("error", "low-resolution"), ("warn", "modest-resolution")):
        if key in limits and ppi < limits[key]:
            message = msg("The image has {ppi} pixels an inch; wanted are {least}", ppi=_rounded(ppi), least=_rounded(limits[key]))
            yield used.finding(code, message, hint=hint, place=place)
            return
    if not bitmap and "high" in limits and ppi > limits["high"]:
        message = msg("The image has {ppi} pixels an inch; {most} are enough", ppi=_rounded(ppi), most=_rounded(limits["high"]))
        yield used.finding("high-resolution", message, place=place)


def _is_tint(image: ImageFacts) -> bool:
    return max(image.width, image.height) <= _TINY or min(image.width, image.height) <= _THREAD


def _rounded(ppi: float) -> int:
    return round(ppi)


@sees("image", "mask")
def images_are_stored_plainly(thing: Painted, page: Page) -> Iterator[Finding]:
    """Point 31."""
    image: ImageFacts | None = thing.image
    if image is None or thing.in_mask or image in page.images:
        return
    page.images.add(image)
    if image.cut_off:
        hint = msg("Place the original again; part of it is missing here.")
        yield STORED.finding("cut-off", msg("An image has less data than its size takes"), hint=hint, place=page.place(thing.box))
    if 0 < image.quality < _COARSE and not _is_tint(image):
        message = msg("An image is compressed to a JPEG quality of {quality}; {least} is the least", quality=image.quality, least=_COARSE)
        hint = msg("Place the original again and export with high quality; saving it once more mends nothing.")
        yield STORED.finding("coarse-jpeg", message, hint=hint, place=page.place(thing.box))
    if not page.file.is_x1a:
        return
    if "JPXDecode" in image.filters:
        yield STORED.finding("jpx", msg("An image is stored as JPEG 2000"), place=page.place(thing.box))
    elif image.bits == 16:
        yield STORED.finding("sixteen-bit", msg("An image has 16 bits a channel"), place=page.place(thing.box))
