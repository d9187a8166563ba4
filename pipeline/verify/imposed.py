"""Imposed sheets are read again by an engine that did not make them: each must hold the letters of its pages and marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model.sheets import SheetSide
from pipeline.verify.extract import squash

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["unlike_sheets"]


def unlike_sheets(source: bytes, imposed: bytes, sides: Sequence[SheetSide]) -> list[int]:
    """Sides (from 1) that do not hold exactly the letters and digits of their pages and marks, or are of another size.

    All of them where one of the files does not open or the imposed one has another number of pages.
    """
    import pypdfium2

    pages: dict[int, Counter[str]] = {}
    try:
        before, made = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument(imposed)
    except pypdfium2.PdfiumError:
        return list(range(1, len(sides) + 1))
    if len(made) != len(sides):
        return list(range(1, len(sides) + 1))
    unlike = []
    for index, side in enumerate(sides):
        wanted = Counter[str]()
        for text in side.texts:
            wanted.update(squash(text.text))
        for placed in side.pages:
            if placed.page not in pages:
                pages[placed.page] = _letters(before, placed.page - 1)
            wanted.update(pages[placed.page])
        width, height = made.get_page_size(index)
        fits = abs(width - side.width) < 0.01 and abs(height - side.height) < 0.01
        if not fits or _letters(made, index) != wanted:
            unlike.append(index + 1)
    return unlike


def _letters(document: pypdfium2.PdfDocument, index: int) -> Counter[str]:
    """A page that does not open has a letter which none has."""
    import pypdfium2

    try:
        page = document[index]
    except (pypdfium2.PdfiumError, IndexError):
        return Counter({"": 1})
    texts = page.get_textpage()
    found = Counter(squash(texts.get_text_range()))
    texts.close()
    page.close()
    return found
