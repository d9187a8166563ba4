"""A marked copy of a workbook: cells coloured, comments, the first sheet; everything else stays as its author has it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from pipeline.doors.workbooks.ooxml import OpenpyxlFailed, read_with_openpyxl
from pipeline.doors.workbooks.patching.book import BookPart, SheetEntry, add_first, read_book, take_out
from pipeline.doors.workbooks.patching.cells import Place, SheetPart, scan_sheet
from pipeline.doors.workbooks.patching.mend_sheet import make_sheet
from pipeline.doors.workbooks.patching.notes import (
    NO_COMMENTS,
    NO_SHAPES,
    blocks_of,
    threaded_cells,
    with_notes,
    with_shapes,
    without_shapes,
)
from pipeline.doors.workbooks.patching.package import RELATIONS, Package
from pipeline.doors.workbooks.patching.spots import Edits, NotPatchable
from pipeline.doors.workbooks.patching.styles import NO_STYLES, Styles
from pipeline.model.returned import FILLS, MARKER, NOTE_END, NOTE_HEADS, SHEET_NAMES, Gravity, Mark, MarkedBook, MendSheet
from pipeline.model.source import Sheet

__all__ = ["marked_copy"]

_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LONGEST_NOTE: Final = 2_000
"""Letters of what we say in a cell's comment: more is on the first sheet, and nobody reads it in a box."""
Colours = dict[tuple[tuple[str, str], ...], dict[str, list[str]]]


@dataclass(slots=True)
class _Earlier:
    """What an earlier copy of ours left in the workbook: its sheets, and the colours that marked cells had of their own."""

    sheets: frozenset[str] = frozenset()
    colours: dict[tuple[str, Place], dict[str, str]] = field(default_factory=dict)


def marked_copy(content: bytes, marked: MarkedBook) -> bytes:
    """A copy of an .xlsx or .xlsm with marks, comments and the first sheet; what an earlier copy of ours had of them is taken off.

    Raises NotPatchable where a part is damaged or of another kind (Strict); then the copy has to be made anew.
    """
    try:
        return _copy(content, marked)
    except (BadZipFile, KeyError, ValueError, IndexError, OverflowError, ParseError) as error:
        raise NotPatchable(f"{type(error).__name__}: {error}") from error


def _copy(content: bytes, marked: MarkedBook) -> bytes:
    package = Package(content)
    earlier = _earlier(package, content)
    book = read_book(package)
    for entry in book.sheets:
        if entry.name in earlier.sheets:
            take_out(package, read_book(package), entry)
    book = read_book(package)
    styles_part = _styles_part(package, book)
    styles = Styles(package.xml(styles_part))
    replaced: Colours = {}
    threads: set[tuple[str, str]] = set()
    for entry in book.sheets:
        if entry.part:
            places = _mark_sheet(package, entry, marked, styles, earlier, replaced)
            threads.update((entry.name, f"{get_column_letter(column)}{row}") for row, column in places)
    if marked.sheet is not None:
        made = make_sheet(_telling_threads(marked.sheet, threads), styles, replaced)
        add_first(package, made.content, SHEET_NAMES[marked.sheet.lang], made.title_rows)
    package.put(styles_part, styles.made())
    return package.to_bytes()


def _styles_part(package: Package, book: BookPart) -> str:
    relation = package.relation(book.part, "styles")
    if relation is not None:
        return relation.target
    part = package.free_name("xl/styles{}.xml")
    package.put(part, NO_STYLES)
    package.declare(part, _STYLES_TYPE)
    package.relate(book.part, "styles", part)
    return part


def _earlier(package: Package, content: bytes) -> _Earlier:
    """Read once more by cells, only where the marker stands somewhere in the parts that hold texts."""
    texts = [name for name in package.names() if name.startswith("xl/") and name.endswith(".xml") and "/_rels/" not in name
             and (name.startswith("xl/worksheets/") or "strings" in name.lower())]
    if not any(MARKER.encode() in package.part(name) for name in texts):
        return _Earlier()
    try:
        sheets = [sheet for sheet in read_with_openpyxl(content) if any(cell.text == MARKER for cell in sheet.cells.values())]
    except OpenpyxlFailed as error:
        raise NotPatchable(str(error)) from error
    return _Earlier(frozenset(sheet.name for sheet in sheets), _own_colours(sheets))


def _own_colours(sheets: Iterable[Sheet]) -> dict[tuple[str, Place], dict[str, str]]:
    found: dict[tuple[str, Place], dict[str, str]] = {}
    for sheet in sheets:
        for cell in sheet.cells.values():
            if not cell.text.startswith(FILLS):
                continue
            try:
                kept: Mapping[str, Any] = json.loads(cell.text.removeprefix(FILLS))
                colour = {str(name): str(value) for name, value in kept["colour"].items()}
                found.update({(str(kept["sheet"]), coordinate_to_tuple(str(ref))): colour for ref in kept["cells"]})
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # a cell that somebody wrote over: those colours are lost
    return found


def _telling_threads(sheet: MendSheet, threads: AbstractSet[tuple[str, str]]) -> MendSheet:
    """The first sheet, whose lines say of which cells nothing stands in a comment."""
    if not threads:
        return sheet
    lines = (
        replace(line, wrong=f"{line.wrong}\n{sheet.in_thread}") if (line.sheet, line.cell) in threads else line for line in sheet.lines
    )
    return replace(sheet, lines=tuple(lines))


def _mark_sheet(
    package: Package, entry: SheetEntry, marked: MarkedBook, styles: Styles, earlier: _Earlier, replaced: Colours
) -> frozenset[Place]:
    """Mark the cells of a sheet; those that have a thread of comments are coloured only, and given back."""
    marks = _by_place(marked.marks.get(entry.name, ()))
    content = package.xml(entry.part)
    part = scan_sheet(content, {row for row, _ in marks}, styles.our_styles)
    edits = Edits(content)
    for place, offset in part.marked:
        if place not in marks:
            colour = earlier.colours.get((entry.name, place), {})
            part.restyle_at(edits, offset, lambda style, colour=colour: styles.with_colour(style, colour))  # type: ignore[misc]
    _colour(part, edits, entry.name, marks, styles, earlier, replaced)
    _deselect(part, edits, is_first=marked.sheet is not None)
    taken = _threads(package, entry) & marks.keys()
    _note(package, entry, part, edits, {place: found for place, found in marks.items() if place not in taken}, marked.author)
    changed = edits.made()
    if changed != package.part(entry.part):
        package.put(entry.part, changed)
    return taken


def _threads(package: Package, entry: SheetEntry) -> frozenset[Place]:
    threads = package.relation(entry.part, "threadedComment")
    return threaded_cells(package.xml(threads.target)) if threads is not None else frozenset()


def _by_place(marks: Iterable[Mark]) -> dict[Place, list[Mark]]:
    found: dict[Place, list[Mark]] = {}
    for mark in marks:
        found.setdefault((mark.row, mark.column), []).append(mark)
    return found


def _colour(
    part: SheetPart, edits: Edits, sheet: str, marks: Mapping[Place, list[Mark]], styles: Styles, earlier: _Earlier, replaced: Colours
) -> None:
    """The gravest mark of a cell colours it; a colour of its own is kept in mind."""
    gravities = {place: _gravest(found) for place, found in marks.items()}
    ours = styles.our_styles
    for place, style in part.restyle(edits, gravities, lambda place, style: styles.marked(style, gravities[place])):
        own = earlier.colours.get((sheet, place), {}) if style in ours else styles.colour(style)
        if own:
            ref = f"{get_column_letter(place[1])}{place[0]}"
            replaced.setdefault(tuple(sorted(own.items())), {}).setdefault(sheet, []).append(ref)


def _gravest(marks: Iterable[Mark]) -> Gravity:
    order = list(Gravity)
    return min((mark.gravity for mark in marks), key=order.index)


def _deselect(part: SheetPart, edits: Edits, *, is_first: bool) -> None:
    """Where two sheets are selected Excel writes into both of them what is typed into one."""
    views = part.section("sheetViews")
    for tag in views.children if views is not None and is_first else ():
        if tag.attributes.get("tabSelected") in ("1", "true"):
            edits.set_attributes(tag, tabSelected=None)


def _note(
    package: Package, entry: SheetEntry, part: SheetPart, edits: Edits, marks: Mapping[Place, list[Mark]], author: str
) -> None:
    notes = {place: _words(found) for place, found in marks.items()}
    comments = package.relation(entry.part, "comments")
    if comments is None and not notes:
        return
    if comments is not None:
        name = comments.target
    else:
        name = package.free_name("xl/comments{}.xml")
        package.put(name, NO_COMMENTS)
        package.declare(name, _COMMENTS_TYPE)
        package.relate(entry.part, "comments", name)
    content, new, gone = with_notes(package.xml(name), notes, author)
    package.put(name, content)
    _show(package, entry, part, edits, {place: notes[place] for place in new}, frozenset(gone))


def _words(marks: Iterable[Mark]) -> str:
    found = list(marks)
    said = "\n".join(dict.fromkeys(mark.note for mark in found))
    return "\n".join((NOTE_HEADS[found[0].lang], said if len(said) <= _LONGEST_NOTE else f"{said[:_LONGEST_NOTE]}…", NOTE_END))


def _show(
    package: Package, entry: SheetEntry, part: SheetPart, edits: Edits, notes: Mapping[Place, str], gone: frozenset[Place]
) -> None:
    """The boxes of comments; a sheet without drawings of the old kind gets a part for them."""
    stated = part.section("legacyDrawing")
    id_ = stated.attributes.get(f"{{{RELATIONS}}}id", "") if stated is not None else ""
    shapes = next((one for one in package.relations(entry.part) if one.id == id_ and package.has(one.target)), None)
    if shapes is None and not notes:
        return
    if shapes is not None:
        name = shapes.target
    else:
        name = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.put(name, NO_SHAPES)
        package.declare_ending("vml", _SHAPES_TYPE)
        relation = package.relate(entry.part, "vmlDrawing", name)
        known = part.prefix_of(RELATIONS)
        declared = "" if known else f' xmlns:r="{RELATIONS}"'
        new = f'<{part.root.prefix}legacyDrawing{declared} {known or "r"}:id="{relation}"/>'.encode()
        if stated is not None:
            edits.replace(stated.start, stated.end, new)
        else:
            edits.insert(part.place_of("legacyDrawing"), new)
    drawings = [package.part(one) for one in package.names() if one.lower().endswith(".vml")]
    first = 1 + max((block for drawing in drawings for block in blocks_of(drawing)), default=0)
    content = without_shapes(package.part(name), gone)
    package.put(name, with_shapes(content, notes, (part.widths(), part.heights()), first))
