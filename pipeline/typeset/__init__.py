"""Typeset: blocks become galleys, each set once, in parallel, and remembered by all it depends on."""

from __future__ import annotations

from pipeline.typeset.batches import GalleyStore, TypesetCount, Typesetting, typeset

__all__ = ["GalleyStore", "TypesetCount", "Typesetting", "typeset"]
