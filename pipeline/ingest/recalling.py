"""A table that a person decided before, found again by its headers: next year's file, with columns in another order or some gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from pipeline.ingest.folding import fold_header
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Column, Header, header_at
from pipeline.ingest.mapping import Decision, header_keys
from pipeline.model.source import ListingKind

__all__ = ["Recalled", "recall"]

_SEARCHED_ROWS: Final = 60
_MOST_DEPTH: Final = 3


@dataclass(frozen=True, slots=True)
class Recalled:
    """A header with a person's decisions on it; ``gone``: headers that were decided and are not in this table."""

    header: Header
    decision: Decision
    gone: tuple[str, ...] = ()
    known: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """More headers known, then fewer gone."""
        return self.known, -len(self.gone)


def recall(grid: Grid, decisions: Sequence[Decision], found: Header | None) -> Recalled | None:
    """The decision that fits a table best: most of its headers are there; of equals the first. None where none fits."""
    best: Recalled | None = None
    for decision in decisions:
        again = _fitted(grid, decision, found)
        if again is not None and (best is None or again.rank > best.rank):
            best = again
    return best


def _fitted(grid: Grid, decision: Decision, found: Header | None) -> Recalled | None:
    kind: ListingKind = decision.kind or (found.kind if found is not None else "organisation")
    best: Recalled | None = None
    for header in _candidates(grid, decision, found, kind):
        again = _decided(header, decision)
        if best is None or again.known > best.known:
            best = again
        if best.known == len(decision.headers):
            break
    least = max(min(2, len(decision.headers)), (len(decision.headers) + 1) // 2)
    return best if best is not None and best.known >= least else None


def _candidates(grid: Grid, decision: Decision, found: Header | None, kind: ListingKind) -> Iterable[Header]:
    """The header that was found by itself; then, for headers nobody would find, the rows where the decided words stand."""
    if found is not None:
        yield found if found.kind == kind else header_at(grid, found.rows, kind)
    ends = {key.rsplit(" #", 1)[0] for key in decision.headers}
    for row, cells in islice(grid.rows.items(), _SEARCHED_ROWS):
        said = [fold_header(cell.text) for cell in cells.values() if len(cell.text) <= 200]
        if sum(1 for text in said if text and any(end == text or end.endswith(" " + text) for end in ends)) < min(2, len(ends)):
            continue
        for depth in range(1, _MOST_DEPTH + 1):
            rows = tuple(range(row - depth + 1, row + 1))
            if all(above in grid.rows for above in rows):
                yield header_at(grid, rows, kind)


def _decided(header: Header, decision: Decision) -> Recalled:
    keys = header_keys(column.header for column in header.columns)
    columns: list[Column] = []
    met: set[str] = set()
    for column, key in zip(header.columns, keys, strict=True):
        if key and key in decision.headers:
            met.add(key)
            column = replace(column, field=decision.headers[key], confidence=1.0, why="decided", lang=None)  # noqa: PLW2901
        columns.append(column)
    headed = {column.number for column in columns if column.header}
    bare = {number: name for number, name in decision.columns.items() if number not in headed}
    columns = [column for column in columns if column.number not in bare]
    columns += [Column(number, (), name, 1.0, why="decided") for number, name in bare.items()]
    gone = tuple(decision.titles[key] for key in decision.headers if key not in met)
    return Recalled(replace(header, columns=tuple(sorted(columns, key=lambda column: column.number))), decision, gone, len(met))
