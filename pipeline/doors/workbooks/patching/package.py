"""A workbook's container: parts, relationships and content types, written again with every part that was not touched byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Final

from pipeline.doors.workbooks.patching.spots import Edits, NotPatchable, Tag, as_utf8, escaped, parse

__all__ = ["MAIN", "RELATIONS", "Package", "Relation"]

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "[Content_Types].xml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_NO_RELATIONS: Final = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE_RELATIONS}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind``: the last word of its type; ``target``: the part's name, or the address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of an .xlsx or .xlsm. Names are compared without case, as the standard says (ECMA-376 part 2, 6.2.2.3)."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._changed: dict[str, bytes | None] = {}

    def name(self, name: str) -> str:
        """A part's name as the container spells it; as given where there is none yet."""
        return self._names.get(name.lower(), name)

    def has(self, name: str) -> bool:
        name = self.name(name)
        return name.lower() in self._names and self._changed.get(name, b"") is not None

    def part(self, name: str) -> bytes:
        """A part's bytes, as they are now. Raises NotPatchable where there is none."""
        name = self.name(name)
        changed = self._changed.get(name)
        if changed is not None:
            return changed
        if not self.has(name):
            raise NotPatchable(f"part {name}")
        return self._archive.read(name)

    def xml(self, name: str) -> bytes:
        """A part's bytes in UTF-8."""
        return as_utf8(self.part(name))

    def put(self, name: str, content: bytes) -> None:
        name = self.name(name)
        self._names.setdefault(name.lower(), name)
        self._changed[name] = content

    def drop(self, name: str) -> None:
        """Take a part out, with its relationships and its content type."""
        for gone in (self.name(name), self.name(_relations_of(name))):
            if self.has(gone):
                self._changed[gone] = None
        self._drop_override(self.name(name))

    def free_name(self, pattern: str) -> str:
        """``pattern`` with the first number that no part has: xl/comments{}.xml."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def names(self) -> list[str]:
        return [name for name in self._names.values() if self.has(name)]

    def relations(self, source: str) -> list[Relation]:
        """Relationships of a part; of the package itself for ""."""
        name = _relations_of(source)
        if not self.has(name):
            return []
        folder = posixpath.dirname(source)
        return [_relation(tag, folder) for tag in parse(self.xml(name), 1).all("Relationship")]

    def relation(self, source: str, kind: str) -> Relation | None:
        """The first relationship of a kind whose part is there."""
        return next((one for one in self.relations(source) if one.kind == kind and not one.external and self.has(one.target)), None)

    def relate(self, source: str, kind: str, target: str) -> str:
        """A new relationship to a part; its id."""
        name = _relations_of(source)
        content = self.xml(name) if self.has(name) else _NO_RELATIONS
        root = parse(content, 1)
        taken = {tag.attributes.get("Id") for tag in root.children}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        where = posixpath.relpath(target, posixpath.dirname(source) or ".")
        edits = Edits(content)
        edits.append(root, f'<{root.prefix}Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{escaped(where)}"/>'.encode())
        self.put(name, edits.made())
        return f"rId{number}"

    def unrelate(self, source: str, id_: str) -> None:
        name = _relations_of(source)
        content = self.xml(name)
        edits = Edits(content)
        for tag in parse(content, 1).children:
            if tag.attributes.get("Id") == id_:
                edits.remove(tag)
        self.put(name, edits.made())

    def declare(self, name: str, content_type: str) -> None:
        """The content type of a new part."""
        self._add_type(f'Override PartName="/{escaped(name)}" ContentType="{content_type}"/>')

    def declare_ending(self, ending: str, content_type: str) -> None:
        """The content type of all parts with an ending, where it is not declared yet."""
        root = parse(self.xml(_TYPES), 1)
        if all(tag.attributes.get("Extension", "").lower() != ending for tag in root.all("Default")):
            self._add_type(f'Default Extension="{ending}" ContentType="{content_type}"/>', first=True)

    def _add_type(self, text: str, *, first: bool = False) -> None:
        content = self.xml(_TYPES)
        root = parse(content, 1)
        edits = Edits(content)
        new = f"<{root.prefix}{text}".encode()
        if first and not root.is_empty:
            edits.insert(root.opened, new)
        else:
            edits.append(root, new)
        self.put(_TYPES, edits.made())

    def _drop_override(self, name: str) -> None:
        content = self.xml(_TYPES)
        edits = Edits(content)
        for tag in parse(content, 1).all("Override"):
            if tag.attributes.get("PartName", "").lower() == f"/{name}".lower():
                edits.remove(tag)
        self.put(_TYPES, edits.made())

    def to_bytes(self) -> bytes:
        """The container: parts in their old order with their old times, new ones behind them. Same input, same bytes."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for entry in self._archive.infolist():
                content = self._changed.get(entry.filename, b"")
                if content is None:
                    continue
                if entry.filename not in self._changed:
                    content = self._archive.read(entry)
                archive.writestr(_entry(entry.filename, entry.date_time), content)
            old = set(self._archive.namelist())
            for name, new in self._changed.items():
                if name not in old and new is not None:
                    archive.writestr(_entry(name, _DATE), new)
        return made.getvalue()


def _entry(name: str, when: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, when)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(tag: Tag, folder: str) -> Relation:
    target, external = tag.attributes.get("Target", ""), tag.attributes.get("TargetMode") == "External"
    if not external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(tag.attributes.get("Id", ""), tag.attributes.get("Type", "").rpartition("/")[2], target, external)
