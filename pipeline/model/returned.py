"""A workbook that goes back to its author: what is marked in it, its first sheet, and by what both are known again when they return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

from pipeline.model.fields import Lang
from pipeline.model.packing import Named

__all__ = [
    "ANSWER_HEADERS", "COLOURS", "FILLS", "MARKER", "NOTE_END", "NOTE_HEADS", "SHEET_NAMES", "SHOWN", "Gravity", "Mark", "MarkedBook",
    "MendLine", "MendSheet", "print_of", "without_own_notes",
]


class Gravity(Named):
    """How much a mark asks of the author."""

    MUST = "must"
    CHECK = "check"
    REPAIRED = "repaired"


COLOURS: Final[Mapping[Gravity, str]] = {Gravity.MUST: "FFB3A7", Gravity.CHECK: "FFE08A", Gravity.REPAIRED: "C6E2F5"}
"""RGB of marked cells; told apart by brightness too. A cell of exactly this colour was marked by us."""
MARKER: Final = "guide:mend:1"
"""Stands in the head of the first sheet's hidden column, as its text: names, positions and properties of sheets do not last."""
FILLS: Final = "guide:fills:"
"""Begins the hidden cells that keep, as JSON, which colours marked cells had of their own."""
SHOWN: Final = "guide:shown:"
"""Begins the hidden cells that keep the prints (:func:`print_of`) of the first sheet's texts: what else stands there is its author's."""
SHEET_NAMES: Final[Mapping[Lang, str]] = {"ru": "Что исправить", "kk": "Нені түзету керек", "en": "What to mend"}
ANSWER_HEADERS: Final[Mapping[Lang, str]] = {"ru": "Ваш ответ", "kk": "Жауабыңыз", "en": "Your answer"}
NOTE_HEADS: Final[Mapping[Lang, str]] = {"ru": "■ Справочник:", "kk": "■ Анықтамалық:", "en": "■ The guide:"}
"""The line by which our part of a cell's comment begins; :data:`NOTE_END` ends it."""
NOTE_END: Final = "■"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to colour, 1-based, and what its comment says (without head and end)."""

    row: int
    column: int
    gravity: Gravity
    note: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class MendLine:
    """A line of the first sheet. ``sheet`` and ``cell`` are where its link leads, "" for none; ``key`` is what an answer is about."""

    sheet: str
    cell: str
    place: str
    who: str
    gravity: Gravity
    wrong: str
    write: str
    stands: str
    proposed: str
    key: str = ""
    answer: str = ""
    state: str = ""
    """Said in place of the gravity's word, where there is one."""
    choices: tuple[str, ...] = ()
    """What the drop-down of its answer offers, without commas."""


@dataclass(frozen=True, slots=True)
class MendSheet:
    """The first sheet, in the author's words. ``headers``: one for each visible column; ``words``: of each gravity."""

    lang: Lang
    title: str
    about: tuple[str, ...]
    counts: tuple[tuple[Gravity, str], ...]
    headers: tuple[str, ...]
    words: Mapping[Gravity, str]
    lines: tuple[MendLine, ...]
    in_thread: str = ""
    """What a line says of a cell with a conversation: Excel makes its old comment anew, so that ours would be lost in it."""


@dataclass(frozen=True, slots=True)
class MarkedBook:
    """What a copy has that its original has not. ``author``: whose name our comments bear."""

    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    """By the sheet's name."""
    sheet: MendSheet | None = None
    author: str = ""


def print_of(text: str) -> str:
    """Eight hexadecimal digits by which a text is known again, whatever a program made of its spaces and lines."""
    return f"{crc32(' '.join(text.split()).encode('utf-8', 'replace')):08x}"


def without_own_notes(text: str) -> str:
    """A cell's comment without what we wrote into it; what its author wrote around that stays."""
    if NOTE_END not in text:
        return text
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        bare = line.strip()
        if not inside and bare in NOTE_HEADS.values():
            inside = True
        elif inside and bare == NOTE_END:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept).strip()
