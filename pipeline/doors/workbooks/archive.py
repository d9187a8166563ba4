"""The zip container of a workbook, checked whole before any parser sees it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from pipeline.doors.workbooks.limits import Limits, megabytes, too_large
from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg
from pipeline.model.source import SourceFile

__all__ = ["check_archive"]

_CHUNK: Final = 1 << 20
_FED: Final = 1 << 16
_ENTITY_UTF16: Final = "<!ENTITY".encode("utf-16-le")[:-1]
"""In either order of bytes."""
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_LONGEST_PIECE: Final = 1 << 20
"""Bytes between two "<": a cell holds 32,767 letters, each seven bytes at most (&#1071;)."""
_NOT_PARSED: Final = ("customxml/", "docprops/", "xl/pivotcache/", "xl/media/", "xl/embeddings/", "xl/externallinks/", "pictures/")
"""Folders that no reader looks into: what is kept of queries and pivot tables may be long."""
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
        _check_names(source, parts, limits)
        _check_size(source, parts, limits)
        for part in parts:
            _check_part(source, archive, part, limits)
    return frozenset(part.filename for part in parts)


def _check_names(source: SourceFile, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise Unreadable(
            msg("{file}: the file is packed from {count} parts; at most {limit} are read.",
                file=source.name, count=str(len(parts)), limit=str(limits.parts)), _RESAVE)
    seen: set[str] = set()
    for part in parts:
        # Part names are compared without case (ECMA-376 part 2, 6.2.2.3).
        folded = part.filename.replace("\\", "/").lower()
        if folded in seen:
            raise Unreadable(
                msg("{file}: the file is damaged: it contains the part {part} twice, and programs disagree which one counts.",
                    file=source.name, part=_shown(part)),
                _RESAVE,
            )
        seen.add(folded)


def _shown(part: zipfile.ZipInfo) -> str:
    return part.filename if len(part.filename) <= 80 else part.filename[:79] + "…"


def _check_size(source: SourceFile, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        cause = msg("{file}: unpacked, the file would take {size} MB; at most {limit} MB are read.",
                    file=source.name, size=megabytes(unpacked), limit=megabytes(limits.unpacked_bytes))
        raise too_large(cause, unpacked)
    ratio = unpacked // max(1, len(source.content))
    if unpacked > limits.ratio_from_bytes and ratio >= limits.ratio:
        cause = msg("{file}: unpacked, the file would take {size} MB, {ratio} times its size; more than {limit} times is not read.",
                    file=source.name, ratio=str(ratio), size=megabytes(unpacked), limit=str(limits.ratio))
        raise too_large(cause, max(unpacked, limits.unpacked_bytes))


def _check_part(source: SourceFile, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    if part.flag_bits & 0x1:
        raise Unreadable(
            msg("{file}: the workbook is locked with a password and cannot be read.", file=source.name),
            msg("Open it in Excel or LibreOffice, remove the password and save it."),
        )
    count = _Count()
    problem = _damage(source.content, part, count)
    if problem is None:
        try:
            archive.open(part).close()
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
            problem = msg("the part {part} is not where the list of parts says", part=_shown(part))
    if problem is not None:
        raise Unreadable(msg("{file}: the file is damaged: {problem}.", file=source.name, problem=problem), _ASK_AGAIN)
    if part.filename.lower().startswith(_NOT_PARSED) or not part.filename.lower().endswith((".xml", ".rels")):
        return
    if count.elements > limits.elements:
        cause = msg("{file}: the part {part} is built of {count} pieces of XML; at most {limit} are read.",
                    file=source.name, part=_shown(part), count=str(count.elements), limit=str(limits.elements))
        raise too_large(cause, count.elements * (limits.unpacked_bytes // limits.elements))
    if count.longest > _LONGEST_PIECE:
        raise Unreadable(
            msg("{file}: the part {part} holds a single piece of {size} MB, longer than any cell can be.",
                file=source.name, part=_shown(part), size=megabytes(count.longest)), _RESAVE)


@dataclass(slots=True)
class _Count:
    """What is known of a part from its bytes alone: elements, and the longest stretch without one (counted from 1 MB up)."""

    elements: int = 0
    longest: int = 0
    stretch: int = 0

    def take(self, chunk: bytes) -> None:
        marks = chunk.count(b"<") if chunk else 0
        self.elements += marks - chunk.count(b"</")
        if not marks:
            self.stretch += len(chunk)
        else:
            self.longest = max(self.longest, self.stretch + chunk.find(b"<"))
            self.stretch = len(chunk) - chunk.rfind(b"<")
        self.longest = max(self.longest, self.stretch)


def _damage(content: bytes, part: zipfile.ZipInfo, count: _Count) -> Message | None:
    """What is wrong with one part, or None."""
    start = part.header_offset
    header = content[start:start + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        return msg("the part {part} is not where the list of parts says", part=_shown(part))
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    begin = start + _LOCAL_HEADER.size + name_length + extra_length
    packed = memoryview(content)[begin:begin + part.compress_size]
    if len(packed) < part.compress_size:
        return msg("the part {part} is cut off", part=_shown(part))
    if part.compress_type == zipfile.ZIP_STORED:
        size, checksum, doctype = _look_through(packed, count)
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        try:
            size, checksum, doctype = _unpack(packed, part.file_size, count)
        except zlib.error:
            return msg("the part {part} does not unpack", part=_shown(part))
    else:
        return msg("the part {part} is packed in an unusual way", part=_shown(part))
    if size != part.file_size or checksum != part.CRC:
        return msg("the part {part} does not have the contents its checksum promises", part=_shown(part))
    if doctype and part.filename.lower().endswith((".xml", ".rels")):
        return msg("the part {part} defines entities of its own, which no spreadsheet program writes", part=_shown(part))
    return None


def _has_doctype(chunk: bytes) -> bool:
    return b"<!ENTITY" in chunk or _ENTITY_UTF16 in chunk


def _look_through(stored: memoryview, count: _Count) -> tuple[int, int, bool]:
    """Size, checksum and "has entity definitions" of a part that is not packed."""
    checksum, doctype = 0, False
    for at in range(0, len(stored), _CHUNK):
        chunk = bytes(stored[at:at + _CHUNK])
        count.take(chunk)
        checksum, doctype = zlib.crc32(chunk, checksum), doctype or _has_doctype(chunk)
    return len(stored), checksum, doctype


def _unpack(packed: memoryview, promised: int, count: _Count) -> tuple[int, int, bool]:
    """Size, checksum and "has entity definitions" of a deflated part; stops one byte past the promised size."""
    unpacker = zlib.decompressobj(-15)
    size, checksum, doctype, at, rest = 0, 0, False, 0, b""
    while not unpacker.eof and size <= promised:
        if not rest:
            rest, at = bytes(packed[at:at + _FED]), at + _FED
        chunk = unpacker.decompress(rest, min(_CHUNK, promised + 1 - size)) if rest else unpacker.flush(1)
        if not rest and not chunk:
            break
        count.take(chunk)
        doctype = doctype or _has_doctype(chunk)
        size, checksum, rest = size + len(chunk), zlib.crc32(chunk, checksum), unpacker.unconsumed_tail
    return size, checksum, doctype
