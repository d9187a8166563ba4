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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

__all__ = ["DOT_MM", "MEASURING", "PAGES_AT_ONCE", "PagePlates", "Separation", "Separator", "find_separator"]

DOT_MM: Final = 0.5
"""Side of one dot where ink is measured: each is the mean of nine, so that fine type is not made bold."""
_FINE: Final = 3
PAGES_AT_ONCE: Final = 24
_MOST_SPOTS: Final = 32
"""Spot colours of a page that get plates; further ones are shared out among the process inks. Ghostscript takes ten by itself."""
_SECONDS_A_PAGE: Final = 0.5
"""What all pages together may take beyond the time of two."""
_LOOKS: Final = 0.2
"""Seconds between two looks at what Ghostscript has written."""
_ALWAYS: Final = frozenset({"Cyan", "Magenta", "Yellow", "Black"})
"""Plates that Ghostscript writes of every page, with ink or without."""
_PLATE_FILE: Final = re.compile(r"p(\d+)\((.+)\)\.tif$")


@dataclass(frozen=True, slots=True)
class Separation:
    """How pages are separated. ``fine``: a dot is the mean of so many each way, so that type is not made bold.

    ``profile``: an ICC output profile by which colours that name no inks are converted, and which ICC-based CMYK of the same profile
    passes untouched; b"" takes Ghostscript's own. ``composite``: the four process inks with spots by their alternate are wanted too.
    ``at_once``: pages whose plates lie on the disk together. ``most_kb``: memory that Ghostscript may take, in kilobytes; ``seconds``:
    what one page may take, of which it needs a twentieth of one for most.
    """

    dpi: float = 25.4 / DOT_MM
    fine: int = _FINE
    profile: bytes = b""
    composite: bool = False
    at_once: int = PAGES_AT_ONCE
    most_kb: int = 2 << 20
    seconds: float = 120


MEASURING: Final = Separation(most_kb=384 << 10, seconds=50)
"""Plates to measure ink on, of files that may mean harm; twice A0 with transparency takes a third of that memory."""


@dataclass(frozen=True, slots=True)
class PagePlates:
    """A page's MediaBox, separated: plate name -> one byte a dot from the top left corner, 0 no ink, 255 the full tone.

    ``composite``: cyan, magenta, yellow, black of every dot, a byte each; b"" where it was not asked for.
    """

    page: int
    width: int
    height: int
    plates: Mapping[str, bytes]
    composite: bytes = b""


def find_separator() -> str | None:
    """Ghostscript's program, None where there is none."""
    return shutil.which("gs")


class Separator:
    """Separates pages of one PDF in order, some ahead of what is asked for; close it when done.

    ``pages``: how many the file has, all of which are wanted, or the numbers of those that are, rising.
    """

    def __init__(self, program: str, content: bytes, pages: int | Sequence[int], how: Separation = MEASURING) -> None:
        wanted = range(1, pages + 1) if isinstance(pages, int) else pages
        self._program, self._how, self._runs = program, how, _runs(wanted, how.at_once)
        self._folder = tempfile.TemporaryDirectory(prefix="guide-plates-")
        self._file = Path(self._folder.name) / "pages.pdf"
        self._file.write_bytes(content)
        self._profile = Path(self._folder.name) / "output.icc"
        if how.profile:
            self._profile.write_bytes(how.profile)
        self._left = 2 * how.seconds + _SECONDS_A_PAGE * len(wanted)
        self._running = self._begin()

    def _begin(self) -> tuple[subprocess.Popen[bytes], Path, int, float] | None:
        run = next(self._runs, None)
        if run is None:
            return None
        folder = Path(self._folder.name) / f"from-{run[0]}"
        folder.mkdir()
        how = self._how
        command = [
            self._program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT", f"-K{how.most_kb}",
            "-dOverprint=/enable", "-sDEVICE=tiffsep", f"-dMaxSpots={_MOST_SPOTS}",
            "-sCompression=none", f"-r{how.dpi * how.fine:g}", f"-dDownScaleFactor={how.fine}", *self._colours(), f"-dFirstPage={run[0]}",
            f"-dLastPage={run[-1]}", "-o", str(folder / "p%05d.tif"), str(self._file),
        ]
        quiet = subprocess.DEVNULL
        begun = time.monotonic()
        return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder), folder, run[0], begun  # noqa: S603

    def _colours(self) -> list[str]:
        """DeviceCMYK is the output's own, so its numbers reach the plates as they are; other colours are converted to it."""
        if not self._how.profile:
            return []
        return [f"--permit-file-read={self._profile}", f"-sOutputICCProfile={self._profile}", f"-sDefaultCMYKProfile={self._profile}"]

    def __iter__(self) -> Iterator[PagePlates]:
        """Pages that could be separated; one that could not is left out."""
        while self._running is not None:
            program, folder, first, begun = self._running
            if not self._has_ended(program, folder, begun):
                self._stop()
                yield from list(_read(folder, first, composite=self._how.composite))[:-1]  # the last one may be half written
                return
            self._running = self._begin()
            yield from _read(folder, first, composite=self._how.composite)
            shutil.rmtree(folder, ignore_errors=True)

    def _has_ended(self, program: subprocess.Popen[bytes], folder: Path, begun: float) -> bool:
        """Wait for a run as long as page follows page; False where one takes too long."""
        asked, last, written = time.monotonic(), begun, 0
        while True:
            with suppress(subprocess.TimeoutExpired):
                program.wait(_LOOKS)
                self._left -= time.monotonic() - asked
                return True
            now, there = time.monotonic(), sum(1 for _ in folder.iterdir())
            if there != written:
                written, last = there, now
            if now - last > self._how.seconds or now - asked > self._left:
                return False

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


def _runs(pages: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    """Pages that follow one another, not too many together."""
    begun = 0
    for at in range(1, len(pages) + 1):
        if at == len(pages) or pages[at] != pages[at - 1] + 1 or at - begun >= most:
            yield pages[begun:at]
            begun = at


def _read(folder: Path, first: int, *, composite: bool) -> Iterator[PagePlates]:
    """The plates that lie in a folder, page by page."""
    held: dict[int, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        if found := _PLATE_FILE.fullmatch(path.name):
            held.setdefault(int(found[1]), {})[unquote(found[2])] = path  # Ghostscript writes "/" or "К" as %2F, %D0%9A
    for number, paths in sorted(held.items()):
        read = {name: _dots(path.read_bytes(), 1) for name, path in paths.items()}
        if composite:
            read[""] = _composite(folder / f"p{number:05d}.tif")
        sizes = {plate[:2] for plate in read.values() if plate is not None}
        if len(sizes) == 1 and None not in read.values() and read.keys() >= _ALWAYS:
            (width, height), = sizes
            dots = {name: plate[2] for name, plate in read.items() if plate is not None}
            whole = dots.pop("", b"")
            yield PagePlates(first + number - 1, width, height, dots, whole)


def _composite(path: Path) -> tuple[int, int, bytes] | None:
    return _dots(path.read_bytes(), 4) if path.is_file() else None


def _dots(content: bytes, inks: int) -> tuple[int, int, bytes] | None:
    """Width, height and ink of an uncompressed TIFF (TIFF 6.0) with so many inks of 8 bits a dot; None where it is none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(content[:4])
    if order is None:
        return None
    try:
        entries = _entries(content, order)
        (width,), (height,) = entries[256], entries[257]
        (meaning,) = entries.get(262, (1,))
        if entries.get(258, (1,)) != (8,) * inks or entries.get(259, (1,)) != (1,) or (inks == 4) != (meaning == _SEPARATED):
            return None
        dots = b"".join(content[at : at + size] for at, size in zip(entries[273], entries[279], strict=True))
    except (KeyError, ValueError, struct.error):
        return None
    if len(dots) != width * height * inks:
        return None
    return width, height, dots.translate(_TURNED) if meaning == _BLACK_IS_ZERO else dots


_BLACK_IS_ZERO, _SEPARATED = 1, 5
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
