"""The rows of one table become source rows: groups carried down, continuations appended, the rest named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.ingest.grid import column_letter
from pipeline.ingest.headers import Header, header_at, is_header_word_row, is_name
from pipeline.ingest.regions import region_in, without_count
from pipeline.ingest.rowkinds import RowKind, Table, heading_cell, kind_of_row, make_table
from pipeline.ingest.vocabulary import IGNORED
from pipeline.model.findings import CellRef
from pipeline.model.returned import without_own_notes
from pipeline.model.source import Cell, CellKind, SourceRow, SourceValue

__all__ = ["RowsRead", "name_cell", "read_rows"]


@dataclass(slots=True)
class RowsRead:
    """What the rows of one table gave; counts add up to ``rows``."""

    rows: int = 0
    records: list[SourceRow] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    groups: int = 0
    continuations: int = 0
    skipped: list[tuple[RowKind, int]] = field(default_factory=list)
    errors: list[tuple[CellRef, str]] = field(default_factory=list)
    uncalculated: dict[int, list[int]] = field(default_factory=dict)
    """Column -> rows whose formula was never calculated."""
    comments: list[tuple[CellRef, str]] = field(default_factory=list)
    aside: dict[str, list[int]] = field(default_factory=dict)
    """Every row that is no record, by its kind: with the records they are all rows, each once."""
    group: SourceValue | None = None
    """What the last row stood under."""


def read_rows(table: Table, rows: Iterable[int], group: SourceValue | None) -> RowsRead:
    """Read the rows (numbers of non-empty rows under the header, in order). ``group``: what stands for a group row above the first."""
    read = RowsRead()
    headers = {column.number: column.header for column in table.header.columns}
    town: SourceValue | None = None
    previous = repeated = 0
    for row in rows:
        read.rows += 1
        kind = kind_of_row(table, row, has_record=bool(read.records), gap=bool(previous) and row - previous > 1)
        if repeated == row - 1 and len(table.header.rows) > 1 and is_header_word_row(table.grid, row):
            kind = RowKind.HEADER  # the lower row of a header of two
        elif kind is RowKind.HEADER:
            table = _reordered(table, row)
            headers = {column.number: column.header for column in table.header.columns}
        if kind in (RowKind.RECORD, RowKind.CONTINUATION, RowKind.NAMELESS):
            _note_cells(read, table, row)
        if kind is not RowKind.RECORD:
            read.aside.setdefault(kind.value, []).append(row)
        if kind is RowKind.RECORD:
            values = _values(table, row, headers)
            if town is not None:
                values.setdefault("town", (town,))
            read.records.append(SourceRow(table.header.kind, CellRef(table.grid.file, table.grid.name, str(row)), values, group))
        elif kind is RowKind.CONTINUATION:
            read.continuations += 1
            read.records[-1] = _appended(read.records[-1], _values(table, row, headers, own_only=True))
        elif kind is RowKind.GROUP:
            read.groups += 1
            heading, is_region = _group(table, row)
            town = None if is_region else heading
            # A town's heading under a region's title or heading says the town only; the region stays.
            group = heading if is_region or group is None else group
        elif kind is RowKind.NAMELESS:
            read.rejected.append(row)
        else:
            read.skipped.append((kind, row))
        previous = row
        repeated = row if kind is RowKind.HEADER else repeated
    read.group = group
    return read


def _reordered(table: Table, row: int) -> Table:
    """The table as a header repeated in another order, or in other words, says it goes on."""
    again = header_at(table.grid, (row,), table.header.kind)
    if again.tagged or not again.has_name or len(again.fields) < max(2, len(table.header.fields) - 1):
        return table
    before = {column.number: column.field for column in table.header.columns if column.field}
    after = {column.number: column.field for column in again.columns if column.field}
    if before == after or _is_parent_row(table.header, after):
        return table
    return make_table(table.grid, replace(again, rows=table.header.rows))


def _is_parent_row(header: Header, after: dict[int, str]) -> bool:
    # The upper row of a repeated two-row header says "contacts" where the table says "phones": not another order.
    before = [column.field for column in header.columns if column.field]
    return len(header.rows) > 1 and (len(after) < len(before) or not set(after.values()) <= set(before))


def _is_value(cell: Cell | None) -> bool:
    return cell is not None and cell.kind not in (CellKind.ERROR, CellKind.UNCALCULATED)


def _values(table: Table, row: int, headers: dict[int, str], *, own_only: bool = False) -> dict[str, tuple[SourceValue, ...]]:
    """Field -> values of a row; a merge that reaches down from above lends its value unless ``own_only``."""
    found: dict[str, list[SourceValue]] = {}
    for column, name in table.fields.items():
        if name == IGNORED:
            continue
        cell, place = table.grid.cell(row, column)
        if cell is None or not _is_value(cell) or place[1] != column or (own_only and place[0] != row):
            continue
        text = cell.text.strip()
        if text:
            found.setdefault(name, []).append(SourceValue(text, table.grid.ref(*place), headers.get(column, ""), cell.kind))
    return {name: tuple(values) for name, values in found.items()}


def _appended(record: SourceRow, more: dict[str, tuple[SourceValue, ...]]) -> SourceRow:
    values = dict(record.values)
    for name, added in more.items():
        known = {value.text for value in values.get(name, ())}
        values[name] = (*values.get(name, ()), *(value for value in added if value.text not in known))
    return replace(record, values=values)


def _group(table: Table, row: int) -> tuple[SourceValue, bool]:
    """The heading's text, and whether it names one of the 20 units (and not a town or district)."""
    column, cell = heading_cell(table, row)
    text = without_count(cell.text)
    region = region_in(text)
    is_region = region is not None and not region.town
    if region is not None and (is_region and (not region.whole or text != cell.text.strip())):
        text = region.name
    return SourceValue(text, table.grid.ref(row, column)), is_region


def _note_cells(read: RowsRead, table: Table, row: int) -> None:
    for column, cell in table.grid.rows[row].items():
        if not table.fields.get(column):
            continue
        if cell.kind is CellKind.ERROR:
            read.errors.append((table.grid.ref(row, column), cell.text))
        elif cell.kind is CellKind.UNCALCULATED:
            read.uncalculated.setdefault(column, []).append(row)
        if cell.comment and (words := without_own_notes(cell.comment)):
            read.comments.append((table.grid.ref(row, column), words))
    for column, text in table.grid.remarks.get(row, {}).items():
        if words := without_own_notes(text):
            read.comments.append((table.grid.ref(row, column), words))


def name_cell(table: Table, row: int) -> CellRef:
    """Where the name of a row should stand: the cell to fill in."""
    column = next((column.number for column in table.header.columns if is_name(column.field)), 1)
    return CellRef(table.grid.file, table.grid.name, f"{column_letter(column)}{row}")
