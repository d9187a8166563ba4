"""Rules of the hand-off: what the papers of a job say must be one and the same, and a bag must be as it was packed."""

from __future__ import annotations

from typing import Final

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["ARCHIVE", "CONTENTS", "NUMBERS", "PAPERS"]

NUMBERS: Final = rule(
    "JOB-201",
    title=msg("Numbers of the job disagree"),
    rationale=msg(
        "The printer cuts paper and makes the cover by what the papers say. Where the pages in the PDF, the specification, the job ticket, "
        "the imprint and the spine of the cover are not one, the job stops on the press or is printed wrong."
    ),
    codes={"pages": Severity.ERROR, "trim": Severity.ERROR, "spine": Severity.ERROR, "imprint": Severity.ERROR, "no-run": Severity.ERROR},
    source="prepress checklist, points 41 and 43",
)
ARCHIVE: Final = rule(
    "JOB-211",
    title=msg("The bag is not safe to unpack"),
    rationale=msg(
        "An archive from the mail may write outside its folder, lead elsewhere by a link, or grow until the disk is full. A bag of ours "
        "never does; one that does comes from somebody else."
    ),
    codes={
        "outside": Severity.ERROR, "twice": Severity.ERROR, "link": Severity.ERROR, "locked": Severity.ERROR, "swells": Severity.ERROR,
        "many": Severity.ERROR, "method": Severity.ERROR, "overlap": Severity.ERROR,
    },
    source="APPNOTE.TXT 6.3.10 (PKWARE), 4.4.17",
)
CONTENTS: Final = rule(
    "JOB-212",
    title=msg("The bag is not as it was packed"),
    rationale=msg("Whatever changed after the hand-off was checked by nobody. A file cut off in sending makes a plate with half a page."),
    codes={
        "missing": Severity.ERROR, "extra": Severity.ERROR, "changed": Severity.ERROR, "no-sums": Severity.ERROR, "damaged": Severity.ERROR,
    },
    source="prepress checklist, point 46",
)
PAPERS: Final = rule(
    "JOB-213",
    title=msg("Files and papers of the bag disagree"),
    rationale=msg(
        "Each file may be whole and yet belong to another job. Pages, sizes and digests are read from the PDFs themselves and "
        "compared with job.json, the job ticket and the specification."
    ),
    codes={
        "no-job": Severity.ERROR, "unreadable": Severity.ERROR, "pages": Severity.ERROR, "boxes": Severity.ERROR, "digest": Severity.ERROR,
        "ticket": Severity.ERROR, "sheet": Severity.ERROR, "spine": Severity.ERROR,
    },
    source="prepress checklist, point 43",
)
