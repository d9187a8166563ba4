"""Founts: a face at a size with its features and language. Words are shaped once by HarfBuzz, as Pango would, and remembered.

Pango's own layout objects cost more than the shaping in them, so the setter speaks to HarfBuzz with the font that Pango chose for the
style, the features the engine asks for, and the script and language that Pango would give each stretch of text (``_scripts`` is
Pango's rule). Widths are Pango units, 1024 to the CSS pixel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from pipeline.doors.engine.drawing import UnsupportedDrawing, face_of
from pipeline.doors.engine.markup import NotPlain
from pipeline.doors.engine.setting import load_engine
from pipeline.model.galley import FontFace

__all__ = ["UNITS", "Fount", "Shape", "fount_of"]

UNITS: Final = 1024
"""Pango units in a CSS pixel."""

_COMMON_RANGES: Final = (
    " -@\\[-`{-~\u00a0-\u00a9\u00ab\u00ac\u00ae-\u00b9\u00bb-\u00bf\u00d7\u00f7\u200b\u2010-\u2027\u202f-\u205e\u2060\u20a0-\u20c0"
    "\u2100-\u2125\u2127-\u2129\u212e-\u2131\u2190-\u27ff\u2900-\u2bff\U0001f300-\U0001faff"
)
_LATIN_RANGES: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC_RANGES: Final = "\u0400-\u0481\u048a-\u052f"
_LATIN: Final = re.compile(f"[{_COMMON_RANGES}{_LATIN_RANGES}]*")
_CYRILLIC: Final = re.compile(f"[{_COMMON_RANGES}{_CYRILLIC_RANGES}]*")
_COMMON: Final = re.compile(f"[{_COMMON_RANGES}]*")
_KNOWN: Final = re.compile(f"[{_COMMON_RANGES}{_LATIN_RANGES}{_CYRILLIC_RANGES}]*")
_LATIN_LETTER: Final = re.compile(f"[{_LATIN_RANGES}]")
_CYRILLIC_LETTER: Final = re.compile(f"[{_CYRILLIC_RANGES}]")
_PAIRS: Final = {"(": ")", "<": ">", "[": "]", "{": "}", "«": "»", "‘": "’", "“": "”", "‹": "›", "⁅": "⁆", "⁽": "⁾", "₍": "₎"}
_CLOSING: Final = {closing: opening for opening, closing in _PAIRS.items()}

COMMON, LATIN, CYRILLIC = "Zyyy", "Latn", "Cyrl"
_PANGO_SCRIPT: Final = {COMMON: 0, CYRILLIC: 8, LATIN: 25}

_HARFBUZZ: Final = """
    typedef ... hb_buffer_t;
    typedef ... hb_language_impl_t;
    typedef struct { hb_tag_t tag; uint32_t value; unsigned int start; unsigned int end; } hb_feature_t;
    typedef struct { hb_codepoint_t codepoint; uint32_t mask; uint32_t cluster; uint32_t var1; uint32_t var2; } hb_glyph_info_t;
    typedef struct { int32_t x_advance; int32_t y_advance; int32_t x_offset; int32_t y_offset; uint32_t var; } hb_glyph_position_t;
    hb_buffer_t * hb_buffer_create (void);
    void hb_buffer_clear_contents (hb_buffer_t *buffer);
    void hb_buffer_add_utf8 (hb_buffer_t *buffer, const char *text, int text_length, unsigned int item_offset, int item_length);
    void hb_buffer_set_direction (hb_buffer_t *buffer, int direction);
    void hb_buffer_set_script (hb_buffer_t *buffer, hb_tag_t script);
    const hb_language_impl_t * hb_language_from_string (const char *name, int length);
    void hb_buffer_set_language (hb_buffer_t *buffer, const hb_language_impl_t *language);
    void hb_shape (hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned int count);
    hb_glyph_info_t * hb_buffer_get_glyph_infos (hb_buffer_t *buffer, unsigned int *length);
    hb_glyph_position_t * hb_buffer_get_glyph_positions (hb_buffer_t *buffer, unsigned int *length);
    int32_t hb_font_get_glyph_h_advance (hb_font_t *font, hb_codepoint_t glyph);
    gboolean pango_language_includes_script (PangoLanguage *language, int script);
    PangoLanguage * pango_script_get_sample_language (int script);
"""
_FEW_ENOUGH: Final = 20_000
"""Words remembered a fount."""
_INVISIBLE: Final = ("\u200b".encode(), "\u2060".encode())
"""Zero-width space and word joiner: Pango draws nothing for them."""
_LEFT_TO_RIGHT: Final = 4  # HB_DIRECTION_LTR


@cache
def _libraries() -> tuple[Any, Any, Any, Any, Any]:
    """The engine's bindings (ffi, pango, harfbuzz) with what it does not declare itself, a buffer and a counter."""
    load_engine()
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    ffi.cdef(_HARFBUZZ)
    return ffi, pango, harfbuzz, harfbuzz.hb_buffer_create(), ffi.new("unsigned int *")


class Shape:
    """Shaped text: ``width``, its glyphs as the inside of a TJ operand, and what each glyph stands for."""

    __slots__ = ("glyphs", "ink", "width")

    def __init__(self, width: int, ink: str, glyphs: dict[int, str]) -> None:
        self.width = width
        self.ink = ink
        """Without the outer angle brackets: ``0475>-12<0476``."""
        self.glyphs = glyphs


def _hides(encoded: bytes) -> bool:
    """Whether there is something in it that draws nothing."""
    space, joiner = _INVISIBLE
    return space in encoded or joiner in encoded


def _scripts(text: str) -> list[tuple[int, int, str]]:
    """Stretches (start, end, script) as ``pango_script_iter_next`` parts them: what is common goes with what it follows,
    or, at the beginning, with what follows it; a closing mark with its opening one."""
    found: list[tuple[int, int, str]] = []
    opened: list[tuple[str, str]] = []  # closing mark, script of the opening one
    start, script, first = 0, COMMON, 0
    for at, char in enumerate(text):
        own = CYRILLIC if _CYRILLIC_LETTER.match(char) else LATIN if _LATIN_LETTER.match(char) else COMMON
        closes = False
        if char in _PAIRS:
            opened.append((_PAIRS[char], script))
        elif char in _CLOSING:
            while opened and opened[-1][0] != char:
                opened.pop()
            first = min(first, len(opened))
            closes = bool(opened)
            if closes:
                own = opened[-1][1]
        if own not in (COMMON, script):
            if script != COMMON:
                found.append((start, at, script))
                start, first = at, len(opened)
            else:
                opened[first:] = [(closing, own) for closing, _ in opened[first:]]
            script = own
        if closes:
            opened.pop()
            first = min(first, len(opened))
    found.append((start, len(text), script))
    return found


class Fount:
    """Type of one style; made by :func:`fount_of`."""

    def __init__(self, style: Any, faces: tuple[FontFace, ...]) -> None:
        from weasyprint.text.fonts import font_features
        from weasyprint.text.line_break import Layout

        ffi, pango, harfbuzz, _, _ = _libraries()
        self._layout = Layout(style)  # kept: the font lives as long as it
        self._layout.set_text(" ")
        line, _ = self._layout.get_first_line()
        font = line.runs.data.item.analysis.font
        try:
            self.face = face_of(font, faces)
        except UnsupportedDrawing as error:
            raise NotPlain(str(error)) from error
        if self.face.family != style["font_family"][0]:
            raise NotPlain("a family of fonts to choose from")
        self.size: float = style["font_size"]
        self.lang: str | None = style["lang"]
        self.operator = f"/{self.face.name} {round(self.size * 0.75, 3):.8g} Tf"
        self._hb_font = pango.pango_font_get_hb_font(font)
        features = font_features(**{name: style[name] for name in _FEATURE_PROPERTIES})
        tags = [(harfbuzz.hb_tag_from_string(tag.encode(), 4), int(value), 0, 0xFFFFFFFF) for tag, value in features.items()]
        self._features = ffi.new("hb_feature_t[]", tags)
        self._languages: dict[str, Any] = {}
        self._per_mille = 1000 / int(self.size * UNITS)
        self._sorts: dict[int, tuple[int, int, str]] = {}
        self._shapes: dict[tuple[str, str], Shape] = {}
        self.space = self.shape(" ", COMMON)
        self.hyphen: str = style["hyphenate_character"]
        self.kerns_spaces = self._kerns_spaces()

    def _language(self, script: str) -> Any:
        """Pango's choice: the style's language if it is written in the script, else a sample of those that are."""
        if script not in self._languages:
            ffi, pango, harfbuzz, _, _ = _libraries()
            language, number = self._layout.language, _PANGO_SCRIPT[script]
            if not pango.pango_language_includes_script(language, number):
                language = pango.pango_script_get_sample_language(number)
            name = b"xx" if language == ffi.NULL else ffi.string(ffi.cast("const char *", language))
            tag = harfbuzz.hb_tag_from_string(script.encode(), 4)
            self._languages[script] = tag, harfbuzz.hb_language_from_string(name, len(name))
        return self._languages[script]

    def shape(self, text: str, script: str) -> Shape:
        """The text of one script, shaped. Raises NotPlain where the face lacks a character."""
        known = self._shapes.get((text, script))
        if known is None:
            if len(self._shapes) >= _FEW_ENOUGH:
                self._shapes.clear()
            known = self._shapes[text, script] = self._shape(text, script)
        return known

    def _glyphs(self, encoded: bytes, script: str, features: Any = None) -> tuple[list[int], list[int], list[int], list[int], bool]:
        """Glyphs, the bytes they begin at, advances and offsets; and whether any is lifted off the baseline."""
        ffi, _, harfbuzz, buffer, count = _libraries()
        tag, language = self._language(script)
        harfbuzz.hb_buffer_clear_contents(buffer)
        harfbuzz.hb_buffer_add_utf8(buffer, encoded, len(encoded), 0, len(encoded))
        harfbuzz.hb_buffer_set_direction(buffer, _LEFT_TO_RIGHT)
        harfbuzz.hb_buffer_set_script(buffer, tag)
        harfbuzz.hb_buffer_set_language(buffer, language)
        features = self._features if features is None else features
        harfbuzz.hb_shape(self._hb_font, buffer, features, len(features))
        infos = harfbuzz.hb_buffer_get_glyph_infos(buffer, count)
        length = count[0] * 20
        positions = harfbuzz.hb_buffer_get_glyph_positions(buffer, count)
        if not length:
            return [], [], [], [], False
        # Five numbers a glyph, twice: glyph, mask, cluster, two of HarfBuzz's own; x and y advance, x and y offset, one of its own.
        info = memoryview(ffi.buffer(infos, length)).cast("I").tolist()
        position = memoryview(ffi.buffer(positions, length)).cast("i").tolist()
        return info[0::5], info[2::5], position[0::5], position[2::5], any(position[3::5])

    def _shape(self, text: str, script: str) -> Shape:
        encoded = text.encode()
        glyphs, clusters, advances, offsets, lifted = self._glyphs(encoded, script)
        if lifted or 0 in glyphs:
            raise NotPlain(f"a character in “{text}” that “{self.face.name}” lacks, or lifts")
        for glyph in glyphs:
            if glyph not in self._sorts:
                self._sorts[glyph] = self._sort(glyph)
        width = sum(advances)
        if len(set(clusters)) == len(text) == len(glyphs) and not any(offsets) and not _hides(encoded):
            meanings = dict(zip(reversed(glyphs), reversed(text), strict=True))
            if advances == [self._sorts[glyph][0] for glyph in glyphs]:
                return Shape(width, "".join([self._sorts[glyph][2] for glyph in glyphs]), meanings)
        else:
            meanings = self._meanings(encoded, glyphs, clusters)
        return Shape(width, self._ink(encoded, glyphs, clusters, advances, offsets), meanings)

    def _sort(self, glyph: int) -> tuple[int, int, str]:
        """A glyph's own advance, in Pango units and in thousandths of the size as the PDF's widths have it, and its number in hex."""
        _, _, harfbuzz, _, _ = _libraries()
        advance: int = harfbuzz.hb_font_get_glyph_h_advance(self._hb_font, glyph)
        return advance, round(advance * self._per_mille), f"{glyph:04x}"

    def _ink(self, encoded: bytes, glyphs: list[int], clusters: list[int], advances: list[int], offsets: list[int]) -> str:
        """Glyphs with the kerns between them, which PDF subtracts."""
        parts: list[str] = []
        for glyph, cluster, advance, offset in zip(glyphs, clusters, advances, offsets, strict=True):
            if not advance and encoded.startswith(_INVISIBLE, cluster):
                continue
            own, natural, number = self._sorts[glyph]
            if advance == own and not offset:
                parts.append(number)
                continue
            moved = round(offset * self._per_mille)
            kern = natural + moved - round(advance * self._per_mille)
            parts += (f">{-moved}<", number) if moved else (number,)
            if kern:
                parts.append(f">{kern}<")
        return "".join(parts)

    @staticmethod
    def _meanings(encoded: bytes, glyphs: list[int], clusters: list[int]) -> dict[int, str]:
        """What each glyph stands for where it first occurs: the bytes up to the next one's, as the engine has it."""
        meanings: dict[int, str] = {}
        for glyph, cluster, following in zip(glyphs, clusters, [*clusters[1:], len(encoded)], strict=False):
            if glyph not in meanings and not encoded.startswith(_INVISIBLE, cluster):
                meanings[glyph] = encoded[cluster:following].decode()
        return meanings

    def _kerns_spaces(self) -> bool:
        """Whether the face has pairs with the space: then words cannot be set one by one."""
        ffi, _, harfbuzz, _, _ = _libraries()
        kern = harfbuzz.hb_tag_from_string(b"kern", 4)
        others = [(one.tag, one.value, 0, 0xFFFFFFFF) for one in self._features if one.tag != kern]
        without = ffi.new("hb_feature_t[]", [*others, (kern, 0, 0, 0xFFFFFFFF)])
        for script, letters in ((LATIN, _LETTERS_LATIN), (CYRILLIC, _LETTERS_CYRILLIC)):
            text = f" {' '.join(letters)} ".encode()
            if self._glyphs(text, script) != self._glyphs(text, script, without):
                return True
        return False

    def plain_script(self, text: str) -> str | None:
        """The script of a text that has only one, if words of this fount can be set one by one; else None."""
        if self.kerns_spaces:
            return None
        if _CYRILLIC.fullmatch(text):
            return COMMON if _COMMON.fullmatch(text) else CYRILLIC
        return LATIN if _LATIN.fullmatch(text) else None

    @staticmethod
    def shows(script: str, text: str) -> bool:
        """Whether part of a text of one script is of that script by itself: it has a letter of it, or the whole has none."""
        return script == COMMON or (_CYRILLIC_LETTER if script == CYRILLIC else _LATIN_LETTER).search(text) is not None

    def _stretches(self, text: str) -> Iterator[tuple[str, str]]:
        if not _KNOWN.fullmatch(text):
            raise NotPlain("a script the fast setter does not know")
        return ((text[start:end], script) for start, end, script in _scripts(text))

    def shapes(self, text: str) -> list[Shape]:
        """Any text, stretch by stretch, as one line would have it. Raises NotPlain for scripts that are not known here."""
        return [self.shape(stretch, script) for stretch, script in self._stretches(text)]

    def edges(self, text: str) -> list[int]:
        """How far each character of a text begins from the text's beginning, and the end. Raises NotPlain like :meth:`shapes`."""
        edges = [0]
        for stretch, script in self._stretches(text):
            encoded = stretch.encode()
            _, clusters, advances, _, _ = self._glyphs(encoded, script)
            begun = edges.pop()
            edges += [begun + edge for edge in _edges(encoded, clusters, advances)]
        return edges


_FEATURE_PROPERTIES: Final = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
_MARKS: Final = "0123456789.,:;!?…()[]«»“”„‘’–—-‐/&%№°·+*@"
_LETTERS_LATIN: Final = "".join(map(chr, [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180)])) + _MARKS
_LETTERS_CYRILLIC: Final = "".join(map(chr, range(0x400, 0x482))) + "ҒғҚқҢңҮүҰұҺһӘәӨө" + _MARKS


def _edges(encoded: bytes, clusters: list[int], advances: list[int]) -> list[int]:
    """Where each character begins; characters of one cluster begin together."""
    at_byte: dict[int, int] = {}
    along = 0
    for cluster, advance in zip(clusters, advances, strict=True):
        at_byte.setdefault(cluster, along)
        along += advance
    edges = []
    edge = 0
    for position, byte in enumerate(encoded):
        if byte & 0xC0 != 0x80:  # the first byte of a character
            edge = at_byte.get(position, edge)
            edges.append(edge)
    edges.append(along)
    return edges


_founts: dict[tuple[Any, ...], Fount] = {}


def fount_of(style: Any, faces: tuple[FontFace, ...]) -> Fount:
    """The fount of a computed style of the engine's. Raises NotPlain."""
    properties = ("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings", "lang",
                  "font_language_override", "hyphenate_character", *_FEATURE_PROPERTIES)  # fmt: skip
    key = (faces, *(str(style[name]) for name in properties))
    if key not in _founts:
        _founts[key] = Fount(style, faces)
    return _founts[key]
