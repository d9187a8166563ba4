"""The words that invented listings are made of (lexicon/*.toml), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["FieldOfWork", "Phrase", "fields_of_work", "phrases", "rows"]

Phrase = tuple[str, str, str]
"""Russian, Kazakh, English."""


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """What organisations of one kind do, and for whom; ``groups`` after "для", ``named`` the same people in the nominative."""

    areas: tuple[str, ...]
    groups: tuple[Phrase, ...]
    named: tuple[Phrase, ...]
    lists: Mapping[str, tuple[Phrase, ...]]


@cache
def _table(file: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("pipeline.sampling").joinpath("lexicon", f"{file}.toml").read_text("utf-8"))


@cache
def rows(file: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a list, as they stand."""
    return tuple(tuple(row) for row in _table(file)[name])


@cache
def phrases(file: str, name: str) -> tuple[Phrase, ...]:
    """The rows of a list in three languages."""
    return tuple((row[0], row[1], row[2]) for row in rows(file, name))


@cache
def fields_of_work() -> tuple[FieldOfWork, ...]:
    """All fields of work, in the order of their files."""
    tables = {**_table("fields_people"), **_table("fields_matters")}
    return tuple(
        FieldOfWork(
            tuple(table["areas"]),
            tuple((row[0], row[2], row[3]) for row in table["groups"]),
            tuple((row[1], row[2], row[3]) for row in table["groups"]),
            {
                name: tuple((row[0], row[1], row[2]) for row in table[name])
                for name in ("deeds", "aims", "plans", "results")
            },
        )
        for table in tables.values()
    )  # fmt: skip
