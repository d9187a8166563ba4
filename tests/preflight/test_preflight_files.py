"""The file and its pages: boxes, counts, output intent, metadata, actions, layers, images; and random damage."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from press_files import BLACK_TEXT, MM, Edit, checked, codes, form, nested, press_file, saved

X1A = b'{"trim_mm": [148, 210], "page_multiple": 1, "pdfx": ["PDF/X-1a:2003"], "colours": "CMYK"}'


def on_page(**entries: object) -> Edit:
    def edit(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        for key, value in entries.items():
            if value is None:
                del page.obj["/" + key]
            else:
                page.obj["/" + key] = value

    return edit


def on_root(**entries: object) -> Edit:
    def edit(pdf: pikepdf.Pdf, _page: pikepdf.Page) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.Root["/" + key]
            else:
                pdf.Root["/" + key] = value

    return edit


def on_intent(**entries: object) -> Edit:
    def edit(pdf: pikepdf.Pdf, _page: pikepdf.Page) -> None:
        for key, value in entries.items():
            if value is None:
                del pdf.Root.OutputIntents[0]["/" + key]
            else:
                pdf.Root.OutputIntents[0]["/" + key] = value

    return edit


def on_info(**entries: object) -> Edit:
    def edit(pdf: pikepdf.Pdf, _page: pikepdf.Page) -> None:
        for key, value in entries.items():
            pdf.trailer.Info["/" + key] = value

    return edit


def two_intents(pdf: pikepdf.Pdf, _page: pikepdf.Page) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def layer(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name="All", OFF=Array([group])))
    page.obj.Resources.Properties = Dictionary(L=group)
    page.obj.Contents = pdf.make_stream(BLACK_TEXT + b" /OC /L BDC 1 0 0 rg 20 20 60 60 re f EMC")


WIDE = [0, 0, 148 * MM + 6 * MM, 210 * MM + 6 * MM]
TRIM = [3 * MM, 3 * MM, 151 * MM, 213 * MM]

BAD: list[tuple[str, Edit]] = [
    ("PDF-101/no-trim", on_page(TrimBox=None)),
    ("PDF-101/art-box", on_page(ArtBox=Array(TRIM))),
    ("PDF-101/broken-box", on_page(BleedBox=Array([1, 2, 3]))),
    ("PDF-102/wrong-size", on_page(TrimBox=Array([3 * MM, 3 * MM, 150.8 * MM, 213 * MM]))),
    ("PDF-103/small-bleed", on_page(BleedBox=Array([0.5 * MM, 0, 154 * MM, 216 * MM]))),
    ("PDF-103/outside-media", on_page(BleedBox=Array([-1 * MM, 0, 154 * MM, 216 * MM]))),
    ("PDF-103/trim-outside", on_page(MediaBox=Array([4 * MM, 0, 154 * MM, 216 * MM]))),
    ("PDF-104/crop-box", on_page(CropBox=Array(TRIM))),
    ("PDF-105/user-unit", on_page(UserUnit=2)),
    ("PDF-105/rotated", on_page(Rotate=90)),
    ("JOB-110/blank-page", lambda pdf, page: page.obj.__setattr__("Contents", pdf.make_stream(b"1 g 0 0 500 700 re f"))),
    ("INK-117/no-intent", on_root(OutputIntents=None)),
    ("INK-117/several-intents", two_intents),
    ("INK-117/wrong-condition", on_intent(OutputConditionIdentifier="FOGRA39")),
    ("INK-117/no-profile", on_intent(DestOutputProfile=None)),
    ("INK-118/blend-space", lambda _pdf, page: page.obj.__setattr__("Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    ("PDF-135/no-standard", on_root(Metadata=None)),
    ("PDF-136/no-trapped", on_info(Trapped=Name("/Unknown"))),
    ("PDF-137/disagreement", on_info(Title="Another directory")),
    ("PDF-138/action", on_root(OpenAction=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))),
    ("PDF-138/form", on_root(AcroForm=Dictionary(Fields=Array([])))),
    ("PDF-138/attachment", on_root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([]))))),
    ("PDF-138/annotation", on_page(Annots=Array([Dictionary(Subtype=Name.Link, Rect=Array([20, 20, 60, 60]))]))),
    ("PDF-139/hidden-layer", layer),
]


@pytest.mark.parametrize(("told", "edit"), BAD, ids=[told for told, _ in BAD])
def test_what_is_bad_is_found(told: str, edit: Edit) -> None:
    made = checked(press_file(edit=edit))
    if told == "PDF-136/no-trapped":  # XMP still says so
        assert told not in codes(made)
    else:
        assert told in codes(made), codes(made)


def test_only_what_is_bad_is_told() -> None:
    for told, edit in BAD:
        if told not in ("PDF-103/trim-outside", "PDF-105/user-unit", "PDF-136/no-trapped", "PDF-101/broken-box"):
            assert codes(checked(press_file(edit=edit))) == [told]


def test_a_hidden_layer_is_told_and_what_it_holds_is_not_judged() -> None:
    assert codes(checked(press_file(edit=layer))) == ["PDF-139/hidden-layer"]


def test_pages_of_two_sizes_and_a_wrong_count_are_told_without_an_ordered_size() -> None:
    odd = on_page(TrimBox=Array([3 * MM, 3 * MM, 150 * MM, 213 * MM]))
    made = checked(press_file(edit=odd, pages=3), job=b'{"page_multiple": 4}')
    assert sorted(codes(made)) == ["JOB-109/wrong-multiple", "PDF-102/mixed-size"]
    assert next(one for one in made.findings if one.id == "PDF-102").place.page == 3  # type: ignore[union-attr]


def test_declared_blank_pages_and_bleed_beyond_the_order_are_silent() -> None:
    def blank(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Contents = pdf.make_stream(b"")

    made = checked(press_file(edit=blank), job=b'{"page_multiple": 1, "blank_pages": [1], "bleed_mm": 2}')
    assert codes(made) == []


def test_x1a_knows_no_transparency_and_no_later_pdf() -> None:
    def alpha(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.5))
        page.obj.Contents = pdf.make_stream(b"/G gs 0 1 0 0 k 20 20 60 60 re f")
        del pdf.Root.Metadata
        pdf.trailer.Info.GTS_PDFXVersion = "PDF/X-1a:2003"

    for edit in (alpha, nested(alpha)):
        made = checked(press_file(edit=edit), job=X1A)
        assert codes(made) == ["INK-122/in-x1a", "PDF-134/newer"]
    made = checked(press_file(edit=lambda pdf, page: page.obj.__setattr__("Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))))
    assert [(one.id, one.severity.value) for one in made.findings if one.id == "INK-122"] == [("INK-122", "info")]


def test_an_encrypted_file_that_opens_is_told() -> None:
    with pikepdf.open(BytesIO(press_file())) as pdf:
        held = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="", R=6), deterministic_id=False, force_version="2.0")
    assert "PDF-133/encrypted" in codes(checked(held))


def test_a_file_whose_table_is_broken_is_read_and_told() -> None:
    content = press_file()
    at = content.rindex(b"startxref")
    made = checked(content[:at] + b"startxref\n7\n%%EOF\n")
    assert "PDF-132/repaired" in codes(made)


@pytest.mark.parametrize("seed", range(24))
def test_a_file_with_random_damage_gives_findings_or_one_sentence(seed: int) -> None:
    import random

    from pipeline.errors import Unreadable

    chance = random.Random(seed)
    content = bytearray(press_file(pages=2))
    for _ in range(12):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(1, 40)] = chance.randbytes(chance.randrange(0, 40))
    try:
        made = checked(bytes(content))
    except Unreadable:
        return
    assert made.verdict in ("pass", "fail", "incomplete")


def test_an_inner_form_without_resources_finds_what_only_the_page_has() -> None:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        inner = form(pdf, b"BT /F 4 Tf 0 0 0 1 k 60 200 Td (Zhanar) Tj ET")
        outer = form(pdf, b"/I Do", Resources=Dictionary(XObject=Dictionary(I=inner)))
        page.obj.Resources.XObject = Dictionary(O=outer)

    assert codes(checked(press_file(b"/O Do " + BLACK_TEXT, edit))) == ["FNT-126/too-small"]


@pytest.mark.parametrize(("quality", "told"), [(20, True), (45, True), (60, False), (92, False)])
def test_a_jpeg_that_was_compressed_too_far_is_told(quality: int, told: bool) -> None:
    from PIL import Image

    noise = Image.effect_noise((300, 300), 60)
    stored = BytesIO()
    noise.save(stored, "JPEG", quality=quality)

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = pdf.make_stream(stored.getvalue())
        head = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 300, "Height": 300, "BitsPerComponent": 8}
        for key, value in {**head, "ColorSpace": Name.DeviceGray, "Filter": Name.DCTDecode}.items():
            made["/" + key] = value
        page.obj.Resources.XObject = Dictionary(I=made)

    made = checked(press_file(b"q 72 0 0 72 60 60 cm /I Do Q", edit))
    assert codes(made) == (["IMG-131/coarse-jpeg"] if told else [])


@pytest.mark.parametrize(("stored", "kept", "entries"), [
    (b"\x80" * 90000, 89999, {}),
    (zlib.compress(b"\x80" * 90000), 80, {"Filter": Name.FlateDecode}),
    (b"\xff\xd8" + b"\x80" * 9000 + b"\xff\xd9", 9002, {"Filter": Name.DCTDecode}),
])
def test_an_image_that_was_cut_off_is_told(stored: bytes, kept: int, entries: dict[str, object]) -> None:
    def edit(data: bytes) -> Edit:
        def place(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
            made = pikepdf.Stream(pdf, data)
            head = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 300, "Height": 300, "BitsPerComponent": 8}
            for key, value in {**head, "ColorSpace": Name.DeviceGray, **entries}.items():
                made["/" + key] = value
            page.obj.Resources.XObject = Dictionary(I=pdf.make_indirect(made))

        return place

    def file(data: bytes) -> bytes:
        with pikepdf.open(BytesIO(press_file(b"q 72 0 0 72 60 60 cm /I Do Q"))) as pdf:
            edit(data)(pdf, pdf.pages[0])
            return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)

    assert codes(checked(file(stored))) == []
    assert codes(checked(file(stored[:kept]))) == ["IMG-131/cut-off"]


def test_lzw_is_told_wherever_it_stands() -> None:
    # The codes 256 (clear), the letter, 257 (end), of nine bits each: ISO 32000-1, 7.4.4.2.
    bits = "".join(f"{code:09b}" for code in (256, *b"BT /F 9 Tf ET", 257))
    packed = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    with pikepdf.open(BytesIO(press_file())) as pdf:
        lzw = pikepdf.Stream(pdf, packed)
        lzw.Filter = Name.LZWDecode
        pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, pdf.make_indirect(lzw)])
        content = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert b"/LZWDecode" in content
    assert codes(checked(content)) == ["PDF-140/lzw"]


@pytest.mark.parametrize(
    ("name", "beside", "sound"), [("FOGRA29L", "", True), ("Custom", "Uncoated FOGRA29", True), ("Custom", "", False), ("FOGRA39", "", False)]
)
def test_a_printing_condition_is_known_by_its_usual_names(name: str, beside: str, sound: bool) -> None:
    made = checked(press_file(edit=on_intent(OutputConditionIdentifier=name, OutputCondition=beside)))
    assert codes(made) == ([] if sound else ["INK-117/wrong-condition"])
