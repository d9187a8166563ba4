"""The memory of translations in the edition's folder: opened, and kept clean of what nobody has a right to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.desk import Desk
from pipeline.errors import Unreadable
from pipeline.gathering import Gathered, rows_of
from pipeline.model.fields import Lang
from pipeline.model.message import msg
from pipeline.strings.tmx import read_tmx
from pipeline.strings.today import Today
from pipeline.strings.translation_memory import Remembered, TranslationMemory, forget, remember
from pipeline.strings.units import Unit

__all__ = ["MEMORY_FILE", "Stored", "memory_for", "open_memory", "private_texts", "remembered", "require_whole"]

MEMORY_FILE: Final = "translations/memory.tmx"


@dataclass(frozen=True, slots=True)
class Stored:
    """The memory, and the text of its file, "" where there is none yet."""

    entries: tuple[Remembered, ...] = ()
    text: str = ""


def open_memory(desk: Desk) -> Stored:
    """Raises Unreadable where the file is no sound TMX."""
    text = desk.text_or(MEMORY_FILE)
    if not text:
        return Stored()
    try:
        return Stored(tuple(read_tmx(text.encode(), MEMORY_FILE).entries), text)
    except Unreadable as error:
        hint = msg("Take the file away: guide strings merge makes it anew from what is approved in the catalogues.")
        raise Unreadable(error.message, hint) from error


def require_whole(gathered: Gathered) -> None:
    """Raises Unreadable where a workbook could not be read: all its texts would count as removed, and leave the memory."""
    if gathered.unreadable:
        raise Unreadable(
            msg("{file} could not be read, and its texts would count as removed; nothing was written.", file=gathered.unreadable[0]),
            msg("Mend the workbook, or take it out of the edition's folder; guide check says what is wrong with it."))


def remembered(
    memory: Sequence[Remembered], units: Mapping[Lang, Sequence[Unit]], today: Today, private: frozenset[str]
) -> tuple[Remembered, ...]:
    """The memory with what is approved in the catalogues, by language, of listings that are printed; and without what may not be kept."""
    for lang, of_lang in units.items():
        # No PO file tells the language of a source.
        sent = [replace(one, source_lang=today.texts[one.key][1]) for one in of_lang if one.key in today.texts and not one.removed]
        memory = remember(memory, sent, lang)
    return forget(memory, today.sources, private)


def memory_for(desk: Desk, gathered: Gathered, lang: Lang, catalogue: Sequence[Unit]) -> TranslationMemory:
    """What may be shown beside texts that are to be translated into ``lang``. Raises Unreadable."""
    stored = open_memory(desk)
    today = Today.of(gathered.clean.listings, gathered.clean.registry)
    entries = remembered(stored.entries, {lang: catalogue}, today, private_texts(desk, gathered, stored.entries))
    return TranslationMemory.of(entries, lang, today.wanted(lang))


def private_texts(desk: Desk, gathered: Gathered, memory: Iterable[Remembered]) -> frozenset[str]:
    """What the rows say that ask to be left out. They are read again, and only where the memory holds what came from elsewhere."""
    withheld = frozenset(gathered.clean.withheld)
    if not withheld or all(one.key for one in memory):
        return frozenset()
    rows = rows_of(desk, sorted({row.file for row in withheld}))
    values = (value for row in rows if row.ref in withheld for values in row.values.values() for value in values)
    return frozenset(value.text for value in values)
