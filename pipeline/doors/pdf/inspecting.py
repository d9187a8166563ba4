"""Walk through a written PDF; what is found is described in inspection.py."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Final

import pikepdf

from pipeline.doors.pdf.inspection import InspectedFile, InspectedFont, InspectedIntent, InspectedPage
from pipeline.doors.pdf.painted.catalogue import document_facts, plain_words
from pipeline.model.findings import Box

__all__ = ["inspected"]

_EXPECTED: Final = frozenset({"/Type", "/Parent", "/MediaBox", "/TrimBox", "/BleedBox", "/Resources", "/Contents"})
"""Entries every page has; whatever else it has may change what is seen (ISO 32000-1, table 30)."""
_KINDS: Final = frozenset({"/ColorSpace", "/ExtGState", "/XObject"})
"""Resources beside fonts that pages of ours may have: what they are goes into the digest of what a page draws."""
DEEPEST: Final = 8
"""Levels from a font dictionary to its last part; a font that refers to itself ends there."""


def inspected(content: bytes, shift: bytes) -> InspectedFile:
    """As :func:`pipeline.doors.pdf.inspect_pdf`."""
    with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
        inspection = _Inspection(shift)
        pages = tuple(inspection.page(page.obj) for page in pdf.pages)
        facts = document_facts(pdf, content, [plain_words(warning) for warning in pdf.get_warnings()])
    held = {
        "Encrypt": facts.encrypted, "ObjStm": facts.object_streams, "LZWDecode": facts.lzw, "OCProperties": facts.layers.count > 0,
        **dict.fromkeys(facts.actions, True),
    }
    intents = tuple(
        InspectedIntent(one.kind, one.identifier, one.registry, "external" if one.external else one.profile, (one.components, one.stated))
        for one in facts.intents
    )
    return InspectedFile(
        pages, facts.version, facts.info, facts.trapped, facts.metadata, facts.has_id, intents,
        tuple(name for name, there in held.items() if there), facts.repairs,
    )


class _Inspection:
    """Remembers what pages share: boxes, resources, fonts."""

    def __init__(self, shift: bytes) -> None:
        self._shift = shift
        self._boxes: dict[bytes, Box | tuple[()]] = {}
        self._shifts: dict[tuple[int, int], bool] = {}
        self._resources: dict[tuple[int, int], tuple[dict[str, InspectedFont], bytes | None]] = {}

    def page(self, page: pikepdf.Object) -> InspectedPage:
        keys = set(page.keys())
        fonts, others_used = self._used(page)
        others = tuple(sorted(keys - _EXPECTED - {"/Annots"}))
        stream = b"" if others or others_used is None else self._stream(page)
        drawing = sha256(stream + (others_used or b"")).hexdigest() if stream else ""
        media, trim, bleed = (self._box(page, name) for name in ("/MediaBox", "/TrimBox", "/BleedBox"))
        return InspectedPage(media, trim, bleed, drawing, stream, fonts, "/Annots" in keys, others)

    def _box(self, page: pikepdf.Object, name: str) -> Box | tuple[()]:
        found = page.get(name)
        if found is None:
            return ()
        written = found.unparse()
        if written not in self._boxes:
            x0, y0, x1, y1 = (float(edge) for edge in found)
            self._boxes[written] = (x0, y0, x1, y1)
        return self._boxes[written]

    def _stream(self, page: pikepdf.Object) -> bytes:
        """b"" unless the page draws the shift (where one is due) and then one plain deflated stream."""
        contents = page.get("/Contents")
        if self._shift:
            if not isinstance(contents, pikepdf.Array) or len(contents) != 2 or not self._is_shift(contents[0]):
                return b""
            contents = contents[1]
        if not isinstance(contents, pikepdf.Stream) or set(contents.keys()) != {"/Filter", "/Length"}:
            return b""
        return contents.read_raw_bytes() if contents.Filter == "/FlateDecode" else b""

    def _is_shift(self, stream: pikepdf.Object) -> bool:
        if stream.objgen not in self._shifts:
            self._shifts[stream.objgen] = stream.read_bytes() == self._shift
        return self._shifts[stream.objgen]

    def _used(self, page: pikepdf.Object) -> tuple[dict[str, InspectedFont], bytes | None]:
        """The fonts by their names in the operators; digests of the other resources, None where they are of a kind that ours have not."""
        resources = page.get("/Resources")
        if resources is None:
            return {}, None
        place = resources.objgen
        if place not in self._resources or place == (0, 0):
            fonts = resources.get("/Font")
            found = {} if fonts is None else {key.lstrip("/"): _font(fonts[key]) for key in fonts.keys()}  # noqa: SIM118
            others = sorted(set(resources.keys()) - {"/Font"})
            told = b"".join(kind.encode() + _spelled(resources[kind]) for kind in others) if _KINDS.issuperset(others) else None
            self._resources[place] = (found, told)
        return self._resources[place]


def _font(font: pikepdf.Object) -> InspectedFont:
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    name = str(font.get("/BaseFont", "/?")).lstrip("/")
    descriptor = inner.get("/FontDescriptor")
    embedded = descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return InspectedFont(name.split("+", 1)[-1], embedded, sha256(_spelled(font)).hexdigest(), str(font.get("/Subtype", "/?"))[1:])


def _spelled(value: pikepdf.Object | float | str, depth: int = 0) -> bytes:
    """An object with all that it refers to, so that equal fonts of two files read alike whatever their objects' numbers."""
    if depth > DEEPEST:
        return b"..."
    if isinstance(value, pikepdf.Array) and b" R" in value.unparse(resolved=True):
        return b"[" + b" ".join(_spelled(member, depth + 1) for member in value) + b"]"
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        entries = b"".join(key.encode() + b" " + _spelled(value[key], depth + 1) for key in sorted(value.keys()) if key != "/Length")
        raw = value.read_raw_bytes() if isinstance(value, pikepdf.Stream) else b""
        return b"<<" + entries + b">>" + sha256(raw).hexdigest().encode()
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else repr(value).encode()
