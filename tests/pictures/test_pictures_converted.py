"""Pictures of every kind become one black or four inks, as light as they were; what cannot be printed is told in words."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageCms, ImageFile

from pipeline.doors.images import Condition, UnusablePicture, convert_picture, look_at_picture
from pipeline.printers import load_profile
from tests.pictures.picture_files import decoded, noise, png_head, saved, scene, sixteen_bit_png

ICC = load_profile("house").icc
K, CMYK = Condition("K", ICC), Condition("CMYK", ICC)
LARGE = (9999, 9999)


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    return made


KINDS = {
    "jpeg": saved(scene(), "JPEG", quality=98, subsampling=0),
    "png": saved(scene(), "PNG"),
    "palette": saved(scene("P"), "PNG"),
    "grey": saved(scene("L"), "PNG"),
    "grey and alpha": saved(scene("LA"), "PNG"),
    "colour and alpha": saved(scene("RGBA"), "PNG"),
    "tiff": saved(scene(), "TIFF", compression="tiff_lzw"),
    "gif": saved(scene("P"), "GIF"),
    "webp": saved(scene(), "WEBP", lossless=True),
    "bmp": saved(scene(), "BMP"),
    "lab": saved(ImageCms.profileToProfile(scene(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"), "TIFF"),
    "damaged exif": saved(scene(), "JPEG", quality=98, subsampling=0, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01"),
    "turned": saved(scene().transpose(Image.Transpose.ROTATE_90), "JPEG", quality=98, subsampling=0, exif=exif(6)),
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_any_kind_becomes_one_black(kind: str) -> None:
    made = convert_picture(KINDS[kind], K, LARGE)
    assert (made.space, made.bits, made.width, made.height) == ("DeviceGray", 8, 60, 40)
    image = decoded(made)
    assert image.getpixel((10, 20)) <= 6, "black is the full tone"
    assert image.getpixel((40, 30)) >= 250, "white is bare paper"
    if "grey" not in kind:
        assert 60 < image.getpixel((55, 4)) < 190, "red is a tone between"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "grey" not in kind])
def test_colours_become_four_inks_of_the_printing_condition(kind: str) -> None:
    made = convert_picture(KINDS[kind], CMYK, LARGE)
    assert (made.space, made.bits, made.width, made.height) == ("DeviceCMYK", 8, 60, 40)
    image = decoded(made)
    assert max(image.getpixel((40, 30))) <= 8, "white is bare paper"
    black, red = image.getpixel((10, 20)), image.getpixel((55, 4))
    assert black[3] > 140
    assert sum(black) > 2 * 255
    assert red[1] > 170
    assert red[2] > 170
    assert red[0] < 60


def test_greys_stay_on_the_black_plate_in_a_job_of_four_inks() -> None:
    assert convert_picture(KINDS["grey"], CMYK, LARGE).space == "DeviceGray"


def test_tones_look_as_light_in_print_as_they_were_between_the_papers_white_and_the_full_tone() -> None:
    """Read back through the printing condition's profile: the dot gain of its black is made up for."""
    greys = [0, 32, 64, 96, 128, 160, 192, 224, 255]
    row = Image.new("L", (len(greys), 20))
    for at, grey in enumerate(greys):
        row.paste(grey, (at, 0, at + 1, 20))
    printed = decoded(convert_picture(saved(row, "PNG"), K, LARGE)).crop((0, 0, len(greys), 1))
    zero = Image.new("L", printed.size)
    inks = Image.merge("CMYK", (zero, zero, zero, printed.point(lambda value: 255 - value)))
    lab = ImageCms.createProfile("LAB")
    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    found = ImageCms.profileToProfile(inks, ImageCms.ImageCmsProfile(BytesIO(ICC)), lab, relative, "LAB").getchannel(0).tobytes()

    def luminance(value: float) -> float:
        light = value * 100 / 255
        return ((light + 16) / 116) ** 3 if light > 8 else light / 903.3

    sought = ImageCms.profileToProfile(row.crop((0, 0, len(greys), 1)).convert("RGB"), ImageCms.createProfile("sRGB"), lab, relative, "LAB")
    darkest = luminance(found[0])
    for was, now in zip(sought.getchannel(0).tobytes(), found, strict=True):
        assert luminance(now) == pytest.approx(darkest + luminance(was) * (1 - darkest), abs=0.012)


def test_what_is_transparent_shows_the_paper() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 10, 20))
    for content in (saved(clear, "PNG"), saved(clear.convert("LA"), "PNG"), saved(scene("P"), "PNG", transparency=scene("P").getpixel((40, 30)))):
        image = decoded(convert_picture(content, K, LARGE))
        assert image.getpixel((image.width * 3 // 4 - 2, image.height - 3)) == 255
        assert image.getpixel((2, 2)) <= 2


def test_black_and_white_stays_pixel_by_pixel() -> None:
    art = scene("1", (333, 50))
    for content in (saved(art, "PNG"), saved(art, "TIFF", compression="group4"), saved(art.convert("P"), "PNG")):
        made = convert_picture(content, K, (20, 20))
        assert (made.space, made.bits, made.width, made.filter) == ("DeviceGray", 1, 333, "FlateDecode")
        assert decoded(made).tobytes() == art.convert("L").tobytes()
        assert look_at_picture(content).is_bitmap


def test_sixteen_bits_are_divided_not_cut_off() -> None:
    image = decoded(convert_picture(sixteen_bit_png([0, 16384, 32768, 49152, 65535]), K, LARGE))
    eight = decoded(convert_picture(saved(Image.frombytes("L", (5, 1), bytes([0, 63, 127, 191, 255])), "PNG"), K, LARGE))
    assert image.tobytes() == eight.tobytes()
    assert len(set(image.tobytes())) == 5


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_cmyk_file_that_says_nothing_else_keeps_its_numbers(kind: str) -> None:
    """Adobe's JPEG hold inks upside down; Pillow writes them so too."""
    inks = Image.new("CMYK", (30, 20), (200, 100, 0, 50))
    made = convert_picture(saved(inks, kind, **({"quality": 100, "subsampling": 0} if kind == "JPEG" else {})), CMYK, LARGE)
    assert all(abs(one - other) <= 3 for one, other in zip(decoded(made).getpixel((10, 10)), (200, 100, 0, 50), strict=True))
    grey = decoded(convert_picture(saved(inks, kind), K, LARGE)).getpixel((10, 10))
    assert 60 < grey < 200


def test_a_picture_in_another_profile_is_converted_from_it() -> None:
    other = load_profile("coated").icc
    inks = Image.new("CMYK", (30, 20), (200, 100, 0, 50))
    same = convert_picture(saved(inks, "TIFF"), CMYK, LARGE)
    foreign = convert_picture(saved(inks, "TIFF", icc_profile=other), CMYK, LARGE)
    assert decoded(same).getpixel((5, 5)) != decoded(foreign).getpixel((5, 5))
    for junk in (b"no profile at all", other):  # of another kind of colours
        told = convert_picture(saved(scene(), "PNG", icc_profile=junk), CMYK, LARGE)
        assert told == convert_picture(saved(scene(), "PNG"), CMYK, LARGE)


def test_too_many_pixels_are_brought_down_and_too_few_never_raised() -> None:
    photo = saved(noise((400, 300)), "JPEG", quality=95)
    assert [(made.width, made.height) for most in ((200, 150), (399, 299), (400, 300), (4000, 3000)) for made in [convert_picture(photo, K, most)]] == [
        (200, 150), (399, 299), (400, 300), (400, 300),
    ]  # fmt: skip
    turned = saved(noise((300, 400)), "JPEG", exif=exif(8))
    made = convert_picture(turned, K, (200, 150))
    assert (made.width, made.height) == (200, 150)


def test_photographs_are_jpeg_of_high_quality_and_drawings_are_kept_without_loss() -> None:
    photo, drawing = convert_picture(saved(noise(), "PNG"), CMYK, LARGE), convert_picture(saved(scene(), "PNG"), CMYK, LARGE)
    assert (photo.filter, photo.inverted, photo.predicted) == ("DCTDecode", True, False)
    assert (drawing.filter, drawing.inverted, drawing.predicted) == ("FlateDecode", False, True)
    assert convert_picture(saved(noise(), "PNG"), CMYK, LARGE) == photo, "the same bytes again"


def test_no_more_ink_than_the_printer_allows() -> None:
    black = saved(Image.new("RGB", (40, 30), (0, 0, 0)), "PNG")
    for tac in (240, 280):
        held = decoded(convert_picture(black, Condition("CMYK", ICC, tac), LARGE)).getpixel((5, 5))
        assert tac - 8 <= sum(held) / 2.55 <= tac
    assert sum(decoded(convert_picture(black, CMYK, LARGE)).getpixel((5, 5))) / 2.55 > 285


def test_without_an_output_profile_tones_of_black_can_be_made_and_colours_cannot() -> None:
    assert decoded(convert_picture(KINDS["png"], Condition("K", b""), LARGE)).getpixel((10, 20)) == 0
    with pytest.raises(ValueError, match="no output profile"):
        convert_picture(KINDS["png"], Condition("CMYK", b""), LARGE)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"dear colleagues, the photo follows", "no picture of a kind that is known"),
        (b"", "no picture of a kind that is known"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture of a kind that is known"),
        (b"%PDF-1.7\n", "no picture of a kind that is known"),
        (saved(noise(), "JPEG", quality=95)[:-900], "cut off before its end"),
        (saved(noise(), "PNG")[:-900], "cut off before its end"),
        (saved(noise(), "TIFF", compression="tiff_lzw")[:9000], "it is damaged"),
        (png_head(100_000, 100_000), "too many pixels"),
        (png_head(9000, 8000), "72 million pixels"),
        (saved(scene("P"), "GIF", save_all=True, append_images=[scene("L").convert("P")]), "2 pictures one after the other"),
        (saved(scene(), "TIFF", save_all=True, append_images=[scene()]), "2 pictures one after the other"),
        (saved(scene("F"), "TIFF"), r"not known here \(F\)"),
    ],
)
def test_what_cannot_be_printed_is_told_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(UnusablePicture, match=told) as raised:
        look_at_picture(content)
    assert str(raised.value.hint).endswith(".")


def test_cut_off_pictures_are_told_although_the_layout_engine_asks_pillow_to_make_up_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(UnusablePicture, match="cut off"):
        look_at_picture(saved(noise(), "JPEG", quality=95)[:-900])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_damaged_files_are_told_or_printed_and_never_a_traceback() -> None:
    chance = Random(7)
    sound = [KINDS[kind] for kind in ("jpeg", "palette", "tiff", "gif", "bmp", "turned")]
    outcomes = Counter[str]()
    for _ in range(100):
        content = bytearray(chance.choice(sound))
        for _ in range(chance.choice((1, 2, 9))):
            content[chance.randrange(min(len(content), chance.choice((40, 200, len(content)))))] = chance.randrange(256)
        try:
            look_at_picture(bytes(content))
            convert_picture(bytes(content), CMYK, (20, 20))
            outcomes["printed"] += 1
        except UnusablePicture:
            outcomes["told"] += 1
    assert min(outcomes["printed"], outcomes["told"]) > 10


def test_a_phones_picture_with_a_second_one_for_itself_is_one_picture() -> None:
    both = saved(scene(), "MPO", save_all=True, append_images=[scene()])
    assert look_at_picture(both).width == 60
    assert convert_picture(both, K, LARGE).width == 60


@pytest.mark.parametrize(("dpi", "ppi"), [((600, 600), 600.0), ((72, 72), 300.0), ((96, 96), 300.0), (None, 300.0), ((1, 1), 300.0)])
def test_what_a_file_says_of_its_size_counts_unless_every_program_says_it(dpi: tuple[int, int] | None, ppi: float) -> None:
    facts = look_at_picture(saved(scene(), "JPEG", **({"dpi": dpi} if dpi else {})))
    assert (facts.width, facts.height, facts.ppi, facts.is_bitmap) == (60, 40, ppi, False)
    assert look_at_picture(KINDS["turned"]).width == 60
