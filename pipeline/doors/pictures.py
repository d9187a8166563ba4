"""The door to pictures of pages: PDFium draws them in a process of its own, within a time that it may take."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["page_pictures"]

_SCRIPT: Final = Path(__file__).with_name("draw_pages.py")
_SECONDS: Final = 60
"""For all pages; one of a book takes a twentieth of a second."""


def page_pictures(content: bytes, pages: Sequence[int], width: int) -> dict[int, bytes]:
    """PNG of each page (numbers from 1), ``width`` dots wide; pages that could not be drawn in time are left out."""
    if not pages:
        return {}
    with tempfile.TemporaryDirectory(prefix="guide-pictures-") as name:
        folder = Path(name)
        file = folder / "pages.pdf"
        file.write_bytes(content)
        quiet = subprocess.DEVNULL
        command = [sys.executable, str(_SCRIPT), str(file), name, str(width), *map(str, pages)]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_SECONDS, check=False)  # noqa: S603
        drawn = {page: folder / f"{page}.png" for page in pages}
        return {page: path.read_bytes() for page, path in drawn.items() if path.is_file()}
