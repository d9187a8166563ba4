"""The door to Ghostscript: pages separated into their plates, with overprint as the press would see it.

Ghostscript writes each plate to a file of its own, so this door has a temporary folder; nothing else is touched.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

__all__ = ["DOT_MM", "PagePlates", "Separator", "find_separator"]

DOT_MM: Final = 0.5
"""Side of one dot: each is the mean of nine, so that fine type is not made bold."""
_FINE: Final = 3
_RESOLUTION: Final = 25.4 / DOT_MM * _FINE
_PAGES_AT_ONCE: Final = 24
_MOST_KB: Final = 2 << 20
"""Memory that Ghostscript may take, in kilobytes."""
_SECONDS: Final = 120
"""For so many pages; Ghostscript needs half a second for most."""
_SECONDS_A_PAGE: Final = 0.5
"""What all pages together may take beyond that."""
_PLATE_FILE: Final = re.compile(r"p(\d+)\((.+)\)\.tif$")


@dataclass(frozen=True, slots=True)
class PagePlates:
    """A page's MediaBox, separated: plate name -> one byte a dot from the top left corner, 0 no ink, 255 the full tone."""

    page: int
    width: int
    height: int
    plates: Mapping[str, bytes]


def find_separator() -> str | None:
    """Ghostscript's program, None where there is none."""
    return shutil.which("gs")


class Separator:
    """Separates the pages of one PDF in order, some ahead of what is asked for; close it when done."""

    def __init__(self, program: str, content: bytes, pages: int) -> None:
        self._program, self._pages = program, pages
        self._folder = tempfile.TemporaryDirectory(prefix="guide-plates-")
        self._file = Path(self._folder.name) / "pages.pdf"
        self._file.write_bytes(content)
        self._left = _SECONDS + _SECONDS_A_PAGE * pages
        self._running = self._begin(1)

    def _begin(self, first: int) -> tuple[subprocess.Popen[bytes], Path, int] | None:
        if first > self._pages:
            return None
        folder = Path(self._folder.name) / f"from-{first}"
        folder.mkdir()
        command = [
            self._program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT", f"-K{_MOST_KB}",
            "-dOverprint=/enable", "-sDEVICE=tiffsep",
            "-sCompression=none", f"-r{_RESOLUTION:g}", f"-dDownScaleFactor={_FINE}", f"-dFirstPage={first}",
            f"-dLastPage={min(first + _PAGES_AT_ONCE - 1, self._pages)}", "-o", str(folder / "p%05d.tif"), str(self._file),
        ]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder), folder, first  # noqa: S603

    def __iter__(self) -> Iterator[PagePlates]:
        """Pages that could be separated; one that could not is left out."""
        while self._running is not None:
            program, folder, first = self._running
            begun = time.monotonic()
            try:
                program.wait(min(_SECONDS, self._left))
            except subprocess.TimeoutExpired:
                self._stop()
                return
            self._left -= time.monotonic() - begun
            self._running = self._begin(first + _PAGES_AT_ONCE)
            yield from _read(folder, first)
            shutil.rmtree(folder, ignore_errors=True)

    def _stop(self) -> None:
        if self._running is not None:
            self._running[0].kill()
            self._running[0].wait()
            self._running = None

    def close(self) -> None:
        """End what still runs, and take the folder away."""
        self._stop()
        with suppress(OSError):
            self._folder.cleanup()


def _read(folder: Path, first: int) -> Iterator[PagePlates]:
    """The plates that lie in a folder, page by page."""
    held: dict[int, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        if found := _PLATE_FILE.fullmatch(path.name):
            held.setdefault(int(found[1]), {})[unquote(found[2])] = path  # Ghostscript writes "/" or "К" as %2F, %D0%9A
    for number, paths in sorted(held.items()):
        read = {name: _plate(path.read_bytes()) for name, path in paths.items()}
        sizes = {plate[:2] for plate in read.values() if plate is not None}
        if len(sizes) == 1 and None not in read.values():
            (width, height), = sizes
            yield PagePlates(first + number - 1, width, height, {name: plate[2] for name, plate in read.items() if plate is not None})


def _plate(content: bytes) -> tuple[int, int, bytes] | None:
    """Width, height and ink of an uncompressed grey TIFF of 8 bits (TIFF 6.0); None where it is none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(content[:4])
    if order is None:
        return None
    try:
        entries = _entries(content, order)
        (width,), (height,), (white_is_zero,) = entries[256], entries[257], entries.get(262, (1,))
        if entries.get(258, (1,)) != (8,) or entries.get(259, (1,)) != (1,):
            return None
        grey = b"".join(content[at : at + size] for at, size in zip(entries[273], entries[279], strict=True))
    except (KeyError, ValueError, struct.error):
        return None
    if len(grey) != width * height:
        return None
    return width, height, grey if white_is_zero == 0 else grey.translate(_TURNED)


_TURNED: Final = bytes(range(255, -1, -1))
_TYPES: Final = {3: "H", 4: "I"}


def _entries(content: bytes, order: str) -> dict[int, tuple[int, ...]]:
    (at,) = struct.unpack_from(order + "I", content, 4)
    (count,) = struct.unpack_from(order + "H", content, at)
    made: dict[int, tuple[int, ...]] = {}
    for index in range(count):
        entry = at + 2 + 12 * index
        tag, kind, values = struct.unpack_from(order + "HHI", content, entry)
        if kind not in _TYPES or values > 1 << 20:
            continue
        form = f"{order}{values}{_TYPES[kind]}"
        place = entry + 8 if struct.calcsize(form) <= 4 else struct.unpack_from(order + "I", content, entry + 8)[0]
        made[tag] = struct.unpack_from(form, content, place)
    return made
