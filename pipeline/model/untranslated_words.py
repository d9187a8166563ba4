"""Texts that are not translated, as lines for people and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.field_words import field_words
from pipeline.model.message import Message, msg
from pipeline.model.standing import Untranslated

__all__ = ["untranslated_json", "untranslated_words"]


def untranslated_words(one: Untranslated) -> Message:
    """One text in a line: page, listing, field, the language it stands in, key, and whether only somebody has to look at it again."""
    line = msg(
        "page {folio}: {name}, {field} (“{lang}”), {key}", folio=one.folio or str(one.page), name=one.name, field=field_words(one.field),
        lang=one.stands_in, key=one.key,
    )
    return msg("{line}: to be looked at again", line=line) if one.doubtful else line


def untranslated_json(found: Iterable[Untranslated]) -> list[dict[str, Any]]:
    """The keys are told at the head of pipeline/proof/report.py."""
    return [
        {
            "lang": one.lang, "key": one.key, "name": one.name, "field": one.field, "stands_in": one.stands_in, "page": one.page,
            "folio": one.folio, "doubtful": one.doubtful,
        }
        for one in found
    ]
