"""What one kind of problem is to a person who must mend it: how many, why it happens, what it costs, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.message import Message

__all__ = ["Telling"]


@dataclass(frozen=True, slots=True)
class Telling:
    """The words for all findings of one rule and code (after 360Giving's data quality tool, design notes 3.1).

    ``counted`` is a sentence with ``{n}`` and plural forms, or one that needs no number. ``of_experts`` is the same sentence for those
    findings that stand in a list of experts. ``sums``: one finding speaks of several things, and the numbers in the messages are added up.
    """

    counted: Message
    cause: Message
    """How it usually comes about."""
    stays: Message
    """What is printed, left out or wrong if nobody does anything."""
    action: Message
    is_repair: bool = False
    """The program mended it, and the guide is right; the workbook is not."""
    sums: bool = False
    of_experts: Message | None = None
