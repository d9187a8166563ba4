"""Who asks to be left out is left out everywhere: in other files' rows, as a head or press contact, as an expert's organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pipeline.model.findings import CellRef
from pipeline.model.listings import Expert, Listing, Organisation, Person, Text
from pipeline.model.message import msg
from pipeline.model.privacy import LeftOut
from pipeline.normalise import rules
from pipeline.normalise.affiliations import named_in
from pipeline.normalise.answers import refuses, remark_wants_out, wants_out, yes_or_no
from pipeline.normalise.consent_columns import ENTRY, UNCLEAR
from pipeline.normalise.duplicates import name_keys, reach, region_code
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.likeness import likeness
from pipeline.normalise.reading import RowReader
from pipeline.normalise.trail import Draft, Spot, Trail

__all__ = ["Obeyed", "Wish", "asks_out", "obey_wishes"]

_ALIKE: Final = 85
"""Likeness of names (0 to 100) from which a shared contact makes a row one that may have asked."""
_IN_QUOTES: Final = re.compile(r"[«“„\"]([^«»“”„\"]+)[»”“\"]")
_SURNAME: Final = 3
"""Letters of the shortest surname."""
_LONG_NAME: Final = 8
"""Letters from which a name of one word is looked for within a text."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The cell by which a row asks to be left out. ``waiting``: it may mean a mobile alone; a question on its column is open."""

    spot: Spot
    waiting: bool = False


@dataclass(slots=True)
class Obeyed:
    """The rows that may be printed, and those that may not because another row of the same listing asks for it."""

    kept: list[Draft] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def asks_out(reader: RowReader) -> Wish | None:
    """How a row asks to be left out: in the column for it, in a remark, or by a no to its entry; None where it does not ask."""
    cell = reader.first("leave_out")
    if cell is not None and wants_out(cell.text, cell.spot):
        return Wish(cell.spot)
    remark = next((remark.spot for remark in reader.glanced("note") if remark_wants_out(remark.text, remark.spot)), None)
    if remark is not None:
        return Wish(remark)
    refusal = next((cell.spot for cell in reader.cells(ENTRY) if refuses(cell.text, cell.spot)), None)
    if refusal is not None:
        return Wish(refusal)
    unclear = next((cell.spot for cell in reader.cells(UNCLEAR) if yes_or_no(cell.text, cell.spot.quiet()) is not True), None)
    return Wish(unclear, waiting=True) if unclear is not None else None


def obey_wishes(drafts: Sequence[Draft], silent: Sequence[Draft], trail: Trail, unsettled: frozenset[CellRef] = frozenset()) -> Obeyed:
    """``silent``: rows that ask to be left out. Whoever is one of them is left out with it; whoever names one, names it no longer.

    ``unsettled``: those of them of which it is not known yet whether they ask for it.
    """
    obeyed = Obeyed(list(drafts))
    if not silent:
        return obeyed
    signs = {draft.ref: _signs(draft.listing) for draft in drafts}
    wishes = list(silent)
    waiting = list(drafts)
    while wishes:  # a row that is left out may itself be found again in a third file
        wanted = frozenset().union(*(_signs(wish.listing) for wish in wishes))
        near = [draft for draft in waiting if not signs[draft.ref].isdisjoint(wanted)]
        left = [(draft, wish) for draft in near if (wish := _wish_of(draft, wishes, trail)) is not None]
        gone = {draft.ref for draft, _ in left}
        waiting = [draft for draft in waiting if draft.ref not in gone]
        wishes = [draft for draft, _ in left]
        unknown = unsettled | {one.row for one in obeyed.left_out if one.waiting}
        obeyed.left_out += [LeftOut(draft.ref, wish.ref, waiting=wish.ref in unknown) for draft, wish in left]
    names = _Wishes(silent)
    obeyed.kept = [Draft(draft.ref, _without_names(draft.listing, names, trail)) for draft in waiting]
    return obeyed


def _signs(listing: Listing) -> frozenset[str]:
    """What two rows of one listing have in common, one at least."""
    own = [listing.bin] if isinstance(listing, Organisation) and listing.bin else []
    return reach(listing).union(name_keys(listing), own)


def _wish_of(draft: Draft, wishes: Sequence[Draft], trail: Trail) -> Draft | None:
    """The row that asks for this one too: certainly, or as far as nobody has said that they are two."""
    for wish in wishes:
        kind = _likeness(draft.listing, wish.listing)
        if kind and _is_obeyed(draft, wish, kind == "certain", trail):
            return wish
    return None


def _likeness(one: Listing, other: Listing) -> str:
    """ "certain", "asked", or "" for two listings that have nothing to do with each other."""
    if type(one) is not type(other):
        return ""
    if isinstance(one, Organisation) and isinstance(other, Organisation) and one.bin and other.bin:
        return "certain" if one.bin == other.bin else ""
    shared = bool(reach(one) & reach(other))
    names = set(name_keys(one)), set(name_keys(other))
    if names[0] & names[1]:
        near = isinstance(one, Expert) or region_code(one) == region_code(other)
        return "certain" if shared else "asked" if near else ""
    alike = any(likeness(mine, theirs) >= _ALIKE for mine in names[0] for theirs in names[1])
    return "asked" if shared and (alike or _is_one_in_two_languages(one, other)) else ""


def _is_one_in_two_languages(one: Listing, other: Listing) -> bool:
    """Have two organisations with a contact in common one head, or the same words in quotation marks («Закон» құқықтық көмек орталығы)?"""
    if not isinstance(one, Organisation) or not isinstance(other, Organisation):
        return False
    if one.head and other.head and _is_one_name(_words(one.head.name.value), _words(other.head.name.value)):
        return True
    return not _quoted(one).isdisjoint(_quoted(other))


def _quoted(listing: Organisation) -> frozenset[str]:
    return frozenset(fold_kazakh(found) for text in listing.names.values() for found in _IN_QUOTES.findall(text.value))


def _is_obeyed(draft: Draft, wish: Draft, certain: bool, trail: Trail) -> bool:
    name = _shown(draft.listing)
    spot = trail.spot(draft.listing.cells.get(f"name_{draft.listing.sent_in}") or draft.listing.cells.get("name") or draft.ref, "name")
    place = str(wish.ref)
    if certain:
        message = msg("Who stands in this row asks to be left out in {place}; the row is not printed either.", place=place)
        spot.found(rules.WITHHELD, "left-out-too", message)
        return True
    decided = spot.asked(
        rules.WITHHELD, "left-out-asked", before=name,
        message=msg("“{name}” seems to be the one who asks to be left out in {place}; the row is not printed.", name=name, place=place),
        hint=msg("If it is another one, answer that it is right as it is, or give both rows their BIN."),
    )  # fmt: skip
    return not decided


def _shown(listing: Listing) -> str:
    return (listing.names.get(listing.sent_in) or next(iter(listing.names.values()))).value


class _Wishes:
    """Names of those who ask to be left out, as other rows may write them."""

    def __init__(self, silent: Sequence[Draft]) -> None:
        experts = [wish for wish in silent if isinstance(wish.listing, Expert)]
        self.people = [(_words(text.value), wish) for wish in experts for text in wish.listing.names.values()]
        self.organisations = [
            (fold_kazakh(text.value), wish)
            for wish in silent if isinstance(listing := wish.listing, Organisation)
            for text in (*listing.names.values(), listing.acronym, listing.former_name) if text is not None
        ]  # fmt: skip

    def person(self, name: str) -> Draft | None:
        """The expert of that name; surname and given name, or its initial, are the least that makes one."""
        words = _words(name)
        return next((wish for own, wish in self.people if _is_one_name(words, own)), None)

    def organisation(self, text: str) -> Draft | None:
        """The organisation that a text names: as an affiliation does, or in full within a sentence."""
        folded = fold_kazakh(text)
        near = [(name, wish) for name, wish in self.organisations if name and name in folded]
        if not near:
            return None
        parts, whole = {fold_kazakh(part) for part in named_in(text)}, f" {folded} "
        for name, wish in near:
            if name in parts or ((" " in name or len(name) >= _LONG_NAME) and f" {name} " in whole):
                return wish
        return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold_kazakh(name).split())


def _is_one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Has every word of the shorter name its own in the longer, or its initial there, and are a surname and one more among them?"""
    shorter, longer = sorted((one, other), key=len)
    left = list(longer)
    whole = 0
    for word in shorter:
        same = next((each for each in left if each == word), None)
        met = same or next((each for each in left if 1 in (len(word), len(each)) and each[0] == word[0]), None)
        if met is None:
            return False
        left.remove(met)
        whole += same is not None and len(word) >= _SURNAME
    return len(shorter) > 1 and whole > 0


def _without_names(listing: Listing, wishes: _Wishes, trail: Trail) -> Listing:
    """The listing without the people and organisations in it who ask to be left out."""
    if isinstance(listing, Organisation):
        return _without_people(listing, wishes, trail)
    return _without_affiliation(listing, wishes, trail)


def _without_people(organisation: Organisation, wishes: _Wishes, trail: Trail) -> Organisation:
    made = organisation
    for name in ("head", "press"):
        person: Person | None = getattr(made, name)
        wish = wishes.person(person.name.value) if person else None
        if person is None or wish is None:
            continue
        spot = trail.spot(person.name.ref or made.source, name)
        message = msg("“{name}” asks in {place} to be left out; the name is not printed here.", name=person.name.value, place=str(wish.ref))
        decided = spot.asked(
            rules.WITHHELD, "left-out-person", message, before=person.name.value,
            hint=msg("If it is another person, answer that it is right as it is."),
        )  # fmt: skip
        if not decided:
            kept = tuple(phone for phone in made.phones if phone.ref is None or phone.ref != person.name.ref)
            made = replace(made, head=None, phones=kept) if name == "head" else replace(made, press=None, phones=kept)
    return made


def _without_affiliation(expert: Expert, wishes: _Wishes, trail: Trail) -> Expert:
    made = expert
    for name in ("affiliation", "position", "degree", "cv"):
        text: Text | None = getattr(made, name)
        wish = wishes.organisation(text.value) if text else None
        if text is None or wish is None:
            continue
        spot = trail.spot(text.ref or made.source, name)
        message = msg("The text names an organisation that asks in {place} to be left out; it is not printed.", place=str(wish.ref))
        hint = msg("Answer with a text without its name, or that it is another organisation.")
        decided = spot.asked(rules.WITHHELD, "left-out-named", message, before=text.value, hint=hint)
        changes: dict[str, Any] = {name: Text(decided, text.lang, text.ref) if decided else None}
        made = replace(made, **changes)
    return made
