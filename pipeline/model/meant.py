"""What a translator writes beside a translation that looks like none and is meant so: a remark that outlives every program."""

from __future__ import annotations

from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.message import msg

__all__ = ["MEANT", "MEANT_LINE", "MEANT_WORDS", "meant_in", "says_meant"]

MEANT: Final = msg("meant so")
"""As hints name it to whoever reads them; in each language it is the first of :data:`MEANT_WORDS`."""
MEANT_WORDS: Final[dict[Lang, tuple[str, ...]]] = {
    "en": ("meant so", "as meant", "intended"),
    "ru": ("так и нужно", "так и надо", "так и задумано"),
    "kk": ("осылай керек", "осылай болуы керек", "әдейі осылай"),
}
"""Read in every language, whatever the case, as a line of its own."""
MEANT_LINE: Final = "Meant so"
"""As catalogues keep it."""
_ALL: Final = frozenset(words for several in MEANT_WORDS.values() for words in several)


def meant_in(note: str) -> tuple[bool, str]:
    """Whether a remark says that the translation is meant so, and the remark without that line."""
    if not note:
        return False, note
    lines = note.split("\n")
    left = [line for line in lines if not says_meant(line)]
    return len(left) < len(lines), "\n".join(left)


def says_meant(text: str) -> bool:
    """Whether a line, or a cell, says it and nothing else."""
    return " ".join(text.casefold().split()).strip(" .!«»“”\"'") in _ALL
