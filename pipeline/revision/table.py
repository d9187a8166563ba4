"""The glossary's table: a CSV file that Excel opens in columns, read whatever its separator is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.revision.glossary import COLUMNS, Glossary, make_glossary
from pipeline.revision.rules import TABLE

__all__ = ["glossary_rows", "named_rows", "read_glossary", "write_glossary"]

_SEPARATORS: Final = ";,\t"
_SPACES: Final = re.compile(r"\s+")


def read_glossary(text: str, name: str) -> tuple[Glossary, list[Finding]]:
    """The glossary of a CSV file's text, and what of it cannot be used; ``name``: of the file."""
    rows, findings = glossary_rows(text, name)
    glossary, unusable = make_glossary(rows, name)
    return glossary, findings + unusable


def glossary_rows(text: str, name: str) -> tuple[list[dict[str, str]], list[Finding]]:
    """Column -> text of every row. The separator is the one that parts the first line most often."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        # A mark that nobody closes would swallow every row below it: then marks are letters. Others are read as Excel reads them.
        lines = io.StringIO(text, newline="")
        is_open = "unexpected end" in str(error)
        table = list(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE) if is_open else csv.reader(lines, delimiter=separator))
    return named_rows(table, name)


def named_rows(table: Sequence[Sequence[str]], name: str) -> tuple[list[dict[str, str]], list[Finding]]:
    """The rows below a header by its columns' names; columns of other names are told and left out."""
    if not table:
        return [], []
    head = [_SPACES.sub("_", cell.strip().casefold()) for cell in table[0]]
    findings = [
        TABLE.finding(
            "column", msg("The glossary has no column “{column}”.", column=cell), place=CellRef(name, cell="1"),
            hint=msg("It knows: {columns}.", columns=", ".join(COLUMNS)),
        )
        for cell in head if cell and cell not in COLUMNS
    ]
    rows = [
        {column: " ".join(cell.split()) for column, cell in zip(head, row, strict=False) if column in COLUMNS} for row in table[1:]
    ]
    return rows, findings


def write_glossary(rows: Sequence[Mapping[str, str]]) -> str:
    """The table as Excel opens it in columns in Kazakhstan: a mark of its encoding, semicolons, CR LF."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([row.get(column, "") for column in COLUMNS] for row in rows)
    return "\ufeff" + made.getvalue()
