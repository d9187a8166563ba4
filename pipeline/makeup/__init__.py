"""Make-up: galleys become pages and the page map; breaks are arithmetic, nothing is typeset here."""

from __future__ import annotations

from pipeline.makeup.ahead import Ahead
from pipeline.makeup.assemble import draw_page, map_pages
from pipeline.makeup.bind import bind
from pipeline.makeup.breaks import Column, Weights
from pipeline.makeup.columns import Gap, MakeupSettings, Poured
from pipeline.makeup.corrections import find_corrections
from pipeline.makeup.faults import TypeFault
from pipeline.makeup.keeping import Keeper
from pipeline.makeup.keptmap import KeptMap, kept_map, read_page_map
from pipeline.makeup.levelling import Resets, Uneven, find_uneven, level
from pipeline.makeup.mappedbook import MappedBook, read_mapped_book
from pipeline.makeup.pagemap import page_map_file, page_map_json
from pipeline.makeup.pagination import FurnitureSettings, furnish, furniture_blocks, notes_needed, number_pages
from pipeline.makeup.remembered import Breaks, Remember
from pipeline.makeup.room import rooms
from pipeline.makeup.typography import find_type_faults, typography_json
from pipeline.model.corrections import Corrections, Overmatter
from pipeline.model.signatures import Signatures

__all__ = [
    "Ahead", "Breaks", "Column", "Corrections", "FurnitureSettings", "Gap", "Keeper", "KeptMap", "MakeupSettings", "MappedBook",
    "Overmatter", "Poured", "Remember", "Resets", "Signatures", "TypeFault", "Uneven", "Weights", "bind", "draw_page",
    "find_corrections", "find_type_faults", "find_uneven", "furnish", "furniture_blocks", "kept_map", "level", "map_pages",
    "notes_needed", "number_pages", "page_map_file", "page_map_json", "read_mapped_book", "read_page_map", "rooms", "typography_json",
]
