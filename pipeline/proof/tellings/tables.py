"""What keeps whole tables from being read, and what speaks of several columns or rows of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["TABLES"]

_DECIDE: Final = msg("Look at a few records. If the header is wrong, mend it, or decide the column with: guide map FILE")
_CHANGED: Final = msg("The file has other columns than when it was decided.")
_AGAIN: Final = msg("Look at the columns again with: guide map FILE")

TABLES: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-201": {
        "cards": Telling(
            nmsg("{n} file holds cards of organisations one under another", "{n} files hold cards of organisations one under another", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "transposed": Telling(
            nmsg("{n} file has a table that stands on its side", "{n} files have a table that stands on its side", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "calendar": Telling(
            nmsg("{n} file holds a calendar or timetable", "{n} files hold a calendar or timetable", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "chart": Telling(
            nmsg("{n} file holds a chart of posts and departments", "{n} files hold a chart of posts and departments", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "one-cell": Telling(
            nmsg("{n} file has whole organisations in single cells", "{n} files have whole organisations in single cells", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "side-by-side": Telling(
            nmsg("{n} file has two tables side by side", "{n} files have two tables side by side", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "card-a-sheet": Telling(
            nmsg("{n} file has a card of one organisation on each sheet", "{n} files have a card of one organisation on each sheet", 1),
            cause=words.NOT_TABLE, stays=words.FILE_OUT, action=words.SEND_TABLE,
        ),
        "sheet-cards": Telling(
            nmsg("{n} sheet holds cards of organisations one under another",
                 "{n} sheets hold cards of organisations one under another", 1),
            cause=words.NOT_TABLE, stays=words.SHEET_OUT, action=words.SEND_TABLE,
        ),
        "sheet-transposed": Telling(
            nmsg("{n} sheet has a table that stands on its side", "{n} sheets have a table that stands on its side", 1),
            cause=words.NOT_TABLE, stays=words.SHEET_OUT, action=words.SEND_TABLE,
        ),
        "sheet-calendar": Telling(
            nmsg("{n} sheet holds a calendar or timetable", "{n} sheets hold a calendar or timetable", 1),
            cause=words.NOT_TABLE, stays=words.SHEET_OUT, action=words.SEND_TABLE,
        ),
        "sheet-chart": Telling(
            nmsg("{n} sheet holds a chart of posts and departments", "{n} sheets hold a chart of posts and departments", 1),
            cause=words.NOT_TABLE, stays=words.SHEET_OUT, action=words.SEND_TABLE,
        ),
        "sheet-one-cell": Telling(
            nmsg("{n} sheet has whole organisations in single cells", "{n} sheets have whole organisations in single cells", 1),
            cause=words.NOT_TABLE, stays=words.SHEET_OUT, action=words.SEND_TABLE,
        ),
        "sheet-side-by-side": Telling(
            nmsg("{n} sheet has two tables side by side", "{n} sheets have two tables side by side", 1),
            cause=words.NOT_TABLE, stays=words.SHEET_OUT, action=words.SEND_TABLE,
        ),
    },
    "SRC-203": {
        "column-by-values": Telling(
            nmsg("{n} column was read as what its values are, not its header",
                 "{n} columns were read as what their values are, not their headers", 1),
            cause=words.OTHER_HEADER, stays=words.UNDERSTOOD, action=_DECIDE,
        ),
        "column-values": Telling(
            nmsg("{n} column holds other values than its header says", "{n} columns hold other values than their headers say", 1),
            cause=msg("A column was moved, or filled in under the wrong header."), stays=words.UNDERSTOOD, action=_DECIDE,
        ),
    },
    "SRC-204": {
        "example-table": Telling(
            nmsg("{n} table of examples was left aside", "{n} tables of examples were left aside", 1), cause=words.BETWEEN,
            stays=words.NO_LISTING, action=words.LOOK,
        ),
        "another-table": Telling(
            nmsg("{n} more table stands under another on its sheet", "{n} more tables stand under others on their sheets", 1),
            cause=msg("The list was sent in parts, each with a header of its own."), stays=msg("Nothing is lost: all of them are read."),
            action=words.LOOK,
        ),
        "rows-above": Telling(
            nmsg("{n} table has rows above its header that look like listings",
                 "{n} tables have rows above their headers that look like listings", 1),
            cause=msg("Rows were put in above the header, or the table was sorted with it."), stays=words.ROW_OUT,
            action=msg("Move them under the header."),
        ),
    },
    "SRC-207": {
        "several-names": Telling(
            nmsg("{n} cell holds the names of several organisations", "{n} cells hold the names of several organisations", 1),
            cause=words.WRONG_CELL, stays=msg("They are printed as one organisation, with the contacts of all."),
            action=msg("Give each of them a row of its own, with its own contacts."),
        ),
        "name-with-contacts": Telling(
            nmsg("{n} name has a telephone or an e-mail in it", "{n} names have a telephone or an e-mail in them", 1),
            cause=words.WRONG_CELL, stays=words.AS_SENT,
            action=msg("Leave the name alone in it, and move the rest into columns of their own."),
        ),
    },
    "SRC-208": {
        "mapping-changed": Telling(
            nmsg("{n} table lacks columns that were decided", "{n} tables lack columns that were decided", 1), cause=_CHANGED,
            stays=msg("The columns that still fit are read as decided."), action=_AGAIN,
        ),
        "mapping-unfit": Telling(
            nmsg("{n} table has nothing in columns that were decided", "{n} tables have nothing in columns that were decided", 1),
            cause=_CHANGED, stays=words.COLUMN_OUT, action=_AGAIN,
        ),
        "mapping-unused": Telling(
            nmsg("{n} decision on columns fits no file", "{n} decisions on columns fit no file", 1),
            cause=msg("The file has another name or header this year, or was not sent."),
            stays=msg("The file's columns are read as they are understood without it."),
            action=msg("If the file has another name or header this year, decide it again with guide map FILE; else take the entry out."),
        ),
    },
}
