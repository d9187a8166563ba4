"""What qpdf, which did not write it, finds in a PDF: boxes, fonts, output intent, and digests of what each page draws."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.model.findings import Box

__all__ = ["InspectedFile", "InspectedFont", "InspectedIntent", "InspectedPage"]

_SETS_FONT: Final = re.compile(rb"/([^\s/<>\[\](){}%#]+)\s+[-+.\d]+\s+Tf\b")
"""Font name, size, Tf (ISO 32000-1, 9.3.1)."""

@dataclass(frozen=True, slots=True)
class InspectedFont:
    """``name`` without its subset tag; ``kind`` such as Type0; ``digest`` of everything it consists of, down to the font file."""

    name: str
    embedded: bool
    digest: str
    kind: str


@dataclass(frozen=True, slots=True)
class InspectedPage:
    """``drawing``: digest of the operators as they stand in the file, after the shift to the trim's corner.

    It is "" where the page holds anything that could make the same operators look different: then nothing that is known of
    them counts. ``others``: entries that pages of ours do not have. A missing box is () .
    """

    media: Box | tuple[()]
    trim: Box | tuple[()]
    bleed: Box | tuple[()]
    drawing: str
    stream: bytes
    """The operators, deflated as they stand in the file; b"" where ``drawing`` is ""."""
    fonts: Mapping[str, InspectedFont]
    """By their names in the operators; those of the page's resources, whether it uses them or not."""
    annotated: bool
    others: tuple[str, ...]

    def faces_used(self) -> tuple[str, ...]:
        """Names of the fonts its operators set, in order; all of its resources where that cannot be told for certain."""
        try:
            content = zlib.decompress(self.stream)
        except zlib.error:
            return tuple(sorted(self.fonts))
        named = [name.decode("latin-1") for name in _SETS_FONT.findall(content)]
        certain = len(named) == content.count(b"Tf") and self.fonts.keys() >= set(named)
        return tuple(sorted(set(named) if certain else self.fonts))


@dataclass(frozen=True, slots=True)
class InspectedIntent:
    """An output intent. ``profile``: "" where none is embedded, else its class and space such as "prtr CMYK", or "broken"."""

    kind: str
    identifier: str
    registry: str
    profile: str
    channels: tuple[int, int]
    """As the profile has them, and as its stream says."""


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """Every page, and the file as a whole. ``info`` and ``metadata`` (XMP, by prefixed name) hold what is not empty.

    ``held``: what a press file must not hold, such as Encrypt, ObjStm, AcroForm; ``repairs``: what had to be mended to read the file.
    """

    pages: tuple[InspectedPage, ...]
    version: str
    info: Mapping[str, str]
    trapped: str
    metadata: Mapping[str, str]
    has_id: bool
    intents: tuple[InspectedIntent, ...]
    held: tuple[str, ...]
    repairs: tuple[str, ...]
