"""What the fast setter sets: blocks and lines that answer to the names by which ``cutting`` reads the engine's own boxes.

Lengths are CSS pixels, ``position_y`` from the top of the galley.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.doors.engine.phrases import Placed
    from pipeline.doors.engine.styles import Style

__all__ = ["SetBlock", "SetLine"]


@dataclass(slots=True, eq=False)
class SetLine:
    """A line in its paragraph: ``baseline`` from its top."""

    position_y: float
    height: float
    baseline: float
    children: list[Placed] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class SetBlock:
    """A block; ``children`` are blocks or lines, ``width`` and ``height`` those of its border box."""

    computed: Style
    position_x: float
    position_y: float
    width: float
    height: float
    children: list[SetBlock] | list[SetLine]

    @property
    def style(self) -> Mapping[str, Any]:
        return self.computed.breaks

    @property
    def is_framed(self) -> bool:
        """Its ink could not be cut."""
        return bool(self.computed.ground or self.computed.border_bottom[0])

    @property
    def border_top_width(self) -> float:
        return self.computed.border_top[0]

    @property
    def border_bottom_width(self) -> float:
        return self.computed.border_bottom[0]

    @property
    def padding_top(self) -> float:
        return self.computed.padding[0]

    @property
    def padding_bottom(self) -> float:
        return self.computed.padding[2]

    def border_box_y(self) -> float:
        return self.position_y

    def border_height(self) -> float:
        return self.height
