"""What was understood of any workbook, for ``guide read``: as JSON, and as sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from typing import Any, Final

from pipeline.ingest.mapping import header_fingerprint
from pipeline.ingest.reports import row_list
from pipeline.model.field_words import field_words
from pipeline.model.findings import Finding
from pipeline.model.findings_json import finding_json
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.source import ColumnReading, FileReading, SheetReading, SheetState, SourceRow

__all__ = ["read_schema", "to_json", "to_text"]

_COUNTS: Final = ("rows", "records", "rejected", "groups", "continuations", "skipped")
_STATES: Final[dict[SheetState, Message]] = {
    "visible": msg("visible"), "hidden": msg("hidden"), "veryHidden": msg("hidden by a program"),
}
_KINDS: Final = {"organisation": msg("organisations"), "expert": msg("experts")}


def to_json(
    readings: Sequence[FileReading], rows: Iterable[SourceRow], findings: Iterable[Finding], say: Callable[[Message], str] = str,
    named: Sequence[str] = (),
) -> dict[str, Any]:
    """files[].sheets[], records[], findings[] and the balance, as plain dicts and lists; read.schema.json tells every key.

    ``say`` words the findings. ``named``: all files, in order, also those that could not be opened and have no reading. The balance
    counts rows under headers, per file and in all, and says whether they add up.
    """
    opened = {reading.file: reading for reading in readings}
    return {
        "files": [_file(name, opened.get(name)) for name in dict.fromkeys(named or opened)],
        "records": [_record(row) for row in rows],
        "findings": [finding_json(finding, say) for finding in findings],
        "balance": _balance(readings),
    }


def read_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :func:`to_json` with the exit code: what ``guide read --json`` prints."""
    schema: dict[str, Any] = json.loads((resources.files("pipeline.ingest") / "read.schema.json").read_text("utf-8"))
    return schema


def _file(name: str, reading: FileReading | None) -> dict[str, Any]:
    if reading is None:
        return {"file": name, "readable": False, "reader": "", "sheets": []}
    return {"file": name, "readable": True, "reader": reading.reader, "sheets": [_sheet(sheet) for sheet in reading.sheets]}


def _sheet(sheet: SheetReading) -> dict[str, Any]:
    return {"name": sheet.name, "state": sheet.state, **_table(sheet), "refused": sheet.refused, "tables": [*map(_table, sheet.tables)]}


def _table(table: SheetReading) -> dict[str, Any]:
    return {
        "kind": table.kind, "header_rows": list(table.header_rows),
        "columns": [{"letter": column.letter, "header": column.header, "field": column.field, "confidence": column.confidence,
                     "why": column.why} for column in table.columns],
        "fingerprint": header_fingerprint(table.columns) if table.columns else "",
        **_counts(table),
    }


def _counts(sheet: SheetReading) -> dict[str, int]:
    return {name: getattr(sheet, name) for name in _COUNTS}


def _record(row: SourceRow) -> dict[str, Any]:
    region = row.first("region") or row.group
    return {
        "file": row.ref.file, "sheet": row.ref.sheet, "row": int(row.ref.cell), "kind": row.kind,
        "fields": {name: [value.text for value in values] for name, values in row.values.items()},
        "region": region.text if region is not None else "",
    }


def _sum(sheets: Iterable[SheetReading]) -> dict[str, Any]:
    total = dict.fromkeys(_COUNTS, 0)
    for sheet in sheets:
        for name, count in _counts(sheet).items():
            total[name] += count
    return {**total, "holds": total["rows"] == sum(total[name] for name in _COUNTS[1:])}


def _balance(readings: Sequence[FileReading]) -> dict[str, Any]:
    return {
        **_sum(sheet for reading in readings for sheet in reading.sheets),
        "by_file": {reading.file: _sum(reading.sheets) for reading in readings},
    }


def to_text(readings: Sequence[FileReading], findings: Sequence[Finding]) -> list[Message]:
    """The same as lines for a person: every file, its sheets with header and columns, the counts; findings are worded by the caller."""
    lines: list[Message] = []
    for reading in readings:
        lines.append(msg("{file} (read with {reader})", file=reading.file, reader=reading.reader))
        for sheet in reading.sheets:
            lines += _sheet_lines(sheet)
    total = _sum(sheet for reading in readings for sheet in reading.sheets)
    lines.append(msg("Rows under the headers: {rows} = records {records} + rejected {rejected} + group rows {groups} + "
                     "continuations {continuations} + left out {skipped}", **{name: total[name] for name in _COUNTS}))
    lines.append(nmsg("One finding", "{n} findings", len(findings)))
    return lines


def _sheet_lines(sheet: SheetReading) -> list[Message]:
    name = sheet.name or msg("the file's only sheet")
    if not sheet.kind:
        return [msg("  sheet {sheet} ({state}): not read", sheet=name, state=_STATES[sheet.state])]
    header = row_list(sheet.header_rows) if sheet.header_rows else msg("none")
    lines = [msg("  sheet {sheet} ({state}): {kind}; header row: {header}; {counts}", sheet=name, state=_STATES[sheet.state],
                 kind=_KINDS[sheet.kind], header=header, counts=_sheet_counts(sheet))]
    return [*lines, *map(_column_line, sheet.columns)]


def _column_line(column: ColumnReading) -> Message:
    """A column in words; in brackets the name that mapping.toml and ``guide map --set`` know the field by."""
    place = {"letter": column.letter, "header": column.header or "-"}
    if column.field is None:
        return msg("    {letter}  {header}: not read", **place)
    if not column.field:
        return msg("    {letter}  {header}: left out", **place)
    return msg("    {letter}  {header}: {field} [{key}] ({percent} %)", field=field_words(column.field), key=column.field,
               percent=round(column.confidence * 100), **place)


def _sheet_counts(sheet: SheetReading) -> Message:
    return msg("rows: {rows}, records: {records}, rejected: {rejected}", rows=sheet.rows, records=sheet.records, rejected=sheet.rejected)
