"""The book's typography as a compositor reads a proof: what lies where it should not, page by page, with coordinates.

Pure: from made-up pages, their sections and galleys to faults. ``guide-<edition>-<lang>.typography.json`` lists them all (form 1):

    form, edition, lang
    counts   code -> how many
    faults   [] id, code, severity, page (from 1), folio, section, column (from 1), box (points from the trim's lower left corner),
             block, listing, text (the lines meant), amount (lines, letters or points, by code); what does not apply is absent
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.makeup.faults import TypeFault
from pipeline.makeup.feet import column_faults
from pipeline.makeup.proofreading import paragraph_faults, split_faults, torn_words
from pipeline.makeup.setlines import set_paragraphs
from pipeline.model.book import Section
from pipeline.model.galley import Galley
from pipeline.model.pages import MadePage, PageGeometry, PageMap

__all__ = ["FORM", "find_type_faults", "typography_json"]

FORM = 1
"""Raised when the form changes."""


def find_type_faults(
    pages: Sequence[MadePage], sections: Sequence[Section], galleys: Mapping[str, Galley], geometry: PageGeometry
) -> list[TypeFault]:
    """Every fault of the book in the order a reader meets it. Of title pages only the words; what is not in ``sections`` is not read."""
    read = [section for section in sections if section.kind not in ("title", "notes")]
    found = [fault for paragraph in set_paragraphs(pages, read, galleys, geometry) for fault in paragraph_faults(paragraph)]
    found += [fault for paragraph in set_paragraphs(pages, sections, galleys, geometry) for fault in torn_words(paragraph)]
    found += split_faults(pages, read, galleys, geometry)
    found += column_faults(pages, read, galleys, geometry)
    return sorted(found, key=lambda fault: (fault.page_index, fault.column, -fault.box[3], fault.rule.id, fault.code))


def typography_json(page_map: PageMap, faults: Sequence[TypeFault]) -> dict[str, Any]:
    """The faults of the book of ``page_map`` as plain values; the keys are listed at the head of this module."""
    return {
        "form": FORM,
        "edition": page_map.edition,
        "lang": page_map.lang,
        "counts": dict(sorted(Counter(fault.code for fault in faults).items())),
        "faults": [_plain(fault, page_map.pages[fault.page_index].folio) for fault in faults],
    }


def _plain(fault: TypeFault, folio: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": fault.rule.id, "code": fault.code, "severity": fault.rule.codes[fault.code].value, "page": fault.page_index + 1,
        "folio": folio, "section": fault.section, "column": fault.column + 1, "box": fault.box, "block": fault.block,
        "listing": fault.listing, "text": fault.text, "amount": fault.amount,
    }
    return {key: value for key, value in made.items() if value not in ("", 0.0)}
