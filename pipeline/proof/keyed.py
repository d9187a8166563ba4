"""The translators' proof: the pages of the book, and beside each text the key by which catalogues know it, outside the trim."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from pipeline.doors.pdf import Boxes, DocumentFacts, FontNeeds, Note, SubsetStore, write_document
from pipeline.doors.pdf.extents import extent_of
from pipeline.model.galley import FontFace
from pipeline.model.inks import IN_BLACK, Inks
from pipeline.model.message import Message, msg
from pipeline.model.pages import DrawnPage, PageGeometry, PageMap
from pipeline.model.pictures import PressPicture
from pipeline.model.standing import Run, Standing
from pipeline.proof.margin import framed_note, is_left_of, margin_notes

__all__ = ["key_notes", "keyed_boxes", "keyed_proof_pdf"]

Say = Callable[[Message], str]
SIDE: Final = 108.0
"""Room for keys on either side of the trim, points."""
_SIZE: Final = 5.0
_LEAD: Final = _SIZE * 1.2
_INDENT: Final = _SIZE * 0.4
"""A note's words begin so far from the edge of its box, which cuts off what stands beyond it (doors.pdf.notes)."""
_CLEAR: Final = 17.0
"""Between the trim and the keys: what bleeds off a page reaches 5 mm at most."""


def key_notes(standings: Sequence[Standing], bars: Collection[str], geometry: PageGeometry, face: FontFace, say: Say) -> list[Note]:
    """The key of each text (``listing-id/field``) at the height of its first line; a bar beside the lines of those in ``bars``."""
    by_side: dict[tuple[int, bool], list[tuple[Run, str]]] = {}
    for one in standings:
        key = f"{one.listing}/{one.field}"
        for run in one.runs:
            by_side.setdefault((run.page_index, is_left_of(run.box, geometry.trim_width)), []).append((run, key))
    notes = [note for (index, is_left), found in sorted(by_side.items()) for note in _column(index, is_left, found, geometry, face)]
    marked = [one for one in standings if f"{one.listing}/{one.field}" in bars]
    told = msg(
        "Translators' proof. Beside each text stands its key, as the catalogues have it (msgctxt). A bar marks what is not translated."
    )
    beside = [note for note in margin_notes(marked, geometry, face, say) if not note.framed]
    return [framed_note(say(told), geometry, face), *beside, *notes]


def keyed_boxes(width: float, height: float) -> Boxes:
    """The pages of the translators' proof of a book with this trim, points."""
    return Boxes(width, height, slug=SIDE, cropped=True)


def _column(index: int, is_left: bool, found: Sequence[tuple[Run, str]], geometry: PageGeometry, face: FontFace) -> list[Note]:
    """Keys under one another; where texts begin on one line the second key goes below the first."""
    notes: list[Note] = []
    floor = geometry.trim_height
    for run, key in sorted(found, key=lambda pair: (-pair[0].box[3], pair[1])):
        top = min(run.box[3], floor)
        width = extent_of(face, key).width * _SIZE + 2 * _INDENT
        x0 = -_CLEAR - width if is_left else geometry.trim_width + _CLEAR
        notes.append(Note(index, (x0, top - _LEAD, x0 + width, top), (key,), size=_SIZE))
        floor = top - _LEAD
    return notes


def keyed_proof_pdf(
    pages: Sequence[DrawnPage],
    geometry: PageGeometry,
    needs: FontNeeds,
    faces: Sequence[FontFace],
    facts: DocumentFacts,
    page_map: PageMap,
    notes: tuple[Sequence[Note], FontFace],
    subsets: SubsetStore | None = None,
    inks: Inks = IN_BLACK,
    pictures: Mapping[str, PressPicture] | None = None,
) -> bytes:
    """The pages with ``notes`` beside them, in room that is left on either side."""
    return write_document(
        pages, keyed_boxes(geometry.trim_width, geometry.trim_height), needs, faces, facts, anchors=page_map.anchors, subsets=subsets,
        inks=inks, pictures=pictures, notes=notes,
    )
