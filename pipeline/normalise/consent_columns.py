"""A column of consent whose header does not say to what: asked once a column, and until then read as carefully as either meaning wants.

A "no" may mean "not my mobile" or "print nothing of us"; a "yes" may mean the entry, and no mobile. So a row whose answer is no clear yes
waits, and no such column lets a mobile be printed. Which it is says whoever maps the column (``consent_mobile`` or ``consent_listing``),
or the answer to the question, found again by the header's words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.model.message import msg
from pipeline.model.source import CellKind, SourceRow, SourceValue
from pipeline.normalise import rules
from pipeline.normalise.folding import fold, word_set
from pipeline.normalise.trail import Spot, Trail

__all__ = ["ENTRY", "MOBILE", "UNCLEAR", "settled"]

UNCLEAR: Final = "consent"
"""The field of a column of which it is not known what it consents to."""
MOBILE: Final = "consent_mobile"
ENTRY: Final = "consent_listing"
_OF_MOBILE: Final = word_set(
    "consent mobile|mobile|мобильный|мобильного|мобильный телефон|о мобильном|телефон|ұялы|ұялы телефон|phone", "|"
)  # fmt: skip
_OF_ENTRY: Final = word_set(
    "consent listing|entry|the entry|whole entry|the whole entry|listing|запись|вся запись|о записи|о всей записи|организация"
    "|вся организация|жазба|бүкіл жазба|ұйым", "|",
)  # fmt: skip
"""Answers, folded."""


def settled(row: SourceRow, trail: Trail) -> SourceRow:
    """The row with each such answer in the field that a person named for its column; the same row where there is none, or nobody said."""
    values = row.values.get(UNCLEAR)
    if not values:
        return row
    known = [(value, _meaning(value, trail)) for value in values]
    if all(meant == UNCLEAR for _, meant in known):
        return row
    made = {name: found for name, found in row.values.items() if name != UNCLEAR}
    for value, meant in known:
        made[meant] = (*made.get(meant, ()), value)
    return replace(row, values=made)


def _meaning(value: SourceValue, trail: Trail) -> str:
    """The field of the column that a cell stands in: asked at the first cell of it that holds anything."""
    if value.kind in (CellKind.ERROR, CellKind.UNCALCULATED) or not value.text.strip():
        return UNCLEAR
    letters = "".join(filter(str.isalpha, value.ref.cell))
    header = value.header.strip() or letters
    column = value.ref.file, value.ref.sheet, header
    if column not in trail.columns:
        trail.columns[column] = _asked(header, letters, trail.spot(value.ref, UNCLEAR))
    return trail.columns[column]


def _asked(header: str, letters: str, spot: Spot) -> str:
    answer = spot.asked(
        rules.CONSENT_COLUMN, "consent-unclear",
        msg("The column “{header}” does not say what it consents to: a mobile in print, or the whole entry.", header=header),
        hint=msg(
            "Answer “mobile” or “entry”, or decide the column: guide map FILE --set {letters}=consent_mobile, or "
            "{letters}=consent_listing. Until then a row without a clear yes waits, and no person's mobile is printed for it.",
            letters=letters,
        ),
        before=header,
    )  # fmt: skip
    if answer is None:
        return UNCLEAR
    meant = _read(answer)
    if meant == UNCLEAR:
        spot.bad_answer(header, answer)
    return meant


def _read(answer: str) -> str:
    """The field that an answer names. "Leave it out" is the more careful one: who says no is not printed."""
    folded = fold(answer)
    if folded in _OF_MOBILE:
        return MOBILE
    return ENTRY if not folded or folded in _OF_ENTRY else UNCLEAR

