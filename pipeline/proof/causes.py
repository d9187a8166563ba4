"""Findings grouped by cause: one block for a rule and code, with how many, by file, why, what it costs, what to do, and every place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.model.findings import CellRef, Finding, Place, Rule, Severity, registered_rules
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.questions import answer_lines, open_questions
from pipeline.model.source import FileReading, ListingKind
from pipeline.proof.tellings import Telling, telling_of

__all__ = ["KINDS", "Cause", "CauseKind", "Kinds", "Spot", "address_of", "causes_of", "kind_of", "kinds_of", "place_words", "told"]

Say = Callable[[Message], str]
CauseKind = Literal["blocking", "question", "advice", "repaired", "noted"]
KINDS: Final[tuple[CauseKind, ...]] = ("blocking", "question", "advice", "repaired", "noted")
"""What a block is to the person who reads it, gravest first."""
Kinds = Mapping[tuple[str, str], ListingKind]
"""File and sheet -> what its rows are."""
SHOWN_SPOTS: Final = 200
"""Places shown under one cause; report.json has all."""
_GRAVITY: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_TEXTS: Final = (".md", ".toml", ".po")
_PLAIN_SHEET: Final = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a cause. ``message`` and ``hint`` are "" where the cause's own sentences say them for all places."""

    place: str
    file: str = ""
    address: str = ""
    """Sheet and cell as Excel's Name Box takes them; "" for what is no cell."""
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
    kind: CauseKind
    sentence: str
    """How many of what: "17 organisations have no phone"; the rule's title and a number where nothing better is known."""
    count: int
    title: str
    rationale: str
    spots: tuple[Spot, ...]
    files: tuple[tuple[str, int], ...] = ()
    """How many in each file, in the files' order."""
    cause: str = ""
    stays: str = ""
    action: str = ""
    message: str = ""
    """What was found, where it is the same for all places."""
    more: str = ""
    lines: str = ""
    """Of questions: what answers them in decisions.toml, ready to copy."""
    has_before: bool = False
    has_after: bool = False

    @property
    def anchor(self) -> str:
        """Where the block stands on the page."""
        return f"{self.id}-{self.code}"


def kinds_of(readings: Iterable[FileReading]) -> Kinds:
    """What the rows of each sheet that was read are."""
    return {(reading.file, sheet.name): sheet.kind for reading in readings for sheet in reading.sheets if sheet.kind}


def place_words(place: Place | None, say: Say) -> str:
    """A place as Excel shows it: file › sheet › cell; a whole row and a page of a PDF say that they are one."""
    if place is None:
        return ""
    if isinstance(place, CellRef):
        cell = say(msg("row {row}", row=place.cell)) if place.cell.isdigit() else place.cell
        return " › ".join(part for part in (place.file, place.sheet, cell) if part)
    page = msg("page {page}", page=place.page)
    return f"{place.file} › {say(page)}"


def address_of(place: Place | None) -> str:
    """Sheet and cell as Excel's Name Box takes them ('НПО 2026'!C14; for a row its first cell); "" for what has no cell.

    Of a text its line stays a line: Excel has no cell for it.
    """
    if not isinstance(place, CellRef) or not place.cell:
        return ""
    if not place.sheet and place.file.endswith(_TEXTS):
        return place.cell
    cell = f"A{place.cell}" if place.cell.isdigit() else place.cell
    if not place.sheet:
        return cell
    sheet = place.sheet if _PLAIN_SHEET.fullmatch(place.sheet) else "'" + place.sheet.replace("'", "''") + "'"
    return f"{sheet}!{cell}"


def causes_of(findings: Iterable[tuple[Finding, str]], say: Say, kinds: Kinds | None = None) -> list[Cause]:
    """Causes of findings (each with the reason it was waived for, or ""): gravest first, then those of the sources, then the most frequent.

    Those alike in all that stand by rule and code.
    """
    groups: dict[tuple[int, str, str], list[tuple[Finding, str]]] = {}
    for finding, reason in findings:
        groups.setdefault((_GRAVITY[finding.severity], finding.id, finding.code), []).append((finding, reason))
    rules = registered_rules()
    made = [_cause(groups[key], rules.get(key[1]), say, kinds or {}) for key in sorted(groups)]
    of_sources = {(key[1], key[2]): group[0][0].is_of_sources for key, group in groups.items()}
    return sorted(made, key=lambda cause: (KINDS.index(cause.kind), not of_sources[cause.id, cause.code], -cause.count))


def told(findings: Sequence[Finding], telling: Telling | None, kinds: Kinds) -> tuple[list[Message], int]:
    """How many of what, as one sentence for organisations and one for experts where they differ; and how many together."""
    amounts = [_amount(finding, telling) for finding in findings]
    if telling is None:
        return [], sum(amounts)
    if telling.counted.plural is None:
        return [telling.counted], sum(amounts)
    of_experts = [
        telling.of_experts is not None and isinstance(found.place, CellRef) and kinds.get((found.place.file, found.place.sheet)) == "expert"
        for found in findings
    ]
    experts = sum(amount for amount, expert in zip(amounts, of_experts, strict=True) if expert)
    others = sum(amounts) - experts
    sentences = [replace(telling.counted, n=others)] if others or not experts else []
    if experts and telling.of_experts is not None:
        sentences.append(replace(telling.of_experts, n=experts))
    return sentences, sum(amounts)


def _amount(finding: Finding, telling: Telling | None) -> int:
    """How many things one finding speaks of."""
    return (finding.message.n or 1) if telling is not None and telling.sums else 1


def _cause(group: Sequence[tuple[Finding, str]], rule: Rule | None, say: Say, kinds: Kinds) -> Cause:
    first = group[0][0]
    telling = telling_of(first.id, first.code)
    sentences, count = told([finding for finding, _ in group], telling, kinds)
    title = say(rule.title) if rule else first.id
    messages, hints = {finding.message for finding, _ in group}, {finding.hint for finding, _ in group}
    action = say(telling.action) if telling else say(first.hint) if len(hints) == 1 and first.hint else ""
    spots = _spots(group, say, len(messages) > 1, len(hints) > 1 or not action, action)
    rest = len(group) - SHOWN_SPOTS
    return Cause(
        first.id, first.code, first.severity.value, _kind(first, telling),
        "; ".join(map(say, sentences)) if sentences else f"{title}: {count}", count, title, say(rule.rationale) if rule else "", spots,
        _by_file(group, telling),
        cause=say(telling.cause) if telling else "", stays=say(telling.stays) if telling else "", action=action,
        message=say(first.message) if len(messages) == 1 else "",
        more=say(nmsg("… and {n} more place in report.json", "… and {n} more places in report.json", rest)) if rest > 0 else "",
        lines="\n".join(map(answer_lines, open_questions(finding for finding, _ in group))),
        has_before=any(spot.before for spot in spots),
        has_after=any(spot.after for spot in spots),
    )


def kind_of(finding: Finding) -> CauseKind:
    """What a finding is to the person who reads it."""
    return _kind(finding, telling_of(finding.id, finding.code))


def _kind(finding: Finding, telling: Telling | None) -> CauseKind:
    if finding.severity is Severity.ERROR:
        return "blocking"
    if finding.question:
        return "question"
    if finding.severity is Severity.WARNING:
        return "advice"
    return "repaired" if telling is not None and telling.is_repair else "noted"


def _by_file(group: Sequence[tuple[Finding, str]], telling: Telling | None) -> tuple[tuple[str, int], ...]:
    found = Counter[str]()
    for finding, _ in group:
        if finding.place is not None:
            found[finding.place.file] += _amount(finding, telling)
    return tuple(found.items())


def _spots(group: Sequence[tuple[Finding, str]], say: Say, differ: bool, hints: bool, action: str) -> tuple[Spot, ...]:
    """The first places, with what was found where it differs; ``hints``: with their own advice, unless the block says the same."""
    shown = group[:SHOWN_SPOTS]
    return tuple(
        Spot(
            place_words(finding.place, say), finding.place.file if finding.place else "", address_of(finding.place),
            say(finding.message) if differ else "",
            hint if hints and finding.hint and (hint := say(finding.hint)) != action else "",
            finding.before, finding.after, reason,
        )
        for finding, reason in shown
    )
