"""What a printer prints on and how much of it is lost: paper, press sheet, cover, allowances; every figure is the printer profile's."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.packing import packable

__all__ = ["PaperStock"]


@packable
@dataclass(frozen=True, slots=True)
class PaperStock:
    """``bulk_cm3_g``: thickness in micrometres for each gram per square metre. ``sheet_cm``: the press sheet, short side first.

    ``pages_per_sheet``: on both sides together. ``imprint_sheet_cm`` and ``imprint_fraction``: the format as the imprint names it
    (60x84/16), from which "усл. печ. л." are counted. ``make_ready_sheets``: lost for each forme before the first good sheet;
    ``running_percent``: lost for each time a sheet is printed. ``spine_glue_mm``: all that a spine has beyond block and cover.
    """

    grammage_gsm: float
    bulk_cm3_g: float
    sheet_cm: tuple[float, float]
    pages_per_sheet: int
    imprint_sheet_cm: tuple[float, float]
    imprint_fraction: int
    make_ready_sheets: int
    running_percent: float
    cover_caliper_mm: float
    spine_glue_mm: float
    spine_tolerance_mm: float

    @property
    def leaf_caliper_mm(self) -> float:
        """Thickness of one leaf: grammage times bulk."""
        return self.grammage_gsm * self.bulk_cm3_g / 1000
