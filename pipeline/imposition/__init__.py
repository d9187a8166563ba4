"""Imposition: pages become press sheets that fold into signatures; spine, printed sheets and paper are counted. No PDF is touched here."""

from __future__ import annotations

from pipeline.imposition.creep import Creep, creep_of
from pipeline.imposition.dummy import folding_dummy
from pipeline.imposition.folding import Cell, Forme, folded_formes
from pipeline.imposition.layout import Allowances, lay_out
from pipeline.imposition.paper import PaperNeed, conventional_sheets, conversion_factor, paper_for
from pipeline.imposition.schemes import SCHEMES, SIGNATURE_SIZES, Imposition, PressSheet, impose
from pipeline.imposition.spine import Spine, spine_of, spine_width, stated_spine
from pipeline.imposition.twoup import BOOKLET_PAGES, two_up, two_up_scale

__all__ = [
    "BOOKLET_PAGES", "SCHEMES", "SIGNATURE_SIZES", "Allowances", "Cell", "Creep", "Forme", "Imposition",
    "PaperNeed", "PressSheet", "Spine", "conventional_sheets", "conversion_factor",
    "creep_of", "folded_formes", "folding_dummy", "impose", "lay_out", "paper_for", "spine_of", "spine_width", "stated_spine", "two_up",
    "two_up_scale",
]
