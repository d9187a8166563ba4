"""The zip container of a workbook, checked whole before any parser sees it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from pipeline.doors.workbooks.limits import Limits
from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg
from pipeline.model.source import SourceFile

__all__ = ["check_archive"]

_CHUNK: Final = 1 << 20
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_ASK_AGAIN: Final = msg(
    "It was probably cut off while it was copied or sent. Ask for the file again, or let Excel repair it and save a copy."
)
_RESAVE: Final = msg("Open it in Excel or LibreOffice and save it as a new .xlsx file.")


def check_archive(source: SourceFile, limits: Limits) -> frozenset[str]:
    """Check sizes, names and every byte of the container; the names of its parts.

    Sizes are believed only after unpacking: a part that is longer than its entry claims is a bomb in disguise, and
    readers written in other languages do not stop at the claimed size. Raises Unreadable.
    """
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        parts = archive.infolist()
        _check_names(source, parts)
        _check_size(source, parts, limits)
        for part in parts:
            _check_part(source, archive, part)
    return frozenset(part.filename for part in parts)


def _check_names(source: SourceFile, parts: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for part in parts:
        # Part names are compared without case (ECMA-376 part 2, 6.2.2.3).
        folded = part.filename.lower()
        if folded in seen:
            raise Unreadable(
                msg("{file}: the file is damaged: it contains the part {part} twice, and programs disagree which one counts.",
                    file=source.name, part=part.filename),
                _RESAVE,
            )
        seen.add(folded)


def _check_size(source: SourceFile, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * max(1, len(source.content))
    if unpacked <= limits.unpacked_bytes and not too_dense:
        return
    raise Unreadable(
        msg("{file}: unpacked, the file would take {size} MB; at most {limit} MB are read, and at most {ratio} times its packed size.",
            file=source.name, size=str(round(unpacked / 1e6)), limit=str(round(limits.unpacked_bytes / 1e6)), ratio=str(limits.ratio)),
        msg("Delete pictures, unused sheets and empty formatted rows and save it again, or split it."),
    )


def _check_part(source: SourceFile, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise Unreadable(
            msg("{file}: the workbook is locked with a password and cannot be read.", file=source.name),
            msg("Open it in Excel or LibreOffice, remove the password and save it."),
        )
    problem = _damage(source.content, part)
    if problem is None:
        try:
            archive.open(part).close()
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
            problem = msg("the part {part} is not where the list of parts says", part=part.filename)
    if problem is not None:
        raise Unreadable(msg("{file}: the file is damaged: {problem}.", file=source.name, problem=problem), _ASK_AGAIN)


def _damage(content: bytes, part: zipfile.ZipInfo) -> Message | None:
    """What is wrong with one part, or None."""
    start = part.header_offset
    header = content[start:start + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        return msg("the part {part} is not where the list of parts says", part=part.filename)
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    begin = start + _LOCAL_HEADER.size + name_length + extra_length
    packed = content[begin:begin + part.compress_size]
    if len(packed) < part.compress_size:
        return msg("the part {part} is cut off", part=part.filename)
    if part.compress_type == zipfile.ZIP_STORED:
        size, checksum, doctype = len(packed), zlib.crc32(packed), _has_doctype(packed[:_CHUNK])
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        try:
            size, checksum, doctype = _unpack(packed, part.file_size)
        except zlib.error:
            return msg("the part {part} does not unpack", part=part.filename)
    else:
        return msg("the part {part} is packed in an unusual way", part=part.filename)
    if size != part.file_size or checksum != part.CRC:
        return msg("the part {part} does not have the contents its checksum promises", part=part.filename)
    if doctype and part.filename.lower().endswith((".xml", ".rels")):
        return msg("the part {part} defines entities of its own, which no spreadsheet program writes", part=part.filename)
    return None


def _has_doctype(head: bytes) -> bool:
    return b"<!ENTITY" in head or b"<!\x00E\x00N\x00T\x00I\x00T\x00Y" in head


def _unpack(packed: bytes, promised: int) -> tuple[int, int, bool]:
    """Size, checksum and "has entity definitions" of a deflated part; stops one byte past the promised size."""
    unpacker = zlib.decompressobj(-15)
    size, checksum, doctype, rest = 0, 0, False, packed
    while not unpacker.eof and size <= promised:
        chunk = unpacker.decompress(rest, min(_CHUNK, promised + 1 - size))
        if not chunk and not unpacker.unconsumed_tail:
            chunk = unpacker.flush(1)
            if not chunk:
                break
        doctype = doctype or (size == 0 and _has_doctype(chunk))
        size, checksum, rest = size + len(chunk), zlib.crc32(chunk, checksum), unpacker.unconsumed_tail
    return size, checksum, doctype
