"""``guide read``: what is understood of any workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import ingest
from pipeline.desk import read_text, shown_name
from pipeline.errors import ExitCode, Unreadable
from pipeline.ingest.understanding import read_schema, to_json, to_text
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.source import DEFAULT_UNPACKED_MB, FileReading, SourceFile, SourceRow
from pipeline.source_files import read_workbook_file
from pipeline.terminal import Printer

__all__ = ["print_schema", "run"]


def print_schema(printer: Printer) -> ExitCode:
    """Print the JSON Schema of what ``guide read --json`` prints."""
    printer.json(read_schema())
    return ExitCode.GOOD


def run(files: Sequence[Path], mapping: str | None, printer: Printer, unpacked_mb: int = DEFAULT_UNPACKED_MB) -> ExitCode:
    """Print every file's sheets, columns, counts and findings; one that cannot be read is one sentence, and the others follow.

    ``unpacked_mb``: how many megabytes a file may take once it is unpacked. Gives code 4 where a file could not be read or gave no
    table, 5 where a finding is an error, else 0. Raises Unreadable for a broken mapping.
    """
    decided = ingest.load_mapping(read_text(Path(mapping)), mapping) if mapping else ingest.EMPTY
    readings: list[FileReading] = []
    rows: list[SourceRow] = []
    findings: list[Finding] = []
    failed = False
    paths = {shown_name(path.as_posix()): path for path in files}
    for name, path in paths.items():
        try:
            source = SourceFile(name, read_workbook_file(path, name, unpacked_mb), unpacked_mb)
            reading, found_rows, found = ingest.read_source(source, mapping=decided)
        except Unreadable as error:
            failed = True
            findings.append(_unreadable(name, error))
            continue
        readings.append(reading)
        rows += found_rows
        findings += found
        failed = failed or ingest.is_lost(reading, found)
    code = _exit_code(failed, findings)
    if printer.as_json:
        printer.json({"exit_code": int(code), **to_json(readings, rows, findings, printer.word, tuple(paths))})
        return code
    if readings:
        for line in to_text(readings, findings):
            printer.line(line)
    printer.findings(findings, every=True)
    return code


def _unreadable(name: str, error: Unreadable) -> Finding:
    # The rule is that of a build; it is fetched only here, because it brings the cleaning of data along.
    from pipeline.gathering import UNREADABLE

    return UNREADABLE.finding("unreadable", error.message, hint=error.hint, place=CellRef(name))


def _exit_code(failed: bool, findings: Sequence[Finding]) -> ExitCode:
    if failed:
        return ExitCode.UNREADABLE
    blocked = any(finding.severity is Severity.ERROR for finding in findings)
    return ExitCode.BLOCKED if blocked else ExitCode.GOOD
