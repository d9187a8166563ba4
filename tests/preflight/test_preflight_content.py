"""What pages paint: each check finds what is bad, also in nested forms that inherit their resources on a scaled page, and keeps silent at its edge."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from press_files import BLACK_TEXT, Edit, checked, codes, found, nested, press_file, with_resources

CMYK = b'{"trim_mm": [148, 210], "page_multiple": 1, "colours": "CMYK", "spots": ["PANTONE 485 C"]}'
K = b'{"trim_mm": [148, 210], "page_multiple": 1}'
TEXT = b"BT /F %s Tf %s 60 200 Td (Zhanar) Tj ET "


def spot(name: str) -> Array:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, function])


def states(**entries: object) -> Edit:
    return with_resources(ExtGState={"G": Dictionary({"/" + key: value for key, value in entries.items()})})


def spaces(**entries: object) -> Edit:
    return with_resources(ColorSpace=entries)


def image(width: int, height: int, *, bits: int = 8, space: object = Name.DeviceCMYK, **entries: object) -> Edit:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        channels = {Name.DeviceCMYK: 4, Name.DeviceRGB: 3, Name.DeviceGray: 1}.get(space, 1)  # type: ignore[call-overload]
        made = pdf.make_stream(b"\x80" * ((width * channels * bits + 7) // 8 * height))
        head = {"Type": Name.XObject, "Subtype": Name.Image, "Width": width, "Height": height, "BitsPerComponent": bits, "ColorSpace": space}
        for key, value in {**head, **entries}.items():
            if value is not None:
                made["/" + key] = value
        page.obj.Resources.XObject = Dictionary(I=made)

    return edit


@dataclass(frozen=True)
class Case:
    rule: str
    code: str
    content: bytes
    edit: Edit | None = None
    job: bytes = CMYK
    extra: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.rule}-{self.code}-{zlib.crc32(self.content) % 997}"


GRADIENT = with_resources(Shading={"S": Dictionary(
    ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[60, 200, 110, 200], Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 0, 0], N=1),
)})
OVERPRINT = states(OP=True, op=True, OPM=1)
BLUE_BOX = b"0.6 0.3 0 0 k 50 190 100 40 re f "
TWO_FRAMES = b"0 0 0 1 k 20 20 200 100 re 20.2 20.2 199.6 99.6 re f*"

ROUND_BAR = b"60 200 m 160 200 l 160.03 200.02 160.03 200.08 160 200.1 c 60 200.1 l 59.97 200.08 59.97 200.02 60 200 c h "
SOUND_GRADIENT = with_resources(Shading={"S": Dictionary(
    ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 20, 0, 200], Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 1], C1=[0, 0, 0, 0.5], N=1),
)})


def circle(radius: float) -> bytes:
    """Four curves around 100, 300."""
    r, k = radius, radius * 0.5523
    return b"%g 300 m %g %g %g %g 100 %g c %g %g %g %g %g 300 c %g %g %g %g 100 %g c %g %g %g %g %g 300 c h " % (
        100 + r, 100 + r, 300 + k, 100 + k, 300 + r, 300 + r, 100 - k, 300 + r, 100 - r, 300 + k, 100 - r,
        100 - r, 300 - k, 100 - k, 300 - r, 300 - r, 100 + k, 300 - r, 100 + r, 300 - k, 100 + r,
    )


BAD = [
    Case("INK-111", "foreign-colour", TEXT % (b"9", b"0 0 0 rg")),
    Case("INK-111", "foreign-colour", b"1 0 0 RG 1 w 20 20 m 90 90 l S"),
    Case("INK-111", "foreign-colour", b"/L cs 50 20 20 sc 20 20 60 60 re f", spaces(L=Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]))),
    Case("INK-111", "foreign-colour", b"q 100 0 0 100 20 20 cm /I Do Q", image(300, 300, space=Name.DeviceRGB)),
    Case("INK-111", "foreign-colour", b"q 20 0 0 20 20 20 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID \x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b EI Q"),
    Case("INK-113", "not-black", TEXT % (b"9", b"0.2 0 0 1 k"), job=K),
    Case("INK-113", "rich-black", TEXT % (b"30", b"0.6 0.6 0.7 1 k")),
    Case("INK-114", "undeclared-spot", b"/S cs 1 scn 20 20 60 60 re f", spaces(S=spot("PANTONE 032 C"))),
    Case("INK-115", "registration", b"/S cs 1 scn 20 20 60 60 re f", spaces(S=spot("All"))),
    Case("INK-119", "white-text", b"/G gs " + TEXT % (b"9", b"0 0 0 0 k"), OVERPRINT),
    Case("INK-119", "white-path", b"/G gs 1 g 20 20 60 60 re f", OVERPRINT),
    Case("INK-120", "black-text", BLUE_BOX + BLACK_TEXT),
    Case("INK-120", "black-line", b"0.6 0.3 0 0 k 20 20 200 100 re f 0 0 0 1 K 1 w 40 60 m 120 60.01 l S"),
    Case("INK-120", "black-text", b"0.6 0.3 0 0 k 50 190 14 40 re f " + BLACK_TEXT),
    Case("INK-120", "grey-text", BLUE_BOX + b"/G gs " + TEXT % (b"9", b"0 g"), OVERPRINT),
    Case("INK-120", "grey-line", BLUE_BOX + b"0.5 G 1 w 60 200 m 120 200.01 l S"),
    Case("INK-121", "colour-overprints", b"/G gs 0 1 0 0 k 20 20 60 60 re f", OVERPRINT),
    Case("FNT-126", "too-small", TEXT % (b"4.9", b"0 0 0 1 k")),
    Case("FNT-126", "too-small", b"q 0.5 0 0 0.5 0 0 cm BT 0 0 0 1 k /F 3 Tf 3 0 0 3 60 200 Tm (Zhanar) Tj ET Q"),
    Case("FNT-126", "small", TEXT % (b"5.9", b"0 0 0 1 k")),
    Case("FNT-126", "small-reversed", b"0 0 0 1 k 40 180 100 60 re f " + TEXT % (b"7.9", b"0 0 0 0 k")),
    Case("FNT-126", "small-multi-ink", TEXT % (b"7.9", b"1 0.5 0 0 k")),
    Case("INK-127", "hairline", b"0 0 0 1 K 0 w 20 20 m 90 90 l S"),
    Case("INK-127", "hairline", b"0 0 0 1 K 0.1 w 20 20 m 90 90 l S"),
    Case("INK-127", "hairline", b"q 1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 20 200 m 90 200 l S Q"),
    Case("INK-127", "hairline", b"0 0 0 1 k 20 20 100 0.1 re f"),
    Case("INK-127", "hairline", b"BT /F 30 Tf 1 Tr 0.1 w 0 0 0 1 K 60 200 Td (Zhanar) Tj ET"),
    Case("INK-127", "hairline", b"0 0 0 1 k " + b"".join(b"20 %d 100 0.1 re " % row for row in range(20, 220, 2)) + b"f"),
    Case("INK-127", "hairline", b"0 0 0 1 k 60 200 m 160 200 l 160 200.1 l 60.1 200.1 l 60.1 300 l 60 300 l h f"),
    Case("INK-127", "hairline", b"0 0 0 1 k 60 200 m 160 200 l 159.9 200.1 l 60.1 200.1 l h f"),
    Case("INK-127", "hairline", b"q 0 0 0 1 k 100 0 0 0.1 60 200 cm BI /W 1 /H 1 /IM true ID \0 EI Q"),
    Case("PDF-132", "bad-syntax", b"q 60 200 50 50 re W n /S sh Q", GRADIENT),
    Case("INK-127", "hairline", b"0 0 0 1 k " + ROUND_BAR + b"f"),
    Case("INK-127", "hairline", b"0 0 0 1 k " + circle(30) + circle(29.9) + b"f*"),
    Case("INK-127", "hairline", b"q 20 60 100 0.1 re W n 0 0 0 1 k 0 0 200 200 re f Q"),
    Case("INK-127", "hairline", b"q 60 20 0.1 100 re W n /S sh Q", SOUND_GRADIENT),
    Case("INK-127", "thin-line", TWO_FRAMES),
    Case("INK-127", "thin-line", b"0 0 0 1 k 20 20 m 120 20 l 120 20.2 l 20 20.2 l h f"),
    Case("INK-127", "thin-line", b"q 0.70711 0.70711 -0.70711 0.70711 90 90 cm 0 0 0 1 k 0 0 100 0.2 re f Q"),
    Case("INK-128", "white-line", b"0 0 0 1 k 10 10 100 60 re f 0 0 0 0 K 0.2 w 20 20 m 90 50 l S"),
    Case("INK-128", "multi-ink-line", b"1 1 0 0 K 0.2 w 20 20 m 90 90 l S"),
    Case("IMG-129", "low-resolution", b"q 144 0 0 144 20 20 cm /I Do Q", image(290, 290)),
    Case("IMG-129", "low-resolution", b"q 144 0 0 72 20 20 cm /I Do Q", image(290, 290)),
    Case("IMG-129", "low-resolution", b"q 0 144 -144 0 200 20 cm /I Do Q", image(290, 290)),
    Case("IMG-129", "modest-resolution", b"q 144 0 0 144 20 20 cm /I Do Q", image(440, 440)),
    Case("IMG-129", "low-resolution", b"q 144 0 0 8 20 20 cm /I Do Q", image(290, 16)),
    Case("IMG-130", "low-resolution", b"q 144 0 0 144 20 20 cm /I Do Q", image(1080, 1080, bits=1, space=Name.DeviceGray, BitsPerComponent=None, Filter=Name.CCITTFaxDecode)),
    Case("IMG-130", "low-resolution", b"q 0 0 0 1 k 144 0 0 144 20 20 cm /I Do Q", image(1080, 1080, bits=1, space=None, ImageMask=True)),
    Case("IMG-130", "modest-resolution", b"q 144 0 0 144 20 20 cm /I Do Q", image(1400, 1400, bits=1, space=Name.DeviceGray)),
]


@pytest.mark.parametrize("case", BAD, ids=str)
def test_what_is_bad_is_found(case: Case) -> None:
    made = checked(press_file(case.content, case.edit), job=case.job)
    assert f"{case.rule}/{case.code}" in codes(made), codes(made)


@pytest.mark.parametrize("case", BAD, ids=str)
def test_what_is_bad_is_found_in_nested_forms_that_inherit_resources_on_a_scaled_page(case: Case) -> None:
    plain = checked(press_file(case.content, case.edit), job=case.job)
    made = checked(press_file(case.content, nested(case.edit)), job=case.job)
    assert codes(made) == codes(plain)
    assert found(made, case.rule, case.code).place == found(plain, case.rule, case.code).place


SILENT = [
    Case("INK-111", "", TEXT % (b"9", b"0 g")),
    Case("INK-111", "a blank in RGB shows nothing", b"BT /F 9 Tf 1 0 0 rg 60 200 Td ( ) Tj ET " + BLACK_TEXT),
    Case("INK-113", "", TEXT % (b"9", b"0 0 0 0.4 k"), job=K),
    Case("INK-113", "", TEXT % (b"30", b"0.5 0.5 0.5 1 k")),
    Case("INK-114", "", b"/S cs 1 scn 20 20 60 60 re f", spaces(S=spot("PANTONE 485 C"))),
    Case("INK-114", "a tint of nothing", b"/S cs 0 scn 20 20 60 60 re f " + BLACK_TEXT, spaces(S=spot("PANTONE 032 C"))),
    Case("INK-115", "outside the bleed", b"/S cs 1 scn -9 -30 0.5 20 re f " + BLACK_TEXT, spaces(S=spot("All"))),
    Case("INK-119", "", b"0 0 0 0 k 20 20 60 60 re f " + BLACK_TEXT),
    Case("INK-120", "overprinting", b"/G gs " + BLUE_BOX + BLACK_TEXT, OVERPRINT, extra=("INK-121/colour-overprints",)),
    Case("INK-120", "on a grey tint", b"0 0 0 0.3 k 50 190 100 40 re f " + BLACK_TEXT),
    Case("INK-120", "large", BLUE_BOX + TEXT % (b"12", b"0 0 0 1 k")),
    Case("INK-120", "beside the colour", b"0.6 0.3 0 0 k 50 300 100 40 re f " + BLACK_TEXT),
    Case("INK-120", "on white on the colour", BLUE_BOX + b"0 0 0 0 k 52 192 96 36 re f " + BLACK_TEXT),
    Case("INK-120", "in a hole of the colour", b"0.6 0.3 0 0 k 10 150 200 120 re 50 190 80 40 re f* " + BLACK_TEXT),
    Case("INK-121", "black", b"/G gs 0 0 0 0.5 k 20 20 60 60 re f", OVERPRINT),
    Case("INK-121", "OPM 0 replaces every ink", b"/G gs 0 1 0 0 k 20 20 60 60 re f", states(OP=True, op=True, OPM=0)),
    Case("FNT-126", "", TEXT % (b"6", b"0 0 0 1 k")),
    Case("FNT-126", "8 pt by the matrix", b"BT 1 0.5 0 0 k /F 1 Tf 8 0 0 8 60 200 Tm (Zhanar) Tj ET"),
    Case("FNT-126", "white on bare paper", TEXT % (b"7", b"0 0 0 0 k") + BLACK_TEXT),
    Case("INK-127", "an angle of 0.5 pt", b"0 0 0 1 k 60 200 m 160 200 l 160 200.5 l 60.5 200.5 l 60.5 300 l 60 300 l h f"),
    Case("INK-127", "a trapezium of some size", b"0 0 0 1 k 60 200 m 160 200 l 150 210 l 70 210 l h f"),
    Case("FNT-126", "stretched, not lowered", b"BT 0 0 0 1 k /F 7 Tf 40 Tz 60 200 Td (Zhanar) Tj ET"),
    Case("FNT-126", "invisible", b"q BT 3 Tr 0 0 0 1 k /F 2 Tf 60 200 Td (Zhanar) Tj ET Q " + BLACK_TEXT),
    Case("INK-127", "", b"0 0 0 1 K 0.25 w 20 20 m 90 90 l S"),
    Case("INK-127", "0.5 of a tenth, enlarged", b"q 10 0 0 10 0 0 cm 0 0 0 1 K 0.05 w 2 2 m 9 9 l S Q"),
    Case("INK-127", "squeezed across, not along", b"q 1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 20 200 m 20 900 l S Q"),
    Case("INK-127", "steps of a gradient", b"".join(b"0 0 0 0.%02d k %.2f 20 0.2 60 re f " % (n + 10, 20 + n * 0.2) for n in range(40))),
    Case("INK-127", "a dot", b"0 0 0 1 k 20 20 0.2 0.2 re f " + BLACK_TEXT),
    Case("INK-127", "one side of a frame, the others clipped away", b"q 20 119 300 2 re W n 0 0 0 1 k 20 20 200 100 re 20.1 20.1 199.8 99.4 re f* Q"),
    Case("INK-127", "a ring of 0.3 pt", b"0 0 0 1 k " + circle(30) + circle(29.7) + b"f*"),
    Case("INK-127", "a dot of some size", b"0 0 0 1 k " + circle(0.4) + b"f"),
    Case("INK-127", "a narrow window of 0.3 pt", b"q 20 60 100 0.3 re W n 0 0 0 1 k 0 0 200 200 re f Q"),
    Case("INK-127", "an area that ends in a narrow window", b"0 0 0 1 k 20 60.2 100 40 re f q 20 60 100 0.25 re W n 20 60.2 100 40 re f Q"),
    Case("INK-128", "", b"1 1 0 0 K 0.3 w 20 20 m 90 90 l S"),
    Case("IMG-129", "225", b"q 144 0 0 144 20 20 cm /I Do Q", image(450, 450)),
    Case("IMG-129", "a swatch", b"q 144 0 0 144 20 20 cm /I Do Q", image(16, 16)),
    Case("IMG-129", "clipped away", b"q 0 0 1 1 re W n 144 0 0 144 20 20 cm /I Do Q " + BLACK_TEXT, image(100, 100)),
    Case("IMG-130", "800", b"q 144 0 0 144 20 20 cm /I Do Q", image(1600, 1600, bits=1, space=Name.DeviceGray)),
]


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_what_is_sound_is_not_told(case: Case) -> None:
    assert codes(checked(press_file(case.content, case.edit), job=case.job)) == list(case.extra)
    assert codes(checked(press_file(case.content, nested(case.edit)), job=case.job)) == list(case.extra)


def test_boxes_are_in_points_from_the_corner_of_the_trim() -> None:
    made = checked(press_file(b"1 0 0 rg 20 30 60 40 re f"), job=CMYK)
    place = found(made, "INK-111", "foreign-colour").place
    assert (place.page, place.box) == (1, (20.0, 30.0, 80.0, 70.0))  # type: ignore[union-attr]


def test_colours_are_found_in_patterns_shadings_masks_and_annotations() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        cell = pdf.make_stream(b"1 0 0 rg 0 0 2 2 re f")
        for key, value in {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 4, "YStep": 4}.items():
            cell["/" + key] = value
        cell.BBox, cell.Resources = Array([0, 0, 4, 4]), Dictionary()
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[0, 1, 1], N=1)
        axial = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=function)
        group = pdf.make_stream(b"0 1 0 rg 0 0 50 50 re f")
        for key, value in {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 50, 50])}.items():
            group["/" + key] = value
        group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        mask = Dictionary(S=Name.Luminosity, G=group)
        for key, value in {
            "Pattern": Dictionary(P=cell, X=Dictionary(PatternType=2, Shading=axial)), "Shading": Dictionary(H=axial),
            "ExtGState": Dictionary(G=Dictionary(SMask=mask)),
        }.items():
            page.obj.Resources["/" + key] = value

    parts = {
        "pattern": b"/Pattern cs /P scn 20 20 60 60 re f",
        "shading pattern": b"/Pattern cs /X scn 20 20 60 60 re f",
        "shading": b"q 20 20 60 60 re W n /H sh Q",
        "mask": b"/G gs 0 0 0 1 k 20 20 60 60 re f",
    }
    for name, content in parts.items():
        made = checked(press_file(content, edit), job=CMYK)
        assert "INK-111/foreign-colour" in codes(made), name


def test_glyphs_of_a_type_3_font_are_looked_into() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        glyph = pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 400 400 re f")
        page.obj.Resources.Font.T = pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 500], FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=97, LastChar=97,
            Widths=[500], CharProcs=Dictionary(a=glyph), Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
            Resources=Dictionary(),
        ))

    made = checked(press_file(b"BT /T 20 Tf 60 200 Td (a) Tj ET", edit), job=CMYK)
    assert codes(made) == ["FNT-125/type3", "INK-111/foreign-colour"]


def test_printers_who_convert_colours_themselves_are_not_told_of_overprint_and_rich_black() -> None:
    content = press_file(BLUE_BOX + TEXT % (b"9", b"0 g") + TEXT % (b"9", b"0.6 0.6 0.7 1 k"))
    told = codes(checked(content, "lulu", b'{"trim_mm": [148, 210], "bleed_mm": 3}'))
    assert [code for code in told if code.startswith(("INK-113", "INK-120"))] == []
