"""A fault of typography: what, where, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import Box, Finding, PageRef, Rule
from pipeline.model.message import Message

__all__ = ["TypeFault"]


@dataclass(frozen=True, slots=True)
class TypeFault:
    """One fault on one page. ``amount``: hyphens, letters, lines or points, as the code has it; ``box`` in points, origin lower left."""

    rule: Rule
    code: str
    message: Message
    page_index: int
    column: int
    box: Box
    section: str
    block: str = ""
    listing: str = ""
    text: str = ""
    amount: float = 0.0
    hint: Message | None = None

    def finding(self, file: str) -> Finding:
        """The same as a finding on a page of ``file``."""
        return self.rule.finding(self.code, self.message, hint=self.hint, place=PageRef(file, self.page_index + 1, self.box))
