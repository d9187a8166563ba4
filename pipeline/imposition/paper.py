"""Conventional printed sheets ("усл. печ. л."), and how many press sheets and kilograms of paper a run takes, waste included.

A conventional printed sheet is one side of 60 x 90 cm, 5,400 square centimetres; sheets of other formats are converted by the ratio of
areas, which the trade uses with two decimals (didacts.ru; obumage.net). Paper for a run: sheets times area times grammage, and what the
press spoils (osvita-plaza.in.ua gives the same formula in tonnes).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from pipeline.model.stock import PaperStock

__all__ = ["PaperNeed", "conventional_sheets", "conversion_factor", "paper_for"]

CONVENTIONAL_CM2: Final = 60 * 90
FACTORS: Final = {(60, 84): 0.93, (60, 90): 1.0, (70, 90): 1.17, (75, 90): 1.25, (70, 100): 1.29, (70, 108): 1.40, (84, 108): 1.68}
"""Factors in use, by the sheet in cm (didacts.ru). That of 70 x 100 is cut off (1.296), so a rule alone would not give them."""


def conversion_factor(sheet_cm: tuple[float, float]) -> float:
    """Conventional sheets in one printed sheet of that format: the trade's figure, else the ratio of areas with two decimals."""
    width, height = sorted(sheet_cm)
    return next(
        (factor for format_cm, factor in FACTORS.items() if format_cm == (width, height)), round(width * height / CONVENTIONAL_CM2, 2)
    )


def conventional_sheets(pages: int, sheet_cm: tuple[float, float], fraction: int) -> float:
    """"Усл. печ. л." of a book in the format ``sheet_cm`` / ``fraction`` (60 x 84 / 16), with two decimals as the imprint has them."""
    return round(pages / fraction * conversion_factor(sheet_cm) + 1e-9, 2)


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """Press sheets for a run of ``run`` copies. ``waste``: of the ``sheets``, those the press spoils; ``kilograms`` of all of them."""

    run: int
    sheets: int
    waste: int
    kilograms: float


def paper_for(pages: int, run: int, stock: PaperStock) -> PaperNeed:
    """What the block of a book takes. A last part that fills no sheet is printed work-and-turn, several copies on a sheet.

    Each sheet is printed twice: each side costs its make-ready, and the running waste.
    """
    whole, rest = divmod(pages, stock.pages_per_sheet)
    parts = [run] * whole + ([ceil(run * rest / stock.pages_per_sheet)] if rest else [])
    waste = sum(2 * stock.make_ready_sheets + ceil(2 * stock.running_percent * good / 100 - 1e-9) for good in parts)
    sheets = sum(parts) + waste
    width, height = stock.sheet_cm
    return PaperNeed(run, sheets, waste, sheets * width * height / 10_000 * stock.grammage_gsm / 1000)
