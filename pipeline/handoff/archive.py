"""The bag as a zip: packed so that the same files give the same bytes, and opened so that no archive can do harm."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Final

from pipeline.errors import Unreadable
from pipeline.handoff.rules import ARCHIVE, CONTENTS
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg

__all__ = ["SUMS", "pack", "sums_of", "sums_wrong", "unpacked", "unsafe_entries"]

SUMS: Final = "SHA256SUMS"
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: nothing here depends on a clock."""
_STORED: Final = (".pdf", ".jpg", ".png")
"""What is packed already."""
_MOST_FILES: Final = 4000
_MOST_BYTES: Final = 2 << 30
"""Of all files together, unpacked."""
_MOST_RATIO: Final = 200
"""A report of our own packs 30 to 1; deflate can reach 1,000 to 1."""
_MOST_WHOLE_RATIO: Final = 4
"""Of all files together: nearly all of a bag is PDFs and pictures, which are packed already."""
_SMALL_WHOLE: Final = 256 << 20
"""Below this size of all files together no archive is a danger; it fits any memory."""
_SMALL: Final = 4 << 20
"""Below this size no file is a danger, however well it was packed."""
_LOCKED: Final = 1 << 0 | 1 << 6
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """SHA256SUMS, as ``sha256sum -c`` reads it."""
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of files in their order, with one time for all. The same files give the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return made.getvalue()


def open_archive(content: bytes, name: str) -> zipfile.ZipFile:
    """Raises Unreadable where the bytes are no zip."""
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise Unreadable(
            msg("{file} is not a zip archive, or was cut off.", file=name), msg("Fetch it again, or ask for it once more.")
        ) from error


def unsafe_entries(archive: zipfile.ZipFile) -> list[Finding]:
    """What makes an archive dangerous to unpack, before a single byte of it is unpacked."""
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        return [ARCHIVE.finding("many", msg("The archive has {n} entries; a bag has fewer than {most}.", n=len(entries), most=_MOST_FILES))]
    found = [finding for entry in entries for finding in _unsafe(entry)]
    for name, times in Counter(entry.filename.casefold() for entry in entries).items():
        if times > 1:
            message = msg("{name} is in the archive {n} times.", name=shown(name), n=times)
            found.append(ARCHIVE.finding("twice", message, place=_place(name)))
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > _MOST_BYTES or (total > _SMALL_WHOLE and total > _MOST_WHOLE_RATIO * packed):
        found.append(ARCHIVE.finding("swells", msg("Unpacked, the archive would take {n} MB.", n=total >> 20)))
    if _overlapping(entries):
        found.append(ARCHIVE.finding("overlap", msg("Files of the archive lie in one another; that is how small archives swell.")))
    return found


def _unsafe(entry: zipfile.ZipInfo) -> Iterator[Finding]:
    name, place = shown(entry.filename) or "?", _place(entry.filename)
    parts = re.split(r"[/\\]", entry.filename)
    is_inside = entry.filename and not entry.filename.startswith(("/", "\\")) and ".." not in parts
    if not is_inside or ":" in entry.filename or "\0" in entry.orig_filename:
        yield ARCHIVE.finding("outside", msg("{name} would be written outside the folder it is unpacked into.", name=name), place=place)
    kind = entry.external_attr >> 16 & 0o170000
    if kind not in (0, 0o100000, 0o040000):
        yield ARCHIVE.finding("link", msg("{name} is a link or a device, not a file.", name=name), place=place)
    if entry.flag_bits & _LOCKED:
        yield ARCHIVE.finding("locked", msg("{name} is locked with a password.", name=name), place=place)
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield ARCHIVE.finding("method", msg("{name} is packed in a way that bags do not use.", name=name), place=place)
    if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(1, entry.compress_size):
        packed, full = entry.compress_size >> 10, entry.file_size >> 20
        message = msg("{name} would swell from {packed} kB to {n} MB.", name=name, packed=packed, n=full)
        yield ARCHIVE.finding("swells", message, place=place)


def _overlapping(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes of the archive: a local header has 30 bytes and the name (APPNOTE 4.3.7)."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset + 30 + len(entry.orig_filename.encode()) + entry.compress_size for entry in ordered]
    return any(end > after.header_offset for end, after in zip(ends, ordered[1:], strict=False))


def shown(name: str) -> str:
    """A name from an archive as a sentence may hold it: no control characters, not endless."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:120]


def _place(name: str) -> CellRef:
    return CellRef(shown(name))


def unpacked(archive: zipfile.ZipFile) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of a safe archive; what cannot be unpacked is told, and is not among them."""
    files: dict[str, bytes] = {}
    found = []
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        try:
            with archive.open(entry) as stream:
                files[entry.filename] = stream.read(entry.file_size)
                if stream.read(1):
                    raise zipfile.BadZipFile("longer than it says")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
            message = msg("{name} is damaged and cannot be unpacked.", name=shown(entry.filename))
            found.append(CONTENTS.finding("damaged", message, place=_place(entry.filename)))
    return files, found


def sums_wrong(files: Mapping[str, bytes], damaged: Sequence[str] = ()) -> Iterator[Finding]:
    """Where the files are not those of SHA256SUMS: missing, changed, or none of it."""
    if SUMS not in files:
        yield CONTENTS.finding("no-sums", msg("The bag has no {name}.", name=SUMS), place=CellRef(SUMS))
        return
    listed: dict[str, str] = {}
    for number, line in enumerate(files[SUMS].decode("utf-8", "replace").splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed:
            message = msg("Line {line} of {name} is no checksum with a name, or a second one.", line=number, name=SUMS)
            yield CONTENTS.finding("no-sums", message, place=CellRef(SUMS, "", str(number)))
            continue
        listed[found[2]] = found[1]
    for name, digest in listed.items():
        if name in files:
            if sha256(files[name]).hexdigest() != digest:
                yield CONTENTS.finding("changed", msg("{name} is not the file that was packed.", name=shown(name)), place=_place(name))
        elif name not in damaged:
            yield CONTENTS.finding("missing", msg("{name} is missing.", name=shown(name)), place=_place(name))
    for name in files:
        if name not in listed and name != SUMS:
            yield CONTENTS.finding("extra", msg("{name} does not belong to the bag.", name=shown(name)), place=_place(name))
