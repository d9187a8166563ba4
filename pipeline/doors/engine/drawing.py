"""Draw laid-out boxes into PDF operators whose fonts are named by face, without building a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NoReturn

from pipeline.doors.engine.overprinting import OverprintingPaths
from pipeline.doors.engine.setting import load_engine
from pipeline.model.galley import FontFace
from pipeline.model.inks import SPOT_SPACE, JobColours, cmyk_ink, spot_ink
from pipeline.model.localised import bare
from pipeline.model.pictures import PlacedPicture

__all__ = ["SPOT", "Pen", "UnsupportedDrawing", "face_of", "ink_of"]

NO_GLYPH = "\ufffd"
SPOT = f"--{SPOT_SPACE.lower()}"
"""The name by which a palette's CSS calls the spot colour's space: ``color(--spot 0.8)``."""


def ink_of(shares: Sequence[float], colours: JobColours) -> str | None:
    """The operators that fill with a colour as the engine computed it, four shares of CMYK or one of the spot colour.

    None where the job has no such ink. ``colours`` "" stands for any process colour.
    """
    if len(shares) == 1:
        return spot_ink(shares[0]) if colours == "K+spot" else None
    if len(shares) != 4:
        return None
    return cmyk_ink(shares) if colours in ("", "CMYK") or not any(shares[:3]) else None


class UnsupportedDrawing(Exception):
    """The stylesheet asks for ink a galley cannot carry (transparency, gradients, images, colour that is no ink of the job)."""


class FaceUse:
    """What the engine's text drawing asks of a font; collects the glyphs used of one face."""

    bitmap = png = svg = colr = False
    hb_face = hb_font = None

    def __init__(self, face: FontFace) -> None:
        self.face = face
        self.hash = face.name
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}
        self.missing: set[str] = set()

    def get_unused_glyph_id(self, codepoint: int) -> int:
        """The engine found no glyph: remember the character, draw .notdef, which stands for all there are."""
        self.missing.add(chr(codepoint))
        self.to_unicode[0] = NO_GLYPH
        return 0


_faces_by_key: dict[int, FontFace] = {}


def _find_face(pango_font: Any, key: int, description: Any, faces: Sequence[FontFace]) -> FontFace:
    """The declared face behind a Pango font. Raises UnsupportedDrawing for any font that was not declared.

    The file's digest decides, not the name: a synthesised bold or a leaked system font has another one or another weight.
    """
    from weasyprint.text.ffi import pango
    from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

    known = _faces_by_key.get(key)
    if known and known in faces:
        return known
    digest = sha256(get_hb_object_data(get_pango_font_hb_face(pango_font))).hexdigest()
    weight = int(pango.pango_font_description_get_weight(description))
    for face in faces:
        if face.sha256 == digest:
            if abs(face.weight - weight) > 50:
                raise UnsupportedDrawing(f"weight {weight} of “{face.family}” has no face of its own")
            _faces_by_key[key] = face
            return face
    raise UnsupportedDrawing("a font that fonts.toml does not declare")


def face_of(pango_font: Any, faces: Sequence[FontFace]) -> FontFace:
    """The declared face behind a Pango font. Raises UnsupportedDrawing for any font that was not declared."""
    from weasyprint.text.fonts import get_pango_font_key

    key, description, _ = get_pango_font_key(pango_font)
    return _find_face(pango_font, key, description, faces)


class _Refusals:
    """What the pen will not draw. It stands before the engine's stream in the pen's bases, and so answers first."""

    refused: list[str]

    def refuse(self, what: str) -> NoReturn:
        """Raise, and remember it: the engine catches what goes wrong inside an SVG, and only logs it."""
        self.refused.append(what)
        raise UnsupportedDrawing(what)

    def set_alpha(self, alpha: float, stroke: bool = False, fill: bool | None = None) -> None:
        if alpha != 1:
            self.refuse("transparency")

    def set_color_rgb(self, *_: object) -> None:
        self.refuse("colour that is not device-cmyk()")

    def set_color_space(self, space: str, stroke: bool = False) -> None:
        if space not in ("DeviceCMYK", SPOT):
            self.refuse("colour that is not device-cmyk()")

    def add_group(self, *_: object) -> None:
        self.refuse("transparency, a gradient or a picture")

    def add_pattern(self, *_: object) -> None:
        self.refuse("transparency, a gradient or a picture")

    def add_image(self, *_: object) -> None:  # none but ours is ever known (pictures.py)
        self.refuse("an image")


class _Pictures:
    """What the pen does with a picture; the rest of it moves the page and knows where it is."""

    placed: list[PlacedPicture]

    def place_picture(self: Any, name: str, width: float, height: float) -> None:
        """Draw a picture into a box of CSS pixels whose top left corner is the origin."""
        self.knock_out()
        self.transform(width, 0, 0, -height, 0, height)
        self.draw_x_object(name)
        x, y = zip(*(self.ctm.transform_point(*corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))), strict=True)
        self.placed.append(PlacedPicture(name, *(round(edge, 3) + 0.0 for edge in (min(x), -max(y), max(x), -min(y)))))


def _pen_class() -> type:
    load_engine()
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.fonts import get_pango_font_key

    class _Pen(_Refusals, _Pictures, OverprintingPaths, Stream):  # type: ignore[misc]
        """A stream that names fonts by face, knows only the job's opaque inks, and builds no resources."""

        def __init__(self, faces: Sequence[FontFace], uses: dict[str, FaceUse], colours: JobColours) -> None:
            super().__init__({}, (0, 0, 0, 0), _NoResources(), {}, None, {SPOT: True}, "device-cmyk")
            self.begin_overprinting(overprints=colours not in ("", "K"))
            self.colours = colours
            self.faces = faces
            self.uses = uses
            self.refused: list[str] = []
            self.placed = []

        def add_font(self, pango_font: Any) -> tuple[FaceUse, float]:
            key, description, font_size = get_pango_font_key(pango_font)
            face = _find_face(pango_font, key, description, self.faces)
            return self.uses.setdefault(face.name, FaceUse(face)), font_size

        def set_color_special(self, name: str | None, stroke: bool = False, *operands: float) -> None:
            if name:
                self.refuse("a pattern")
            ink = ink_of(operands, self.colours)
            if ink is None:
                self.refuse(f"an ink that is not of this job, which is printed in {self.colours}")
            if stroke:
                self.stroke_ink = ink
                ink = ink.replace(" cs ", " CS ").replace(" scn", " SCN").replace(" k", " K")
            else:
                self.fill_ink = ink
            self.stream.append(ink.encode())

    return _Pen


class _NoResources(dict):  # type: ignore[type-arg]
    """Resources a galley cannot carry: asking for any that the pen does not refuse itself is told by the PDF's own name for it."""

    def __missing__(self, key: str) -> NoReturn:
        raise UnsupportedDrawing(f"a PDF resource of the kind {key}")


_PEN: type | None = None


class Pen:
    """Draws boxes for one block; ``uses`` gathers glyphs over all its pieces."""

    def __init__(self, faces: Sequence[FontFace], colours: JobColours = "") -> None:
        self.uses: dict[str, FaceUse] = {}
        self._faces, self._colours = faces, colours
        self.pictures: tuple[PlacedPicture, ...] = ()
        """Those of what was drawn last."""

    def draw(self, painters: Sequence[Any]) -> bytes:
        """Operators of the given painters (callables that take a stream), y upwards from the top, in points."""
        global _PEN
        if _PEN is None:
            _PEN = _pen_class()
        stream = _PEN(self._faces, self.uses, self._colours)
        stream.push_state()
        # The engine thinks in CSS pixels (96 to the inch), y downwards.
        stream.transform(a=0.75, d=-0.75)
        for paint in painters:
            paint(stream)
        if stream.refused:
            raise UnsupportedDrawing(stream.refused[0])
        stream.pop_state()
        self.pictures = tuple(stream.placed)
        return b"\n".join(part if isinstance(part, bytes) else part.data for part in stream.stream)

    @property
    def glyphs(self) -> dict[str, dict[int, str]]:
        return {name: dict(sorted(use.to_unicode.items())) for name, use in sorted(self.uses.items())}

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(sorted({char for use in self.uses.values() for char in use.missing}))

    def shown(self, text: str) -> str:
        """A line's text as it can be read back from the page: what no face has stands there as U+FFFD, word joiners nowhere."""
        text = bare(text)
        return text.translate(dict.fromkeys(map(ord, self.missing), NO_GLYPH)) if self.missing else text
