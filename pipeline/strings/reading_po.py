"""A translator's PO file comes back, from Poedit, Weblate or a text editor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.doors.catalogues import CatalogueEntry, catalogue_header, parse_catalogue
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.strings import rules
from pipeline.strings.arrival import Arrival, Incoming, day_of, stated_tag
from pipeline.strings.catalogue_files import EDITION_HEADER, KIND_HEADER, translator_of
from pipeline.strings.marks import read_mark
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind, Unit, unit_name

__all__ = ["read_po_arrival"]

_OURS: Final = frozenset({"guide-content", "guide-labels", "guide-pipeline"})
_NOBODY: Final = re.compile(r"FULL NAME|EMAIL@ADDRESS|^\W*$", re.IGNORECASE)


def read_po_arrival(text: str, file: str) -> Arrival:
    """All texts of a PO file, removed ones excepted. Raises Unreadable where it is none."""
    found = [entry for entry in parse_catalogue(text, file) if entry.msgid and not entry.obsolete]
    header = catalogue_header(text)
    said = header.get(KIND_HEADER, "")
    kind: CatalogueKind | None = said if said in CATALOGUE_KINDS else None
    lang = stated_tag(header.get("Language", ""))
    entries = [entry for entry in found if not _is_by_likeness(entry, kind)]
    by = header.get("Last-Translator", "")
    by = "" if by in _OURS or _NOBODY.search(by) else re.sub(r"\s*<[^>]*>", "", by).strip() or by
    others = [_incoming(entry, kind, file) for entry in found if _is_by_likeness(entry, kind)]
    texts = tuple(_incoming(entry, kind, file) for entry in entries)
    return Arrival(
        file, texts, lang, header.get(EDITION_HEADER, ""), by, tuple(_told_by_likeness(others)), tuple(one.name for one in others),
        day_of(header.get("PO-Revision-Date", "")))


def _is_by_likeness(entry: CatalogueEntry, kind: CatalogueKind | None) -> bool:
    """Whether a program put the translation of another text beside it (msgmerge, which Poedit calls for “Update from POT File”)."""
    if not entry.fuzzy:
        return False
    other_label = kind == "labels" and entry.previous not in ("", entry.msgid)
    return other_label or entry.previous_context not in ("", entry.context)


def _told_by_likeness(others: Sequence[Incoming]) -> Iterator[Finding]:
    if others:
        yield rules.KEYS.finding(
            "by-likeness", nmsg(
                "{n} translation was put beside another text by a program, because the two are alike; it was not taken.",
                "{n} translations were put beside other texts by a program, because they are alike; they were not taken.", len(others)),
            hint=msg("Never update the file from a POT file or another export (Poedit: “Update from POT File”)."), place=others[0].place,
        )


def _incoming(entry: CatalogueEntry, kind: CatalogueKind | None, file: str) -> Incoming:
    marks = [mark for mark in map(read_mark, entry.occurrences) if mark]
    signed, day, note = translator_of(entry.note)
    name = unit_name(Unit(entry.context, entry.msgid, "en"), kind or "content") if entry.context or kind else f"|{entry.msgid}"
    return Incoming(
        name, entry.msgstr, CellRef(file, cell=str(entry.line or "")), kind, entry.plurals, entry.fuzzy, entry.msgid,
        marks[0] if len(marks) == 1 else None, note, signed, day=day,
    )  # fmt: skip
