"""Facts that editors do not invent one by one: numbers, addresses on the web, dates, consent. All settled by the slug."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from .places import TOWNS, TownFacts
from .records import ExpertContent, OrganisationContent, Texts, read_experts, read_extra, read_organisations
from .seeds import chance, choose, number
from .words import Lang

__all__ = ["Expert", "Kind", "Number", "Organisation", "Sample", "business_number", "load_sample"]

Kind = Literal["office", "mobile", "press", "fax", "freephone", "helpline"]

_MOBILE_CODES: Final = ("701", "702", "705", "707", "747", "771", "777")
_FIRST_DAY: Final = date(2026, 1, 12)
_DAYS: Final = 102
_WEIGHTS: Final = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_WITHOUT_BIN: Final = 7
_WITHOUT_SITE: Final = 15
_CONSENTING: Final = 85
_WITH_EXTENSION: Final = 8


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


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: what the editors wrote and what was invented for it."""

    content: OrganisationContent
    numbers: tuple[Number, ...]
    bin: str
    site: str
    email: str
    press_email: str
    social: tuple[tuple[str, str], ...]
    verified: date
    consent: bool

    @property
    def town(self) -> TownFacts:
        return TOWNS[self.content.town]

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

    def of_kind(self, kind: Kind) -> tuple[Number, ...]:
        return tuple(made for made in self.numbers if made.kind == kind)

    @property
    def printed_numbers(self) -> tuple[Number, ...]:
        """What may be on a page: without consent no mobile of the head or the press contact."""
        return tuple(made for made in self.numbers if self.consent or made.kind not in ("mobile", "press"))


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert: what the editors wrote, what was invented, and the organisation of the guide he or she belongs to."""

    content: ExpertContent
    numbers: tuple[Number, ...]
    email: str
    verified: date
    consent: bool
    organisation: Organisation | None

    @property
    def town(self) -> TownFacts:
        return TOWNS[self.content.town]

    @property
    def slug(self) -> str:
        return self.content.slug

    @property
    def lang(self) -> Lang:
        return self.content.sent_in

    def said(self, texts: Texts) -> str:
        return texts[self.lang] if texts else ""

    @property
    def printed_numbers(self) -> tuple[Number, ...]:
        return tuple(made for made in self.numbers if self.consent or made.kind != "mobile")


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole sample: what must be printed, the row that asks to be left out, and the row that must be rejected."""

    organisations: tuple[Organisation, ...]
    experts: tuple[Expert, ...]
    withheld: Organisation
    rejected: Organisation

    def of_region(self, region: str) -> list[Organisation]:
        """The organisations of one province file."""
        return [made for made in self.organisations if made.content.region == region]

    def by_slug(self, slug: str) -> Organisation:
        """The organisation with this slug. Raises StopIteration where there is none."""
        return next(made for made in self.organisations if made.slug == slug)


def load_sample() -> Sample:
    """Read the editors' content and invent the rest."""
    allotted = _Allotted()
    organisations = tuple(_organisation(content, allotted) for content in read_organisations())
    experts = tuple(_expert(content, allotted, organisations) for content in read_experts())
    withheld, rejected = (_organisation(content, allotted) for content in read_extra())
    return Sample(organisations, experts, withheld, rejected)


@dataclass(slots=True)
class _Allotted:
    """Numbers already given away; no two listings share one."""

    taken: set[str] = field(default_factory=set)

    def take(self, slug: str, purpose: str, prefix: str, width: int) -> str:
        """A free number: ``prefix`` and ``width`` digits, the first one free at or after the slug's own."""
        size = 10**width
        start = number(slug, purpose, size)
        for step in range(size):
            made = f"{prefix}{(start + step) % size:0{width}d}"
            if made not in self.taken:
                self.taken.add(made)
                return made
        raise ValueError(f"no free number {prefix}...")


def _organisation(content: OrganisationContent, allotted: _Allotted) -> Organisation:
    slug = content.slug
    handle = slug.replace("-", "_") + "_kz"
    personal_only = set(content.phones) <= {"mobile", "press"}
    return Organisation(
        content=content,
        numbers=_numbers(slug, content.phones, TOWNS[content.town].code, allotted),
        bin="" if chance(slug, "bin", _WITHOUT_BIN) else business_number(slug, content.year),
        site="" if chance(slug, "site", _WITHOUT_SITE) else f"{slug}.example",
        email=f"info@{slug}.example",
        press_email=f"press@{slug}.example" if content.press else "",
        social=tuple((network, handle) for network in content.social),
        verified=_day(slug),
        consent=personal_only or chance(slug, "consent", _CONSENTING),
    )


def _expert(content: ExpertContent, allotted: _Allotted, organisations: Sequence[Organisation]) -> Expert:
    slug = content.slug
    employer = next((made for made in organisations if made.slug == content.employer), None)
    domain = employer.slug if employer else slug
    return Expert(
        content=content,
        numbers=_numbers(slug, content.phones, TOWNS[content.town].code, allotted),
        email=f"{content.email_at}@{domain}.example",
        verified=_day(slug),
        consent=content.phones == ("mobile",) or chance(slug, "consent", _CONSENTING),
        organisation=employer,
    )


def _day(slug: str) -> date:
    return _FIRST_DAY + timedelta(days=number(slug, "verified", _DAYS))


def _numbers(slug: str, kinds: Sequence[str], code: str, allotted: _Allotted) -> tuple[Number, ...]:
    return tuple(_number(slug, f"{kind}-{place}", kind, code, allotted) for place, kind in enumerate(kinds))


def _number(slug: str, purpose: str, kind: str, code: str, allotted: _Allotted) -> Number:
    """Numbers look invented: 30-0x-xx in towns, +7 7xx 000 xx xx for mobiles, 8 800 080 xx xx, short ones from 16xx."""
    if kind in ("mobile", "press"):
        made = allotted.take(slug, purpose, choose(slug, f"{purpose}-code", _MOBILE_CODES) + "000", 4)
        return Number("mobile" if kind == "mobile" else "press", made[:3], made[3:])
    if kind == "freephone":
        return Number("freephone", "800", allotted.take(slug, purpose, "800080", 4)[3:])
    if kind == "helpline":
        return Number("helpline", "", allotted.take(slug, purpose, "16", 2))
    block = {3: "3000", 4: "300", 5: "30"}[len(code)]
    made = allotted.take(slug, purpose, code + block, 3)
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
