"""Ids of listings: found again by decision, BIN, name and region, name, contacts; what is doubtful gets a new id and a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from pipeline.model.findings import CellRef
from pipeline.model.listings import Listing, Organisation
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.duplicates import name_keys, reach, region_code
from pipeline.normalise.folding import fold, fold_kazakh
from pipeline.normalise.likeness import likeness
from pipeline.normalise.merging import source_order
from pipeline.normalise.registry import IdRegistry, Known
from pipeline.normalise.trail import Trail

__all__ = ["allot"]

_ALIKE: Final = 85
"""Likeness of names (0 to 100) from which a shared contact makes two listings one."""
_NEW: Final = "new"
_DIGITS: Final = 4


def _prefix(listing: Listing) -> str:
    return "ngo" if isinstance(listing, Organisation) else "exp"


def allot(
    listings: Sequence[Listing], registry: IdRegistry, trail: Trail, rows: Mapping[int, Sequence[Listing]] = MappingProxyType({})
) -> tuple[tuple[Listing, ...], IdRegistry]:
    """The listings with their ids, in the order given, and the registry that knows them. Both arguments stay as they are."""
    search = _Search(sorted(range(len(listings)), key=lambda place: source_order(listings[place])), listings, registry, rows)
    search.by_decision(trail)
    for evidence in (search.same_bin, search.same_name_and_region, search.former_name_and_region, search.same_name, search.same_contact):
        search.settle(evidence)
    search.settle_namesakes()
    search.keep_the_older()
    ids = search.finished(trail)
    made = tuple(replace(listing, id=ids[place]) for place, listing in enumerate(listings))
    return made, _remembered(made, registry, search.absorbed)


@dataclass(frozen=True, slots=True)
class _Part:
    """A row of a listing; most listings have one. ``place``: the listing's position."""

    place: int
    listing: Listing
    reach: frozenset[str]
    marks: frozenset[str]


@dataclass(slots=True)
class _Search:
    """One run of finding ids. ``order``: positions of listings in source order; ``rows``: those of listings made of several."""

    order: list[int]
    listings: Sequence[Listing]
    registry: IdRegistry
    rows: Mapping[int, Sequence[Listing]]
    found: dict[int, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    rank: dict[int, int] = field(default_factory=dict)
    parts: list[tuple[_Part, ...]] = field(default_factory=list)
    absorbed: dict[str, str] = field(default_factory=dict)
    """Ids of listings that are printed with an older one, and the older one's."""
    decided: set[int] = field(default_factory=set)
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
        self.parts = [
            tuple(_Part(place, row, reach(row), _marks(row)) for row in self.rows.get(place, (listing,)))
            for place, listing in enumerate(self.listings)
        ]
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
            rows = [part.listing for part in self.parts[place]]
            decided = next((decisions[key] for row in rows for key in _decision_keys(row) if key in decisions), "")
            if decided == _NEW:
                self.decided_new.add(place)
            elif decided in self.entries and decided not in self.taken and decided.startswith(_prefix(listing)):
                self._give(place, decided)
                self.decided.add(place)
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

    def settle(self, evidence: Callable[[_Part], Iterable[str]]) -> None:
        """Give every id to the one listing that the evidence fits best; several that fit alike are doubts."""
        progress = True
        while progress:
            progress = False
            claims: dict[str, list[int]] = {}
            for place in self.order:
                if place in self.found or place in self.decided_new:
                    continue
                chosen, doubted = self._chosen(place, evidence)
                if chosen:
                    claims.setdefault(chosen[0], []).append(place)
                elif doubted:
                    self.doubts.setdefault(place, set()).update(doubted)
            for one, places in claims.items():
                overlaps = {place: (self._overlap(place, one), -self.rank[place]) for place in places}
                self._give(max(places, key=overlaps.__getitem__), one)
                progress = True

    def _chosen(self, place: int, evidence: Callable[[_Part], Iterable[str]]) -> tuple[list[str], set[str]]:
        """The ids that the evidence gives the rows of a listing, the oldest first; and those between which it cannot choose."""
        sure: set[str] = set()
        doubted: set[str] = set()
        for part in self.parts[place]:
            known = dict.fromkeys(map(self._forwarded, evidence(part)))
            best = self._best(part, [one for one in known if one not in self.taken])
            (sure if len(best) == 1 else doubted).update(best)
        return sorted(sure, key=_number), doubted

    def _forwarded(self, one: str) -> str:
        """The older id that an id was merged into, until another listing has that; then it is its own again."""
        into = self.entries[one].into
        return into if into in self.entries and into not in self.taken else one

    def settle_namesakes(self) -> None:
        """As many listings as ids that nothing tells apart get them in the order of the sources: a new id each time would help nobody."""
        alike: dict[tuple[str, ...], list[int]] = {}
        for place in (place for place in self.order if place not in self.found and place not in self.decided_new):
            doubted = self._chosen(place, self.same_name_and_region)[1]
            if doubted:
                alike.setdefault(tuple(sorted(doubted, key=_number)), []).append(place)
        for known, places in alike.items():
            if len(known) == len(places):
                for place, one in zip(places, known, strict=True):
                    self._give(place, one)

    def keep_the_older(self) -> None:
        """A listing made of rows that were two listings keeps the older id; the other is remembered as merged into it."""
        for place in (place for place in self.order if len(self.parts[place]) > 1 and place in self.found):
            mine = self.found[place]
            self.taken.discard(mine)
            known = {mine}
            for evidence in (self.same_bin, self.same_name_and_region, self.former_name_and_region):
                known.update(self._chosen(place, evidence)[0])
            older = mine if place in self.decided else min(known, key=_number)
            self._give(place, older)
            self.absorbed.update({one: older for one in known if one != older})

    def _best(self, part: _Part, candidates: list[str]) -> list[str]:
        """The candidates of the row's kind that share most contacts with it, and of those the ones with its head and address."""
        shared = {one: self._shared(part, one) for one in candidates if one.startswith(_prefix(part.listing))}
        most = max(shared.values(), default=(0, 0))
        return [one for one, count in shared.items() if count == most]

    def _shared(self, part: _Part, one: str) -> tuple[int, int]:
        return len(part.reach & self.known_reaches[one]), len(part.marks.intersection(self.entries[one].marks))

    def _overlap(self, place: int, one: str) -> tuple[int, int]:
        return max(self._shared(part, one) for part in self.parts[place])

    def same_bin(self, part: _Part) -> Iterable[str]:
        number = _bin(part.listing)
        return self.by_bin.get(number, ()) if number else ()

    def same_name_and_region(self, part: _Part) -> Iterable[str]:
        return self._named(part.listing, self.by_name, same_region=True)

    def former_name_and_region(self, part: _Part) -> Iterable[str]:
        return self._named(part.listing, self.by_former, same_region=True)

    def same_name(self, part: _Part) -> Iterable[str]:
        """The same name in another region, unless both have contacts and share none: that is a doubt."""
        for one in (*self._named(part.listing, self.by_name), *self._named(part.listing, self.by_former)):
            if part.reach & self.known_reaches[one] or not (part.reach and self.known_reaches[one]):
                yield one
            else:
                self.doubts.setdefault(part.place, set()).add(one)

    def same_contact(self, part: _Part) -> Iterable[str]:
        """A shared contact and a similar name; a shared contact alone is a doubt."""
        listing = part.listing
        names = [fold_kazakh(text.value) for text in listing.names.values()]
        for one in sorted({one for contact in part.reach for one in self.by_reach.get(contact, ())} - self.taken):
            known = self.entries[one]
            if self._bins_differ(listing, one) or not one.startswith(_prefix(listing)):
                continue
            if any(likeness(mine, theirs) >= _ALIKE for mine in names for theirs in (*known.names, *known.former)):
                yield one
            else:
                self.doubts.setdefault(part.place, set()).add(one)

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


def _remembered(listings: Sequence[Listing], registry: IdRegistry, absorbed: Mapping[str, str]) -> IdRegistry:
    """The registry with what this edition says; listings that are not in it stay known, so that no id is reused."""
    entries = {known.id: known for known in registry.entries}
    alike: dict[tuple[object, ...], list[str]] = {}
    for listing in listings:
        made = entries[listing.id] = _known(listing, entries.get(listing.id, Known(listing.id)))
        alike.setdefault((made.names, made.region, made.reach), []).append(listing.id)
    namesakes = {one for ids in alike.values() if len(ids) > 1 for one in ids}
    entries |= {one.id: replace(entries[one.id], marks=tuple(sorted(_marks(one)))) for one in listings if one.id in namesakes}
    entries |= {one: replace(entries[one], into=older) for one, older in absorbed.items()}
    in_order = sorted(entries, key=lambda one: (one.rpartition("-")[0], _number(one), one))
    return IdRegistry(tuple(entries[one] for one in in_order), registry.decisions)


def _marks(listing: Listing) -> frozenset[str]:
    """Head and address, folded: what may tell a listing from a namesake."""
    if not isinstance(listing, Organisation):
        return frozenset()
    texts = (listing.head.name if listing.head else None, listing.address)
    return frozenset(fold_kazakh(text.value) for text in texts if text is not None)


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
