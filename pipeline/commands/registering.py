"""``guide register``: a registry extract beside the provinces' files. Nothing of the sources is changed.

--json gives:

    exit_code      0; 4 where a workbook of the edition could not be read, so that its organisations may be among the missing
    register       file, rows, active, suspended, liquidated, unknown (no status that is understood)
    regions        [] code (ISO 3166-2, "" for none), region, active (in the register), found (of them in our files), missing, left_out (of
                   them in our files and asking not to be printed), unsettled (of them in a question), closed (ours that the register calls
                   suspended or liquidated), unsaid (ours, status not said), unknown (ours that it does not know),
                   asked (ours in a question)
    operational    [] in both, and active: an organisation (below), how (bin, name, near-bin), register {row, status}
    not_operating  [] in both, and suspended or liquidated in the register; the same keys
    status_not_said  [] in both, and the register says no status that is understood; the same keys
    unknown        [] organisations that the register does not know
    missing        [] active in the register and not in our files: names {lang: name}, form, bin, region, town, address, head, row
    differences    [] an organisation, field, ours, register (regions as codes), register_row
    questions      [] an organisation, why (near-name, near-bin, other-bin, other-region, several), candidates [] as in missing, with status
    undecided      nameless, twice (rows of the register), without_region, without_status, has_status, without_bin, left_out, unreadable []

    an organisation: id ("" where its row is not printed), name, bin, region, file, sheet, row

Numbers of persons (IIN) are in none of these, whatever the register holds.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from pipeline import ingest
from pipeline.commands.register_columns import register_mapping
from pipeline.commands.register_json import compared_json
from pipeline.commands.register_words import print_compared, register_sheets
from pipeline.desk import Desk, is_same_file, shown_name, write_file
from pipeline.errors import ExitCode, Unreadable, UsageError
from pipeline.gathering import Gathered, gather, rows_of
from pipeline.model.decisions import Decisions
from pipeline.model.listings import Organisation
from pipeline.model.message import msg
from pipeline.model.register import RegisterEntry
from pipeline.model.source import SourceFile, SourceRow
from pipeline.normalise import load_decisions
from pipeline.normalise.register import entry_of_listing, entry_of_row
from pipeline.normalise.register_match import compare
from pipeline.source_files import read_workbook_file
from pipeline.terminal import Printer

__all__ = ["run"]


def run(register: Path, sources: Path, out: Path | None, printer: Printer) -> ExitCode:
    """Compare and tell; write the lists where asked. Raises UsageError, Unreadable, Unwritable."""
    desk = Desk(sources, Path("build"))
    desk.require_sources()
    _require_apart(register, out, desk)
    rows = _read_register(register)
    gathered = gather(desk, printer)
    printer.begin(msg("Comparing with the register"))
    compared = compare(_ours(desk, gathered), [entry_of_row(row) for row in rows])
    unreadable = gathered.unreadable
    if out is not None:
        from pipeline.doors.workbooks.tables import write_lists

        write_file(out, write_lists(register_sheets(compared, unreadable, printer), "guide"))
    printer.clear()
    code = ExitCode.UNREADABLE if unreadable else ExitCode.GOOD
    if printer.as_json:
        printer.json({"exit_code": int(code), **compared_json(compared, shown_name(register.as_posix()), unreadable)})
    else:
        print_compared(compared, shown_name(register.as_posix()), unreadable, printer)
        printer.text(f"  {out}") if out else printer.line(msg("All of it by name: guide register … --out FILE.xlsx"))
    return code


def _require_apart(register: Path, out: Path | None, desk: Desk) -> None:
    """Raises UsageError where the register lies among the workbooks of the edition, or the lists would go over either."""
    if out is not None and out.suffix.lower() != ".xlsx":
        raise UsageError(msg("The lists cannot be written as {file}.", file=str(out)), msg("Name a file that ends in .xlsx."))
    for name in desk.workbook_names():
        if is_same_file(desk.sources / name, register):
            raise UsageError(
                msg("{file} lies among the edition's workbooks, so it would be printed as a province's.", file=shown_name(str(register))),
                msg("Move the register out of {folder}.", folder=str(desk.sources)),
            )
    if out is None:
        return
    if is_same_file(out, register) or Path(os.path.realpath(out)).is_relative_to(os.path.realpath(desk.sources)):
        raise UsageError(
            msg("The lists cannot be written to {file}: it is the register, or lies among the edition's workbooks.", file=str(out)),
            msg("Name another file; nothing was changed."),
        )


def _read_register(register: Path) -> list[SourceRow]:
    """The register's rows, in any shape that a province's file may have. Raises Unreadable where it holds no table of organisations."""
    name = shown_name(register.name)
    source = SourceFile(name, read_workbook_file(register, shown_name(register.as_posix())))
    reading, rows, _ = ingest.read_source(source)
    decided = register_mapping(reading)
    if decided.decisions:
        reading, rows, _ = ingest.read_source(source, mapping=decided)
    found = [row for row in rows if row.kind == "organisation"]
    if not found:
        raise Unreadable(
            msg("{file} holds no table of organisations.", file=name),
            msg("Look at what is understood of it: guide read {file}", file=shown_name(register.as_posix())),
        )
    return found


def _ours(desk: Desk, gathered: Gathered) -> list[RegisterEntry]:
    """Every organisation of our files once: printed ones as they were settled, withheld and rejected rows as they stand."""
    by_ref = {row.ref: row for row in rows_of(desk, [reading.file for reading in gathered.readings]) if row.kind == "organisation"}
    merged = {ref for ref, _ in gathered.clean.duplicates}
    listings = {listing.source: listing for listing in gathered.clean.listings if isinstance(listing, Organisation)}
    withheld, decisions = set(gathered.clean.withheld), _decisions(desk, gathered)
    entries = []
    for ref, row in by_ref.items():
        if ref in merged:
            continue
        entry = entry_of_listing(listings[ref], row) if ref in listings else entry_of_row(row, decisions)
        entries.append(replace(entry, asks_out=ref in withheld))
    return entries


def _decisions(desk: Desk, gathered: Gathered) -> Decisions:
    """What the build obeys: the edition's answers, and those that came back in workbooks."""
    decisions = load_decisions(desk.text_or("decisions.toml"))
    for reading in gathered.readings:
        decisions = decisions.with_answers(reading.answers, reading.file)
    return decisions
