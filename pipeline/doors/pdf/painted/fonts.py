"""Fonts of a file in use: how shown bytes become codes, how wide they are, and which of them no glyph answers to."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

import pikepdf

from pipeline.doors.pdf.painted.cmaps import CMap, parse_cmap, parse_to_unicode
from pipeline.doors.pdf.painted.matrices import Matrix
from pipeline.doors.pdf.painted.programs import BrokenProgram, CffProgram, Program, SfntProgram, Type1Program, glyph_text, read_program
from pipeline.doors.pdf.painted.simple_codes import encoding_names, encoding_words
from pipeline.doors.pdf.painted.streams import LARGEST_FONT, TooLarge, decoded
from pipeline.doors.pdf.painted.things import FontFacts, Glyphs
from pipeline.doors.pdf.painted.values import array, box, dictionary, name, number, numbers, whole
from pipeline.model.findings import Box

__all__ = ["CompositeFont", "Font", "GlyphFont", "SimpleFont", "make_font"]

Code = tuple[int, int]
"""Length in bytes, and the code itself."""
Fault = Literal["", "missing", "empty"]
_VISIBLE: Final = frozenset("LNPS")
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_STANDARD_WIDTH: Final = 500.0
_ASCENT, _DESCENT = 0.75, -0.25
_MOST_WIDTHS: Final = 1 << 18
"""CIDs that a font's ranges of one width may name; there are 65,536."""


class Font(ABC):
    """What every kind has. ``ascent`` and ``descent`` of an em; ``em``: text space units of an em, None where nobody can tell."""

    em: float | None = 1.0

    def __init__(self, facts: FontFacts, texts: Mapping[int, str] | None) -> None:
        self.facts = facts
        self.ascent, self.descent = _ASCENT, _DESCENT
        self.vertical = False
        self._texts = texts
        self._faults: dict[Code, Fault] = {}
        self._good: set[Code] = set()
        self._blank: dict[Code, bool] = {}

    def codes(self, shown: bytes) -> list[Code]:
        """The codes of a shown string."""
        return [(1, byte) for byte in shown]

    @abstractmethod
    def width(self, codes: Sequence[Code]) -> float:
        """How far the codes move the pen, in ems."""

    @abstractmethod
    def fault(self, code: Code) -> Fault:
        """Whether a glyph answers to a code; "" also where nobody can tell."""

    def faults(self, codes: Iterable[Code]) -> tuple[Glyphs, ...]:
        """The codes to which no visible glyph answers, each once."""
        new = set(codes) - self._good
        if not new:
            return ()
        found = []
        for code in sorted(new):
            fault = self._faults.get(code)
            if fault is None:
                fault = self._faults[code] = self.fault(code)
            if fault:
                found.append(Glyphs(code[1], fault, self.text(code)))
            else:
                self._good.add(code)
        return tuple(found)

    def text(self, code: Code) -> str:
        """The text a code stands for, "" where the file does not say."""
        return (self._texts or {}).get(code[1], "")

    def says_text(self) -> bool:
        """Whether the characters of its codes are known without a ToUnicode map (9.10.2)."""
        return False

    def is_blank(self, code: Code) -> bool:
        """Whether nothing needs to be seen where the code stands: a space, a mark that joins, or a control."""
        found = self._blank.get(code)
        if found is None:
            found = self._blank[code] = is_blank(self.text(code))
        return found

    def says(self, codes: Iterable[Code]) -> bool:
        """Whether the file tells the characters of all these codes."""
        return all(map(self.text, codes))

    def all_blank(self, codes: Iterable[Code]) -> bool:
        """Whether a text shows nothing but spaces."""
        return all(map(self.is_blank, codes))


def is_blank(text: str) -> bool:
    return bool(text) and not any(unicodedata.category(letter)[0] in _VISIBLE for letter in text)


class SimpleFont(Font):
    """Type 1, MMType1 and TrueType (ISO 32000-1, 9.6): a byte is a code."""

    def __init__(self, font: pikepdf.Object, facts: FontFacts, texts: Mapping[int, str] | None, program: Program | None) -> None:
        super().__init__(facts, texts)
        self._program = program
        descriptor = dictionary(font.get("/FontDescriptor"))
        first = whole(font.get("/FirstChar"))
        missing = number(descriptor.get("/MissingWidth")) if descriptor is not None else _STANDARD_WIDTH
        listed = dict(enumerate((number(one) for one in array(font.get("/Widths"))), first))
        self._widths = [listed.get(code, missing) / 1000 for code in range(256)]
        self._symbolic = descriptor is not None and bool(whole(descriptor.get("/Flags")) & 4)
        self._encoded = font.get("/Encoding") is not None
        built_in = program.encoding() if isinstance(program, (CffProgram, Type1Program)) else {}
        self._names = encoding_names(font.get("/Encoding"), built_in, symbolic=self._symbolic, true_type=isinstance(program, SfntProgram))

    def width(self, codes: Sequence[Code]) -> float:
        widths = self._widths
        return sum([widths[code] for _, code in codes])

    def text(self, code: Code) -> str:
        return super().text(code) or glyph_text(self._names.get(code[1], ""))

    def says_text(self) -> bool:
        return bool(self._names) and all(map(glyph_text, self._names.values()))

    def fault(self, code: Code) -> Fault:
        program = self._program
        if program is None:
            return ""
        glyph = self._true_type_glyph(program, code[1]) if isinstance(program, SfntProgram) else self._named_glyph(program, code[1])
        return verdict(self, program, glyph, code)

    def _named_glyph(self, program: Program, code: int) -> int | None:
        named = self._names.get(code)
        if named is None or named == ".notdef":
            return None
        glyph = program.by_name(named)
        if glyph is None and isinstance(program, (CffProgram, Type1Program)):
            # One character may have two names: the program's own at this place may be the other.
            own = program.encoding().get(code, "")
            glyph = program.by_name(own) if own and glyph_text(own) == glyph_text(named) else None
        return glyph

    def _true_type_glyph(self, program: SfntProgram, code: int) -> int | None:
        """By character, by name; by code only where the font is symbolic, or has no map of characters (9.6.6.4)."""
        named = self._names.get(code, "")
        found = program.by_text(glyph_text(named)) if named else None
        if not found and named:
            found = program.by_name(named) or program.by_mac_code(_mac_code(named))
        if not found and (self._symbolic or not named or not program.maps_characters):
            found = program.by_code(code)
        return found or None


def _mac_code(named: str) -> int:
    try:
        return glyph_text(named).encode("mac_roman")[0]
    except (UnicodeEncodeError, IndexError):
        return -1


def verdict(font: Font, program: Program, glyph: int | None, code: Code) -> Fault:
    """What a glyph comes to on paper: nothing to be seen where there should be is a fault, an invisible .notdef under a space is none."""
    if not glyph:
        blank = font.is_blank(code) or (font.text(code) == "" and code[1] == 32 and code[0] == 1)
        return "" if blank and program.is_empty(0) else "missing"
    text = font.text(code)
    return "empty" if text and not is_blank(text) and program.is_empty(glyph) else ""


class CompositeFont(Font):
    """Type 0 (9.7): codes of one or more bytes, through a character map to CIDs, and from there to glyphs."""

    def __init__(
        self, inner: pikepdf.Object, facts: FontFacts, texts: Mapping[int, str] | None, program: Program | None, cmap: CMap
    ) -> None:
        super().__init__(facts, texts)
        self._program, self._cmap = program, cmap
        self.vertical = cmap.vertical
        self._default = number(inner.get("/DW"), 1000.0) / 1000
        self._widths = _cid_widths(inner.get("/W"))
        self._known_widths: dict[Code, float] = {}
        glyphs = inner.get("/CIDToGIDMap")
        self._glyphs = b""
        if isinstance(glyphs, pikepdf.Stream):
            try:
                self._glyphs = decoded(glyphs, 1 << 18)
            except (pikepdf.PikepdfError, TooLarge):
                self._cmap = CMap(known=False)

    def codes(self, shown: bytes) -> list[Code]:
        return self._cmap.codes(shown)

    def width(self, codes: Sequence[Code]) -> float:
        known = self._known_widths
        total = 0.0
        for code in codes:
            width = known.get(code)
            if width is None:
                width = known[code] = self._widths.get(self._cmap.cid(*code), self._default)
            total += width
        return total

    def says_text(self) -> bool:
        # A predefined map other than the identity belongs to a character collection that everybody knows.
        return self.facts.encoding not in ("Identity-H", "Identity-V", "custom", "built-in")

    def fault(self, code: Code) -> Fault:
        program, cmap = self._program, self._cmap
        if program is None or not cmap.known:
            return ""
        cid = cmap.cid(*code)
        if self._glyphs:
            glyph: int | None = int.from_bytes(self._glyphs[2 * cid : 2 * cid + 2], "big")
            if isinstance(program, SfntProgram) and glyph is not None and glyph >= program.count:
                glyph = None
        else:
            glyph = program.by_cid(cid)
        return verdict(self, program, glyph, code)


def _cid_widths(written: object) -> dict[int, float]:
    """The array W (9.7.4.3): ``first [w w w]`` or ``first last w``, widths in ems."""
    made: dict[int, float] = {}
    listed = array(written)
    at = 0
    left = _MOST_WIDTHS
    while at + 1 < len(listed) and left > 0:
        first = whole(listed[at])
        if isinstance(listed[at + 1], pikepdf.Array):
            made.update((first + index, number(one) / 1000) for index, one in enumerate(listed[at + 1]))
            at += 2
        else:
            last = min(whole(listed[at + 1]), first + 0xFFFF)
            width = number(listed[at + 2]) / 1000 if at + 2 < len(listed) else 1.0
            made.update(dict.fromkeys(range(first, last + 1), width))
            left -= max(0, last - first)
            at += 3
    return made


class GlyphFont(Font):
    """Type 3 (9.6.5): each glyph is a little content stream of its own."""

    def __init__(self, font: pikepdf.Object, facts: FontFacts, texts: Mapping[int, str] | None) -> None:
        super().__init__(facts, texts)
        matrix = numbers(font.get("/FontMatrix"))
        self.matrix: Matrix = matrix if len(matrix) == 6 else (0.001, 0, 0, 0.001, 0, 0)
        self.resources = dictionary(font.get("/Resources"))
        self._programs = dictionary(font.get("/CharProcs"))
        self._names = encoding_names(font.get("/Encoding"), {}, symbolic=True, true_type=False)
        first = whole(font.get("/FirstChar"))
        self._widths = dict(enumerate((number(one) * abs(self.matrix[0]) for one in array(font.get("/Widths"))), first))
        bounds: Box | None = box(font.get("/FontBBox"))
        self.em = abs(self.matrix[3]) * (bounds[3] - bounds[1]) if bounds else None
        if bounds:
            self.ascent, self.descent = sorted((self.matrix[3] * bounds[3], self.matrix[3] * bounds[1]), reverse=True)

    def width(self, codes: Sequence[Code]) -> float:
        return sum(self._widths.get(code, 0.0) for _, code in codes)

    def says_text(self) -> bool:
        return bool(self._names) and all(map(glyph_text, self._names.values()))

    def text(self, code: Code) -> str:
        return super().text(code) or glyph_text(self._names.get(code[1], ""))

    def glyph(self, code: Code) -> pikepdf.Stream | None:
        """The content stream of a code's glyph."""
        named = self._names.get(code[1])
        found = self._programs.get("/" + named) if self._programs is not None and named else None
        return found if isinstance(found, pikepdf.Stream) else None

    def fault(self, code: Code) -> Fault:
        return "" if self.glyph(code) is not None or self.is_blank(code) or code[1] == 32 else "missing"


def make_font(font: pikepdf.Object) -> Font:
    """A font dictionary as a font in use; what is damaged in it is told by its facts."""
    kind = name(font.get("/Subtype"))
    texts = _texts(font.get("/ToUnicode"))
    if kind == "Type3":
        facts = FontFacts(name(font.get("/Name")) or "Type 3", kind, True, False, encoding_words(font.get("/Encoding")), texts is not None)
        drawn = GlyphFont(font, facts, texts)
        drawn.facts = replace(facts, unicode=facts.unicode or drawn.says_text())
        return drawn
    composite = kind == "Type0"
    inner = next((one for one in map(dictionary, array(font.get("/DescendantFonts"))) if one is not None), None) if composite else font
    inner = font if inner is None else inner
    program, fault = _program(inner)
    facts = _facts(font, inner, program, fault, texts is not None)
    made: Font = (
        CompositeFont(inner, facts, texts, program, _encoding_map(font.get("/Encoding"))) if composite
        else SimpleFont(font, facts, texts, program)
    )
    if not facts.unicode and made.says_text():
        made.facts = replace(facts, unicode=True)
    descriptor = dictionary(inner.get("/FontDescriptor"))
    if descriptor is not None:
        ascent, descent = number(descriptor.get("/Ascent")) / 1000, number(descriptor.get("/Descent")) / 1000
        if 0.3 < ascent < 1.6 and -0.8 < descent <= 0:
            # Letters, not the line's height: accents and the tails of a few stand out of this by a hair.
            made.ascent, made.descent = min(ascent, _ASCENT), max(descent, _DESCENT)
    return made


def _facts(font: pikepdf.Object, inner: pikepdf.Object, program: Program | None, fault: str, unicode: bool) -> FontFacts:
    named = name(font.get("/BaseFont")) or name(inner.get("/BaseFont")) or "?"
    tag, plus, rest = named.partition("+")
    subset = bool(plus) and len(tag) == 6 and tag.isupper()
    descriptor = dictionary(inner.get("/FontDescriptor"))
    embedded = descriptor is not None and any(isinstance(descriptor.get(key), pikepdf.Stream) for key in _PROGRAMS)
    written = font.get("/Encoding")
    return FontFacts(
        rest if subset else named, name(inner.get("/Subtype")) or "?", embedded, subset, encoding_words(written), unicode,
        program.fs_type if program is not None else None, fault,
    )


def _program(inner: pikepdf.Object) -> tuple[Program | None, str]:
    """The font program, and why it could not be read where there is one."""
    descriptor = dictionary(inner.get("/FontDescriptor"))
    held = [descriptor.get(key) for key in _PROGRAMS] if descriptor is not None else []
    stream = next((one for one in held if isinstance(one, pikepdf.Stream)), None)
    if stream is None:
        return None, ""
    try:
        return read_program(decoded(stream, LARGEST_FONT)), ""
    except BrokenProgram as error:
        return None, str(error)
    except TooLarge:
        return None, "too large"
    except (pikepdf.PikepdfError, ValueError) as error:
        return None, str(error)[:120]


def _texts(stream: object) -> dict[int, str] | None:
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        return parse_to_unicode(decoded(stream, LARGEST_FONT))
    except (pikepdf.PikepdfError, TooLarge, ValueError):
        return None


def _encoding_map(written: object) -> CMap:
    if isinstance(written, pikepdf.Stream):
        try:
            return parse_cmap(decoded(written, LARGEST_FONT), _used_map(written.get("/UseCMap")))
        except (pikepdf.PikepdfError, TooLarge, ValueError):
            return CMap(known=False)
    return _used_map(written) or CMap(known=False)


def _used_map(written: object) -> CMap | None:
    """A predefined map by its name (table 118): the identity is known, of others how they are called."""
    called = name(written)
    if not called:
        return None
    return CMap(identity=called.startswith("Identity-"), known=called.startswith("Identity-"), vertical=called.endswith("V"))
