"""The lines that a finished PDF shows in given boxes: for whoever wants to know how texts came out, and not whether they are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.findings import Box
from pipeline.verify.extract import bounded_reader

__all__ = ["box_lines"]


def box_lines(content: bytes, boxes: Mapping[int, Sequence[Box]]) -> dict[int, list[list[str]]]:
    """By page index: the lines in each of its boxes (points from the page's corner).

    A file that does not open, or a page that it does not have, has none.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return {}
    found: dict[int, list[list[str]]] = {}
    before: pypdfium2.PdfPage | None = None
    try:
        for index, wanted in boxes.items():
            if not 0 <= index < len(document):
                continue
            page = document[index]
            if before is not None:
                before.close()  # as in pipeline.verify.extract.wrong_texts: fonts are not read anew
            before = page
            text = page.get_textpage()
            read = bounded_reader(text.raw)
            found[index] = [_lines(read(x0 - 1, y1 - 0.6, x1 + 1, y0 + 0.6)) for x0, y0, x1, y1 in wanted]
            text.close()
        return found
    except pypdfium2.PdfiumError:
        return found
    finally:
        document.close()


def _lines(text: str) -> list[str]:
    """PDFium ends a line with CR and LF, and with a control character where it takes the hyphen for the layout's."""
    return [line for line in text.replace("\x02", "\r\n").split("\r\n") if line.strip()]
