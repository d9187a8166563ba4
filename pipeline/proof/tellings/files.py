"""What keeps a file or a sheet from being read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["FILES"]

FILES: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-001": {
        "unreadable": Telling(
            nmsg("{n} file could not be read", "{n} files could not be read", 1),
            cause=msg(
                "The file was damaged on its way, is locked with a password, or is something else than its name says.",
            ),
            stays=words.FILE_OUT,
            action=words.SAVE_AGAIN,
        ),
        "not-a-workbook": Telling(
            nmsg("{n} file is of a kind that is not read", "{n} files are of kinds that are not read", 1),
            cause=msg("A list came as a document, a picture or an archive, or something else was put beside the workbooks."),
            stays=msg("Whoever is listed in it is missing from the guide."),
            action=msg("Ask for the list as an Excel workbook (.xlsx); take the file out of the folder if it holds none."),
        ),
        "nothing-readable": Telling(
            msg("There is no workbook in the edition's folder"),
            cause=msg("The provinces' workbooks lie in another folder, or another folder was named."),
            stays=msg("Nothing is printed."),
            action=msg("Put the provinces' workbooks (.xlsx, .ods, .xls or .csv) into that folder."),
        ),
    },
    "SRC-002": {
        "rows-lost": Telling(
            nmsg("{n} row went missing inside the program", "{n} rows went missing inside the program", 1),
            cause=msg("This is a fault of the program."),
            stays=words.ROW_OUT,
            action=msg("This is a fault of the program; please report it."),
            sums=True,
        ),
    },
    "SRC-101": {
        "cells-missing": Telling(
            nmsg(
                "In {n} place the second reader saw cells that the first did not",
                "In {n} places the second reader saw cells that the first did not",
                1,
            ),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=msg("Cells may be missing from the guide."),
            action=words.SAVE_AGAIN,
        ),
        "cells-differ": Telling(
            nmsg("In {n} cell the two readers saw different values", "In {n} cells the two readers saw different values", 1),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=msg("What the first reader saw is printed."),
            action=words.SAVE_AGAIN,
            sums=True,
        ),
        "sheet-missing": Telling(
            nmsg("{n} sheet was seen by the second reader only", "{n} sheets were seen by the second reader only", 1),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=words.SHEET_OUT,
            action=words.SAVE_AGAIN,
        ),
        "sheet-extra": Telling(
            nmsg("{n} sheet was seen by the first reader only", "{n} sheets were seen by the first reader only", 1),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=msg("What the first reader saw is printed."),
            action=words.SAVE_AGAIN,
        ),
        "cells-extra": Telling(
            nmsg("In {n} place only the first reader saw cells", "In {n} places only the first reader saw cells", 1),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=msg("What the first reader saw is printed."),
            action=words.SAVE_AGAIN,
        ),
        "first-reader-failed": Telling(
            nmsg("{n} file could be read with the second reader only", "{n} files could be read with the second reader only", 1),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=msg("It is printed, but hidden rows, merged cells and comments could not be seen."),
            action=words.SAVE_AGAIN,
        ),
        "second-reader-failed": Telling(
            nmsg("{n} file could be read with one reader only", "{n} files could be read with one reader only", 1),
            cause=msg("The workbook was written or repaired by another program than Excel."),
            stays=msg("It is printed, but nothing confirms that no cell is missing."),
            action=words.SAVE_AGAIN,
        ),
        "second-reader-skipped": Telling(
            nmsg("{n} file was read once", "{n} files were read once", 1),
            cause=msg("The file is too large, or of a kind that only one library reads."),
            stays=words.NONE,
            action=words.LOOK,
        ),
    },
    "SRC-102": {
        "macros": Telling(
            nmsg("{n} workbook contains macros", "{n} workbooks contain macros", 1),
            cause=msg("The province's form fills cells by a program."),
            stays=msg("Macros are not run; what they had already written into cells is printed."),
            action=msg("Ask for a copy without macros (.xlsx)."),
        ),
    },
    "SRC-103": {
        "windows-1251": Telling(
            nmsg("{n} text file was read as Windows-1251", "{n} text files were read as Windows-1251", 1),
            cause=msg("The table was saved as .csv by an older program."),
            stays=msg("It is printed. Kazakh letters may have been lost already when the file was saved."),
            action=msg("Ask for .xlsx, or for .csv in UTF-8."),
        ),
        "damaged-bytes": Telling(
            nmsg("In {n} place bytes of a text file are damaged", "In {n} places bytes of a text file are damaged", 1),
            cause=msg("The file was cut, joined from two encodings, or damaged on its way."),
            stays=msg("Letters in these places are wrong in print."),
            action=msg("Ask for .xlsx, or for .csv in UTF-8."),
        ),
    },
    "SRC-104": {
        "unbalanced-quotes": Telling(
            nmsg("{n} text file has quotation marks that do not close", "{n} text files have quotation marks that do not close", 1),
            cause=msg("A name with quotation marks was written to .csv by hand or by a simple program."),
            stays=msg("Rows may have run together into one cell."),
            action=msg("Ask for .xlsx, or for .csv in UTF-8."),
        ),
    },
    "SRC-201": {
        "no-header": Telling(
            nmsg("{n} file has a table without a header", "{n} files have a table without a header", 1),
            cause=words.OTHER_HEADER,
            stays=words.FILE_OUT,
            action=words.NAME_COLUMNS,
        ),
        "no-name-column": Telling(
            nmsg("{n} file has no column with names", "{n} files have no column with names", 1),
            cause=words.OTHER_HEADER,
            stays=words.FILE_OUT,
            action=words.NAME_COLUMNS,
        ),
        "card": Telling(
            nmsg("{n} file holds cards instead of a table", "{n} files hold cards instead of a table", 1),
            cause=words.NOT_TABLE,
            stays=words.FILE_OUT,
            action=words.SEND_TABLE,
        ),
        "form": Telling(
            nmsg("{n} file holds an empty form instead of a table", "{n} files hold an empty form instead of a table", 1),
            cause=words.NOT_TABLE,
            stays=words.FILE_OUT,
            action=words.SEND_TABLE,
        ),
        "pivot": Telling(
            nmsg("{n} file holds a summary instead of the list", "{n} files hold a summary instead of the list", 1),
            cause=words.NOT_TABLE,
            stays=words.FILE_OUT,
            action=words.SEND_TABLE,
        ),
        "prose": Telling(
            nmsg("{n} file holds running text instead of a table", "{n} files hold running text instead of a table", 1),
            cause=words.NOT_TABLE,
            stays=words.FILE_OUT,
            action=words.SEND_TABLE,
        ),
        "lists": Telling(
            nmsg("{n} file holds lists side by side instead of a table", "{n} files hold lists side by side instead of a table", 1),
            cause=words.NOT_TABLE,
            stays=words.FILE_OUT,
            action=words.SEND_TABLE,
        ),
        "empty-workbook": Telling(
            nmsg("{n} file is empty", "{n} files are empty", 1),
            cause=msg("The wrong file was attached, or the table's sheet is hidden."),
            stays=words.FILE_OUT,
            action=msg("Check that the right file was sent, and that the table's sheet is not hidden."),
        ),
        "sheet-no-header": Telling(
            nmsg("{n} sheet holds a table without a header", "{n} sheets hold a table without a header", 1),
            cause=words.OTHER_HEADER,
            stays=words.SHEET_OUT,
            action=words.NAME_COLUMNS,
        ),
        "sheet-no-name-column": Telling(
            nmsg("{n} sheet has no column with names", "{n} sheets have no column with names", 1),
            cause=words.OTHER_HEADER,
            stays=words.SHEET_OUT,
            action=words.NAME_COLUMNS,
        ),
        "sheet-card": Telling(
            nmsg("{n} sheet holds cards instead of a table", "{n} sheets hold cards instead of a table", 1),
            cause=words.NOT_TABLE,
            stays=words.SHEET_OUT,
            action=words.SEND_TABLE,
        ),
        "sheet-form": Telling(
            nmsg("{n} sheet holds an empty form instead of a table", "{n} sheets hold an empty form instead of a table", 1),
            cause=words.NOT_TABLE,
            stays=words.SHEET_OUT,
            action=words.SEND_TABLE,
        ),
        "sheet-pivot": Telling(
            nmsg("{n} sheet holds a summary of other rows", "{n} sheets hold a summary of other rows", 1),
            cause=words.NOT_TABLE,
            stays=words.SHEET_OUT,
            action=words.LOOK,
        ),
        "sheet-prose": Telling(
            nmsg("{n} sheet holds running text", "{n} sheets hold running text", 1),
            cause=words.NOT_TABLE,
            stays=words.SHEET_OUT,
            action=words.LOOK,
        ),
        "sheet-lists": Telling(
            nmsg("{n} sheet holds lists side by side", "{n} sheets hold lists side by side", 1),
            cause=words.NOT_TABLE,
            stays=words.SHEET_OUT,
            action=words.SEND_TABLE,
        ),
        "sheet-empty": Telling(
            nmsg("{n} sheet is empty", "{n} sheets are empty", 1),
            cause=msg("Excel adds empty sheets to a new workbook."),
            stays=words.NONE,
            action=words.LOOK,
        ),
        "no-rows": Telling(
            nmsg("{n} table has a header but no listings", "{n} tables have a header but no listings", 1),
            cause=msg("The blank workbook came back unfilled, or its rows are hidden."),
            stays=msg("Nobody of this table is in the guide."),
            action=msg("Check that the right file was sent."),
        ),
        "skipped-by-mapping": Telling(
            nmsg("{n} sheet was left out because mapping.toml says so", "{n} sheets were left out because mapping.toml says so", 1),
            cause=msg("Somebody decided so."),
            stays=words.SHEET_OUT,
            action=words.LOOK,
        ),
    },
}
