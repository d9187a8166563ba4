"""Which plates a colour comes to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from pipeline.doors.pdf.painted import Paint, Space

__all__ = [
    "BLACK", "CMYK_PLATES", "colour_words", "foreign", "is_solid_black", "is_white", "plate_names", "plates", "space_words",
]

CMYK_PLATES: Final = ("Cyan", "Magenta", "Yellow", "Black")
BLACK: Final = "Black"
_LETTERS: Final = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
_FOREIGN: Final = frozenset({"DeviceRGB", "CalRGB", "CalGray", "Lab", "ICCBased"})
_TRACE: Final = 0.004
"""Ink below this share of a full tone makes no dot on an 8-bit plate (1/255)."""


@lru_cache(maxsize=4096)
def plates(paint: Paint) -> Mapping[str, float] | None:
    """Plate -> share of full tone, without those that get nothing; None where the colour names no inks (RGB, Lab, patterns)."""
    space, values = paint.space, paint.values
    if paint.pattern and not values:
        return None
    if space.family == "Indexed" and space.base is not None:
        return _looked_up(space, values)
    if space.family == "DeviceGray" or (space.family == "ICCBased" and space.components == 1):
        named: tuple[tuple[str, float], ...] = ((BLACK, 1 - values[0] if values else 1.0),)
    elif len(values) == 4 and (space.family == "DeviceCMYK" or space.family == "ICCBased"):
        named = tuple(zip(CMYK_PLATES, values, strict=True))
    elif space.family in ("Separation", "DeviceN"):
        named = tuple(zip(space.colorants, values, strict=False))
    else:
        return None
    return {name: share for name, share in named if share > _TRACE and name != "None"}


def _looked_up(space: Space, values: tuple[float, ...]) -> Mapping[str, float] | None:
    base = space.base
    if base is None or not values:
        return None
    at = int(values[0]) * base.components
    entry = space.lookup[at : at + base.components]
    return plates(Paint(base, tuple(byte / 255 for byte in entry))) if len(entry) == base.components else None


def plate_names(space: Space) -> tuple[str, ...] | None:
    """The plates a space can put ink on; None where it names no inks."""
    if space.family == "DeviceGray" or (space.family == "ICCBased" and space.components == 1):
        return (BLACK,)
    if space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.components == 4):
        return CMYK_PLATES
    if space.family in ("Separation", "DeviceN"):
        return tuple(name for name in space.colorants if name != "None")
    return plate_names(space.base) if space.family == "Indexed" and space.base is not None else None


def is_white(paint: Paint) -> bool:
    """Whether the paint leaves bare paper."""
    held = plates(paint)
    if held is not None:
        return not held
    return paint.space.family in ("DeviceRGB", "CalRGB") and paint.values == (1.0, 1.0, 1.0)


def is_solid_black(paint: Paint) -> bool:
    """Whether the paint is the full tone of black and nothing else."""
    held = plates(paint)
    return held is not None and set(held) == {BLACK} and held[BLACK] > 1 - _TRACE


def foreign(space: Space | None, *, alternates: bool) -> Space | None:
    """The part of a space that is no ink: RGB, calibrated, Lab or ICC. ``alternates``: those of spot colours count too."""
    if space is None:
        return None
    if space.family in _FOREIGN:
        return space
    if space.family in ("Indexed", "Pattern") or (alternates and space.family in ("Separation", "DeviceN")):
        return foreign(space.base, alternates=alternates)
    return None


def space_words(space: Space) -> str:
    """A space as the trade calls it: "DeviceRGB", "ICCBased (RGB)", "Separation “PANTONE 485 C”"."""
    if space.family == "ICCBased":
        return f"ICCBased ({space.profile or '?'})"
    if space.colorants:
        return f"{space.family} “{', '.join(space.colorants)}”"
    if space.family == "Indexed" and space.base is not None:
        return f"Indexed ({space_words(space.base)})"
    return space.family


def colour_words(paint: Paint) -> str:
    """A colour by its plates in per cent: "C 60 M 45 Y 45 K 100"; else its space with its numbers."""
    held = plates(paint)
    if held is None:
        numbers = " ".join(f"{value:g}" for value in (round(one, 3) for one in paint.values))
        return f"{space_words(paint.space)} {numbers}".strip()
    return " ".join(f"{_LETTERS.get(name, name)} {round(share * 100)}" for name, share in held.items()) or "0"
