"""Lines of text for marks, in an embedded face, for documents that pikepdf writes: slug lines and the folios of a folding dummy."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
import uharfbuzz

from pipeline.doors.pdf.fonts import subset_tag, to_unicode, width_array
from pipeline.doors.pdf.subsets import MemorySubsets, subset_of
from pipeline.model.galley import FontFace

__all__ = ["MarkFont"]


class MarkFont:
    """One face, cut down to the letters of ``texts``; a letter that it lacks is shown as a question mark.

    Raises OSError where the font file cannot be read.
    """

    def __init__(self, face: FontFace, texts: Iterable[str]) -> None:
        with open(face.location, "rb") as file:  # noqa: PTH123  (a font, by the path the desk gave)
            font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(file.read())))
        letters = sorted({"?", *"".join(texts)})
        self._glyphs = {letter: glyph for letter in letters if (glyph := font.get_nominal_glyph(ord(letter)))}
        self._face = face
        numbers = sorted(set(self._glyphs.values()))
        self._subset = subset_of(face, numbers, MemorySubsets())
        self._numbers = numbers
        self._widths = dict(zip(numbers, self._subset.widths, strict=True))

    def _numbers_of(self, text: str) -> list[int]:
        return [self._glyphs.get(letter, self._glyphs["?"]) for letter in text]

    def width(self, text: str, size: float) -> float:
        """Points."""
        thousandths: int = sum(self._widths[glyph] for glyph in self._numbers_of(text))
        return thousandths * size / 1000

    def shown(self, text: str) -> str:
        """The operand of Tj."""
        return "<" + "".join(f"{glyph:04x}" for glyph in self._numbers_of(text)) + ">"

    def written(self, text: str) -> str:
        """The text as it will be read out of the file."""
        return "".join(letter if letter in self._glyphs else "?" for letter in text)

    def add_to(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font dictionary in ``pdf`` (ISO 32000-1, 9.7: Type 0, Identity-H)."""
        metrics, parse = self._subset.metrics, pikepdf.Object.parse
        base = pikepdf.Name(f"/{subset_tag(self._face.name, self._numbers)}+{self._face.name}")
        file = pikepdf.Stream(pdf, self._subset.deflated, Filter=pikepdf.Name.FlateDecode, Length1=self._subset.length)
        descriptor = pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=base, Flags=4, ItalicAngle=metrics["italic_angle"], StemV=90,
            FontBBox=[metrics[key] for key in ("x_min", "y_min", "x_max", "y_max")], Ascent=metrics["ascent"],
            Descent=metrics["descent"], CapHeight=metrics["cap_height"], FontFile2=file,
        ))
        descendant = pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=base, CIDToGIDMap=pikepdf.Name.Identity, DW=0,
            W=parse(width_array(self._numbers, self._subset.widths).encode()), FontDescriptor=descriptor,
            CIDSystemInfo=parse(b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"),
        ))
        unicode = pikepdf.Stream(pdf, to_unicode({glyph: letter for letter, glyph in self._glyphs.items()}))
        return pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=base, Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[descendant], ToUnicode=unicode,
        ))
