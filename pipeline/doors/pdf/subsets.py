"""Cut each face down to the glyphs of the whole book, with HarfBuzz: one subset a face, whatever batches its galleys were typeset in.

Glyph numbers are kept (retain_gids), so the operators of every galley fit the joint subset.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final, Protocol

from pipeline.model.galley import FontFace
from pipeline.model.pages import DrawnPage

__all__ = ["FontNeeds", "MemorySubsets", "Subset", "SubsetStore", "merge_needs", "subset_of"]

FontNeeds = Mapping[str, Mapping[int, str]]
"""Face name -> glyph number -> the text it stands for."""

FORM: Final = 1
"""Raised when a subset is made or kept in another way."""

_LEFT_OUT: Final = ("GSUB", "GPOS", "GDEF", "BASE", "DSIG", "STAT", "name", "post", "meta", "cmap", "OS/2", "gasp")
"""Tables that nobody reads in an embedded CIDFontType2: glyphs are named by number, text by ToUnicode (ISO 32000-1, 9.9)."""


class SubsetStore(Protocol):
    """Remembers subsets between files and runs, by a readable key. Losing or damaging an entry costs time only."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, content: bytes) -> None: ...


class MemorySubsets:
    """Remembers subsets as long as it lives: for the two files of one language."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, content: bytes) -> None:
        self.kept[key] = content


@dataclass(frozen=True, slots=True)
class Subset:
    """A font file with some of its glyphs, deflated. ``widths`` of the glyphs in order and all metrics in thousandths of an em.

    ``metrics``: x_min, y_min, x_max, y_max, ascent, descent, cap_height, and italic_angle in degrees.
    """

    deflated: bytes
    length: int
    """Bytes of the font file before it was deflated."""
    widths: tuple[int, ...]
    metrics: Mapping[str, int]


def merge_needs(pages: Iterable[DrawnPage]) -> dict[str, dict[int, str]]:
    """The glyphs all pages need together, faces and glyphs in order."""
    merged: dict[str, dict[int, str]] = {}
    for page in pages:
        for face, glyphs in page.glyphs.items():
            merged.setdefault(face, {}).update(glyphs)
    return {face: dict(sorted(glyphs.items())) for face, glyphs in sorted(merged.items())}


def subset_of(face: FontFace, glyphs: Sequence[int], store: SubsetStore) -> Subset:
    """The subset of ``face`` with exactly these glyphs (and .notdef), from ``store`` or newly made.

    Raises OSError where the font file cannot be read.
    """
    key = _key(face, glyphs)
    kept = store.get(key)
    subset = None if kept is None else _unpacked(kept)
    if subset is None:
        subset = _made(face, glyphs)
        store.put(key, _packed(subset))
    return subset


@lru_cache(maxsize=1)
def _maker() -> str:
    from importlib.metadata import version  # asked of the package's data: a run that remembers all subsets never imports HarfBuzz

    return f"uharfbuzz {version('uharfbuzz')}"


def _key(face: FontFace, glyphs: Sequence[int]) -> str:
    """All that the subset depends on: "subset 1, uharfbuzz 0.57.0, SourceSans3-400Regular 393fb5b8…, 134 glyphs 5d41402a…"."""
    wanted = sha256(",".join(map(str, glyphs)).encode()).hexdigest()
    return f"subset {FORM}, {_maker()}, {face.name} {face.sha256}, {len(glyphs)} glyphs {wanted}"


def _packed(subset: Subset) -> bytes:
    """A digest, the numbers as JSON and the font, so that a damaged entry is known for one."""
    facts = json.dumps({"length": subset.length, "widths": subset.widths, "metrics": subset.metrics}, sort_keys=True)
    content = facts.encode() + b"\n" + subset.deflated
    return sha256(content).hexdigest().encode() + b"\n" + content


def _unpacked(kept: bytes) -> Subset | None:
    """None for an entry that is not what was put in."""
    digest, _, content = kept.partition(b"\n")
    if digest != sha256(content).hexdigest().encode():
        return None
    head, _, deflated = content.partition(b"\n")
    facts = json.loads(head)
    return Subset(deflated, facts["length"], tuple(facts["widths"]), facts["metrics"])


def _made(face: FontFace, glyphs: Sequence[int]) -> Subset:
    import uharfbuzz

    with open(face.location, "rb") as file:  # noqa: PTH123  (a font, by the path the desk gave)
        original = uharfbuzz.Face(uharfbuzz.Blob(file.read()))
    wanted = uharfbuzz.SubsetInput()
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.NOTDEF_OUTLINE | flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
    wanted.glyph_set.update({0, *glyphs})
    for table in _LEFT_OUT:
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    content: bytes = wanted.subset(original).blob.data
    font = uharfbuzz.Font(original)
    scale = 1000 / original.upem
    widths = tuple(round(font.get_glyph_h_advance(glyph) * scale) for glyph in glyphs)
    return Subset(zlib.compress(content, 9), len(content), widths, _metrics(original.reference_table, scale))


class _Tables(Protocol):
    def __call__(self, tag: str) -> _Table: ...


class _Table(Protocol):
    @property
    def data(self) -> bytes: ...


def _metrics(table: _Tables, scale: float) -> dict[str, int]:
    """From the tables of the whole face; offsets as in ISO/IEC 14496-22 (OpenType), 5.2."""

    def length(tag: str, offset: int) -> int:
        return round(int.from_bytes(table(tag).data[offset : offset + 2], "big", signed=True) * scale)

    # sCapHeight came with version 2 of OS/2.
    modern = int.from_bytes(table("OS/2").data[:2], "big") >= 2
    return {
        "x_min": length("head", 36), "y_min": length("head", 38), "x_max": length("head", 40), "y_max": length("head", 42),
        "ascent": length("hhea", 4), "descent": length("hhea", 6), "cap_height": length("OS/2", 88) if modern else 700,
        "italic_angle": round(int.from_bytes(table("post").data[4:8], "big", signed=True) / 65536),
    }
