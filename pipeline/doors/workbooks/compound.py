"""Compound files, in which Excel 97-2003 kept its workbooks: one stream read out of a file, and a clean file made around one.

Layouts: [MS-CFB]. A reader written in another language believes what a header says of lengths and follows chains in circles;
it is given a file that was made here.
"""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["make_compound", "read_stream"]

_FREE: Final = 0xFFFFFFFA
_END: Final = 0xFFFFFFFE
_SECTOR: Final = 4096
_ENTRIES: Final = _SECTOR // 4
_IN_HEADER: Final = 109


def read_stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream with one of the names. Raises ValueError, struct.error or IndexError for a file that is not sound."""
    shift, = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise ValueError("sector size")
    size = 1 << shift
    table = _sector_table(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    smallest, = struct.unpack_from("<I", content, 56)
    for at in range(0, len(directory) - 127, 128):
        length, = struct.unpack_from("<H", directory, at + 64)
        if directory[at:at + max(0, min(64, length) - 2)].decode("utf-16-le", "replace") in names:
            start, total = struct.unpack_from("<II", directory, at + 116)
            found = _chain(content, table, start, size) if total >= smallest else _small_stream(content, table, directory, start, size)
            if len(found) < total:
                raise ValueError("the file is cut off")
            return found[:total]
    raise ValueError("no workbook stream")


def _small_stream(content: bytes, table: list[int], directory: bytes, start: int, size: int) -> bytes:
    """A stream that shares sectors with others: 64 bytes at a time, in the stream of the root entry."""
    whole = _chain(content, table, struct.unpack_from("<I", directory, 116)[0], size)
    packed = _chain(content, table, struct.unpack_from("<I", content, 60)[0], size)
    small = list(struct.unpack(f"<{len(packed) // 4}I", packed[:len(packed) // 4 * 4]))
    return _chain(b"\x00" * 64 + whole, small, start, 64)


def _sector_table(content: bytes, size: int) -> list[int]:
    most = len(content) // size + 1
    sectors = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _FREE]
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, most)):
        if following >= _FREE:
            break
        block = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        sectors += [sector for sector in block[:-1] if sector < _FREE]
        following = block[-1]
        if len(sectors) > most:
            raise ValueError("more sectors than the file holds")
    table: list[int] = []
    for sector in sectors:
        table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _chain(content: bytes, table: list[int], start: int, size: int) -> bytes:
    found, seen, sector = bytearray(), 0, start
    while sector < _FREE:
        seen += 1
        if seen > len(table):
            raise ValueError("sector chain runs in a circle")
        found += content[(sector + 1) * size:(sector + 2) * size]
        sector = table[sector]
    return bytes(found)


def make_compound(stream: bytes) -> bytes:
    """A compound file (version 4) that holds one stream, "Workbook". Raises ValueError for one of more than 400 MB."""
    stream = stream.ljust(_SECTOR, b"\x00")
    count = -(-len(stream) // _SECTOR)
    tables = 1
    while tables * _ENTRIES < count + 2 + tables:
        tables += 1
    if tables > _IN_HEADER:
        raise ValueError("stream too long")
    first = tables + 2  # after the directory, and a sector for small streams, which a root entry must have
    chains = [0xFFFFFFFD] * tables + [_END, _END] + [*range(first + 1, first + count), _END]
    chains += [0xFFFFFFFF] * (tables * _ENTRIES - len(chains))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 4, 0xFFFE, 12, 6) + b"\x00" * 6
    head += struct.pack("<IIIIIIIII", 1, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (_IN_HEADER - tables))
    directory = _entry("Root Entry", 5, tables + 1, 64, child=1) + _entry("Workbook", 2, first, len(stream))
    return b"".join((
        head.ljust(_SECTOR, b"\x00"), struct.pack(f"<{len(chains)}I", *chains), directory.ljust(_SECTOR, b"\x00"),
        b"\x00" * _SECTOR, stream, b"\x00" * (count * _SECTOR - len(stream)),
    ))


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    return (encoded.ljust(64, b"\x00") + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + b"\x00" * 36 + struct.pack("<IQ", start, size))
