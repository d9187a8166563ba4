"""Make-up: galleys become pages and the page map; breaks are arithmetic, nothing is typeset here."""

from __future__ import annotations

from pipeline.makeup.assemble import draw_page, map_pages
from pipeline.makeup.bind import bind
from pipeline.makeup.breaks import Weights
from pipeline.makeup.columns import Gap, MakeupSettings
from pipeline.makeup.faults import TypeFault
from pipeline.makeup.ladders import without_ladders
from pipeline.makeup.pagemap import page_map_json
from pipeline.makeup.pagination import FurnitureSettings, furnish, furniture_blocks, notes_needed, number_pages
from pipeline.makeup.typography import find_type_faults, typography_json

__all__ = [
    "FurnitureSettings", "Gap", "MakeupSettings", "TypeFault", "Weights", "bind", "draw_page", "find_type_faults", "furnish",
    "furniture_blocks", "map_pages", "notes_needed", "number_pages", "page_map_json", "typography_json",
    "without_ladders",
]
