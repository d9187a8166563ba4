"""What people decided on listings ([[same]] and [[different]] in decisions.toml): keys that are found again in the next edition.

A key says who is meant by words that are printed, parted by " | ": a BIN, or a name and a place, and where these fit several rows a
contact, an address or a head besides. Every part must fit. No file, sheet or row is in it: files are renamed and rows move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Final

from pipeline.model.decisions import Answer, Decisions, Sameness
from pipeline.model.listings import Listing, Organisation
from pipeline.model.questions import PAIRED
from pipeline.normalise.candidates import Pair
from pipeline.normalise.faces import Face
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.grouping import Groups
from pipeline.normalise.rules import SAME_LISTING

__all__ = ["Decided", "Keys", "Stale"]

_ONE: Final = frozenset(map(fold_kazakh, ("да", "одна", "одно", "один", "иә", "бір", "біреу", "yes", "one", "same", "1")))
_TWO: Final = frozenset(map(fold_kazakh, ("нет", "две", "два", "разные", "жоқ", "екі", "екеу", "бөлек", "no", "two", "different", "2")))
_BETWEEN: Final = "|"
_DIGITS: Final = re.compile(r"[\d\s()+–.-]+")
_FEWEST: Final = 6


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that could not be obeyed. ``why``: "matches-nothing", "matches-several" or "contradicts"."""

    decision: Sameness
    key: str
    why: str
    places: tuple[int, ...] = ()


class Keys:
    """Finds rows by keys, and makes keys that find them."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces

    @cached_property
    def _index(self) -> Mapping[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for face in self._faces:
            for part in _parts_of(face.listing):
                found.setdefault(part, set()).add(face.place)
        return {part: frozenset(places) for part, places in found.items()}

    def places(self, key: str) -> tuple[int, ...]:
        """The rows that every part of a key fits, in order."""
        parts = [_folded(part) for part in key.split(_BETWEEN) if part.strip()]
        if not parts:
            return ()
        return tuple(sorted(frozenset.intersection(*(self._index.get(part, frozenset()) for part in parts))))

    def key(self, place: int, group: Sequence[int]) -> str:
        """The shortest key that fits a row and no row outside its group; "" where the row says nothing that others do not say."""
        listing = self._faces[place].listing
        parts = list(_shown_parts(listing))
        least = 1 if isinstance(listing, Organisation) and listing.bin else min(2, len(parts))
        for count in range(least, len(parts) + 1):
            key = f" {_BETWEEN} ".join(parts[:count])
            if set(self.places(key)) <= set(group):
                return key
        return ""


def _parts_of(listing: Listing) -> Iterator[str]:
    texts = [*listing.names.values()]
    if isinstance(listing, Organisation):
        texts += [text for text in (listing.acronym, listing.former_name, listing.address) if text is not None]
        texts += [listing.head.name] if listing.head else []
        yield from filter(None, (listing.bin, listing.press_email.casefold(), _folded(listing.form)))
        yield from (_folded(name) for names in (listing.region.names, listing.region.short) for name in names.values())
    elif listing.affiliation:
        texts.append(listing.affiliation)
    yield from (_folded(text.value) for text in texts)
    if listing.town:
        yield from (_folded(name) for name in listing.town.names.values())
    yield from (phone.digits for phone in listing.phones)
    yield from (address.casefold() for address in listing.emails)
    if listing.site:
        yield _folded(listing.site)


def _shown_parts(listing: Listing) -> Iterator[str]:
    """What a key may say of a listing, as it is printed, the steadiest first."""
    if isinstance(listing, Organisation) and listing.bin:
        yield listing.bin
    yield _plain((listing.names.get(listing.sent_in) or next(iter(listing.names.values()))).value)
    town = listing.town.names.get("ru") or listing.town.names.get("kk", "") if listing.town else ""
    if town:
        yield town
    elif isinstance(listing, Organisation):
        yield listing.region.names["ru"]
    yield from (" ".join(phone.groups) for phone in listing.phones[:1])
    yield from listing.emails[:1]
    if listing.site:
        yield listing.site
    if isinstance(listing, Organisation):
        yield from filter(None, (listing.form,))
        yield from (_plain(text.value) for text in (listing.address, listing.head.name if listing.head else None) if text)
    elif listing.affiliation:
        yield _plain(listing.affiliation.value)


def _plain(text: str) -> str:
    return " ".join(text.replace(_BETWEEN, " ").split())


def _folded(part: str) -> str:
    part = part.strip()
    digits = "".join(filter(str.isdigit, part))
    if len(digits) >= _FEWEST and _DIGITS.fullmatch(part):
        return "7" + digits[1:] if len(digits) == 11 and digits[0] == "8" and not digits.startswith("8800") else digits
    return part.casefold() if "@" in part else fold_kazakh(part)


def _said(answer: Answer) -> tuple[bool, Sameness] | None:
    """(one or two, the two listings), where an answer from a workbook says that clearly.

    "да", or what is proposed (the first listing), calls them one; "нет", or both as they stand, two.
    """
    said = next(iter(fold_kazakh(answer.prints).split()), "")
    keys = tuple(key.strip() for key in answer.wrote.split(PAIRED))
    if len(keys) != 2:
        return None
    if said in _ONE or answer.prints == keys[0]:
        return True, Sameness(keys, answer.by, answer.on)
    return (False, Sameness(keys, answer.by, answer.on)) if said in _TWO or answer.prints == answer.wrote else None


@dataclass(slots=True)
class Decided:
    """People's decisions, found among the rows of this edition."""

    decisions: Decisions
    keys: Keys
    stale: list[Stale] = field(default_factory=list)
    apart: dict[Pair, Sameness] = field(default_factory=dict)
    answered: list[Answer] = field(default_factory=list)
    """Answers to questions, as they come back in a workbook, that were understood."""
    _found: list[tuple[Sameness, list[tuple[int, ...]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        answers = [(answer, _said(answer)) for answer in self.decisions.values if answer.rule == SAME_LISTING.id]
        self.answered = [answer for answer, said in answers if said is not None]
        said_different = [made for _, said in answers if said is not None for one, made in [said] if not one]
        said_same = [made for _, said in answers if said is not None for one, made in [said] if one]
        for decision in (*self.decisions.different, *said_different):
            for mine, theirs in combinations(self._places(decision), 2):
                for one in mine:
                    self.apart.update({(min(one, other), max(one, other)): decision for other in theirs if one != other})
        for decision in (*self.decisions.same, *said_same):
            self._found.append((decision, self._places(decision)))

    def _places(self, decision: Sameness) -> list[tuple[int, ...]]:
        found = [(key, self.keys.places(key)) for key in decision.listings]
        self.stale += [Stale(decision, key, "matches-nothing") for key, places in found if not places]
        return [places for _, places in found if places]

    def are_different(self, one: int, other: int) -> bool:
        """Does a person say that two rows are two?"""
        return (min(one, other), max(one, other)) in self.apart

    def join(self, groups: Groups, *, last: bool) -> list[int]:
        """Join what a person calls one, against all evidence but another decision; the places of the groups that were made.

        A key that fits rows of several groups is told the ``last`` time; until then evidence may still make them one.
        """
        joined: list[int] = []
        waiting = []
        for decision, found in self._found:
            heads = {groups.of(place) for places in found for place in places}
            several = next((places for places in found if len({groups.of(place) for place in places}) > 1), None)
            if len(found) < 2 or len(heads) < 2:
                continue
            if several:
                waiting.append((decision, found))
                if last:
                    key = next(key for key in decision.listings if self.keys.places(key) == several)
                    self.stale.append(Stale(decision, key, "matches-several", several))
            elif not groups.may_join(heads, self.are_different):
                self.stale.append(Stale(decision, decision.listings[0], "contradicts", tuple(sorted(heads))))
            else:
                groups.join(heads)
                joined.append(groups.of(min(heads)))
        self._found = waiting
        return joined
