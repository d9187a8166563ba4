"""What stands on a page of a PDF, as plain values: paints, fonts, images, and each thing that is painted with its graphics state."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal, NamedTuple

from pipeline.doors.pdf.painted.matrices import Point
from pipeline.model.findings import Box

__all__ = ["FontFacts", "Glyphs", "GroupFacts", "ImageFacts", "Look", "Paint", "Painted", "Space", "What"]

What = Literal["text", "fill", "stroke", "image", "mask", "shading", "group"]
"""``mask`` is an image mask: one bit a pixel, painted in the fill colour; ``group`` a transparency group, before what is in it."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space (ISO 32000-1, 8.6).

    ``family`` without its slash; ``colorants`` of Separation and DeviceN; ``base``: the alternate of Separation, DeviceN and
    ICCBased, what Indexed looks up in, what an uncoloured pattern takes its colour from. ``profile``: the colour space an ICC
    profile's own header states ("CMYK", "RGB", "GRAY"), "" where it is not one.
    """

    family: str
    components: int
    colorants: tuple[str, ...] = ()
    base: Space | None = None
    lookup: bytes = b""
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour: components from 0 to 1 (Indexed: the index; Lab: as written). ``pattern``: "tiling" or "shading", else ""."""

    space: Space
    values: tuple[float, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paint meets what lies under it. ``masked``: through a soft mask; ``opm``: overprint mode."""

    overprint: bool = False
    opm: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False


@dataclass(frozen=True, slots=True)
class FontFacts:
    """A font as the file holds it. ``name`` without the subset's tag; ``kind``: Type1, TrueType, Type3, MMType1, CIDFontType0 or
    CIDFontType2; ``encoding`` as a person names it. ``fs_type``: embedding bits of OS/2, None where the program has none.
    ``fault``: why the font program could not be read, else "".
    """

    name: str
    kind: str
    embedded: bool
    subset: bool
    encoding: str
    unicode: bool
    fs_type: int | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Codes of one shown text that no glyph answers to: code -> "missing" (.notdef) or "empty", with the text meant where known."""

    code: int
    fault: Literal["missing", "empty"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """An image's own facts. ``bits`` a component; ``filters`` without slashes; ``soft``: it has a soft mask; ``stored``: its bytes
    in the file.
    """

    width: int
    height: int
    bits: int
    filters: tuple[str, ...]
    inline: bool = False
    soft: bool = False
    stored: int = 0
    alternates: bool = False
    opi: bool = False
    cut_off: bool = False
    """It has less data than its size takes, or a JPEG without its end."""
    quality: int = 0
    """Of a JPEG, 1 to 100 (jpeg.py); 0 of anything else."""
    unit: tuple[int, int] = (0, 0)
    """Object number and generation; (0, 0) of an inline image."""

    def oddities(self) -> set[str]:
        """What a file for press must not have of it."""
        held = {"OPI": self.opi, "alternates": self.alternates, "LZW": "LZWDecode" in self.filters}
        return {name for name, there in held.items() if there}


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A transparency group; ``space`` None where it has none of its own. ``of_page``: the page's own group."""

    space: Space | None
    of_page: bool = False


class Painted(NamedTuple):
    """One thing painted. Boxes in points, clipped by the clip's own box, from the lower left corner of the trimmed page.

    ``size``: the effective type size of text, the thickness in points of a stroke or of a filled shape that is a line (``inf``
    where it is none). ``ppi``: of an image, by the worse axis. ``blank``: text of spaces only; ``unsaid``:
    text of which the file does not tell all characters. ``shape``: corners of a painted
    area or line, empty where there are more than some dozens. ``in_mask``: it only shapes a soft mask; ``in_glyph``: it draws a glyph
    of a Type 3 font.
    """

    what: What
    box: Box
    paint: Paint
    look: Look
    size: float = inf
    outline: float = inf
    """Thickness in points of letters that are drawn in outline only."""
    ppi: float = inf
    font: FontFacts | None = None
    glyphs: tuple[Glyphs, ...] = ()
    image: ImageFacts | None = None
    group: GroupFacts | None = None
    shape: tuple[tuple[Point, ...], ...] = ()
    blank: bool = False
    unsaid: bool = False
    in_mask: bool = False
    in_glyph: bool = False
