"""Comments of a sheet: ours are written beside and into those that stand there, and taken out of them again.

A comment is two things: its text in the part of comments, and the box that shows it, a shape in the part of legacy drawings (VML, which
Excel writes loosely, so it is edited as text). A thread of comments shows its own texts; a cell that has one keeps it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree.ElementTree import fromstring

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from pipeline.doors.workbooks.patching.cells import Place
from pipeline.doors.workbooks.patching.package import MAIN
from pipeline.doors.workbooks.patching.spots import Edits, Tag, escaped, parse
from pipeline.model.returned import NOTE_END, NOTE_HEADS, without_own_notes

__all__ = ["NO_COMMENTS", "NO_SHAPES", "Boxes", "blocks_of", "threaded_cells", "with_notes", "with_shapes", "without_shapes"]

NO_COMMENTS: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
)
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
NO_SHAPES: Final = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPE: Final = re.compile(rb"<((?:\w+:)?shape)\s.*?</\1>\s*", re.DOTALL)
_IDMAP: Final = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata=)(["'])([\d,\s]*)\2""")
_ROW: Final = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*</")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
_ROOT: Final = re.compile(rb"<xml\b[^>]*>")
_SPACES: Final = {
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office", "x": "urn:schemas-microsoft-com:office:excel",
}
_BLOCK: Final = 1024
"""Numbers of shapes come in blocks, each of which belongs to one drawing of the workbook (ECMA-376 part 4, 19.2.2.14)."""
_MOST_LETTERS: Final = 32_000
"""A comment holds 32,767 characters, as a cell does; where its author wrote as many, ours stands on the first sheet alone."""
_WIDTH: Final = 330
_LINE: Final = 16
_LETTERS: Final = 46
_TALLEST: Final = 420
Boxes = tuple[Callable[[int], int], Callable[[int], int]]
"""Widths of columns and heights of rows, in pixels."""


def threaded_cells(content: bytes) -> frozenset[Place]:
    """Cells that have a thread of comments."""
    threads = parse(content, 1).all("threadedComment")
    return frozenset(coordinate_to_tuple(tag.attributes["ref"]) for tag in threads if "ref" in tag.attributes)


def with_notes(content: bytes, notes: Mapping[Place, str], author: str) -> tuple[bytes, list[Place], list[Place]]:
    """The part of comments without what we wrote before and with ``notes``; cells that have a comment now and had none, and the reverse."""
    root = parse(content, 6)
    edits = Edits(content)
    listed, authors = root.child("commentList"), root.child("authors")
    known: dict[Place, Tag] = {}
    gone: list[Place] = []
    for old in listed.children if listed is not None else ():
        place = coordinate_to_tuple(old.attributes.get("ref", "A1"))
        text = _text_of(content, old)
        if without_own_notes(text) != text and not without_own_notes(text):
            if place not in notes:
                gone.append(place)
            edits.remove(old)
            continue
        if without_own_notes(text) != text:
            _take_out(edits, old, text)
        known.setdefault(place, old)
    if authors is None or listed is None:
        return _rebuilt(notes, author)
    number = _author(edits, authors, author) if notes else 0
    new: list[Place] = []
    made: list[bytes] = []
    removed = {coordinate_to_tuple(tag.attributes.get("ref", "A1")) for tag in listed.children} - known.keys()
    for place, note in sorted(notes.items()):
        if (tag := known.get(place)) is None:
            made.append(_comment(root.prefix, place, number, _runs(root.prefix, note)))
            if place not in removed:
                new.append(place)
        elif len(without_own_notes(_text_of(content, tag))) + len(note) < _MOST_LETTERS:
            _add(edits, tag, _runs(root.prefix, note, below=True).encode())
    if made:
        edits.append(listed, b"".join(made))
    return edits.made(), new, gone


def _rebuilt(notes: Mapping[Place, str], author: str) -> tuple[bytes, list[Place], list[Place]]:
    return with_notes(NO_COMMENTS, notes, author)


def _author(edits: Edits, authors: Tag, author: str) -> int:
    for number, tag in enumerate(authors.children):
        if fromstring(b"<a>" + edits.content[tag.opened:tag.closed] + b"</a>").text == author:  # noqa: S314  (a part without entities)
            return number
    edits.append(authors, f"<{authors.prefix}author>{escaped(author)}</{authors.prefix}author>".encode())
    return len(authors.children)


def _comment(prefix: str, place: Place, author: int, runs: str) -> bytes:
    ref = f"{get_column_letter(place[1])}{place[0]}"
    return f'<{prefix}comment ref="{ref}" authorId="{author}"><{prefix}text>{runs}</{prefix}text></{prefix}comment>'.encode()


def _runs(prefix: str, note: str, *, below: bool = False) -> str:
    """Our part of a comment, its first line bold; ``below``: under what stands there already."""
    head, _, body = note.partition("\n")
    usual = f'<{prefix}sz val="9"/><{prefix}color indexed="81"/><{prefix}rFont val="Tahoma"/><{prefix}family val="2"/>'
    lead = "\n" if below else ""

    def run(look: str, text: str) -> str:
        return f'<{prefix}r><{prefix}rPr>{look}</{prefix}rPr><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}r>'

    return run(f"<{prefix}b/>{usual}", f"{lead}{head}\n") + run(usual, body)


def _add(edits: Edits, tag: Tag, runs: bytes) -> None:
    """Runs put behind what a comment says; a plain text becomes a run, because Excel shows either the one or the others."""
    inside = tag.child("text")
    if inside is None:
        return
    for plain in inside.all("t"):
        edits.insert(plain.start, f"<{plain.prefix}r>".encode())
        edits.insert(plain.end, f"</{plain.prefix}r>".encode())
    edits.append(inside, runs)


def _texts(tag: Tag) -> list[Tag]:
    """The pieces of a comment's text, plain or in runs; phonetic guides are none."""
    inside = tag.child("text")
    found: list[Tag] = []
    for child in inside.children if inside is not None else ():
        if child.name == "t":
            found.append(child)
        elif child.name == "r":
            found += child.all("t")
    return found


def _content_of(content: bytes, tag: Tag) -> str:
    if tag.is_empty:
        return ""
    return fromstring(b"<t>" + content[tag.opened:tag.closed] + b"</t>").text or ""  # noqa: S314


def _text_of(content: bytes, tag: Tag) -> str:
    return "".join(_content_of(content, piece) for piece in _texts(tag))


def _take_out(edits: Edits, tag: Tag, text: str) -> None:
    """Our part cut out of a comment's runs; the runs around it keep their look."""
    cuts = _own_spans(text)
    at = 0
    inside = tag.child("text")
    runs = {id(piece): run for run in (inside.all("r") if inside is not None else ()) for piece in run.all("t")}
    for piece in _texts(tag):
        whole = _content_of(edits.content, piece)
        kept = "".join(char for place, char in enumerate(whole, start=at) if not any(start <= place < end for start, end in cuts))
        at += len(whole)
        if kept == whole:
            continue
        if not kept and id(piece) in runs:
            edits.remove(runs[id(piece)])
        else:
            edits.replace(piece.opened, piece.closed, escaped(kept).encode())


def _own_spans(text: str) -> list[tuple[int, int]]:
    """From and to of each of our parts in a text, with the line end before it."""
    spans: list[tuple[int, int]] = []
    at, begun = 0, -1
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if begun < 0 and bare in NOTE_HEADS.values():
            begun = at
        elif begun >= 0 and bare == NOTE_END:
            spans.append((begun - 1, at + len(line.rstrip("\r\n"))) if begun else (0, at + len(line)))
            begun = -1
        at += len(line)
    if begun >= 0:
        spans.append((begun - 1 if begun else 0, len(text)))
    return spans


def without_shapes(content: bytes, places: frozenset[Place]) -> bytes:
    """The part of legacy drawings without the boxes of comments that are gone."""
    if not places:
        return content

    def kept(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        is_note = b'ObjectType="Note"' in found[0]
        gone = is_note and row is not None and column is not None and (int(row[1]) + 1, int(column[1]) + 1) in places
        return b"" if gone else found[0]

    return _SHAPE.sub(kept, content)


def with_shapes(content: bytes, notes: Mapping[Place, str], boxes: Boxes, first_block: int) -> bytes:
    """The part of legacy drawings with a hidden box for each note. ``first_block``: the first block of numbers that no drawing has."""
    if not notes:
        return content
    blocks = [first_block + number for number in range(-(-len(notes) // (_BLOCK - 1)))]
    shapes: list[str] = []
    for position, (place, note) in enumerate(sorted(notes.items())):
        block, number = divmod(position, _BLOCK - 1)
        shapes.append(_shape(blocks[block] * _BLOCK + number + 1, place, note, boxes))
    head = "" if b"_x0000_t202" in content else _SHAPE_TYPE
    declared = _undeclared(content)
    named = ",".join(map(str, blocks))

    def mapped(found: re.Match[bytes]) -> bytes:
        data = b",".join(part for part in (found[3].strip(), named.encode()) if part)
        return found[1] + found[2] + data + found[2]

    content, count = _IDMAP.subn(mapped, content, count=1)
    if not count:
        head = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{named}"/></o:shapelayout>{head}'
    end = content.rindex(b"</xml>")
    made = head + "".join(shapes)
    if declared:
        made = re.sub(r"<(v:shape|v:shapetype|o:shapelayout) ", rf"<\1 {declared} ", made)
    return content[:end] + made.encode() + content[end:]


def _undeclared(content: bytes) -> str:
    """Declarations of the prefixes that the root does not bind as they usually are; some programs write others."""
    root = _ROOT.search(content)
    head = root[0].decode() if root is not None else ""
    missing = {prefix: space for prefix, space in _SPACES.items() if not re.search(rf'xmlns:{prefix}=["\']{space}', head)}
    return " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in missing.items())


def blocks_of(content: bytes) -> list[int]:
    """The blocks of shape numbers that a drawing has."""
    return [int(part) for found in _IDMAP.finditer(content) for part in found[3].split(b",") if part.strip().isdigit()]


def _shape(number: int, place: Place, note: str, boxes: Boxes) -> str:
    row, column = place
    lines = sum(1 + len(line) // _LETTERS for line in note.split("\n"))
    height = min(_TALLEST, lines * _LINE + 14)
    widths, heights = boxes
    right = _reach(widths, column + 1, 12, _WIDTH)
    bottom = _reach(heights, max(1, row - 1), 8, height)
    anchor = f"{column}, 12, {max(0, row - 2)}, 8, {right[0]}, {right[1]}, {bottom[0]}, {bottom[1]}"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        f'width:{_WIDTH * 3 // 4}pt;height:{height * 3 // 4}pt;z-index:{number % _BLOCK};visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _reach(size_of: Callable[[int], int], first: int, offset: int, length: int) -> tuple[int, int]:
    """Where a box ends that begins ``offset`` pixels into a column or row (1-based): its 0-based number, and the pixels into it."""
    rest = length + offset
    for number in range(first, first + 400):
        size = size_of(number)
        if rest <= size:
            return number - 1, rest
        rest -= size
    return first + 399, 0
