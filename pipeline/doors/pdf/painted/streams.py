"""Streams decoded within bounds: a kilobyte that swells to a gigabyte is told, not read."""

from __future__ import annotations

import zlib
from base64 import a85decode
from typing import Final

import pikepdf

__all__ = ["LARGEST_CONTENT", "LARGEST_FONT", "TooLarge", "decoded", "filters_of", "inflated_size", "is_lzw", "unpacked"]

LARGEST_CONTENT: Final = 96 << 20
"""Bytes of one content stream, decoded."""
LARGEST_FONT: Final = 48 << 20
"""Bytes of one font program, character map, profile or look-up table, decoded."""
_PIECE: Final = 1 << 16
_SWELL: Final = {"ASCIIHexDecode": 1, "AHx": 1, "ASCII85Decode": 4, "A85": 4, "RunLengthDecode": 64, "RL": 64, "Crypt": 1}
"""How many times longer a filter can make its input at most; LZW and Flate swell without useful bound."""
_COUNTED: Final = 1 << 18
_BLANKS: Final = b"\0\t\n\f\r "
_LETTERS: Final = frozenset({"ASCIIHexDecode", "AHx", "ASCII85Decode", "A85"})
_FLATE: Final = frozenset({"FlateDecode", "Fl"})
_LZW: Final = frozenset({"LZWDecode", "LZW"})


class TooLarge(Exception):
    """A stream that would come to more bytes than anything sensible has."""


def filters_of(stream: pikepdf.Object) -> tuple[str, ...]:
    """The names of a stream's filters, without slashes, in the order of decoding."""
    written = stream.get("/Filter", stream.get("/F") if "/Length" not in stream else None)
    if isinstance(written, pikepdf.Name):
        return (str(written)[1:],)
    if isinstance(written, pikepdf.Array):
        return tuple(str(one)[1:] for one in written if isinstance(one, pikepdf.Name))
    return ()


def is_lzw(stream: pikepdf.Object) -> bool:
    """Whether a stream is compressed with LZW."""
    return not _LZW.isdisjoint(filters_of(stream))


def decoded(stream: pikepdf.Object, largest: int) -> bytes:
    """A stream's bytes after its filters; what can be had of a damaged one.

    Raises TooLarge where it has more than ``largest``, pikepdf.PikepdfError where nothing of it can be decoded.
    """
    filters = filters_of(stream)
    raw = bytes(stream.read_raw_bytes())
    if len(raw) > largest:
        raise TooLarge
    if not filters:
        return raw
    if all(one in _FLATE for one in filters) and not _predicted(stream):
        for _ in filters:
            raw = _inflated(raw, largest)
        return raw
    bound = len(raw)
    for position, one in enumerate(filters):
        if one in _FLATE | _LZW:
            # The rest of the chain is measured by its real size where it can be; what cannot be measured is bounded by its ratio.
            bound = len(_inflated(raw, largest)) if one in _FLATE and position == 0 else bound * (32 if one in _FLATE else 16)
        else:
            bound *= _SWELL.get(one, 1)
    if bound > largest:
        raise TooLarge
    return bytes(stream.read_bytes())


def unpacked(stream: pikepdf.Object, filters: tuple[str, ...]) -> tuple[bytes, tuple[str, ...]]:
    """An image's bytes without the filters that only wrap it in letters, and the filters that are left."""
    raw = bytes(stream.read_raw_bytes())
    while filters and filters[0] in _LETTERS:
        packed = raw.translate(None, _BLANKS)
        try:
            raw = _hexed(packed) if filters[0] in ("ASCIIHexDecode", "AHx") else a85decode(packed.partition(b"~>")[0])
        except ValueError:
            break
        filters = filters[1:]
    return raw, filters


def _hexed(packed: bytes) -> bytes:
    digits = packed.partition(b">")[0].decode("latin-1")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def inflated_size(raw: bytes, enough: int) -> int:
    """Bytes that Flate makes of ``raw``, counted up to ``enough``; nothing is kept of them."""
    machine = zlib.decompressobj()
    size, piece = 0, raw
    while size < enough and not machine.eof:
        try:
            made = machine.decompress(piece, _COUNTED)
        except zlib.error:
            break
        size, piece = size + len(made), machine.unconsumed_tail
        if not made and not piece:
            break
    return size


def _predicted(stream: pikepdf.Object) -> bool:
    params = stream.get("/DecodeParms", stream.get("/DP"))
    held = list(params) if isinstance(params, pikepdf.Array) else [params]
    return any(isinstance(one, pikepdf.Dictionary) and int(one.get("/Predictor", 1)) > 1 for one in held)


def _inflated(raw: bytes, largest: int) -> bytes:
    """Inflate as far as it goes; a damaged end loses only what follows it."""
    machine = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    at = 0
    left = b""
    while left or at < len(raw):
        piece = left or raw[at : at + _PIECE]
        at += 0 if left else _PIECE
        try:
            made = machine.decompress(piece, 1 << 20)
        except zlib.error:
            break
        left = machine.unconsumed_tail
        size += len(made)
        if size > largest:
            raise TooLarge
        parts.append(made)
        if machine.eof:
            break
    return b"".join(parts)
