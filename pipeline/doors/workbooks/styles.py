"""Number formats of a workbook's cell styles: which are dates, which show leading zeros or percent.

openpyxl's own reading of styles.xml binds every named style to every other part of the look; workbooks that were
copied for years hold tens of thousands of them (40,208 in 3w-southsudan-2022.xlsx: 10 s). Only numbers matter here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.xml.constants import SHEET_MAIN_NS

from pipeline.doors.workbooks.streaming import walk
from pipeline.doors.workbooks.values import shown_digits

__all__ = ["NumberStyles", "read_styles"]

_NS: Final = f"{{{SHEET_MAIN_NS}}}"
_NUMBER_FORMAT: Final = _NS + "numFmt"
_LOOKED_AT: Final = frozenset({_NUMBER_FORMAT, _NS + "xf"})
_LONGEST: Final = 255
"""Letters that a format code may have in Excel."""
_MOST_FORMATS: Final = 4096
"""Different formats that cells use; Excel itself stops at some 250."""


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """Style ids (positions in cellXfs) of dates and durations; ``digits``: style id -> how it shows a number, as ``shown_digits``."""

    dates: frozenset[int] = frozenset()
    durations: frozenset[int] = frozenset()
    digits: tuple[tuple[int, int], ...] = ()


def read_styles(stream: IO[bytes]) -> NumberStyles:
    """Read styles.xml. Raises ParseError or ValueError where it is broken."""
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    used: list[int] = []
    for event, element, above in walk(stream, _LOOKED_AT):
        if event != "end":
            continue
        if element.tag == _NUMBER_FORMAT and above == _NS + "numFmts":
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")[:_LONGEST]
        elif above == _NS + "cellXfs":
            used.append(int(element.get("numFmtId", "0")))
    shown = {number: codes.get(number, "General") for number in set(used)}
    if len(set(shown.values())) > _MOST_FORMATS:
        raise ValueError("too many number formats")
    by_code = {code: _kind(code) for code in set(shown.values())}
    kinds = {number: by_code[code] for number, code in shown.items()}
    styles = [(position, *kinds[number]) for position, number in enumerate(used)]
    return NumberStyles(
        frozenset(position for position, date, _, _ in styles if date),
        frozenset(position for position, _, duration, _ in styles if duration),
        tuple((position, digits) for position, _, _, digits in styles if digits),
    )


def _kind(code: str) -> tuple[bool, bool, int]:
    """Whether a format shows dates, whether durations, and how it shows a number."""
    return is_date_format(code), is_timedelta_format(code), shown_digits(code)
