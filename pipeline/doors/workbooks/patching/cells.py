"""A worksheet part: cells get other styles, cells that are not there yet are made in their order, nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from pipeline.doors.workbooks.patching.package import MAIN
from pipeline.doors.workbooks.patching.spots import Edits, NotPatchable, Tag, attributes_of, make_parser, named, new_tag, with_attributes

__all__ = ["ORDER", "Place", "RowSpot", "SheetPart", "StyleOf", "scan_sheet"]

Place = tuple[int, int]
"""Row and column, both 1-based."""
StyleOf = Callable[[Place, int], int]
"""The style that a cell gets in place of its own."""
ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges",
    "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)
"""The children of CT_Worksheet in the order that the schema fixes (ECMA-376 part 1, 18.3.1.99 and A.2)."""
_POINTS_TO_PIXELS: Final = 4 / 3
_USUAL_HEIGHT: Final = 20
_USUAL_WIDTH: Final = 64
_DIGIT: Final = 7
_PADDING: Final = 5


@dataclass(slots=True)
class RowSpot:
    """A row: its number, the offset of its element, and (where the row is wanted) its cells by column with their offsets."""

    number: int
    start: int
    cells: list[tuple[int, int]] = field(default_factory=list)
    closed: int = 0


@dataclass(slots=True)
class SheetPart:
    """Where everything of a worksheet part stands."""

    content: bytes
    root: Tag
    rows: list[RowSpot]
    marked: list[tuple[Place, int]]
    """Cells whose style was asked for, with their offsets."""

    def section(self, name: str) -> Tag | None:
        return self.root.child(name)

    def prefix_of(self, namespace: str) -> str:
        """The prefix that the root binds to a namespace, "" for none."""
        for name, value in attributes_of(self.content[self.root.start:self.root.opened]).items():
            if value == namespace and name.startswith("xmlns:"):
                return name.removeprefix("xmlns:")
        return ""

    def place_of(self, name: str) -> int:
        """The offset at which a new child of the root belongs, by the order of the schema."""
        rank = ORDER.index(name)
        for child in self.root.children:
            known = child.name
            if known == "AlternateContent":  # Excel wraps controls and embedded objects so
                inside = [grandchild.name for choice in child.children for grandchild in choice.children]
                known = inside[0] if inside else known
            if known in ORDER and ORDER.index(known) > rank:
                return child.start
        return self.root.closed

    def widths(self) -> Callable[[int], int]:
        """Column -> its width on the screen, about, in pixels."""
        spans: list[tuple[int, int, int]] = []
        columns = self.section("cols")
        for tag in columns.children if columns is not None else ():
            is_hidden = tag.attributes.get("hidden") in ("1", "true")
            width = 0 if is_hidden else round(_number(tag.attributes.get("width", "")) * _DIGIT) + _PADDING
            spans.append((_whole(tag.attributes.get("min", "")), _whole(tag.attributes.get("max", "")), width))

        def width_of(column: int) -> int:
            return next((width for first, last, width in spans if first <= column <= last), _USUAL_WIDTH)

        return width_of

    def heights(self) -> Callable[[int], int]:
        """Row -> its height on the screen, about, in pixels."""
        shape = self.section("sheetFormatPr")
        usual = _number(shape.attributes.get("defaultRowHeight", "")) if shape is not None else 0.0
        known: dict[int, int] = {}
        for row in self.rows:
            attributes = attributes_of(self.content[row.start:self.content.index(b">", row.start) + 1])
            if attributes.get("hidden") in ("1", "true"):
                known[row.number] = 0
            elif "ht" in attributes:
                known[row.number] = round(_number(attributes["ht"]) * _POINTS_TO_PIXELS)
        standard = round(usual * _POINTS_TO_PIXELS) or _USUAL_HEIGHT
        return lambda row: known.get(row, standard)

    def restyle(self, edits: Edits, places: Iterable[Place], style_of: StyleOf) -> list[tuple[Place, int]]:
        """Give cells another style, made from the one they have; what they had, by place. Cells that are not there are made.

        Once for a sheet: a row, or the stated range, that grew twice would stand there twice.
        """
        before: list[tuple[Place, int]] = []
        by_row: dict[int, list[int]] = {}
        for row, column in sorted(set(places)):
            by_row.setdefault(row, []).append(column)
        spots = {row.number: row for row in reversed(self.rows)}
        for number, columns in by_row.items():
            spot = spots.get(number)
            if spot is None:
                before += self._new_row(edits, number, columns, style_of)
            else:
                before += self._in_row(edits, spot, columns, style_of)
        self._widen(edits, by_row)
        return before

    def restyle_at(self, edits: Edits, offset: int, style_of: Callable[[int], int]) -> None:
        """Give the cell at an offset another style."""
        head = self._head(offset)
        style = style_of(_whole(attributes_of(head).get("s", "")))
        edits.replace(offset, offset + len(head), with_attributes(head, s=str(style) if style else None))

    def _head(self, offset: int) -> bytes:
        return self.content[offset:new_tag(self.content, "", {}, offset).opened]

    def _in_row(self, edits: Edits, spot: RowSpot, columns: list[int], style_of: StyleOf) -> list[tuple[Place, int]]:
        before: list[tuple[Place, int]] = []
        known = dict(reversed(spot.cells))
        missing = [column for column in columns if column not in known]
        for column in columns:
            if column in known:
                head = self._head(known[column])
                style = _whole(attributes_of(head).get("s", ""))
                before.append(((spot.number, column), style))
                new = str(style_of((spot.number, column), style))
                edits.replace(known[column], known[column] + len(head), with_attributes(head, s=new))
        if missing:
            before += self._new_cells(edits, spot, missing, style_of)
        return before

    def _new_cells(self, edits: Edits, spot: RowSpot, columns: list[int], style_of: StyleOf) -> list[tuple[Place, int]]:
        head = self._head(spot.start)
        attributes = attributes_of(head)
        row_style = _whole(attributes.get("s", "")) if attributes.get("customFormat") in ("1", "true") else None
        made = [(column, self._usual_style(column) if row_style is None else row_style) for column in columns]
        is_empty = head.endswith(b"/>")
        texts: dict[int, list[bytes]] = {}
        for column, style in made:
            after = next((offset for known, offset in spot.cells if known > column), spot.closed)
            texts.setdefault(after, []).append(self._cell(spot.number, column, style_of((spot.number, column), style)))
        # "spans" only says where cells stand, so that a reader may make room; it is left out where it would be wrong.
        new_head = with_attributes(head, spans=None)
        if is_empty:
            inside = b"".join(text for after in sorted(texts) for text in texts[after])
            edits.replace(spot.start, spot.start + len(head), new_head[:-2].rstrip() + b">" + inside + f"</{self.root.prefix}row>".encode())
        else:
            edits.replace(spot.start, spot.start + len(head), new_head)
            for after, cells in texts.items():
                edits.insert(after, b"".join(cells))
        return [((spot.number, column), style) for column, style in made]

    def _new_row(self, edits: Edits, number: int, columns: list[int], style_of: StyleOf) -> list[tuple[Place, int]]:
        made = [(column, self._usual_style(column)) for column in columns]
        cells = b"".join(self._cell(number, column, style_of((number, column), style)) for column, style in made)
        new = f'<{self.root.prefix}row r="{number}">'.encode() + cells + f"</{self.root.prefix}row>".encode()
        after = next((row.start for row in self.rows if row.number > number), None)
        rows = self.section("sheetData")
        if rows is None:
            raise NotPatchable("a sheet without rows")
        if after is None:
            edits.append(rows, new)
        else:
            edits.insert(after, new)
        return [((number, column), style) for column, style in made]

    def _cell(self, row: int, column: int, style: int) -> bytes:
        return f'<{self.root.prefix}c r="{get_column_letter(column)}{row}" s="{style}"/>'.encode()

    def _usual_style(self, column: int) -> int:
        """The style of a column's empty cells."""
        columns = self.section("cols")
        for tag in columns.children if columns is not None else ():
            if _whole(tag.attributes.get("min", "")) <= column <= _whole(tag.attributes.get("max", "")):
                return _whole(tag.attributes.get("style", ""))
        return 0

    def _widen(self, edits: Edits, by_row: Mapping[int, list[int]]) -> None:
        """The stated range of cells grows with the cells that were made."""
        stated = self.section("dimension")
        if stated is None or not by_row:
            return
        try:
            left, top, right, bottom = range_boundaries(stated.attributes.get("ref", ""))
        except ValueError:
            return
        if left is None or top is None or right is None or bottom is None:
            return
        rows, columns = list(by_row), [column for columns in by_row.values() for column in columns]
        wide = (min(left, *columns), min(top, *rows), max(right, *columns), max(bottom, *rows))
        if wide != (left, top, right, bottom):
            area = f"{get_column_letter(wide[0])}{wide[1]}:{get_column_letter(wide[2])}{wide[3]}"
            edits.set_attributes(stated, ref=area)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


class _Scanner:
    """One pass of expat over a worksheet: the root's children, its rows, the cells of wanted rows, the cells of wanted styles."""

    def __init__(self, content: bytes, rows: frozenset[int], styles: frozenset[str]) -> None:
        self.content, self.wanted, self.styles = content, rows, styles
        self.parser = make_parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.root: Tag | None = None
        self.open: list[Tag] = []
        self.rows: list[RowSpot] = []
        self.marked: list[tuple[Place, int]] = []
        self.level = 0
        self.in_rows = False
        self.row = self.column = 0
        self.is_wanted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        level = self.level
        self.level = level + 1
        if self.in_rows:
            if level == 3:
                self._cell(attributes)
            elif level == 2:
                self._row(attributes)
            return
        if level > 3:
            return
        tag = new_tag(self.content, name, named(attributes), self.parser.CurrentByteIndex)
        if self.root is None:
            self.root = tag
        else:
            self.open[-1].children.append(tag)
        self.open.append(tag)
        self.in_rows = level == 1 and tag.name == "sheetData"

    def _row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        self.row = int(float(stated)) if stated else self.row + 1
        self.column = 0
        self.is_wanted = self.row in self.wanted
        self.rows.append(RowSpot(self.row, self.parser.CurrentByteIndex))

    def _cell(self, attributes: dict[str, str]) -> None:
        if not self.is_wanted and (not self.styles or attributes.get("s") not in self.styles):
            if not attributes.get("r"):
                self.column += 1
            return
        address = attributes.get("r")
        self.column = coordinate_to_tuple(address)[1] if address else self.column + 1
        offset = self.parser.CurrentByteIndex
        if self.is_wanted:
            self.rows[-1].cells.append((self.column, offset))
        if attributes.get("s") in self.styles:
            self.marked.append(((self.row, self.column), offset))

    def end(self, _: str) -> None:
        self.level -= 1
        level = self.level
        if self.in_rows:
            if level == 2:
                self.rows[-1].closed = self.parser.CurrentByteIndex
            if level > 1:
                return
            self.in_rows = False
        if level > 3:
            return
        tag = self.open.pop()
        if not tag.end:
            tag.closed = self.parser.CurrentByteIndex
            tag.end = self.content.index(b">", tag.closed) + 1


def scan_sheet(content: bytes, rows: Iterable[int] = (), styles: Iterable[int] = ()) -> SheetPart:
    """Find the rows, the cells of ``rows``, and all cells whose style is one of ``styles``. Raises NotPatchable."""
    scanner = _Scanner(content, frozenset(rows), frozenset(map(str, styles)))
    try:
        scanner.parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise NotPatchable(str(error)) from error
    if scanner.root is None or scanner.root.space != MAIN or scanner.root.name != "worksheet":
        raise NotPatchable("a sheet that is not in the usual namespace")
    return SheetPart(content, scanner.root, scanner.rows, scanner.marked)


