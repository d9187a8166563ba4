"""Returning: what was found in a workbook goes back to its author, in a marked copy; what he changed is told when it comes back."""

from __future__ import annotations

from pipeline.returning.comparing import Comparison, FieldChange, State, Told, compare
from pipeline.returning.copies import Copy, make_copy, names_of_copies, read_original
from pipeline.returning.lines import Offered, Say, counts_of, marked_book
from pipeline.returning.places import columns_of
from pipeline.returning.tongue import language_of_book

__all__ = [
    "Comparison", "Copy", "FieldChange", "Offered", "Say", "State", "Told", "columns_of", "compare", "counts_of", "language_of_book",
    "make_copy", "marked_book", "names_of_copies", "read_original",
]
