"""The page map as JSON, the product's memory: tests/…/pagemap goldens and every later comparison read this form."""

from __future__ import annotations

from typing import Any

from pipeline.model.json_lines import json_lines
from pipeline.model.pages import MapEntry, MapLine, PageMap

__all__ = ["page_map_json", "page_map_text"]

FORM = 1
"""Raised when the form changes."""


def _entry(entry: MapEntry) -> dict[str, Any]:
    """What is empty is left out. Cells by file and sheet, as Excel writes them: "provinces/75.xlsx › НПО › C14"."""
    made: dict[str, Any] = {"block": entry.block}
    if entry.listing:
        made["listing"] = entry.listing
    made["section"], made["page"] = entry.section, entry.page_index + 1
    if entry.folio:
        made["folio"] = entry.folio
    made["column"], made["box"] = entry.column + 1, entry.box
    if entry.cells:
        made["cells"] = [str(cell) for cell in entry.cells]
    if entry.continued:
        made["continued"] = True
    return made


def _line(line: MapLine) -> dict[str, Any]:
    return {
        "section": line.section, "term": line.term, "targets": line.targets, "printed": line.printed, "page": line.page_index + 1,
        "folio": line.folio, "box": line.box,
    }


def page_map_json(page_map: PageMap) -> dict[str, Any]:
    """The page map as plain values. Pages count from 1; boxes are points from the trim's lower left corner."""
    return {
        "form": FORM,
        "edition": page_map.edition,
        "lang": page_map.lang,
        "trim_pt": page_map.trim,
        **({"setting": dict(page_map.setting)} if page_map.setting else {}),
        "pages": [
            {"page": page.index + 1, "folio": page.folio, "side": page.side.value, "section": page.section} for page in page_map.pages
        ],
        "sections": [{"name": name, "title": title, "page": index + 1} for name, title, index in page_map.sections],
        "entries": [_entry(entry) for entry in page_map.entries],
        "lines": [_line(line) for line in page_map.lines],
    }


def page_map_text(page_map: PageMap) -> str:
    """The page map as it is written: an entry, an index line or a page on each line of the file."""
    return json_lines(page_map_json(page_map))
