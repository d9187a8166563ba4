"""Sources of rules as a person reads them: names of standards and printers stay, the words around them are in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pipeline.model.message import Message, msg

__all__ = ["source_words"]

_WORDS: Final[tuple[Message, ...]] = (
    msg("not opened"), msg("printers' profiles"), msg("prepress checklist, point"), msg("trade practice"), msg("trade tolerance 0.1 mm"),
    msg("plates as Ghostscript separates them"), msg("KDP refuses covers that are 0.0625 in off"), msg("0.0625 in on each side"),
    msg("table"), msg("annex"), msg("part"), msg("slug"), msg("rules"),
)
_BY_TEXT: Final = {word.msgid: word for word in _WORDS}
_ANY: Final = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in sorted(_BY_TEXT, key=len, reverse=True)))


def source_words(source: str, say: Callable[[Message], str]) -> str:
    """A rule's source, its words said by ``say``."""
    return _ANY.sub(lambda found: say(_BY_TEXT[found[0]]), source)
