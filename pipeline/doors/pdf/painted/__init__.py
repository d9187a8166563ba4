"""Any PDF, read with the real graphics state: what its pages paint, through forms, patterns, glyphs, masks and annotations.

Bounded in operators, depth and bytes: what is not read is said. Nothing is drawn, run or fetched.
"""

from __future__ import annotations

from pipeline.doors.pdf.painted.document import MOST_PAGES, LockedPdf, NoPdf, PdfReading, TooManyPages, reading_pdf
from pipeline.doors.pdf.painted.facts import AnnotationFacts, DocumentFacts, IntentFacts, LayerFacts, PageFacts, PageReading
from pipeline.doors.pdf.painted.things import FontFacts, Glyphs, GroupFacts, ImageFacts, Look, Paint, Painted, Space

__all__ = [
    "MOST_PAGES", "AnnotationFacts", "DocumentFacts", "FontFacts", "Glyphs", "GroupFacts", "ImageFacts", "IntentFacts", "LayerFacts",
    "LockedPdf", "Look", "NoPdf", "PageFacts", "PageReading", "Paint", "Painted", "PdfReading", "Space", "TooManyPages", "reading_pdf",
]
