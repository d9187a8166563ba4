"""The [palette] of a design's layout.toml: the colours that stylesheets name as var(--name), for each kind of job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pipeline.errors import Unreadable
from pipeline.model.inks import Inks, PaletteColour
from pipeline.model.message import Message, msg

__all__ = ["RESERVED", "Palette", "palette_css", "read_palette", "variables_of"]

Palette = Mapping[str, PaletteColour]
"""Name -> colour."""

RESERVED: Final = frozenset({"size", "leading"})
"""Variables that copy-fitting gives its own values."""
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_VARIABLE: Final = re.compile(r"var\(\s*--([\w-]+)")
_KEYS: Final = ("k", "spot", "cmyk")
_FULL: Final = 100.0


class _Wrong(Exception):  # caught below
    def __init__(self, name: str, reason: Message) -> None:
        super().__init__()
        self.name, self.reason = name, reason


def variables_of(css: str) -> set[str]:
    """Names of the variables a stylesheet looks at."""
    return set(_VARIABLE.findall(css))


def read_palette(settings: Mapping[str, Any], place: str) -> Palette:
    """The colours of a parsed layout.toml, none where it has no [palette]; ``place`` names the file.

    Raises Unreadable, in one sentence that names the colour, where a value is missing, out of bounds or unknown.
    """
    tables = settings.get("palette", {})
    try:
        if not isinstance(tables, dict):
            raise _Wrong("palette", msg("it must be a table of settings"))
        return {name: _colour(name, table) for name, table in tables.items()}
    except _Wrong as wrong:
        raise Unreadable(
            msg("{file}, [{table}]: {reason}.", file=place, table=wrong.name, reason=wrong.reason),
            msg("A colour has k, per cent of black, and where it is wanted spot, per cent of the spot colour, and cmyk, four per cents."),
        ) from wrong


def _colour(name: str, table: object) -> PaletteColour:
    where = f"palette.{name}"
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise _Wrong(where, msg("“{value}” may not stand there", value=name[:40]))
    if not isinstance(table, dict):
        raise _Wrong(where, msg("it must be a table of settings"))
    for key in table:
        if key not in _KEYS:
            raise _Wrong(where, msg("“{key}” is not known there", key=key))
    cmyk = table.get("cmyk")
    if cmyk is not None and not (isinstance(cmyk, list) and len(cmyk) == 4):
        raise _Wrong(where, msg("“{key}” must be four numbers from 0 to 100", key="cmyk"))
    cyan, magenta, yellow, black = (_share(where, "cmyk", part) for part in cmyk or (0, 0, 0, 0))
    return PaletteColour(
        k=_share(where, "k", table.get("k")),
        spot=_share(where, "spot", table["spot"]) if "spot" in table else None,
        cmyk=(cyan, magenta, yellow, black) if cmyk is not None else None,
    )


def _share(where: str, key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _FULL:
        raise _Wrong(where, msg("“{key}” must be a number from 0 to 100", key=key))
    return round(value / _FULL, 4)


def palette_css(palette: Palette, inks: Inks, wanted: Iterable[str]) -> str:
    """The rule that gives the ``wanted`` colours their values in a job; "" where the palette has none of them."""
    told = [f"--{name}: {palette[name].css(inks)}" for name in sorted(wanted) if name in palette]
    return f":root {{ {'; '.join(told)} }}" if told else ""
