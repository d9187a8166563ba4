"""PDFs to impose, made by pikepdf alone, and what PDFium sees of the sheets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pipeline import cli

MM = 72 / 25.4
A5 = (148 * MM, 210 * MM)


@dataclass(frozen=True)
class PageForm:
    """How a page is built: it always looks the same, whatever its boxes and its rotation."""

    rotate: int = 0
    unit: float = 1.0
    origin: tuple[float, float] = (0.0, 0.0)
    bleed: float = 3 * MM
    size: tuple[float, float] = A5


def pdf_of(forms: Sequence[PageForm]) -> bytes:
    """Each page: "page N" near its upper left corner, a bar at the fore edge that bleeds, a triangle that shows which way is up."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    for number, form in enumerate(forms, 1):
        width, height = form.size
        edge = width if number % 2 else 0
        drawn = (
            f"0 0 0 {0.3 + number % 3 / 5} k {edge - 20} {height / 2} 40 {10 + number} re f 0 0 0 1 k "
            f"BT /F 18 Tf 1 0 0 1 20 {height - 40} Tm (page {number}) Tj ET 60 60 m 250 60 l 60 400 l f"
        )
        turn = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[form.rotate]
        x0, y0 = form.origin
        matrix = f"{1 / form.unit} 0 0 {1 / form.unit} {x0} {y0} cm {' '.join(map(str, turn))} cm"
        shown = (height, width) if form.rotate % 180 else (width, height)
        trim = [x0, y0, x0 + shown[0] / form.unit, y0 + shown[1] / form.unit]
        room = form.bleed / form.unit
        media = [trim[0] - room, trim[1] - room, trim[2] + room, trim[3] + room]
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=media, TrimBox=trim, BleedBox=media, Rotate=form.rotate, UserUnit=form.unit,
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)), Contents=pikepdf.Stream(pdf, f"q {matrix} {drawn} Q".encode()),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    output = BytesIO()
    pdf.save(output, deterministic_id=True)
    return output.getvalue()


def impose(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, Any]:
    """Exit code and result of `guide impose` with --json, in English."""
    capsys.readouterr()
    code = cli.main(["impose", *map(str, arguments), "--json", "--ui-lang", "en"])
    return code, json.loads(capsys.readouterr().out)


def folios(document: pypdfium2.PdfDocument, index: int) -> set[str]:
    """Words on a sheet."""
    return set(document[index].get_textpage().get_text_range().split())


def picture(document: pypdfium2.PdfDocument, index: int, scale: float = 1.0) -> Image.Image:
    image: Image.Image = document[index].render(scale=scale).to_pil().convert("L")
    return image


def place_of(image: Image.Image, height: float, corner: tuple[float, float], size: tuple[float, float], *, turned: bool) -> Image.Image:
    """What lies in a place (lower left corner and size in points) of a sheet drawn at 72 dpi, read upright."""
    left, top = corner[0], height - corner[1] - size[1]
    cut = image.crop((round(left) + 2, round(top) + 2, round(left + size[0]) - 2, round(top + size[1]) - 2))
    return cut.rotate(180) if turned else cut


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255; of slightly different sizes the common part."""
    width, height = min(one.width, other.width), min(one.height, other.height)
    pixels = zip(one.crop((0, 0, width, height)).tobytes(), other.crop((0, 0, width, height)).tobytes(), strict=True)
    return sum(abs(left - right) for left, right in pixels) / (width * height)
