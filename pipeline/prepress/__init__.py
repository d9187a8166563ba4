"""Prepress: pages become a press-ready PDF/X-4: own boxes, 100% K, an output intent, page labels, no annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.doors.pdf import Boxes, DocumentFacts, FontNeeds, SubsetStore, write_document
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.pages import MM, DrawnPage, PageGeometry
from pipeline.printers import PrinterProfile

__all__ = ["press_pdf"]


def press_pdf(
    pages: Sequence[DrawnPage],
    geometry: PageGeometry,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    profile: PrinterProfile,
    subsets: SubsetStore | None = None,
    inks: Inks = IN_BLACK,
) -> bytes:
    """The PDF a printer receives (ISO 15930-7, PDF/X-4); links are left out, the bleed is the profile's."""
    boxes = Boxes(geometry.trim_width, geometry.trim_height, profile.bleed_mm * MM)
    press_facts = replace(facts, pdfx=profile.pdfx, intent=profile.intent)
    return write_document(pages, boxes, needs, faces, press_facts, subsets=subsets, inks=inks)
