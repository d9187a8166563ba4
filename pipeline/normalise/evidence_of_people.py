"""What speaks for two rows being one expert, and what against (see pipeline.normalise.evidence)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.listings import Expert
from pipeline.model.merges import Agreement
from pipeline.normalise.evidence import Judgement, Strength, Verdict, contacts_agreeing, says_the_same
from pipeline.normalise.faces import Face
from pipeline.normalise.persons import Kinship, compare_people

__all__ = ["judge_experts"]


@dataclass(frozen=True, slots=True)
class _Facts:
    """Two experts, compared once. ``full``: both names have surname, given name and patronymic."""

    name: Kinship
    full: bool
    phone: bool
    email: bool
    web: bool
    office: bool
    """A contact that colleagues have too."""
    work: bool
    same_town: bool
    towns_differ: bool

    @property
    def kinds(self) -> int:
        return self.phone + self.email + self.web

    @property
    def marks(self) -> int:
        return self.kinds + self.office + self.work + self.same_town


def judge_experts(one: Face, other: Face) -> Judgement:
    """What two rows of experts are to each other."""
    facts = _facts(one, other)
    if says_the_same(one, other):
        return Judgement(Verdict.CERTAIN, Strength.ROW, tuple(_agrees(facts, one, other)))
    verdict = Verdict.CERTAIN if _is_certain(facts) else Verdict.QUESTION if _is_question(facts) else Verdict.NOTHING
    if verdict is Verdict.NOTHING:
        return Judgement(verdict, apart=facts.name is Kinship.DIFFERENT)
    differs = (*(("name",) if facts.name < Kinship.SPELT else ()), *(("town",) if facts.towns_differ else ()))
    return Judgement(verdict, Strength.NAME, tuple(_agrees(facts, one, other)), differs)


def _facts(one: Face, other: Face) -> _Facts:
    kinship, mine, theirs = max(
        ((compare_people(mine, theirs), mine, theirs) for mine in one.people for theirs in other.people), key=lambda pair: pair[0]
    )
    contacts = {kind for kind, _ in one.own & other.own}
    shared = one.contacts & other.contacts
    return _Facts(
        kinship, mine.is_full and theirs.is_full, "phone" in contacts, "email" in contacts, bool(contacts & {"site", "social"}),
        bool(shared - one.own), bool(one.work) and one.work == other.work, bool(one.town) and one.town == other.town,
        bool(one.town and other.town) and one.town != other.town,
    )  # fmt: skip


def _is_certain(facts: _Facts) -> bool:
    """A full name and one contact of one's own; the less of the name is written, the more of the rest must agree."""
    if facts.name is Kinship.SAME:
        return facts.kinds > 0 or (facts.full and facts.work and not facts.towns_differ) or (facts.work and facts.office)
    if facts.name is Kinship.SPELT:
        return facts.email or facts.phone
    if facts.name is Kinship.NEAR:
        return facts.email and facts.phone
    if facts.name is Kinship.SHORTER:
        return facts.email
    if facts.name is Kinship.INITIALS:
        return facts.email and (facts.phone or facts.work)
    return False


def _is_question(facts: _Facts) -> bool:
    if facts.name >= Kinship.SPELT:
        return facts.full or facts.marks > 0
    if facts.name >= Kinship.SHORTER:
        return facts.marks > 0
    if facts.name is Kinship.INITIALS:
        return facts.kinds > 0 or facts.office or facts.work
    return facts.name is Kinship.RENAMED and (facts.kinds > 0 or facts.work or facts.office)


def _agrees(facts: _Facts, one: Face, other: Face) -> Iterator[Agreement]:
    listing = one.listing
    shown = next(iter(listing.names.values())).value
    kinds = {Kinship.SAME: "name", Kinship.SPELT: "name_alike", Kinship.NEAR: "name_alike", Kinship.RENAMED: "name_given"}
    yield Agreement(kinds.get(facts.name, "name_short"), shown)
    yield from contacts_agreeing(one, other)
    if facts.office and not facts.kinds:
        yield Agreement("contacts", sorted(value for _, value in one.contacts & other.contacts)[0])
    if facts.work and isinstance(listing, Expert) and listing.affiliation:
        yield Agreement("affiliation", listing.affiliation.value)
    if facts.same_town and listing.town:
        yield Agreement("town", listing.town.names.get("ru") or listing.town.names.get("kk", ""))
