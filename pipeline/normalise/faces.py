"""What a listing is recognised by, made ready to be compared with thousands of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.model.listings import Expert, Listing, Organisation, Text
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.persons import PersonName, person_name
from pipeline.normalise.spellings import Spelling, is_branch, spelling

__all__ = ["SHARED_BY", "Face", "Reach", "face_of", "reach_of"]

_DIGITS: Final = 6
"""A number with fewer digits is a short helpline: many may answer it."""
_STEM: Final = 4
"""A place's name is recognised by so many letters at least; its last two may change with case and ending."""
_ENDING: Final = 2
SHARED_BY: Final = 3
"""A phone or address at which more than so many different names can be reached is a centre's, and says nothing of who they are."""
Contact = tuple[str, str]
"""("phone", digits), ("email", address), ("site", host and path), ("social", network:handle)."""


@dataclass(slots=True)
class Face:
    """A listing as it is recognised. ``place``: its position among the drafts. Names and texts are folded."""

    place: int
    listing: Listing
    names: tuple[Spelling, ...]
    former: tuple[Spelling, ...]
    people: tuple[PersonName, ...]
    """An expert's own names, one a language."""
    bin: str
    form: str
    branch: bool
    region: str
    town: str
    stems: tuple[str, ...]
    """Beginnings of the names of its own town and region, as its name may have them in any case (Алматы, Алматинский)."""
    contacts: frozenset[Contact]
    head: frozenset[str]
    address: str
    work: str
    """An expert's organisation."""
    own: frozenset[Contact] = field(default_factory=frozenset)
    """The contacts that are not shared by many (:func:`reach_of`)."""

    @property
    def is_person(self) -> bool:
        return isinstance(self.listing, Expert)

    def is_at_home(self, word: str) -> bool:
        """Does a folded word of a name only say where the organisation is?"""
        return word.startswith(self.stems)


def face_of(place: int, listing: Listing) -> Face:
    """Take a listing's marks; ``own`` is filled once all are known."""
    contacts = frozenset(_contacts(listing))
    town = _town(listing)
    if isinstance(listing, Expert):
        people = tuple(person_name(text.value) for text in listing.names.values())
        region = listing.town.region if listing.town else ""
        work = fold_kazakh(listing.affiliation.value) if listing.affiliation else ""
        return Face(place, listing, (), (), people, "", "", False, region, town, (), contacts, frozenset(), "", work)
    names = tuple(_spelt(listing.names.values()))
    former = tuple(_spelt(text for text in (listing.former_name, listing.acronym) if text is not None))
    head = frozenset(fold_kazakh(listing.head.name.value).split()) if listing.head else frozenset()
    address = fold_kazakh(listing.address.value) if listing.address and any(map(str.isdigit, listing.address.value)) else ""
    return Face(
        place, listing, names, former, (), listing.bin, listing.form, any(map(is_branch, names)), listing.region.code, town,
        _stems((*listing.region.short.values(), *(listing.town.names.values() if listing.town else ()))), contacts, head, address, "",
    )  # fmt: skip


def _town(listing: Listing) -> str:
    """The town and its region: two towns of one name are two."""
    town = listing.town
    return f"{town.region}:{fold_kazakh(town.names.get('ru') or town.names.get('kk', ''))}" if town else ""


@lru_cache(maxsize=4096)
def _stems(names: tuple[str, ...]) -> tuple[str, ...]:
    words = [word for name in names for word in fold_kazakh(name).split()]
    return tuple(sorted({word[: max(_STEM, len(word) - _ENDING)] for word in words if len(word) >= _STEM}))


def _spelt(texts: Iterable[Text]) -> Iterator[Spelling]:
    for text in texts:
        made = spelling(text.value, text.lang)
        if made.words:
            yield made


def _contacts(listing: Listing) -> Iterator[Contact]:
    for phone in listing.phones:
        if len(phone.digits) >= _DIGITS:
            yield "phone", phone.digits + phone.extension
    for address in listing.emails:
        yield "email", address.casefold()
    if isinstance(listing, Organisation) and listing.press_email:
        yield "email", listing.press_email.casefold()
    if listing.site:
        yield "site", listing.site.casefold()
    for account in listing.social:
        yield "social", f"{account.network}:{account.handle.casefold()}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Contact -> places of the faces that have it; ``common``: contacts that say nothing, because too many have them."""

    holders: Mapping[Contact, tuple[int, ...]]
    common: frozenset[Contact]


def reach_of(faces: Sequence[Face]) -> Reach:
    """Who has which contact; also fills ``own`` of every face.

    Experts and organisations are counted apart; a contact of an organisation is nobody's own among experts: colleagues share it.
    """
    holders: dict[Contact, list[int]] = {}
    for face in faces:
        for contact in face.contacts:
            holders.setdefault(contact, []).append(face.place)
    common = set()
    for contact, places in holders.items():
        if len(places) > SHARED_BY and len({_called(faces[place]) for place in places if not faces[place].is_person}) > SHARED_BY:
            common.add(contact)
    for face in faces:
        face.own = frozenset(contact for contact in face.contacts if contact not in common and not _is_works(face, holders[contact], faces))
    return Reach({contact: tuple(places) for contact, places in holders.items()}, frozenset(common))


def _called(face: Face) -> str:
    """One word for who it is, whatever the spelling: two rows of one organisation shall not count as two."""
    return min((name.joined for name in face.names), default="")


def _is_works(face: Face, places: Sequence[int], faces: Sequence[Face]) -> bool:
    """Is it an expert's contact at work: an organisation's, or that of two people with different given names?"""
    if not face.is_person or len(places) == 1:
        return False
    others = [faces[place] for place in places if place != face.place]
    return any(not other.is_person for other in others) or len({min(one.people).given for one in (face, *others) if one.people}) > 2
