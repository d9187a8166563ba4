"""The parts of an Office Open XML package: found by their relationships, whatever the case of their names."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import IO, Final

from pipeline.doors.workbooks.streaming import walk

__all__ = ["Package", "Relation"]

_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WORKBOOK: Final = "sheet.main+xml"
"""The end of the content type of a workbook's main part, with macros, a template or neither."""
_OTHER_WORKBOOKS: Final = "main+xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of the relationship's type ("worksheet"), in either form of the standard;
    ``part`` is its target.
    """

    id: str
    kind: str
    part: str


class Package:
    """A package whose container was checked (archive.py). Part names are compared without case (ECMA-376 part 2, 6.2.2.3).

    Programs of 1C write xl/SharedStrings.xml and refer to xl/sharedStrings.xml; Excel does not mind.
    """

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._names

    def parts(self) -> list[str]:
        """Names of all parts, folded."""
        return sorted(self._names)

    def open(self, part: str) -> IO[bytes]:
        """A part's bytes. Raises KeyError where there is none of that name."""
        return self._archive.open(self._names[part.lower()])

    def workbook(self) -> str:
        """The main part: what the package's own relationships say, else its content type. Raises KeyError."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and self.has(relation.part):
                return relation.part
        with self.open("[Content_Types].xml") as stream:
            for _, element, _ in walk(stream, frozenset({_TYPES + "Override"})):
                if element.get("ContentType", "").endswith((_WORKBOOK, _OTHER_WORKBOOKS)):
                    return element.get("PartName", "").lstrip("/")
        raise KeyError("workbook")

    def relations(self, part: str) -> list[Relation]:
        """A part's relationships to other parts of the package, "" for the package's own; none where it has none.

        Raises ParseError where they are broken.
        """
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if not self.has(path):
            return []
        found: list[Relation] = []
        with self.open(path) as stream:
            for _, element, _ in walk(stream, frozenset({_RELATIONS + "Relationship"})):
                target = element.get("Target", "").replace("\\", "/")
                if element.get("TargetMode") != "External" and target:
                    whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                    found.append(Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], whole))
        return found
