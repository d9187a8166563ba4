"""Catalogues as PO files: what the build reads, and what translators get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, write_catalogue
from pipeline.model.fields import Lang
from pipeline.strings.contexts import Lines, unit_name
from pipeline.strings.units import Catalogue, CatalogueKind, Unit

__all__ = ["read_po", "write_po"]

_TRANSLATOR: Final = "Translator: "
_PLAIN_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})
"""Translators' programs turn no-break spaces into plain ones, or into nothing; the typography sets them when it prints."""


def read_po(text: str, kind: CatalogueKind, lang: Lang, name: str = "") -> Catalogue:
    """The catalogue of a PO file's text; entries without msgctxt are no content. Raises Unreadable, which calls the file ``name``."""
    units = [_unit(entry, kind, lang) for entry in parse_catalogue(text, name) if entry.msgid and (entry.context or kind == "labels")]
    return Catalogue(lang, kind, tuple(units))


def _unit(entry: CatalogueEntry, kind: CatalogueKind, lang: Lang) -> Unit:
    lines = entry.note.split("\n")
    signed = next((line.removeprefix(_TRANSLATOR) for line in lines if line.startswith(_TRANSLATOR)), "")
    sent: Lang = "en" if kind == "labels" else "kk" if lang == "ru" else "ru"
    return Unit(
        entry.context, entry.msgid, sent, entry.plurals[0] if entry.plurals else entry.msgstr, entry.fuzzy, entry.previous, entry.obsolete,
        signed, "\n".join(line for line in lines if not line.startswith(_TRANSLATOR)), entry.plural, entry.plurals,
    )  # fmt: skip


def write_po(catalogue: Catalogue, comments: Mapping[str, Lines] | None = None, header: Mapping[str, str] | None = None) -> str:
    """The text of a PO file in the order of the units; ``comments``: by :func:`unit_name`, lines that a translator sees beside a unit."""
    comments = comments or {}
    project = "guide-content" if catalogue.kind == "content" else "guide-labels"
    entries = [_entry(unit, comments.get(unit_name(unit, catalogue.kind), ())) for unit in catalogue.units]
    return write_catalogue(entries, catalogue.lang, project, header)


def _entry(unit: Unit, comment: Lines) -> CatalogueEntry:
    signed = f"{_TRANSLATOR}{unit.translator}" if unit.translator else ""
    return CatalogueEntry(
        _plain(unit.source), "" if unit.plural else _plain(unit.target), unit.key, _plain(unit.plural), tuple(map(_plain, unit.plurals)),
        unit.fuzzy, unit.removed, _plain(unit.previous), "\n".join(map(_plain, comment)), "\n".join(filter(None, (signed, unit.note))),
    )


def _plain(text: str) -> str:
    return text.translate(_PLAIN_SPACES)
