"""What normalising leaves behind: changes that were made, findings, and questions with the answers that people gave, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.model.decisions import EMPTY, Answer, Asked, Decisions, folded
from pipeline.model.findings import CellRef, Finding, Rule
from pipeline.model.listings import Change, Listing
from pipeline.model.message import Message, msg
from pipeline.model.packing import packable
from pipeline.normalise import rules

__all__ = ["DatedCell", "Draft", "Spot", "Trail"]


_BY_NAME_ONLY: Final = frozenset({"consent", "consent_mobile", "consent_listing", "leave_out"})
"""Fields in which a person gives or refuses something: an answer on the same words in another column says nothing about them."""


@packable
@dataclass(frozen=True, slots=True)
class Draft:
    """A listing and the row it was read from."""

    ref: CellRef
    listing: Listing


@packable
@dataclass(frozen=True, slots=True)
class DatedCell:
    """A cell and a day that it says."""

    ref: CellRef
    day: date


@dataclass(slots=True)
class Trail:
    """Collects changes and findings in the order they were made."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blanks: dict[str, int] = field(default_factory=dict)
    """File -> number of cells that only said that there is nothing."""
    decisions: Decisions = EMPTY
    answered: dict[Answer, None] = field(default_factory=dict)
    """Answers that were asked for, in order; any other decides nothing of these rows."""
    consulted: dict[tuple[str, str], None] = field(default_factory=dict)
    """Rule and folded text of every look for an answer, found or not: decisions that agree on these agree on all that is read here."""
    private: dict[str, None] = field(default_factory=dict)
    """Ten national digits of mobiles that the row read now withholds."""
    private_cells: dict[CellRef, None] = field(default_factory=dict)
    """The cells they stand in."""
    columns: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Columns of consent that were asked about (file, sheet, header) -> the field that a person named for them."""
    registered: list[DatedCell] = field(default_factory=list)
    """Days of registration, which are compared with the date of the data once that is known."""
    _answers: Mapping[tuple[Asked, str], Answer] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._answers = self.decisions.index()

    def withheld(self, digits: str, ref: CellRef) -> None:
        """The row that is read now withholds a number (its last ten digits count) of that cell."""
        self.private[digits[-10:]] = None
        self.private_cells[ref] = None

    def beside(self) -> Trail:
        """A trail with the same decisions, of which nothing is told; what it looks for counts as looked for here."""
        return Trail(decisions=self.decisions, consulted=self.consulted)

    def spot(self, ref: CellRef, name: str) -> Spot:
        return Spot(self, ref, name)

    def answer(self, rule: str, name: str, wrote: str, file: str) -> Answer | None:
        """A person's answer on that text: for this file before one for all, for this field before one for any."""
        text = folded(wrote)
        self.consulted[rule, text] = None
        if not self._answers:
            return None
        for column in (name,) if name in _BY_NAME_ONLY else (name, ""):
            for where in (file, ""):
                found = self._answers.get(((rule, column, text), where))
                if found is not None:
                    self.answered[found] = None
                    return found
        return None


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

    def asked(
        self, rule: Rule, code: str, message: Message, *, before: str, after: str | None = None, hint: Message | None = None
    ) -> str | None:
        """Ask a person what is to be printed for ``before``, proposing ``after``.

        What was decided is returned and logged ("": print nothing); None, and a finding that is a question, where nobody decided yet.
        """
        answer = self.trail.answer(rule.id, self.field, before, self.ref.file)
        if answer is not None:
            self.trail.changes.append(Change(rule.id, before, answer.prints, self.ref, self.field, answer))
            return answer.prints
        self.trail.findings.append(
            rule.finding(code, message, hint=hint, place=self.ref, before=before, after=after, question=True, field=self.field)
        )
        return None

    def bad_answer(self, before: str, answer: str) -> None:
        """A person's answer that does not pass the checks that the cell did not pass: nothing of it is printed, and it is said."""
        self.found(
            rules.DECISIONS,
            "bad-answer",
            msg("“{answer}”, the answer for “{text}”, does not pass the checks itself; it is not printed.", answer=answer, text=before),
            hint=msg("Correct the answer in {file}, or in the workbook that it came back in.", file="decisions.toml"),
            before=before,
            after=answer,
        )

    def quiet(self) -> Spot:
        """The same cell, with a trail of its own: what is read there is read for an answer, and asks nobody."""
        return Spot(Trail(), self.ref, self.field)

    def blank(self) -> None:
        """Count a cell that only says that there is nothing."""
        self.trail.blanks[self.ref.file] = self.trail.blanks.get(self.ref.file, 0) + 1
