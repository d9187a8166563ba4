"""Font programs, asked three things only: which glyph a code comes to, whether that glyph has an outline, what embedding it allows.

fontTools reads TrueType, OpenType and CFF; a Type 1 program is looked through by ourselves, because fontTools would run it.
"""

from __future__ import annotations

import logging
import re
import struct
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final, Protocol

__all__ = ["BrokenProgram", "CffProgram", "Program", "SfntProgram", "Type1Program", "glyph_text", "read_program", "standard_encoding"]

_MOST_MAPPED: Final = 1 << 21
"""Characters a font's own map may hold; Unicode has 1,114,112."""


class BrokenProgram(Exception):
    """A font program that cannot be read; the text says why."""


class Program(Protocol):
    """A font program. Glyphs are indexes; None: there is none such, and .notdef would be shown."""

    fs_type: int | None

    def by_name(self, name: str) -> int | None: ...

    def by_cid(self, cid: int) -> int | None: ...

    def is_empty(self, glyph: int) -> bool: ...


def read_program(content: bytes) -> Program:
    """Read what a FontFile, FontFile2 or FontFile3 holds, whatever it is labelled. Raises BrokenProgram."""
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        if content[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
            return SfntProgram(content)
        if content[:1] == b"\1" and content[:2] != b"\x80\1":
            return CffProgram(content)
        if b"%!" in content[:64] or content[:1] == b"\x80":
            return Type1Program(content)
    except BrokenProgram:
        raise
    except Exception as error:  # fontTools raises whatever the damage makes it raise
        raise BrokenProgram(f"{type(error).__name__}: {error}"[:120]) from error
    raise BrokenProgram("unknown kind of font program")


def glyph_text(name: str) -> str:
    """The text a glyph's name stands for (Adobe Glyph List), "" for none."""
    from fontTools import agl

    try:
        return str(agl.toUnicode(name))
    except (ValueError, KeyError, OverflowError):
        return ""


def standard_encoding() -> list[str]:
    """Glyph names of Adobe's StandardEncoding by code."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return list(StandardEncoding)


def _draws(glyph: Any) -> bool:  # noqa: ANN401  (fontTools' own)
    from fontTools.pens.recordingPen import RecordingPen

    pen = RecordingPen()
    glyph.draw(pen)
    return bool(pen.value)


class CffProgram:
    """A bare CFF program (Adobe Technical Note 5176)."""

    def __init__(self, content: bytes) -> None:
        from fontTools.cffLib import CFFFontSet

        fonts = CFFFontSet()
        fonts.decompile(BytesIO(content), None)
        self._use(fonts)
        self.fs_type: int | None = None

    def _use(self, fonts: Any) -> None:  # noqa: ANN401
        top = fonts.topDictIndex[0]
        self._top = top
        self._glyphs: list[str] = list(top.charset)
        self._index = {name: index for index, name in enumerate(self._glyphs)}
        self.by_cids = hasattr(top, "ROS")
        self._empty: dict[int, bool] = {}

    def encoding(self) -> Mapping[int, str]:
        """The program's own encoding: code -> glyph name."""
        written = getattr(self._top, "Encoding", "StandardEncoding")
        names = standard_encoding() if isinstance(written, str) else written
        return {code: name for code, name in enumerate(names) if name and name != ".notdef"}

    def by_name(self, name: str) -> int | None:
        return self._index.get(name)

    def by_cid(self, cid: int) -> int | None:
        if self.by_cids:
            return self._index.get(f"cid{cid:05d}", 0 if cid == 0 else None)
        return cid if cid < len(self._glyphs) else None

    def is_empty(self, glyph: int) -> bool:
        if glyph not in self._empty:
            try:
                self._empty[glyph] = not _draws(self._top.CharStrings[self._glyphs[glyph]])
            except Exception:  # a glyph that cannot be drawn is not an empty one
                self._empty[glyph] = False
        return self._empty[glyph]


class SfntProgram:
    """A TrueType or OpenType program (ISO/IEC 14496-22). Glyphs are known by number; names only where the program holds them."""

    def __init__(self, content: bytes) -> None:
        from fontTools.ttLib import TTFont

        self._font: Any = TTFont(BytesIO(content), lazy=True, fontNumber=0, ignoreDecompileErrors=False)
        self._content = content
        self.count = int(self._font["maxp"].numGlyphs) if "maxp" in self._font else 0
        self.cff: CffProgram | None = None
        if "CFF " in self._font:
            self.cff = CffProgram.__new__(CffProgram)
            self.cff._use(self._font["CFF "].cff)
            self.count = self.count or len(self.cff._glyphs)
        elif not self.count:
            raise BrokenProgram("no glyph count")
        self.fs_type = self._embedding()
        self.maps = self._character_maps()
        self._names: dict[str, int] | None = None
        self._places: Any = None

    def _embedding(self) -> int | None:
        if "OS/2" not in self._font.reader.tables:
            return None
        written = self._font.reader["OS/2"]
        return struct.unpack(">H", written[8:10])[0] if len(written) >= 10 else None

    def _character_maps(self) -> dict[tuple[int, int], dict[int, int]]:
        """(platform, encoding) -> code -> glyph; maps of more characters than there are, and broken ones, are left out."""
        if "cmap" not in self._font.reader.tables:
            return {}
        self._font.setGlyphOrder([f"g{index}" for index in range(self.count)])
        made: dict[tuple[int, int], dict[int, int]] = {}
        for table in self._font["cmap"].tables:
            if table.format not in (0, 2, 4, 6, 10, 12) or not _is_sane(table):
                continue
            try:
                made[table.platformID, table.platEncID] = {int(code): int(name[1:]) for code, name in table.cmap.items()}
            except Exception:  # noqa: S112  (one broken map of several)
                continue
        return made

    def by_name(self, name: str) -> int | None:
        if self.cff is not None:
            return self.cff.by_name(name)
        if self._names is None:
            self._names = self._post_names()
        return self._names.get(name)

    def _post_names(self) -> dict[str, int]:
        from fontTools.ttLib import TTFont

        try:
            font = TTFont(BytesIO(self._content), lazy=True, fontNumber=0)
            post = font["post"]
            return {name: index for index, name in enumerate(font.getGlyphOrder())} if post.formatType == 2.0 else {}
        except Exception:  # no names, or broken ones: glyphs are then known by codes alone
            return {}

    def by_code(self, code: int) -> int | None:
        """The glyph of a code of a symbolic font (ISO 32000-1, 9.6.6.4)."""
        for platform in ((3, 0), (1, 0), (3, 1), (0, 3), (0, 1), (0, 0)):
            mapped = self.maps.get(platform, {})
            for high in (0, 0xF000, 0xF100, 0xF200) if platform == (3, 0) else (0,):
                if mapped.get(high + code):
                    return mapped[high + code]
        return None

    def by_text(self, text: str) -> int | None:
        """The glyph of one Unicode character."""
        if len(text) != 1:
            return None
        for platform in ((3, 10), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)):
            if glyph := self.maps.get(platform, {}).get(ord(text)):
                return glyph
        return None

    @property
    def maps_characters(self) -> bool:
        """Whether any of its maps is one of Unicode or of Mac Roman."""
        return any(platform in ((3, 1), (3, 10), (1, 0)) or platform[0] == 0 for platform in self.maps)

    def by_mac_code(self, code: int) -> int | None:
        return self.maps.get((1, 0), {}).get(code)

    def by_cid(self, cid: int) -> int | None:
        if self.cff is not None:
            return self.cff.by_cid(cid)
        return cid if cid < self.count else None

    def is_empty(self, glyph: int) -> bool:
        if self.cff is not None:
            return self.cff.is_empty(glyph)
        if self._places is None:
            try:
                self._places = self._font["loca"]
            except Exception:
                self._places = ()
        return bool(glyph + 1 < len(self._places) and self._places[glyph] == self._places[glyph + 1])


def _is_sane(table: Any) -> bool:  # noqa: ANN401
    """Segments of format 12 name ranges; a damaged one would name four thousand million characters."""
    if table.format not in (12,):
        return True
    written = table.data or b""
    groups = [struct.unpack(">LL", written[at : at + 8]) for at in range(0, len(written) - 11, 12)]
    return bool(sum(max(0, last - first + 1) for first, last in groups) <= _MOST_MAPPED)


_EEXEC: Final = re.compile(rb"currentfile\s+eexec\s?")
_CHARSTRING: Final = re.compile(rb"/([^\s/{}\[\]()<>]+)\s+(\d+)\s+(?:RD|-\||\S+)\s")
_ENCODED: Final = re.compile(rb"dup\s+(\d+)\s*/([^\s/{}\[\]()<>]+)\s+put")
_FS_TYPE: Final = re.compile(rb"/FSType\s+(\d+)")
_LEN_IV: Final = re.compile(rb"/lenIV\s+(\d+)")
_DRAWING: Final = frozenset({5, 6, 7, 8, 10, 30, 31})
"""rlineto, hlineto, vlineto, rrcurveto, callsubr, vhcurveto, hvcurveto (Adobe Type 1 Font Format, 6.4)."""


class Type1Program:
    """A Type 1 program, read without running it: names of its glyphs, its own encoding."""

    def __init__(self, content: bytes) -> None:
        if content[:1] == b"\x80":
            content = _without_segments(content)
        start = _EEXEC.search(content)
        if start is None:
            raise BrokenProgram("no encrypted part")
        clear, sealed = content[: start.start()], content[start.end() :]
        if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", sealed[:8]):
            digits = re.match(rb"[0-9A-Fa-f\s]*", sealed)
            sealed = bytes.fromhex(re.sub(rb"\s", b"", digits[0] if digits else b"").decode("ascii")[: len(sealed) // 2 * 2])
        inner = _unsealed(sealed, 55665)[4:]
        skipped = _LEN_IV.search(inner)
        self._skip = int(skipped[1]) if skipped else 4
        found = _charstrings(inner)
        if not found:
            raise BrokenProgram("no glyphs")
        # Glyphs have no order in a Type 1 program; .notdef is the first to us, as in every other kind.
        self._strings = {".notdef": found.pop(".notdef", b""), **found}
        self._index = {name: index for index, name in enumerate(self._strings)}
        self._clear = clear
        stated = _FS_TYPE.search(clear)
        self.fs_type: int | None = int(stated[1]) if stated else None

    def encoding(self) -> Mapping[int, str]:
        """The program's own encoding: code -> glyph name."""
        if b"StandardEncoding def" in self._clear:
            return dict(enumerate(standard_encoding()))
        return {int(code): name.decode("latin-1") for code, name in _ENCODED.findall(self._clear)}

    def by_name(self, name: str) -> int | None:
        return self._index.get(name)

    def by_cid(self, cid: int) -> int | None:
        return cid if cid < len(self._strings) else None

    def is_empty(self, glyph: int) -> bool:
        sealed = list(self._strings.values())[glyph]
        return len(sealed) < 32 and not _DRAWING & set(_unsealed(sealed, 4330)[self._skip :])


def _charstrings(inner: bytes) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    head = inner.find(b"/CharStrings")
    at = head + len(b"/CharStrings")
    while head >= 0 and (found := _CHARSTRING.search(inner, at)) is not None and len(made) < 1 << 16:
        size = int(found[2])
        if size > len(inner):
            break
        made.setdefault(found[1].decode("latin-1"), inner[found.end() : found.end() + size])
        at = found.end() + size
    return made


def _unsealed(sealed: bytes, key: int) -> bytes:
    """Adobe Type 1 Font Format, 7.1."""
    made = bytearray()
    for byte in sealed:
        made.append(byte ^ (key >> 8))
        key = ((byte + key) * 52845 + 22719) & 0xFFFF
    return bytes(made)


def _without_segments(content: bytes) -> bytes:
    """A PFB file without its segments' heads."""
    parts: list[bytes] = []
    at = 0
    while content[at : at + 1] == b"\x80" and content[at + 1 : at + 2] in (b"\1", b"\2"):
        size = int.from_bytes(content[at + 2 : at + 6], "little")
        parts.append(content[at + 6 : at + 6 + size])
        at += 6 + size
    return b"".join(parts)
