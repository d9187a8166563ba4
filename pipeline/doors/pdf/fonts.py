"""Embed each face once: one Type 0 font for the whole document."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from hashlib import sha256

from pipeline.doors.pdf.objects import Objects, array, text
from pipeline.doors.pdf.subsets import FontNeeds, Subset, SubsetStore, subset_of
from pipeline.model.galley import FontFace

__all__ = ["embed_fonts", "subset_tag", "to_unicode", "width_array"]


def subset_tag(name: str, glyphs: Sequence[int]) -> str:
    """Six capitals that name the subset (ISO 32000-1, 9.6.4), from its content so that they repeat."""
    digest = sha256(f"{name}:{','.join(map(str, glyphs))}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def to_unicode(glyphs: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    pairs = [(glyph, shown) for glyph, shown in glyphs.items() if shown]
    for start in range(0, len(pairs), 100):
        batch = pairs[start : start + 100]
        lines.append(f"{len(batch)} beginbfchar")
        lines += [f"<{glyph:04x}> <{shown.encode('utf-16-be').hex()}>" for glyph, shown in batch]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()


def width_array(glyphs: Sequence[int], widths: Sequence[int]) -> str:
    """The W array (ISO 32000-1, 9.7.4.3): runs of consecutive glyph numbers."""
    parts: list[str] = []
    # Numbers that follow one another keep their distance to their position.
    for _, run in itertools.groupby(enumerate(zip(glyphs, widths, strict=True)), lambda place: place[1][0] - place[0]):
        pairs = [pair for _, pair in run]
        parts.append(f"{pairs[0][0]}{array(width for _, width in pairs)}")
    return array(parts)


def embed_fonts(objects: Objects, needs: FontNeeds, faces: Sequence[FontFace], subsets: SubsetStore) -> str:
    """The Font resources of the whole document: one Type 0 font a face, named as in the galleys' operators.

    Raises OSError where a font file cannot be read.
    """
    by_name = {face.name: face for face in faces}
    made = []
    for name, glyphs in sorted(needs.items()):
        in_order = dict(sorted(glyphs.items()))
        subset = subset_of(by_name[name], tuple(in_order), subsets)
        made.append(f"/{name} {_type0(objects, by_name[name], in_order, subset)}")
    return f"<<{''.join(made)}>>"


def _type0(objects: Objects, face: FontFace, glyphs: Mapping[int, str], subset: Subset) -> str:
    numbers = tuple(glyphs)
    base = f"/{subset_tag(face.name, numbers)}+{face.name}"
    file = objects.deflated(subset.deflated, f"/Length1 {subset.length}")
    metrics = subset.metrics
    serif = 2 if "Serif" in face.family else 0
    italic = 64 if face.style == "italic" else 0
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName{base}/FontFamily{text(face.family)}/Flags {4 + serif + italic}"
        f"/FontBBox{array(metrics[key] for key in ('x_min', 'y_min', 'x_max', 'y_max'))}/ItalicAngle {metrics['italic_angle']}"
        f"/Ascent {metrics['ascent']}/Descent {metrics['descent']}/CapHeight {metrics['cap_height']}"
        f"/StemV {50 + round(face.weight / 10)}/FontFile2 {file}>>"
    )
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}/CIDToGIDMap/Identity/DW 0/W{width_array(numbers, subset.widths)}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}>>"
    )
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H/DescendantFonts[{descendant}]"
        f"/ToUnicode {objects.stream(to_unicode(glyphs))}>>"
    )
