"""Entries of other people's dictionaries, read as what they should be or not at all: nothing here raises over a wrong type."""

from __future__ import annotations

from decimal import Decimal

import pikepdf

from pipeline.model.findings import Box

__all__ = ["Key", "array", "box", "dictionary", "identity_of", "inherited", "key_of", "name", "number", "numbers", "text", "whole"]

Key = tuple[int, int]
"""Object number and generation; (0, 0) is a direct object."""
_DEEPEST = 64


def key_of(value: object) -> Key:
    return value.objgen if isinstance(value, pikepdf.Object) else (0, 0)


def identity_of(value: pikepdf.Object) -> Key | bytes:
    """What tells an object from others: its number, or for a direct one what is written there, so that each is read once."""
    key = key_of(value)
    return value.unparse() if key == (0, 0) else key


def number(value: object, otherwise: float = 0.0) -> float:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return float(value)
    return otherwise


def whole(value: object, otherwise: int = 0) -> int:
    return int(max(-(2**62), min(2**62, number(value, float(otherwise)))))


def numbers(value: object) -> tuple[float, ...]:
    """An array of numbers; () where it is none, or holds anything else."""
    if not isinstance(value, pikepdf.Array):
        return ()
    held = list(value)
    return tuple(map(number, held)) if all(isinstance(one, (int, float, Decimal)) for one in held) else ()


def box(value: object) -> Box | None:
    """A rectangle (ISO 32000-1, 7.9.5) with its corners in order; None where it is none or has no area."""
    edges = numbers(value)
    if len(edges) != 4:
        return None
    x0, x1 = sorted(edges[::2])
    y0, y1 = sorted(edges[1::2])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def name(value: object) -> str:
    """A name without its slash; "" where it is none."""
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def text(value: object) -> str:
    """A text string; "" where it is none."""
    if not isinstance(value, pikepdf.String):
        return ""
    return str(value).replace("\0", "")


def dictionary(value: object) -> pikepdf.Object | None:
    """A dictionary, or a stream's; None where it is none."""
    return value if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else None


def array(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An entry of a page or of the nodes above it (7.7.3.4)."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if node is None:
            return None
        found = node.get(key)
        if found is not None:
            return found
        node = dictionary(node.get("/Parent"))
    return None
