"""Rules of the translators' round trip: what a file that comes back may have lost or changed on its way."""

from __future__ import annotations

from typing import Final

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["COLUMNS", "CONFLICT", "FOREIGN_MEMORY", "HALF", "KEYS", "NOT_TEXT", "SOURCES", "TIDIED", "TWICE", "UNREAD"]

KEYS: Final = rule(
    "STR-001",
    title=msg("A translation belongs to no text"),
    rationale=msg(
        "A translation is taken by the key of its text, never by its place in the file, so that rows may be sorted, parted and left out. A "
        "row whose key is unknown, missing or there twice with different translations cannot be taken without giving some text the "
        "translation of another."
    ),
    codes={
        "unknown-key": Severity.WARNING, "gone": Severity.INFO, "no-key": Severity.WARNING, "twice": Severity.ERROR,
        "twice-the-same": Severity.INFO, "by-likeness": Severity.WARNING,
    },
)  # fmt: skip
NOT_TEXT: Final = rule(
    "STR-002",
    title=msg("A cell for a translation holds something else"),
    rationale=msg(
        "Spreadsheet programs turn what is typed into numbers, dates and formulas, and show them in another shape than they keep. What was "
        "meant cannot be known, so the translation that there was is kept."
    ),
    codes={
        "number": Severity.ERROR, "date": Severity.ERROR, "formula": Severity.ERROR, "error": Severity.ERROR, "merged": Severity.ERROR,
        "forms-missing": Severity.ERROR, "filler": Severity.WARNING,
        "copied": Severity.WARNING, "elsewhere": Severity.WARNING,
    },
)  # fmt: skip
SOURCES: Final = rule(
    "STR-003",
    title=msg("The text is not the one that was translated"),
    rationale=msg(
        "Between sending a file out and taking it back a province may correct its workbook. The translation then says what is no longer "
        "true, so it is kept for a person to look at and not printed. A source that was changed in the translator's file changes nothing."
    ),
    codes={
        "changed-meanwhile": Severity.WARNING, "edited": Severity.WARNING, "unknown-source": Severity.WARNING,
        "all-approved": Severity.WARNING,
    },
)  # fmt: skip
CONFLICT: Final = rule(
    "STR-004",
    title=msg("Two people translated the same text"),
    rationale=msg(
        "An approved translation is somebody's work. It is replaced without asking only by whoever had it before him and changed it; "
        "otherwise a person says which of the two holds."
    ),
    codes={"other-translation": Severity.ERROR, "kept": Severity.INFO, "replaced": Severity.INFO},
)
TIDIED: Final = rule(
    "STR-005",
    title=msg("White space and control characters of a translation"),
    rationale=msg(
        "Spaces at the ends, no-break spaces and control characters come with copying and with programs' own typography. Catalogues hold "
        "none of them: the typography of each language sets its spaces when the book is made."
    ),
    codes={"tidied": Severity.INFO},
)
COLUMNS: Final = rule(
    "STR-006",
    title=msg("Columns of the workbook were renamed or deleted"),
    rationale=msg(
        "Columns are known by their headers. Where one has another name or is gone, what it held is found by its values as far as that is "
        "certain; what cannot be known is told, never guessed."
    ),
    codes={"renamed": Severity.INFO, "deleted": Severity.WARNING},
)
UNREAD: Final = rule(
    "STR-007",
    title=msg("Words in the workbook that nobody reads"),
    rationale=msg(
        "Translators write second versions beside the first, and questions on sheets of their own. A program that passes over them leaves "
        "them without an answer, and nobody knows."
    ),
    codes={"column": Severity.WARNING, "sheet": Severity.WARNING},
)
HALF: Final = rule(
    "STR-010",
    title=msg("A translation in part comes in place of a whole one"),
    rationale=msg(
        "Programs that cut texts into sentences write the text itself where a sentence has no translation yet. Such a file says of the "
        "whole that it is translated. No approved translation is given up for it."
    ),
    codes={"half": Severity.WARNING},
)
TWICE: Final = rule(
    "STR-020",
    title=msg("A text is in the catalogue more than once"),
    rationale=msg(
        "Catalogues that people joined by hand, or that a program merged by likeness, may hold two translations of one text. Which of them "
        "a book prints would depend on their order in the file, so one holds and the other is kept where a translator sees it."
    ),
    codes={"twice": Severity.WARNING},
)
FOREIGN_MEMORY: Final = rule(
    "STR-021",
    title=msg("A translation memory holds what the guide cannot use"),
    rationale=msg(
        "Memories of translation agencies hold other languages, empty segments and marks of other programs. What is not a text in one of "
        "the guide's languages with its translation into another is left out, and counted, so that nobody takes it for read."
    ),
    codes={"other-languages": Severity.INFO, "no-text": Severity.INFO, "too-long": Severity.WARNING},
)
