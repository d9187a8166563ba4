"""A translator's PO file comes back, from Poedit, Weblate or a text editor."""

from __future__ import annotations

import re
from typing import Final, cast, get_args

from pipeline.doors.catalogues import CatalogueEntry, catalogue_header, parse_catalogue
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef
from pipeline.strings.arrival import Arrival, Incoming
from pipeline.strings.catalogue_files import translator_of
from pipeline.strings.exporting import EDITION_HEADER, KIND_HEADER
from pipeline.strings.marks import read_mark
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind, Unit, unit_name

__all__ = ["read_po_arrival"]

_OURS: Final = frozenset({"guide-content", "guide-labels", "guide-pipeline"})
_NOBODY: Final = re.compile(r"FULL NAME|EMAIL@ADDRESS|^\W*$", re.IGNORECASE)


def read_po_arrival(text: str, file: str) -> Arrival:
    """All texts of a PO file, removed ones excepted. Raises Unreadable where it is none."""
    entries = [entry for entry in parse_catalogue(text, file) if entry.msgid and not entry.obsolete]
    header = catalogue_header(text)
    said = header.get(KIND_HEADER, "")
    kind: CatalogueKind | None = said if said in CATALOGUE_KINDS else None
    tag = re.split(r"[_@-]", header.get("Language", "").lower())[0]
    lang = cast("Lang", tag) if tag in get_args(Lang) else None
    by = header.get("Last-Translator", "")
    by = "" if by in _OURS or _NOBODY.search(by) else re.sub(r"\s*<[^>]*>", "", by).strip() or by
    return Arrival(file, tuple(_incoming(entry, kind, file) for entry in entries), lang, header.get(EDITION_HEADER, ""), by)


def _incoming(entry: CatalogueEntry, kind: CatalogueKind | None, file: str) -> Incoming:
    marks = [mark for mark in map(read_mark, entry.occurrences) if mark]
    signed, note = translator_of(entry.note)
    name = unit_name(Unit(entry.context, entry.msgid, "en"), kind or "content") if entry.context or kind else f"|{entry.msgid}"
    return Incoming(
        name, entry.msgstr, CellRef(file, cell=str(entry.line or "")), kind, entry.plurals, entry.fuzzy, entry.msgid,
        marks[0] if len(marks) == 1 else None, note, signed,
    )  # fmt: skip
