"""What speaks for two rows being one organisation, and what against: the one place where it is decided what is certain.

Certain is what a registrar would sign without asking; the rest is a question, or nothing. ARCHITECTURE.md has the table with its reasons
and the measured precision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Final

from pipeline.model.listings import Listing, Organisation
from pipeline.model.merges import Agreement
from pipeline.normalise.faces import Face
from pipeline.normalise.merging import said
from pipeline.normalise.spellings import Likeness, compare_spellings, extra_words

__all__ = ["Judgement", "Strength", "Verdict", "contacts_agreeing", "judge_organisations", "says_the_same"]


_SILENT: Final = frozenset(
    {"id", "source", "cells", "others", "sent_in", "verified", "registered", "operational", "consent_mobile", "sort_name"}
)
"""What two rows may say differently and yet print the same."""


class Verdict(IntEnum):
    NOTHING = 0
    QUESTION = 1
    CERTAIN = 2


class Strength(IntEnum):
    """In which order certain pairs are joined: what a weaker one would join against a stronger one becomes a question."""

    ROW = 3
    BIN = 2
    NAME = 1
    NONE = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """``agrees``: what two listings have in common; ``differs``: fields that speak against; ``apart``: they cannot be one."""

    verdict: Verdict
    strength: Strength = Strength.NONE
    agrees: tuple[Agreement, ...] = ()
    differs: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Facts:
    """Two faces, compared once."""

    name: Likeness
    """The best agreement of any two of their names."""
    name_conflict: bool
    """Do their names differ in Kazakh or Russian, whatever they do in another language? English ones are anybody's translations."""
    former: bool
    """Is one called what the other was called before, or by its acronym?"""
    same_bin: bool
    bins_differ: bool
    forms_differ: bool
    branches: bool
    """Does one of them call itself a branch, and the other not?"""
    near: bool
    """The same town; or the same region where one of them names no town."""
    region: bool
    phone: bool
    email: bool
    web: bool
    head: bool
    address: bool
    only_places: bool
    """Do all words that only one name has say where it is?"""

    @property
    def kinds(self) -> int:
        """How many independent kinds of contact agree."""
        return self.phone + self.email + self.web

    @property
    def marks(self) -> int:
        """How many things besides the name agree."""
        return self.kinds + self.head + self.address


def judge_organisations(one: Face, other: Face) -> Judgement:
    """What two rows of organisations are to each other."""
    facts = _facts(one, other)
    verdict, strength = _verdict(facts, one, other)
    apart = facts.bins_differ or (facts.name is Likeness.NUMBERED and not facts.same_bin) or (facts.forms_differ and not facts.same_bin)
    if verdict is Verdict.NOTHING:
        return Judgement(verdict, apart=apart)
    return Judgement(verdict, strength, tuple(_agrees(facts, one, other)), tuple(_differs(facts)), apart)


def _facts(one: Face, other: Face) -> _Facts:
    pairs = [(compare_spellings(mine, theirs), mine, theirs) for mine in one.names for theirs in other.names]
    best, mine, theirs = max(pairs, key=lambda pair: pair[0])
    renamed = any(
        compare_spellings(old, new) >= Likeness.SPELT
        for olds, news in ((one.former, other.names), (other.former, one.names)) for old in olds for new in news
    )
    in_common = [alike for alike, mine, theirs in pairs if mine.lang == theirs.lang != "en"]
    contacts = {kind for kind, _ in one.own & other.own}
    near = one.region == other.region and (not one.town or not other.town or one.town == other.town)
    return _Facts(
        best, bool(in_common) and min(in_common) <= Likeness.DIFFERENT, renamed,
        bool(one.bin) and one.bin == other.bin, bool(one.bin and other.bin) and one.bin != other.bin,
        bool(one.form and other.form) and not (one.form.endswith(other.form) or other.form.endswith(one.form)),
        one.branch != other.branch, near, one.region == other.region,
        "phone" in contacts, "email" in contacts, bool(contacts & {"site", "social"}),
        bool(one.head and other.head) and (one.head <= other.head or other.head <= one.head),
        bool(one.address) and one.address == other.address,
        best is Likeness.PART and all(map(one.is_at_home, extra_words(mine, theirs))),
    )  # fmt: skip


def _verdict(facts: _Facts, one: Face, other: Face) -> tuple[Verdict, Strength]:
    nothing, question = (Verdict.NOTHING, Strength.NONE), (Verdict.QUESTION, Strength.NONE)
    if says_the_same(one, other):
        return Verdict.CERTAIN, Strength.ROW
    if facts.same_bin:
        return (Verdict.CERTAIN, Strength.BIN) if _is_certain_by_bin(facts) else question
    named = facts.name >= Likeness.SPELT or facts.former
    if facts.bins_differ or facts.forms_differ:
        return question if named and facts.near and facts.kinds else nothing
    if facts.name is Likeness.NUMBERED:
        return nothing
    if _is_certain_by_name(facts):
        return Verdict.CERTAIN, Strength.NAME
    return question if _is_question(facts, named) else nothing


def says_the_same(one: Face, other: Face) -> bool:
    """Would both rows print the same entry, to the letter? Then nobody loses anything."""
    mine, theirs = one.listing, other.listing
    if type(mine) is not type(theirs) or one.contacts != other.contacts or one.bin != other.bin:
        return False
    return _printed(mine) == _printed(theirs)


def _is_certain_by_bin(facts: _Facts) -> bool:
    """One BIN is one legal entity; but a branch has its parent's, and a copied row the BIN of the row above."""
    if facts.branches:
        return False
    alike = facts.name >= Likeness.SPELT or (facts.name >= Likeness.SHORTENED and not facts.name_conflict)
    if alike or facts.former:
        return facts.near or (facts.region and facts.phone)
    return facts.name is Likeness.FOREIGN and facts.near and facts.marks > 0


def _is_certain_by_name(facts: _Facts) -> bool:
    """Without a BIN: the name, the town and a contact of their own; the less the name agrees, the more of the rest must."""
    if not facts.near or facts.branches:
        return False
    if facts.former:
        return facts.kinds > 0
    if facts.name_conflict:
        return False
    if facts.name is Likeness.SAME:
        return facts.kinds > 0 or (facts.head and facts.address)
    if facts.name is Likeness.SPELT:
        return facts.kinds > 0
    if facts.name in (Likeness.NEAR, Likeness.SHORTENED):
        return facts.phone and facts.email
    return False


def _is_question(facts: _Facts, named: bool) -> bool:
    if named:
        return facts.near or facts.kinds > 0 or (facts.head and facts.region)
    if facts.name in (Likeness.NEAR, Likeness.SHORTENED):
        return facts.near or facts.kinds > 1 or (facts.kinds > 0 and facts.head)
    if not facts.near:
        return False
    if facts.name is Likeness.PART:
        return facts.kinds > 0 or facts.head or facts.address or facts.only_places
    if facts.name is Likeness.FOREIGN:
        return facts.kinds > 0 or (facts.head and facts.address)
    return (facts.phone and facts.email) or (facts.kinds > 0 and facts.head)


def _agrees(facts: _Facts, one: Face, other: Face) -> Iterator[Agreement]:
    listing = one.listing
    if facts.same_bin:
        yield Agreement("bin", one.bin)
    shown = next(iter(listing.names.values())).value
    if facts.name >= Likeness.NEAR:
        yield Agreement("name" if facts.name is Likeness.SAME else "name_alike", shown)
    elif facts.name is Likeness.SHORTENED:
        yield Agreement("name_short", shown)
    elif facts.former:
        yield Agreement("former_name", shown)
    elif facts.name is Likeness.PART:
        yield Agreement("name_part", min((face.names[0].folded, next(iter(face.listing.names.values())).value) for face in (one, other))[1])
    yield from contacts_agreeing(one, other)
    if isinstance(listing, Organisation):
        if facts.head and listing.head:
            yield Agreement("head", listing.head.name.value)
        if facts.address and listing.address:
            yield Agreement("address", listing.address.value)
        if facts.near and one.town and one.town == other.town and listing.town:
            yield Agreement("town", listing.town.names.get("ru") or listing.town.names.get("kk", ""))
        elif facts.region:
            yield Agreement("region", listing.region.names["ru"])


def contacts_agreeing(one: Face, other: Face) -> Iterator[Agreement]:
    """The first contact of each kind that both have."""
    shared = one.own & other.own
    for phone in one.listing.phones:
        if any(kind == "phone" and digits.startswith(phone.digits) for kind, digits in shared):
            yield Agreement("phones", " ".join(phone.groups))
            break
    for kind, name in (("email", "emails"), ("site", "site"), ("social", "social")):
        yield from (Agreement(name, value) for _, value in sorted(pair for pair in shared if pair[0] == kind)[:1])


def _differs(facts: _Facts) -> Iterator[str]:
    if facts.bins_differ:
        yield "bin"
    if (facts.name < Likeness.SHORTENED and not facts.former) or facts.name_conflict:
        yield "name"
    if facts.forms_differ:
        yield "form"
    if not facts.region:
        yield "region"
    elif not facts.near:
        yield "town"


def _printed(listing: Listing) -> tuple[str, ...]:
    return tuple(said(getattr(listing, one.name)) for one in fields(listing) if one.name not in _SILENT)
