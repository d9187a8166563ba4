"""Counts the pages of one language's book in any setting, and without some of its fields; nothing is drawn or written but the cache."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import book, compose
from pipeline.design import Design
from pipeline.entries import Entry, leave_out
from pipeline.makeup import Column
from pipeline.memory import Shelf, digest_of
from pipeline.model.book import Block
from pipeline.model.findings import Finding
from pipeline.model.fit import BookLength, FitLimits, Setting
from pipeline.typeset import Hear, Typesetter

__all__ = ["Copy", "Counter"]

_KEPT: Final = 3
"""So many settings of type are kept at hand."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What one language's book is made of. ``facts``: the readable key of all of it, designs, fonts and program included."""

    entries: Sequence[Entry]
    composing: compose.Composing
    colophon_facts: dict[str, str]
    page_multiple: int
    design_at: Callable[[Setting], Design]
    typesetter_for: Callable[[Design], Typesetter]
    facts: str
    limits: FitLimits
    signature: int
    """Pages in a signature of the printer's."""


class _Patient:
    """A typesetter that sets no block a second time: spacing changes where blocks stand and not how they are set."""

    def __init__(self, typesetter: Typesetter) -> None:
        self.galleys, self._typesetter = typesetter.galleys, typesetter

    def set(self, blocks: Sequence[Block], hear: Hear | None = None) -> list[Finding]:
        known = self.galleys.blocks
        return self._typesetter.set([block for block in blocks if known.get(block.name) != block], hear)


class Counter:
    """Counts, and remembers each count by all it depends on: one that was taken before costs nothing.

    ``hear`` is told before each count that has to be worked out how many were.
    """

    def __init__(self, copy: Copy, shelf: Shelf, hear: Callable[[int], None] = lambda _: None) -> None:
        self._copy, self._shelf, self._hear = copy, shelf, hear
        self._typesetters: OrderedDict[tuple[float, float, int], _Patient] = OrderedDict()
        self._breaks: dict[str, list[Column]] = {}
        self._worked_out = 0

    def count(self, setting: Setting, without: Collection[str] = (), *, true_figures: bool = False) -> BookLength:
        """The length of the book in a setting. Raises BrokenTemplate.

        ``without``: fields that are left out; ``true_figures``: as :func:`pipeline.book.count_pages`.
        """
        left_out = frozenset(without)
        name = f"{setting}{' without ' + ' '.join(sorted(left_out)) if left_out else ''}{', true figures' if true_figures else ''}"

        def work_out() -> BookLength:
            self._hear(self._worked_out)
            self._worked_out += 1
            copy, design = self._copy, self._copy.design_at(setting)
            entries = leave_out(copy.entries, left_out, copy.composing) if left_out else copy.entries
            return book.count_pages(
                entries, copy.composing, design, self._typesetter(design), self._remember, copy.colophon_facts, copy.page_multiple,
                true_figures=true_figures,
            )

        return self._shelf.remember(name, self._copy.facts, work_out)

    def _typesetter(self, design: Design) -> _Patient:
        setting = design.setting
        kind = (setting.leading, setting.size, setting.index_columns)
        if kind not in self._typesetters:
            self._typesetters[kind] = _Patient(self._copy.typesetter_for(design))
            if len(self._typesetters) > _KEPT:
                self._typesetters.popitem(last=False)
        self._typesetters.move_to_end(kind)
        return self._typesetters[kind]

    def _remember(self, key: str, make: Callable[[], list[Column]]) -> list[Column]:
        """Breaks of chapters that the next setting does not change."""
        digest = digest_of(key)
        if digest not in self._breaks:
            self._breaks[digest] = make()
        return self._breaks[digest]
