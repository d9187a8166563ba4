"""Type that has been set once: galleys, the pieces they part into, and the faces they use.

All lengths are points; y grows downwards from the top of the piece, x to the right from the galley's left edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.model.inks import JobColours
from pipeline.model.packing import Named, packable
from pipeline.model.pictures import PlacedPicture

__all__ = ["FontFace", "Galley", "GalleyShape", "Joint", "Line", "Link", "Piece", "PieceShape", "StyleSheet"]


@dataclass(frozen=True, slots=True)
class FontFace:
    """One face of fonts.toml; ``name`` is the PDF font name, ``location`` an absolute file path."""

    name: str
    family: str
    weight: int
    style: str
    sha256: str
    location: str


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """What a kind of block is set with: complete CSS, and the measure (and page height for flowing pages) in points.

    ``files``: what the CSS was put together from, for telling where something is wrong: file, and the line of the CSS it begins in.
    """

    kind: str
    css: str
    width: float
    height: float = 0.0
    files: tuple[tuple[str, int], ...] = ()
    colours: JobColours = ""
    """What the job is printed in."""

    @property
    def overprints(self) -> bool:
        """Whether there is anything that black could overprint."""
        return self.colours not in ("", "K")

    def place(self, line: int) -> tuple[str, int]:
        """The file that a line of the CSS (from 1) comes from, and its number in that file; "" and 0 where it is of no file."""
        for file, first in reversed(self.files):
            if first <= line:
                return file, line - first + 1
        return "", 0


class Joint(Named):
    """What lies between two pieces: a line end in a paragraph, the space between two paragraphs, a place inside what should rather stay
    whole, one that should rather not part, or one that must not: there only the space may give.
    """

    LINE = "line"
    BLOCK = "block"
    LIST = "list"
    CLOSE = "close"
    KEEP = "keep"


@packable
@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text as drawn (with layout's hyphens), and its box. ``ends``: it is its paragraph's last."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    ends: bool = False


@packable
@dataclass(frozen=True, slots=True)
class Link:
    """A clickable box; ``target`` is a URL, or ``#listing-id``."""

    target: str
    x0: float
    top: float
    x1: float
    bottom: float


@packable
@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest part of a galley that may stand in a column of its own.

    ``content`` are PDF operators that draw the piece with its top left corner at 0,0 and y upwards (so at negative y);
    fonts are named by face. ``before`` is the space above it in the galley, which falls away at a column's head.
    """

    height: float
    content: bytes
    before: float = 0.0
    joint: Joint = Joint.BLOCK
    """What separates this piece from the one before it."""
    lines: tuple[Line, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[PlacedPicture, ...] = ()


@packable
@dataclass(frozen=True, slots=True)
class Galley:
    """A typeset block. ``glyphs``: face name -> glyph number -> text; ``missing``: characters no face has."""

    width: float
    pieces: tuple[Piece, ...]
    glyphs: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Height in points when nothing is broken."""
        return sum(piece.before + piece.height for piece in self.pieces)

    @property
    def text(self) -> str:
        return "\n".join(line.text for piece in self.pieces for line in piece.lines)


@packable
@dataclass(frozen=True, slots=True)
class PieceShape:
    """What make-up needs to know of a piece."""

    height: float
    before: float = 0.0
    joint: Joint = Joint.BLOCK


@packable
@dataclass(frozen=True, slots=True)
class GalleyShape:
    """A galley without its ink: what make-up works with, so that no stage holds all drawings at once.

    ``digest``: of its key. ``outline``: digest of what make-up sees of it; galleys of one outline take each other's place without moving
    anything. ``height``: in points, when nothing is broken.
    """

    digest: str
    width: float
    pieces: tuple[PieceShape, ...]
    outline: str
    height: float
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    stands_out: tuple[float, str] = (0.0, "")
    """How many points its widest line stands out of the measure, and the words of that line."""

    @classmethod
    def of(cls, galley: Galley, digest: str, stands_out: tuple[float, str] = (0.0, "")) -> GalleyShape:
        pieces = tuple(PieceShape(piece.height, piece.before, piece.joint) for piece in galley.pieces)
        figures = ";".join(f"{piece.height!r} {piece.before!r} {piece.joint.value}" for piece in pieces)
        outline, height = sha256(figures.encode()).hexdigest()[:12], sum(piece.before + piece.height for piece in pieces)
        return cls(digest, galley.width, pieces, outline, height, galley.missing, galley.warnings, stands_out)
