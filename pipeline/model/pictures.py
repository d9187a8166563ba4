"""Pictures: what is known of one before the page is set, where it stands, and what goes into the file.

In a block's HTML a picture stands as ``picture:DIGEST/WIDTHxHEIGHT``, its size in points as it comes: all that setting a page needs to know
of it, and all that a galley depends on. On the page it is drawn by the name that :func:`picture_name` makes of the digest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.model.findings import Box
from pipeline.model.packing import packable

__all__ = ["DrawnPicture", "PictureFacts", "PlacedPicture", "PressPicture", "picture_address", "picture_name", "picture_of_address"]

_ADDRESS: Final = re.compile(r"picture:([0-9a-f]{64})/([\d.]+)x([\d.]+)")


def picture_address(digest: str, width: float, height: float) -> str:
    """What stands for a picture in HTML; ``digest``: SHA-256 of its file, size in points."""
    return f"picture:{digest}/{width:.3f}x{height:.3f}"


def picture_of_address(address: str) -> tuple[str, float, float] | None:
    """Name, width and height in points of the picture that an address stands for; None where it is no such address."""
    found = _ADDRESS.fullmatch(address)
    return (picture_name(found[1]), float(found[2]), float(found[3])) if found else None


def picture_name(digest: str) -> str:
    """The name by which pages draw it: no two pictures of a book have one name."""
    return f"P{digest[:20]}"


@packable
@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A sound picture: pixels as it is to be seen (turned as its camera says), and how many it has to the inch, if it says.

    ``is_bitmap``: black and white without greys.
    """

    width: int
    height: int
    ppi: float
    is_bitmap: bool


@packable
@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a piece: points from the piece's top and the galley's left edge."""

    name: str
    x0: float
    top: float
    x1: float
    bottom: float


@packable
@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture on a page, PDF coordinates from the lower left corner of the trim."""

    name: str
    box: Box


@packable
@dataclass(frozen=True, slots=True)
class PressPicture:
    """A picture as it is embedded: ``content`` encoded by ``filter``, one or four components of ``bits`` each.

    ``inverted``: a JPEG of four inks holds what is left white, as Adobe's do. ``predicted``: rows are filtered as PNG's are.
    """

    width: int
    height: int
    space: Literal["DeviceGray", "DeviceCMYK"]
    bits: int
    filter: Literal["FlateDecode", "DCTDecode"]
    content: bytes
    inverted: bool = False
    predicted: bool = False
