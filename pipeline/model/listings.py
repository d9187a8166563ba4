"""Cleaned records: what an organisation or an expert is once every doubt was settled or logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from pipeline.model.decisions import Answer
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef
from pipeline.model.packing import packable

__all__ = [
    "Area", "Change", "Expert", "Listing", "Organisation", "Person", "Phone", "PhoneKind", "Region", "Social", "Text", "Topic", "Town",
]

PhoneKind = Literal["office", "mobile", "press", "fax", "freephone", "helpline"]


@packable
@dataclass(frozen=True, slots=True)
class Text:
    """A text in the language it was sent in, with the cell it stood in."""

    value: str
    lang: Lang
    ref: CellRef | None = None


@packable
@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be dialled. ``groups`` is its printed grouping, country code first where it has one.

    ("+7", "727", "263", "15", "27"); ("8", "800", "080", "12", "34") for freephone; ("150",) for a short helpline.
    """

    groups: tuple[str, ...]
    kind: PhoneKind
    extension: str = ""
    note: str = ""
    ref: CellRef | None = None

    @property
    def digits(self) -> str:
        return _digits_of(self.groups)


@lru_cache(maxsize=32768)
def _digits_of(groups: tuple[str, ...]) -> str:
    """Asked many times of every number: by each step that compares rows."""
    return "".join(filter(str.isdigit, "".join(groups)))


@packable
@dataclass(frozen=True, slots=True)
class Person:
    """A named human being; ``role`` as sent, e.g. "председатель"."""

    name: Text
    role: Text | None = None


@packable
@dataclass(frozen=True, slots=True)
class Social:
    """network: "instagram", "facebook", "telegram", "youtube", "tiktok", "vk", "x", "linkedin"; handle without @."""

    network: str
    handle: str
    ref: CellRef | None = None


@packable
@dataclass(frozen=True, slots=True)
class Region:
    """One of the 20 units; ``code`` is the ISO 3166-2 code (KZ-75), whose digits begin its КАТО codes."""

    code: str
    names: Mapping[Lang, str]
    short: Mapping[Lang, str]
    """For running heads and thumb tabs: «Жетісу», «Алматы»."""


@packable
@dataclass(frozen=True, slots=True)
class Town:
    """A settlement or district of the gazetteer; ``kato`` is "" for one the gazetteer does not know.

    ``kind``: city, settlement, village, district, ... as the gazetteer has it, "" where nobody knows.
    """

    kato: str
    region: str
    names: Mapping[Lang, str]
    kind: str = field(default="", compare=False)


@packable
@dataclass(frozen=True, slots=True)
class Area:
    """An area of activity of the closed list."""

    code: str
    names: Mapping[Lang, str]


@packable
@dataclass(frozen=True, slots=True)
class Topic:
    """An expert's topic; ``code`` is "" where it stands in no vocabulary, and ``names`` then hold one language."""

    code: str
    names: Mapping[Lang, str]


@packable
@dataclass(frozen=True, slots=True)
class Change:
    """What a normalisation rule altered in one cell."""

    rule: str
    before: str
    after: str
    ref: CellRef
    field: str
    decided: Answer | None = None
    """The person's answer it was made for; None where the rule was certain."""


@packable
@dataclass(frozen=True, slots=True)
class Organisation:
    """A non-governmental organisation, ready to be localised and printed.

    ``id`` is "" until identity allotted it. ``names`` are bare: no legal form, no quotes around the whole name.
    """

    id: str
    region: Region
    names: Mapping[Lang, Text]
    source: CellRef
    sent_in: Lang
    form: str = ""
    """Code of the legal form as in Russian (ОО, ОФ, ...); "" where it is not known."""
    acronym: Text | None = None
    former_name: Text | None = None
    bin: str = ""
    founded: int | None = None
    registered: bool | None = None
    operational: bool | None = None
    town: Town | None = None
    postcode: str = ""
    address: Text | None = None
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    press_email: str = ""
    site: str = ""
    social: tuple[Social, ...] = ()
    head: Person | None = None
    press: Person | None = None
    mission: Text | None = None
    areas: tuple[Area, ...] = ()
    targets: Text | None = None
    plans: Text | None = None
    languages: tuple[str, ...] = ()
    """BCP 47 tags of working languages."""
    verified: date | None = None
    consent_mobile: bool = False
    """May a person's mobile be printed? Numbers that may not are already removed from ``phones``."""
    sort_name: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    """Field name -> the cell it came from."""
    others: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    """Field name -> what other rows of the listing say in other languages; an edition in one of them prints it."""


@packable
@dataclass(frozen=True, slots=True)
class Expert:
    """A person who explains things to journalists."""

    id: str
    names: Mapping[Lang, Text]
    source: CellRef
    sent_in: Lang
    position: Text | None = None
    degree: Text | None = None
    affiliation: Text | None = None
    affiliation_id: str = ""
    """Listing id of the organisation, where the affiliation is one of the guide's."""
    topics: tuple[Topic, ...] = ()
    languages: tuple[str, ...] = ()
    town: Town | None = None
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    site: str = ""
    social: tuple[Social, ...] = ()
    on_camera: bool | None = None
    cv: Text | None = None
    verified: date | None = None
    consent_mobile: bool = False
    sort_name: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    others: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)


Listing = Organisation | Expert
