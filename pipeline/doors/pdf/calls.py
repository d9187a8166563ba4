"""What the door does: write, inspect, scan. Its libraries are imported at the first call, for a run may need none of them."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Collection, Mapping, Sequence
from types import FrameType

from pipeline.doors.pdf.document import Bookmark, Boxes, DocumentFacts, Note, Slug
from pipeline.doors.pdf.inspection import InspectedFile
from pipeline.doors.pdf.stains import Stain
from pipeline.doors.pdf.subsets import FontNeeds, MemorySubsets, SubsetStore
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.pages import DrawnPage
from pipeline.model.pictures import PressPicture

__all__ = ["inspect_pdf", "load_qpdf", "scan_pdf", "write_document"]


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
    slug: Slug | None = None,
    pictures: Mapping[str, PressPicture] | None = None,
    notes: tuple[Sequence[Note], FontFace] | None = None,
) -> bytes:
    """The PDF's bytes: same input, same bytes, whatever ``subsets`` remembers.

    ``anchors`` (name -> page index, height) makes the pages' links clickable; without it no annotation is written, as
    PDF/X asks (ISO 15930-7, 6.15: none inside the bleed box). ``inks``: the job's, for its spot colour and for what overprints;
    ``slug``: marks, where the boxes have room for them; ``pictures``: all that the pages name; ``notes``: what stands beside the text,
    and the face it is set in. Raises OSError where a font file cannot be read.
    """
    from pipeline.doors.pdf.writing import write

    kept = MemorySubsets() if subsets is None else subsets
    return write(pages, boxes, needs, faces, facts, anchors, bookmarks, kept, inks, slug, pictures or {}, notes)


def inspect_pdf(content: bytes, shift: bytes) -> InspectedFile:
    """The file as qpdf reads it; ``shift`` is the stream that opens each page (:attr:`Boxes.shift`), b"" for none.

    Raises pikepdf.PdfError where the file does not open.
    """
    load_qpdf()
    from pipeline.doors.pdf.inspecting import inspected

    return inspected(content, shift)


def scan_pdf(content: bytes, pages: Collection[int], opaque: bool) -> list[Stain]:
    """As :func:`pipeline.doors.pdf.scanning.scan`; the library is imported when the first file is scanned."""
    from pipeline.doors.pdf.scanning import scan

    return scan(content, pages, opaque=opaque)


def load_qpdf() -> None:
    """Import pikepdf, without Ctrl-C in between: its bindings abort the whole process where their own import is interrupted.

    The interruption comes right after.
    """
    if "pikepdf" in sys.modules or threading.current_thread() is not threading.main_thread():
        return
    heard: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    try:
        import pikepdf  # noqa: F401
    finally:
        signal.signal(signal.SIGINT, before)
    if heard and callable(before):
        before(*heard[0])
