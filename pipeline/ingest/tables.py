"""Which table a sheet holds: its header, its kind of listing, a person's decisions applied, the region above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.ingest.folding import fold
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Column, Header, find_header, is_name
from pipeline.ingest.mapping import Decision, Mapping, header_fingerprint
from pipeline.ingest.recalling import recall
from pipeline.ingest.regions import region_in
from pipeline.ingest.vocabulary import words
from pipeline.model.findings import CellRef
from pipeline.model.source import ListingKind, SourceValue

__all__ = ["Understood", "region_above", "understand"]

_KINDS: Final[tuple[ListingKind, ...]] = ("organisation", "expert")
_CONTEXT_WEIGHT: Final = 1.2
_DOUBT: Final = 0.3
_SURE_NAME: Final = 0.75


@dataclass(frozen=True, slots=True)
class Understood:
    """A header, and whether its kind of listing was a close choice that nothing around it settled."""

    header: Header
    doubtful_kind: bool = False
    decision: Decision | None = None
    """What a person decided about this very table."""
    gone: tuple[str, ...] = ()
    """Headers that were decided and do not stand in the table any more."""


def understand(grid: Grid, mapping: Mapping, decision: Decision | None, header_row: int | None = None) -> Understood | None:
    """The table of a sheet, or None where no header was found and nobody decided. ``header_row``: where its header surely begins."""
    found = _find(grid, decision)
    if header_row is not None and found is not None and min(found.header.rows, default=0) > header_row:
        found = _find(grid, replace(decision or Decision(), header_row=header_row))
    if decision is not None:
        return _named(grid, decision, found)
    for known in mapping.by_header(grid.file, grid.name):
        # A header that nobody would find by itself is looked for in the row where it stood when the decision was made.
        bare = found or _find(grid, Decision(header_row=known.header_row, kind=known.kind)) if known.header_row != 0 else found
        if bare is not None and header_fingerprint(column.reading() for column in bare.header.columns) == known.fingerprint:
            again = _find(grid, known)
            return replace(again, decision=known) if again is not None else None
    recalled = recall(grid, mapping.by_words(grid.file, grid.name), found.header if found is not None else None)
    return found if recalled is None else Understood(recalled.header, decision=recalled.decision, gone=recalled.gone)


def _named(grid: Grid, decision: Decision, found: Understood | None) -> Understood | None:
    """What an entry that names the file says of its table; its headers count only where they stand."""
    if decision.headers:
        recalled = recall(grid, (decision,), found.header if found is not None else None)
        if recalled is not None:
            return Understood(recalled.header, decision=decision, gone=recalled.gone)
        return replace(found, decision=decision, gone=tuple(decision.titles.values())) if found is not None else None
    return replace(found, decision=decision) if found is not None else None


def _find(grid: Grid, decision: Decision | None) -> Understood | None:
    decision = decision or Decision()
    if decision.header_row == 0:
        if not decision.columns:
            return None
        return Understood(_decided(Header(decision.kind or "organisation", (), (), 0.0), decision))
    kinds = (decision.kind,) if decision.kind else _KINDS
    found = [header for kind in kinds if (header := find_header(grid, kind, start=decision.header_row)) is not None]
    if not found:
        return None
    weighed = sorted(((_weight(grid, header), header) for header in found), key=lambda pair: -pair[0])
    best = weighed[0][1]
    doubtful = len(weighed) == 2 and weighed[0][0] - weighed[1][0] < _DOUBT and _could_be(best, weighed[1][1])
    if doubtful and _name_column(weighed[1][1]) < _name_column(best):
        best = weighed[1][1]
    return Understood(_decided(best, decision), doubtful and decision.kind is None)


def _name_column(header: Header) -> int:
    return min((column.number for column in header.columns if is_name(column.field)), default=1 << 15)


def _could_be(best: Header, other: Header) -> bool:
    """Whether the other kind's name is as sure, and no part of a header in several languages."""
    sure = max((column.confidence for column in best.columns if is_name(column.field)), default=0.0)
    names = [column.confidence for column in other.columns if is_name(column.field)]
    inside = len(other.rows) < len(best.rows) and set(other.rows) < set(best.rows)
    return bool(names) and max(names) >= max(_SURE_NAME, sure) and not inside


def _weight(grid: Grid, header: Header) -> float:
    """The header's score, and what titles, the sheet's and the file's name say about its kind."""
    titles = [cell.text for row, cells in grid.rows.items() if row < min(header.rows, default=0) for cell in cells.values()]
    around = set(fold(" ".join([grid.name, PurePosixPath(grid.file).stem, *titles])).split())
    other: ListingKind = "expert" if header.kind == "organisation" else "organisation"
    says, contradicts = bool(around & words().kinds[header.kind]), bool(around & words().kinds[other])
    context = _CONTEXT_WEIGHT if says and (header.kind == "expert" or not contradicts) else 0.0
    return header.score + context + (2.0 if header.has_name else 0.0)


def _decided(header: Header, decision: Decision) -> Header:
    """The header with a person's columns in place of what was guessed."""
    if not decision.columns:
        return header
    columns = {column.number: column for column in header.columns}
    for number, name in decision.columns.items():
        before = columns.get(number, Column(number, (), None, 0.0))
        columns[number] = replace(before, field=name, confidence=1.0, why="decided")
    return replace(header, columns=tuple(columns[number] for number in sorted(columns)))


def region_above(grid: Grid, header: Header, before: SourceValue | None = None) -> SourceValue | None:
    """The region that a title above the header names, or else what the table above stood under (``before``), or else the sheet's name,
    or else the file's name."""
    above: Iterable[int] = (row for row in sorted(grid.rows) if row < min(header.rows, default=0))
    for row in above:
        for column, cell in sorted(grid.rows[row].items()):
            region = region_in(cell.text)
            if region is not None:
                return SourceValue(region.name, grid.ref(row, column))
    if before is not None:
        return before
    for text, ref in ((grid.name, CellRef(grid.file, grid.name)), (PurePosixPath(grid.file).stem, CellRef(grid.file))):
        region = region_in(text)
        if region is not None:
            return SourceValue(region.name, ref)
    return None
