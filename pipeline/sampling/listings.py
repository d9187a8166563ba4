"""Invented organisations and experts in any number: who they are, where they sit, what they say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.model.message import msg
from pipeline.progress import Progress, SilentProgress

from .draw import Draw, Share
from .facts import (
    Allotted,
    Expert,
    ExpertContent,
    Organisation,
    OrganisationContent,
    Sample,
    Texts,
    as_known_elsewhere,
    business_number,
    invented_expert,
    invented_organisation,
)
from .keepers import CAREFUL, KEEPERS, MERGED_HEADER, NUMBERS_TYPED
from .lexicon import FieldOfWork, fields_of_work, phrases, rows
from .naming import Names
from .persons import Person, draw_person, draw_role
from .prose import Prose, expert_speaker, organisation_speaker
from .towns import Seat, postcode_prefix, region_shares, seats
from .words import KAZAKH_LETTERS, Lang

__all__ = ["expert_count", "make_sample"]

MOST_EXPERTS: Final = 400
_FORMS: Final = (("ОО", 34), ("ОФ", 34), ("ЧФ", 8), ("КФ", 4), ("ЧУ", 6), ("ОЮЛ", 8), ("РОО", 6))
_KAZAKH_SENT: Final = 16
"""Of a hundred listings, so many were sent in Kazakh; 95 of a hundred texts are in Russian, 80 in Kazakh, 60 in English."""
_RUSSIAN_OF_KAZAKH: Final = 100 * (1 - 5 / _KAZAKH_SENT)
_KAZAKH_OF_RUSSIAN: Final = 100 * (80 - _KAZAKH_SENT) / (100 - _KAZAKH_SENT)
_ENGLISH: Final = 60
_ODDITIES: Final = (
    ("damaged letters", 6), ("two e-mails", 8), ("mailto", 8), ("angle brackets", 8), ("e-mail among phones", 20), ("error cell", 4),
    ("doubled spaces", 10), ("comment", 4), ("old city", 8),
)  # fmt: skip
"""What a keeper's hand does to a row, and to how many of a hundred."""
_OLD_TOWN: Final = 45
_WITHOUT: Final = {"capitals": "fax"}
"""Manner -> the kind of telephone it has no column for."""
_NETWORKS: Final = (("instagram", 70), ("facebook", 55), ("telegram", 30), ("youtube", 12), ("tiktok", 8))
_YEARS: Final = (*range(1992, 2000), *range(2001, 2024))
"""A БИН of 2000 begins with three zeros; typed as a number it could not be told any more."""
_OTHER_LANGUAGES: Final = ("en", "ug", "uz", "ko", "de", "tr")


def expert_count(listings: int) -> int:
    """How many of the listings are experts: about a quarter, at most 400."""
    return min(MOST_EXPERTS, listings // 4)


@dataclass(slots=True)
class _Translations:
    """Which texts are translated: exact shares, spread evenly over the edition."""

    russian: Share = field(default_factory=lambda: Share(_RUSSIAN_OF_KAZAKH))
    kazakh: Share = field(default_factory=lambda: Share(_KAZAKH_OF_RUSSIAN))
    english: Share = field(default_factory=lambda: Share(_ENGLISH))

    def of(self, text: Texts, sent_in: Lang) -> Texts:
        """The text in the languages that it exists in."""
        kept: Texts = {sent_in: text[sent_in]}
        if sent_in == "kk" and self.russian.take():
            kept["ru"] = text["ru"]
        if sent_in == "ru" and self.kazakh.take():
            kept["kk"] = text["kk"]
        if self.english.take():
            kept["en"] = text["en"]
        return kept


@dataclass(slots=True)
class _Edition:
    """One run: what has been given away so far."""

    seed: str
    names: Names = field(default_factory=Names)
    prose: Prose = field(default_factory=Prose)
    allotted: Allotted = field(default_factory=Allotted)
    translations: _Translations = field(default_factory=_Translations)
    kazakh_sent: Share = field(default_factory=lambda: Share(_KAZAKH_SENT))
    bins: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    def organisation(self, region: str, index: str, *, silent: bool = False) -> Organisation:
        """An organisation of a region; ``silent``: with one telephone and no press contact, as one that is not printed."""
        draw = Draw(f"{self.seed}/organisation/{index}")
        seat = draw.weighed([(seat, seat.weight) for seat in seats(region)])
        content = self._content(draw, region, seat, silent=silent)
        made = invented_organisation(content, seat.facts, self.allotted, _oddities(draw, region, seat, content))
        return replace(made, bin=self._own_bin(made))

    def _own_bin(self, made: Organisation) -> str:
        """Its number; where another has that, the number of a longer slug."""
        number, attempt = made.bin, 0
        while number and number in self.bins:
            attempt += 1
            number = business_number(f"{made.slug}-{attempt}", made.content.year)
        self.bins.add(number)
        return number

    def _content(self, draw: Draw, region: str, seat: Seat, *, silent: bool) -> OrganisationContent:
        work = draw.choose(fields_of_work())
        sent_in: Lang = "kk" if not silent and self.kazakh_sent.take() else "ru"
        name = self.names.draw(draw, seat)
        founded = draw.choose(_YEARS)
        speaker = organisation_speaker(draw, work, region, seat, founded)
        head, press = draw_person(draw), draw_person(draw)
        with_press = not silent and draw.chance(62)
        mission = self.translations.of(self.prose.mission(speaker), sent_in)
        targets = self.translations.of(self.prose.targets(speaker), sent_in)
        plans = self.translations.of(self.prose.plans(speaker), sent_in) if draw.chance(92) else {}
        return OrganisationContent(
            region=region, slug=self.names.slug(name, seat), form=draw.weighed(_FORMS), name=name,
            acronym=self.names.acronym(name) if draw.chance(60) else {},
            former=self.names.draw(draw, seat) if draw.chance(9) else {}, year=founded, town=seat.facts.ru,
            postcode=_postcode(draw, region), street=_street(draw), head=head.name,
            head_role=draw_role(draw, "head_roles", woman=head.woman), press=press.name if with_press else {},
            press_role=draw_role(draw, "press_roles", woman=press.woman) if with_press else {},
            phones=_phones(draw, region, with_press=with_press) if not silent else ("office",),
            social=tuple(network for network, percent in _NETWORKS if draw.chance(percent)), areas=_areas(draw, work),
            targets=targets, mission=mission, plans=plans, languages=_languages(draw, sent_in), sent_in=sent_in,
        )  # fmt: skip

    def expert(self, index: int, organisations: tuple[Organisation, ...]) -> Expert:
        """An expert, mostly of one of the organisations."""
        draw = Draw(f"{self.seed}/expert/{index}")
        employer = draw.choose(organisations) if draw.chance(60) else None
        region = employer.content.region if employer else draw.choose(organisations).content.region
        seat = next((seat for seat in seats(region) if seat.is_known and employer and seat.facts == employer.town), seats(region)[0])
        person = self._somebody(draw)
        sent_in: Lang = "kk" if self.kazakh_sent.take() else "ru"
        position = draw.choose(rows("careers", "positions"))
        speaker = expert_speaker(draw, region, seat, woman=person.woman)
        content = ExpertContent(
            slug=person.slug, name=person.name, position={"ru": position[0], "kk": position[1], "en": position[2]},
            degree=_texts(draw.choose(phrases("careers", "degrees"))) if draw.chance(35) else {},
            affiliation={} if employer else self._institution(draw), employer=employer.slug if employer else "", town=seat.facts.ru,
            topics=tuple(draw.several(position[3:], draw.between(1, 3))), languages=_languages(draw, sent_in), on_camera=draw.chance(80),
            phones=draw.choose((("mobile",), ("office", "mobile"), ("mobile",), ("office",))), email_at=person.email_at,
            cv=self.translations.of(self.prose.life(speaker), sent_in), sent_in=sent_in,
        )  # fmt: skip
        by_acronym = bool(employer and employer.content.acronym and draw.chance(6))
        return invented_expert(content, seat.facts, self.allotted, employer, by_acronym=by_acronym)

    def _institution(self, draw: Draw) -> Texts:
        """Институт бюджетных исследований «Жарық»: a place of work that is not in the guide, so no organisation's name stands in it."""
        house_ru, house_kk, house_en = draw.choose(phrases("careers", "houses"))
        subject_ru, subject_kk, subject_en = draw.choose(phrases("careers", "subjects"))
        name, name_en = self.names.unused_word(draw)
        return {
            "ru": f"{house_ru} {subject_ru} «{name}»", "kk": f"«{name}» {subject_kk} {house_kk}",
            "en": f"{name_en} {house_en} of {subject_en}",
        }  # fmt: skip

    def _somebody(self, draw: Draw) -> Person:
        """A person whose name and slug nobody else in the edition has."""
        while True:
            person = draw_person(draw, full=True)
            if person.slug not in self.people:
                self.people.add(person.slug)
                return person


def make_sample(listings: int, progress: Progress | None = None) -> Sample:
    """An edition of so many listings, organisations and experts together; the same number gives the same edition.

    ``progress`` hears how many are made.
    """
    progress = progress or SilentProgress()
    progress.begin(msg("Inventing listings"))
    experts = expert_count(listings)
    edition = _Edition(f"sample of {listings}")
    organisations: list[Organisation] = []
    for region, count in sorted(region_shares(listings - experts).items()):
        for place in range(count):
            organisations.append(edition.organisation(region, f"{region}-{place}"))
            progress.advance(len(organisations), listings)
    people: list[Expert] = []
    for place in range(experts):
        people.append(edition.expert(place, tuple(organisations)))
        progress.advance(len(organisations) + place + 1, listings)
    withheld = edition.organisation(CAREFUL, "withheld", silent=True)
    rejected = edition.organisation(NUMBERS_TYPED, "rejected", silent=True)
    elsewhere = [made for made in organisations if made.content.region != MERGED_HEADER and not made.town.village and made.lang == "ru"]
    twice = next((made for made in elsewhere if made.bin), organisations[0])
    return Sample(tuple(organisations), tuple(people), withheld, rejected, as_known_elsewhere(twice))


def _texts(phrase: tuple[str, str, str]) -> Texts:
    return {"ru": phrase[0], "kk": phrase[1], "en": phrase[2]}


def _street(draw: Draw) -> Texts:
    """ул. Абая, 12, кв. 4."""
    street_ru, street_kk, street_en = draw.choose(phrases("circumstances", "street"))
    house = draw.between(2, 190)
    ru, kk, en = f"ул. {street_ru}, {house}", f"{street_kk} көш., {house}", f"{house} {street_en} Street"
    room = draw.between(1, 120)
    inside = draw.below(3)
    if inside == 1:
        ru, kk, en = f"{ru}, оф. {room}", f"{kk}, {room}-кеңсе", f"Office {room}, {en}"
    elif inside == 2:
        ru, kk, en = f"{ru}, кв. {room}", f"{kk}, {room}-пәтер", f"Flat {room}, {en}"
    return {"ru": ru, "kk": kk, "en": en}


def _postcode(draw: Draw, region: str) -> str:
    first = postcode_prefix(region)
    return first + str(draw.below(10 ** (6 - len(first)))).zfill(6 - len(first))


def _phones(draw: Draw, region: str, *, with_press: bool) -> tuple[str, ...]:
    chances = (("office", 82), ("office", 22), ("office", 4), ("fax", 10), ("mobile", 62), ("helpline", 4), ("freephone", 4))
    without = _WITHOUT.get(KEEPERS[region].manner, "")
    made = [kind for kind, percent in chances if draw.chance(percent) and kind != without]
    if with_press and draw.chance(88):
        made.append("press")
    return tuple(made or ["mobile"])


def _areas(draw: Draw, work: FieldOfWork) -> tuple[str, ...]:
    """The field's own areas, one at least, and sometimes one of another field."""
    own = list(work.areas[: draw.between(1, len(work.areas))])
    if draw.chance(35):
        other = draw.choose(draw.choose(fields_of_work()).areas)
        own += [other] if other not in own else []
    return tuple(own)


def _languages(draw: Draw, sent_in: Lang) -> tuple[str, ...]:
    both = ("kk", "ru") if sent_in == "kk" else ("ru", "kk")
    made = both if draw.chance(86) else both[:1]
    return (*made, draw.choose(_OTHER_LANGUAGES)) if draw.chance(28) else made


def _oddities(draw: Draw, region: str, seat: Seat, content: OrganisationContent) -> frozenset[str]:
    made = {oddity for oddity, percent in _ODDITIES if draw.chance(percent)}
    if KEEPERS[region].manner == "both names" and not KAZAKH_LETTERS & set(content.name["kk"].lower()):
        made.add("names with forms")
    if seat.facts.old and draw.chance(_OLD_TOWN):
        made.add("old town")
    return frozenset(made)
