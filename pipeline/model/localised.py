"""Listings in one edition's language: every value a string that only has to be placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import PhoneKind, Region
from pipeline.model.packing import packable

__all__ = [
    "WORD_JOINER", "CoverageCount", "FieldCoverage", "LocalArea", "LocalExpert", "LocalListing", "LocalOrganisation", "LocalPerson",
    "LocalPhone", "LocalSocial", "LocalText", "LocalTopic", "Localised", "bare",
]

WORD_JOINER = "\u2060"
"""Forbids a line to break where it stands; prints nothing."""


def bare(text: str) -> str:
    """``text`` without word joiners: for all that is not set in lines (bookmarks, the page map, filing, search)."""
    return text.replace(WORD_JOINER, "")


@packable
@dataclass(frozen=True, slots=True)
class LocalText:
    """A text and the language it stands in; ``fallback``: no translation was there, so it is as it was sent in.

    ``romanised``: such a name in Latin letters, by which an index set in them files and finds it; a proposal, "" where none is needed.
    """

    value: str
    lang: EditionLang
    fallback: bool = False
    romanised: str = ""

    def __str__(self) -> str:
        return self.value


@packable
@dataclass(frozen=True, slots=True)
class LocalPhone:
    """``text`` is the number as printed, groups joined by NO-BREAK SPACE, extension included; ``digits`` for a tel: link."""

    text: str
    digits: str
    kind: PhoneKind
    is_press: bool = False
    note: str = ""


@packable
@dataclass(frozen=True, slots=True)
class LocalPerson:
    name: LocalText
    role: LocalText | None = None


@packable
@dataclass(frozen=True, slots=True)
class LocalSocial:
    """``network`` is the code ("instagram"), ``label`` its printed name, ``handle`` is without @."""

    network: str
    label: str
    handle: str


@packable
@dataclass(frozen=True, slots=True)
class LocalArea:
    code: str
    name: LocalText


@packable
@dataclass(frozen=True, slots=True)
class LocalTopic:
    code: str
    name: LocalText


@packable
@dataclass(frozen=True, slots=True)
class LocalOrganisation:
    """An organisation as one edition prints it; "" and None stand for what is not known."""

    id: str
    region: Region
    region_name: str
    region_short: str
    """As running heads and indexes have it: without the word for region."""
    name: LocalText
    """Bare: no legal form, no quotes around the whole."""
    quoted: str
    """The name in the quotation marks of its own language («Надежда»); bare in English, which quotes no names."""
    display: str
    """Name with quotes and short legal form, by the rules of the name's language: ОФ «Надежда», «Үміт» ҚҚ, Nadezhda PF."""
    sort_key: bytes
    bucket: str
    source: CellRef
    sent_in: EditionLang
    form: str = ""
    form_short: str = ""
    form_full: str = ""
    acronym: LocalText | None = None
    former_name: LocalText | None = None
    bin: str = ""
    founded: str = ""
    registered: bool | None = None
    operational: bool | None = None
    town: LocalText | None = None
    address: LocalText | None = None
    """The whole line: postcode, town and street in the order of its language."""
    phones: tuple[LocalPhone, ...] = ()
    emails: tuple[str, ...] = ()
    press_email: str = ""
    site: str = ""
    social: tuple[LocalSocial, ...] = ()
    head: LocalPerson | None = None
    press: LocalPerson | None = None
    mission: LocalText | None = None
    areas: tuple[LocalArea, ...] = ()
    targets: LocalText | None = None
    plans: LocalText | None = None
    languages: tuple[str, ...] = ()
    """Names of the working languages."""
    verified: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)

    @property
    def index_name(self) -> str:
        """The name as indexes and running heads have it: in Latin letters where it has some for them, else in its quotation marks."""
        return self.name.romanised or self.quoted

    @property
    def second_line(self) -> tuple[str, ...]:
        """What stands under the name: town, legal form in full, year of founding; what is not known is left out."""
        return tuple(part for part in (self.town.value if self.town else "", self.form_full, self.founded) if part)


@packable
@dataclass(frozen=True, slots=True)
class LocalExpert:
    """An expert as one edition prints him or her."""

    id: str
    name: LocalText
    sort_key: bytes
    bucket: str
    source: CellRef
    sent_in: EditionLang
    position: LocalText | None = None
    degree: LocalText | None = None
    affiliation: LocalText | None = None
    affiliation_id: str = ""
    topics: tuple[LocalTopic, ...] = ()
    languages: tuple[str, ...] = ()
    town: LocalText | None = None
    phones: tuple[LocalPhone, ...] = ()
    emails: tuple[str, ...] = ()
    site: str = ""
    social: tuple[LocalSocial, ...] = ()
    on_camera: bool | None = None
    cv: LocalText | None = None
    verified: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)


LocalListing = LocalOrganisation | LocalExpert


@packable
@dataclass(frozen=True, slots=True)
class Localised:
    """A listing as one edition prints it, with what was counted and noticed on the way.

    ``counts``: field -> (texts, how many of them stand in the edition's language). ``keys``: the fields of its texts that could be
    translated.
    """

    listing: LocalListing
    counts: Mapping[str, tuple[int, int]]
    findings: tuple[Finding, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldCoverage:
    """Texts of one field: how many there are, how many stand in the edition's language, how many as they were sent in."""

    total: int = 0
    translated: int = 0

    @property
    def fallback(self) -> int:
        return self.total - self.translated

    @property
    def percent(self) -> float:
        """0 to 100; a field without a text is complete."""
        return 100.0 * self.translated / self.total if self.total else 100.0

    @property
    def told_percent(self) -> float:
        """The same to a tenth, rounded down: what is a text short of all is not 100 %."""
        return 1000 * self.translated // self.total / 10 if self.total else 100.0


@dataclass(frozen=True, slots=True)
class CoverageCount:
    """How much of an edition stands in its own language, by field name."""

    lang: EditionLang
    fields: Mapping[str, FieldCoverage] = field(default_factory=dict)

    @property
    def overall(self) -> FieldCoverage:
        """All fields together."""
        counts = self.fields.values()
        return FieldCoverage(sum(count.total for count in counts), sum(count.translated for count in counts))
