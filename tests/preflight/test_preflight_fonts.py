"""Fonts of other people's files: missing and empty glyphs through whatever encoding, programs, names that betray a mistake."""

from __future__ import annotations

import time
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from press_files import a_font, checked, codes, nested, press_file, simple_font


def composite(pdf: pikepdf.Pdf, shown: bytes, cmap: bytes | None = None, **changes: object) -> pikepdf.Object:
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Case"), Flags=4, FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=900,
        Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(a_font()),
    )
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Case"), CIDToGIDMap=Name.Identity, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )
    text = b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <" + shown.hex().encode() + b"> <0416> endbfchar"
    encoding = Name("/Identity-H") if cmap is None else pdf.make_stream(cmap)
    entries = {
        "Type": Name.Font, "Subtype": Name.Type0, "BaseFont": Name("/ABCDEF+Case"), "Encoding": encoding, "DescendantFonts": Array([inner]),
        "ToUnicode": pdf.make_stream(text), **changes,
    }
    return pdf.make_indirect(Dictionary({"/" + key: value for key, value in entries.items()}))


CUSTOM = b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0001> <00ff> 1 endcidrange"


@pytest.mark.parametrize(
    ("shown", "cmap", "wanted"),
    [
        (b"\x00\x05", None, []),
        (b"\x00\x00", None, ["FNT-124/missing-glyph"]),
        (b"\xff\xf0", None, ["FNT-124/missing-glyph"]),
        (b"\x00\x05", CUSTOM, []),
        (b"\x02\xb9", CUSTOM, ["FNT-124/missing-glyph"]),
    ],
)
def test_missing_glyphs_are_found_through_whatever_character_map(shown: bytes, cmap: bytes | None, wanted: list[str]) -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F = composite(pdf, shown, cmap)
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf 0 0 0 1 k 60 200 Td <" + shown.hex().encode() + b"> Tj ET")

    assert codes(checked(press_file(edit=edit))) == wanted
    assert codes(checked(press_file(edit=nested(edit)))) == wanted


def test_a_letter_that_a_simple_font_lacks_is_found() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name("/uni4E2D")]))
        page.obj.Resources.Font.F = simple_font(pdf, Encoding=encoding)
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf 0 0 0 1 k 60 200 Td (BAB) Tj ET")

    made = checked(press_file(edit=edit))
    assert codes(made) == ["FNT-124/missing-glyph"]


def test_fonts_are_judged() -> None:
    def bare(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)

    def silent(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F = composite(pdf, b"\x00\x05")
        del page.obj.Resources.Font.F.ToUnicode
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf 0 0 0 1 k 60 200 Td <0005> Tj ET")

    def broken(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F.FontDescriptor.FontFile2 = pdf.make_stream(a_font()[:300])

    assert codes(checked(press_file(edit=bare))) == ["FNT-123/not-embedded"]
    assert codes(checked(press_file(edit=nested(bare)))) == ["FNT-123/not-embedded"]
    assert codes(checked(press_file(edit=silent))) == ["FNT-125/no-unicode"]
    assert codes(checked(press_file(edit=broken))) == ["FNT-123/broken-font"]
    listed = b'{"page_multiple": 1, "fonts": ["Source Serif"]}'
    assert codes(checked(press_file(), job=listed)) == ["FNT-125/foreign-font"]
    assert codes(checked(press_file(), job=b'{"page_multiple": 1, "fonts": ["Case"]}')) == []


def type1(pdf: pikepdf.Pdf, path: str, **changes: object) -> pikepdf.Object:
    """One of URW's fonts, embedded as a Type 1 program."""
    content = Path(path).read_bytes()
    parts, at = [], 0
    while content[at : at + 1] == b"\x80" and content[at + 1] in (1, 2):
        size = int.from_bytes(content[at + 2 : at + 6], "little")
        parts.append(content[at + 6 : at + 6 + size])
        at += 6 + size
    program = pdf.make_stream(b"".join(parts))
    program.Length1, program.Length2, program.Length3 = len(parts[0]), len(b"".join(parts[1:])), 0
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Case"), Flags=32, FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=900,
        Descent=-200, CapHeight=700, StemV=80, FontFile=program,
    )
    entries = {
        "Type": Name.Font, "Subtype": Name.Type1, "BaseFont": Name("/ABCDEF+Case"), "FirstChar": 32, "LastChar": 126,
        "Widths": Array([500] * 95), "Encoding": Name.WinAnsiEncoding, "FontDescriptor": descriptor, **changes,
    }
    return pdf.make_indirect(Dictionary({"/" + key: value for key, value in entries.items() if value is not None}))


URW = "/usr/share/fonts/X11/Type1/NimbusRoman-Regular.pfb"


@pytest.mark.skipif(not Path(URW).exists(), reason="URW's Type 1 fonts are not installed")
def test_every_letter_of_a_type_1_program_is_known_and_those_it_lacks_are_told() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F = type1(pdf, URW)
        letters = "".join(map(chr, range(33, 127))).replace("\\", "").replace("(", "").replace(")", "")
        page.obj.Contents = pdf.make_stream(b"BT /F 4 Tf 0 0 0 1 k 40 200 Td (" + letters.encode() + b") Tj ET")

    def lacking(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        encoding = Dictionary(Type=Name.Encoding, Differences=Array([65, Name("/uni4E2D")]))
        page.obj.Resources.Font.F = type1(pdf, URW, Encoding=encoding)
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf 0 0 0 1 k 40 200 Td (A) Tj ET")

    small = b'{"page_multiple": 1, "text_pt": {}}'
    assert codes(checked(press_file(edit=edit), job=small)) == []
    assert codes(checked(press_file(edit=edit), job=b'{"page_multiple": 1}')) == ["FNT-126/too-small"]
    assert codes(checked(press_file(edit=lacking), job=small)) == ["FNT-124/missing-glyph"]


def test_a_font_that_stands_in_the_resources_itself_is_read_once() -> None:
    """Some programs write it so; read anew at each Tf, a page of it takes minutes."""

    def direct(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F = Dictionary(dict(page.obj.Resources.Font.F.items()))

    begun = time.process_time()
    made = checked(press_file(b"0 0 0 1 k BT 60 200 Td " + b"/F 9 Tf (Zhanar) Tj " * 1500 + b"ET", direct))
    assert time.process_time() - begun < 5
    assert "FNT-123/not-embedded" not in codes(made)


def test_courier_is_a_tell_tale_unless_it_was_chosen() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.Font.F = simple_font(pdf, BaseFont=Name("/ABCDEF+CourierNewPSMT"))

    assert codes(checked(press_file(edit=edit))) == ["FNT-125/courier"]
    job = b'{"trim_mm": [148, 210], "page_multiple": 1, "tac": 0, "fonts": ["CourierNewPSMT"]}'
    assert codes(checked(press_file(edit=edit), job=job)) == []
