"""What each column of a table could be: for ``guide map``, with samples from the file, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.ingest.evidence import Evidence, column_evidence, field_for, look_of
from pipeline.ingest.grid import Grid, column_letter, make_grid
from pipeline.ingest.headers import Column, Header, header_at, is_name
from pipeline.ingest.mapping import Decision, Mapping, header_keys
from pipeline.ingest.parting import Part, part_sheet
from pipeline.ingest.refusals import Refusal, refusal
from pipeline.ingest.shapes import refused_shape, shape_of
from pipeline.ingest.tables import understand
from pipeline.ingest.vocabulary import IGNORED, is_blank
from pipeline.ingest.weighing import BY_VALUES, weigh_columns
from pipeline.model.findings import Finding
from pipeline.model.source import CellKind, ListingKind, Sheet, Why, Workbook

__all__ = ["Proposal", "ProposedColumn", "propose"]

_SAMPLES: Final = 3
_SURE: Final = 0.75
_FEW_VALUES: Final = 0.5
_LONGEST_HEADER: Final = 80
_OF_HEADERS: Final = frozenset({"text", "person"})


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """One column: what stands above it, three of its values, and the field that is proposed.

    ``field``: None where nothing is known, "" for a column that is left out. ``confidence``: 0 to 1.
    """

    number: int
    header: str
    samples: tuple[str, ...]
    field: str | None
    confidence: float
    why: Why
    evidence: Evidence

    @property
    def letter(self) -> str:
        """As Excel shows it."""
        return column_letter(self.number)

    @property
    def is_sure(self) -> bool:
        """Whether the field needs no person to look at it."""
        return self.field is not None and self.confidence >= _SURE


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table with what each of its columns could be. ``header_rows`` is empty for a table without a header."""

    file: str
    sheet: str
    kind: ListingKind
    header_rows: tuple[int, ...]
    columns: tuple[ProposedColumn, ...]
    entry: int = 0
    """The entry of mapping.toml that the table follows already, 1-based; 0 where it follows none."""

    @property
    def has_name(self) -> bool:
        """Whether a column is the listing's name; without one nothing can be read."""
        return any(is_name(column.field) for column in self.columns)

    def changed(self, fields: Dictionary[int, str]) -> Proposal:
        """The proposal with a person's fields ("" for a column to leave out) by column number."""
        columns = tuple(
            replace(column, field=fields[column.number], confidence=1.0, why="decided") if column.number in fields else column
            for column in self.columns
        )
        return replace(self, columns=columns)

    def decision(self, *, guesses: bool) -> Decision:
        """The decision that this proposal is, once a person took it; ``guesses``: what is only likely is taken as well."""
        taken = [column for column in self.columns if column.field is not None and (guesses or column.is_sure)]
        keys = dict(zip((column.number for column in self.columns), header_keys(column.header for column in self.columns), strict=True))
        headers = {keys[column.number]: column.field or "" for column in taken if keys[column.number]}
        titles = {keys[column.number]: _title(column.header, keys[column.number]) for column in taken if keys[column.number]}
        letters = {column.number: column.field or "" for column in taken if not keys[column.number]}
        return Decision(kind=self.kind, columns=letters, headers=headers, titles=titles, header_row=None if self.header_rows else 0)


def _title(header: str, key: str) -> str:
    count = key.rpartition(" #")[2] if " #" in key else ""
    return f"{header} #{count}" if count.isdecimal() and not header.endswith(f"#{count}") else header


def propose(
    workbook: Workbook, mapping: Mapping, *, sheet: str | None = None, kind: ListingKind | None = None, header_row: int | None = None,
) -> tuple[list[Proposal], list[Finding]]:
    """A proposal for every table of a workbook's visible sheets, and why the other sheets have none.

    ``sheet``: only this one, though it be hidden; ``kind`` and ``header_row`` (0: none) as a person said.
    """
    proposals: list[Proposal] = []
    refused: list[tuple[Grid, Refusal]] = []
    for one in workbook.sheets:
        if (one.name != sheet) if sheet is not None else (one.state != "visible"):
            continue
        grid = make_grid(workbook.file, one)
        found, shape = _of_sheet(grid, one, mapping, kind, header_row)
        proposals += found
        if shape is not None:
            refused.append((grid, shape))
    return proposals, [refusal(grid, shape, alone=not proposals) for grid, shape in refused if shape != "empty" or not proposals]


def _of_sheet(
    grid: Grid, sheet: Sheet, mapping: Mapping, kind: ListingKind | None, header_row: int | None,
) -> tuple[list[Proposal], Refusal | None]:
    if not grid.rows:
        return [], "empty"
    if header_row is not None:
        said = Decision(header_row=header_row, kind=kind, columns={1: IGNORED} if header_row == 0 else {})
        if header_row == 0:
            return [_headless(grid, kind or "organisation")], None
        understood = understand(grid, Mapping(), said)
        return ([_proposal(grid, understood.header)] if understood is not None else []), None
    decision = mapping.by_name(grid.file, sheet.name)
    if decision is not None and decision.skip:
        decision = None
    proposals: list[Proposal] = []
    shape: Refusal | None = None
    for part in part_sheet(grid):
        found, why_not = _of_part(part, mapping, decision, kind)
        if found is not None:
            proposals.append(found)
        shape = shape or why_not
    return proposals, shape


def _of_part(
    part: Part, mapping: Mapping, decision: Decision | None, kind: ListingKind | None,
) -> tuple[Proposal | None, Refusal | None]:
    grid = part.grid
    understood = understand(grid, mapping, decision, part.header_row)
    if understood is not None and kind is not None and understood.header.kind != kind and understood.decision is None:
        understood = replace(understood, header=header_at(grid, understood.header.rows, kind))
    if understood is None:
        shape = shape_of(grid)
        return (_in_unknown_words(grid, kind or "organisation"), None) if shape == "no-header" else (None, shape)
    if understood.decision is None and (refused := refused_shape(grid, understood.header)) is not None:
        return None, refused
    entry = understood.decision.number if understood.decision is not None else 0
    return _proposal(grid, understood.header, entry), None


def _proposal(grid: Grid, header: Header, entry: int = 0) -> Proposal:
    below = [row for row in grid.rows if row > header.last_row]
    weighed, _ = weigh_columns(grid, header, below)
    numbers = {column.number: column for column in weighed.columns}
    filled = {number for row in below for number in grid.rows[row]}
    bare = {number: Column(number, (), None, 0.0) for number in filled - numbers.keys()}
    columns = [_column(grid, column, below, header.kind) for _, column in sorted({**numbers, **bare}.items())]
    return Proposal(grid.file, grid.name, header.kind, header.rows, tuple(_one_each(columns)), entry)


def _column(grid: Grid, column: Column, rows: Sequence[int], kind: ListingKind) -> ProposedColumn:
    evidence = column_evidence(grid, column.number, rows)
    field, confidence, why = column.field, column.confidence, column.reason
    if field is None and evidence.fitting and evidence.share >= _FEW_VALUES and (likely := field_for(evidence.look, kind)) is not None:
        field, confidence, why = likely, round(BY_VALUES * evidence.share, 2), "values"
    return ProposedColumn(column.number, column.header, _samples(grid, column.number, rows), field, confidence, why, evidence)


def _samples(grid: Grid, column: int, rows: Sequence[int]) -> tuple[str, ...]:
    """Three different values from the file, the first that say anything."""
    found: list[str] = []
    for row in rows:
        cell = grid.rows[row].get(column)
        if cell is None or cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED) or is_blank(cell.text):
            continue
        text = " ".join(cell.text.split())
        if text not in found:
            found.append(text)
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _one_each(columns: Sequence[ProposedColumn]) -> list[ProposedColumn]:
    """The columns, with one name proposed by values at most, and none where a header says which the name is."""
    named = any(is_name(column.field) and column.why != "values" for column in columns)
    settled = []
    for column in columns:
        if column.why == "values" and is_name(column.field):
            settled.append(replace(column, field=None, confidence=0.0, why="") if named else column)
            named = True
        else:
            settled.append(column)
    return settled


def _in_unknown_words(grid: Grid, kind: ListingKind) -> Proposal:
    """A table whose header nobody could understand: its first full row, where that is one; else a table without a header."""
    first = _heading_row(grid)
    return _proposal(grid, header_at(grid, (first,), kind)) if first else _headless(grid, kind)


def _heading_row(grid: Grid) -> int:
    """The first full row, where its short different texts look like none of the values below; 0 where it could be a record itself."""
    width = max(len(cells) for cells in grid.rows.values())
    first = next((row for row, cells in grid.rows.items() if len(cells) >= max(2, width - 1)), 0)
    below = [row for row in grid.rows if row > first]
    cells = grid.rows.get(first, {})
    texts = {cell.text.strip().casefold() for cell in cells.values() if cell.kind is CellKind.TEXT and len(cell.text) <= _LONGEST_HEADER}
    if not below or len(texts) < len(cells) or any(look_of(cell) not in _OF_HEADERS for cell in cells.values()):
        return 0
    looks = [column_evidence(grid, column, below) for column in cells]
    return first if any(evidence.look not in _OF_HEADERS and evidence.share >= _FEW_VALUES for evidence in looks) else 0


def _headless(grid: Grid, kind: ListingKind) -> Proposal:
    return _proposal(grid, Header(kind, (), (), 0.0))
