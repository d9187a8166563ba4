"""Findings of the workbooks door: what two readers saw differently and what could not be read as it stands."""

from __future__ import annotations

from typing import Final

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["ENCODING", "MACROS", "QUOTING", "SECOND_READER"]

SECOND_READER: Final = rule(
    "SRC-101",
    title=msg("Two readers must see the same cells"),
    rationale=msg(
        "Every library that reads spreadsheets loses cells in some files without saying so, each in other files. "
        "Each workbook is therefore read twice by independent libraries and the cells are compared."
    ),
    codes={
        "cells-missing": Severity.ERROR,
        "cells-extra": Severity.WARNING,
        "cells-differ": Severity.WARNING,
        "sheet-missing": Severity.ERROR,
        "sheet-extra": Severity.WARNING,
        "first-reader-failed": Severity.WARNING,
        "second-reader-failed": Severity.WARNING,
        "second-reader-skipped": Severity.INFO,
    },
)
MACROS: Final = rule(
    "SRC-102",
    title=msg("The workbook contains macros"),
    rationale=msg("Macros are never run. What they would have filled in is missing from the cells that are read."),
    codes={"macros": Severity.INFO},
)
ENCODING: Final = rule(
    "SRC-103",
    title=msg("Encoding of a text file"),
    rationale=msg(
        "A text file does not say in which encoding it was saved. UTF-8 can be proved; Windows-1251 is accepted only "
        "when the text is plausible; a damaged byte is named and never guessed."
    ),
    codes={"windows-1251": Severity.INFO, "damaged-bytes": Severity.ERROR},
)
QUOTING: Final = rule(
    "SRC-104",
    title=msg("Quotation marks of a text file do not close"),
    rationale=msg("An opened quotation mark swallows the following lines into one cell, and organisations disappear without a trace."),
    codes={"unbalanced-quotes": Severity.WARNING},
)
