"""Proof: what people look at: the proof PDF with links and bookmarks, and the report."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.doors.pdf import Bookmark, Boxes, DocumentFacts, FontNeeds, write_document
from pipeline.model.galley import FontFace
from pipeline.model.pages import DrawnPage, PageGeometry, PageMap

__all__ = ["bookmarks_of", "proof_pdf"]


def bookmarks_of(page_map: PageMap, guides: dict[str, str]) -> list[Bookmark]:
    """One bookmark a section; under a chapter one a listing. ``guides``: listing id -> its name."""
    made = []
    for name, title, index in page_map.sections:
        children = [
            Bookmark(guides[entry.listing], entry.page_index, entry.box[3])
            for entry in page_map.entries
            if entry.section == name and entry.listing in guides and not entry.continued
        ]
        made.append(Bookmark(title, index, page_map.trim[1], tuple(children)))
    return made


def proof_pdf(
    pages: Sequence[DrawnPage],
    geometry: PageGeometry,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    page_map: PageMap,
    guides: dict[str, str],
) -> bytes:
    """The same pages as the press file, at trim size, with links and bookmarks."""
    boxes = Boxes(geometry.trim_width, geometry.trim_height)
    return write_document(
        pages, boxes, needs, faces, facts, anchors=page_map.anchors, bookmarks=bookmarks_of(page_map, guides)
    )
