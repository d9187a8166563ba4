"""What is known of an invented listing: what people would have written, and the numbers and addresses invented for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Literal

from .seeds import chance, choose, number
from .words import Lang

__all__ = [
    "Allotted", "Expert", "ExpertContent", "Kind", "Number", "Organisation", "OrganisationContent", "Province", "Sample", "Texts",
    "TownFacts", "as_known_elsewhere", "business_number", "invented_expert", "invented_organisation",
]

Kind = Literal["office", "mobile", "press", "fax", "freephone", "helpline"]
Texts = dict[Lang, str]
"""A text in the languages it exists in; {} where the listing has no such text."""

_MOBILE_CODES: Final = ("701", "702", "705", "707", "747", "771", "777")
_FIRST_DAY: Final = date(2026, 1, 12)
_DAYS: Final = 102
_WEIGHTS: Final = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_WITHOUT_BIN: Final = 7
_WITHOUT_SITE: Final = 15
_CONSENTING: Final = 85
_WITH_EXTENSION: Final = 8
_BLOCKS: Final = {3: ("3000", "300"), 4: ("300", "30"), 5: ("30", "3")}
"""Length of an area code -> how its invented numbers begin, and how they go on once the first thousand is used up."""


@dataclass(frozen=True, slots=True)
class TownFacts:
    """``ru`` and ``kk``: the name of today; ``code``: area code; ``village``: not a city; ``old``: a former or careless spelling."""

    ru: str
    kk: str
    code: str
    village: bool = False
    old: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationContent:
    """An organisation as it describes itself. ``region``: the first two digits of its КАТО code."""

    region: str
    slug: str
    form: str
    name: Texts
    acronym: Texts
    former: Texts
    year: int
    town: str
    postcode: str
    street: Texts
    head: Texts
    head_role: Texts
    press: Texts
    press_role: Texts
    phones: tuple[str, ...]
    social: tuple[str, ...]
    areas: tuple[str, ...]
    targets: Texts
    mission: Texts
    plans: Texts
    languages: tuple[str, ...]
    sent_in: Lang


@dataclass(frozen=True, slots=True)
class ExpertContent:
    """An expert as he or she writes; ``employer``: slug of an organisation of the guide, else ``affiliation`` names another."""

    slug: str
    name: Texts
    position: Texts
    degree: Texts
    affiliation: Texts
    employer: str
    town: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    on_camera: bool
    phones: tuple[str, ...]
    email_at: str
    cv: Texts
    sent_in: Lang


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number: its kind, the area code ("" for a short helpline) and the rest of its national digits."""

    kind: Kind
    code: str
    local: str
    extension: str = ""

    @property
    def national(self) -> str:
        """All digits without country code."""
        return self.code + self.local

    @property
    def groups(self) -> tuple[str, ...]:
        """As it must be printed."""
        if not self.code:
            return (self.local,)
        local = self.local
        first = 3 if len(local) == 7 else 2 - len(local) % 2
        pairs = tuple(local[place : place + 2] for place in range(first, len(local), 2))
        return ("8" if self.kind == "freephone" else "+7", self.code, local[:first], *pairs)


class _Sent:
    """What organisations and experts have alike: words in the language they were sent in, and numbers that may need a consent."""

    __slots__ = ()
    content: OrganisationContent | ExpertContent
    numbers: tuple[Number, ...]
    consent: bool

    @property
    def slug(self) -> str:
        return self.content.slug

    @property
    def lang(self) -> Lang:
        """The language the listing was sent in."""
        return self.content.sent_in

    def said(self, texts: Texts) -> str:
        """One of its texts as it was sent in; "" where it has none."""
        return texts[self.lang] if texts else ""


@dataclass(frozen=True, slots=True)
class Organisation(_Sent):
    """An organisation: its own words and what was invented for it. ``oddities``: what its keeper's hand did to its row."""

    content: OrganisationContent
    town: TownFacts
    numbers: tuple[Number, ...]
    bin: str
    site: str
    email: str
    press_email: str
    social: tuple[tuple[str, str], ...]
    verified: date
    consent: bool
    oddities: frozenset[str] = frozenset()

    def of_kind(self, kind: Kind) -> tuple[Number, ...]:
        return tuple(made for made in self.numbers if made.kind == kind)


@dataclass(frozen=True, slots=True)
class Expert(_Sent):
    """An expert: his or her own words, what was invented, and the organisation of the guide he or she belongs to."""

    content: ExpertContent
    town: TownFacts
    numbers: tuple[Number, ...]
    email: str
    verified: date
    consent: bool
    organisation: Organisation | None
    by_acronym: bool = False
    """Names the organisation by its acronym."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A whole invented edition.

    ``organisations`` and ``experts`` must be printed. ``duplicate`` is one of the organisations as another region's list knows it,
    ``withheld`` asks to be left out, ``rejected`` names no place that exists.
    """

    organisations: tuple[Organisation, ...]
    experts: tuple[Expert, ...]
    withheld: Organisation
    rejected: Organisation
    duplicate: Organisation

    def of_region(self, region: str) -> list[Organisation]:
        """The organisations of one province file."""
        return [made for made in self.organisations if made.content.region == region]


@dataclass(frozen=True, slots=True)
class Province:
    """A province's list as its keeper has it.

    ``titles`` stand over the table; ``called`` is how rows name the region; ``elsewhere``: slug -> the place that a row says it is
    in, where that is not this region; ``last_year``: rows of an older list that is kept beside; ``withheld``: slugs that ask to
    be left out.
    """

    rows: tuple[Organisation, ...]
    sheet: str
    author: str
    titles: tuple[str, ...]
    called: str = ""
    elsewhere: dict[str, str] = field(default_factory=dict)
    last_year: tuple[Organisation, ...] = ()
    withheld: frozenset[str] = frozenset()


@dataclass(slots=True)
class Allotted:
    """Numbers already given away; no two listings share one."""

    taken: set[str] = field(default_factory=set)

    def take(self, slug: str, purpose: str, prefix: str, width: int) -> str:
        """A free number: ``prefix`` and ``width`` digits, the first one free at or after the slug's own; "" where none is left."""
        size = 10**width
        start = number(slug, purpose, size)
        for step in range(size):
            made = f"{prefix}{(start + step) % size:0{width}d}"
            if made not in self.taken:
                self.taken.add(made)
                return made
        return ""


def invented_organisation(
    content: OrganisationContent, town: TownFacts, allotted: Allotted, oddities: frozenset[str] = frozenset()
) -> Organisation:
    """An organisation with numbers, addresses on the web, date and consent, all settled by its slug."""
    slug = content.slug
    handle = slug.replace("-", "_") + "_kz"
    personal_only = set(content.phones) <= {"mobile", "press"}
    return Organisation(
        content=content,
        town=town,
        numbers=_numbers(slug, content.phones, town.code, allotted),
        bin="" if chance(slug, "bin", _WITHOUT_BIN) else business_number(slug, content.year),
        site="" if chance(slug, "site", _WITHOUT_SITE) else f"{slug}.example",
        email=f"info@{slug}.example",
        press_email=f"press@{slug}.example" if content.press else "",
        social=tuple((network, handle) for network in content.social),
        verified=_day(slug),
        consent=personal_only or chance(slug, "consent", _CONSENTING),
        oddities=oddities,
    )


def invented_expert(
    content: ExpertContent, town: TownFacts, allotted: Allotted, employer: Organisation | None, *, by_acronym: bool = False
) -> Expert:
    """An expert with numbers, e-mail, date and consent, all settled by the slug."""
    slug = content.slug
    domain = employer.slug if employer else slug
    return Expert(
        content=content,
        town=town,
        numbers=_numbers(slug, content.phones, town.code, allotted),
        email=f"{content.email_at}@{domain}.example",
        verified=_day(slug),
        consent=content.phones == ("mobile",) or chance(slug, "consent", _CONSENTING),
        organisation=employer,
        by_acronym=by_acronym,
    )


def as_known_elsewhere(made: Organisation) -> Organisation:
    """An organisation in the words of another region's list: another year and post, no site, and nothing of what it does."""
    content = replace(
        made.content, year=made.content.year + 1, head_role={"ru": "руководитель союза"}, mission={}, plans={}, targets={},
        acronym={}, former={}, sent_in="ru",
    )
    return replace(made, content=content, site="", social=())


def _day(slug: str) -> date:
    return _FIRST_DAY + timedelta(days=number(slug, "verified", _DAYS))


def _numbers(slug: str, kinds: Sequence[str], code: str, allotted: Allotted) -> tuple[Number, ...]:
    made = (_number(slug, f"{kind}-{place}", kind, code, allotted) for place, kind in enumerate(kinds))
    return tuple(number for number in made if number is not None)


def _number(slug: str, purpose: str, kind: str, code: str, allotted: Allotted) -> Number | None:
    """Numbers look invented: 30-0x-xx in towns, +7 7xx 000 xx xx for mobiles, 8 800 080 xx xx, short ones from 16xx.

    None where no short number is left.
    """
    if kind in ("mobile", "press"):
        made = allotted.take(slug, purpose, choose(slug, f"{purpose}-code", _MOBILE_CODES) + "000", 4)
        return Number("mobile" if kind == "mobile" else "press", made[:3], made[3:])
    if kind == "freephone":
        return Number("freephone", "800", allotted.take(slug, purpose, "800080", 4)[3:])
    if kind == "helpline":
        short = allotted.take(slug, purpose, "16", 2)
        return Number("helpline", "", short) if short else None
    first, wider = _BLOCKS[len(code)]
    made = allotted.take(slug, purpose, code + first, 3) or allotted.take(slug, purpose, code + wider, 4)
    extended = kind == "office" and chance(slug, purpose + "-extension", _WITH_EXTENSION)
    extension = str(10 + number(slug, "extension", 40)) if extended else ""
    return Number("fax" if kind == "fax" else "office", code, made[len(code) :], extension)


def business_number(slug: str, year: int) -> str:
    """A БИН with a right check digit: YYMM of founding, 4 (a resident legal entity), 0, a serial number, the check digit."""
    for attempt in range(10):
        month = 1 + number(slug, "month", 12)
        serial = number(slug, f"serial-{attempt}", 100_000)
        first = f"{year % 100:02d}{month:02d}40{serial:05d}"
        for weights in _WEIGHTS:
            rest = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11
            if rest < 10:
                return first + str(rest)
    raise ValueError(f"no valid number for {slug}")
