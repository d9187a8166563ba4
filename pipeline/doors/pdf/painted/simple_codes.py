"""Encodings of simple fonts (ISO 32000-1, 9.6.6): code -> glyph name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.programs import standard_encoding
from pipeline.doors.pdf.painted.values import array, dictionary, name

__all__ = ["encoding_names", "encoding_words"]

_CODECS: Final = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}


@cache
def _of_codec(codec: str) -> dict[int, str]:
    from fontTools import agl

    made: dict[int, str] = {}
    for code in range(32, 256):
        letter = bytes([code]).decode(codec, "ignore")
        if letter:
            made[code] = agl.UV2AGL.get(ord(letter), f"uni{ord(letter):04X}")
    if codec == "cp1252":
        # Annex D.2: codes that are not used are bullets; 160 is a space, 173 a hyphen.
        for code in range(127, 256):
            made.setdefault(code, "bullet")
        made[160], made[173] = "space", "hyphen"
    return made


@cache
def _standard() -> dict[int, str]:
    return {code: glyph for code, glyph in enumerate(standard_encoding()) if glyph != ".notdef"}


def encoding_names(written: object, built_in: Mapping[int, str], *, symbolic: bool, true_type: bool) -> dict[int, str]:
    """The names a font's Encoding gives its codes; ``built_in``: those of its own program.

    A symbolic TrueType font is asked by codes (9.6.6.4), so it has none but those Differences give.
    """
    held = dictionary(written)
    base = name(held.get("/BaseEncoding")) if held is not None else name(written)
    if base in _CODECS:
        made = dict(_of_codec(_CODECS[base]))
    elif built_in and base != "StandardEncoding":
        made = dict(built_in)
    elif true_type and (symbolic or written is None):
        made = {}
    else:
        made = dict(_standard())
    code = 0
    for entry in array(held.get("/Differences")) if held is not None else ():
        if isinstance(entry, pikepdf.Name):
            made[code] = name(entry)
            code += 1
        else:
            code = int(entry) if isinstance(entry, int) else code
    return made


def encoding_words(written: object) -> str:
    """An Encoding as a person names it: "WinAnsiEncoding", "Identity-H", "custom", "built-in"."""
    if isinstance(written, pikepdf.Name):
        return name(written)
    return "built-in" if written is None else "custom"
