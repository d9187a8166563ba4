"""Numbers after an index term: sorted, merged, never repeated."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["merge_locators"]


def merge_locators(folios: Iterable[int]) -> str:
    """"12, 14–16": runs of neighbouring pages become a range with an en dash."""
    runs: list[list[int]] = []
    for folio in sorted(set(folios)):
        if runs and folio == runs[-1][1] + 1:
            runs[-1][1] = folio
        else:
            runs.append([folio, folio])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
