"""The page map as JSON, the product's memory: every later comparison, and every build that keeps its pages, reads this form (form 2):

    form, edition, lang, trim_pt, setting (what copy-fitting made the book in), made_from (digests: sources, design)
    pages     [] page (from 1), folio, side, section, digest (of what is drawn on it)
    sections  [] name, title, page, tab (the word on its thumb tab)
    entries   [] block, listing, section, guide (guide word, or the group of an index it heads), page, folio, place..., cells, continued,
                 reset (where it is set a line shorter or longer than it comes: "taken-in", "driven-out")
    lines     [] section, guide, term, targets, printed, page, folio, place...

    place...: column (from 1), first (piece, where it is not its galley's first), ys (top of each piece, points from the top of the trim),
              galley and shape (digests), height (of the whole galley, points), box (points from the trim's lower left corner)

What is empty is left out.
"""

from __future__ import annotations

from typing import Any

from pipeline.doors.json_text import json_lines
from pipeline.model.pages import MapEntry, MapLine, MapPlace, PageMap

__all__ = ["FORM", "page_map_file", "page_map_json"]

FORM = 2
"""Raised when the form changes."""


def _place(place: MapPlace) -> dict[str, Any]:
    made: dict[str, Any] = {"column": place.column + 1}
    if place.first:
        made["first"] = place.first
    return {**made, "ys": place.ys, "galley": place.galley, "shape": place.shape, "height": place.height}


def _entry(entry: MapEntry) -> dict[str, Any]:
    """Cells by file and sheet, as Excel writes them: "provinces/75.xlsx › НПО › C14"."""
    made: dict[str, Any] = {
        "block": entry.block, "listing": entry.listing, "section": entry.section, "guide": entry.guide, "page": entry.page_index + 1,
        "folio": entry.folio, **_place(entry.place), "box": entry.box, "cells": [str(cell) for cell in entry.cells],
        "continued": entry.continued, "reset": entry.reset,
    }
    return {key: value for key, value in made.items() if value or key == "ys"}


def _line(line: MapLine) -> dict[str, Any]:
    guide = {"guide": line.guide} if line.guide else {}
    return {
        "section": line.section, **guide, "term": line.term, "targets": line.targets, "printed": line.printed, "page": line.page_index + 1,
        "folio": line.folio, **_place(line.place), "box": line.box,
    }


def _section(name: str, title: str, index: int, tab: str) -> dict[str, Any]:
    return {"name": name, "title": title, "page": index + 1, **({"tab": tab} if tab else {})}


def page_map_json(page_map: PageMap) -> dict[str, Any]:
    """The page map as plain values. Pages count from 1; boxes are points from the trim's lower left corner."""
    return {
        "form": FORM,
        "edition": page_map.edition,
        "lang": page_map.lang,
        "trim_pt": page_map.trim,
        **({"setting": dict(page_map.setting)} if page_map.setting else {}),
        **({"made_from": dict(page_map.made_from)} if page_map.made_from else {}),
        "pages": [
            {
                "page": page.index + 1, "folio": page.folio, "side": page.side.value, "section": page.section, "digest": page.digest,
            }
            for page in page_map.pages
        ],
        "sections": [_section(name, title, index, page_map.tabs.get(name, "")) for name, title, index in page_map.sections],
        "entries": [_entry(entry) for entry in page_map.entries],
        "lines": [_line(line) for line in page_map.lines],
    }


def page_map_file(page_map: PageMap) -> bytes:
    """The page map as it is written, UTF-8: an entry, an index line or a page on each line of the file."""
    return json_lines(page_map_json(page_map))
