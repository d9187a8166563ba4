"""What a document is written from, and the writing itself; the library is imported when the first one is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.doors.pdf.subsets import FontNeeds, MemorySubsets, SubsetStore
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.pages import DrawnPage

__all__ = ["Bookmark", "Boxes", "DocumentFacts", "OutputIntent", "write_document"]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Page size in points: the trim, and the bleed around it (0 for a proof)."""

    trim_width: float
    trim_height: float
    bleed: float = 0.0

    @property
    def shift(self) -> bytes:
        """The operator that opens every page with a bleed: it takes page contents to the trim's corner."""
        return f"1 0 0 1 {self.bleed:.3f} {self.bleed:.3f} cm\n".encode()


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """The printing condition (ISO 15930-7, 6.2.2): a registry name, and the profile that PDF/X-4 embeds."""

    identifier: str
    condition: str
    info: str
    profile: bytes


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document says of itself; dates come from the edition, never from the clock."""

    title: str
    author: str
    lang: str
    created: datetime
    creator: str
    pdfx: str = ""
    """"PDF/X-4" for a press file; "" for a proof."""
    intent: OutputIntent | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    page_index: int
    top: float
    """Height on the page, PDF coordinates."""
    children: Sequence[Bookmark] = field(default_factory=tuple)


def write_document(
    pages: Sequence[DrawnPage],
    boxes: Boxes,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    *,
    anchors: Mapping[str, tuple[int, float]] | None = None,
    bookmarks: Sequence[Bookmark] = (),
    subsets: SubsetStore | None = None,
    inks: Inks = IN_BLACK,
) -> bytes:
    """The PDF's bytes: same input, same bytes, whatever ``subsets`` remembers.

    ``anchors`` (name -> page index, height) makes the pages' links clickable; without it no annotation is written, as
    PDF/X asks (ISO 15930-7, 6.15: none inside the bleed box). ``inks``: the job's, for its spot colour and for what
    overprints. Raises OSError where a font file cannot be read.
    """
    from pipeline.doors.pdf.writing import write

    return write(pages, boxes, needs, faces, facts, anchors, bookmarks, MemorySubsets() if subsets is None else subsets, inks)
