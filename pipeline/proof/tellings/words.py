"""Causes, consequences and advice that several kinds of problems share."""

from __future__ import annotations

from typing import Final

from pipeline.model.message import msg

__all__ = [
    "ADDRESS_TYPED",
    "ASK_ORG",
    "AS_SENT",
    "AT_HOME",
    "BETWEEN",
    "CELL_EMPTY",
    "COLUMN_OUT",
    "FILE_OUT",
    "FILTER",
    "FIRST_ONLY",
    "FORM_WORDS",
    "FROM_LIST",
    "HIDDEN_OUT",
    "KEYBOARD",
    "LEAVE_ONE",
    "LOCAL",
    "LOOK",
    "MOVED",
    "NAME_COLUMNS",
    "NONE",
    "NOT_TABLE",
    "NO_LISTING",
    "NUMBER_OUT",
    "OFFICE",
    "OTHER_HEADER",
    "OWN_WORDS",
    "PHONE_TYPED",
    "RENAMED",
    "REPAIRED",
    "ROW_OUT",
    "SAVE_AGAIN",
    "SEND_TABLE",
    "SHEET_OUT",
    "TWICE",
    "TWO_OFFICES",
    "UNDERSTOOD",
    "UNHIDE",
    "VALUE_OUT",
    "WRONG_CELL",
    "YES_OR_NO",
]

ROW_OUT: Final = msg("The row is not printed: who stands in it is missing from the guide.")
SHEET_OUT: Final = msg("The sheet is not read: nobody on it is in the guide.")
FILE_OUT: Final = msg(
    "The file is not read: none of its organisations and experts are in the guide, and the edition may not go to press.",
)
VALUE_OUT: Final = msg("The value is left out; the rest of the entry is printed.")
NUMBER_OUT: Final = msg("The number is left out: readers cannot call it.")
AS_SENT: Final = msg("It is printed as it was sent, mistake included.")
REPAIRED: Final = msg("Nothing is lost: the guide prints the repaired value. The workbook itself still has the old one.")
MOVED: Final = msg("Nothing is lost: it is printed in the place where it belongs.")
NO_LISTING: Final = msg("Nothing: such a row is no listing, and what stands in it is not printed.")
TWICE: Final = msg("Both are printed: readers see one listing twice, or take two for one.")
FIRST_ONLY: Final = msg("Only the first one is printed.")
UNDERSTOOD: Final = msg("The guide prints what was understood. If that is wrong, readers are misled.")
COLUMN_OUT: Final = msg("Everything in such a column is missing from the guide.")
HIDDEN_OUT: Final = msg("What is hidden is not printed.")
CELL_EMPTY: Final = msg("The cell counts as empty: what Excel shows in it is missing from the guide.")
NONE: Final = msg("Nothing is lost.")
LOOK: Final = msg("Nothing needs to be done; look over the places once.")
AT_HOME: Final = msg("Correct it in the workbook too, so that it comes right next year.")
ASK_ORG: Final = msg("Call or write to the organisation and put the right value into the cell.")
SEND_TABLE: Final = msg(
    "Ask for a table: one header row, then one row for each organisation or expert. The blank workbook of guide new is one.",
)
SAVE_AGAIN: Final = msg("Open the workbook in Excel, save it under a new name as .xlsx, and send it again.")
NAME_COLUMNS: Final = msg("Name the columns as in the blank workbook, or decide them once in mapping.toml.")
UNHIDE: Final = msg("If it belongs to the list, unhide it (switch off the filter) and save the workbook.")
LEAVE_ONE: Final = msg("Leave one of them in the cell.")
FROM_LIST: Final = msg("Choose from the list of the blank workbook.")
YES_OR_NO: Final = msg("Write yes or no (да/нет, иә/жоқ).")
NOT_TABLE: Final = msg("The list was typed as cards, a form or a text, or a summary was sent in place of the list.")
BETWEEN: Final = msg("Totals, headings, numbers and examples stand between the listings for people, not for a program.")
PHONE_TYPED: Final = msg("A digit was left out or typed twice, a letter stands for a digit, or several numbers run together.")
LOCAL: Final = msg("Numbers are written as one dials them within the town, or from an old list.")
WRONG_CELL: Final = msg("Everything was typed or pasted into one cell.")
RENAMED: Final = msg(
    "The list keeps names and borders from before a reform: towns, districts and regions were renamed or passed to another "
    "region."
)
KEYBOARD: Final = msg("Typed with the wrong keyboard layout, or copied from a scan or a web page.")
OFFICE: Final = msg("Excel and Word do this by themselves, or somebody typed it without seeing it.")
ADDRESS_TYPED: Final = msg("A letter was mistyped, or a Cyrillic letter stands among Latin ones.")
FILTER: Final = msg("A filter was left switched on, or old lists and drafts were hidden instead of deleted.")
OTHER_HEADER: Final = msg("The province changed the blank workbook's header, or uses a table of its own.")
TWO_OFFICES: Final = msg("Two provinces, or two departments, keep the same organisation in their lists.")
FORM_WORDS: Final = msg("Forms are abbreviated differently everywhere, or the name says another form than the column.")
OWN_WORDS: Final = msg("It was written in words of one's own instead of chosen from the list.")
