"""A finished press file read down to its last stream: whatever a printer's standard forbids is told by page and operator.

Pages as ours are, which is nearly all of them, are known by one look over their bytes (plain.py); any other is read operator by operator,
with every form, pattern, Type 3 glyph and soft mask that its resources lead to, painted or not. What is not known to be allowed is told.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.shadings import is_sound_shading
from pipeline.doors.pdf.painted.spaces import Spaces
from pipeline.doors.pdf.painted.streams import TooLarge, decoded, filters_of
from pipeline.doors.pdf.painted.things import Space
from pipeline.doors.pdf.painted.values import Key, array, dictionary, inherited, key_of, name, number
from pipeline.doors.pdf.plain import PLAIN_SPACES, is_plain
from pipeline.doors.pdf.stains import Stain

__all__ = ["scan"]

MOST_BYTES: Final = 1 << 26
"""Of one content stream, inflated."""
_DEEPEST: Final = 32
"""Levels of nested forms."""
_ALLOWED: Final = {
    **dict.fromkeys(("q", "Q", "h", "n", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "W", "W*", "BT", "ET", "T*", "EMC"), 0),
    **dict.fromkeys(("w", "J", "j", "M", "i", "ri", "gs", "Tc", "Tw", "Tz", "TL", "Tr", "Ts", "Tj", "'", "TJ", "Do", "sh", "g", "G"), 1),
    **dict.fromkeys(("cs", "CS", "BMC", "MP"), 1), **dict.fromkeys(("d", "m", "l", "Tf", "Td", "TD", "BDC", "DP"), 2),
    '"': 3, **dict.fromkeys(("v", "y", "re", "k", "K"), 4), **dict.fromkeys(("c", "cm", "Tm"), 6),
}
"""Operator -> how many operands it takes (ISO 32000-1, annex A); tints (scn) take as many as their space has."""
_TINTS: Final = frozenset(("sc", "scn", "SC", "SCN"))
_OF_GLYPHS: Final = {"d0": 2, "d1": 6}
_OPAQUE_BLENDS: Final = frozenset(("", "Normal", "Compatible"))
_TRANSFER: Final = ("TR", "TR2", "HTP", "HTO")


def scan(content: bytes, pages: Collection[int], *, opaque: bool) -> list[Stain]:
    """What a press file must not hold, on these pages (indexes). ``opaque``: transparency is forbidden too, as in PDF/X-1a.

    Raises pikepdf.PdfError where the file does not open.
    """
    with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
        scanner = _Scanner(opaque)
        return [stain for index in sorted(pages) for stain in scanner.page(pdf.pages[index].obj, index)]


Found = Iterator[tuple[str, str]]
"""What is forbidden, by the operator or key that says so, and where: "" in the page's own operators, else in what they lead to."""


@dataclass(slots=True)
class _Scanner:
    """``spaces`` and ``known`` remember what several pages share."""

    opaque: bool
    spaces: Spaces = field(default_factory=Spaces)
    known: dict[Key, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    bench: pikepdf.Pdf = field(default_factory=pikepdf.Pdf.new)
    """Where operators that are to be read lie as a stream: qpdf reads no others."""

    def page(self, page: pikepdf.Object, index: int) -> list[Stain]:
        found = dict.fromkeys(self._page(page))
        return [Stain(index, what, where) for what, where in found]

    def _page(self, page: pikepdf.Object) -> Found:
        resources = dictionary(inherited(page, "/Resources"))
        yield from self._group(page, "")
        yield from self._operators(_contents(page), resources, "")
        yield from self._once(resources, lambda: self._resources(resources, "", 0))

    def _once(self, held: pikepdf.Object | None, look: Callable[[], Found]) -> Found:
        """Look at an object that others may share once; while it is being looked at it is taken for clean."""
        if held is None:
            return
        key = key_of(held)
        if key == (0, 0):
            yield from look()
            return
        if key not in self.known:
            self.known[key] = ()
            self.known[key] = tuple(look())
        yield from self.known[key]

    def _operators(
        self, operators: bytes | None, resources: pikepdf.Object | None, where: str, more: dict[str, int] | None = None
    ) -> Found:
        if operators is None:
            yield "stream", where
        elif not (is_plain(operators) and _knows_spaces(operators, resources)):
            yield from self._read(operators, resources, where, _ALLOWED | (more or {}))

    def _read(self, operators: bytes, resources: pikepdf.Object | None, where: str, allowed: dict[str, int]) -> Found:
        """Every operator with its operands."""
        spaces = {"fill": Space("DeviceGray", 1), "stroke": Space("DeviceGray", 1)}
        try:
            instructions = pikepdf.parse_content_stream(self.bench.make_stream(operators))
        except pikepdf.PdfError:
            yield "stream", where
            return
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                if not _is_sound_inline(instruction):
                    yield "BI", where
                continue
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator in _TINTS:
                space = spaces["fill" if operator.islower() else "stroke"]
                if space.family != "Pattern" and len(operands) != space.components:
                    yield operator, where
            elif allowed.get(operator, -1) != len(operands):
                yield operator, where
            elif operator in ("cs", "CS"):
                space = self.spaces.named(name(operands[0]), resources)
                spaces["fill" if operator == "cs" else "stroke"] = space
                if not _is_ink(space):
                    yield operator, where

    def _resources(self, resources: pikepdf.Object | None, where: str, depth: int) -> Found:
        """All that a resource dictionary leads to."""
        if depth > _DEEPEST:
            yield "Do", where
            return
        looks = {
            "/ColorSpace": self._space, "/ExtGState": self._state, "/XObject": self._object, "/Pattern": self._pattern,
            "/Shading": self._shading, "/Font": self._font,
        }
        for kind, look in looks.items():
            for key, held in _entries(resources.get(kind) if resources is not None else None):
                yield from look(held, resources, f"{where} {key}".strip(), depth)

    def _space(self, held: object, resources: pikepdf.Object | None, where: str, _depth: int) -> Found:
        space = self.spaces.resolve(held, resources)
        if not _is_ink(space):
            yield space.family, where

    def _state(self, held: object, resources: pikepdf.Object | None, where: str, depth: int) -> Found:
        state = dictionary(held)
        if state is None:
            return
        yield from ((key, where) for key in _TRANSFER if "/" + key in state and name(state.get("/" + key)) != "Default")
        mask = state.get("/SMask")
        if dictionary(mask) is not None:
            if self.opaque:
                yield "SMask", where
            form = mask.get("/G") if mask is not None else None
            yield from self._form(form, resources, where, depth)
        if self.opaque:
            yield from ((key, where) for key in ("ca", "CA") if number(state.get("/" + key), 1.0) != 1.0)
            blends = [name(one) for one in array(state.get("/BM"))] or [name(state.get("/BM"))]
            yield from (("BM", where) for blend in blends if blend not in _OPAQUE_BLENDS)

    def _object(self, held: object, resources: pikepdf.Object | None, where: str, depth: int) -> Found:
        if not isinstance(held, pikepdf.Stream):
            return
        kind = name(held.get("/Subtype"))
        if kind == "Image":
            yield from self._once(held, lambda: self._image(held, resources, where))
        elif kind == "Form" and "/Subtype2" not in held:
            yield from self._form(held, resources, where, depth)
        else:
            yield "PS", where

    def _form(self, held: object, resources: pikepdf.Object | None, where: str, depth: int) -> Found:
        """A form that has no resources of its own takes those of who paints it (ISO 32000-1, 7.8.3)."""
        if not isinstance(held, pikepdf.Stream):
            return
        own = dictionary(held.get("/Resources"))

        def look() -> Found:
            yield from ((key, where) for key in ("Ref", "OPI", "OC") if "/" + key in held)
            yield from self._group(held, where)
            yield from self._operators(_inflated(held), own if own is not None else resources, where)
            if own is not None:
                yield from self._resources(own, where, depth + 1)

        yield from self._once(held, look) if own is not None else look()

    def _group(self, held: pikepdf.Object, where: str) -> Found:
        group = dictionary(held.get("/Group"))
        if group is None or name(group.get("/S")) != "Transparency":
            return
        if self.opaque:
            yield "Group", where
        space = group.get("/CS")
        if space is not None and self.spaces.resolve(space, None).family != "DeviceCMYK":
            yield "Group", where

    def _image(self, image: pikepdf.Stream, resources: pikepdf.Object | None, where: str) -> Found:
        filters = filters_of(image)
        yield from ((key, where) for key in ("Alternates", "OPI", "OC") if "/" + key in image)
        yield from ((key, where) for key in ("LZWDecode", *(("JPXDecode",) if self.opaque else ())) if key in filters)
        if bool(image.get("/ImageMask", False)):
            return
        space = self.spaces.resolve(image.get("/ColorSpace"), resources)
        if not _is_ink(space):
            yield space.family, where
        mask = image.get("/SMask")
        if self.opaque and (mask is not None or number(image.get("/SMaskInData")) != 0):
            yield "SMask", where
        if isinstance(mask, pikepdf.Stream) and self.spaces.resolve(mask.get("/ColorSpace"), None).family != "DeviceGray":
            yield "SMask", where

    def _pattern(self, held: object, resources: pikepdf.Object | None, where: str, depth: int) -> Found:
        pattern = dictionary(held)
        if pattern is None:
            return
        if isinstance(held, pikepdf.Stream):
            yield from self._form(held, resources, where, depth)
            return
        yield from self._shading(pattern.get("/Shading"), resources, where, depth)
        yield from self._state(pattern.get("/ExtGState"), resources, where, depth)

    def _shading(self, held: object, resources: pikepdf.Object | None, where: str, _depth: int) -> Found:
        shading = dictionary(held)
        if shading is None:
            return
        space = self.spaces.resolve(shading.get("/ColorSpace"), resources)
        if not _is_ink(space) or space.family in ("Indexed", "Pattern"):
            yield space.family, where
        if not is_sound_shading(shading, space):
            yield "sh", where

    def _font(self, held: object, resources: pikepdf.Object | None, where: str, depth: int) -> Found:
        font = dictionary(held)
        if font is None or name(font.get("/Subtype")) != "Type3":
            return
        own = dictionary(font.get("/Resources"))

        def look() -> Found:
            for key, glyph in _entries(font.get("/CharProcs")):
                if isinstance(glyph, pikepdf.Stream):
                    yield from self._operators(_inflated(glyph), own if own is not None else resources, f"{where} {key}", _OF_GLYPHS)
            yield from self._resources(own, where, depth + 1)

        yield from self._once(font, look)


def _is_ink(space: Space) -> bool:
    """Whether a colour there is a share of inks: no light, nothing that a printer's program would have to convert."""
    match space.family:
        case "DeviceGray" | "DeviceCMYK":
            return True
        case "Separation" | "DeviceN" | "Indexed":
            return space.base is not None and _is_ink(space.base)
        case "Pattern":
            return space.base is None or _is_ink(space.base)
        case _:
            return False


def _knows_spaces(operators: bytes, resources: pikepdf.Object | None) -> bool:
    """Whether the spaces that plain operators may name are there, if they do."""
    named = [space for space in PLAIN_SPACES if f"/{space} ".encode() in operators]
    listed = dictionary(resources.get("/ColorSpace")) if named and resources is not None else None
    return not named or (listed is not None and all(f"/{space}" in listed for space in named))


def _entries(held: object) -> list[tuple[str, pikepdf.Object]]:
    """The entries of a dictionary, none where it is none."""
    listed = dictionary(held)
    return list(listed.items()) if listed is not None else []


def _contents(page: pikepdf.Object) -> bytes | None:
    """A page's operators: its streams with a blank between them (ISO 32000-1, 7.8.2). None where one cannot be read."""
    written = page.get("/Contents")
    parts = [_inflated(one) for one in (array(written) or ([written] if written is not None else []))]
    return b"\n".join(part or b"" for part in parts) if None not in parts else None


def _inflated(stream: object) -> bytes | None:
    """The operators of a stream; None where they are damaged or are more than any page has: what cannot be read is not clean."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        if filters_of(stream) != ("FlateDecode",) or "/DecodeParms" in stream:
            return decoded(stream, MOST_BYTES)
        inflating = zlib.decompressobj()
        content = inflating.decompress(stream.read_raw_bytes(), MOST_BYTES)
        return content if inflating.eof else None
    except (pikepdf.PdfError, TooLarge, ValueError, zlib.error):
        return None


def _is_sound_inline(instruction: pikepdf.ContentStreamInlineImage) -> bool:
    image = instruction.iimage
    try:
        return bool(image.image_mask) or str(image.colorspace) in ("/DeviceGray", "/DeviceCMYK", "/G", "/CMYK")
    except (pikepdf.PdfError, NotImplementedError, ValueError, AttributeError, TypeError):
        return False
