"""styles.xml with looks added: each marked cell keeps its own format and gets a fill. What is there already is used again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.doors.workbooks.patching.package import MAIN
from pipeline.doors.workbooks.patching.spots import Edits, NotPatchable, Tag, parse, with_attributes
from pipeline.model.returned import COLOURS, Gravity

__all__ = ["NO_STYLES", "Styles"]

MOST_FORMATS: Final = 64_000
"""Excel opens no workbook with more cell formats (Excel specifications and limits)."""
NO_STYLES: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()
"""For a workbook without the part."""
_COLOUR_NAMES: Final = frozenset({"rgb", "theme", "tint", "indexed"})
_COLOUR_VALUE: Final = re.compile(r"[0-9A-Fa-f.+-]{1,24}")
_OURS: Final = {f"FF{colour}".upper(): gravity for gravity, colour in COLOURS.items()}


class _Section:
    """One list of styles.xml: what it holds, and what is added to it."""

    def __init__(self, content: bytes, tag: Tag) -> None:
        self.tag = tag
        self.entries = [content[child.start:child.end] for child in tag.children]
        self.tags = list(tag.children)
        self._known = {entry: place for place, entry in reversed(list(enumerate(self.entries)))}
        self._before = len(self.entries)

    def add(self, entry: bytes) -> int:
        """The place of an entry, added where none is the same to the byte."""
        place = self._known.get(entry)
        if place is None:
            place = self._known[entry] = len(self.entries)
            self.entries.append(entry)
        return place

    def write(self, edits: Edits) -> None:
        added = self.entries[self._before:]
        if not added:
            return
        new = b"".join(added)
        head = with_attributes(edits.content[self.tag.start:self.tag.opened], count=str(len(self.entries)))
        if self.tag.is_empty:
            opened = head.rstrip(b">").rstrip(b"/ ") + b">"
            edits.replace(self.tag.start, self.tag.end, opened + new + f"</{self.tag.prefix}{self.tag.name}>".encode())
        else:
            edits.replace(self.tag.start, self.tag.opened, head)
            edits.insert(self.tag.closed, new)


class Styles:
    """The looks of a workbook's cells; style numbers are positions in cellXfs. Raises NotPatchable where the part is damaged."""

    def __init__(self, content: bytes) -> None:
        root = parse(content, 4)
        if root.space != MAIN:
            raise NotPatchable("styles.xml is not in the usual namespace")
        self._content = content
        self._prefix = root.prefix
        self._sections: dict[str, _Section] = {}
        for name in ("fonts", "fills", "borders", "cellXfs"):
            tag = root.child(name)
            if tag is None or not tag.children:
                raise NotPatchable(f"styles.xml has no {name}")
            self._sections[name] = _Section(content, tag)
        self._fills = [self._marks(tag) for tag in self._sections["fills"].tags]
        formats = self._sections["cellXfs"].tags
        self._fill_of = [int(tag.attributes.get("fillId", "0") or 0) for tag in formats]
        self._colours: dict[tuple[int, Gravity], int] = {}

    @staticmethod
    def _marks(fill: Tag) -> Gravity | None:
        """Whose colour a fill is, where it is one of ours."""
        pattern = fill.child("patternFill")
        front = pattern.child("fgColor") if pattern is not None and pattern.attributes.get("patternType") == "solid" else None
        return _OURS.get(front.attributes.get("rgb", "").upper()) if front is not None else None

    @property
    def count(self) -> int:
        return len(self._sections["cellXfs"].entries)

    def own(self, style: int) -> int:
        """A style number of a cell; 0 for one that is not there."""
        return style if 0 <= style < self.count else 0

    @property
    def our_styles(self) -> frozenset[int]:
        """Styles of cells that were marked before."""
        marks = self._fills
        return frozenset(style for style, fill in enumerate(self._fill_of) if fill < len(marks) and marks[fill] is not None)

    def marked(self, style: int, gravity: Gravity) -> int:
        """The style with the fill of a mark; everything else in it stays."""
        style = self.own(style)
        if (style, gravity) not in self._colours:
            fill = self._add_fill(f'rgb="FF{COLOURS[gravity]}"')
            self._colours[style, gravity] = self._filled(style, fill)
        return self._colours[style, gravity]

    def colour(self, style: int) -> dict[str, str]:
        """The colour of a style's plain fill, as attributes of fgColor; empty where it has none, or a pattern."""
        style = self.own(style)
        number = self._fill_of[style] if style < len(self._fill_of) else 0
        fills = self._sections["fills"].tags
        pattern = fills[number].child("patternFill") if 0 < number < len(fills) else None
        front = pattern.child("fgColor") if pattern is not None and pattern.attributes.get("patternType") == "solid" else None
        return {} if front is None else {name: value for name, value in front.attributes.items() if name in _COLOUR_NAMES}

    def with_colour(self, style: int, colour: Mapping[str, str]) -> int:
        """The style with a plain fill of another colour, such as :meth:`colour` gave; without any fill for an empty one."""
        known = {name: value for name, value in colour.items() if name in _COLOUR_NAMES and _COLOUR_VALUE.fullmatch(value)}
        fill = 0
        if known:
            fill = self._add_fill(" ".join(f'{name}="{value}"' for name, value in known.items()))
        return self._filled(self.own(style), fill)

    def _add_fill(self, colour: str) -> int:
        return self.add("fills", f'<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor {colour}/><{{p}}bgColor indexed="64"/>'
                        "</{p}patternFill></{p}fill>")

    def _filled(self, style: int, fill: int) -> int:
        section = self._sections["cellXfs"]
        entry = section.entries[style]
        head_end = entry.index(b">") + 1  # no attribute of a format may hold this sign but escaped, as every writer does
        head = with_attributes(entry[:head_end], fillId=str(fill), applyFill="1" if fill else None)
        return self._format(head + entry[head_end:])

    def _format(self, entry: bytes) -> int:
        place = self._sections["cellXfs"].add(entry)
        if place >= MOST_FORMATS:
            raise NotPatchable("styles.xml has no room for more formats")
        return place

    def add(self, section: str, written: str) -> int:
        """A font, fill, border or format, in which "{p}" stands for the part's prefix; its number."""
        entry = written.replace("{p}", self._prefix).encode()
        return self._format(entry) if section == "cellXfs" else self._sections[section].add(entry)

    def font(self, **changes: str) -> int:
        """The workbook's usual font, changed: ``b``, ``u`` (of any value), ``sz``, ``rgb``; its number."""
        usual = self._sections["fonts"].tags[0]
        known: Mapping[str, bytes] = {tag.name: self._content[tag.start:tag.end] for tag in usual.children}
        parts = []
        # The order of CT_Font as Excel writes it; the schema allows any.
        for name in ("b", "i", "strike", "u", "sz", "color", "name", "family", "charset", "scheme"):
            if name == "sz" and "sz" in changes:
                parts.append(f'<{{p}}sz val="{changes["sz"]}"/>'.encode())
            elif name == "color" and "rgb" in changes:
                parts.append(f'<{{p}}color rgb="FF{changes["rgb"]}"/>'.encode())
            elif name in ("b", "u") and name in changes:
                parts.append(f"<{{p}}{name}/>".encode())
            elif name in known and name not in ("b", "i", "strike", "u"):
                parts.append(known[name])
        return self.add("fonts", "<{p}font>" + b"".join(parts).decode() + "</{p}font>")

    def made(self) -> bytes:
        """The part with all that was added."""
        edits = Edits(self._content)
        for section in self._sections.values():
            section.write(edits)
        return edits.made()
