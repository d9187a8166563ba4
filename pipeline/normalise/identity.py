"""Ids of listings: found again by decision, BIN, name and region, name, contacts; what is doubtful gets a new id and a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.model.findings import CellRef
from pipeline.model.listings import Listing, Organisation
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.duplicates import name_keys, reach, region_code
from pipeline.normalise.folding import fold, fold_kazakh
from pipeline.normalise.likeness import likeness
from pipeline.normalise.registry import IdRegistry, Known
from pipeline.normalise.trail import Trail

__all__ = ["allot", "source_order"]

_ALIKE: Final = 85
"""Likeness of names (0 to 100) from which a shared contact makes two listings one."""
_NEW: Final = "new"
_DIGITS: Final = 4


def source_order(listing: Listing) -> tuple[str, str, int, str]:
    """File, sheet and row: the order in which new ids are allotted, whatever the order of reading."""
    ref = listing.source
    row = "".join(char for char in ref.cell if char.isdigit())
    return ref.file, ref.sheet, int(row or 0), ref.cell


def _prefix(listing: Listing) -> str:
    return "ngo" if isinstance(listing, Organisation) else "exp"


def allot(listings: Sequence[Listing], registry: IdRegistry, trail: Trail) -> tuple[tuple[Listing, ...], IdRegistry]:
    """The listings with their ids, in the order given, and the registry that knows them. Both arguments stay as they are."""
    search = _Search(sorted(range(len(listings)), key=lambda place: source_order(listings[place])), listings, registry)
    search.by_decision(trail)
    for evidence in (search.same_bin, search.same_name_and_region, search.former_name_and_region, search.same_name, search.same_contact):
        search.settle(evidence)
    ids = search.finished(trail)
    made = tuple(replace(listing, id=ids[place]) for place, listing in enumerate(listings))
    return made, _remembered(made, registry)


@dataclass(slots=True)
class _Search:
    """One run of finding ids. ``order``: positions of listings in source order."""

    order: list[int]
    listings: Sequence[Listing]
    registry: IdRegistry
    found: dict[int, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    rank: dict[int, int] = field(default_factory=dict)
    reaches: list[frozenset[str]] = field(default_factory=list)
    decided_new: set[int] = field(default_factory=set)
    doubts: dict[int, set[str]] = field(default_factory=dict)
    entries: dict[str, Known] = field(default_factory=dict)
    by_bin: dict[str, list[str]] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    by_former: dict[str, list[str]] = field(default_factory=dict)
    by_reach: dict[str, list[str]] = field(default_factory=dict)
    known_reaches: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rank = {place: rank for rank, place in enumerate(self.order)}
        self.reaches = [reach(listing) for listing in self.listings]
        for known in self.registry.entries:
            self.entries[known.id] = known
            self.known_reaches[known.id] = known.reach
            _list(self.by_bin, [known.bin] if known.bin else [], known.id)
            _list(self.by_name, known.names, known.id)
            _list(self.by_former, known.former, known.id)
            _list(self.by_reach, self.known_reaches[known.id], known.id)

    def by_decision(self, trail: Trail) -> None:
        """A person's word goes before all evidence."""
        decisions = {_decision_key(*row.split("|", 2)): decided for row, decided in self.registry.decisions.items() if row.count("|") >= 2}
        if not decisions:
            return
        for place in self.order:
            listing = self.listings[place]
            decided = next((decisions[key] for key in _decision_keys(listing) if key in decisions), "")
            if decided == _NEW:
                self.decided_new.add(place)
            elif decided in self.entries and decided not in self.taken and decided.startswith(_prefix(listing)):
                self._give(place, decided)
            elif decided:
                trail.spot(listing.source, "name").found(
                    rules.IDENTITY,
                    "unknown-id",
                    msg("ids.toml decides that this row is {id}, which is unknown or taken.", id=decided),
                    hint=msg("Correct the line under [decisions], or write “new”."),
                )

    def _give(self, place: int, one: str) -> None:
        self.found[place] = one
        self.taken.add(one)

    def settle(self, evidence: Callable[[int], Iterable[str]]) -> None:
        """Give every id to the one listing that the evidence fits best; several that fit alike are doubts."""
        progress = True
        while progress:
            progress = False
            claims: dict[str, list[int]] = {}
            for place in self.order:
                if place in self.found or place in self.decided_new:
                    continue
                best = self._best(place, [one for one in dict.fromkeys(evidence(place)) if one not in self.taken])
                if len(best) == 1:
                    claims.setdefault(best[0], []).append(place)
                elif best:
                    self.doubts.setdefault(place, set()).update(best)
            for one, places in claims.items():
                overlaps = {place: (self._overlap(place, one), -self.rank[place]) for place in places}
                self._give(max(places, key=overlaps.__getitem__), one)
                progress = True

    def _best(self, place: int, candidates: list[str]) -> list[str]:
        """The candidates of the listing's kind that share most contacts with it."""
        own = [one for one in candidates if one.startswith(_prefix(self.listings[place]))]
        most = max((self._overlap(place, one) for one in own), default=0)
        return [one for one in own if self._overlap(place, one) == most]

    def _overlap(self, place: int, one: str) -> int:
        return len(self.reaches[place] & self.known_reaches[one])

    def same_bin(self, place: int) -> Iterable[str]:
        number = _bin(self.listings[place])
        return self.by_bin.get(number, ()) if number else ()

    def same_name_and_region(self, place: int) -> Iterable[str]:
        return self._named(self.listings[place], self.by_name, same_region=True)

    def former_name_and_region(self, place: int) -> Iterable[str]:
        return self._named(self.listings[place], self.by_former, same_region=True)

    def same_name(self, place: int) -> Iterable[str]:
        """The same name in another region, unless both have contacts and share none: that is a doubt."""
        listing = self.listings[place]
        for one in (*self._named(listing, self.by_name), *self._named(listing, self.by_former)):
            if self._overlap(place, one) or not (self.reaches[place] and self.known_reaches[one]):
                yield one
            else:
                self.doubts.setdefault(place, set()).add(one)

    def same_contact(self, place: int) -> Iterable[str]:
        """A shared contact and a similar name; a shared contact alone is a doubt."""
        listing = self.listings[place]
        names = [fold_kazakh(text.value) for text in listing.names.values()]
        for one in sorted({one for contact in self.reaches[place] for one in self.by_reach.get(contact, ())} - self.taken):
            known = self.entries[one]
            if self._bins_differ(listing, one) or not one.startswith(_prefix(listing)):
                continue
            if any(likeness(mine, theirs) >= _ALIKE for mine in names for theirs in (*known.names, *known.former)):
                yield one
            else:
                self.doubts.setdefault(place, set()).add(one)

    def _named(self, listing: Listing, index: Mapping[str, list[str]], *, same_region: bool = False) -> Iterable[str]:
        for key in name_keys(listing):
            for one in index.get(key, ()):
                near = self.entries[one].region == region_code(listing)
                if (near or not same_region) and not self._bins_differ(listing, one):
                    yield one

    def _bins_differ(self, listing: Listing, one: str) -> bool:
        return bool(_bin(listing) and self.entries[one].bin) and _bin(listing) != self.entries[one].bin

    def finished(self, trail: Trail) -> dict[int, str]:
        """Ids of all listings: the found ones, and new ones in source order, above every number ever allotted."""
        numbers = {prefix: max((_number(one) for one in self.entries if one.startswith(prefix)), default=0) for prefix in ("ngo", "exp")}
        before = frozenset(self.taken)
        for place in self.order:
            if place in self.found:
                continue
            prefix = _prefix(self.listings[place])
            numbers[prefix] += 1
            self.found[place] = f"{prefix}-{numbers[prefix]:0{_DIGITS}d}"
            doubted = sorted(self.doubts.get(place, set()) - before)
            if doubted and place not in self.decided_new:
                _ask(self.listings[place], self.found[place], doubted, trail)
        return self.found


def _ask(listing: Listing, made: str, doubted: list[str], trail: Trail) -> None:
    name = next(iter(listing.names.values())).value
    ref = listing.source
    trail.spot(CellRef(ref.file, ref.sheet, ref.cell), "name").found(
        rules.IDENTITY,
        "doubtful",
        msg(
            "“{name}” got the new id {id}, but it may be {known}, which stood in the guide before.",
            name=name,
            id=made,
            known=", ".join(doubted),
        ),
        hint=msg(
            "If it is, take the new id out of ids.toml and write under [decisions]: {line}",
            line=f'"{ref.file}|{ref.sheet}|{name}" = "{doubted[0]}"',
        ),
    )


def _list(index: dict[str, list[str]], keys: Iterable[str], one: str) -> None:
    for key in keys:
        index.setdefault(key, []).append(one)


def _bin(listing: Listing) -> str:
    return listing.bin if isinstance(listing, Organisation) else ""


def _number(one: str) -> int:
    digits = one.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def _decision_key(file: str, sheet: str, name: str) -> tuple[str, str, str]:
    return file.strip(), sheet.strip(), fold(name)


def _decision_keys(listing: Listing) -> Iterable[tuple[str, str, str]]:
    for text in listing.names.values():
        yield _decision_key(listing.source.file, listing.source.sheet, text.value)


def _remembered(listings: Iterable[Listing], registry: IdRegistry) -> IdRegistry:
    """The registry with what this edition says; listings that are not in it stay known, so that no id is reused."""
    entries = {known.id: known for known in registry.entries}
    for listing in listings:
        entries[listing.id] = _known(listing, entries.get(listing.id, Known(listing.id)))
    in_order = sorted(entries, key=lambda one: (one.rpartition("-")[0], _number(one), one))
    return IdRegistry(tuple(entries[one] for one in in_order), registry.decisions)


def _known(listing: Listing, before: Known) -> Known:
    names = tuple(sorted(set(name_keys(listing))))
    older = {*before.names, *before.former}
    if isinstance(listing, Organisation) and listing.former_name is not None:
        older.add(fold_kazakh(listing.former_name.value))
    phones = tuple(sorted(phone.digits for phone in listing.phones if len(phone.digits) > 5))
    press = (listing.press_email,) if isinstance(listing, Organisation) and listing.press_email else ()
    emails = tuple(sorted({address.casefold() for address in (*listing.emails, *press)}))
    silent = not (phones or emails or listing.site)
    return Known(
        listing.id,
        _bin(listing) or before.bin,
        names,
        tuple(sorted(older - set(names))),
        region_code(listing) or before.region,
        before.phones if silent else phones,
        before.emails if silent else emails,
        before.site if silent else listing.site.casefold(),
    )
