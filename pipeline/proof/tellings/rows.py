"""What keeps columns, rows and cells from being read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["ROWS"]

ROWS: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-202": {
        "hidden-sheet": Telling(
            nmsg("{n} hidden sheet was not read", "{n} hidden sheets were not read", 1),
            cause=words.FILTER,
            stays=words.HIDDEN_OUT,
            action=words.LOOK,
        ),
        "hidden-listings": Telling(
            nmsg(
                "{n} hidden sheet looks like a list of organisations or experts",
                "{n} hidden sheets look like a list of organisations or experts",
                1,
            ),
            cause=words.FILTER,
            stays=words.HIDDEN_OUT,
            action=words.UNHIDE,
        ),
        "hidden-rows": Telling(
            nmsg("{n} hidden row with contents was not read", "{n} hidden rows with contents were not read", 1),
            cause=words.FILTER,
            stays=words.HIDDEN_OUT,
            action=words.UNHIDE,
            sums=True,
        ),
        "hidden-columns": Telling(
            nmsg("{n} hidden column with contents was not read", "{n} hidden columns with contents were not read", 1),
            cause=words.FILTER,
            stays=words.HIDDEN_OUT,
            action=words.UNHIDE,
            sums=True,
        ),
    },
    "SRC-203": {
        "column-unmapped": Telling(
            nmsg("{n} column was not understood", "{n} columns were not understood", 1),
            cause=words.OTHER_HEADER,
            stays=words.COLUMN_OUT,
            action=words.NAME_COLUMNS,
        ),
        "column-without-header": Telling(
            nmsg("{n} column has contents but no header", "{n} columns have contents but no header", 1),
            cause=msg("Remarks were written beside the table."),
            stays=words.COLUMN_OUT,
            action=words.NAME_COLUMNS,
        ),
        "column-guessed": Telling(
            nmsg("{n} column was understood by a guess", "{n} columns were understood by a guess", 1),
            cause=words.OTHER_HEADER,
            stays=words.UNDERSTOOD,
            action=msg("Look at a few records. If it is wrong, decide the column in sources/mapping.toml."),
        ),
        "column-twice": Telling(
            nmsg("{n} time several columns mean the same field", "{n} times several columns mean the same field", 1),
            cause=words.OTHER_HEADER,
            stays=msg("Of these columns the first filled one is printed."),
            action=words.NAME_COLUMNS,
        ),
        "kind-guessed": Telling(
            nmsg("{n} sheet may list organisations as well as experts", "{n} sheets may list organisations as well as experts", 1),
            cause=words.OTHER_HEADER,
            stays=words.UNDERSTOOD,
            action=msg("Name the sheet НПО or Эксперты, or decide the kind in sources/mapping.toml."),
        ),
    },
    "SRC-204": {
        "total-row": Telling(
            nmsg("{n} row with totals was left aside", "{n} rows with totals were left aside", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
        ),
        "repeated-header": Telling(
            nmsg("{n} repeated header was left aside", "{n} repeated headers were left aside", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
        ),
        "number-row": Telling(
            nmsg("{n} row that numbers the columns was left aside", "{n} rows that number the columns were left aside", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
        ),
        "example-row": Telling(
            nmsg("{n} example row was left aside", "{n} example rows were left aside", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
        ),
        "heading-row": Telling(
            nmsg("{n} row was taken for a heading", "{n} rows were taken for headings", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
        ),
        "blank-row": Telling(
            nmsg("{n} row with a number or a dash alone was left aside", "{n} rows with a number or a dash alone were left aside", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
            sums=True,
        ),
        "formula-row": Telling(
            nmsg("{n} row with formulas alone was left aside", "{n} rows with formulas alone were left aside", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=words.LOOK,
            sums=True,
        ),
        "note-row": Telling(
            nmsg("{n} row was taken for a note", "{n} rows were taken for notes", 1),
            cause=words.BETWEEN,
            stays=words.NO_LISTING,
            action=msg("If it is a listing after all, give it a name and at least one more cell."),
        ),
        "comment": Telling(
            nmsg("{n} cell has a comment", "{n} cells have a comment", 1),
            cause=msg("Somebody left a remark for a colleague."),
            stays=msg("Comments are never printed."),
            action=msg("Read them: a comment may say that the cell is out of date."),
        ),
    },
    "SRC-205": {
        "no-name": Telling(
            nmsg("{n} row has contents but no name", "{n} rows have contents but no name", 1),
            cause=msg(
                "The name stands in the row above (several contacts of one organisation), in a hidden column, or was forgotten.",
            ),
            stays=words.ROW_OUT,
            action=msg(
                "Write the name in this cell. If the row belongs to the listing above, merge the name cells or move the contents "
                "up."
            ),
        ),
    },
    "SRC-206": {
        "error-cell": Telling(
            nmsg("{n} cell shows an error such as #N/A", "{n} cells show an error such as #N/A", 1),
            cause=msg("The formula looks something up in a file or a list that is not there."),
            stays=words.CELL_EMPTY,
            action=msg("Correct the formula, or write the value itself."),
        ),
        "uncalculated": Telling(
            nmsg("{n} formula was never calculated", "{n} formulas were never calculated", 1),
            cause=msg("A program wrote the file, and Excel has not saved it since."),
            stays=words.CELL_EMPTY,
            action=msg("Open the workbook in Excel and save it: Excel calculates the formulas and stores their values."),
            sums=True,
        ),
    },
    "SRC-290": {
        "answers-read": Telling(
            nmsg("{n} workbook came back with answers", "{n} workbooks came back with answers", 1),
            cause=msg("Its author answered on the first sheet."),
            stays=msg("The answers hold for this workbook."),
            action=words.LOOK,
        ),
        "answer-without-question": Telling(
            nmsg("{n} answer that came back fits no question", "{n} answers that came back fit no question", 1),
            cause=msg("The cell was mended as well, or the row was moved."),
            stays=msg("The answer is not used."),
            action=msg("Look at the cell: if it is right now, nothing needs to be done."),
        ),
        "answer-unclear": Telling(
            nmsg("{n} answer that came back is not understood", "{n} answers that came back are not understood", 1),
            cause=words.OWN_WORDS,
            stays=msg("The answer is not used."),
            action=words.YES_OR_NO,
        ),
        "answer-moved": Telling(
            nmsg("{n} answer that came back stands beside another question", "{n} answers that came back stand beside other questions", 1),
            cause=msg("Rows of our sheet were sorted or moved in part."),
            stays=msg("The answer is not used."),
            action=msg("Return a new copy and ask for the answer again, or decide it in decisions.toml."),
        ),
        "other-words": Telling(
            nmsg("Words of its author stand on our sheet in {n} workbook that came back",
                 "Words of their authors stand on our sheet in {n} workbooks that came back", 1),
            cause=msg("The author wrote a remark or a correction beside the column of answers."),
            stays=msg("These words are not used."),
            action=msg("Read them, and write corrections into the cells that they are about."),
        ),
        "only-our-sheet": Telling(
            nmsg("{n} workbook that came back holds our sheet and no list", "{n} workbooks that came back hold our sheet and no list", 1),
            cause=msg("Only the first sheet was saved, as when a workbook is saved as .csv, or the list was taken out."),
            stays=words.FILE_OUT,
            action=msg("Ask its author for the whole workbook, saved as .xlsx."),
        ),
    },
}
