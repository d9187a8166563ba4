"""From a workbook's sheets to source rows: the table of contents of this stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.doors.workbooks import Limits, open_workbook, without_collection
from pipeline.ingest.grid import Grid, make_grid
from pipeline.ingest.mapped import mapping_findings
from pipeline.ingest.mapping import EMPTY, Decision, Mapping
from pipeline.ingest.mended import is_mend_sheet, only_our_sheet, read_answers
from pipeline.ingest.naming import name_findings
from pipeline.ingest.parting import Part, part_sheet
from pipeline.ingest.records import RowsRead, read_rows
from pipeline.ingest.refusals import Refusal, card_a_sheet, hidden_sheet, refusal
from pipeline.ingest.reports import above_findings, another_table, column_findings, example_table, hidden_findings, row_findings
from pipeline.ingest.rowkinds import make_table
from pipeline.ingest.rules import COLUMNS, SHAPE
from pipeline.ingest.shapes import refused_shape, shape_of
from pipeline.ingest.tables import Understood, region_above, understand
from pipeline.ingest.weighing import weigh_columns
from pipeline.model.decisions import Answer
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import msg
from pipeline.model.source import LIST_SHEET, FileReading, Sheet, SheetReading, SourceFile, SourceRow, SourceValue, Workbook

__all__ = ["is_lost", "read_source", "read_tables"]

_COUNTED: Final = ("rows", "records", "rejected", "groups", "continuations", "skipped")


@dataclass(slots=True)
class _Outcome:
    """What one sheet gave; ``refused`` is worded when it is known whether another sheet of the file gave a table."""

    grid: Grid
    reading: SheetReading
    rows: list[SourceRow] = field(default_factory=list)
    readings: list[SheetReading] = field(default_factory=list)
    """One for each table."""
    decided: set[int] = field(default_factory=set)
    """Entries of mapping.toml that were followed."""
    group: SourceValue | None = None
    """What the last table's rows stood under; it holds for the next one, too, where nothing above it says otherwise."""
    findings: list[Finding] = field(default_factory=list)
    refused: Refusal | None = None
    answers: tuple[Answer, ...] = ()
    is_ours: bool = False
    """The first sheet of a copy that came back."""


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
    cards = [outcome.grid.name for outcome in visible if outcome.refused in ("card", "cards")]
    if len(cards) > 1 and not any_table:
        findings.append(card_a_sheet(workbook.file, cards))
    for outcome in outcomes:
        shape = outcome.refused
        if len(cards) > 1 and not any_table and shape in ("card", "cards"):
            continue
        if shape == "empty" and not any_table:
            if all_empty and outcome is visible[0]:
                findings.append(refusal(outcome.grid, "empty", alone=True))
        elif shape is not None:
            findings.append(refusal(outcome.grid, shape, alone=not any_table, header_row=min(outcome.reading.header_rows, default=0),
                                    rows=outcome.reading.rows))
        findings += outcome.findings
    ours = next((outcome.reading.name for outcome in outcomes if outcome.is_ours), "")
    if ours and not any_table and not any(finding.severity is Severity.ERROR for finding in findings):
        findings.append(only_our_sheet(workbook.file, ours))
    answers = tuple(dict.fromkeys(answer for outcome in outcomes for answer in outcome.answers))
    decided = tuple(sorted({number for outcome in outcomes for number in outcome.decided if number}))
    return FileReading(workbook.file, workbook.reader, tuple(outcome.reading for outcome in outcomes), answers, decided), rows, findings


def _read_sheet(file: str, sheet: Sheet, mapping: Mapping) -> _Outcome:
    grid = make_grid(file, sheet)
    decision = mapping.by_name(file, sheet.name)
    outcome = _Outcome(grid, SheetReading(sheet.name, sheet.state, "", filled=_filled(grid)))
    if is_mend_sheet(sheet):
        outcome.reading = SheetReading(sheet.name, sheet.state, "")  # ours: nothing on it was left unread
        outcome.is_ours = True
        outcome.answers, outcome.findings = read_answers(file, sheet)
        return outcome
    if decision is not None:
        outcome.decided.add(decision.number)
    if decision is not None and decision.skip:
        outcome.findings.append(SHAPE.finding(
            "skipped-by-mapping", msg("The sheet was not read, as sources/mapping.toml says."), place=CellRef(file, sheet.name)))
        return outcome
    if sheet.state != "visible" and (decision is None or decision.sheet is None):
        rows, hidden = hidden_sheet(grid)
        outcome.reading = replace(outcome.reading, filled=rows)
        is_our_own = sheet.name == LIST_SHEET and hidden is not None and hidden.code == "hidden-sheet"
        outcome.findings += [hidden] if hidden is not None and not is_our_own else []
        return outcome
    outcome.findings += hidden_findings(grid)
    parts = part_sheet(grid) if grid.rows and (decision is None or not decision.is_of_one_table) else [Part(grid)]
    for part in parts:
        _read_part(outcome, part, mapping, decision)
    outcome.reading = _united(outcome)
    return outcome


def _read_part(outcome: _Outcome, part: Part, mapping: Mapping, decision: Decision | None) -> None:
    grid = part.grid
    understood = understand(grid, mapping, decision, part.header_row) if grid.rows else None
    if understood is None:
        outcome.refused = shape_of(grid)
        return
    if understood.decision is not None:  # what a person decided is a table, whatever it looks like
        outcome.decided.add(understood.decision.number)
    elif (shape := refused_shape(grid, understood.header)) is not None:
        outcome.refused = shape
        return
    _read_table(outcome, part, understood)


def _read_table(outcome: _Outcome, part: Part, understood: Understood) -> None:
    grid, header = part.grid, understood.header
    below = [row for row in grid.rows if row > header.last_row]
    header, evidence = weigh_columns(grid, header, below) if header.has_name else (header, {})
    columns = tuple(column.reading() for column in header.columns)
    name, state = outcome.reading.name, outcome.reading.state
    if not header.has_name:
        outcome.refused = "no-name-column"
        outcome.readings.append(SheetReading(name, state, "", header.rows, columns, rows=len(below), rejected=len(below),
                                             aside=(("no-name-column", tuple(below)),)))
        return
    opening = [row for row in grid.rows if row <= header.last_row] if outcome.readings else []
    if opening:
        outcome.findings.append(another_table(grid, opening))
    if part.is_example:
        count = len(below) + len(opening)
        outcome.readings.append(SheetReading(name, state, header.kind, header.rows, columns, rows=count, skipped=count,
                                             aside=(*_opening(opening), ("example-table", tuple(below)))))
        outcome.findings.append(example_table(grid, below))
        return
    table = make_table(grid, header)
    read = read_rows(table, below, region_above(grid, header, outcome.group))
    outcome.group = read.group
    outcome.rows += read.records
    outcome.findings += [*mapping_findings(grid, understood, below), *column_findings(grid, header, below, evidence)]
    if understood.doubtful_kind:
        outcome.findings.append(COLUMNS.finding(
            "kind-guessed",
            msg("The sheet was taken for a list of kind {kind}, but its columns would fit the other kind as well.", kind=header.kind),
            hint=msg("Name the sheet НПО or Эксперты, or decide the kind in sources/mapping.toml."), place=CellRef(grid.file, grid.name)))
    outcome.findings += [*above_findings(table), *row_findings(table, read), *name_findings(read.records)]
    if not read.records:
        outcome.findings.append(SHAPE.finding(
            "no-rows", msg("The table has a header but no listings."), hint=msg("Check that the right file was sent."),
            place=CellRef(grid.file, grid.name)))
    aside = (*_opening(opening), *((kind, tuple(rows)) for kind, rows in sorted(read.aside.items())))
    made = SheetReading(name, state, header.kind, header.rows, columns, aside=aside)
    outcome.readings.append(_with_counts(made, _counts(read, len(opening))))


def _opening(rows: Sequence[int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return (("another-table", tuple(rows)),) if rows else ()


def _filled(grid: Grid) -> int:
    return len(grid.rows) + len(grid.hidden_rows) + len(grid.veiled_rows)


def _unseen(grid: Grid, header_row: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Rows under the header that hold something and are not seen: hidden ones, and those filled in hidden columns only."""
    for why, rows in (("hidden", grid.hidden_rows), ("hidden-columns", grid.veiled_rows)):
        found = tuple(row for row in rows if row > header_row)
        if found:
            yield why, found


def _united(outcome: _Outcome) -> SheetReading:
    """The reading of a whole sheet: its table's, or the first one's with the counts of all."""
    readings = outcome.readings
    if not readings:
        return replace(outcome.reading, refused=outcome.refused or "")
    first = next((reading for reading in readings if reading.kind), readings[0])
    whole = _with_counts(first, [sum(getattr(reading, name) for reading in readings) for name in _COUNTED])
    aside: dict[str, list[int]] = {}
    for why, rows in (entry for reading in readings for entry in reading.aside):
        aside.setdefault(why, []).extend(rows)
    top = max(readings[0].header_rows, default=0)
    every = (*((why, tuple(rows)) for why, rows in sorted(aside.items())), *_unseen(outcome.grid, top))
    tables = tuple(readings) if len(readings) > 1 else ()
    return replace(whole, refused=outcome.refused or "", filled=_filled(outcome.grid), aside=every, tables=tables)


def _with_counts(reading: SheetReading, counts: Sequence[int]) -> SheetReading:
    """``counts``: rows, records, rejected, groups, continuations, skipped."""
    rows, records, rejected, groups, continuations, skipped = counts
    return replace(reading, rows=rows, records=records, rejected=rejected, groups=groups, continuations=continuations, skipped=skipped)


def _counts(read: RowsRead, opening: int) -> tuple[int, ...]:
    """``opening``: titles and header rows of a table that stands under another; they are rows under the sheet's first header, too."""
    return (read.rows + opening, len(read.records), len(read.rejected), read.groups, read.continuations,
            len(read.skipped) + opening)


def is_lost(reading: FileReading, findings: Sequence[Finding]) -> bool:
    """A file that opened and gave no table at all (empty, no header, another shape), unless a person said to skip it."""
    return not reading.holds_a_table and any(finding.severity is Severity.ERROR for finding in findings)
