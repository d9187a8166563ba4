"""The cover as a printer gets it: back, spine and front on one page, with the bleed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.doors.pdf import Boxes, DocumentFacts, Slug, merge_needs, write_document
from pipeline.errors import Unreadable
from pipeline.model.cover import CoverSize
from pipeline.model.galley import FontFace, Galley
from pipeline.model.inks import Inks
from pipeline.model.message import msg
from pipeline.model.pages import MM, DrawnPage
from pipeline.model.pictures import DrawnPicture, PressPicture
from pipeline.prepress.slugface import plainest
from pipeline.printers import CoverPress, PrinterProfile

__all__ = ["COVER_INKS", "CoverTerms", "cover_boxes", "cover_page", "cover_pdf", "cover_terms"]

COVER_INKS: Final = Inks("CMYK")
SAFE_MM: Final = 6.0
"""What is read keeps so far off trim and folds: a cover is creased, glued and cut a little off; a hinge is glued 5 to 7 mm in."""
@dataclass(frozen=True, slots=True)
class CoverTerms:
    """What the printer asks of a cover, and room to leave beside trim and folds. Millimetres.

    ``slug_mm`` of room beside the bleed where the printer wants marks, else 0.
    """

    printer: str
    press: CoverPress
    slug_mm: float
    bleed_mm: float
    safe_mm: float
    crease_mm: float


def cover_terms(profile: PrinterProfile) -> CoverTerms:
    """Raises Unreadable for a printer who prints no covers."""
    if profile.cover is None:
        raise Unreadable(
            msg("The printer profile “{name}” says nothing of covers.", name=profile.name),
            msg("Choose another printer with --printer, or add [press.cover] to the profile."),
        )
    return CoverTerms(profile.name, profile.cover, profile.slug_mm, profile.bleed_mm, max(SAFE_MM, profile.safe_mm), SAFE_MM)


def cover_boxes(size: CoverSize, terms: CoverTerms) -> Boxes:
    """Trim, bleed and the room for marks."""
    return Boxes(size.width_mm * MM, size.height_mm * MM, size.bleed_mm * MM, terms.slug_mm * MM)


def cover_pdf(
    page: DrawnPage, size: CoverSize, faces: Sequence[FontFace], facts: DocumentFacts, terms: CoverTerms, job: str,
    pictures: Mapping[str, PressPicture] | None = None,
) -> bytes:
    """The PDF of a drawn cover with the pictures it names; ``job`` begins the slug line, where the printer wants marks.

    Raises OSError where a font file cannot be read.
    """
    boxes = cover_boxes(size, terms)
    press_facts = replace(facts, pdfx=terms.press.pdfx, intent=terms.press.intent)
    slug = None
    if terms.slug_mm:
        line = f"{job} · {facts.lang} · {facts.created.date().isoformat()} · {page.digest[:16]}"
        slug = Slug(plainest(faces), [line], [fold * MM for fold in size.folds_mm])
    return write_document([page], boxes, merge_needs([page]), faces, press_facts, inks=COVER_INKS, slug=slug, pictures=pictures)


def cover_page(galley: Galley, size: CoverSize) -> DrawnPage:
    """A cover that was set as one page with its bleed: the galley's one piece, its upper left corner at that of the bleed."""
    [piece] = galley.pieces
    left, top = -size.bleed_mm * MM, (size.height_mm + size.bleed_mm) * MM
    content = b"q 1 0 0 1 %.3f %.3f cm\n%s\nQ" % (left, top, piece.content)
    texts = ("\n".join(line.text for line in piece.lines),)
    pictures = tuple(
        DrawnPicture(one.name, (left + one.x0, top - one.bottom, left + one.x1, top - one.top)) for one in piece.pictures
    )
    return DrawnPage.of(content, "", (), texts, galley.glyphs, pictures)
