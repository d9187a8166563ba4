"""Text tables (.csv, .tsv): delimiter, quotation marks, row numbers as Excel would show them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import PurePosixPath
from typing import Any, Final

from pipeline.doors.workbooks.encoding import decode_text
from pipeline.doors.workbooks.rules import QUOTING
from pipeline.doors.workbooks.values import make_cell
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.model.source import Cell, Sheet, SourceFile, Workbook

__all__ = ["read_delimited"]

_DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE_RECORDS: Final = 60
_LONGEST_FIELD: Final = 10_000_000


def read_delimited(source: SourceFile) -> tuple[Workbook, list[Finding]]:
    """One sheet without a name; rows are records, as in Excel, not lines. Raises Unreadable for an unknown encoding."""
    text, findings = decode_text(source)
    delimiter, text = _stated_delimiter(text)
    if delimiter is None:
        delimiter = _likely_delimiter(text, PurePosixPath(source.name).suffix.lower())
    records, problem_line = _records(text, delimiter)
    if problem_line:
        findings.append(QUOTING.finding(
            "unbalanced-quotes",
            msg("A quotation mark near line {line} opens a cell and does not close it properly; quotation marks were read as ordinary "
                "characters.", line=str(problem_line)),
            hint=msg("Correct the line, or open the file in Excel and save it as an Excel workbook (.xlsx)."),
            place=CellRef(source.name, "", str(problem_line)),
        ))
    cells: dict[tuple[int, int], Cell] = {}
    for row, record in enumerate(records, start=1):
        for column, value in enumerate(record, start=1):
            cell = make_cell(value)
            if cell is not None:
                cells[row, column] = cell
    return Workbook(source.name, (Sheet("", "visible", cells),), "csv"), findings


def _stated_delimiter(text: str) -> tuple[str | None, str]:
    # Excel takes a first line "sep=;" as an instruction and does not show it, so row 1 is the line after it.
    first, _, rest = text.partition("\n")
    stated = first.strip("\r")
    if stated[:4].lower() == "sep=" and len(stated) == 5:
        return stated[4], rest
    return None, text


def _likely_delimiter(text: str, ending: str) -> str:
    """The delimiter under which most of the first records have the same number of fields, more than one."""
    if ending == ".tsv":
        return "\t"
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter[int]()
        reader = _reader(text, delimiter, strict=False)
        for _, record in zip(range(_SAMPLE_RECORDS), reader, strict=False):
            if record:
                widths[len(record)] += 1
        wide = [(count, width) for width, count in widths.items() if width > 1]
        if not wide:
            continue
        count, width = max(wide)
        agreement = count / sum(widths.values())
        score = agreement * agreement * min(width, 12)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _reader(text: str, delimiter: str, *, strict: bool, quoting: bool = True)-> Any:  # noqa: ANN401  (csv names its reader type only in stubs)
    csv.field_size_limit(_LONGEST_FIELD)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict,
                      quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE)


def _records(text: str, delimiter: str) -> tuple[list[list[str]], int]:
    """All records, and the line of the first quotation mark that does not close (0: all do)."""
    strict = _reader(text, delimiter, strict=True)
    try:
        return list(strict), 0
    except csv.Error:
        line = strict.line_num
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return list(_reader(lines, delimiter, strict=False, quoting=False)), line
