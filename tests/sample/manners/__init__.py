"""Twelve provinces, twelve ways of keeping a list, and the sheet of experts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from openpyxl import Workbook

from ..facts import Sample
from .cities import almaty, astana, shymkent
from .east import abai, east, zhetysu
from .north import akmola, karaganda, pavlodar
from .people import experts
from .west import atyrau, mangystau, turkistan

__all__ = ["WORKBOOKS"]

WORKBOOKS: Final[Mapping[str, Callable[[Sample], Workbook]]] = {
    "provinces/10-abai.xlsx": abai,
    "provinces/11-akmola.xlsx": akmola,
    "provinces/23-atyrau.xlsx": atyrau,
    "provinces/33-zhetysu.xlsx": zhetysu,
    "provinces/35-karaganda.xlsx": karaganda,
    "provinces/47-mangystau.xlsx": mangystau,
    "provinces/55-pavlodar.xlsx": pavlodar,
    "provinces/61-turkistan.xlsx": turkistan,
    "provinces/63-east.xlsx": east,
    "provinces/71-astana.xlsx": astana,
    "provinces/75-almaty.xlsx": almaty,
    "provinces/79-shymkent.xlsx": shymkent,
    "experts.xlsx": experts,
}
"""File name within sources/ -> what makes it."""
