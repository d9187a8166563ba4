"""Typeset: blocks become galleys, each set once, in parallel, and remembered by all it depends on."""

from __future__ import annotations

from pipeline.typeset.batches import Hear, TypesetCount, Typesetter, Typesetting, typeset
from pipeline.typeset.calls import warm_up
from pipeline.typeset.galleys import Galleys, GalleyStore, unpack_galleys

__all__ = ["GalleyStore", "Galleys", "Hear", "TypesetCount", "Typesetter", "Typesetting", "typeset", "unpack_galleys", "warm_up"]
