"""Proof: what people look at: the proof PDF with links and bookmarks, and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.doors.pdf import Bookmark, Boxes, DocumentFacts, FontNeeds, Note, SubsetStore, write_document
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.pages import DrawnPage, PageGeometry, PageMap
from pipeline.model.pictures import PressPicture
from pipeline.proof.keyed import key_notes, keyed_boxes, keyed_proof_pdf
from pipeline.proof.margin import margin_notes, stamps

__all__ = ["bookmarks_of", "key_notes", "keyed_boxes", "keyed_proof_pdf", "margin_notes", "proof_pdf", "stamps"]


def bookmarks_of(page_map: PageMap, guides: dict[str, str]) -> list[Bookmark]:
    """One bookmark a section; under a chapter one a listing. ``guides``: listing id -> its name."""
    children: dict[str, list[Bookmark]] = {}
    for entry in page_map.entries:
        if entry.listing in guides and not entry.continued:
            children.setdefault(entry.section, []).append(Bookmark(guides[entry.listing], entry.page_index, entry.box[3]))
    return [Bookmark(title, index, page_map.trim[1], tuple(children.get(name, ()))) for name, title, index in page_map.sections]


def proof_pdf(
    pages: Sequence[DrawnPage],
    geometry: PageGeometry,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    page_map: PageMap,
    guides: dict[str, str],
    subsets: SubsetStore | None = None,
    inks: Inks = IN_BLACK,
    pictures: Mapping[str, PressPicture] | None = None,
    notes: Sequence[Note] = (),
    face: FontFace | None = None,
) -> bytes:
    """The same pages as the press file, at trim size, with links and bookmarks; ``notes`` beside them, in ``face``."""
    boxes = Boxes(geometry.trim_width, geometry.trim_height)
    return write_document(
        pages, boxes, needs, faces, facts, anchors=page_map.anchors, bookmarks=bookmarks_of(page_map, guides), subsets=subsets,
        inks=inks, pictures=pictures, notes=(notes, face) if notes and face else None,
    )
