"""Two rows for one listing: the same BIN is certain; the same name in one region is a question (data.md section 4, extras)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef
from pipeline.model.listings import Expert, Listing, Organisation, Phone, Text
from pipeline.model.message import msg
from pipeline.model.packing import packable
from pipeline.normalise import rules
from pipeline.normalise.folding import fold, fold_kazakh
from pipeline.normalise.trail import Trail

__all__ = ["Draft", "Merged", "name_keys", "reach", "region_code", "without_duplicates"]

_NEVER_FILLED = frozenset({"id", "names", "source", "sent_in", "region", "cells", "consent_mobile", "affiliation_id"})


@packable
@dataclass(frozen=True, slots=True)
class Draft:
    """A listing and the row it was read from."""

    ref: CellRef
    listing: Listing


@dataclass(slots=True)
class Merged:
    """The drafts that stay, in source order, and the rows that were merged into them by position."""

    kept: list[Draft] = field(default_factory=list)
    duplicates: list[tuple[CellRef, int]] = field(default_factory=list)


def name_keys(listing: Listing) -> Iterator[str]:
    """Folded names in every language, without form and quotes."""
    for text in listing.names.values():
        yield fold_kazakh(text.value)


def reach(listing: Listing) -> frozenset[str]:
    """What a listing can be reached by, comparable: digits of phones, e-mails, site."""
    own = {phone.digits for phone in listing.phones if len(phone.digits) > 5} | {address.casefold() for address in listing.emails}
    if isinstance(listing, Organisation) and listing.press_email:
        own.add(listing.press_email.casefold())
    return frozenset(own | ({listing.site.casefold()} if listing.site else set()))


def region_code(listing: Listing) -> str:
    """The region a listing stands under; an expert's is the town's, or ""."""
    if isinstance(listing, Organisation):
        return listing.region.code
    return listing.town.region if listing.town else ""


def without_duplicates(drafts: Sequence[Draft], trail: Trail) -> Merged:
    """Merge what is one; the first row in source order stays and a later one fills only its empty fields."""
    merged = Merged()
    by_bin: dict[str, int] = {}
    by_name: dict[tuple[str, str, str], list[int]] = {}
    for draft in drafts:
        place = _same_bin(draft.listing, by_bin)
        asked = False
        if place is None:
            place = _same_name(draft, merged.kept, by_name, trail)
            asked = place is not None
        if place is None:
            place = len(merged.kept)
            merged.kept.append(draft)
        else:
            merged.kept[place] = _merge(merged.kept[place], draft, asked, trail)
            merged.duplicates.append((draft.ref, place))
        _index(merged.kept[place].listing, place, by_bin, by_name)
    return merged


def _index(listing: Listing, place: int, by_bin: dict[str, int], by_name: dict[tuple[str, str, str], list[int]]) -> None:
    if isinstance(listing, Organisation) and listing.bin:
        by_bin.setdefault(listing.bin, place)
    for key in _keys(listing):
        places = by_name.setdefault(key, [])
        if place not in places:
            places.append(place)


def _keys(listing: Listing) -> Iterator[tuple[str, str, str]]:
    """(kind, region, folded name); an expert's region is left out, because a person may move."""
    kind = type(listing).__name__
    region = region_code(listing) if isinstance(listing, Organisation) else ""
    for key in set(name_keys(listing)):
        yield kind, region, key


def _same_bin(listing: Listing, by_bin: dict[str, int]) -> int | None:
    return by_bin.get(listing.bin) if isinstance(listing, Organisation) and listing.bin else None


def _same_name(draft: Draft, kept: list[Draft], by_name: dict[tuple[str, str, str], list[int]], trail: Trail) -> int | None:
    """The kept listing of the same name and region whose contacts agree; the others of that name are named."""
    places = dict.fromkeys(place for key in sorted(_keys(draft.listing)) for place in by_name.get(key, ()))
    for place in places:
        other = kept[place].listing
        if not _bins_differ(draft.listing, other) and reach(draft.listing) & reach(other):
            return place
    for place in places:
        trail.spot(draft.ref, "name").found(
            rules.SAME_LISTING,
            "same-name",
            msg("“{name}” stands in {place} as well; both are printed.", name=_shown(draft.listing), place=str(kept[place].ref)),
            hint=msg("If they are one, give both the same BIN or take one out."),
        )
    return None


def _bins_differ(one: Listing, other: Listing) -> bool:
    return isinstance(one, Organisation) and isinstance(other, Organisation) and bool(one.bin and other.bin) and one.bin != other.bin


def _shown(listing: Listing) -> str:
    return next(iter(listing.names.values())).value


def _merge(first: Draft, later: Draft, asked: bool, trail: Trail) -> Draft:
    kept, conflicts = _filled(first.listing, later.listing)
    spot, where = trail.spot(later.ref, "name"), str(first.ref)
    spot.changed(rules.SAME_LISTING, str(later.ref), where)
    if asked:
        spot.found(
            rules.SAME_LISTING,
            "merged-asked",
            msg("“{name}” shares name, region and a contact with {place}; they are printed as one.", name=_shown(kept), place=where),
            hint=msg("If they are two, give each its BIN."),
        )
    else:
        message = msg("“{name}” has the BIN of {place}; they are printed as one.", name=_shown(kept), place=where)
        spot.found(rules.SAME_LISTING, "merged", message)
    for name, (before, after) in conflicts.items():
        ref = later.listing.cells.get(name) or later.listing.cells.get(f"{name}_ru") or later.ref
        trail.spot(ref, name).found(
            rules.SAME_LISTING,
            "conflict",
            msg(
                "The field “{field}” differs in two rows of one listing; that of {place} is printed.",
                field=field_words(name), place=where,
            ),
            hint=msg("Write the right value in both rows, or take one row out."),
            before=before,
            after=after,
        )
    return Draft(first.ref, kept)


def _filled(first: Listing, later: Listing) -> tuple[Listing, dict[str, tuple[str, str]]]:
    """``first`` with its empty fields from ``later``, and the fields where both say something else (later's, first's)."""
    conflicts: dict[str, tuple[str, str]] = {}
    changes: dict[str, object] = {}
    cells: dict[str, CellRef] = dict(first.cells)
    for name in (one.name for one in fields(first) if one.name not in _NEVER_FILLED):
        mine, theirs = getattr(first, name), getattr(later, name, None)
        if _is_empty(theirs):
            continue
        if _is_empty(mine):
            changes[name] = theirs
            cells.update({key: ref for key, ref in later.cells.items() if key == name})
        elif not _agree(mine, theirs):
            conflicts[name] = (_said(theirs), _said(mine))
    if isinstance(first, Organisation) and isinstance(later, Organisation) and first.region.code != later.region.code:
        conflicts["region"] = (later.region.names["ru"], first.region.names["ru"])
    names = dict(first.names)
    for lang, text in later.names.items():
        if fold(names.setdefault(lang, text).value) != fold(text.value):
            conflicts["name"] = (text.value, names[lang].value)
    changes |= {"names": names, "cells": cells}
    return replace(first, **changes), conflicts  # type: ignore[arg-type]


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == ()


def _agree(mine: object, theirs: object) -> bool:
    if isinstance(mine, Text) and isinstance(theirs, Text):
        return fold(mine.value) == fold(theirs.value)
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        return set(map(_said, theirs)) <= set(map(_said, mine))
    return _said(mine) == _said(theirs)


def _said(value: object) -> str:
    """A value as a person would compare it."""
    match value:
        case Text():
            return value.value
        case Phone():
            return " ".join(value.groups)
        case tuple():
            return ", ".join(map(_said, value))
        case Organisation() | Expert():
            return _shown(value)
    for attribute in ("name", "names", "handle"):
        inner = getattr(value, attribute, None)
        if inner is not None:
            return _said(inner) if not isinstance(inner, dict) else str(next(iter(inner.values())))
    return str(value)
