"""``sources/mapping.toml``: what a person decided about a file that cannot be understood by itself.

    [[file]]
    match = "karaganda*.xlsx"        # file name, * and ? allowed; and / or
    fingerprint = "3f2a..."          # of the header (guide read shows it): next year's file with the same header maps itself
    sheet = "Лист1"                  # optional: only this sheet
    header_row = 3                   # optional; 0: the table has no header
    kind = "expert"                  # optional: organisation or expert
    skip = true                      # optional: do not read this file or sheet
    [file.columns]                   # optional: column letter -> field; "" for a column that is not wanted
    A = "name"
    B = "phones"
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any, Final, cast

from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.ingest.folding import fold
from pipeline.ingest.vocabulary import field_names
from pipeline.model.message import Message, msg
from pipeline.model.source import ColumnReading, ListingKind

__all__ = ["EMPTY", "Decision", "Mapping", "header_fingerprint", "load_mapping"]

_KEYS: Final = frozenset({"match", "fingerprint", "sheet", "header_row", "kind", "skip", "columns"})
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class Decision:
    """One ``[[file]]`` entry. ``header_row``: None to search, 0 for a table without a header, else its first row."""

    match: str = ""
    fingerprint: str = ""
    sheet: str | None = None
    header_row: int | None = None
    kind: ListingKind | None = None
    skip: bool = False
    columns: Dictionary[int, str] = field(default_factory=dict)
    """1-based column -> field, "" for a column that is not wanted."""

    def fits(self, file: str, sheet: str) -> bool:
        """Whether the entry speaks of this sheet by name (a fingerprint is compared later)."""
        if self.sheet is not None and self.sheet != sheet:
            return False
        if not self.match:
            return bool(self.fingerprint)
        return fnmatchcase(file, self.match) or fnmatchcase(PurePosixPath(file).name, self.match)


@dataclass(frozen=True, slots=True)
class Mapping:
    """All decisions, in order; the first that fits a sheet counts."""

    decisions: tuple[Decision, ...] = ()

    def by_name(self, file: str, sheet: str) -> Decision | None:
        """The first decision without a fingerprint that fits."""
        return next((found for found in self.decisions if not found.fingerprint and found.fits(file, sheet)), None)

    def by_header(self, file: str, sheet: str) -> tuple[Decision, ...]:
        """The decisions that fit where a header has their fingerprint."""
        return tuple(found for found in self.decisions if found.fingerprint and found.fits(file, sheet))


EMPTY: Final = Mapping()


def header_fingerprint(columns: Iterable[ColumnReading]) -> str:
    """Sixteen hexadecimal digits that stay the same while the header's words and their order do."""
    words = "|".join(f"{column.letter}={fold(column.header)}" for column in columns if column.header)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def load_mapping(text: str, file: str) -> Mapping:
    """Read mapping.toml. Raises Unreadable, naming the entry, for broken TOML, unknown keys and unknown fields."""
    table = parse_toml(text, file)
    unknown = sorted(set(table) - {"file"})
    entries = table.get("file", [])
    if unknown or not isinstance(entries, list):
        raise _wrong(file, 0, msg("only [[file]] entries are known here, not {key}", key=", ".join(unknown) or "file"))
    return Mapping(tuple(_decision(file, number, entry) for number, entry in enumerate(entries, start=1)))


def _wrong(file: str, number: int, problem: Message) -> Unreadable:
    place = msg("entry {number}", number=str(number)) if number else msg("the file")
    return Unreadable(msg("{file}: {place}: {problem}.", file=file, place=place, problem=problem),
                      msg("Correct mapping.toml; the README's section on mapping shows an example."))


def _decision(file: str, number: int, entry: Any) -> Decision:  # noqa: ANN401  (as tomllib gives it)
    if not isinstance(entry, dict) or set(entry) - _KEYS:
        keys = ", ".join(sorted(set(entry) - _KEYS)) if isinstance(entry, dict) else "?"
        raise _wrong(file, number, msg("the key {key} is not known", key=keys))
    if not entry.get("match") and not entry.get("fingerprint"):
        raise _wrong(file, number, msg("it says neither match nor fingerprint"))
    for key, wanted in (("match", str), ("fingerprint", str), ("sheet", str), ("skip", bool), ("columns", dict)):
        if key in entry and not isinstance(entry[key], wanted):
            raise _wrong(file, number, msg("the value of {key} is of the wrong type", key=key))
    kind = entry.get("kind")
    if kind not in (None, "organisation", "expert"):
        raise _wrong(file, number, msg("kind must be organisation or expert, not {value}", value=str(kind)))
    header_row = _header_row(file, number, entry.get("header_row"))
    columns = _columns(file, number, entry.get("columns", {}), kind or "organisation")
    return Decision(entry.get("match", ""), entry.get("fingerprint", ""), entry.get("sheet"), header_row,
                    cast("ListingKind | None", kind), entry.get("skip", False), columns)


def _header_row(file: str, number: int, value: object) -> int | None:
    if value in (None, "none"):
        return 0 if value == "none" else None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(file, number, msg("header_row must be a row number, or 0 for a table without a header"))
    return value


def _columns(file: str, number: int, entries: Dictionary[str, object], kind: ListingKind) -> dict[int, str]:
    columns: dict[int, str] = {}
    for letters, name in entries.items():
        if not _LETTERS.fullmatch(letters.upper()):
            raise _wrong(file, number, msg("{letters} is no column letter", letters=letters))
        if not isinstance(name, str) or (name and name not in field_names(kind)):
            raise _wrong(file, number, msg("{field} is no field of the kind {kind}; the fields are: {fields}",
                                           field=str(name), kind=kind, fields=", ".join(sorted(field_names(kind)))))
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        columns[column] = name
    return columns
