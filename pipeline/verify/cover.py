"""A cover is read again by an engine that did not write it: one page of the ordered size, on which everything that was set can be read."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.verify.extract import squash

__all__ = ["missing_words"]

_SLACK = 0.01
"""Points that a size may be off by rounding."""


def missing_words(content: bytes, size_pt: tuple[float, float], texts: Sequence[str]) -> list[str]:
    """Of ``texts`` those that cannot be read, by letters and digits; all of them where the file is not one page of that size."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return list(texts)
    try:
        if len(document) != 1 or any(abs(one - other) > _SLACK for one, other in zip(document.get_page_size(0), size_pt, strict=True)):
            return list(texts)
        read = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    found = squash(read)
    return [text for text in texts if squash(text) not in found]
