"""Sentences for sheets that are not read: which shape they have, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Header, find_header, is_name
from pipeline.ingest.rules import HIDDEN, SHAPE
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.source import CellKind, ListingKind

__all__ = ["Refusal", "card_a_sheet", "hidden_sheet", "refusal"]

Refusal = Literal[
    "empty", "pivot", "card", "cards", "form", "transposed", "calendar", "chart", "one-cell", "prose", "no-header", "no-name-column",
    "lists", "side-by-side",
]

_SHOWN_SHEETS: Final = 3
_KINDS: Final[tuple[ListingKind, ...]] = ("organisation", "expert")
_AS_TABLE: Final = msg(
    "Send the listings as a table: one header row, then one row for each organisation or expert (guide new makes a blank one)."
)
_SENTENCES: Final[dict[Refusal, tuple[Message, Message | None]]] = {
    "pivot": (msg("The sheet is a pivot table, a summary of other rows; it was not read."), msg("Send the table that it sums up.")),
    "card": (msg("The sheet is a card of one organisation or person, with labels one under another; it was not read."), _AS_TABLE),
    "form": (msg("The sheet is an empty form, with labels one under another; it was not read."), _AS_TABLE),
    "prose": (msg("The sheet holds running text, not a table; it was not read."), _AS_TABLE),
    "cards": (
        msg("The sheet holds cards of organisations or people, one under another, each with labels of its own; it was not read."),
        _AS_TABLE,
    ),
    "transposed": (
        msg("The table stands on its side: the names of the columns are one under another, and each listing has a column; it was not "
            "read."),
        msg("Copy the table and paste it in Excel with Paste Special, Transpose; send the sheet that this makes."),
    ),
    "calendar": (msg("The sheet is a calendar or a timetable, not a table of listings; it was not read."), _AS_TABLE),
    "chart": (msg("The sheet is a chart of posts and departments, not a table of listings; it was not read."), _AS_TABLE),
    "one-cell": (
        msg("Each cell holds a whole organisation, its name, address and telephones together; it was not read, for where the name ends "
            "would be a guess."),
        msg("Give name, address, telephones and e-mail a column each, with a header above."),
    ),
    "side-by-side": (
        msg("Two tables stand side by side, with the same columns; a row would mix two listings, so the sheet was not read."),
        msg("Put one table under the other, or on a sheet of its own."),
    ),
    "lists": (msg("The sheet holds separate lists side by side, as for drop-downs, not a table; it was not read."),
              msg("If one of them is the list of organisations, put it on a sheet of its own, or decide its columns in "
                  "sources/mapping.toml.")),
    "no-header": (
        msg("No header was found: no row names the columns with words such as Название, Атауы or Name together with "
            "Телефон, Область, E-mail and the like."),
        msg("Put a row with the names of the columns above the table, or say what the columns are with guide map FILE, which "
            "writes that into sources/mapping.toml."),
    ),
}


def refusal(grid: Grid, shape: Refusal, *, alone: bool, header_row: int = 0, rows: int = 0) -> Finding:
    """The finding for a visible sheet that is not read; an error where no other sheet of the file gave a table."""
    code = shape if alone else f"sheet-{shape}"
    place = CellRef(grid.file, grid.name, str(header_row) if header_row else "")
    if shape == "empty":
        if not alone:
            return SHAPE.finding(code, msg("The sheet is empty."), place=place)
        return SHAPE.finding("empty-workbook", msg("The workbook is empty: no visible sheet holds anything."),
                             hint=msg("Check that the right file was sent, and that the table's sheet is not hidden."),
                             place=CellRef(grid.file))
    if shape == "no-name-column":
        return SHAPE.finding(
            code,
            nmsg("A header stands in row {row}, but no column holds the name of an organisation or expert; one row was not read.",
                 "A header stands in row {row}, but no column holds the name of an organisation or expert; {n} rows were not read.",
                 rows, row=str(header_row)),
            hint=msg("Name that column Название, Атауы or Name, or decide it in sources/mapping.toml."), place=place,
        )
    sentence, hint = _SENTENCES[shape]
    return SHAPE.finding(code, sentence, hint=hint, place=place)


def card_a_sheet(file: str, sheets: Sequence[str]) -> Finding:
    """The finding for a workbook that gives each organisation a sheet of its own, with a card on it."""
    return SHAPE.finding(
        "card-a-sheet",
        msg("Each of {n} sheets is a card of one organisation or person ({sheets}); none was read.", n=len(sheets), sheets=_some(sheets)),
        hint=_AS_TABLE, place=CellRef(file))


def _some(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:_SHOWN_SHEETS]) + (", …" if len(names) > _SHOWN_SHEETS else "")


def hidden_sheet(grid: Grid) -> tuple[int, Finding | None]:
    """How many rows a hidden sheet holds under its header, and the finding for it; a warning where it looks like a list of listings.

    The header is none of them, and whatever stands above it; where there is none, every row counts. No finding where it is empty.
    """
    if not grid.rows:
        return len(grid.hidden_rows) + len(grid.veiled_rows), None
    headers = [header for kind in _KINDS if (header := find_header(grid, kind)) is not None and _is_listing(grid, header)]
    first = max((header.last_row for header in headers), default=0) or _plain_header(grid)
    count = sum(1 for rows in (grid.rows, grid.hidden_rows, grid.veiled_rows) for row in rows if row > first)
    sentence = nmsg("The sheet is hidden and was not read; it holds one row.",
                    "The sheet is hidden and was not read; it holds {n} rows.", count)
    hint = msg("If it belongs to the guide, unhide the sheet and save the workbook.")
    code = "hidden-listings" if headers else "hidden-sheet"
    return count, HIDDEN.finding(code, sentence, hint=hint, place=CellRef(grid.file, grid.name))


def _is_listing(grid: Grid, header: Header) -> bool:
    """Whether at least half of the rows under a header have a name."""
    names = [column.number for column in header.columns if is_name(column.field)]
    below = [cells for row, cells in grid.rows.items() if row > header.last_row]
    return bool(below) and sum(1 for cells in below if any(column in cells for column in names)) * 2 >= len(below)


def _plain_header(grid: Grid) -> int:
    """The first row, where it is a full row of different short texts above a table in words that are not known."""
    first = min(grid.rows)
    cells = grid.rows[first]
    texts = {cell.text.strip() for cell in cells.values() if cell.kind is CellKind.TEXT and len(cell.text) <= 60}
    width = max(len(row) for row in grid.rows.values())
    return first if len(texts) == len(cells) >= max(2, width - 1) else 0
