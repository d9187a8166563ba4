"""From a workbook's sheets to source rows: the table of contents of this stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.doors.workbooks import Limits, open_workbook, without_collection
from pipeline.ingest.grid import Grid, make_grid
from pipeline.ingest.mapping import EMPTY, Mapping
from pipeline.ingest.mended import is_mend_sheet, read_answers
from pipeline.ingest.records import RowsRead, read_rows
from pipeline.ingest.refusals import Refusal, hidden_sheet, refusal
from pipeline.ingest.reports import column_findings, hidden_findings, row_findings
from pipeline.ingest.rowkinds import make_table
from pipeline.ingest.rules import COLUMNS, SHAPE
from pipeline.ingest.shapes import is_card, is_side_by_side, shape_of
from pipeline.ingest.tables import Understood, region_above, understand
from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import msg
from pipeline.model.source import LIST_SHEET, FileReading, Sheet, SheetReading, SourceFile, SourceRow, Workbook

__all__ = ["is_lost", "read_source", "read_tables"]


@dataclass(slots=True)
class _Outcome:
    """What one sheet gave; ``refused`` is worded when it is known whether another sheet of the file gave a table."""

    grid: Grid
    reading: SheetReading
    rows: list[SourceRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: Refusal | None = None
    answers: tuple[Answer, ...] = ()


def read_source(
    source: SourceFile, *, mapping: Mapping = EMPTY, limits: Limits | None = None,
) -> tuple[FileReading, list[SourceRow], list[Finding]]:
    """Open a file and read its tables. Raises Unreadable where the file cannot be opened at all."""
    with without_collection():
        workbook, findings = open_workbook(source, limits=limits)
        reading, rows, more = read_tables(workbook, mapping=mapping)
    return reading, rows, findings + more


def read_tables(workbook: Workbook, *, mapping: Mapping = EMPTY) -> tuple[FileReading, list[SourceRow], list[Finding]]:
    """Find the tables of listings in a workbook: what was understood of every sheet, the records, and what a person should know.

    For every sheet, rows = records + rejected + groups + continuations + skipped. Rejected rows are findings only.
    """
    outcomes = [_read_sheet(workbook.file, sheet, mapping) for sheet in workbook.sheets]
    any_table = any(outcome.reading.kind for outcome in outcomes)
    rows = [row for outcome in outcomes for row in outcome.rows]
    findings: list[Finding] = []
    visible = [outcome for outcome in outcomes if outcome.refused is not None]
    all_empty = not any_table and all(outcome.refused == "empty" for outcome in visible)
    for outcome in outcomes:
        shape = outcome.refused
        if shape == "empty" and not any_table:
            if all_empty and outcome is visible[0]:
                findings.append(refusal(outcome.grid, "empty", alone=True))
        elif shape is not None:
            findings.append(refusal(outcome.grid, shape, alone=not any_table, header_row=min(outcome.reading.header_rows, default=0),
                                    rows=outcome.reading.rows))
        findings += outcome.findings
    answers = tuple(dict.fromkeys(answer for outcome in outcomes for answer in outcome.answers))
    return FileReading(workbook.file, workbook.reader, tuple(outcome.reading for outcome in outcomes), answers), rows, findings


def _read_sheet(file: str, sheet: Sheet, mapping: Mapping) -> _Outcome:
    grid = make_grid(file, sheet)
    decision = mapping.by_name(file, sheet.name)
    outcome = _Outcome(grid, SheetReading(sheet.name, sheet.state, "", filled=_filled(grid)))
    if is_mend_sheet(sheet):
        outcome.reading = SheetReading(sheet.name, sheet.state, "")  # ours: nothing on it was left unread
        outcome.answers, outcome.findings = read_answers(file, sheet)
        return outcome
    if decision is not None and decision.skip:
        outcome.findings.append(SHAPE.finding(
            "skipped-by-mapping", msg("The sheet was not read, as sources/mapping.toml says."), place=CellRef(file, sheet.name)))
        return outcome
    if sheet.state != "visible" and (decision is None or decision.sheet is None):
        hidden = hidden_sheet(grid)
        is_our_own = sheet.name == LIST_SHEET and hidden is not None and hidden.code == "hidden-sheet"
        outcome.findings += [hidden] if hidden is not None and not is_our_own else []
        return outcome
    outcome.findings += hidden_findings(grid)
    understood = understand(grid, mapping, decision) if grid.rows else None
    if understood is None or (decision is None and is_card(grid, understood.header)):
        outcome.refused = shape_of(grid)
    elif decision is None and is_side_by_side(grid, understood.header):
        outcome.refused = "lists"
    else:
        _read_table(outcome, understood)
    return outcome


def _read_table(outcome: _Outcome, understood: Understood) -> None:
    grid, header = outcome.grid, understood.header
    below = [row for row in grid.rows if row > header.last_row]
    columns = tuple(column.reading() for column in header.columns)
    name, state = outcome.reading.name, outcome.reading.state
    if not header.has_name:
        outcome.refused = "no-name-column"
        outcome.reading = SheetReading(name, state, "", header.rows, columns, rows=len(below), rejected=len(below), filled=_filled(grid),
                                       aside=(("no-name-column", tuple(below)), *_unseen(grid, header.last_row)))
        return
    table = make_table(grid, header)
    read = read_rows(table, below, region_above(grid, header))
    outcome.rows = read.records
    outcome.findings += column_findings(grid, header, below)
    if understood.doubtful_kind:
        outcome.findings.append(COLUMNS.finding(
            "kind-guessed",
            msg("The sheet was taken for a list of kind {kind}, but its columns would fit the other kind as well.", kind=header.kind),
            hint=msg("Name the sheet НПО or Эксперты, or decide the kind in sources/mapping.toml."), place=CellRef(grid.file, grid.name)))
    outcome.findings += row_findings(table, read)
    if not read.records:
        outcome.findings.append(SHAPE.finding(
            "no-rows", msg("The table has a header but no listings."), hint=msg("Check that the right file was sent."),
            place=CellRef(grid.file, grid.name)))
    outcome.reading = SheetReading(name, state, header.kind, header.rows, columns, **_counts(read), filled=_filled(grid),
                                   aside=(*((kind, tuple(rows)) for kind, rows in sorted(read.aside.items())),
                                          *_unseen(grid, header.last_row)))


def _filled(grid: Grid) -> int:
    return len(grid.rows) + len(grid.hidden_rows) + len(grid.veiled_rows)


def _unseen(grid: Grid, header_row: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Rows under the header that hold something and are not seen: hidden ones, and those filled in hidden columns only."""
    for why, rows in (("hidden", grid.hidden_rows), ("hidden-columns", grid.veiled_rows)):
        found = tuple(row for row in rows if row > header_row)
        if found:
            yield why, found


def _counts(read: RowsRead) -> dict[str, int]:
    return {"rows": read.rows, "records": len(read.records), "rejected": len(read.rejected), "groups": read.groups,
            "continuations": read.continuations, "skipped": len(read.skipped)}


def is_lost(reading: FileReading, findings: Sequence[Finding]) -> bool:
    """A file that opened and gave no table at all (empty, no header, another shape), unless a person said to skip it."""
    return not reading.holds_a_table and any(finding.severity is Severity.ERROR for finding in findings)
