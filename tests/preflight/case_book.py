"""The register of cases: what every message code of preflight must have, and the files they stand in.

Pages are drawn by ReportLab, a library that has nothing to do with this product; pikepdf adds what ReportLab cannot write, makes the
file PDF/X, and moves each bad page into nested forms. All pages for one order stand in one file: a case is a page of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name
from press_files import BLEED, MM, PROFILE, ROOT, TRIM, XMP, Edit, nested, saved
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.findings import Box

__all__ = ["FACE", "HIGH", "JOBS", "WIDE", "Draw", "FileCase", "Leaf", "PageCase", "Sort", "as_x1a", "bound", "operators", "text_box", "words"]

Draw = Callable[[Canvas], None]
Sort = Literal["good", "bad", "nested", "edge"]
WIDE, HIGH = TRIM[0] * MM, TRIM[1] * MM
"""The trimmed page in points."""
FACE: Final = "SourceSerif4-Regular"
_FACE_FILE: Final = ROOT / "fonts" / "source-serif-4" / "SourceSerif4_400Regular.ttf"

pdfmetrics.registerFont(TTFont("Case", str(_FACE_FILE)))

_COMMON: Final = b'{"trim_mm": [148, 210], "page_multiple": 1, "tac": 0, '
JOBS: Final[dict[str, tuple[str, bytes]]] = {
    "CMYK": ("house", _COMMON + b'"colours": "CMYK", "spots": ["PANTONE 485 C"]}'),
    "K": ("house", _COMMON + b'"colours": "K"}'),
    "X-1a": ("house", _COMMON + b'"colours": "CMYK", "pdfx": ["PDF/X-1a:2003"]}'),
    "fonts": ("house", _COMMON + b'"colours": "CMYK", "fonts": ["' + FACE.upper().encode() + b'", "CourierPrime"]}'),
    "one page": ("house", _COMMON + b'"colours": "CMYK"}'),
    "marks": ("mixam", _COMMON + b'"colours": "CMYK"}'),
    "either": ("house", _COMMON + b'"colours": "CMYK", "pdfx": ["PDF/X-1a:2003", "PDF/X-4"]}'),
    "kdp": ("kdp", b'{"trim_mm": [148, 210], "gutter_mm": 0}'),
    "spine": ("house", _COMMON + b'"colours": "CMYK", "kind": "cover", "spine_mm": 8, "bleed_mm": 0, "safe_mm": 0}'),
}
"""Profile and job file, by the name that cases give."""


@dataclass(frozen=True)
class Leaf:
    """One page. ``box``: where the finding must stand, in points from the corner of the trim, each edge within ``slack``;
    ``also``: what such a page cannot help being told beside its own code.
    """

    draw: Draw
    edit: Edit | None = None
    box: Box | None = None
    slack: float = 0.5
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageCase:
    """A code that is found on a page. ``nested``: whether what it tells of is painted, so that it can stand in a form."""

    code: str
    bad: Leaf
    edge: Leaf
    good: Leaf
    job: str = "CMYK"
    nested: bool = True

    def sorts(self) -> set[Sort]:
        return {"good", "bad", "edge"} | ({"nested"} if self.nested else set())


@dataclass(frozen=True)
class FileCase:
    """A code that a file earns as a whole: whole files, and the page that is named."""

    code: str
    bad: Callable[[], bytes]
    edge: Callable[[], bytes]
    good: Callable[[], bytes]
    job: str = "CMYK"
    page: int = 1
    also: tuple[str, ...] = ()
    edge_also: tuple[str, ...] = ()
    within: Callable[[], bytes] | None = None
    """The bad file with what it tells of in a nested form, where that can be."""
    order: bytes = b""
    """Another job file than the job's; ``mild``: yet another for what must be silent."""
    mild: bytes = b""

    def sorts(self) -> set[Sort]:
        return {"good", "bad", "edge"} | ({"nested"} if self.within is not None else set())


def words(canvas: Canvas, text: str = "Zhanar", x: float = 60, y: float = 200, size: float = 9, *, ink: Sequence[float] = (0, 0, 0, 1)) -> None:
    """Text in the embedded face."""
    canvas.setFillColorCMYK(*ink)
    canvas.setFont("Case", size)
    canvas.drawString(x, y, text)


def text_box(text: str = "Zhanar", x: float = 60, y: float = 200, size: float = 9) -> Box:
    """Where a text stands: as wide as ReportLab measures it, from descender to ascender."""
    return (x, y - 0.25 * size, x + pdfmetrics.stringWidth(text, "Case", size), y + 0.75 * size)


def operators(content: str) -> Draw:
    """Operators as they are, for what ReportLab has no word for."""
    return lambda canvas: canvas._code.append(content)


def bound(leaves: Sequence[Leaf], *, in_forms: bool = False, x1a: bool = False) -> bytes:
    """The pages as one PDF/X file; ``in_forms``: each page's content in nested forms on a scaled page."""
    pdfmetrics.registerFont(TTFont("Case", str(_FACE_FILE)))  # anew: it remembers what each file has used
    made = BytesIO()
    edge = BLEED * MM
    sheet = (WIDE + 2 * edge, HIGH + 2 * edge)
    canvas = Canvas(made, pagesize=sheet, invariant=1, pageCompression=0, pdfVersion=(1, 4))
    canvas.setTitle("Directory")
    for leaf in leaves:
        canvas.setTrimBox((edge, edge, WIDE + edge, HIGH + edge))
        canvas.setBleedBox((0, 0, *sheet))
        canvas.translate(edge, edge)
        leaf.draw(canvas)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(made.getvalue())) as pdf:
        for leaf, page in zip(leaves, pdf.pages, strict=True):
            page.obj.Resources = Dictionary(dict(page.obj.Resources.items()))
            if leaf.edit is not None:
                leaf.edit(pdf, page)
            if in_forms:
                nested()(pdf, page)
        _finished(pdf)
        if x1a:
            as_x1a(pdf, pdf.pages[-1])
        return saved(pdf, force_version="1.4", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _finished(pdf: pikepdf.Pdf) -> None:
    """What PDF/X asks of the file."""
    profile = pdf.make_stream(PROFILE.read_bytes())
    profile.N = 4
    pdf.Root.OutputIntents = Array([Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA29", RegistryName="http://www.color.org", DestOutputProfile=profile,
    )])
    pdf.Root.Metadata = pdf.make_stream(XMP.replace("2026-11-01T12:00:00", "2000-01-01T00:00:00").encode())


def as_x1a(pdf: pikepdf.Pdf, _page: pikepdf.Page) -> None:
    """Name PDF/X-1a where PDF/X-4 was named."""
    del pdf.Root.Metadata
    pdf.trailer.Info.GTS_PDFXVersion = "PDF/X-1a:2003"
    pdf.trailer.Info.Trapped = Name("/False")
