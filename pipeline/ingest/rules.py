"""Findings of ingest: what was not read, and what was read only by a guess."""

from __future__ import annotations

from typing import Final

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["CELLS", "COLUMNS", "HIDDEN", "MAPPING", "NAMELESS", "ONE_LISTING", "RETURNED", "ROWS", "SHAPE"]

SHAPE: Final = rule(
    "SRC-201",
    title=msg("Every visible sheet is a table of listings"),
    rationale=msg(
        "Listings are read from tables: a header, and one row for each organisation or expert. Cards, forms, pivot tables and "
        "prose hold the same words in another order; guessing there would print wrong things."
    ),
    codes={
        "no-header": Severity.ERROR, "no-name-column": Severity.ERROR, "card": Severity.ERROR, "form": Severity.ERROR,
        "pivot": Severity.ERROR, "prose": Severity.ERROR, "lists": Severity.ERROR, "empty-workbook": Severity.ERROR,
        "sheet-no-header": Severity.WARNING, "sheet-no-name-column": Severity.WARNING, "sheet-card": Severity.WARNING,
        "sheet-form": Severity.WARNING, "sheet-pivot": Severity.INFO, "sheet-prose": Severity.INFO, "sheet-lists": Severity.WARNING,
        "cards": Severity.ERROR, "transposed": Severity.ERROR, "calendar": Severity.ERROR, "chart": Severity.ERROR,
        "one-cell": Severity.ERROR, "side-by-side": Severity.ERROR, "card-a-sheet": Severity.ERROR,
        "sheet-cards": Severity.WARNING, "sheet-transposed": Severity.WARNING, "sheet-calendar": Severity.INFO,
        "sheet-chart": Severity.INFO, "sheet-one-cell": Severity.WARNING, "sheet-side-by-side": Severity.WARNING,
        "sheet-empty": Severity.INFO, "no-rows": Severity.WARNING, "skipped-by-mapping": Severity.INFO,
    },
)
HIDDEN: Final = rule(
    "SRC-202",
    title=msg("Hidden sheets, rows and columns are not read"),
    rationale=msg(
        "What a province hid it mostly did not mean to send: old lists, drafts, personal numbers. A filter left switched on also "
        "hides rows, and then organisations would be missing; so everything hidden is named."
    ),
    codes={
        "hidden-sheet": Severity.INFO, "hidden-listings": Severity.WARNING, "hidden-rows": Severity.WARNING,
        "hidden-columns": Severity.WARNING,
    },
)
COLUMNS: Final = rule(
    "SRC-203",
    title=msg("Every column is understood"),
    rationale=msg("A column that was not understood is not printed, and nobody would notice its absence on paper."),
    codes={
        "column-unmapped": Severity.WARNING, "column-without-header": Severity.WARNING, "column-guessed": Severity.WARNING,
        "column-twice": Severity.WARNING, "kind-guessed": Severity.WARNING, "column-by-values": Severity.WARNING,
        "column-values": Severity.WARNING,
    },
)
MAPPING: Final = rule(
    "SRC-208",
    title=msg("What was decided about columns still fits"),
    rationale=msg(
        "mapping.toml says what the columns of a file are. Where the file has changed since, a decision about a column that is gone, or "
        "about another one that took its letter, would be followed without anybody noticing."
    ),
    codes={"mapping-changed": Severity.WARNING, "mapping-unfit": Severity.WARNING, "mapping-unused": Severity.WARNING},
)
ROWS: Final = rule(
    "SRC-204",
    title=msg("Rows that are no listings"),
    rationale=msg("Totals, repeated headers, examples, notes and group headings stand between the listings. Each one left out is named."),
    codes={
        "total-row": Severity.INFO, "repeated-header": Severity.INFO, "number-row": Severity.INFO, "example-row": Severity.INFO,
        "note-row": Severity.WARNING, "heading-row": Severity.INFO, "blank-row": Severity.INFO, "formula-row": Severity.INFO,
        "comment": Severity.INFO, "example-table": Severity.INFO, "rows-above": Severity.WARNING,
        "another-table": Severity.INFO,
    },
)
NAMELESS: Final = rule(
    "SRC-205",
    title=msg("Every row with contents has a name"),
    rationale=msg(
        "A listing without a name cannot be filed, found or printed. The row is rejected, and the person who sent it must say who it is."
    ),
    codes={"no-name": Severity.ERROR},
)
ONE_LISTING: Final = rule(
    "SRC-207",
    title=msg("A row is one listing, and a name is a name"),
    rationale=msg(
        "What stands in the cell of the name is printed as one name. Two organisations written into it would come out as one, with the "
        "contacts of both; a telephone written into it would stand in the heading, where nobody looks for it."
    ),
    codes={"several-names": Severity.ERROR, "name-with-contacts": Severity.ERROR},
)
CELLS: Final = rule(
    "SRC-206",
    title=msg("Cells whose value is not there"),
    rationale=msg(
        "A formula that failed shows an error such as #N/A. A formula that was never calculated, because a program wrote the file, has "
        "no value at all; Excel would show one, so the cell looks filled to its author and is empty here."
    ),
    codes={"error-cell": Severity.WARNING, "uncalculated": Severity.ERROR},
)
RETURNED: Final = rule(
    "SRC-290",
    title=msg("A workbook that came back mended"),
    rationale=msg(
        "A copy goes back to its author with marks, comments and a first sheet of questions. When it returns, the answers on that sheet "
        "count as the author's decisions for this workbook; what cannot be understood as an answer must not be lost."
    ),
    codes={
        "answers-read": Severity.INFO, "answer-without-question": Severity.WARNING, "answer-unclear": Severity.WARNING,
        "answer-moved": Severity.WARNING, "other-words": Severity.WARNING, "only-our-sheet": Severity.ERROR,
    },
)
