"""What normalising leaves behind: the changes that were made and the findings that were noticed, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.findings import CellRef, Finding, Rule
from pipeline.model.listings import Change
from pipeline.model.message import Message

__all__ = ["Spot", "Trail"]


@dataclass(slots=True)
class Trail:
    """Collects changes and findings in the order they were made."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blanks: dict[str, int] = field(default_factory=dict)
    """File -> number of cells that only said that there is nothing."""

    def spot(self, ref: CellRef, name: str) -> Spot:
        return Spot(self, ref, name)


@dataclass(slots=True)  # one for every cell: a frozen one takes three times as long to make
class Spot:
    """A cell and the field it is read for, where something may be changed or noticed."""

    trail: Trail
    ref: CellRef
    field: str

    def changed(self, rule: Rule, before: str, after: str) -> None:
        """Log a repair; nothing where nothing changed."""
        if before != after:
            self.trail.changes.append(Change(rule.id, before, after, self.ref, self.field))

    def found(
        self,
        rule: Rule,
        code: str,
        message: Message,
        *,
        hint: Message | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Collect a finding at this cell."""
        self.trail.findings.append(rule.finding(code, message, hint=hint, place=self.ref, before=before, after=after))

    def blank(self) -> None:
        """Count a cell that only says that there is nothing."""
        self.trail.blanks[self.ref.file] = self.trail.blanks.get(self.ref.file, 0) + 1
