"""What copy-fitting may change, in plain words."""

from __future__ import annotations

from pipeline.model.message import Figure, Message, msg, nmsg

__all__ = ["option_words"]


def option_words(name: str, value: float) -> Message:
    """An option of :data:`pipeline.model.fit.OPTIONS` and its value as a phrase."""
    if name == "index_columns":
        return nmsg("indexes in {n} column", "indexes in {n} columns", round(value))
    words = {"spacing": msg("space between entries"), "leading": msg("line spacing"), "size": msg("type size")}
    return msg("{option} {points} pt", option=words[name], points=Figure(value))
