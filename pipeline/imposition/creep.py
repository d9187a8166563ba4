"""Creep: leaves that lie inside others stand out at the fore edge by the thickness of what lies outside, and lose it to the knife.

A layer k (from 0, outside) moves by k times the leaf's caliper; the innermost of n pages by ``caliper * (n / 4 - 1)``
(impozycjoner.com; Kodak Preps takes ``n / 4``, bayardprinting.com). Paper gives a little: in practice 1.2 to 1.4 times as much is measured.
Usually the printer shifts the pages; so it is told, and shifted only where somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Creep", "creep_of"]


@dataclass(frozen=True, slots=True)
class Creep:
    """``caliper_mm``: of one leaf; ``layers``: leaves in one another, counted to the fold (pages / 4)."""

    caliper_mm: float
    layers: int

    def at(self, layer: int) -> float:
        """Millimetres by which a layer (0: outside) stands out."""
        return layer * self.caliper_mm

    @property
    def greatest_mm(self) -> float:
        """Of the innermost layer."""
        return self.at(max(self.layers - 1, 0))


def creep_of(nested_pages: int, caliper_mm: float) -> Creep:
    """Of so many pages folded into one another: a whole saddle-stitched book, or one signature of a sewn one."""
    return Creep(caliper_mm, -(-nested_pages // 4))
