"""Rules of make-up and of the book's typography."""

from __future__ import annotations

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["LADDER", "LAST_LINE", "LEVEL", "OVERFULL", "PARTED", "REPEATED", "SPACING", "STRANDED", "TORN_WORD"]

OVERFULL = rule(
    "LAY-001",
    title=msg("A column cannot hold what stands in it"),
    rationale=msg(
        "A block that may not be parted and is higher than the column would run over the foot of the page, where the folio "
        "stands and the knife cuts."
    ),
    codes={"overfull-column": Severity.ERROR},
)
PARTED = rule(
    "LAY-004",
    title=msg("An entry is parted over two pages"),
    rationale=msg(
        "A reader who telephones from an entry wants all of it before him. Entries are parted so that columns can be filled; over a leaf "
        "the reader must turn the page."
    ),
    codes={"split-page": Severity.INFO, "split-leaf": Severity.INFO},
)
LEVEL = rule(
    "LAY-005",
    title=msg("The columns of a page do not end level"),
    rationale=msg(
        "Columns end at the foot of the type area, and on a section's last page side by side: what is left empty looks as if something "
        "were missing. Where no break can fill a column, a longer or shorter text of an entry on that page will."
    ),
    codes={"hole": Severity.WARNING, "uneven-columns": Severity.WARNING},
)
STRANDED = rule(
    "TXT-001",
    title=msg("A line of a paragraph stands alone"),
    rationale=msg("A paragraph's last line alone at a column's head, or its first alone at a foot, is read as something of its own."),
    codes={"widow": Severity.WARNING, "orphan": Severity.WARNING},
)
LADDER = rule(
    "TXT-002",
    title=msg("More than three lines in a row end with a hyphen"),
    rationale=msg("Hyphens one under another draw the eye down the edge of the column; compositors allow three."),
    codes={"hyphen-ladder": Severity.WARNING},
)
SPACING = rule(
    "TXT-003",
    title=msg("A line is badly filled"),
    rationale=msg(
        "In justified text a line with too few words has holes between them; in ragged text a line much shorter than its neighbours looks "
        "like the end of a paragraph."
    ),
    codes={"loose-line": Severity.WARNING, "short-line": Severity.INFO},
)
LAST_LINE = rule(
    "TXT-004",
    title=msg("A paragraph's last line is too short"),
    rationale=msg("Fewer than four letters under a full line look like a slip, and leave a hole almost a line high."),
    codes={"short-last-line": Severity.WARNING},
)
REPEATED = rule(
    "TXT-005",
    title=msg("Lines under one another begin with the same word"),
    rationale=msg("The eye that returns from a line's end takes the wrong one for the next."),
    codes={"repeated-start": Severity.INFO},
)
TORN_WORD = rule(
    "TXT-006",
    title=msg("A word of a title is torn in two"),
    rationale=msg("A word of a title that no line holds and no dictionary parts is broken where the line ends, without a hyphen."),
    codes={"torn-word": Severity.WARNING},
)
