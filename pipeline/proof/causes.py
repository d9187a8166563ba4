"""Findings grouped by cause: one heading for a rule and code, and under it every place it was met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model.findings import CellRef, Finding, Place, Rule, Severity, registered_rules
from pipeline.model.message import Message, msg, nmsg

__all__ = ["Cause", "Spot", "causes_of", "place_words"]

Say = Callable[[Message], str]
SHOWN_SPOTS: Final = 200
"""Places shown under one cause; report.json has all."""
_GRAVITY: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a cause. ``message`` and ``hint`` are "" where the cause's own heading says them for all places."""

    place: str
    message: str = ""
    hint: str = ""
    before: str | None = None
    after: str | None = None
    reason: str = ""
    """Why it was waived."""


@dataclass(frozen=True, slots=True)
class Cause:
    """All findings of one rule and code. ``id`` and ``code`` are what a waiver names."""

    id: str
    code: str
    severity: str
    title: str
    rationale: str
    count: int
    spots: tuple[Spot, ...]
    message: str = ""
    """The sentence, where it is the same for all places."""
    hint: str = ""
    """What to do, where it is the same for all places."""
    more: str = ""
    has_before: bool = False
    has_after: bool = False


def place_words(place: Place | None, say: Say) -> str:
    """A place as Excel shows it: file › sheet › cell; a whole row and a page of a PDF say that they are one."""
    if place is None:
        return ""
    if isinstance(place, CellRef):
        cell = say(msg("row {row}", row=place.cell)) if place.cell.isdigit() else place.cell
        return " › ".join(part for part in (place.file, place.sheet, cell) if part)
    page = msg("page {page}", page=place.page)
    return f"{place.file} › {say(page)}"


def causes_of(findings: Iterable[tuple[Finding, str]], say: Say) -> list[Cause]:
    """Causes of findings (each with the reason it was waived for, or ""): gravest first, then by rule and code."""
    groups: dict[tuple[int, str, str], list[tuple[Finding, str]]] = {}
    for finding, reason in findings:
        groups.setdefault((_GRAVITY[finding.severity], finding.id, finding.code), []).append((finding, reason))
    rules = registered_rules()
    return [_cause(groups[key], rules.get(key[1]), say) for key in sorted(groups)]


def _cause(group: Sequence[tuple[Finding, str]], rule: Rule | None, say: Say) -> Cause:
    first = group[0][0]
    messages = {finding.message for finding, _ in group}
    hints = {finding.hint for finding, _ in group}
    spots = tuple(
        Spot(
            place_words(finding.place, say),
            say(finding.message) if len(messages) > 1 else "",
            say(finding.hint) if len(hints) > 1 and finding.hint else "",
            finding.before, finding.after, reason,
        )
        for finding, reason in group[:SHOWN_SPOTS]
    )
    rest = len(group) - SHOWN_SPOTS
    return Cause(
        first.id, first.code, first.severity.value,
        say(rule.title) if rule else first.id, say(rule.rationale) if rule else "", len(group), spots,
        message=say(first.message) if len(messages) == 1 else "",
        hint=say(first.hint) if len(hints) == 1 and first.hint else "",
        more=say(nmsg("… and {n} more place in report.json", "… and {n} more places in report.json", rest)) if rest > 0 else "",
        has_before=any(spot.before is not None for spot in spots),
        has_after=any(spot.after is not None for spot in spots),
    )
