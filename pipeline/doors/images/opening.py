"""Open a picture, whoever sent it: whole, of one frame, not too large; else UnusablePicture says what is wrong with it and what to do.

Pillow is imported when the first picture is opened: most editions have none.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pipeline.model.message import Figure, Message, msg
from pipeline.model.pictures import PictureFacts

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["ERRORS", "UnusablePicture", "is_bitmap", "is_upright", "load_whole", "look_at_picture", "opened"]

FORMATS: Final = {"JPEG": "Jpeg", "PNG": "Png", "TIFF": "Tiff", "GIF": "Gif", "WEBP": "WebP", "BMP": "Bmp"}
"""What is opened, and Pillow's module for each; it would hand EPS to Ghostscript, and knows many more that nobody sends for print."""
_MAGIC: Final = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"GIF8", b"RIFF", b"BM")
"""How files of these kinds begin, whole or not."""
MOST_PIXELS: Final = 64_000_000
"""A page of A3 at 450 to the inch has 39 million; so many of three colours take a fifth of a gigabyte, and twice that when converted."""
SILENT_PPI: Final = (72.0, 96.0)
"""What programs write who know nothing of the size on paper."""
USUAL_PPI: Final = 300.0
MODES: Final = frozenset({
    "1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr", "LAB", "HSV", "I;16", "I;16B", "I;16L",
})  # fmt: skip
_ORIENTATION: Final = 0x0112
"""The EXIF tag that says how the camera was held; from 5 on it was held upright. To look for it Pillow may read the whole file."""
_UPRIGHT: Final = 5
ERRORS: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError, OverflowError, MemoryError,
    NotImplementedError, RuntimeError, struct.error, zlib.error,
)
"""What Pillow raises over damaged files."""


class UnusablePicture(Exception):
    """A picture that cannot be printed: ``what`` is wrong with it, and ``hint`` what to do; both without its name."""

    def __init__(self, what: Message, hint: Message) -> None:
        super().__init__(str(what))
        self.what, self.hint = what, hint


def look_at_picture(content: bytes) -> PictureFacts:
    """What is known of a picture that is sound to its last row. Raises UnusablePicture."""
    with opened(content) as image:
        load_whole(image)
        turned = is_upright(image)
        width, height = (image.height, image.width) if turned else image.size
        said: Sequence[float] = image.info.get("dpi") or (0.0, 0.0)
        ppi = float(said[0])
        known = ppi >= SILENT_PPI[0] and round(ppi) not in SILENT_PPI
        return PictureFacts(width, height, ppi if known else USUAL_PPI, is_bitmap(image))


def is_upright(image: Image.Image) -> bool:
    """Whether the camera was held upright, so that width and height change places. What it says in a damaged way does not count."""
    try:
        return bool(image.getexif().get(_ORIENTATION, 1) >= _UPRIGHT)
    except ERRORS:
        return False


def is_bitmap(image: Image.Image) -> bool:
    """Whether a loaded picture is black and white without greys."""
    if image.mode == "1":
        return True
    if image.mode != "P" or "transparency" in image.info:
        return False
    used = image.convert("RGB").getcolors(2)
    return used is not None and {colour for _, colour in used} <= {(0, 0, 0), (255, 255, 255)}


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """The picture, its pixels not yet read. Raises UnusablePicture."""
    from PIL import Image, UnidentifiedImageError

    for module in FORMATS.values():
        import_module(f"PIL.{module}ImagePlugin")
    again = msg("Open the original in a picture editor and save it as JPEG, PNG or TIFF.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(content), formats=tuple(FORMATS))
        except UnidentifiedImageError as error:
            known = content.startswith(_MAGIC)
            raise UnusablePicture(msg("it is damaged") if known else msg("it is no picture of a kind that is known here"), again) from error
        except Image.DecompressionBombError as error:
            raise UnusablePicture(msg("it has too many pixels to be opened"), again) from error
        except ERRORS as error:
            raise UnusablePicture(msg("it is damaged"), again) from error
        with image:
            try:
                _require_usable(image)
            except ERRORS as error:  # other frames are looked for further on in the file
                raise UnusablePicture(msg("it is damaged"), again) from error
            yield image


def _require_usable(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        pixels = Figure(round(image.width * image.height / 1_000_000))
        what = msg("it has {pixels} million pixels, and {most} are the most that are opened", pixels=pixels, most=MOST_PIXELS // 1_000_000)
        raise UnusablePicture(what, msg("Save it smaller: 450 pixels to the inch are enough on paper."))
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)  # a phone's second picture is for its own use
    if frames > 1:
        what = msg("it holds {n} pictures one after the other", n=frames)
        raise UnusablePicture(what, msg("Save the one that is to be printed on its own."))
    if image.mode not in MODES:
        what = msg("its colours are stored in a way that is not known here ({mode})", mode=image.mode)
        raise UnusablePicture(what, msg("Open the original in a picture editor and save it as JPEG, PNG or TIFF."))


def load_whole(image: Image.Image) -> None:
    """Read the pixels, to the last row: the layout engine tells Pillow to make up for what is cut off. Raises UnusablePicture."""
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        image.load()
    except ERRORS as error:
        hint = msg("Copy the file again from where it came; sending by mail or messenger cuts files off.")
        raise UnusablePicture(msg("it is damaged, or cut off before its end"), hint) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
