"""The package's word lists: header synonyms, words that mark rows and sheets, names of the 20 units."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal

from pipeline.ingest.folding import fold, fold_all
from pipeline.model.fields import EXPERT_FIELDS, LANGUAGES, ORGANISATION_FIELDS, Lang
from pipeline.model.source import ListingKind

__all__ = [
    "IGNORED", "Unit", "Words", "field_names", "header_words", "is_blank", "opening_words", "synonyms", "synonyms_by_words", "units",
    "word_key", "words",
]

IGNORED: Final = ""
"""The "field" of a column that holds nothing to print, such as a running number."""

_INSTEAD: Final = {"contacts": "phones"}
_COUNTING: Final = frozenset({"no", "n", "г", "год", "года", "ж", "жыл", "жылы"})
"""Words that stand beside numbers in a header."""


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words by what they mark."""

    language: Mapping[str, Lang]
    abbreviations: Mapping[str, str]
    fillers: frozenset[str]
    codes: frozenset[str]
    totals: frozenset[str]
    examples: frozenset[str]
    notes: frozenset[str]
    blanks: frozenset[str]
    pivots: frozenset[str]
    calendar: frozenset[str]
    posts: frozenset[str]
    answers: frozenset[str]
    forms: frozenset[str]
    kinds: Mapping[ListingKind, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One of the 20 units as titles name it: ``stems`` are tuples of folded beginnings of words."""

    name: str
    stems: tuple[tuple[str, ...], ...]
    oblast: bool
    alone: bool


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("pipeline.ingest") / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def words() -> Words:
    """words.toml, folded."""
    table = _load("words.toml")
    language: dict[str, Lang] = {fold(word): lang for lang in LANGUAGES for word in table["language"][lang]}
    rows = table["rows"]
    blanks = frozenset(word.casefold() for word in rows["blanks"])
    kinds: dict[ListingKind, frozenset[str]] = {
        "expert": fold_all(table["kinds"]["expert"]), "organisation": fold_all(table["kinds"]["organisation"]),
    }
    header = table["header"]
    abbreviations = {fold(short): fold(full) for short, full in header["abbreviations"].items()}
    shapes = table["shapes"]
    return Words(
        language, abbreviations, fold_all(header["fillers"]), fold_all(header["codes"]), fold_all(rows["totals"]),
        fold_all(rows["examples"]), fold_all(rows["notes"]), blanks, fold_all(shapes["pivots"]), fold_all(shapes["calendar"]),
        fold_all(shapes["posts"]), frozenset(shapes["answers"]), frozenset(shapes["forms"]), kinds,
    )


@lru_cache(maxsize=2)
def synonyms(kind: ListingKind) -> Mapping[str, str]:
    """Folded header word -> field, for one kind of listing; ``IGNORED`` for columns that need no field.

    A word of the kind itself wins over a common one, a common one over an ignored one.
    """
    table = _load("synonyms.toml")
    found: dict[str, str] = {}
    sections: tuple[Literal["ignored", "common", "organisation", "expert"], ...] = ("ignored", "common", kind)
    for section in sections:
        for name, by_language in table[section].items():
            # An expert has no "contacts": the telephone column's splitter sorts out what stands in such a cell.
            field = IGNORED if section == "ignored" else name if name in field_names(kind) else _INSTEAD.get(name)
            if field is not None:
                found.update((fold(word), field) for listed in by_language.values() for word in listed)
    return found


def word_key(folded: str) -> str:
    """A header's words with abbreviations written out, in alphabetical order: "моб. тел." and "телефон мобильный" are one."""
    full = words().abbreviations
    return " ".join(sorted(full.get(word, word) for word in folded.split()))


@lru_cache(maxsize=2)
def synonyms_by_words(kind: ListingKind) -> Mapping[str, str]:
    """The synonyms by their word keys, without those that would mean two things."""
    found: dict[str, set[str]] = {}
    for word, name in synonyms(kind).items():
        found.setdefault(word_key(word), set()).add(name)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


@lru_cache(maxsize=2)
def header_words(kind: ListingKind) -> frozenset[str]:
    """Every word that can stand in a header which is understood exactly; any other word rules such a header out."""
    known = words()
    phrases = (*synonyms(kind), *synonyms_by_words(kind), *known.language, *known.abbreviations, *known.fillers)
    return frozenset(word for phrase in phrases for word in phrase.split()) | _COUNTING


@lru_cache(maxsize=2)
def opening_words(kind: ListingKind) -> Mapping[str, int]:
    """First word of a synonym -> how many words the longest synonym that begins so has."""
    found: dict[str, int] = {}
    for phrase in synonyms(kind):
        parts = phrase.split()
        if parts:
            found[parts[0]] = max(found.get(parts[0], 0), len(parts))
    return found


@lru_cache(maxsize=2)
def field_names(kind: ListingKind) -> frozenset[str]:
    """The fields of one kind of listing."""
    return frozenset(ORGANISATION_FIELDS if kind == "organisation" else EXPERT_FIELDS)


@lru_cache(maxsize=1)
def units() -> tuple[tuple[Unit, ...], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """regions.toml: units, words for "oblast", for "city", for places within one, and words that say nothing."""
    table = _load("regions.toml")
    made = tuple(
        Unit(entry["name"], tuple(tuple(fold(stem).split()) for stem in entry["stems"]), entry["oblast"], entry["alone"])
        for entry in table["unit"]
    )
    return (made, fold_all(table["oblast_words"]), fold_all(table["city_words"]), fold_all(table["place_words"]),
            fold_all(table["filler_words"]))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: white space, or a dash, "нет", "жоқ", "n/a" and the like."""
    stripped = text.strip("\u00a0\u200b\ufeff \t\r\n")
    return not stripped or stripped.casefold() in words().blanks
