"""When a workbook was saved, as its properties say: a person asks for it where two files say different things."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress
from typing import Final

from pipeline.doors.workbooks.writing import SAVED

__all__ = ["saved_moment"]

_PARTS: Final = (
    ("docProps/core.xml", re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:+.Z -]{10,40}?)\s*<")),
    ("meta.xml", re.compile(rb"<dc:date>\s*([0-9T:+.Z -]{10,40}?)\s*<")),
)
_TORN: Final = (zipfile.BadZipFile, OSError, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error)
"""What zipfile raises over files that are none, are torn or locked, or packed in a way it does not know."""
_OURS: Final = SAVED.strftime("%Y-%m-%dT%H:%M:%S").encode()
"""In every file that the guide makes and nobody saved since."""
_MOST: Final = 1 << 16
"""Bytes of properties that are looked through."""


def saved_moment(content: bytes) -> str:
    """As the file has it (2027-02-11T10:15:00Z); "" where it has none, as .xls and text tables do, or one of ours. Never raises."""
    with suppress(*_TORN), zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name, pattern in _PARTS:
            if name in packed.namelist():
                with packed.open(name) as part:
                    found = pattern.search(part.read(_MOST))
                return found[1].decode("ascii") if found and not found[1].startswith(_OURS) else ""
    return ""
