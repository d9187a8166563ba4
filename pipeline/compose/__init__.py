"""Compose: localised listings become a book of sections and blocks."""

from __future__ import annotations

from pipeline.compose.body import compose_body, entry_block, printed_order
from pipeline.compose.front import (
    NOTES,
    compose_colophon,
    compose_contents,
    compose_correction,
    compose_front,
    compose_notes,
    compose_title,
)
from pipeline.compose.heads import SURELY_FITS, head_blocks
from pipeline.compose.indexes import Term, compose_indexes, terms_of
from pipeline.compose.leaving import LEAVABLE, without_fields
from pipeline.compose.setting import Composing, by_surname, reset_block

__all__ = [
    "LEAVABLE", "NOTES", "SURELY_FITS", "Composing", "Term", "by_surname", "compose_body", "compose_colophon", "compose_contents",
    "compose_correction", "compose_front", "compose_indexes", "compose_notes", "compose_title", "entry_block", "head_blocks",
    "printed_order", "reset_block", "terms_of", "without_fields",
]
