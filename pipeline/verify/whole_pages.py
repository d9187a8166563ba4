"""All text of a page, as PDFium reads it: for papers whose words are looked for and not their places."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["page_texts"]


def page_texts(content: bytes, pages: Iterable[int] | None = None) -> list[str]:
    """The text of each page (numbers from 1; None: all). A page that does not open has none, nor has a file that does not."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return []
    found = []
    try:
        for number in range(1, len(document) + 1) if pages is None else pages:
            try:
                page = document[number - 1]
                text = page.get_textpage()
                found.append(text.get_text_range())
                text.close()
                page.close()
            except (pypdfium2.PdfiumError, IndexError):
                found.append("")
    finally:
        document.close()
    return found
