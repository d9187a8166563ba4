"""One PDF as four programs show it that have nothing to do with one another: Ghostscript, Poppler, MuPDF, PDFium.

A page is compared as squares of 4.2 mm (12 points, drawn 72 dots an inch), each with its mean darkness from 0 to 1. Programs smooth letters, show
solid black and place hairlines each in its own way: two means may differ by SLACK and by SHARE of the darker one, and by the least of all places
that are one dot off. A square of nine-point text is a sixth to a quarter dark: one that is missing is more than twice what is allowed.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps

__all__ = ["PROGRAMS", "READERS", "SHARE", "SLACK", "Reader", "differing", "page_sizes", "plates_with_ink", "squares"]

SLACK, SHARE = 0.06, 0.25
SQUARE = 12
PROGRAMS = {"gs": "ghostscript", "pdftoppm": "poppler-utils", "pdfinfo": "poppler-utils", "mutool": "mupdf-tools", "qpdf": "qpdf"}
"""Programs that are used, and the Debian packages that bring them."""
Reader = Callable[[Path, Path], list[Image.Image]]


def _run(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _drawn(folder: Path) -> list[Image.Image]:
    """The pages that lie in a folder, numbered as programs like: 1, 01, 001."""
    paths = sorted(folder.glob("*.ppm"), key=lambda path: int(re.sub(r"\D", "", path.stem)))
    return [Image.open(path).convert("L").copy() for path in paths]


def by_ghostscript(pdf: Path, folder: Path) -> list[Image.Image]:
    smooth = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    _run("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseCropBox", "-sDEVICE=ppmraw", "-r72", *smooth, "-o", folder / "p%d.ppm", pdf)
    return _drawn(folder)


def by_poppler(pdf: Path, folder: Path) -> list[Image.Image]:
    _run("pdftoppm", "-r", "72", "-cropbox", pdf, folder / "p")
    return _drawn(folder)


def by_mupdf(pdf: Path, folder: Path) -> list[Image.Image]:
    _run("mutool", "draw", "-q", "-N", "-r", "72", "-c", "rgb", "-F", "ppm", "-o", folder / "p%d.ppm", pdf)
    return _drawn(folder)


def by_pdfium(pdf: Path, folder: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.render(scale=1).to_pil().convert("L") for page in opened]


READERS: dict[str, Reader] = {"Ghostscript": by_ghostscript, "Poppler": by_poppler, "MuPDF": by_mupdf, "PDFium": by_pdfium}


def page_sizes(pdf: Path) -> dict[str, list[tuple[float, float]]]:
    """What each says of the pages' sizes, in points; Ghostscript's are known from what it draws."""
    told = _run("pdfinfo", "-f", "1", "-l", "9999", pdf)
    poppler = [(float(wide), float(high)) for wide, high in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)]
    # What is printed has no CropBox: its pages are as large as their MediaBox (ISO 32000-1, 14.11.2.1).
    boxes = re.findall(r"<MediaBox l=\"([-\d.]+)\" b=\"([-\d.]+)\" r=\"([-\d.]+)\" t=\"([-\d.]+)\"", _run("mutool", "pages", pdf))
    mupdf = [(float(r) - float(l), float(t) - float(b)) for l, b, r, t in boxes]  # noqa: E741
    with pypdfium2.PdfDocument(pdf) as opened:
        pdfium = [page.get_size() for page in opened]
    return {"Poppler": poppler, "MuPDF": mupdf, "PDFium": pdfium}


def squares(page: Image.Image) -> Image.Image:
    """Darkness square by square."""
    small = ImageOps.invert(page)
    wide, high = page.width // SQUARE, page.height // SQUARE
    return small.crop((0, 0, wide * SQUARE, high * SQUARE)).resize((wide, high), Image.Resampling.BOX)


def differing(one: Image.Image, other: Image.Image) -> list[tuple[int, int]]:
    """Squares of one page that no shift of the other by a dot brings near: column and row from the top left corner."""
    places: set[tuple[int, int]] | None = None
    for x in (0, -1, 1):
        for y in (0, -1, 1):
            found = _differing(squares(one), squares(ImageChops.offset(other, x, y)))
            places = found if places is None else places & found
            if not places:
                return []
    return sorted(places or ())


def _differing(one: Image.Image, other: Image.Image) -> set[tuple[int, int]]:
    wide, high = min(one.width, other.width), min(one.height, other.height)
    first, second = (bytes(held.crop((0, 0, wide, high)).tobytes()) for held in (one, other))
    return {
        (at % wide, at // wide) for at, (a, b) in enumerate(zip(first, second, strict=True)) if abs(a - b) > 255 * SLACK + SHARE * max(a, b)
    }


def plates_with_ink(pdf: Path, folder: Path) -> dict[str, bytes]:
    """The plates on which Ghostscript puts ink, with overprint on: all pages' dots one after another, 0 ink, 255 none.

    What rounding leaves (two levels of 255) is no ink.
    """
    _run(
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dOverprint=/enable", "-sDEVICE=tiffsep", "-r24", "-dMaxSpots=8", "-o", folder / "s%d.tif", pdf,
    )
    plates: dict[str, list[bytes]] = {}
    for path in sorted(folder.glob("s*(*).tif")):
        with Image.open(path) as plate:
            plates.setdefault(path.stem.partition("(")[2].rstrip(")"), []).append(plate.convert("L").tobytes())
    return {name: b"".join(pages) for name, pages in plates.items() if min(map(min, pages)) < 253}
