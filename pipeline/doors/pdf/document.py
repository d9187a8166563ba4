"""What a document is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pipeline.model.findings import Box
from pipeline.model.galley import FontFace
from pipeline.model.packing import packable

__all__ = ["Bookmark", "Boxes", "DocumentFacts", "Note", "OutputIntent", "Slug"]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Page size in points: the trim, the bleed around it (0 for a proof), and the slug around that, which holds marks (0 without).

    ``cropped``: viewers show the slug left and right only.
    """

    trim_width: float
    trim_height: float
    bleed: float = 0.0
    slug: float = 0.0
    cropped: bool = False

    @property
    def margin(self) -> float:
        """How far the trim's corner stands from the page's, which is the origin."""
        return self.bleed + self.slug

    @property
    def shift(self) -> bytes:
        """The operator that opens every page with a margin: it takes page contents to the trim's corner; b"" without one."""
        return f"1 0 0 1 {self.margin:.3f} {self.margin:.3f} cm\n".encode() if self.margin else b""

    @property
    def media(self) -> Box:
        return self._around(self.margin)

    @property
    def bleed_box(self) -> Box:
        return self._around(self.bleed)

    @property
    def trim(self) -> Box:
        return self._around(0.0)

    @property
    def shown(self) -> Box:
        """What viewers show of a page."""
        left, foot, right, top = self.media
        return (left, self.trim[1], right, self.trim[3]) if self.cropped else (left, foot, right, top)

    def _around(self, distance: float) -> Box:
        """The rectangle so far outside the trim."""
        near = self.margin - distance
        return (near, near, self.margin + self.trim_width + distance, self.margin + self.trim_height + distance)


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """The printing condition (ISO 15930-7, 6.2.2): a registry name, and the profile that PDF/X-4 embeds."""

    identifier: str
    condition: str
    info: str
    profile: bytes
    """b"" for a condition that the registry's name alone stands for."""


@dataclass(frozen=True, slots=True)
class Slug:
    """What stands outside the bleed: crop marks, and on each page a line of its own, set in ``face``.

    ``folds``: where a cover is folded, points from the trim's left edge.
    """

    face: FontFace
    lines: Sequence[str]
    folds: Sequence[float] = ()


@packable
@dataclass(frozen=True, slots=True)
class Note:
    """What a proof says beside its text: ``box`` in points from the trim's lower left corner, ``lines`` of ``size`` points drawn in it.

    ``bar`` stands at that edge of the box; ``framed``: a frame on white instead; ``tip``: what a viewer tells of it.
    """

    page_index: int
    box: Box
    lines: tuple[str, ...] = ()
    tip: str = ""
    bar: Literal["left", "right", ""] = ""
    framed: bool = False
    size: float = 5.0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document says of itself; dates come from the edition, never from the clock."""

    title: str
    author: str
    lang: str
    created: datetime
    creator: str
    pdfx: str = ""
    """"PDF/X-4", "PDF/X-1a:2003" or "PDF/X-1a:2001" for a press file; "" for a proof."""
    intent: OutputIntent | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    page_index: int
    top: float
    """Height on the page, PDF coordinates."""
    children: Sequence[Bookmark] = field(default_factory=tuple)
