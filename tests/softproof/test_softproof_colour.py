"""The colours of a soft proof are those that the output profile says, and overprint is seen."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageCms
from proof_files import ON_CYAN, PATCHES, PROFILE, PROFILE_FILE, SIDE, SPOT, patches, saved

from pipeline.doors.plates import PagePlates, find_separator
from pipeline.softproof import OutputColours
from pipeline.softproof.proofs import colour_picture, inked_plates
from pipeline.softproofs import open_pdf, output_condition, separated

pytestmark = pytest.mark.skipif(find_separator() is None, reason="Ghostscript is not installed")
SMALL = 2.0
"""CIE76: what two pictures side by side hide. Half of it is the rounding of the 8-bit Lab that we compare with."""
INKS = {"paper": (0, 0, 0, 0), "black": (0, 0, 0, 255), "mixed": (127, 102, 76, 51), "same profile": (127, 102, 76, 51), "grey": (0, 0, 0, 127)}
Lab = tuple[float, float, float]


@pytest.fixture(scope="module")
def separation() -> PagePlates:
    pdf = open_pdf(patches(), "patches.pdf")
    with separated(pdf, 72, pdf.profile) as plates:
        return next(plates)


@pytest.fixture(scope="module")
def shown(separation: PagePlates) -> Image.Image:
    return colour_picture(separation, (0, 0, separation.width, separation.height), OutputColours(PROFILE))


def at(name: str) -> tuple[int, int]:
    """The dot in the middle of a patch, at 72 dpi."""
    if name in ON_CYAN:
        x, y = ON_CYAN[name]
        return x + 10, 200 - y - 10
    x, y = PATCHES[name]
    return x + (SIDE // 2 if name != "under" else 4), 200 - y - (SIDE // 2 if name != "under" else 4)


def seen(picture: Image.Image, name: str) -> Lab:
    """A dot of an sRGB picture in CIELAB under D50 (IEC 61966-2-1; Bradford adaptation), worked out without any library."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (level / 255 for level in picture.getpixel(at(name)))]
    matrix = ((0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169), (0.0139322, 0.0971045, 0.7141733))
    white = (0.96422, 1.0, 0.82521)
    x, y, z = (sum(part * value for part, value in zip(row, linear, strict=True)) / one for row, one in zip(matrix, white, strict=True))
    fx, fy, fz = (value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def said(inks: tuple[int, int, int, int]) -> Lab:
    """What LittleCMS says the profile prints, absolute colorimetric."""
    source = ImageCms.ImageCmsProfile(BytesIO(PROFILE))
    to_lab = ImageCms.buildTransform(source, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.ABSOLUTE_COLORIMETRIC)
    level, a, b = ImageCms.applyTransform(Image.new("CMYK", (1, 1), inks), to_lab).getpixel((0, 0))
    return level / 2.55, a - 128, b - 128


def difference(one: Lab, other: Lab) -> float:
    return sum((first - second) ** 2 for first, second in zip(one, other, strict=True)) ** 0.5


@pytest.mark.parametrize("name", INKS)
def test_a_patch_is_shown_as_the_profile_says(name: str, shown: Image.Image) -> None:
    assert difference(seen(shown, name), said(INKS[name])) < SMALL


def test_paper_has_its_own_tone(shown: Image.Image) -> None:
    # ISO 12647-2:2004, paper type 4, as FOGRA29 was measured: L* 95, a* 0, b* -2, within the tolerance of 3.
    assert difference(seen(shown, "paper"), (95, 0, -2)) < 3


def test_without_paper_bare_paper_is_white_and_all_inks_are_black(separation: PagePlates) -> None:
    plain = OutputColours(PROFILE, paper=False)
    assert plain.on_screen(Image.new("CMYK", (1, 1))).getpixel((0, 0)) == (255, 255, 255)
    assert max(plain.on_screen(Image.new("CMYK", (1, 1), (255, 255, 255, 255))).getpixel((0, 0))) < 12


def test_overprint_is_seen(shown: Image.Image) -> None:
    over, alone = seen(shown, "black over"), seen(shown, "black alone")
    assert difference(over, said((255, 0, 0, 255))) < SMALL
    assert difference(alone, said((0, 0, 0, 255))) < SMALL
    assert over[0] < alone[0] - 3
    assert difference(seen(shown, "spot over"), said((255, 153, 255, 0))) < 2 * SMALL
    assert difference(seen(shown, "spot over"), seen(shown, "spot alone")) > 30


def test_a_spot_is_shown_by_its_alternate(shown: Image.Image) -> None:
    assert difference(seen(shown, "spot alone"), said((0, 153, 255, 0))) < SMALL
    assert difference(seen(shown, "tint of spot"), said((0, 76, 127, 0))) < SMALL


def test_every_ink_has_its_plate(separation: PagePlates) -> None:
    assert inked_plates(separation) == ["Cyan", "Magenta", "Yellow", "Black", SPOT]

    def level(plate: str, name: str) -> int:
        x, y = at(name)
        return separation.plates[plate][y * separation.width + x]

    assert [level("Cyan", name) for name in ("under", "black over", "black alone", "spot over", "spot alone")] == [255, 255, 0, 255, 0]
    assert [level(SPOT, name) for name in ("spot over", "spot alone", "tint of spot", "under")] == [255, 255, 127, 0]
    assert [level(plate, "grey") for plate in ("Cyan", "Magenta", "Yellow", "Black")] == [0, 0, 0, 127]


def test_colours_that_name_no_inks_are_converted_by_the_output_profile() -> None:
    pdf = open_pdf(patches(b"1 0 0 rg 80 10 60 60 re f"), "rgb.pdf")
    with separated(pdf, 72, pdf.profile) as plates:
        page = next(plates)
    shown = colour_picture(page, (0, 0, page.width, page.height), OutputColours(PROFILE))
    red, green, blue = shown.getpixel(at("mixed"))
    assert red > 190
    assert max(green, blue) < 110
    assert max(page.plates["Magenta"]) < 255  # the profile's separation, not 100 % of two inks


def test_whose_profile_is_used() -> None:
    own, none = open_pdf(patches(), "own.pdf"), open_pdf(patches(intent=False), "none.pdf")
    assert (output_condition(own, "coated").source, output_condition(own, "coated").profile) == ("embedded", PROFILE)
    assert (output_condition(none, "coated").source, output_condition(none, "coated").name) == ("printer", "FOGRA39")
    assert output_condition(own, "coated", ("given.icc", PROFILE)).source == "file"


def test_a_registered_condition_that_is_only_named_as_pdf_x1a_does_is_the_files_own() -> None:
    with pikepdf.open(BytesIO(patches())) as pdf:
        del pdf.Root.OutputIntents[0].DestOutputProfile
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = "FOGRA39"
        named = open_pdf(saved(pdf), "named.pdf")
    condition = output_condition(named, "house")
    assert (condition.source, condition.name) == ("named", "FOGRA39")
    assert condition.profile == PROFILE_FILE.with_name("FOGRA39-tac300-argyll.icc").read_bytes()
