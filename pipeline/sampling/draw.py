"""Chance without a die: a sequence of choices that is settled by its seed on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar

__all__ = ["Draw", "Share"]

Choice = TypeVar("Choice")
_BYTES = 4


class Draw:
    """Choices one after another; the same seed gives the same ones."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._round = 0
        self._bytes = b""

    def below(self, end: int) -> int:
        """A number from 0 to ``end`` - 1."""
        if len(self._bytes) < _BYTES:
            self._bytes += sha256(f"{self._seed}/{self._round}".encode()).digest()
            self._round += 1
        taken, self._bytes = self._bytes[:_BYTES], self._bytes[_BYTES:]
        return int.from_bytes(taken, "big") % end

    def between(self, first: int, last: int) -> int:
        """A number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def chance(self, percent: int) -> bool:
        """True in about ``percent`` of a hundred cases."""
        return self.below(100) < percent

    def choose(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices."""
        return choices[self.below(len(choices))]

    def several(self, choices: Sequence[Choice], count: int) -> list[Choice]:
        """So many different choices, or all where there are fewer."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def weighed(self, choices: Sequence[tuple[Choice, int]]) -> Choice:
        """One of the choices, by their weights."""
        sums = list(accumulate(weight for _, weight in choices))
        place = self.below(sums[-1])
        return next(choice for (choice, _), reached in zip(choices, sums, strict=True) if place < reached)


class Share:
    """Says yes to an exact share of what it is asked, evenly spread, and rather once too often than once too seldom."""

    def __init__(self, percent: float) -> None:
        self._percent = percent
        self._sum = 99.0

    def take(self) -> bool:
        """Whether this one belongs to the share."""
        self._sum += self._percent
        if self._sum >= 100:
            self._sum -= 100
            return True
        return False
