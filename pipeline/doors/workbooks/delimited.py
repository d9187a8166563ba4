"""Text tables (.csv, .tsv): delimiter, quotation marks, row numbers as Excel would show them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from pipeline.doors.workbooks.encoding import decode_text
from pipeline.doors.workbooks.limits import Limits, too_large
from pipeline.doors.workbooks.rules import QUOTING
from pipeline.doors.workbooks.values import make_cell
from pipeline.errors import Unreadable
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import Message, msg
from pipeline.model.source import Cell, Sheet, SourceFile, Workbook

__all__ = ["read_delimited"]

_DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE_RECORDS: Final = 60
_SAMPLE_LETTERS: Final = 200_000
_LONGEST_LINE: Final = 4_000_000
_LONGEST_FIELD: Final = _LONGEST_LINE
_MOST_ROWS: Final = 1_048_576
_MOST_EMPTY: Final = 2 * _MOST_ROWS
"""Empty rows may follow the table; they are looked through up to here."""
_MOST_COLUMNS: Final = 16_384
_NO_TABLE: Final = msg("Open the file in Excel, see whether it is a table, and save it as an Excel workbook (.xlsx).")

Cells = dict[tuple[int, int], Cell]


def read_delimited(source: SourceFile, limits: Limits) -> tuple[Workbook, list[Finding]]:
    """One sheet without a name; rows are records, as in Excel, not lines.

    Raises Unreadable for an unknown encoding, and for what is longer, wider or fuller than a sheet of Excel's.
    """
    text, findings = decode_text(source)
    _require_lines(source, text)
    delimiter, begin = _stated_delimiter(text)
    if delimiter is None:
        delimiter = _likely_delimiter(text[:_SAMPLE_LETTERS], PurePosixPath(source.name).suffix.lower())
    lines = _Lines(text, begin)
    try:
        cells = _cells(source, csv.reader(lines, delimiter=delimiter, strict=True), limits)
    except csv.Error:
        line = lines.count
        findings.append(QUOTING.finding(
            "unbalanced-quotes",
            msg("A quotation mark near line {line} opens a cell and does not close it properly; quotation marks were read as ordinary "
                "characters.", line=str(line)),
            hint=msg("Correct the line, or open the file in Excel and save it as an Excel workbook (.xlsx)."),
            place=CellRef(source.name, "", str(line)),
        ))
        cells = _cells(source, csv.reader(_Lines(text, begin), delimiter=delimiter, quoting=csv.QUOTE_NONE), limits)
    return Workbook(source.name, (Sheet("", "visible", cells),), "csv"), findings


class _Lines:
    """Lines of a text with their ends, as the csv module wants them; ``count`` is the 1-based number of the last one given.

    Only CR, LF and CR LF end a line: str.splitlines would also break at the separators that Unicode has for other purposes. A
    text stream would keep four bytes of each letter.
    """

    def __init__(self, text: str, begin: int) -> None:
        self._text, self._at = text, begin
        self.count = 1 if begin else 0

    def __iter__(self) -> Iterator[str]:
        text, at, size = self._text, self._at, len(self._text)
        feed = back = -1
        while at < size:
            if feed < at:
                feed = _found(text, "\n", at)
            if back < at:
                back = _found(text, "\r", at)
            after = min(feed, back, size - 1) + 1
            if after == feed and after == back + 1:  # CR LF
                after += 1
            self.count += 1
            yield text[at:after]
            at = after


def _found(text: str, mark: str, at: int) -> int:
    """Where the mark stands next, the text's length where it stands no more."""
    place = text.find(mark, at)
    return place if place >= 0 else len(text)


def _refused(source: SourceFile, cause: Message) -> Unreadable:
    return Unreadable(msg("{file}: {cause}.", file=source.name, cause=cause), _NO_TABLE)


def _require_lines(source: SourceFile, text: str) -> None:
    """Raises Unreadable for a line that no table has, before anything is made of it."""
    at = 0
    while len(text) - at > _LONGEST_LINE:
        end = max(text.rfind("\n", at, at + _LONGEST_LINE), text.rfind("\r", at, at + _LONGEST_LINE))
        if end < 0:
            line = text.count("\n", 0, at) + 1
            raise _refused(source, msg("line {line} is longer than {limit} million letters, so this is no table",
                                       line=str(line), limit=str(_LONGEST_LINE // 1_000_000)))
        at = end + 1


def _stated_delimiter(text: str) -> tuple[str | None, int]:
    """The delimiter that a first line "sep=;" states, and where the table begins."""
    # Excel takes such a line as an instruction and does not show it, so row 1 is the line after it.
    end = text.find("\n", 0, 8)
    if end > 0 and text[:4].lower() == "sep=":
        stated = text[4:end].strip("\r")
        if len(stated) == 1 and stated not in '"\r\n':
            return stated, end + 1
    return None, 0


def _likely_delimiter(sample: str, ending: str) -> str:
    """The delimiter under which most of the first records have the same number of fields, more than one."""
    if ending == ".tsv":
        return "\t"
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = Counter[int]()
        csv.field_size_limit(_LONGEST_FIELD)
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        for record in islice(reader, _SAMPLE_RECORDS):
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


def _cells(source: SourceFile, records: Iterator[list[str]], limits: Limits) -> Cells:
    """Every filled cell. Raises csv.Error where a quotation mark does not close, Unreadable beyond a sheet's bounds."""
    csv.field_size_limit(_LONGEST_FIELD)
    cells: Cells = {}
    for row, record in enumerate(records, start=1):
        if not record:
            if row > _MOST_EMPTY:
                raise _refused(source, msg("it has more than {limit} rows", limit=str(_MOST_EMPTY)))
            continue
        for column, value in enumerate(record, start=1):
            if value != "":
                cell = make_cell(value)
                if cell is not None:
                    _require_place(source, row, column)
                    cells[row, column] = cell
        if len(cells) > limits.cells:
            cause = msg("{file}: the table holds more than {limit} filled cells, as many as are read.",
                        file=source.name, limit=str(limits.cells))
            raise too_large(cause, limits.unpacked_bytes * 2)
    return cells


def _require_place(source: SourceFile, row: int, column: int) -> None:
    if row > _MOST_ROWS:
        raise _refused(source, msg("it has more than {limit} rows", limit=str(_MOST_ROWS)))
    if column > _MOST_COLUMNS:
        raise _refused(source, msg("row {row} has more than {limit} columns", row=str(row), limit=str(_MOST_COLUMNS)))
