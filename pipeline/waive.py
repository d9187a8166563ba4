"""Waivers: a finding may be answered for, in writing; a waiver that matches nothing is itself an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.findings import CellRef, Finding, PageRef, Severity, rule
from pipeline.model.message import msg
from pipeline.model.waiver import Waiver

__all__ = ["UNUSED", "Weighed", "is_answered_for", "weigh"]

UNUSED = rule(
    "JOB-002",
    title=msg("A waiver that matches nothing"),
    rationale=msg("A waiver whose fault was mended, or whose cell moved, would silently excuse the next fault that stands there."),
    codes={"unused-waiver": Severity.ERROR},
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Findings with the waived ones set apart, each with its reason."""

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...]

    @property
    def blocking(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    if (waiver.id, waiver.code) != (finding.id, finding.code):
        return False
    place = finding.place
    file = place.file if place else ""
    sheet, cell = (place.sheet, place.cell) if isinstance(place, CellRef) else ("", "")
    page = 0
    if isinstance(place, PageRef):
        # A page's file may be named with its folders or without, as people write it down.
        page, file = place.page, file if waiver.file == file else file.rpartition("/")[2]
    places = ((waiver.file, file), (waiver.sheet, sheet), (waiver.cell, cell))
    return waiver.page in (0, page) and all(wanted in ("", found) for wanted, found in places)


def is_answered_for(finding: Finding, waivers: Sequence[Waiver]) -> bool:
    """Whether one of the waivers covers the finding."""
    return any(_covers(waiver, finding) for waiver in waivers)


def weigh(findings: Sequence[Finding], waivers: Sequence[Waiver], name: str = "waivers.toml") -> Weighed:
    """Set waived findings apart; report waivers that matched nothing as findings in the file ``name``."""
    kept: list[Finding] = []
    waived: list[tuple[Finding, str]] = []
    used: set[int] = set()
    for finding in findings:
        match = next((index for index, waiver in enumerate(waivers) if _covers(waiver, finding)), None)
        if match is None:
            kept.append(finding)
        else:
            used.add(match)
            waived.append((finding, waivers[match].reason))
    for index, waiver in enumerate(waivers):
        if index not in used:
            kept.append(
                UNUSED.finding(
                    "unused-waiver",
                    msg("The waiver for {id} {code} matches nothing any more", id=waiver.id, code=waiver.code),
                    hint=msg("Remove it from {file}, or correct its place.", file=name),
                    place=CellRef(name, waiver.sheet, waiver.cell),
                )
            )
    return Weighed(tuple(kept), tuple(waived))
