"""Placeholders, tags and entities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.revision.pairs import Pair
from pipeline.revision.rules import PLACEHOLDERS, TAGS

__all__ = ["check_placeholders", "check_tags"]

_PLACEHOLDER: Final = re.compile(r"\{\w*\}|%\([A-Za-z_]\w*\)[sd]|(?<![\d\w])%[sd](?![^\W\d_])")
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)


def check_placeholders(pair: Pair) -> Iterator[Finding]:
    """STR-040."""
    if not ("{" in pair.source or "%" in pair.source or "{" in pair.target or "%" in pair.target):
        return
    wanted, found = Counter(_PLACEHOLDER.findall(pair.source)), Counter(_PLACEHOLDER.findall(pair.target))
    for name in wanted.keys() - found.keys():
        yield pair.told(
            PLACEHOLDERS, "lost", msg("{name} is not in the translation.", name=name), msg("Copy it from the text, letter by letter."))
    for name in found.keys() - wanted.keys():
        yield pair.told(
            PLACEHOLDERS, "added", msg("{name} is in the translation and not in the text.", name=name),
            msg("Copy words in braces from the text, letter by letter."),
        )


def check_tags(pair: Pair) -> Iterator[Finding]:
    """STR-041. Tags that the text has itself are its author's, and of his number."""
    if "<" in pair.target or "<" in pair.source:
        wanted, found = Counter(_TAG.findall(pair.source)), Counter(_TAG.findall(pair.target))
        if wanted != found:
            odd = sorted(((found - wanted) + (wanted - found)).keys())
            yield pair.told(TAGS, "tag", msg("Tags of text and translation differ: {tags}.", tags=" ".join(odd)))
    if "&" in pair.target and (entity := _ENTITY.search(pair.target)) and entity[0] not in pair.source:
        yield pair.told(
            TAGS, "entity", msg("{entity} would be printed as it stands.", entity=entity[0]), msg("Write the character itself."))
