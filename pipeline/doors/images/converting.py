"""Convert a picture to the inks of a job: turned upright, laid on white, at most so many pixels, in the printing condition's own tones.

Colours go from the picture's profile (sRGB where it has none) to the output profile, relative colorimetric with black point compensation.
Greys, and every picture of a job in black, become tones of black alone as DeviceGray: that is one plate by definition, in PDF/X-1a and X-4
alike, and a quarter of the bytes of CMYK with three empty plates. The tone is chosen by the output profile's own black scale, so that
dot gain is made up for. What is black and white stays so, pixel by pixel.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal
from zlib import compress

from pipeline.doors.images.opening import ERRORS, is_bitmap, is_upright, load_whole, opened
from pipeline.model.pictures import PressPicture

if TYPE_CHECKING:
    from PIL import Image, ImageCms

__all__ = ["Condition", "convert_picture"]

FEW_COLOURS: Final = 4096
"""A picture of so many different colours is a drawing, and is kept without loss; any other is a photograph, and a JPEG is as good."""
QUALITY: Final = 95
"""Of those JPEGs: no block of eight pixels is seen in print."""
_LAST: Final = 255
_PLAINER: Final = {"PA": "RGBA", "RGBX": "RGB", "RGBa": "RGBA", "La": "LA", "YCbCr": "RGB", "HSV": "RGB", "1": "L"}
_SPACES: Final = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab "}
"""Mode of a picture -> the kind of profile that it may have (ICC.1:2010, 7.2.6)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``inks`` of the job, and the output profile; b"" where there is none: then only tones of black can be made, by their lightness.

    ``tac``: the most ink the printer allows, per cent; None where he says nothing.
    """

    inks: Literal["K", "CMYK"]
    icc: bytes
    tac: float | None = None


def convert_picture(content: bytes, condition: Condition, most: tuple[int, int]) -> PressPicture:
    """The picture as it is embedded, of ``most`` pixels across and down at most, never of more than it has.

    Raises UnusablePicture, and ValueError where colours are wanted and there is no output profile.
    """
    with opened(content) as file:
        if file.format in ("JPEG", "MPO"):  # which can be read at half its size, or a quarter
            file.draft(None, (most[1], most[0]) if is_upright(file) else most)
        load_whole(file)
        profile = file.info.get("icc_profile") or b""
        image = _upright(file)
        if is_bitmap(image):
            return _bitmap(image)
        image = _on_white(_of_eight_bits(image))
        image = _reduced(image, most)
        is_grey = image.mode == "L" or condition.inks == "K"
        toned = _tones_of_black(image, profile, condition.icc) if is_grey else _within(_inks(image, profile, condition.icc), condition.tac)
    return _lossless(toned) if toned.getcolors(FEW_COLOURS) is not None else _jpeg(toned)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its camera says; one that says it in a damaged way stays as it lies."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except ERRORS:
        return image


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits a channel brought down by division: Pillow itself cuts whatever is above 255."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point([value // 257 for value in range(1 << 16)], "L")
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("RGB", "L") and "transparency" in image.info:
        return image.convert("RGBA" if image.mode == "RGB" else "LA")
    return image.convert(_PLAINER.get(image.mode, image.mode))


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent shows the paper."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA"):
        return image
    bare = image.convert(image.mode[:-1])
    paper = Image.new(bare.mode, bare.size, "white")
    paper.paste(bare, mask=image.getchannel("A"))
    return paper


def _reduced(image: Image.Image, most: tuple[int, int]) -> Image.Image:
    from PIL import Image

    size = min(image.width, max(1, most[0])), min(image.height, max(1, most[1]))
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _profile_of(image: Image.Image, profile: bytes) -> ImageCms.ImageCmsProfile | None:
    """The picture's own profile, if it has one for its kind of colours that can be read."""
    from PIL import ImageCms

    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        if profile and (read := ImageCms.ImageCmsProfile(BytesIO(profile))).profile.xcolor_space == _SPACES[image.mode]:
            return read
    return None


def _source(image: Image.Image, profile: bytes, icc: bytes) -> tuple[Image.Image, ImageCms.ImageCmsProfile]:
    """The picture and the profile that tells what its numbers mean: its own, else sRGB; of CMYK the printing condition's."""
    from PIL import ImageCms

    own = _profile_of(image, profile)
    if own is not None:
        return image, own
    if image.mode == "CMYK" and icc:
        return image, _opened_icc(icc)
    if image.mode == "LAB":
        return image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return image.convert("RGB"), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _opened_icc(icc: bytes) -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(BytesIO(icc))


def _through(image: Image.Image, source: ImageCms.ImageCmsProfile, target: ImageCms.ImageCmsProfile, mode: str) -> Image.Image:
    """Relative colorimetric, with black point compensation."""
    from PIL import ImageCms

    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    made = ImageCms.profileToProfile(image, source, target, intent, mode, flags=flags)
    assert made is not None
    return made


def _inks(image: Image.Image, profile: bytes, icc: bytes) -> Image.Image:
    """The picture in CMYK. What comes in CMYK and says nothing else is taken to be made for this condition: its numbers stay."""
    if image.mode == "CMYK" and _profile_of(image, profile) is None:
        return image
    if not icc:
        raise ValueError("no output profile")
    return _through(*_source(image, profile, icc), _opened_icc(icc), "CMYK")


def _most_of(band: Image.Image) -> int:
    """The highest value in a band."""
    return max(level for level, count in enumerate(band.histogram()) if count)


def _within(image: Image.Image, tac: float | None) -> Image.Image:
    """No more ink than the printer allows: where there is more, cyan, magenta and yellow give by the same share, and black stays."""
    from PIL import Image, ImageMath

    if tac is None or tac >= 400:
        return image
    most = int(tac * _LAST / 100)
    cyan, magenta, yellow, black = image.split()
    if sum(_most_of(band) for band in image.split()) <= most:
        return image

    def lessened(band: Image.Image) -> Image.Image:
        made: Image.Image = ImageMath.lambda_eval(
            lambda held: held["one"] * (held["min"](held["c"] + held["m"] + held["y"], held["max"](most - held["k"], 0)))
            / held["max"](held["c"] + held["m"] + held["y"], 1),
            one=band, c=cyan, m=magenta, y=yellow, k=black,
        )
        return made.convert("L")

    return Image.merge("CMYK", (lessened(cyan), lessened(magenta), lessened(yellow), black))


def _tones_of_black(image: Image.Image, profile: bytes, icc: bytes) -> Image.Image:
    """The picture in black alone: as light, between the paper's white and the full tone, as it was between white and black."""
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    lightness = _through(*_source(image, profile, icc), lab, "LAB").getchannel(0)
    return lightness.point(_grey_of_lightness(icc))


@lru_cache(maxsize=4)
def _grey_of_lightness(icc: bytes) -> list[int]:
    """Lightness (0 to 255) -> DeviceGray (0 the full tone of black) that looks as light when it is printed.

    Between the lightest and the darkest that the condition's black can do, luminance is scaled as black point compensation does it.
    """
    scale = _black_scale(icc)
    darkest = scale[0]
    found = []
    for lightness in range(_LAST + 1):
        wanted = darkest + _luminance(lightness * 100 / _LAST) * (1 - darkest)
        above = min(bisect_left(scale, wanted), _LAST)
        below = max(above - 1, 0)
        found.append(above if scale[above] - wanted <= wanted - scale[below] else below)
    return found


def _black_scale(icc: bytes) -> list[float]:
    """Luminance, relative to the paper, of DeviceGray 0 to 255 in the printing condition; rising."""
    from PIL import Image, ImageCms

    if not icc:
        return [_luminance(value * 100 / _LAST) for value in range(_LAST + 1)]
    ramp = Image.frombytes("CMYK", (_LAST + 1, 1), bytes(part for value in range(_LAST + 1) for part in (0, 0, 0, _LAST - value)))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    made = ImageCms.profileToProfile(ramp, _opened_icc(icc), lab, ImageCms.Intent.RELATIVE_COLORIMETRIC, "LAB")
    assert made is not None
    scale = [_luminance(value * 100 / _LAST) for value in made.getchannel(0).tobytes()]
    for at in range(1, len(scale)):
        scale[at] = max(scale[at], scale[at - 1])
    return scale


def _luminance(lightness: float) -> float:
    """CIE L* (0 to 100) as Y (0 to 1)."""
    if lightness <= 8:
        return float(lightness / 903.3)
    return float(((lightness + 16) / 116) ** 3)


def _bitmap(image: Image.Image) -> PressPicture:
    from PIL import Image

    art = image if image.mode == "1" else image.convert("1", dither=Image.Dither.NONE)
    return PressPicture(art.width, art.height, "DeviceGray", 1, "FlateDecode", compress(art.tobytes(), 9))


def _jpeg(image: Image.Image) -> PressPicture:
    image.info.clear()
    output = BytesIO()
    image.save(output, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    is_grey = image.mode == "L"
    space: Literal["DeviceGray", "DeviceCMYK"] = "DeviceGray" if is_grey else "DeviceCMYK"
    return PressPicture(image.width, image.height, space, 8, "DCTDecode", output.getvalue(), inverted=not is_grey)


def _lossless(image: Image.Image) -> PressPicture:
    """Deflated with PNG's filters (ISO 32000-1, 7.4.4.4), by Pillow's writer of PNG: four inks are four channels to it."""
    from PIL import Image

    image.info.clear()
    output = BytesIO()
    (image if image.mode == "L" else Image.merge("RGBA", image.split())).save(output, "PNG", optimize=False, compress_level=9)
    space: Literal["DeviceGray", "DeviceCMYK"] = "DeviceGray" if image.mode == "L" else "DeviceCMYK"
    content = b"".join(_chunks(output.getvalue(), b"IDAT"))
    return PressPicture(image.width, image.height, space, 8, "FlateDecode", content, predicted=True)


def _chunks(png: bytes, kind: bytes) -> Iterator[bytes]:
    """The contents of a PNG's chunks of one kind (PNG, 5.3)."""
    at = 8
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        if name == kind:
            yield png[at + 8 : at + 8 + length]
        at += length + 12
