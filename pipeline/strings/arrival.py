"""A translator's file as it came back, whatever its format was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast, get_args

from pipeline.errors import Unreadable
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.strings.marks import Mark
from pipeline.strings.units import CatalogueKind

__all__ = ["Arrival", "Incoming", "Known", "day_of", "stated_tag"]

Known = Mapping[CatalogueKind, Mapping[str, str]]
"""Kind -> name of a unit -> its source, as the edition has them now."""
_DAY: Final = re.compile(r"(20\d\d-[01]\d-[0-3]\d)(?:[T ].*)?", re.DOTALL)
_NO_DAY: Final = "2000-"
"""Of files as we send them out: they have no clock."""


def stated_tag(tag: str) -> Lang | None:
    """The language that a file says it is in, by its tag (kk, kk-KZ, ru_RU); None for one that no edition has.

    Raises Unreadable for Kazakh in Latin letters, into which nothing is translated.
    """
    parts = re.split(r"[_@-]", tag.strip().lower())
    if parts[0] == "kk" and {"latn", "latin"} & set(parts):
        raise Unreadable(
            msg("Nothing is translated into “{lang}”: that edition is made from “{source}”.", lang=tag, source="kk"),
            msg("Send the file that guide strings export wrote."))
    return cast("Lang", parts[0]) if parts[0] in get_args(Lang) else None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text that came back. ``source``: as the file has it, None where it does not say; ``place``: where it stands, for people."""

    name: str
    """Of the unit (:func:`pipeline.strings.contexts.unit_name`)."""
    target: str
    place: CellRef
    kind: CatalogueKind | None = None
    plurals: tuple[str, ...] = ()
    fuzzy: bool = False
    source: str | None = None
    mark: Mark | None = None
    note: str = ""
    translator: str = ""
    stranger: Mark | None = None
    """The mark that stands beside it and is another text's: a sheet was sorted in part."""
    day: str = ""
    """On which ``translator`` translated it, as the file says."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """All that a file holds. ``lang``, ``edition``: as it says itself, None and "" where it does not; ``by``: who signed it."""

    file: str
    texts: tuple[Incoming, ...]
    lang: Lang | None = None
    edition: str = ""
    by: str = ""
    findings: tuple[Finding, ...] = ()
    refused: tuple[str, ...] = ()
    """Names of texts whose translation could not be read; ``findings`` say why."""
    day: str = ""
    """On which it was saved, as it says itself (2027-02-11)."""


def day_of(moment: str) -> str:
    """The day of a moment as files have it (2027-02-11 10:15+0500); "" where it is none, or that of a file as we sent it."""
    found = _DAY.fullmatch(moment.strip())
    return found[1] if found and not found[1].startswith(_NO_DAY) else ""
