"""Hostile files whose forms, patterns, fonts, colour spaces, functions, images or filters do harm."""

from __future__ import annotations

import zlib

from hostile_book import FORM, SHOWN, hostile, many, packed, page, painting, pdf, stream, swelling
from press_files import a_font


@hostile
def form_that_paints_itself() -> bytes:
    return painting(b"/F Do", b"<< /XObject << /F 5 0 R >> >>", o5=stream(b"/F Do", FORM + b"/Resources << /XObject << /F 5 0 R >> >>"))


@hostile
def two_forms_that_paint_each_other() -> bytes:
    return painting(
        b"/F Do", b"<< /XObject << /F 5 0 R >> >>", o5=stream(b"/F Do /F Do", FORM + b"/Resources << /XObject << /F 6 0 R >> >>"),
        o6=stream(b"/F Do /F Do", FORM + b"/Resources << /XObject << /F 5 0 R >> >>"),
    )


@hostile
def forms_that_double_thirty_times() -> bytes:
    held = {10 + at: stream(b"/F Do /F Do", FORM + b"/Resources << /XObject << /F %d 0 R >> >>" % (11 + at)) for at in range(30)}
    return pdf({3: page(b"<< /XObject << /F 10 0 R >> >>"), 4: stream(b"/F Do"), **held, 40: stream(SHOWN, FORM)})


@hostile
def pattern_that_paints_itself() -> bytes:
    cell = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << /Pattern << /P 5 0 R >> >>"
    return painting(b"/Pattern cs /P scn 20 20 60 60 re f", b"<< /Pattern << /P 5 0 R >> >>", o5=stream(b"/Pattern cs /P scn 0 0 9 9 re f", cell))


@hostile
def pattern_with_steps_of_nothing() -> bytes:
    cell = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 0.0001 0.0001] /XStep 0.0001 /YStep 0.0001 /Resources << >>"
    return painting(b"/Pattern cs /P scn 0 0 400 600 re f", b"<< /Pattern << /P 5 0 R >> >>", o5=stream(b"0 0 1 1 re f", cell))


@hostile
def type_3_font_that_shows_itself() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] "
        b"/CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> /Resources << /Font << /F 5 0 R >> >> >>"
    )
    return painting(b"BT /F 9 Tf 60 200 Td (aaa) Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=stream(b"9 0 d0 BT /F 9 Tf (aa) Tj ET"))


@hostile
def font_whose_descendant_is_itself() -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    return painting(b"BT /F 9 Tf 60 200 Td <0041> Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font)


@hostile
def character_map_that_uses_itself() -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 6 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>] >>"
    cmap = stream(b"1 begincodespacerange <00> <ffff> endcodespacerange 1 begincidrange <0000> <ffffffff> 0 endcidrange", b"/UseCMap 6 0 R")
    return painting(b"BT /F 9 Tf 60 200 Td <0041> Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=cmap)


@hostile
def unicode_map_of_four_thousand_million() -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    cmap = stream(b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange " + b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange " * 500)
    return painting(b"BT /F 9 Tf 60 200 Td (A) Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=cmap)


@hostile
def widths_without_end() -> bytes:
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [" + b"0 2147483647 500 " * 3000 + b"] >>"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    return painting(b"BT /F 9 Tf 60 200 Td <0041> Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=inner)


@hostile
def font_program_that_swells() -> bytes:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 65 /Widths [500] /FontDescriptor << /Type /FontDescriptor /FontFile2 6 0 R >> >>"
    return painting(b"BT /F 9 Tf 60 200 Td (A) Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=stream(swelling(60, b"\0", head=b"\0\1\0\0"), b"/Filter /FlateDecode"))


@hostile
def font_program_with_torn_tables() -> bytes:
    program = bytearray(a_font())
    for at in range(12, 400, 7):
        program[at] ^= 0xFF
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 65 /Widths [500] /FontDescriptor << /Type /FontDescriptor /FontFile2 6 0 R >> >>"
    return painting(b"BT /F 9 Tf 60 200 Td (A) Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=packed(bytes(program)))


@hostile
def type_1_program_of_a_million_glyphs() -> bytes:
    key, sealed = 55665, bytearray()
    for byte in b"0000/lenIV 4 def /CharStrings " + b"".join(b"/a%d 9 RD 123456789 ND " % at for at in range(many(150_000))):
        made = byte ^ (key >> 8)
        key = ((made + key) * 52845 + 22719) & 0xFFFF
        sealed.append(made)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 65 /Widths [500] /FontDescriptor << /Type /FontDescriptor /FontFile 6 0 R >> >>"
    return painting(b"BT /F 9 Tf 60 200 Td (A) Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font, o6=packed(b"%!PS-AdobeFont-1.0\ncurrentfile eexec\n" + sealed))


@hostile
def encoding_with_odd_differences() -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [-5 /a 99999999999 /b (x) /c 3.7 /d null [/e] /f] >> >>"
    return painting(b"BT /F 9 Tf 60 200 Td (A\\000\\377) Tj ET", b"<< /Font << /F 5 0 R >> >>", o5=font)


@hostile
def function_of_itself() -> bytes:
    shading = b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 9 9] /Function 6 0 R >>"
    stitched = b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>"
    return painting(b"/S sh", b"<< /Shading << /S 5 0 R >> >>", o5=shading, o6=stitched)


@hostile
def function_with_a_million_samples() -> bytes:
    shading = b"<< /ShadingType 1 /ColorSpace /DeviceCMYK /Function 6 0 R >>"
    sampled = packed(b"\0" * 4_000_000, b"/FunctionType 0 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1] /Size [1000000000 1000000000] /BitsPerSample 32")
    return painting(b"/S sh", b"<< /Shading << /S 5 0 R >> >>", o5=shading, o6=sampled)


@hostile
def colour_space_a_thousand_deep() -> bytes:
    space = b"[/Indexed " * 1000 + b"/DeviceCMYK" + b" 1 <00>]" * 1000
    return painting(b"/S cs 0 sc 20 20 60 60 re f", b"<< /ColorSpace << /S " + space + b" >> >>")


@hostile
def colour_space_of_itself() -> bytes:
    return painting(b"/S cs 1 sc 20 20 60 60 re f", b"<< /ColorSpace << /S 5 0 R >> >>", o5=b"[/Separation /X 5 0 R << /FunctionType 2 /N 1 /Domain [0 1] >>]")


@hostile
def colour_space_by_names_in_a_ring() -> bytes:
    return painting(b"/A cs 1 sc 20 20 60 60 re f /DeviceRGB cs 1 0 0 sc", b"<< /ColorSpace << /A /B /B /A /DefaultRGB /DeviceRGB /DefaultCMYK [/ICCBased 9 0 R] >> >>")


@hostile
def colorants_by_the_thousand() -> bytes:
    names = b" ".join(b"/N%d" % at for at in range(5000))
    return painting(b"/S cs " + b"1 " * 5000 + b"scn 20 20 60 60 re f", b"<< /ColorSpace << /S [/DeviceN [" + names + b"] /DeviceCMYK 5 0 R] >> >>", o5=b"<< >>")


@hostile
def indexed_without_its_table() -> bytes:
    return painting(b"/S cs 9999999999 sc 20 20 60 60 re f -1 sc 20 20 9 9 re f", b"<< /ColorSpace << /S [/Indexed /DeviceCMYK 255 99 0 R] >> >>")


@hostile
def stream_that_swells_a_thousandfold() -> bytes:
    return pdf({4: stream(swelling(120, b"\0"), b"/Filter /FlateDecode")})


@hostile
def stream_that_swells_twice() -> bytes:
    return pdf({4: stream(zlib.compress(swelling(200), 9), b"/Filter [/FlateDecode /FlateDecode]")})


@hostile
def a_hundred_contents_that_swell() -> bytes:
    return pdf({3: page(contents=b"[" + b"4 0 R " * 100 + b"]"), 4: stream(swelling(40), b"/Filter /FlateDecode")})


@hostile
def image_that_swells() -> bytes:
    image = stream(swelling(400, b"\0"), b"/Filter /FlateDecode /Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 /BitsPerComponent 8 /ColorSpace /DeviceCMYK")
    return painting(b"q 99 0 0 99 20 20 cm /I Do Q", b"<< /XObject << /I 5 0 R >> >>", o5=image)


@hostile
def image_of_no_size() -> bytes:
    image = stream(b"", b"/Type /XObject /Subtype /Image /Width -5 /Height 99999999999999999999 /BitsPerComponent (x) /ColorSpace 5 0 R /SMask 5 0 R")
    return painting(b"q 99 0 0 99 20 20 cm /I Do Q", b"<< /XObject << /I 5 0 R >> >>", o5=image)


@hostile
def mask_that_masks_itself() -> bytes:
    group = stream(b"/G gs " + SHOWN, FORM + b"/Group << /S /Transparency /CS /DeviceGray >> /Resources << /ExtGState << /G 5 0 R >> >>")
    return painting(b"/G gs " + SHOWN, b"<< /ExtGState << /G 5 0 R >> >>", o5=b"<< /SMask << /S /Luminosity /G 6 0 R >> >>", o6=group)


@hostile
def filters_by_the_thousand() -> bytes:
    return pdf({4: stream(zlib.compress(SHOWN), b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"/FlateDecode]")})


@hostile
def filters_that_do_not_exist() -> bytes:
    return pdf({4: stream(SHOWN, b"/Filter [/Nobody 7 (x) /JBIG2Decode] /DecodeParms [null 7 << /Predictor 15 /Columns 2147483647 >>]")})


@hostile
def predictor_of_two_thousand_million_columns() -> bytes:
    return pdf({4: stream(zlib.compress(SHOWN), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>")})


@hostile
def names_with_odd_bytes() -> bytes:
    spot = b"[/Separation /#01#ff#D0#9A#0a#28#2f#1b /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 >>]"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /#1b#5b31m#c3#28#0d#0a >>"
    return painting(
        b"/#ff#01 cs 1 scn 20 20 60 60 re f BT /#c3#28 9 Tf 60 200 Td (A) Tj ET", b"<< /ColorSpace << /#ff#01 " + spot + b" >> /Font << /#c3#28 " + font + b" >> >>",
    )


@hostile
def spot_with_a_name_of_ten_thousand_letters() -> bytes:
    spot = b"[/Separation /" + b"N" * 10_000 + b" /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 0 0] /N 1 >>]"
    return painting(b"/S cs 1 scn 20 20 60 60 re f", b"<< /ColorSpace << /S " + spot + b" >> >>")


@hostile
def resources_that_are_missing() -> bytes:
    return painting(b"/A gs /B cs 1 scn /C sh /D Do BT /E 9 Tf (x) Tj ET /F /G BDC EMC /H ri /Pattern cs /I scn 0 0 9 9 re f", b"99 0 R")


@hostile
def resources_of_the_wrong_kind() -> bytes:
    return painting(b"/A gs /B cs 1 scn /C sh /D Do BT /E 9 Tf (x) Tj ET", b"<< /ExtGState 7 /ColorSpace [(x)] /Shading << /C (x) >> /XObject << /D 3 0 R >> /Font << /E 4 0 R >> >>")
