"""The balance: every row of every workbook, and what became of it; a row that went astray in the program is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model.balance import Balance, UnreadSheet
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.message import msg, nmsg
from pipeline.model.source import FileReading
from pipeline.normalise import Normalised

__all__ = ["BALANCE", "balance_findings", "weigh_rows"]

BALANCE = rule(
    "SRC-002",
    title=msg("The rows do not add up"),
    rationale=msg("Every row that was read is printed, withheld, rejected or a duplicate. One that is none of these was lost."),
    codes={"rows-lost": Severity.ERROR},
)


def weigh_rows(readings: Mapping[str, FileReading], rows: Mapping[str, int], clean: Normalised, unread: Sequence[str]) -> Balance:
    """Where the rows of ``readings`` went. ``rows``: records read, by file; ``unread``: files that could not be opened.

    Rows that ingest itself rejected (no name) count as read and rejected.
    """
    gone = _fates(clean)
    counts: dict[str, list[int]] = {}
    for file, reading in readings.items():
        rejected = sum(sheet.rejected for sheet in reading.sheets)
        counts[file] = [rows[file] + rejected, 0, 0, rejected, 0]
    for position, refs in gone.items():
        for ref in refs:
            counts[ref.file][position] += 1
    read, printed, withheld, rejected, duplicates = (sum(count[column] for count in counts.values()) for column in range(5))
    sheets = tuple(
        UnreadSheet(file, sheet.name, sheet.state, sheet.filled)
        for file, reading in readings.items() for sheet in reading.sheets if not sheet.kind and not sheet.rejected
    )
    by_file = {file: (count[0], count[1], count[2], count[3], count[4]) for file, count in counts.items()}
    return Balance(
        read, printed, withheld, rejected, duplicates, by_file, _aside(readings), sheets, tuple(unread),
        tuple(_astray(readings, (ref for refs in gone.values() for ref in refs))),
    )


def _fates(clean: Normalised) -> dict[int, Sequence[CellRef]]:
    """Position in the counts -> the rows that went there."""
    printed = [listing.source for listing in clean.listings]
    return {1: printed, 2: clean.withheld, 3: clean.rejected, 4: [ref for ref, _ in clean.duplicates]}


_REJECTED = frozenset({"no-name", "no-name-column"})
"""Rows that ingest rejected; all other rows left aside are no listings."""


def _aside(readings: Mapping[str, FileReading]) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for file, reading in readings.items():
        found = Counter[str]()
        for sheet in reading.sheets:
            found.update({why: len(rows) for why, rows in sheet.aside if why not in _REJECTED})
        if found:
            made[file] = dict(sorted(found.items()))
    return made


def _astray(readings: Mapping[str, FileReading], gone: Iterable[CellRef]) -> list[CellRef]:
    """Rows that are accounted for twice; and for each sheet with fewer or more rows than it has, the sheet."""
    seen = Counter((ref.file, ref.sheet, int(ref.cell)) for ref in gone)
    seen.update(
        (file, sheet.name, row)
        for file, reading in readings.items() for sheet in reading.sheets for _, rows in sheet.aside for row in rows
    )
    astray = [CellRef(file, sheet, str(row)) for (file, sheet, row), times in seen.items() if times > 1]
    found = Counter((file, sheet) for file, sheet, _ in seen)
    for file, reading in readings.items():
        for sheet in reading.sheets:
            unseen = sum(len(rows) for why, rows in sheet.aside if why.startswith("hidden"))
            if (sheet.kind or sheet.rejected) and found[file, sheet.name] != sheet.rows + unseen:
                astray.append(CellRef(file, sheet.name))
    return astray


def balance_findings(balance: Balance) -> list[Finding]:
    """An error where the rows do not add up: no edition may be printed from them."""
    if balance.holds:
        return []
    lost = balance.read - sum(balance.counts[1:])
    hint = msg("This is a fault of the program; please report it.")
    message = nmsg(
        "{n} row was read and is neither printed, withheld, rejected nor a duplicate",
        "{n} rows were read and are neither printed, withheld, rejected nor duplicates", lost,
    ) if lost else msg("A row was counted twice, or nowhere")
    place = balance.astray[0] if balance.astray else None
    return [BALANCE.finding("rows-lost", message, hint=hint, place=place)]
