"""The PDF door: pydyf and HarfBuzz write a document from drawn pages, pikepdf reads it again; nothing else in the package does either."""

from __future__ import annotations

from pipeline.doors.pdf.calls import inspect_pdf, load_qpdf, scan_pdf, write_document
from pipeline.doors.pdf.document import Bookmark, Boxes, DocumentFacts, Note, OutputIntent, Slug
from pipeline.doors.pdf.inspection import InspectedFile, InspectedFont, InspectedPage
from pipeline.doors.pdf.stains import SCAN_FORM, Stain
from pipeline.doors.pdf.subsets import FontNeeds, MemorySubsets, SubsetStore, merge_needs

__all__ = [
    "SCAN_FORM", "Bookmark", "Boxes", "DocumentFacts", "FontNeeds", "InspectedFile", "InspectedFont", "InspectedPage", "MemorySubsets",
    "Note", "OutputIntent", "Slug", "Stain", "SubsetStore", "inspect_pdf", "load_qpdf", "merge_needs", "scan_pdf", "write_document",
]
