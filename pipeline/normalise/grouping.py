"""From pairs to listings: certain pairs are joined, the strongest evidence first, and never two that cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from pipeline.normalise.candidates import Pair
from pipeline.normalise.evidence import Judgement, Strength, Verdict

__all__ = ["Groups", "join_certain"]

Apart = Callable[[int, int], bool]
_ORDER: Final = (Strength.ROW, Strength.BIN, Strength.NAME)


class Groups:
    """Rows that are one listing, by their places; at first every row is a group of its own."""

    def __init__(self, count: int) -> None:
        self._head = list(range(count))
        self._members: dict[int, list[int]] = {place: [place] for place in range(count)}

    def of(self, place: int) -> int:
        """The smallest place of the group: its name."""
        return self._head[place]

    def members(self, place: int) -> Sequence[int]:
        """All places of the group, in order."""
        return self._members[self._head[place]]

    def all(self) -> Iterable[Sequence[int]]:
        """Every group once, by its smallest place."""
        return (self._members[head] for head in sorted(self._members))

    def join(self, places: Iterable[int]) -> None:
        """Make one group of all groups of these places."""
        heads = sorted({self._head[place] for place in places})
        for other in heads[1:]:
            moved = self._members.pop(other)
            self._members[heads[0]] += moved
            for place in moved:
                self._head[place] = heads[0]
        self._members[heads[0]].sort()

    def may_join(self, heads: Iterable[int], apart: Apart) -> bool:
        """Is there nothing between any two of these groups that forbids it?"""
        return not any(
            apart(one, other)
            for mine, theirs in combinations(sorted(heads), 2) for one in self._members[mine] for other in self._members[theirs]
        )


def join_certain(groups: Groups, judged: Mapping[Pair, Judgement], apart: Apart) -> None:
    """Join what is certain, whatever the order of rows.

    Of each strength whole chains are joined (A is B, B is C), or none of the chain where two of its rows cannot be one: then B may be
    either, and a person is asked.
    """
    for strength in _ORDER:
        pairs = [pair for pair, found in judged.items() if found.verdict is Verdict.CERTAIN and found.strength is strength]
        for heads in _chains(groups, pairs):
            if groups.may_join(heads, apart):
                groups.join(heads)


def _chains(groups: Groups, pairs: Iterable[Pair]) -> list[list[int]]:
    """The groups that pairs hang together, each chain once."""
    neighbours: dict[int, set[int]] = {}
    for one, other in pairs:
        mine, theirs = groups.of(one), groups.of(other)
        if mine != theirs:
            neighbours.setdefault(mine, set()).add(theirs)
            neighbours.setdefault(theirs, set()).add(mine)
    chains: list[list[int]] = []
    seen: set[int] = set()
    for head in sorted(neighbours):
        if head in seen:
            continue
        chain, waiting = [], [head]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                chain.append(place)
                waiting += neighbours[place]
        chains.append(sorted(chain))
    return chains
