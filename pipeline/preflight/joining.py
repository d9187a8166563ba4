"""Findings that are one to a reader: some programs show a text letter by letter, and a word would be told of once a letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from pipeline.model.findings import Box, Finding, PageRef
from pipeline.model.message import Message, nmsg

__all__ = ["joined", "places_of", "rest_message"]

_GAP: Final = 0.6
"""A word space of widely set type, in heights of the line."""


def rest_message(count: int) -> Message:
    """What is said instead of ``count`` findings that are not told each by itself."""
    return nmsg("… and {n} more place like these", "… and {n} more places like these", count)


def places_of(finding: Finding) -> int:
    """How many places a finding stands for: one, or those that are only counted."""
    message = finding.message
    return message.n if message.n is not None and message.msgid == rest_message(0).msgid else 1


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a page, those that say the same of neighbours on one line as one, with the box around them."""
    made: list[Finding] = []
    last: dict[tuple[Any, ...], int] = {}
    for finding in findings:
        kind = (finding.id, finding.code, finding.message)
        at = last.get(kind)
        if at is not None:
            box = _around(made[at], finding)
            if box is not None and isinstance(finding.place, PageRef):
                made[at] = replace(made[at], place=replace(finding.place, box=box))
                continue
        last[kind] = len(made)
        made.append(finding)
    return made


def _around(one: Finding, other: Finding) -> Box | None:
    """The box around both, None where they are no neighbours on a line."""
    if not (isinstance(one.place, PageRef) and isinstance(other.place, PageRef)) or one.place.box is None or other.place.box is None:
        return None
    (a, b, c, d), (e, f, g, h) = one.place.box, other.place.box
    height = min(d - b, h - f)
    shared, gap = min(d, h) - max(b, f), max(a, e) - min(c, g)
    if shared < height / 2 or gap > _GAP * max(d - b, h - f):
        return None
    return (min(a, e), min(b, f), max(c, g), max(d, h))
