"""A job's inks as resources of its pages: the spot colour's space, and the two ways in which colours meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.doors.pdf.objects import Objects, array
from pipeline.model.inks import KNOCK_OUT, OVERPRINT, SPOT_SPACE, Inks

__all__ = ["REGISTRATION", "ink_resources", "pdf_name"]

REGISTRATION: Final = "All"
"""Name of the space of marks: every plate has them."""

_REGULAR = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+*"))


def pdf_name(text: str) -> str:
    """A name object (ISO 32000-1, 7.3.5): UTF-8, all that is no letter or figure as "#" and two hexadecimal digits."""
    return "/" + "".join(chr(byte) if byte in _REGULAR else f"#{byte:02X}" for byte in text.encode())


def ink_resources(objects: Objects, inks: Inks, *, marks: bool = False) -> str:
    """Entries of a resource dictionary; "" for a job in one black. ``marks``: with registration colour."""
    states = "/ExtGState<<{over}<</Type/ExtGState/OP true/op true/OPM 1>>{knock}<</Type/ExtGState/OP false/op false/OPM 0>>>>"
    spaces = f"/{SPOT_SPACE} {_separation(objects, pdf_name(inks.spot.name), inks.spot.cmyk)}" if inks.spot else ""
    spaces += f"/{REGISTRATION} {_separation(objects, '/All', (1, 1, 1, 1))}" if marks else ""
    states = states.format(over=f"/{OVERPRINT}", knock=f"/{KNOCK_OUT}") if inks.has_colours else ""
    return f"{states}/ColorSpace<<{spaces}>>" if spaces else states


def _separation(objects: Objects, name: str, cmyk: Sequence[float]) -> str:
    """An ink on a plate of its own; where there is none, a share of its CMYK (ISO 32000-1, 8.6.6.4)."""
    full = array(f"{share:.4g}" for share in cmyk)
    tint = objects.add(f"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1{full}/N 1>>")
    return objects.add(f"[/Separation {name}/DeviceCMYK {tint}]")
