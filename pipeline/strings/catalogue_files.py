"""Catalogues as PO files: what the build reads, and what translators get."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.doors.catalogues import CatalogueEntry, catalogue_header, parse_catalogue, write_catalogue
from pipeline.model.fields import Lang
from pipeline.model.meant import meant_in
from pipeline.strings.contexts import Lines
from pipeline.strings.units import Catalogue, CatalogueKind, Unit, unit_name

__all__ = ["EDITION_HEADER", "KIND_HEADER", "PoFile", "read_po", "read_po_file", "rewritten_po", "translator_of", "write_po"]

EDITION_HEADER: Final = "X-Guide-Edition"
KIND_HEADER: Final = "X-Guide-Strings"
"""Lines of the header of a translator's file: the edition's id, and which kind of catalogue it is."""
_TRANSLATOR: Final = "Translator: "
_DATED: Final = re.compile(r"(.+), (\d{4}-\d\d-\d\d)")
_PLAIN_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})
"""Translators' programs turn no-break spaces into plain ones, or into nothing; the typography sets them when it prints."""


def translator_of(note: str) -> tuple[str, str, str]:
    """Who signed a translator's comment ("" for nobody), on which day ("" where it does not say), and the comment without that line."""
    lines = note.split("\n")
    signed = next((line.removeprefix(_TRANSLATOR).strip() for line in lines if line.startswith(_TRANSLATOR)), "")
    dated = _DATED.fullmatch(signed)
    who, day = (dated[1], dated[2]) if dated else (signed, "")
    return who, day, "\n".join(line for line in lines if not line.startswith(_TRANSLATOR))


def read_po(text: str, kind: CatalogueKind, lang: Lang, name: str = "") -> Catalogue:
    """The catalogue of a PO file's text; entries without msgctxt are no content. Raises Unreadable, which calls the file ``name``."""
    return Catalogue(lang, kind, tuple(_unit(entry, kind, lang) for entry in parse_catalogue(text, name) if _is_text(entry, kind)))


def _is_text(entry: CatalogueEntry, kind: CatalogueKind) -> bool:
    return bool(entry.msgid) and (kind == "labels" or bool(entry.context and not entry.plural))


def _unit(entry: CatalogueEntry, kind: CatalogueKind, lang: Lang) -> Unit:
    signed, day, note = translator_of(entry.note)
    meant, note = meant_in(note)
    sent: Lang = "en" if kind == "labels" else "kk" if lang == "ru" else "ru"
    return Unit(
        entry.context, entry.msgid, sent, entry.plurals[0] if entry.plurals else entry.msgstr, entry.fuzzy, entry.previous, entry.obsolete,
        signed, note, entry.plural, entry.plurals, meant, day,
    )  # fmt: skip


def write_po(
    catalogue: Catalogue, comments: Mapping[str, Lines] | None = None, header: Mapping[str, str] | None = None,
    references: Mapping[str, str] | None = None, others: Sequence[CatalogueEntry] = (),
) -> str:
    """The text of a PO file in the order of the units.

    ``comments``: by :func:`unit_name`, lines that a translator sees beside a unit (``#.``); ``references``: by the same, what a program
    finds again (``#:``); ``header``: further lines of the header; ``others``: entries that are no texts of ours.
    """
    comments, references = comments or {}, references or {}
    project = "guide-content" if catalogue.kind == "content" else "guide-labels"
    names = [unit_name(unit, catalogue.kind) for unit in catalogue.units]
    entries = [
        _entry(unit, comments.get(name, ()), references.get(name, "")) for unit, name in zip(catalogue.units, names, strict=True)
    ]
    return write_catalogue([*entries, *others], catalogue.lang, project, header)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file as it stands: its catalogue, and what a program or a person wrote around it. By :func:`unit_name`."""

    catalogue: Catalogue
    header: Mapping[str, str]
    comments: Mapping[str, Lines]
    references: Mapping[str, str]
    others: tuple[CatalogueEntry, ...] = ()
    """Entries that belong to no text: without msgctxt, or with a plural where nothing is counted."""

    def text(self, catalogue: Catalogue, comments: Mapping[str, Lines] | None = None) -> str:
        """The file with another catalogue, under its own header; ``comments``: in place of its own."""
        comments = self.comments if comments is None else comments
        return write_po(catalogue, comments, self.header, self.references, self.others)


def read_po_file(text: str, kind: CatalogueKind, lang: Lang, name: str = "") -> PoFile:
    """All that a PO file's text holds. Raises Unreadable, which calls the file ``name``."""
    units: list[Unit] = []
    comments: dict[str, Lines] = {}
    references: dict[str, str] = {}
    others: list[CatalogueEntry] = []
    for entry in parse_catalogue(text, name):
        if not _is_text(entry, kind):
            others += [entry] if entry.msgid else []
        else:
            units.append(_unit(entry, kind, lang))
            of = unit_name(units[-1], kind)
            comments[of] = tuple(entry.comment.split("\n")) if entry.comment else ()
            references[of] = " ".join(entry.occurrences)
    return PoFile(Catalogue(lang, kind, tuple(units)), catalogue_header(text), comments, references, tuple(others))


def rewritten_po(text: str, catalogue: Catalogue) -> str:
    """The catalogue as a PO file in place of the one with this ``text``, whose header, comments and references stay."""
    return read_po_file(text, catalogue.kind, catalogue.lang).text(catalogue)


def _entry(unit: Unit, comment: Lines, reference: str) -> CatalogueEntry:
    signed = f"{_TRANSLATOR}{', '.join(filter(None, (unit.translator, unit.day)))}" if unit.translator else ""
    return CatalogueEntry(
        _plain(unit.source), "" if unit.plural else _plain(unit.target), unit.key, _plain(unit.plural), tuple(map(_plain, unit.plurals)),
        unit.fuzzy, unit.removed, _plain(unit.previous), "\n".join(map(_plain, comment)), "\n".join(filter(None, (signed, unit.remark))),
        (reference,) if reference else (),
    )


def _plain(text: str) -> str:
    return text.translate(_PLAIN_SPACES) if "\u00a0" in text or "\u202f" in text else text
