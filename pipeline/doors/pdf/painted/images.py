"""What an image's dictionary says of it (ISO 32000-1, 8.9.5); its samples are not decoded."""

from __future__ import annotations

from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.jpeg import jpeg_quality
from pipeline.doors.pdf.painted.lexer import Operand
from pipeline.doors.pdf.painted.spaces import CMYK, GRAY, RGB, UNKNOWN, Spaces
from pipeline.doors.pdf.painted.streams import filters_of, inflated_size, unpacked
from pipeline.doors.pdf.painted.things import ImageFacts, Space
from pipeline.doors.pdf.painted.values import Key, array, dictionary, key_of, whole

__all__ = ["MOST_INFLATED", "image_facts", "inline_facts", "inline_space", "space_of"]

_SHORT_FILTERS: Final = {
    "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode",
    "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}
MOST_INFLATED: Final = 1 << 31
"""Bytes that all images of a document may come to while they are counted; about ten seconds."""
_MOST_SWOLLEN: Final = 1032
"""How many times longer Flate can make its input (RFC 1951)."""
_TAIL: Final = 4096
_ENUMERATED: Final = {12: CMYK, 16: RGB, 17: GRAY, 18: RGB}
"""ISO 15444-1, table I.10: the colour spaces a JPEG 2000 file names by number."""


def _bits(filters: tuple[str, ...]) -> int:
    """Bits a component where the dictionary does not say: some filters give one only (table 89)."""
    return 1 if filters and filters[-1] in ("CCITTFaxDecode", "JBIG2Decode") else 8


def _is_cut_off(raw: bytes, filters: tuple[str, ...], samples: int, left: list[int]) -> bool:
    """Whether there are too few bytes for ``samples``; a JPEG must have its last marker. ``left``: what may still be counted."""
    if not filters:
        return len(raw) < samples
    if filters == ("FlateDecode",):
        if samples > min(left[0], len(raw) * _MOST_SWOLLEN):
            return len(raw) * _MOST_SWOLLEN < samples
        size = inflated_size(raw, samples)
        left[0] -= size
        return size < samples
    return filters == ("DCTDecode",) and b"\xff\xd9" not in raw[-_TAIL:]


def _samples(stream: pikepdf.Stream, bits: int, components: int) -> int:
    """Bytes that all rows take; PNG's predictors put one more before each row (7.4.4.4)."""
    params = stream.get("/DecodeParms")
    listed: list[pikepdf.Object | None] = [*array(params)] or [params]
    held = [dictionary(one) for one in listed]
    predicted = any(one is not None and whole(one.get("/Predictor")) >= 10 for one in held)
    return ((whole(stream.get("/Width")) * bits * components + 7) // 8 + predicted) * whole(stream.get("/Height"))


def image_facts(stream: pikepdf.Stream, components: int, known: dict[Key, object], left: list[int]) -> ImageFacts:
    """An image's facts, read once a document; ``components`` of its colour space, ``left``: bytes that may still be counted."""
    key = key_of(stream)
    found = known.get(key)
    if isinstance(found, ImageFacts) and key != (0, 0):
        return found
    mask = stream.get("/SMask")
    filters = filters_of(stream)
    bits = 1 if bool(stream.get("/ImageMask", False)) else whole(stream.get("/BitsPerComponent"), _bits(filters))
    raw, plain = unpacked(stream, filters)
    made = ImageFacts(
        whole(stream.get("/Width")),
        whole(stream.get("/Height")),
        bits,
        filters,
        soft=isinstance(mask, pikepdf.Stream) or whole(stream.get("/SMaskInData")) > 0,
        stored=whole(stream.get("/Length")),
        alternates=bool(array(stream.get("/Alternates"))),
        opi=stream.get("/OPI") is not None,
        unit=key,
        cut_off=_is_cut_off(raw, plain, _samples(stream, bits, components), left),
        quality=jpeg_quality(memoryview(raw)) if plain == ("DCTDecode",) else 0,
    )
    known[key] = made
    return made


def space_of(stream: pikepdf.Stream, spaces: Spaces, resources: pikepdf.Object | None) -> Space:
    """An image's colour space; a JPEG 2000 file may name its own."""
    written = stream.get("/ColorSpace")
    if written is not None:
        return spaces.resolve(written, resources)
    if "JPXDecode" not in filters_of(stream):
        return UNKNOWN
    head = bytes(stream.read_raw_bytes()[:4096])
    at = head.find(b"colr")
    if at < 0 or len(head) < at + 11 or head[at + 4] != 1:
        return UNKNOWN
    return _ENUMERATED.get(int.from_bytes(head[at + 7 : at + 11], "big"), UNKNOWN)


def _entry(head: dict[str, Operand], short: str, long: str) -> Operand:
    return head.get(short, head.get(long))


def inline_facts(head: dict[str, Operand], stored: int) -> ImageFacts:
    """An inline image's facts; entries may be abbreviated (tables 93, 94)."""
    written = _entry(head, "F", "Filter")
    filters = written if isinstance(written, list) else [written]
    named = tuple(_SHORT_FILTERS.get(one, one) for one in filters if isinstance(one, str))
    mask = _entry(head, "IM", "ImageMask") is True
    width, height, bits = (_entry(head, *names) for names in (("W", "Width"), ("H", "Height"), ("BPC", "BitsPerComponent")))
    return ImageFacts(
        int(width) if isinstance(width, float) else 0,
        int(height) if isinstance(height, float) else 0,
        1 if mask else int(bits) if isinstance(bits, float) else _bits(named),
        named,
        inline=True,
        stored=stored,
    )


def inline_space(head: dict[str, Operand], spaces: Spaces, resources: pikepdf.Object | None) -> Space:
    """An inline image's colour space: a name, or an indexed one."""
    written = _entry(head, "CS", "ColorSpace")
    if isinstance(written, str):
        return spaces.named(written, resources)
    if isinstance(written, list) and len(written) > 3 and isinstance(written[1], str) and written[0] in ("I", "Indexed"):
        lookup = written[3] if isinstance(written[3], bytes) else b""
        return Space("Indexed", 1, (), spaces.named(written[1], resources), lookup)
    return UNKNOWN
