"""Comparing our organisations with a register's: by BIN, then by name and region; near names and near numbers are questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.model.findings import CellRef
from pipeline.model.register import Compared, Difference, How, Match, Query, RegionCount, RegisterEntry, Why
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.likeness import likeness, most_alike, word_order

__all__ = ["compare"]

_ALIKE: Final = 85
"""Likeness of names (0 to 100) from which a BIN that is one digit off is the same organisation."""
_NEAR: Final = 88
"""Likeness from which a name of the same region is a question; below it two names are two organisations."""
_CANDIDATES: Final = 3


def compare(ours: Sequence[RegisterEntry], theirs: Sequence[RegisterEntry]) -> Compared:
    """Who is in both, who only in one of them, and what a person must judge; pure, in the order of ``ours`` and of ``theirs``."""
    usable = [entry for entry in theirs if entry.names or entry.digits]
    search = _Search(_once(usable))
    for one in ours:
        search.by_bin(one)
    for one in ours:
        search.by_name(one)
    for one in ours:
        search.by_near_bin(one)
    for one in ours:
        search.by_near_name(one)
    return _compared(ours, theirs, search)


def _once(theirs: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    """The register's entries, of each BIN one: the active one, or the first."""
    found: dict[object, RegisterEntry] = {}
    for entry in theirs:
        key: object = entry.bin or entry.ref
        known = found.get(key)
        if known is None or (entry.status == "active" and known.status != "active"):
            found[key] = entry
    return list(found.values())


def _folded(entry: RegisterEntry) -> list[str]:
    return list(dict.fromkeys(filter(None, map(fold_kazakh, entry.names.values()))))


@dataclass(slots=True)
class _Search:
    """One run; an entry of the register that was matched, or stands in a question, is not missing."""

    theirs: list[RegisterEntry]
    matches: dict[CellRef, Match] = field(default_factory=dict)
    queries: dict[CellRef, Query] = field(default_factory=dict)
    taken: set[CellRef] = field(default_factory=set)
    by_number: dict[str, RegisterEntry] = field(default_factory=dict)
    near_numbers: dict[str, list[RegisterEntry]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, list[RegisterEntry]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[tuple[str, RegisterEntry]]] = field(default_factory=lambda: defaultdict(list))
    pools: dict[str, tuple[list[str], list[RegisterEntry]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.theirs:
            if entry.bin:
                self.by_number[entry.bin] = entry
            if len(entry.digits) == 12:
                for pattern in _patterns(entry.digits):
                    self.near_numbers[pattern].append(entry)
            for name in _folded(entry):
                self.names[name].append(entry)
                self.places[entry.region].append((name, entry))

    def _is_open(self, one: RegisterEntry) -> bool:
        return one.ref not in self.matches and one.ref not in self.queries

    def _pair(self, one: RegisterEntry, entry: RegisterEntry, how: How) -> None:
        self.matches[one.ref] = Match(one, entry, how, tuple(_differences(one, entry)))
        self.taken.add(entry.ref)

    def _ask(self, one: RegisterEntry, entries: Sequence[RegisterEntry], why: Why) -> None:
        self.queries[one.ref] = Query(one, tuple(entries[:_CANDIDATES]), why)

    def by_bin(self, one: RegisterEntry) -> None:
        """The same valid BIN is certain, whatever the names say."""
        entry = self.by_number.get(one.bin) if one.bin else None
        if entry is not None:
            self._pair(one, entry, "bin")

    def by_name(self, one: RegisterEntry) -> None:
        """The same name in the same region, unless both have BINs that are more than a digit apart; elsewhere it is a question."""
        if not self._is_open(one):
            return
        found = {entry.ref: entry for name in _folded(one) for entry in self.names.get(name, ())}
        named = [entry for entry in found.values() if entry.ref not in self.taken]
        here = [entry for entry in named if one.region and entry.region == one.region]
        fitting = [entry for entry in here if not (one.digits and entry.bin) or _is_near(one.digits, entry.bin)]
        if len(fitting) == 1:
            self._pair(one, fitting[0], "name")
        elif fitting:
            self._ask(one, fitting, "several")
        elif here:
            self._ask(one, here, "other-bin")
        elif named:
            self._ask(one, named, "other-region")

    def by_near_bin(self, one: RegisterEntry) -> None:
        """A BIN one digit off: the same organisation where the names are alike, else a question."""
        if not self._is_open(one) or not one.digits:
            return
        near = list({
            entry.ref: entry for pattern in _patterns(one.digits) for entry in self.near_numbers.get(pattern, ())
            if entry.ref not in self.taken and _is_near(one.digits, entry.digits)
        }.values())
        alike = [entry for entry in near if _likeness(one, entry) >= _ALIKE]
        if len(alike) == 1:
            self._pair(one, alike[0], "near-bin")
        elif near and not one.bin:  # two valid numbers that differ by one digit are two numbers
            self._ask(one, alike or near, "near-bin")

    def _pool(self, region: str) -> tuple[list[str], list[RegisterEntry]]:
        """Names of a region, their words in order, and whose they are; without those that were matched before near names are tried."""
        if region not in self.pools:
            free = [(word_order(name), entry) for name, entry in self.places.get(region, ()) if entry.ref not in self.taken]
            self.pools[region] = [name for name, _ in free], [entry for _, entry in free]
        return self.pools[region]

    def by_near_name(self, one: RegisterEntry) -> None:
        """A name that is nearly the same in the same region: a question, unless both have BINs, which then say that they are two."""
        if not self._is_open(one) or (one.bin and one.bin in self.by_number):
            return
        found: dict[CellRef, tuple[float, RegisterEntry]] = {}
        for region in dict.fromkeys((one.region, "")):
            choices, entries = self._pool(region)
            for name in _folded(one):
                for place, score in most_alike(word_order(name), choices, _NEAR, _CANDIDATES):
                    entry = entries[place]
                    if one.bin and entry.bin and not _is_near(one.bin, entry.bin):
                        continue
                    if entry.ref not in found or found[entry.ref][0] < score:
                        found[entry.ref] = score, entry
        if found:
            self._ask(one, [entry for _, entry in sorted(found.values(), key=lambda pair: -pair[0])], "near-name")


def _likeness(one: RegisterEntry, entry: RegisterEntry) -> float:
    return max((likeness(mine, theirs) for mine in _folded(one) for theirs in _folded(entry)), default=0)


def _patterns(digits: str) -> Iterator[str]:
    """What two numbers share that are one slip apart: a digit replaced, left out or typed twice, two swapped."""
    yield digits
    for at in range(len(digits)):
        yield f"{digits[:at]}?{digits[at + 1:]}"  # replaced
    if len(digits) == 11:
        for at in range(12):
            yield f"{digits[:at]}?{digits[at:]}"
    if len(digits) == 13:
        for at in range(13):
            yield digits[:at] + digits[at + 1:]
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]


def _is_near(one: str, other: str) -> bool:
    """The same number, or one slip away from it."""
    return one == other or bool(set(_patterns(one)) & {other, *(f"{other[:at]}?{other[at + 1:]}" for at in range(len(other)))})


def _differences(ours: RegisterEntry, theirs: RegisterEntry) -> Iterator[Difference]:
    if theirs.bin and ours.bin != theirs.bin:
        yield Difference("bin", ours.digits, theirs.bin)
    common = [lang for lang in ours.names if lang in theirs.names]
    for lang in common:
        if fold_kazakh(ours.names[lang]) != fold_kazakh(theirs.names[lang]):
            yield Difference(f"name_{lang}", ours.names[lang], theirs.names[lang])
    if ours.form and theirs.form and ours.form != theirs.form:
        yield Difference("form", ours.form, theirs.form)
    if ours.region and theirs.region and ours.region != theirs.region:
        yield Difference("region", ours.region, theirs.region)
    if ours.head and theirs.head and not _same_person(ours.head, theirs.head):
        yield Difference("head", ours.head, theirs.head)


def _same_person(one: str, other: str) -> bool:
    """The same surname, and given names that begin alike as far as both say them: «Иванов И. П.» is «Иванов Иван Петрович»."""
    mine, theirs = fold_kazakh(one).split(), fold_kazakh(other).split()
    if not mine or not theirs or set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    shared = [word for word in mine if word in theirs and len(word) > 1]
    if not shared:
        return False
    rest = [word for word in mine if word not in shared], [word for word in theirs if word not in shared]
    return all(any(long.startswith(short) or short.startswith(long) for long in rest[1]) for short in rest[0]) or not rest[1]


def _compared(ours: Sequence[RegisterEntry], theirs: Sequence[RegisterEntry], search: _Search) -> Compared:
    has_status = any(entry.status for entry in theirs)
    in_question = {entry.ref for query in search.queries.values() for entry in query.candidates}
    active = [entry for entry in search.theirs if entry.status == "active" or not has_status]
    missing = [entry for entry in active if entry.ref not in search.taken and entry.ref not in in_question]
    seen = [one for one in ours if not one.asks_out]
    matches = [search.matches[one.ref] for one in seen if one.ref in search.matches]
    queries = [search.queries[one.ref] for one in seen if one.ref in search.queries]
    unknown = [one for one in seen if one.ref not in search.matches and one.ref not in search.queries]
    kept = {entry.ref for entry in search.theirs}
    usable = [entry for entry in theirs if entry.names or entry.digits]
    return Compared(
        tuple(matches), tuple(unknown), tuple(missing), tuple(queries),
        _regions(active, missing, search, matches, unknown, queries), sum(one.asks_out for one in ours),
        nameless=tuple(entry.ref for entry in theirs if not (entry.names or entry.digits)),
        twice=tuple(entry.ref for entry in usable if entry.ref not in kept),
        without_region=sum(not entry.region for entry in search.theirs), without_status=sum(not entry.status for entry in search.theirs),
        without_bin=sum(not one.bin for one in seen), has_status=has_status,
        counts={"rows": len(theirs), **Counter(entry.status or "unknown" for entry in search.theirs)},
    )


def _regions(
    active: Iterable[RegisterEntry], missing: Iterable[RegisterEntry], search: _Search, matches: Iterable[Match],
    unknown: Iterable[RegisterEntry], queries: Iterable[Query],
) -> dict[str, RegionCount]:
    """Counts by region, in the order of the codes, rows without a region last; a match stands where the register puts it."""
    found: dict[str, RegionCount] = defaultdict(RegionCount)
    for entry in active:
        found[entry.region].active += 1
    for entry in missing:
        found[entry.region].missing += 1
    live = {entry.ref for entry in active}
    seen = {match.theirs.ref for match in matches}
    for entry in search.theirs:
        if entry.ref in live and entry.ref in search.taken:
            if entry.ref in seen:
                found[entry.region].found += 1
            else:
                found[entry.region].left_out += 1
    for match in matches:
        count = found[match.theirs.region]
        count.closed += match.theirs.status in ("suspended", "liquidated")
        count.unsaid += match.theirs.ref not in live and not match.theirs.status
    for one in unknown:
        found[one.region].unknown += 1
    for query in queries:
        found[query.ours.region].asked += 1
    return {code: found[code] for code in sorted(found, key=lambda code: (not code, code))}
