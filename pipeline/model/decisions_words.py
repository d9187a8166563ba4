"""A person's decision in words, and as plain values."""

from __future__ import annotations

from pipeline.model.decisions import Answer
from pipeline.model.message import Message, msg

__all__ = ["decided_json", "decided_words"]


def decided_words(answer: Answer) -> Message:
    """Who decided it, and when, as far as it is known."""
    if answer.by and answer.on:
        return msg("decided by {by} on {day}", by=answer.by, day=answer.on.isoformat())
    if answer.by:
        return msg("decided by {by}", by=answer.by)
    return msg("decided on {day}", day=answer.on.isoformat()) if answer.on else msg("decided by a person; who and when is not noted")


def decided_json(answer: Answer) -> dict[str, str]:
    """``wrote``, ``print``, and where they are known ``file``, ``by`` and ``on`` (a day, ISO 8601)."""
    known = {"file": answer.file, "by": answer.by, "on": answer.on.isoformat() if answer.on else ""}
    return {"wrote": answer.wrote, "print": answer.prints, **{name: value for name, value in known.items() if value}}
