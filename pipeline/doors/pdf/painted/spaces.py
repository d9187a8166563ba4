"""Colour spaces of resources and operators, resolved (ISO 32000-1, 8.6)."""

from __future__ import annotations

from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.streams import LARGEST_FONT, TooLarge, decoded
from pipeline.doors.pdf.painted.things import Space
from pipeline.doors.pdf.painted.values import Key, array, dictionary, identity_of, name, number, whole

__all__ = ["CMYK", "GRAY", "PATTERN", "RGB", "Spaces", "profile_space"]

GRAY: Final = Space("DeviceGray", 1)
RGB: Final = Space("DeviceRGB", 3)
CMYK: Final = Space("DeviceCMYK", 4)
PATTERN: Final = Space("Pattern", 0)
_NAMED: Final = {
    "DeviceGray": GRAY, "G": GRAY, "CalGray": GRAY, "DeviceRGB": RGB, "RGB": RGB, "CalRGB": RGB, "DeviceCMYK": CMYK, "CMYK": CMYK,
    "CalCMYK": CMYK, "Pattern": PATTERN,
}
_BY_COMPONENTS: Final = {1: GRAY, 3: RGB, 4: CMYK}
UNKNOWN: Final = Space("unknown", 1)
_DEEPEST: Final = 8


def profile_space(profile: bytes) -> str:
    """The colour space an ICC profile's header states (ICC.1:2010, 7.2.6), "" where it is no profile."""
    return profile[16:20].decode("latin-1").strip() if len(profile) > 128 and profile[36:40] == b"acsp" else ""


class Spaces:
    """Colour spaces by object, each resolved once."""

    def __init__(self) -> None:
        self._known: dict[Key | bytes, Space] = {}

    def resolve(self, written: object, resources: pikepdf.Object | None = None, depth: int = 0) -> Space:
        """The space of a name or an array; names are looked up in ``resources`` first where it has Default spaces or the name.

        An unknown one is ``unknown``, with one component.
        """
        if depth > _DEEPEST:
            return UNKNOWN
        if isinstance(written, pikepdf.Name):
            return self._by_name(name(written), resources, depth)
        if not isinstance(written, pikepdf.Array):
            return UNKNOWN
        key = identity_of(written)
        made = self._known.get(key)
        if made is None:
            made = self._by_array(array(written), resources, depth)
            if isinstance(key, tuple) or not _names_another(written):
                self._known[key] = made
        return made

    def named(self, wanted: str, resources: pikepdf.Object | None) -> Space:
        """The space an operator names."""
        return self._by_name(wanted, resources, 0)

    def _by_name(self, wanted: str, resources: pikepdf.Object | None, depth: int) -> Space:
        listed = dictionary(resources.get("/ColorSpace")) if resources is not None else None
        if listed is not None:
            # DefaultGray, DefaultRGB, DefaultCMYK stand for the device spaces (8.6.5.6).
            stands_for = listed.get("/Default" + wanted.removeprefix("Device")) if wanted.startswith("Device") else None
            found = stands_for if stands_for is not None else listed.get("/" + wanted)
            if found is not None and not (isinstance(found, pikepdf.Name) and name(found) == wanted):
                return self.resolve(found, None if stands_for is not None else resources, depth + 1)
        return _NAMED.get(wanted, UNKNOWN)

    def _by_array(self, written: list[pikepdf.Object], resources: pikepdf.Object | None, depth: int) -> Space:
        family = name(written[0]) if written else ""
        if len(written) == 1:
            return self._by_name(family, resources, depth + 1)
        if family == "ICCBased":
            return self._icc(written[1], depth)
        if family in ("CalGray", "CalRGB", "Lab"):
            return Space(family, 1 if family == "CalGray" else 3)
        if family in ("Indexed", "I"):
            base = self.resolve(written[1], resources, depth + 1)
            return Space("Indexed", 1, (), base, _lookup(written[3] if len(written) > 3 else None))
        if family == "Separation" and len(written) > 2:
            return Space("Separation", 1, (name(written[1]),), self.resolve(written[2], resources, depth + 1))
        if family == "DeviceN" and len(written) > 2:
            colorants = tuple(name(one) for one in array(written[1]))
            return Space("DeviceN", len(colorants), colorants, self.resolve(written[2], resources, depth + 1))
        if family == "Pattern":
            return Space("Pattern", 0, (), self.resolve(written[1], resources, depth + 1))
        return _NAMED.get(family, UNKNOWN)

    def _icc(self, stream: object, depth: int) -> Space:
        if not isinstance(stream, pikepdf.Stream):
            return UNKNOWN
        components = whole(stream.get("/N"), 0)
        try:
            stated = profile_space(decoded(stream, LARGEST_FONT))
        except (pikepdf.PikepdfError, TooLarge, ValueError):
            stated = ""
        alternate = stream.get("/Alternate")
        base = self.resolve(alternate, None, depth + 1) if alternate is not None else _BY_COMPONENTS.get(components, UNKNOWN)
        return Space("ICCBased", components or 1, (), base, profile=stated)


def _names_another(written: pikepdf.Array) -> bool:
    """Whether a space rests on another by name, which each content stream's resources may tell otherwise (8.6.5.6)."""
    return any(isinstance(one, pikepdf.Name) for one in list(written)[1:4])


def _lookup(table: object) -> bytes:
    if isinstance(table, pikepdf.Stream):
        try:
            return decoded(table, 1 << 16)
        except (pikepdf.PikepdfError, TooLarge, ValueError):
            return b""
    return bytes(table) if isinstance(table, pikepdf.String) else b""


def component(value: object) -> float:
    """A colour component, whatever was written, as a number between 0 and 1."""
    return max(0.0, min(1.0, number(value)))
