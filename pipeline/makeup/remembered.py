"""Breaks that were worked out before: a chapter of the same heights and penalties breaks where it broke then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

from pipeline.makeup.breaks import RIGID, Chapter, Column, Give, Unit, Weights

__all__ = ["Breaker", "Breaks", "Remember"]


class Remember(Protocol):
    """Gives what was kept under a key, else what ``make`` gives, which is then kept."""

    def __call__(self, key: str, make: Callable[[], list[Column]]) -> list[Column]: ...


class Breaker(Protocol):
    """Parts a chapter into columns: its best breaks, or those it had before."""

    def columns_from(self, first_height: float, *, verso_first: bool, give: Give = RIGID) -> list[Column]: ...


class Breaks:
    """The breaks of a chapter, worked out when they are asked for and not remembered. ``facts`` stand for the units in the key."""

    def __init__(
        self,
        units: Callable[[], Sequence[Unit]],
        height: float,
        columns: int,
        weights: Weights,
        remember: Remember | None = None,
        facts: str | None = None,
    ) -> None:
        self.units, self._height, self._columns, self._weights = units, height, columns, weights
        self.remember, self._facts = remember, facts

    @cached_property
    def chapter(self) -> Chapter:
        """All that is worked out of it: only where its breaks are not known, or more is asked than they."""
        return Chapter(self.units(), self._height, self._columns, self._weights)

    def work_out(self) -> None:
        """Work the chapter out before anybody asks for its breaks."""
        _ = self.chapter

    def columns_from(self, first_height: float, *, verso_first: bool, give: Give = RIGID) -> list[Column]:
        """As :meth:`Chapter.columns_from`."""

        def make() -> list[Column]:
            return self.chapter.columns_from(first_height, verso_first=verso_first, give=give)

        if self.remember is None or self._facts is None:
            return make()
        key = [
            self._facts, f"height {self._height!r}, columns {self._columns}", repr(self._weights),
            f"first page {first_height!r}, gives {give!r}, opens on a {'verso' if verso_first else 'recto'}",
        ]
        return self.remember("\n".join(key), make)
