"""Read a finished PDF's texts with an engine that did not write it (PDFium): what stands in each box, by its raw interface.

The library is imported by the first file that is read. What is read here runs in any process: it takes and gives plain values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.model.findings import Box

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["PageTexts", "PageView", "Wrong", "bounded_reader", "picture_boxes", "reader_version", "squash", "view_pages", "wrong_texts"]

ROOM: Final = 1 << 15
"""UTF-16 units of text that are expected in one box at most; more are read in a second go."""
_BETWEEN: Final = re.compile(r"[\W_]+")

PageTexts = tuple[int, tuple[tuple[Box, str], ...]]
"""A page's index, and boxes (points from the trim's lower left corner) with the text each must hold."""
Wrong = tuple[int, int, str]
"""Page index, position of the box among the page's boxes, and what was read there."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as a viewer shows it: width and height in points, and what its page field says."""

    width: float
    height: float
    label: str


def reader_version() -> str:
    """The engine that reads, with its version: a verdict is its own."""
    import pypdfium2

    return f"PDFium {pypdfium2.PDFIUM_INFO}"


def squash(text: str) -> str:
    """Letters and digits only, case kept: hyphens of line ends, spaces and quotes do not count when texts are compared."""
    return _BETWEEN.sub("", unicodedata.normalize("NFC", text))


def view_pages(content: bytes) -> list[PageView]:
    """Every page, without reading what it draws. Raises pypdfium2.PdfiumError where the file does not open."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        sizes = [document.get_page_size(index) for index in range(len(document))]
        return [PageView(width, height, document.get_page_label(index)) for index, (width, height) in enumerate(sizes)]
    finally:
        document.close()


def wrong_texts(content: bytes, pages: Sequence[PageTexts], offset: float) -> list[Wrong]:
    """Boxes of these pages that do not hold what they must; boxes are shifted by ``offset`` points.

    Raises pypdfium2.PdfiumError where the file or a page does not open.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    before: pypdfium2.PdfPage | None = None
    wrong: list[Wrong] = []
    try:
        for index, parts in pages:
            page = document[index]
            # A font is let go with the last page that holds it: the page before stays open, and its fonts are not read anew.
            if before is not None:
                before.close()
            before = page
            wrong += _wrong_on_page(page, index, parts, offset)
        return wrong
    finally:
        document.close()  # and what is open of it


def _wrong_on_page(page: pypdfium2.PdfPage, index: int, parts: Sequence[tuple[Box, str]], offset: float) -> list[Wrong]:
    text = page.get_textpage()
    read = bounded_reader(text.raw)
    wrong: list[Wrong] = []
    for position, ((x0, y0, x1, y1), wanted) in enumerate(parts):
        # A hair inside the box: neighbours on the next line must not answer for it.
        found = read(x0 + offset - 1, y1 + offset - 0.6, x1 + offset + 1, y0 + offset + 0.6)
        if not _alike(found, wanted):
            wrong.append((index, position, found))
    text.close()
    return wrong


def picture_boxes(content: bytes, pages: Sequence[int], offset: float) -> list[list[Box]]:
    """Where these pages' pictures stand, in points from the trim's corner, which lies ``offset`` points inside the page.

    Raises pypdfium2.PdfiumError where the file or a page does not open.
    """
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(content)
    try:
        found: list[list[Box]] = []
        for index in pages:
            placed = [one.get_bounds() for one in document[index].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
            found.append([(x0 - offset, y0 - offset, x1 - offset, y1 - offset) for x0, y0, x1, y1 in placed])
        return found
    finally:
        document.close()


def _alike(found: str, wanted: str) -> bool:
    """Equal but for what squash leaves out; most texts are so already where only spaces and line ends are."""
    return "".join(found.split()) == "".join(wanted.split()) or squash(found) == squash(wanted)


def bounded_reader(text: Any) -> Any:  # noqa: ANN401  (a pointer of PDFium's)
    """The function that reads a box (left, top, right, bottom) of a text page: one call a box where pypdfium2 makes two."""
    import ctypes

    from pypdfium2 import raw

    room = (ctypes.c_ushort * ROOM)()

    def read(left: float, top: float, right: float, bottom: float) -> str:
        units = raw.FPDFText_GetBoundedText(text, left, top, right, bottom, room, ROOM)
        if units < ROOM:
            return ctypes.string_at(room, units * 2).decode("utf-16-le", "ignore").rstrip("\0")
        units = raw.FPDFText_GetBoundedText(text, left, top, right, bottom, None, 0)
        large = (ctypes.c_ushort * units)()
        raw.FPDFText_GetBoundedText(text, left, top, right, bottom, large, units)
        return ctypes.string_at(large, units * 2).decode("utf-16-le", "ignore").rstrip("\0")

    return read
