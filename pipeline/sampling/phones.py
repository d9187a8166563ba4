"""Phone numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from .facts import Number

__all__ = ["Style", "inherited", "written"]

Style = Literal["plus", "brackets", "dashes", "slashes", "local", "old", "solid"]

_PATTERNS: Final[dict[str, tuple[str, str, str]]] = {
    "plus": ("+7 ", " ", " "), "brackets": ("8 (", ") ", "-"), "dashes": ("8-", "-", "-"), "slashes": ("8/", "/", "-"),
    "solid": ("8", "", ""),
}
"""Style -> what stands before the code, after it, and between the groups of the local number."""


def written(number: Number, style: Style = "plus") -> str:
    """A number in a style. "local" leaves the code out; "old" writes it as before 2007; short numbers have no style."""
    ending = f" вн. {number.extension}" if number.extension else ""
    if not number.code:
        return number.local
    groups = number.groups[2:]
    if number.kind == "freephone":
        return f"8-800-{'-'.join(groups)}"
    if style == "local":
        return "-".join(groups) + ending
    code = "3" + number.code[1:] if style == "old" and number.kind in ("office", "fax") else number.code
    before, after, between = _PATTERNS["brackets" if style == "old" else style]
    return f"{before}{code}{after}{between.join(groups)}{ending}"


def inherited(numbers: Sequence[Number], style: Style) -> str:
    """Several numbers in a cell; those with the code of the one to their left are written without it."""
    parts: list[str] = []
    left = ""
    for number in numbers:
        parts.append(written(number, "local" if number.code == left else style))
        left = number.code
    return ", ".join(parts)
