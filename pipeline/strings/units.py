"""What translators work on: one unit is one text of one catalogue, with everything that is known about its translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pipeline.model.fields import Lang
from pipeline.model.meant import MEANT_LINE

__all__ = ["CATALOGUE_KINDS", "Catalogue", "CatalogueKind", "Context", "State", "Unit", "field_of", "unit_name"]

CatalogueKind = Literal["content", "labels"]
CATALOGUE_KINDS: Final[tuple[CatalogueKind, ...]] = ("content", "labels")

State = Literal["missing", "fuzzy", "done", "removed"]
"""missing: nobody translated it; fuzzy: to be looked at again, never printed; done: approved; removed: its source is gone (``#~``)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text. Content: ``key`` is ``listing-id/field``. Labels: ``key`` is the msgctxt, ``context|msgid``
    where a file needs one string.
    """

    key: str
    source: str
    source_lang: Lang
    target: str = ""
    fuzzy: bool = False
    previous: str = ""
    """The source that a fuzzy target was made from (``#| msgid``); the oldest one where the source changed several times."""
    removed: bool = False
    translator: str = ""
    """Who translated or approved it; "" where nobody said."""
    note: str = ""
    """What the translator wrote beside it."""
    plural: str = ""
    plurals: tuple[str, ...] = ()
    """Labels only: the plural source, and the targets by plural index; ``target`` is then the first of them."""
    meant: bool = False
    """Somebody said that a translation that looks like none is meant so."""
    day: str = ""
    """On which the file was saved that the translation came in, as 2027-02-11; "" where it does not say, or nobody signed."""
    held: bool = False
    """Doubtful only because it looks like none (:mod:`pipeline.strings.held`); in its catalogue it is not marked."""

    @property
    def remark(self) -> str:
        """All that stands beside it, as translators see it."""
        return "\n".join(filter(None, (MEANT_LINE if self.meant else "", self.note)))

    @property
    def state(self) -> State:
        if self.removed:
            return "removed"
        filled = all(self.plurals) and bool(self.plurals) if self.plural else bool(self.target)
        if not filled:
            return "missing"
        return "fuzzy" if self.fuzzy else "done"


def field_of(key: str) -> str:
    """The field of a key, ``listing-id/field``."""
    return key.rpartition("/")[2]


def unit_name(unit: Unit, kind: CatalogueKind) -> str:
    """What one string tells a unit from all others of its catalogue by: ``record/field``, for labels ``context|msgid``."""
    return unit.key if kind == "content" else f"{unit.key}|{unit.source}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The units of one kind into ``lang``, in the order in which the book prints them (removed ones last)."""

    lang: Lang
    kind: CatalogueKind
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a translator should see beside a unit; "" and empty where it is not known."""

    record: str = ""
    """The organisation or expert, as the source names it."""
    field: str = ""
    """The field in words of the translator's language."""
    region: str = ""
    neighbours: tuple[tuple[str, str], ...] = ()
    """Other fields of the same record: (field in words, text as sent)."""
    pages: tuple[int, ...] = ()
    """Folios of the last proof on which the text stands."""
    link: str = ""
    """Where to see it: the proof's file name with ``#page=N`` (physical page, 1-based)."""
    takes: int = 0
    """Lines of its column that the text takes as it is printed; 0: not known."""
    holds: int = 0
    """Lines that its place holds before anything moves to another column."""
    fits: int = 0
    """About how many letters of the target language these lines hold; 0: no limit."""
    similar: tuple[str, ...] = ()
    """What was translated before of words like these, in lines for people."""
    letters: str = ""
    """How a name without a translation would be spelt by transliteration: a proposal (LOC-040)."""
