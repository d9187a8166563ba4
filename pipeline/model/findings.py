"""Findings: what was noticed, where, and what to do about it; one type from ingest to preflight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.message import Message
from pipeline.model.packing import Named, packable

__all__ = ["Box", "CellRef", "Finding", "PageRef", "Place", "Rule", "Severity", "registered_rules", "rule"]

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points, origin at the lower left corner of the trimmed page."""


class Severity(Named):
    """ERROR blocks the hand-off, WARNING asks a person to look, INFO tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@packable
@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A cell as Excel shows it: file name, sheet name, address such as ``C14``; ``cell`` may be a row ("14") or empty."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet and self.cell and self.file:  # most are; a page map spells tens of thousands
            return f"{self.file} › {self.sheet} › {self.cell}"
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)


@packable
@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of a written file; ``page`` is 1-based, ``box`` in points."""

    file: str
    page: int
    box: Box | None = None

    def __str__(self) -> str:
        return f"{self.file} › {self.page}"


Place = CellRef | PageRef


@packable
@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed. ``id`` is the rule's (FAMILY-nnn, for life), ``code`` the message code within it."""

    id: str
    code: str
    severity: Severity
    message: Message
    hint: Message | None = None
    place: Place | None = None
    source: str = ""
    before: str | None = None
    after: str | None = None
    question: bool = False
    """Does a person have to decide? ``before`` is then what the cell says, ``after`` what is proposed; nothing of it is printed."""
    field: str = ""
    """Of a question: the field that ``before`` was read for, which is part of what an answer is found by."""

    @property
    def is_of_sources(self) -> bool:
        """Whether it is about what the provinces sent: others mend that, and it takes them longest, so it is told first."""
        return self.id.startswith("SRC-")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with an id for life; raises its findings through :meth:`finding`."""

    id: str
    title: Message
    rationale: Message
    codes: Mapping[str, Severity] = field(default_factory=dict)
    source: str = ""

    def finding(
        self,
        code: str,
        message: Message,
        *,
        hint: Message | None = None,
        place: Place | None = None,
        before: str | None = None,
        after: str | None = None,
        question: bool = False,
        field: str = "",
    ) -> Finding:
        """Make a finding of this rule. Raises KeyError for a code the rule did not declare."""
        return Finding(self.id, code, self.codes[code], message, hint, place, self.source, before, after, question, field)


_RULES: dict[str, Rule] = {}


def rule(id_: str, *, title: Message, rationale: Message, codes: Mapping[str, Severity], source: str = "") -> Rule:
    """Register a rule. Raises ValueError where an id is used twice or codes are missing."""
    if id_ in _RULES:
        raise ValueError(f"rule id {id_} is used twice")
    if not codes:
        raise ValueError(f"rule {id_} declares no message code")
    made = Rule(id_, title, rationale, codes, source)
    _RULES[id_] = made
    return made


def registered_rules() -> Mapping[str, Rule]:
    """All rules whose modules were imported, by id."""
    return dict(sorted(_RULES.items()))
