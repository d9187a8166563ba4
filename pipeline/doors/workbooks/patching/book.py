"""workbook.xml: the list of sheets, a sheet put before the others or taken out, with all that counts sheets by their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.doors.workbooks.patching.package import MAIN, RELATIONS, Package
from pipeline.doors.workbooks.patching.spots import Edits, NotPatchable, Tag, attributes_of, escaped, parse

__all__ = ["BookPart", "SheetEntry", "add_first", "read_book", "take_out"]

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES: Final = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
)
"""What stands before definedNames in CT_Workbook (ECMA-376 part 1, 18.2.27)."""
_MOST_LETTERS: Final = 31
"""Of a sheet's name, as Excel allows."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; ``part`` "" for one that is no worksheet or whose part is not there."""

    name: str
    id: str
    relation: str
    part: str


@dataclass(frozen=True, slots=True)
class BookPart:
    """The workbook's part and its sheets, in order."""

    part: str
    sheets: tuple[SheetEntry, ...]


def read_book(package: Package) -> BookPart:
    """Find the workbook's part and its sheets. Raises NotPatchable for another kind of workbook, such as Strict."""
    start = next((one for one in package.relations("") if one.kind == "officeDocument" and not one.external), None)
    if start is None or not package.has(start.target):
        raise NotPatchable("no workbook part")
    name = package.name(start.target)
    root = parse(package.xml(name), 2)
    if root.space != MAIN:
        raise NotPatchable("the workbook is in the Strict form")
    listed = root.child("sheets")
    if listed is None:
        raise NotPatchable("no sheets")
    known = {one.id: one for one in package.relations(name)}
    entries = []
    for tag in listed.all("sheet"):
        id_ = tag.attributes.get(f"{{{RELATIONS}}}id", "")
        relation = known.get(id_)
        is_sheet = relation is not None and relation.kind == "worksheet" and package.has(relation.target)
        part = package.name(relation.target) if relation is not None and is_sheet else ""
        entries.append(SheetEntry(tag.attributes.get("name", ""), tag.attributes.get("sheetId", ""), id_, part))
    return BookPart(name, tuple(entries))


def take_out(package: Package, book: BookPart, entry: SheetEntry) -> None:
    """Take a sheet out of the workbook, with its part and the names that belong to it."""
    place = book.sheets.index(entry)
    content = package.xml(book.part)
    root = parse(content, 2)
    edits = Edits(content)
    listed = root.child("sheets")
    for tag in listed.all("sheet") if listed is not None else ():
        if tag.attributes.get("sheetId") == entry.id and tag.attributes.get("name") == entry.name:
            edits.remove(tag)
    _shift_names(edits, root, lambda number: None if number == place else number - (number > place))
    _show_first(edits, root)
    package.put(book.part, edits.made())
    package.unrelate(book.part, entry.relation)
    _drop_with_parts(package, entry.part)


def _drop_with_parts(package: Package, part: str) -> None:
    """A part goes with what hangs on it alone: comments, drawings, settings of printers."""
    hanging = [one.target for one in package.relations(part) if not one.external]
    package.drop(part)
    for target in hanging:
        if package.has(target) and target.startswith("xl/"):
            package.drop(target)


def add_first(package: Package, content: bytes, name: str, title_rows: str) -> str:
    """Put a new sheet before the others; the name it got. ``title_rows``: rows printed on every page, such as "$6:$6"."""
    book = read_book(package)
    name = _free_sheet_name(name, book)
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.put(part, content)
    package.declare(part, _SHEET_TYPE)
    relation = package.relate(book.part, "worksheet", part)
    body = package.xml(book.part)
    root = parse(body, 2)
    edits = Edits(body)
    listed = root.child("sheets")
    if listed is None:
        raise NotPatchable("no sheets")
    number = max((int(entry.id) for entry in book.sheets if entry.id.isdecimal()), default=0) + 1
    edits.insert(listed.opened, _entry(edits, root, name, number, relation).encode())
    titles = f"'{_quoted(name)}'!{title_rows}"
    tag = f"{root.prefix}definedName"
    _add_name(edits, root, f'<{tag} name="_xlnm.Print_Titles" localSheetId="0">{escaped(titles)}</{tag}>')
    _shift_names(edits, root, lambda place: place + 1)
    _show_first(edits, root)
    package.put(book.part, edits.made())
    return name


def _quoted(name: str) -> str:
    return name.replace("'", "''")


def _entry(edits: Edits, root: Tag, name: str, number: int, relation: str) -> str:
    head = attributes_of(edits.content[root.start:root.opened])
    prefix = next((known.removeprefix("xmlns:") for known, value in head.items() if value == RELATIONS and known.startswith("xmlns:")), "")
    declared = "" if prefix else f' xmlns:r="{RELATIONS}"'
    shown = escaped(name).replace('"', "&quot;")
    return f'<{root.prefix}sheet{declared} name="{shown}" sheetId="{number}" {prefix or "r"}:id="{relation}"/>'


def _free_sheet_name(name: str, book: BookPart) -> str:
    taken = {entry.name.casefold() for entry in book.sheets}
    number = 1
    while (shown := name if number == 1 else f"{name[:_MOST_LETTERS - 4]} ({number})").casefold() in taken:
        number += 1
    return shown


def _add_name(edits: Edits, root: Tag, written: str) -> None:
    names = root.child("definedNames")
    if names is not None:
        edits.append(names, written.encode())
        return
    before = [tag for tag in root.children if tag.name in _BEFORE_NAMES]
    edits.insert(before[-1].end, f"<{root.prefix}definedNames>{written}</{root.prefix}definedNames>".encode())


def _shift_names(edits: Edits, root: Tag, place_of: Callable[[int], int | None]) -> None:
    """Names that belong to a sheet say so by its place; where it belongs to none any more, the name goes."""
    names = root.child("definedNames")
    for tag in names.children if names is not None else ():
        stated = tag.attributes.get("localSheetId", "")
        if not stated.isdecimal():
            continue
        place = place_of(int(stated))
        if place is None:
            edits.remove(tag)
        elif place != int(stated):
            edits.set_attributes(tag, localSheetId=str(place))


def _show_first(edits: Edits, root: Tag) -> None:
    """The workbook opens on its first sheet."""
    views = root.child("bookViews")
    for tag in views.children if views is not None else ():
        if tag.attributes.keys() & {"activeTab", "firstSheet"}:
            edits.set_attributes(tag, activeTab=None, firstSheet=None)
