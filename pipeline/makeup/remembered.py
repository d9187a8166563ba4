"""Breaks that were worked out before: a chapter of the same heights and penalties breaks where it broke then."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from pipeline.makeup.breaks import Chapter, Column, Unit, Weights

__all__ = ["Breaker", "Breaks", "Remember"]


class Remember(Protocol):
    """Gives what was kept under a key, else what ``make`` gives, which is then kept."""

    def __call__(self, key: str, make: Callable[[], list[Column]]) -> list[Column]: ...


class Breaker(Protocol):
    """Parts a chapter into columns: its best breaks, or those it had before."""

    def columns_from(self, first_height: float, *, verso_first: bool) -> list[Column]: ...


class Breaks:
    """The breaks of a chapter, worked out when they are asked for and not remembered."""

    def __init__(
        self, units: Sequence[Unit], height: float, columns: int, weights: Weights, remember: Remember | None = None
    ) -> None:
        self._units, self._height, self._columns, self._weights, self._remember = units, height, columns, weights, remember

    @cached_property
    def _chapter(self) -> Chapter:
        return Chapter(self._units, self._height, self._columns, self._weights)

    @cached_property
    def _facts(self) -> str:
        """All that breaks depend on: the exact lengths and penalties, and what they are weighed by."""
        figures = array("d")
        for unit in self._units:
            figures.extend((unit.height, unit.before, unit.stretch, unit.shrink, unit.penalty, unit.splits + 2 * unit.forced))
        return f"units {sha256(figures.tobytes()).hexdigest()}\nheight {self._height!r}, columns {self._columns}\n{self._weights!r}"

    def columns_from(self, first_height: float, *, verso_first: bool) -> list[Column]:
        """As :meth:`Chapter.columns_from`."""

        def make() -> list[Column]:
            return self._chapter.columns_from(first_height, verso_first=verso_first)

        if self._remember is None:
            return make()
        return self._remember(f"{self._facts}\nfirst page {first_height!r}, opens on a {'verso' if verso_first else 'recto'}", make)
