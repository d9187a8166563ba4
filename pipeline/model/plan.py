"""What ``guide plan`` finds out: how long a book is in each setting and without each field."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.fields import EditionLang
from pipeline.model.fit import BookLength, Setting
from pipeline.model.stock import PaperStock

__all__ = ["BookPlan", "FieldPlan", "SettingPlan"]


@dataclass(frozen=True, slots=True)
class SettingPlan:
    """One row: ``option`` is the one that was changed, "" for the design itself; ``change``: what a reader notices of it."""

    option: str
    setting: Setting
    length: BookLength
    change: float


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """The book as designed without some fields. ``listings``: how many listings lose something."""

    fields: tuple[str, ...]
    length: BookLength
    listings: int


@dataclass(frozen=True, slots=True)
class BookPlan:
    """One language. ``signature``: pages in one of the printer's; ``multiple``: every book is filled up to a multiple of so many.

    ``sacrifice``: the fewest fields without which the book is shorter by a multiple; None where not even all of them save one.
    """

    lang: EditionLang
    signature: int
    multiple: int
    settings: tuple[SettingPlan, ...]
    fields: tuple[FieldPlan, ...]
    sacrifice: FieldPlan | None
    stock: PaperStock
    binding: str
    """The printer profile's: "perfect" or "saddle"."""

    @property
    def designed(self) -> BookLength:
        return self.settings[0].length
