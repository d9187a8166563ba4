"""Read a finished PDF with an engine that did not write it (PDFium): text by box, page sizes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from pipeline.model.findings import Box

__all__ = ["ReadPage", "read_pages", "squash"]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """``text``: the whole page in reading order. ``boxed``: text inside each box that was asked for, in order."""

    text: str
    boxed: tuple[str, ...]
    trim: Box
    media: Box
    bleed: Box


def squash(text: str) -> str:
    """Letters and digits only, case kept: hyphens of line ends, spaces and quotes do not count when texts are compared."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))


def read_pages(content: bytes, boxes: Sequence[Sequence[Box]], offset: float) -> list[ReadPage]:
    """Every page of a PDF with the text in the given boxes (points from the trim's lower left corner, shifted by ``offset``).

    Raises pypdfium2.PdfiumError where the file does not open.
    """
    document = pypdfium2.PdfDocument(content)
    pages = []
    try:
        for index, page in enumerate(document):
            text = page.get_textpage()
            wanted = boxes[index] if index < len(boxes) else ()
            # A hair inside the box: neighbours on the next line must not answer for it.
            boxed = tuple(
                text.get_text_bounded(x0 + offset - 1, y0 + offset + 0.6, x1 + offset + 1, y1 + offset - 0.6) for x0, y0, x1, y1 in wanted
            )
            pages.append(ReadPage(text.get_text_bounded(), boxed, page.get_trimbox(), page.get_mediabox(), page.get_bleedbox()))
            text.close()
            page.close()
    finally:
        document.close()
    return pages
