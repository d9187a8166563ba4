"""Waivers: findings somebody answers for."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.packing import packable

__all__ = ["Waiver"]


@packable
@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding somebody answers for: its id and code, the place it holds for ("" and page 0 hold everywhere), and why."""

    id: str
    code: str
    reason: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    page: int = 0
