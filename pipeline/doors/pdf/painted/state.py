"""The graphics state (ISO 32000-1, 8.4) as far as it decides what reaches a plate, and the bounds of one document's reading."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.fonts import Font, make_font
from pipeline.doors.pdf.painted.images import MOST_INFLATED
from pipeline.doors.pdf.painted.matrices import EVERYWHERE, IDENTITY, Matrix
from pipeline.doors.pdf.painted.spaces import GRAY, Spaces
from pipeline.doors.pdf.painted.streams import LARGEST_CONTENT, TooLarge, decoded, is_lzw
from pipeline.doors.pdf.painted.things import Look, Paint, Painted
from pipeline.doors.pdf.painted.values import Key, identity_of, key_of
from pipeline.model.findings import Box

__all__ = ["BLACK", "Budget", "OutOfBudget", "Shared", "State", "Walk"]

BLACK: Final = Paint(GRAY, (0.0,))
MOST_OPERATORS: Final = 8_000_000
"""Of a document; about a minute's work."""
MOST_ON_PAGE: Final = 2_000_000
"""Heavy maps have several hundred thousand."""
_KEPT_CONTENT: Final = 1 << 16
_KEPT_STREAMS: Final = 512


class OutOfBudget(Exception):
    """A page, or the document, has more operators than are read."""


class State:
    """Everything that q saves and Q brings back."""

    __slots__ = (
        "cap",
        "clip",
        "ctm",
        "fill",
        "fill_look",
        "fill_pattern",
        "font",
        "leading",
        "letter_space",
        "line_width",
        "mode",
        "rise",
        "size",
        "stretch",
        "stroke",
        "stroke_look",
        "stroke_pattern",
        "word_space",
    )

    def __init__(self, ctm: Matrix = IDENTITY, clip: Box = EVERYWHERE) -> None:
        self.ctm, self.clip = ctm, clip
        self.fill: Paint = BLACK
        self.stroke: Paint = BLACK
        self.fill_pattern: pikepdf.Object | None = None
        self.stroke_pattern: pikepdf.Object | None = None
        self.fill_look = self.stroke_look = Look()
        self.line_width = 1.0
        self.cap = 0
        self.font: Font | None = None
        self.size, self.letter_space, self.word_space, self.stretch = 0.0, 0.0, 0.0, 1.0
        self.leading, self.rise = 0.0, 0.0
        self.mode = 0

    def saved(self) -> State:
        return copy.copy(self)


@dataclass(slots=True)
class Budget:
    """What a document may still cost."""

    left: int = MOST_OPERATORS
    on_page: int = MOST_ON_PAGE

    def spend(self, operators: int) -> None:
        """Raises OutOfBudget."""
        self.left -= operators
        self.on_page -= operators
        if self.left < 0 or self.on_page < 0:
            raise OutOfBudget


class Shared:
    """What the pages of a document share: its spaces, fonts and small streams, each read once."""

    def __init__(self, hidden_layers: frozenset[Key]) -> None:
        self.spaces = Spaces()
        self.hidden_layers = hidden_layers
        self.budget = Budget()
        self._fonts: dict[Key | bytes, Font] = {}
        self._contents: dict[Key, bytes] = {}
        self.states: dict[Key, object] = {}
        self.images: dict[Key, object] = {}
        self.countable = [MOST_INFLATED]
        """Bytes of images that may still be counted."""

    def font(self, written: pikepdf.Object) -> Font:
        key = identity_of(written)
        if key not in self._fonts:
            self._fonts[key] = make_font(written)
        return self._fonts[key]

    def content(self, stream: pikepdf.Object) -> bytes:
        """A content stream, decoded. Raises TooLarge or pikepdf.PikepdfError."""
        key = key_of(stream)
        found = self._contents.get(key)
        if found is None:
            found = decoded(stream, LARGEST_CONTENT)
            if len(found) <= _KEPT_CONTENT and key != (0, 0) and len(self._contents) < _KEPT_STREAMS:
                self._contents[key] = found
        return found


@dataclass(slots=True)
class Walk:
    """One page being read: where things go to, and what was met on the way.

    ``oddities``: features that matter to a printer, such as "TR" or "PS"; ``cut``: why something was left unread.
    """

    shared: Shared
    sink: Callable[[Painted], None]
    base: Matrix
    oddities: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    open_forms: list[Key] = field(default_factory=list)
    seen_glyphs: set[tuple[int, int, float]] = field(default_factory=set)
    seen_masks: set[Key] = field(default_factory=set)
    cells: dict[Key, int] = field(default_factory=dict)
    """How often each pattern's cell was run."""
    faults: int = 0
    hidden: int = 0
    mask_depth: int = 0
    glyph_depth: int = 0
    resources: pikepdf.Object | None = None
    """The page's own."""
    instead: Box | None = None
    """The box that is told for things of a pattern's cell: where the pattern shows, not where its cell is drawn."""

    def content(self, stream: pikepdf.Object) -> bytes:
        """A stream's content; b"" where it cannot be had, which is remembered."""
        if is_lzw(stream):
            self.oddities.add("LZW")
        try:
            return self.shared.content(stream)
        except TooLarge:
            self.cut.add("stream")
        except (pikepdf.PikepdfError, ValueError):
            self.cut.add("damaged")
        return b""

    def emit(self, thing: Painted) -> None:
        """Hand on what is painted, unless a hidden layer holds it."""
        if self.hidden:
            return
        if self.mask_depth or self.glyph_depth or self.instead is not None:
            thing = thing._replace(box=self.instead or thing.box, in_mask=bool(self.mask_depth), in_glyph=bool(self.glyph_depth))
        self.sink(thing)
