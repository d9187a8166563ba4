"""Counts the filled cells of a workbook by one reader, in a process of its own: python -m tests.bench.cells READER FILE RESULT.json

What a reader needs is loaded by its own function, so that no reader's memory is another's.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["READERS"]

_MOST_MEMORY = 3 << 30
"""Bytes of addresses that a reader may have: one that writes every cell out anew ends by itself, and not the machine."""


def guide(path: Path) -> int:
    """This product's own reading, both readers compared."""
    from pipeline.doors.workbooks import open_workbook
    from pipeline.model.source import SourceFile

    book, _ = open_workbook(SourceFile(path.name, path.read_bytes()))
    return sum(len(sheet.cells) for sheet in book.sheets)


def openpyxl(path: Path) -> int:
    """openpyxl, read-only: values only, no comments, merges or hidden rows."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def calamine(path: Path) -> int:
    """python-calamine: values only."""
    from python_calamine import load_workbook

    book = load_workbook(path)
    return sum(value != "" for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows() for value in row)


def plain_csv(path: Path) -> int:
    """Python's own reader, told the encoding and the separator."""
    from csv import reader

    with path.open(encoding="cp1251", newline="") as stream:
        return sum(value != "" for row in reader(stream, delimiter=";") for value in row)


READERS: dict[str, tuple[Callable[[Path], int], tuple[str, ...]]] = {
    "guide": (guide, (".xlsx", ".ods", ".csv")),
    "openpyxl, read-only": (openpyxl, (".xlsx",)),
    "python-calamine": (calamine, (".xlsx", ".ods")),
    "csv": (plain_csv, (".csv",)),
}
"""Readers with the kinds of files that they open."""


def main(reader: str, path: str, result: str) -> None:
    """Count and write the count down; None where the reader refused the file."""
    found = None
    with suppress(Exception):
        found = READERS[reader][0](Path(path))
    Path(result).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    main(*sys.argv[1:])
