"""A cover is read again by an engine that did not write it: one page of the ordered size, everything on it legible and in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pipeline.doors.pdf import inspect_pdf, scan_pdf
from pipeline.model.cover import CoverSize
from pipeline.model.findings import Box, Finding
from pipeline.model.pages import MM
from pipeline.verify.clean import forbidden
from pipeline.verify.extract import squash
from pipeline.verify.standards import PressTerms, wrong_for_press

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["Crowded", "crowded_words", "missing_words", "wrong_cover"]

_SLACK: Final = 0.01
"""Points that a size may be off by rounding."""
_MEET: Final = 1.0
"""Points that the ink of two lines may overlap in both directions: kerned neighbours do."""
_NEAR_MM: Final = 0.1
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Crowded:
    """Words that have no room: on ``other`` words, or where there are none too near to trim or fold. ``box`` in points from the trim."""

    words: str
    other: str
    box: Box


def wrong_cover(content: bytes, terms: PressTerms, file: str) -> list[Finding]:
    """What makes a printer's program refuse the file, by its structure and by every stream that is painted.

    Raises pikepdf.PdfError where the file does not open.
    """
    inspected = inspect_pdf(content, terms.boxes.shift)
    stains = scan_pdf(content, range(len(inspected.pages)), terms.is_opaque)
    return [*wrong_for_press(inspected, terms, file), *forbidden(stains, file)]


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


def crowded_words(content: bytes, size: CoverSize, margin_mm: float) -> list[Crowded]:
    """Lines whose ink lies on one another, or nearer to trim or folds than is safe; ``margin_mm``: from the page's edge to the trim.

    What stands wholly outside the trim is the printer's. Raises pypdfium2.PdfiumError where the file does not open.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        lines = [one for one in _lines(document[0], margin_mm * MM) if _is_inside(one[1], size)]
    finally:
        document.close()
    safe = _safe_boxes(size)
    found = [Crowded(words, "", box) for words, box in lines if not any(_holds(place, box) for place in safe)]
    for (words, box), (other, beside) in combinations(lines, 2):
        if min(box[2], beside[2]) - max(box[0], beside[0]) > _MEET and min(box[3], beside[3]) - max(box[1], beside[1]) > _MEET:
            found.append(Crowded(words, other, box))
    return found


def _lines(page: pypdfium2.PdfPage, margin: float) -> list[tuple[str, Box]]:
    """What each text object says, and the box of its ink from the trim's corner; blanks left out."""
    from pypdfium2 import raw

    texts = page.get_textpage()
    found = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST, textpage=texts):
        words = thing.extract().strip()
        if words:
            left, bottom, right, top = (edge - margin for edge in thing.get_bounds())
            found.append((words, (left, bottom, right, top)))
    return found


def _is_inside(box: Box, size: CoverSize) -> bool:
    return box[2] > 0 and box[3] > 0 and box[0] < size.width_mm * MM and box[1] < size.height_mm * MM


def _safe_boxes(size: CoverSize) -> list[Box]:
    """Back, front, and the spine, whose own rule says how near its text may come to the folds."""
    back, front = size.folds_mm[0], size.folds_mm[-1]
    low, high = size.safe_mm, size.height_mm - size.safe_mm
    sides = [(size.safe_mm, back - size.crease_mm), (front + size.crease_mm, size.width_mm - size.safe_mm), (back, front)]
    slack = _NEAR_MM * MM
    return [(left * MM - slack, low * MM - slack, right * MM + slack, high * MM + slack) for left, right in sides]


def _holds(place: Box, box: Box) -> bool:
    return box[0] >= place[0] and box[1] >= place[1] and box[2] <= place[2] and box[3] <= place[3]
