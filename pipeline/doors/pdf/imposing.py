"""Pages of a finished PDF as form XObjects on sheets; the document that comes of it is pikepdf's, every byte following from its input.

Annotations stay behind (a form cannot hold them); layers and output intents go along, so that pages look on the sheet as they did alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from logging import NullHandler, getLogger
from typing import Final, TypeAlias

import pikepdf

from pipeline.doors.pdf.marking import MarkFont
from pipeline.errors import Unreadable
from pipeline.model.galley import FontFace
from pipeline.model.message import msg
from pipeline.model.sheets import MarkLine, MarkText, PlacedPage, SheetSide, SourcePage

__all__ = ["ImposedSource"]

getLogger("pikepdf").addHandler(NullHandler())  # what is mended is told by us, in one sentence

LEAST_VERSION: Final = "1.6"
"""Object streams and layers."""
HAIRLINE: Final = 0.25
"""Points: the thinnest line that survives a plate (GWG 2022, R0018/R0019)."""
_Box: TypeAlias = tuple[float, float, float, float]
DEEPEST: Final = 64
"""Nodes above a page that are asked; more have only trees that lead in a circle."""
_BROKEN: Final = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What qpdf and its bindings raise where a file is not what it says."""
_LINKS: Final = ("/Link", "/Popup")
"""Annotations that nobody sees on paper."""


class ImposedSource:
    """A PDF whose pages are placed. ``name`` is what sentences call it.

    Raises Unreadable where the bytes are no PDF, cannot be opened without a password, or have no pages.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name, self._mended = name, False
        hint = msg("Give a PDF that opens in a viewer without a password.")
        try:
            self._pdf = pikepdf.open(BytesIO(content))
            count = len(self._pdf.pages)
        except pikepdf.PasswordError as error:
            raise Unreadable(msg("{file} is locked with a password.", file=name), hint) from error
        except _BROKEN as error:
            raise Unreadable(msg("{file} is not a PDF, or is damaged beyond reading.", file=name), hint) from error
        if not count:
            raise Unreadable(msg("{file} has no pages.", file=name), hint)

    @property
    def is_damaged(self) -> bool:
        """qpdf had to mend something in what it has read so far; all of it once the sheets are made."""
        self._mended = self._mended or bool(self._pdf.get_warnings())  # asked once, it forgets them
        return self._mended

    def pages(self) -> list[SourcePage]:
        """Boxes of all pages. Raises Unreadable where a page has none that can be used."""
        return [self._page(number, page) for number, page in enumerate(self._pdf.pages, 1)]

    def _page(self, number: int, page: pikepdf.Page) -> SourcePage:
        try:
            trim, bleed = _normal(page.trimbox), _normal(page.obj.get("/BleedBox", page.trimbox))
            media = _normal(page.mediabox)
            rotate, unit = _inherited(page.obj, "/Rotate") % 360, float(page.obj.get("/UserUnit", 1))
        except _BROKEN as error:
            raise self._boxless(number) from error
        if rotate % 90 or unit <= 0 or trim[2] - trim[0] < 1 or trim[3] - trim[1] < 1:
            raise self._boxless(number)
        bleed = (max(bleed[0], media[0]), max(bleed[1], media[1]), min(bleed[2], media[2]), min(bleed[3], media[3]))
        return SourcePage(trim, bleed, rotate, unit, _has_comments(page.obj))

    def _boxless(self, number: int) -> Unreadable:
        hint = msg("Make the PDF anew, with a trim box on every page.")
        return Unreadable(msg("{file}: page {page} has no size that can be used.", file=self.name, page=number), hint)

    def imposed(self, pages: Sequence[SourcePage], sides: Sequence[SheetSide], face: FontFace, creator: str) -> bytes:
        """The PDF of the sheets. Raises Unreadable for a page whose contents cannot be taken over, OSError for a missing font."""
        made = pikepdf.new()
        font = MarkFont(face, (text.text for side in sides for text in side.texts))
        resources = _MarkResources(made, font)
        forms: dict[int, pikepdf.Object] = {}
        for side in sides:
            for placed in side.pages:
                if placed.page not in forms:
                    forms[placed.page] = self._form(made, placed.page)
            made.pages.append(_sheet(made, side, pages, forms, resources))
        for key in ("/OutputIntents", "/OCProperties"):
            if key in self._pdf.Root:
                made.Root[key] = made.copy_foreign(self._pdf.make_indirect(self._pdf.Root[key]))
        made.docinfo["/Creator"] = made.docinfo["/Producer"] = creator
        output = BytesIO()
        made.save(output, deterministic_id=True, fix_metadata_version=False, min_version=max(LEAST_VERSION, self._pdf.pdf_version))
        return output.getvalue()

    def _form(self, made: pikepdf.Pdf, number: int) -> pikepdf.Object:
        page = self._pdf.pages[number - 1]
        try:
            form = made.copy_foreign(page.as_form_xobject(handle_transformations=False))
            form["/BBox"] = pikepdf.Array(_normal(page.mediabox))
        except _BROKEN as error:
            hint = msg("Give a PDF that opens in a viewer without a password.")
            raise Unreadable(msg("{file}: page {page} cannot be read.", file=self.name, page=number), hint) from error
        return form


def _normal(box: pikepdf.Object) -> _Box:
    """A rectangle with its corners in order (ISO 32000-1, 7.9.5)."""
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _inherited(page: pikepdf.Object, key: str) -> int:
    """A page's number, its own or of a node above it (ISO 32000-1, 7.7.3.4); 0 where none has it."""
    node, depth = page, 0
    while key not in node and "/Parent" in node and depth < DEEPEST:
        node, depth = node["/Parent"], depth + 1
    return int(node.get(key, 0))


def _has_comments(page: pikepdf.Object) -> bool:
    """Whether there are annotations that a reader sees on the page."""
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return False
    return any(isinstance(one, pikepdf.Dictionary) and str(one.get("/Subtype", "")) not in _LINKS for one in annotations)


class _MarkResources:
    """The font, and the registration colour: on every plate in full (ISO 32000-1, 8.6.6.4)."""

    def __init__(self, pdf: pikepdf.Pdf, font: MarkFont) -> None:
        self.font = font
        self._fonts = pikepdf.Dictionary(Mark=font.add_to(pdf))
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
        colour = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, pdf.make_indirect(tint)])
        self._colours = pikepdf.Dictionary(Registration=pdf.make_indirect(colour))

    def dictionary(self, forms: dict[str, pikepdf.Object]) -> pikepdf.Dictionary:
        return pikepdf.Dictionary(Font=self._fonts, ColorSpace=self._colours, XObject=pikepdf.Dictionary(forms))


def _sheet(
    pdf: pikepdf.Pdf, side: SheetSide, pages: Sequence[SourcePage], forms: dict[int, pikepdf.Object], resources: _MarkResources
) -> pikepdf.Page:
    used = {f"/P{placed.page}": forms[placed.page] for placed in side.pages}
    content = "\n".join([*(_drawn(placed, pages[placed.page - 1]) for placed in side.pages), *_marks(side, resources.font)])
    media = [0, 0, round(side.width, 3), round(side.height, 3)]
    return pikepdf.Page(pdf.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=media, Resources=resources.dictionary(used), Contents=pikepdf.Stream(pdf, content.encode("ascii")),
    )))


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) > 1e-6 else "0" for value in values)


def _drawn(placed: PlacedPage, source: SourcePage) -> str:
    way = -1 if placed.turned else 1
    size = source.unit * placed.scale * way
    x0, y0, x1, y1 = source.trim
    turn, corner = {
        0: ((1, 0, 0, 1), (x0, y0)), 90: ((0, -1, 1, 0), (x1, y0)), 180: ((-1, 0, 0, -1), (x1, y1)), 270: ((0, 1, -1, 0), (x0, y1)),
    }[source.rotate]
    a, b, c, d = (size * value for value in turn)
    e, f = placed.x - a * corner[0] - c * corner[1], placed.y - b * corner[0] - d * corner[1]
    return f"q {_numbers(*placed.clip)} re W n {_numbers(a, b, c, d, e, f)} cm /P{placed.page} Do Q"


def _marks(side: SheetSide, font: MarkFont) -> Iterator[str]:
    if not (side.lines or side.bars or side.texts):
        return
    yield f"q /Registration CS 1 SCN /Registration cs 1 scn {HAIRLINE} w"
    for dashed in (False, True):
        yield "[3 2] 0 d" if dashed else "[] 0 d"
        yield from (_line(line) for line in side.lines if line.dashed is dashed)
    yield from (f"{_numbers(*bar.box)} re f" for bar in side.bars)
    yield from (_text(text, font) for text in side.texts)
    yield "Q"


def _line(line: MarkLine) -> str:
    return f"{_numbers(*line.start)} m {_numbers(*line.end)} l S"


def _text(text: MarkText, font: MarkFont) -> str:
    way = -1 if text.turned else 1
    back = way * font.width(text.text, text.size) / 2 if text.centred else 0.0
    place = _numbers(way, 0, 0, way, text.x - back, text.y)
    return f"BT /Mark {_numbers(text.size)} Tf {place} Tm {font.shown(text.text)} Tj ET"
