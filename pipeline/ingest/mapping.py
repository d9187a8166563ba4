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
    [file.headers]                   # optional: what stands above a column -> field, whatever its letter (guide map writes these)
    "Кто" = "name"
    "Как позвонить" = "phones"
    "Как позвонить #2" = "mobile"    # the second column with that header

An entry with headers needs neither match nor fingerprint: any table with these headers maps itself, in whatever order of columns,
letter case and line breaks, also where some of them have gone. Letters then mean only columns without a header.
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
from pipeline.ingest.folding import fold, fold_header
from pipeline.ingest.grid import column_number
from pipeline.ingest.vocabulary import field_names
from pipeline.model.message import Message, msg
from pipeline.model.source import ColumnReading, ListingKind

__all__ = ["EMPTY", "Decision", "Mapping", "header_fingerprint", "header_keys", "load_mapping"]

_KEYS: Final = frozenset({"match", "fingerprint", "sheet", "header_row", "kind", "skip", "columns", "headers"})
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
    headers: Dictionary[str, str] = field(default_factory=dict)
    """What stands above a column, folded (:func:`header_keys`) -> field."""
    titles: Dictionary[str, str] = field(default_factory=dict)
    """The same headers, as they were written."""
    number: int = 0
    """The entry's place in the file, 1-based."""

    @property
    def is_of_one_table(self) -> bool:
        """Whether the decision speaks of columns by their letters, or of a row: of one table, whatever else stands on the sheet."""
        return bool(self.columns) or self.header_row is not None

    def fits(self, file: str, sheet: str) -> bool:
        """Whether the entry speaks of this sheet by name (a fingerprint is compared later)."""
        if self.sheet is not None and self.sheet != sheet:
            return False
        if not self.match:
            return bool(self.fingerprint or self.headers)
        return fnmatchcase(file, self.match) or fnmatchcase(PurePosixPath(file).name, self.match)


@dataclass(frozen=True, slots=True)
class Mapping:
    """All decisions, in order; the first that fits a sheet counts."""

    decisions: tuple[Decision, ...] = ()

    def by_name(self, file: str, sheet: str) -> Decision | None:
        """The first decision that names the file and has no fingerprint."""
        return next((found for found in self.decisions if found.match and not found.fingerprint and found.fits(file, sheet)), None)

    def by_header(self, file: str, sheet: str) -> tuple[Decision, ...]:
        """The decisions that fit where a header has their fingerprint."""
        return tuple(found for found in self.decisions if found.fingerprint and found.fits(file, sheet))

    def by_words(self, file: str, sheet: str) -> tuple[Decision, ...]:
        """The decisions that fit where a table has their headers."""
        return tuple(found for found in self.decisions if found.headers and not found.match and not found.fingerprint
                     and found.fits(file, sheet))


EMPTY: Final = Mapping()


def header_fingerprint(columns: Iterable[ColumnReading]) -> str:
    """Sixteen hexadecimal digits that stay the same while the header's words and their order do."""
    words = "|".join(f"{column.letter}={fold(column.header)}" for column in columns if column.header)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def header_keys(headers: Iterable[str]) -> list[str]:
    """The keys of a table's headers, in the order of its columns: folded, broken words put together, the second of one word "… #2"."""
    seen: dict[str, int] = {}
    keys = []
    for header in headers:
        key = fold_header(header)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 or not key else f"{key} #{seen[key]}")
    return keys


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
    if not entry.get("match") and not entry.get("fingerprint") and not entry.get("headers"):
        raise _wrong(file, number, msg("it says neither match nor fingerprint nor headers"))
    for key, wanted in (("match", str), ("fingerprint", str), ("sheet", str), ("skip", bool), ("columns", dict), ("headers", dict)):
        if key in entry and not isinstance(entry[key], wanted):
            raise _wrong(file, number, msg("the value of {key} is of the wrong type", key=key))
    kind = entry.get("kind")
    if kind not in (None, "organisation", "expert"):
        raise _wrong(file, number, msg("kind must be organisation or expert, not {value}", value=str(kind)))
    header_row = _header_row(file, number, entry.get("header_row"))
    columns = _columns(file, number, entry.get("columns", {}), kind or "organisation")
    headers, titles = _headers(file, number, entry.get("headers", {}), kind or "organisation")
    return Decision(entry.get("match", ""), entry.get("fingerprint", ""), entry.get("sheet"), header_row,
                    cast("ListingKind | None", kind), entry.get("skip", False), columns, headers, titles, number)


def _headers(file: str, number: int, entries: Dictionary[str, object], kind: ListingKind) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    titles: dict[str, str] = {}
    for title, name in entries.items():
        key = fold_header(title)
        if not key:
            raise _wrong(file, number, msg("a header without a word names no column; use its letter under columns"))
        fields[key], titles[key] = _field(file, number, name, kind), title
    return fields, titles


def _field(file: str, number: int, name: object, kind: ListingKind) -> str:
    if not isinstance(name, str) or (name and name not in field_names(kind)):
        raise _wrong(file, number, msg("{field} is no field of the kind {kind}; the fields are: {fields}",
                                       field=str(name), kind=kind, fields=", ".join(sorted(field_names(kind)))))
    return name


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
        columns[column_number(letters)] = _field(file, number, name, kind)
    return columns
