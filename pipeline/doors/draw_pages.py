"""Draws pages of a PDF with PDFium into PNG files; a program of its own, so that a file made to do harm takes only this process with it.

Run as a script: ``draw_pages.py FILE FOLDER WIDTH PAGE...``; writes FOLDER/PAGE.png, each renamed when it is whole.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

__all__ = ["draw"]

_MOST_HIGH: Final = 4
"""A page is drawn at most so many times higher than wide; what is longer is no page of a book."""


def draw(file: str, folder: Path, width: int, numbers: list[int]) -> None:
    """Draw pages ``width`` dots wide, by their numbers from 1; one that cannot be drawn is left out."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        for number in numbers:
            try:
                page = document[number - 1]
                scale = width / page.get_width()
                if page.get_height() * scale > _MOST_HIGH * width:
                    continue
                image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            except (pypdfium2.PdfiumError, ValueError, OSError, ZeroDivisionError):
                continue
            beside = folder / f"{number}.part"
            image.quantize(48).save(beside, "PNG", optimize=True)
            beside.rename(folder / f"{number}.png")


if __name__ == "__main__":
    draw(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), [int(one) for one in sys.argv[4:]])
