"""Embed each face once: one subset for the whole book, whatever batches its galleys were typeset in.

Glyph numbers are kept by the subsetting (retain_gids), so the operators of every galley fit the joint subset.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.model.galley import FontFace
from pipeline.model.pages import DrawnPage

__all__ = ["FontNeeds", "embed_fonts", "merge_needs"]

FontNeeds = Mapping[str, Mapping[int, str]]
"""Face name -> glyph number -> the text it stands for."""


def merge_needs(pages: Iterable[DrawnPage]) -> dict[str, dict[int, str]]:
    """The glyphs all pages need together, faces and glyphs in order."""
    merged: dict[str, dict[int, str]] = {}
    for page in pages:
        for face, glyphs in page.glyphs.items():
            merged.setdefault(face, {}).update(glyphs)
    return {face: dict(sorted(glyphs.items())) for face, glyphs in sorted(merged.items())}


@lru_cache(maxsize=64)
def _subset(location: str, glyphs: tuple[int, ...]) -> tuple[bytes, tuple[int, ...], Mapping[str, float]]:
    """The subset font file, the advance widths of ``glyphs`` in thousandths of an em, and the face's metrics."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = subset.Options(
        retain_gids=True, notdef_outline=True, glyph_names=False, hinting=False, layout_features=[],
        drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "DSIG", "STAT", "name", "post", "meta", "cmap", "OS/2", "gasp"],
    )
    font = TTFont(BytesIO(Path(location).read_bytes()), lazy=True)
    order = font.getGlyphOrder()
    em = font["head"].unitsPerEm
    scale = 1000 / em
    widths = tuple(round(font["hmtx"][order[glyph]][0] * scale) for glyph in glyphs)
    head, os2 = font["head"], font["OS/2"]
    metrics = {
        "x_min": head.xMin * scale, "y_min": head.yMin * scale, "x_max": head.xMax * scale, "y_max": head.yMax * scale,
        "ascent": font["hhea"].ascent * scale, "descent": font["hhea"].descent * scale,
        "cap_height": getattr(os2, "sCapHeight", 700) * scale, "italic_angle": float(font["post"].italicAngle),
    }
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=sorted({0, *glyphs}))
    subsetter.subset(font)
    font.recalcTimestamp = False
    written = BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue(), widths, metrics


def _tag(name: str, glyphs: Sequence[int]) -> str:
    """Six capitals that name the subset (ISO 32000-1, 9.6.4), from its content so that they repeat."""
    digest = sha256(f"{name}:{','.join(map(str, glyphs))}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _to_unicode(glyphs: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    pairs = [(glyph, text) for glyph, text in glyphs.items() if text]
    for start in range(0, len(pairs), 100):
        batch = pairs[start : start + 100]
        lines.append(f"{len(batch)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in batch]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()


def _widths_array(glyphs: Sequence[int], widths: Sequence[int]) -> Array:
    """The W array (ISO 32000-1, 9.7.4.3): runs of consecutive glyph numbers."""
    runs: list[Any] = []
    for position, (glyph, width) in enumerate(zip(glyphs, widths, strict=True)):
        if position and glyph == glyphs[position - 1] + 1:
            runs[-1].append(width)
        else:
            runs += [glyph, [width]]
    return Array([Array(run) if isinstance(run, list) else run for run in runs])


def embed_fonts(pdf: Pdf, needs: FontNeeds, faces: Sequence[FontFace]) -> Dictionary:
    """The Font resources of the whole document: one Type 0 font a face, named as in the galleys' operators."""
    by_name = {face.name: face for face in faces}
    resources = Dictionary()
    for name, glyphs in sorted(needs.items()):
        numbers = tuple(sorted(glyphs))
        content, widths, metrics = _subset(by_name[name].location, numbers)
        resources[f"/{name}"] = pdf.make_indirect(_type0(pdf, by_name[name], glyphs, content, widths, metrics))
    return resources


def _type0(
    pdf: Pdf, face: FontFace, glyphs: Mapping[int, str], content: bytes, widths: Sequence[int], metrics: Mapping[str, float]
) -> Dictionary:
    numbers = sorted(glyphs)
    base = Name(f"/{_tag(face.name, numbers)}+{face.name}")
    font_file = pdf.make_stream(content)
    font_file.Length1 = len(content)
    serif = 2 if "Serif" in face.family else 0
    italic = 64 if face.style == "italic" else 0
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=base, FontFamily=pikepdf.String(face.family), Flags=4 + serif + italic,
        FontBBox=Array([round(metrics[key]) for key in ("x_min", "y_min", "x_max", "y_max")]),
        ItalicAngle=round(metrics["italic_angle"]), Ascent=round(metrics["ascent"]), Descent=round(metrics["descent"]),
        CapHeight=round(metrics["cap_height"]), StemV=50 + round(face.weight / 10), FontFile2=font_file,
    )
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, CIDToGIDMap=Name.Identity, DW=0,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        W=_widths_array(numbers, widths), FontDescriptor=pdf.make_indirect(descriptor),
    )
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=base, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(_to_unicode(glyphs)),
    )
