"""Prepress: pages become a press-ready PDF/X-4 or PDF/X-1a: own boxes, an output intent, page labels, no annotations, marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.doors.pdf import Boxes, DocumentFacts, FontNeeds, Slug, SubsetStore, write_document
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.pages import MM, DrawnPage, PageGeometry
from pipeline.model.pictures import PressPicture
from pipeline.prepress.cover import COVER_INKS, CoverTerms, cover_boxes, cover_page, cover_pdf, cover_terms
from pipeline.prepress.slugface import plainest
from pipeline.printers import PrinterProfile

__all__ = ["COVER_INKS", "CoverTerms", "cover_boxes", "cover_page", "cover_pdf", "cover_terms", "plainest", "press_boxes", "press_pdf"]


def press_boxes(width: float, height: float, profile: PrinterProfile) -> Boxes:
    """The boxes of a press file's pages; ``width`` and ``height`` of the trim in points."""
    return Boxes(width, height, profile.bleed_mm * MM, profile.slug_mm * MM)


def press_pdf(
    pages: Sequence[DrawnPage],
    geometry: PageGeometry,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    profile: PrinterProfile,
    subsets: SubsetStore | None = None,
    inks: Inks = IN_BLACK,
    job: str = "",
    pictures: Mapping[str, PressPicture] | None = None,
) -> bytes:
    """The PDF a printer receives (ISO 15930-7, PDF/X-4; ISO 15930-1 and -4, PDF/X-1a); links are left out, the bleed is the profile's.

    ``job`` begins the slug lines, where the profile wants marks; ``pictures``: all that the pages name, in the printer's inks.
    """
    boxes = press_boxes(geometry.trim_width, geometry.trim_height, profile)
    press_facts = replace(facts, pdfx=profile.pdfx, intent=profile.intent)
    slug = Slug(plainest(faces), _slug_lines(pages, job, facts)) if profile.marks == "crop" else None
    return write_document(pages, boxes, needs, faces, press_facts, subsets=subsets, inks=inks, slug=slug, pictures=pictures)


def _slug_lines(pages: Sequence[DrawnPage], job: str, facts: DocumentFacts) -> list[str]:
    """Of each page: job, language, folio of how many, date of the facts, and what its own operators come to (SHA-256)."""
    day = facts.created.date().isoformat()
    return [f"{job} · {facts.lang} · {page.folio} / {len(pages)} · {day} · {page.digest[:16]}" for page in pages]
