"""Imposition: pages become press sheets that fold into signatures; spine, printed sheets and paper are counted. No PDF is touched here."""

from __future__ import annotations

from pipeline.imposition.creep import Creep, creep_of
from pipeline.imposition.folding import Cell, Forme, folded_formes
from pipeline.imposition.schemes import METHODS, SCHEMES, SIGNATURE_SIZES, Imposition, PressSheet, impose

__all__ = [
    "METHODS", "SCHEMES", "SIGNATURE_SIZES", "Cell", "Creep", "Forme", "Imposition", "PressSheet", "creep_of", "folded_formes", "impose",
]
