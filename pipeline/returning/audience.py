"""Which findings a workbook's author is told, and in which words: what only the office can do stays in the report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import Message, msg
from pipeline.model.returned import Gravity

__all__ = ["gravity_of", "hint_for_author"]

_OFFICE: Final = frozenset({"SRC-101", "SRC-102", "SRC-371", "SRC-373"})
"""Readers that disagree, macros that were not run, ids of earlier editions, copies in the office's folder."""
_OFFICE_CODES: Final = frozenset({
    ("SRC-001", "nothing-readable"), ("SRC-360", "left-out-asked"), ("SRC-360", "left-out-person"), ("SRC-360", "left-out-named"),
    ("SRC-370", "ambiguous-decision"), ("SRC-370", "contradicting-decision"),
    ("SRC-290", "answers-read"), ("SRC-290", "answer-without-question"), ("SRC-290", "answer-unclear"), ("SRC-290", "answer-moved"),
    ("SRC-290", "other-words"), ("SRC-201", "skipped-by-mapping"), ("SRC-203", "column-guessed"), ("SRC-203", "kind-guessed"),
})
"""What somebody else wishes, and what the office wrote, is not the author's to read."""
_OTHER_FILE: Final = re.compile(r"([^\s“”«»][^“”«»\n]*?\.(?:xlsx|xlsm|xls|ods|csv|tsv)) ›", re.IGNORECASE)
_TOLD: Final[Mapping[tuple[str, str], Gravity]] = {("SRC-324", "mobile-withheld"): Gravity.CHECK}
"""Information that asks something of the author all the same: consent can still be had."""
_RENAME: Final = msg("Rename the header as in the blank workbook.")
_HINTS: Final[Mapping[tuple[str, str], Message]] = {
    ("SRC-203", "column-unmapped"): _RENAME,
    ("SRC-203", "column-without-header"): _RENAME,
    ("SRC-203", "column-twice"): _RENAME,
    ("SRC-201", "no-header"): msg("Put a row with the names of the columns above the table."),
    ("SRC-361", "consent-unclear"): msg("Answer “mobile” or “entry”, or write into the header which of them it is."),
    ("SRC-333", "no-contact"): msg("Write one contact at least: a telephone, an e-mail or a site."),
    ("SRC-290", "only-our-sheet"): msg("Send the whole workbook with the list in it, saved as .xlsx."),
    ("SRC-201", "no-name-column"): msg("Name the column of names Название, Атауы or Name."),
}
_OFFICE_WORDS: Final = (".toml", "guide ")


def gravity_of(finding: Finding) -> Gravity | None:
    """How much a finding asks of the author; None where it is not for him."""
    key, place = (finding.id, finding.code), finding.place
    if finding.id in _OFFICE or key in _OFFICE_CODES or not isinstance(place, CellRef) or _names_another(finding, place.file):
        return None
    if key in _TOLD:
        return _TOLD[key]
    if finding.severity is Severity.ERROR:
        return Gravity.MUST
    if finding.severity is Severity.WARNING:
        return Gravity.CHECK
    return Gravity.REPAIRED if finding.after is not None and place.cell and not place.cell.isdigit() else None


def _names_another(finding: Finding, file: str) -> bool:
    """What stands in another province's workbook only the office compares: an author does not see that workbook."""
    said = str(finding.message) + (f"\n{finding.hint}" if finding.hint is not None else "")
    return " ›" in said and any(not found.endswith(file) for found in _OTHER_FILE.findall(said))


def hint_for_author(finding: Finding) -> Message | None:
    """What to do, without the files of the edition that only the office has."""
    own = _HINTS.get((finding.id, finding.code.removeprefix("sheet-")))
    if own is not None:
        return own
    hint = finding.hint
    return None if hint is None or any(word in str(hint) for word in _OFFICE_WORDS) else hint
