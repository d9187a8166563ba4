"""Gradients: whether their functions give as many numbers as their colour space takes (ISO 32000-1, 8.7.4.5, 7.10)."""

from __future__ import annotations

import pikepdf

from pipeline.doors.pdf.painted.things import Space
from pipeline.doors.pdf.painted.values import array, dictionary, whole

__all__ = ["is_sound_shading"]


def is_sound_shading(shading: pikepdf.Object, space: Space) -> bool:
    """False where the functions give too few or too many numbers: some programs paint nothing then, some a wrong colour."""
    written = shading.get("/Function")
    if written is None or space.family in ("unknown", "Pattern"):
        return True
    listed = array(written)
    given = [_outputs(one) for one in listed] if listed else [_outputs(written)]
    return None in given or sum(one for one in given if one is not None) == space.components


def _outputs(written: object, depth: int = 0) -> int | None:
    """How many numbers a function gives; None where it does not say."""
    function = dictionary(written)
    if function is None or depth > 8:
        return None
    kind = whole(function.get("/FunctionType"), -1)
    if kind == 2:
        return max(1, len(array(function.get("/C0"))), len(array(function.get("/C1"))))
    if kind == 3:
        parts = array(function.get("/Functions"))
        return _outputs(parts[0], depth + 1) if parts else None
    return len(array(function.get("/Range"))) // 2 or None
