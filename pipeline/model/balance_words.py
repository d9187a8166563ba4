"""The balance in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from pipeline.model.balance import Balance
from pipeline.model.message import Message, msg, nmsg

__all__ = ["aside_words", "balance_lines", "balance_words"]

_ASIDE: Final[Mapping[str, Callable[[int], Message]]] = {
    "continuation": lambda n: nmsg("{n} continues the row above", "{n} continue the rows above", n),
    "group": lambda n: nmsg("{n} heading of a region or town", "{n} headings of regions or towns", n),
    "total-row": lambda n: nmsg("{n} with totals", "{n} with totals", n),
    "repeated-header": lambda n: nmsg("{n} repeated header", "{n} repeated headers", n),
    "number-row": lambda n: nmsg("{n} that numbers the columns", "{n} that number the columns", n),
    "example-row": lambda n: nmsg("{n} example", "{n} examples", n),
    "example-table": lambda n: nmsg("{n} in a table of examples", "{n} in tables of examples", n),
    "another-table": lambda n: nmsg("{n} title or header of a further table", "{n} titles and headers of further tables", n),
    "note-row": lambda n: nmsg("{n} note", "{n} notes", n),
    "heading-row": lambda n: nmsg("{n} heading", "{n} headings", n),
    "blank-row": lambda n: nmsg("{n} with a number or a dash alone", "{n} with a number or a dash alone", n),
    "formula-row": lambda n: nmsg("{n} with formulas alone", "{n} with formulas alone", n),
    "hidden": lambda n: nmsg("{n} hidden", "{n} hidden", n),
    "hidden-columns": lambda n: nmsg("{n} filled in hidden columns only", "{n} filled in hidden columns only", n),
}
"""Why rows under a header were left aside, counted."""


def balance_words(balance: Balance) -> Message:
    """The balance as one sentence: rows read = printed + withheld + rejected + merged."""
    return nmsg(
        "{read} row read = {printed} printed + {withheld} withheld + {rejected} rejected + {duplicates} merged",
        "{read} rows read = {printed} printed + {withheld} withheld + {rejected} rejected + {duplicates} merged",
        balance.read, read=balance.read, printed=balance.printed, withheld=balance.withheld, rejected=balance.rejected,
        duplicates=balance.duplicates,
    )


def aside_words(balance: Balance) -> Message | None:
    """What was not counted as read and why, in one sentence; None where nothing was left aside."""
    total = Counter[str]()
    for why in balance.aside.values():
        total.update(why)
    if not total:
        return None
    parts = [_ASIDE[why](total[why]) for why in _ASIDE if total[why]]
    listed = parts[0]
    for part in parts[1:]:
        listed = msg("{some}, {other}", some=listed, other=part)
    return nmsg(
        "{n} more row under the headers is no listing: {rows}", "{n} more rows under the headers are no listings: {rows}",
        sum(total.values()), rows=listed,
    )


def balance_lines(balance: Balance) -> list[Message]:
    """The balance as lines for a terminal: the sum, what was left aside, and files and sheets that were not read."""
    lines = [balance_words(balance)]
    if (aside := aside_words(balance)) is not None:
        lines.append(aside)
    sheets = [sheet for sheet in balance.unread_sheets if sheet.rows]
    if sheets:
        rows = sum(sheet.rows for sheet in sheets)
        lines.append(msg("not read: {sheets}", sheets=nmsg("{n} sheet with {rows}", "{n} sheets with {rows}", len(sheets),
                                                             rows=nmsg("{n} row", "{n} rows", rows))))
    if balance.unread_files:
        files = ", ".join(balance.unread_files)
        lines.append(nmsg("not read: {n} file: {files}", "not read: {n} files: {files}", len(balance.unread_files), files=files))
    return lines
