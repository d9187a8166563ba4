"""The ledger of merges: which rows are one listing, why, and every value in which they differ."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef
from pipeline.model.packing import packable

__all__ = ["Agreement", "Difference", "Merge", "OtherLanguage"]


@packable
@dataclass(frozen=True, slots=True)
class Agreement:
    """Something in which rows agree. ``kind``: a field's name, or what pipeline.model.merge_words words besides; ``value`` as printed."""

    kind: str
    value: str


@packable
@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not printed, because another row says something else. ``printed``: what is printed in its place."""

    field: str
    value: str
    ref: CellRef
    printed: str
    printed_ref: CellRef


@packable
@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A text that is printed in the edition in its language only: another row has it in that language."""

    field: str
    value: str
    lang: Lang
    ref: CellRef


@packable
@dataclass(frozen=True, slots=True)
class Merge:
    """Several rows that are printed as one listing."""

    listing: str
    """Id of the listing."""
    name: str
    row: CellRef
    """The row that wins: verified last, else the fuller one, else the first of the sources."""
    rows: tuple[CellRef, ...]
    """All rows, the winner's first."""
    why: tuple[Agreement, ...]
    differences: tuple[Difference, ...]
    others: tuple[OtherLanguage, ...] = ()
    decided: bool = False
    """Did a person say that they are one ([[same]] in decisions.toml)?"""
