"""What a PDF says of itself, as plain values: pages and their boxes, metadata, output intents, annotations, layers, actions."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.doors.pdf.painted.things import FontFacts, Space
from pipeline.model.findings import Box

__all__ = ["AnnotationFacts", "DocumentFacts", "IntentFacts", "LayerFacts", "PageFacts", "PageReading"]


@dataclass(frozen=True, slots=True)
class AnnotationFacts:
    """``box`` in points from the lower left corner of the trimmed page; ``prints``: it is not hidden, and flagged for print."""

    kind: str
    box: Box | None
    prints: bool
    shows: bool
    acts: bool


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Boxes in default user space units as the file writes them, inherited ones too; a box that is none is None.

    ``broken_boxes``: keys that hold something that is no rectangle. ``unit``: UserUnit. ``rotate`` in degrees clockwise.
    """

    number: int
    media: Box | None
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    broken_boxes: tuple[str, ...] = ()
    rotate: int = 0
    unit: float = 1.0
    annotations: tuple[AnnotationFacts, ...] = ()
    acts: bool = False

    @property
    def final(self) -> Box:
        """The trimmed page: TrimBox, else what stands for it (ISO 32000-1, 14.11.2.1)."""
        return self.trim or self.art or self.crop or self.media or (0.0, 0.0, 595.276, 841.89)


@dataclass(frozen=True, slots=True)
class IntentFacts:
    """An output intent (ISO 32000-1, 14.11.5). ``profile``: "" none, "broken", else class and colour space such as "prtr CMYK"."""

    kind: str
    identifier: str
    registry: str
    condition: str
    info: str
    profile: str = ""
    components: int = 0
    stated: int = 0
    """N of the stream; must be the profile's own count."""
    version: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """Optional content: names of the groups that are off, how many there are, alternate configurations."""

    count: int = 0
    hidden: tuple[str, ...] = ()
    configurations: int = 0
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The file as a whole. ``repairs``: what qpdf had to mend to read it. ``metadata``: XMP values by prefixed name.

    ``actions``: what a file for press must not hold, such as "JavaScript", "OpenAction", "AcroForm", "EmbeddedFiles".
    """

    version: str
    encrypted: bool
    object_streams: bool
    repairs: tuple[str, ...]
    has_id: bool
    info: dict[str, str]
    trapped: str
    metadata: dict[str, str]
    intents: tuple[IntentFacts, ...]
    layers: LayerFacts
    actions: tuple[str, ...]
    lzw: bool = False
    """Whether any stream is compressed with LZW."""


@dataclass(slots=True)
class PageReading:
    """What came of reading a page: ``oddities`` by name, ``cut``: reasons why part of it was not read, ``faults`` in its syntax.

    ``fonts``: all that its content showed text in.
    """

    facts: PageFacts
    oddities: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    faults: int = 0
    fonts: tuple[FontFacts, ...] = ()
    group: Space | None = None
    has_group: bool = False
