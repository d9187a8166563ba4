"""From the edition's folder to clean listings: settings, ingest, normalise, identity, balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import ingest, normalise
from pipeline.desk import Desk, shown_name
from pipeline.errors import GuideError
from pipeline.model.edition import Edition
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.message import msg
from pipeline.model.source import Balance, FileReading, SourceRow
from pipeline.progress import Progress
from pipeline.settings import Waiver, read_edition, read_waivers

__all__ = ["Gathered", "gather", "keep_ids"]

UNREADABLE = rule(
    "SRC-001",
    title=msg("A file could not be read"),
    rationale=msg("A workbook that is left out takes all its organisations with it; nobody notices until the book is printed."),
    codes={"unreadable": Severity.ERROR, "nothing-readable": Severity.ERROR},
)
BALANCE = rule(
    "SRC-002",
    title=msg("The rows do not add up"),
    rationale=msg("Every row that was read is printed, withheld, rejected or a duplicate. One that is none of these was lost."),
    codes={"rows-lost": Severity.ERROR},
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything known of the edition before any language is chosen."""

    edition: Edition
    waivers: tuple[Waiver, ...]
    readings: tuple[FileReading, ...]
    rows: tuple[SourceRow, ...]
    clean: normalise.Normalised
    balance: Balance
    findings: tuple[Finding, ...]
    unreadable: tuple[str, ...]
    """Files that could not be read; the build goes on without them and ends with code 4."""


def _read_workbooks(
    desk: Desk, progress: Progress
) -> tuple[list[FileReading], list[SourceRow], list[Finding], list[str]]:
    mapping = ingest.load_mapping(desk.text_or("mapping.toml"), "mapping.toml")
    readings: list[FileReading] = []
    rows: list[SourceRow] = []
    findings: list[Finding] = []
    unreadable: list[str] = []
    names = desk.workbook_names()
    for done, name in enumerate(names):
        progress.advance(done, len(names))
        try:
            reading, found_rows, found = ingest.read_source(desk.read_source(name), mapping=mapping)
        except GuideError as error:
            unreadable.append(shown_name(name))
            findings.append(UNREADABLE.finding("unreadable", error.message, hint=error.hint, place=CellRef(shown_name(name))))
            continue
        readings.append(reading)
        rows += found_rows
        findings += found
        if ingest.is_lost(reading, found):
            unreadable.append(name)
    if not names:
        unreadable.append(desk.sources.name)
        message = msg("There is no workbook in the edition's folder")
        hint = msg("Put the provinces' workbooks (.xlsx, .ods, .xls or .csv) into that folder.")
        findings.append(UNREADABLE.finding("nothing-readable", message, hint=hint, place=CellRef(desk.sources.name)))
    return readings, rows, findings, unreadable


def _balance(readings: Sequence[FileReading], rows: Sequence[SourceRow], clean: normalise.Normalised) -> Balance:
    """Rows read = printed + withheld + rejected + duplicates, by file; rows that ingest itself rejected count as rejected."""
    counts: dict[str, list[int]] = {reading.file: [0, 0, 0, 0, 0] for reading in readings}
    for reading in readings:
        rejected = sum(sheet.rejected for sheet in reading.sheets)
        counts[reading.file][0] += rejected
        counts[reading.file][3] += rejected
    for row in rows:
        counts[row.ref.file][0] += 1
    for listing in clean.listings:
        counts[listing.source.file][1] += 1
    for position, gone in ((2, clean.withheld), (3, clean.rejected), (4, tuple(row for row, _ in clean.duplicates))):
        for row in gone:
            counts[row.ref.file][position] += 1
    read, printed, withheld, rejected, duplicates = (sum(count[column] for count in counts.values()) for column in range(5))
    return Balance(read, printed, withheld, rejected, duplicates, {file: tuple(count) for file, count in counts.items()})  # type: ignore[misc]


def gather(desk: Desk, progress: Progress) -> Gathered:
    """Read and clean everything. Raises Unreadable where a settings file cannot be used; a workbook that cannot is a finding."""
    desk.require_sources()
    edition = read_edition(desk.text("edition.toml"))
    waivers = read_waivers(desk.text_or("waivers.toml"))
    progress.begin(msg("Reading workbooks"))
    readings, rows, findings, unreadable = _read_workbooks(desk, progress)
    progress.begin(msg("Cleaning the data"))
    areas, topics, ids = (desk.text_or(f"{name}.toml") for name in ("areas", "topics", "ids"))
    vocabulary, registry = normalise.load_vocabulary(areas, topics), normalise.load_ids(ids)
    clean = normalise.normalise(rows, registry=registry, vocabulary=vocabulary)
    balance = _balance(readings, rows, clean)
    findings += clean.findings
    if not balance.holds:
        lost = balance.read - balance.printed - balance.withheld - balance.rejected - balance.duplicates
        message = msg("{n} rows were read and are neither printed, withheld, rejected nor duplicates", n=lost)
        findings.append(BALANCE.finding("rows-lost", message, hint=msg("This is a fault of the program; please report it.")))
    return Gathered(
        edition, tuple(waivers), tuple(readings), tuple(rows), clean, balance, tuple(findings), tuple(unreadable)
    )


def keep_ids(desk: Desk, gathered: Gathered) -> None:
    """Write newly allotted ids to ids.toml. Raises Unwritable; an id that cannot be kept must not be printed."""
    text = gathered.clean.registry.to_toml()
    if text != desk.text_or("ids.toml"):
        desk.write({desk.sources / "ids.toml": text.encode()})
