"""An edition's settings, read from edition.toml once and frozen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.model.fields import EditionLang, Lang
from pipeline.model.inks import IN_BLACK, Inks

__all__ = ["USUAL_SCHEME", "VERIFIED_MONTHS", "CoverSettings", "Edition", "Party", "place_key"]

VERIFIED_MONTHS: Final = 12
"""A year: the cycle by which keepers of directories verify their entries (AIRS Standards)."""
USUAL_SCHEME: Final = "kk-plain"
"""Plain English spelling, without diacritics (pipeline.localise.transliteration)."""


@dataclass(frozen=True, slots=True)
class Party:
    """Publisher or printer: name, and how to reach them, per language."""

    name: Mapping[EditionLang, str]
    contact: Mapping[EditionLang, str]


@dataclass(frozen=True, slots=True)
class CoverSettings:
    """What the cover says and is beside all that the edition says. ``price`` per language, "" for none.

    ``spine_mm``: per language, where the printer gave it; a language that is not in it has the spine that is reckoned. ``barcode_percent``:
    of the barcode's nominal size, 0 for the design's own; ``bar_reduction_mm``: by so much the printer wants each bar narrower.
    ``logo``: file in the edition's folder that stands in the publisher's name's place, "" for none.
    """

    price: Mapping[EditionLang, str] = field(default_factory=dict)
    spine_mm: Mapping[EditionLang, float] = field(default_factory=dict)
    barcode_percent: float = 0
    bar_reduction_mm: float = 0
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: what is printed of it, for whom, and how."""

    id: str
    title: Mapping[EditionLang, str]
    subtitle: Mapping[EditionLang, str]
    number: int
    impression: int
    data_date: date
    plans_year: int
    languages: tuple[EditionLang, ...]
    staff_language: Lang
    design: str
    trim_mm: tuple[float, float]
    paper: Mapping[EditionLang, str]
    print_run: int
    printer_profile: str
    page_multiple: int
    isbn: Mapping[EditionLang, str]
    udc: str
    bbk: str
    publisher: Party
    printer: Party
    place: Mapping[EditionLang, str]
    required_coverage: Mapping[EditionLang, float]
    """Percent of texts that must stand in the edition's own language before it may go to press."""
    inks: Inks = IN_BLACK
    cover: CoverSettings = field(default_factory=CoverSettings)
    order: str = ""
    """The printer's number of the order, as the imprint names it."""
    verified_months: int = VERIFIED_MONTHS
    """A listing that was verified longer before the date of the data is told; 0 tells none."""
    romanise: str = USUAL_SCHEME
    """The scheme by which Kazakh names that have no English form get Latin letters in the English edition; "" for not at all."""
    places: Mapping[str, str] = field(default_factory=dict)
    """English names of places as the editor spells them, by their КАТО code or the :func:`place_key` of a name."""


def place_key(name: str) -> str:
    """What a place is looked for by: its letters count, capitals and kinds of spaces do not."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
