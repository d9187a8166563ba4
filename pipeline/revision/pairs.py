"""A text beside its translation: what every check looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.model.fields import NAME_FIELDS, Lang
from pipeline.model.findings import CellRef, Finding, Rule
from pipeline.model.message import Message

__all__ = ["NAMES", "POSTS", "PROSE", "Pair"]

PROSE: Final = frozenset({"mission", "targets", "plans", "cv"})
"""Fields that hold sentences."""
POSTS: Final = frozenset({"head_role", "press_role", "position", "degree"})
"""Fields that hold a word or a few: posts, trades, degrees. Many are loan words, the same in Kazakh and Russian."""
NAMES: Final = NAME_FIELDS | {"affiliation", "address"}
"""Fields that hold names, which may stand in another language's letters or be the same in several."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One text and its translation. ``field`` is that of the listing, "" for a label; ``place``: where the translation stands."""

    source: str
    source_lang: Lang
    target: str
    lang: Lang
    field: str
    place: CellRef

    def told(self, rule: Rule, code: str, message: Message, hint: Message | None = None) -> Finding:
        """A finding of ``rule`` about this translation. Raises KeyError for a code the rule did not declare."""
        return rule.finding(code, message, hint=hint, place=self.place, before=self.source, after=self.target)
