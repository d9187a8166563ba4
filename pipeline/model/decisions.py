"""What people decided on the data: answers to questions, and which rows are one listing (the edition's decisions.toml)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from pipeline.model.packing import packable

__all__ = ["EMPTY", "Answer", "Asked", "Decisions", "Sameness", "folded"]

_OUTER: Final = " .,;:"

Asked = tuple[str, str, str]
"""What an answer is found by: rule, field, folded text."""


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """A text as questions compare it: case, ё, runs of spaces and stops at its ends make no difference; nothing else is let go."""
    composed = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join(composed.split()).strip(_OUTER)


@packable
@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed for a text that a rule was not sure of.

    ``wrote``: the text the question is about, as it stood in the cell; ``prints``: what is printed for it, "" for nothing. ``file``: the
    one workbook it holds for, "" for all. ``field`` "" holds for any column. ``by`` and ``on``: who decided, and when.
    """

    rule: str
    field: str
    wrote: str
    prints: str
    file: str = ""
    by: str = ""
    on: date | None = None

    @property
    def asked(self) -> Asked:
        return self.rule, self.field, folded(self.wrote)


@packable
@dataclass(frozen=True, slots=True)
class Sameness:
    """Two or more listings, by their keys, that a person calls one, or different ones."""

    listings: tuple[str, ...]
    by: str = ""
    on: date | None = None


@packable
@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything that people decided, in the order in which it is written."""

    values: tuple[Answer, ...] = ()
    same: tuple[Sameness, ...] = ()
    different: tuple[Sameness, ...] = ()

    def index(self) -> Mapping[tuple[Asked, str], Answer]:
        """(what is asked, file or "" for all) -> answer; of several the first holds."""
        found: dict[tuple[Asked, str], Answer] = {}
        for answer in self.values:
            found.setdefault((answer.asked, answer.file), answer)
        return found

    def with_answers(self, answers: tuple[Answer, ...], file: str) -> Decisions:
        """These decisions, and answers that came back in a workbook: they hold for that file where the edition decides nothing else."""
        if not answers:
            return self
        decided = self.index()
        new = [replace(one, file=file, by=one.by or file) for one in answers if not _is_decided(one, file, decided)]
        return replace(self, values=(*self.values, *new))


def _is_decided(answer: Answer, file: str, decided: Mapping[tuple[Asked, str], Answer]) -> bool:
    rule, name, text = answer.asked
    return any(((rule, field, text), where) in decided for field in (name, "") for where in (file, ""))


EMPTY: Final = Decisions()
