"""Colour as a press prints it, on a screen: LittleCMS takes the four process inks through an output profile to sRGB."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms

__all__ = ["BrokenProfile", "OutputColours", "profile_name"]

_CLASSES: Final = ("prtr", "spac")
"""Device classes that say how inks look on paper (ICC.1:2022, 7.2.5)."""


class BrokenProfile(Exception):
    """An ICC profile that is none, or none of a press with four inks."""


class OutputColours:
    """One output condition. ``paper``: absolute colorimetric, so that bare paper has its own tone and black its own depth; without it
    paper is the screen's white and black its black (relative colorimetric with black point compensation).

    Raises BrokenProfile.
    """

    def __init__(self, profile: bytes, *, paper: bool = True) -> None:
        intent = ImageCms.Intent.ABSOLUTE_COLORIMETRIC if paper else ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.HIGHRESPRECALC if paper else ImageCms.Flags.BLACKPOINTCOMPENSATION
        try:
            self._transform = ImageCms.buildTransform(_opened(profile), _screen(), "CMYK", "RGB", intent, flags)
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            raise BrokenProfile(str(error)) from error

    def on_screen(self, inks: Image.Image) -> Image.Image:
        """A CMYK picture (255: the full tone) as sRGB."""
        shown = ImageCms.applyTransform(inks, self._transform)
        assert shown is not None
        return shown


def profile_name(profile: bytes) -> str:
    """What a profile calls itself. Raises BrokenProfile where it is none of a press with four inks."""
    return str(ImageCms.getProfileDescription(_opened(profile))).strip() or "?"


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        raise BrokenProfile(str(error)) from error
    if opened.profile.xcolor_space.strip() != "CMYK" or opened.profile.device_class not in _CLASSES:
        raise BrokenProfile(f"{opened.profile.device_class} {opened.profile.xcolor_space}".strip())
    return opened


@cache
def _screen() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
