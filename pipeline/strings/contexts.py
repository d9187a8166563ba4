"""What a translator sees beside a text: organisation, field, neighbours, page, and the length that fits, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from pipeline.model.message import Message, msg, nmsg
from pipeline.strings.units import Context

__all__ = ["Lines", "Word", "context_lines", "location", "placed", "shortened"]

Word = Callable[[Message], str]
Lines: TypeAlias = "tuple[str, ...]"
_LONGEST: Final = 120
"""Letters of a neighbour: enough to know what the record is about."""


def placed(contexts: Mapping[str, Context], places: Mapping[str, Context]) -> dict[str, Context]:
    """The contexts with page, link and length from ``places``, where they are known."""
    return {name: _placed(context, places[name]) if name in places else context for name, context in contexts.items()}


def _placed(context: Context, at: Context) -> Context:
    return replace(context, pages=at.pages, link=at.link, takes=at.takes, holds=at.holds, fits=at.fits)


def location(context: Context) -> str:
    """Where a text belongs: region, record, field."""
    return " › ".join(" ".join(part.split()) for part in (context.region, context.record, context.field) if part)


def context_lines(context: Context, word: Word) -> Lines:
    """Neighbours, page, length and like texts as lines for people."""
    lines = [f"{field}: {shortened(text)}" for field, text in context.neighbours]
    if context.letters:
        lines.append(word(msg("by transliteration: {letters}", letters=context.letters)))
    if context.pages:
        lines.append(word(nmsg("page {pages}", "pages {pages}", len(context.pages), pages=", ".join(map(str, context.pages)))))
    if context.link:
        lines.append(context.link)
    if context.fits:
        fit = nmsg("{n} line fits, about {letters} letters; what stands there takes {lines}",
                   "{n} lines fit, about {letters} letters; what stands there takes {lines}",
                   context.holds, letters=context.fits, lines=context.takes)
        lines.append(word(fit))
    return (*lines, *context.similar)


def shortened(text: str) -> str:
    """A text in one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"
