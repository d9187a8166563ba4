"""What the proof marks in its margins: texts that stand in another language than the book's; the press file has none of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from pipeline.doors.pdf import Note
from pipeline.doors.pdf.extents import extent_of
from pipeline.model.field_words import field_words
from pipeline.model.findings import Box
from pipeline.model.galley import FontFace
from pipeline.model.message import Message, msg
from pipeline.model.pages import PageGeometry
from pipeline.model.standing import Standing
from pipeline.proof.page_parts import LANGUAGE_WORDS

__all__ = ["framed_note", "is_left_of", "margin_notes", "stamps"]

Say = Callable[[Message], str]
CLEAR: Final = 2.2
"""Between a column and the bar beside it, points."""
WIDE: Final = 8.0
"""Of a bar with the letters beside it."""
APART: Final = 0.7
"""A bar ends so far within its lines, so that those of two texts do not run into one."""
_KEY_SIZE: Final = 6.5
_KEY_FOOT: Final = 24.0
"""The key of the marks stands so far above the foot of the first page."""


def margin_notes(standings: Iterable[Standing], geometry: PageGeometry, face: FontFace, say: Say) -> list[Note]:
    """A bar beside the lines of each of these texts, with the language they stand in; on the first page what the bars mean."""
    spots: dict[tuple[int, bool, float], list[tuple[Box, str, str]]] = {}
    for standing in standings:
        tip = f"{say(field_words(standing.field))}: {standing.listing}/{standing.field}"
        for run in standing.runs:
            if run.box[1] < run.box[3]:  # else it stands nowhere
                beside, is_left = _beside(run.box, geometry.trim_width)
                spots.setdefault((run.page_index, is_left, beside[0]), []).append((beside, standing.lang, tip))
    notes = [note for place, found in sorted(spots.items()) for note in _bars(place[0], place[1], found)]
    languages = {lang for note in notes for lang in note.lines}
    return [_key(geometry, face, say, languages), *notes] if notes else []


def stamps(text: str, pages: int, geometry: PageGeometry, face: FontFace) -> list[Note]:
    """One line in a frame at the foot of every page."""
    width = extent_of(face, text).width * _KEY_SIZE + 10
    x0, foot = (geometry.trim_width - width) / 2, 6.0
    box = (x0, foot, x0 + width, foot + _KEY_SIZE * 1.25 + 9)
    return [Note(index, box, (text,), framed=True, size=_KEY_SIZE) for index in range(pages)]


def is_left_of(box: Box, trim_width: float) -> bool:
    """Whether what is said of these lines stands left of them: in the left half of the page, or over all its width."""
    x0, _, x1, _ = box
    return (x0 + x1) / 2 < trim_width / 2 or x1 - x0 > trim_width / 2


def _beside(box: Box, trim_width: float) -> tuple[Box, bool]:
    """The place of a bar, and whether it is on the left."""
    x0, foot, x1, top = box
    if is_left_of(box, trim_width):
        return (x0 - CLEAR - WIDE, foot + APART, x0 - CLEAR, top - APART), True
    return (x1 + CLEAR, foot + APART, x1 + CLEAR + WIDE, top - APART), False


def _bars(page_index: int, is_left: bool, found: Sequence[tuple[Box, str, str]]) -> list[Note]:
    """One bar for texts that share a line."""
    merged: list[tuple[Box, list[str], list[str]]] = []
    for box, lang, tip in sorted(found, key=lambda one: (-one[0][3], one[0][1], one[1:])):
        if merged and merged[-1][0][1] < box[3] - 1:
            before, langs, tips = merged[-1]
            merged[-1] = ((before[0], min(before[1], box[1]), before[2], before[3]), [*langs, lang], [*tips, tip])
        else:
            merged.append((box, [lang], [tip]))
    return [
        Note(page_index, box, tuple(dict.fromkeys(langs)), "\n".join(dict.fromkeys(tips)), "right" if is_left else "left")
        for box, langs, tips in merged
    ]


def _key(geometry: PageGeometry, face: FontFace, say: Say, met: Collection[str]) -> Note:
    languages = ", ".join(f"{lang} {say(words)}" for lang, words in LANGUAGE_WORDS.items() if lang in met)
    told = say(msg(
        "Proof. A bar in the margin marks a text that is not translated: it stands in the language it was sent in, which the letters "
        "beside the bar tell ({languages}). A viewer shows its key when the bar is pointed at. Press files have no such marks.",
        languages=languages,
    ))
    return framed_note(told, geometry, face)


def framed_note(text: str, geometry: PageGeometry, face: FontFace) -> Note:
    """What is to be said once, in a frame at the foot of the first page."""
    x0 = geometry.inner
    lines = _wrapped(text, geometry.measure - 10, face, _KEY_SIZE)
    height = len(lines) * _KEY_SIZE * 1.25 + 9
    return Note(0, (x0, _KEY_FOOT, x0 + geometry.measure, _KEY_FOOT + height), tuple(lines), framed=True, size=_KEY_SIZE)


def _wrapped(text: str, width: float, face: FontFace, size: float) -> list[str]:
    """The text in lines of that width."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and extent_of(face, longer).width * size > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
