"""A job's inks as resources of its pages: the spot colour's space, and the two ways in which colours meet."""

from __future__ import annotations

from pipeline.doors.pdf.objects import Objects, array
from pipeline.model.inks import KNOCK_OUT, OVERPRINT, SPOT_SPACE, Inks, Spot

__all__ = ["ink_resources", "pdf_name"]

_REGULAR = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+*"))


def pdf_name(text: str) -> str:
    """A name object (ISO 32000-1, 7.3.5): UTF-8, all that is no letter or figure as "#" and two hexadecimal digits."""
    return "/" + "".join(chr(byte) if byte in _REGULAR else f"#{byte:02X}" for byte in text.encode())


def ink_resources(objects: Objects, inks: Inks) -> str:
    """Entries of a resource dictionary; "" for a job in one black."""
    if not inks.has_colours:
        return ""
    states = "/ExtGState<<{over}<</Type/ExtGState/OP true/op true/OPM 1>>{knock}<</Type/ExtGState/OP false/op false/OPM 0>>>>"
    spaces = f"/ColorSpace<</{SPOT_SPACE} {_separation(objects, inks.spot)}>>" if inks.spot else ""
    return states.format(over=f"/{OVERPRINT}", knock=f"/{KNOCK_OUT}") + spaces


def _separation(objects: Objects, spot: Spot) -> str:
    """The spot colour on a plate of its own; where there is none, a share of its CMYK (ISO 32000-1, 8.6.6.4)."""
    full = array(f"{share:.4g}" for share in spot.cmyk)
    tint = objects.add(f"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1{full}/N 1>>")
    return objects.add(f"[/Separation {pdf_name(spot.name)}/DeviceCMYK {tint}]")
