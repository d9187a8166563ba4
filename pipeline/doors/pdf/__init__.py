"""The PDF door: pikepdf and fontTools write a document from drawn pages; nothing else in the package builds a PDF."""

from __future__ import annotations

from pipeline.doors.pdf.document import Bookmark, Boxes, DocumentFacts, OutputIntent, write_document
from pipeline.doors.pdf.fonts import FontNeeds, merge_needs
from pipeline.doors.pdf.inspection import fonts_of

__all__ = ["Bookmark", "Boxes", "DocumentFacts", "FontNeeds", "OutputIntent", "fonts_of", "merge_needs", "write_document"]
