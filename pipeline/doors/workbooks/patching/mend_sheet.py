"""The first sheet of a copy: what to mend, with links to the cells and room for answers, as a worksheet part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter

from pipeline.doors.workbooks.patching.package import MAIN
from pipeline.doors.workbooks.patching.spots import escaped
from pipeline.doors.workbooks.patching.styles import Styles
from pipeline.model.returned import FILLS, MARKER, SHOWN, Gravity, MendLine, MendSheet, print_of

__all__ = ["MadeSheet", "Replaced", "make_sheet"]

Replaced = Mapping[tuple[tuple[str, str], ...], Mapping[str, list[str]]]
"""Colours that marked cells had of their own: attributes of the colour -> sheet -> addresses."""
_WIDTHS: Final = (5.0, 15.0, 26.0, 13.0, 40.0, 40.0, 26.0, 26.0, 24.0)
_LINE_POINTS: Final = 13.5
_TALLEST: Final = 400.0
_SMALL: Final = 1.0
"""Letters of 10 points to a unit of a column's width, about."""
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST: Final = 32_000
"""A cell holds 32,767 characters (Excel specifications and limits)."""
_PRINTS: Final = 2_000
"""Prints in one hidden cell, nine letters each."""
_GRID: Final = "C9D3DC"


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A worksheet part, and the rows that are printed on every page."""

    content: bytes
    title_rows: str


class _Looks:
    """Formats of the sheet's cells, added to the workbook's styles."""

    def __init__(self, styles: Styles) -> None:
        side = f'style="thin"><{{p}}color rgb="FF{_GRID}"/>'
        sides = "".join(f"<{{p}}{edge} {side}</{{p}}{edge}>" for edge in ("left", "right", "top", "bottom"))
        border = styles.add("borders", f"<{{p}}border>{sides}<{{p}}diagonal/></{{p}}border>")
        usual, bold = styles.font(sz="10"), styles.font(b="1", sz="10", rgb="FFFFFF")
        self._styles, self._border = styles, border
        dark = self._fill("34556F")
        self.title = self._format(styles.font(b="1", sz="16"), 0, 0)
        self.about = self._format(styles.font(sz="11"), 0, 0)
        self.header = self._format(bold, dark, border, middle=True)
        self.text = self._format(usual, 0, border)
        self.quoted = self._format(usual, 0, border, quoted=True)
        self.number = self._format(usual, 0, border, centred=True, text=False)
        self.link = self._format(styles.font(u="1", sz="10", rgb="0563C1"), 0, border)
        self.answer = self._format(styles.font(b="1", sz="10"), self._fill("F3FAEC"), border)
        self.closed = self._format(usual, self._fill("F2F2F2"), border)
        self.gravities = {one: self._format(styles.font(b="1", sz="10"), self._fill(colour), border, centred=True)
                          for one, colour in SHEET_COLOURS.items()}

    def _fill(self, colour: str) -> int:
        return self._styles.add("fills", f'<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="FF{colour}"/>'
                                '<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>')

    def _format(self, font: int, fill: int, border: int, *, quoted: bool = False, centred: bool = False, middle: bool = False,
                text: bool = True) -> int:
        across = ' horizontal="center"' if centred else ""
        quote = ' quotePrefix="1"' if quoted else ""
        filled = ' applyFill="1"' if fill else ""
        lined = ' applyBorder="1"' if border else ""
        number = '49" applyNumberFormat="1' if text else "0"
        upright = "center" if middle else "top"
        return self._styles.add(
            "cellXfs",
            f'<{{p}}xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{quote} applyFont="1"'
            f'{filled}{lined} applyAlignment="1"><{{p}}alignment{across} vertical="{upright}" wrapText="1"/></{{p}}xf>',
        )


SHEET_COLOURS: Final[Mapping[Gravity, str]] = {Gravity.MUST: "FFB3A8", Gravity.CHECK: "FFE08B", Gravity.REPAIRED: "C6E2F6"}
"""As those of marked cells to the eye, and never the same: a cell of this sheet is no marked cell."""


def make_sheet(sheet: MendSheet, styles: Styles, replaced: Replaced) -> MadeSheet:
    """The worksheet part. Every text is written as text: nothing in it is ever a formula."""
    looks = _Looks(styles)
    rows = list(_head(sheet, looks))
    header = len(rows) + 1
    key = len(_WIDTHS) + 1
    if sheet.lines:
        rows.append(_row(header, [(text, looks.header) for text in sheet.headers] + [(MARKER, looks.closed)], 32))
        rows += [_row(header + place, _line(sheet, line, place, looks), _height(line)) for place, line in enumerate(sheet.lines, start=1)]
    else:
        rows.append(_marker_row(header, key, looks))
    rows += _hidden_rows(header + len(sheet.lines) + 1, key, (*_shown(sheet), *_fills(replaced)), looks)
    return MadeSheet(_worksheet(sheet, rows, header, key).encode(), f"${header}:${header}")


def _head(sheet: MendSheet, looks: _Looks) -> Iterator[str]:
    yield _row(1, [(sheet.title, looks.title)], 26)
    number = 2
    for text in sheet.about:
        width = sum(_WIDTHS)
        yield _row(number, [(text, looks.about)], 15.5 * max(1, _lines(text, width * 0.95)))
        number += 1
    for gravity, text in sheet.counts:
        yield _row(number, [("", looks.gravities[gravity]), (text, looks.about)], 16)
        number += 1
    yield _row(number, [], 8)


def _row(number: int, cells: Sequence[tuple[str | int, int]], height: float) -> str:
    inside = "".join(_cell(f"{get_column_letter(column)}{number}", value, style) for column, (value, style) in enumerate(cells, start=1))
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{inside}</row>'


def _marker_row(number: int, key: int, looks: _Looks) -> str:
    return f'<row r="{number}">{_cell(f"{get_column_letter(key)}{number}", MARKER, looks.closed)}</row>'


def _cell(ref: str, value: str | int, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'
    if not value:
        return f'<c r="{ref}" s="{style}"/>'
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(value[:_LONGEST])}</t></is></c>'


def _line(sheet: MendSheet, line: MendLine, number: int, looks: _Looks) -> list[tuple[str | int, int]]:
    texts = [line.wrong, line.write, line.stands, line.proposed]
    return [
        (number, looks.number),
        (line.place, looks.link if line.cell else looks.text),
        (line.who, looks.quoted if line.who.startswith(_FORMULA_SIGNS) else looks.text),
        (line.state or sheet.words[line.gravity], looks.gravities[line.gravity]),
        *((text, looks.quoted if text.startswith(_FORMULA_SIGNS) else looks.text) for text in texts),
        (line.answer, looks.answer if line.key else looks.closed),
        (line.key, looks.closed),
    ]


def _lines(text: str, width: float) -> int:
    """Lines of a text wrapped to a column's width, in Excel's units."""
    found = 0
    for part in text.split("\n"):
        used, found = 0.0, found + 1
        for word in part.split(" "):
            length = len(word) * _SMALL
            if used and used + 1 + length > width:
                found, used = found + 1, 0.0
            while length > width:
                found, length = found + 1, length - width
            used += length + (1 if used else 0)
    return found


def _height(line: MendLine) -> float:
    texts = (line.place, line.who, "", line.wrong, line.write, line.stands, line.proposed, line.answer)
    return min(_TALLEST, _LINE_POINTS * max(_lines(text, width - 1.5) for text, width in zip(texts, _WIDTHS[1:], strict=True)) + 4)


def _hidden_rows(first: int, key: int, texts: Iterable[str], looks: _Looks) -> Iterator[str]:
    """What the workbook keeps for the day it comes back, in rows that nobody sees."""
    for number, text in enumerate(texts, start=first):
        yield f'<row r="{number}" hidden="1">{_cell(f"{get_column_letter(key)}{number}", text, looks.closed)}</row>'


def _shown(sheet: MendSheet) -> Iterator[str]:
    """The prints of all texts that a person sees below the header, so that his own words among them are known."""
    texts = (text for number, line in enumerate(sheet.lines, start=1)
             for text in (str(number), line.place, line.who, line.state or sheet.words[line.gravity], line.wrong, line.write, line.stands,
                          line.proposed) if text)
    prints = list(dict.fromkeys(print_of(text[:_LONGEST]) for text in texts))
    for start in range(0, len(prints), _PRINTS):
        yield SHOWN + " ".join(prints[start:start + _PRINTS])


def _fills(replaced: Replaced) -> Iterator[str]:
    """The colours that marked cells had of their own, so that they come back when the marks go."""
    for colour, cells in replaced.items():
        for sheet, places in cells.items():
            for start in range(0, len(places), 2000):
                yield FILLS + json.dumps({"colour": dict(colour), "sheet": sheet, "cells": places[start:start + 2000]}, ensure_ascii=False)


def _worksheet(sheet: MendSheet, rows: list[str], header: int, key: int) -> str:
    last = header + len(sheet.lines)
    merges = [f"A{number}:I{number}" for number in range(1, 2 + len(sheet.about))]
    merges += [f"B{number}:I{number}" for number in range(2 + len(sheet.about), 2 + len(sheet.about) + len(sheet.counts))]
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, start=1))
    pane = f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    view = f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane if sheet.lines else ""}</sheetView>'
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC0392B"/>'
        f'<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{get_column_letter(key)}{last}"/>'
        f"<sheetViews>{view}</sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}<col min="{key}" max="{key}" width="4" hidden="1" customWidth="1"/></cols>'
        f'<sheetData>{"".join(rows)}</sheetData><mergeCells count="{len(merges)}">{merged}</mergeCells>'
        + _validations(sheet, header) + _links(sheet, header)
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _validations(sheet: MendSheet, header: int) -> str:
    """A drop-down at every question; other words may be typed, so it refuses nothing."""
    asked: dict[tuple[str, ...], list[int]] = {}
    for place, line in enumerate(sheet.lines, start=1):
        if line.key and line.choices:
            asked.setdefault(line.choices, []).append(header + place)
    made = [
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="{" ".join(_runs_of(rows))}">'
        f'<formula1>"{escaped(",".join(choices))}"</formula1></dataValidation>'
        for choices, rows in asked.items()
    ]
    return f'<dataValidations count="{len(made)}">{"".join(made)}</dataValidations>' if made else ""


def _runs_of(rows: list[int]) -> Iterator[str]:
    start = before = rows[0]
    for row in [*rows[1:], 0]:
        if row != before + 1:
            yield f"I{start}" if start == before else f"I{start}:I{before}"
            start = row
        before = row


def _links(sheet: MendSheet, header: int) -> str:
    """Links within the workbook need no relationships: they name sheet and cell."""
    made = []
    for place, line in enumerate(sheet.lines, start=1):
        if line.cell:
            name = line.sheet.replace("'", "''")
            location = escaped(f"'{name}'!{line.cell}").replace('"', "&quot;")
            made.append(f'<hyperlink ref="B{header + place}" location="{location}" display="{line.cell}"/>')
    return f"<hyperlinks>{''.join(made)}</hyperlinks>" if made else ""
