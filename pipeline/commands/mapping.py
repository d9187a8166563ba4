"""``guide map``: what each column of a file could be, and the person's decision, kept for next year's file."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline import ingest
from pipeline.commands.mapping_words import field_of, fields_of, proposal_json, proposal_lines
from pipeline.desk import read_file, read_text, shown_name, write_file
from pipeline.doors.workbooks import open_workbook
from pipeline.errors import ExitCode, UsageError
from pipeline.ingest.deciding import with_decision
from pipeline.ingest.grid import column_number
from pipeline.ingest.proposing import Proposal, propose
from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.source import SourceFile, Workbook
from pipeline.outputs import alone
from pipeline.source_files import may_be_file
from pipeline.terminal import Printer

__all__ = ["run"]

_EDITION: Final = "edition.toml"
_MAPPING: Final = "mapping.toml"
_SET: Final = re.compile(r"(?P<letters>[A-Za-z]{1,3})=(?P<field>.*)", re.DOTALL)
_LEAVE_OUT: Final = ("-", "")


@dataclass(slots=True)
class _Decided:
    """A proposal as it goes on: with a person's fields, and whether it is to be written."""

    proposal: Proposal
    guesses: bool = False
    """Whether what is only likely is taken as well."""
    writes: bool = False


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Show what the columns of a file could be; with a person's word for it, write that into mapping.toml.

    Raises Unreadable where the file or the mapping cannot be read, UsageError for an option that fits nothing, Unwritable.
    """
    path = Path(arguments.file)
    name = shown_name(path.as_posix())
    workbook, _ = open_workbook(SourceFile(name, read_file(path, name)))
    target = _target(arguments, path)
    text = _mapping_now(target) if target is not None else ""
    known = ingest.load_mapping(text, str(target)) if text else ingest.EMPTY
    if arguments.header_row is not None and arguments.header_row < 0:
        raise UsageError(msg("A header's row has a number from 1 on; 0 says that there is none."))
    sheet = _sheet(arguments.sheet, workbook)
    proposals, findings = propose(workbook, known, sheet=sheet, kind=arguments.kind, header_row=arguments.header_row)
    proposals = _one_table(proposals, arguments.table)
    if not proposals:
        return _refused(name, findings, printer)
    decided = _with_options(proposals, arguments, printer)
    if not printer.as_json:
        _show(decided, findings, printer)
    if printer.asks and not any(table.writes for table in decided):
        _talk(decided, printer)
    written = _write(decided, target, path) if any(table.writes for table in decided) else None
    return _done(name, decided, findings, written, workbook, printer)


def _target(arguments: argparse.Namespace, path: Path) -> Path | None:
    """The mapping to read and write: --out, that of --sources, or that of the edition the file lies in, or of ./sources."""
    if arguments.out:
        out = Path(arguments.out)
        if out.suffix.lower() != ".toml":
            raise UsageError(msg("A mapping is a text in TOML, and {file} does not end in .toml.", file=str(out)),
                             msg("Name a file such as mapping.toml."))
        return out
    if arguments.sources:
        folder = Path(arguments.sources)
        if not folder.is_dir():
            raise UsageError(msg("The folder {folder} does not exist.", folder=str(folder)), msg("Name the folder of an edition."))
        return folder / _MAPPING
    for folder in (*path.absolute().parents, Path("sources").absolute()):
        if (folder / _EDITION).is_file():
            return folder / _MAPPING
    return None


def _mapping_now(target: Path) -> str:
    """What stands in the mapping; "" where there is none yet. Raises UsageError for a device or a pipe, which has no end."""
    if not os.path.lexists(target):
        return ""
    if not may_be_file(target) and not target.is_dir():
        raise UsageError(msg("{file} is no file in which a mapping could be kept.", file=str(target)), msg("Name a file."))
    return read_text(target)


def _sheet(name: str | None, workbook: Workbook) -> str | None:
    names = [sheet.name for sheet in workbook.sheets]
    if name is not None and name not in names:
        raise UsageError(msg("{file} has no sheet “{sheet}”; its sheets are: {sheets}.", file=workbook.file, sheet=name,
                             sheets=", ".join(names)), msg("Write the name as it stands on the sheet's tab."))
    return name


def _one_table(proposals: list[Proposal], number: int | None) -> list[Proposal]:
    if number is None or not proposals:
        return proposals
    if not 1 <= number <= len(proposals):
        raise UsageError(nmsg("There is no table {number}; there is one.", "There is no table {number}; there are {n}.", len(proposals),
                              number=str(number)))
    return [proposals[number - 1]]


def _refused(name: str, findings: Sequence[Finding], printer: Printer) -> ExitCode:
    if printer.as_json:
        printer.json({"exit_code": int(ExitCode.UNREADABLE), "file": name, "tables": [], "written": None,
                      "findings": printer.findings_json(findings)})
    else:
        printer.line(msg("{file}: no table of listings was found, so there are no columns to decide.", file=name))
        printer.findings(findings, every=True)
    return ExitCode.UNREADABLE


def _with_options(proposals: Sequence[Proposal], arguments: argparse.Namespace, printer: Printer) -> list[_Decided]:
    if arguments.set and len(proposals) > 1:
        raise UsageError(msg("The file has {n} tables, and --set speaks of one.", n=len(proposals)),
                         msg("Name it with --sheet, or with --table and its number."))
    decided = [_Decided(proposal, guesses=arguments.accept, writes=arguments.accept or bool(arguments.set)) for proposal in proposals]
    for table in decided:
        table.proposal = table.proposal.changed(_settings(arguments.set, table.proposal, printer))
    return decided


def _settings(given: Sequence[str], proposal: Proposal, printer: Printer) -> dict[int, str]:
    """The fields of --set, by column number. Raises UsageError for letters and fields that are not there."""
    known = {column.number for column in proposal.columns}
    fields: dict[int, str] = {}
    for one in given:
        parts = _SET.fullmatch(one)
        if parts is None:
            raise UsageError(msg("“{given}” is no decision on a column.", given=one),
                             msg("Write the column's letter, = and a field, such as --set C=phones; --set C=- leaves the column out."))
        number = column_number(parts["letters"])
        if number not in known:
            letters = ", ".join(column.letter for column in proposal.columns)
            raise UsageError(
                msg("Column {letter} is not in the table; its columns are: {letters}.", letter=parts["letters"], letters=letters))
        said = parts["field"].strip()
        field = "" if said in _LEAVE_OUT else field_of(said, proposal.kind, printer.word)
        if field is None:
            raise UsageError(msg("“{field}” is no field.", field=said), _fields_hint(proposal))
        fields[number] = field
    return fields


def _fields_hint(proposal: Proposal) -> Message:
    return msg("The fields are: {fields}.", fields=", ".join(fields_of(proposal.kind)))


def _show(decided: Sequence[_Decided], findings: Sequence[Finding], printer: Printer) -> None:
    for number, table in enumerate(decided, start=1):
        for line in proposal_lines(table.proposal, printer.word, number if len(decided) > 1 else 0):
            printer.text(line)
    printer.findings(findings, every=True)


def _talk(decided: Sequence[_Decided], printer: Printer) -> None:
    from pipeline.commands.mapping_talk import ask_about

    for table in decided:
        answer = ask_about(table.proposal, printer)
        if answer is not None:
            table.proposal, table.guesses, table.writes = answer, True, True


def _write(decided: Sequence[_Decided], target: Path | None, path: Path) -> Path:
    """Put the decisions into the mapping as it is now, whole or not at all: while a person was asked, another may have written to it.

    Raises UsageError where there is no mapping to put them into.
    """
    if target is None:
        raise UsageError(msg("No edition's folder was found above {file}, so there is no mapping.toml to write to.", file=str(path)),
                         msg("Name the edition's folder with --sources, or a file with --out."))
    with alone(target.parent) if os.path.isdir(target.parent) else nullcontext():  # noqa: PTH112  (never raises)
        text = _mapping_now(target)
        for table in decided:
            if not table.writes:
                continue
            if not table.proposal.has_name:
                raise UsageError(msg("No column is the name of a listing, so nothing could be read."),
                                 msg("Say which one it is, such as --set B=name."))
            text, _ = with_decision(text, str(target), table.proposal, guesses=table.guesses)
        write_file(target, text.encode())
    return target


def _done(
    name: str, decided: Sequence[_Decided], findings: Sequence[Finding], written: Path | None, workbook: Workbook, printer: Printer,
) -> ExitCode:
    records = None
    if written is not None:
        mapping = ingest.load_mapping(read_text(written), str(written))
        records = len(ingest.read_tables(workbook, mapping=mapping)[1])
    if printer.as_json:
        tables: list[dict[str, Any]] = [proposal_json(table.proposal, printer.word) for table in decided]
        printer.json({"exit_code": int(ExitCode.GOOD), "file": name, "tables": tables, "written": str(written) if written else None,
                      "records": records, "findings": printer.findings_json(findings)})
    elif written is not None and records is not None:
        printer.line(nmsg("Written to {file}; one record is read so.", "Written to {file}; {n} records are read so.", records,
                          file=str(written)))
    elif not printer.asks:
        printer.line(msg("Nothing was written. --accept takes the proposal, --set C=phones decides a column, --set C=- leaves one out."))
    else:
        printer.line(msg("Nothing was written."))
    return ExitCode.GOOD

