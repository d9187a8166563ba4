"""Number formats of a workbook's cell styles: which are dates, which show leading zeros.

openpyxl's own reading of styles.xml binds every named style to every other part of the look; workbooks that were
copied for years hold tens of thousands of them (40,208 in 3w-southsudan-2022.xlsx: 10 s). Only numbers matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final
from xml.etree.ElementTree import Element, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.xml.constants import SHEET_MAIN_NS

__all__ = ["NumberStyles", "read_styles"]

_NS: Final = f"{{{SHEET_MAIN_NS}}}"
_ZEROS: Final = re.compile(r"0{2,}")


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """Style ids (positions in cellXfs) of dates and durations; ``digits``: style id -> width of a format such as "000"."""

    dates: frozenset[int] = frozenset()
    durations: frozenset[int] = frozenset()
    digits: tuple[tuple[int, int], ...] = ()


def read_styles(stream: IO[bytes]) -> NumberStyles:
    """Read styles.xml. Raises ParseError or ValueError where it is broken."""
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    used: list[int] = []
    for element in _sections(stream):
        if element.tag == _NS + "numFmts":
            for entry in element:
                codes[int(entry.get("numFmtId", "0"))] = entry.get("formatCode", "")
        else:
            used = [int(entry.get("numFmtId", "0")) for entry in element if entry.tag == _NS + "xf"]
    styles = [(position, codes.get(number, "General")) for position, number in enumerate(used)]
    return NumberStyles(
        frozenset(position for position, code in styles if is_date_format(code)),
        frozenset(position for position, code in styles if is_timedelta_format(code)),
        tuple((position, len(code)) for position, code in styles if _ZEROS.fullmatch(code)),
    )


def _sections(stream: IO[bytes]) -> Iterator[Element]:
    for _, element in iterparse(stream):  # noqa: S314  (archive.py refused entity definitions)
        if element.tag in (_NS + "numFmts", _NS + "cellXfs"):
            yield element
        if element.tag.rpartition("}")[2] in ("numFmts", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs", "fonts", "fills", "borders"):
            element.clear()
